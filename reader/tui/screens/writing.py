"""Writing notes: in the margin beside the passage, in a drawer at the bottom where there is no margin, or in the user's editor.

The editor is made when the first note is written. What was written is never lost: it is kept on this machine while it is typed
(`drafting`), leaving an unsaved note asks first, and one that could not be saved comes back.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.widget import Widget

from reader.tui.arrangement import Stand
from reader.tui.keys.actions import Mode
from reader.tui.messages import AnnotationsChanged, ArticleOpened
from reader.tui.prompt import Question
from reader.tui.screens.annotating import SAVING, Annotating
from reader.tui.screens.notes_desk import NotesDesk, offered_links
from reader.tui.widgets import article_messages as asked
from reader.tui.widgets.linked_notes import NoteLinkRequested

if TYPE_CHECKING:  # the editor costs as much at import as all the rest: it comes with the first note
    from reader.library.drafts import LeftDraft
    from reader.library.library import Library
    from reader.model.annotation import Annotation
    from reader.tui.screens.drafting import Drafting
    from reader.tui.screens.type_ahead import Hold
    from reader.tui.widgets.link_offers import LinkOffers, Offer, OfferClicked
    from reader.tui.widgets.note_editor import (
        LinkTyped,
        NoteEditor,
        NoteGrown,
        NoteLeft,
        NoteSaved,
        NoteSubject,
        NoteTyped,
        OffersLeft,
        OutsideRequested,
    )

WHOLE_ARTICLE = "on the article"
"""Over a note that has no passage, where it is not written beside the headline."""

LOOK_SECONDS = 0.5
"""After the first frame, when an article is open from the start: what its notes refer to, and drafts, can wait so long."""


class Writing(Annotating):
    """The stage with an article on it that can be written in, and the editor to do so."""

    notes: NotesDesk
    _editor: "NoteEditor | None" = None
    _offers: "LinkOffers | None" = None
    _drafting: "Drafting | None" = None
    _awaited_mark: "Hold | None" = None

    @property
    def editor(self) -> "NoteEditor | None":
        """The editor while a note is being written."""
        return self._editor if self._editor is not None and self._editor.is_open else None

    @property
    def is_writing(self) -> bool:
        """Whether a note is being written that is not saved."""
        return self.editor is not None and self.editor.is_changed

    def askers(self) -> list[Widget]:
        """Return the panes, and the editor if there is one."""
        return [*super().askers(), *([self._editor] if self._editor is not None else [])]

    def mode_of(self, focused: Widget | None) -> Mode:
        """Return what keys mean with the focus on a widget; in a note they may choose a link."""
        mode = super().mode_of(focused)
        return self._editor.mode if mode is Mode.NOTE and self._editor is not None else mode

    @property
    def drafting(self) -> "Drafting":
        """What keeps unsaved notes."""
        if self._drafting is None:
            from reader.tui.screens.drafting import Drafting

            self._drafting = Drafting(self)
        return self._drafting

    def when_saved(self, leave: Callable[[], object]) -> None:
        """Do something that leaves an unsaved note behind: at once if there is none, else if the writer agrees."""
        if not self.is_writing:
            leave()
            return

        def agreed() -> None:
            self.drafting.leave()
            leave()

        self.ask(Question(text="The note is not saved. Leave it? It is kept for next time.", yes=agreed))

    # -- what is shown ----------------------------------------------------------------------------------------------
    # Textual calls the handlers of every class of a screen; those of the reading screen, which shows things, come first.
    def on_mount(self) -> None:
        """Look at the notes of the article of the start, and for drafts, when all is shown."""
        self.set_timer(LOOK_SECONDS, self._began)

    def _began(self) -> None:
        if self.opened is not None:
            self._notes_came()
        self.drafting.tell_of_left()

    def on_article_opened(self, message: ArticleOpened) -> None:
        """Look at its notes, and go on with what was not saved."""
        if self.opened is message.opened:
            if self.editor is not None:  # another article came under it
                self.drafting.leave()
                self._close_editor()
            self.call_after_refresh(self._notes_came)

    def on_annotations_changed(self, message: AnnotationsChanged) -> None:
        """Look at what they refer to now."""
        if self.opened is not None and message.article_id == self._article_id:
            self.call_after_refresh(self._look)
            if message.annotation_id and not message.done:
                self.call_after_refresh(self._bring_forward, message.annotation_id)

    def on_unmount(self) -> None:
        """Keep what is not saved."""
        if self._drafting is not None:
            self._drafting.leave()

    def _notes_came(self) -> None:
        self._look()
        if self.opened is not None:
            self.drafting.look_for(self.opened.kept.record.id)

    def _bring_forward(self, annotation_id: int) -> None:
        """Let a note on the article that was just written be seen whole; one on a passage is, where the bar stands."""
        annotation = self._annotation(annotation_id)
        if annotation is not None and not annotation.is_highlight and self.focused is not self.margin:
            self.margin.focus_note(annotation_id)

    def _look(self) -> None:
        if self.opened is not None:
            self.notes.look(self.opened)

    def on_note_link_requested(self, message: NoteLinkRequested) -> None:
        """Go where a link of a note leads."""
        self.notes.follow(message.link)

    # -- what is asked for ------------------------------------------------------------------------------------------
    async def on_note_requested(self, message: asked.NoteRequested) -> None:
        """Write a note on a passage, which is marked when the note is saved."""
        from reader.tui.widgets.note_editor import NoteSubject

        await self.open_editor(
            NoteSubject(start=message.start, end=message.end, colour=message.colour), "", message.start
        )

    async def on_edit_requested(self, message: asked.EditRequested) -> None:
        """Change a note, here or in the user's editor."""
        from reader.tui.widgets.note_editor import NoteSubject

        annotation = self._annotation(message.annotation_id)
        if annotation is None or self.opened is None:
            return
        subject = NoteSubject(annotation_id=annotation.id, colour=annotation.colour)
        if message.is_external:
            self.drafting.write_outside(subject, annotation.note)
            return
        await self.open_editor(subject, annotation.note, self.start_of(annotation.id))

    def on_mark_awaited(self, message: asked.MarkAwaited) -> None:
        """Let the letters of a note wait that is to be written on a mark which is being saved."""
        self._awaited_mark = self.hold_keys(is_for_text=True)

    def on_mark_came(self, message: asked.MarkCame) -> None:
        """Go on with the keys that waited; they mean nothing if there is no mark."""
        awaited, self._awaited_mark = self._awaited_mark, None
        if awaited is None:
            return
        if message.is_saved:
            awaited.end()
        elif self.ahead.is_held_by(awaited):
            self.ahead.drop()

    def start_of(self, annotation_id: int) -> int | None:
        """Return where the passage of an annotation begins; None for a note on the article, and for a lost passage."""
        listed = self.opened.annotations if self.opened is not None else ()
        anchor = next((placed.anchor for placed in listed if placed.annotation.id == annotation_id), None)
        return anchor.start if anchor is not None else None

    def do_article_note(self, count: int, argument: str) -> None:
        """Write a note on the article as a whole; from the list, on the one under the bar, which is opened for it."""
        from reader.tui.widgets.note_editor import NoteSubject

        row = self.library.current if self.is_list_focused else None
        if row is not None and row.record.id != self._article_id:
            self.open(row.record.id, then=lambda: self.call_after_refresh(self.do_article_note, count, argument))
        elif self.opened is not None:
            self.call_next(self.open_editor, NoteSubject(), "", None)

    def do_unsaved_note(self, count: int, argument: str) -> None:
        """Go on with the note that was left unsaved last."""
        self.drafting.go_on()

    @property
    @abstractmethod
    def is_reviewing(self) -> bool:
        """Whether marks are walked through."""

    @abstractmethod
    def open(self, article_id: str, *, comes_from: str = "", then: Callable[[], object] | None = None) -> None:
        """Open a kept article."""

    # -- the editor -------------------------------------------------------------------------------------------------
    async def open_editor(
        self, subject: "NoteSubject", text: str, offset: int | None, draft: "LeftDraft | None" = None
    ) -> None:
        """Write a note, or go on with a draft of one; `text` is the note as it is stored.

        `offset` is where its passage begins; None if it has none, and then the text stays where it is.
        """
        from reader.tui.widgets.link_offers import LinkOffers
        from reader.tui.widgets.note_editor import NoteEditor

        if self._editor is None:
            self._offers = LinkOffers()
            self._editor = NoteEditor(self._offers)
            await self.mount(self._editor, self._offers)
        annotation = self._annotation(subject.annotation_id)
        has_passage = subject.end > subject.start or (annotation is not None and annotation.is_highlight)
        inset = self.article.region.x + self.article.left
        place = self._place_for(offset, subject.annotation_id)
        name = self.margin.name_of(subject.colour) if has_passage else "" if place is not None else WHOLE_ARTICLE
        self.drafting.begin(subject, text, draft)
        said = draft.draft.text if draft is not None else None
        self._editor.open(subject, text, place, name=name, inset=inset, draft=said)
        self.status.dismiss()  # the row has other keys to show now
        self.settled()

    def _place_for(self, offset: int | None, annotation_id: int) -> Region | None:
        """Return where on the screen a note on `offset` is written; None where the margin is not docked."""
        if self.arrangement.margin is not Stand.DOCKED:
            from reader.tui.widgets.note_editor import DRAWER_ROWS

            if offset is not None:
                self.article.reveal(offset, offset + 1, is_centred=True, covered=DRAWER_ROWS)
            return None
        row = self.article.text_layout.row_of(offset or 0)
        return self.margin.make_room(row, annotation_id).translate(self.margin.region.offset)

    def on_note_grown(self, message: "NoteGrown") -> None:
        """Let the notes below make room."""
        self.margin.grow_room(message.rows)

    def on_note_saved(self, message: "NoteSaved") -> None:
        """Save what was written."""
        self.status.dismiss(keeps_errors=True)  # of what enter and esc would do
        self.article.leave_mode()
        self.say_of_writing(SAVING)
        self.drafting.save(message.subject, message.text)
        self._close_editor()

    def on_note_left(self, message: "NoteLeft") -> None:
        """Leave the editor; ask first if something would be lost."""
        if message.is_changed:
            self.ask(Question(text="The note is not saved. Leave it?", yes=self._drop_note))
        else:
            self._drop_note()

    def _drop_note(self) -> None:
        self.drafting.drop()
        self._close_editor()

    def _close_editor(self) -> None:
        if self._editor is not None:
            self._editor.close()
        self.margin.end_writing()
        self.set_focus(self.article, scroll_visible=False)
        self.settled()

    def on_note_typed(self, message: "NoteTyped") -> None:
        """Keep what is written, soon."""
        self.drafting.typed(message.text)

    def on_outside_requested(self, message: "OutsideRequested") -> None:
        """Go on with the note in the user's editor."""
        self.drafting.go_outside()

    # -- links that are typed ---------------------------------------------------------------------------------------
    def on_link_typed(self, message: "LinkTyped") -> None:
        """Ask what the link may lead to."""
        words, opened = message.words, self.opened

        def ask(library: "Library") -> "list[Offer]":
            return offered_links(library, words, opened)

        self.session.lists.read("link", ask, partial(self._offer, words), is_aside=True)

    def _offer(self, words: str, offers: "Sequence[Offer]") -> None:
        if self._editor is not None:
            self._editor.offer(words, offers)
            self.settled()

    def on_offers_left(self, message: "OffersLeft") -> None:
        """Let the last row say what keys mean without the list."""
        self.settled()

    def on_offer_clicked(self, message: "OfferClicked") -> None:
        """Write the link into the note."""
        if self._editor is not None:
            self._editor.take_offer(message.index)

    # -- for what keeps drafts --------------------------------------------------------------------------------------
    def annotation(self, annotation_id: int) -> "Annotation | None":
        """Return an annotation of the open article."""
        return self._annotation(annotation_id)

    @property
    def article_id(self) -> str:
        """The article that is open; "" if none is."""
        return self._article_id

    @property
    def version_id(self) -> str:
        """The version of it that is shown."""
        return self._version_id
