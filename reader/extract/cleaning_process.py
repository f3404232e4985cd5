"""Cleaning pages in a process that may be ended: `PageCleaner`, from the side of who wants them cleaned.

A page that takes too long or too much memory ends its own cleaning, and is tried once more with nothing but its beginning; the
article says then that it was cut. Only if that takes too long as well, there is none. lxml and all that stands on it is imported
there and nowhere else. What goes to and fro are pickles; of those that come back, which a process wrote that has read what
strangers sent, nothing but values of the model is made.
"""

import io
import math
import pickle
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from time import monotonic
from typing import TYPE_CHECKING, Any

from reader.bounded.processes import Broke, BrokenOffError, Limits, Processes
from reader.bounded.serving import Reply
from reader.model import errors
from reader.model.article import Article
from reader.model.errors import ExtractError, ReaderError
from reader.model.page import Cut, Page, PageForm
from reader.model.text import clean_line

if TYPE_CHECKING:
    from reader.model.cleaning import Cleaning, SiteRule  # who only reads does not wait for it

LIMITS = Limits(cpu_seconds=3.0, wall_seconds=10.0, max_held_mb=200)
"""For one page. The most laborious of the corpora takes half a second, one as large as any may be a second and a half."""
BEGINNING_LIMITS = Limits(cpu_seconds=1.2, wall_seconds=5.0, max_held_mb=200)
BEGINNING_BYTES = 128 * 1024
"""As much as an ordinary page has; what is quadratic in the whole of a large page is not in this."""
BEGINNING_TAGS = 8_000
"""Each may be a paragraph, and cost as much as a long one does."""
MARKDOWN_BEGINNING_BYTES = 48 * 1024
"""Where every letter may be a sign, each costs a hundredth of a millisecond."""
MAX_PAGE_BYTES = 12_000_064
"""Of a page that is handed over: no more is looked at, whatever its charset (`html_page.MAX_PAGE_LETTERS`)."""
MEMORY_BYTES = 400 * 1024 * 1024
"""Of address space, with what Python and its libraries take (130 MB)."""
IDLE_SECONDS = 120.0
"""A process that had nothing to clean for so long ends: the next page starts another in a fifth of a second."""

_SHARE_OF_WHOLE = 0.6
"""Of a time that is set, what the whole page may take of it; its beginning, in a process that has to start, takes the rest."""
_MAX_SHOWN_LETTERS = 200
_HINT = "If the browser shows an article there, copy its text and add that."


class Wish(StrEnum):
    """What may be wished for."""

    ARTICLE = "article"
    EXPLANATION = "explanation"
    RAW_TEXT = "raw text"
    JOB = "job"


class PageCleaner:
    """Cleans pages in one process, which starts when it is needed first. Safe to use from many threads, which take turns.

    Close it; its process ends with ours in any case.
    """

    def __init__(self, limits: Limits = LIMITS, beginning_limits: Limits = BEGINNING_LIMITS) -> None:
        self._processes = Processes("reader.extract.child")
        self._limits, self._beginning_limits = limits, beginning_limits

    def warm(self) -> None:
        """Start the process now, so that it is ready when the page has come. Never waits, never fails."""
        self._processes.warm()

    def close(self) -> None:
        """End the process; what it is cleaning is not cleaned. May be called again."""
        self._processes.close()

    def clean(
        self,
        page: Page,
        *,
        is_lenient: bool = False,
        site_rules: "tuple[SiteRule, ...]" = (),
        most_seconds: float = math.inf,
    ) -> Article:
        """Return what `pipeline.extract` returns, or what it returns of the page's beginning, after `most_seconds` at most by the
        clock on the wall, if the limits allow more. Raises ExtractError.
        """
        article: Article = self._of_page(Wish.ARTICLE, page, most_seconds, is_lenient=is_lenient, site_rules=site_rules)
        return article

    def explain(
        self, page: Page, *, site_rules: "tuple[SiteRule, ...]" = (), most_seconds: float = math.inf
    ) -> "tuple[Article, Cleaning]":
        """Return what `explain.explain` returns, as `clean` does."""
        explained: tuple[Article, Cleaning] = self._of_page(Wish.EXPLANATION, page, most_seconds, site_rules=site_rules)
        return explained

    def raw_text(self, page: Page) -> str:
        """Return all the text of a page as it came, as far as it is looked at. Raises ExtractError."""
        try:
            return str(self._ask(Wish.RAW_TEXT, (_handed(page, MAX_PAGE_BYTES),), self._limits))
        except BrokenOffError as broken:
            raise _why_not(broken, _name_of(page)) from broken

    def run_job(self, job: Mapping[str, Any], site_rules: "tuple[SiteRule, ...]" = ()) -> dict[str, Any]:
        """Return what `batch.run_job` returns, or what it returns of the page's beginning. Never raises for a bad page."""
        try:
            result: dict[str, Any] = self._ask(Wish.JOB, (dict(job), site_rules, MAX_PAGE_BYTES), self._limits)
        except BrokenOffError:
            try:
                result = self._ask(Wish.JOB, (dict(job), site_rules, BEGINNING_BYTES, Cut.WORK), self._beginning_limits)
            except BrokenOffError as broken:
                return {"id": job.get("id"), "error": str(_why_not(broken, str(job.get("html"))))}
        except ExtractError as error:
            return {"id": job.get("id"), "error": str(error)}
        return result

    def _of_page(self, wish: Wish, page: Page, most_seconds: float, **options: Any) -> Any:
        end = monotonic() + most_seconds
        try:
            limits = _within(self._limits, most_seconds * _SHARE_OF_WHOLE)
            return self._ask(wish, (_handed(page, MAX_PAGE_BYTES), options), limits)
        except BrokenOffError:
            try:
                most_bytes = MARKDOWN_BEGINNING_BYTES if page.form is PageForm.MARKDOWN else _beginning_of(page.content)
                limits = _within(self._beginning_limits, end - monotonic())
                return self._ask(wish, (_handed(page, most_bytes, Cut.WORK), options), limits)
            except BrokenOffError as broken:
                raise _why_not(broken, _name_of(page)) from broken

    def _ask(self, wish: Wish, arguments: tuple[Any, ...], limits: Limits) -> Any:
        content = pickle.dumps(arguments, pickle.HIGHEST_PROTOCOL)
        try:
            return self._processes.ask({"wish": wish}, content, limits, read=_read_reply)
        except OSError as error:
            raise ExtractError(f"no process to clean pages in could be started: {error.strerror or error}") from error


