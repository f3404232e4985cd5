"""What the colours mean to the reader. What they are called is known from the start on: `Foundation.colour_meanings`."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.facade.foundation import Foundation
from reader.model.annotation import Colour

if TYPE_CHECKING:  # comes with the first word
    from reader.library.colours import ColourWords


class NamingColours(Foundation):
    """Words for colours."""

    def set_colour_meaning(self, colour: Colour, word: str) -> str:
        """Give a colour a word ("claim"), or with an empty one its own name back; can be undone. Returns what it goes by then.

        Raises UsageError if another colour goes by that word, or it is longer than 40 letters; ConfigError if library.toml is
        broken; StoreError.
        """
        self.set_colour_meanings({colour: word})
        return self.colour_meanings()[colour]

    def set_colour_meanings(self, words: Mapping[Colour, str]) -> None:
        """Give several colours their words in one step; they may change places. Raises as `set_colour_meaning` does."""
        with self._changing():
            self._colour_words.name(words)

    def colour_named(self, word: str) -> Colour:
        """Return the colour that a word means: the reader's word for it, or its own name. Raises NotFoundError."""
        from reader.library.colours import colour_named

        return colour_named(word, self.colour_meanings())

    @cached_property
    def _colour_words(self) -> "ColourWords":
        from reader.library.colours import ColourWords

        return ColourWords(self._stores, self._history, self.config.colours)
