"""Where a command line becomes a call: parse, dispatch, and turn every outcome into an exit code.

The screen is not known here; who starts the program hands in `open_reader`, which is called for `pressmark`, `pressmark
TARGET` and `pressmark open ID`. The two calls that people wait for, for the list and for a kept article, need no parser.
"""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.cli.output import complain, drop_output, end_progress, prepare_output, say
from reader.library.library import Library
from reader.library.log_file import begin_log
from reader.model.errors import ReaderError, UsageError

if TYPE_CHECKING:  # comes with its commands
    from argparse import Namespace
    from pathlib import Path

    from reader.cli.settings import ReadKeys

INTERRUPTED = 130


class ReaderCall(NamedTuple):
    """What the screen is asked to open."""

    library: Library
    article_id: str = ""
    """A kept article to open; else the list."""
    version_id: str = ""
    """The version of it to show; else the current one."""
    target: str = ""
    """A URL or path to add and open."""
    theme: str = ""
    is_demo: bool = False


OpenReader = Callable[[ReaderCall], int]
Command = Callable[["Namespace", Library], int]


def run(
    arguments: Sequence[str],
    open_reader: OpenReader,
    read_keys: "ReadKeys",
    withdraw: Callable[[], None] = lambda: None,
) -> int:
    """Run one command line and return its exit code. No exception leaves, but for SystemExit from --help and --version.

    `open_reader` and `read_keys` belong to the screen, which is not known here; `withdraw` gives the terminal back before
    anything is told, if the screen was announced on it and could not be opened.
    """
    prepare_output()
    try:
        try:
            code = _run(arguments, open_reader, read_keys)
        finally:
            withdraw()
        sys.stdout.flush()  # now, while what goes wrong with it can still be said
        return code
    except ReaderError as error:
        complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        end_progress()
        return INTERRUPTED
    except BrokenPipeError:
        drop_output()  # whoever read us has seen enough (`| head`)
        return 0
    except OSError as error:
        # The crafts wrap their own; what is left is the output (`> /dev/full`) and what nobody thought of.
        drop_output()
        complain(ReaderError(f"{error.filename or 'the output'}: {error.strerror or error}"))
        return ReaderError.exit_code


def _run(arguments: Sequence[str], open_reader: OpenReader, read_keys: "ReadKeys") -> int:
    match list(arguments):
        case []:
            with _opened(None) as library:
                return open_reader(ReaderCall(library=library))
        case ["open", reference] if reference and not reference.startswith("-"):
            with _opened(None) as library:
                return open_reader(ReaderCall(library=library, article_id=library.resolve(reference)))
    return _parse_and_run(arguments, open_reader, read_keys)


def _parse_and_run(arguments: Sequence[str], open_reader: OpenReader, read_keys: "ReadKeys") -> int:
    from argparse import Namespace

    from reader.cli.parser import COMMANDS, build_parser, build_reader_parser, first_word

    word = first_word(arguments)
    if word is not None and word not in COMMANDS:
        if not word.strip():
            raise UsageError("nothing to open", "give an address or a file: pressmark URL")
        return _read(build_reader_parser().parse_args(arguments), open_reader)
    options = build_parser(arguments).parse_args(arguments)
    if options.command is None:
        return _read(Namespace(**vars(options), target=""), open_reader)
    if options.demo:
        raise UsageError("--demo opens a library of its own", f"leave out --demo or {options.command}")
    if options.command == "completion":
        from reader.cli.completion import print_completion

        return print_completion(build_parser(), options.shell)
    if options.command == "help":
        return _help(options.topic)
    if options.command in ("keys", "config"):
        from reader.cli import settings

        return (settings.list_keys if options.command == "keys" else settings.show_config)(options, read_keys)
    with _opened(options.library, options.timeout) as library:
        if options.command == "open":
            article_id = library.resolve(options.id)
            version_id = library.version_id_of(article_id, options.article_version)
            return open_reader(
                ReaderCall(library=library, article_id=article_id, version_id=version_id, theme=options.theme)
            )
        code = _command(options.command)(options, library)
        for problem in library.problems():
            say(f"pressmark: {problem}")
    return code


