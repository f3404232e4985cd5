"""What was left out stands between the blocks, where no offset leads, and goes without a trace."""

import pytest

from reader.layout import left_out
from reader.layout.layout import Layout, Setting
from reader.layout.left_out import FOLDED_LETTERS, LINE, MOST_LETTERS, MOST_ROWS
from reader.layout.rows import BLANK, Furniture, Ink, LeftOut, Run
from reader.layout.wrap import wrap
from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Deck, Heading, Headline, ListItem, Paragraph, Quote

FURNITURE = Furniture(
    site=(Run("Hill Gazette", Ink.SITE),), byline=(Run("Oda Brandt", Ink.TEXT),), closing=(Run("■", Ink.MUTED),)
)
BLOCKS: tuple[Block, ...] = (
    Headline(text="Ferry line to reopen"),
    Deck(text="The reeds will have to go."),
    Paragraph(text="The ferry will run again from April."),
    Heading(text="What the reeds did"),
    Paragraph(text="Nobody has cut them since the last captain left.", time="18:25"),
    ListItem(text="In April on Sundays."),
    ListItem(text="From May on every day."),
    Quote(text="A lake without a boat."),
    Quote(text="Is a field."),
)
ARTICLE = Article(metadata=Metadata(), blocks=BLOCKS)


def lay(*parts: LeftOut, article: Article = ARTICLE, width: int = 40) -> Layout:
    return Layout(article, Setting(width=width, furniture=FURNITURE, left_out=parts))


def part(block: int, text: str = "Read more: the reeds", reason: str = "box named “related”") -> LeftOut:
    return LeftOut(block, text, reason)


def letters(layout: Layout, row: int) -> str:
    shown = layout.row(row)
    article = layout.article
    text = article.block_texts[layout.block_at(row)] if article.blocks else ""
    cells = [(piece.x, piece.shown or text[piece.start : piece.end]) for piece in shown.pieces]
    cells += [(mark.x, mark.text) for mark in shown.ornaments]
    return "  ".join(words for _, words in sorted(cells))


@pytest.mark.parametrize("block", range(len(BLOCKS) + 1))
def test_a_part_stands_right_above_its_block_with_a_blank_row_on_both_sides(block: int) -> None:
    layout = lay(part(block))
    rows = layout.left_out_rows(0)
    assert [letters(layout, row) for row in rows] == [f"{LINE}  box named “related”", f"{LINE}  Read more: the reeds"]
    assert layout.row(rows.start - 1) is BLANK
    assert layout.row(rows.stop) is BLANK
    if 0 < block < len(BLOCKS):
        assert layout.block_rows(block - 1).stop <= rows.start
        assert rows.stop < layout.block_rows(block).start
    elif block == 0:
        assert letters(layout, rows.stop + 1) == "Hill Gazette"
    else:
        assert letters(layout, rows.stop + 1) == "■"


def test_the_time_of_an_entry_and_the_byline_stay_with_what_they_belong_to() -> None:
    layout = lay(part(2), part(3))
    assert letters(layout, layout.left_out_rows(0).start - 2) == "Oda Brandt"
    assert letters(layout, layout.block_rows(3).start - 1) == "18:25"


def test_no_offset_leads_to_a_part_and_none_changes() -> None:
    plain, layout = lay(), lay(*(part(block) for block in range(len(BLOCKS) + 1)))
    own = {row for index in range(len(BLOCKS) + 1) for row in layout.left_out_rows(index)}
    for offset in range(len(ARTICLE.text)):
        assert layout.row_of(offset) not in own
        assert layout.cell_of(offset).x == plain.cell_of(offset).x
    for row in own:
        assert layout.row_text(row) is None
        assert not layout.row(row).pieces


def test_a_row_knows_its_part() -> None:
    layout = lay(part(2), part(2, "Another box"), part(99))
    for index in range(3):
        assert {layout.left_out_at(row) for row in layout.left_out_rows(index)} == {index}
    assert layout.left_out_at(layout.left_out_rows(0).stop) is None
    assert layout.left_out_at(layout.block_rows(2).start) is None
    assert layout.left_out_at(0) is None


def test_without_parts_the_layout_is_what_it_was() -> None:
    plain, layout = Layout(ARTICLE, Setting(width=40, furniture=FURNITURE)), lay()
    assert [layout.row(row) for row in range(layout.row_count)] == [plain.row(row) for row in range(plain.row_count)]
    assert layout.left_out_at(5) is None


def test_a_long_part_is_folded_until_it_is_unfolded() -> None:
    long = part(2, "and a menu of forty links " * 60)
    folded, unfolded = lay(long), lay(long._replace(is_unfolded=True))
    assert len(folded.left_out_rows(0)) == 1 + MOST_ROWS
    last = letters(folded, folded.left_out_rows(0).stop - 1)
    hidden = len(unfolded.left_out_rows(0)) - len(folded.left_out_rows(0)) + 1
    assert last == f"{LINE}  … {hidden} more lines"


def test_what_is_laid_out_of_a_part_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped: list[int] = []

    def counted(text: str, width: int) -> list[int]:
        wrapped.append(len(text))
        return wrap(text, width)

    monkeypatch.setattr("reader.layout.left_out.wrap", counted)
    folded = lay(LeftOut(2, "word " * MOST_LETTERS, "a comment"))
    assert max(wrapped) == FOLDED_LETTERS
    assert len(folded.left_out_rows(0)) == 1 + MOST_ROWS
    assert letters(folded, folded.left_out_rows(0).stop - 1) == f"{LINE}  … and much more"
    layout = lay(LeftOut(2, "word " * MOST_LETTERS, "a comment", is_unfolded=True))
    rows = layout.left_out_rows(0)
    assert len(rows) < MOST_LETTERS / 30
    assert letters(layout, rows.stop - 1) == f"{LINE}  … and much more"


def test_right_to_left_parts_begin_at_the_right() -> None:
    layout = lay(part(2, "اقرأ أيضا: عاد القصب", "صندوق"))
    row = layout.row(layout.left_out_rows(0).stop - 1)
    assert row.is_right_to_left
    assert row.ornaments[0].x == 39
    assert max(mark.x + len(mark.text) for mark in row.ornaments[1:]) == 38


def test_an_article_without_blocks_has_its_parts_too() -> None:
    layout = lay(part(0), article=Article(metadata=Metadata(), blocks=()))
    assert "Read more" in letters(layout, layout.left_out_rows(0).stop - 1)


def test_a_long_reason_has_two_rows_at_most() -> None:
    words = "left out: a label over other things, readability leaves it out, in a box named fp-inset__items"
    layout = lay(part(2, "Read also", words))
    shown = [letters(layout, row).removeprefix(f"{LINE}  ") for row in layout.left_out_rows(0)]
    assert shown == ["left out: a label over other things,", "readability leaves it out, in a box…", "Read also"]


def test_the_same_part_is_wrapped_once_however_often_it_stands_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    left_out._part_rows.cache_clear()
    wrapped: list[str] = []

    def counted(text: str, width: int) -> list[int]:
        wrapped.append(text)
        return wrap(text, width)

    monkeypatch.setattr(left_out, "wrap", counted)
    first = lay(*(part(block % len(BLOCKS)) for block in range(900)))
    again = lay(*(part(block % len(BLOCKS)) for block in range(900)))
    assert len(wrapped) == 1
    assert first.row_count == again.row_count > 2_700
