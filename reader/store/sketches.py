"""The sketches of the news of the last weeks: from what a text's sketch shares with these, the articles like it are found.

One file in the local folder, made of records of one length with a checksum each, to which a sync appends. It is derived: made
anew from the texts when it is missing, of another version or damaged, record by record, so nothing waits for the disk. What the
numbers mean is known to who makes them (`dedupe.shingles`). One process writes it at a time: the one that holds the lock of a
sync. Called by the library.
"""

import logging
import os
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from struct import Struct
from typing import NamedTuple
from zlib import crc32

from reader.model.errors import StoreError
from reader.store.atomic import make_folder, write_quickly
from reader.store.places import LibraryPlaces

MOST_SKETCHES = 12_000
"""Articles that are remembered, the newest: 2 MB on the disk, about 5 MB when they are looked up."""

MOST_HASHES = 33

_COMMON_STORIES = 40
"""A number that more stories have than this is from a notice that stands under every text of a site: it says nothing."""

_BODY = Struct(f"<8s8sI{MOST_HASHES}I")
_SUM = Struct("<I")
_LENGTH = _BODY.size + _SUM.size
_NOBODY = bytes(8)
_ROOM = 2**32
_log = logging.getLogger(__name__)


class Sketch(NamedTuple):
    """What is remembered of an article."""

    article_id: str
    story: str
    """The first article of its story, "" if it is alone or the first."""
    came: datetime
    hashes: tuple[int, ...]
    """At most `MOST_HASHES` numbers from 1 to 2³²-1."""


class Alike(NamedTuple):
    """An article that has much in common with another one."""

    article_id: str
    story: str
    """The first article of its story: itself if it is alone or the first."""
    shared: int
    """How many numbers the two have in common."""


class Sketches:
    """The sketches of one library, in memory once they are used. For one thread."""

    def __init__(self, places: LibraryPlaces, version: str, *, since: datetime) -> None:
        """`version` says how the numbers are made; what came before `since` is forgotten."""
        self._path = places.sketches_file
        self._head = f"pressmark sketches {version}\n".encode()
        self._since = since
        self._ids: list[str] = []
        self._stories: list[str] = []
        self._latest: dict[str, int] = {}
        """Article to its place in the lists: the last one, if it was put in again."""
        self._leading: Counter[str] = Counter()
        self._new: list[Sketch] = []
        self._sound: Sequence[Sketch] = ()
        self._is_sound = True
        """Whether the file can be appended to; else it is written anew, from `_sound` on."""
        self._fresh: dict[int, list[int]] = defaultdict(list)
        self._read()

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._latest

    def __len__(self) -> int:
        return len(self._latest)

    def leads(self, article_id: str) -> bool:
        """Whether other articles belong to its story."""
        return bool(self._leading[article_id])

    def alike(self, hashes: Iterable[int], least: int) -> Iterator[Alike]:
        """Give the articles that share at least `least` numbers, those that share most first."""
        shared: Counter[int] = Counter()
        for number in hashes:
            places = self._having(number)
            if len(places) < _COMMON_STORIES or len({self._story(place) for place in places}) < _COMMON_STORIES:
                shared.update(places)
        for place, count in shared.most_common():
            if count < least:
                return
            if self._latest.get(self._ids[place]) == place:
                yield Alike(self._ids[place], self._story(place), count)

    def put(self, sketch: Sketch) -> None:
        """Remember an article; kept by `save`."""
        self._new.append(sketch)
        place = self._enter(sketch.article_id, sketch.story)
        for number in sketch.hashes:
            self._fresh[number].append(place)

    def save(self) -> None:
        """Append what is new to the file; it is made anew if it cannot be gone on with. What cannot be written is only logged:
        it is made from the texts again."""
        new, self._new = self._new, []
        if not new:
            return
        data = b"".join(map(_pack, new))
        try:
            if self._is_sound:
                self._append(data)
            else:
                write_quickly(self._path, self._head + b"".join(map(_pack, self._sound)) + data)
                self._is_sound, self._sound = True, ()
        except (OSError, StoreError):
            _log.warning("The sketches of the last news could not be kept", exc_info=True)

    def _append(self, data: bytes) -> None:
        make_folder(self._path.parent)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        try:
            os.write(descriptor, data)
        finally:
            os.close(descriptor)

    # Steps.

    def _read(self) -> None:
        """Read the file: every record that is whole and not too old."""
        data = b""
        with suppress(OSError):
            data = self._path.read_bytes()
        records = data[len(self._head) :] if data.startswith(self._head) else b""
        found = list(_unpacked(records))
        latest = {sketch.article_id: sketch for sketch in found if sketch.came >= self._since}
        living = sorted(latest.values(), key=lambda sketch: sketch.came)[-MOST_SKETCHES:]
        self._is_sound = bool(records) and len(found) * _LENGTH == len(records) and 2 * len(living) >= len(found)
        self._sound = () if self._is_sound else living
        packed = []
        for sketch in living:
            place = self._enter(sketch.article_id, sketch.story)
            packed += [number * _ROOM + place for number in sketch.hashes]
        packed.sort()
        self._sorted = array("Q", packed)

    def _enter(self, article_id: str, story: str) -> int:
        place = len(self._ids)
        self._ids.append(article_id)
        self._stories.append(story)
        self._latest[article_id] = place
        if story:
            self._leading[story] += 1
        return place

    def _story(self, place: int) -> str:
        return self._stories[place] or self._ids[place]

    def _having(self, number: int) -> list[int]:
        """Return the places of the articles that have a number."""
        start = bisect_left(self._sorted, number * _ROOM)
        end = bisect_left(self._sorted, (number + 1) * _ROOM, start)
        fresh = self._fresh.get(number, ())
        return [*(packed % _ROOM for packed in self._sorted[start:end]), *fresh]


def _pack(sketch: Sketch) -> bytes:
    hashes = sketch.hashes[:MOST_HASHES]
    filled = (*hashes, *(0,) * (MOST_HASHES - len(hashes)))
    story = bytes.fromhex(sketch.story) or _NOBODY
    body = _BODY.pack(bytes.fromhex(sketch.article_id), story, int(sketch.came.timestamp()), *filled)
    return body + _SUM.pack(crc32(body))


def _unpacked(records: bytes) -> Iterator[Sketch]:
    """Give the records that are whole; what comes behind a torn one cannot be told from it."""
    view = memoryview(records)
    for start in range(0, len(records) - _LENGTH + 1, _LENGTH):
        body = view[start : start + _BODY.size]
        (checksum,) = _SUM.unpack_from(view, start + _BODY.size)
        if crc32(body) == checksum:
            article_id, story, came, *hashes = _BODY.unpack(body)
            yield Sketch(
                article_id.hex(),
                "" if story == _NOBODY else story.hex(),
                datetime.fromtimestamp(came, UTC),
                tuple(number for number in hashes if number),
            )
