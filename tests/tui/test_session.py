"""The session: answers, order of writes, late and failed work, the end."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from textual.message import Message

from reader.library.history import HistoryEntry
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.progress import Progress, Work
from reader.library.results import Added, OpenArticle
from reader.model.annotation import Colour
from reader.model.errors import FetchError
from reader.model.kept import ListedArticle
from reader.tui import history_session
from reader.tui.list_session import article_to_continue
from reader.tui.messages import (
    AnnotationsChanged,
    ArticleAdded,
    ArticleOpened,
    ArticlesChanged,
    HighlightFailed,
    HighlightSaved,
    HistoryMoved,
    ListLoaded,
    Purpose,
    WorkAnswered,
    WorkFailed,
    WorkProgressed,
)
from reader.tui.session import Session
from reader.tui.shown_list import HeldRows
from tests.loopback import PARAGRAPHS, page_html


class Posted:
    """What a session posted, in order."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self._came = Event()

    def __call__(self, message: Message) -> None:
        self.messages.append(message)
        self._came.set()

    def wait(self, is_there: Callable[[Message], bool]) -> Message:
        """Return the first message that is meant; wait for it at most ten seconds."""
        for _ in range(1_000):
            found = next((message for message in self.messages if is_there(message)), None)
            if found is not None:
                return found
            self._came.clear()
            self._came.wait(0.01)
        raise AssertionError(f"never came: {self.messages}")

    def kinds(self) -> list[type[Message]]:
        return [type(message) for message in self.messages]


@pytest.fixture
def posted() -> Posted:
    return Posted()


@pytest.fixture
def session(library: Library, posted: Posted) -> Session:
    return Session(library, posted)


def test_list_comes_with_its_counts(session: Session, posted: Posted, article_ids: tuple[str, ...]) -> None:
    request = session.lists.load(View(), HeldRows())
    loaded = posted.wait(lambda message: isinstance(message, ListLoaded))
    assert isinstance(loaded, ListLoaded)
    assert (loaded.request, loaded.loaded.counts.inbox, len(loaded.loaded.rows)) == (request, 3, 3)


