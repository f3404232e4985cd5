"""News that goes by itself when its time is over, with all its files; what the reader did anything with never goes.

An article goes by one rename: its folder gets a name that no store and no synchronising program takes for an article's. From
then on it is in no list and in no backup, whole or not at all. Then go the files of its reading state, then the folder.
Whatever stops this in between, `finish` goes on with it by the folder's name. Nothing is left in the library but the log of
entries of its feed, by which the sync knows it again. Its text is kept beside the library for a month (`aside`), and comes back
if the reader has done something with the article on another machine meanwhile.

What the reader does meanwhile in another window is kept out by the locks of the article, of its state and of its annotations.
Called by the library, which says what is due; whether an article may go is looked at here, in its files as they are now.
"""

import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from reader.model.errors import StoreError
from reader.model.identity import article_id_of_url, is_article_id
from reader.model.kept import ArticleRecord, Part, ReadingState
from reader.store.articles import ArticleStore
from reader.store.atomic import sync_folder, write_error
from reader.store.block_codec import UNREADABLE
from reader.store.care.aside import Aside, record_in
from reader.store.care.purging import purged_mark
from reader.store.codec import record_from_json
from reader.store.places import LibraryPlaces, names_in
from reader.store.recovery import read_recovering
from reader.store.sealed import read_sealed
from reader.store.state import StateStore

OPENED_DAYS = 7
"""So long what was opened stays: whoever has not finished it goes on within a week."""

_TURN = 20
"""Articles that go under one lock: whoever saves a note meanwhile waits for some milliseconds."""

_ADDRESSES = ("url", "source", "requested_url")
_GOING = re.compile(r"\.syncthing\.([0-9a-f]{16})\.expired\.tmp\Z")


class Gone(NamedTuple):
    """What went."""

    article_ids: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    """What could not be removed, and why, a line each."""


def is_touched(record: ArticleRecord, state: ReadingState, now: datetime) -> bool:
    """Whether the reader, or a rule of the reader's, did something with an article that lets it stay."""
    opened = state.opened
    return (
        not record.came_by_feed
        or state.is_starred
        or state.is_kept
        or state.is_trashed  # the trash holds what it has until the reader empties it
        or bool(state.tags or state.marks)
        or (opened is not None and (state.is_archived or now - opened < timedelta(days=OPENED_DAYS)))
        or any(version.is_chosen for version in record.versions)
    )


