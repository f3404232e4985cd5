"""`export`: an article's notes, or its text with the notes in it, as a file for other programs."""

import sys
from argparse import Namespace
from pathlib import Path

from reader.cli.output import progress_reporter, say
from reader.library.exporting import Exported
from reader.library.library import Library
from reader.library.progress import Work
from reader.model.errors import ExchangeError


def export(options: Namespace, library: Library) -> int:
    """Write the export to stdout, to a file, or under the article's title into a folder."""
    exported = library.export_target(options.target, options.form, full=options.full, work=Work(progress_reporter()))
    if options.output is None:
        sys.stdout.write(exported.text)
        return 0
    path = _destination(options.output, exported)
    try:
        path.write_text(exported.text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ExchangeError(f"{path}: {error.strerror or error}", "choose another place with -o") from error
    say(f"wrote {path}")
    return 0


def _destination(output: Path, exported: Exported) -> Path:
    return output / exported.file_name if output.is_dir() else output
