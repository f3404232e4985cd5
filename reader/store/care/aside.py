"""The texts of news that went, kept beside the library for a while: what another machine did with one may arrive later.

A machine that was offline may have starred or annotated an article that this one has let go. A synchronising program then
brings the star, and takes the text from there as well, so that the only copy is this one. Pages and pictures are not kept: they
are nine tenths of it, and the pictures come again when the article is opened. It lies with what belongs to this machine, since
some synchronising programs would carry any folder of the library, whatever its name.

Called by `expiry`, which says what goes and what comes back, under the locks of the article.
"""

import os
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from reader.model.dates import moment_of
from reader.model.errors import StoreError
from reader.model.identity import is_article_id
from reader.model.kept import ArticleRecord
from reader.store.atomic import make_folder, write_durably
from reader.store.block_codec import UNREADABLE
from reader.store.codec import record_from_json
from reader.store.places import LibraryPlaces, names_in
from reader.store.sealed import read_sealed

ASIDE_DAYS = 30
"""So long a machine may be away: over the holidays."""

_BULKY = ("raw", "images")
_PART = ".part"
_ID_LETTERS = 16


class Aside:
    """What went from one library lately. Methods may raise StoreError and OSError."""

    def __init__(self, places: LibraryPlaces) -> None:
        self._places = places

    def wanted(self) -> frozenset[str]:
        """Return the articles that are kept and of which there is anything in the library again: nearly always none.

        Reads the names of all articles if anything is kept; no file is looked at.
        """
        places = self._places
        kept = frozenset(filter(is_article_id, names_in(places.gone)))
        folders = (places.states, places.annotations, places.articles) if kept else ()
        return kept & {name[:_ID_LETTERS] for folder in folders for name in names_in(folder)}

    def put(self, article_id: str, folder: Path, now: datetime) -> None:
        """Keep the record and the texts that lie in `folder`, which is gone from there then. May be stopped and done again."""
        for name in _BULKY:
            shutil.rmtree(folder / name, ignore_errors=True)
        kept = self._places.gone_folder(article_id)
        make_folder(kept.parent)
        self.drop(article_id)
        try:
            os.rename(folder, kept)  # noqa: PTH104  # as everywhere where files are replaced
        except OSError:  # the library is on another disk
            part = kept.with_name(kept.name + _PART)
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(folder, part, symlinks=True)
            os.rename(part, kept)  # noqa: PTH104
            (folder / "record.json").unlink(missing_ok=True)  # first: what has no record is not put here again
            shutil.rmtree(folder)
        os.utime(kept, (now.timestamp(), now.timestamp()))

    def record(self, article_id: str) -> ArticleRecord | None:
        """Return the record of an article that is kept; None if it cannot be read."""
        return record_in(self._places.gone_folder(article_id), article_id)

    def bring_back(self, article_id: str, record: ArticleRecord) -> None:
        """Put the texts that `record` names where they were, and then the record, unless another one has come since."""
        kept, folder = self._places.gone_folder(article_id), self._places.article_folder(article_id)
        texts = (f"versions/{version_id}.json" for version_id in dict.fromkeys(one.id for one in record.versions))
        for name in (*texts, "record.json"):
            source, target = kept / name, folder / name
            if source.exists() and not target.exists():
                make_folder(target.parent)
                write_durably(target, source.read_bytes())
        self.drop(article_id)

    def drop(self, article_id: str) -> None:
        """Keep an article no longer."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self._places.gone_folder(article_id))

    def drop_old(self, now: datetime) -> None:
        """Keep no longer what went long ago."""
        for name in names_in(self._places.gone):
            path = self._places.gone / name
            with suppress(OSError):
                went = moment_of(path.stat().st_mtime)
                if name.endswith(_PART) or now - went > timedelta(days=ASIDE_DAYS):
                    shutil.rmtree(path)


def record_in(folder: Path, article_id: str) -> ArticleRecord | None:
    """Return the record of an article that lies in a folder of another name; None if it is not there or not whole."""
    with suppress(StoreError, *UNREADABLE):
        stored = read_sealed(folder / "record.json")
        if stored is not None and stored.is_intact:
            return record_from_json({**stored.body, "id": article_id})
    return None
