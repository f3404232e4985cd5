"""The one boundary for outside text: every string that enters the model goes through here.

Removed: C0 (but newline and tab), DEL and C1 control characters together with the terminal sequences they begin,
bidirectional embeddings, overrides and isolates, lone surrogates, noncharacters, tag characters (outside flags), invisible
separators, and combining marks piled up past what any script needs. Kept: left-to-right and right-to-left marks, the
joiners where a script or an emoji needs them, and every letter. The result is in NFC; cleaning twice changes nothing.

Called by every craft that takes text from a page, a server, a file or a user's clipboard. What markup means is not decided
here: to the model text is text.
"""

from reader.model.patterns import compile_late

MAX_LINE_LETTERS = 2_000
"""A headline or byline is never longer; what is longer is an attack or a mistake."""

_SPACES = compile_late(r"[ \t\n\xa0\u2000-\u200a\u202f\u205f\u3000]+")


def clean_text(text: str) -> str:
    """Return `text` safe for the model: NFC, no control, bidi or invisible trickery; line breaks are newlines, tabs stay.

    Linear in the length. Idempotent.
    """
    if text.isascii() and text.isprintable():
        return text
    from reader.model.outside_text import clean  # late: see there

    return clean(text)


def clean_line(text: str, limit: int = MAX_LINE_LETTERS) -> str:
    """Return `text` as one line: cleaned, every run of white space one space, at most `limit` letters (then an ellipsis)."""
    if len(text) > 8 * limit:
        text = text[: 8 * limit]
    line = collapse(clean_text(text))
    if len(line) <= limit:
        return line
    return clean_text(line[: limit - 1]).rstrip() + "…"  # cleaned again: the cut may have gone through a flag


def first_words(text: str, limit: int) -> str:
    """Return `text` as `clean_line` does, but cut after a word where no more than a third of the letters is lost by it."""
    line, whole = clean_line(text, limit), clean_line(text, 2 * limit)
    head = line[:-1]
    if line == whole or whole[len(head)] == " ":
        return line
    space = head.rfind(" ")
    return line if space * 3 < limit * 2 else head[:space].rstrip(" ,;:.-–—") + "…"


def collapse(text: str) -> str:
    """Return `text` with every run of white space (no-break spaces too) as one space, none at the ends."""
    return _SPACES.sub(" ", text).strip()


def is_clean(text: str) -> bool:
    """Whether `text` may stand in the model as it is."""
    return clean_text(text) == text
