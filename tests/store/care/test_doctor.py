"""The doctor finds every damage, mends what it can, and throws nothing away."""

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from reader.model.annotation import Annotation, Colour
from reader.model.article import Article
from reader.model.errors import CancelledError, ReaderError
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.atomic import STALE_SECONDS
from reader.store.care.doctor import examine_library
from reader.store.care.findings import WRITE_ANEW
from reader.store.care.purging import Purging
from reader.store.feeds import FeedStore
from reader.store.places import LibraryPlaces
from reader.store.settings import load_library_settings
from reader.store.state import StateStore

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def files_of(places: LibraryPlaces) -> list[Path]:
    return sorted(path for path in places.folder.rglob("*") if path.is_file())


def test_a_good_library_is_good_and_stays_as_it_is(library: LibraryPlaces) -> None:
    before = {path: path.read_bytes() for path in files_of(library)}
    for fix in (False, True):
        examination = examine_library(library, fix=fix)
        assert examination.findings == ()
        beside = [*library.previous.rglob("*.*"), *library.feed_states.iterdir()]
        assert examination.files == len(before) + len(beside)
    assert {path: path.read_bytes() for path in files_of(library)} == before


def test_an_empty_library_is_good_and_stays_empty(places: LibraryPlaces) -> None:
    assert examine_library(places, fix=True).files == 0
    assert not places.folder.exists()


