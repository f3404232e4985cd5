"""Widgets that are told in several files: sides, each built on the one before, and at the end the one that is shown.

For every class Textual looks up what it has of keys, reactives and names for stylesheets, in all that it is built on: a fifth of
a millisecond, and the longer the line the more. No object is made of a side, and the last class looks up all of it again.
"""

from typing import Any


class Sided:
    """Built on by a widget before any class of Textual's. Its sides say so: `class MarkingView(LeftOutView, is_side=True)`."""

    def __init_subclass__(cls, *, is_side: bool = False, **options: Any) -> None:
        """Leave a side as it is: what the class before it has, holds for it too."""
        if not is_side:
            super().__init_subclass__(**options)
