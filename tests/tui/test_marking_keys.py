"""Marking by key in every kind of block, once more as the last time, at both ends of a mark; and marks over each other."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from rich.style import Style
from textual import events
from textual.pilot import Pilot

from reader.library.library import Library
from reader.model.annotation import Colour
from reader.model.blocks import (
    Block,
    Code,
    Embed,
    Figure,
    Heading,
    Image,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from reader.tui.widgets import article_messages as asked
from reader.tui.widgets.article_pane import ArticlePane
from tests.tui.conftest import Run
from tests.tui.test_article_pane import FILL, FIRST, Bench, make, mark, running

CAPTIONED = Figure(images=(Image(src="b.png"),), caption="Boats at dawn. The pier.", credit="Oda Brandt")
PICTURE = Figure(images=(Image(src="a.png", alt="The pier"),))
TABLE = Table(rows=(("Year", "Boats"), ("1901", "12. or so")), header_rows=1)
KINDS: Sequence[tuple[Block, str, str]] = (
    (Paragraph(text="One here. Two here."), "One here.", "One here. Two here."),
    (Paragraph(text="Live now. More.", time="18:25"), "Live now.", "Live now. More."),
    (Heading(text="A heading."), "A heading.", "A heading."),
    (ListItem(text="An item. Its second.", number=1), "An item.", "An item. Its second."),
    (Quote(text="“Quoted.” She left."), "“Quoted.”", "“Quoted.” She left."),
    (Code(text="def f():\n    return 1.5", language="python"), "def f():", "def f():\n    return 1.5"),
    (CAPTIONED, "Boats at dawn.", "Boats at dawn. The pier.\nOda Brandt"),
    (PICTURE, "\ufffc", "\ufffc"),
    (TABLE, "Year\tBoats", "Year\tBoats\n1901\t12. or so"),
    (ListItem(text="1. See the minutes.", names=("fn1",)), "1. See the minutes.", "1. See the minutes."),
)


def wanted(app: Bench) -> list[str]:
    """Return the texts that were asked to be marked."""
    return [
        app.pane.article.text[one.start : one.end] for one in app.posted if isinstance(one, asked.HighlightRequested)
    ]


def style_of(app: Bench, word: str, *, nth: int = 0) -> Style:
    """Return how the first letter of a word is drawn."""
    for y in range(app.pane.size.height):
        strip = app.pane.render_line(y)
        at = -1
        for _ in range(nth + 1):
            at = strip.text.find(word, at + 1)
        if at >= 0:
            segment = next(iter(strip.crop(at, at + 1)))
            assert segment.style is not None
            return segment.style
    raise AssertionError(f"{word} is not on the screen")


def ground(style: Style) -> object:
    return style.bgcolor


@pytest.mark.parametrize(("block", "sentence", "paragraph"), KINDS, ids=lambda one: getattr(type(one), "__name__", ""))
async def test_every_kind_of_block_is_marked_by_key_and_by_caret(block: Block, sentence: str, paragraph: str) -> None:
    async with running(make(Paragraph(text="Before."), block, Paragraph(text="After."))) as (app, pane, pilot):
        pane.set_here(pane.walk.sentence_at(pane.article.block_starts[3]))
        pane.do_highlight(1, "")
        pane.do_mark_paragraph(1, "")
        pane.do_caret(1, "")
        pane.do_select(1, "")
        pane.do_caret_word_end(1, "")
        pane.do_highlight(1, "")
        await pilot.pause()
        marked = wanted(app)
        assert marked[0] == sentence
        if paragraph != sentence:
            assert marked[1] == paragraph
        else:
            assert app.last(asked.Noticed).text == "marked already"
        if sentence != "\ufffc":
            assert sentence.startswith(marked[-1].split("\n")[0])


@pytest.mark.parametrize("block", [Rule(), Embed(url="https://a.example", title="A post")], ids=["rule", "embed"])
async def test_what_is_no_text_cannot_be_marked_and_says_so(block: Block) -> None:
    async with running(make(block, Paragraph(text="After."))) as (app, pane, pilot):
        pane.set_here(pane.walk.sentence_at(pane.article.block_starts[2]))
        for do in (pane.do_highlight, pane.do_mark_paragraph, pane.do_annotate):
            do(1, "")
            await pilot.pause()
            assert "can't be marked" in app.last(asked.Noticed).text
            app.posted.clear()
        assert not wanted(app)


async def test_headline_and_deck_are_marked() -> None:
    async with running(make(Paragraph(text="After."))) as (app, pane, pilot):
        pane.do_highlight(1, "")
        pane.do_next_sentence(1, "")
        pane.do_mark_paragraph(1, "")
        await pilot.pause()
        assert wanted(app) == ["Ferry line to reopen", "The reeds will have to go."]


async def test_a_number_marks_so_many_and_borders_of_blocks_are_gone_over() -> None:
    async with running(make(Paragraph(text=FIRST), PICTURE, Paragraph(text="After it. The end."))) as (
        app,
        pane,
        pilot,
    ):
        pane.set_here(pane.walk.sentence_at(pane.article.block_starts[2]))
        pane.do_highlight(5, "5")
        pane.do_mark_paragraph(3, "3")
        pane.do_select_line(1, "")
        pane.do_caret_bottom(1, "")
        pane.do_highlight(1, "")
        await pilot.pause()
        assert wanted(app) == [f"{FIRST}\n\n\ufffc\n\nAfter it.", f"{FIRST}\n\n\ufffc\n\nAfter it. The end."]
        assert app.last(asked.Noticed).text == "marked already"
        blank = next(
            y
            for y in range(3, 20)
            if not app.pane.render_line(y).text.strip() and "mind" in app.pane.render_line(y - 1).text
        )
        assert {one.style.bgcolor for one in pane.render_line(blank) if one.style} <= {pane.inks.ground.bgcolor, None}


async def test_a_figure_that_is_marked_has_a_sign_along_its_picture() -> None:
    article = make(CAPTIONED, Paragraph(text="Between."), PICTURE)
    whole = mark(article, "Boats at dawn. The pier.\nOda Brandt", 1, colour=Colour.GREEN)
    bare = mark(article, "\ufffc", 2)
    part = mark(article, "Boats at dawn.", 3)
    async with running(article) as (app, pane, pilot):
        for marks, signs in (((), 0), ((part,), 0), ((whole,), 1), ((whole, bare), 2), ((bare,), 1)):
            pane.set_annotations(marks)
            await pilot.pause()
            assert sum(line[pane.left - 1] == "▐" for line in app.lines()) == signs


async def test_the_last_marking_is_repeated_with_its_unit_colour_and_tags() -> None:
    article = make(*FILL[:4])
    async with running(article) as (app, pane, pilot):
        pane.do_repeat_mark(1, "")
        await pilot.pause()
        assert app.last(asked.Noticed).text == "nothing was marked yet"
        pane.set_here(pane.walk.sentence_at(article.text.index("Paragraph 0")))
        pane.do_mark_paragraph(1, "")
        pane.do_colour(1, "4")
        await pilot.pause()
        token = app.last(asked.HighlightRequested).token
        pane.highlight_saved(token, 9)
        saved = mark(article, FILL[0].text, 9, colour=Colour.PINK)
        pane.set_annotations([replace(saved, annotation=replace(saved.annotation, tags=("lake",)))])
        pane.do_next_paragraph(1, "")
        pane.do_repeat_mark(1, "")
        await pilot.pause()
        again = app.last(asked.HighlightRequested)
        assert article.text[again.start : again.end] == FILL[1].text
        assert (again.colour, again.tags) == (Colour.PINK, ("lake",))


async def test_what_is_asked_of_a_mark_that_is_being_saved_waits_for_it() -> None:
    article = make(Paragraph(text=FIRST))
    async with running(article, [mark(article, FIRST, 1)]) as (app, pane, pilot):
        pane.set_here(pane.walk.sentence_at(article.block_starts[2]))
        pane.do_highlight(1, "")
        pane.do_annotate(1, "")
        pane.do_grow(1, "")
        pane.do_delete_annotation(1, "")
        await pilot.pause()
        assert not app.count(asked.EditRequested) + app.count(asked.DeleteRequested)
        pane.highlight_saved(app.last(asked.HighlightRequested).token, 2)
        pane.set_annotations([mark(article, FIRST, 1), mark(article, FIRST[:36], 2)])
        await pilot.pause()
        assert app.last(asked.EditRequested).annotation_id == 2
        assert app.last(asked.DeleteRequested).annotation_id == 2
        pane.do_highlight(1, "")
        pane.do_edit_note(1, "")
        await pilot.pause()
        pane.highlight_failed(app.last(asked.HighlightRequested).token)
        assert app.count(asked.EditRequested) == 2  # that one was marked exactly so already


async def test_what_waits_for_a_mark_is_done_with_that_mark_wherever_one_is_by_then() -> None:
    article = make(Paragraph(text=FIRST))
    other = mark(article, "She changed her mind.", 1)
    async with running(article, [other]) as (app, pane, pilot):
        pane.set_here(pane.walk.sentence_at(article.block_starts[2]))
        pane.do_highlight(1, "")
        pane.do_delete_annotation(1, "")
        pane.do_next_sentence(2, "")
        await pilot.pause()
        pane.highlight_saved(app.last(asked.HighlightRequested).token, 2)
        pane.set_annotations([mark(article, "The ferry will run again from April.", 2), other])
        await pilot.pause()
        assert app.last(asked.DeleteRequested).annotation_id == 2


async def test_keys_typed_before_a_mark_is_saved_all_count() -> None:
    article = make(Paragraph(text=FIRST))
    async with running(article) as (app, pane, pilot):
        pane.set_here(pane.walk.sentence_at(article.block_starts[2]))
        pane.do_highlight(1, "")
        for _ in range(3):
            pane.do_shrink(1, "")
        await pilot.pause()
        pane.highlight_saved(app.last(asked.HighlightRequested).token, 2)
        pane.set_annotations([mark(article, "The ferry will run again from April.", 2)])
        (change,) = pane.take_reshaped()
        assert article.text[change.start : change.end] == "The ferry will run"


async def test_keys_that_follow_each_other_work_on_what_is_wanted_and_are_one_change() -> None:
    article = make(Paragraph(text=FIRST), *FILL)
    async with running(article, [mark(article, "run again", 1)]) as (app, pane, pilot):
        pane.do_next_annotation(1, "")
        for _ in range(3):
            pane.do_grow(1, "")
        pane.do_grow_start(2, "")
        pane.do_shrink_start(1, "")
        pane.do_shrink(1, "")
        await pilot.pause()
        assert not app.count(asked.RangeChangeRequested)
        assert ground(style_of(app, "will run")) == pane.inks.marks["yellow"].bgcolor
        assert ground(style_of(app, "The captain")) == pane.inks.ground.bgcolor
        (change,) = pane.take_reshaped()
        assert article.text[change.start : change.end] == "will run again from April."
        assert pane.take_reshaped() == []
        pane.do_grow(1, "")
        pane.set_annotations([mark(article, "will run again from April.", 1)])  # what was asked for has come
        (change,) = pane.take_reshaped()
        assert article.text[change.start : change.end] == "will run again from April. The"
        pane.set_annotations([mark(article, "will run again from April.", 1)])  # it could not be saved
        assert ground(style_of(app, "The captain")) == pane.inks.ground.bgcolor


async def test_a_mark_that_grows_away_from_the_bar_takes_it_along() -> None:
    article = make(Paragraph(text=FIRST))
    async with running(article, [mark(article, FIRST, 1)]) as (_, pane, _):
        pane.do_next_annotation(1, "")
        pane.do_shrink_start(8, "")
        pane.do_shrink(1, "")
        (change,) = pane.take_reshaped()
        assert article.text[change.start : change.end].startswith("captain")
        assert article.text[pane.here.start :].startswith("The captain")


async def test_a_mark_is_given_the_selection() -> None:
    article = make(Paragraph(text=FIRST))
    marks = [mark(article, FIRST, 1), mark(article, "run again", 2)]
    async with running(article, marks) as (app, pane, pilot):
        pane.go_to_annotation(2)
        pane.do_caret(1, "")
        pane.do_reshape(1, "")
        await pilot.pause()
        assert app.last(asked.Noticed).text == "nothing is selected"
        pane.do_caret_next_sentence(1, "")
        pane.do_select(1, "")
        pane.do_caret_word_end(2, "")
        pane.do_reshape(1, "")
        await pilot.pause()
        change = app.last(asked.RangeChangeRequested)
        assert (change.annotation_id, article.text[change.start : change.end]) == (2, "The captain")
        assert pane.caret is None


async def test_stepping_and_clicking_go_through_marks_over_each_other() -> None:
    article = make(Paragraph(text=FIRST))
    words = ["The ferry will run again from April.", "ferry will run again", "will run", "will run", FIRST]
    marks = [mark(article, text, number, colour=list(Colour)[number - 1]) for number, text in enumerate(words, 1)]
    async with running(article, marks, size=(80, 24)) as (app, pane, pilot):
        seen = []
        for _ in marks:
            pane.do_next_annotation(1, "")
            here = pane.annotation_here()
            assert here is not None
            seen.append(here.annotation.id)
        assert sorted(seen) == [1, 2, 3, 4, 5]
        row = next(y for y, line in enumerate(app.lines()) if "will run" in line)
        at = app.lines()[row].index("will run") + 1
        clicked = []
        for _ in range(6):
            await pilot.click(ArticlePane, offset=(at, row))
            await pilot.pause()
            here = pane.annotation_here()
            assert here is not None
            clicked.append(here.annotation.id)
            pane.app._click_chain_last_time = None
        assert clicked == [2, 1, 5, 3, 4, 2]  # the one stepped to last was 4
        assert app.last(asked.Noticed).text == "mark 3 of 5 here"


@pytest.mark.parametrize("theme", ["paper", "night", "plain", "terminal", "contrast-light"])
async def test_the_one_of_several_marks_that_is_meant_is_drawn_forward(theme: str) -> None:
    article = make(Paragraph(text=FIRST))
    marks = [mark(article, "ferry will run again", 1), mark(article, "will run", 2), mark(article, "again from", 3)]
    async with running(article, marks, theme=theme) as (app, pane, pilot):
        looks = []
        for number in (1, 2, 3):
            pane.go_to_annotation(number)
            await pilot.pause()
            looks.append(
                tuple(bool(style_of(app, word).bold) for word in ("ferry will", "will run", "again", "from April"))
            )
        assert looks == [
            (True, True, True, False),
            (False, True, False, False),
            (False, False, True, True),
        ]
        alone, over = style_of(app, "ferry will"), style_of(app, "will run")
        assert alone != over
        assert over.underline


async def press_and_move(pane: ArticlePane, pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press the button at a cell of the pane and move the pointer to another, which may be past an edge."""
    await pilot.mouse_down(pane, offset=start)
    x, y = end
    pane.post_message(events.MouseMove(pane, x, y, 0, 0, 1, False, False, False, x, y))
    await pilot.pause()


