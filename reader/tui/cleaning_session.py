"""The session's lanes for how a page was cleaned: what was left out, its raw text, and the reader's rules for its site.

Reading a page again takes up to seconds, so it holds up neither lists nor writes. Imported with the first question.
"""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import NamedTuple, TypeVar

from textual.message import Message

from reader.library.library import Library
from reader.library.results import OpenArticle
from reader.model.cleaning import CleanedPart, Cleaning, RuleReport, SiteRule
from reader.tui.lanes import Lane
from reader.tui.messages import WorkAnswered
from reader.tui.raw_lines import RawLines

Answer = TypeVar("Answer")


class RuleMade(NamedTuple):
    """What a rule that was written or forgotten did, and how the article stands after it."""

    report: RuleReport
    opened: OpenArticle
    cleaning: Cleaning


class CleaningSession:
    """Asks the library in threads. Answers come to the screen's thread as `WorkAnswered`.

    After a failure `ended` alone is called, and the notice says why.

    What is only read can be given up on, and a new question ends the one before it. What is written is written, and waited for.
    """

    def __init__(self, library: Library, post: Callable[[Message], object], fail: Callable[[Exception], None]) -> None:
        self._library = library
        self._post = post
        self._fail = fail
        self._reading = Lane("cleaning", fail)
        self._writing = Lane("rules", fail)
        self._given_up: Event | None = None

    def read(
        self, article_id: str, version_id: str, then: Callable[[Cleaning], object], ended: Callable[[], object]
    ) -> None:
        """Clean the page of a version of an article again and say what became of each part of it."""
        self._read(lambda: self._library.cleaning(article_id, version_id), then, ended)

    def read_raw(
        self, article_id: str, version_id: str, then: Callable[[RawLines], object], ended: Callable[[], object]
    ) -> None:
        """Read the raw text of the page of a version."""
        self._read(lambda: RawLines(self._library.raw_text(article_id, version_id)), then, ended)

    def keep(
        self, article_id: str, part: CleanedPart, then: Callable[[RuleMade], object], ended: Callable[[], object]
    ) -> None:
        """Write the rule that keeps parts like this one on their site, and clean the article by it."""
        self._write(article_id, lambda: self._library.keep_here(article_id, part), then, ended)

    def drop(
        self, article_id: str, part: CleanedPart, then: Callable[[RuleMade], object], ended: Callable[[], object]
    ) -> None:
        """Write the rule that drops parts like this one on their site, and clean the article by it."""
        self._write(article_id, lambda: self._library.drop_here(article_id, part), then, ended)

    def forget(
        self, article_id: str, rule: SiteRule, then: Callable[[RuleMade], object], ended: Callable[[], object]
    ) -> None:
        """Take a rule out again, and clean the article without it."""
        self._write(article_id, lambda: self._library.forget_rule(article_id, rule), then, ended)

    def give_up(self) -> bool:
        """Want what is being read no more; return whether anything was."""
        if self._given_up is None:
            return False
        self._given_up.set()
        self._given_up = None
        return True

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self._reading.is_idle and self._writing.is_idle

    def close(self, timeout_seconds: float) -> bool:
        """Give up on what is read, and wait for a rule that is being written; return whether that is on disk."""
        self.give_up()
        return self._writing.drain(timeout_seconds)

    def _read(self, do: Callable[[], Answer], then: Callable[[Answer], object], ended: Callable[[], object]) -> None:
        self.give_up()
        given_up = self._given_up = Event()

        def end() -> None:
            self._given_up = None
            ended()

        self._do(self._reading, do, then, end, given_up)

    def _write(
        self,
        article_id: str,
        write: Callable[[], RuleReport],
        then: Callable[[RuleMade], object],
        ended: Callable[[], object],
    ) -> None:
        def do() -> RuleMade:
            report = write()
            return RuleMade(report, self._library.open_article(article_id), self._library.cleaning(article_id))

        self._do(self._writing, do, then, ended, Event())

    def _do(
        self,
        lane: Lane,
        do: Callable[[], Answer],
        then: Callable[[Answer], object],
        ended: Callable[[], object],
        given_up: Event,
    ) -> None:
        """Do something in a lane, and have what came of it told on the screen's thread unless it was given up meanwhile."""

        def deliver(tell: Callable[[], object]) -> None:
            def on_screen() -> None:
                if not given_up.is_set():
                    ended()
                    tell()

            self._post(WorkAnswered(on_screen))

        def job() -> None:
            if not given_up.is_set():
                deliver(partial(then, do()))

        lane.put(job, lambda error: deliver(partial(self._fail, error)))
