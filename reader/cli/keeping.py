"""`trash`, `backup` and `restore`: what was deleted, and what must outlive this machine."""

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from reader.cli.output import SHOWN_ID_LETTERS, complain, print_json, progress_reporter, say
from reader.library.backing_up import Restored
from reader.library.library import Library
from reader.library.progress import Work
from reader.library.references import shown_target
from reader.library.trash import TrashContents, trash_json
from reader.model.annotation import Annotation
from reader.model.errors import CancelledError, NotFoundError, ReaderError, UsageError
from reader.model.text import clean_line

SOME_FAILED = 7
QUOTE_LETTERS = 80
LETTERS_OF_YES = ("y", "yes")


def trash(options: Namespace, library: Library) -> int:
    """Show what is in the trash, put articles in, take things out, or empty it."""
    match options.action:
        case "put":
            return _each(options.targets, lambda target: _put(target, library))
        case "restore":
            return _restore_all(options.targets, library)
        case "empty":
            return _empty(options, library)
        case _:
            return _list(options, library)


def _list(options: Namespace, library: Library) -> int:
    contents = library.trash()
    try:
        library.remember_list([article.row.record.id for article in contents.articles])
    except ReaderError as error:
        complain(error)  # the list is shown all the same; its numbers cannot be used
    if options.json:
        print_json(trash_json(contents))
        return 0
    for number, (row, removed) in enumerate(contents.articles, 1):
        since = f"  deleted {_day(removed)}" if removed else ""
        print(f"{number:>3}  {row.record.id[:SHOWN_ID_LETTERS]}  {row.record.title}{since}")
    for trashed in contents.annotations:
        title = f"  in “{clean_line(trashed.title, 60)}”" if trashed.title else ""
        print(f"{trashed.annotation.id:>19}  {_described(trashed.annotation)}{title}  deleted {_day(trashed.removed)}")
        if trashed.purged_url is not None:
            way = f"`pressmark add {trashed.purged_url}`" if trashed.purged_url else "adding it again"
            print(f"{'':>21}written elsewhere while its article was taken away for good: {way} shows it again")
    if not contents.articles and not contents.annotations:
        say("the trash is empty")
    return 0


def _put(target: str, library: Library) -> str:
    article_id = library.resolve(target)
    library.set_trashed(article_id, True)
    return f"{article_id[:SHOWN_ID_LETTERS]}  {library.listed(article_id).record.title}  is in the trash"


def _restore_all(targets: Sequence[str], library: Library) -> int:
    contents = library.trash()  # once, for all of them: the numbers are those of the last list
    annotations = {str(trashed.annotation.id): trashed for trashed in contents.annotations}
    trashed_ids = {article.row.record.id for article in contents.articles}

    def restore_one(target: str) -> str:
        if trashed := annotations.get(target):
            if trashed.purged_url is not None:
                raise NotFoundError(
                    "its article was taken away for good",
                    f"Add it again: pressmark add {trashed.purged_url or 'FILE'}",
                )
            annotation = library.restore_annotation(trashed.annotation.article_id, trashed.annotation.id)
            return f"{annotation.id}  {_described(annotation)}  is back"
        article_id = library.resolve(target)
        if article_id not in trashed_ids:
            raise NotFoundError(f"{shown_target(target)} is not in the trash", "`pressmark trash list` shows what is")
        library.set_trashed(article_id, False)
        return f"{article_id[:SHOWN_ID_LETTERS]}  {library.listed(article_id).record.title}  is back"

    return _each(targets, restore_one)


def _each(targets: Sequence[str], act: Callable[[str], str]) -> int:
    """Act on every target and print what came of it; one that fails stops no other."""
    errors: list[ReaderError] = []
    for target in targets:
        try:
            print(act(target))
        except CancelledError:
            raise
        except ReaderError as error:
            errors.append(error)
            complain(error)
    if not errors:
        return 0
    return errors[0].exit_code if len(targets) == 1 else SOME_FAILED


def _empty(options: Namespace, library: Library) -> int:
    contents = library.emptying_trash(options.older_than)
    if not contents.articles and not contents.annotations:
        if options.json:
            print_json({**trash_json(contents), "purged": False})
        say("nothing in the trash is that old" if options.older_than else "the trash is empty")
        return 0
    what = _summary(contents)
    if options.dry_run:
        if options.json:
            print_json({**trash_json(contents), "purged": False})
        else:
            for article in contents.articles:
                print(f"{article.row.record.id[:SHOWN_ID_LETTERS]}  {article.row.record.title}")
            for trashed in contents.annotations:
                print(f"{trashed.annotation.id:>19}  {_described(trashed.annotation)}")
            say(f"would go for good: {what}")
        return 0
    if not options.yes and not _is_confirmed(what):
        say("nothing was taken away")
        return 1
    emptied = library.empty_trash(contents, work=Work(progress_reporter()))
    if options.json:
        print_json({**trash_json(contents), "purged": True, "failures": list(emptied.failures)})
    else:
        say(f"gone for good: {_counted(emptied.articles, 'article')}, {_counted(emptied.annotations, 'annotation')}")
    for failure in emptied.failures:
        say(f"pressmark: {failure}")
    return SOME_FAILED if emptied.failures else 0


