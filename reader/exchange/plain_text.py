"""An article as plain text, and its notes beneath it: for programs that want letters and nothing else.

`show --format text` on a terminal is wrapped by `layout`; this is the form for files.
"""

from collections.abc import Iterator

from reader.exchange.cards import card_label, embed_label
from reader.exchange.marks import MarkedArticle, needs_look, tell, wording_now
from reader.model.annotation import Annotation, PlacedAnnotation
from reader.model.article import Article
from reader.model.blocks import OBJECT, Embed, Figure, ListItem, Quote, block_text


def article_to_text(article: Article) -> str:
    """Return the blocks of the article, joined by blank lines; lists have their marks, figures stand in square brackets."""
    lines: list[str] = []
    was_item = False
    for block in article.blocks:
        text = block_text(block).replace(OBJECT, "")
        match block:
            case ListItem(level=level, number=number):
                text = f"{'  ' * level}{'-' if number is None else f'{number}.'} {text}"
            case Figure():
                text = _figure(block)
            case Quote():
                text = "\n".join(f"> {line}" for line in text.split("\n"))
            case Embed(quote=quote, url=url):
                said = "\n".join(f"> {line}" for line in quote.split("\n")) + "\n> — " if quote else ""
                label = embed_label(block)
                text = said + (label if label == url else " · ".join(part for part in (label, url) if part))
            case _:
                pass
        if not text:
            continue
        is_item = isinstance(block, ListItem)
        if lines:
            lines.append("\n" if was_item and is_item else "\n\n")
        lines.append(text)
        was_item = is_item
    return "".join(lines) + "\n"


def _figure(figure: Figure) -> str:
    """Return player, caption and credit in square brackets; of a picture without either what it shows."""
    alt = next((image.alt for image in figure.images if image.alt), "")
    player = " · ".join(part for part in (card_label(figure), figure.url) if part)
    said = "\n".join(part for part in (player, figure.caption, figure.credit) if part) or alt
    return f"[{said}]" if said else ""


def notes_to_text(marked: MarkedArticle) -> str:
    """Return title, address, and each quote in text order with what was written about it; orphans last."""
    article, told = marked.article, tell(marked.annotations)
    parts = ["\n".join(part for part in (marked.title, marked.url) if part)]
    parts += ["\n".join(text_written(annotation)) for annotation in told.on_article]
    for number, one in enumerate(told.placed, 1):
        heading = f"{number}. [{marked.meaning(one.annotation.colour)}]"
        parts.append(
            "\n".join((f"{heading} “{one.annotation.quote}”", *_told(one, article), *text_written(one.annotation)))
        )
    if told.orphaned:
        parts.append("No longer in the text:")
    for one in told.orphaned:
        heading = f"[{marked.meaning(one.annotation.colour)}]"
        parts.append(
            "\n".join((f"{heading} “{one.annotation.quote}”", *_told(one, article), *text_written(one.annotation)))
        )
    return "\n\n".join(part for part in parts if part).replace(OBJECT, "(figure)") + "\n"


def _told(one: PlacedAnnotation, article: Article) -> Iterator[str]:
    """Give what has become of a passage since it was marked."""
    selectors = one.annotation.selectors
    if not one.is_placed and selectors is not None and selectors.surroundings:
        yield f"It stood {selectors.surroundings}."
    if now := wording_now(one, article):
        yield f"It now reads: “{now}”"
    if needs_look(one):
        yield "Found again, but not surely: it needs a look."
    if one.annotation.marked_as is not None:
        yield f"It was marked when it read: “{one.annotation.marked_as.selectors.shown}”"


def text_written(annotation: Annotation) -> Iterator[str]:
    """Give what was written, here and elsewhere, and the tags."""
    if annotation.note:
        yield annotation.note
    for other in annotation.others:
        if other.note:
            yield f"Also written: {other.note}"
        if told := other.told():
            yield f"Elsewhere at the same time: {told}"
    if annotation.tags:
        yield f"Tags: {', '.join(annotation.tags)}"
