"""The reader's words for the colours: "claim" for yellow. They stand in `library.toml` and travel with the library."""

from collections.abc import Mapping

from reader.library.history import History, name_colours
from reader.library.stores import Stores
from reader.model.annotation import Colour
from reader.model.errors import NotFoundError, UsageError
from reader.model.search_text import fold
from reader.model.text import clean_line
from reader.store.settings import change_colours

MOST_LETTERS = 40
"""A word or two; what is longer breaks the margin, where it stands above every note."""


class ColourWords:
    """The words for the colours of one library; `usual` are those of a library that has none of its own."""

    def __init__(self, stores: Stores, history: History, usual: Mapping[str, str]) -> None:
        self._stores = stores
        self._history = history
        self._usual = usual

    def name(self, colour: Colour, word: str) -> str:
        """Give a colour a word, or none of its own if it is empty; can be undone. Returns the word it goes by then.

        Raises UsageError if the word is too long, or another colour goes by it: two colours of one word could not be told
        apart, and neither could a colour and one that is called like it. Raises ConfigError, StoreError.
        """
        clean = clean_line(word)
        if len(clean) > MOST_LETTERS:
            raise UsageError(f"a word for a colour has {MOST_LETTERS} letters at most, not {len(clean)}")

        def change(words: Mapping[str, str]) -> Mapping[str, str | None]:
            for other in Colour if clean else ():
                goes_by = words.get(other.value) or self._usual.get(other.value, other.value)
                if other is not colour and fold(clean) in (fold(goes_by), fold(other.value)):
                    called = (
                        f"{other.value} means {goes_by!r}" if fold(goes_by) == fold(clean) else "a colour is called so"
                    )
                    raise UsageError(f"{called} already", "two colours need two words")
            return {colour.value: clean or None}

        before, after = change_colours(self._stores.places, change)
        if before != after:
            label = f"word “{clean}” for {colour.value}" if clean else f"removal of the word for {colour.value}"
            self._history.record(label, both=[name_colours(before, after)])
        return clean or self._usual.get(colour.value, colour.value)


def colour_named(word: str, meanings: Mapping[Colour, str]) -> Colour:
    """Return the colour that goes by `word`, the reader's or its own. Raises NotFoundError naming those there are."""
    wanted = fold(clean_line(word))
    for names in (meanings, {colour: colour.value for colour in Colour}):
        for colour, name in names.items():
            if fold(name) == wanted:
                return colour
    known = ", ".join(
        colour.value if meanings[colour] == colour.value else f"{colour.value} ({meanings[colour]})"
        for colour in Colour
    )
    raise NotFoundError(f"there is no colour {clean_line(word)!r}", f"there are {known}")
