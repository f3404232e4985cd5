"""Whatever becomes of the file, nobody gets anything but an answer or one clear line, and soon the right answer again."""

import fcntl
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.model.errors import StoreError, StoreLockedError
from reader.model.kept import ReadingState
from reader.model.query import All, Query, SortKey, TextField, Words
from reader.store.index.database import Database
from reader.store.index.library_index import LibraryIndex
from reader.store.index.rows import Asked, IndexLostError, Shelf, Signatures
from reader.store.places import LibraryPlaces
from tests.store.index.conftest import MakeArticle, MakePlaced

ARTICLES = 60
Fill = Callable[[LibraryIndex], None]


@pytest.fixture
def fill(make_article: MakeArticle, make_placed: MakePlaced) -> Fill:
    """Fills an index as the library does, from the beginning."""

    def fill_it(index: LibraryIndex) -> None:
        with index.writing():
            for number in range(ARTICLES):
                text = " ".join(f"w{place * number}" for place in range(80))
                index.put_article(make_article(number, f"It sails no more. {text}"))
                index.put_state(f"{number:016x}", ReadingState(tags=(f"t{number % 7}",)), Signatures(state=1))
                index.put_annotations(f"{number:016x}", [make_placed(number + 1, number=number, note="a remark")], 1)
        index.mark_complete()

    return fill_it


@pytest.fixture
def filled(index: LibraryIndex, fill: Fill) -> Path:
    """The file of a filled index that nobody has open."""
    fill(index)
    index.close()
    return index.path


def everything(index: LibraryIndex) -> list[object]:
    """Ask for all there is, in every way."""
    docids = index.article_docids(Asked(shelf=Shelf.EVERYTHING))
    words = Query(condition=Words(text="sails"), sort=SortKey.BEST)
    both = Query(condition=All(parts=(Words(text="w3", is_prefix=True), Words(text="sails"))))
    keys = index.annotation_keys(Asked(query=Query(condition=Words(text="remark", field=TextField.NOTE))))
    return [
        index.is_complete,
        list(docids),
        index.rows(docids),
        index.article_ids(docids),
        len(index.article_docids(Asked(query=words))),
        len(index.article_docids(Asked(query=both))),
        len(index.annotations(keys)),
        index.counts(),
        index.all_tags(),
        index.incomplete(),
        index.size().articles,
        index.changes_since(0).is_whole,
        index.stale(),
    ]


def comes_right_again(index: LibraryIndex, fill: Fill, expected: list[object]) -> None:
    """Use a damaged index as the library does: what is told as lost is filled, what only the check sees is filled too."""
    lines: list[str] = []
    for _ in range(4):
        try:
            if not index.is_complete:
                index.clear()
                fill(index)
            everything(index)
            index.put_state("0" * 16, ReadingState(tags=("t0",)), Signatures(state=1))
            index.verify()
            break
        except IndexLostError as error:
            lines.append(str(error))
    if everything(index)[2:] != expected[2:]:  # only a letter of a shown line can be another: nothing checks that
        index.clear()
        fill(index)
    assert not any("\n" in line for line in lines)
    assert without_numbers(everything(index)) == without_numbers(expected)


def without_numbers(answers: list[object]) -> list[object]:
    """Docids are others in a new index."""
    return answers[:1] + answers[2:]


def test_a_cut_file_is_made_anew(filled: Path, open_index: Callable[[], LibraryIndex], fill: Fill) -> None:
    first = open_index()
    expected = everything(first)
    first.close()
    whole, rng = filled.read_bytes(), random.Random(1)
    for length in (0, 1, 99, 4096, 8192, len(whole) - 1, *(rng.randrange(len(whole)) for _ in range(12))):
        filled.write_bytes(whole[:length])
        index = open_index()
        comes_right_again(index, fill, expected)
        index.close()


def test_a_file_with_a_hole_is_made_anew(filled: Path, open_index: Callable[[], LibraryIndex], fill: Fill) -> None:
    first = open_index()
    expected = everything(first)
    first.close()
    whole, rng = filled.read_bytes(), random.Random(2)
    for start in (0, 16, *(rng.randrange(len(whole)) for _ in range(30))):
        length = rng.choice((16, 512, 4096))
        filled.write_bytes(whole[:start] + bytes(length) + whole[start + length :])
        index = open_index()
        comes_right_again(index, fill, expected)
        index.close()


