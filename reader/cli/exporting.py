"""`export`: notes, or texts with the notes in them, as files for other programs: of one article, or of all that a query finds."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.cli.asking import asking, asking_work, query_text
from reader.cli.output import SOME_FAILED, complain, end_progress, progress_reporter, say
from reader.library.exporting import export_file_names, export_page, joint_of
from reader.library.library import Exported, Library
from reader.library.listing import View, ViewKind
from reader.library.progress import Progress, Work
from reader.library.written_files import write_into, write_named
from reader.model.errors import ExchangeError, NotFoundError, ReaderError, UsageError
from reader.model.kept import ArticleRecord
from reader.model.page import Page

TO_STDOUT = "-"


def export(options: Namespace, library: Library) -> int:
    """Write to stdout, to a file, or under the articles' titles into a folder; exit code 7 if some of several failed."""
    output: str = TO_STDOUT if options.output is None else options.output
    if not output:
        raise UsageError("-o names no file", "give a file, a folder, or - for stdout")
    targets = options.targets
    if options.notes:
        from reader.cli.gathered_notes import export_found

        if options.full or options.article_version:
            raise UsageError("--notes exports marks and notes alone", "leave --full and --version out")
        return write_exported(export_found(options, library), output)
    if not targets:
        raise UsageError("nothing to export is named", "name articles, or all marks and notes by --notes")
    if options.form == "csv":
        raise UsageError("a table holds marks and notes alone", "add --notes")
    if options.sort or options.group:
        raise UsageError("--sort and --group order marks and notes", "add --notes")
    exported = _one(targets[0], options, library) if len(targets) == 1 else None
    if exported is not None:
        code = write_exported(exported, output)
        if not options.full and _is_bare(targets[0], library):
            say("pressmark: nothing is marked or written in this article; --full exports its text")
        return code
    if options.article_version:
        raise UsageError("--version is for one article that is kept", "name it by its id or its number")
    return _Several(_articles(targets, library), options, library).write(output)


def _one(target: str, options: Namespace, library: Library) -> Exported | None:
    """Return the export of a kept article, or of a page that is not kept: all of it, since it has no notes yet.

    None if the target names neither: it is a query then.
    """
    if target == "-" and not options.article_version:
        from reader.cli.standard_input import read_stdin_page

        return _unkept(read_stdin_page(), options.form, library)
    try:
        article_id = library.resolve(target)
    except NotFoundError:
        from reader.library.examining import is_target, read_page

        if target == "last" or (options.article_version and is_target(target)):
            raise
        if not is_target(target):
            return None
        library.cleaner.warm()
        page = read_page(target, config=library.config, work=Work(progress_reporter()))
        return _unkept(page, options.form, library)
    version_id = library.version_id_of(article_id, options.article_version)
    return library.export(article_id, options.form, full=options.full, version_id=version_id)


def _is_bare(target: str, library: Library) -> bool:
    """Whether a target is a kept article in which nothing is marked or written."""
    try:
        return not library.annotations(library.resolve(target))
    except NotFoundError:
        return False


def _unkept(page: Page, form: str, library: Library) -> Exported:
    article = library.cleaner.clean(page, site_rules=library.site_rules())
    return export_page(page, article, form, library.colour_meanings())


def _articles(targets: Sequence[str], library: Library) -> tuple[ArticleRecord, ...]:
    """Return the articles that the targets name, each once, or what they find as a query, the last added first."""
    if len(targets) > 1:
        if "-" in targets:
            raise UsageError("- is exported alone", "pressmark export - takes one page from standard input")
        named = [library.article_named(target) for target in targets]
        if all(named):
            return tuple(library.listed(article_id).record for article_id in dict.fromkeys(named))
    query = query_text(targets)
    with asking(query):
        rows = library.listing(View(kind=ViewKind.ALL, query=query), work=asking_work()).rows()
    end_progress()
    if not rows:
        raise NotFoundError(f"nothing in the library is called {query!r} or matches it", "`pressmark list` shows ids")
    return tuple(row.record for row in rows)


class _Several:
    """The export of several articles; what fails is told and passed over."""

    def __init__(self, records: Sequence[ArticleRecord], options: Namespace, library: Library) -> None:
        self._records = records
        self._form: str = options.form
        self._is_full: bool = options.full
        self._library = library
        self._errors: list[ReaderError] = []

    def write(self, output: str) -> int:
        """Write them all, into a folder a file each; return the exit code."""
        if output != TO_STDOUT and Path(output).is_dir():
            self._fill(Path(output))
        else:
            joint = joint_of(self._form, is_full=self._is_full)
            if output == TO_STDOUT:
                for part in joint.join(exported.text for _, exported in self._exports(Work())):
                    sys.stdout.write(part)
            else:
                path = _file(output)
                exports = self._exports(Work(progress_reporter()))
                write_named(path, "".join(joint.join(exported.text for _, exported in exports)))
                say(f"wrote {path}")
        if not self._errors:
            return 0
        return self._errors[0].exit_code if len(self._records) == 1 else SOME_FAILED

    def _fill(self, folder: Path) -> None:
        names = export_file_names(self._records, self._form)
        written = 0
        for place, exported in self._exports(Work(progress_reporter())):
            try:
                write_into(folder, exported._replace(file_name=names[place]))
            except ExchangeError as error:
                self._failed(error)
            else:
                written += 1
        say(f"wrote {written:,} {'file' if written == 1 else 'files'} into {folder}")

    def _exports(self, work: Work) -> Iterator[tuple[int, Exported]]:
        """Yield place and export of every article that can be exported."""
        for place, record in enumerate(self._records):
            work.report(Progress(step="exporting", done=place, total=len(self._records)))
            try:
                exported = self._library.export(record.id, self._form, full=self._is_full)
            except ReaderError as error:
                self._failed(error)
            else:
                yield place, exported

    def _failed(self, error: ReaderError) -> None:
        self._errors.append(error)
        complain(error)


def write_exported(exported: Exported, output: str) -> int:
    """Write an export to stdout, into a file, or into a folder under its own name; return the exit code."""
    if output == TO_STDOUT:
        sys.stdout.write(exported.text)
        return 0
    if Path(output).is_dir():
        path = write_into(Path(output), exported)
    else:
        path = _file(output)
        write_named(path, exported.text, exported.encoding)
    say(f"wrote {path}")
    return 0


def _file(output: str) -> Path:
    """Return the file to write. Raises ExchangeError for a folder that is not there."""
    if output.endswith("/"):
        raise ExchangeError(f"{output}: there is no such folder", "make it first, or choose another place with -o")
    return Path(output)
