"""How long was read: counted by day and hour, one file a machine and month, put together without counting twice."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.errors import StoreError
from reader.model.reading_time import Spell
from reader.store.care.backup import back_up
from reader.store.care.doctor import examine_library
from reader.store.care.restore import restore
from reader.store.combining import combine_readings
from reader.store.kinds import FileKind, kind_of
from reader.store.places import LibraryPlaces
from reader.store.reading_log import ReadingLog
from reader.store.sealed import JsonObject, seal, unseal

EVENING = datetime(2026, 11, 23, 21, 40, tzinfo=UTC)
ALL = (date(2000, 1, 1), date(2100, 1, 1))


def spell(
    article_id: str = "a1",
    seconds: int = 60,
    ended: datetime = EVENING,
    *,
    title: str = "The ferry",
    site: str = "Harbour Post",
    before: float = 0.0,
    after: float = 0.5,
) -> Spell:
    return Spell(article_id, title, site, 400, ended, seconds, before, after)


@pytest.fixture
def log(places: LibraryPlaces) -> ReadingLog:
    return ReadingLog(places)


def bring_back(places: LibraryPlaces, path: Path) -> None:
    restore(
        places,
        path,
        bring_back=False,
        is_dry_run=False,
        clock=lambda: EVENING,
        step_of=lambda label: lambda done, total: None,
    )


def only_file(places: LibraryPlaces) -> Path:
    (path,) = places.reading.iterdir()
    return path


def test_spells_of_one_day_are_one_row_with_its_hours(log: ReadingLog) -> None:
    log.add(spell(seconds=100, before=0.1, after=0.4))
    log.add(spell(seconds=50, before=0.4, after=0.9))
    log.add(spell(seconds=7, ended=EVENING + timedelta(hours=1), before=0.9, after=0.2))
    (day,) = log.days(*ALL)
    assert (day.day, day.article_id, day.title, day.site, day.words) == (
        date(2026, 11, 23),
        "a1",
        "The ferry",
        "Harbour Post",
        400,
    )
    assert day.hours == {21: 150, 22: 7}
    assert day.seconds == 157
    assert (day.before, day.after) == (0.1, 0.9)


def test_only_the_files_of_the_months_asked_for_are_read(log: ReadingLog, places: LibraryPlaces) -> None:
    log.add(spell(ended=EVENING - timedelta(days=60)))
    log.add(spell())
    for path in places.reading.glob("*-2026-09.json"):
        path.write_text("no JSON at all")
    assert [day.day for day in log.days(date(2026, 11, 1), date(2026, 11, 30))] == [date(2026, 11, 23)]
    assert not places.problems.take()
    assert log.days(date(2026, 11, 24), date(2026, 11, 30)) == ()


def test_the_first_day_is_that_of_the_oldest_file(log: ReadingLog) -> None:
    assert log.first_day() is None
    log.add(spell())
    log.add(spell(ended=EVENING - timedelta(days=400)))
    assert log.first_day() == (EVENING - timedelta(days=400)).date()


def test_a_spell_of_no_time_writes_nothing(log: ReadingLog, places: LibraryPlaces) -> None:
    log.add(spell(seconds=0))
    assert not places.folder.exists()


def test_titles_are_cleaned_and_short(log: ReadingLog) -> None:
    log.add(spell(title="a\x1b[31mb\u202ec\n" + "x" * 5_000))
    (day,) = log.days(*ALL)
    assert "\x1b" not in day.title
    assert "\n" not in day.title
    assert len(day.title) <= 200


def test_two_machines_keep_files_of_their_own(tmp_path: Path) -> None:
    machines = [LibraryPlaces(tmp_path / "library", tmp_path / name) for name in ("one", "two")]
    for places in machines:
        ReadingLog(places).add(spell(seconds=30))
    assert len(list((tmp_path / "library" / "reading").iterdir())) == 2
    assert sum(day.seconds for day in ReadingLog(machines[0]).days(*ALL)) == 60


def test_two_windows_lose_nothing_of_each_other(places: LibraryPlaces) -> None:
    first, second = ReadingLog(places), ReadingLog(LibraryPlaces(places.folder, places.local))
    for _ in range(5):
        first.add(spell("a1", 10))
        second.add(spell("a2", 10))
    assert sorted((day.article_id, day.seconds) for day in first.days(*ALL)) == [("a1", 50), ("a2", 50)]


def test_a_conflict_copy_counts_what_it_has_more_of_and_nothing_twice(log: ReadingLog, places: LibraryPlaces) -> None:
    log.add(spell("a1", 100))
    path = only_file(places)
    older = path.read_bytes()
    log.add(spell("a1", 20))
    log.add(spell("a2", 5))
    path.with_name(f"{path.stem}.sync-conflict-20261123-220000-ABCDEFG.json").write_bytes(older)
    assert log.sweep() == 1
    assert sorted((day.article_id, day.seconds) for day in log.days(*ALL)) == [("a1", 120), ("a2", 5)]
    assert only_file(places) == path


def test_a_damaged_file_costs_its_month_and_the_next_spell_is_kept(log: ReadingLog, places: LibraryPlaces) -> None:
    log.add(spell(seconds=100))
    path = only_file(places)
    path.write_bytes(path.read_bytes()[:40])
    assert log.days(*ALL) == ()
    assert any("damaged" in problem for problem in places.problems.take())
    log.add(spell(seconds=8))
    assert sum(day.seconds for day in log.days(*ALL)) == 8
    assert list(places.damaged.iterdir())


def test_a_spell_that_cannot_be_written_takes_nothing_away(
    log: ReadingLog, places: LibraryPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.add(spell(seconds=100))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.replace", fail)
        with pytest.raises(StoreError, match="No space left"):
            log.add(spell(seconds=20))
    assert sum(day.seconds for day in log.days(*ALL)) == 100
    assert only_file(places)


@pytest.mark.parametrize(
    "days",
    [
        [],
        {"2026-11-23": []},
        {"yesterday": {"a1": {"hours": {"9": 60}}}},
        {"2026-11-23": {"../../etc": {"hours": {"9": 60}}}},
        {"2026-11-23": {"a1": "read"}},
        {"2026-11-23": {"a1": {"hours": {"99": 60, "-1": 60, "x": 60, "9": "long"}}}},
    ],
)
def test_a_file_that_makes_no_sense_counts_nothing(places: LibraryPlaces, days: object) -> None:
    places.reading.mkdir(parents=True)
    path = places.reading_file(f"{places.device}-2026-11")
    path.write_bytes(seal({"days": days}))
    assert sum(day.seconds for day in ReadingLog(places).days(*ALL)) == 0
    ReadingLog(places).add(spell(seconds=5))
    assert sum(day.seconds for day in ReadingLog(places).days(*ALL)) == 5


def test_a_file_says_no_more_of_an_hour_than_a_day_holds(places: LibraryPlaces) -> None:
    places.reading.mkdir(parents=True)
    row = {"title": ["x"], "words": -3, "from": 900, "to": "far", "hours": {"9": 10**30}}
    places.reading_file(f"{places.device}-2026-11").write_bytes(seal({"days": {"2026-11-23": {"a1": row}}}))
    (day,) = ReadingLog(places).days(*ALL)
    assert (day.title, day.words, day.before, day.after, day.seconds) == ("", 0, 1.0, 0.0, 86_400)


def test_clearing_leaves_nothing_of_any_machine(log: ReadingLog, places: LibraryPlaces) -> None:
    assert log.clear() == 0
    log.add(spell())
    other = places.reading_file("00ff00ff-2026-10")
    other.write_bytes(only_file(places).read_bytes())
    before = places.previous_file(other)
    before.parent.mkdir(parents=True)
    before.write_bytes(other.read_bytes())
    assert log.clear() == 2
    assert log.days(*ALL) == ()
    assert not before.exists()


def test_doctor_mends_a_damaged_file(log: ReadingLog, places: LibraryPlaces) -> None:
    log.add(spell(seconds=100))
    path = only_file(places)
    path.write_bytes(path.read_bytes() + b"more\n")
    path.with_name("my notes.txt").write_text("not ours")
    examination = examine_library(places, fix=True)
    assert [finding.path for finding in examination.findings] == [path]
    assert examination.findings[0].is_mended
    assert not examine_library(places, fix=False).findings
    assert sum(day.seconds for day in log.days(*ALL)) == 100


def test_a_backup_takes_it_along_and_counts_nothing_twice(
    log: ReadingLog, places: LibraryPlaces, tmp_path: Path
) -> None:
    log.add(spell(seconds=100))
    back_up(places, tmp_path / "b.zip", clock=lambda: EVENING, step_of=lambda label: lambda done, total: None)
    with ZipFile(tmp_path / "b.zip") as archive:
        assert f"reading/{only_file(places).name}" in archive.namelist()
    log.add(spell(seconds=20))
    bring_back(places, tmp_path / "b.zip")
    assert sum(day.seconds for day in log.days(*ALL)) == 120
    log.clear()
    bring_back(places, tmp_path / "b.zip")
    assert sum(day.seconds for day in log.days(*ALL)) == 100


def test_its_files_are_known_by_their_names() -> None:
    assert kind_of("reading/3fa9c012-2026-11.json") is FileKind.READING
    assert kind_of("reading/notes.json") is None


rows = st.fixed_dictionaries(
    {
        "hours": st.dictionaries(st.sampled_from("0 9 21".split()), st.integers(1, 500), min_size=1),
        "to": st.integers(0, 9),
    }
)
bodies = st.fixed_dictionaries(
    {
        "days": st.dictionaries(
            st.sampled_from(("2026-11-22", "2026-11-23")), st.dictionaries(st.sampled_from("ab"), rows)
        )
    }
)


@given(bodies, bodies, bodies)
def test_combining_is_a_join(a: JsonObject, b: JsonObject, c: JsonObject) -> None:
    def plain(body: JsonObject) -> JsonObject:
        decoded: JsonObject = json.loads(json.dumps(unseal(seal(body), Path("x.json")).body))
        return decoded

    def join(left: JsonObject, right: JsonObject) -> JsonObject:
        return plain(combine_readings(left, right))

    assert join(a, b) == join(b, a)
    assert join(join(a, b), c) == join(a, join(b, c))
    assert join(a, a) == plain(a)
