"""Cards for what Pressmark can't show itself: players, posts, maps. One shape for all of them, on the panel ground.

    ▶ The Petrel crosses for the first time      youtube.com · 02:41

The sign, what it is called, and at the right where it is and how long it takes; below the title where there is no room beside
it. What a post says stands under that. A card is never empty: what has no title is called by its kind or its host.
"""

from reader.layout.cells import cell_width, is_right_to_left, shorten
from reader.layout.flow import FixedBlock
from reader.layout.rows import Ink, Ornament, Piece, Row
from reader.layout.wrap import fold
from reader.model.blocks import Embed, Figure, FigureKind

VIDEO_SIGN, AUDIO_SIGN, EMBED_SIGN = "▶", "♪", "↗"
_TEXT_X = 3
_PAD = 2
"""Cells kept free at the right."""

_TITLE_ROWS = 3
_QUOTE_ROWS = 6
_TAIL_GAP = 3
_NARROWEST_TITLE = 16
"""Cells of a title beside what stands at the right of it."""


def player_card(figure: Figure, width: int) -> list[Row]:
    """Return the card of a video or a sound, its caption not with it."""
    is_video = figure.kind is FigureKind.VIDEO
    title = figure.title or ("Video" if is_video else "Audio")
    return _card(VIDEO_SIGN if is_video else AUDIO_SIGN, title, (host(figure.url), figure.duration), "", width)


def lay_embed(embed: Embed, text: str, width: int) -> FixedBlock:
    """Return the card of something from elsewhere; its sign stands for the block's one letter."""
    where = host(embed.url)
    title = embed.title or embed.provider or where or embed.url or "From elsewhere"
    # A provider's name says what its host says, and reads better.
    is_named = embed.provider and "".join(embed.provider.split()).casefold() in where.casefold()
    tail = (embed.provider,) if is_named else (embed.provider, where)
    rows = _card(EMBED_SIGN, title, tuple(part for part in tail if part != title), embed.quote, width)
    sign, *others = rows[0].ornaments
    rows[0] = rows[0]._replace(
        pieces=(Piece(sign.x, cell_width(sign.text), 0, len(text), sign.ink, sign.text),), ornaments=tuple(others)
    )
    return FixedBlock(text, rows)


def host(url: str) -> str:
    """Return the host of an address, as people name it."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2].removeprefix("www.")


def _card(sign: str, title: str, tail_parts: tuple[str, ...], quote: str, width: int) -> list[Row]:
    """Return the rows of a card; the first ornament is its sign."""
    room = max(2, width - _TEXT_X - _PAD)
    title = " ".join(title.split())
    tail = shorten(" · ".join(part for part in tail_parts if part), room)
    head = [Ornament(1, sign, Ink.ACCENT)]
    beside = room - cell_width(tail) - _TAIL_GAP
    is_beside = bool(tail) and beside >= _NARROWEST_TITLE and (cell_width(title) <= beside)
    lines = fold(title, room, _TITLE_ROWS)
    head.append(Ornament(_TEXT_X, lines[0], Ink.TEXT))
    if is_beside:
        head.append(Ornament(width - _PAD - cell_width(tail), tail, Ink.MUTED))
    rows = [tuple(head), *((Ornament(_TEXT_X, line, Ink.TEXT),) for line in lines[1:])]
    if tail and not is_beside:
        rows.append((Ornament(_TEXT_X, tail, Ink.MUTED),))
    said = fold(" ".join(quote.split()), room, _QUOTE_ROWS) if quote.strip() else []
    is_mirrored = is_right_to_left(quote or title)
    made = [_row(marks, width, is_mirrored=is_mirrored) for marks in rows]
    return made + [_row((Ornament(_TEXT_X, line, Ink.QUOTE),), width, is_mirrored=is_mirrored) for line in said]


def _row(marks: tuple[Ornament, ...], width: int, *, is_mirrored: bool) -> Row:
    if is_mirrored:
        marks = tuple(mark._replace(x=max(0, width - mark.x - cell_width(mark.text))) for mark in marks)
    return Row(ornaments=marks, has_panel=True, is_right_to_left=is_mirrored)