def test_only_the_latest_list_is_answered(
    session: Session, posted: Posted, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, begun = Event(), Event()
    counts = library.counts

    def slow() -> object:
        begun.set()
        gate.wait(5)
        return counts()

    monkeypatch.setattr(library, "counts", slow)
    session.lists.load(View(), HeldRows())
    assert begun.wait(5)
    session.lists.load(View(kind=ViewKind.STARRED), HeldRows())
    last = session.lists.load(View(kind=ViewKind.ARCHIVE), HeldRows())
    gate.set()
    posted.wait(lambda message: isinstance(message, ListLoaded) and message.request == last)
    assert len(posted.messages) == 1


def test_writes_are_done_in_the_order_they_were_asked_for(
    session: Session, posted: Posted, library: Library, article_ids: tuple[str, ...]
) -> None:
    for is_starred in (True, False) * 10:
        session.set_starred(article_ids[:1], is_starred)
    session.set_tags(article_ids[:1], ("last",))
    assert session.close()
    state = library.listed(article_ids[0]).state
    assert (state.is_starred, state.tags) == (False, ("last",))
    assert posted.kinds() == [ArticlesChanged] * 21


def test_highlight_is_saved_before_it_is_said_so(
    session: Session, posted: Posted, library: Library, article_ids: tuple[str, ...]
) -> None:
    session.marks.annotate(article_ids[0], 7, (0, 5), Colour.PINK, "note", ("tag",))
    assert session.close()
    saved, changed = posted.messages
    assert isinstance(saved, HighlightSaved)
    assert isinstance(changed, AnnotationsChanged)
    assert saved.token == 7
    assert [placed.annotation for placed in changed.annotations] == [saved.annotation]


def test_failed_highlight_is_told_with_its_token(
    session: Session, posted: Posted, article_ids: tuple[str, ...]
) -> None:
    session.marks.annotate(article_ids[0], 7, (5, 5), Colour.PINK, "", ())
    assert session.close()
    assert posted.kinds() == [HighlightFailed, WorkFailed]


@pytest.fixture
def changed_article(library: Library, tmp_path: Path) -> tuple[str, str, str]:
    """An article whose text has changed: its id, its first version, and the text of that."""
    path = tmp_path / "ferry.html"
    path.write_bytes(page_html("The ferry"))
    article_id = library.add(str(path)).article_id
    before = library.open_article(article_id).kept
    _, second, *rest = PARAGRAPHS
    path.write_bytes(
        page_html("The ferry", (second, *rest, "Nobody has asked the reeds what they make of it all by now."))
    )
    assert library.refresh(article_id).is_new_version
    return article_id, before.version_id, before.article.text


def test_a_passage_of_a_version_that_is_not_current_any_more_is_marked_on_that_version(
    session: Session, library: Library, changed_article: tuple[str, str, str]
) -> None:
    article_id, version_id, text = changed_article
    start = text.index("never to touch a wheel")
    session.marks.annotate(article_id, 7, (start, start + 22), Colour.PINK, "", (), version_id)
    assert session.close()
    [placed] = library.annotations(article_id)
    assert (placed.annotation.version_id, placed.annotation.quote) == (version_id, "never to touch a wheel")
    assert placed.anchor is not None
    assert placed.is_placed
    assert placed.anchor.start != start
    now = library.open_article(article_id).kept.article.text
    assert now[placed.anchor.start : placed.anchor.end] == "never to touch a wheel"


def test_a_passage_that_went_with_its_version_is_kept_without_a_place(
    session: Session, library: Library, changed_article: tuple[str, str, str]
) -> None:
    article_id, version_id, text = changed_article
    start = text.index("tied the two shores")
    session.marks.annotate(article_id, 7, (start, start + 19), Colour.PINK, "", (), version_id)
    assert session.close()
    [placed] = library.annotations(article_id)
    assert placed.annotation.quote == "tied the two shores"
    assert not placed.is_placed
    assert library.annotations(article_id, version_id)[0].is_placed


def test_annotations_are_told_as_they_stand_in_the_version_shown(
    session: Session, posted: Posted, library: Library, changed_article: tuple[str, str, str]
) -> None:
    article_id, version_id, text = changed_article
    session.marks.shown_version = (article_id, version_id)
    start = text.index("tied the two shores")
    session.marks.annotate(article_id, 7, (start, start + 19), Colour.PINK, "", (), version_id)
    assert session.close()
    [told] = [message for message in posted.messages if isinstance(message, AnnotationsChanged)]
    assert told.version_id == version_id
    assert told.annotations[0].is_placed


def test_a_mark_is_made_longer_in_the_version_in_which_that_was_asked(
    session: Session, library: Library, changed_article: tuple[str, str, str]
) -> None:
    article_id, version_id, text = changed_article
    made = library.annotate_quote(article_id, "never to touch")
    start = text.index("never to touch a wheel")
    passage = (start, start + 22)
    session.marks.change(article_id, made.id, done="", passage=passage, version_id=version_id)
    assert session.close()
    changed = library.annotations(article_id)[0]
    assert (changed.annotation.quote, changed.annotation.version_id) == ("never to touch a wheel", version_id)
    assert changed.is_placed


def test_catching_up_brings_marks_or_the_version_that_is_current_now(
    session: Session, posted: Posted, library: Library, changed_article: tuple[str, str, str]
) -> None:
    article_id, version_id, _ = changed_article
    current = library.listed(article_id).record.version_id
    opened: list[OpenArticle] = []
    session.catch_up(article_id, current, opened.append)
    session.catch_up(article_id, version_id, opened.append)
    assert session.close()
    assert posted.kinds() == [AnnotationsChanged, WorkAnswered]
    answer = posted.messages[-1]
    assert isinstance(answer, WorkAnswered)
    answer.deliver()
    assert [one.kept.version_id for one in opened] == [current]


def test_undo_says_what_it_was(session: Session, posted: Posted, article_ids: tuple[str, ...]) -> None:
    session.library.undo_steps(len(article_ids))  # their adding
    words: list[str] = []
    session.history.undo(1, words.append)
    session.set_starred(article_ids[:1], True)
    session.history.undo(1, words.append)
    session.history.redo(1, words.append)
    assert session.close()
    moved = [message for message in posted.messages if isinstance(message, HistoryMoved)]
    assert [bool(message.entries) for message in moved] == [False, True, True]
    assert [message.is_redo for message in moved] == [False, False, True]


def test_opening_what_is_not_there_is_a_notice(session: Session, posted: Posted) -> None:
    session.open_article("0" * 16)
    assert isinstance(posted.wait(lambda message: isinstance(message, WorkFailed)), WorkFailed)


def test_only_the_latest_article_is_opened(session: Session, posted: Posted, article_ids: tuple[str, ...]) -> None:
    for article_id in article_ids:
        last = session.open_article(article_id)
    opened = posted.wait(lambda message: isinstance(message, ArticleOpened) and message.request == last)
    assert isinstance(opened, ArticleOpened)
    assert opened.opened.kept.record.id == article_ids[-1]


def test_what_costs_by_the_size_of_an_article_is_made_beside_the_screen(
    session: Session, posted: Posted, article_ids: tuple[str, ...]
) -> None:
    session.open_article(article_ids[0])
    opened = posted.wait(lambda message: isinstance(message, ArticleOpened))
    assert isinstance(opened, ArticleOpened)
    assert opened.nesting.is_of(opened.opened.kept.article)


def stub_add(library: Library, monkeypatch: pytest.MonkeyPatch, add: Callable[[str, Work], Added]) -> None:
    def added(target: str, *, is_listed_later: bool, work: Work) -> Added:
        return add(target, work)

    monkeypatch.setattr(library, "add", added)


def test_progress_comes_before_the_end(
    session: Session, posted: Posted, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(target: str, work: Work) -> Added:
        work.report(Progress(step="fetching"))
        return Added(article_id="a", title=target, is_new=True)

    stub_add(library, monkeypatch, add)
    session.add("x", Purpose.KEEP)
    posted.wait(lambda message: isinstance(message, ArticleAdded))
    assert posted.kinds() == [WorkProgressed, ArticleAdded]
    assert not session.is_working


def test_newer_work_ends_older_work_whose_answer_never_comes(
    session: Session, posted: Posted, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Event()

    def add(target: str, work: Work) -> Added:
        if target == "old":
            begun.set()
            assert work.cancel is not None
            assert work.cancel.wait(5)
            work.report(Progress(step="too late"))
            raise FetchError("cancelled")
        return Added(article_id="a", title=target, is_new=True)

    stub_add(library, monkeypatch, add)
    session.add("old", Purpose.OPEN)
    assert begun.wait(5)
    new = session.add("new", Purpose.OPEN)
    added = posted.wait(lambda message: isinstance(message, ArticleAdded))
    assert isinstance(added, ArticleAdded)
    assert added.request == new
    assert posted.kinds() == [ArticleAdded]


def test_errors_carry_their_hint_and_unexpected_ones_no_detail(
    session: Session, posted: Posted, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(target: str, work: Work) -> Added:
        if target == "known":
            raise FetchError("hill.example answered 403", "Save it in the browser.")
        raise RuntimeError("password=1234")

    stub_add(library, monkeypatch, add)
    known = session.add("known", Purpose.OPEN)
    first = posted.wait(lambda message: isinstance(message, WorkFailed) and message.request == known)
    unknown = session.add("unknown", Purpose.OPEN)
    second = posted.wait(lambda message: isinstance(message, WorkFailed) and message.request == unknown)
    assert isinstance(first, WorkFailed)
    assert isinstance(second, WorkFailed)
    assert (first.message, first.hint) == ("hill.example answered 403", "Save it in the browser.")
    assert "1234" not in second.message + second.hint


def test_article_to_continue_is_the_one_opened_last_and_not_finished(
    library: Library, article_ids: tuple[str, ...]
) -> None:
    def rows() -> tuple[ListedArticle, ...]:
        return library.list()

    assert article_to_continue(rows()) is None
    letters = library.listed(article_ids[0]).record.text_letters
    for article_id, furthest in zip(article_ids, (letters // 2, letters // 3, letters), strict=True):
        library.save_position(article_id, 20, furthest)
        library.mark_opened(article_id)
    found = article_to_continue(rows())
    assert found is not None
    assert found.record.id == article_ids[1]


def test_a_step_that_takes_long_is_told_while_it_lasts(
    session: Session, posted: Posted, library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_session, "QUICK_SECONDS", 0)
    told = list[str]()
    undo = library.undo_steps

    def slow_undo(steps: int, work: Work) -> tuple[HistoryEntry, ...]:
        assert posted.wait(lambda message: isinstance(message, WorkAnswered))
        return undo(steps, work=work)

    monkeypatch.setattr(library, "undo_steps", slow_undo)
    session.history.undo(1, told.append)
    assert session.close()
    for message in posted.messages:
        if isinstance(message, WorkAnswered):
            message.deliver()
    assert told == ["undoing …", ""]
