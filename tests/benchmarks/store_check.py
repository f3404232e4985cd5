"""The checker for `crash_test.py`: lists what a library holds, as the program reads it.

    store_check.py DIR

Lines: `has KEY DIGEST` for every note, article and tag that `store_writer.py` wrote, `damaged TEXT` for all that the store
tells its user.
"""

import sys
import zlib
from pathlib import Path

from reader.model.errors import StoreError
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.places import LibraryPlaces
from reader.store.state import StateStore


def digest(text: str) -> str:
    """Return what the harness compares."""
    return format(zlib.crc32(text.encode()), "08x")


def main() -> None:
    """List the library below the folder named by the first argument."""
    folder = Path(sys.argv[1])
    places = LibraryPlaces(folder / "library", folder / "local")
    annotations, articles, states = AnnotationStore(places), ArticleStore(places), StateStore(places)
    annotations.sweep()
    states.sweep()
    articles.sweep()
    for article_id in annotations.ids():
        for annotation in annotations.load(article_id):
            print("has", annotation.tags[0], digest(annotation.note))
    for article_id in states.ids():
        for tag in states.load(article_id).tags:
            print("has", tag, digest(tag))
    for record in articles.records():
        try:
            article = articles.load(record.id)
        except StoreError as error:
            print("damaged", error)
        else:
            print("has", article.metadata.title, digest(article.text))
    for line in places.problems:
        print("damaged", line)


if __name__ == "__main__":
    main()
