"""What the article pane and the margin ask for about annotations, and what the session answers: drawn at once, saved behind it,
rolled back if that failed. Links, copying and pictures are here too: all that is asked for about a passage.
"""

import asyncio
from abc import abstractmethod
from collections.abc import Mapping
from functools import partial

from reader.library.config import Config
from reader.library.results import OpenArticle
from reader.model.annotation import Annotation, PlacedAnnotation
from reader.tui.empty_states import key_of, undo_hint
from reader.tui.keys.actions import Mode
from reader.tui.messages import AnnotationsChanged, HighlightFailed, HighlightSaved, PicturesFetched
from reader.tui.screens.attaching import Attaching, doubt_words
from reader.tui.screens.pictures_desk import PicturesDesk
from reader.tui.screens.stage import Stage
from reader.tui.session import Session
from reader.tui.widgets import article_messages as asked
from reader.tui.widgets.margin_messages import NoteChosen, PassageRequested, ScrollRequested, TrackChosen
from reader.tui.widgets.margin_notes import is_in_doubt

SAVING, SAVED = "saving", "saved"


class Annotating(Stage):
    """The stage with an article on it that can be written in."""

    session: Session
    pictures: PicturesDesk
    config: Config
    environ: Mapping[str, str]
    opened: OpenArticle | None
    _attaching: Attaching | None = None
    writing_state = ""
    """What the last row says about the last mark or note: "saving", "saved", or nothing."""

    def say_of_writing(self, state: str) -> None:
        """Let the last row say how far saving is."""
        if state != self.writing_state:
            self.writing_state = state
            self.settled()

    @abstractmethod
    def reload_list(self) -> None:
        """Ask for the rows of the list anew."""

    def _annotation(self, annotation_id: int) -> Annotation | None:
        """Return an annotation of the open article."""
        listed = self.opened.annotations if self.opened is not None else ()
        return next((placed.annotation for placed in listed if placed.annotation.id == annotation_id), None)

    @property
    def _article_id(self) -> str:
        return self.opened.kept.record.id if self.opened is not None else ""

    @property
    def _version_id(self) -> str:
        """The version of the open article that is shown, in which its offsets are."""
        return self.opened.kept.version_id if self.opened is not None else ""

    @property
    @abstractmethod
    def is_old_version(self) -> bool:
        """Whether what is shown is not the current version of its article."""

    @abstractmethod
    def current_offset(self, offset: int) -> int:
        """Return where an offset of the version that is shown stands in the current one."""

    def annotations_changed(self, annotations: tuple[PlacedAnnotation, ...]) -> None:
        """Take the annotations of the open article as they are now."""
        if self.opened is not None:
            self.opened = self.opened._replace(annotations=annotations)
            self.article.set_annotations(annotations)
            self.margin.show(annotations)
            self.margin.follow(self.article.window())
            self.settled()
            self.reload_list()  # it says how much was marked

    # -- highlights -------------------------------------------------------------------------------------------------
    def on_highlight_requested(self, message: asked.HighlightRequested) -> None:
        """Save a highlight that is drawn already; a passage that a lost mark was waiting for becomes its own."""
        passage = (message.start, message.end)
        if self.attaching is not None:
            self.article.highlight_failed(message.token)  # it is another mark that will stand there
            self._put_on(self.attaching, passage)
            return
        self.say_of_writing(SAVING)
        self.session.marks.annotate(
            self._article_id, message.token, passage, message.colour, "", message.tags, self._version_id
        )

    def on_highlight_saved(self, message: HighlightSaved) -> None:
        """Draw it as saved."""
        if message.annotation.article_id == self._article_id:
            self.article.highlight_saved(message.token, message.annotation.id)

    def on_highlight_failed(self, message: HighlightFailed) -> None:
        """Take it back; the notice says why."""
        if message.article_id == self._article_id:
            self.article.highlight_failed(message.token)

    def on_annotations_changed(self, message: AnnotationsChanged) -> None:
        """Show the annotations as they are on disk."""
        if message.article_id == self._article_id:
            if message.version_id == (self._version_id if self.is_old_version else ""):
                self._take_annotations(message)
            else:  # another version came on the screen meanwhile
                self.session.marks.tell_again(self._article_id)
        if self.writing_state == SAVING:
            self.say_of_writing(SAVED)
        if message.done:
            self.tell(f"{message.done[0].upper()}{message.done[1:]}.", undo_hint(self.keymap))

    def _take_annotations(self, message: AnnotationsChanged) -> None:
        """Show the annotations of the open article; what others changed is told, if it is anything that is shown."""
        if message.is_from_elsewhere and self.opened is not None:
            if message.annotations == self.opened.annotations:
                return
            self.tell("Marks or notes here were changed in another window or on another machine.")
        self.annotations_changed(message.annotations)

    def on_colour_requested(self, message: asked.ColourRequested) -> None:
        """Give a mark another colour."""
        self.say_of_writing(SAVING)
        self.session.marks.change(self._article_id, message.annotation_id, done="", colour=message.colour)

    def on_range_change_requested(self, message: asked.RangeChangeRequested) -> None:
        """Let a mark begin or end elsewhere."""
        passage = (message.start, message.end)
        self.say_of_writing(SAVING)
        self.session.marks.change(
            self._article_id, message.annotation_id, done="", passage=passage, version_id=self._version_id
        )

    def save_ranges(self) -> None:
        """Save at once where marks are to begin and end that were made longer or shorter just now."""
        for message in self.article.take_reshaped():
            self.on_range_change_requested(message)

    def on_delete_requested(self, message: asked.DeleteRequested) -> None:
        """Remove a mark; u brings it back, so nobody is asked."""
        self.session.marks.remove(self._article_id, message.annotation_id)

    def on_settle_requested(self, message: asked.SettleRequested) -> None:
        """Keep one of what two machines wrote, or both; u takes the choice back."""
        self.session.marks.settle(self._article_id, message.annotation_id, message.keep)

    def on_tags_requested(self, message: asked.TagsRequested) -> None:
        """Ask for the tags of a mark."""
        from reader.tui.screens.tags import Tags

        annotation = self._annotation(message.annotation_id)
        if annotation is None or self.opened is None:
            return
        counts: dict[str, int] = {}
        for placed in self.opened.annotations:
            for tag in placed.annotation.tags:
                counts[tag] = counts.get(tag, 0) + 1
        known = sorted({**dict(self.library.counts.tags), **counts}.items())
        save = partial(self._save_tags, self._article_id, annotation.id)
        self.show_sheet(Tags(self.keymap, "Tags of the mark", annotation.tags, known), save)

    def _save_tags(self, article_id: str, annotation_id: int, tags: tuple[str, ...]) -> None:
        self.session.marks.change(article_id, annotation_id, done="tags changed", tags=tags)

    # -- marks that are lost or doubtful ------------------------------------------------------------------------------
    @property
    def attaching(self) -> Attaching | None:
        """The mark of the open article that waits for a passage."""
        waiting = self._attaching
        if waiting is None or waiting.article_id != self._article_id or not self.article.is_attaching:
            return None  # another article, or another version, came on the screen
        return waiting

    @property
    def attaching_words(self) -> str:
        """What the last row says of the mark that waits for a passage, "" if none does."""
        return self.attaching.words(self.size.width) if self.attaching is not None else ""

    def begin_attaching(self, article_id: str, annotation_id: int, quote: str) -> None:
        """Let the next passage that is marked in the open article be that of a mark."""
        self._attaching = Attaching(article_id, annotation_id, quote)
        self.article.is_attaching = True
        self.status.dismiss()
        self.settled()

    def give_up_attaching(self) -> bool:
        """Let the mark stay as it is; return whether one was waiting for a passage."""
        was_waiting, self._attaching = self.attaching is not None, None
        self.article.is_attaching = False
        if was_waiting:
            self.settled()
        return was_waiting

    def _put_on(self, waiting: Attaching, passage: tuple[int, int]) -> None:
        self.give_up_attaching()
        self.say_of_writing(SAVING)
        self.session.mending.attach((waiting.article_id, waiting.annotation_id), passage, self._version_id)

    def do_next_doubt(self, count: int, argument: str) -> None:
        """Go to a mark further on that needs a look, or whose words have changed."""
        self._step_doubt(max(1, count))

    def do_previous_doubt(self, count: int, argument: str) -> None:
        """Go to one before."""
        self._step_doubt(-max(1, count))

    def _step_doubt(self, count: int) -> None:
        here = self.article.annotation_here()
        at = here.anchor.start if here is not None and here.anchor is not None else self.article.target.start
        found = [placed for placed in self.article.annotations if is_in_doubt(placed)]
        if count > 0:
            ahead = [placed for placed in found if placed.anchor is not None and placed.anchor.start > at]
        else:
            ahead = [placed for placed in reversed(found) if placed.anchor is not None and placed.anchor.start < at]
        if len(ahead) < abs(count):
            side = "further on" if count > 0 else "before"
            self.tell(f"No mark {side} needs a look." if found else "No mark here needs a look.")
        else:
            there = ahead[abs(count) - 1]
            self.article.go_to_annotation(there.annotation.id)
            if self.margin.is_drawer or not self.margin.display:  # else the margin says it
                self.tell(doubt_words(there, key_of(self.keymap, "confirm_mark")))

    def do_confirm_mark(self, count: int, argument: str) -> None:
        """Say that the mark here is in the right place."""
        if self.mode is Mode.MARGIN:
            focused = self.margin.focused_id
            here = next((placed for placed in self.margin.notes if placed.annotation.id == focused), None)
        else:
            here = self.article.annotation_here()
        if here is None:
            self.tell("No mark here.")
        elif not here.is_placed:
            self.tell("Its passage is gone.", f"{key_of(self.keymap, 'lost_marks')} attaches it to another one.")
        elif not is_in_doubt(here):
            self.tell("This mark stands where it was made.")
        else:
            self.session.mending.confirm(((self._article_id, here.annotation.id),), self._version_id)

    # -- passages ---------------------------------------------------------------------------------------------------
    def on_copy_requested(self, message: asked.CopyRequested) -> None:
        """Put a passage on the clipboard."""
        self.run_worker(self._copy(message.text, message.has_citation), group="copy")

    async def _copy(self, text: str, has_citation: bool) -> None:
        """Copy by a tool of this machine, else by the terminal (OSC 52, which not every terminal takes), and say which."""
        from reader.tui.external import clipboard_tools, copy_with_tool

        tool = await asyncio.to_thread(copy_with_tool, text, clipboard_tools(self.environ))
        if not tool:
            self.app.copy_to_clipboard(text)
        what = "Copied with its citation" if has_citation else "Copied"
        self.tell(f"{what} ({tool or 'by the terminal, OSC 52'}).")

    def on_mark_set(self, message: asked.MarkSet) -> None:
        """Keep a named place."""
        self.session.set_mark(self._article_id, message.letter, self.current_offset(message.offset))
        self.tell(f"This place is called {message.letter}.")

    def on_mark_removed(self, message: asked.MarkRemoved) -> None:
        """Forget a named place."""
        self.session.remove_mark(self._article_id, message.letter)

    def on_picture_requested(self, message: asked.PictureRequested) -> None:
        """Show a picture by itself."""
        self.pictures.open(message.figure)

    def on_pictures_fetched(self, message: PicturesFetched) -> None:
        """Show pictures that have arrived."""
        self.pictures.came(message)

    # -- the margin -------------------------------------------------------------------------------------------------
    def on_annotation_focused(self, message: asked.AnnotationFocused) -> None:
        """Bring the note forward that belongs to where the reader is."""
        if self.focused is not self.margin:
            self.margin.focus_note(message.annotation_id)
            if message.is_chosen:
                self._reveal_note()

    def on_annotation_opened(self, message: asked.AnnotationOpened) -> None:
        """Show a note, in the drawer where the margin is not docked."""
        self.margin.focus_note(message.annotation_id)
        self.go_to(self.margin)

    def on_note_chosen(self, message: NoteChosen) -> None:
        """Show the passage of the note that the margin's cursor is at."""
        self.article.go_to_annotation(message.annotation_id)
        self._reveal_note()

    def _reveal_note(self) -> None:
        """Scroll so that the end of the note that came forward is seen, as far as its beginning stays."""
        rows = self.margin.rows_of_focused()
        room = self.article.size.height
        if rows:
            self.article.reveal_rows(rows[: max(1, room - 2)])

    def on_track_chosen(self, message: TrackChosen) -> None:
        """Go where the track was pressed, and go on reading there: the margin was not meant."""
        if self.focused is self.margin:
            self.go_to(self.article)
        self.article.go_to_track_line(message.line, is_first=message.is_first)

    def on_scroll_requested(self, message: ScrollRequested) -> None:
        """Scroll the text by the wheel over the margin."""
        self.article.scroll_rows(message.rows)

    def on_passage_requested(self, message: PassageRequested) -> None:
        """Go on reading at the passage of a note."""
        self.article.go_to_annotation(message.annotation_id)
        self.go_to(self.article)
