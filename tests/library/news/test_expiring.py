"""News goes when its time is over, and nothing that the reader did anything with."""

import errno
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.news import expiring
from reader.library.news.expiring import KeepLimits, due, expire, keep_limits
from reader.library.progress import Work
from reader.library.stores import Stores, open_stores
from reader.model.feed import Feed, FeedSettings
from reader.model.kept import ArticleRecord
from reader.model.page import Page, PageForm, PageOrigin
from reader.store.atomic import NewFiles
from reader.store.care.expiry import Expiry, going
from reader.store.drafts import Draft, Drafts, DraftSubject
from reader.store.index.ageing import NewsAge
from reader.store.places import names_in
from reader.store.snapshots import save_snapshot
from tests.library.made_news import DUNLIN, HERON, NOW, PLOVER, keep

OLD = NOW - timedelta(days=31)
USUAL = Config(feed_keep_days=30, feed_keep_most=0)


@pytest.fixture
def stores(library: Library) -> Stores:
    """The stores of an empty library."""
    return open_stores(library.folder, library.folders)


def expire_all(
    library: Library, config: Config = USUAL, now: datetime = NOW, work: Work | None = None
) -> expiring.Expired:
    """Let what is due go; nothing may fail."""
    library.catch_up()
    gone = expire(library._stores, library._indexing, config, work, now=now)
    assert gone.failures == ()
    return gone


def files_of(library: Library, article_id: str) -> list[Path]:
    """Return everything in the library and beside it that has the article's id in its path, but for the text kept aside."""
    places = library._stores.places
    return [
        path
        for folder in (places.folder, places.local)
        for path in folder.rglob("*")
        if article_id in str(path) and path.suffix != ".lock" and places.gone not in path.parents
    ]


# -- what is due ---------------------------------------------------------------------------------------------------------


def limits(table: Mapping[str, KeepLimits]) -> Callable[[str], KeepLimits | None]:
    """Return limits of feeds as a table has them."""
    return lambda feed_id: table.get(feed_id)


def aged(article_id: str, days: float, *feeds: str) -> NewsAge:
    """Return an article that came so many days ago."""
    return NewsAge(0, article_id, NOW - timedelta(days=days), feeds or (HERON,))


def test_what_is_older_than_its_feed_keeps_is_due_the_oldest_first() -> None:
    news = [aged("new", 1), aged("week", 8), aged("month", 30)]
    assert [one.article_id for one in due(news, limits({HERON: KeepLimits(days=7)}), NOW)] == ["month", "week"]
    assert due(news, limits({HERON: KeepLimits(days=0)}), NOW) == ()


def test_of_more_articles_than_a_feed_keeps_the_oldest_are_due() -> None:
    news = [aged(str(number), number) for number in range(10)]
    assert [one.article_id for one in due(news, limits({HERON: KeepLimits(most=8)}), NOW)] == ["9", "8"]


def test_an_article_of_two_feeds_stays_as_long_as_one_of_them_keeps_it() -> None:
    table = {HERON: KeepLimits(days=7), PLOVER: KeepLimits(days=60)}
    assert due([aged("both", 30, HERON, PLOVER)], limits(table), NOW) == ()
    assert due([aged("both", 61, HERON, PLOVER)], limits(table), NOW) != ()


def test_a_feed_that_is_not_subscribed_to_keeps_nothing_beside_one_that_is_and_as_usual_alone() -> None:
    table = {"": KeepLimits(days=30), HERON: KeepLimits(days=7)}
    assert due([aged("both", 20, HERON, DUNLIN)], limits(table), NOW) != ()
    assert due([aged("alone", 20, DUNLIN)], limits(table), NOW) == ()
    assert due([aged("alone", 31, DUNLIN)], limits(table), NOW) != ()


def test_what_is_set_for_a_feed_goes_before_what_is_usual() -> None:
    feeds = {
        HERON: Feed(id=HERON, url="https://heron.example/", settings=FeedSettings(keep_days=0, keep_most=5)),
        PLOVER: Feed(id=PLOVER, url="https://plover.example/"),
    }
    limits_of = keep_limits(feeds, Config(feed_keep_days=30, feed_keep_most=1_000))
    assert limits_of(HERON) == KeepLimits(days=0, most=5)
    assert limits_of(PLOVER) == limits_of("") == KeepLimits(days=30, most=1_000)
    assert limits_of(DUNLIN) is None


