"""The one boundary for outside text: every string that enters the model goes through here.

Removed: C0 (but newline and tab), DEL and C1 control characters together with the terminal sequences they begin,
bidirectional embeddings, overrides and isolates, lone surrogates, noncharacters, tag characters (outside flags), soft hyphens,
invisible separators, interlinear and musical format characters, and marks piled up past what any script needs. Kept where they
change what is drawn, and only there: joiners in scripts and emoji, marks of direction (LRM, RLM, ALM), variation selectors, the
joiner of Hebrew points. Line and paragraph separators are newlines. Kept: every letter, and U+FFFC, which stands for an object
in our own texts. The result is in NFC; cleaning twice changes nothing.

Called by every craft that takes text from a page, a server, a file or a user's clipboard. What markup means is not decided
here: to the model text is text.
"""

from reader.model.patterns import compile_late

MAX_LINE_LETTERS = 2_000
"""A headline or byline is never longer; what is longer is an attack or a mistake."""

_MOST_LOST = 50
"""Letters that a line may lose to the blank or the flag at its cut."""

_WILD = compile_late(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u180e\u200b\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]"
)
_TAGS = compile_late("[\U000e0000-\U000e0fff]")
# The flag of a region, and the variant of an ideograph.
_NEEDED_TAGS = compile_late(
    "(?<=\U0001f3f4)[\U000e0020-\U000e007e]{1,8}\U000e007f"
    "|(?<=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"
)
_PILED = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_PILES = compile_late(f"[{_PILED}][{_PILED}]{{7}}")
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


def is_shortened(line: str, limit: int) -> bool:
    """Whether `line` is what `clean_line` makes of a text with more than `limit` letters."""
    return line.endswith("…") and len(line) > limit - _MOST_LOST


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


def is_tame(text: str) -> bool:
    """Whether a text that was cleaned once, and kept since, holds nothing that cleaning takes out lest it do harm.

    Far cheaper than `is_clean`, and compiles next to nothing: for what is read again with every start. It does not look at how
    letters are composed, nor at what is only idle.
    """
    if text.isascii() and text.isprintable():
        return True
    return (text.isprintable() or not (_WILD.search(text) or _has_idle_tags(text))) and not _PILES.search(text)


def _has_idle_tags(text: str) -> bool:
    return _TAGS.search(text) is not None and _TAGS.search(_NEEDED_TAGS.sub("", text)) is not None


def tame_text(text: str) -> str:
    """Return a text that was kept, cleaned if something wild was put into it elsewhere. Raises AttributeError on no text."""
    return text if is_tame(text) else clean_text(text)


def tame_line(text: str) -> str:
    """Return a line that was kept, as `tame_text` does; it is one line, whatever it was. Raises AttributeError on no text."""
    if text.isprintable() and is_tame(text):
        return text
    return text if is_tame(text) and not {"\n", "\t"} & set(text) else clean_line(text, max(1, len(text)))


def is_clean(text: str) -> bool:
    """Whether `text` may stand in the model as it is."""
    return clean_text(text) == text
