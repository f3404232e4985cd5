"""The feeds that were found on a site, to choose one from; answers with it."""

from collections.abc import Mapping, Sequence

from reader.library.results import FoundFeed
from reader.model.feed import FeedForm
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow

FORM_WORDS: Mapping[FeedForm, str] = {
    FeedForm.RSS: "RSS",
    FeedForm.RDF: "RDF",
    FeedForm.ATOM: "Atom",
    FeedForm.JSON: "JSON Feed",
    FeedForm.SITEMAP: "news sitemap",
}


class FoundFeedsSheet(Sheet[FoundFeed]):
    """A row a feed: what it calls itself, where it is, in which form; those that are subscribed to are muted."""

    title_text = "Feeds of this site"
    hints = (("accept", "subscribe"), ("cancel", "leave"))
    has_quiet_right = True

    def __init__(self, keymap: KeyMap, found: Sequence[FoundFeed]) -> None:
        super().__init__(keymap)
        self._found = tuple(found)

    def first_at(self) -> int:
        """Begin at the first that is not subscribed to."""
        return next((at for at, feed in enumerate(self._found) if not feed.feed_id), 0)

    def make_rows(self) -> Sequence[SheetRow]:
        """One row each."""
        return [self._row(feed) for feed in self._found]

    def _row(self, feed: FoundFeed) -> SheetRow:
        count = f"{feed.entries:,} {'entry' if feed.entries == 1 else 'entries'}" if feed.entries else "no entries yet"
        form = FORM_WORDS[feed.form] if feed.form is not None else ""
        return SheetRow(
            text=feed.shown_name,
            right="subscribed" if feed.feed_id else ", ".join(part for part in (form, count) if part),
            note=feed.url if feed.title else "",
            is_quiet=bool(feed.feed_id),
        )

    def choose(self, index: int) -> None:
        """Answer with the feed."""
        if 0 <= index < len(self._found):
            self.dismiss(self._found[index])
