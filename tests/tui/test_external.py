"""Other programs: checked addresses, commands without a shell, clipboards by what the machine has."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader.tui.external import (
    ExternalError,
    browser_call,
    checked_address,
    clipboard_tools,
    copy_with_tool,
    edit_file,
    edit_text,
    editor_command,
    interrupts_left_alone,
)


def everything(name: str) -> str:
    return f"/bin/{name}"


def nothing(name: str) -> None:
    return None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "--new-window",
        "-h",
        "https://",
        "ftp://hill.example/a",
        "https://hill.example/a b",
        "https://hill.example/\x1b[2J",
        "https://hill.example/\u202e",
        "http://[",
        "",
    ],
)
def test_what_is_no_web_address_is_not_opened(url: str) -> None:
    with pytest.raises(ExternalError):
        checked_address(url)


def test_a_web_address_is_the_last_word_of_the_call() -> None:
    call = browser_call("https://hill.example/ferry?a=1&b=;rm", "firefox --private-window", {})
    assert call.words == ("firefox", "--private-window", "https://hill.example/ferry?a=1&b=;rm")
    assert not call.needs_terminal


def test_a_web_address_stands_where_the_command_says() -> None:
    call = browser_call("https://hill.example/%s/a", "elsewhere --open=%s --quiet", {})
    assert call.words == ("elsewhere", "--open=https://hill.example/%s/a", "--quiet")


@pytest.mark.parametrize(
    "command",
    [
        "sh -c 'firefox %s'",
        "/bin/bash -lc 'firefox %s &'",
        "env DISPLAY=:1 zsh -c 'firefox %s;'",
        "cmd.exe /c start",
        "busybox ash -c 'w3m %s'",
    ],
)
def test_no_shell_reads_an_address(command: str) -> None:
    for configured, environ in (
        (command, {}),
        ("", {"BROWSER": command}),
        ("", {"BROWSER": f"w3m{os.pathsep}{command}"}),
    ):
        with pytest.raises(ExternalError, match="shell"):
            browser_call("https://hill.example/;reboot", configured, environ)
    assert browser_call("https://hill.example/", "sh /home/me/browse.sh", {}).words[0] == "sh"


def test_quotes_and_brackets_of_an_address_are_coded() -> None:
    assert checked_address("https://hill.example/a'b\"c`d$(e)?f=<g>|h\\") == (
        "https://hill.example/a%27b%22c%60d%24(e)?f=%3Cg%3E%7Ch%5C"
    )
    assert checked_address("https://[2001:db8::1]:8443/å?a=1&b=2;c#d") == "https://[2001:db8::1]:8443/å?a=1&b=2;c#d"


@pytest.mark.parametrize("command", ['""', "'unclosed", "fire\0fox"])
def test_a_command_that_is_none_is_said_so(command: str) -> None:
    with pytest.raises(ExternalError, match="browser"):
        browser_call("https://hill.example/", command, {})
    with pytest.raises(ExternalError, match="editor"):
        editor_command(command, {}, nothing)


def test_the_systems_browser_is_not_looked_for_in_the_folder_where_we_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "webbrowser.py").write_text("print('I am another one')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.get", lambda: object())
    call = browser_call("https://hill.example/", "", {})
    program = [*call.words[:-3], "-c", "import webbrowser; print(webbrowser.__file__)"]
    assert str(tmp_path) not in subprocess.run(program, capture_output=True, text=True, check=True).stdout


def test_a_browser_in_the_terminal_is_known() -> None:
    assert browser_call("https://hill.example", "/usr/bin/w3m -o a=b", {}).needs_terminal


def test_editor_is_the_setting_then_the_environment_then_what_is_there() -> None:
    environ = {"VISUAL": "code --wait", "EDITOR": "vi"}
    assert editor_command("nvim -u NONE", environ, nothing) == ["nvim", "-u", "NONE"]
    assert editor_command("", environ, nothing) == ["code", "--wait"]
    assert editor_command("", {"EDITOR": "vi"}, nothing) == ["vi"]
    assert editor_command("", {}, everything) == ["sensible-editor"]
    with pytest.raises(ExternalError):
        editor_command("", {}, nothing)


def python_editor(tmp_path: Path, body: str) -> list[str]:
    script = tmp_path / "editor.py"
    script.write_text(f"import sys\npath = sys.argv[1]\n{body}\n", encoding="utf-8")
    return [sys.executable, str(script)]


@pytest.fixture(autouse=True)
def own_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_edited_text_comes_back(tmp_path: Path, own_temporary_files: Path) -> None:
    editor = python_editor(
        tmp_path, "text = open(path, encoding='utf-8').read(); open(path, 'w', encoding='utf-8').write(text + ' 漢\\n')"
    )
    assert edit_text("Ask for the minutes.", editor, {}) == "Ask for the minutes.\n 漢"  # its line had an end
    assert list(own_temporary_files.iterdir()) == []


def test_ctrl_c_is_for_the_editor_alone(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    body = "import os, signal; os.kill(os.getppid(), signal.SIGINT); open(path, 'w').write('written')"
    with interrupts_left_alone():
        assert edit_text("old", python_editor(tmp_path, body), os.environ) == "written"
        dies = "import os, signal; signal.raise_signal(signal.SIGINT)"
        assert edit_text("old", python_editor(tmp_path, dies), os.environ) is None
    assert signal.getsignal(signal.SIGINT) is before


def test_unchanged_text_is_none(tmp_path: Path) -> None:
    assert edit_text("as it was", python_editor(tmp_path, ""), {}) is None


def test_a_failed_editor_changes_nothing(tmp_path: Path) -> None:
    assert edit_text("as it was", python_editor(tmp_path, "sys.exit(1)"), {}) is None


def test_what_a_crashed_editor_wrote_is_kept_and_named(tmp_path: Path, own_temporary_files: Path) -> None:
    with pytest.raises(ExternalError) as caught:
        edit_text("a", python_editor(tmp_path, "open(path, 'w').write('much work'); sys.exit(3)"), {})
    kept = next(own_temporary_files.iterdir())
    assert str(kept) in caught.value.hint
    assert kept.read_text() == "much work"


def test_a_new_file_is_the_users_alone_and_is_not_left_empty(tmp_path: Path) -> None:
    path = tmp_path / "home" / "config" / "config.toml"
    before = os.umask(0)
    try:
        edit_file(path, python_editor(tmp_path, "pass"), os.environ)
        assert not path.exists()
        edit_file(path, python_editor(tmp_path, "open(path, 'w').write('measure = 70')"), os.environ)
    finally:
        os.umask(before)
    assert [entry.stat().st_mode & 0o777 for entry in (path, path.parent, path.parent.parent)] == [0o600, 0o700, 0o700]
    path.chmod(0o644)
    path.write_text("", encoding="utf-8")
    edit_file(path, python_editor(tmp_path, "pass"), os.environ)
    assert path.stat().st_mode & 0o777 == 0o644, "a file that was there is the user's business"


def test_a_missing_editor_is_said_so() -> None:
    with pytest.raises(ExternalError, match="no-such-editor"):
        edit_text("a", ["no-such-editor"], {})


def test_no_color_is_handed_on_to_the_editor(tmp_path: Path) -> None:
    editor = python_editor(tmp_path, "import os; open(path, 'w').write(os.environ['NO_COLOR'])")
    assert edit_text("a", editor, {"NO_COLOR": "1"}) == "1"


@pytest.mark.parametrize(
    ("environ", "first"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wl-copy"),
        ({"DISPLAY": ":0"}, "xclip"),
        ({"SSH_TTY": "/dev/pts/1", "DISPLAY": ":0", "TMUX": "x"}, "tmux"),
    ],
)
def test_clipboard_tools_follow_the_machine(environ: dict[str, str], first: str) -> None:
    def find(name: str) -> str | None:
        return None if name == "pbcopy" else name

    assert clipboard_tools(environ, find)[0][0] == first


def test_nothing_there_means_no_tool() -> None:
    assert clipboard_tools({"DISPLAY": ":0"}, nothing) == ()
    assert copy_with_tool("text", ()) == ""


def test_the_first_tool_that_works_is_named(tmp_path: Path) -> None:
    target = tmp_path / "clipboard"
    works = (sys.executable, "-c", f"import sys; open({str(target)!r}, 'wb').write(sys.stdin.buffer.read())")
    assert (
        copy_with_tool("Fähre", (("no-such-tool",), (sys.executable, "-c", "raise SystemExit(1)"), works))
        == sys.executable
    )
    assert target.read_text(encoding="utf-8") == "Fähre"
