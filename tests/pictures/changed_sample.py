"""The first sample as if its newsroom had changed it twice: into something else, and into what it says today."""

from dataclasses import replace

from reader.library.demo import first_demo_article
from reader.library.library import Library
from reader.library.stores import open_stores
from reader.model.annotation import Colour
from reader.model.article import Article
from reader.model.blocks import Block, Deck, Figure, Headline, Paragraph
from reader.model.units import sentences

_WORDS = {
    "after": "following",
    "will": "shall",
    "Monday": "Tuesday",
    "April": "May",
    "children": "boys",
    "captain": "old captain",
    "winter": "long winter",
}
"""Words of today, and what stood in their place before."""

_GONE = "A second reading of the budget has been called for, and the council will hear the road lobby before it votes."
"""A paragraph that stood there before."""


def change_first(library: Library, *, is_marked: bool = False) -> None:
    """Give the first article of the list two versions more, the current one with the text it has now; with marks made on the one
    before it if `is_marked`, one of a paragraph that is gone."""
    article_id = first_demo_article(library)
    stores = open_stores(library.folder, library.folders)
    record, article = stores.articles.record(article_id), stores.articles.load(article_id)
    saved = stores.articles.save(record, _before(article))
    stores.articles.save(record, article)
    if is_marked:
        old = saved.version_id
        text = library.open_article(article_id, old).kept.article.text
        note = "Who asked for it, and did anybody keep the letter?"
        for quote, colour, words in (
            (_GONE, Colour.BLUE, note),
            (_changed_sentence(text, article.text), Colour.GREEN, ""),
        ):
            start = text.index(quote)
            library.annotate(article_id, start, start + len(quote), colour=colour, note=words, version_id=old)


def _changed_sentence(old: str, new: str) -> str:
    """Return a sentence from between the paragraphs of the old text that reads otherwise today."""
    paragraphs = old.split("\n\n")[4:]
    found = [paragraph[one.start : one.end] for paragraph in paragraphs for one in sentences(paragraph)]
    return next(sentence for sentence in found if sentence not in new and sentence != _GONE)


def _before(article: Article) -> Article:
    blocks: list[Block] = []
    paragraphs = 0
    for block in article.blocks:
        match block:
            case Headline():
                blocks.append(replace(block, text=_reworded(block.text)))
            case Deck():
                blocks.append(replace(block, text=_reworded(block.text), spans=()))
            case Figure():
                blocks.append(replace(block, caption=_reworded(block.caption), spans=()))
            case Paragraph():
                paragraphs += 1
                if paragraphs in (2, 3, 9):
                    block = replace(block, text=_reworded(block.text), spans=())
                if paragraphs == 4:
                    blocks.append(Paragraph(text=_GONE))
                if paragraphs != 5:
                    blocks.append(block)
            case _:
                blocks.append(block)
    return replace(article, blocks=tuple(blocks))


def _reworded(text: str) -> str:
    return " ".join(_WORDS.get(word, word) for word in text.split(" "))
