"""The last row: place, hints, messages, questions, at any width."""

import pytest
from textual.app import App, ComposeResult

from reader.library.resources import themes_folder
from reader.tui.arrangement import LIBRARY_FROM, MARGIN_FROM
from reader.tui.footer import MOST_HINTS, Here, hints
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.line_edit import LineEdit
from reader.tui.looks.themes import load_theme, to_textual
from reader.tui.prompt import Prompt, Question
from reader.tui.widgets.status_line import Hint, StatusLine

HINTS = (Hint(key="v", word="select"), Hint(key="H", word="highlight"), Hint(key="?", word="keys"))


class Row(App[None]):
    """A last row and nothing else."""

    CSS = "Screen { layers: base over; }"

    def __init__(self) -> None:
        self._theme = to_textual(load_theme(themes_folder() / "paper.toml"))
        super().__init__()
        self.register_theme(self._theme)
        self.theme = "paper"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(self._theme.variables)

    def compose(self) -> ComposeResult:
        yield StatusLine()

    @property
    def status(self) -> StatusLine:
        return self.query_one(StatusLine)

    def line(self, y: int = 0) -> str:
        return self.status.render_line(y).text


@pytest.fixture
def app() -> Row:
    return Row()


async def test_place_stands_left_and_hints_right(app: Row) -> None:
    async with app.run_test(size=(80, 5)):
        app.status.place("top", "4 min left")
        app.status.hint(HINTS)
        line = app.line()
        assert len(line) == 80
        assert line.startswith("   top 4 min left")
        assert line.endswith("v select   H highlight   ? keys  ")


async def test_keys_in_the_place_of_others_leave_one_word_of_where_one_is(app: Row) -> None:
    async with app.run_test(size=(36, 5)):
        app.status.place("top", "4 min left")
        app.status.hint(HINTS)
        app.status.hint_if_room(HINTS[:2])
        assert app.line() == "   top      v select   H highlight  "
        app.status.hint(HINTS[:1])
        assert app.line().startswith("   top 4 min left")
        app.status.hint_if_room(HINTS[:2])
        app.status.tell("Done, as it was asked.")
        assert app.line().rstrip() == "   Done, as it was asked."  # both keys or none
        app.status.dismiss()
        app.status.hint(HINTS[:1])
        app.status.place("a place of many words", "")
        app.status.hint_if_room(HINTS[:2])
        assert "highlight" not in app.line()


async def test_hints_give_way_from_the_middle(app: Row) -> None:
    async with app.run_test(size=(40, 5)):
        app.status.place("top", "4 min left")
        app.status.hint(HINTS)
        assert app.line().rstrip().endswith("v select   ? keys")


async def test_messages_are_letters_whatever_they_quote(app: Row) -> None:
    async with app.run_test(size=(60, 5)):
        app.status.tell("a.toml: \x1b[2J\x9b31mfer\u202ery\udc9b", "Say \u2066another\n[@click=app.quit]x[/].")
        assert app.status.message == "a.toml: ferry. Say another [@click=app.quit]x[/]."
        app.status.dismiss()
        app.status.work("reading \x1b]0;owned\x07fer\u202ery")
        assert "reading ferry" in app.line()


async def test_message_stands_instead_of_the_place(app: Row) -> None:
    async with app.run_test(size=(60, 5)):
        app.status.place("top", "")
        app.status.tell("Archived.", "u undoes it.")
        assert "Archived. u undoes it." in app.line()
        assert app.status.dismiss()
        assert "top" in app.line()
        assert not app.status.dismiss()


async def test_long_message_takes_more_rows_and_gives_them_back(app: Row) -> None:
    async with app.run_test(size=(40, 12)) as pilot:
        app.status.tell(
            "https://hill.example answered 404 not found", "Save the page in the browser, then open it.", is_error=True
        )
        await pilot.pause()
        assert app.status.size.height == 3
        text = " ".join(" ".join(app.line(y) for y in range(3)).split())
        assert text == "https://hill.example answered 404 not found. Save the page in the browser, then open it."
        app.status.dismiss()
        await pilot.pause()
        assert app.status.size.height == 1


async def test_a_long_question_takes_more_rows_with_its_answers_on_the_last(app: Row) -> None:
    async with app.run_test(size=(50, 12)) as pilot:
        app.status.hint((Hint(key="v", word="select"), Hint(key="H", word="highlight"), Hint(key="a", word="note")))
        app.status.ask(Question(text="Leave out boxes named “promo” on hill.example from now on?", yes=lambda: None))
        app.status.hint((Hint(key="y", word="yes"), Hint(key="n", word="no")))
        await pilot.pause()
        assert app.status.size.height == 2
        assert app.line(0).split() == "Leave out boxes named “promo”".split()
        assert app.line(1).split() == "on hill.example from now on? y yes n no".split()
        app.status.ask(None)
        await pilot.pause()
        assert app.status.size.height == 1


