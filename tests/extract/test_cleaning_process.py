"""Pages are cleaned in a process of their own, which a page may cost, and nothing else."""

import gzip
import json
import math
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.bounded import processes
from reader.bounded.processes import Broke, BrokenOffError, Limits
from reader.bounded.serving import Reply
from reader.extract import cleaning_process
from reader.extract.batch import run_job
from reader.extract.cleaning_process import PageCleaner, Wish
from reader.extract.explaining.explain import explain
from reader.extract.explaining.raw_text import raw_text
from reader.extract.pipeline import ExtractOptions, extract
from reader.model.cleaning import RuleVerb, SiteRule
from reader.model.errors import ExtractError
from reader.model.page import Cut, Page, PageForm, PageOrigin

SAMPLES = Path(__file__).parents[2] / "sample_articles"
SENTENCES = [
    f"<p>On day {number}, the keeper of the lock wrote down the height of the water, and who went by, as ever.</p>"
    for number in range(40)
]
HUNG = """
import json, sys
sys.path[:] = json.loads(sys.argv.pop(1))
import reader.extract.batch, reader.extract.child
from reader.extract.pipeline import extract
def extract_or_hang(page, **named):
    while b"hang" in page.content:
        pass
    if b"grow" in page.content:
        bytearray(2 << 30)
    if b"break" in page.content:
        raise RuntimeError("a bug")
    return extract(page, **named)
reader.extract.batch.extract = reader.extract.child.extract = extract_or_hang
sys.exit(reader.extract.child.main())
"""
"""The process, with pages that do to it what pages may do."""


def page_of(body: str, url: str = "https://lock.example/days") -> Page:
    html = f"<html><head><title>The days of the lock</title></head><body><article><h1>The days of the lock</h1>{body}"
    return Page(content=html.encode(), form=PageForm.HTML, origin=PageOrigin.URL, url=url)


@pytest.fixture(scope="module")
def cleaner() -> Iterator[PageCleaner]:
    made = PageCleaner()
    yield made
    made.close()


@pytest.fixture
def hung(monkeypatch: pytest.MonkeyPatch) -> Iterator[PageCleaner]:
    monkeypatch.setattr(processes, "_START", HUNG)
    short = cleaning_process.LIMITS._replace(cpu_seconds=0.5)
    made = PageCleaner(short, short)
    yield made
    made.close()


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir() if (path / "index.html").is_file()))
def test_what_comes_back_is_what_was_made(cleaner: PageCleaner, name: str) -> None:
    content = (SAMPLES / name / "index.html").read_bytes()
    page = Page(content=content, form=PageForm.HTML, origin=PageOrigin.FILE, path=name)
    rule = SiteRule(site="*", verb=RuleVerb.DROP, signature="text: Nothing that stands there")
    options = ExtractOptions(is_lenient=True, site_rules=(rule,))
    assert cleaner.clean(page, is_lenient=True, site_rules=(rule,)) == extract(page, options=options)


def test_explanations_and_raw_texts_come_back(cleaner: PageCleaner) -> None:
    page = page_of("".join(SENTENCES) + "<aside>Read also: the days of the weir</aside>")
    explained = explain(page)
    assert cleaner.explain(page) == (explained.article, explained.cleaning)
    assert cleaner.raw_text(page) == raw_text(page)


def test_a_page_without_an_article_is_refused_with_the_same_words(cleaner: PageCleaner) -> None:
    with pytest.raises(ExtractError) as here:
        extract(page_of(""))
    with pytest.raises(ExtractError) as there:
        cleaner.clean(page_of(""))
    assert (there.value.message, there.value.hint) == (here.value.message, here.value.hint)


def test_a_time_that_is_set_bounds_the_page_and_its_beginning_together(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Limits] = []

    def break_off(self: PageCleaner, wish: Wish, arguments: object, limits: Limits) -> None:
        asked.append(limits)
        now[0] += limits.wall_seconds
        raise BrokenOffError(Broke.TIME)

    now = [100.0]
    monkeypatch.setattr(PageCleaner, "_ask", break_off)
    monkeypatch.setattr(cleaning_process, "monotonic", lambda: now[0])
    for clean in (PageCleaner().clean, PageCleaner().explain):
        for most_seconds, expected in ((5.0, [3.0, 2.0]), (-1.0, [0.0, 0.0]), (math.inf, [10.0, 5.0])):
            asked.clear()
            with pytest.raises(ExtractError, match="too long"):
                clean(page_of(""), most_seconds=most_seconds)
            assert [limits.wall_seconds for limits in asked] == pytest.approx(expected)
            assert [limits.cpu_seconds for limits in asked] == [3.0, 1.2]


