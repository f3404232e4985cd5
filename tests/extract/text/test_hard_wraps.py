"""Lines broken at a column become paragraphs; lists, verse and records keep their lines."""

from textwrap import wrap

from reader.extract.text.hard_wraps import Hyphens, join_lines, paragraphs_of, unwrapped, wrap_width

FIRST = (
    "The ferry left the harbour at dawn with forty people on board and a dog that nobody wanted to own up to, while "
    "the band on the quay played on in the rain until the last of the lamps had gone out of sight. It was said later "
    "that the dog had known where it wanted to go from the beginning, which is more than anybody else on board could say."
)
SECOND = (
    "Nobody had thought that it would come back the same evening, and so the landing was empty when it did, but for a "
    "boy with a lantern who had been told to wait there until somebody fetched him home. He waved to it as if he had known "
    "all along, and the dog was the first to come ashore and the only one who looked pleased about it."
)


def test_wrapped_paragraphs_are_joined_with_blank_lines_or_without() -> None:
    for width in (60, 76):
        lines = [wrap(FIRST, width), wrap(SECOND, width)]
        apart = "Home\nNews\n\n" + "\n\n".join("\n".join(part) for part in lines)
        assert unwrapped(apart) == f"Home\nNews\n\n{FIRST}\n\n{SECOND}"
        tight = "\n".join(line for part in lines for line in part)
        assert unwrapped(tight) == f"{FIRST}\n{SECOND}"


def test_an_indented_dump_is_joined_and_its_bullets_are_not() -> None:
    dump = (
        "\n".join("   " + line for line in wrap(FIRST, 70)) + "\n   * Home\n   * A longer item of a menu\n   * News\n"
    )
    dump += "\n".join("   " + line for line in wrap(SECOND, 70))
    lines = [line.strip() for line in unwrapped(dump).split("\n")]
    assert lines == [FIRST, "* Home", "* A longer item of a menu", "* News", SECOND]


def test_long_lines_verse_and_records_are_left_alone() -> None:
    verse = "\n".join(["When all the boats come home at last", "And all the lamps are lit by the sea"] * 6)
    log = "\n".join(
        f"2026-03-02 10:00:0{count} the server said a thing of some length and no more" for count in range(9)
    )
    for text in (f"{FIRST}\n{SECOND}", verse, log, "short\nlines\nonly"):
        assert unwrapped(text) == text


def test_verse_has_no_width() -> None:
    verse = ["When all the boats come home at last", "And all the lamps are lit by the sea"] * 4
    assert wrap_width([verse]) == 0
    assert wrap_width([wrap(FIRST, 60), wrap(SECOND, 60)]) > 50


def test_paragraphs_without_blank_lines_end_where_a_line_ends_early() -> None:
    lines = wrap(FIRST, 60) + wrap(SECOND, 60)
    assert [len(part) for part in paragraphs_of(lines, 60)] == [len(wrap(FIRST, 60)), len(wrap(SECOND, 60))]


def test_hyphens_of_typesetting_go_and_those_of_words_stay() -> None:
    lines = [
        "The harbour and the land-",
        "ing were empty, a well-",
        "known state of things at the har-",
        "bour, landing and all.",
    ]
    assert join_lines(lines, Hyphens(lines)) == (
        "The harbour and the landing were empty, a wellknown state of things at the harbour, landing and all."
    )
    known = [*lines, "It is well-known."]
    assert "a well-known state" in join_lines(lines, Hyphens(known))
    alone = ["a half-", "eaten apple"]
    assert join_lines(alone, Hyphens(alone)) == "a half-eaten apple"


def test_east_asian_lines_are_joined_without_blanks() -> None:
    assert join_lines(["春はあけぼの", "やうやう白く"]) == "春はあけぼのやうやう白く"


def test_millions_of_letters_without_a_blank_cost_no_more_than_their_number() -> None:
    lines = ["w" * 2_000_000, "w" * 1_000_000 + "-", "x"]
    assert len(join_lines(lines, Hyphens(lines))) > 2_999_999
