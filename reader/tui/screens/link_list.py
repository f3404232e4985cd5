"""All links of an article and its notes: their words, where they lead, the sentence they stand in; answers with one of them."""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import NamedTuple
from urllib.parse import urlsplit

from reader.layout.walk import TextWalk
from reader.model.article import Article
from reader.model.units import TextRange
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.place_sheet import PlaceRow, PlaceSheet, heading, one_line, place_rows
from reader.tui.screens.sheet import SheetRow
from reader.tui.widgets.links import Link, block_named, card_of_block, link_of, link_spans, names_of

_LONGEST_SIGN = 5
"""Letters of what may stand for a note: `1`, `[12]`, `†`."""

MOST_LINKS = 2_000
"""That are listed: for each its sentence is looked for and folded, once they are filtered."""


class LinkUse(Enum):
    """What is to be done with a link."""

    GO = auto()
    """To the place where it stands."""
    FOLLOW = auto()
    KEEP = auto()
    BROWSE = auto()


class LinkChoice(NamedTuple):
    """A link and what is to be done with it."""

    link: Link
    use: LinkUse


class Linked(NamedTuple):
    """A link and what the list says of it."""

    article: Article
    link: Link
    host: str = ""
    """Where it leads; empty for what stays in the article."""
    note: str = ""
    """The text of the note that it leads to."""

    @property
    def words(self) -> str:
        """The words that it stands on."""
        return words_of(self.article, self.link) or self.host

    @property
    def sentence(self) -> str:
        """The sentence that it stands in."""
        return (
            ""
            if self.link.is_card
            else one_line(self.article, TextWalk(self.article).sentence_at(self.link.text.start))
        )


def words_of(article: Article, link: Link) -> str:
    """Return the words that a link stands on, on one line."""
    return one_line(article, link.text).strip("\ufffc ")


def _near(article: Article, offset: int) -> tuple[list[tuple[int, Link]], int]:
    """Return links and cards with their blocks, of very many those nearest to `offset`; and how many there are."""
    cards = [card_of_block(article, block) for block in range(len(article.blocks))]
    spans = [link_spans(block) for block in article.blocks]
    sizes = [len(links) + (card is not None) for links, card in zip(spans, cards, strict=True)]
    total = sum(sizes)
    first = 0
    if total > MOST_LINKS:
        block, inside = article.position(offset)
        above = sum(sizes[:block]) + sum(span.start < inside for span in spans[block])
        first = max(0, min(above - MOST_LINKS // 2, total - MOST_LINKS))
    near: list[tuple[int, Link]] = []
    for block, (size, card) in enumerate(zip(sizes, cards, strict=True)):
        cards_before = 0 if card is None else 1
        for at in range(first, min(size, first + MOST_LINKS - len(near))):
            link = card if card is not None and at == 0 else link_of(article, block, spans[block][at - cards_before])
            near.append((block, link))
        first = max(0, first - size)
    return near, total


def linked_places(article: Article, offset: int = 0) -> tuple[tuple[Linked, ...], int]:
    """Return what can be followed, in the order of the text, ways back from notes left out: of very many links those nearest to
    `offset`; and how many links there are."""
    found = []
    near, total = _near(article, offset)
    for block, link in near:
        if not link.is_inside:
            found.append(Linked(article, link, host=_host(link.target)))
            continue
        target = block_named(article, link.target[1:])
        if target is None or (target <= block and names_of(article.blocks[block])):
            continue  # it leads nowhere, or back
        start = article.block_starts[target]
        is_note = target > block and len(words_of(article, link)) <= _LONGEST_SIGN
        text = one_line(article, TextRange(start, start + len(article.block_texts[target]))) if is_note else ""
        found.append(Linked(article, link, note=text.rstrip("↩︎^ ")))
    return tuple(found), total


class LinkList(PlaceSheet[LinkChoice]):
    """Links and notes, told apart by their headings."""

    title_text = "Links and notes"
    empty_text = "This article has no links and no notes."
    hints = (
        ("accept", "go there"),
        ("follow_choice", "follow"),
        ("browse_choice", "browser"),
        ("copy_choice", "copy"),
        ("filter_choices", "filter"),
    )

    def __init__(
        self,
        keymap: KeyMap,
        article: Article,
        offset: int,
        label: Callable[[int], str],
        copy: Callable[[str], object],
    ) -> None:
        """`label` says where an offset is; `copy` takes an address."""
        super().__init__(keymap)
        self._places, total = linked_places(article, offset)
        if total > MOST_LINKS:
            self.title_text = f"Links and notes · {MOST_LINKS:,} of {total:,}, those nearest to here"
        self._label = label
        self._copy = copy
        self._offset = offset

    def all_rows(self) -> Sequence[PlaceRow]:
        """Links under one heading, notes under another, places in the article under a third."""
        rows: list[PlaceRow] = []
        groups = (
            ("Links", [index for index, place in enumerate(self._places) if place.host]),
            ("Notes", [index for index, place in enumerate(self._places) if place.note]),
            ("In this article", [i for i, place in enumerate(self._places) if not place.host and not place.note]),
        )
        for title, indexes in groups:
            if indexes:
                rows += [heading(title), *place_rows(self._row, indexes)]
        return rows

    def _row(self, index: int) -> SheetRow:
        place = self._places[index]
        right = self._label(place.link.text.start)
        if place.note:
            return SheetRow(text=f"{place.words}  {place.note}", note=place.sentence, right=right)
        words = place.words
        note = " · ".join(part for part in (place.host, place.sentence) if part and part != words)
        return SheetRow(text=words, note=note, right=right)

    def first_row(self) -> int:
        """Begin at the first link below the top of the screen."""
        below = (index for index, place in enumerate(self._places) if place.link.text.start >= self._offset)
        return next(below, len(self._places) - 1)

    def chosen(self, index: int) -> None:
        """Go where it stands."""
        self._use(index, LinkUse.GO)

    def do_follow_choice(self, count: int, argument: str) -> None:
        """Follow the link under the bar."""
        self._use(self.entry, LinkUse.FOLLOW)

    def do_keep_choice(self, count: int, argument: str) -> None:
        """Keep the link under the bar for later."""
        self._use(self.entry, LinkUse.KEEP)

    def do_browse_choice(self, count: int, argument: str) -> None:
        """Open the link under the bar in the browser."""
        self._use(self.entry, LinkUse.BROWSE)

    def do_copy_choice(self, count: int, argument: str) -> None:
        """Copy the address of the link under the bar, or the text of the note."""
        if self.entry >= 0:
            place = self._places[self.entry]
            self._copy(place.link.target if place.host else place.note or place.words)
            self.dismiss(None)

    def _use(self, index: int, use: LinkUse) -> None:
        if index < 0:
            return
        link = self._places[index].link
        # What stays in the article can only be gone to.
        self.dismiss(LinkChoice(link, use if use is LinkUse.GO or not link.is_inside else LinkUse.FOLLOW))


def _host(target: str) -> str:
    """Return the host of an address, as people say it; the kind of an address that has none."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return target
    return (parts.hostname or "").removeprefix("www.") or parts.path or target
