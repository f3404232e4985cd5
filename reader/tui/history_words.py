"""What is told of steps that were undone or redone. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from reader.library.history import HistoryEntry


class Told(NamedTuple):
    """A message, and whether it tells of something that could not be done."""

    text: str
    is_error: bool = False


def moved_words(moved: Sequence[HistoryEntry], here: str, *, is_redo: bool) -> Told:
    """Return what is told; `here` is the id of the open article, which needs no name."""
    if not moved:
        return Told("There is nothing to redo." if is_redo else "There is nothing to undo.")
    done = "Redone" if is_redo else "Undone"
    if len(moved) == 1:
        (entry,) = moved
        words = entry.label if entry.article_id == here else entry.in_words
        if entry.is_lost:
            return Told(f"Not {done.lower()}: {words}. {_sentence(entry.problem)}", is_error=True)
        return Told(f"{done}: {words}.{f' {_sentence(entry.problem)}' if entry.problem else ''}", bool(entry.problem))
    gone = [entry for entry in moved if not entry.is_lost and entry.is_undone is not is_redo]
    text = f"{done}: {gone[-1].in_words if len(gone) == 1 else f'{len(gone):,} steps'}"
    if len(gone) > 1:
        text += f", the last of them {gone[-1].in_words}"
    short = [entry for entry in moved if entry.problem]
    if short:
        others = f" (and {len(short) - 1:,} more)" if len(short) > 1 else ""
        text += f". Not, or only in part: {short[0].in_words}{others}: {short[0].problem}"
    return Told(f"{text}.", bool(short))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
