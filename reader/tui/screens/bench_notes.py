"""Notes that are edited in the workbench: beside the list where the annotation stands in full, else in a drawer at the bottom.

Nothing written is lost: a draft is kept while it is typed, as in the margin, and leaving an unsaved note asks first.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.timer import Timer

from reader.library.bench import BenchRow
from reader.library.drafts import DraftSubject, LeftDraft
from reader.library.library import Library
from reader.library.results import OpenArticle
from reader.model.annotation import Annotation
from reader.model.errors import ReaderError
from reader.model.text import clean_text
from reader.tui.empty_states import undo_hint
from reader.tui.keys.actions import Mode
from reader.tui.prompt import Question
from reader.tui.screens.bench_screen import BenchScreen
from reader.tui.screens.host import Host
from reader.tui.screens.notes_desk import offered_links
from reader.tui.widgets.bench_about import EDGE
from reader.tui.widgets.bench_rows import kind_words

if TYPE_CHECKING:  # the editor costs as much at import as all the rest: it comes with the first note
    from reader.tui.drafting_session import WrittenNote
    from reader.tui.widgets.link_offers import Offer
    from reader.tui.widgets.note_editor import NoteEditor

KEEP_SECONDS = 0.5

_FEWEST_ROWS = 6
"""Rows that an editor beside the list has at least."""


class BenchNotes:
    """The editor of one workbench."""

    def __init__(self, bench: BenchScreen) -> None:
        self._bench = bench
        self._editor: NoteEditor | None = None
        self._row: BenchRow | None = None
        self._note: WrittenNote | None = None
        self._typed = ""
        """What stands in the editor, as it was typed: at the end of the program the editor may be gone before this is."""
        self._timer: Timer | None = None

    @property
    def editor(self) -> "NoteEditor | None":
        """The editor while a note is being written."""
        return self._editor if self._editor is not None and self._editor.is_open else None

    @property
    def mode(self) -> Mode:
        """What keys mean in the editor."""
        return self._editor.mode if self._editor is not None else Mode.BENCH

    @property
    def _host(self) -> Host:
        return self._bench.host

    def when_saved(self, leave: Callable[[], object]) -> None:
        """Do something that leaves an unsaved note behind: at once if there is none, else if the writer agrees."""
        editor = self.editor
        if editor is None or not editor.is_changed:
            leave()
            return

        def agreed() -> None:
            self._leave_draft()
            leave()

        self._bench.ask(Question(text="The note is not saved. Leave it? It is kept for next time.", yes=agreed))

    # -- here -------------------------------------------------------------------------------------------------------
    def edit(self, row: BenchRow) -> None:
        """Write on the note of an annotation."""
        self._bench.call_next(self._open, row)

    async def _open(self, row: BenchRow) -> None:
        from reader.tui.widgets.link_offers import LinkOffers
        from reader.tui.widgets.note_editor import NoteEditor, NoteSubject

        bench, annotation = self._bench, row.placed.annotation
        if self._editor is None:
            offers = LinkOffers()
            self._editor = NoteEditor(offers)
            await bench.mount(self._editor, offers)
        self._row = row
        self._note = self._begun(row)
        self._typed = annotation.note
        subject = NoteSubject(annotation_id=annotation.id, colour=annotation.colour)
        name = kind_words(row.placed, bench.meanings)
        self._editor.open(subject, annotation.note, self._place(), name=name, inset=bench.list.region.x + EDGE)
        bench.status.dismiss()
        bench.settled()
        self._host.session.drafting.take(row.record.id, self._go_on, annotation.id)

    def _go_on(self, left: LeftDraft) -> None:
        """Go on with what was written before and not saved, unless something else is written by now."""
        row, note, editor = self._row, self._note, self.editor
        is_it = row is not None and row.placed.annotation.id == left.draft.subject.annotation_id
        if not is_it or note is None or editor is None or editor.is_changed:
            left.held.release()
        elif left.draft.text == note.before:
            left.held.drop()  # it was stored, and the program ended before its draft went
        else:
            note.drop()
            self._note = self._host.session.drafting.begin(left.draft.subject, note.before, left.held)
            self._typed = left.draft.text
            editor.take_text(left.draft.text)
            self._bench.tell("This is what was not saved: enter saves, esc asks.")

    def _place(self) -> Region | None:
        """Return where the note stands beside the list; None where nothing does."""
        bench = self._bench
        if not bench.is_previewing:
            return None
        region = bench.preview.region
        line = min(bench.preview.line_of_note, max(1, region.height - _FEWEST_ROWS))
        return Region(region.x + EDGE - 2, region.y + line, region.width - EDGE, region.height - line)

    def _begun(self, row: BenchRow) -> "WrittenNote":
        annotation = row.placed.annotation
        subject = DraftSubject(
            article_id=row.record.id,
            annotation_id=annotation.id,
            version_id=annotation.version_id,
            start=0,
            end=0,
            colour=annotation.colour.value,
            title=row.record.title,
        )
        return self._host.session.drafting.begin(subject, annotation.note)

    def typed(self, text: str) -> None:
        """Keep what is written in a moment."""
        self._typed = text
        if self._timer is None and self._note is not None:
            self._timer = self._bench.set_timer(KEEP_SECONDS, self._keep)

    def _keep(self) -> None:
        self._timer = None
        if self._note is not None and self.editor is not None:
            self._host.session.drafting.keep(self._note, self.editor.text)

    def look_for_links(self, words: str) -> None:
        """Ask what a link that is being typed may lead to."""
        if self._row is not None:

            def ask(library: Library, opened: OpenArticle | None) -> "list[Offer]":
                return offered_links(library, words, opened)

            self._bench.session.read_beside(self._row.record.id, ask, partial(self._offer, words))

    def _offer(self, words: str, offers: "Sequence[Offer]") -> None:
        if self.editor is not None:
            self.editor.offer(words, offers)
            self._bench.settled()

    def take_link(self, index: int) -> None:
        """Write a link that is offered into the note."""
        if self.editor is not None:
            self.editor.take_offer(index)
            self._bench.settled()

    def save(self, text: str) -> None:
        """Store what was written."""
        row, note = self._row, self._end()
        if row is not None and note is not None:
            self._store(row, note, text)

    def left(self, is_changed: bool) -> None:
        """Leave the editor; ask first if something would be lost."""
        if is_changed:
            self._bench.ask(Question(text="The note is not saved. Leave it?", yes=self._drop))
        else:
            self._drop()

    def _drop(self) -> None:
        if (note := self._end()) is not None:
            note.drop()

    def leave_draft(self) -> None:
        """Keep what is not saved for the next time."""
        self._leave_draft()

    def _leave_draft(self) -> None:
        text = clean_text(self._typed).strip()
        note = self._end()
        if note is None:
            return
        try:
            if text == note.before:
                note.drop()
            else:
                note.keep(text)
                note.leave()
        except ReaderError as error:
            self._bench.tell(error.message, error.hint, is_error=True)

    def _end(self) -> "WrittenNote | None":
        """Close the editor; return the note that was cared for."""
        note, self._note = self._note, None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._editor is not None:
            self._editor.close()
        self._bench.set_focus(self._bench.list, scroll_visible=False)
        self._bench.settled()
        return note

    def _store(self, row: BenchRow, note: "WrittenNote", text: str) -> None:
        def write(library: Library) -> Annotation:
            try:
                made = library.change_annotation(row.record.id, row.placed.annotation.id, note=text)
            except Exception:  # whatever it was: what was written must not go with it; the guard around this tells why
                note.keep(text)
                note.leave()
                raise
            note.drop()
            return made

        self._bench.session.change_one("note saved", write, self._stored)

    def _stored(self, done: str) -> None:
        bench = self._bench
        if done:
            bench.tell(f"{done[:1].upper()}{done[1:]}.", undo_hint(bench.keymap))
        bench.ways.annotations_changed()
        bench.changed()

    # -- in the user's editor ---------------------------------------------------------------------------------------
    def edit_outside(self, row: BenchRow) -> None:
        """Change a note in the user's editor, and store it."""
        note = self._begun(row)
        written = self._edited(note, row.placed.annotation.note)
        if written is None:
            note.leave()  # what an editor left there when it failed is found again
        elif self._is_kept(note, written):
            self._store(row, note, written)

    def go_outside(self) -> None:
        """Go on with the note that is being written in the user's editor, and come back."""
        editor = self.editor
        note = self._note
        written = self._edited(note, editor.text) if editor is not None and note is not None else None
        if editor is not None and note is not None and written is not None:
            editor.take_text(written)
            self._is_kept(note, written)

    def _is_kept(self, note: "WrittenNote", written: str) -> bool:
        """Keep what came from the editor before its file goes; return whether that went well."""
        try:
            note.keep(written)
            note.text_file().text_path.unlink(missing_ok=True)
        except (ReaderError, OSError) as error:
            self._bench.tell(str(error), is_error=True)
            return False
        return True

    def _edited(self, note: "WrittenNote", text: str) -> str | None:
        """Let the user change a text; return the new one, None if it is as it was or that failed."""
        from reader.tui.external import edit_text, editor_command

        host, written = self._host, list[str | None]()
        try:
            command = editor_command(host.config.editor, host.environ)
            note.keep(text)
            path = note.text_file().text_path
            host.step_aside(lambda: written.append(edit_text(text, command, host.environ, path)))
        except ReaderError as error:
            self._bench.tell(error.message, error.hint, is_error=True)
            return None
        finally:
            self._bench.refresh(layout=True)
        if not written or written[0] is None:
            note.text_file().text_path.unlink(missing_ok=True)
            return None
        return written[0]
