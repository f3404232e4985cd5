"""Makes an article of Markdown: CommonMark with GitHub's tables, strikethrough and bare links, footnotes, front matter.

What other dialects add is in `markdown_dialects`, what a file says about itself in `markdown_metadata`.

Called by the pipeline for pages in the form MARKDOWN. Nothing is dropped but markup; raw HTML leaves its text and pictures.
"""

import re
from dataclasses import field, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from reader.extract.lines.credits import split_credit
from reader.extract.lines.words import MARKS
from reader.extract.markup.raw_html import strip_html
from reader.extract.text.front_matter import FrontMatter, read_front_matter
from reader.extract.text.markdown_addresses import Addresses
from reader.extract.text.markdown_dialects import add_dialects, keep_uncalled_footnotes, prepared
from reader.extract.text.markdown_inline import InlineImage, InlineText, image_source, read_inline, with_task_box
from reader.extract.text.markdown_metadata import read_matter, take_deck, take_signature
from reader.model.article import Article, ArticleKind
from reader.model.blocks import (
    Block,
    Code,
    Deck,
    Figure,
    FigureKind,
    Heading,
    Headline,
    Image,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    SpanKind,
    Table,
)
from reader.model.patterns import compile_late
from reader.model.text import clean_line, clean_text
from reader.model.values import dataclass

MAX_CAPTION_LETTERS = 400
"""An italic paragraph under a picture is its caption up to this length."""

