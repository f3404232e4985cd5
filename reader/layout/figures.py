"""Figures, players, embeds, rules and code at a width: blocks that are more than running text."""

from reader.layout.cells import cell_width, is_right_to_left, shorten, widths
from reader.layout.flow import FixedBlock
from reader.layout.picture_places import GALLERY_PICTURES, PictureRules, picture_rows
from reader.layout.rows import Ink, Ornament, Piece, Row
from reader.layout.wrap import fold, trim_row, wrap
from reader.model.blocks import OBJECT, Code, Embed, Figure, FigureKind

TAB_CELLS = 4
"""Cells between tab stops in code."""

_ALT_ROWS = 3
_TITLE_ROWS = 3
_EMBED_ROWS = 6
_CODE_PAD = 2


def lay_figure(figure: Figure, text: str, width: int, rules: PictureRules) -> FixedBlock:
    """Return `figure`: pictures or alt text, the card of a player, caption, credit at the right."""
    shown = [image for image in figure.images if rules.has_picture(image.src)]
    rows = picture_rows(shown, width, rules, is_mirrored=is_right_to_left(text))
    if figure.kind in (FigureKind.VIDEO, FigureKind.AUDIO):
        rows += _player_card(figure, width)
    elif not shown and (figure.images or text == OBJECT):
        rows += _alt_rows(figure, width)
    hidden = len(figure.images) - len(shown[:GALLERY_PICTURES])
    if hidden and shown:
        word = "picture" if hidden == 1 else "pictures"
        rows.append(Row(ornaments=(Ornament(0, shorten(f"▦ and {hidden} more {word}", width), Ink.MUTED),)))
    caption_rows = _caption_rows(figure, text, width)
    if not caption_rows:
        # The object has no letters: it stands, unseen, at the corner of what shows it.
        first = rows[0]
        rows[0] = Row((Piece(0, 0, 0, len(text), Ink.CAPTION),), first.ornaments, first.pictures, first.has_panel)
    return FixedBlock(text, rows + caption_rows)


def _player_card(figure: Figure, width: int) -> list[Row]:
    sign = "▶" if figure.kind is FigureKind.VIDEO else "♪"
    title = figure.title or ("Video" if figure.kind is FigureKind.VIDEO else "Audio")
    tail = f"  {figure.duration}" if figure.duration else ""
    first, *others = fold(title, max(2, width - 5 - cell_width(tail)), _TITLE_ROWS)
    head = [Ornament(1, sign, Ink.ACCENT), Ornament(3, first, Ink.TEXT)]
    if tail:
        head.append(Ornament(width - cell_width(tail) - 1, tail, Ink.MUTED))
    below = (Row(ornaments=(Ornament(3, line, Ink.TEXT),), has_panel=True) for line in others)
    return [Row(ornaments=tuple(head), has_panel=True), *below]


def _alt_rows(figure: Figure, width: int) -> list[Row]:
    """The picture in words. Alt text that only repeats the caption is left out."""
    alts = list(dict.fromkeys(image.alt for image in figure.images if image.alt and image.alt != figure.caption))
    if len(figure.images) > 1:
        alts.insert(0, f"{len(figure.images)} pictures")
    alt = " · ".join(alts) or "Picture"
    rows = []
    for number, line in enumerate(fold(alt, width - 5, _ALT_ROWS)):
        sign = (Ornament(1, "▦", Ink.MUTED),) if number == 0 else ()
        rows.append(Row(ornaments=(*sign, Ornament(4, line, Ink.MUTED)), has_panel=True))
    return rows


def _caption_rows(figure: Figure, text: str, width: int) -> list[Row]:
    rows: list[Row] = []
    room = width
    # The credit stands at the end of the line: at the left where captions begin at the right.
    is_mirrored = is_right_to_left(text)
    if figure.caption:
        end = len(figure.caption)
        for start, stop in _row_ranges(text, width, 0, end):
            cells = cell_width(text[start:stop])
            x = width - cells if is_mirrored else 0
            rows.append(Row((Piece(x, cells, start, stop, Ink.CAPTION),), is_right_to_left=is_mirrored))
            room = width - cells - 2
    if figure.credit:
        begin = len(text) - len(figure.credit)
        ranges = _row_ranges(text, width, begin, len(text))
        pieces = [Piece(0, cell_width(text[a:b]), a, b, Ink.CREDIT) for a, b in ranges]
        placed = pieces if is_mirrored else [p._replace(x=max(0, width - p.width)) for p in pieces]
        if rows and len(placed) == 1 and placed[0].width <= room:
            rows[-1] = rows[-1]._replace(pieces=(*rows[-1].pieces, placed[0]))
        else:
            rows += [Row((piece,), is_right_to_left=is_mirrored) for piece in placed]
    return rows


