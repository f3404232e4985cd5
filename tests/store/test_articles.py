"""Articles: versions by text, pages and pictures once, records that can be made anew."""

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.article import Article
from reader.model.blocks import Paragraph
from reader.model.errors import NotFoundError, StoreDamagedError, StoreError
from reader.model.feed_ref import FeedRef
from reader.model.identity import content_digest, version_id_of_text
from reader.model.kept import ArticleRecord
from reader.model.page import Cut, Page, PageForm, PageOrigin
from reader.store.articles import ArticleStore
from reader.store.codec import record_from_json, record_to_json
from reader.store.combining import combine_records
from reader.store.feeds import FeedStore
from reader.store.places import LibraryPlaces
from reader.store.sealed import seal, unseal
from reader.store.snapshots import MAX_PAGE_BYTES

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def store(places: LibraryPlaces) -> ArticleStore:
    return ArticleStore(places)


@pytest.fixture
def record(article_id: str, article: Article) -> ArticleRecord:
    return ArticleRecord(
        id=article_id, title="The ferry", added=NOON, url="https://example.org/ferry", words=article.words
    )


@pytest.fixture
def page() -> Page:
    return Page(
        content=b"<html>" + b"ferry " * 1000,
        form=PageForm.HTML,
        origin=PageOrigin.URL,
        url="https://example.org/ferry",
        requested_url="http://example.org/ferry?utm_source=x",
        content_type="text/html; charset=utf-8",
        etag='"abc"',
        last_modified="Fri, 02 Jan 2026 11:00:00 GMT",
        fetched_at=NOON,
        cut=Cut.CONNECTION,
    )


def longer(article: Article, text: str = "One more.") -> Article:
    return replace(article, blocks=(*article.blocks, Paragraph(text=text)))


def test_an_article_and_its_page_come_back_equal(
    store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article, page: Page
) -> None:
    kept = store.save(record, article, [page], made=NOON)
    assert store.has(record.id)
    assert store.record(record.id) == kept
    assert store.load(record.id) == article
    assert store.snapshots(record.id) == (page,)
    assert kept.version_id == version_id_of_text(article.text)
    assert [version.snapshots for version in kept.versions] == [(content_digest(page.content),)]
    assert list(store.records()) == [kept]
    assert not places.problems


def test_the_same_text_makes_no_new_version_and_keeps_no_new_page(
    store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article, page: Page
) -> None:
    first = store.save(record, article, [page], made=NOON)
    later = NOON + timedelta(days=1)
    retitled = replace(article, metadata=replace(article.metadata, section="Travel"))
    fresh_page = replace(page, content=page.content + b"<!-- ad -->", fetched_at=later)
    second = store.save(replace(record, section="Travel", added=later), retitled, [fresh_page], made=later)
    assert [version.id for version in second.versions] == [first.version_id]
    assert second.versions[0].made == NOON
    assert second.versions[0].fetched == page.fetched_at, "the page that is kept is the first"
    assert (second.added, second.section) == (NOON, "Travel")
    assert store.load(record.id).metadata.section == "Travel"
    assert len(list(places.raw_folder(record.id).glob("*.zst"))) == 1


def test_another_text_makes_a_version_and_the_old_one_stays(
    store: ArticleStore, record: ArticleRecord, article: Article, page: Page
) -> None:
    first = store.save(record, article, [page], made=NOON)
    second = store.save(record, longer(article), [page], made=NOON + timedelta(days=1))
    assert second.versions[0].id == first.version_id
    assert store.load(record.id) == longer(article)
    assert store.load(record.id, first.version_id) == article
    third = store.save(record, article, made=NOON + timedelta(days=2))
    assert [version.id for version in third.versions] == [first.version_id, second.version_id, first.version_id]
    assert store.load(record.id) == article
    assert store.snapshots(record.id) == store.snapshots(record.id, second.version_id)


def test_saving_the_same_again_writes_nothing(
    store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article, page: Page
) -> None:
    store.save(record, article, [page], made=NOON)
    before = {path: path.stat().st_ino for path in places.folder.rglob("*")}
    store.save(record, article, [page], made=NOON + timedelta(days=1))
    assert {path: path.stat().st_ino for path in places.folder.rglob("*")} == before


