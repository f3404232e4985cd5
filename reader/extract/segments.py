"""The page as a flat list of segments: every stretch of text, figure, table or embed, in document order.

A segment is a candidate for a block. Which of them are the article is decided elsewhere (`body`, `decide`); making blocks of
the chosen ones is the work of `blocks`. The walk is one pass over the tree without recursion. Text is gathered as runs and
only made into clean text with spans when somebody asks for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from lxml import etree

from reader.extract.figures import is_tracking_pixel, read_embed, read_figure, read_picture
from reader.extract.inline import BREAK, Mark, RichText, Run, rich_text
from reader.extract.rules import Rules
from reader.extract.tables import read_table
from reader.extract.tree import Element, absolute_url, elements, hints_of, pieces_of, text_of
from reader.model.blocks import Embed, Figure, SpanKind

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody"
    " td tfoot th thead tr ul option optgroup".split()
)
_SKIPPED = frozenset(
    "head script style noscript template svg button select textarea input canvas object iframe audio video track".split()
)
_MARKS = {
    "em": SpanKind.EMPHASIS,
    "i": SpanKind.EMPHASIS,
    "cite": SpanKind.EMPHASIS,
    "dfn": SpanKind.EMPHASIS,
    "var": SpanKind.EMPHASIS,
    "b": SpanKind.STRONG,
    "strong": SpanKind.STRONG,
    "code": SpanKind.CODE,
    "kbd": SpanKind.CODE,
    "samp": SpanKind.CODE,
    "tt": SpanKind.CODE,
    "sub": SpanKind.SUB,
    "sup": SpanKind.SUP,
}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_QUOTE_EMBEDS = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|fb-post|reddit-embed|threads?-post", re.I
)
_ANCHOR_SIGNS = frozenset({*"#¶§🔗", *"↩⤴↑^", "↩\ufe0e", "⤴\ufe0e", "↑\ufe0e"})
"""What a link shows that leads to the heading it stands beside, or from a footnote back into the text."""
MAX_SEGMENTS = 12_000
"""No further segments are read: the longest live blogs have 3,000."""
MIN_LINE_LETTERS = 100
"""Lines between single breaks that are all at least so long are paragraphs; addresses and verses are shorter."""
MAX_CAPTION_LETTERS = 700
MAX_FIGURE_TEXT_LETTERS = 350
"""A `<figure>` with more text beside its caption is read as a part of the article: tables, quotes, whole sections live there."""
MAX_MARKS = 8
"""Inline marks open at once; hostile pages open thousands."""
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
    figure: Figure | None = None
    embed: Embed | None = None
    time: str = ""

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
    def link_share(self) -> float:
        """Share of the letters that are links."""
        return self.link_letters / self.letters if self.letters else 0.0


def _leads_away(mark: Mark) -> bool:
    return mark.kind is SpanKind.LINK and not mark.target.startswith("#")


def read_segments(body: Element, *, base: str, rules: Rules) -> list[Segment]:
    """Return the segments of the page below `body` in document order. Linear in the size of the tree."""
    return _Walk(body, base, rules).run()


class _Walk:
    """One pass over the tree. State: open inline marks, open blocks, open lists, and the runs gathered since the last border."""

    def __init__(self, body: Element, base: str, rules: Rules) -> None:
        self.body, self.base, self.rules = body, base, rules
        self.here = base.partition("#")[0]
        self.segments: list[Segment] = []
        self.runs: list[Run] = []
        self.marks: list[tuple[Element, Mark]] = []
        self.mark_tuple: tuple[Mark, ...] = ()
        self.blocks: list[Element] = [body]
        self.lists: list[tuple[Element, int]] = []
        self.quotes = 0
        self.fresh_item: tuple[Element, int | None] | None = None
        self.names: list[str] = []
        self.wanted_names = {
            (link.get("href") or "")[1:] for link in elements(body, "a") if (link.get("href") or "").startswith("#")
        } - {""}

    def run(self) -> list[Segment]:
        walker = etree.iterwalk(self.body, events=("start", "end"))
        skipped: Element | None = None
        for event, element in walker:
            if len(self.segments) >= MAX_SEGMENTS:
                self.runs.clear()
                break
            if event == "start":
                if skipped is not None:
                    continue
                if self.enter(element):
                    if element.text:
                        self.add(element.text)
                else:
                    skipped = element
                    walker.skip_subtree()
            else:
                if skipped is None:
                    self.leave(element)
                elif skipped is element:
                    skipped = None
                if skipped is None and element.tail and element is not self.body:
                    self.add(element.tail)
        self.flush()
        return self.segments

    def add(self, text: str) -> None:
        self.runs.append(Run(text.replace(BREAK, " "), self.mark_tuple))

    def enter(self, element: Element) -> bool:
        """Open `element`; False if everything below it has been read already or is to be skipped."""
        tag = element.tag
        name = element.get("id") or (element.get("name") if tag == "a" else None)
        if name and name in self.wanted_names:
            self.names.append(name)
        if tag == "br":
            self.line_break()
            return True
        if tag == "a" and (element.text or "").strip() in _ANCHOR_SIGNS and len(element) == 0:
            return False
        if tag in _MARKS or tag == "a":
            self.open_mark(element)
            return True
        if tag in ("img", "amp-img", "picture", "video", "audio", "amp-video", "iframe", "amp-iframe", "amp-youtube"):
            return self.enter_media(element)
        if tag in _SKIPPED:
            return False
        if tag not in BLOCK_TAGS:
            return (
                self.enter_caption(element, is_block=False) if tag in ("span", "small") else self.enter_custom(element)
            )
        return self.enter_block(element)

    def enter_custom(self, element: Element) -> bool:
        """Unknown elements are inline, unless they hold blocks."""
        if "-" in str(element.tag):
            if any(child.tag in BLOCK_TAGS for child in element):
                self.flush()
            elif "image" in str(element.tag) or "figure" in str(element.tag):
                return self.enter_figure(element)
        return True

    def enter_block(self, element: Element) -> bool:
        tag = element.tag
        self.flush()
        if tag == "hr":
            self.segments.append(Segment(kind=SegmentKind.RULE, element=element))
            return False
        if tag == "figure":
            return self.enter_figure(element)
        if tag in ("figcaption", "p", "div", "section", "aside", "dd") and not self.enter_caption(
            element, is_block=True
        ):
            return False
        if tag == "pre":
            return self.enter_code(element)
        if tag == "table":
            table = read_table(element)
            if table is not None:
                self.segments.append(
                    Segment(
                        kind=SegmentKind.TABLE,
                        element=element,
                        rows=table.rows,
                        header_rows=table.header_rows,
                        names=self.take_names(),
                    )
                )
                return False
        if tag == "blockquote":
            if _QUOTE_EMBEDS.search(hints_of(element)):
                self.append_embed(element)
                return False
            self.quotes += 1
        elif tag in ("ul", "ol", "dl", "menu"):
            start = element.get("start") or ""
            self.lists.append((element, int(start) - 1 if start.isdigit() and len(start) < 6 else 0))
        elif tag in ("li", "dt", "dd"):
            number = None
            if self.lists and self.lists[-1][0].tag == "ol" and tag == "li":
                holder, count = self.lists[-1]
                self.lists[-1] = (holder, count + 1)
                number = count + 1
            self.fresh_item = (element, number)
        self.blocks.append(element)
        return True

    def enter_media(self, element: Element) -> bool:
        tag = element.tag
        if tag in ("iframe", "amp-iframe"):
            self.append_embed(element)
            return False
        figure = read_picture(element, self.base)
        if figure is not None and not is_tracking_pixel(element):
            runs, self.runs = self.runs, []
            if any(run.text.strip() for run in runs):
                self.runs = runs  # a picture in the middle of a sentence does not end it
                self.segments.append(Segment(kind=SegmentKind.FIGURE, element=element, figure=figure))
            else:
                self.segments.append(Segment(kind=SegmentKind.FIGURE, element=element, figure=figure))
        return False

    def enter_figure(self, element: Element) -> bool:
        nested = sum(1 for _ in elements(element, "figure")) - (element.tag == "figure")
        caption_letters = sum(len(text_of(caption)) for caption in elements(element, "figcaption"))
        if (
            nested
            or len(text_of(element)) - caption_letters > MAX_FIGURE_TEXT_LETTERS
            or element.find(".//table") is not None
        ):
            self.flush()
            self.blocks.append(element)
            return True
        quote = element.find(".//blockquote")
        if quote is not None and element.find(".//img") is None:
            self.blocks.append(element)
            return True
        frame = element.find(".//iframe")
        figure = read_figure(element, self.base, self.rules)
        if frame is not None and (figure is None or not figure.images):
            self.append_embed(frame, caption_of=element)
        elif figure is not None:
            self.segments.append(
                Segment(kind=SegmentKind.FIGURE, element=element, figure=figure, names=self.take_names())
            )
        return False

    def enter_caption(self, element: Element, *, is_block: bool) -> bool:
        """Read a caption-like element as a whole; False if it was one."""
        is_caption = element.tag == "figcaption"
        if not is_caption:
            hints = element.get("class") or ""
            is_caption = bool(hints) and len(hints) < 1_000 and bool(self.rules.captions.search(hints))
        if not is_caption:
            return True
        text = text_of(element)
        if not text or len(text) > MAX_CAPTION_LETTERS:
            return True
        if next(elements(element, "img", "picture", "video", "iframe", "amp-img"), None) is not None:
            if is_block:
                figure = read_figure(element, self.base, self.rules)
                if figure is not None and figure.images and figure.caption:
                    self.segments.append(Segment(kind=SegmentKind.FIGURE, element=element, figure=figure))
                    return False
            return True
        if not is_block and any(run.text.strip() for run in self.runs):
            return True
        self.flush()
        self.segments.append(
            Segment(kind=SegmentKind.CAPTION, element=element, runs=[Run(piece) for piece in pieces_of(element)])
        )
        return False

    def enter_code(self, element: Element) -> bool:
        text = "".join(_code_pieces(element))
        if text.strip():
            self.segments.append(
                Segment(kind=SegmentKind.CODE, element=element, runs=[Run(text)], names=self.take_names())
            )
        return False

    def append_embed(self, element: Element, caption_of: Element | None = None) -> None:
        read = read_embed(element, self.base, self.rules, caption_of=caption_of)
        if isinstance(read, Figure):
            self.segments.append(Segment(kind=SegmentKind.FIGURE, element=element, figure=read))
        elif read is not None:
            self.flush()
            self.segments.append(Segment(kind=SegmentKind.EMBED, element=element, embed=read))

    def open_mark(self, element: Element) -> None:
        if len(self.marks) >= MAX_MARKS:
            return
        if element.tag == "a":
            target = self.link_target(element)
            mark = Mark(SpanKind.LINK, target) if target else None
        else:
            mark = Mark(_MARKS[str(element.tag)])
        if mark is not None:
            self.marks.append((element, mark))
            self.mark_tuple = tuple(mark for _, mark in self.marks)

    def link_target(self, element: Element) -> str:
        href = (element.get("href") or "").strip()
        if href.startswith("#"):
            return href if len(href) > 1 else ""
        if href[:7].lower() == "mailto:":
            return href.partition("?")[0][:300]
        target = absolute_url(href, self.base)
        fragment = target.partition("#")[2]
        if fragment and self.here and target.partition("#")[0] == self.here:
            return f"#{fragment}"
        return target

    def line_break(self) -> None:
        """One break is a line break; a second one with nothing but blanks between ends the paragraph."""
        for run in reversed(self.runs):
            if run.text.strip(" \t\n\r\xa0" + BREAK):
                break
            if BREAK in run.text:
                self.flush()
                return
        self.runs.append(Run(BREAK, self.mark_tuple))

    def leave(self, element: Element) -> None:
        tag = element.tag
        if self.marks and self.marks[-1][0] is element:
            self.marks.pop()
            self.mark_tuple = tuple(mark for _, mark in self.marks)
            return
        if len(self.blocks) > 1 and self.blocks[-1] is element:
            self.flush()
            self.blocks.pop()
            if tag == "blockquote":
                self.quotes -= 1
            elif self.lists and self.lists[-1][0] is element:
                self.lists.pop()
        elif "-" in str(tag) and any(child.tag in BLOCK_TAGS for child in element):
            self.flush()

    def take_names(self) -> tuple[str, ...]:
        names, self.names = tuple(dict.fromkeys(self.names)), []
        return names

    def flush(self) -> None:
        """End the stretch of text gathered so far and make a segment of it."""
        runs, self.runs = self.runs, []
        if not any(run.text.strip(" \t\n\r\xa0\v") for run in runs):
            return
        owner = self.blocks[-1]
        for piece in _split_lines(runs) if owner.tag not in _HEADINGS else [runs]:
            self.segments.append(self.make(owner, piece))

    def make(self, owner: Element, runs: list[Run]) -> Segment:
        kind, level, number = SegmentKind.PARAGRAPH, 0, None
        for block in reversed(self.blocks):
            tag = block.tag
            if tag in _HEADINGS:
                kind, level = SegmentKind.HEADING, _HEADINGS[str(tag)]
                break
            if tag in ("li", "dt", "dd") and self.lists:
                if self.fresh_item is not None and self.fresh_item[0] is block:
                    kind, level, number = SegmentKind.ITEM, min(len(self.lists) - 1, MAX_LEVEL), self.fresh_item[1]
                    self.fresh_item = None
                break
            if tag in ("td", "th", "article", "section"):
                break
        if kind is SegmentKind.PARAGRAPH and self.quotes:
            kind, level = SegmentKind.QUOTE, min(self.quotes, MAX_LEVEL)
        return Segment(kind=kind, element=owner, runs=runs, level=level, number=number, names=self.take_names())


def _split_lines(runs: list[Run]) -> list[list[Run]]:
    """Split at single breaks where every line is a whole paragraph: old pages have no other border."""
    if sum(run.text == BREAK for run in runs) < 1:
        return [runs]
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.text == BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    texts = ["".join(run.text for run in line).strip() for line in lines]
    solid = [text for text in texts if text]
    if (
        len(solid) > 1
        and all(len(text) >= MIN_LINE_LETTERS for text in solid[:-1])
        and sum(text[-1] in ".!?…\"”»。）'’" for text in solid) >= 0.8 * len(solid)
    ):
        return [line for line, text in zip(lines, texts, strict=True) if text]
    return [runs]


def _code_pieces(element: Element) -> Iterator[str]:
    """Yield the text of preformatted lines as it stands, breaks as newlines."""
    for event, child in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            yield ("\n" if child.tag == "br" else "") + (child.text or "")
        elif child is not element:
            yield child.tail or ""