class _ModelUnpickler(pickle.Unpickler):
    """Makes values of the model, of dates, and of what Python writes down itself; nothing that could do anything."""

    def find_class(self, module: str, name: str) -> Any:
        # A name with dots would lead through the modules that a module imports, to any class there is.
        if "." not in name and (module.startswith("reader.model.") or (module, name) in _DATES):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module and not issubclass(found, BaseException):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of an article")


_DATES = {("datetime", name) for name in ("date", "datetime", "timedelta", "timezone")}


def _read_reply(reply: Reply) -> Any:
    """Return what was made. Raises ValueError if that makes no sense, and the error of a page that has no article."""
    if "error" in reply.told:
        kind = getattr(errors, str(reply.told["error"]), None)
        message, hint = (clean_line(str(reply.told.get(name, ""))) for name in ("message", "hint"))
        raise (kind if isinstance(kind, type) and issubclass(kind, ReaderError) else ExtractError)(message, hint)
    try:
        return _ModelUnpickler(io.BytesIO(reply.body)).load()
    except Exception as error:  # a damaged pickle, of a process that has read a page, raises whatever it likes
        raise ValueError(f"no article: {error!r}") from error


def _within(limits: Limits, most_seconds: float) -> Limits:
    return limits._replace(wall_seconds=max(0.0, min(limits.wall_seconds, most_seconds)))


def _handed(page: Page, most_bytes: int, cut: Cut = Cut.SIZE) -> Page:
    return page if len(page.content) <= most_bytes else replace(page, content=page.content[:most_bytes], cut=cut)


def _beginning_of(content: bytes) -> int:
    """Return where the beginning of a page ends: after so many bytes or tags, whichever comes first."""
    place = -1
    for _ in range(BEGINNING_TAGS + 1):
        place = content.find(b"<", place + 1, BEGINNING_BYTES)
        if place < 0:
            return BEGINNING_BYTES
    return place


def _why_not(broken: BrokenOffError, shown: str) -> ExtractError:
    shown = clean_line(shown, _MAX_SHOWN_LETTERS)
    match broken.why:
        case Broke.TIME:
            return ExtractError(f"Cleaning this page takes too long: {shown}", _HINT)
        case Broke.MEMORY:
            return ExtractError(f"Cleaning this page takes too much memory: {shown}", _HINT)
        case Broke.DEATH:
            return ExtractError(f"Cleaning this page ended the process that does it: {shown}", _HINT)
        case Broke.ERROR:
            return ExtractError(f"This page can't be cleaned ({clean_line(broken.name, 100)}): {shown}", _HINT)


def _name_of(page: Page) -> str:
    return page.url or page.path or "a page without an address"
