"""What a page shows beside text that tells what kind of page it is: fields, buttons, challenges, empty frames, types of data.

Looked at before anything is taken out of the tree, since forms and buttons go first. Judged in `kind`.
"""

import re

from reader.extract.markup.tree import Element, elements, pieces_of, text_of
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_BUTTONS = 40
MAX_BUTTON_LETTERS = 60
MAX_NOTE_LETTERS = 400
MAX_TYPE_LETTERS = 400_000
"""Of a script with data: types stand near its beginning."""

_APP_ROOTS = frozenset(
    "root app __next __nuxt ___gatsby app-root react-root main-app vue-app svelte application react-app app-container".split()
)
"""The ids of the frames that the common libraries of scripts draw pages into."""
_CHALLENGE = compile_late(
    r"cf-challenge|challenge-(?:form|platform|error)|cf_chl|turnstile|px-captcha|captcha-delivery|g-recaptcha|h-captcha"
    r"|_incapsula_|perfdrive|awswaf|geetest|arkoselabs|ddos-guard",
    re.IGNORECASE,
)
_TYPE = compile_late(r"\"@type\"\s{0,9}:\s{0,9}\[?\s{0,9}\"([A-Za-z]{3,40})\"(?:\s{0,9},\s{0,9}\"([A-Za-z]{3,40})\")?")
_VIDEO_TAGS = ("video", "amp-video", "amp-youtube")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSigns:
    """The signs of one page; what it does not have is empty."""

    title: str = ""
    """The title element."""
    headline: str = ""
    """The first `h1`, else the first `h2`."""
    buttons: str = ""
    """What the buttons say, one a line."""
    note: str = ""
    """What is said to browsers without scripts."""
    has_password: bool = False
    """Whether a password is asked for."""
    has_challenge: bool = False
    """Whether a known proof of being human is asked for."""
    has_scripts: bool = False
    """Whether a script could load more of the page."""
    has_empty_frame: bool = False
    """Whether a script has an empty frame to draw the page into."""
    has_player: bool = False
    types: frozenset[str] = frozenset()
    """The types of schema.org that the page's data name, in lower case."""


def read_signs(root: Element) -> PageSigns:
    """Return the signs of the page. One look at each element, before pruning."""
    title = next(elements(root, "title"), None)
    head = next(elements(root, "h1"), None)
    if head is None:
        head = next(elements(root, "h2"), None)
    buttons: list[str] = []
    types: set[str] = set()
    has_password = has_challenge = has_scripts = has_empty_frame = False
    for element in _named(root):
        types.add((element.get("itemtype") or "")[:200].rstrip("/").rpartition("/")[2].lower())
        has_challenge = has_challenge or bool(element.get("data-sitekey") or _CHALLENGE.search(element.get("id") or ""))
        has_empty_frame = has_empty_frame or _is_empty_frame(element)
        if element.get("role") == "button" and element.tag != "button" and len(buttons) < MAX_BUTTONS:
            buttons.append(text_of(element)[:MAX_BUTTON_LETTERS])
    for element in elements(root, "script", "input", "button"):
        kind = (element.get("type") or "").lower()
        if element.tag == "script":
            source = element.get("src") or ""
            if "json" not in kind:
                has_scripts = has_scripts or bool(source or (element.text or "").strip())
                has_challenge = has_challenge or bool(_CHALLENGE.search(source[:500]))
            elif "ld+json" in kind:
                types.update(_types_in("".join(pieces_of(element))[:MAX_TYPE_LETTERS]))
        elif kind == "password":
            has_password = True
        elif len(buttons) < MAX_BUTTONS and (element.tag == "button" or kind in ("submit", "button")):
            buttons.append((text_of(element) or element.get("value") or "")[:MAX_BUTTON_LETTERS])
    note = next((said for noscript in elements(root, "noscript") if (said := text_of(noscript))), "")
    return PageSigns(
        title=clean_line(text_of(title), 300) if title is not None else "",
        headline=clean_line(text_of(head), 300) if head is not None else "",
        buttons=clean_line("\n".join(buttons), MAX_BUTTONS * MAX_BUTTON_LETTERS),
        note=clean_line(note[:MAX_NOTE_LETTERS], MAX_NOTE_LETTERS),
        has_password=has_password,
        has_challenge=has_challenge,
        has_scripts=has_scripts,
        has_empty_frame=has_empty_frame,
        has_player=next(elements(root, *_VIDEO_TAGS), None) is not None,
        types=frozenset(types - {""}),
    )


def _types_in(data: str) -> set[str]:
    return {name.lower() for found in _TYPE.finditer(data) for name in found.groups() if name}


def _named(root: Element) -> list[Element]:
    """The elements that say what they are for. Half of what an XPath for it costs, which looks at all attributes of each."""
    return [
        element
        for element in elements(root)
        if element.get("id") is not None
        or element.get("itemtype") is not None
        or element.get("data-sitekey") is not None
        or element.get("role") == "button"
        or element.tag == "app-root"
    ]


def _is_empty_frame(element: Element) -> bool:
    name = (element.get("id") or "").lower()
    return (name in _APP_ROOTS or element.tag == "app-root") and not text_of(element)