_PLAYERS = {"▶ ": FigureKind.VIDEO, "♪ ": FigureKind.AUDIO}
_DURATION = compile_late(r"(?:\d{1,2}:)?\d{1,2}:\d\d")
_CLOCK = compile_late(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?", re.IGNORECASE)
_SLUG_DROPPED = compile_late(rf"[^\w{MARKS}\- ]")


@dataclass(slots=True)
class _List:
    """An open list: the number its next item bears, None for bullets."""

    next_number: int | None


@dataclass(slots=True)
class _Walker:
    """What has been read so far, and what is open around the next token."""

    base: str
    blocks: list[Block] = field(default_factory=list)
    headline: str = ""
    lists: list[_List] = field(default_factory=list)
    item_number: int | None = None
    is_item_fresh: bool = False
    is_term: bool = False
    quote_level: int = 0
    footnote: int = 0
    slugs: dict[str, int] = field(default_factory=dict)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"linkify": True, "maxNesting": _MOST_NESTED}).enable(
        ["table", "strikethrough", "linkify"]
    )
    add_dialects(parser)
    parser.linkify = Addresses(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    parser.use(footnote_plugin).core.ruler.before("footnote_tail", "uncalled", keep_uncalled_footnotes)
    return parser


_MOST_NESTED = 256
"""What markdown-it opens in each other, lists and items counted apart. It passes over what is deeper, and over all behind it."""
_SIGN = r"(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))"
"""What opens a quote or an item at the beginning of a line."""
_DEEP_SIGNS = compile_late(rf"^((?:[ \t]*+{_SIGN}){{20}})(?:[ \t]*+{_SIGN})+", re.MULTILINE)
_DEEP_INDENT = compile_late(rf"^([ \t]{{40}})[ \t]++(?={_SIGN})", re.MULTILINE)
"""Twenty lists in each other, or eighty by tabs, and twenty signs on the line: deeper than anybody writes, and not too deep."""
_FLOOD = compile_late(r"((?:!?\[){100})(?:!?\[)+")
"""More brackets in a row than anybody writes: markdown-it asks of each where it closes, seconds for a few hundred thousand."""


def extract_markdown(
    text: str, *, url: str = "", base: str = "", fallback_title: str = "", language: str = ""
) -> Article:
    """Return the article in a Markdown text; an empty one gives an article without blocks. Never raises.

    `base` is what relative links and pictures are joined to, `url` if it is empty; without either, relative pictures stay
    relative and relative links are no links. The first heading of level 1 is the headline, else the front matter's title,
    else a heading the text begins with, else `fallback_title`.
    """
    text = _FLOOD.sub(r"\1", clean_text(text))
    text = _DEEP_INDENT.sub(r"\1", _DEEP_SIGNS.sub(r"\1", text))
    matter = read_front_matter(text)
    walker = _Walker(base=base or url)
    _walk(_parser().parse(prepared(text[matter.end :])), walker)
    provenance: dict[str, str] = {}
    title = _title(walker, matter, clean_line(fallback_title), provenance)
    head = read_matter(matter, base=walker.base, url=url, language=language, title=title, provenance=provenance)
    decks, head = take_deck(head, walker.blocks) if title else (0, head)
    taken, metadata = take_signature(head, walker.blocks[decks:]) if title else (0, head)
    walker.blocks = walker.blocks[decks + taken :]
    blocks: list[Block] = [Headline(text=title)] if title else []
    if metadata.deck and title:
        blocks.append(Deck(text=metadata.deck))
    blocks += _with_captions(walker.blocks)
    return Article(metadata=metadata, blocks=tuple(blocks), kind=ArticleKind.ARTICLE if blocks else ArticleKind.SHELL)


def _walk(tokens: list[Token], walker: _Walker) -> None:
    """Read the block tokens in order; open lists, quotes and footnotes are kept on the walker."""
    position = 0
    while position < len(tokens):
        token = tokens[position]
        match token.type:
            case "heading_open":
                inline = read_inline(tokens[position + 1].children or [], walker.base, one_line=True)
                _add_heading(walker, int(token.tag[1]), inline)
                position += 2
            case "inline":
                _add_text(walker, token)
            case "bullet_list_open":
                walker.lists.append(_List(None))
            case "ordered_list_open":
                start = token.attrGet("start")
                walker.lists.append(_List(int(start) if start is not None else 1))
            case "bullet_list_close" | "ordered_list_close":
                walker.lists.pop()
            case "list_item_open":
                _begin_item(walker)
            case "list_item_close" | "dd_close" | "dt_close":
                walker.is_item_fresh = walker.is_term = False
            case "dl_open":
                walker.lists.append(_List(None))
            case "dl_close":
                walker.lists.pop()
            case "dt_open":
                walker.is_term = True
            case "dd_open":
                _begin_item(walker)
            case "math_block":
                walker.blocks.append(Code(text=token.content.strip("\n"), language="math"))
            case "blockquote_open":
                walker.quote_level += 1
            case "blockquote_close":
                walker.quote_level -= 1
            case "footnote_open":
                walker.footnote, walker.is_item_fresh = int(token.meta["id"]) + 1, True
            case "footnote_anchor":
                _add_way_back(walker, int(token.meta["id"]) + 1, int(token.meta.get("subId", 0)))
            case "footnote_close":
                walker.footnote = 0
            case "fence" | "code_block":
                words = token.info.split()
                code = token.content.rstrip("\n")
                if code:
                    walker.blocks.append(Code(text=code, language=clean_line(words[0], 40) if words else ""))
            case "hr":
                walker.blocks.append(Rule())
            case "table_open":
                position = _add_table(walker, tokens, position)
            case "html_block":
                _add_html(walker, token.content)
        position += 1


def _begin_item(walker: _Walker) -> None:
    innermost = walker.lists[-1]
    walker.item_number = innermost.next_number
    if innermost.next_number is not None:
        innermost.next_number += 1
    walker.is_item_fresh = True


def _add_heading(walker: _Walker, level: int, inline: InlineText) -> None:
    _add_figure(walker, inline.images)
    if not inline.text:
        return
    if level == 1 and not walker.headline and not walker.lists and not walker.quote_level:
        walker.headline = inline.text
        return
    slug = _SLUG_DROPPED.sub("", inline.text.lower()).replace(" ", "-")
    count = walker.slugs.get(slug, 0)
    walker.slugs[slug] = count + 1
    names = (f"{slug}-{count}" if count else slug,) if slug else ()
    walker.blocks.append(
        Heading(text=inline.text, level=max(2, level), spans=inline.spans, names=(*names, *inline.names))
    )


def _add_text(walker: _Walker, token: Token) -> None:
    """Add the text of a paragraph as what it stands in: a list, a quote, a footnote, or nothing."""
    inline = read_inline(token.children or [], walker.base)
    if inline.images and _is_caption(inline.text, inline.spans):
        _add_figure(walker, inline.images, inline)
        return
    if inline.text:
        walker.blocks.append(_text_block(walker, inline))
        walker.is_item_fresh = False
    _add_figure(walker, inline.images)


def _add_way_back(walker: _Walker, number: int, again: int) -> None:
    """Add the arrow behind a footnote that leads back to where it is referred to."""
    last = walker.blocks[-1] if walker.blocks else None
    if not isinstance(last, ListItem | Paragraph | Quote):
        return
    target = f"#fnref{number}" if again == 0 else f"#fnref{number}-{again + 1}"
    end = len(last.text) + 1
    arrow = Span(start=end, end=end + 1, kind=SpanKind.LINK, target=target)
    walker.blocks[-1] = replace(last, text=f"{last.text} ↩", spans=(*last.spans, arrow))


def _text_block(walker: _Walker, inline: InlineText) -> Block:
    names = inline.names
    if walker.footnote and walker.is_item_fresh:
        return ListItem(
            text=inline.text, spans=inline.spans, names=(f"fn{walker.footnote}", *names), number=walker.footnote
        )
    if walker.is_term:
        whole = Span(start=0, end=len(inline.text), kind=SpanKind.STRONG)
        return Paragraph(text=inline.text, spans=(whole, *inline.spans), names=names)
    if walker.lists and walker.is_item_fresh:
        inline = with_task_box(inline)
        return ListItem(
            text=inline.text,
            spans=inline.spans,
            names=names,
            level=len(walker.lists) - 1,
            number=walker.item_number,
        )
    if walker.quote_level:
        return Quote(text=inline.text, spans=inline.spans, names=names, level=walker.quote_level)
    first = inline.spans[0] if inline.spans else None
    if first is not None and first.kind is SpanKind.EMPHASIS and _is_entry(inline.text, first):
        rest = inline.text[first.end + 1 :]
        shift = first.end + 1
        spans = tuple(
            replace(span, start=span.start - shift, end=span.end - shift)
            for span in inline.spans
            if span.start >= shift
        )
        return Paragraph(text=rest, spans=spans, names=names, time=inline.text[: first.end])
    return Paragraph(text=inline.text, spans=inline.spans, names=names)


def _is_entry(text: str, first: Span) -> bool:
    """Whether a paragraph begins with a time of day in italics, as the entries of live reports do in our own export."""
    return first.start == 0 and bool(_CLOCK.fullmatch(text[: first.end])) and text[first.end : first.end + 1] == " "


def _add_figure(walker: _Walker, images: tuple[InlineImage, ...], caption: InlineText | None = None) -> None:
    """Add the pictures of a line as one figure; its caption is the italic text beside it, else a picture's title."""
    if not images:
        return
    text = caption.text if caption else ""
    title = next((image.title for image in images if image.title), "")
    said, credit = _caption_parts(text or title)
    spans = _kept_spans(caption, said) if caption else ()
    kind = FigureKind.GALLERY if len(images) > 1 else FigureKind.IMAGE
    pictures = tuple(image.image for image in images)
    walker.blocks.append(Figure(images=pictures, caption=said, credit=credit, spans=spans, kind=kind))


def _kept_spans(inline: InlineText, caption: str) -> tuple[Span, ...]:
    """Return the spans of a caption that still lie in it, without the italics that made it one."""
    if not inline.text.startswith(caption):
        return ()
    return tuple(span for span in inline.spans if span.end <= len(caption) and span.kind is not SpanKind.EMPHASIS)


def _is_caption(text: str, spans: tuple[Span, ...]) -> bool:
    """Whether a text is nothing, or italic from end to end and short: so Markdown writers set captions."""
    if not text:
        return True
    italic = [span for span in spans if span.kind is SpanKind.EMPHASIS]
    covered = sum(span.end - span.start for span in italic)
    return len(text) <= MAX_CAPTION_LETTERS and covered >= len(text) - len(italic)


def _with_captions(blocks: list[Block]) -> list[Block]:
    """Give each picture or player without caption the italic paragraph under it."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        player = _player(block)
        if (
            isinstance(block, Paragraph)
            and isinstance(last, Figure)
            and (last.images or last.url)
            and not last.caption
            and _is_caption(block.text, block.spans)
        ):
            inline = InlineText(text=block.text, spans=block.spans)
            caption, credit = _caption_parts(block.text)
            spans = _kept_spans(inline, caption)
            joined[-1] = replace(last, caption=caption, credit=credit or last.credit, spans=spans)
        elif player is not None and isinstance(last, Figure) and last.images and not last.caption and not last.url:
            joined[-1] = replace(player, images=last.images)  # the picture is the player's own
        else:
            joined.append(player or block)
    return joined


def _caption_parts(text: str) -> tuple[str, str]:
    """Return caption and credit; a credit on a line of its own needs no other sign."""
    caption, _break, credit = text.partition("\n")
    parts = split_credit(caption)
    return (caption, credit) if credit and "\n" not in credit and not parts.credit else _split(text)


def _split(text: str) -> tuple[str, str]:
    parts = split_credit(text)
    return parts.caption, parts.credit


def _player(block: Block) -> Figure | None:
    """Return the video or sound that a line is: nothing but a link behind `▶` or `♪`, with its playing time at the end."""
    if not isinstance(block, Paragraph) or block.text[:2] not in _PLAYERS:
        return None
    links = [
        span for span in block.spans if span.kind is SpanKind.LINK and span.start == 0 and span.end == len(block.text)
    ]
    title, _dot, duration = block.text[2:].rpartition(" · ")
    if not links:
        return None
    if not _DURATION.fullmatch(duration):
        title, duration = block.text[2:], ""
    return Figure(kind=_PLAYERS[block.text[:2]], title=title, duration=duration, url=links[0].target)


def _add_table(walker: _Walker, tokens: list[Token], position: int) -> int:
    """Add the table that opens at `position`; return the position of its end."""
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    images: list[InlineImage] = []
    header_rows = 0
    while tokens[position].type != "table_close":
        token = tokens[position]
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            inline = read_inline(token.children or [], walker.base, one_line=True)
            cells.append(inline.text)
            images += inline.images
        elif token.type == "tr_close":
            rows.append(tuple(cells))
        elif token.type == "thead_close":
            header_rows = len(rows) if any(any(row) for row in rows) else 0
            rows = rows if header_rows else []
        position += 1
    if rows:
        walker.blocks.append(Table(rows=tuple(rows), header_rows=header_rows))
    _add_figure(walker, tuple(images))
    return position


def _add_html(walker: _Walker, content: str) -> None:
    found = strip_html(content)
    for src, alt in found.images:
        source = image_source(src, walker.base)
        if source:
            walker.blocks.append(Figure(images=(Image(src=source, alt=clean_line(alt)),)))
    for paragraph in found.paragraphs:
        walker.blocks.append(_text_block(walker, InlineText(text=clean_line(paragraph, len(paragraph) + 1))))
        walker.is_item_fresh = False


def _title(walker: _Walker, matter: FrontMatter, fallback_title: str, provenance: dict[str, str]) -> str:
    """Return the headline by the order of trust; a heading that becomes it leaves the blocks."""
    if walker.headline:
        provenance["title"] = "first heading of level 1"
        return walker.headline
    if title := matter.first("title", "headline"):
        provenance["title"] = "front matter"
        return title
    first = walker.blocks[0] if walker.blocks else None
    if isinstance(first, Heading):
        provenance["title"] = "first heading"
        del walker.blocks[0]
        return first.text
    if fallback_title:
        provenance["title"] = "name"
    return fallback_title
