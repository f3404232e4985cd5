"""`undo`, `redo` and `history`: what was done in this library on this machine, by the reader and by the command line."""

from argparse import Namespace
from collections.abc import Callable

from reader.cli.output import SOME_FAILED, end_progress, print_json, progress_reporter, say
from reader.cli.rows import stdout_paper
from reader.layout.cells import shorten
from reader.library.history import HistoryEntry
from reader.library.library import Library
from reader.library.progress import Work
from reader.model.errors import NotFoundError

Move = Callable[..., tuple[HistoryEntry, ...]]


def undo(options: Namespace, library: Library) -> int:
    """Take back the last changes; print what they were."""
    return _move(library.undo_steps, options.steps, "undo", "undone")


def redo(options: Namespace, library: Library) -> int:
    """Make again what was taken back last; print what it was."""
    return _move(library.redo_steps, options.steps, "redo", "redone")


def _move(move: Move, steps: int, verb: str, done: str) -> int:
    moved = move(steps, work=Work(report=progress_reporter(quiet_seconds=0.4)))
    end_progress()
    if not moved:
        raise NotFoundError(f"there is nothing to {verb}", "`pressmark history` lists what there is")
    is_failed = False
    for entry in moved:
        has_moved = not entry.is_lost and entry.is_undone == (verb == "undo")
        if has_moved:
            print(f"{done}: {entry.in_words}")
        if entry.problem:
            is_failed = True
            say(f"{'not all of it' if has_moved else f'not {done}: {entry.in_words}'}: {entry.problem}")
    if len(moved) < steps:
        say(f"there was no more to {verb}")
    return SOME_FAILED if is_failed else 0


def list_steps(options: Namespace, library: Library) -> int:
    """List what can be redone, then what can be undone, the newest first."""
    entries = library.undoable()
    if options.json:
        print_json([_step_json(entry) for entry in entries])
        return 0
    if not entries:
        say("nothing can be undone: nothing was changed on this machine yet")
        return 0
    paper = stdout_paper()
    undone = sum(entry.is_undone for entry in entries)
    for place, entry in enumerate(entries):
        number = undone - place if entry.is_undone else place - undone + 1
        when = entry.when.astimezone().strftime("%Y-%m-%d %H:%M") if entry.when else " " * 16
        line = f"{'redo' if entry.is_undone else 'undo'} {number:>3}  {when}  {entry.in_words}"
        print(shorten(line, paper.width) if paper.width else line)
    return 0


def _step_json(entry: HistoryEntry) -> dict[str, object]:
    return {
        "label": entry.label,
        "when": entry.when.isoformat() if entry.when else None,
        "article": entry.article_id or None,
        "title": entry.title or None,
        "undone": entry.is_undone,
    }
