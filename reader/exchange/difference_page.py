"""What parts two versions, as one web page that needs nothing else: `diff --html`. Everything from outside is escaped.

`<ins>` and `<del>` carry the changes; a style sheet names them for screen readers, most of which say nothing of them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from reader.exchange.html_inline import html_text
from reader.exchange.html_page import html_document
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
    Quote,
    Rule,
    Table,
)
from reader.model.difference import Difference, DifferentPart, Edit, PartKind
from reader.model.kept import ArticleRecord


class Compared(NamedTuple):
    """Two versions of an article, and what parts them."""

    record: ArticleRecord
    difference: Difference


def difference_to_html(compared: Compared) -> str:
    """Return a page with the running text of both versions; links of the text are not in it, pictures are named."""
    record = compared.record
    return html_document(record.title, list(_body(compared)), language=record.language, about=record.id)


def _body(compared: Compared) -> Iterator[str]:
    record, difference = compared
    yield "<header>"
    yield f'<p class="byline">{html_text(" · ".join(filter(None, (record.site, _versions(difference)))))}</p>'
    yield f'<p class="byline">{html_text(counts_words(difference))}</p>'
    if difference.is_recleaned:
        yield '<p class="byline">Both were made from the same page: it was cleaned anew.</p>'
    yield "</header>"
    yield "<article>"
    parts = difference.parts
    at = 0
    while at < len(parts):
        if isinstance(parts[at].block, ListItem):
            end = at
            while end < len(parts) and isinstance(parts[end].block, ListItem):
                end += 1
            yield from _list(parts[at:end])
            at = end
            continue
        yield from _part(parts[at])
        at += 1
    yield "</article>"


def _versions(difference: Difference) -> str:
    return (
        f"version {difference.old_number} of {_day(difference.old_fetched)}"
        f" and version {difference.new_number} of {_day(difference.new_fetched)}"
    )


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def counts_words(difference: Difference) -> str:
    """Return in words how much was added and removed."""
    noun = "word" if difference.added_words == 1 else "words"
    return f"{difference.added_words:,} {noun} added, {difference.removed_words:,} removed"


def _list(parts: Sequence[DifferentPart]) -> Iterator[str]:
    kind = "ol" if all(isinstance(part.block, ListItem) and part.block.number is not None for part in parts) else "ul"
    yield f"<{kind}>"
    for part in parts:
        number = part.block.number if isinstance(part.block, ListItem) else None
        value = f' value="{number}"' if kind == "ol" else ""
        yield f"<li{value}>{_moved(part)}{_stretches(part)}</li>"
    yield f"</{kind}>"


def _part(part: DifferentPart) -> Iterator[str]:
    if part.kind is PartKind.LEFT:
        yield f'<p class="place"><a href="#block-{part.new_block}">A paragraph that stood here stands elsewhere now.</a></p>'
        return
    if part.kind is PartKind.BYLINE:
        yield f'<p class="byline">{_stretches(part)}</p>'
        return
    place = f' id="block-{part.new_block}"' if part.is_moved else ""
    text = _moved(part) + _stretches(part)
    match part.block:
        case Headline():
            yield f"<h1{place}>{text}</h1>"
        case Deck():
            yield f'<p class="deck"{place}>{text}</p>'
        case Heading(level=level):
            yield f"<h{level}{place}>{text}</h{level}>"
        case Quote():
            yield f"<blockquote{place}><p>{text}</p></blockquote>"
        case Code():
            yield f"<pre{place}>\n{_moved(part)}{_stretches(part, line_break=chr(10))}</pre>"
        case Table():
            yield f'<p class="cells"{place}>{text}</p>'
        case Figure():
            yield f"<figure{place}><figcaption>{text}</figcaption></figure>"
        case _:
            yield f"<p{place}>{text}</p>"


def _moved(part: DifferentPart) -> str:
    if part.is_split:
        return "<ins>¶ </ins>"
    return '<span class="place">↕ moved here: </span>' if part.is_moved else ""


_ELEMENTS = {Edit.KEPT: ("", ""), Edit.ADDED: ("<ins>", "</ins>"), Edit.REMOVED: ("<del>", "</del>")}


def _stretches(part: DifferentPart, *, line_break: str = "<br>\n") -> str:
    written = []
    for edit, text, *_ in part.stretches:
        if edit is Edit.REMOVED and part.new_block >= 0:
            text = text.replace("\n\n", "¶")
        begin, end = _ELEMENTS[edit]
        inner = html_text(text.replace(OBJECT, wordless(part.block))).replace("\n", line_break)
        written.append(f"{begin}{inner}{end}")
    return "".join(written)


def wordless(block: Block | None) -> str:
    """Return words for a block that has no text: what a picture shows, what stands at a link."""
    match block:
        case Figure(kind=kind, images=images):
            alt = next((image.alt for image in images if image.alt), "")
            return f"[{kind.value}: {alt}]" if alt else f"[{kind.value}]"
        case Embed():
            return f"[{block.title or block.provider or block.url}]"
        case Rule():
            return "* * *"
        case _:
            return "[empty]"