def test_a_page_of_several_parts_keeps_them_all(
    store: ArticleStore, record: ArticleRecord, article: Article, page: Page
) -> None:
    pages = (page, replace(page, content=b"page two", form=PageForm.TEXT, cut=None))
    store.save(record, article, pages)
    assert store.snapshots(record.id) == pages


@pytest.mark.parametrize("digest", ["../../elsewhere/raw/{}", "é" * 3_000, "", "a\x00b", "."])
def test_a_record_names_no_page_but_its_own(
    store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article, page: Page, digest: str
) -> None:
    kept = store.save(record, article, [page], made=NOON)
    (own,) = kept.versions[0].snapshots
    elsewhere = places.folder / "elsewhere" / "raw"
    elsewhere.mkdir(parents=True)
    (places.raw_folder(record.id) / f"{own}.html.zst").rename(elsewhere / f"{own}.html.zst")
    store.update_record(replace(kept, versions=(replace(kept.versions[0], snapshots=(digest.format(own),)),)))
    assert store.snapshots(record.id) == ()


def test_what_is_not_there_is_said(store: ArticleStore, record: ArticleRecord, article: Article) -> None:
    with pytest.raises(NotFoundError):
        store.record(record.id)
    with pytest.raises(NotFoundError):
        store.load(record.id)
    store.save(record, article)
    with pytest.raises(NotFoundError):
        store.load(record.id, "0" * 16)
    assert store.snapshots(record.id) == ()


def test_prefixes_find_their_articles(store: ArticleStore, record: ArticleRecord, article: Article) -> None:
    for article_id in ("0123456789abcdef", "0123ffffffffffff", "9999999999999999"):
        store.save(replace(record, id=article_id), article)
    assert store.resolve_prefix("0123") == ("0123456789abcdef", "0123ffffffffffff")
    assert store.resolve_prefix("0123F") == ("0123ffffffffffff",)
    assert store.resolve_prefix("9999999999999999") == ("9999999999999999",)
    assert store.resolve_prefix("abcd") == store.resolve_prefix("") == store.resolve_prefix("0" * 16) == ()


def test_a_further_address_leads_to_its_article(store: ArticleStore, article_id: str) -> None:
    store.add_alias("http://www.example.org/ferry/?utm_source=x", article_id)
    assert store.alias("https://www.example.org/ferry") == article_id
    assert store.alias("https://example.org/other") is None
    store.add_alias("https://www.example.org/ferry", "f" * 16)
    assert store.alias("https://www.example.org/ferry") == "f" * 16


def test_a_further_address_that_was_hit_leads_nowhere(
    store: ArticleStore, places: LibraryPlaces, article_id: str
) -> None:
    store.add_alias("https://example.org/ferry", article_id)
    (path,) = places.aliases.iterdir()
    path.write_bytes(path.read_bytes().replace(article_id.encode(), b"f" + article_id[1:].encode()))
    assert store.alias("https://example.org/ferry") is None
    path.write_bytes(b"")
    assert store.alias("https://example.org/ferry") is None
    store.add_alias("https://example.org/ferry", article_id)
    assert store.alias("https://example.org/ferry") == article_id


def test_pictures_are_kept_once_by_content(store: ArticleStore, places: LibraryPlaces, article_id: str) -> None:
    one = store.save_image(article_id, "https://example.org/a.png", b"PNG", "image/png")
    two = store.save_image(article_id, "https://cdn.example.org/a.png?x=1", b"PNG", "image/png; x=y")
    assert one == two
    assert one.suffix == ".png"
    assert one.read_bytes() == b"PNG"
    assert store.image_path(article_id, "https://cdn.example.org/a.png?x=1") == one
    assert store.image_path(article_id, "https://example.org/b.png") is None
    assert store.save_image(article_id, "x", b"?", "application/odd").suffix == ".bin"
    one.unlink()
    assert store.image_path(article_id, "https://example.org/a.png") is None


