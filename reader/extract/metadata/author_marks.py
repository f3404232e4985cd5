"""Elements that mark whom an article is by: links and microdata, microformats, labels, copyright lines. Called by `visible`.

What is found are words of the page in document order; `authorship` reads names out of them and decides.
"""

import re
from dataclasses import field
from itertools import chain, islice

from reader.extract.lines.bylines import is_by_word
from reader.extract.lines.date_words import is_published_word
from reader.extract.lines.person_names import is_person, is_role, key_of
from reader.extract.lines.words import has_case
from reader.extract.markup.tree import Element, elements, has_ancestor, text_of
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_FOUND = 12
MAX_NAME_LETTERS = 100
MAX_LABEL_LETTERS = 30
MAX_LABELLED_LETTERS = 120
MIN_COPYRIGHT_LETTERS = 9
"""Of a sign, a year, a blank and a name. Most elements have no more text of their own than blanks."""
MAX_COPYRIGHT_LETTERS = 400
HOLDER_LEVELS = 12
"""Elements above a name that may say whose it is: a card, a comment; further up is the page."""
BYLINE_LEVELS = 3
"""Authors of one byline have a common holder so many levels up, or fewer."""

_AUTHOR_PATH = compile_late(
    r"/(?:authors?|autor(?:en|in|es|as|i|ka)?|auteurs?|autori|redakt(?:eure?|or)|redactor(?:es)?|journalists?|journalistes?"
    r"|columnists?|contributors?|editors?|bloggers?|correspondents?|profiles?|staff|writers?|reporters?|toimittaja|skribent|forfatter|penulis"
    r"|yazar(?:lar)?|tac-gia)/+(?:[^/?#]+/)?([^/?#]+)/?(?:[?#]|$)",
    re.IGNORECASE,
)
_COPYRIGHT = compile_late(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}\s*[-–—/]\s*)?(?:\d{4})[\s,:]+(?:by\s+)?", re.IGNORECASE
)
_HOLDER = compile_late(r"[^.|,;•·©()\n]{3,60}")
_LABEL_TAGS = ("strong", "b", "dt", "th", "label", "span")


@dataclass(slots=True, kw_only=True)
class AuthorMarks:
    """What was found so far; `look` is called for every element in document order."""

    near: list[str] = field(default_factory=list)
    """Names in links, microdata and microformats of authors, beside the headline."""
    far: list[str] = field(default_factory=list)
    """The same further down: an author's box, or the authors of other articles."""
    labelled: list[str] = field(default_factory=list)
    """Lines that a word like "Author" opens in an element of its own."""
    labelled_dates: list[str] = field(default_factory=list)
    """Lines that a word like "Published" opens in an element of its own."""
    holders: list[str] = field(default_factory=list)
    """Who holds the copyright of the site."""
    _byline: list[Element] = field(default_factory=list)
    """The first mark beside the headline, and the elements around it."""

    def look(self, element: Element, *, is_near: bool) -> bool:
        """Take in what `element` marks; whether it marks an author, so that nobody needs to look at it again."""
        if is_author_mark(element):
            if len(self.near if is_near else self.far) < MAX_FOUND and not has_ancestor(element, "footer", "nav"):
                self._take(element, is_near=is_near)
            return True
        text = element.text or ""
        if element.tag in _LABEL_TAGS and 1 < len(text) <= MAX_LABEL_LETTERS:
            self._look_at_label(element, text)
        elif (
            MIN_COPYRIGHT_LETTERS <= len(text) <= MAX_COPYRIGHT_LETTERS
            and len(self.holders) < MAX_FOUND
            and element.tag not in ("script", "style")
        ):
            found_mark = _COPYRIGHT.search(text)
            holder = _HOLDER.match(text, found_mark.end()) if found_mark else None
            if holder:
                self.holders.append(clean_line(holder[0]))
        return False

    def _take(self, element: Element, *, is_near: bool) -> None:
        """Take the name of an author's mark: beside the headline only those that stand in one byline with the first."""
        text = clean_line(_author_text(element), 2 * MAX_NAME_LETTERS)
        if not 2 < len(text) <= MAX_NAME_LETTERS or text in self.near:
            return
        if is_near:
            block = list(islice(chain((element,), element.iterancestors()), BYLINE_LEVELS + 1))
            if not self._byline:
                self._byline = block
            if any(holder in self._byline for holder in block):
                self.near.append(text)
                return
        if text not in self.far:
            self.far.append(text)

    def _look_at_label(self, element: Element, text: str) -> None:
        """Take the line that a label opens: `<li><strong>Author</strong> Jane Doe</li>`, `<dt>Author</dt><dd>Jane Doe</dd>`."""
        label = clean_line(text).strip(" :")
        if len(element) or label.islower():
            return
        names_author, names_date = is_by_word(label), is_published_word(label)
        if not (names_author or names_date) or len(self.labelled) + len(self.labelled_dates) >= MAX_FOUND:
            return
        value = element.tail or ""
        following = element.getnext()
        if not value.strip(" :\n\t\xa0") and following is not None and isinstance(following.tag, str):
            value = text_of(following)
        value = clean_line(value, MAX_LABELLED_LETTERS + 1).strip(" :")
        if not 2 < len(value) <= MAX_LABELLED_LETTERS:
            return
        if names_date and any(letter.isdigit() for letter in value):
            self.labelled_dates.append(value)
        elif names_author and (" " in value or not has_case(value)):
            self.labelled.append(value)


def is_author_mark(element: Element) -> bool:
    """Whether an element is made to name an author: by relation, microdata, microformat, or where its link leads."""
    if prop := element.get("itemprop"):
        prop = prop.lower()
        if prop == "author" or (prop == "name" and _is_in_author(element)):
            return True
    class_name = element.get("class")
    if class_name and ("p-author" in class_name or "fn" in class_name):  # few are worth splitting
        names = class_name[:300].split()
        if "p-author" in names or ("fn" in names and _is_in_card(element)):
            return True
    if element.tag != "a":
        return False
    return "author" in (element.get("rel") or "").lower()[:200].split() or _leads_to_author(element)


def _is_in_author(element: Element) -> bool:
    above = islice(element.iterancestors(), HOLDER_LEVELS)
    return any((parent.get("itemprop") or "").lower() == "author" for parent in above)


def _leads_to_author(link: Element) -> bool:
    """Whether a link leads to an author's page and says the name that the address has, or one shaped like a person's."""
    found = _AUTHOR_PATH.search((link.get("href") or "")[:500])
    if not found or link.find(".//img") is not None:
        return False
    text = text_of(link)
    return key_of(text) == key_of(found[1]) != "" or (" " in text and is_person(text) and not is_role(text))


def _is_in_card(element: Element) -> bool:
    """Whether a formatted name stands in an hCard that is no commenter's."""
    is_card = False
    for parent in chain((element,), islice(element.iterancestors(), HOLDER_LEVELS)):
        names = (parent.get("class") or "")[:300].split()
        if any("comment" in name for name in names) or "comment" in (parent.get("id") or "")[:100]:
            return False
        is_card = is_card or "vcard" in names or "hcard" in names or "h-card" in names
    return is_card


def _author_text(element: Element) -> str:
    named = next((child for child in elements(element) if child.get("itemprop") == "name"), None)
    return (named.get("content") or text_of(named)) if named is not None else element.get("content") or text_of(element)