def test_a_turned_bit_is_survived(filled: Path, open_index: Callable[[], LibraryIndex], fill: Fill) -> None:
    first = open_index()
    expected = everything(first)
    first.close()
    whole, rng = filled.read_bytes(), random.Random(3)
    for _ in range(60):
        turned = bytearray(whole)
        turned[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        filled.write_bytes(turned)
        index = open_index()
        comes_right_again(index, fill, expected)
        index.close()


def test_damage_under_an_open_index_is_survived(
    filled: Path, open_index: Callable[[], LibraryIndex], fill: Fill
) -> None:
    rng = random.Random(4)
    index = open_index()
    expected = everything(index)
    for _ in range(12):
        with index._database.writing() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
        with index._database.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint").fetchone()
        with filled.open("r+b") as file:
            file.seek(rng.randrange(pages - 1) * 4096)
            file.write(rng.randbytes(4096))
        comes_right_again(index, fill, expected)


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00", bytes(9000)])
def test_what_is_no_index_is_replaced(index: LibraryIndex, fill: Fill, content: bytes) -> None:
    index.path.parent.mkdir(parents=True)
    index.path.write_bytes(content)
    assert not index.is_complete
    fill(index)
    assert index.size().articles == ARTICLES


def test_the_database_of_another_program_or_form_is_replaced(
    filled: Path, open_index: Callable[[], LibraryIndex], fill: Fill
) -> None:
    for change in (
        "UPDATE meta SET value = '0/other' WHERE name = 'form'",
        "DROP TABLE meta",
        "PRAGMA application_id = 7",
    ):
        connection = sqlite3.connect(filled)
        connection.execute(change)
        connection.commit()
        connection.close()
        index = open_index()
        assert not index.is_complete
        fill(index)
        assert len(index.article_docids(Asked())) == ARTICLES
        index.close()


def test_side_files_of_a_database_that_is_gone_are_not_taken_for_ours(
    filled: Path, open_index: Callable[[], LibraryIndex], fill: Fill
) -> None:
    left = open_index()
    left.put_state("0" * 16, ReadingState(is_read=True), Signatures())
    for ending in ("-wal", "-shm"):
        beside = filled.with_name(f"{filled.name}{ending}")
        beside.with_suffix(".kept").write_bytes(beside.read_bytes())
        beside.with_suffix(".kept").replace(beside)
    filled.unlink()
    index = open_index()
    assert not index.is_complete
    fill(index)
    index.verify()
    assert index.counts().unread == ARTICLES


def test_an_index_deleted_under_another_window_is_noticed(
    filled: Path, open_index: Callable[[], LibraryIndex], fill: Fill
) -> None:
    one, other = open_index(), open_index()
    version = other.version()
    assert len(one.article_docids(Asked())) == len(other.article_docids(Asked())) == ARTICLES
    for path in filled.parent.glob("index.sqlite*"):
        path.unlink()
    with pytest.raises(IndexLostError):
        other.article_docids(Asked())
    assert not other.is_complete
    fill(other)
    assert other.version() != version
    assert len(one.article_docids(Asked())) == ARTICLES  # filled by now: it goes on without a word
    one.put_state("0" * 16, ReadingState(is_starred=True), Signatures())
    assert other.counts().starred == 1


def test_an_index_cleared_by_another_window_is_noticed_by_a_writer(
    filled: Path, open_index: Callable[[], LibraryIndex], fill: Fill, make_article: MakeArticle
) -> None:
    one, other = open_index(), open_index()
    one.put_state("0" * 16, ReadingState(is_starred=True), Signatures())
    other.clear()
    with pytest.raises(IndexLostError):
        one.put_article(make_article(5))
    one.put_article(make_article(5))
    assert other.size().articles == 1


def test_numbers_of_an_index_that_is_gone_name_nothing(index: LibraryIndex, fill: Fill) -> None:
    fill(index)
    docids = index.article_docids(Asked())
    seq = index.changes_since(0).seq
    index.clear()
    fill(index)
    assert set(index.rows(docids)) == {None}
    assert not index.changes_since(seq).is_whole


def test_a_writer_that_keeps_the_lock_is_told(filled: Path, index: LibraryIndex, make_article: MakeArticle) -> None:
    index.__dict__["_database"] = Database(filled, busy_seconds=0.02)
    before = index.counts()
    holder = sqlite3.connect(filled, isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLockedError, match=r"keeps .*index\.sqlite locked"):
            index.put_article(make_article(99))
        assert index.counts() == before  # who reads does not wait
        holder.execute("ROLLBACK")
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        index.close()
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLockedError):
            index.counts()
    finally:
        holder.close()
    index.put_article(make_article(99))
    assert index.counts().kept == before.kept + 1


def test_a_full_disk_is_told_and_what_was_there_stays(
    filled: Path, index: LibraryIndex, make_article: MakeArticle
) -> None:
    before = len(index.article_docids(Asked()))
    with index._database.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    with index._database.writing() as connection:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    def write() -> None:
        with index.writing():
            for number in range(100, 300):
                index.put_article(make_article(number, " ".join(f"x{number}y{place}" for place in range(200))))

    with pytest.raises(StoreError, match="No space left"):
        write()
    assert len(index.article_docids(Asked())) == before
    index.verify()


