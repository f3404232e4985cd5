"""What may follow a key that waits for more: shown after a moment, done by a key or a click."""

import pytest

from reader.layout.cells import cell_width
from reader.tui.keys.actions import Mode
from reader.tui.keys.key_names import parse_keys
from reader.tui.keys.keymap import ACTIONS
from reader.tui.widgets.next_keys import EDGE, GAP, LEAST_WORDS, NextKey, NextKeys, arrange_columns, short_words
from tests.tui.conftest import Run, Running

SIZES = [(120, 40), (80, 24), (60, 24)]


async def hesitate(running: Running, *keys: str) -> None:
    """Type keys and let the moment pass after which the screen helps."""
    await running.press(*keys)
    await running.screen._waiting.show()
    await running.settle()


@pytest.mark.parametrize("size", SIZES)
async def test_what_may_follow_is_shown_and_goes_with_the_next_key(
    run: Run, article_ids: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with run(size=size, opened=article_ids[0]) as running:
        await hesitate(running, "g")
        assert "Top of the article" in running.text
        assert "Contents" in running.text
        await running.press("t")
        assert "go there" in running.text
        await running.press("escape")
        assert "Top of the article" not in running.text


async def test_escape_takes_it_away_and_does_nothing_else(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await hesitate(running, "g")
        await running.press("escape")
        assert not running.screen.query_one(NextKeys).display
        assert running.screen.opened is not None


async def test_action_that_wants_a_letter_says_so(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await hesitate(running, "m")
        assert "a letter  Name this place by a letter" in running.text


async def test_count_alone_shows_nothing(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await hesitate(running, "5")
        assert not running.screen.query(NextKeys)


async def test_users_own_sequences_are_among_them(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0], keys={"star": ("ctrl+x s",)}) as running:
        await hesitate(running, "ctrl+x")
        assert "Star the article" in running.text


async def test_click_does_what_the_key_does(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await hesitate(running, "g")
        panel = running.screen.query_one(NextKeys)
        rows = [panel.render_line(y).text for y in range(panel.size.height)]
        y = next(y for y, row in enumerate(rows) if "Contents" in row)
        await running.pilot.click(panel, offset=(rows[y].index("Contents"), y))
        await running.settle()
        assert "Contents" in running.text


def test_columns_leave_words_whole_where_there_is_room() -> None:
    keys = [NextKey("g", "Go to the top")] * 6
    columns = arrange_columns(keys, 100, 20)
    assert (columns.number, columns.rows) == (1, 6)
    assert columns.width == 1 + 2 + len("Go to the top")


def test_more_columns_are_made_where_rows_are_few() -> None:
    keys = [NextKey("g", "x" * 70)] * 20
    columns = arrange_columns(keys, 80 - 2 * EDGE, 18)
    assert (columns.number, columns.rows) == (3, 7)
    assert columns.number * columns.width + 2 * GAP <= 74


@pytest.mark.parametrize(("width", "number"), [(80, 3), (60, 2)])
def test_labels_stand_whole_beside_each_other(width: int, number: int) -> None:
    keys = [NextKey("g", "x" * LEAST_WORDS)] * 24
    columns = arrange_columns(keys, width - 2 * EDGE, 18)
    assert columns.number == number
    assert columns.width - columns.key_width - 2 == LEAST_WORDS


def test_what_sequences_do_has_a_label_that_is_never_cut() -> None:
    for action in ACTIONS:
        waits = any(len(parse_keys(keys)) > 1 for keys in action.keys)
        if waits and not {Mode.CHOICE, Mode.INPUT} & set(action.modes):
            assert cell_width(action.label or action.help) <= LEAST_WORDS, action.id


@pytest.mark.parametrize("width", [1, 8, 20])
def test_any_width_has_columns(width: int) -> None:
    columns = arrange_columns([NextKey("g", "Go")] * 30, width, 3)
    assert columns.number >= 1
    assert 1 <= columns.rows <= 3


def test_words_are_cut_at_a_clause_before_they_are_cut_anywhere() -> None:
    assert short_words("Show what was left out, where it stood", 30) == "Show what was left out"
    assert short_words("Show it", 30) == "Show it"
    assert short_words("Save what the list shows as a search", 20) == "Save what the …"
    assert short_words("Showing everything", 5) == "Show…"
