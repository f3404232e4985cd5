"""An article with its highlights and notes as one web page that needs nothing else: `export --to html`, `show --format html`.

The page carries a Content-Security-Policy that allows its own style sheet, by digest, and pictures that are inside it;
nothing is fetched, no script runs. Everything from outside is escaped, and so are notes, whose Markdown is set.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.exchange.cards import card_label, embed_label
from reader.exchange.html_inline import html_inline, html_target, html_text
from reader.exchange.html_note import note_to_html
from reader.exchange.marks import (
    BlockMark,
    MarkedArticle,
    Told,
    block_marks,
    is_changed,
    needs_look,
    tell,
    wording_now,
)
from reader.model.annotation import Annotation, PlacedAnnotation
from reader.model.article import Article
from reader.model.blocks import (
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
)

_PICTURE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"})
"""What may be embedded: formats that cannot carry a script, as SVG can."""

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks ku ps sd ug ur yi".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the article that is to stand inside the page."""

    content: bytes
    media_type: str


def article_to_html(article: Article, pictures: Mapping[str, Picture] | None = None) -> str:
    """Return a page with the article; `pictures` by their `src`. A picture that is not given shows its alternative text."""
    title, language = article.metadata.title or "Untitled", article.metadata.language
    return html_document(title, _Body(article, {}, pictures or {}).write(), language=language)


def marked_article_to_html(marked: MarkedArticle, pictures: Mapping[str, Picture] | None = None) -> str:
    """Return a page with the article, highlights as `<mark>`, and what was written about them at its end."""
    told = tell(marked.annotations)
    body = _Body(marked.article, block_marks(marked.article, told.placed), pictures or {}).write()
    lines = [*body, *_notes(marked, told)]
    return html_document(marked.title, lines, language=marked.article.metadata.language, about=marked.record.id)


def html_mark(about: str) -> str:
    """Return what names the article that a page is about, to the program alone."""
    return f'<meta name="pressmark-article" content="{html_text(about)}">'


def html_document(title: str, body: Sequence[str], *, language: str = "", about: str = "") -> str:
    """Return a page that needs nothing else and fetches nothing; `about` is the id of the one article it is about."""
    from importlib.resources import files  # a third of what importing this module would cost

    style = files("reader.exchange").joinpath("html_page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f"<html{_language(language)}>",
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            *([html_mark(about)] if about else []),
            f"<title>{html_text(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        )
    )


def _language(tag: str) -> str:
    direction = ' dir="rtl"' if tag.partition("-")[0].lower() in _RIGHT_TO_LEFT else ""
    return f' lang="{html_text(tag)}"{direction}' if tag else ""


