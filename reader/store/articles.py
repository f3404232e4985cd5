"""Articles as they are kept: a folder with the record, every version, the raw pages and the pictures.

A save writes the raw page, then the version, then the record: whatever stops it, the record names only what is there. The
same text is the same version, so fetching an article again adds nothing unless its text has changed. The record's versions
are a log of what was current when: a text that comes back is entered again. Called by the library.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from reader.model.article import Article
from reader.model.blocks import TEXT_SCHEMA
from reader.model.dates import utc_now
from reader.model.errors import NotFoundError, StoreDamagedError, StoreError
from reader.model.feed_ref import FeedRef
from reader.model.identity import (
    article_id_of_url,
    content_digest,
    is_article_id,
    normalise_url,
    version_id_of_text,
)
from reader.model.kept import ArticleRecord, Version
from reader.model.page import Page, PageForm
from reader.store.atomic import NewFiles
from reader.store.block_codec import UNREADABLE
from reader.store.codec import (
    RECORD_KEYS,
    VERSION_KEYS,
    article_from_json,
    article_to_json,
    record_from_json,
    record_to_json,
    version_to_json,
)
from reader.store.combining import union_of_feeds
from reader.store.pictures import picture_path, save_picture
from reader.store.places import LibraryPlaces, names_in
from reader.store.recovery import Recovered, read_or_empty, read_recovering, stamp_before, write_sealed
from reader.store.sealed import seal


class ArticleStore:
    """The articles of a library. Every method may raise StoreError; none leaves half a file."""

    def __init__(self, places: LibraryPlaces) -> None:
        self._places = places

    # Reading.

    def has(self, article_id: str) -> bool:
        """Whether the article is kept."""
        return self._places.record_file(article_id).exists()

    def ids(self) -> Iterator[str]:
        """Give the ids of all kept articles, in no order."""
        return filter(is_article_id, names_in(self._places.articles))

    def records(self) -> Iterator[ArticleRecord]:
        """Give the record of every kept article, in no order; what cannot be read is told in `problems` and left out."""
        for article_id in self.ids():
            try:
                yield self.record(article_id)
            except NotFoundError:
                continue  # a folder of which only leftovers are here, or one that is just being made
            except StoreError as error:
                self._places.problems.tell(str(error))

    def record(self, article_id: str) -> ArticleRecord:
        """Return the record of an article. Raises NotFoundError, and StoreError if it is lost with all its versions."""
        stored = self._stored_record(article_id)
        if stored is None:
            raise NotFoundError(f"No article {article_id} in the library", "`pressmark list` shows what is there.")
        return record_from_json(stored.body)

    def load(self, article_id: str, version_id: str | None = None) -> Article:
        """Return a version of an article, by default the current one.

        Raises NotFoundError if there is none, StoreDamagedError if its file cannot be read.
        """
        version_id = version_id or self.record(article_id).version_id
        path = self._places.version_file(article_id, version_id)
        stored = read_recovering(self._places, path)
        if stored is None:
            raise NotFoundError(f"No version {version_id} of article {article_id} in the library")
        try:
            return article_from_json(stored.body["article"])
        except UNREADABLE as error:
            self._places.problems.tell(f"{self._places.name_of(path)} is damaged; nothing of it can be read")
            raise StoreDamagedError(f"{path} is damaged: no article can be read from it") from error

    def snapshots(self, article_id: str, version_id: str | None = None) -> tuple[Page, ...]:
        """Return the raw pages from which a version was made, in order; those that were not kept are left out.

        Raises NotFoundError, StoreDamagedError if a page is no longer what it was.
        """
        from reader.store.snapshots import load_snapshot

        record = self.record(article_id)
        wanted = version_id or record.version_id
        digests = next((version.snapshots for version in reversed(record.versions) if version.id == wanted), ())
        folder = self._places.raw_folder(article_id)
        return tuple(page for digest in digests if (page := load_snapshot(folder, digest)))

    def resolve_prefix(self, prefix: str) -> tuple[str, ...]:
        """Return the ids that begin with `prefix`, in order; a whole id costs no listing."""
        prefix = prefix.strip().lower()
        if is_article_id(prefix):
            return (prefix,) if self.has(prefix) else ()
        if not prefix:
            return ()
        return tuple(sorted(found for found in self.ids() if found.startswith(prefix) and self.has(found)))

    def alias(self, url: str) -> str | None:
        """Return the id of the article to which the address `url` belongs beside its own, None if it has none."""
        stored = read_or_empty(self._places, self._places.alias_file(article_id_of_url(url)))
        article_id = stored.body.get("article") if stored else None
        if not isinstance(article_id, str) or not is_article_id(article_id):
            return None
        return None if stored and stored.is_damaged and not self.has(article_id) else article_id

    def image_path(self, article_id: str, src: str) -> Path | None:
        """Return the file with the picture whose address is `src`, None if it is not kept."""
        return picture_path(self._places, article_id, src)

    # Writing.

    def save(
        self,
        record: ArticleRecord,
        article: Article,
        pages: Sequence[Page] = (),
        *,
        made: datetime | None = None,
        is_chosen: bool = False,
    ) -> ArticleRecord:
        """Keep `article` as the current version of the article `record` describes; return the record as it is kept.

        The versions of `record` are not looked at: the stored ones stay, and one is entered behind them unless the last has
        this text; then only metadata is brought up to date. The feeds it came through, its story and who led to it stay, too, and
        it is news only if it was before. `pages` are kept with a version whose own are not there. `made`
        is when the text was cleaned, by default now; `is_chosen` says that the reader went back to it.
        """
        with self._held(record.id):
            stored = self._stored_record(record.id)
            before = record_from_json(stored.body) if stored else None
            versions = before.versions if before else ()
            with NewFiles() as files:
                version = self._version(record, versions, article, pages, files, made or utc_now(), is_chosen=is_chosen)
                self._write_version(record.id, version, article, files)
                if before is None:
                    files.settle(self._places.article_folder(record.id))
                    files.settle(self._places.articles)
            if files.found:  # another machine's, of the same text: both are put together
                self._write_version(record.id, version, article)
            is_current = bool(versions) and versions[-1].id == version.id
            kept = dataclasses.replace(
                record,
                added=min(record.added, before.added) if before else record.added,
                checked=max((at for at in (record.checked, before and before.checked) if at), default=None),
                versions=(*(versions[:-1] if is_current else versions), version),
            )
            if before is not None:
                kept = dataclasses.replace(_with_news_of(before, kept, has_pages=bool(pages)), found_on=before.found_on)
            self._write_record(kept, stored)
            return kept

    def update_record(self, record: ArticleRecord) -> None:
        """Replace the record of a kept article (validators of a fetch that brought nothing new, a title set by hand)."""
        with self._held(record.id):
            self._write_record(record, self._stored_record(record.id))

    def note_checked(self, article_id: str, checked: datetime) -> None:
        """Remember that the site was asked, and that nothing was taken over. Raises NotFoundError."""
        with self._held(article_id):
            stored = self._stored_record(article_id)
            if stored is None:
                raise NotFoundError(f"No article {article_id} in the library")
            record = record_from_json(stored.body)
            self._write_record(dataclasses.replace(record, checked=max(checked, record.checked or checked)), stored)

    def note_news(self, article_id: str, *, feeds: Sequence[FeedRef] = (), story: str | None = None) -> ArticleRecord:
        """Remember that the article came through these feeds too, and the story it belongs to if one is named ("" for none).

        Returns the record as it is then; nothing is written if it says so already. Raises NotFoundError.
        """
        with self._held(article_id):
            stored = self._stored_record(article_id)
            if stored is None:
                raise NotFoundError(f"No article {article_id} in the library")
            before = record_from_json(stored.body)
            after = dataclasses.replace(
                before,
                feeds=_feeds_of(before.feeds, feeds),
                story=before.story if story is None else story,
            )
            self._write_record(after, stored)
            return after

    def add_alias(self, url: str, article_id: str) -> None:
        """Note that the address `url` belongs to the article too."""
        path = self._places.alias_file(article_id_of_url(url))
        body = {"article": article_id, "url": normalise_url(url)}
        with self._places.locks.hold("aliases"):
            stored = read_or_empty(self._places, path)
            if stored is None or stored.is_due or stored.body != body:
                self._write(path, body, stored)

    def save_image(self, article_id: str, src: str, content: bytes, content_type: str) -> Path:
        """Keep a picture of the article under its address; return its file. The same content is kept once."""
        with self._held(article_id):
            return save_picture(self._places, article_id, src, content, content_type)

    # Care.

    def sweep(self) -> int:
        """Merge the copies that synchronising programs left, clear away what killed writers left; return how many copies.

        Reads the names of all files: for the background.
        """
        from reader.store.sweeping import sweep_article, sweep_folder

        merged = sweep_folder(self._places, self._places.aliases, "aliases")
        return merged + sum(sweep_article(self._places, article_id) for article_id in list(self.ids()))

    def mend(self, article_id: str) -> None:
        """Write the record anew if it is damaged or missing, from its generation before or from the versions."""
        from reader.store.rebuilding import rebuild_record

        with self._held(article_id):
            stored = self._stored_record(article_id)
            if stored is not None and stored.is_due:
                self._write_record(record_from_json(stored.body), stored)
            elif stored is None and (rebuilt := rebuild_record(self._places, article_id)):
                self._write_record(rebuilt, None)

    # Steps.

    def _stored_record(self, article_id: str) -> Recovered | None:
        """Return the stored record, made anew from the versions if it is damaged beyond reading."""
        path = self._places.record_file(article_id)
        try:
            stored = read_recovering(self._places, path)
            if stored is None:
                return None
            body = {**stored.body, "id": article_id}
            record = record_from_json(body)
            if not stored.is_damaged or all(self._has_version(article_id, version) for version in record.versions):
                return stored._replace(body=body)
        except (StoreDamagedError, *UNREADABLE):
            pass  # told by whoever found it
        from reader.store.rebuilding import rebuild_record

        rebuilt = rebuild_record(self._places, article_id)
        if rebuilt is None:
            raise StoreDamagedError(f"{path} is damaged and no version of the article is left to read")
        return Recovered(record_to_json(rebuilt), is_damaged=True)

    def _has_version(self, article_id: str, version: Version) -> bool:
        with suppress(StoreError):  # an id that is none any more
            return self._places.version_file(article_id, version.id).exists()
        return False

    def _write_record(self, record: ArticleRecord, stored: Recovered | None) -> None:
        body = record_to_json(record)
        if stored:
            body |= {name: value for name, value in stored.body.items() if name not in RECORD_KEYS}
            more = {(one["id"], one["made"]): one for one in stored.body.get("versions", ())}
            body["versions"] = [
                {**_unknown(more.get((one["id"], one["made"]), {})), **one} for one in body.get("versions", ())
            ]
        if stored is None or stored.is_due or stored.body != body:
            self._write(self._places.record_file(record.id), body, stored)

    def _version(
        self,
        record: ArticleRecord,
        versions: Sequence[Version],
        article: Article,
        pages: Sequence[Page],
        files: NewFiles,
        now: datetime,
        *,
        is_chosen: bool,
    ) -> Version:
        """Return the version `article` is, its pages among the new `files`; one that is current already stays as it was."""
        from reader.store.snapshots import has_snapshot, save_snapshot

        folder = self._places.raw_folder(record.id)
        if versions:  # times order the log where two machines' are merged
            now = max(now, versions[-1].made + timedelta(milliseconds=1))
        version_id = version_id_of_text(article.text)
        known = next((version for version in reversed(versions) if version.id == version_id), None)
        is_current = known is not None and known is versions[-1]
        snapshots, fetched = (known.snapshots, known.fetched) if known else ((), now)
        if pages and not (snapshots and all(has_snapshot(folder, digest) for digest in snapshots)):
            snapshots, fetched = (
                tuple(save_snapshot(folder, page, files, is_passing=record.came_by_feed) for page in pages),
                pages[0].fetched_at,
            )
        elif pages and not is_current:
            # The text came back: on pages of that day, if they are not those that are kept of it; or they were cleaned again.
            fetched = pages[0].fetched_at
            digests = tuple(content_digest(page.content) for page in pages)
            snapshots = digests if all(has_snapshot(folder, digest) for digest in digests) else snapshots
        return Version(
            id=version_id,
            made=known.made if known and is_current else now,
            fetched=fetched,
            snapshots=snapshots,
            words=article.words,
            is_chosen=known.is_chosen if known and is_current else is_chosen,
            is_of_feed=pages[0].form is PageForm.ENTRY if pages else known is not None and known.is_of_feed,
        )

    def _write_version(
        self, article_id: str, version: Version, article: Article, files: NewFiles | None = None
    ) -> None:
        """Write a version, one that is not there yet among the new `files`."""
        path = self._places.version_file(article_id, version.id)
        body: dict[str, Any] = version_to_json(version)
        body |= {"text_schema": TEXT_SCHEMA, "article": article_to_json(article)}
        stored = read_or_empty(self._places, path)
        if stored is None and files is not None:
            files.write(path, seal(body))
            self._places.changes.note_path(path)
        elif stored is None or stored.is_due or stored.body != body:
            self._write(path, body, stored)

    def _write(self, path: Path, body: dict[str, Any], stored: Recovered | None) -> None:
        is_damaged = stored.is_damaged if stored else False
        write_sealed(self._places, path, body, replaces_damaged=is_damaged, expected=stamp_before(stored))

    @contextmanager
    def _held(self, article_id: str) -> Iterator[None]:
        locks = self._places.locks
        with locks.hold(locks.of_article("articles", article_id)):
            yield


def _with_news_of(before: ArticleRecord, record: ArticleRecord, *, has_pages: bool) -> ArticleRecord:
    """Return a record with what is known of it as news: who cleans an article anew knows nothing of feeds."""
    return dataclasses.replace(
        record,
        feeds=_feeds_of(before.feeds, record.feeds),
        came_by_feed=before.came_by_feed,
        # A text that was there before says nothing of the page: going back to what the feed said leaves the question open.
        awaits_page=record.awaits_page if has_pages else before.awaits_page,
        story=record.story or before.story,
    )


def _feeds_of(*lists: Sequence[FeedRef]) -> tuple[FeedRef, ...]:
    if not any(lists):
        return ()
    refs = ([(ref.feed_id, ref.key) for ref in some] for some in lists)
    return tuple(FeedRef(feed_id=feed_id, key=key) for feed_id, key in union_of_feeds(*refs))


def _unknown(version: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a newer Pressmark has written about a version in a record."""
    return {name: value for name, value in version.items() if name not in VERSION_KEYS}
