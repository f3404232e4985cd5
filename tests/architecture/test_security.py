"""SECURITY.md says the figures that the code has. `python tests/architecture/test_security.py` writes them anew."""

import re
from pathlib import Path

import pytest

from reader.bounded.processes import Limits
from reader.cli.extracting import CLEANING_SECONDS
from reader.extract import cleaning_process, html_page
from reader.extract.markup import tree
from reader.feeds import child, entries, opml, reading, reading_process
from reader.fetch import addresses, decoding, image
from reader.fetch.errand import FetchLimits
from reader.library import joining, opening
from reader.model import text
from reader.query import parser
from reader.store import plain_files
from reader.store.care import archive
from reader.tui.pictures import drawing

ROOT = Path(__file__).parents[2]
SECURITY = ROOT / "SECURITY.md"
BEGIN, END = "<!-- limits -->\n", "<!-- /limits -->\n"


def megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 2**20:.0f} MB"


def seconds(value: float) -> str:
    return f"{value:g} s"


def bounded(limits: Limits, memory_bytes: int) -> str:
    return f"{seconds(limits.cpu_seconds)} of work, {seconds(limits.wall_seconds)} in all, {megabytes(memory_bytes)} of memory"


def limits_table() -> str:
    """Return the table of limits as the code has them."""
    fetch = FetchLimits()
    rows = (
        (
            "a fetch, from the first name look-up to the last byte",
            f"{seconds(fetch.deadline_seconds)} (`fetch_deadline_seconds`)",
        ),
        ("redirects", f"{fetch.max_redirects}"),
        ("head of an answer", f"{fetch.max_head_bytes // 1024} KB"),
        ("body of a page or a feed, as it comes and unpacked", megabytes(fetch.max_decoded_bytes)),
        ("codings of a body, one in the other", f"{decoding.MAX_CODINGS}"),
        ("an address", f"{addresses.MAX_URL_BYTES:,} bytes"),
        ("a picture", f"{megabytes(image.MAX_IMAGE_BYTES)}, {drawing.MOST_PIXELS // 1_000_000} million pixels"),
        ("a picture that stands in its page", megabytes(image.MAX_DATA_URL_LETTERS)),
        (
            "pictures of an article",
            f"{opening.MOST_IMAGES}, {opening.MOST_IMAGE_BYTES // 1_000_000} MB, {seconds(opening.MOST_IMAGE_SECONDS)}",
        ),
        ("further pages of an article", f"{joining.MOST_FURTHER_PAGES}, {seconds(joining.MOST_FURTHER_SECONDS)}"),
        ("cleaning a page, in a process of its own", bounded(cleaning_process.LIMITS, cleaning_process.MEMORY_BYTES)),
        (
            "the same for `extract` of an address, by the clock",
            f"{seconds(CLEANING_SECONDS)} after the deadline of the fetch",
        ),
        ("letters and tags of a page that are read", f"{html_page.MAX_PAGE_LETTERS:,}, {html_page.MAX_TAGS:,}"),
        ("elements in elements", f"{tree.MAX_DEPTH}"),
        ("a line (title, name, caption)", f"{text.MAX_LINE_LETTERS:,} letters"),
        ("reading a feed, in a process of its own", bounded(reading_process.LIMITS, child.MEMORY_BYTES)),
        ("a feed that is read", megabytes(reading.MAX_BYTES)),
        ("entries of a feed", f"{entries.MAX_ENTRIES:,}"),
        ("a list of feeds", f"{megabytes(opml.MAX_BYTES)}, {opml.MAX_FEEDS:,} feeds"),
        ("a query", f"{parser.MAX_QUERY_LETTERS:,} letters, {parser.MAX_TERMS} terms"),
        (
            "a backup",
            f"{megabytes(plain_files.MAX_FILE_BYTES)} a file, {archive.MOST_RATIO} times its own size unpacked",
        ),
    )
    return "| what | at most |\n|---|---|\n" + "".join(f"| {what} | {most} |\n" for what, most in rows)


def parted(document: str) -> tuple[str, str, str]:
    before, _, rest = document.partition(BEGIN)
    table, _, after = rest.partition(END)
    return before, table, after


@pytest.fixture
def document() -> str:
    return SECURITY.read_text(encoding="utf-8")


def test_the_limits_are_those_of_the_code(document: str) -> None:
    assert parted(document)[1] == limits_table()


def test_the_settings_that_it_names_are_there(document: str) -> None:
    from reader.library.config import Config

    for name in ("confirmed_hosts", "browser", "fetch_deadline_seconds", "cookies", "logins"):
        assert name in document
        assert name in Config._fields


def test_it_stands_where_people_look(document: str) -> None:
    assert "](SECURITY.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r'sdist\]\ninclude = \[.*"SECURITY\.md"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert not re.search(r"https?://|@\w+\.\w+", document), "no address is invented"


def test_children_look_for_no_modules_in_the_folder_where_they_are_started() -> None:
    calls = [
        line.strip()
        for path in (ROOT / "reader").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "sys.executable, " in line
    ]
    assert len(calls) >= 4
    assert [line for line in calls if not re.search(r'sys\.executable, "-[PI]"', line)] == []


def test_nothing_is_run_by_a_shell() -> None:
    for path in (ROOT / "reader").rglob("*.py"):
        found = re.search(r"shell=True|os\.system\(|os\.popen\(|getoutput\(", path.read_text(encoding="utf-8"))
        assert found is None, path


def main() -> None:
    """Write the table into SECURITY.md."""
    before, _, after = parted(SECURITY.read_text(encoding="utf-8"))
    SECURITY.write_text(f"{before}{BEGIN}{limits_table()}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