class _Body:
    """Writes the blocks of one article; knows which names exist and which lists are open."""

    def __init__(
        self, article: Article, marks: Mapping[int, Sequence[BlockMark]], pictures: Mapping[str, Picture]
    ) -> None:
        self._article = article
        self._marks = marks
        self._pictures = pictures
        names = [name for block in article.blocks for name in getattr(block, "names", ())]
        self._ids = {name: f"place-{number}" for number, name in enumerate(dict.fromkeys(names), 1)}
        self._anchored: set[str] = set()
        self._lists: list[str] = []

    def write(self) -> list[str]:
        """Return the lines of the article."""
        blocks = self._article.blocks
        lines = ["<article>"]
        if not blocks or not isinstance(blocks[0], Headline):
            lines.append(f"<h1>{html_text(self._article.metadata.title or 'Untitled')}</h1>")
            lines.append(self._byline())
        for index, block in enumerate(blocks):
            if isinstance(block, ListItem):
                lines += self._list_item(block, index)
                continue
            lines += self._close_lists(0)
            lines.append(self._block(block, index))
            is_head_done = index + 1 >= len(blocks) or not isinstance(blocks[index + 1], Deck)
            if isinstance(block, Headline | Deck) and is_head_done:
                lines.append(self._byline())
        lines += self._close_lists(0)
        lines.append("</article>")
        return [line for line in lines if line]

    def _byline(self) -> str:
        metadata = self._article.metadata
        by = ", ".join((*metadata.authors, *metadata.agencies))
        published = metadata.published.isoformat() if metadata.published else ""
        parts = [
            html_text(part) for part in (f"By {by}" if by else "", metadata.place, metadata.site, published) if part
        ]
        if address := html_target(metadata.canonical or metadata.url):
            parts.append(f'<a href="{address}" rel="noopener noreferrer">{address}</a>')
        return f'<p class="byline">{" · ".join(parts)}</p>' if parts else ""

    def _inline(self, text: str, block: Block, index: int) -> str:
        return html_inline(text, block_spans(block), self._marks.get(index, ()), self._ids)

    def _names(self, names: Sequence[str]) -> str:
        """Return anchors for the fragment names of a block; a name that stands twice belongs to the first."""
        fresh = [name for name in dict.fromkeys(names) if name not in self._anchored]
        self._anchored.update(fresh)
        return "".join(f'<a id="{self._ids[name]}"></a>' for name in fresh)

    def _block(self, block: Block, index: int) -> str:
        match block:
            case Headline(text=text):
                return f"<h1>{self._inline(text, block, index)}</h1>"
            case Deck(text=text):
                return f'<p class="deck">{self._inline(text, block, index)}</p>'
            case Heading(text=text, level=level, names=names):
                tag = f"h{min(6, max(2, level))}"
                return f"<{tag}>{self._names(names)}{self._inline(text, block, index)}</{tag}>"
            case Paragraph(text=text, names=names, time=time):
                stamp = f'<b class="place">{html_text(time)}</b> ' if time else ""
                return f"<p>{self._names(names)}{stamp}{self._inline(text, block, index)}</p>"
            case Quote(text=text, names=names, level=level):
                deep = max(1, min(level, 9))
                inner = f"<p>{self._names(names)}{self._inline(text, block, index)}</p>"
                return f"{'<blockquote>' * deep}{inner}{'</blockquote>' * deep}"
            case Code(text=text):
                # The first line break after <pre> is the parser's, not the text's.
                return f"<pre>\n{self._inline(text, block, index).replace('<br>', '')}</pre>"
            case Table():
                return self._table(block, index)
            case Figure():
                return self._figure(block, index)
            case Rule():
                return "<hr>" + self._references(index)
            case Embed():
                card = html_link(embed_label(block), block.url)
                said = f"<p>{html_text(block.quote)}</p><p>— {card}</p>" if block.quote else f"<p>{card}</p>"
                return f"<blockquote>{said}</blockquote>" + self._references(index)
            case ListItem(text=text):
                return f"<p>{self._inline(text, block, index)}</p>"

    def _list_item(self, item: ListItem, index: int) -> list[str]:
        kind = "ul" if item.number is None else "ol"
        depth = max(0, min(item.level, len(self._lists))) + 1
        lines = self._close_lists(depth)
        if len(self._lists) == depth and self._lists[-1] != kind:
            lines += self._close_lists(depth - 1)
        if len(self._lists) < depth:
            self._lists.append(kind)
            lines.append(f"<{kind}>")
        else:
            lines.append("</li>")
        value = f' value="{item.number}"' if item.number is not None else ""
        lines.append(f"<li{value}>{self._names(item.names)}{self._inline(item.text, item, index)}")
        return lines

    def _close_lists(self, depth: int) -> list[str]:
        """Return the ends of all lists deeper than `depth`."""
        lines = []
        while len(self._lists) > depth:
            lines.append(f"</li></{self._lists.pop()}>")
        return lines

    def _table(self, table: Table, index: int) -> str:
        rows, start = [], 0
        left = list(self._marks.get(index, ()))
        for number, row in enumerate(table.rows):
            tag = "th" if number < table.header_rows else "td"
            cells = []
            for cell in row:
                end = start + len(cell)
                cells.append(f"<{tag}>{html_inline(cell, marks=[_within(mark, start, end) for mark in left])}</{tag}>")
                left = [
                    mark for mark in left if mark.end > end + 1
                ]  # the rest of them, and none refers to its note twice
                start = end + 1
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return "<table>\n" + "\n".join(rows) + "\n</table>"

    def _references(self, index: int) -> str:
        """Return the references to the notes of a block whose inside carries no marks."""
        return html_inline("", marks=[mark for mark in self._marks.get(index, ()) if mark.is_last])

    def _figure(self, figure: Figure, index: int) -> str:
        parts = [self._picture(image.src, image.alt) for image in figure.images]
        if label := card_label(figure):
            parts.append(f"<p>{html_link(label, figure.url)}</p>")
        text = "\n".join(part for part in (figure.caption, figure.credit) if part)
        credit = Span(start=len(text) - len(figure.credit), end=len(text), kind=SpanKind.EMPHASIS)
        spans = (*figure.spans, credit) if figure.credit else figure.spans
        caption = html_inline(text, spans, self._marks.get(index, ()), self._ids) if text else self._references(index)
        return f"<figure>{''.join(parts)}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"

    def _picture(self, src: str, alt: str) -> str:
        picture = self._pictures.get(src)
        if picture is None or picture.media_type not in _PICTURE_TYPES:
            return f"<p>[{html_link(alt or 'Picture', src)}]</p>"
        data = base64.b64encode(picture.content).decode()
        return f'<img src="data:{picture.media_type};base64,{data}" alt="{html_text(alt)}">'


