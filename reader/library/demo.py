"""The demo: a throw-away library of the samples, with a few highlights and notes in it; nothing of the user's is touched.

The first sample is there when the library is handed out, so that the screen can open at once; `fill_demo` brings the others
while it is being looked at.
"""

import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.annotating import Annotating
from reader.library.cleaners import Cleaner, CleaningHere
from reader.library.config import load_config
from reader.library.folders import Folders, default_folders
from reader.library.library import Library
from reader.library.opening import Opening
from reader.library.progress import Progress, Work
from reader.library.samples import DemoArticle, demo_plan
from reader.library.stores import Stores, open_stores
from reader.model.dates import utc_now
from reader.model.errors import ReaderError
from reader.store.settings import save_colours

if TYPE_CHECKING:  # comes while the demo is being looked at
    from reader.library.demo_feeds import DemoFeeds

log = logging.getLogger("pressmark")

_FOLDER = "pressmark-demo-"
_LEFT_SECONDS = 7 * 24 * 3600
"""After so long, nobody is looking at a demo any more."""


@contextmanager
def demo_library() -> Iterator[Library]:
    """Give a library in a temporary folder that holds the first sample; the folder goes when the block ends.

    The user's settings (theme, keys) are read and nothing of the user's is written.
    """
    real = default_folders()
    with tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True) as root:
        folders = Folders.below(Path(root))._replace(config=real.config)
        config = load_config(real.config / "config.toml")
        stores = open_stores(folders.data, folders)
        plan = demo_plan()
        save_colours(stores.places, plan.meanings)
        library = Library(stores, folders=folders, config=config)
        _keep(
            stores, library, plan.articles[:1], Work(), cleaner=CleaningHere()
        )  # a process would not be ready for it yet
        yield library


def first_demo_article(library: Library) -> str:
    """Return the id of the sample that is open when the demo starts; what its feeds brought may be newer."""
    return next(row.record.id for row in library.list_all() if not row.record.came_by_feed)


def fill_demo(library: Library, work: Work, *, is_all: bool = False) -> None:
    """Add the samples, the newest first: those that a demo does not begin with, or all of them."""
    stores = open_stores(library.folder, library.folders)
    if is_all:  # in a library of the reader's own: feeds that nobody answers for have no place there
        _keep(stores, library, demo_plan().articles, work)
        return
    from reader.library.demo_feeds import DemoFeeds

    feeds = DemoFeeds(stores, utc_now())
    feeds.subscribe()
    plan = demo_plan().articles
    first = stores.record(first_demo_article(library))
    stores.articles.update_record(feeds.take(first, is_news=plan[0].is_news))
    _keep(stores, library, plan[1:], work, feeds)
    if not work.is_cancelled:
        feeds.bring_entries(Opening(stores, library.config, library.cleaner))
    _clear_left_demos()


def _clear_left_demos() -> None:
    """Remove the folders of demos that were killed, or whose terminal went away, a week ago and more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with suppress(OSError):
            status = folder.lstat()
            if status.st_uid == os.getuid() and time.time() - status.st_mtime > _LEFT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)  # a link is not followed


def _keep(
    stores: Stores,
    library: Library,
    articles: Sequence[DemoArticle],
    work: Work,
    feeds: "DemoFeeds | None" = None,
    cleaner: Cleaner | None = None,
) -> None:
    opening = Opening(stores, library.config, cleaner or library.cleaner)
    annotating = Annotating(stores, _Unwritten())
    for number, planned in enumerate(articles, 1):
        if work.is_cancelled:
            return
        work.report(Progress(step="laying out the samples", done=number, total=len(articles)))
        try:
            _keep_one(stores, opening, annotating, planned, feeds)
        except ReaderError:
            log.exception("a sample could not be laid out: %s", planned.page.name)


def _keep_one(
    stores: Stores, opening: Opening, annotating: Annotating, planned: DemoArticle, feeds: "DemoFeeds | None"
) -> None:
    quiet = Work()
    added = opening.add(str(planned.page), found_on=None, tags=planned.tags, work=quiet)
    article_id = added.article_id
    opening.fetch_images(article_id, quiet)
    record = stores.record(article_id)
    record = replace(record, added=utc_now() - timedelta(minutes=planned.added_minutes_ago))
    stores.articles.update_record(feeds.take(record, is_news=planned.is_news) if feeds else record)
    stores.states.change(
        article_id, is_read=planned.is_read, is_starred=planned.is_starred, is_archived=planned.is_archived
    )
    if planned.progress:
        place = round(record.text_letters * planned.progress)
        stores.states.save_position(article_id, place, place)
        stores.states.change(article_id, opened=utc_now() - timedelta(minutes=planned.added_minutes_ago // 2))
    if planned.note:
        annotating.note_article(article_id, planned.note, ())
    for mark in planned.marks:
        annotating.highlight_quote(article_id, mark.quote, colour=mark.colour, note=mark.note, tags=mark.tags)


class _Unwritten:
    """The samples' marks are not the reader's doing: undo must not begin by taking them away."""

    def record(self, label: str, *steps: object, **more: object) -> None:
        """Write nothing down."""
