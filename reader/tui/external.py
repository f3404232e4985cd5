"""Other programs: the editor for long notes, the browser for links, the clipboard.

All commands are run without a shell, and an address is handed to none. What a page gave is never a command and never looks like
an option. Who calls suspends the screen where a program needs the terminal.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

from reader.library.private_files import make_private_folder, open_private
from reader.model.errors import ReaderError

EDITORS = ("sensible-editor", "nano", "vim", "vi", "emacs")
"""Looked for in this order when nobody said which."""

TOOL_SECONDS = 2.0
"""A clipboard tool that takes longer hangs on a display that is not there."""

_UNFIT = re.compile(r"""["'<>\\^`{|}$]""")
"""What begins or ends something elsewhere, and nothing in an address (RFC 3986 allows `'` and `$`; they are never needed)."""

_SHELLS = frozenset(
    "sh bash dash ash zsh ksh mksh fish csh tcsh busybox cmd cmd.exe powershell powershell.exe pwsh pwsh.exe".split()
)
_SCRIPT_OPTION = re.compile(r"-[a-z]*c[a-z]*\Z|-command\Z|/[ck]\Z", re.IGNORECASE)
"""How shells are told that the next word is a script."""

Find = Callable[[str], str | None]


class ExternalError(ReaderError):
    """Another program could not be used."""


# -- the terminal ---------------------------------------------------------------------------------------------------
@contextmanager
def interrupts_left_alone() -> Iterator[None]:
    """Let ctrl+c and ctrl+\\ end, or mean something to, the program that has the terminal now, and not this one.

    A terminal sends them to every program of its group. A handler that does nothing is forgotten by the programs that are
    started, one that ignores is not. On the main thread only.
    """
    kept = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGQUIT)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)


# -- editor ---------------------------------------------------------------------------------------------------------
def editor_command(configured: str, environ: Mapping[str, str], find: Find = which) -> list[str]:
    """Return the words of the editor's command: the setting, $VISUAL, $EDITOR, else the first one installed."""
    for command in (configured, environ.get("VISUAL", ""), environ.get("EDITOR", "")):
        if command.strip():
            return list(_words(command, "editor"))
    for name in EDITORS:
        if find(name):
            return [name]
    raise ExternalError("no editor was found", "Set `editor` in config.toml, or $EDITOR.")


def _words(command: str, what: str) -> tuple[str, ...]:
    """Return the words of a command as a shell would see them. Raises ExternalError if they make none."""
    try:
        words = tuple(shlex.split(command))
    except ValueError as error:
        raise ExternalError(f"the {what}'s command can't be read: {command!r}", str(error)) from error
    if not words or not words[0] or "\0" in command:
        raise ExternalError(f"the {what}'s command names no program: {command!r}")
    return words


def edit_text(text: str, command: list[str], environ: Mapping[str, str], path: Path | None = None) -> str | None:
    """Let the user change `text` in an editor in the terminal; return the new text, None if it is as it was.

    The file is private: at `path`, where who asks finds it again after a crash and removes it when all is safe, else in the
    system's folder for temporary files, and removed after. Raises ExternalError, with the text of the user still in the file,
    which it names, if the editor failed after writing.
    """
    if path is None:
        descriptor, name = tempfile.mkstemp(prefix="pressmark-note-", suffix=".md")
        file_path, is_ours = Path(name), True
    else:
        file_path, is_ours = path, False
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise ExternalError(f"{path}: {error.strerror or error}") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text and f"{text}\n")  # a line that has no end would be gone on with by whatever appends
    try:
        code = subprocess.run([*command, str(file_path)], env=dict(environ), check=False).returncode
    except OSError as error:
        file_path.unlink(missing_ok=True)
        raise ExternalError(
            f"{command[0]}: {error.strerror or error}", "Set `editor` in config.toml, or $EDITOR."
        ) from error
    changed = _read_back(file_path)
    if code != 0 and changed is not None and changed.rstrip("\n") != text.rstrip("\n"):
        raise ExternalError(f"{command[0]} ended with {code}; nothing was saved", f"What you wrote is in {file_path}.")
    if is_ours:
        file_path.unlink(missing_ok=True)
    if code != 0 or changed is None:
        return None
    changed = changed.rstrip("\n")
    return None if changed == text.rstrip("\n") else changed


def edit_file(path: Path, command: list[str], environ: Mapping[str, str]) -> None:
    """Let the user change a file in an editor in the terminal; a new one, and its folder, are the user's alone.

    Raises ExternalError if that can't begin.
    """
    is_new = False
    try:
        make_private_folder(path.parent)
        with suppress(FileExistsError):  # most editors keep the mode of what is there
            os.close(open_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC))
            is_new = True
        subprocess.run([*command, str(path)], env=dict(environ), check=False)
    except OSError as error:
        raise ExternalError(
            f"{error.filename or command[0]}: {error.strerror or error}", "Set `editor` in config.toml, or $EDITOR."
        ) from error
    finally:
        with suppress(OSError):
            if is_new and path.stat().st_size == 0:  # nothing was written: it is not there, as before
                path.unlink()