def test_a_forged_picture_map_leads_nowhere_else(store: ArticleStore, places: LibraryPlaces, article_id: str) -> None:
    places.images_folder(article_id).mkdir(parents=True)
    (places.images_folder(article_id) / "images.json").write_bytes(seal({"x": "../record.json", "y": 3}, 1))
    assert store.image_path(article_id, "x") is None
    assert store.image_path(article_id, "y") is None


def test_unknown_fields_of_a_record_survive(
    store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article
) -> None:
    from reader.store.codec import record_to_json

    kept = store.save(record, article)
    places.record_file(record.id).write_bytes(seal({**record_to_json(kept), "mood": "blue"}, 1))
    store.update_record(replace(kept, etag='"new"'))
    assert b'"mood":"blue"' in places.record_file(record.id).read_bytes()
    assert store.record(record.id).etag == '"new"'


def test_unknown_fields_of_a_version_survive(
    store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article
) -> None:
    body = record_to_json(store.save(record, article, made=NOON))
    body["versions"][0]["cleaner"] = "7"
    places.record_file(record.id).write_bytes(seal(body, 1))
    store.note_checked(record.id, NOON)
    store.save(record, longer(article), made=NOON + timedelta(hours=1))
    assert places.record_file(record.id).read_bytes().count(b'"cleaner":"7"') == 1


MOMENTS = st.sampled_from([f"2026-01-02T12:00:0{second}.000+00:00" for second in range(4)])
LOGS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from("ab"), "made": MOMENTS, "fetched": MOMENTS}, optional={"chosen": st.just(True)}
    ),
    max_size=3,
)
REFS = st.lists(st.tuples(st.sampled_from(("feed 1", "feed 2")), st.sampled_from("kl")).map(list), max_size=3)
RECORDS = st.fixed_dictionaries(
    {"added": MOMENTS, "versions": LOGS},
    optional={
        "checked": MOMENTS,
        "etag": st.sampled_from("xyz"),
        "feeds": REFS,
        "came_by_feed": st.just(True),
        "awaits_page": st.just(True),
        "story": st.sampled_from("st"),
        "found_on": st.sampled_from(("", "http://a.example/", "http://b.example/")),
    },
)


@given(RECORDS, RECORDS, RECORDS)
def test_records_come_to_the_same_in_whatever_order_they_meet(
    first: dict[str, Any], second: dict[str, Any], third: dict[str, Any]
) -> None:
    both = combine_records(first, second)
    assert combine_records(second, first) == both
    assert combine_records(both, both) == both
    assert combine_records(both, first) == both
    assert combine_records(both, third) == combine_records(first, combine_records(second, third))
    found = {(version["made"], version["id"]) for one in (first, second) for version in one["versions"]}
    assert [(version["made"], version["id"]) for version in both["versions"]] == sorted(found)
    feeds = {feed_id for one in (first, second) for feed_id, _ in one.get("feeds", ())}
    assert [feed_id for feed_id, _ in both.get("feeds", ())] == sorted(feeds)
    for name in ("came_by_feed", "awaits_page"):  # what one machine's reader added, or fetched, is so on both
        assert both.get(name, False) == (name in first and name in second)
    assert ("found_on" in both) == ("found_on" in first or "found_on" in second)
    if "" in (first.get("found_on"), second.get("found_on")):  # of two words the one that opens nothing
        assert both["found_on"] == ""


NEWS = {"feeds": (FeedRef(feed_id="a" * 16, key="1"),), "came_by_feed": True, "awaits_page": True, "story": "b" * 16}


def test_cleaning_anew_takes_nothing_from_what_is_known_of_news(
    store: ArticleStore, record: ArticleRecord, article: Article
) -> None:
    store.save(replace(record, **NEWS), article, made=NOON)  # type: ignore[arg-type]  # fields of a record
    going_back = store.save(record, longer(article), made=NOON)
    assert {name: getattr(going_back, name) for name in NEWS} == NEWS
    page = Page(content=b"<p>x", form=PageForm.HTML, origin=PageOrigin.URL, url="https://example.org/x")
    fetched = store.save(record, article, [page], made=NOON)
    assert {name: getattr(fetched, name) for name in NEWS} == {**NEWS, "awaits_page": False}


