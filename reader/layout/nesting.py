"""How blocks of running text stand to each other: their inks, lists and quotes inside each other, the space between two blocks.

The model holds one paragraph a block, lists and quotes by their level. What stood inside an item beside its first paragraph is
known again by the numbers: between items 3 and 4 of one list everything belongs to item 3. A list between two quotes stands in
the quote.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reader.layout.flow import FlowStyle
from reader.layout.rows import BLANK, Ink, Ornament, Row
from reader.model.article import Article
from reader.model.blocks import (
    Block,
    Deck,
    Heading,
    Headline,
    ListItem,
    Paragraph,
    Quote,
    SpanKind,
    Table,
)

QUOTE_BAR = "▎"
PULL_SIGN = "“"
"""Hangs before a pull quote: set apart and quiet, it is an echo of the text and no voice of its own."""

_BULLETS = ("•", "◦", "▪")
_QUOTE_INDENT = 2
_PULL_INDENT = 6
_ORPHAN_INDENT = 3
"""Cells a level of an item that has no item above it to stand in."""

_DEEPEST = 6
"""Levels of quotes that are still indented."""

_MOST_BETWEEN = 6
"""Blocks between two numbers of one list: after more, what goes on is another list that happens to begin there."""

_QUOTE_MARKS = tuple("“”„«»‹›\"'‘’「『《〈")
_ATTRIBUTION_MARKS = ("—", "–", "―", "--", "~")

_TEXT = FlowStyle(Ink.TEXT)
_HEADLINE = FlowStyle(Ink.HEADLINE)
_DECK = FlowStyle(Ink.DECK)
_HEADING = FlowStyle(Ink.HEADING)
_SUBHEADING = FlowStyle(Ink.SUBHEADING)
_CAPTION = FlowStyle(Ink.TABLE_CAPTION)
"""Of a table: a paragraph in bold right above it, as the cleaner leaves it."""

_SPACE = (BLANK,)
_NO_SPACE: tuple[Row, ...] = ()


class _Item(NamedTuple):
    """A list item. All in cells."""

    mark: str
    left: int
    """Where the mark's column begins."""
    width: int
    """The widest mark of its list."""

    @property
    def text_x(self) -> int:
        """Where the text begins."""
        return self.left + self.width + 1


_NO_ITEMS: dict[int, _Item] = {}


