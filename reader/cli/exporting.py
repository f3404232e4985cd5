"""`export`: an article's notes, or its text with the notes in it, as a file for other programs."""

import sys
from argparse import Namespace
from pathlib import Path

from reader.cli.output import progress_reporter, say
from reader.library.exporting import export_page
from reader.library.library import Exported, Library
from reader.library.progress import Work
from reader.model.errors import ExchangeError, NotFoundError, UsageError


def export(options: Namespace, library: Library) -> int:
    """Write the export to stdout, to a file, or under the article's title into a folder."""
    exported = _exported(options, library)
    if options.output in (None, "-"):
        sys.stdout.write(exported.text)
        return 0
    path = _place(options.output, exported.file_name)
    _write(path, exported.text)
    say(f"wrote {path}")
    return 0


def _exported(options: Namespace, library: Library) -> Exported:
    """Return the export of a kept article, or of a page that is read and not kept: all of it, since it has no notes yet."""
    if options.target == "-":
        from reader.cli.standard_input import read_stdin_page

        return export_page(read_stdin_page(), options.form, library.colour_meanings(), library.site_rules())
    try:
        article_id = library.resolve(options.target)
    except NotFoundError:
        from reader.library.examining import is_target, read_page

        if not is_target(options.target):
            raise
        page = read_page(options.target, config=library.config, work=Work(progress_reporter()))
        return export_page(page, options.form, library.colour_meanings(), library.site_rules())
    return library.export(article_id, options.form, full=options.full)


def _place(output: str, file_name: str) -> Path:
    """Return the file to write: `output`, or below it if it is a folder."""
    path = Path(output)
    if not output:
        raise UsageError("-o names no file", "give a file, a folder, or - for stdout")
    if path.is_dir():
        return path / file_name
    if output.endswith("/"):
        raise ExchangeError(f"{output}: there is no such folder", "make it first, or choose another place with -o")
    return path


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ExchangeError(f"{path}: {error.strerror or error}", "choose another place with -o") from error
