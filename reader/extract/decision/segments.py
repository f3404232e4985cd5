"""The page as a flat list of segments: every stretch of text, figure, table or embed, in document order.

A segment is a candidate for a block. Which of them are the article is decided elsewhere (`body`, `decide`); making blocks of
the chosen ones is the work of `blocks`. The walk is one pass over the tree without recursion. Text is gathered as runs and
only made into clean text with spans when somebody asks for it.
"""

import re
from dataclasses import field
from enum import StrEnum
from functools import cached_property

from lxml import etree

from reader.extract.figures.embeds import FRAME_TAGS, embed_of_line, is_embed, is_quoted_shorter, read_embed
from reader.extract.figures.figcaptions import says_more
from reader.extract.figures.figures import (
    holds_too_much,
    is_described_shorter,
    is_own_picture,
    read_figure,
    read_picture,
)
from reader.extract.figures.pictures import PICTURE_TAGS, background_image, read_image
from reader.extract.figures.players import MEDIA_TAGS, is_player_box, read_player_box
from reader.extract.markup.formulas import is_formula, read_formula, read_formula_picture
from reader.extract.markup.headings import FOLDED_LEVEL, heading_level
from reader.extract.markup.inline import Mark, RichText, Run, rich_text
from reader.extract.markup.jumps import is_heading_sign, is_return, is_side_note
from reader.extract.markup.lists import OpenList
from reader.extract.markup.preformatted import is_listing, read_code
from reader.extract.markup.quotes import is_pull_quote
from reader.extract.markup.rules import Rules
from reader.extract.markup.stretches import MARKS, STRONG, Stretch, split_lines
from reader.extract.markup.tables import TableRows, read_table
from reader.extract.markup.tree import Element, elements, pieces_of, text_of, text_within
from reader.model.blocks import Embed, Figure, SpanKind
from reader.model.patterns import compile_late
from reader.model.values import dataclass

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody"
    " td tfoot th thead tr ul option optgroup".split()
)
_SKIPPED = frozenset(
    "head script style noscript template svg button select textarea input canvas object iframe audio video track"
    " del s strike".split()  # what was struck out would be read as if it still held
)
_DIVIDER = compile_late(r"[*⁂•·∗✱✻~_—–=-](?:\s*[*⁂•·∗✱✻~_—–=-]){0,20}|[⁂❦❧※]|#(?:\s*#){2,20}")
"""A line of nothing but ornaments: the break between two parts of a text."""
MAX_DIVIDER_RUNS = 8
_ITEM_BORDERS = frozenset({"li", "dt", "dd", "td", "th", "article", "section"})
_DROP_CAP = compile_late(
    r"drop-?_?cap|(?:^|[\s_-])(?:drop|initial|lettrine|first-?letter|capitular)(?:$|[\s_-])", re.IGNORECASE
)
MAX_SEGMENTS = 12_000
"""No further segments are read: the longest live blogs have 3,000."""
MAX_CAPTION_LETTERS = 700
MAX_WEIGHED_LETTERS = 1_000
"""Of one segment, beside others: a cell, a heading or a line without end says no more than a long paragraph does."""
MAX_LEVEL = 8
"""List and quote levels that are told apart."""