async def test_the_text_follows_a_pointer_that_is_held_past_an_edge() -> None:
    async with running(make(*FILL)) as (_, pane, pilot):
        await press_and_move(pane, pilot, (pane.left, 8), (pane.left + 5, pane.size.height + 1))
        for _ in range(300):
            if pane.top > 10:
                break
            await pilot.pause(0.01)
        assert pane.top > 10
        assert pane.selected is not None
        assert pane.text_layout.row_of(pane.selected.end - 1) >= pane.top + pane.size.height - 2
        await pilot.mouse_up(pane, offset=(pane.left, 3))
        top = pane.top
        await pilot.pause(0.1)
        assert pane.top == top


async def test_cells_captions_and_pictures_are_selected_by_clicks() -> None:
    article = make(CAPTIONED, PICTURE, TABLE)
    async with running(article) as (app, pane, pilot):

        async def select(words: str, times: int) -> str:
            cell = pane.text_layout.cell_of(article.text.index(words))
            await pilot.click(pane, offset=(0, 0))
            await pilot.click(pane, offset=(pane.left + cell.x, cell.row - pane.top), times=times)
            return article.text[slice(*pane.target)]

        assert await select("dawn", 2) == "dawn"
        assert await select("dawn", 3) == "Boats at dawn. The pier.\nOda Brandt"
        assert await select("or so", 3) == "12. or so"
        assert await select("Boats\n", 2) == "Boats"
        assert await select("\ufffc", 2) == "\ufffc"
        assert [line[pane.left - 1] for line in app.lines()].count("▐") == 1
        pane.do_highlight(1, "")
        await pilot.pause()
        assert wanted(app) == ["\ufffc"]


