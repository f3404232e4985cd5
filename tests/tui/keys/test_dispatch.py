"""Dispatch: every action of the table is done by somebody who is asked in its modes."""

import pytest

from reader.tui.keys.actions import Mode
from reader.tui.keys.dispatch import Dispatcher
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.adding_desk import AddingDesk
from reader.tui.screens.also_sheet import AlsoSheet
from reader.tui.screens.annotation_list import AnnotationList
from reader.tui.screens.article_desk import ArticleDesk
from reader.tui.screens.bench import Bench
from reader.tui.screens.bench_acts import BenchActs
from reader.tui.screens.bench_moves import BenchMoves
from reader.tui.screens.difference_screen import DifferenceScreen
from reader.tui.screens.feed_health_sheet import FeedHealthSheet
from reader.tui.screens.feed_keys import FeedKeys
from reader.tui.screens.finding_desk import FindingDesk
from reader.tui.screens.history_sheet import HistorySheet
from reader.tui.screens.keys_desk import KeysDesk
from reader.tui.screens.link_list import LinkList
from reader.tui.screens.list_desk import ListDesk
from reader.tui.screens.looks_desk import LooksDesk
from reader.tui.screens.lost_marks_sheet import LostMarksSheet
from reader.tui.screens.news_desk import NewsDesk
from reader.tui.screens.notes_desk import NotesDesk
from reader.tui.screens.picture import Picture
from reader.tui.screens.pictures_desk import PicturesDesk
from reader.tui.screens.place_lists import MarkList
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.rules_sheet import RulesSheet
from reader.tui.screens.sheet import Sheet
from reader.tui.screens.statistics_screen import StatisticsScreen
from reader.tui.screens.subscriptions_sheet import SubscriptionsSheet
from reader.tui.screens.tags import Tags
from reader.tui.screens.versions_sheet import VersionsSheet
from reader.tui.screens.view_desk import ViewDesk
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.difference_view import DifferenceView
from reader.tui.widgets.library_pane import LibraryPane
from reader.tui.widgets.margin_pane import MarginPane
from reader.tui.widgets.note_editor import NoteEditor
from reader.tui.widgets.statistics_view import StatisticsView

DESKS = (
    AddingDesk,
    ArticleDesk,
    FeedKeys,
    FindingDesk,
    KeysDesk,
    ListDesk,
    LooksDesk,
    NewsDesk,
    NotesDesk,
    PicturesDesk,
    ViewDesk,
    ReadingScreen,
)
ASKED: dict[Mode, tuple[type, ...]] = {
    Mode.LIST: (LibraryPane, *DESKS),
    Mode.READING: (ArticlePane, *DESKS),
    Mode.CARET: (ArticlePane, *DESKS),
    Mode.HINTS: (ArticlePane, *DESKS),
    Mode.PACED: (ArticlePane, *DESKS),
    Mode.MARGIN: (MarginPane, ArticlePane, *DESKS),
    Mode.NOTE: (NoteEditor, ReadingScreen),
    Mode.COMPLETING: (NoteEditor, ReadingScreen),
    Mode.INPUT: (Tags, Sheet, ReadingScreen),
    Mode.CHOICE: (Sheet, AnnotationList, LinkList, MarkList, HistorySheet, VersionsSheet, AlsoSheet),
    Mode.TRAY: (LostMarksSheet,),
    Mode.SUBSCRIPTIONS: (SubscriptionsSheet, FeedHealthSheet),
    Mode.BENCH: (BenchMoves, BenchActs, Bench),
    Mode.RULES: (RulesSheet,),
    Mode.STATISTICS: (StatisticsScreen, StatisticsView),
    Mode.PICTURE: (Picture,),
    Mode.DIFFERENCE: (DifferenceScreen, DifferenceView),
    Mode.CONFIRM: (ReadingScreen,),
}


@pytest.mark.parametrize("mode", list(Mode))
def test_every_action_has_somebody_to_do_it(mode: Mode) -> None:
    missing = [
        action.id
        for action in KeyMap().in_mode(mode)
        if not any(hasattr(asked, action.method) for asked in ASKED[mode])
    ]
    assert missing == []


@pytest.mark.parametrize("mode", [Mode.LIST, Mode.READING, Mode.CARET, Mode.MARGIN])
def test_every_method_belongs_to_an_action(mode: Mode) -> None:
    methods = {action.method for action in KeyMap().actions}
    for asked in ASKED[mode]:
        assert {name for name in dir(asked) if name.startswith("do_")} <= methods


class Recorder:
    def __init__(self, answer: bool | None = None) -> None:
        self.calls: list[tuple[int, str]] = []
        self.answer = answer

    def do_star(self, count: int, argument: str) -> bool | None:
        self.calls.append((count, argument))
        return self.answer


def dispatcher(*performers: object) -> Dispatcher:
    return Dispatcher(KeyMap(), lambda: Mode.LIST, lambda: performers)


def test_the_first_who_can_does_it() -> None:
    first, second = Recorder(), Recorder()
    assert dispatcher(object(), first, second).press("s")
    assert first.calls == [(1, "")]
    assert second.calls == []


def test_who_answers_false_passes_it_on() -> None:
    first, second = Recorder(False), Recorder()
    assert dispatcher(first, second).press("s")
    assert second.calls == [(1, "")]


def test_keys_without_meaning_are_left_over() -> None:
    assert not dispatcher(Recorder()).press("f9")


def test_pending_keys_are_shown() -> None:
    shown: list[str] = []
    asked = Dispatcher(KeyMap(), lambda: Mode.LIST, lambda: (), shown.append)
    asked.press("g")
    asked.press("escape")
    assert shown == ["g", ""]


def test_actions_are_done_by_id() -> None:
    recorder = Recorder()
    asked = dispatcher(recorder)
    assert asked.can("star")
    assert asked.perform("star")
    assert not asked.can("archive")
    assert not asked.perform("archive")
    assert recorder.calls == [(1, "")]