def _read_back(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


# -- browser --------------------------------------------------------------------------------------------------------
def checked_address(url: str) -> str:
    """Return `url` as it may be handed to another program: http or https, with a host, in one word. Raises ExternalError.

    Quotes, brackets and `$` are percent-coded, which means the same to a server: they mean something else to programs that put
    the address into a command, a script or a page of their own.
    """
    try:
        parts = urlsplit(url)
        is_right = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_right = False
    if not is_right or any(letter.isspace() or not letter.isprintable() for letter in url):
        raise ExternalError("that is no web address; nothing was opened")
    return _UNFIT.sub(lambda letter: f"%{ord(letter[0]):02X}", url)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserCall:
    """How a page is opened."""

    words: tuple[str, ...]
    needs_terminal: bool
    """Whether the browser draws in the terminal, so that the screen has to step aside."""


def browser_call(url: str, configured: str, environ: Mapping[str, str]) -> BrowserCall:
    """Return the call that opens `url`: the configured command, else $BROWSER or the system's. Raises ExternalError.

    The address stands where the command says `%s`, else at its end. A command that is a script for a shell is refused: `;` and
    `&` are good letters of an address, and would begin commands of a stranger.
    """
    address = checked_address(url)
    if configured.strip():
        words = _browser_words(configured, "`browser` in config.toml")
        placed = tuple(word.replace("%s", address) for word in words)
        call = placed if "%s" in configured else (*words, address)
        return BrowserCall(words=call, needs_terminal=_draws_in_terminal(words[0]))
    for command in filter(str.strip, environ.get("BROWSER", "").split(os.pathsep)):
        _browser_words(command, "$BROWSER")
    import webbrowser  # looks for every browser there is: only when one is wanted

    try:
        browser = webbrowser.get()
    except webbrowser.Error as error:
        raise ExternalError("no browser was found", "Set `browser` in config.toml, or $BROWSER.") from error
    needs_terminal = _draws_in_terminal(getattr(browser, "name", ""))
    # In a process of its own: browsers write to the terminal, and some wait until they are closed.
    return BrowserCall(words=(sys.executable, "-P", "-m", "webbrowser", address), needs_terminal=needs_terminal)


def _browser_words(command: str, where: str) -> tuple[str, ...]:
    """Return the words of a browser's command, `where` it stands. Raises ExternalError for one that a shell would read."""
    words = _words(command, "browser")
    shell = next((at for at, word in enumerate(words) if Path(word).name.lower() in _SHELLS), len(words))
    if any(_SCRIPT_OPTION.match(word) for word in words[shell + 1 :]):
        raise ExternalError(
            f"{where} hands addresses to a shell; nothing was opened", "Name the browser itself, or a script file."
        )
    return words


def open_browser(call: BrowserCall) -> None:
    """Start a browser; waits for it only if it draws in the terminal. Raises ExternalError."""
    try:
        if call.needs_terminal:
            subprocess.run(call.words, check=False)
            return
        subprocess.Popen(
            call.words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ExternalError(f"{call.words[0]}: {error.strerror or error}", "Set `browser` in config.toml.") from error


def open_file(path: Path, find: Find = which) -> str:
    """Open a file in the program that the system has for it; return the opener's name. Raises ExternalError."""
    opener = next((name for name in ("xdg-open", "wslview", "open") if find(name)), None)
    if opener is None:
        raise ExternalError("no program was found that opens pictures")
    open_browser(BrowserCall(words=(opener, str(path.absolute())), needs_terminal=False))
    return opener


def _draws_in_terminal(command: str) -> bool:
    return Path(command).name in {"lynx", "w3m", "links", "links2", "elinks", "www-browser", "browsh", "carbonyl"}


# -- clipboard ------------------------------------------------------------------------------------------------------
def clipboard_tools(environ: Mapping[str, str], find: Find = which) -> tuple[tuple[str, ...], ...]:
    """Return the clipboard programs worth trying here, best first; none over SSH, where they would fill the far machine's."""
    is_remote = "SSH_CONNECTION" in environ or "SSH_TTY" in environ
    candidates: list[tuple[str, ...]] = []
    if not is_remote:
        candidates.append(("pbcopy",))
        if environ.get("WAYLAND_DISPLAY"):
            candidates.append(("wl-copy",))
        if environ.get("DISPLAY"):
            candidates += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
        if environ.get("WSL_DISTRO_NAME"):
            candidates.append(("clip.exe",))
    if environ.get("TMUX"):
        candidates.append(("tmux", "load-buffer", "-w", "-"))
    return tuple(words for words in candidates if find(words[0]))


def copy_with_tool(text: str, tools: tuple[tuple[str, ...], ...]) -> str:
    """Hand `text` to the first tool that takes it; return its name, "" if none did."""
    for words in tools:
        try:
            done = subprocess.run(
                words,
                input=text.encode("utf-8"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=TOOL_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return words[0]
    return ""
