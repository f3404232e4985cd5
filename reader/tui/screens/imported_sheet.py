"""What could not be taken over of a list of feeds, and why, line by line. Shown only where there is something to say."""

from collections.abc import Sequence

from reader.library.results import ImportedFeeds
from reader.tui.feed_words import counted_feeds
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import begun
from reader.tui.screens.sheet import Sheet, SheetRow


class ImportedSheet(Sheet[None]):
    """Reasons under headings that count them; nothing is chosen, the keys move the page."""

    has_bar = False
    has_quiet_right = True
    text_rows = 3
    hints = (("choice_page_down", "more"), ("cancel", "leave"))

    def __init__(self, keymap: KeyMap, imported: ImportedFeeds) -> None:
        super().__init__(keymap)
        self._imported = imported
        self.title_text = f"{counted_feeds(len(imported.added))} imported"

    def make_rows(self) -> Sequence[SheetRow]:
        """What was left out, what was wrong with the list, what will not be asked, what stood there twice."""
        told = self._imported
        groups = (
            ("Left out", told.refused),
            ("Wrong with the list", [begun(line) for line in told.problems]),
            (
                "In a private network",
                [
                    f"{feed.shown_name} is not asked unless confirmed_hosts has its host: {feed.url}"
                    for feed in told.private
                ],
            ),
            ("Twice in the list, here once", told.repeats),
        )
        rows: list[SheetRow] = []
        for heading, lines in groups:
            if lines:
                rows.append(SheetRow(text=heading, right=f"{len(lines):,}", is_heading=True))
                rows += [SheetRow(text=line) for line in lines]
        return rows

    def choose(self, index: int) -> None:
        """Close: there is nothing to choose."""
        self.dismiss(None)


def has_more_to_tell(imported: ImportedFeeds) -> bool:
    """Whether more has to be said of an import than how many feeds it brought."""
    return bool(imported.refused or imported.problems or imported.private or imported.repeats)
