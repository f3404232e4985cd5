"""The command line as people type it: what is said on which stream, and the exit code."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli.main import ReaderCall, run
from tests.loopback import Site, page_html

TITLE = "Ferry line to reopen after eleven winters"

Pressmark = Callable[..., tuple[int, str, str]]


@pytest.fixture
def calls() -> list[ReaderCall]:
    """What the screen was asked to open."""
    return []


@pytest.fixture
def pressmark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], calls: list[ReaderCall]
) -> Pressmark:
    """Run a command line in a home of its own: exit code, stdout, stderr."""
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    def open_reader(call: ReaderCall) -> int:
        calls.append(call)
        return 0

    def run_it(*arguments: str | Path, stdin: bytes | None = None) -> tuple[int, str, str]:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        try:
            code = run([str(argument) for argument in arguments], open_reader)
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_it


def test_first_five_minutes_of_the_readme(pressmark: Pressmark, page_file: Path) -> None:
    code, out, _ = pressmark("add", page_file)
    assert code == 0
    assert TITLE in out
    code, out, _ = pressmark("list")
    assert code == 0
    assert TITLE in out
    code, out, _ = pressmark("show", "1")
    assert code == 0
    assert "the council said on Monday" in out
    assert pressmark("annotate", "last", "--quote", "touch a wheel", "--note", "Who says?")[0] == 0
    code, out, _ = pressmark("export", "--to", "markdown", "last")
    assert code == 0
    assert out.startswith("---\n")
    assert "touch a wheel" in out
    assert "Who says?" in out


def test_call_without_a_command_opens_the_library(pressmark: Pressmark, calls: list[ReaderCall]) -> None:
    assert pressmark()[0] == 0
    assert (calls[0].article_id, calls[0].target) == ("", "")


def test_file_is_handed_to_the_reader(pressmark: Pressmark, calls: list[ReaderCall], page_file: Path) -> None:
    assert pressmark("--theme", "night", page_file)[0] == 0
    assert (calls[0].target, calls[0].theme) == (str(page_file), "night")


def test_open_takes_a_reference(pressmark: Pressmark, calls: list[ReaderCall], page_file: Path) -> None:
    pressmark("add", page_file)
    assert pressmark("open", "last")[0] == 0
    assert calls[0].article_id == calls[0].library.resolve("last")


def test_command_wins_over_a_file_of_its_name(
    pressmark: Pressmark, calls: list[ReaderCall], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list").write_text("a file")
    monkeypatch.chdir(tmp_path)
    assert pressmark("list")[0] == 0
    assert calls == []
    pressmark("./list")
    assert calls[0].target == "./list"


def test_piped_page_is_kept_and_printed_where_there_is_no_terminal(pressmark: Pressmark) -> None:
    code, out, _ = pressmark("-", stdin=page_html(TITLE))
    assert code == 0
    assert "the council said on Monday" in out
    assert TITLE in pressmark("list")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("show", "nothing"), 3, "nothing in the library"),
        (("open", "nothing"), 3, "nothing in the library"),
        (("list", "nothing"), 3, "nothing in the library matches"),
        (("list", "--view", "nowhere"), 2, "--view"),
        (("add",), 2, "nothing to add"),
        (("extract",), 2, "nothing to extract"),
        (("annotate", "last"), 3, "no article was opened"),
        (("frobnicate", "--now"), 2, "--now"),
        (("--demo", "x"), 2, "--demo"),
        (("refresh",), 2, "refresh wants"),
        (("add", "file:///etc/passwd"), 4, "file"),
        (("add", "/no/such/file.html"), 1, "no/such/file"),
    ],
)
def test_error_is_one_line_with_its_exit_code(
    pressmark: Pressmark, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ended, out, err = pressmark(*arguments)
    assert ended == code
    assert out == ""
    assert said.casefold() in err.casefold()
    assert err.count("\n") == 1
    assert len(err) <= 401


def test_control_bytes_in_a_target_are_not_echoed(pressmark: Pressmark) -> None:
    _, _, err = pressmark("show", "\x1b]0;owned\x07x\x9b31m\u202e")
    assert not any(letter in err for letter in "\x1b\x07\x9b\u202e")


def test_lists_and_notes_as_json(pressmark: Pressmark, page_file: Path) -> None:
    added = json.loads(pressmark("add", "--json", page_file)[1])
    pressmark("annotate", "last", "--quote", "touch a wheel", "--color", "blue", "--tag", "ask")
    (row,) = json.loads(pressmark("list", "--json")[1])
    assert row["id"] == added[0]["id"]
    assert (row["title"], row["highlights"], row["read"]) == (TITLE, 1, False)
    (note,) = json.loads(pressmark("notes", "--json")[1])
    assert (note["quote"], note["colour"], note["tags"], note["article"]) == (
        "touch a wheel",
        "blue",
        ["ask"],
        row["id"],
    )
    assert isinstance(note["id"], str)


def test_extract_prints_the_object_and_keeps_nothing(pressmark: Pressmark, page_file: Path) -> None:
    code, out, _ = pressmark("extract", "--json", page_file)
    article = json.loads(out)
    assert code == 0
    assert article["title"] == TITLE
    assert article["body"].startswith("The ferry that once tied")
    assert {"deck", "authors", "published", "captions", "figures", "provenance", "kind", "partial", "cut"} <= set(
        article
    )
    assert json.loads(pressmark("list", "--json")[1]) == []


def test_batch_writes_a_line_for_each_line(pressmark: Pressmark, page_file: Path) -> None:
    jobs = [
        {"id": "a", "html": str(page_file), "url": "https://hill.example/a"},
        {"id": "b", "html": "/no/such", "url": ""},
    ]
    stdin = "".join(json.dumps(job) + "\n" for job in jobs).encode() + b"no json\n"
    code, out, _ = pressmark("extract", "--batch", stdin=stdin)
    results = [json.loads(line) for line in out.splitlines()]
    assert code == 7
    assert results[0]["title"] == TITLE
    assert results[0]["seconds"] > 0
    assert results[1]["id"] == "b"
    assert "error" in results[1]
    assert "error" in results[2]


def test_some_of_several_failed(pressmark: Pressmark, page_file: Path) -> None:
    code, out, err = pressmark("add", page_file, "/no/such/file.html")
    assert code == 7
    assert TITLE in out
    assert "no/such/file" in err


def test_addresses_come_from_a_list(pressmark: Pressmark, page_file: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"# to read\n\n{page_file}\n")
    assert pressmark("add", "--from", listed)[0] == 0
    assert TITLE in pressmark("list")[1]


def test_address_is_fetched_and_refreshed(pressmark: Pressmark, site: Site) -> None:
    url = site.put("/ferry", page_html(TITLE))
    assert pressmark("add", url)[0] == 0
    code, out, _ = pressmark("add", url)
    assert code == 0
    assert "already here" in out
    assert pressmark("refresh", "last")[0] == 0
    assert pressmark("show", url)[0] == 0


def test_export_into_a_folder_is_named_by_the_title(pressmark: Pressmark, page_file: Path, tmp_path: Path) -> None:
    pressmark("add", page_file)
    folder = tmp_path / "out"
    folder.mkdir()
    assert pressmark("export", "last", "--to", "md", "-o", folder)[0] == 0
    (made,) = folder.iterdir()
    assert made.suffix == ".md"
    assert "erry" in made.name


@pytest.mark.parametrize("form", ["md", "html", "json", "text"])
def test_page_that_is_not_kept_can_be_exported(pressmark: Pressmark, page_file: Path, form: str) -> None:
    code, out, _ = pressmark("export", page_file, "--to", form)
    assert code == 0
    assert "the council said on Monday" in out


def test_doctor_finds_an_untouched_library_well(pressmark: Pressmark, page_file: Path) -> None:
    pressmark("add", page_file)
    code, out, _ = pressmark("doctor")
    assert code == 0
    assert "all well" in out


def test_doctor_tells_of_a_damaged_file(pressmark: Pressmark, page_file: Path, tmp_path: Path) -> None:
    pressmark("add", page_file)
    pressmark("annotate", "last", "--quote", "touch a wheel")
    pressmark("annotate", "last", "--quote", "eleven years ago")
    (path,) = (tmp_path / "home" / "data" / "pressmark" / "annotations").glob("*.json")
    path.write_bytes(path.read_bytes()[:40])
    assert pressmark("doctor")[0] == 6
    assert pressmark("doctor", "--fix")[0] == 0
    assert "touch a wheel" in pressmark("notes")[1]


def test_library_option_may_stand_on_either_side(pressmark: Pressmark, page_file: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert pressmark("--library", elsewhere, "add", page_file)[0] == 0
    assert TITLE in pressmark("list", "--library", elsewhere)[1]
    assert TITLE not in pressmark("list")[1]


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_names_the_commands(pressmark: Pressmark, shell: str) -> None:
    code, out, _ = pressmark("completion", shell)
    assert code == 0
    assert "annotate" in out


def test_version_and_help(pressmark: Pressmark) -> None:
    code, out, _ = pressmark("--version")
    assert (code, out.split()[0]) == (0, "pressmark")
    assert "exit codes" in pressmark("--help")[1]


def test_wrong_setting_is_an_error_with_its_file(pressmark: Pressmark, tmp_path: Path) -> None:
    config = tmp_path / "home" / "config" / "pressmark" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("measure = 3\n")
    code, _, err = pressmark("list")
    assert code == 1
    assert "config.toml" in err
