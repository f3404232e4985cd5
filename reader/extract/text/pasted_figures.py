"""Makes the figures of a copied page: captions that stand two or three times (alt text, caption, title) become one.

A caption is a line that is repeated near by, that is marked as one, or whose credit is beyond doubt; a paragraph that resembles
one is none. Called by `pasted_page`.
"""

from reader.extract.lines.credits import split_credit
from reader.extract.lines.furniture import FurnitureKind, duration, marked_caption
from reader.extract.text.pasted_lines import MAX_CAPTION_DISTANCE, PageLine, caption_key
from reader.model.blocks import Figure, FigureKind

MAX_SINGLE_CAPTION_WORDS = 45
MAX_PLAYER_DISTANCE = 3


def make_figures(lines: list[PageLine], title: str) -> None:
    """Make one figure of every caption that stands several times, is marked as one, or carries a credit beyond doubt."""
    title_key = caption_key(title)
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.kind is None and not line.is_used and line.figure is None:
            key = line.key
            if key and (line.is_repeated or (key == title_key and _is_near_player(lines, number))):
                _merge_copies(lines, number, key)
            elif any(marked_caption(line.text)):
                _take_marked(lines, number)
            elif is_single_caption(line):
                parts = split_credit(line.text)
                line.figure, line.is_used = Figure(caption=parts.caption, credit=parts.credit), True
        number += 1
    _take_players(lines)


def _merge_copies(lines: list[PageLine], number: int, key: str) -> None:
    """Make one figure of a caption and its copies within reach."""
    caption = credit = ""
    end = number
    for place in range(number, len(lines)):
        if place - end > MAX_CAPTION_DISTANCE:
            break
        other = lines[place]
        if not other.is_used and other.key == key:
            parts = split_credit(other.text)
            credit = credit or parts.credit
            caption = parts.caption if len(parts.caption) > len(caption) else caption
            other.is_used, end = True, place
    following = lines[end + 1] if end + 1 < len(lines) else None
    if not credit and following is not None and following.kind is None and not following.is_used:
        parts = split_credit(following.text)
        if parts.credit and not parts.caption:
            credit, following.is_used = parts.credit, True
    lines[number].figure = Figure(caption=caption, credit=credit)


def _take_marked(lines: list[PageLine], number: int) -> None:
    """`Image source, …` and `Image caption, …`, in either order, are one figure."""
    caption, credit = marked_caption(lines[number].text)
    lines[number].is_used = True
    if number + 1 < len(lines):
        more_caption, more_credit = marked_caption(lines[number + 1].text)
        if (more_caption and not caption) or (more_credit and not credit):
            caption, credit = caption or more_caption, credit or more_credit
            lines[number + 1].is_used = True
    parts = split_credit(caption)
    lines[number].figure = Figure(caption=parts.caption, credit=credit or parts.credit)


def is_single_caption(line: PageLine) -> bool:
    """Whether a line that stands once is a caption: its credit has a label, a copyright mark, a slash or a long dash."""
    if len(line.text.split()) > MAX_SINGLE_CAPTION_WORDS or len(line.text) > 500:
        return False
    parts = split_credit(line.text)
    if not parts.credit:
        return False
    around = line.text[len(parts.caption) :].replace(parts.credit, "")
    is_labelled = "©" in line.text or any(letter.isalpha() for letter in around)
    return is_labelled or "/" in parts.credit or "—" in parts.credit or not parts.caption


def _is_near_player(lines: list[PageLine], number: int) -> bool:
    near = lines[max(0, number - MAX_PLAYER_DISTANCE) : number + MAX_PLAYER_DISTANCE + 1]
    return any(line.kind in (FurnitureKind.PLAYER, FurnitureKind.DURATION) for line in near)


def _take_players(lines: list[PageLine]) -> None:
    """Give each playing time to the figure beside it, with no running text between; a time that has none goes."""
    for number, line in enumerate(lines):
        if line.kind is not FurnitureKind.DURATION:
            continue
        line.is_used = True
        place = _figure_beside(lines, number, +1) or _figure_beside(lines, number, -1)
        figure = place.figure if place else None
        if place is not None and figure is not None and not figure.duration:
            place.figure = Figure(
                caption=figure.caption, credit=figure.credit, kind=FigureKind.VIDEO, duration=duration(line.text)
            )


def _figure_beside(lines: list[PageLine], number: int, step: int) -> PageLine | None:
    """Return the line of the next figure in a direction, past furniture and the copies of a caption only."""
    for place in range(number + step, number + step * (MAX_PLAYER_DISTANCE + 1), step):
        if not 0 <= place < len(lines):
            return None
        if lines[place].figure is not None:
            return lines[place]
        if lines[place].kind is None and not lines[place].is_used:
            return None
    return None
