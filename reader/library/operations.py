"""What steps that can be undone consist of: operations, the two ways they go, and the words for what stands against one."""

from enum import StrEnum
from typing import Any

Operation = dict[str, Any]
"""A small JSON object: `do` says what, the rest of it to what."""

PURGED = "it was deleted for good"
GONE = "it is no longer there: deleted in another window or on another machine"
NO_ARTICLE = "the article is no longer in the library"
NEWER = "a newer Pressmark did this, and only it can take it back"
NONSENSE = "what was written down of it makes no sense"
CHANGED_SINCE = "what was written elsewhere since stays"


class Direction(StrEnum):
    """Which way a step is carried out; also where an operation keeps what holds then."""

    BACK = "back"
    FORTH = "forth"

    @property
    def other(self) -> "Direction":
        """The way that this one takes back."""
        return Direction.FORTH if self is Direction.BACK else Direction.BACK