@pytest.mark.parametrize("harm", ["empty", "cut", "zeros", "bit"])
def test_every_damaged_file_is_found_and_after_mending_only_what_is_lost_is_told(
    library: LibraryPlaces, harm: str
) -> None:
    for path in files_of(library):
        good = path.read_bytes()
        match harm:
            case "empty":
                path.write_bytes(b"")
            case "cut":
                path.write_bytes(good[: len(good) * 2 // 3])
            case "zeros":
                path.write_bytes(bytes(len(good)))
            case "bit":
                path.write_bytes(
                    good[: len(good) // 2] + bytes([good[len(good) // 2] ^ 4]) + good[len(good) // 2 + 1 :]
                )
        if path == library.settings_file and harm in ("empty", "bit"):
            path.write_bytes(good)
            continue  # what a person may write into it is no damage
        examination = examine_library(library)
        assert path in [finding.path for finding in examination.findings], path
        assert not any(finding.is_mended for finding in examination.findings)
        mended = examine_library(library, fix=True)
        assert [finding.path for finding in mended.findings] == [finding.path for finding in examination.findings]
        left = examine_library(library)
        assert {finding.path for finding in left.findings} == {
            finding.path for finding in mended.findings if not finding.is_mended
        }
        path.write_bytes(good)
        library.problems.take()
    assert examine_library(library).findings == ()


def test_the_bytes_of_a_mended_file_are_kept(library: LibraryPlaces, article_id: str) -> None:
    library.annotations_file(article_id).write_bytes(b"what was left")
    examine_library(library, fix=True)
    assert [path.read_bytes() for path in library.damaged.iterdir()] == [b"what was left"]


def test_an_annotations_file_that_is_gone_comes_back(library: LibraryPlaces, article_id: str) -> None:
    library.annotations_file(article_id).unlink()
    (finding,) = examine_library(library).findings
    assert "gone" in finding.what
    examine_library(library, fix=True)
    assert [annotation.note for annotation in AnnotationStore(library).load(article_id)] == ["one"]


def test_a_record_that_is_gone_is_made_from_the_versions(
    library: LibraryPlaces, article_id: str, article: Article
) -> None:
    library.record_file(article_id).unlink()
    assert [finding.path for finding in examine_library(library).findings] == [library.record_file(article_id)]
    assert examine_library(library, fix=True).findings[0].is_mended
    assert ArticleStore(library).load(article_id) == article


def test_a_version_that_is_gone_is_told(library: LibraryPlaces, article_id: str) -> None:
    version = library.version_file(article_id, ArticleStore(library).record(article_id).version_id)
    version.unlink()
    (finding,) = examine_library(library, fix=True).findings
    assert (finding.path, finding.is_mended) == (version, False)


def test_a_damaged_page_is_put_aside_and_the_next_fetch_keeps_a_new_one(
    library: LibraryPlaces, article_id: str, article: Article
) -> None:
    articles = ArticleStore(library)
    (page,) = articles.snapshots(article_id)
    next(library.raw_folder(article_id).glob("*.zst")).write_bytes(b"")
    assert examine_library(library, fix=True).findings[0].is_mended
    assert articles.snapshots(article_id) == ()
    articles.save(articles.record(article_id), article, [page])
    assert articles.snapshots(article_id) == (page,)


def test_copies_and_leftovers_are_told_and_cleared(library: LibraryPlaces, article_id: str) -> None:
    copy = library.annotations / f"{article_id}.sync-conflict-20260102-120000-ABCDEFG.json"
    copy.write_bytes(library.annotations_file(article_id).read_bytes())
    leftover = library.articles / article_id / ".syncthing.record.json.99999-0a1b2c.tmp"
    leftover.write_bytes(b"")
    os.utime(leftover, (0, leftover.stat().st_mtime - STALE_SECONDS - 60))
    assert [finding.path for finding in examine_library(library).findings] == sorted([copy, leftover])
    assert all(finding.is_mended for finding in examine_library(library, fix=True).findings)
    assert examine_library(library).findings == ()


def test_a_newer_file_is_told_and_left(library: LibraryPlaces, article_id: str) -> None:
    (headers,) = library.raw_folder(article_id).glob("*.json")
    for path in (library.state_file(article_id), library.record_file(article_id), headers):
        before = files_of(library)
        good = path.read_bytes()
        newer = good.replace(b'"schema":1', b'"schema":7')
        path.write_bytes(newer)
        findings = examine_library(library, fix=True).findings
        assert path in {finding.path for finding in findings}
        assert all("newer" in finding.what and not finding.is_mended for finding in findings)
        assert files_of(library) == before
        assert path.read_bytes() == newer
        path.write_bytes(good)


def test_whatever_bit_is_turned_reading_ends_in_an_answer_or_in_one_clear_line(
    library: LibraryPlaces, article_id: str
) -> None:
    rng = random.Random(7)
    local = [path for path in library.local.rglob("*") if path.is_file() and path.suffix != ".lock"]
    for _ in range(400):
        path = rng.choice([*files_of(library), *local])
        good = path.read_bytes()
        raw = bytearray(good)
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
        path.write_bytes(raw)
        fresh = LibraryPlaces(library.folder, library.local)
        articles = ArticleStore(fresh)
        reads: tuple[Callable[[], object], ...] = (
            partial(list, articles.records()),
            partial(articles.load, article_id),
            partial(articles.snapshots, article_id),
            partial(articles.image_path, article_id, "https://example.org/a.png"),
            partial(articles.alias, "https://example.org/alias"),
            partial(AnnotationStore(fresh).load, article_id),
            partial(StateStore(fresh).load, article_id),
            partial(load_library_settings, fresh),
            partial(examine_library, fresh),
        )
        for read in reads:
            try:
                read()
            except ReaderError as error:
                assert "\n" not in str(error)  # noqa: PT017
        path.write_bytes(good)


def remedies(places: LibraryPlaces) -> dict[str, str]:
    return {places.name_of(finding.path): finding.remedy for finding in examine_library(places).findings}


def test_every_finding_says_what_mending_would_do_and_mending_does_it(
    library: LibraryPlaces, article_id: str, make_annotation: Callable[..., Annotation]
) -> None:
    library.state_file(article_id).write_bytes(b"{")
    (picture, *_) = library.images_folder(article_id).glob("*.png")
    picture.write_bytes(b"!")
    library.undo_file.write_bytes(b"torn")
    library.recent_file.write_bytes(b"torn")
    before = library.previous_file(library.record_file(article_id))
    before.write_bytes(b"torn")
    said = remedies(library)
    assert said == {
        library.name_of(library.state_file(article_id)): WRITE_ANEW,
        library.name_of(picture): "puts it aside",
        str(library.undo_file): "leaves them out; the other steps stay",
        str(library.recent_file): "removes it",
        str(before): "keeps the file of today twice instead",
    }
    assert all(finding.is_mended for finding in examine_library(library, fix=True).findings)
    left = examine_library(library)
    assert left.findings == ()
    assert before.read_bytes() == library.record_file(article_id).read_bytes()
    assert "2 damaged files are kept" in left.notes[0]


def test_findings_are_told_when_they_are_made_and_the_work_can_be_stopped(
    library: LibraryPlaces, article_id: str
) -> None:
    library.annotations_file(article_id).write_bytes(b"")
    library.record_file(article_id).write_bytes(b"")
    told: list[str] = []

    def step(done: int, total: int) -> None:
        assert 0 <= done <= total
        if told:
            raise CancelledError("Stopped")

    with pytest.raises(CancelledError):
        examine_library(library, tell=lambda finding: told.append(finding.path.name), step=step)
    assert told == [f"{article_id}.json"]


def test_a_state_that_is_gone_comes_back(library: LibraryPlaces, article_id: str) -> None:
    library.state_file(article_id).unlink()
    assert remedies(library) == {f"state/{article_id}.json": "puts its generation before in its place"}
    examine_library(library, fix=True)
    assert StateStore(library).load(article_id).is_read


def test_rests_of_a_purge_that_was_interrupted_are_taken_away_and_make_no_record_anew(
    library: LibraryPlaces, article_id: str
) -> None:
    kept = library.folder.parent / "kept"
    shutil.copytree(library.article_folder(article_id), kept)
    StateStore(library).change(article_id, is_trashed=True)
    Purging(library).article(article_id, title="The ferry", url="")
    shutil.copytree(kept, library.article_folder(article_id))
    library.record_file(article_id).unlink()
    assert remedies(library) == {f"articles/{article_id}": "takes it away too"}
    examine_library(library, fix=True)
    assert not library.article_folder(article_id).exists()
    assert examine_library(library).findings == ()


def test_an_article_purged_here_and_brought_back_elsewhere_is_told(library: LibraryPlaces, article_id: str) -> None:
    states = StateStore(library)
    states.change(article_id, is_trashed=True)
    Purging(library).article(article_id, title="The ferry", url="https://example.org/ferry")
    states.change(article_id, is_trashed=False)
    (finding,) = examine_library(library).findings
    assert "“The ferry”" in finding.what
    assert "`pressmark add https://example.org/ferry`" in finding.what


def test_a_picture_that_is_gone_is_forgotten_so_that_it_is_fetched_again(
    library: LibraryPlaces, article_id: str
) -> None:
    picture = ArticleStore(library).image_path(article_id, "https://example.org/a.png")
    assert picture is not None
    picture.unlink()
    assert remedies(library) == {library.name_of(picture): "forgets it until then"}
    examine_library(library, fix=True)
    assert examine_library(library).findings == ()
    assert ArticleStore(library).image_path(article_id, "https://example.org/b.png") is not None


def test_both_sides_of_a_git_merge_in_the_settings_are_put_together(library: LibraryPlaces) -> None:
    library.settings_file.write_text(
        '[colours]\n<<<<<<< HEAD\ngreen = "true"\n=======\nblue = "quote"\n>>>>>>> other\n'
    )
    assert remedies(library) == {"library.toml": "puts both sides together"}
    examine_library(library, fix=True)
    assert load_library_settings(library).colours == {Colour.GREEN: "true", Colour.BLUE: "quote"}
    assert examine_library(library).findings == ()


def test_git_marks_in_any_file_are_found_and_both_sides_are_put_together(
    library: LibraryPlaces, article_id: str
) -> None:
    other = LibraryPlaces(library.folder.parent / "second", library.folder.parent / "second-local")
    shutil.copytree(library.folder, other.folder)
    StateStore(library).change(article_id, add_tags=("here",))
    StateStore(other).change(article_id, add_tags=("there",))
    first = AnnotationStore(library).load(article_id)[0]
    AnnotationStore(library).save(replace(first, note="here"))
    AnnotationStore(other).save(replace(first, note="there"))
    for path in (library.state_file(article_id), library.annotations_file(article_id)):
        ours, theirs = path.read_text(), (other.folder / library.name_of(path)).read_text()
        path.write_text(f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n")
    assert len(remedies(library)) == 2
    assert all(finding.is_mended for finding in examine_library(library, fix=True).findings)
    assert examine_library(library).findings == ()
    assert StateStore(library).load(article_id).tags == ("here", "there")
    annotation = AnnotationStore(library).load(article_id)[0]
    assert {annotation.note, *annotation.other_notes} == {"here", "there"}


def test_a_missing_version_that_came_back_is_told_once(library: LibraryPlaces) -> None:
    store = ArticleStore(library)
    record = next(store.records())
    article = store.load(record.id)
    store.save(record, replace(article, blocks=article.blocks[:1]))
    store.save(record, article)
    version_id = store.record(record.id).version_id
    assert [version.id for version in store.record(record.id).versions].count(version_id) == 2
    library.version_file(record.id, version_id).unlink()
    missing = [
        one for one in examine_library(library).findings if one.path == library.version_file(record.id, version_id)
    ]
    assert len(missing) == 1


def test_what_is_remembered_of_feeds_is_mended_too(library: LibraryPlaces) -> None:
    log, state = library.feed_log("feedfeedfeedfeed"), library.feed_state("feedfeedfeedfeed")
    before = log.read_bytes()
    log.write_bytes(b"{")
    state.write_bytes(b"{")
    found = examine_library(library)
    assert {finding.path for finding in found.findings} == {log, state}
    assert all(finding.remedy for finding in found.findings)
    assert log.read_bytes() == state.read_bytes() == b"{"
    assert all(finding.is_mended for finding in examine_library(library, fix=True).findings)
    assert log.read_bytes() != b"{" != before
    assert "entry 1" in FeedStore(library).seen("feedfeedfeedfeed")  # the generation before
    assert not state.exists()
    assert examine_library(library).findings == ()
