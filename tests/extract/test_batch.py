"""Batch jobs: one result for each, whatever is wrong with the page."""

import gzip
from pathlib import Path

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
