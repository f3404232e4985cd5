"""Marks that lie over each other: a ground mixed of theirs, deeper with every mark, on which letters can still be read. Pure.

As with ink on paper, what lies under two pens is deeper than under one, be they of one colour. Colours of the terminal's own
can't be mixed: there the last one stands, and lines under the letters say that there are several.
"""

from collections.abc import Sequence

from rich.color import Color, blend_rgb
from rich.color_triplet import ColorTriplet
from rich.style import Style

AA, AAA = 4.5, 7.0
"""Contrast of running text: WCAG 2.2, success criteria 1.4.3 and 1.4.6."""

_STARK = 18.0
"""Contrast of letters and page from which on a theme is one of high contrast, whose marks keep AAA: paper has 13, black on
white 21."""

_DEEPER = 0.09
"""How far a second mark brings the ground towards the letters, and each one after it: to be seen beside one mark alone, which
takes about 2 units of CIE 76 where grounds touch."""

_DEEPEST = 4
_STEP = 0.01
_ONE = Style(underline=True)
_SEVERAL = Style(underline=True, italic=True)
_FORWARD = Style(bold=True)


def mixed(marks: Sequence[Style], ground: Style) -> Style:
    """Return how letters look under several marks, given by the styles of each and that of the page.

    Mixed ground and an underline; where grounds say nothing and one mark alone is underlined, italic letters. (A double underline
    would be the sign for it, but there are terminals that draw none at all for it.)
    """
    last = marks[-1]
    grounds = [
        style.bgcolor.triplet for style in marks if style.bgcolor is not None and style.bgcolor.triplet is not None
    ]
    letters = last.color.triplet if last.color is not None else None
    page = ground.bgcolor.triplet if ground.bgcolor is not None else None
    if len(grounds) < len(marks) or letters is None or page is None:
        return last + (_SEVERAL if last.bgcolor == ground.bgcolor else _ONE)
    mean = _mean(grounds)
    least = AAA if contrast(letters, page) >= _STARK else AA
    share = min(len(marks) - 1, _DEEPEST) * _DEEPER
    found = blend_rgb(mean, letters, share)
    while share > 0 and contrast(letters, found) < least:
        share -= _STEP
        found = blend_rgb(mean, letters, max(0.0, share))
    return last + Style(bgcolor=Color.from_triplet(found)) + _ONE


def brought_forward(mark: Style, *, is_over_others: bool) -> Style:
    """Return how the one of several marks looks that is meant: bold and in its own colour, so that its borders are seen."""
    return mark + _FORWARD + _ONE if is_over_others else mark + _FORWARD


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """Return the contrast ratio (WCAG 2.2) of two colours, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _mean(grounds: Sequence[ColorTriplet]) -> ColorTriplet:
    count = len(grounds)
    return ColorTriplet(*(round(sum(ground[channel] for ground in grounds) / count) for channel in range(3)))


def _luminance(colour: ColorTriplet) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
