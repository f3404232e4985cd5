"""Nothing written is lost: drafts of the note that is being written, saving it, and going on with what a crash left behind.

A draft is kept half a second after the first letter that is not kept yet, when the terminal hangs up, when the program is told
to end, and whenever the note is left without a word. It goes when the note is stored, or when the writer gives it up.
"""

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.layout.cells import shorten
from reader.library.drafts import Draft, DraftSubject, LeftDraft
from reader.library.library import Library
from reader.model.annotation import Annotation, Colour
from reader.model.errors import ReaderError
from reader.model.text import clean_text
from reader.tui.drafting_session import WrittenNote
from reader.tui.external import ExternalError, edit_text, editor_command
from reader.tui.keys.actions import Mode
from reader.tui.messages import WorkAnswered
from reader.tui.screens.annotating import SAVING
from reader.tui.screens.writing import Writing

if TYPE_CHECKING:  # looking for drafts does not wait for the editor
    from reader.tui.widgets.note_editor import NoteSubject

KEEP_SECONDS = 0.5

END_SECONDS = 3.0
"""How long the program may take to end when it is told to."""

_ENDINGS = (signal.SIGTERM, signal.SIGHUP)
_TITLE_CELLS = 40


class Drafting:
    """Cares for the note that is being written on one screen."""

    def __init__(self, screen: Writing) -> None:
        self._screen = screen
        self._note: WrittenNote | None = None
        self._typed = ""
        """What stands in the editor, as it was typed: at the end of the program the editor may be gone before this is."""
        self._timer: Timer | None = None
        self._has_told = False

    # -- while a note is written ------------------------------------------------------------------------------------
    def begin(self, subject: "NoteSubject", before: str, left: LeftDraft | None = None) -> None:
        """Care for a note from now on; one that was cared for is left."""
        self.leave()
        self._note = self._begun(subject, before, left)
        self._typed = before if left is None else left.draft.text
        self._watch_endings()

    def _begun(self, subject: "NoteSubject", before: str, left: LeftDraft | None = None) -> WrittenNote:
        screen = self._screen
        opened = screen.opened
        version_id = left.draft.subject.version_id if left is not None else screen.version_id
        meant = DraftSubject(
            article_id=screen.article_id,
            annotation_id=subject.annotation_id,
            version_id=version_id,
            start=subject.start,
            end=subject.end,
            colour=subject.colour.value,
            title=opened.kept.record.title if opened is not None else "",
        )
        return screen.session.drafting.begin(meant, before, left.held if left is not None else None)

    def typed(self, text: str) -> None:
        """Keep what is written in a moment."""
        self._typed = text
        if self._timer is None and self._note is not None:
            self._timer = self._screen.set_timer(KEEP_SECONDS, self._keep)

    def _keep(self) -> None:
        self._timer = None
        if self._note is not None:
            self._screen.session.drafting.keep(self._note, self._text)

    @property
    def _text(self) -> str:
        return clean_text(self._typed).strip()

    def leave(self) -> None:
        """Keep what is written, to be gone on with when its article is opened again."""
        note, text = self._end(), self._text
        if note is None:
            return
        try:
            if text != note.before:
                note.keep(text)
                note.leave()
            else:
                note.drop()
        except ReaderError as error:
            self._screen.tell(error.message, error.hint, is_error=True)

    def drop(self) -> None:
        """Forget the draft: the writer gave the note up, or changed nothing."""
        if (note := self._end()) is not None:
            note.drop()

    def _end(self) -> WrittenNote | None:
        """Care no longer; return the note that was cared for."""
        note, self._note = self._note, None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._unwatch_endings()
        return note

    # -- saving -----------------------------------------------------------------------------------------------------
    def save(self, subject: "NoteSubject", text: str) -> None:
        """Store a note; its draft goes when it is on disk. One that could not be stored comes back."""
        note = self._end()
        if note is not None:
            self._store(note, subject, text)

    def _store(self, note: WrittenNote, subject: "NoteSubject", text: str) -> None:
        screen, meant = self._screen, note.subject

        def write(library: Library) -> Annotation:
            try:
                made = _write(library, meant, text)
            except Exception:  # whatever it was: what was written must not go with it; the guard around this tells why
                screen.post_message(WorkAnswered(partial(self._not_saved, note, subject, text)))
                raise
            note.drop()
            return made

        screen.session.marks.write(meant.article_id, "", write)

    def _not_saved(self, note: WrittenNote, subject: "NoteSubject", text: str) -> None:
        """Keep what could not be stored, and write on with it if its article is still there."""
        with suppress(ReaderError):
            note.keep(text)
        note.leave()
        if self._screen.article_id == note.subject.article_id and self._screen.editor is None:
            self.look_for(note.subject.article_id)

    # -- the user's editor ------------------------------------------------------------------------------------------
    def go_outside(self) -> None:
        """Go on with the note that is being written in the user's editor, and come back."""
        editor = self._screen.editor
        if self._note is None or editor is None:
            return
        written = self._edited(self._note, editor.text)
        if written is not None:
            editor.take_text(written)
            self._safe_outside(self._note, written)

    def write_outside(self, subject: "NoteSubject", before: str) -> None:
        """Change a note in the user's editor, and store it."""
        note = self._begun(subject, before)
        written = self._edited(note, before)
        if written is None:
            self._after_nothing(note)
            return
        self._safe_outside(note, written)
        self._screen.say_of_writing(SAVING)
        self._store(note, subject, written)

    def _edited(self, note: WrittenNote, text: str) -> str | None:
        """Let the user change a text; return the new one, None if it is as it was or that failed."""
        screen = self._screen
        written: list[str | None] = []
        try:
            command = editor_command(screen.config.editor, screen.environ)
            note.keep(text)
            path = note.text_file().text_path
            screen.step_aside(lambda: written.append(edit_text(text, command, screen.environ, path)))
        except ReaderError as error:
            screen.tell(error.message, error.hint, is_error=True)
            if not isinstance(error, ExternalError):
                note.drop()
            return None
        if not written or written[0] is None:
            note.text_file().text_path.unlink(missing_ok=True)
            return None
        return written[0]

    def _after_nothing(self, note: WrittenNote) -> None:
        """Forget the draft of a note that was not changed; what an editor left there when it failed is found again."""
        with suppress(ReaderError):
            if note.text_file().text_path.exists():
                note.leave()
            else:
                note.drop()

    def _safe_outside(self, note: WrittenNote, written: str) -> None:
        """Keep what came from the editor before its file goes."""
        try:
            note.keep(written)
            note.text_file().text_path.unlink(missing_ok=True)
        except (ReaderError, OSError) as error:
            self._screen.tell(str(error), is_error=True)

    # -- what was left ----------------------------------------------------------------------------------------------
    def look_for(self, article_id: str) -> None:
        """Go on with a draft that was left on an article, if there is one; a review goes on, and it waits."""
        if self._screen.is_reviewing:
            return
        self._screen.session.drafting.take(article_id, self._take)

    def _take(self, left: LeftDraft) -> None:
        from reader.tui.widgets.note_editor import NoteSubject

        screen, subject = self._screen, left.draft.subject
        is_free = screen.mode in (Mode.READING, Mode.MARGIN) and screen.app.screen is screen and screen.editor is None
        if not is_free or screen.article_id != subject.article_id:
            left.held.release()
            return
        stored = screen.annotation(subject.annotation_id) if subject.annotation_id else None
        if self._is_stored(left.draft):
            left.held.drop()
            return
        meant = NoteSubject(
            annotation_id=stored.id if stored is not None else 0,
            start=subject.start,
            end=subject.end,
            colour=Colour(subject.colour) if subject.colour in set(Colour) else Colour.YELLOW,
        )
        offset = subject.start if subject.end > subject.start else None
        if stored is not None:
            offset = screen.start_of(meant.annotation_id)
        screen.call_after_refresh(self._open, meant, stored.note if stored is not None else "", offset, left)

    async def _open(self, subject: "NoteSubject", before: str, offset: int | None, left: LeftDraft) -> None:
        await self._screen.open_editor(subject, before, offset, left)
        self._screen.tell(f"Unsaved note from {_time_of(left.draft)}: enter saves, esc asks.")

    def _is_stored(self, draft: Draft) -> bool:
        """Whether a note reads so already: it was stored, and the program ended before its draft went."""
        opened = self._screen.opened
        listed = [placed.annotation for placed in opened.annotations] if opened is not None else []
        return any(
            annotation.note == draft.text
            and (annotation.id == draft.subject.annotation_id or not draft.subject.annotation_id)
            for annotation in listed
        )

    def tell_of_left(self) -> None:
        """Tell once that notes were left unsaved."""
        if not self._has_told:
            self._has_told = True
            self._screen.session.drafting.left(self._tell)

    def _tell(self, left: Sequence[Draft]) -> None:
        others = [draft for draft in left if draft.subject.article_id != self._screen.article_id]
        if not others:
            return
        first = others[0]
        title = f" on “{shorten(first.subject.title, _TITLE_CELLS)}”" if first.subject.title else ""
        more = f", and {len(others) - 1:,} more" if len(others) > 1 else ""
        self._screen.tell(
            f"An unsaved note from {_time_of(first)}{title} is kept{more}.", "Open the article to go on with it."
        )

    def go_on(self) -> None:
        """Go on with the draft that was left last."""
        self._screen.session.drafting.left(self._go_on)

    def _go_on(self, left: Sequence[Draft]) -> None:
        if not left:
            self._screen.tell("There is no unsaved note.")
        elif left[0].subject.article_id == self._screen.article_id:
            self._screen.go_to(self._screen.article)
            self.look_for(left[0].subject.article_id)
        else:
            self._screen.open(left[0].subject.article_id)

    # -- the end of the terminal ------------------------------------------------------------------------------------
    def _watch_endings(self) -> None:
        with suppress(RuntimeError, ValueError):  # not in the main thread: tests
            for number in _ENDINGS:
                if signal.getsignal(number) is signal.SIG_DFL:  # what the caller ignores (nohup) stays ignored
                    asyncio.get_running_loop().add_signal_handler(number, self._told_to_end, number)

    def _unwatch_endings(self) -> None:
        with suppress(RuntimeError, ValueError):
            for number in _ENDINGS:
                asyncio.get_running_loop().remove_signal_handler(number)

    def _told_to_end(self, number: signal.Signals) -> None:
        """Keep what is written, then end: at once if the terminal is gone, else in order."""
        self.leave()
        if number is signal.SIGHUP:
            self._screen.session.close()
            os.kill(os.getpid(), number)
            return
        asyncio.get_running_loop().call_later(END_SECONDS, os.kill, os.getpid(), number)
        self._screen.app.exit(return_code=128 + number)


def _write(library: Library, subject: DraftSubject, text: str) -> Annotation:
    """Store a note on what it is about. Raises ReaderError."""
    if subject.annotation_id:
        return library.change_annotation(subject.article_id, subject.annotation_id, note=text)
    if subject.end > subject.start:
        return library.annotate(
            subject.article_id,
            subject.start,
            subject.end,
            colour=Colour(subject.colour),
            note=text,
            version_id=subject.version_id,
        )
    return library.note_article(subject.article_id, text)


def _time_of(draft: Draft) -> str:
    """Return when a draft was written, in the user's own time: the time alone if that was today."""
    from reader.model.dates import utc_now

    written, now = draft.written.astimezone(), utc_now().astimezone()
    return f"{written:%H:%M}" if written.date() == now.date() else f"{written:%Y-%m-%d %H:%M}"
