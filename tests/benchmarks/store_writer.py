"""The writer for `crash_test.py`: saves as the program saves, and says what it tries and what is safe.

    store_writer.py DIR ID COUNT

Makes COUNT durable changes to the library in DIR/library (this machine's part in DIR/local): notes inserted, made longer and
shorter, and removed; among them articles kept and tags given. Lines: `try KEY DIGEST`, `ack KEY DIGEST`; `-` is a removal.
The care for durability is all the store's: nothing here but calls of it.
"""

import sys
import zlib
from dataclasses import replace
from pathlib import Path

from reader.model.annotation import Annotation, Selectors
from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Headline, Paragraph
from reader.model.dates import utc_now
from reader.model.identity import article_id_of_url, new_annotation_id
from reader.model.kept import ArticleRecord
from reader.model.page import Page, PageForm, PageOrigin
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.places import LibraryPlaces
from reader.store.state import StateStore

SHARED_ARTICLES = 3
"""All writers write into the files of the same few articles, so that they meet."""


def digest(text: str) -> str:
    """Return what the harness compares."""
    return format(zlib.crc32(text.encode()), "08x")


def say(*words: str) -> None:
    """Print a line that the harness sees even if we are killed next."""
    print(*words, flush=True)


class Writer:
    """Makes changes one after another; `name` begins all its keys."""

    def __init__(self, folder: Path, name: str) -> None:
        places = LibraryPlaces(folder / "library", folder / "local")
        self.annotations = AnnotationStore(places)
        self.articles = ArticleStore(places)
        self.states = StateStore(places)
        self.name = name
        self.kept: list[Annotation] = []

    def change(self, number: int) -> None:
        """Make change `number`: mostly a note, sometimes a removal, an article, a tag."""
        if number % 8 == 7:
            self.keep_article(number)
        elif number % 8 == 6:
            self.give_tag(number)
        elif number % 7 == 5 and self.kept:
            self.remove(self.kept.pop(number % len(self.kept)))
        elif number % 3 == 1 and self.kept:
            place = number * 7 % len(self.kept)
            edited = f"{_key(self.kept[place])} edited " * (1 + number * 13 % 70)
            self.kept[place] = replace(self.kept[place], note=edited, updated=utc_now())
            self.save(self.kept[place])
        else:
            self.kept.append(self.new_annotation(number))
            self.save(self.kept[-1])

    def new_annotation(self, number: int) -> Annotation:
        """Return a highlight whose first tag is its key."""
        now = utc_now()
        key = f"{self.name}.{number}"
        quote = f"the ferry line of {number} closes in spring"
        return Annotation(
            id=new_annotation_id(),
            article_id=article_id_of_url(f"https://example.org/{number % SHARED_ARTICLES}"),
            created=now,
            updated=now,
            selectors=Selectors(
                exact=quote, prefix="It is said that ", suffix=", but not why.", start=16, end=16 + len(quote)
            ),
            note=f"{key} note " * 20,
            tags=(key,),
        )

    def save(self, annotation: Annotation) -> None:
        """Save a note."""
        words = _key(annotation), digest(annotation.note)
        say("try", *words)
        self.annotations.save(annotation)
        say("ack", *words)

    def remove(self, annotation: Annotation) -> None:
        """Remove a note."""
        say("try", _key(annotation), "-")
        self.annotations.remove(annotation.article_id, annotation.id)
        say("ack", _key(annotation), "-")

    def keep_article(self, number: int) -> None:
        """Keep an article with its page."""
        key = f"{self.name}.{number}"
        url = f"https://example.org/{key}"
        blocks: tuple[Block, ...] = (
            Headline(text=key),
            *(Paragraph(text=f"Paragraph {i} of {key}. " * 12) for i in range(12)),
        )
        article = Article(metadata=Metadata(title=key, url=url), blocks=blocks)
        page = Page(content=article.text.encode() * 3, form=PageForm.TEXT, origin=PageOrigin.URL, url=url)
        record = ArticleRecord(id=article_id_of_url(url), title=key, added=utc_now(), url=url, words=article.words)
        say("try", key, digest(article.text))
        self.articles.save(record, article, [page])
        say("ack", key, digest(article.text))

    def give_tag(self, number: int) -> None:
        """Give one of the shared articles a tag."""
        tag = f"{self.name}.{number}"
        article_id = article_id_of_url(f"https://example.org/{number % SHARED_ARTICLES}")
        say("try", tag, digest(tag))
        self.states.change(article_id, add_tags=(tag,), is_read=True)
        say("ack", tag, digest(tag))


def _key(annotation: Annotation) -> str:
    return annotation.tags[0]


def main() -> None:
    """Write as the arguments say."""
    writer = Writer(Path(sys.argv[1]), sys.argv[2])
    for number in range(int(sys.argv[3])):
        writer.change(number)


if __name__ == "__main__":
    main()
