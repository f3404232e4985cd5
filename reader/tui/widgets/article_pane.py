"""The article pane: the article as it is read, marked and searched.

Mount it and give it values; it answers with the messages of `article_messages` and knows neither screen nor library:

    pane.show(kept, annotations, position)      another article
    pane.set_annotations(annotations)           after every change
    pane.set_pictures(lookup)                   src -> file in the library, or None
    pane.find(query)                            and find_while_typing, end_find
    pane.jump_to(offset); pane.go_to_annotation(id); pane.leave_mode()

Its actions are the `do_…` methods of the key table, here and in the classes below it: `article_view` draws and scrolls,
`setting_view` says how the text is set,
`selecting_view` has caret and selection, `left_out_view` what is not in the article, `marking_view` the annotations,
`moving_view`, `finding_view` and `linking_view` what they say, `blocks_view` tables, notes and code.
"""

from collections.abc import Iterable

from textual import events

from reader.layout.furniture import DOT, citation
from reader.layout.layout import Setting
from reader.layout.rows import Ink, Run
from reader.model.annotation import PlacedAnnotation
from reader.model.blocks import Embed, Figure, Headline
from reader.model.kept import KeptArticle
from reader.tui.widgets.article_messages import (
    AnnotationOpened,
    CopyRequested,
    LinkRequested,
    Noticed,
    PictureRequested,
    VersionsRequested,
)
from reader.tui.widgets.article_painter import GUTTER
from reader.tui.widgets.blocks_view import BlocksView
from reader.tui.widgets.position_track import row_on_track
from reader.tui.widgets.track_mouse import TrackMouse


