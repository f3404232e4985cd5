"""`export` of several articles: by names or by a query, into a folder or one stream."""

import json
from pathlib import Path

import pytest

from reader.library.library import Exported, Library
from reader.library.written_files import write_into
from reader.model.errors import ExchangeError, StoreDamagedError
from tests.cli.calls import Pressmark
from tests.loopback import PARAGRAPHS, page_html

REEDS, SNOW = "Reeds are cut again", "Snow closes the pass"


@pytest.fixture
def kept(pressmark: Pressmark, tmp_path: Path) -> Pressmark:
    """Four articles about a lake; two of them have the same title."""
    for number, title in enumerate((SNOW, REEDS, REEDS, "facade")):
        path = tmp_path / f"{number}.html"
        path.write_bytes(
            page_html(title, (*PARAGRAPHS, f"The lake has waited {number} springs for this one and for no other."))
        )
        pressmark("add", path, "--no-images")
        pressmark(
            "annotate", "last", "--quote", f"waited {number} springs", "--note", f"note {number}", "--tag", "lake"
        )
    return pressmark


def test_query_is_exported_into_a_folder_a_file_each(kept: Pressmark, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    code, out, err = kept("export", "reeds", "OR", "snow", "-o", folder)
    assert (code, out, err) == (0, "", f"wrote 3 files into {folder}\n")
    names = {path.name for path in folder.iterdir()}
    assert len([name for name in names if name.endswith(f" {REEDS}.md")]) == 2
    assert f"{SNOW}.md" in names
    assert all(path.read_text(encoding="utf-8").startswith("---\n") for path in folder.iterdir())


def test_article_exported_alone_and_among_its_namesakes_is_one_file(kept: Pressmark, tmp_path: Path) -> None:
    alone_first, together_first = tmp_path / "alone first", tmp_path / "together first"
    kept("list")
    for folder, runs in (
        (alone_first, (["2"], ["2", "3"], ["3"])),
        (together_first, (["2", "3"], ["3"], ["2"], ["2", "3"])),
    ):
        folder.mkdir()
        for run in runs:
            for form in ("md", "html", "json"):
                assert kept("export", *run, "--to", form, "-o", folder)[0] == 0
        assert sorted(path.suffix for path in folder.iterdir()) == [".html"] * 2 + [".json"] * 2 + [".md"] * 2


def test_articles_of_one_stream_are_whole_each(kept: Pressmark) -> None:
    code, out, _ = kept("export", "lake", "--to", "json")
    assert code == 0
    assert [one["annotations"][0]["note"] for one in json.loads(out)] == ["note 3", "note 2", "note 1", "note 0"]
    for form, rule in (("md", "\n\n---\n\n# "), ("text", f"\n\n{'-' * 72}\n\n")):
        out = kept("export", "lake", "--to", form)[1]
        assert (out.count(rule), out.count("note 2")) == (3, 1)
        assert "title:" not in out


def test_one_article_that_a_query_finds_has_the_form_of_several(kept: Pressmark) -> None:
    (one,) = json.loads(kept("export", "title:snow", "--to", "json")[1])
    assert one["article"]["title"] == SNOW


def test_articles_are_named_one_by_one(kept: Pressmark) -> None:
    kept("list")
    out = kept("export", "4", "1", "4", "--to", "json")[1]
    assert [one["annotations"][0]["note"] for one in json.loads(out)] == ["note 0", "note 3"]


def test_word_that_is_no_start_of_an_id_is_a_query(kept: Pressmark) -> None:
    (one,) = json.loads(kept("export", "facade", "--to", "json")[1])
    assert one["annotations"][0]["note"] == "note 3"


def test_stream_goes_into_a_file(kept: Pressmark, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    assert kept("export", "lake", "--to", "json", "-o", path)[0] == 0
    assert len(json.loads(path.read_text(encoding="utf-8"))) == 4


@pytest.mark.parametrize("arguments", [("--to", "html"), ("--to", "md", "--full")])
def test_format_that_holds_one_article_wants_a_folder(
    kept: Pressmark, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    code, out, err = kept("export", "lake", *arguments)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "-o DIR" in err
    assert kept("export", "lake", *arguments, "-o", tmp_path)[0] == 0


def test_article_that_fails_is_told_and_the_others_are_written(
    kept: Pressmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Library.export

    def export(self: Library, article_id: str, form: str, *, full: bool = False) -> Exported:
        if self.listed(article_id).record.title == SNOW:
            raise StoreDamagedError("the text of “Snow” is damaged")
        return whole(self, article_id, form, full=full)

    monkeypatch.setattr(Library, "export", export)
    code, out, err = kept("export", "lake", "--to", "json")
    assert (code, len(json.loads(out)), err) == (7, 3, "pressmark: the text of “Snow” is damaged\n")
    folder = tmp_path / "out"
    folder.mkdir()
    code, _, err = kept("export", "lake", "-o", folder)
    assert (code, len(list(folder.iterdir()))) == (7, 3)
    assert err.endswith(f"wrote 3 files into {folder}\n")
    assert kept("export", "title:snow", "--to", "json")[0] == 6


def test_file_that_cannot_be_written_does_not_stop_the_others(
    kept: Pressmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(folder: Path, exported: Exported) -> Path:
        if exported.file_name == f"{SNOW}.md":
            raise ExchangeError(f"{folder / exported.file_name}: no")
        return write_into(folder, exported)

    monkeypatch.setattr("reader.cli.exporting.write_into", write)
    folder = tmp_path / "out"
    folder.mkdir()
    code, _, err = kept("export", "lake", "-o", folder)
    assert (code, len([path for path in folder.iterdir() if path.is_file()])) == (7, 3)
    assert f"{SNOW}.md" in err
