"""What is to be true of every export, whatever the words of an article, its notes and its addresses are."""

import csv
import io
import json
import random
import re
from datetime import UTC, datetime

from lxml import html
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from reader.exchange.collection import COLLECTION_FORMATS, Collection, Gathered
from reader.exchange.file_names import MAX_BYTES, safe_file_name
from reader.exchange.marks import MarkedArticle
from reader.exchange.registry import FORMATS
from reader.feeds.opml import read_opml, write_opml
from reader.model.annotation import Anchor, AnchorState, Annotation, Colour, OtherVersion, PlacedAnnotation, Selectors
from reader.model.article import Article, Metadata
from reader.model.blocks import (
    Block,
    Code,
    Deck,
    Embed,
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
from reader.model.feed import Feed, feed_id_of_url
from reader.model.kept import ArticleRecord
from reader.model.text import clean_line, clean_text

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")

_OUR_ELEMENTS = frozenset(
    "html head meta title style body article section footer h1 h2 h3 h4 h5 h6 p a ul ol li blockquote pre table tr th td figure "
    "figcaption img hr br em strong code sub sup mark b s div cite tbody ins del".split()
)
_OUR_ATTRIBUTES = frozenset(
    "charset http-equiv content name lang dir href rel class id src alt start value aria-label".split()
)
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)
_OUR_TAGS = re.compile(r"</?(?:mark|strong|em|sub|sup)>\Z")


def check_exports(text: str) -> None:
    """Export an article that is made of `text` in every format, and look at what came out.

    Notes are the reader's own Markdown and stay what they are in Markdown; so there they are words.
    """
    for form in FORMATS:
        marked, _ = _made_of(text, has_words_for_notes=form.name == "md")
        written = [form.export_notes(marked), form.export_full(marked)]
        if form.convert is not None:
            written.append(form.convert(marked.article))
        for each in written:
            each.encode("utf-8")
            _CHECKS[form.name](each)
    for listed in COLLECTION_FORMATS:
        marked, collection = _made_of(text, has_words_for_notes=listed.name == "md")
        _CHECKS[listed.name](listed.write(collection))
    name = safe_file_name(marked.title, ".md")
    assert 0 < len(name.encode()) <= MAX_BYTES
    assert not {"/", "\\", "\0"} & set(name)
    _check_opml(text)


def check_html(page: str) -> None:
    """Hold a page to elements of ours: no script, no handler, no address that is not of the web."""
    root = html.document_fromstring(page)
    for element in root.iter():
        assert isinstance(element.tag, str), f"a comment or worse: {element.tag!r}"
        assert element.tag in _OUR_ELEMENTS, element.tag
        for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
            assert name in _OUR_ATTRIBUTES, (element.tag, name)
            if name == "href":
                assert value == "" or value.startswith("#") or re.match(r"(?i)https?://|mailto:", value), value
                assert value == "" or value.startswith("#") or element.get("rel") == "noopener noreferrer"
            if name == "src":
                assert value.startswith("data:image/"), value
    for policy in root.findall(".//meta[@http-equiv]"):
        assert "default-src 'none'" in str(policy.get("content"))


def _check_page(page: str) -> None:
    assert page.count("Content-Security-Policy") >= 1
    check_html(page)


def _check_markdown(text: str) -> None:
    """Hold Markdown to front matter of our keys, tags of our marks and links of the web."""
    if text.startswith("---\n"):
        head, _, text = text[4:].partition("\n---\n")
        for line in head.split("\n"):
            key, _, value = line.partition(": ")
            assert key in ("title", "authors", "site", "published", "url", "added", "exported", "tags", "id"), line
            json.loads(value)
    for token in _MARKDOWN.parse(text):
        for each in (token, *(token.children or ())):
            if each.type in ("html_inline", "html_block"):
                assert _OUR_TAGS.match(each.content), each.content
            if each.type == "link_open":
                assert re.match(r"(?i)https?://|mailto:", str(each.attrs["href"])), (each.attrs, text)
            if each.type == "image":
                assert re.match(r"(?i)https?://|mailto:", str(each.attrs["src"])), each.attrs


