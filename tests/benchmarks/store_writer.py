"""The writer for `crash_test.py`: saves as the program saves, and says what it tries and what is safe.

    store_writer.py DIR ID COUNT

Makes COUNT durable changes to the library in DIR/library (this machine's part in DIR/state) through the library's own door:
notes written, made longer and shorter, and removed; among them articles kept and tags given, all of them taken into the index
as the program does. Lines: `try KEY DIGEST`, `ack KEY DIGEST`; `-` is a removal. The care for durability is all the
program's: nothing here but calls of it.
"""

import sys
import zlib
from pathlib import Path

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.indexing import Indexing
from reader.library.library import Library
from reader.library.stores import open_stores
from reader.model.annotation import Annotation
from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Headline, Paragraph
from reader.model.dates import utc_now
from reader.model.errors import NotFoundError, StoreError
from reader.model.identity import article_id_of_url
from reader.model.kept import ArticleRecord
from reader.model.page import Page, PageForm, PageOrigin

SHARED_ARTICLES = 3
"""All writers write into the files of the same few articles, so that they meet."""

SHARED = "shared"
"""The title of those articles, which the checker passes over: whoever comes first keeps them."""


def digest(text: str) -> str:
    """Return what the harness compares."""
    return format(zlib.crc32(text.encode()), "08x")


def say(*words: str) -> None:
    """Print a line that the harness sees even if we are killed next."""
    print(*words, flush=True)


class Writer:
    """Makes changes one after another; `name` begins all its keys."""

    def __init__(self, folder: Path, name: str) -> None:
        folders = Folders.below(folder)
        self.stores = open_stores(folder / "library", folders)
        self.library = Library(self.stores, folders=folders, config=Config())
        self.indexing = Indexing(self.stores)
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
            self.rewrite(number * 7 % len(self.kept), number)
        else:
            self.write(number)

    def write(self, number: int) -> None:
        """Mark a passage of one of the shared articles, with a note whose first tag is its key."""
        key, article_id = f"{self.name}.{number}", self.shared_article(number)
        note = " ".join([f"{key} note"] * 20)
        say("try", key, digest(note))
        start = 20 + number % 400
        self.kept.append(self.library.annotate(article_id, start, start + 30, note=note, tags=(key,)))
        say("ack", key, digest(note))

    def rewrite(self, place: int, number: int) -> None:
        """Make a note longer or shorter."""
        annotation = self.kept[place]
        key = _key(annotation)
        note = " ".join([f"{key} edited"] * (1 + number * 13 % 70))
        say("try", key, digest(note))
        self.kept[place] = self.library.change_annotation(annotation.article_id, annotation.id, note=note)
        say("ack", key, digest(note))

    def remove(self, annotation: Annotation) -> None:
        """Remove a note."""
        say("try", _key(annotation), "-")
        self.library.remove_annotation(annotation.article_id, annotation.id)
        say("ack", _key(annotation), "-")

    def keep_article(self, number: int) -> None:
        """Keep an article with its page."""
        key = f"{self.name}.{number}"
        url = f"https://example.org/{key}"
        article = _article(key, url, f"Paragraph of {key}. ")
        say("try", key, digest(article.text))
        self._keep(article, key, url)
        say("ack", key, digest(article.text))

    def give_tag(self, number: int) -> None:
        """Give one of the shared articles a tag."""
        tag, article_id = f"{self.name}.{number}", self.shared_article(number)
        say("try", tag, digest(tag))
        with self.indexing.following():
            self.stores.states.change(article_id, add_tags=(tag,), is_read=True)
        say("ack", tag, digest(tag))

    def shared_article(self, number: int) -> str:
        """Return the id of one of the articles in which all writers write."""
        url = f"https://example.org/{number % SHARED_ARTICLES}"
        article_id = article_id_of_url(url)
        try:
            self.stores.articles.load(article_id)
        except (
            NotFoundError,
            StoreError,
        ):  # damaged beyond reading: fetched again, as the program then asks the reader to
            self._keep(_article(SHARED, url, "It is said that the ferry line closes in spring. "), SHARED, url)
        return article_id

    def _keep(self, article: Article, title: str, url: str) -> None:
        page = Page(content=article.text.encode() * 3, form=PageForm.TEXT, origin=PageOrigin.URL, url=url)
        record = ArticleRecord(id=article_id_of_url(url), title=title, added=utc_now(), url=url, words=article.words)
        with self.indexing.following():
            self.stores.articles.save(record, article, [page])


def _article(title: str, url: str, sentence: str) -> Article:
    paragraphs: tuple[Block, ...] = tuple(Paragraph(text=f"{number}. {sentence * 12}") for number in range(12))
    return Article(metadata=Metadata(title=title, url=url), blocks=(Headline(text=title), *paragraphs))


def _key(annotation: Annotation) -> str:
    return annotation.tags[0]


def main() -> None:
    """Write as the arguments say."""
    writer = Writer(Path(sys.argv[1]), sys.argv[2])
    for number in range(int(sys.argv[3])):
        writer.change(number)


if __name__ == "__main__":
    main()