# -- what goes, and what stays -------------------------------------------------------------------------------------------


def test_what_is_due_goes_with_all_its_files(library: Library, stores: Stores) -> None:
    old, new = keep(stores, "Old", added=OLD), keep(stores, "New")
    further = "https://short.example/x"
    stores.articles.add_alias(old.url + "/amp", old.id)
    stores.articles.add_alias(further, new.id)
    stores.articles.save_image(old.id, "https://paper.example/a.png", b"\x89PNG", "image/png")
    stores.states.change(old.id, is_read=True)
    stores.states.save_position(old.id, 3, 4)
    stores.states.change(old.id, is_read=False)  # a generation before
    assert expire_all(library) == expiring.Expired(articles=1)
    assert files_of(library, old.id) == []
    assert [row.record.id for row in library.list(View(kind=ViewKind.ALL))] == [new.id]
    assert stores.articles.alias(further) == new.id
    assert library.check().findings == ()


def test_an_address_of_what_is_gone_leads_nowhere(library: Library, stores: Stores) -> None:
    old = keep(stores, "Old", added=OLD)
    record = replace(stores.articles.record(old.id), source="https://short.example/old")
    stores.articles.update_record(record)
    stores.articles.add_alias(record.source, old.id)
    asked, came = "https://short.example/new", "https://paper.example/old?from=short"
    page = Page(content=b"<p>Old", form=PageForm.HTML, origin=PageOrigin.URL, url=came, requested_url=asked)
    with NewFiles() as files:
        save_snapshot(stores.places.raw_folder(old.id), page, files)
    for url in (asked, came):
        stores.articles.add_alias(url, old.id)
    expire_all(library)
    assert names_in(stores.places.aliases) == []


def removed_note(library: Library, article_id: str) -> None:
    """Write a note and throw it away: it may come back from the trash."""
    library.remove_annotation(article_id, library.note_article(article_id, "gone").id)


def linked(library: Library, article_id: str) -> None:
    """Link to the article in a note on another one."""
    stores = library._stores
    library.note_article(keep(stores, "Mine", is_news=False).id, f"see [[{article_id[:10]}|Touched]]")


def drafted(library: Library, article_id: str) -> None:
    """Begin a note and leave it."""
    held = Drafts(library._stores.places.drafts).begin()
    held.keep(Draft(DraftSubject(article_id), "half a", NOW))
    held.release()


def filed(library: Library, article_id: str) -> None:
    """Archive what was read long ago."""
    library._stores.states.change(article_id, opened=NOW - timedelta(days=60))
    library.set_archived(article_id, True)


def unstarred(library: Library, article_id: str) -> None:
    """Star, and think better of it."""
    library.set_starred(article_id, True)
    library.set_starred(article_id, False)


TOUCHES: Mapping[str, Callable[[Library, str], object]] = {
    "star": lambda library, one: library.set_starred(one, True),
    "tag": lambda library, one: library.set_tags(one, ("own",)),
    "highlight": lambda library, one: library.annotate(one, 0, 3),
    "note": lambda library, one: library.note_article(one, "a note"),
    "removed note": removed_note,
    "link": linked,
    "keep": lambda library, one: library._stores.states.change(one, is_kept=True),
    "trash": lambda library, one: library.set_trashed(one, True),
    "place": lambda library, one: library.set_mark(one, "a", 2),
    "draft": drafted,
    "opened": lambda library, one: library._stores.states.change(one, opened=NOW - timedelta(days=6)),
    "opened and archived": filed,
}
PASSING: Mapping[str, Callable[[Library, str], object]] = {
    "read": lambda library, one: library.set_read(one, True),
    "hidden": lambda library, one: library._stores.states.change(one, is_hidden=True),
    "archived unread": lambda library, one: library.set_archived(one, True),
    "opened weeks ago": lambda library, one: library._stores.states.change(one, opened=NOW - timedelta(days=20)),
    "star taken away": unstarred,
}
"""What keeps no article."""


@pytest.mark.parametrize("touch", TOUCHES)
def test_what_the_reader_did_anything_with_stays(library: Library, stores: Stores, touch: str) -> None:
    touched, other = keep(stores, "Touched", added=OLD), keep(stores, "Other", added=OLD)
    TOUCHES[touch](library, touched.id)
    assert expire_all(library).articles == 1
    assert stores.articles.has(touched.id)
    assert not stores.articles.has(other.id)


