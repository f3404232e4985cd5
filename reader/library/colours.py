"""The reader's words for the colours: "claim" for yellow. They stand in `library.toml` and travel with the library."""

from collections.abc import Mapping, Sequence

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

    def name(self, wanted: Mapping[Colour, str]) -> None:
        """Give colours words, or none of their own where the word is empty; one step that can be undone.

        Raises UsageError as `clash` does, ConfigError, StoreError; no colour has got another word then.
        """
        clean = {colour: clean_line(word) for colour, word in wanted.items()}

        def change(words: Mapping[str, str]) -> Mapping[str, str | None]:
            usual = {colour: self._usual.get(colour.value, "") for colour in Colour}
            goes_by = {colour: words.get(colour.value) or usual[colour] for colour in Colour}
            fault = clash(
                {**goes_by, **{colour: word or usual[colour] for colour, word in clean.items()}}, tuple(clean)
            )
            if fault is not None:
                raise fault
            return {colour.value: word or None for colour, word in clean.items()}

        before, after = change_colours(self._stores.places, change)
        if before != after:
            self._history.record(_label(clean), both=[name_colours(before, after)])


def clash(words: Mapping[Colour, str], named: Sequence[Colour] = tuple(Colour)) -> UsageError | None:
    """Return why colours cannot go by these words, None if they can; "" stands for a colour's own name.

    Each word of those that are `named` must be that of one colour alone: neither a query nor the margin could tell two apart,
    nor a colour from one that is called like it. Words have a most length.
    """
    for colour in named:
        word = clean_line(words.get(colour, ""))
        if len(word) > MOST_LETTERS:
            return UsageError(f"a word for a colour has {MOST_LETTERS} letters at most, not {len(word)}")
        for other in Colour if word else ():
            if other is colour:
                continue
            theirs = clean_line(words.get(other, ""))
            if fold(word) == fold(theirs):
                return UsageError(f"{other.value} means {theirs!r} already", "two colours need two words")
            if fold(word) == fold(other.value):
                return UsageError(f"{other.value} is the name of a colour already", "two colours need two words")
    return None


def _label(words: Mapping[Colour, str]) -> str:
    """Return what giving these words is called in the history."""
    if len(words) > 1:
        return f"words for {len(words)} colours"
    ((colour, word),) = words.items()
    return f"word “{word}” for {colour.value}" if word else f"removal of the word for {colour.value}"


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