async def test_outside_text_is_not_markup(app: Row) -> None:
    async with app.run_test(size=(60, 5)):
        app.status.tell("[bold red]x[/] [link=file:///]y[/link]")
        assert "[bold red]x[/]" in app.line()


async def test_message_fades_and_goes(app: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.widgets.status_line.MESSAGE_SECONDS", 0.01)
    monkeypatch.setattr("reader.tui.widgets.status_line.FADING_SECONDS", 0.01)
    async with app.run_test(size=(60, 5)) as pilot:
        app.status.tell("Saved.")
        for _ in range(200):
            if not app.status.message:
                break
            await pilot.pause(0.01)
        assert app.status.message == ""


async def test_prompt_shows_its_line_and_the_caret_in_sight(app: Row) -> None:
    async with app.run_test(size=(60, 5)):
        app.status.hint((Hint(key="esc", word="leave"),))
        app.status.ask(Prompt(label="/", line=LineEdit.holding("x" * 200)))
        line = app.line()
        assert line.startswith("   / xxx")
        assert line.rstrip().endswith("esc leave")
        assert len(line) == 60


async def test_question_wins_over_everything(app: Row) -> None:
    async with app.run_test(size=(60, 5)):
        app.status.work("fetching hill.example …")
        app.status.tell("Saved.")
        app.status.ask(Question(text="Leave it?", yes=lambda: None))
        assert "Leave it?" in app.line()
        app.status.ask(None)
        assert "Saved." in app.line()
        app.status.dismiss()
        assert "fetching hill.example …" in app.line()


async def test_pending_keys_are_shown(app: Row) -> None:
    async with app.run_test(size=(60, 5)):
        app.status.hint(HINTS[-1:])
        app.status.pend("3g")
        assert "3g   ? keys" in app.line()


async def test_the_librarys_ground_goes_down_to_the_edge(app: Row) -> None:
    async with app.run_test(size=(60, 5)):
        app.status.align(23, 2, 20)
        app.status.place("top", "")
        strip = app.status.render_line(0)
        first = next(iter(strip))
        assert first.text == " " * 20
        assert first.style is not None
        assert first.style.bgcolor == app.status.inks.panel.bgcolor
        assert strip.text[23:26] == "top"


@pytest.mark.parametrize("width", [40, 60, 80, LIBRARY_FROM, MARGIN_FROM, 200])
@pytest.mark.parametrize("mode", list(Mode))
def test_hints_are_few_and_have_a_key_and_a_word(mode: Mode, width: int) -> None:
    shown = hints(KeyMap(), mode, width)
    assert len(shown) <= MOST_HINTS
    assert all(hint.key and hint.word for hint in shown)


def test_who_stands_at_what_two_machines_wrote_is_told_the_keys() -> None:
    for mode in (Mode.READING, Mode.MARGIN):
        shown = [hint.key for hint in hints(KeyMap(), mode, 80, Here(is_at_disagreement=True))]
        assert shown == ["go", "gO", "gb", "?"]


def test_who_stands_at_a_wide_table_is_told_how_it_moves() -> None:
    for width, most in ((60, 3), (120, 5)):
        shown = [hint.key for hint in hints(KeyMap(), Mode.READING, width, Here(is_at_wide_table=True))]
        assert shown[:2] == ["h", "l"]
        assert len(shown) == most
        found = Here(is_at_wide_table=True, has_found=True)
        assert "h" not in [hint.key for hint in hints(KeyMap(), Mode.READING, width, found)]


def test_hints_follow_the_users_keys() -> None:
    keymap = KeyMap.with_overrides({"highlight": ("M",)})
    assert Hint(key="M", word="highlight", action_id="highlight") in hints(keymap, Mode.READING, 120)


async def test_what_goes_on_has_a_place_for_each_subject() -> None:
    async with Row().run_test(size=(120, 3)) as pilot:
        app = pilot.app
        assert isinstance(app, Row)
        app.status.place("1 of 20", "")
        app.status.go_on("reading files 3 of 9", "33%")
        app.status.go_on("feeds 3/9 · 2 new", "feeds 3/9", "feeds")
        await pilot.pause()
        assert "1 of 20 · reading files 3 of 9 · feeds 3/9 · 2 new" in app.line()
        app.status.go_on("")
        await pilot.pause()
        assert "1 of 20 · feeds 3/9 · 2 new" in app.line()
        app.status.go_on("", "", "feeds")
        await pilot.pause()
        assert app.line().strip() == "1 of 20"