def test_a_sync_makes_no_news_of_what_the_reader_added(
    store: ArticleStore, record: ArticleRecord, article: Article
) -> None:
    store.save(record, article, made=NOON)
    saved = store.save(replace(record, **NEWS), article, made=NOON)  # type: ignore[arg-type]  # as above
    assert (saved.came_by_feed, saved.feeds) == (False, NEWS["feeds"])


def test_further_feeds_and_a_story_are_noted_once(store: ArticleStore, record: ArticleRecord, article: Article) -> None:
    store.save(record, article, made=NOON)
    with pytest.raises(NotFoundError):
        store.note_news("f" * 16)
    refs = [FeedRef(feed_id=name * 16, key=key) for name, key in (("b", "1"), ("a", "2"), ("b", "0"))]
    noted = store.note_news(record.id, feeds=refs, story="c" * 16)
    assert noted == store.record(record.id)
    assert noted.feeds == (FeedRef(feed_id="a" * 16, key="2"), FeedRef(feed_id="b" * 16, key="1"))
    assert noted.story == "c" * 16
    assert store.note_news(record.id, feeds=refs) == noted
    assert store.note_news(record.id, story="").story == ""


def test_a_record_made_anew_knows_its_feeds_by_their_logs(
    store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article
) -> None:
    store.save(replace(record, **NEWS), article, made=NOON)  # type: ignore[arg-type]  # as above
    FeedStore(places).tick_off("a" * 16, {"1": record.id}, NOON.date())
    FeedStore(places).tick_off("b" * 16, {"1": "c" * 16}, NOON.date())
    places.record_file(record.id).unlink()
    store.mend(record.id)
    made = store.record(record.id)
    assert [ref.feed_id for ref in made.feeds] == ["a" * 16]
    assert not made.came_by_feed  # it might be the reader's: then it must not expire
    assert made.found_on == ""  # nor is it known who led to it: then it must not lead into a private network