def test_jobs_of_a_batch(cleaner: PageCleaner, tmp_path: Path) -> None:
    path = tmp_path / "days.html"
    path.write_bytes(page_of("".join(SENTENCES)).content)
    job = {"id": 7, "html": str(path), "url": "https://lock.example/days"}
    here, there = run_job(job), cleaner.run_job(job)
    assert {**there, "seconds": 0} == {**here, "seconds": 0}
    assert "cannot read" in cleaner.run_job({"id": 8, "html": str(tmp_path / "none")})["error"]


def test_a_file_that_unfolds_is_read_as_far_as_it_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "bomb.html"
    path.write_bytes(gzip.compress(page_of("".join(SENTENCES)).content + b" " * 1_000_000))
    result = run_job({"id": 1, "html": str(path)}, (), 100_000)
    assert result["cut"]
    assert "day 39" in result["body"]


@pytest.mark.parametrize("word", ["hang", "grow", "break"])
def test_of_a_page_that_breaks_its_cleaning_there_is_the_beginning(hung: PageCleaner, word: str) -> None:
    filler = f"<!-- {'-' * cleaning_process.BEGINNING_BYTES} -->"
    page = page_of("".join(SENTENCES) + filler + word)
    article = hung.clean(page)
    assert article.cut is Cut.WORK
    assert "day 39" in article.body
    assert not hung.clean(page_of("".join(SENTENCES))).is_cut


def test_a_beginning_has_no_more_tags_than_are_worth_its_time(
    hung: PageCleaner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleaning_process, "BEGINNING_TAGS", 200)
    tags = "<i></i>" * (cleaning_process.BEGINNING_TAGS // 2)
    page = page_of(f"{''.join(SENTENCES)}{tags}break")
    assert len(page.content) < cleaning_process.BEGINNING_BYTES
    article = hung.clean(page)
    assert article.cut is Cut.WORK
    assert "day 39" in article.body


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("hang", r"takes too long: https://lock.example/days"),
        ("grow", r"takes too much memory: https://lock.example/days"),
        ("break", r"can't be cleaned \(RuntimeError\): https://lock.example/days"),
    ],
)
def test_a_page_that_breaks_everything_is_one_line(hung: PageCleaner, word: str, words: str) -> None:
    with pytest.raises(ExtractError, match=words):
        hung.clean(page_of(word))


def test_a_job_that_breaks_is_told_and_the_next_one_done(hung: PageCleaner, tmp_path: Path) -> None:
    bad, large, good = (tmp_path / name for name in ("bad.html", "large.html", "good.html"))
    bad.write_bytes(page_of("hang").content)
    large.write_bytes(page_of("".join(SENTENCES) + " " * cleaning_process.BEGINNING_BYTES + "hang").content)
    good.write_bytes(page_of("".join(SENTENCES)).content)
    results = [hung.run_job({"id": path.name, "html": str(path)}) for path in (bad, large, good)]
    assert "takes too long" in results[0]["error"]
    assert [result.get("cut") for result in results] == [None, True, False]
    assert [result.get("cut_by") for result in results] == [None, "work", None]
    assert "day 39" in results[1]["body"]


def test_a_page_is_handed_over_as_far_as_it_is_looked_at(cleaner: PageCleaner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning_process, "MAX_PAGE_BYTES", 3_000)
    article = cleaner.clean(page_of("".join(SENTENCES)))
    assert article.cut is Cut.SIZE
    assert "day 39" not in article.body


class Evil:
    """Runs a program when it is read."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (eval, ("1/0",))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x80\x05garbage",
        pickle.dumps(Evil()),
        pickle.dumps(json.loads),
        pickle.dumps(ExtractError("an error is no value")),
        pickle.dumps(subprocess.Popen),
        b"\x80\x04\x8c\x15reader.model.identity\x8c\x10threading.Thread\x93)R.",  # through what a module imports
        b"\x80\x04\x8c\x12reader.model.dates\x8c\x08timezone\x93.",
    ],
)
def test_nothing_but_values_is_made_of_what_comes_back(body: bytes) -> None:
    with pytest.raises(ValueError, match="no article"):
        cleaning_process._read_reply(Reply({}, body))


def test_only_errors_of_the_tree_come_back() -> None:
    with pytest.raises(ExtractError, match="why"):
        cleaning_process._read_reply(Reply({"error": "TYPE_CHECKING", "message": "why"}))


def test_the_owner_imports_no_parser() -> None:
    code = (
        "import sys\nfrom reader.extract.cleaning_process import PageCleaner\n"
        "from reader.model.page import Page, PageForm, PageOrigin\n"
        "cleaner = PageCleaner()\n"
        "page = Page(content=b'<p>A line of text, and another.', form=PageForm.HTML, origin=PageOrigin.STDIN)\n"
        "cleaner.clean(page, is_lenient=True); cleaner.close()\n"
        "print([name for name in ('lxml', 'readability', 'htmldate', 'reader.extract.pipeline') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True, text=True)
    assert done.stdout.strip() == "[]"
