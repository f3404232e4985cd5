"""Batch jobs: one result for each, whatever is wrong with the page."""

import gzip
import os
from pathlib import Path

import pytest

from reader.extract.batch import run_job

PROSE = "".join(
    f"<p>Paragraph {n} tells at some length, with a comma, what the harbour board has decided this week.</p>"
    for n in range(6)
)


def test_a_page_becomes_the_object_with_id_and_seconds(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(f"<h1>Board decides about the quay</h1>{PROSE}", encoding="utf-8")
    result = run_job({"id": "a", "html": str(page), "url": "https://tern.example/a"})
    assert (result["id"], result["title"], result["kind"]) == ("a", "Board decides about the quay", "article")
    assert result["seconds"] >= 0
    assert result["body"].count("\n\n") == 5


def test_compressed_pages_are_read(tmp_path: Path) -> None:
    page = tmp_path / "a.html.gz"
    page.write_bytes(gzip.compress(f"<h1>T</h1>{PROSE}".encode()))
    assert "harbour board" in run_job({"id": 1, "html": str(page), "url": ""})["body"]


def test_no_article_is_not_an_error(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<title>News</title><p>Please enable JavaScript.</p>", encoding="utf-8")
    result = run_job({"id": 1, "html": str(page), "url": "https://tern.example/"})
    assert result["kind"] == "shell"
    assert "error" not in result


def test_what_cannot_be_read_is_one_error_with_its_id(tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    broken = tmp_path / "broken.gz"
    broken.write_bytes(b"\x1f\x8bnope")
    for job in (
        {"id": 7, "html": str(tmp_path / "missing")},
        {"id": 7},
        {"id": 7, "html": str(empty)},
        {"id": 7, "html": str(broken)},
    ):
        result = run_job(job)
        assert result["id"] == 7
        assert result["error"]


@pytest.mark.parametrize("kind", ["pipe", "folder", "link to a device"])
def test_nobody_waits_for_what_is_no_plain_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "page.html"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case _:
            path.symlink_to("/dev/zero")
    result = run_job({"id": 7, "html": str(path)})
    assert (result["id"], str(result["error"]).startswith("cannot read")) == (7, True)


@pytest.mark.parametrize("url", ["http://[::1", "//[", "http://[x]/", "javascript:alert(1)", "\ud800"])
def test_address_that_is_none_costs_nothing_but_itself(tmp_path: Path, url: str) -> None:
    page = tmp_path / "a.html"
    page.write_text(f"<h1>Board decides about the quay</h1>{PROSE}", encoding="utf-8")
    assert run_job({"id": 1, "html": str(page), "url": url})["title"] == "Board decides about the quay"
