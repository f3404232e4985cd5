"""An article as the one object that `extract --json` prints. The form is described in the README's command line section.

`authors` answers "who wrote this". Where no person is named it names the agencies, for papers that print "dpa" there mean it
so; and where a paper's own list of authors has an agency beside people, it has both. In the model the two stay apart.
"""

from typing import Any

from reader.model.article import Article, Metadata
from reader.model.blocks import (
    Block,
    Code,
    Embed,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Table,
    block_spans,
    block_text,
)


def article_to_object(article: Article) -> dict[str, Any]:
    """Return a JSON-ready object: metadata, body, captions, figures, blocks, and what kind of page it was."""
    metadata = article.metadata
    return {
        "title": metadata.title,
        "kicker": metadata.kicker,
        "deck": metadata.deck,
        "authors": _who_wrote(metadata),
        "agencies": list(metadata.agencies),
        "place": metadata.place,
        "published": metadata.published.isoformat() if metadata.published else None,
        "updated": metadata.updated.isoformat() if metadata.updated else None,
        "site": metadata.site,
        "section": metadata.section,
        "language": metadata.language,
        "url": metadata.url,
        "canonical": metadata.canonical,
        "tags": list(metadata.tags),
        "licence": metadata.licence,
        "lead_image": metadata.lead_image,
        "words": article.words,
        "minutes": article.minutes,
        "body": article.body,
        "captions": list(article.captions),
        "figures": [_figure(figure) for figure in article.figures],
        "blocks": [_block(block) for block in article.blocks],
        "corrections": list(metadata.corrections),
        "next_pages": list(article.next_pages),
        "provenance": dict(metadata.provenance),
        "kind": article.kind.value,
        "partial": article.is_partial,
        "cut": article.is_cut,
        "cut_by": article.cut.value if article.cut else None,
        "notes": list(article.notes),
    }


def _who_wrote(metadata: Metadata) -> list[str]:
    listed = metadata.provenance.get("agencies") == metadata.provenance.get("authors") == "json-ld"
    if listed or not metadata.authors:
        return [*metadata.authors, *(name for name in metadata.agencies if name not in metadata.authors)]
    return list(metadata.authors)


def _figure(figure: Figure) -> dict[str, Any]:
    form: dict[str, Any] = {
        "src": figure.images[0].src if figure.images else "",
        "alt": figure.images[0].alt if figure.images else "",
        "caption": figure.caption,
        "credit": figure.credit,
        "kind": figure.kind.value,
    }
    if len(figure.images) > 1:
        form["images"] = [{"src": image.src, "alt": image.alt} for image in figure.images]
    form.update({name: value for name in ("title", "duration", "url") if (value := getattr(figure, name))})
    return form


def _block(block: Block) -> dict[str, Any]:
    form: dict[str, Any] = {"type": _name(block)}
    match block:
        case Figure():
            return {**form, **_figure(block)}
        case Table(rows=rows, header_rows=header_rows):
            return {**form, "rows": [list(row) for row in rows], "header_rows": header_rows}
        case Embed(url=url, provider=provider, title=title, quote=quote):
            return {**form, "url": url, "provider": provider, "title": title, "quote": quote}
        case Code(language=language) if language:
            form["language"] = language
        case Heading(level=level):
            form["level"] = level
        case ListItem(level=level, number=number):
            form.update(level=level, number=number)
        case Quote(level=level, is_pull=is_pull):
            form.update(level=level, pull=is_pull)
        case Paragraph(time=time) if time:
            form["time"] = time
        case _:
            pass
    form["text"] = block_text(block)
    spans = [
        {
            "start": span.start,
            "end": span.end,
            "kind": span.kind.value,
            **({"target": span.target} if span.target else {}),
        }
        for span in block_spans(block)
    ]
    if spans:
        form["spans"] = spans
    names = getattr(block, "names", ())
    if names:
        form["names"] = list(names)
    return form


def _name(block: Block) -> str:
    return "list-item" if isinstance(block, ListItem) else type(block).__name__.lower()