class TestDamage:
    @pytest.fixture(autouse=True)
    def _library(self, store: ArticleStore, record: ArticleRecord, article: Article, page: Page) -> None:
        store.save(record, article, [page], made=NOON)

    def test_a_lost_record_is_made_anew_from_the_versions(
        self, store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article
    ) -> None:
        places.record_file(record.id).write_bytes(b"")
        rebuilt = store.record(record.id)
        assert (rebuilt.title, rebuilt.url, rebuilt.authors) == ("The ferry", "https://example.org/ferry", ("A. Holm",))
        assert rebuilt.version_id == version_id_of_text(article.text)
        assert store.load(record.id) == article
        assert "record.json is damaged" in places.problems[0]
        store.mend(record.id)
        places.problems.clear()
        assert store.record(record.id) == rebuilt
        assert not places.problems

    def test_a_damaged_record_is_taken_from_the_generation_before(
        self, store: ArticleStore, places: LibraryPlaces, record: ArticleRecord
    ) -> None:
        kept = store.record(record.id)
        store.update_record(replace(kept, etag="x"))
        path = places.record_file(record.id)
        path.write_bytes(path.read_bytes().replace(b"The ferry", b"The fairy"))
        assert store.record(record.id) == kept
        store.update_record(replace(kept, etag="y"))
        assert store.record(record.id).etag == "y"
        assert b"The fairy" in next(places.damaged.iterdir()).read_bytes()

    def test_a_record_that_was_hit_in_an_id_still_leads_to_its_article(
        self, store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article
    ) -> None:
        path = places.record_file(record.id)
        good = path.read_bytes()
        for name in (record.id, version_id_of_text(article.text)):
            for wrong in ("f" + name[1:], "." + name[1:]):
                path.write_bytes(good.replace(name.encode(), wrong.encode()))
                assert store.record(record.id).id == record.id
                assert store.load(record.id) == article
                assert places.problems.take()

    def test_a_record_lost_with_all_versions_is_told_and_lists_go_on(
        self, store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article
    ) -> None:
        store.save(replace(record, id="f" * 16), article)
        places.record_file(record.id).write_bytes(b"\0")
        places.version_file(record.id, version_id_of_text(article.text)).write_bytes(b"\0")
        assert [kept.id for kept in store.records()] == ["f" * 16]
        assert any("damaged" in line for line in places.problems)
        with pytest.raises(StoreDamagedError):
            store.load(record.id)

    def test_a_damaged_page_is_said_and_nothing_else_is_lost(
        self, store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article
    ) -> None:
        (raw,) = places.raw_folder(record.id).glob("*.zst")
        content = raw.read_bytes()
        for damaged in (b"", content[: len(content) // 2], bytes(len(content))):
            raw.write_bytes(damaged)
            with pytest.raises(StoreDamagedError):
                store.snapshots(record.id)
        assert store.load(record.id) == article

    @pytest.mark.parametrize("size", [MAX_PAGE_BYTES + 1, 1 << 62])
    def test_no_room_is_made_for_a_page_that_says_it_is_huge(
        self,
        store: ArticleStore,
        places: LibraryPlaces,
        record: ArticleRecord,
        size: int,
    ) -> None:
        (raw,) = places.raw_folder(record.id).glob("*.zst")
        # RFC 8878, 3.1.1: a frame of one segment whose size stands in eight bytes, with one empty raw block.
        raw.write_bytes(b"\x28\xb5\x2f\xfd\xe0" + size.to_bytes(8, "little") + b"\x01\0\0")
        with pytest.raises(StoreDamagedError, match="a size that no page has"):
            store.snapshots(record.id)

    def test_lost_headers_cost_only_what_they_said(
        self, store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, page: Page
    ) -> None:
        next(places.raw_folder(record.id).glob("*.json")).write_bytes(b"")
        (found,) = store.snapshots(record.id)
        assert (found.content, found.form, found.url) == (page.content, page.form, "")

    @pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
    @pytest.mark.parametrize("call", range(1, 9))
    def test_a_save_that_fails_anywhere_leaves_the_old_article_or_the_new(
        self,
        store: ArticleStore,
        places: LibraryPlaces,
        record: ArticleRecord,
        article: Article,
        page: Page,
        monkeypatch: pytest.MonkeyPatch,
        step: str,
        call: int,
    ) -> None:
        real: Callable[..., Any] = getattr(os, step)
        calls = 0

        def faulty(*arguments: Any, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == call:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*arguments, **options)

        new_page = replace(page, content=b"new")
        with monkeypatch.context() as patch:
            patch.setattr(os, step, faulty)
            try:
                store.save(record, longer(article), [new_page])
                is_saved = True
            except StoreError:
                is_saved = False
        found = store.load(record.id)
        assert found == longer(article) if is_saved else found in (article, longer(article))
        assert not places.problems
        store.save(record, longer(article), [new_page])
        assert store.load(record.id) == longer(article)
        assert store.snapshots(record.id) == (new_page,)


def test_all_that_a_record_names_is_on_the_disk_before_the_record(
    store: ArticleStore,
    places: LibraryPlaces,
    record: ArticleRecord,
    article: Article,
    page: Page,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A power cut may take everything that was not waited for; and what is waited for twice costs twice."""
    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc to see which file a descriptor is")
    store.save(replace(record, id="f" * 16), article)  # the folders above are there
    steps: list[Path] = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        steps.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        real_fsync(descriptor)

    def rename(source: str, target: Path) -> None:
        assert Path(source) in steps  # its content is there before its name
        steps.append(target)
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", rename)
    kept = store.save(record, article, [page])
    record_file, folder, raw = (
        places.record_file(record.id),
        places.article_folder(record.id),
        places.raw_folder(record.id),
    )
    before, after = steps[: steps.index(record_file)], steps[steps.index(record_file) + 1 :]
    version = places.version_file(record.id, kept.version_id)
    assert {version, *raw.iterdir()} <= set(before)
    folders = [path for path in before if path.is_dir()]
    assert sorted(folders) == sorted((raw, version.parent, folder, places.articles))
    assert min(map(before.index, folders)) > max(map(before.index, (version, *raw.iterdir())))
    assert after == [folder]


def test_a_version_that_another_machine_brings_meanwhile_is_put_together_with_ours(
    store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = places.version_file(record.id, version_id_of_text(article.text))
    store.save(record, article)
    theirs = {**unseal(path.read_bytes(), path).body, "newer": "knows more"}
    for file in (path, places.record_file(record.id)):
        file.unlink()
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if not path.exists():
            path.write_bytes(seal(theirs))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    store.save(record, article)
    assert store.load(record.id) == article
    assert not places.problems


def test_one_article_kept_on_two_machines_comes_together(
    store: ArticleStore, places: LibraryPlaces, record: ArticleRecord, article: Article, tmp_path: Path
) -> None:
    second = LibraryPlaces(tmp_path / "second" / "library", tmp_path / "second" / "local")
    here = store.save(record, article, made=NOON)
    there = ArticleStore(second).save(
        replace(record, title="Retitled", added=NOON - timedelta(days=1)),
        longer(article),
        made=NOON + timedelta(hours=1),
    )
    copy = places.record_file(record.id).with_name("record.sync-conflict-20260102-120000-ABCDEFG.json")
    copy.write_bytes(second.record_file(record.id).read_bytes())
    version = second.version_file(record.id, there.version_id)
    places.version_file(record.id, there.version_id).write_bytes(version.read_bytes())
    assert store.sweep() == 1
    merged = store.record(record.id)
    assert (merged.title, merged.added) == ("Retitled", NOON - timedelta(days=1))
    assert [version.id for version in merged.versions] == [here.version_id, there.version_id]
    assert store.load(record.id) == longer(article)
    assert not copy.exists()


def test_picture_maps_of_two_machines_come_together(
    store: ArticleStore, places: LibraryPlaces, article_id: str, record: ArticleRecord, article: Article
) -> None:
    store.save(record, article)
    here = store.save_image(article_id, "https://example.org/a.png", b"A", "image/png")
    there = {"https://example.org/b.png": here.name}
    copy = here.with_name("images.sync-conflict-20260102-120000-ABCDEFG.json")
    copy.write_bytes(seal(there, 1))
    store.sweep()
    assert store.image_path(article_id, "https://example.org/a.png") == here
    assert store.image_path(article_id, "https://example.org/b.png") == here


def test_versions_of_two_machines_are_one_log_whatever_the_order_of_merging(
    record: ArticleRecord, article: Article, tmp_path: Path
) -> None:
    """Both refresh at the same time, one finds a text more, and one goes back."""
    bodies = []
    for number, minutes in enumerate((1, 2, 3)):
        folder = tmp_path / str(number)
        store = ArticleStore(LibraryPlaces(folder / "library", folder / "local"))
        store.save(record, article, made=NOON)
        store.save(record, longer(article), made=NOON + timedelta(minutes=minutes))
        if number == 1:
            store.save(record, article, made=NOON + timedelta(minutes=9), is_chosen=True)
        bodies.append(record_to_json(replace(store.record(record.id), checked=NOON + timedelta(hours=number))))
    first, second, third = bodies
    merged = combine_records(combine_records(first, second), third)
    assert merged == combine_records(third, combine_records(second, first))
    assert combine_records(merged, second) == merged
    found = record_from_json(merged)
    assert [version.made for version in found.versions] == [NOON + timedelta(minutes=at) for at in (0, 1, 2, 3, 9)]
    assert found.version_id == found.versions[0].id
    assert found.versions[-1].is_chosen
    assert found.checked == NOON + timedelta(hours=2)


def test_what_is_saved_later_stands_later_in_the_log(
    store: ArticleStore, record: ArticleRecord, article: Article
) -> None:
    """Clocks go backwards, and two saves may fall into one millisecond."""
    store.save(record, article, made=NOON)
    store.save(record, longer(article), made=NOON)
    kept = store.save(record, article, made=NOON - timedelta(days=1))
    times = [version.made for version in kept.versions]
    assert times == sorted(times)
    assert len(set(times)) == 3


def test_when_a_page_was_asked_for_last_is_never_forgotten(
    store: ArticleStore, record: ArticleRecord, article: Article
) -> None:
    store.save(replace(record, checked=NOON), article)
    assert store.save(record, longer(article)).checked == NOON
    assert store.record(record.id).checked == NOON
