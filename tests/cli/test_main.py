"""The command line as people type it: what is said on which stream, and the exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.command_options import EXPORT_FORMATS, SHOW_FORMATS
from reader.cli.main import ReaderCall
from reader.cli.parser import COMMANDS, build_parser
from reader.exchange.registry import FORMATS
from reader.library.library import Library
from reader.model.errors import CancelledError
from tests.cli.calls import Pressmark
from tests.loopback import Site, page_html

TITLE = "Ferry line to reopen after eleven winters"


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


@pytest.mark.parametrize(
    ("word", "hint"), [("shw", "`pressmark show`"), ("exprot", "`pressmark export`"), ("3fa94c01", "`open ID`")]
)
def test_a_word_that_is_no_command_and_no_file_opens_no_screen(
    pressmark: Pressmark, calls: list[ReaderCall], word: str, hint: str
) -> None:
    code, out, err = pressmark(word)
    assert (code, out, calls) == (2, "", [])
    assert f"no command and no file '{word}'" in err
    assert hint in err


def test_a_file_may_be_called_by_any_word(
    pressmark: Pressmark, calls: list[ReaderCall], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shw").write_text("a file")
    assert pressmark("shw")[0] == 0
    assert calls[0].target == "shw"


def test_what_is_told_of_one_of_several_articles_names_it(
    pressmark: Pressmark, tmp_path: Path, page_file: Path
) -> None:
    part = tmp_path / "part.html"
    closed = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    part.write_bytes(page_html("The vine", head=closed))
    _, out, err = pressmark("add", part, page_file)
    title = out.splitlines()[0].partition("  ")[2]
    assert title.startswith("The vine")
    assert err == f"pressmark: {title}: only a part of the article is on the page\n"


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
        (("list", "nothing"), 3, "nothing in the inbox matches"),
        (("list", "nothing", "--view", "all"), 3, "nothing in the library matches"),
        (("search", "nothing"), 3, "nothing in the library matches"),
        (("search", " "), 2, "nothing to search for"),
        (("searches", "remove", "nothing"), 3, "no saved search"),
        (("notes", "last"), 3, "no article was opened"),
        (("notes", "https://hill.example/"), 3, "not in the library"),
        (("export", "nothing"), 3, "nothing in the library is called"),
        (("export", "-", "1"), 2, "- is exported alone"),
        (("help", "nothing"), 2, "no help about"),
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
    assert (
        results[0]["seconds"] >= 0
    )  # the clock of the processor's time stands still on some machines for some thousandths
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


def test_the_export_of_an_article_without_marks_says_how_its_text_is_had(pressmark: Pressmark, page_file: Path) -> None:
    pressmark("add", page_file)
    assert "--full exports its text" in pressmark("export", "last")[2]
    assert pressmark("export", "last", "--full")[2] == ""
    pressmark("annotate", "last", "--quote", "touch a wheel")
    assert pressmark("export", "last")[2] == ""


def test_the_export_of_a_page_from_its_site_says_nothing_more(pressmark: Pressmark, site: Site) -> None:
    code, out, err = pressmark("export", site.put("/story", page_html(TITLE)))
    assert (code, err) == (0, "")
    assert "the council said on Monday" in out


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
    assert code == 2
    assert "config.toml" in err


def test_whatever_is_exported_has_the_same_form(pressmark: Pressmark, page_file: Path) -> None:
    from_path = pressmark("export", page_file, "--to", "json")[1]
    from_pipe = pressmark("export", "-", "--to", "json", stdin=page_file.read_bytes())[1]
    pressmark("add", page_file)
    kept = pressmark("export", "last", "--to", "json")[1]
    assert json.loads(from_path).keys() == json.loads(from_pipe).keys() == json.loads(kept).keys()
    assert pressmark("export", "-", stdin=page_html("Reeds"))[1].startswith('---\ntitle: "Reeds')


def test_mistake_in_a_command_is_told_in_the_words_of_that_command(pressmark: Pressmark) -> None:
    code, _, err = pressmark("show", "last", "--width", "5")
    assert code == 2
    assert err.startswith("pressmark show: argument --width:")
    assert err.endswith("(see pressmark show --help)\n")


def test_help_of_a_command_names_it_alone_and_that_of_the_program_names_all(pressmark: Pressmark) -> None:
    assert pressmark("show", "--help")[1].startswith("usage: pressmark show [-h]")
    whole = pressmark("--help")[1]
    assert pressmark("--help", "show")[1] == whole
    assert all(f"    {name} " in whole for name in COMMANDS)


def test_call_that_names_its_command_builds_that_one_alone() -> None:
    assert build_parser(["--theme", "x", "open", "last"]).parse_args(["open", "last"]).id == "last"
    with pytest.raises(SystemExit):
        build_parser(["open", "last"]).parse_args(["list"])


def test_theme_may_stand_on_either_side_of_open(pressmark: Pressmark, calls: list[ReaderCall], page_file: Path) -> None:
    pressmark("add", page_file)
    pressmark("--theme", "night", "open", "last")
    pressmark("open", "last", "--theme", "day")
    assert [call.theme for call in calls] == ["night", "day"]


@pytest.mark.parametrize("target", ["", "  ", "\t"])
def test_empty_target_is_a_mistake_and_not_the_library(
    pressmark: Pressmark, calls: list[ReaderCall], target: str
) -> None:
    code, _, err = pressmark(target)
    assert (code, calls) == (2, [])
    assert "nothing to open" in err


@pytest.mark.parametrize("arguments", [("--library=", "list"), ("list", "--library", ""), ("--demo", "list")])
def test_options_that_mean_nothing_are_refused(pressmark: Pressmark, arguments: tuple[str, ...]) -> None:
    code, out, err = pressmark(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_refresh_of_all_passes_over_what_was_piped_in(pressmark: Pressmark, page_file: Path) -> None:
    pressmark("add", page_file)
    pressmark("add", "-", stdin=page_html("Reeds in a pipe"))
    code, out, _ = pressmark("refresh", "--all")
    assert code == 0
    assert "Reeds in a pipe" not in out
    assert "(unchanged)" in out
    assert "Reeds in a pipe" in pressmark("refresh", "--all", "--offline")[1]


def test_unknown_article_does_not_stop_the_refresh_of_others(pressmark: Pressmark, page_file: Path) -> None:
    pressmark("add", page_file)
    code, out, err = pressmark("refresh", "nothing", "last")
    assert code == 7
    assert TITLE in out
    assert "nothing in the library" in err


def test_stopping_ends_a_list_of_additions(
    pressmark: Pressmark, page_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*arguments: object, **options: object) -> None:
        raise CancelledError("Stopped")

    monkeypatch.setattr(Library, "add", stop)
    code, _, err = pressmark("add", page_file, page_file)
    assert (code, err.count("\n")) == (130, 1)


def test_new_annotation_is_told_with_its_place(pressmark: Pressmark, page_file: Path) -> None:
    pressmark("add", page_file)
    made = json.loads(pressmark("annotate", "last", "--quote", "touch a wheel", "--tag", "#ask", "--json")[1])
    assert made["anchor"]["state"] == "anchored"
    assert made["tags"] == ["ask"]
    assert [{**made, "snippet": None}] == json.loads(pressmark("notes", "last", "--json")[1])


def test_odd_file_name_is_printed_without_its_control_bytes(pressmark: Pressmark, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31mb\x9b\u202e\nc.txt"
    path.write_text("\n\n".join(f"In its year {year} the lake had a ferry, a council and reeds." for year in range(9)))
    printed = ""
    for arguments in (("add", path), ("list",), ("show", path), ("refresh", "last"), ("export", "last"), ("notes",)):
        _, out, err = pressmark(*arguments)
        printed += out + err
    assert "reeds" in printed
    assert not set(printed) & set("\x1b\x9b\u202e")


def test_read_only_library_can_be_read(pressmark: Pressmark, page_file: Path, tmp_path: Path) -> None:
    pressmark("add", page_file)
    pressmark("annotate", "last", "--quote", "touch a wheel")
    folders = [path for path in (tmp_path / "home").rglob("*") if path.is_dir()]
    for folder in folders:
        folder.chmod(0o500)
    if os.access(folders[0], os.W_OK):
        pytest.skip("nothing is read-only for the superuser")
    try:
        for arguments in (("list",), ("show", "last"), ("notes",), ("export", "last"), ("doctor",), ("paths",)):
            assert pressmark(*arguments)[0] == 0, arguments
        for changing in (("annotate", "last", "--note", "x"), ("add", "-"), ("annotate", "last", "--quote", "Monday")):
            code, _, err = pressmark(*changing, stdin=page_html("Reeds"))
            assert (code, err.count("\n")) == (6, 1), changing
    finally:
        for folder in folders:
            folder.chmod(0o700)


def test_folder_that_is_in_the_way_is_said_on_one_line(pressmark: Pressmark, page_file: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    for arguments in (("add", page_file), ("list",), ("annotate", "last", "--note", "x")):
        code, out, err = pressmark("--library", in_the_way, *arguments)
        assert (code, out, err.count("\n")) == (6, "", 1), (arguments, err)
        assert "is a file" in err


def test_file_in_the_place_of_a_part_of_the_library_is_said(pressmark: Pressmark, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "articles").write_text("no folder")
    code, _, err = pressmark("--library", tmp_path / "library", "list")
    assert (code, err.count("\n")) == (6, 1)
    assert "articles cannot be read" in err


def test_list_is_shown_where_its_numbers_cannot_be_kept(pressmark: Pressmark, page_file: Path, tmp_path: Path) -> None:
    pressmark("add", page_file)
    (recent,) = (tmp_path / "home" / "state").rglob("recent.json")
    recent.unlink()
    recent.mkdir()
    code, out, err = pressmark("list")
    assert code == 0
    assert TITLE in out
    assert err.count("\n") == 1


def test_output_that_nobody_takes_is_no_traceback(page_file: Path, tmp_path: Path) -> None:
    """In a process of its own: what is wrong with stdout shows when the interpreter ends."""
    home = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    environment = {**os.environ, **home}
    command = [sys.executable, "-m", "reader"]
    subprocess.run([*command, "add", str(page_file)], env=environment, check=True, capture_output=True)
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*command, "list"], env=environment, check=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
    environment |= {"PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([*command, "list"], env=environment, check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u25cf" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_to_a_full_disk_is_told_on_one_line(tmp_path: Path) -> None:
    environment = {**os.environ, **{f"XDG_{name}_HOME": str(tmp_path) for name in ("DATA", "CONFIG", "STATE", "CACHE")}}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reader", "paths"], env=environment, check=False, stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"the output" in done.stderr


def test_formats_of_the_parser_are_those_of_the_registry() -> None:
    known = {name for form in FORMATS for name in (form.name, *form.aliases)}
    assert set(EXPORT_FORMATS) == known
    assert {form.name for form in FORMATS} >= set(SHOW_FORMATS)


def test_bytes_that_are_no_text_cost_one_line_and_no_traceback(pressmark: Pressmark, page_file: Path) -> None:
    pressmark("add", page_file)
    for arguments in (("annotate", "last", "--note", "-"), ("add", "--from", "-")):
        code, out, err = pressmark(*arguments, stdin=b"caf\xe9 \xff")
        assert (code, out, err.count("\n")) == (2, "", 1), arguments
    jobs = b'{"id": "\xff"}\n' + b"[" * 100_000 + b"\n" + json.dumps({"id": "a", "html": str(page_file)}).encode()
    code, out, _ = pressmark("extract", "--batch", stdin=jobs)
    results = [json.loads(line) for line in out.splitlines()]
    assert code == 7
    assert ["error" in result for result in results] == [True, True, False]


def test_list_of_addresses_may_begin_with_a_byte_order_mark(pressmark: Pressmark, page_file: Path) -> None:
    listed = f"\ufeff{page_file}\r\n".encode()
    assert pressmark("add", "--from", "-", stdin=listed)[0] == 0


def test_interrupting_ends_with_130(pressmark: Pressmark, page_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Library, "add", interrupt)
    assert pressmark("add", page_file) == (130, "", "")


@pytest.mark.parametrize(("output", "code"), [("nowhere/", 1), ("no/where.md", 1), ("", 2), ("x" * 300, 1)])
def test_place_that_cannot_be_written_is_said(
    pressmark: Pressmark, page_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    pressmark("add", page_file)
    before = set(tmp_path.iterdir())
    ended, out, err = pressmark("export", "last", "-o", output)
    assert (ended, out, err.count("\n")) == (code, "", 1)
    assert set(tmp_path.iterdir()) == before
    assert pressmark("export", "last", "-o", "-")[1].startswith("---")
