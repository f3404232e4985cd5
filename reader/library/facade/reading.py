"""Articles as they come, are read and are kept."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.first_frames import drop_frames
from reader.library.progress import Work
from reader.library.results import Added, OpenArticle
from reader.library.trusting import trusted_address
from reader.model.page import Page

if TYPE_CHECKING:  # what only the doctor needs, or who asks why a text is what it is
    from reader.library.tending_many import ChangedMany
    from reader.model.kept import ListedArticle
from reader.library.facade.foundation import Foundation


class Reading(Foundation):
    """What one does with articles."""

    def add(
        self,
        target: str,
        *,
        tags: tuple[str, ...] = (),
        refresh: bool = False,
        is_listed_later: bool = False,
        work: Work | None = None,
    ) -> Added:
        """Fetch or read `target` (URL or path), clean and keep it. What is known is not fetched again unless `refresh`.

        With `is_listed_later` an index that nobody used yet is left alone: it is kept all the same, and the first list has it.
        Raises FetchError, ExtractError, StoreError; nothing is kept then.
        """
        with self._indexing.following(is_lazy=is_listed_later):
            work = work or Work()
            again = partial(self._refresh_known, work=work) if refresh else None
            return self._opening.add(target, found_on=None, tags=tags, refresh=again, work=work)

    def _refresh_known(self, article_id: str, work: Work) -> Added:
        from reader.library.version_steps import record_versions

        added = self._refreshing.refresh(article_id, work=work)
        record_versions(self._history, self._stores, [added])
        return added

    def add_link(self, url: str, article_id: str, *, work: Work | None = None) -> Added:
        """Keep what a link in the article leads to. As `add`, but for one thing: what the user types may lead anywhere,
        a link may not lead into private networks, unless its article came from there or the host is confirmed.
        """
        record = self._stores.record(article_id)
        with self._indexing.following():
            return self._opening.add(url, found_on=trusted_address(self._stores, record), tags=(), work=work or Work())

    def add_page(self, page: Page, *, tags: tuple[str, ...] = (), work: Work | None = None) -> Added:
        """Clean and keep a page that is already here (standard input)."""
        with self._indexing.following():
            return self._opening.add_page(page, source="", tags=tags, work=work or Work())

    def add_paste(self, text: str, *, work: Work | None = None) -> Added:
        """Clean and keep a pasted text."""
        with self._indexing.following():
            return self._opening.add_paste(text, work=work or Work())

    def open_article(self, article_id: str, version_id: str = "") -> OpenArticle:
        """Return a kept article with its annotations placed. Reads four small files. Raises NotFoundError, StoreError."""
        return self._opening.open(article_id, version_id)

    def shown_files(self, article_id: str) -> tuple[Path, ...]:
        """Return the files that lists are drawn from, and, if an id is given, those that its article is. They need not be
        there, and none is opened."""
        places = self._stores.places
        index = places.index_file
        files = (places.settings_file, index, index.with_name(f"{index.name}-wal"))
        if not article_id:
            return files
        return (
            *files,
            places.record_file(article_id),
            places.state_file(article_id),
            places.position_file(article_id),
            places.annotations_file(article_id),
            places.images_folder(article_id),
        )

    def mark_opened(self, article_id: str) -> None:
        """Note that the reader opened an article: it is `last`, and the list offers to continue with it."""
        with self._turn, self._indexing.following(is_lazy=True):
            self._tending.mark_opened(article_id)
            self._stores.recent.remember_article(article_id)

    def image_path(self, article_id: str, src: str) -> Path | None:
        """Return the file of a picture that was fetched, or None."""
        return self._stores.articles.image_path(article_id, src)

    def fetch_images(self, article_id: str, *, work: Work | None = None) -> int:
        """Fetch the pictures of an article that are not here yet; return how many came. One that fails is passed over."""
        return self._opening.fetch_images(article_id, work or Work())

    def set_read(self, article_id: str, is_read: bool) -> None:
        """Mark read or unread; can be undone. News that is read is read wherever its story is told."""
        self._set(article_id, "is_read", is_read, "read" if is_read else "unread")

    def set_starred(self, article_id: str, is_starred: bool) -> None:
        """Star or unstar; can be undone."""
        self._set(article_id, "is_starred", is_starred, "star on" if is_starred else "star off")

    def set_archived(self, article_id: str, is_archived: bool) -> None:
        """Archive or bring back; can be undone. News is archived with all who tell its story."""
        self._set(article_id, "is_archived", is_archived, "archived" if is_archived else "back from the archive:")

    def set_trashed(self, article_id: str, is_trashed: bool) -> None:
        """Put into the trash or bring back; can be undone. Nothing is deleted."""
        self._set(article_id, "is_trashed", is_trashed, "trashed" if is_trashed else "back from the trash:")
        if is_trashed:
            drop_frames(self.folders.state, (article_id,))

    def set_kept(self, article_ids: Sequence[str], is_kept: bool, *, work: Work | None = None) -> "ChangedMany":
        """Take articles that feeds brought out of the news into the inbox, or back; undone in one step.

        What the reader added is in the inbox already, and is passed over. One that cannot be changed holds up no others.
        """
        return self._tending_many.keep(article_ids, is_kept=is_kept, work=work or Work())

    def story(self, article_id: str) -> "tuple[ListedArticle, ...]":
        """Return the articles that tell the story of one, itself among them, the first that came first; none if it is alone."""
        return self._searching.story(article_id)

    def set_many(
        self, article_ids: Sequence[str], field: str, value: bool, label: str, *, work: Work | None = None
    ) -> "ChangedMany":
        """Set a flag of the states of many articles (`is_read`, `is_starred`, `is_archived`, `is_trashed`), durably; undone
        in one step, called `label`. One that cannot be changed holds up no others. Some 3 ms an article.
        """
        if field == "is_trashed" and value:
            drop_frames(self.folders.state, article_ids)
        return self._tending_many.set_field(article_ids, field, value, label, work or Work())

    def tag_many(
        self, article_ids: Sequence[str], add: Sequence[str], drop: Sequence[str], *, work: Work | None = None
    ) -> "ChangedMany":
        """Give tags to many articles and take tags away, as `set_many` does; the tags they have beside these stay."""
        return self._tending_many.tag(article_ids, add, drop, work or Work())

    def set_tags(self, article_id: str, tags: tuple[str, ...]) -> None:
        """Replace the article's tags; can be undone."""
        with self._changing():
            self._tending.set_tags(article_id, tags)

    def set_mark(self, article_id: str, letter: str, offset: int) -> None:
        """Set a named place."""
        with self._changing():
            self._tending.set_mark(article_id, letter, offset)

    def remove_mark(self, article_id: str, letter: str) -> None:
        """Take the letter away from a named place."""
        with self._changing():
            self._tending.remove_mark(article_id, letter)

    def save_position(self, article_id: str, position: int, furthest: int) -> None:
        """Remember where the reader is; cheap, called often."""
        with self._indexing.following(is_lazy=True):
            self._stores.states.save_position(article_id, position, furthest)

    def _set(self, article_id: str, field: str, value: bool, label: str) -> None:
        with self._changing():
            self._tending.set_field(article_id, field, value, label)
