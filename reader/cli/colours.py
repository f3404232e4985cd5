"""`colours`: what the five inks mean to the reader."""

from argparse import Namespace

from reader.cli.output import print_json, say
from reader.layout.cells import cell_width
from reader.library.library import Library
from reader.model.annotation import Colour


def colours(options: Namespace, library: Library) -> int:
    """List the colours with the reader's words for them, or give one of them a word."""
    if options.action == "set":
        colour = Colour(options.colour)
        before = library.colour_meanings()[colour]
        word = library.set_colour_meaning(colour, " ".join(options.words))
        told = f"{colour.value} is called {word} again" if word == colour.value else f"{colour.value} means {word}"
        say(told if word != before else f"{told}, as before")
        return 0
    meanings = library.colour_meanings()
    if options.json:
        print_json([{"colour": colour.value, "word": _word(colour, meanings[colour])} for colour in Colour])
        return 0
    width = max(cell_width(colour.value) for colour in Colour)
    for number, colour in enumerate(Colour, 1):
        print(f"{number}  {colour.value:<{width}}  {_word(colour, meanings[colour]) or '-'}")
    return 0


def _word(colour: Colour, meaning: str) -> str | None:
    """Return the reader's word for a colour, None if it goes by its own name."""
    return meaning if meaning != colour.value else None
