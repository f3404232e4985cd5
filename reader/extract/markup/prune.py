"""Taking out of the tree what is never article: by tag, by role, by being hidden.

Class names are not looked at here: as a reason to remove, a broad list of them costs ten points of recall. Everything that
holds a large share of the page's text stays, whatever it calls itself. Lazy pictures inside `<noscript>` are brought out
first. Changes the tree in place; called once by the pipeline, after the metadata have been read.
"""

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, islice

from reader.extract.markup.quotes import is_pull_quote
from reader.extract.markup.rules import Rules
from reader.extract.markup.tree import Element, elements, has_ancestor, letters_of, remove, text_of
from reader.model.patterns import compile_late

LARGE_SHARE = 0.35
"""Of the page's text: what holds more is not removed. A paywall's hidden body, a form around the whole page."""

LARGE_LETTERS = 600
"""And at least so many letters of paragraphs; on very short pages a share says little."""

_HIDDEN_STYLE = compile_late(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PLACEHOLDER = compile_late(r"(?:spacer|blank|transparent|placeholder|pixel|1x1|grey|lazy)[^/]{0,60}$", re.IGNORECASE)
_HIDING_CLASSES = frozenset(
    {"visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "screenreader", "u-hidden", "is-hidden"}
)
_ALWAYS = frozenset(
    {
        "script",
        "style",
        "template",
        "svg",
        "button",
        "select",
        "textarea",
        "canvas",
        "datalist",
        "input",
        "object",
        "applet",
        "map",
    }
)
MAX_SIGNUP_LETTERS = 500
"""Of the box around a form that asks for an address: a title, a promise, the terms."""
MAX_SIGNUP_SHARE = 0.2
"""And of all text: on a page of nothing but a notice and a form, the notice is what there is to read."""
MAX_FORMS = 20
NEAR_SIBLINGS = 8
"""The picture that a script puts in the place of its `<noscript>` stands right beside it."""
_WRAPPERS = frozenset({"form", "header", "label", "menu"})
"""Elements that some pages wrap all of themselves in."""
_NEVER = frozenset({"html", "head", "body", "main", "article", "img", "picture"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spared:
    """What a reader's rules keep: it is not removed, nor is what stands above it."""

    kept: Set[Element] = frozenset()
    """With all they hold."""
    above: Set[Element] = frozenset()
    """What else these hold goes as it would have gone."""


def prune(
    root: Element, rules: Rules, *, spared: Spared = Spared(), on_removal: Callable[[Element, str], None] | None = None
) -> None:
    """Remove from `root`, in place, what is no article by its tag, role or hidden state.

    `on_removal` hears of every element that goes, while it still stands in its place, and why: `<aside>`, `hidden`.
    """
    tell = on_removal or _tell_nobody
    _remove_signups(root, spared, tell)
    for element in list(elements(root, *_ALWAYS)):
        if element.tag == "button" and next(element.iterdescendants("img", "picture", "figcaption"), None) is not None:
            element.tag = "div"  # a picture that opens larger when it is pressed
        elif element.tag == "button" and has_ancestor(element, "th", "h2", "h3"):
            element.tag = "span"  # a column that sorts, a section that folds
        else:
            tell(element, f"<{element.tag}>")
            remove(element)
    for element in list(elements(root, "noscript")):
        _open_noscript(element, tell)
    total = max(1, letters_of(root))
    paragraphs = _Paragraphs(root)
    for element in list(elements(root)):
        if element.tag in _NEVER or element in spared.kept or element.getparent() is None:
            continue
        reason = _why_unwanted(element, rules)
        if not reason or _is_large(element, total, paragraphs):
            continue
        for part in _around(element, spared) if element in spared.above else (element,):
            tell(part, reason)
            remove(part)


def _tell_nobody(element: Element, reason: str) -> None:
    """Nobody asks why."""


def _around(element: Element, spared: Spared) -> list[Element]:
    """The parts of `element` that hold nothing that is kept."""
    found: list[Element] = []
    waiting = list(element)
    while waiting:
        part = waiting.pop()
        if part in spared.above:
            waiting.extend(part)
        elif part not in spared.kept:
            found.append(part)
    return found


def _remove_signups(root: Element, spared: Spared, tell: Callable[[Element, str], None]) -> None:
    """Remove the boxes of forms that ask for an e-mail address: the words around the form promote what it subscribes to."""
    fields = (field for field in elements(root, "input") if (field.get("type") or "").lower() == "email")
    found = (form for field in fields if (form := next(field.iterancestors("form"), None)) is not None)
    forms = dict.fromkeys(islice(found, MAX_FORMS))
    total = letters_of(root) if forms else 0
    for form in forms:
        box = form
        for above in form.iterancestors("div", "section", "aside", "form"):
            letters = letters_of(above)
            if letters > MAX_SIGNUP_LETTERS or letters > MAX_SIGNUP_SHARE * total or above.find(".//h1") is not None:
                break
            box = above
        if box is not form and box not in spared.kept and box not in spared.above:
            tell(box, "asks for an e-mail address")
            remove(box)


def is_hidden(element: Element) -> bool:
    """Whether the page itself hides `element` from its readers."""
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    style = element.get("style")
    if style and len(style) < 2_000 and _HIDDEN_STYLE.search(style):
        return True
    if element.get("aria-hidden") == "true" and element.tag not in (
        "p",
        "span",
        "img",
        "figure",
        "figcaption",
        "picture",
        "a",
    ):
        return True
    names = element.get("class")
    return bool(names) and len(names or "") < 1_000 and not _HIDING_CLASSES.isdisjoint((names or "").split())


def _why_unwanted(element: Element, rules: Rules) -> str:
    """What in its tag, role or state makes an element none of the article's; empty if nothing does."""
    if element.tag in rules.tags:
        if (element.tag == "aside" and is_pull_quote(element)) or (element.tag == "ins" and _is_inserted_text(element)):
            return ""
        return "" if element.tag == "footer" and has_ancestor(element, "blockquote") else f"<{element.tag}>"
    role = element.get("role")
    if role and role.strip().lower() in rules.roles:
        return f"role {role.strip().lower()}"
    if element.tag == "header":
        is_page_header = not has_ancestor(element, "article", "main") and element.find(".//h1") is None
        return "<header>" if is_page_header else ""
    return "hidden" if is_hidden(element) else ""


def _is_inserted_text(element: Element) -> bool:
    """Whether an `ins` says what was written later, not where an advertisement goes."""
    return bool(text_of(element)) and not any(str(name).startswith("data-ad") for name in element.attrib)


class _Paragraphs:
    """How many letters of paragraphs stand below an element: each is counted once, however many boxes are around it."""

    def __init__(self, root: Element) -> None:
        self._found = list(elements(root, "p"))
        self._numbers = {paragraph: number for number, paragraph in enumerate(self._found)}

    @cached_property
    def _sums(self) -> list[int]:
        return [0, *accumulate(letters_of(paragraph) for paragraph in self._found)]

    def letters_below(self, element: Element) -> int:
        """Return the letters; the paragraphs below an element that is still whole follow each other in the page."""
        first = next(elements(element, "p"), None)
        if first is None:
            return 0
        number = self._numbers[first]
        return self._sums[number + sum(1 for _ in elements(element, "p"))] - self._sums[number]


def _is_large(element: Element, total: int, paragraphs: _Paragraphs) -> bool:
    if len(element) == 0:
        return False
    if element.tag in _WRAPPERS and letters_of(element) > LARGE_SHARE * total:
        return True
    return paragraphs.letters_below(element) > max(LARGE_LETTERS, LARGE_SHARE * total)


def _open_noscript(element: Element, tell: Callable[[Element, str], None]) -> None:
    """Put the picture a script would have loaded in the place of its `<noscript>`; remove any other."""
    inside = element.find(".//img")
    if inside is None or _has_picture_beside(element) or has_ancestor(element, "head"):
        if inside is not None:
            _hand_over(inside, element)
        tell(element, "<noscript>")
        remove(element)
        return
    element.tag = "span"


def _hand_over(inside: Element, element: Element) -> None:
    """Tell the picture beside a `<noscript>` the sources in it: it may show a few blurred pixels until a script runs."""
    for sibling in islice(element.itersiblings(preceding=True), NEAR_SIBLINGS):
        pictures = list(islice(elements(sibling, "img"), 2))
        if pictures:
            if len(pictures) == 1:
                for name in ("src", "srcset"):
                    if (value := inside.get(name)) and not value.startswith("data:"):
                        pictures[0].set(f"data-noscript-{name}", value)
            return


def _has_picture_beside(element: Element) -> bool:
    before, after = element.itersiblings(preceding=True), element.itersiblings()
    for sibling in chain(islice(before, NEAR_SIBLINGS), islice(after, NEAR_SIBLINGS)):
        for picture in elements(sibling, "img"):
            source = picture.get("src") or picture.get("data-src") or ""
            if source and not source.startswith("data:") and not _PLACEHOLDER.search(source):
                return True
    return False
