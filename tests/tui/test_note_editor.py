"""Writing a note."""

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.message import Message

from reader.library.resources import themes_folder
from reader.tui.keys.actions import Mode
from reader.tui.keys.dispatch import Dispatcher
from reader.tui.keys.key_names import key_of_event
from reader.tui.keys.keymap import KeyMap
from reader.tui.looks.themes import load_theme, to_textual
from reader.tui.widgets.note_editor import NoteEditor, NoteLeft, NoteSaved, NoteSubject


class Bench(App[None]):
    """A screen with layers and the editor on it."""

    CSS = "Screen { layers: base over top; }"

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(to_textual(load_theme(themes_folder() / "paper.toml")))
        self.theme = "paper"
        self.editor = NoteEditor()
        self.posted: list[Message] = []
        self.dispatcher = Dispatcher(KeyMap(), lambda: self.editor.mode, lambda: (self.editor,))

    def compose(self) -> ComposeResult:
        yield self.editor

    def on_key(self, event: events.Key) -> None:
        self.dispatcher.press(key_of_event(event.key, event.character))

    def on_note_saved(self, message: NoteSaved) -> None:
        self.posted.append(message)

    def on_note_left(self, message: NoteLeft) -> None:
        self.posted.append(message)


SUBJECT = NoteSubject(start=3, end=9)
PLACE = Region(50, 5, 25, 15)


async def test_enter_saves_and_other_enters_begin_a_line() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        app.editor.open(SUBJECT, "", PLACE, name="claim")
        await pilot.press(*"Who?", "ctrl+j", *"You.", "enter")
        await pilot.pause()
        assert isinstance(app.posted[0], NoteSaved)
        assert app.posted[0].subject == SUBJECT
        assert app.posted[0].text == "Who?\nYou."
        assert app.editor.mode is Mode.NOTE


async def test_leaving_says_whether_something_would_be_lost() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        app.editor.open(SUBJECT, "before", PLACE)
        await pilot.pause()
        app.editor.do_leave_note(1, "")
        await pilot.press(*" more")
        app.editor.do_leave_note(1, "")
        await pilot.pause()
        assert [message.is_changed for message in app.posted if isinstance(message, NoteLeft)] == [False, True]
        assert app.editor.text == "before more"
        app.editor.close()
        assert not app.editor.is_open
        assert not app.editor.is_changed


async def test_saving_what_did_not_change_only_leaves() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        app.editor.open(SUBJECT, "same", PLACE)
        await pilot.press("enter")
        await pilot.pause()
        assert [type(message) for message in app.posted] == [NoteLeft]


async def test_it_stands_at_its_place_or_as_a_drawer_at_the_bottom() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        app.editor.open(SUBJECT, "", PLACE, name="claim")
        await pilot.pause()
        assert app.editor.region.offset == PLACE.offset
        assert app.editor.region.width == PLACE.width
        app.editor.open(SUBJECT, "", None, inset=7)
        await pilot.pause()
        assert app.editor.region.width == 80
        assert app.editor.region.bottom == 23


async def test_pasted_text_is_cleaned() -> None:
    from textual import events

    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        app.editor.open(SUBJECT, "", PLACE)
        await pilot.pause()
        assert app.focused is not None
        app.focused.post_message(events.Paste("a\x1b[31mb\u202e"))
        await pilot.pause()
        assert app.editor.text == "ab"