def _refuse_mistyped(word: str) -> None:
    """Raise UsageError for a word that can be no address and is no file: the screen could only say less of it."""
    from pathlib import Path

    if not word.replace("-", "").replace("_", "").isalnum() or Path(word).exists():
        return
    from difflib import get_close_matches

    from reader.cli.parser import COMMANDS

    near = get_close_matches(word, list(COMMANDS), 1)
    hint = (
        f"did you mean `pressmark {near[0]}`?"
        if near
        else "`pressmark --help` lists commands, `open ID` opens an article"
    )
    raise UsageError(f"there is no command and no file {word!r}", hint)


def _help(topic: str) -> int:
    """Print the help of the program, of a command, or about queries."""
    from reader.cli.parser import COMMANDS, build_parser

    if topic == "query":
        from reader.cli.query_language import language_help

        print(language_help(), end="")
    elif not topic:
        build_parser().print_help()
    elif topic in COMMANDS:
        build_parser([topic]).parse_args([topic, "--help"])  # prints, and leaves with code 0
    else:
        raise UsageError(f"there is no help about {topic!r}", "name a command, or query: pressmark help query")
    return 0


def _read(options: "Namespace", open_reader: OpenReader) -> int:
    if options.demo:
        if options.target or options.library:
            raise UsageError("--demo opens a library of its own", "leave out the target and --library")
        from reader.library.demo import demo_library, first_demo_article

        with demo_library() as library:
            first = first_demo_article(library)
            return open_reader(ReaderCall(library=library, article_id=first, theme=options.theme, is_demo=True))
    _refuse_mistyped(options.target)
    with _opened(options.library, options.timeout) as library:
        call = ReaderCall(library=library, target=options.target, theme=options.theme)
        if options.target == "-":
            from reader.cli.piped import read_piped

            return read_piped(library, lambda article_id: open_reader(call._replace(article_id=article_id, target="")))
        return open_reader(call)


def _opened(folder: "Path | None", timeout: float | None = None) -> Library:
    library = Library.open(folder, fetch_deadline_seconds=timeout)
    begin_log(library.folders.state)
    return library


def _command(name: str) -> Command:
    """Import the one module that a command needs: `list` must not wait for the network's libraries."""
    match name:
        case "add":
            from reader.cli import adding

            return adding.add
        case "refresh":
            from reader.cli import refreshing

            return refreshing.refresh
        case "versions" | "diff":
            from reader.cli import versions

            return versions.versions if name == "versions" else versions.diff
        case "list" | "search" | "searches":
            from reader.cli import lists

            return {"list": lists.list_articles, "search": lists.search, "searches": lists.searches}[name]
        case "show":
            from reader.cli import articles

            return articles.show
        case "annotate" | "notes":
            from reader.cli import notes

            return notes.annotate if name == "annotate" else notes.list_notes
        case "marks":
            from reader.cli import marks

            return marks.marks
        case "undo" | "redo" | "history":
            from reader.cli import history

            return {"undo": history.undo, "redo": history.redo, "history": history.list_steps}[name]
        case "colours":
            from reader.cli import colours

            return colours.colours
        case "stats":
            from reader.cli import statistics

            return statistics.stats
        case "export":
            from reader.cli import exporting

            return exporting.export
        case "feeds":
            from reader.cli import feeds

            return feeds.feeds
        case "extract":
            from reader.cli import extracting

            return extracting.extract
        case "trash" | "backup" | "restore":
            from reader.cli import keeping

            return {"trash": keeping.trash, "backup": keeping.backup, "restore": keeping.restore}[name]
        case _:
            from reader.cli import care

            return care.paths if name == "paths" else care.doctor
