"""Letters above and below the line, as the terminal has them: `m²`, `H₂O`, `1ˢᵗ`. For the eye: the text itself stays what it is.

Every letter has exactly one stand-in, one cell wide as it is itself, so no cell and no offset changes.
"""

from reader.model.blocks import SpanKind

_SUPERSCRIPT = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
_SUBSCRIPT = dict(zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_AS_IT_IS = frozenset(", ")
"""Has no stand-in and needs none: between the numbers of two notes."""

LETTERS = {SpanKind.SUP: str.maketrans(_SUPERSCRIPT), SpanKind.SUB: str.maketrans(_SUBSCRIPT)}


def can_be_raised(letters: str, kind: SpanKind) -> bool:
    """Whether all of `letters` can stand above (SUP) or below (SUB) the line; half of them would be no word."""
    known = LETTERS[kind]
    return any(ord(letter) in known for letter in letters) and all(
        ord(letter) in known or letter in _AS_IT_IS for letter in letters
    )


def raised(letters: str, kind: SpanKind) -> str:
    """Return `letters` above (SUP) or below (SUB) the line."""
    return letters.translate(LETTERS[kind])
