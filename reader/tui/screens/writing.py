"""Writing notes: in the margin beside the passage, in a drawer at the bottom where there is no margin, or in the user's editor.

The editor is made when the first note is written. What was written is never lost silently: leaving an unsaved note asks first.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.geometry import Region

from reader.tui.arrangement import Stand
from reader.tui.prompt import Question
from reader.tui.screens.annotating import SAVING, Annotating
from reader.tui.widgets import article_messages as asked

if TYPE_CHECKING:  # the editor costs as much at import as all the rest: it comes with the first note
    from reader.tui.widgets.note_editor import NoteEditor, NoteLeft, NoteSaved, NoteSubject

NEW_NOTE = 0
"""The token of a highlight that comes with its note, and is drawn when it is saved."""


class Writing(Annotating):
    """The stage with an article on it that can be written in, and the editor to do so."""

    _editor: "NoteEditor | None" = None
    _written_on = ""
    """The version in which the passage of the note was chosen."""

    @property
    def editor(self) -> "NoteEditor | None":
        """The editor while a note is being written."""
        return self._editor if self._editor is not None and self._editor.is_open else None

    @property
    def is_writing(self) -> bool:
        """Whether a note is being written that is not saved."""
        return self.editor is not None and self.editor.is_changed

    def when_saved(self, leave: Callable[[], object]) -> None:
        """Do something that would lose an unsaved note: at once if there is none, else if the writer agrees."""
        if not self.is_writing:
            leave()
            return
        self.ask(Question(text="The note is not saved. Leave it?", yes=leave))

    # -- what is asked for ------------------------------------------------------------------------------------------
    async def on_note_requested(self, message: asked.NoteRequested) -> None:
        """Write a note on a passage, which is marked when the note is saved."""
        from reader.tui.widgets.note_editor import NoteSubject

        await self._open_editor(
            NoteSubject(start=message.start, end=message.end, colour=message.colour), "", message.start
        )

    async def on_edit_requested(self, message: asked.EditRequested) -> None:
        """Change a note, here or in the user's editor."""
        from reader.tui.widgets.note_editor import NoteSubject

        annotation = self._annotation(message.annotation_id)
        if annotation is None or self.opened is None:
            return
        if message.is_external:
            self._edit_outside(annotation.id, annotation.note)
            return
        placed = next(placed for placed in self.opened.annotations if placed.annotation.id == annotation.id)
        start = placed.anchor.start if placed.anchor is not None else 0
        await self._open_editor(
            NoteSubject(annotation_id=annotation.id, colour=annotation.colour), annotation.note, start
        )

    def do_article_note(self, count: int, argument: str) -> None:
        """Write a note on the article as a whole."""
        from reader.tui.widgets.note_editor import NoteSubject

        if self.opened is not None:
            self.call_next(self._open_editor, NoteSubject(), "", 0)

    def _edit_outside(self, annotation_id: int, note: str) -> None:
        from reader.tui.external import ExternalError, edit_text, editor_command

        written: list[str | None] = []
        try:
            command = editor_command(self.config.editor, self.environ)
            self.step_aside(lambda: written.append(edit_text(note, command, self.environ)))
        except ExternalError as error:
            self.tell(error.message, error.hint, is_error=True)
            return
        if written and written[0] is not None:
            self.say_of_writing(SAVING)
            self.session.marks.change(self._article_id, annotation_id, done="", note=written[0])

    # -- the editor -------------------------------------------------------------------------------------------------
    async def _open_editor(self, subject: "NoteSubject", text: str, offset: int) -> None:
        from reader.tui.widgets.note_editor import NoteEditor

        if self._editor is None:
            self._editor = NoteEditor()
            await self.mount(self._editor)
        name = self.margin.name_of(subject.colour) if subject.annotation_id or subject.end > subject.start else ""
        inset = self.article.region.x + self.article.left
        place = self._place_for(offset, subject.annotation_id)
        self._written_on = self._version_id
        self._editor.open(subject, text, place, name=name, inset=inset)
        self.status.dismiss()  # the row has other keys to show now
        self.settled()

    def _place_for(self, offset: int, annotation_id: int) -> Region | None:
        """Return where on the screen a note on `offset` is written; None where the margin is not docked."""
        if self.arrangement.margin is not Stand.DOCKED:
            from reader.tui.widgets.note_editor import DRAWER_ROWS

            self.article.reveal(offset, offset + 1, is_centred=True, covered=DRAWER_ROWS)
            return None
        row = self.article.text_layout.row_of(offset)
        return self.margin.make_room(row, annotation_id).translate(self.margin.region.offset)

    def on_note_saved(self, message: "NoteSaved") -> None:
        """Save what was written."""
        subject = message.subject
        article_id = self._article_id
        self.article.leave_mode()
        self.say_of_writing(SAVING)
        if subject.annotation_id:
            self.session.marks.change(article_id, subject.annotation_id, done="", note=message.text)
        elif subject.end > subject.start:
            passage = (subject.start, subject.end)
            self.session.marks.annotate(
                article_id, NEW_NOTE, passage, subject.colour, message.text, (), self._written_on
            )
        else:
            self.session.marks.note_article(article_id, message.text)
        self._close_editor()

    def on_note_left(self, message: "NoteLeft") -> None:
        """Leave the editor; ask first if something would be lost."""
        if message.is_changed:
            self.ask(Question(text="The note is not saved. Leave it?", yes=self._close_editor))
        else:
            self._close_editor()

    def _close_editor(self) -> None:
        if self._editor is not None:
            self._editor.close()
        self.margin.end_writing()
        self.set_focus(self.article, scroll_visible=False)
        self.settled()