class SegmentKind(StrEnum):
    """What a segment would be as a block."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    FIGURE = "figure"
    CAPTION = "caption"
    RULE = "rule"
    EMBED = "embed"


TEXT_KINDS = frozenset(
    {
        SegmentKind.PARAGRAPH,
        SegmentKind.HEADING,
        SegmentKind.ITEM,
        SegmentKind.QUOTE,
        SegmentKind.CODE,
        SegmentKind.TABLE,
    }
)
"""What is decided by its words; figures, captions, rules and embeds follow the text around them."""


@dataclass(kw_only=True, eq=False)
class Segment:
    """A candidate for a block, with the element that holds it."""

    kind: SegmentKind
    element: Element
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    """Heading: 1 to 6; item and quote: nesting from 0 and 1."""
    number: int | None = None
    names: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 0
    caption: str = ""
    """Table: the line that the page puts over it."""
    figure: Figure | None = None
    embed: Embed | None = None
    time: str = ""
    is_cut: bool = False
    """Table, figure and embed: whether it has more than is read."""
    is_pull: bool = False
    """Quote: whether the page sets it apart as a pull quote."""

    @cached_property
    def rich(self) -> RichText:
        """The clean text with its spans."""
        return rich_text(self.runs, keeps_breaks=self.kind is not SegmentKind.HEADING)

    @cached_property
    def text(self) -> str:
        """The clean text; of a table, its cells."""
        return "\n".join("\t".join(row) for row in self.rows) if self.rows else self.rich.text

    @cached_property
    def letters(self) -> int:
        """Letters of text."""
        return len(self.text)

    @cached_property
    def link_letters(self) -> int:
        """Letters of text that are links to elsewhere."""
        return min(
            self.letters, sum(len(run.text.strip()) for run in self.runs if any(_leads_away(m) for m in run.marks))
        )

    @cached_property
    def weighed_letters(self) -> int:
        """Letters, as far as they count beside those of others."""
        return min(self.letters, MAX_WEIGHED_LETTERS)

    @cached_property
    def link_share(self) -> float:
        """Share of the letters that are links."""
        return self.link_letters / self.letters if self.letters else 0.0


def _is_shortened(segment: Segment) -> bool:
    if segment.figure is not None:
        return is_described_shorter(segment.figure)
    return segment.embed is not None and is_quoted_shorter(segment.embed)


def _leads_away(mark: Mark) -> bool:
    return mark.kind is SpanKind.LINK and not mark.target.startswith("#")


def read_segments(body: Element, *, base: str, rules: Rules) -> list[Segment]:
    """Return the segments of the page below `body` in document order. Linear in the size of the tree."""
    return _Walk(body, base, rules).run()


class _Walk:
    """One pass over the tree. State: open inline marks, open blocks, open lists, and the runs gathered since the last border."""

    def __init__(self, body: Element, base: str, rules: Rules) -> None:
        self.body, self.base, self.rules = body, base, rules
        self.segments: list[Segment] = []
        self.text = Stretch(body, base)
        self.blocks: list[Element] = [body]
        self.lists: list[OpenList] = []
        self.headings: list[tuple[Element, int]] = []
        self.quotes: list[Element] = []
        self.pulls: list[Element] = []
        self.notes: list[Element] = []
        self.fresh_item: tuple[Element, int | None] | None = None

    def run(self) -> list[Segment]:
        walker = etree.iterwalk(self.body, events=("start", "end"))
        skipped: Element | None = None
        for event, element in walker:
            if len(self.segments) >= MAX_SEGMENTS:
                self.text.take_runs()
                break
            if event == "start":
                if skipped is not None:
                    continue
                if self.enter(element):
                    if element.text:
                        self.text.add(element.text)
                else:
                    skipped = element
                    walker.skip_subtree()
            else:
                if skipped is None:
                    self.leave(element)
                elif skipped is element:
                    skipped = None
                if skipped is None and element.tail and element is not self.body:
                    is_drop_cap = element.tag == "span" and bool(_DROP_CAP.search(element.get("class") or ""))
                    self.text.add(self._behind_drop_cap(element) if is_drop_cap else element.tail)
        self.flush()
        for segment in self.segments:
            segment.is_cut = segment.is_cut or _is_shortened(segment)
        return self.segments

    def _behind_drop_cap(self, element: Element) -> str:
        following = element.getnext()
        return self.text.join_drop_cap(element.tail or "", (following.text or "") if following is not None else "")

    def enter(self, element: Element) -> bool:
        """Open `element`; False if everything below it has been read already or is to be skipped."""
        tag = element.tag
        self.text.pass_name(element)
        if tag == "br":
            if not self.text.add_break():
                self.flush()
            return True
        if tag == "a" and is_heading_sign(element):
            return False
        if tag == "a" and is_return(element):
            self.text.add_return(element)
            return False
        if tag in MARKS or tag in ("a", "q"):
            self.text.open_mark(element)
            return True
        if is_formula(element) and (formula := read_formula(element)):
            self.text.add(formula)
            return False
        if tag in MEDIA_TAGS or tag in PICTURE_TAGS:
            return self.enter_media(element)
        if tag in FRAME_TAGS:
            self.append_embed(element)
            return False
        if tag in _SKIPPED:
            return False
        if tag in ("span", "small") and is_side_note(element):
            self.notes.append(element)
            return False
        if tag not in BLOCK_TAGS:
            return (
                self.enter_caption(element, is_block=False) if tag in ("span", "small") else self.enter_custom(element)
            )
        return self.enter_block(element)

    def enter_custom(self, element: Element) -> bool:
        """Unknown elements are inline, unless they hold blocks or are a picture, a player or an embed of their maker's own."""
        if is_embed(element):
            return not self.append_embed(element)
        if "-" in str(element.tag):
            if is_own_picture(element) or is_player_box(element):
                return self.enter_shown(element)
            if any(child.tag in BLOCK_TAGS for child in element):
                self.flush()
            elif "image" in str(element.tag) or "figure" in str(element.tag):
                return self.enter_figure(element)
        return True

    def enter_shown(self, element: Element) -> bool:
        """Read a player's box, an element that is a picture, or the background of a box; False if nothing else is in it."""
        is_player = is_player_box(element)
        if is_player:
            figure = read_player_box(element, self.base, self.rules)
        else:
            image = read_image(element, self.base) if is_own_picture(element) else background_image(element, self.base)
            figure = Figure(images=(image,)) if image is not None else None
        if figure is None:
            return True
        self.segments.append(
            Segment(kind=SegmentKind.FIGURE, element=element, figure=figure, names=self.text.take_names())
        )
        return not is_player and bool(text_of(element))

    def enter_block(self, element: Element) -> bool:
        tag = element.tag
        self.flush()
        if tag == "hr":
            self.segments.append(Segment(kind=SegmentKind.RULE, element=element))
            return False
        if tag == "figure":
            return self.enter_figure(element)
        if tag in ("div", "blockquote", "section") and is_embed(element) and self.append_embed(element):
            return False
        if tag in ("div", "section", "aside") and is_player_box(element) and not self.enter_shown(element):
            return False
        if tag in ("figcaption", "p", "div", "section", "aside", "dd") and not self.enter_caption(
            element, is_block=True
        ):
            return False
        if tag == "div" and (element.get("style") or element.get("data-bg")) and element.find(".//img") is None:
            self.enter_shown(element)
        if tag == "pre" or (tag == "table" and is_listing(element)):
            return self.enter_code(element)
        if tag == "table":
            table = read_table(element)
            if table is not None:
                return self.append_table(element, table)
        if tag in ("ul", "ol", "dl", "menu"):
            self.lists.append(OpenList(element))
        elif tag in ("li", "dt", "dd"):
            number = None
            if self.lists and self.lists[-1].element.tag == "ol" and tag == "li":
                number = self.lists[-1].number(element)
            self.fresh_item = (element, number)
        self.open_block(element)
        return True

    def open_block(self, element: Element) -> None:
        if element.tag == "blockquote" or self.is_under_quote(element):
            self.quotes.append(element)
        if is_pull_quote(element):
            self.pulls.append(element)
        asks = element.tag == "dt" and bool(self.lists) and self.lists[-1].asks
        level = FOLDED_LEVEL if asks else heading_level(element)
        if level:
            self.headings.append((element, level))
        self.blocks.append(element)

    def append_table(self, element: Element, table: TableRows) -> bool:
        self.segments.append(
            Segment(
                kind=SegmentKind.TABLE,
                element=element,
                rows=table.rows,
                header_rows=table.header_rows,
                caption=table.caption,
                is_cut=table.is_cut,
                names=self.text.take_names(),
            )
        )
        return False

    def enter_media(self, element: Element) -> bool:
        if element.tag == "img" and (formula := read_formula_picture(element)):
            self.text.add(formula)
            return False
        figure = read_picture(element, self.base)
        if figure is not None:
            # A picture in the middle of a sentence does not end it.
            self.segments.append(Segment(kind=SegmentKind.FIGURE, element=element, figure=figure))
        return False

    def enter_figure(self, element: Element) -> bool:
        if element.find(".//figure") is not None or element.find(".//table") is not None or says_more(element):
            self.flush()
            self.open_block(element)
            return True
        if element.find(".//blockquote") is not None or is_pull_quote(element):
            self.open_block(element)
            return True
        figure = read_figure(element, self.base, self.rules)
        if figure is None or not figure.images:
            frame = next((inner for inner in elements(element) if is_embed(inner)), None)
            if frame is not None and self.append_embed(frame, caption_of=element):
                return False
        if figure is not None:
            self.segments.append(
                Segment(
                    kind=SegmentKind.FIGURE,
                    element=element,
                    figure=figure,
                    is_cut=holds_too_much(element),
                    names=self.text.take_names(),
                )
            )
            return False
        self.open_block(element)
        return True

    def enter_caption(self, element: Element, *, is_block: bool) -> bool:
        """Read a caption-like element as a whole; False if it was one."""
        is_caption = element.tag == "figcaption"
        if not is_caption:
            hints = element.get("class") or ""
            is_caption = bool(hints) and len(hints) < 1_000 and bool(self.rules.captions.search(hints))
        if not is_caption or self.quotes or self.pulls or self.is_under_quote(element):
            return True
        if not text_within(element, MAX_CAPTION_LETTERS):
            return True
        if next(elements(element, "img", "picture", "video", "iframe", "amp-img"), None) is not None:
            if is_block and next(elements(element, "h1", "h2", "h3", "h4"), None) is None:
                figure = read_figure(element, self.base, self.rules)
                if figure is not None and figure.images and figure.caption:
                    self.segments.append(Segment(kind=SegmentKind.FIGURE, element=element, figure=figure))
                    return False
            return True
        if not is_block and not self.text.is_blank:
            return True
        self.flush()
        self.segments.append(
            Segment(kind=SegmentKind.CAPTION, element=element, runs=[Run(piece) for piece in pieces_of(element)])
        )
        return False

    def is_under_quote(self, caption: Element) -> bool:
        """Whether a caption says who is quoted: in a figure that shows no picture but a quote."""
        figure = self.blocks[-1]
        return caption.tag == "figcaption" and figure.tag == "figure" and figure.find(".//blockquote") is not None

    def enter_code(self, element: Element) -> bool:
        text = read_code(element)
        if text.strip():
            self.segments.append(
                Segment(kind=SegmentKind.CODE, element=element, runs=[Run(text)], names=self.text.take_names())
            )
        return False

    def append_embed(self, element: Element, caption_of: Element | None = None) -> bool:
        """Append what an embed stands for; False if nobody knows what that is."""
        read = read_embed(element, self.base, self.rules, caption_of=caption_of)
        if isinstance(read, Figure):
            self.segments.append(Segment(kind=SegmentKind.FIGURE, element=element, figure=read))
        elif read is not None:
            self.flush()
            self.segments.append(Segment(kind=SegmentKind.EMBED, element=element, embed=read))
        return read is not None

    def leave(self, element: Element) -> None:
        tag = element.tag
        if (tag in MARKS or tag in ("a", "q")) and self.text.close_mark(element):
            return
        if len(self.blocks) > 1 and self.blocks[-1] is element:
            self.flush()
            self.blocks.pop()
            if self.quotes and self.quotes[-1] is element:
                self.quotes.pop()
            if self.pulls and self.pulls[-1] is element:
                self.pulls.pop()
            if self.headings and self.headings[-1][0] is element:
                self.headings.pop()
            if self.lists and self.lists[-1].element is element:
                self.lists.pop()
        elif "-" in str(tag) and any(child.tag in BLOCK_TAGS for child in element):
            self.flush()

    def flush(self) -> None:
        """End the stretch of text gathered so far and make a segment of it."""
        runs = self.text.take_runs()
        if not runs:
            return
        owner = self.blocks[-1]
        for piece in [runs] if self.headings else split_lines(runs):
            self.segments.append(self.make(owner, piece))
        notes, self.notes = self.notes, []
        for note in notes[
            : max(0, MAX_SEGMENTS - len(self.segments))
        ]:  # it stands beside the sentence that it would break in two
            self.segments.append(
                Segment(kind=SegmentKind.PARAGRAPH, element=note, runs=[Run(piece) for piece in pieces_of(note)])
            )

    def make(self, owner: Element, runs: list[Run]) -> Segment:
        if self.headings:
            level = self.headings[-1][1]
            return Segment(
                kind=SegmentKind.HEADING, element=owner, runs=runs, level=level, names=self.text.take_names()
            )
        if len(runs) <= MAX_DIVIDER_RUNS and _DIVIDER.fullmatch("".join(run.text for run in runs).strip()):
            return Segment(kind=SegmentKind.RULE, element=owner)
        if len(runs) <= MAX_DIVIDER_RUNS and (embedded := self.embedded_by_line(owner, runs)):
            return embedded
        kind, level, number = self.item_place()
        if kind is SegmentKind.PARAGRAPH and (self.quotes or self.pulls):
            kind, level = SegmentKind.QUOTE, max(1, min(len(self.quotes), MAX_LEVEL))
        elif kind is SegmentKind.ITEM and owner.tag == "dt":
            runs = [Run(run.text, (STRONG, *run.marks)) for run in runs]
        return Segment(
            kind=kind,
            element=owner,
            runs=runs,
            level=level,
            number=number,
            names=self.text.take_names(),
            is_pull=bool(self.pulls),
        )

    def embedded_by_line(self, owner: Element, runs: list[Run]) -> Segment | None:
        """What a line stands for that is nothing but an address: publishing systems make a post or a player of it."""
        line = "".join(run.text for run in runs).strip()
        read = embed_of_line(line, self.base) if line.startswith("http") else None
        if isinstance(read, Figure):
            return Segment(kind=SegmentKind.FIGURE, element=owner, figure=read)
        return Segment(kind=SegmentKind.EMBED, element=owner, embed=read) if read is not None else None

    def item_place(self) -> tuple[SegmentKind, int, int | None]:
        """What the gathered text is in its list: the beginning of an item, with level and number, or a further paragraph."""
        holder = next((block for block in reversed(self.blocks) if block.tag in _ITEM_BORDERS), None)
        if holder is None or not self.lists or self.fresh_item is None or self.fresh_item[0] is not holder:
            return SegmentKind.PARAGRAPH, 0, None
        if holder.tag not in ("li", "dt", "dd"):
            return SegmentKind.PARAGRAPH, 0, None
        number, self.fresh_item = self.fresh_item[1], None
        if self.lists[-1].asks:
            return SegmentKind.PARAGRAPH, 0, None
        deeper = holder.tag == "dd" and self.lists[-1].element.tag == "dl"
        return SegmentKind.ITEM, min(len(self.lists) - 1 + deeper, MAX_LEVEL), number
