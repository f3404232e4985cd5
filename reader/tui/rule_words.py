"""What a rule for a site names, in words: `aside.related` are boxes named “related”. Pure."""

import re

_NOUNS = {
    "p": "paragraphs",
    "figure": "figures",
    "figcaption": "captions",
    "ul": "lists",
    "ol": "lists",
    "li": "list items",
    "blockquote": "quotes",
    "table": "tables",
    "pre": "code",
    "form": "forms",
    "nav": "menus",
    "header": "headers",
    "footer": "footers",
    "a": "links",
    **dict.fromkeys(("aside", "div", "section", "article", "main"), "boxes"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "headings"),
}
_NAME = re.compile(r"[.#]([\w*-]+)|=[\"']?([\w*-]+)")
_TEXT = re.compile(r"\s*text:\s*", re.IGNORECASE)
_ESCAPED_OR_STAR = re.compile(r"\\(.)|\s*\*")


def in_words(signature: str) -> str:
    """Return what `signature` (see `SiteRule`) names: `paragraphs named “promo” in “story-body”`, `lines like “Read also: …”`."""
    if text := _TEXT.match(signature):
        line = _ESCAPED_OR_STAR.sub(lambda found: found[1] or " …", signature[text.end() :])
        return f"lines like “{line.strip()}”"
    *around, own = signature.split() or [""]
    tag = re.match(r"[a-zA-Z][\w-]*", own)
    noun = _NOUNS.get(tag[0].lower(), f"<{tag[0].lower()}>") if tag else "parts"
    words = f"{noun}{_named(own)}"
    places = [_first_name(box) or f"<{box}>" for box in around]
    return f"{words} in {' in '.join(reversed(places))}" if places else words


def _named(compound: str) -> str:
    names = [f"“{first or second}”" for first, second in _NAME.findall(compound)]
    return f" named {' '.join(names)}" if names else ""


def _first_name(compound: str) -> str:
    found = _NAME.search(compound)
    return f"“{found[1] or found[2]}”" if found else ""