async def test_a_drag_over_a_picture_and_into_a_table_is_marked_whole() -> None:
    article = make(Paragraph(text="Before it."), PICTURE, TABLE)
    async with running(article) as (app, pane, pilot):
        start, end = (pane.text_layout.cell_of(article.text.index(words)) for words in ("it.", "1901"))
        await press_and_move(pane, pilot, (pane.left + start.x, start.row), (pane.left + end.x + 3, end.row))
        await pilot.mouse_up(pane, offset=(pane.left + end.x + 3, end.row))
        pane.do_highlight(1, "")
        await pilot.pause()
        assert wanted(app) == ["it.\n\n\ufffc\n\nYear\tBoats\n1901"]


async def test_a_run_of_keys_is_saved_once_and_undone_at_once(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0]) as running_app:
        await running_app.press(")", "H")
        (made,) = library.annotations(article_ids[0])
        before = made.annotation.quote
        await running_app.press("<", "<", "<", "g", "<")
        await running_app.until(lambda: library.annotations(article_ids[0])[0].annotation.quote != before)
        (changed,) = library.annotations(article_ids[0])
        assert changed.annotation.quote == " ".join(before.split()[1:-3])
        await running_app.press("u")
        assert library.annotations(article_ids[0])[0].annotation.quote == before
        await running_app.press("ctrl+r")
        assert library.annotations(article_ids[0])[0].annotation.quote == changed.annotation.quote
        await running_app.press(">", "u")  # what was not saved yet is saved before, and taken back
        assert library.annotations(article_ids[0])[0].annotation.quote == changed.annotation.quote
        await running_app.press(">", "q")
        await running_app.settle()
        assert library.annotations(article_ids[0])[0].annotation.quote == " ".join(before.split()[1:-2])