def _check_table(text: str) -> None:
    """Hold a table to its columns, and its cells to being text, in programs that part cells at semicolons too."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    for row in rows:
        for cell in row:
            assert not cell.startswith(FORMULA_SIGNS), cell
    for line in re.split(r"[\r\n]", text):
        for cell in re.split(r"[;\t]", line):
            assert not cell.startswith(FORMULA_SIGNS), line


def _check_json(text: str) -> None:
    assert isinstance(json.loads(text, parse_constant=_refuse), dict)


def _refuse(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def _check_text(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)


_CHECKS = {"md": _check_markdown, "html": _check_page, "json": _check_json, "text": _check_text, "csv": _check_table}


def _check_opml(text: str) -> None:
    line = clean_line(text, 60)
    feed = Feed(
        id=feed_id_of_url("https://a.example/"), url="https://a.example/", title=line, name=line[::-1], folder=line
    )
    read = read_opml(write_opml([feed]).encode())
    assert [one.url for one in read.feeds] == [feed.url]
    assert read.problems == ()


def _made_of(text: str, *, has_words_for_notes: bool) -> tuple[MarkedArticle, Collection]:
    """Return an article and a collection in which every field is a piece of `text`."""
    cleaned = clean_text(text)
    chance = random.Random(cleaned)
    pieces = [piece for piece in re.split(r"\n{2,}", cleaned) if piece.strip()] or ["x"]

    def words() -> str:
        return chance.choice(pieces)

    def line() -> str:
        return clean_line(words(), 200) or "x"

    def note() -> str:
        made = line()
        return "A note." if has_words_for_notes else made

    def address() -> str:
        return chance.choice((line(), f"https://a.example/{line()}", "javascript:alert(1)", f"mailto:{line()}", ""))

    def spans(inside: str) -> tuple[Span, ...]:
        ends = sorted(chance.sample(range(len(inside) + 1), 2)) if inside else []
        return tuple(
            Span(start=ends[0], end=ends[1], kind=kind, target=address() if kind is SpanKind.LINK else "")
            for kind in chance.sample(list(SpanKind), 2)
            if ends
        )

    body = words()
    made: tuple[Block, ...] = (
        Headline(text=line()),
        Deck(text=line()),
        Paragraph(text=body, spans=spans(body), names=(line(),), time=line()),
        Heading(text=line(), level=chance.randrange(8)),
        Quote(text=words()),
        ListItem(text=words(), level=chance.randrange(3), number=chance.choice((None, 0, 7, 10**12))),
        Code(text=words(), language=line()),
        Table(rows=((line(), line()), (line(),)), header_rows=chance.randrange(2)),
        Figure(images=(Image(src=address(), alt=line()),), caption=line(), credit=line()),
        Figure(kind=FigureKind.VIDEO, title=line(), url=address(), duration="1:00"),
        Embed(url=address(), provider=line(), title=line(), quote=words()),
        Rule(),
    )
    blocks = (*made[:3], *chance.sample(made[3:], 5))
    metadata = Metadata(
        title=line(),
        authors=(line(), line()),
        agencies=(line(),),
        place=line(),
        site=line(),
        url=address(),
        canonical=address(),
    )
    article = Article(metadata=metadata, blocks=blocks)
    record = ArticleRecord(
        id="0123456789abcdef", title=line(), added=NOON, url=address(), authors=(line(),), site=line(), published=line()
    )
    annotations = tuple(
        PlacedAnnotation(
            annotation=Annotation(
                id=number,
                article_id=record.id,
                created=NOON,
                updated=NOON,
                version_id="fedcba9876543210",
                selectors=Selectors(exact=words(), prefix="", suffix="", start=0, end=1) if number else None,
                colour=Colour.GREEN,
                note=chance.choice(("", note())),
                tags=(line(),),
                others=(OtherVersion(written=NOON, note=note()),),
            ),
            anchor=chance.choice(
                (
                    Anchor(
                        state=chance.choice((AnchorState.ANCHORED, AnchorState.CHANGED)),
                        start=0,
                        end=min(5, len(article.text)),
                        confidence=chance.choice((0.1, 1.0)),
                    ),
                    Anchor(state=AnchorState.ORPHAN, start=0, end=0, confidence=0.0),
                )
            )
            if number
            else None,
        )
        for number in range(4)
    )
    marked = MarkedArticle(
        record=record, article=article, exported_at=NOON, annotations=annotations, meanings={Colour.GREEN: line()}
    )
    gathered = Gathered(record=record, annotations=annotations)
    return marked, Collection(title=line(), articles=(gathered,), exported_at=NOON, meanings=marked.meanings)