def _within(mark: BlockMark, start: int, end: int) -> BlockMark:
    """Return the part of a mark in a cell of a table, counted from the start of the cell; empty if it has none there."""
    return replace(
        mark,
        start=max(0, mark.start - start),
        end=max(0, min(mark.end, end) - start),
        is_last=mark.is_last and mark.end <= end + 1,  # it may end with what parts the cells
    )


def html_link(label: str, address: str) -> str:
    """Return a link; the label alone where an address from outside is none that may be followed."""
    target = html_target(address)
    return f'<a href="{target}" rel="noopener noreferrer">{html_text(label)}</a>' if target else html_text(label)


def _notes(marked: MarkedArticle, told: Told) -> Iterator[str]:
    if told.on_article:
        yield "<section><h2>Notes on the article</h2>"
        for annotation in told.on_article:
            yield from html_written(annotation)
        yield "</section>"
    if told.placed:
        yield '<section><h2>Highlights</h2>\n<ol class="notes">'
        for number, one in enumerate(told.placed, 1):
            yield f'<li id="note-{number}">{_quote(marked, one)}'
            if is_changed(one):
                yield f'<p class="now">The passage now reads: {html_text(wording_now(one, marked.article))}</p>'
            yield from html_doubts(one)
            yield from html_written(one.annotation)
            yield f'<a href="#ref-{number}" aria-label="back to the passage">↩</a></li>'
        yield "</ol></section>"
    if told.orphaned:
        yield '<section><h2>Passages that are no longer in the text</h2>\n<ul class="notes">'
        for one in told.orphaned:
            yield f"<li>{_quote(marked, one)}"
            if one.annotation.selectors and (stood := one.annotation.selectors.surroundings):
                yield f'<p class="place">It stood {html_text(stood)}.</p>'
            yield from html_doubts(one)
            yield from html_written(one.annotation)
            yield "</li>"
        yield "</ul></section>"
    yield f"<footer>Exported {html_text(marked.exported_at.isoformat(timespec='seconds'))}</footer>"


def _quote(marked: MarkedArticle, one: PlacedAnnotation) -> str:
    annotation = one.annotation
    meaning = html_text(marked.meaning(annotation.colour))
    quote = html_text(annotation.quote).replace("\n", "<br>\n")
    return f'<p><mark class="{annotation.colour.value}">{quote}</mark></p><p class="place">{meaning}</p>'


def html_doubts(one: PlacedAnnotation) -> Iterator[str]:
    """Give what a reader has to know of a mark that does not stand where it was made."""
    if needs_look(one):
        yield '<p class="place">Found again, but not surely: it needs a look.</p>'
    if one.annotation.marked_as is not None:
        yield f'<p class="now">It was marked when it read: {html_text(one.annotation.marked_as.selectors.shown)}</p>'


def html_written(annotation: Annotation) -> Iterator[str]:
    """Give what was written, here and elsewhere, and the tags."""
    if annotation.note:
        yield f'<div class="note">{note_to_html(annotation.note)}</div>'
    for other in annotation.others:
        if other.note:
            said = f'<div class="note">{note_to_html(other.note)}</div>'
            yield f'<p class="place">Written elsewhere at the same time:</p>{said}'
        if told := other.told():
            yield f'<p class="place">Elsewhere at the same time: {html_text(told)}</p>'
    if annotation.tags:
        yield f'<p class="place">Tags: {html_text(", ".join(annotation.tags))}</p>'
