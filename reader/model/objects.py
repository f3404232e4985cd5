"""What stands in a text and has no letters: pictures without a caption, breaks, cards. One letter there, words for people."""

from reader.model.article import Article
from reader.model.blocks import OBJECT, Block, Embed, Figure, Rule, Table

_WORDS = 200
"""Letters of what a picture shows, or a card is called, that are kept with a mark."""


def object_words(article: Article, start: int, end: int) -> tuple[str, ...]:
    """Return in words what has no letters in a half-open range of a text, in order: `picture: the pier`; "" for a break."""
    if OBJECT not in article.text[start:end]:
        return ()
    first, last = article.position(start).block, article.position(max(start, end - 1)).block
    return tuple(
        _words(block)
        for block, text in zip(article.blocks[first : last + 1], article.block_texts[first : last + 1], strict=True)
        if text == OBJECT
    )


def with_objects(text: str, words: tuple[str, ...]) -> str:
    """Return a text with words in the place of its objects: `[picture: the pier]`, `[picture]` where they are not known.

    An object without words, as a break is, goes with the blank line that parts it from the text before.
    """
    first, *rest = text.split(OBJECT)
    shown = first
    for at, part in enumerate(rest):
        word = words[at] if at < len(words) else "picture"
        shown = f"{shown}[{word}]{part}" if word else shown.rstrip("\n") + part
    return shown.strip()


def _words(block: Block) -> str:
    match block:
        case Figure():
            seen = block.title or next((image.alt for image in block.images if image.alt), "")
            return _named(block.kind.value if block.kind.value != "image" else "picture", seen)
        case Embed():
            return _named("card", block.title or block.provider)
        case Table():
            return "table"
        case Rule():
            return ""
        case _:
            return "picture"


def _named(kind: str, words: str) -> str:
    shown = " ".join(words.split())[:_WORDS].strip()
    return f"{kind}: {shown}" if shown else kind