class Nesting:
    """The styles of an article's running text by block, and the rows between blocks: the same at all widths.

    Linear in the blocks to make (0.1 s for 50,000 list items), and never changed: a thread beside the screen's may make it.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        kinds = {type(block) for block in blocks}
        self._has_quotes = Quote in kinds
        self._items, self._owners = _lists(blocks) if ListItem in kinds else (_NO_ITEMS, {})
        self._quoted = _quoted_items(blocks) if ListItem in kinds and Quote in kinds else {}
        self._captions = _captions(blocks) if Table in kinds else frozenset()
        self.deepest_indent = self._deepest_indent()
        """Cells that no block of running text has more of before its rows."""
        self.spaces: tuple[tuple[Row, ...], ...] = tuple(map(self._space_above, range(len(blocks))))
        """The rows between each block and the one before it."""
        self.times: Mapping[int, str] = _entry_times(blocks)
        """The time of each entry of a live blog by the block above which it stands: the entry's heading if it has one."""

    def is_of(self, article: Article) -> bool:
        """Whether it was made of the blocks of an article."""
        return self._blocks is article.blocks

    def style(self, index: int, width: int) -> FlowStyle:
        """Return how a block of running text is set in a measure of `width` cells."""
        block = self._blocks[index]
        match block:
            case ListItem():
                return self._item_style(index, width)
            case Paragraph():
                style = _CAPTION if index in self._captions else _TEXT
            case Quote(is_pull=True):
                indent = min(_PULL_INDENT, width // 4)
                is_signed = not block.text.startswith(_QUOTE_MARKS)
                sign = (Ornament(indent - 2, PULL_SIGN, Ink.PULL_QUOTE),) if is_signed else ()
                return FlowStyle(Ink.PULL_QUOTE, indent, first=sign)
            case Quote(level=level):
                bars = _bars(level)
                ink = Ink.CREDIT if self._is_attribution(index, block) else Ink.QUOTE
                style = FlowStyle(ink, _QUOTE_INDENT * len(bars), every=bars)
            case Headline():
                return _HEADLINE
            case Deck():
                return _DECK
            case Heading(level=level):
                return _HEADING if level <= 2 else _SUBHEADING
            case _:
                return _TEXT
        return self._inside_item(style, index, width) if index in self._owners else style

    def _deepest_indent(self) -> int:
        marks = max((item.text_x for item in self._items.values()), default=0)
        return marks + max(_QUOTE_INDENT * _DEEPEST, _PULL_INDENT) if self._has_quotes else marks

    def _space_above(self, index: int) -> tuple[Row, ...]:
        """Return the rows between a block and the one before it."""
        block = self._blocks[index]
        before = self._blocks[index - 1] if index else None
        match before, block:
            case (Heading(), Table()):
                return _SPACE  # its own headings are bold as well
            case (None, _) | (Headline(), Deck()) | (Heading(), _):
                return _NO_SPACE
            case (ListItem(level=level), ListItem()):
                return _SPACE if block.level <= level and _begins_list(before, block) else _NO_SPACE
            case (Quote(is_pull=False), Quote(is_pull=False)):
                if before.level == block.level and self._is_attribution(index, block):
                    return _NO_SPACE
                return self._quote_space(index, min(before.level, block.level))
            case (Quote(), ListItem()) if index in self._quoted:
                return self._quote_space(index, self._quoted[index])
            case (ListItem(), Quote()) if index - 1 in self._quoted:
                return self._quote_space(index, self._quoted[index - 1])
            case (_, Table()) if index - 1 in self._captions:
                return _NO_SPACE
            case _:
                return _SPACE

    def _quote_space(self, index: int, level: int) -> tuple[Row, ...]:
        """Return the row between two paragraphs of a quote, through which its bars go on."""
        if index in self._owners and index - 1 not in self._owners:
            return _SPACE
        left = self._items[self._owners[index]].text_x if index in self._owners else 0
        return (Row(ornaments=tuple(bar._replace(x=bar.x + left) for bar in _bars(level))),)

    def _item_style(self, index: int, width: int) -> FlowStyle:
        item = self._items[index]
        bars = _bars(self._quoted[index]) if index in self._quoted else ()
        left = min(item.left, width // 3) + _QUOTE_INDENT * len(bars)
        indent = left + item.width + 1
        mark = (Ornament(indent - 1 - len(item.mark), item.mark, Ink.MUTED),)
        return FlowStyle(Ink.TEXT, indent, first=mark, every=bars)

    def _inside_item(self, style: FlowStyle, index: int, width: int) -> FlowStyle:
        """Return a style moved to where the text of the item stands that it belongs to."""
        left = min(self._items[self._owners[index]].text_x, width // 3)
        every = tuple(mark._replace(x=mark.x + left) for mark in style.every)
        return style._replace(indent=style.indent + left, every=every)

    def _is_attribution(self, index: int, block: Quote) -> bool:
        """Whether the last paragraph of a quote says who spoke."""
        before = self._blocks[index - 1] if index else None
        return block.text.startswith(_ATTRIBUTION_MARKS) and isinstance(before, Quote | ListItem)


def _bars(level: int) -> tuple[Ornament, ...]:
    return tuple(Ornament(_QUOTE_INDENT * depth, QUOTE_BAR, Ink.FAINT) for depth in range(min(max(1, level), _DEEPEST)))


def _entry_times(blocks: Sequence[Block]) -> dict[int, str]:
    return {
        index - 1 if index and isinstance(blocks[index - 1], Heading) else index: block.time
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.time
    }


def _captions(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the paragraphs that are captions of tables."""
    return frozenset(
        index - 1
        for index, block in enumerate(blocks)
        if index and type(block) is Table and _is_bold(blocks[index - 1])
    )


def _is_bold(block: Block) -> bool:
    if not isinstance(block, Paragraph) or len(block.spans) != 1:
        return False
    [span] = block.spans
    return span.kind is SpanKind.STRONG and span.start == 0 and span.end == len(block.text)


def _quoted_items(blocks: Sequence[Block]) -> dict[int, int]:
    """Return the items of lists that stand in a quote, with its level."""
    found: dict[int, int] = {}
    first = -1
    for index, block in enumerate(blocks):
        if isinstance(block, ListItem):
            first = index if first < 0 else first
            continue
        before = blocks[first - 1] if first > 0 else None
        if isinstance(block, Quote) and isinstance(before, Quote) and not block.is_pull and not before.is_pull:
            found |= dict.fromkeys(range(first, index), min(before.level, block.level))
        first = -1
    return found


def _lists(blocks: Sequence[Block]) -> tuple[dict[int, _Item], dict[int, int]]:
    """Return the items of all lists, and which other blocks belong to which item."""
    widths: list[int] = []
    """Of the widest mark, by list."""
    list_of: dict[int, int] = {}
    parents: dict[int, int | None] = {}
    owners: dict[int, int] = {}
    open_items: dict[int, int] = {}
    """The last item of the list that is open at a level."""
    levels: list[int] = []
    """The levels of open lists, outermost first."""
    last = -1
    for index, block in enumerate(blocks):
        if not isinstance(block, ListItem):
            continue
        if last >= 0 and index - last > 1 and not _goes_on(blocks, open_items, block, last, index):
            open_items.clear()
            levels.clear()
        elif index - last > 1 and last >= 0:
            owner = open_items[block.level]
            between = range(last + 1, index)
            if all(isinstance(blocks[at], Paragraph | Quote) for at in between):
                owners |= dict.fromkeys(between, owner)
        is_interrupted = last < 0 or index - last > 1
        while levels and levels[-1] > block.level:
            del open_items[levels.pop()]
        same = open_items.get(block.level)
        if same is None or (not is_interrupted and _begins_list(blocks[index - 1], block)):
            list_of[index] = len(widths)
            widths.append(0)
        else:
            list_of[index] = list_of[same]
        widths[list_of[index]] = max(widths[list_of[index]], len(_mark(block)))
        if not levels or levels[-1] < block.level:
            levels.append(block.level)
        parents[index] = open_items[levels[-2]] if len(levels) > 1 else None
        open_items[block.level] = last = index
    items: dict[int, _Item] = {}
    for index, parent in parents.items():
        block = blocks[index]
        assert isinstance(block, ListItem)
        left = _ORPHAN_INDENT * min(block.level, _DEEPEST) if parent is None else items[parent].text_x
        items[index] = _Item(_mark(block), left, widths[list_of[index]])
    return items, owners


def _goes_on(blocks: Sequence[Block], open_items: dict[int, int], block: ListItem, last: int, index: int) -> bool:
    """Whether an item has the next number of a list that other blocks interrupted."""
    same = open_items.get(block.level)
    before = blocks[same] if same is not None else None
    return (
        isinstance(before, ListItem)
        and before.number is not None
        and block.number == before.number + 1
        and index - last - 1 <= _MOST_BETWEEN
        and not any(isinstance(between, Heading) for between in blocks[last + 1 : index])
    )


def _begins_list(before: Block | None, block: ListItem) -> bool:
    """Whether `block` is the first item of another list than the item before it."""
    if not isinstance(before, ListItem):
        return True
    if block.number is None:
        return before.number is not None and before.level == block.level
    return block.number == 1 and before.level >= block.level


def _mark(item: ListItem) -> str:
    return f"{item.number}." if item.number is not None else _BULLETS[item.level % len(_BULLETS)]
