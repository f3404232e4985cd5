"""Notes and jumps inside the page: from a footnote's number to the note and back, notes at the side. Called by `segments`.

The forms are those of Pandoc and Markdown (`fn:1`, `fnref:1`), Wikipedia (`cite_note-1`, `cite_ref-1`), word processors
(`_ftn1`, `_ftnref1`) and WordPress plugins: a link whose target has an `id`, or a `name`, on the same page.
"""

import re
from urllib.parse import unquote

from reader.extract.markup.tree import Element, elements, text_of
from reader.model.patterns import compile_late

MAX_NAME_LETTERS = 300
RETURN = "↩"
"""What a link back from a footnote is written as."""

_SIDE_NOTE = compile_late(
    r"side-?note(?!-number)|margin-?note|footnote(?:-|__)(?:content|text|body|note)", re.IGNORECASE
)
"""Class names of notes that stand in the markup in the middle of the sentence they belong to."""
_HEADING_SIGNS = frozenset("#¶§🔗")
_RETURN_SIGNS = frozenset(
    {*"↩⤴↑^⇑⏎⬆↵⮌", "↩\ufe0e", "⤴\ufe0e", "↑\ufe0e", "↩\ufe0f", "⬆\ufe0f", "[↩]", "[↑]", "^^", "⇧", "«"}
)
"""What a link shows that leads to the heading it stands beside, or from a footnote back into the text."""


def fragment_of(href: str, here: str) -> str:
    """Return the name on the same page that `href` leads to, decoded; empty if it leads anywhere else.

    `here` is the page's own address without a fragment.
    """
    place, _, name = href.strip().partition("#")
    if place and place != here:
        return ""
    return unquote(name[:MAX_NAME_LETTERS])


def wanted_names(body: Element, here: str) -> frozenset[str]:
    """Return the names that links on the page lead to."""
    names = (fragment_of(link.get("href") or "", here) for link in elements(body, "a"))
    return frozenset(name for name in names if name)


def is_heading_sign(link: Element) -> bool:
    """Whether a link is the sign beside a heading that leads to the heading itself."""
    return len(link) == 0 and (link.text or "").strip() in _HEADING_SIGNS


def is_return(link: Element) -> bool:
    """Whether a link is the sign in a footnote that leads back into the text; plugins leave it empty and draw it by style."""
    if not (link.get("href") or "").startswith("#") or len(link.get("href") or "") < 2:
        return False
    text = text_of(link)
    return text in _RETURN_SIGNS or (not text and not len(link) and bool(link.get("class") or link.get("rev")))


def known_names(body: Element, wanted: frozenset[str]) -> frozenset[str]:
    """Return those of the `wanted` names that elements on the page have."""
    if not wanted:
        return frozenset()
    names = {element.get("id") or "" for element in elements(body)} | {
        element.get("name") or "" for element in elements(body, "a")
    }
    return wanted & names


def is_side_note(element: Element) -> bool:
    """Whether an element in a line of text is a note on it, and not paragraphs of the text that a name like that is over."""
    names = element.get("class") or ""
    if "note" not in names or not _SIDE_NOTE.search(names):
        return False
    return next(element.iterdescendants("p", "div"), None) is None
