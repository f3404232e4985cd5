"""Words for colours: kept with the library, each of one colour alone, taken back, and any letters of the world."""

import pytest

from reader.library.library import Library
from reader.library.stores import open_stores
from reader.model.annotation import Colour
from reader.model.errors import NotFoundError, UsageError
from reader.store.settings import change_colours


@pytest.mark.parametrize(
    "word", ["claim", "to check", "🧑‍🔬 evidence", "ראיות", "証拠", "a word of more than twenty letters"]
)
def test_a_word_is_kept_shown_and_found_by(library: Library, word: str) -> None:
    assert library.set_colour_meaning(Colour.YELLOW, f"  {word} ") == word
    assert library.colour_meanings()[Colour.YELLOW] == word
    assert library.colour_named(word.upper()) is Colour.YELLOW
    assert library.search_annotations(f'color:"{word}"') == ()


def test_what_breaks_lines_or_turns_letters_round_is_taken_out(library: Library) -> None:
    assert library.set_colour_meaning(Colour.PINK, "a\n\x1b[31mb\u202e c") == "a b c"


def test_an_empty_word_gives_the_colour_its_name_back(library: Library) -> None:
    library.set_colour_meaning(Colour.BLUE, "sea")
    assert library.set_colour_meaning(Colour.BLUE, " ") == "blue"
    assert library.colour_meanings()[Colour.BLUE] == "blue"


def test_words_are_taken_back_and_given_again(library: Library) -> None:
    library.set_colour_meaning(Colour.BLUE, "sea")
    library.set_colour_meaning(Colour.BLUE, "lake")
    assert library.undo() == "word “lake” for blue"
    assert library.colour_meanings()[Colour.BLUE] == "sea"
    library.undo()
    assert library.colour_meanings()[Colour.BLUE] == "blue"
    assert len(library.redo_steps(2)) == 2
    assert library.colour_meanings()[Colour.BLUE] == "lake"


def test_the_same_word_again_is_no_step(library: Library) -> None:
    library.set_colour_meaning(Colour.BLUE, "sea")
    library.set_colour_meaning(Colour.BLUE, "sea")
    assert len(library.undoable()) == 1


def test_a_word_given_on_another_machine_since_stays(library: Library) -> None:
    library.set_colour_meaning(Colour.BLUE, "sea")
    places = open_stores(library.folder, library.folders).places
    change_colours(places, lambda words: {"blue": "from elsewhere", "pink": "doubt"})
    with pytest.raises(NotFoundError, match="written elsewhere since stays"):
        library.undo()
    assert library.colour_meanings()[Colour.BLUE] == "from elsewhere"


@pytest.mark.parametrize("word", ["claim", "CLAIM", "clàim", "violet", "Pink"])
def test_two_colours_cannot_go_by_one_word(library: Library, word: str) -> None:
    library.set_colour_meaning(Colour.YELLOW, "claim")
    library.set_colour_meaning(Colour.PINK, "doubt")
    with pytest.raises(UsageError):
        library.set_colour_meaning(Colour.GREEN, word)
    assert library.colour_meanings()[Colour.GREEN] == "green"
    assert library.set_colour_meaning(Colour.YELLOW, "Claim") == "Claim"  # its own word, written otherwise


def test_a_colour_may_be_called_by_its_own_name_again(library: Library) -> None:
    library.set_colour_meaning(Colour.YELLOW, "claim")
    assert library.set_colour_meaning(Colour.YELLOW, "yellow") == "yellow"
    assert library.colour_named("yellow") is Colour.YELLOW


def test_a_word_too_long_for_the_margin_is_refused(library: Library) -> None:
    with pytest.raises(UsageError, match="40 letters"):
        library.set_colour_meaning(Colour.YELLOW, "x" * 41)


def test_comments_and_searches_in_the_file_stay(library: Library) -> None:
    library.save_search("mine", "tag:sea")
    file = library.folder / "library.toml"
    file.write_text("# by hand\n" + file.read_text())
    library.set_colour_meaning(Colour.YELLOW, "claim")
    assert file.read_text().startswith("# by hand\n[searches]\nmine")
    assert [one.name for one in library.saved_searches()] == ["mine"]