class ArticlePane(TrackMouse, BlocksView, can_focus=True):
    """Everything the key table says about reading."""

    # -- another article --------------------------------------------------------------------------------------------
    def show(
        self,
        kept: KeptArticle,
        annotations: Iterable[PlacedAnnotation],
        position: int = 0,
        *,
        keeps_jumps: bool = False,
    ) -> None:
        """Show an article with the text at the offset `position` at the top; `keeps_jumps` if one came here by a link."""
        self.tell_position()
        self.leave_mode()
        self.forget_pending()
        self.forget_text()
        self.tell_versions(kept)
        self.begin_places(kept.record.id, kept.state.marks, keeps_jumps=keeps_jumps)
        minutes = self.own_minutes(kept.record.minutes)
        self.show_article(kept.article, minutes=minutes, offset=position, furthest=kept.state.furthest)
        self.set_annotations(annotations)

    source = ""
    """What stands behind the name of the site: through which feed the article came, and who else has it."""

    def tell_source(self, source: str) -> None:
        """Say through which feed the article came; nothing moves by it."""
        if source != self.source:
            self.source = source
            self._lay_out_again()

    history = ""
    """What stands under the byline of an article that has changed, or of an old version."""
    version_label = version_short = ""
    """Which version is shown, if that is not the newest; the same for narrow screens."""

    def tell_versions(self, kept: KeptArticle) -> None:
        """Say how often the article has changed, or which of its versions is shown."""
        before, self.history, self.version_label = self.history, "", ""
        if len(kept.record.versions) > 1:
            from reader.tui.version_words import history_line, old_version_number, old_version_words  # if it has some

            self.version_label = old_version_words(kept.record, kept.version_id)
            self.version_short = old_version_number(kept.record, kept.version_id)
            self.history = history_line(kept.record, kept.version_id)
        if self.history != before and kept.article is self.article:
            self._lay_out_again()

    def adapted(self, setting: Setting) -> Setting:
        """Return the setting with what is told of the source, and the line that tells of the versions."""
        setting = super().adapted(setting)
        if self.source:
            around = setting.furniture
            dot = DOT if around.site else ""
            setting = setting._replace(
                furniture=around._replace(site=(*around.site, Run(dot + self.source, Ink.MUTED)))
            )
        if not self.history:
            return setting
        history = (Run(self.history, Ink.HISTORY),)
        return setting._replace(furniture=setting.furniture._replace(history=history))

    def place_label(self) -> str:
        """Return where one is, for the last row: `top`, `34 %`, `end`; empty for a text that fits the screen."""
        hidden = self.text_layout.row_count - self.size.height
        if hidden <= 0:
            return ""
        if not self.top:
            return "top"
        return "end" if self.top >= hidden else f"{100 * self.top // hidden} %"

    def minutes_left(self) -> int:
        """Return the minutes that the text below the top of the screen takes; 0 at the end."""
        letters = len(self.article.text)
        if not letters or (self.top and self.top >= self.text_layout.row_count - self.size.height):
            return 0
        return self.minutes_between(self.first_offset, letters)

    def minutes_between(self, start: int, end: int) -> int:
        """Return the minutes that the text from one offset to another takes, at least one."""
        return max(1, round(self._minutes * (end - start) / max(1, len(self.article.text))))

    def percent_label(self, offset: int) -> str:
        """Return how far into the text an offset stands, for lists of places; empty at the top."""
        return f"{100 * self.text_layout.row_of(offset) // self.text_layout.row_count} %" if offset else ""

    # -- opening and copying ----------------------------------------------------------------------------------------
    def do_activate(self, count: int, argument: str) -> None:
        """Open what is under the bar: picture, player, embed, note, link."""
        if self.left_out_here is not None:
            self.unfold_left_out()
            return
        content = self.article.blocks[self.article.position(self.here.start).block] if self.article.blocks else None
        back = self.way_back()
        here = self.annotation_here()
        links = self.links(*self.here) or ([] if back is None else [back])
        match content:
            case Figure(url=url) | Embed(url=url) if url:
                self.post_message(LinkRequested(url, is_kept=False, is_outside=True))
            case Figure(images=images) if images:
                self.post_message(PictureRequested(content))
            case _ if here is not None:
                self.post_message(AnnotationOpened(here.annotation.id))
            case _ if len(links) == 1:
                self.take_link(links[0])
            case _ if links:
                self.choose_link(is_kept=False)
            case Headline() if self.history:
                self.post_message(VersionsRequested())
            case _:
                self.post_message(Noticed("no picture, note or link here"))

    def do_copy_sentence(self, count: int, argument: str) -> None:
        """Copy the selection or the current sentence."""
        self._copy(has_citation=False)

    def do_copy_citation(self, count: int, argument: str) -> None:
        """Copy it with the line that says where it is from."""
        self._copy(has_citation=True)

    def _copy(self, *, has_citation: bool) -> None:
        if self.is_left_out_here():
            return
        text = self.article.text[slice(*self.target)]
        if not text:
            return
        if has_citation:
            text = f"“{text}”\n— {citation(self.article)}"
        self.post_message(CopyRequested(text, has_citation))
        if self.caret is not None:
            self.leave_mode()

    # -- mouse ------------------------------------------------------------------------------------------------------
    @property
    def shows_track(self) -> bool:
        """Whether the last column is the track."""
        return self.has_track and bool(self.article.blocks)

    def go_to_track_line(self, line: int, *, is_first: bool) -> None:
        """Show the text that a line of the track stands for, in the middle of the screen."""
        if is_first:
            self.remember_jump()
        height, rows = self.size.height, self.text_layout.row_count
        self.scroll_to_row(rows if line >= height - 1 else row_on_track(line, height, rows) - height // 2)

    def clicked(self, event: events.Click, offset: int) -> None:
        """Open a note by its pen, follow a link, else make the sentence the current one."""
        text = self.text_layout.row_text(self.top + event.y)
        if text is not None and event.x == self.left - GUTTER and self.sign(self.top + event.y, text):
            self.set_here(self.walk.sentence_at(offset))
            begins = [c.value for c in self.annotations.ranges.touching(*text) if c.start >= text.start]
            self.post_message(AnnotationOpened(begins[0].annotation.id))
            return
        if self.history and any(mark.ink is Ink.HISTORY for mark in self.text_layout.row(self.top + event.y).ornaments):
            self.post_message(VersionsRequested())
            return
        super().clicked(event, offset)
