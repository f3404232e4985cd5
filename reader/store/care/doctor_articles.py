"""The doctor's look at one article: record, versions, raw pages, pictures, and whether they fit together."""

from functools import partial
from pathlib import Path

from reader.model.errors import NotFoundError, StoreDamagedError, StoreError
from reader.model.identity import content_digest, version_id_of_text
from reader.store.articles import ArticleStore
from reader.store.block_codec import UNREADABLE
from reader.store.care.findings import PUT_ASIDE, WRITE_ANEW, Round, entries, write_again
from reader.store.care.purging import Purging, purged_mark
from reader.store.codec import article_from_json, record_from_json
from reader.store.plain_files import read_plain
from reader.store.recovery import read_or_empty, read_recovering, stamp_before, write_sealed
from reader.store.sealed import JsonObject
from reader.store.snapshots import load_snapshot
from reader.store.state import StateStore

_FOLDERS = ("versions", "raw", "images")
"""The folders in that of an article."""


def examine_article(looking: Round, article_id: str) -> None:
    """Look at every file in the folder of an article. What is behind a link is none of it, and left alone."""
    folder = looking.places.article_folder(article_id)
    links = [path for path in (folder, *(folder / name for name in _FOLDERS)) if path.is_symlink()]
    for path in links:
        looking.wrong(path, "is a link; where it leads is none of the library and was left alone")
    if links:
        return
    if _is_left_of_purge(looking, article_id):
        return
    _versions(looking, article_id)
    _record(looking, article_id)
    _raw(looking, article_id)
    _pictures(looking, article_id)


def _is_left_of_purge(looking: Round, article_id: str) -> bool:
    """Whether only rests are here of an article that was taken away for good; told, if it is so."""
    places = looking.places
    if places.record_file(article_id).exists() or not StateStore(places).load(article_id).is_trashed:
        return False
    mark = purged_mark(places, article_id)
    if mark is None:
        return False
    act = partial(Purging(places).article, article_id, title=mark.title, url=mark.url)
    folder = places.article_folder(article_id)
    looking.mend(folder, "is the rest of an article that was taken away for good", "takes it away too", act)
    return True


def _record(looking: Round, article_id: str) -> None:
    places, store = looking.places, ArticleStore(looking.places)
    path = places.record_file(article_id)
    looking.files += path.exists()
    try:
        record = store.record(article_id)
    except NotFoundError:
        if entries(places.version_file(article_id, "x").parent):
            remedy = "makes it anew from the versions"
            looking.mend(path, "is missing beside its versions", remedy, partial(store.mend, article_id))
        return
    except StoreError as error:
        looking.wrong(path, error.message.removeprefix(f"{path} "))
        return
    places.problems.take()
    if _is_due_record(looking, path):
        looking.mend(path, looking.last_problem(), WRITE_ANEW, partial(store.mend, article_id))
    for version_id in dict.fromkeys(version.id for version in record.versions):
        missing = places.version_file(article_id, version_id)
        if not missing.exists():
            looking.wrong(
                missing, "is missing; a backup has it, or `pressmark refresh` if the page still says the same"
            )


def _is_due_record(looking: Round, path: Path) -> bool:
    try:
        stored = read_recovering(looking.places, path)
        if stored is not None:
            record_from_json(stored.body)
        return stored is not None and stored.is_due
    except (StoreError, *UNREADABLE):
        return True


def _versions(looking: Round, article_id: str) -> None:
    for path in looking.files_in(looking.places.version_file(article_id, "x").parent):
        body = _sealed(looking, path, expendable=False)
        if body is None:
            continue
        try:
            text = article_from_json(body["article"]).text
        except UNREADABLE:
            looking.wrong(path, "holds no article; `pressmark refresh --offline` cleans the kept page again")
            continue
        if version_id_of_text(text) != path.stem:
            looking.wrong(path, "holds another text than its name says; a backup may have the right one")


def _raw(looking: Round, article_id: str) -> None:
    folder = looking.places.raw_folder(article_id)
    for path in looking.files_in(folder):
        if path.suffix == ".json":
            _sealed(looking, path, expendable=True)
            continue
        try:
            load_snapshot(folder, path.name.partition(".")[0])
        except StoreDamagedError:
            what = "is a damaged page; the next `pressmark refresh` keeps a new one, and a backup may have this one"
            looking.mend(path, what, PUT_ASIDE, partial(looking.put_aside, path))
        except StoreError as error:
            looking.wrong(path, error.message.removeprefix(f"{path} "))


def _pictures(looking: Round, article_id: str) -> None:
    folder = looking.places.images_folder(article_id)
    path = folder / "images.json"
    here: set[str] = set()
    for picture in looking.files_in(folder):
        if picture == path:
            continue
        here.add(picture.name)
        try:
            is_whole = content_digest(read_plain(picture)) == picture.stem
        except OSError as error:
            looking.wrong(picture, f"cannot be read: {error.strerror or error}")
            continue
        if not is_whole:
            act = partial(_put_picture_aside, looking, article_id, picture)
            looking.mend(picture, "is a damaged picture; opening the article fetches it again", PUT_ASIDE, act)
    named = _sealed(looking, path, expendable=True) or {}
    for name in sorted({name for name in named.values() if isinstance(name, str)} - here):
        act = partial(_forget_picture, looking, article_id, name)
        looking.mend(folder / name, "is missing; opening the article fetches it again", "forgets it until then", act)


def _put_picture_aside(looking: Round, article_id: str, picture: Path) -> None:
    looking.put_aside(picture)
    _forget_picture(looking, article_id, picture.name)


def _forget_picture(looking: Round, article_id: str, name: str) -> None:
    """Take a picture out of the map from addresses to pictures."""
    places = looking.places
    with places.locks.hold(places.locks.of_article("articles", article_id)):
        path = places.images_folder(article_id) / "images.json"
        stored = read_or_empty(places, path)
        if stored and name in stored.body.values():
            body = {src: kept for src, kept in stored.body.items() if kept != name}
            write_sealed(places, path, body, replaces_damaged=stored.is_damaged, expected=stamp_before(stored))


def _sealed(looking: Round, path: Path, *, expendable: bool) -> JsonObject | None:
    """Look at a sealed file; return its body if there is one. What is `expendable` is put aside if nothing is left of it."""
    try:
        stored = read_recovering(looking.places, path)
    except StoreDamagedError:
        what = "is damaged and nothing of it can be read"
        if expendable:
            looking.mend(path, what, PUT_ASIDE, partial(looking.put_aside, path))
        else:
            looking.wrong(path, f"{what}; a backup may have it, or `pressmark refresh --offline` make it again")
        looking.places.problems.take()
        return None
    except StoreError as error:
        looking.wrong(path, error.message.removeprefix(f"{path} "))
        return None
    if stored is None:
        return None
    if stored.is_due:
        write = partial(write_again, looking, path, stored)
        looking.mend(path, looking.last_problem(), WRITE_ANEW, write)
    return stored.body