async def test_a_paragraph_is_marked_written_about_and_marked_again_with_its_tags(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0]) as running_app:
        await running_app.press("}", "P", "3", "T", *"lake", "enter")
        await running_app.press("}", ".")
        first, second = library.annotations(article_ids[0])
        assert first.annotation.tags == second.annotation.tags == ("lake",)
        assert first.annotation.colour is second.annotation.colour is Colour.BLUE
        blocks = library.open_article(article_ids[0]).kept.article.block_texts
        assert {first.annotation.quote, second.annotation.quote} <= set(blocks)
        await running_app.press("a", *"Why?", "ctrl+s")
        assert [one.annotation.note for one in library.annotations(article_ids[0])] == ["", "Why?"]


async def test_a_mark_that_was_deleted_elsewhere_while_it_grew_is_gone_and_says_so(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0]) as running_app:
        await running_app.press(")", "H")
        (made,) = library.annotations(article_ids[0])
        library.remove_annotation(article_ids[0], made.annotation.id)
        running_app.screen.article.do_grow(1, "")
        running_app.screen.save_ranges()
        await running_app.settle()
        assert "no longer there" in running_app.message
        assert running_app.screen.article.annotation_here() is None
        await running_app.press("H")
        assert len(library.annotations(article_ids[0])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "東京都の猫は眠る。犬も眠る。",
        "החתול ישן. הכלב ער.",
        "One 👩‍👩‍👧 here. Two é̂ there.",
        "x" * 5_000,
        "a\u200bb c.",
    ],
    ids=["cjk", "rtl", "emoji", "long", "zero-width"],
)
async def test_marks_in_all_scripts_are_made_stepped_through_and_reshaped(text: str) -> None:
    article = make(Paragraph(text=text), Paragraph(text="After it."))
    async with running(article) as (app, pane, pilot):
        pane.set_here(pane.walk.sentence_at(article.block_starts[2]))
        pane.do_mark_paragraph(1, "")
        pane.do_highlight(1, "")
        await pilot.pause()
        asked_for = [one for one in app.posted if isinstance(one, asked.HighlightRequested)]
        made = []
        for number, one in enumerate(asked_for, 1):
            pane.highlight_saved(one.token, number)
            made.append(mark(article, article.text[one.start : one.end], number))
        pane.set_annotations(made)
        for do in (pane.do_grow, pane.do_grow, pane.do_shrink, pane.do_shrink_start, pane.do_grow_start):
            do(1, "")
            for change in pane.take_reshaped():
                shown = article.text[change.start : change.end]
                assert shown
                assert shown == shown.strip()
        app.lines()
        assert all(strip.cell_length == pane.size.width for strip in map(pane.render_line, range(pane.size.height)))
