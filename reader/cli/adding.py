"""`add`: articles come into the library. One bad address never stops the others."""

import shlex
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader.cli.output import SHOWN_ID_LETTERS, SOME_FAILED, complain, print_json, progress_reporter, say
from reader.cli.standard_input import read_stdin_page, read_stdin_text
from reader.library.library import Added, Library
from reader.library.named_files import read_list
from reader.library.progress import Work
from reader.library.references import shown_target
from reader.library.version_words import carried_words
from reader.model.errors import CancelledError, IsFeedError, ReaderError, UnreadableError, UsageError

FORCE_HINT = "what is here stays; pressmark refresh --force takes it all the same"


def add(options: Namespace, library: Library) -> int:
    """Add every target; exit code 0, that of the only target's error, or 7 if some of several failed."""
    if options.from_list == "-" and "-" in options.targets:
        raise UsageError("stdin cannot be both the list and an article")
    targets = [*options.targets, *_listed_targets(options.from_list)]
    if not targets:
        raise UsageError("nothing to add", "give an address or a file: pressmark add URL")
    library.site_rules()  # a mistake in them is told once, not for every article
    tags = tuple(options.tags)
    outcome = "unchanged" if options.refresh else "already here"
    work = Work(progress_reporter())

    def add_one(target: str) -> Added:
        if target == "-":
            added = library.add_page(read_stdin_page(), tags=tags, work=work)
        else:
            added = library.add(target, tags=tags, refresh=options.refresh, work=work)
        if not options.no_images and library.config.images and (added.is_new or added.is_new_version):
            library.fetch_images(added.article_id, work=work)
        return added

    return _each(targets, add_one, outcome, as_json=options.json)


def _each(targets: Sequence[str], act: Callable[[str], Added], known: str, *, as_json: bool) -> int:
    """Act on every target and print what came of it; `known` is what is said of an article that brought nothing new."""
    results: list[dict[str, object]] = []
    errors: list[ReaderError] = []
    for target in targets:
        try:
            added = act(target)
        except ReaderError as error:
            if isinstance(error, CancelledError):
                raise
            if isinstance(error, IsFeedError) and target != "-":
                error.hint = f"subscribe to it: pressmark feeds add {shlex.quote(shown_target(target))}"
            errors.append(error)
            if as_json:
                results.append({"target": shown_target(target), "error": error.message, "hint": error.hint})
            complain(error)
            continue
        results.append(
            {
                "target": shown_target(target),
                "id": added.article_id,
                "title": added.title,
                "new": added.is_new,
                "new_version": added.is_new_version,
                "kept_back": added.kept_back or None,
                "notes": list(added.notes),
            }
        )
        if not as_json:
            print(f"{added.article_id[:SHOWN_ID_LETTERS]}  {added.title}{_outcome(added, known)}")
        if added.kept_back:
            kept_back = UnreadableError(f"{added.title}: {added.kept_back}", FORCE_HINT)
            errors.append(kept_back)
            complain(kept_back)
        for note in added.notes:
            say(f"pressmark: {added.title}: {note}" if len(targets) > 1 else f"pressmark: {note}")
    if as_json:
        print_json(results)
    if not errors:
        return 0
    return errors[0].exit_code if len(targets) == 1 else SOME_FAILED


def _outcome(added: Added, known: str) -> str:
    if added.is_new:
        return ""
    if added.kept_back:
        return "  (kept as it was)"
    if not added.is_new_version:
        return f"  ({known})"
    carried = carried_words(added.carried)
    return f"  (a new version{f'; marks: {carried}' if carried else ''})"


def _listed_targets(name: str | None) -> Iterator[str]:
    """Yield the lines of a list of addresses; empty lines and comments are passed over."""
    if not name:
        return
    hint = "--from wants a text file with an address a line"
    try:
        text = read_stdin_text("addresses") if name == "-" else read_list(Path(name), hint).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise UsageError(f"{name}: {reason}", hint) from error
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()
