"""What a person sees as one letter, which may be several code points: a text that is cut or compared is so between these."""

from reader.model.patterns import compile_late

_CLUSTER = compile_late(
    "(?s:\n{2,}|[\U0001f1e6-\U0001f1ff]{2}"
    "|.[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0e31"
    "\u0e34-\u0e3a\u0e47-\u0e4e\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
    "(?:\u200d.[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]*)*)",
)


def clusters(text: str) -> list[str]:
    """Return what a person sees as single letters and signs: with their marks, joined emoji and flags whole, as are the line
    feeds of blank lines."""
    return list(text) if text.isascii() and "\n\n" not in text else _CLUSTER.findall(text)
