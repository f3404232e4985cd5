"""The checker for `crash_test.py`: lists what a library holds, as the program reads it.

    store_check.py DIR

Lines: `has KEY DIGEST` for every note, article and tag that `store_writer.py` wrote, `damaged TEXT` for all that the store
tells its user. Which articles there are is the index's answer, so a damaged index must not cost one.
"""

import sys
import zlib
from pathlib import Path

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.stores import open_stores
from reader.model.errors import StoreError

SHARED = "shared"
"""The title of the articles in which all writers write, whoever has kept them."""


def digest(text: str) -> str:
    """Return what the harness compares."""
    return format(zlib.crc32(text.encode()), "08x")


def main() -> None:
    """List the library below the folder named by the first argument."""
    folder = Path(sys.argv[1])
    folders = Folders.below(folder)
    stores = open_stores(folder / "library", folders)
    with Library(stores, folders=folders, config=Config()) as library:
        library.sweep()
        for article_id in stores.annotations.ids():
            for annotation in stores.annotations.load(article_id):
                print("has", annotation.tags[0], digest(annotation.note))
        for article_id in stores.states.ids():
            for tag in stores.states.load(article_id).tags:
                print("has", tag, digest(tag))
        for listed in library.list_all():
            try:
                article = stores.articles.load(listed.record.id)
            except StoreError as error:
                print("damaged", error)
            else:
                if article.metadata.title != SHARED:
                    print("has", article.metadata.title, digest(article.text))
        for line in library.problems():
            print("damaged", line)


if __name__ == "__main__":
    main()
