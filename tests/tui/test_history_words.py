"""What is told of steps that were undone or redone."""

from reader.library.history import HistoryEntry
from reader.tui.history_words import Told, moved_words

MARK = HistoryEntry("highlight “the council”", None, "a1", is_undone=True, title="Ferry line")
STAR = HistoryEntry("star on “Ferry line”", None, "a1", is_undone=True, title="Ferry line")


def test_a_step_is_told_with_its_article_unless_that_is_open_or_named_already() -> None:
    assert moved_words([MARK], "", is_redo=False) == Told("Undone: highlight “the council” in “Ferry line”.")
    assert moved_words([MARK], "a1", is_redo=False) == Told("Undone: highlight “the council”.")
    assert moved_words([STAR], "", is_redo=True) == Told("Redone: star on “Ferry line”.")


def test_nothing_is_told_as_nothing() -> None:
    assert moved_words([], "", is_redo=False) == Told("There is nothing to undo.")
    assert moved_words([], "", is_redo=True) == Told("There is nothing to redo.")


def test_what_could_not_be_done_is_told_with_its_reason() -> None:
    lost = MARK._replace(problem="it was deleted for good", is_lost=True)
    assert moved_words([lost], "a1", is_redo=False) == Told(
        "Not undone: highlight “the council”. It was deleted for good.", is_error=True
    )
    short = MARK._replace(problem="2 of 3 are gone")
    assert moved_words([short], "a1", is_redo=False) == Told(
        "Undone: highlight “the council”. 2 of 3 are gone.", is_error=True
    )


def test_several_steps_are_counted_and_the_last_one_named() -> None:
    assert moved_words([STAR, MARK], "", is_redo=False) == Told(
        "Undone: 2 steps, the last of them highlight “the council” in “Ferry line”."
    )


def test_several_steps_of_which_none_could_be_done() -> None:
    lost = MARK._replace(problem="it was deleted for good", is_lost=True)
    assert moved_words([lost, lost], "", is_redo=False).text == (
        "Undone: 0 steps. Not, or only in part: highlight “the council” in “Ferry line” (and 1 more): it was deleted for good."
    )


def test_several_steps_of_which_one_failed_say_which() -> None:
    failed = MARK._replace(is_undone=False, problem="no space left")
    assert moved_words([STAR, failed], "", is_redo=False) == Told(
        "Undone: star on “Ferry line”. Not, or only in part: highlight “the council” in “Ferry line”: no space left.",
        is_error=True,
    )