@pytest.mark.parametrize("touch", PASSING)
def test_what_was_only_looked_over_goes(library: Library, stores: Stores, touch: str) -> None:
    article = keep(stores, "Looked over", added=OLD)
    PASSING[touch](library, article.id)
    assert expire_all(library).articles == 1
    assert files_of(library, article.id) == []


def test_what_the_reader_added_never_goes(library: Library, stores: Stores) -> None:
    added = keep(stores, "Mine", added=OLD, is_news=False)
    assert expire_all(library).articles == 0
    assert stores.articles.has(added.id)


@pytest.mark.parametrize("touch", ["star", "tag", "keep", "trash", "place", "note", "removed note", "opened"])
def test_what_is_touched_between_the_plan_and_the_removal_stays(
    library: Library, stores: Stores, monkeypatch: pytest.MonkeyPatch, touch: str
) -> None:
    one, other = keep(stores, "One", added=OLD), keep(stores, "Other", added=OLD)
    planned = expiring.due

    def touch_meanwhile(*asked: object) -> object:
        found = planned(*asked)  # type: ignore[arg-type]  # handed on
        TOUCHES[touch](library, one.id)  # in another window
        return found

    monkeypatch.setattr(expiring, "due", touch_meanwhile)
    assert expire_all(library).articles == 1
    assert stores.articles.has(one.id)
    assert not stores.articles.has(other.id)


def test_what_is_damaged_is_left_to_the_doctor(library: Library, stores: Stores) -> None:
    article = keep(stores, "Old", added=OLD)
    library.catch_up()
    path = stores.places.record_file(article.id)
    path.write_bytes(path.read_bytes()[:-40])
    assert expire(library._stores, library._indexing, USUAL, now=NOW).articles == 0
    assert path.exists()


def test_steps_of_undo_about_what_is_gone_go_with_it(library: Library, stores: Stores) -> None:
    old, new = keep(stores, "Old", added=OLD), keep(stores, "New")
    library.set_read(new.id, True)
    library.set_read(old.id, True)
    expire_all(library)
    assert library.undo() == "read “New”"
    assert files_of(library, old.id) == []


def test_giving_up_leaves_the_rest_for_the_next_time(library: Library, stores: Stores) -> None:
    for number in range(60):
        keep(stores, f"Old {number}", added=OLD)
    cancel = Event()
    first = expire_all(library, work=Work(report=lambda progress: cancel.set(), cancel=cancel))
    assert 0 < first.articles < 60
    assert not first.is_whole
    second = expire_all(library)
    assert first.articles + second.articles == 60
    assert list(stores.articles.ids()) == []


