"""Notes that are open where the text refers to them: which links lead to notes, and the rows between those of the text."""

import pytest

from reader.layout.footnotes import NOTE_BAR, all_notes, open_note
from reader.layout.layout import Layout, Setting
from reader.layout.rows import OpenNote
from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Figure, Heading, ListItem, Paragraph, Span, SpanKind
from tests.layout.drawn import drawn_row


def linked(text: str, words: str, target: str, *names: str) -> Paragraph:
    at = text.index(words)
    span = Span(start=at, end=at + len(words), kind=SpanKind.LINK, target=target)
    return Paragraph(text=text, spans=(span,), names=names)


def article(*blocks: Block) -> Article:
    return Article(metadata=Metadata(), blocks=blocks)


CLAIM = linked("The lake holds more salt than before[1] and it shows on the stones.", "[1]", "#n1", "r1")
NOTE = linked("Survey of 1954. ↩", "↩", "#r1", "n1")


def rows(layout: Layout) -> list[str]:
    last = layout.block_rows(len(layout.article.blocks) - 1).stop
    return [drawn_row(layout, row) for row in range(layout.block_rows(0).start, last)]


def test_a_note_stands_under_the_row_of_its_reference_without_its_way_back() -> None:
    whole = article(CLAIM, Paragraph(text="Between."), NOTE)
    layout = Layout(whole, Setting(width=40, open_notes=all_notes(whole)))
    assert rows(layout)[:5] == [
        "The lake holds more salt than before[1]",
        f"{NOTE_BAR} 1 Survey of 1954.",
        "and it shows on the stones.",
        "",
        "Between.",
    ]


def test_a_note_of_several_paragraphs_has_them_all() -> None:
    parts = (
        Paragraph(text="Survey of 1954.", names=("n1",)),
        linked("Sheet nine. ^", "^", "#r1"),
        Paragraph(text="No."),
    )
    [note] = all_notes(article(CLAIM, *parts))
    assert note.texts == ("Survey of 1954.", "Sheet nine.")
    [alone] = all_notes(article(CLAIM, parts[0], Paragraph(text="Not of the note.")))
    assert alone.texts == ("Survey of 1954.",)


@pytest.mark.parametrize("words", ["[1]", "1", "12", "*", "†", "a", "iv"])
def test_signs_lead_to_notes(words: str) -> None:
    assert all_notes(article(linked(f"Salt {words} here.", words, "#n1"), Paragraph(text="A note.", names=("n1",))))


def test_words_lead_to_notes_only_if_these_lead_back() -> None:
    text = linked("See the survey for it.", "the survey", "#n1", "r1")
    assert all_notes(article(text, NOTE))
    assert not all_notes(article(text, Paragraph(text="A chapter.", names=("n1",))))


@pytest.mark.parametrize(
    "blocks",
    [
        (linked("See 1 below.", "1", "#n1"), Heading(text="A chapter", names=("n1",))),
        (Paragraph(text="Above.", names=("n1",)), linked("See 1 above.", "1", "#n1")),
        (linked("See 1 nowhere.", "1", "#n1"), Paragraph(text="A note.", names=("n2",))),
        (linked("See 1 elsewhere.", "1", "https://gazette.example/1"), Paragraph(text="A note.", names=("n1",))),
        (linked("See 1 below.", "1", "#n1"), linked("↩", "↩", "#r1", "n1")),
    ],
    ids=["heading", "above", "missing", "outside", "empty"],
)
def test_other_links_open_nothing(blocks: tuple[Block, ...]) -> None:
    assert all_notes(article(*blocks)) == ()


def test_every_offset_finds_its_cell_and_back_between_notes() -> None:
    long = "One word after the other1 and the next2 one and a third3 in a paragraph of several rows, to the end."
    spans = tuple(Span(start=long.index(n), end=long.index(n) + 1, kind=SpanKind.LINK, target=f"#n{n}") for n in "123")
    items = tuple(ListItem(text=f"Note {n} " + "goes on " * 9, number=int(n), names=(f"n{n}",)) for n in "123")
    caption = Figure(caption=long, spans=spans)
    for width in (8, 17, 30, 72):
        whole = article(Paragraph(text=long, spans=spans), caption, *items)
        layout = Layout(whole, Setting(width=width, open_notes=all_notes(whole)))
        assert len(all_notes(whole)) == 6
        for offset in range(len(whole.text)):
            cell = layout.cell_of(offset)
            assert layout.cell_of(layout.offset_at(*cell)) == cell
        for row in range(layout.row_count):
            assert layout.row_start(row) <= len(whole.text)
            assert len(drawn_row(layout, row)) <= width
        closed = Layout(whole, Setting(width=width))
        assert layout.row_count > closed.row_count
        texts = [layout.row_text(row) for row in range(layout.row_count)]
        assert [text for text in texts if text] == [
            text for row in range(closed.row_count) if (text := closed.row_text(row))
        ]


def test_a_note_from_the_right_begins_at_the_right() -> None:
    note = OpenNote(0, 2, "1", ("ملاحظة عن البحيرة",))
    layout = Layout(article(Paragraph(text="abc")), Setting(width=40, open_notes=(note,)))
    row = layout.row(layout.block_rows(0)[1])
    assert row.is_right_to_left
    assert max(mark.x for mark in row.ornaments if mark.text == NOTE_BAR) == 39


def test_one_reference_is_asked_for_by_its_place() -> None:
    whole = article(CLAIM, NOTE)
    assert open_note(whole, 0, CLAIM.spans[0], 1) == all_notes(whole)[0]
    assert open_note(whole, 0, CLAIM.spans[0], 0) is None
