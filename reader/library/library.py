"""The facade: everything one can do with a library, for the screen, the command line and Python programs alike.

Opening costs nothing and writes nothing: folders are made by the first thing that is kept. All methods block; a screen calls
them from workers. Every method may be called from any thread: calls that change something take turns, and other processes
are kept out by file locks below. What is read is fresh, and what was changed is in every list when the call returns.
"""

from reader.library.facade.asking import Asking
from reader.library.facade.colours import NamingColours
from reader.library.facade.explaining_text import ExplainingText
from reader.library.facade.feeds import SubscribingToFeeds
from reader.library.facade.keeping import Keeping
from reader.library.facade.linking_notes import LinkingNotes
from reader.library.facade.marking import Marking
from reader.library.facade.mending import Mending
from reader.library.facade.reading import Reading
from reader.library.facade.reading_times import TimingReading
from reader.library.facade.syncing import SyncingFeeds
from reader.library.facade.taking_back import TakingBack
from reader.library.facade.versions import Versioning
from reader.library.results import Added, Exported, OpenArticle

__all__ = ["Added", "Exported", "Library", "OpenArticle"]


class Library(
    Asking,
    Reading,
    TimingReading,
    Versioning,
    Marking,
    LinkingNotes,
    Mending,
    TakingBack,
    NamingColours,
    ExplainingText,
    SubscribingToFeeds,
    SyncingFeeds,
    Keeping,
):
    """A library of articles in a folder."""
