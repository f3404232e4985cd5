"""Two versions as one running text: blocks, offsets, changes, folds and marks. Pure."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.layout import Layout, Setting
from reader.model.annotation import Anchor, AnchorState, Annotation, PlacedAnnotation, Selectors
from reader.model.article import Article, Metadata
from reader.model.blocks import (
    OBJECT,
    Block,
    Code,
    Deck,
    Embed,
    Figure,
    FigureKind,
    Heading,
    Headline,
    Image,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    SpanKind,
    Table,
)
from reader.model.difference import Difference, DifferentPart, Edit, PartKind, Stretch
from reader.model.units import TextRange
from reader.tui.running_text import RunningText
from tests.work_limits import work_within

NOW = datetime(2026, 3, 14, 18, 20, tzinfo=UTC)
WHOLE = {Edit.KEPT: "=", Edit.ADDED: "+", Edit.REMOVED: "-"}


def running(*parts: DifferentPart, old: Article | None = None, has_folds: bool = False) -> RunningText:
    """Return the running text of parts whose stretches have no places yet: they get them in order."""
    placed, new_article, old_article = placed_parts(parts)
    difference = Difference(old_version="old", new_version="new", old_fetched=NOW, new_fetched=NOW, parts=placed)
    return RunningText(difference, old or old_article, new_article, has_folds=has_folds)


def placed_parts(parts: tuple[DifferentPart, ...]) -> tuple[tuple[DifferentPart, ...], Article, Article]:
    done: list[DifferentPart] = []
    at = {"old": 0, "new": 0}
    texts: dict[str, list[str]] = {"old": [], "new": []}
    for part in parts:
        stretches = []
        own = {"old": "", "new": ""}
        for edit, text, *_ in part.stretches:
            ranges: dict[str, TextRange | None] = {"old": None, "new": None}
            for side, other in (("old", Edit.ADDED), ("new", Edit.REMOVED)):
                if edit is not other and part.kind is PartKind.BLOCK:
                    start = at[side] + len(own[side])
                    ranges[side] = TextRange(start, start + len(text))
                    own[side] += text
            stretches.append(Stretch(edit, text, ranges["old"], ranges["new"]))
        numbers = {}
        for side in ("old", "new"):
            numbers[side] = len(texts[side]) if own[side] else -1
            if own[side]:
                texts[side].append(own[side])
                at[side] += len(own[side]) + 2
        done.append(replace(part, stretches=tuple(stretches), old_block=numbers["old"], new_block=numbers["new"]))
    articles = [
        Article(metadata=Metadata(), blocks=tuple(Paragraph(text=text) for text in texts[side]))
        for side in ("old", "new")
    ]
    return tuple(done), articles[1], articles[0]


def part(*stretches: tuple[str, str], block: Block | None = None, is_moved: bool = False) -> DifferentPart:
    """Return a part of stretches given as a sign and letters."""
    edits = {sign: edit for edit, sign in WHOLE.items()}
    made = tuple(Stretch(edits[sign], text) for sign, text in stretches)
    return DifferentPart(stretches=made, block=block or Paragraph(text=""), is_moved=is_moved)


def kept(number: int) -> DifferentPart:
    return part(("=", f"Paragraph {number} is as it was."))


# -- blocks ---------------------------------------------------------------------------------------------------------
def test_blocks_hold_the_words_of_both_versions() -> None:
    text = running(part(("=", "The boat costs "), ("-", "four"), ("+", "five"), ("=", " million.")))
    assert text.article.text == "The boat costs four five million."
    assert [(edit.start, edit.end, edit.value) for edit in text.edits] == [(15, 19, "removed"), (20, 24, "added")]


def test_words_without_spaces_stand_side_by_side() -> None:
    assert running(part(("=", "船は"), ("-", "四"), ("+", "五"), ("=", "百万"))).article.text == "船は四五百万"


def test_blocks_keep_their_kind_and_their_text_is_that_of_the_block() -> None:
    blocks: tuple[Block, ...] = (
        Headline(text=""),
        Heading(text="", level=3),
        Figure(caption="x", credit="y"),
        Figure(credit="y"),
        Table(rows=(("a", "b"),), header_rows=1),
    )
    texts = ("A headline", "A heading", "A caption\nA credit", "A credit", "Year\tBoats\n2014\t3")
    text = running(
        *(part(("=", letters), ("+", " more"), block=block) for letters, block in zip(texts, blocks, strict=True))
    )
    assert [type(block) for block in text.article.blocks] == [type(block) for block in blocks]
    assert text.article.block_texts == tuple(f"{letters} more" for letters in texts)


def test_row_that_a_table_lost_stands_in_it() -> None:
    text = running(part(("=", "Year\tBoats"), ("-", "\n2014\t3"), ("=", "\n2015\t4"), block=Table(rows=(("a",),))))
    assert text.article.blocks[0] == Table(rows=(("Year", "Boats"), ("2014", "3"), ("2015", "4")))


def test_caption_that_came_takes_the_place_of_a_picture_without_one() -> None:
    text = running(part(("-", OBJECT), ("+", "A quay"), block=Figure(caption="A quay")))
    assert text.article.blocks == (Figure(caption="A quay"),)


@pytest.mark.parametrize("block", [Rule(), Embed(url="https://hill.example/map")])
def test_what_has_no_words_stands_as_it_is(block: Block) -> None:
    assert running(part(("+", OBJECT), block=block)).article.blocks == (block,)


def test_spans_of_both_versions_lie_over_their_words_and_links_do_not() -> None:
    new = Paragraph(
        text="one five",
        spans=(Span(start=0, end=8, kind=SpanKind.STRONG), Span(start=0, end=3, kind=SpanKind.LINK, target="#a")),
    )
    old = Article(
        metadata=Metadata(),
        blocks=(
            Paragraph(text="Above."),
            Paragraph(text="one four", spans=(Span(start=4, end=8, kind=SpanKind.EMPHASIS),)),
        ),
    )
    above = part(("=", "Above."))
    merged = running(above, part(("=", "one "), ("-", "four"), ("+", "five"), block=new), old=old).article.blocks[1]
    assert isinstance(merged, Paragraph)
    assert merged.text == "one four five"
    assert {(span.start, span.end, span.kind) for span in merged.spans} == {
        (0, 4, SpanKind.STRONG),
        (4, 8, SpanKind.EMPHASIS),
        (9, 13, SpanKind.STRONG),
    }


def test_byline_is_a_block_that_is_described_and_in_neither_text() -> None:
    byline = replace(part(("=", "Oda Brandt"), ("+", ", Ivo Rask")), kind=PartKind.BYLINE, block=None)
    text = running(part(("=", "A headline"), block=Headline(text="")), byline, kept(1))
    assert text.article.block_texts[1] == "Oda Brandt, Ivo Rask"
    assert text.has_byline
    assert [(c.start, c.end, c.value) for c in text.described] == [(12, 32, "described")]
    assert text.new_offset(15) == 12  # where what follows it begins


def test_blank_line_that_parted_two_paragraphs_is_shown_as_a_sign() -> None:
    assert running(part(("=", "One."), ("-", "\n\n"), ("=", "Two."))).article.text == "One.¶ Two."


# -- offsets --------------------------------------------------------------------------------------------------------
def test_offsets_lead_there_and_back() -> None:
    text = running(part(("=", "The "), ("-", "old"), ("+", "new"), ("=", " quay")), kept(1))
    merged = text.article.text
    assert text.new_offset(merged.index("new")) == 4
    assert text.old_offset(merged.index("old")) == 4
    assert text.new_offset(merged.index("old")) == 4  # where it would stand
    assert text.of_new(4) == merged.index("new")
    assert text.of_old(4) == merged.index("old")
    assert text.of_new(10_000) == len(merged) - 1


@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from("=+-"), st.text("ab é船😀", min_size=1, max_size=6)), min_size=1, max_size=6
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_letter_of_both_versions_has_its_place(paragraphs: list[list[tuple[str, str]]]) -> None:
    parts, new, old = placed_parts(tuple(part(*stretches) for stretches in paragraphs))
    difference = Difference(old_version="o", new_version="n", old_fetched=NOW, new_fetched=NOW, parts=parts)
    text = RunningText(difference, old, new, has_folds=False)
    merged = text.article.text
    assert "".join(merged[p.start : p.end] for p in text.pieces if p.new >= 0) == "".join(new.block_texts)
    assert "".join(merged[p.start : p.end] for p in text.pieces if p.old >= 0) == "".join(old.block_texts)
    for article, to, back in ((new, text.of_new, text.new_offset), (old, text.of_old, text.old_offset)):
        for start, letters in zip(article.block_starts, article.block_texts, strict=True):
            for inside, letter in enumerate(letters):
                assert merged[to(start + inside)] == letter
                assert back(to(start + inside)) == start + inside


KINDS: tuple[Block, ...] = (
    Headline(text=""),
    Deck(text=""),
    Heading(text="", level=3),
    Quote(text="", is_pull=True),
    ListItem(text="", number=3),
    Code(text=""),
    Table(rows=(("a", "b"),), header_rows=1),
    Figure(caption="x", credit="y", images=(Image(src="https://hill.example/a.png", alt="A quay"),)),
    Figure(images=(Image(src="https://hill.example/a.png"),)),
    Figure(kind=FigureKind.VIDEO, title="A film", url="https://hill.example/film"),
    Rule(),
    Embed(url="https://hill.example/map"),
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.lists(
                st.tuples(
                    st.sampled_from("=+-"), st.text("ab \n\t船水👩\u200d🚒é\u0301שלום" + OBJECT, min_size=1, max_size=8)
                ),
                min_size=1,
                max_size=4,
            ),
        ),
        min_size=1,
        max_size=5,
    ),
    st.integers(8, 80),
)
def test_whatever_changed_in_whatever_block_can_be_set(
    paragraphs: list[tuple[Block, list[tuple[str, str]]]], width: int
) -> None:
    text = running(*(part(*stretches, block=block) for block, stretches in paragraphs))
    layout = Layout(text.article, Setting(width=width))
    for row in range(layout.row_count):
        layout.row(row)
    for piece in text.pieces:
        assert len(text.article.text[piece.start : piece.end]) == piece.end - piece.start
        assert text.article.position(piece.start).block == text.article.position(piece.end - 1).block
    for change in text.changes:
        assert 0 <= change.start < change.end <= len(text.article.text)
    assert sum(map(len, text.article.block_texts)) >= sum(piece.end - piece.start for piece in text.pieces)


# -- changes --------------------------------------------------------------------------------------------------------
def test_edits_that_stand_close_together_are_one_change() -> None:
    text = running(
        part(("=", "It "), ("-", "was"), ("+", "is"), ("=", " a "), ("+", "fine "), ("=", "day.")),
        part(("+", "Added at the start"), ("=", " of the next one.")),
    )
    assert [change.sign for change in text.changes] == ["~", "+"]


def test_paragraphs_that_came_one_after_the_other_are_one_change() -> None:
    text = running(kept(0), part(("+", "One.")), part(("+", "Two.")), part(("-", "Three.")), kept(1))
    assert [(change.sign, text.article.text[change.start : change.end]) for change in text.changes] == [
        ("+", "One.\n\nTwo."),
        ("-", "Three."),
    ]


def test_paragraph_that_moved_is_a_change_and_so_is_one_that_was_parted() -> None:
    moved = replace(kept(1), is_moved=True)
    parted = replace(kept(2), is_split=True)
    text = running(kept(0), moved, parted)
    assert [change.sign for change in text.changes] == ["»", "+"]
    assert text.changed_blocks == {1, 2}


def test_place_that_was_left_is_told_in_words() -> None:
    left = DifferentPart(kind=PartKind.LEFT, stretches=(), new_block=1, is_moved=True)
    parts, new, old = placed_parts((kept(0), kept(1)))
    difference = Difference(
        old_version="o",
        new_version="n",
        old_fetched=NOW,
        new_fetched=NOW,
        parts=(left, parts[0], replace(parts[1], is_moved=True)),
    )
    text = RunningText(difference, old, new)
    assert text.article.block_texts[0] == "» moved from here: “Paragraph 1 is as it was.”"
    assert [c.value for c in text.described] == ["aside"]


# -- folds ----------------------------------------------------------------------------------------------------------
def test_long_stretches_that_stayed_are_folded_beside_their_context() -> None:
    changed = part(("+", "Something new."))
    text = running(*map(kept, range(6)), changed, *map(kept, range(6, 9)), has_folds=True)
    shown = text.article.block_texts
    assert shown[0] == "⋯ 5 paragraphs as they were, 30 words"
    assert shown[1] == "Paragraph 5 is as it was."
    assert shown[2] == "Something new."
    assert len(shown) == 6  # the three below are one of context and two that save no line
    assert text.fold_at(3) == text.folds[0]
    assert text.fold_at(text.changes[0].start) is None
    assert text.of_new(40) < len(shown[0])


def test_fold_that_was_opened_stays_open() -> None:
    parts, new, old = placed_parts((*map(kept, range(6)), part(("+", "New."))))
    difference = Difference(old_version="o", new_version="n", old_fetched=NOW, new_fetched=NOW, parts=parts)
    folded = RunningText(difference, old, new)
    opened = RunningText(difference, old, new, frozenset({folded.folds[0].parts.start}))
    assert not opened.folds
    assert len(opened.article.blocks) == 7


def test_nothing_is_folded_where_nothing_changed() -> None:
    assert not running(*map(kept, range(9)), has_folds=True).folds


# -- marks ----------------------------------------------------------------------------------------------------------
def mark(start: int, end: int, state: AnchorState = AnchorState.ANCHORED, id: int = 1) -> PlacedAnnotation:
    selectors = Selectors(exact="x", prefix="", suffix="", start=start, end=end)
    annotation = Annotation(id=id, article_id="a", created=NOW, updated=NOW, selectors=selectors)
    return PlacedAnnotation(annotation=annotation, anchor=Anchor(state=state, start=start, end=end))


def test_mark_takes_in_what_was_removed_from_its_midst_and_its_edges() -> None:
    text = running(part(("=", "cost "), ("-", "four"), ("+", "five"), ("=", " million"), ("-", " crowns"), ("=", ".")))
    old, new = "cost four million crowns.", "cost five million."
    assert text.article.text == "cost four five million crowns."
    marked = text.marks([mark(0, len(old) - 1)], [mark(0, len(new) - 1, AnchorState.CHANGED)])
    assert [(m.anchor.start, m.anchor.end) for m in marked if m.anchor] == [(0, len("cost four five million crowns"))]
    assert text.is_changed(TextRange(0, 10))


def test_lost_mark_stands_on_the_words_that_are_gone() -> None:
    text = running(kept(0), part(("-", "Nobody was hurt.")), kept(1))
    start = len("Paragraph 0 is as it was.\n\n")
    marked = text.marks([mark(start, start + 6)], [mark(0, 0, AnchorState.ORPHAN)])
    assert [text.article.text[m.anchor.start : m.anchor.end] for m in marked if m.anchor] == ["Nobody"]
    assert all(m.is_placed for m in marked)


def test_mark_in_what_is_folded_is_not_shown() -> None:
    text = running(*map(kept, range(9)), part(("+", "New.")), has_folds=True)
    assert text.marks([mark(30, 40)], [mark(30, 40)]) == ()


def test_a_mark_over_thousands_of_changes_is_found_in_one_walk() -> None:
    edits = [
        Stretch(edit, f"{edit} {number} ") for number in range(4_000) for edit in (Edit.KEPT, Edit.REMOVED, Edit.ADDED)
    ]
    text = running(DifferentPart(kind=PartKind.BLOCK, stretches=tuple(edits)))
    old = sum(len(one.text) for one in edits if one.edit is not Edit.ADDED)
    new = sum(len(one.text) for one in edits if one.edit is not Edit.REMOVED)
    with work_within(5.0):  # 0.1 s; to copy all that follows for each of them takes a minute
        marks = [text.marks([mark(0, old)], [mark(0, new)]) for _ in range(5)]
    assert marks[0][0].anchor is not None
    assert marks[0][0].anchor.end - marks[0][0].anchor.start == sum(len(one.text) for one in edits)