def test_one_that_cannot_be_removed_holds_up_no_others(
    library: Library, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [keep(stores, f"Old {number}", added=OLD) for number in range(5)]
    hide = Expiry._hide

    def fail_once(self: Expiry, article_id: str) -> None:
        if article_id == articles[2].id:
            raise OSError("it is busy")
        hide(self, article_id)

    monkeypatch.setattr(Expiry, "_hide", fail_once)
    library.catch_up()
    gone = expire(library._stores, library._indexing, USUAL, now=NOW)
    assert (gone.articles, len(gone.failures)) == (4, 1)
    assert list(stores.articles.ids()) == [articles[2].id]


# -- kept aside ----------------------------------------------------------------------------------------------------------


def test_the_text_of_what_went_is_kept_aside_for_a_month(library: Library, stores: Stores) -> None:
    old = keep(stores, "Old", added=OLD)
    stores.articles.save_image(old.id, "https://paper.example/a.png", b"\x89PNG", "image/png")
    page = Page(content=b"<p>Old", form=PageForm.HTML, origin=PageOrigin.URL)
    with NewFiles() as files:
        save_snapshot(stores.places.raw_folder(old.id), page, files)
    expire_all(library)
    kept = stores.places.gone_folder(old.id)
    names = sorted(path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file())
    assert names == ["record.json", f"versions/{old.versions[-1].id}.json"]
    expire_all(library, now=NOW + timedelta(days=29))
    assert kept.exists()
    expire_all(library, now=NOW + timedelta(days=31))
    assert names_in(stores.places.gone) == []


def test_the_text_is_kept_aside_on_another_disk_too(
    library: Library, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = keep(stores, "Old", added=OLD)
    rename = os.rename

    def within_a_disk(one: Path, other: Path) -> None:
        if stores.places.folder in Path(one).parents and stores.places.local in Path(other).parents:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        rename(one, other)

    monkeypatch.setattr(os, "rename", within_a_disk)
    expire_all(library)
    assert files_of(library, old.id) == []
    stores.states.change(old.id, is_starred=True)
    library.sweep()
    assert stores.articles.load(old.id).metadata.title == "Old"


RETURNS = ("star", "tag", "note", "keep", "trash", "place", "opened")


@pytest.mark.parametrize("touch", [*RETURNS, *PASSING])
def test_what_another_machine_did_anything_with_comes_back_days_later(
    library: Library, stores: Stores, tmp_path: Path, touch: str
) -> None:
    gone = keep(stores, "Gone", "Nine herons stood on the pier.", added=OLD)
    with Library.open(folders=Folders.below(tmp_path / "other")) as other:
        shutil.copytree(library.folder, other.folder, dirs_exist_ok=True)
        {**TOUCHES, **PASSING}[touch](other, gone.id)
        expire_all(library)
        for name in ("state", "annotations"):  # what comes from the machine that was away
            if (other.folder / name).exists():
                shutil.copytree(other.folder / name, library.folder / name, dirs_exist_ok=True)
    assert expire_all(library).articles == 0
    assert stores.articles.has(gone.id) == (touch in RETURNS)
    assert stores.places.gone_folder(gone.id).exists() == (touch not in RETURNS)
    if touch in RETURNS:
        assert "Nine herons" in stores.articles.load(gone.id).text
    else:
        assert files_of(library, gone.id) == []
    assert library.check().findings == ()


def test_a_record_that_another_machine_wrote_finds_its_text_again(library: Library, stores: Stores) -> None:
    gone = keep(stores, "Gone", "Nine herons stood on the pier.", added=OLD)
    written = stores.places.record_file(gone.id).read_bytes()
    expire_all(library)
    stores.places.record_file(gone.id).parent.mkdir()
    stores.places.record_file(gone.id).write_bytes(written)
    library.sweep()
    assert "Nine herons" in stores.articles.load(gone.id).text
    assert names_in(stores.places.gone) == []


def test_what_was_purged_elsewhere_does_not_come_back(library: Library, stores: Stores) -> None:
    gone = keep(stores, "Gone", added=OLD)
    expire_all(library)
    stores.states.change(gone.id, is_trashed=True, purged={"title": "Gone", "url": gone.url})
    library.sweep()
    assert not stores.articles.has(gone.id)
    assert names_in(stores.places.gone) == []


def test_what_is_added_anew_is_no_longer_kept_aside(library: Library, stores: Stores) -> None:
    gone = keep(stores, "Gone", "As it was.", added=OLD, url="https://paper.example/again")
    expire_all(library)
    again = keep(stores, "Gone", "As it is now.", url="https://paper.example/again", is_news=False)
    library.sweep()
    assert again.id == gone.id
    assert names_in(stores.places.gone) == []
    assert len(names_in(stores.places.article_folder(gone.id) / "versions")) == 1


# -- stopped in the middle -----------------------------------------------------------------------------------------------


class Killed(BaseException):
    """The process is gone."""


CALLS = ("rename", "replace", "unlink", "remove", "rmdir")


class Killer:
    """Ends the process at the nth change to the disk."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = -1
        self.made = 0
        for name in CALLS:
            monkeypatch.setattr(os, name, self._counting(getattr(os, name)))

    def _counting(self, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*values: object, **named: object) -> object:
            if self.left == 0:
                raise Killed
            self.left -= 1
            self.made += 1
            return call(*values, **named)

        return counted


def test_a_kill_at_any_change_to_the_disk_leaves_no_article_half(
    library: Library, stores: Stores, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    killer = Killer(monkeypatch)
    step = 0
    while True:
        killer.left = -1
        touched = keep(stores, "Touched", added=OLD)
        stores.states.change(touched.id, is_starred=True)
        old = [keep(stores, f"Old {number}", added=OLD) for number in range(2)]
        for article in old:
            stores.articles.save_image(article.id, "https://paper.example/a.png", b"\x89PNG", "image/png")
            stores.states.change(article.id, is_read=True)
        library.catch_up()
        killer.left = step
        with suppress(Killed):
            expire(library._stores, library._indexing, USUAL, now=NOW)
        was_killed, killer.left = killer.left == 0, -1
        for article in old:  # whole, or gone
            if stores.articles.has(article.id):
                assert stores.articles.load(article.id).metadata.title == article.title
                assert stores.articles.image_path(article.id, "https://paper.example/a.png")
        with Library.open(library.folder, folders=library.folders, config=USUAL) as later:
            expire_all(later)
        assert stores.articles.has(touched.id)
        assert stores.states.load(touched.id).is_starred
        for article in old:
            assert files_of(library, article.id) == []
        assert going(stores.places) == ()
        stores.articles.update_record(replace(stores.articles.record(touched.id), came_by_feed=False))
        if not was_killed:
            break
        step += 1
    assert step > 15


def test_what_another_machine_has_starred_while_it_went_comes_back(library: Library, stores: Stores) -> None:
    article = keep(stores, "Old", added=OLD)
    library.catch_up()
    Expiry(stores.places, NOW)._hide(article.id)  # and there the machine was switched off
    stores.states.change(article.id, is_starred=True)
    assert expire_all(library).articles == 0
    assert stores.articles.load(article.id).metadata.title == "Old"
    assert going(stores.places) == ()


def test_what_another_machine_has_annotated_while_it_went_comes_back(library: Library, stores: Stores) -> None:
    article = keep(stores, "Old", added=OLD)
    library.note_article(article.id, "a note")
    Expiry(stores.places, NOW)._hide(article.id)  # it went before the note came here
    assert expire_all(library).articles == 0
    assert stores.articles.has(article.id)
    assert going(stores.places) == ()


def test_the_doctor_finishes_what_was_stopped(library: Library, stores: Stores) -> None:
    article = keep(stores, "Old", added=OLD)
    Expiry(stores.places, NOW)._hide(article.id)
    (finding,) = library.check().findings
    assert (finding.what, finding.remedy) == ("is left of old news that was being cleared away", "removes it")
    assert [found.is_mended for found in library.check(fix=True).findings] == [True]
    assert files_of(library, article.id) == []
    assert library.check().findings == ()


def test_what_was_added_anew_after_a_kill_is_left_alone(library: Library, stores: Stores) -> None:
    article = keep(stores, "Old", added=OLD, url="https://paper.example/again")
    Expiry(stores.places, NOW)._hide(article.id)
    again = keep(stores, "Old again", url="https://paper.example/again", is_news=False)
    stores.states.change(again.id, is_starred=True)
    expire_all(library)
    assert stores.articles.load(again.id).metadata.title == "Old again"
    assert stores.states.load(again.id).is_starred
    assert going(stores.places) == ()


# -- whatever the reader does --------------------------------------------------------------------------------------------

ACTS = {**TOUCHES, **PASSING}
WRITTEN = frozenset(("highlight", "note", "removed note", "link", "draft"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    done=st.lists(st.lists(st.sampled_from(sorted(ACTS)), max_size=3), min_size=1, max_size=6),
    days=st.integers(0, 40),
    most=st.integers(0, 4),
)
def test_nothing_that_the_reader_touched_is_ever_lost(
    tmp_path_factory: pytest.TempPathFactory, done: list[list[str]], days: int, most: int
) -> None:
    folders = Folders.below(tmp_path_factory.mktemp("home"))
    config = Config(feed_keep_days=days, feed_keep_most=most)
    with Library.open(folders=folders, config=config) as library:
        stores = library._stores
        records: list[ArticleRecord] = []
        for number, acts in enumerate(done):
            record = keep(stores, f"Article {number}", added=NOW - timedelta(days=10 * number, hours=1))
            records.append(record)
            for act in acts:
                ACTS[act](library, record.id)
        before = {record.id: stores.states.load(record.id) for record in records}
        expire_all(library, config)
        for number, (record, acts) in enumerate(zip(records, done, strict=True)):
            state = before[record.id]
            is_touched = (
                state.is_starred
                or state.is_kept
                or state.is_trashed
                or bool(state.tags or state.marks)
                or (state.opened is not None and (state.is_archived or NOW - state.opened < timedelta(days=7)))
                or not WRITTEN.isdisjoint(acts)
            )
            if is_touched or not (days or most):
                assert stores.articles.load(record.id).metadata.title == record.title
                assert stores.states.load(record.id) == before[record.id]
            elif days and number * 10 >= days and not acts:
                assert not stores.articles.has(record.id)