class Expiry:
    """Removes what is due from one library. Every method may raise StoreError."""

    def __init__(self, places: LibraryPlaces, now: datetime) -> None:
        self._places = places
        self._now = now
        self._articles = ArticleStore(places)
        self._states = StateStore(places)
        self._aside = Aside(places)

    def remove(
        self, article_ids: Iterable[str], stays: Callable[[str], bool] = lambda article_id: False
    ) -> Iterator[Gone]:
        """Remove the articles that nobody did anything with; give what went, some at a time.

        `stays` is asked last about each, by what is not in its files (drafts). One that cannot be removed holds up no others.
        """
        turns = groupby(
            sorted(article_ids), key=lambda article_id: self._places.locks.of_article("articles", article_id)
        )
        for _, same_lock in turns:
            waiting = list(same_lock)
            while waiting:
                turn, waiting = waiting[:_TURN], waiting[_TURN:]
                yield self._remove_turn(turn, stays)

    def finish(self) -> Gone:
        """Go on with what was stopped in the middle, and bring back what is wanted after all. Reads the names of all articles."""
        gone: list[str] = []
        failures = list(self.bring_back())
        self._aside.drop_old(self._now)
        for article_id in going(self._places):
            try:
                with self._held(article_id):
                    if self._come_back(article_id):
                        continue
                    has_record = (self.hidden_folder(article_id) / "record.json").exists()
                    if (
                        has_record and not self._places.article_folder(article_id).exists()
                    ):  # else it was added anew since
                        self._remove_state(article_id)
                        gone.append(article_id)
                self._clear(article_id)
            except (StoreError, OSError) as error:
                failures.append(f"{self.hidden_folder(article_id)}: {error}")
        return Gone(tuple(gone), tuple(failures))

    def bring_back(self) -> tuple[str, ...]:
        """Bring back what went here and was starred, annotated or changed on another machine; return what failed, a line each.

        Reads the names of all articles, and files of those alone that there is something to do for.
        """
        failures: list[str] = []
        for article_id in sorted(self._aside.wanted()):
            try:
                with self._held(article_id):
                    self._settle_aside(article_id)
            except (StoreError, OSError) as error:
                failures.append(f"{self._places.gone_folder(article_id)}: {error}")
        return tuple(failures)

    def _settle_aside(self, article_id: str) -> None:
        places, aside = self._places, self._aside
        record = aside.record(article_id)
        if record is None or purged_mark(places, article_id):
            aside.drop(article_id)
        elif self._articles.has(article_id):  # added anew, or another machine wrote a record whose texts are gone
            aside.bring_back(article_id, self._articles.record(article_id))
            places.changes.note(article_id, Part.ARTICLE)
        elif self._is_wanted(article_id, record):
            aside.bring_back(article_id, record)
            places.changes.note(article_id, Part.ARTICLE)
        else:
            self._remove_state(article_id)

    def _is_wanted(self, article_id: str, record: ArticleRecord) -> bool:
        """Whether anybody did something with an article that went."""
        return self._places.annotations_file(article_id).exists() or is_touched(
            record, self._states.load(article_id), self._now
        )

    def _remove_turn(self, article_ids: Collection[str], stays: Callable[[str], bool]) -> Gone:
        hidden: list[str] = []
        bare: list[str] = []
        failures: list[str] = []
        with self._held(next(iter(article_ids))):
            for article_id in article_ids:
                try:
                    if self._may_go(article_id) and not stays(article_id):
                        self._hide(article_id)
                        hidden.append(article_id)
                        self._remove_state(article_id)
                        bare.append(article_id)
                except (StoreError, OSError) as error:
                    failures.append(f"{article_id}: {error}")
        for article_id in bare:
            try:
                self._clear(article_id)
            except OSError as error:  # out of all lists, and gone on with the next time
                failures.append(f"{article_id}: {error}")
        return Gone(tuple(hidden), tuple(failures))

    def _held(self, article_id: str) -> ExitStack:
        """Hold the three locks of an article; articles that have one of them in common have all."""
        locks = self._places.locks
        with ExitStack() as stack:
            for subject in ("articles", "annotations", "state"):
                stack.enter_context(locks.hold(locks.of_article(subject, article_id)))
            return stack.pop_all()

    def _may_go(self, article_id: str) -> bool:
        """Whether an article is here and nobody did anything with it; what cannot be read stays, for the doctor."""
        places = self._places
        if places.is_behind_link(places.article_folder(article_id)):
            return False  # nobody knows what it is
        if places.annotations_file(article_id).exists():
            return False  # removed ones too: they come back from the trash
        stored = read_recovering(places, places.record_file(article_id))
        if stored is None or stored.is_damaged:
            return False
        try:
            record = record_from_json({**stored.body, "id": article_id})
        except UNREADABLE:
            return False
        return not is_touched(record, self._states.load(article_id), self._now)

    def hidden_folder(self, article_id: str) -> Path:
        """The folder that an article has while it goes."""
        return self._places.articles / f".syncthing.{article_id}.expired.tmp"

    def _hide(self, article_id: str) -> None:
        """Take an article out of the library, by one step."""
        places, hidden = self._places, self.hidden_folder(article_id)
        if hidden.exists():  # left from before it was added anew
            shutil.rmtree(hidden)
        os.rename(places.article_folder(article_id), hidden)  # noqa: PTH104  # as everywhere where files are replaced
        places.changes.note(article_id, Part.ARTICLE)

    def _remove_state(self, article_id: str) -> None:
        places = self._places
        for path, part in (
            (places.state_file(article_id), Part.STATE),
            (places.position_file(article_id), Part.POSITION),
        ):
            with suppress(FileNotFoundError):
                path.unlink()
                places.changes.note(article_id, part)
            places.previous_file(path).unlink(missing_ok=True)

    def _clear(self, article_id: str) -> None:
        """Remove what was taken out; its text is kept aside unless the article was added anew since."""
        hidden = self.hidden_folder(article_id)
        if hidden.is_symlink():  # somebody else's: ours is a folder, and where this leads is nobody's business
            hidden.unlink()
            return
        if not self._places.article_folder(article_id).exists():
            self._remove_aliases(article_id, _addresses_in(hidden))
            if (hidden / "record.json").exists():
                self._aside.put(article_id, hidden, self._now)
        if hidden.exists():
            shutil.rmtree(hidden)
        shutil.rmtree(self._places.previous_file(self._places.article_folder(article_id)), ignore_errors=True)

    def _come_back(self, article_id: str) -> bool:
        """Bring back what was taken out and is touched after all: another machine's star came between. Return whether it was."""
        places, hidden = self._places, self.hidden_folder(article_id)
        folder = places.article_folder(article_id)
        record = record_in(hidden, article_id)
        if record is None or folder.exists() or not self._is_wanted(article_id, record):
            return False
        os.rename(hidden, folder)  # noqa: PTH104
        places.changes.note(article_id, Part.ARTICLE)
        return True

    def _remove_aliases(self, article_id: str, addresses: Iterable[str]) -> None:
        """Forget the further addresses that lead to an article; one that is left leads nowhere and does no harm."""
        places = self._places
        with places.locks.hold("aliases"):
            for address in addresses:
                path = places.alias_file(article_id_of_url(address))
                with suppress(ValueError, StoreError, OSError):
                    stored = read_sealed(path)
                    if stored and stored.body.get("article") == article_id:
                        path.unlink()
                        places.previous_file(path).unlink(missing_ok=True)

    def settle(self, article_ids: Collection[str]) -> None:
        """Clear away the damaged copies that are kept of files of articles that went, and wait for the disk."""
        places = self._places
        for name in names_in(places.damaged):
            beginning, _, rest = name.partition("+")
            if beginning in ("articles", "state") and rest[:16] in article_ids:
                with suppress(OSError):
                    (places.damaged / name).unlink()
        try:
            sync_folder(places.articles)
        except OSError as error:
            raise write_error(places.articles, error) from error


def _addresses_in(folder: Path) -> set[str]:
    """Return the addresses that stand in the files of an article: of its record, and of the pages it was made from."""
    found: set[str] = set()
    for path in (folder / "record.json", *(folder / "raw").glob("*.json")):
        with suppress(ValueError, StoreError, OSError):
            stored = read_sealed(path)
            values = [stored.body.get(name) for name in _ADDRESSES] if stored else []
            found.update(value for value in values if isinstance(value, str) and value)
    return found


def going(places: LibraryPlaces) -> tuple[str, ...]:
    """Return the ids of the articles whose removal was stopped in the middle."""
    found = (match[1] for name in names_in(places.articles) if (match := _GOING.match(name)))
    return tuple(sorted(filter(is_article_id, found)))