def test_without_a_folder_the_index_is_in_memory(tmp_path: Path, fill: Fill) -> None:
    (tmp_path / "local").write_text("a file where the folder should be")
    index = LibraryIndex(LibraryPlaces(tmp_path / "library", tmp_path / "local"))
    fill(index)
    assert not index.is_lasting
    assert len(index.article_docids(Asked(query=Query(condition=Words(text="sails"))))) == ARTICLES
    index.clear()
    assert index.size().articles == 0
    fill(index)
    assert index.counts().kept == ARTICLES
    index.close()


def test_a_folder_in_the_place_of_the_file_is_survived(places: LibraryPlaces, index: LibraryIndex, fill: Fill) -> None:
    (places.local / "index.sqlite").mkdir(parents=True)
    fill(index)
    assert not index.is_lasting
    assert index.counts().kept == ARTICLES


KILLED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reader.model.kept import ArticleRecord, Version
from reader.store.index.library_index import LibraryIndex
from reader.store.index.rows import IndexedArticle
from reader.store.places import LibraryPlaces
root = Path(sys.argv[1])
index = LibraryIndex(LibraryPlaces(root / "library", root / "local"))
noon = datetime(2026, 1, 2, 12, tzinfo=UTC)
for batch in range(10_000):
    with index.writing():
        for number in range(batch * 5, batch * 5 + 5):
            version = Version(id=f"v{number}", made=noon, fetched=noon)
            record = ArticleRecord(id=f"{number:016x}", title="A title", added=noon, versions=(version,))
            text = " ".join(f"n{number}w{place}" for place in range(60))
            index.put_article(IndexedArticle(record=record, text=lambda: text, signature=number + 1))
    print(batch, flush=True)
"""


@pytest.fixture
def killed_after(tmp_path: Path) -> Callable[[int], int]:
    """Runs a writer that is killed some time after it has committed so many batches; tells how many it said it had."""

    def run(batches: int) -> int:
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
        ) as writer:
            assert writer.stdout is not None
            for _ in range(batches):
                writer.stdout.readline()
            os.kill(writer.pid, signal.SIGKILL)
            return batches + len(writer.stdout.read().splitlines())

    return run


def test_a_killed_writer_leaves_whole_batches(
    killed_after: Callable[[int], int], open_index: Callable[[], LibraryIndex]
) -> None:
    for batches in (1, 7, 30):
        done = killed_after(batches)
        index = open_index()
        index.verify()
        count = index.size().articles
        assert count % 5 == 0
        assert count >= 5 * done
        assert len(index.article_docids(Asked(query=Query(condition=Words(text="n4w59"))))) == 1
        with index._database.reading() as connection:
            assert connection.execute("SELECT count(*) FROM signatures").fetchone()[0] == count
        index.clear()


def test_a_window_that_hangs_while_it_opens_is_told(filled: Path, index: LibraryIndex) -> None:
    index.__dict__["_database"] = Database(filled, busy_seconds=0.02)
    with filled.with_name("index.sqlite.lock").open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(StoreLockedError, match="keeps"):
            index.counts()
    assert index.counts().kept == ARTICLES


def ask_rows(index: LibraryIndex) -> object:
    return index.rows(index.article_docids(Asked()))


def ask_changes(index: LibraryIndex) -> object:
    with index._database.reading() as connection:
        oldest = connection.execute("SELECT min(seq) FROM log").fetchone()[0]
    return index.changes_since(oldest)


def ask_annotations(index: LibraryIndex) -> object:
    return index.annotations(index.annotation_keys(Asked()))


@pytest.mark.parametrize(
    ("change", "ask"),
    [
        ("UPDATE shown SET record = '{\"id\":1'", ask_rows),
        ("UPDATE shown SET record = '[]'", ask_rows),
        ("UPDATE shown SET state = 'x'", ask_rows),
        ("UPDATE shown SET record = CAST(x'ff' AS TEXT)", ask_rows),
        ("UPDATE documents SET document = '{}'", ask_annotations),
        ("UPDATE articles SET flags = 'many'", LibraryIndex.counts),
        ("INSERT INTO log (writer, article_id, part) VALUES (1, 'a', 'nothing')", ask_changes),
    ],
)
def test_a_row_that_makes_no_sense_is_damage(
    index: LibraryIndex, fill: Fill, change: str, ask: Callable[[LibraryIndex], object]
) -> None:
    fill(index)
    with index._database.writing() as connection:
        for statement in change.split("; "):
            connection.execute(statement)
    with pytest.raises(IndexLostError, match="was damaged; it is made anew"):
        ask(index)
    assert not index.is_complete
    fill(index)
    ask(index)
