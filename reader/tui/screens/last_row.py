"""What the last row says, worked out from the panes: where one is, which keys matter, and where it begins and ends."""

from typing import NamedTuple

from reader.library.listing import NEWS_KINDS, ViewKind
from reader.model.units import count_words, minute_words
from reader.tui.arrangement import LIBRARY_FROM, MARGIN_FROM, Stand
from reader.tui.footer import Here, colour_hints, hints
from reader.tui.keys.actions import Mode
from reader.tui.screens.stage import Stage
from reader.tui.widgets.finding import MOST_FOUND
from reader.tui.widgets.margin_pane import WIDEST_COLUMN

RIGHT_EDGE = 2
"""Cells left free at the right."""

_MOST_COUNTED = 100_000
"""Letters of a selection whose words are counted, with every step of the caret."""


class Found(NamedTuple):
    """What was looked for in the article, and which of its places is shown."""

    number: int = 0
    """From 1."""
    total: int = 0
    query: str = ""
    wraps: int = 0
    """1 if one came round from the last place to the first, -1 the other way."""

    @property
    def label(self) -> str:
        """Which place this is, of how many."""
        return f"{self.number:,} of {self.total:,}{'+' if self.total >= MOST_FOUND else ''}"

    @property
    def detail(self) -> str:
        """What was looked for, and whether one has come round."""
        again = {1: " · from the top again", -1: " · from the end again"}.get(self.wraps, "")
        return f"“{self.query}”{again}"


NOTHING_FOUND = Found()


class Where(NamedTuple):
    """Where one is: a word in full ink, the rest muted."""

    place: str = ""
    detail: str = ""


def update_last_row(stage: Stage, found: Found, writing_state: str = "", review: str = "") -> None:
    """Let the last row say where one is now; `review` is where the review stands, if marks are reviewed."""
    mode = stage.mode
    status = stage.status
    _align(stage)
    status.place(*_where(stage, mode, found, writing_state, review))
    status.hint(hints(stage.keymap, mode, stage.size.width, _here(stage, mode, found, is_reviewing=bool(review))))
    if stage.dispatcher.can_follow("colour"):
        status.hint_if_room(colour_hints(stage.keymap, stage.meanings))


def _here(stage: Stage, mode: Mode, found: Found, *, is_reviewing: bool) -> Here:
    library, article = stage.library, stage.article
    kind = library.view.kind
    return Here(
        has_found=bool(found.total),
        has_left_out=bool(article.left_out),
        is_at_left_out=article.left_out_here is not None,
        is_at_disagreement=_is_at_disagreement(stage, mode),
        is_at_wide_table=article.is_at_wide_table,
        mending=_mending(stage),
        is_reviewing=is_reviewing,
        is_attaching=bool(stage.attaching_words),
        is_old_version=stage.has_article and bool(article.version_label),
        has_notes=bool(stage.margin.notes),
        can_complete=stage.can_complete,
        is_empty=not library.total,
        is_filtered=bool(library.view.query),
        is_trash=kind is ViewKind.TRASH,
        is_selecting=bool(library.list.selection),
        is_at_group=library.list.places.heading(library.cursor) is not None,
        is_news=kind in NEWS_KINDS,
        has_feeds=bool(library.folders.feeds),
        has_news=bool(library.counts.news) and kind is ViewKind.INBOX,
    )


def _mending(stage: Stage) -> str:
    """Return what may bring the rest of a page that was cut, at the end of its current version; "" elsewhere."""
    if not stage.has_article or stage.article.version_label or stage.article.place_label() not in ("", "end"):
        return ""
    article = stage.article.article
    if article.cut is None or not (article.metadata.url or article.metadata.canonical):
        return ""
    return "refresh" if article.cut.may_mend else "open_in_browser"


def _is_at_disagreement(stage: Stage, mode: Mode) -> bool:
    """Whether something stands beside the mark here that another machine wrote at the same time."""
    if not stage.has_article:
        return False
    if mode is Mode.MARGIN:
        focused = stage.margin.focused_id
        return any(placed.annotation.others for placed in stage.margin.notes if placed.annotation.id == focused)
    here = stage.article.annotation_here()
    return here is not None and bool(here.annotation.others)


def _align(stage: Stage) -> None:
    if not stage.has_article:
        inset = stage.library.folders_width
        stage.status.align(inset + stage.library.text_x, stage.library.right_edge, inset)
        return
    stands = stage.arrangement
    inset = stands.library_width if stands.library is Stand.DOCKED else 0
    left = inset + stage.article.left
    right = RIGHT_EDGE
    if stands.margin is Stand.DOCKED:
        right += max(0, stands.margin_width - WIDEST_COLUMN)
    else:
        right = max(RIGHT_EDGE, stage.size.width - left - stage.article.text_layout.width)
    stage.status.align(left, right, inset)


def _where(stage: Stage, mode: Mode, found: Found, writing_state: str, review: str) -> Where:
    match mode:
        case Mode.LIST:
            return _where_in_list(stage)
        case Mode.NOTE:
            return Where("note")
        case Mode.COMPLETING:
            return Where("link")
        case Mode.CARET if not stage.attaching_words:
            return _where_selected(stage)
        case Mode.HINTS:
            return Where("links", "type the letter of one")
        case Mode.PACED:
            return Where(stage.article.place_label(), f"{stage.article.words_per_minute} words a minute")
        case Mode.MARGIN:
            parts = (_counted(len(stage.margin.notes), "note"), stage.margin.referring_words)
            return Where("margin", " · ".join(part for part in parts if part))
    if stage.attaching_words:
        return Where(stage.attaching_words, "select its passage" if stage.size.width >= MARGIN_FROM else "")
    if found.total:
        return Where(found.label, found.detail)
    if not stage.has_article:
        return Where()
    if review:
        return Where("Review", " · ".join(part for part in (review, writing_state) if part))
    article = stage.article
    if article.left_out:
        total = len(article.left_out)
        number = "" if article.left_out_here is None else f"{article.left_out_here + 1:,} of "
        return Where(article.place_label(), f"{number}{total:,} left out")
    if article.version_label:
        version = article.version_label if stage.size.width >= LIBRARY_FROM else article.version_short
        return Where(article.place_label(), " · ".join(part for part in (version, writing_state) if part))
    left = article.minutes_left()
    parts = (f"{minute_words(left)} left" if left else "", writing_state)
    return Where(article.place_label(), " · ".join(part for part in parts if part))


def _where_selected(stage: Stage) -> Where:
    selected = stage.article.selected
    if selected is None:
        return Where("caret")
    letters = selected.end - selected.start
    if letters > _MOST_COUNTED:
        return Where("selection", _counted(letters, "letter"))
    return Where("selection", _counted(count_words(stage.article.article.text[selected.start : selected.end]), "word"))


def _where_in_list(stage: Stage) -> Where:
    library = stage.library
    if library.list.selection:
        return Where(f"{len(library.list.selection):,} selected")
    if not library.total:
        return Where()
    query = f"“{library.view.query}”" if library.view.query else ""
    places = library.list.places
    if (number := places.heading(library.cursor)) is not None:
        return Where(_counted(places.groups[number].size, "article"), query)
    place = library.cursor if not places.groups else places.listed(library.cursor) or 0
    return Where(f"{place + 1:,} of {library.total:,}", query)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