def _is_confirmed(what: str) -> bool:
    """Ask on the terminal. Without one nobody can answer, and nothing goes."""
    if not sys.stdin.isatty():
        raise UsageError(f"this takes away for good: {what}", "Say --yes, or --dry-run to see it all.")
    say(f"This takes away for good, here and on every machine: {what}.")
    say(
        "It cannot be undone. Titles and addresses stay, so that notes from other machines find what they were written on."
    )
    sys.stderr.write("Go on? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in LETTERS_OF_YES


def _summary(contents: TrashContents) -> str:
    parts = []
    if contents.articles:
        held = f" with {_counted(contents.written, 'annotation')}" if contents.written else ""
        parts.append(f"{_counted(len(contents.articles), 'article')}{held} ({_size(contents.size_bytes)})")
    if contents.annotations:
        parts.append(f"{_counted(len(contents.annotations), 'deleted annotation')} of other articles")
    return ", ".join(parts)


def backup(options: Namespace, library: Library) -> int:
    """Write the library into one file; exit code 0 once that was read back whole, 7 if something could not be read."""
    made = library.backup(Path(options.file), work=Work(progress_reporter()))
    manifest = made.manifest
    if options.json:
        print_json(
            {
                "path": str(made.path),
                "made": manifest.made.isoformat(),
                "device": manifest.device,
                "files": manifest.files,
                "size_bytes": manifest.size_bytes,
                "archive_bytes": made.archive_bytes,
                "damaged": list(made.damaged),
                "left_out": list(made.left_out),
                "strangers": made.strangers,
            }
        )
    else:
        files = _counted(manifest.files, "file")
        print(
            f"{clean_line(str(made.path))}: {files}, {_size(manifest.size_bytes)} in {_size(made.archive_bytes)}, read back whole"
        )
    for name in made.damaged:
        say(f"pressmark: {name} was damaged already and is in the backup as it is; `pressmark doctor` says more")
    for line in made.left_out:
        say(f"pressmark: left out: {line}")
    if made.strangers:
        say(f"{_counted(made.strangers, 'file')} in the library's folders not of the library: left out")
    return SOME_FAILED if made.left_out else 0


def restore(options: Namespace, library: Library) -> int:
    """Bring a backup into the library; what is here stays. Exit code 7 if some of it could not be taken over."""
    restored = library.restore(
        Path(options.file), bring_back=options.bring_back, is_dry_run=options.dry_run, work=Work(progress_reporter())
    )
    if options.json:
        print_json(
            {
                "made": restored.manifest.made.isoformat(),
                "device": restored.manifest.device,
                "dry_run": options.dry_run,
                "brought_back": options.bring_back,
                "files": restored.files,
                "articles": restored.articles,
                "annotations": restored.annotations,
                "changed": restored.changed,
                "removed": restored.removed,
                "left_deleted_articles": restored.left_deleted_articles,
                "left_deleted_annotations": restored.left_deleted_annotations,
                "strangers": restored.strangers,
                "failures": restored.failures,
            }
        )
    else:
        _tell_restored(restored, options)
    for failure in restored.failures:
        say(f"pressmark: not taken over: {failure}")
    return SOME_FAILED if restored.failures else 0


def _tell_restored(restored: Restored, options: Namespace) -> None:
    came = [
        f"{_counted(restored.articles, 'article')} and {_counted(restored.annotations, 'annotation')} that were not here"
    ]
    if restored.changed:
        came.append(f"{_counted(restored.changed, 'annotation')} changed")
    if restored.removed:
        came.append(f"{_counted(restored.removed, 'annotation')} deleted on the other machine")
    came.append(f"{_counted(restored.files, 'file')} {'to write' if options.dry_run else 'written'}")
    print(f"{'would bring' if options.dry_run else 'brought'}: {', '.join(came)}")
    deleted = []
    if restored.left_deleted_articles:
        deleted.append(_counted(restored.left_deleted_articles, "article"))
    if restored.left_deleted_annotations:
        deleted.append(_counted(restored.left_deleted_annotations, "annotation"))
    if deleted and options.bring_back:
        print(f"{'would bring back' if options.dry_run else 'brought back'} from the trash: {' and '.join(deleted)}")
    elif deleted:
        print(f"left deleted, as here since: {' and '.join(deleted)}; --bring-back brings them back")


def _described(annotation: Annotation) -> str:
    quote = f"“{clean_line(annotation.quote, QUOTE_LETTERS)}”" if annotation.is_highlight else ""
    note = f"— {clean_line(annotation.note, QUOTE_LETTERS)}" if annotation.note else ""
    return " ".join(part for part in (quote, note) if part)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _size(size_bytes: int) -> str:
    for unit, width in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size_bytes >= width:
            return f"{size_bytes / width:.1f} {unit}"
    return f"{size_bytes} bytes"


def _day(moment: datetime) -> str:
    return str(moment.astimezone().date())
