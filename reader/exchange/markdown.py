"""Articles and notes as Markdown files: what `show --format md` and `export --to md` write.

How letters are escaped is in `markdown_inline`, how values get into the front matter in `front_matter`. A note is the
reader's own Markdown and stays as it was written; it stands inside a list item or a footnote, whose end closes whatever it
left open.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reader.exchange.cards import card_label, embed_label
from reader.exchange.front_matter import front_matter
from reader.exchange.markdown_inline import Mark, escape, inline, link_target
from reader.exchange.marks import MarkedArticle, Told, block_marks, is_changed, needs_look, tell, wording_now
from reader.model.annotation import Annotation, PlacedAnnotation
from reader.model.article import Article
from reader.model.blocks import (
    OBJECT,
    Block,
    Code,
    Deck,
    Embed,
    Figure,
    Heading,
    Headline,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    SpanKind,
    Table,
    block_spans,
    block_text,
)

_MAX_LIST_NUMBER = 999_999_999
"""CommonMark 5.2 takes nine digits."""


def article_to_markdown(article: Article) -> str:
    """Return the article as Markdown: headline, byline, and its blocks with their emphasis, links and pictures."""
    return document(_article_parts(article, {}))


def notes_to_markdown(marked: MarkedArticle) -> str:
    """Return front matter, the notes on the article, then each quote in text order with what was written about it.

    Passages that are gone from the text come last, in a section of their own.
    """
    article, told = marked.article, tell(marked.annotations)
    parts = [_front_matter(marked, told), f"# {one_line(marked.title)}", _byline(article)]
    if told.on_article:
        parts.append("## Notes on the article")
        parts += ["\n".join(note_items(annotation)) for annotation in told.on_article]
    if told.placed:
        parts.append("## Highlights")
    for number, one in enumerate(told.placed, 1):
        parts.append(f"### {number} · {one_line(marked.meaning(one.annotation.colour))} · {_place(article, one)}")
        parts.append(block_quote(one.annotation.quote))
        if is_changed(one):
            parts += ["The passage now reads:", block_quote(wording_now(one, article))]
        parts += doubts(one)
        parts.append("\n".join(note_items(one.annotation)))
    parts += _orphan_parts(told.orphaned, marked)
    return document(parts)


def marked_article_to_markdown(marked: MarkedArticle) -> str:
    """Return front matter and the whole article, highlights between `==`, what was written about them as footnotes."""
    article, told = marked.article, tell(marked.annotations)
    footnotes = {number for number, one in enumerate(told.placed, 1) if _has_footnote(one, marked)}
    marks = {
        index: [
            Mark(mark.start, mark.end, str(mark.number) if mark.is_last and mark.number in footnotes else "")
            for mark in parts
        ]
        for index, parts in block_marks(article, told.placed).items()
    }
    parts = [_front_matter(marked, told), *_article_parts(article, marks)]
    if told.on_article:
        parts.append("## Notes on the article")
        parts += ["\n".join(note_items(annotation)) for annotation in told.on_article]
    parts += _orphan_parts(told.orphaned, marked)
    parts += [_footnote(number, told.placed[number - 1], marked) for number in sorted(footnotes)]
    return document(parts)


def document(parts: Iterable[str]) -> str:
    """Return parts with a blank line between them; empty ones are left out."""
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def _front_matter(marked: MarkedArticle, told: Told) -> str:
    record, metadata = marked.record, marked.article.metadata
    annotations = [
        *told.on_article,
        *(one.annotation for one in told.placed),
        *(one.annotation for one in told.orphaned),
    ]
    tags = dict.fromkeys(tag for annotation in annotations for tag in annotation.tags)
    return front_matter(
        {
            "title": marked.title,
            "authors": metadata.authors or record.authors,
            "site": metadata.site or record.site,
            "published": metadata.published.isoformat() if metadata.published else record.published,
            "url": marked.url,
            "added": record.added.isoformat(timespec="seconds"),
            "exported": marked.exported_at.isoformat(timespec="seconds"),
            "tags": tuple(tags),
            "id": record.id,
        }
    )


def one_line(text: str) -> str:
    """Return a text from outside on one line, nothing in it a sign of Markdown."""
    return escape(" ".join(text.split()), line_break=" ")


def _byline(article: Article) -> str:
    metadata = article.metadata
    by = [*metadata.authors, *metadata.agencies]
    parts = [f"By {', '.join(by)}" if by else "", metadata.place, metadata.site]
    parts.append(metadata.published.isoformat() if metadata.published else "")
    address = link_target(metadata.canonical or metadata.url)
    return " · ".join([one_line(part) for part in parts if part] + ([f"<{address}>"] if address else []))


def _place(article: Article, placed: PlacedAnnotation) -> str:
    start = placed.anchor.start if placed.anchor else 0
    return f"¶ {article.position(start).block + 1} of {len(article.blocks)}"


def block_quote(text: str) -> str:
    """Return a passage as a quote."""
    shown = re.sub(rf"{OBJECT}+", "(figure)", text)
    paragraphs = [escape(paragraph.strip()) for paragraph in shown.split("\n\n") if paragraph.strip()]
    return "\n>\n".join("> " + paragraph.replace("\n", "\n> ") for paragraph in paragraphs)


def note_items(annotation: Annotation) -> Iterator[str]:
    """Give what was written, here and elsewhere, and the tags, as items of a list."""
    if annotation.note.strip():
        yield _item(annotation.note)
    for other in annotation.others:
        if other.note:
            yield _item(f"*Written elsewhere at the same time:*\n\n{other.note}")
        if told := other.told():
            yield _item(f"*Elsewhere at the same time:* {one_line(told)}")
    if annotation.tags:
        yield _item(f"Tags: {', '.join(one_line(tag) for tag in annotation.tags)}")


def _item(text: str) -> str:
    content = _hanging(text, "  ")
    # A first line of dashes would make the bullet itself a thematic break, and nothing would hold the rest.
    return "- " + content if content.split("\n", 1)[0].strip("-*_ \t") else "-\n  " + content


def _hanging(text: str, indent: str) -> str:
    """Return `text` with every line after the first indented, as the content of a container."""
    first, *others = text.strip().split("\n")
    return "\n".join([first, *(indent + line if line.strip() else "" for line in others)])


def _orphan_parts(orphaned: Sequence[PlacedAnnotation], marked: MarkedArticle) -> Iterator[str]:
    if orphaned:
        yield "## Passages that are no longer in the text"
    for one in orphaned:
        yield f"### {one_line(marked.meaning(one.annotation.colour))}"
        yield block_quote(one.annotation.quote)
        if one.annotation.selectors and (stood := one.annotation.selectors.surroundings):
            yield f"It stood {one_line(stood)}."
        yield from doubts(one)
        yield "\n".join(note_items(one.annotation))


def doubts(one: PlacedAnnotation) -> Iterator[str]:
    """Give what a reader has to know of a mark that does not stand where it was made."""
    if needs_look(one):
        yield "Found again, but not surely: it needs a look."
    if one.annotation.marked_as is not None:
        yield "It was marked when it read:"
        yield block_quote(one.annotation.marked_as.selectors.shown)


def _has_footnote(one: PlacedAnnotation, marked: MarkedArticle) -> bool:
    annotation = one.annotation
    has_words = annotation.note or annotation.others or annotation.tags or marked.meanings.get(annotation.colour)
    return bool(has_words or is_changed(one) or needs_look(one) or annotation.marked_as)


def _footnote(number: int, one: PlacedAnnotation, marked: MarkedArticle) -> str:
    annotation = one.annotation
    paragraphs = [meaning] if (meaning := one_line(marked.meanings.get(annotation.colour, ""))) else []
    if is_changed(one):
        paragraphs += ["It was marked when it read:", block_quote(annotation.quote)]
    paragraphs += doubts(one)
    paragraphs += note_items(annotation)
    content = "\n\n".join(paragraphs)
    return f"[^{number}]: {_hanging(content, '    ')}"


def _article_parts(article: Article, marks: Mapping[int, Sequence[Mark]]) -> Iterator[str]:
    """Yield the blocks as Markdown; the items of one list are one part."""
    blocks = article.blocks
    if not blocks or not isinstance(blocks[0], Headline):
        title = article.metadata.title
        yield f"# {one_line(title)}" if title else ""
        yield _byline(article)
    items = _ListWriter()
    for index, block in enumerate(blocks):
        here = marks.get(index, ())
        if isinstance(block, ListItem):
            items.add(block, inline(block.text, block.spans, here))
            continue
        yield items.text
        items = _ListWriter()
        yield _block(block, here)
        is_head_done = index + 1 >= len(blocks) or not isinstance(blocks[index + 1], Deck)
        if isinstance(block, Headline | Deck) and is_head_done:
            yield _byline(article)
    yield items.text


def _block(block: Block, marks: Sequence[Mark]) -> str:
    match block:
        case Headline() | Heading():
            level = 1 if isinstance(block, Headline) else min(6, max(2, block.level))
            return f"{'#' * level} {inline(block.text, block_spans(block), marks, line_break=' ')}"
        case Deck():
            return inline(block.text, (*block.spans, _emphasis(block.text)), marks)
        case Quote():
            prefix = "> " * max(1, block.level)
            return prefix + inline(block.text, block.spans, marks).replace("\n", "\n" + prefix)
        case Paragraph(time=time):
            text = inline(block.text, block.spans, marks)
            return f"{inline(time, (_emphasis(time),))} {text}" if time else text
        case Code(text=text, language=language):
            return _code_block(text, language) + _references(marks)
        case Table():
            return _table(block, marks)
        case Figure():
            return _figure(block, marks)
        case Rule():
            return "---" + _references(marks)
        case Embed():
            return _embed(block) + _references(marks)
        case ListItem():
            return inline(block.text, block.spans, marks)


def _emphasis(text: str) -> Span:
    return Span(start=0, end=len(text), kind=SpanKind.EMPHASIS)


def _references(marks: Sequence[Mark]) -> str:
    """Return the references to footnotes of a block whose inside can carry no marks."""
    references = "".join(f"[^{mark.footnote}]" for mark in marks if mark.footnote)
    return "\n\n" + references if references else ""


def _code_block(text: str, language: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    name = re.sub(r"[^\w+#.-]", "", language)
    return f"{fence}{name}\n{text}\n{fence}"


def _table(table: Table, marks: Sequence[Mark]) -> str:
    width = max((len(row) for row in table.rows), default=0)
    if not width:
        return ""
    rows, start = [], 0
    for row in table.rows:
        cells = []
        for cell in row:
            inside = [_within(mark, start, start + len(cell)) for mark in marks]
            cells.append(inline(cell, marks=[mark for mark in inside if mark is not None], line_break=" "))
            start += len(cell) + 1
        rows.append(cells + [""] * (width - len(row)))
    head = rows.pop(0) if table.header_rows else [""] * width
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *rows))


def _within(mark: Mark, start: int, end: int) -> Mark | None:
    """Return the part of a mark in a cell of a table, counted from the start of the cell; None if it has none there."""
    if mark.start > end or mark.end <= start:
        return None
    ends_here = mark.end <= end + 1  # it may end with what parts the cells
    return Mark(max(0, mark.start - start), min(mark.end, end) - start, mark.footnote if ends_here else "")


def _figure(figure: Figure, marks: Sequence[Mark]) -> str:
    """Return the pictures, the card of the player, and below them the caption and the credit."""
    parts = [f"![{one_line(image.alt)}]({address})" for image in figure.images if (address := link_target(image.src))]
    if label := card_label(figure):
        address = link_target(figure.url)
        parts.append(f"[{one_line(label)}]({address})" if address else one_line(label))
    text = block_text(figure)
    if text == OBJECT:
        return "\n".join(parts) + _references(marks)
    # In italics, as writers of Markdown set captions, and so they are read back.
    credit = len(text) - len(figure.credit)
    lines = ((0, len(figure.caption)), (credit, len(text)))
    spans = [Span(start=start, end=end, kind=SpanKind.EMPHASIS) for start, end in lines if start < end]
    return "\n\n".join(part for part in ("\n".join(parts), inline(text, (*figure.spans, *spans), marks)) if part)


def _embed(embed: Embed) -> str:
    """Return what a post says as a quote with its author and link below; of a map or a chart the link alone."""
    label, address = one_line(embed_label(embed)), link_target(embed.url)
    card = f"[{label}]({address})" if address else label
    return f"{block_quote(embed.quote)}\n>\n> — {card}" if embed.quote else card


class _ListWriter:
    """Collects the items of a list: indents them under their parents, and begins a new list when numbers start again."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._indents: list[int] = []
        self._last: dict[int, tuple[int, str]] = {}

    def add(self, item: ListItem, text: str) -> None:
        """Add an item; a level deeper than its parent's child is drawn in."""
        level = max(0, min(item.level, len(self._indents)))
        marker = self._marker(item.number, level)
        indent = " " * sum(self._indents[:level])
        self._indents[level:] = [len(marker) + 1]
        hanging = " " * sum(self._indents)
        self._lines.append(f"{indent}{marker} {text}".replace("\n", "\n" + hanging))

    @property
    def text(self) -> str:
        """The list so far; empty if nothing was added."""
        return "\n".join(self._lines)

    def _marker(self, number: int | None, level: int) -> str:
        for deeper in [known for known in self._last if known > level]:
            del self._last[deeper]
        if number is None or not 0 <= number <= _MAX_LIST_NUMBER:
            self._last.pop(level, None)
            return "-"
        previous, stop = self._last.get(level, (number - 1, "."))
        if number != previous + 1:
            stop = ")" if stop == "." else "."
        self._last[level] = (number, stop)
        return f"{number}{stop}"
