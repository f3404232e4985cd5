"""Who tells one story: its articles as they came, then the other feeds through which the very article came."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from reader.layout.cells import shorten
from reader.model.kept import ListedArticle
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import age, in_place
from reader.tui.screens.sheet import Sheet, SheetRow
from reader.tui.shown_feeds import ShownFeeds
from reader.tui.widgets.news_words import news_age, own_feed, source_words

SOURCE_CELLS = 36
"""So much room a source has, that the words behind it stand in the same line of a narrow sheet."""


class AlsoChoice(NamedTuple):
    """What is wanted of whom."""

    article_id: str = ""
    is_compared: bool = False
    """Whether its text is to be compared, and not read."""
    feed_id: str = ""
    """The feed that is to be listed, where no article was chosen."""


class AlsoSheet(Sheet[AlsoChoice]):
    """A row for each article, with its source and its age; answers with the one chosen."""

    title_text = "The same story"
    hints = (("accept", "read it"), ("compare_story", "compare"), ("cancel", "leave"))
    has_quiet_right = True

    def __init__(
        self, keymap: KeyMap, told: Sequence[ListedArticle], here: str, feeds: ShownFeeds, now: datetime
    ) -> None:
        """`told` are the articles, the first that came first; `here` is the id of the one from which the list was asked for."""
        super().__init__(keymap)
        self._told = told
        self._here = here
        self._feeds = feeds
        self._now = now
        self._choices: list[AlsoChoice | None] = []

    def first_at(self) -> int:
        """Begin at the first that is another one."""
        return next((at for at, row in enumerate(self._told) if row.record.id != self._here), 0)

    def make_rows(self) -> Sequence[SheetRow]:
        """The articles; below them, the feeds that brought the very article, too."""
        rows = [self._article(row) for row in self._told]
        self._choices = [AlsoChoice(article_id=row.record.id) for row in self._told]
        through = self._through()
        if through:
            rows.append(SheetRow(text="This article came through", is_heading=True))
            self._choices.append(None)
            rows += [SheetRow(text=self._feeds.name_of(feed_id)) for feed_id in through]
            self._choices += [AlsoChoice(feed_id=feed_id) for feed_id in through]
        return rows

    def _article(self, row: ListedArticle) -> SheetRow:
        since = news_age(row, self._now) or age(row.record.added, self._now)
        source = in_place(shorten(source_words(row, self._feeds, "", is_long=True), SOURCE_CELLS))
        parts = (source, f"{row.record.words:,}\xa0words")
        return SheetRow(
            text=row.record.title or row.record.url,
            note=" · ".join(part for part in parts if part),
            right="here" if row.record.id == self._here else since,
            is_quiet=row.state.is_read and row.record.id != self._here,
        )

    def _through(self) -> tuple[str, ...]:
        """Return the feeds through which the article came, its own first, if they are several."""
        here = next((row for row in self._told if row.record.id == self._here), None)
        own = own_feed(here, self._feeds) if here is not None else None
        if here is None or own is None:
            return ()
        known = {ref.feed_id for ref in here.record.feeds} - {own.id}
        others = [feed.id for feed in self._feeds.all if feed.id in known]
        return (own.id, *others) if others else ()

    # -- what is wanted ---------------------------------------------------------------------------------------------
    def choose(self, index: int) -> None:
        """Read an article, or list a feed."""
        choice = self._choices[index] if 0 <= index < len(self._choices) else None
        if choice is not None:
            self.dismiss(choice)

    def do_compare_story(self, count: int, argument: str) -> None:
        """Show what parts the article under the bar from the one here."""
        choice = self._choices[self.at] if 0 <= self.at < len(self._choices) else None
        if choice is not None and choice.article_id and choice.article_id != self._here:
            self.dismiss(choice._replace(is_compared=True))