def _row_ranges(text: str, width: int, start: int, end: int) -> list[tuple[int, int]]:
    starts = wrap(text, width, start, end)
    return [(at, trim_row(text, at, following)) for at, following in zip(starts, [*starts[1:], end], strict=True)]


def lay_rule(text: str, width: int) -> FixedBlock:
    """Return a break in the text: three quiet dots in the middle."""
    return FixedBlock(text, [Row((Piece(max(0, (width - 7) // 2), 7, 0, len(text), Ink.MUTED, "·  ·  ·"),))])


def lay_embed(embed: Embed, text: str, width: int) -> FixedBlock:
    """Return a card: where it is from, its title, its host at the right, the first lines of what it says."""
    title = embed.title or ("" if embed.quote else embed.url)
    head = [Piece(1, 1, 0, len(text), Ink.ACCENT, "↗")]
    ornaments = []
    x = 3
    if embed.provider:
        provider = shorten(embed.provider, width - 4)
        ornaments.append(Ornament(x, provider, Ink.MUTED))
        x += cell_width(provider) + 2
    if title and width - x - 1 >= 8:
        title = shorten(title, width - x - 1)
        ornaments.append(Ornament(x, title, Ink.TEXT))
        x += cell_width(title) + 2
    host = "" if title == embed.url else _host(embed.url)
    if host and x + cell_width(host) + 1 <= width:
        ornaments.append(Ornament(width - cell_width(host) - 1, host, Ink.MUTED))
    rows = [Row(tuple(head), tuple(ornaments), has_panel=True)]
    for line in fold(" ".join(embed.quote.split()), width - 5, _EMBED_ROWS) if embed.quote else ():
        rows.append(Row(ornaments=(Ornament(3, line, Ink.QUOTE),), has_panel=True))
    return FixedBlock(text, rows)


def _host(url: str) -> str:
    """Return the host of an address, as people name it."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2].removeprefix("www.")


def lay_code(code: Code, text: str, width: int) -> FixedBlock:
    """Return code as it stands, on the panel; long lines go on below, tabs end at every fourth cell.

    Its language stands at the right of the first row, where that has room for it.
    """
    rows: list[Row] = []
    at = 0
    room = max(2, width - 2 * _CODE_PAD)
    for line in text.split("\n"):
        rows += _code_line(text, at, at + len(line), room)
        at += len(line) + 1
    x = width - _CODE_PAD - cell_width(code.language)
    if code.language and x > max((piece.x + piece.width for piece in rows[0].pieces), default=0) + _CODE_PAD:
        rows[0] = rows[0]._replace(ornaments=(Ornament(x, code.language, Ink.MUTED),))
    return FixedBlock(text, rows)


def _code_line(text: str, start: int, end: int, room: int) -> list[Row]:
    rows: list[Row] = []
    pieces: list[Piece] = []
    x = 0
    piece_start = start
    piece_x = 0

    def close(upto: int) -> None:
        if upto > piece_start or (not pieces and upto == end):
            pieces.append(Piece(_CODE_PAD + piece_x, x - piece_x, piece_start, upto, Ink.CODE))

    for index, width in enumerate(widths(text[start:end]), start):
        is_tab = text[index] == "\t"
        cells = TAB_CELLS - x % TAB_CELLS if is_tab else width
        if x + cells > room and x:
            close(index)
            rows.append(Row(tuple(pieces), has_panel=True))
            pieces, x, piece_start, piece_x = [], 0, index, 0
            cells = TAB_CELLS if is_tab else width
        if is_tab:
            close(index)
            pieces.append(Piece(_CODE_PAD + x, cells, index, index + 1, Ink.CODE, " " * cells))
            piece_start, piece_x = index + 1, x + cells
        x += cells
    close(end)
    rows.append(Row(tuple(pieces), has_panel=True))
    return rows
