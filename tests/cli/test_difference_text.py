"""The lines of a difference: styles on a terminal, signs elsewhere, nothing cut."""

from dataclasses import replace

import pytest

from reader.cli.difference_text import difference_lines
from reader.cli.rows import Paper
from reader.layout.cells import cell_width
from reader.model.blocks import OBJECT, Block, Figure, Heading, Headline, Image, ListItem, Paragraph, Rule
from reader.model.dates import utc_now
from reader.model.difference import Difference, DifferentPart, Edit, PartKind, Stretch

PIPE = Paper()
TERMINAL = Paper(width=40, is_bare=False)
PLAIN_TERMINAL = Paper(width=40)
KEPT, ADDED, REMOVED = Edit.KEPT, Edit.ADDED, Edit.REMOVED


def part(*stretches: tuple[Edit, str], block: Block | None = None) -> DifferentPart:
    """Return a part that is in both versions."""
    shown = tuple(Stretch(edit, text) for edit, text in stretches)
    return DifferentPart(stretches=shown, old_block=1, new_block=1, block=block or Paragraph(text=""))


def lines(*parts: DifferentPart, paper: Paper = PIPE, context: int | None = 0) -> list[str]:
    """Return the lines of a difference of these parts."""
    now = utc_now()
    difference = Difference(old_version="1", new_version="2", old_fetched=now, new_fetched=now, parts=parts)
    return list(difference_lines(difference, paper, context=context))


CHANGED = part((KEPT, "The boat leaves on "), (REMOVED, "Monday"), (ADDED, "Tuesday"), (KEPT, "."))


def test_a_pipe_gets_whole_lines_with_signs() -> None:
    assert lines(CHANGED) == ["The boat leaves on [-Monday-]{+Tuesday+}."]


def test_a_terminal_gets_styles_and_wrapped_lines() -> None:
    shown = lines(part((ADDED, "word " * 20)), paper=TERMINAL)
    assert len(shown) > 1
    assert all(line.startswith("\x1b[4;32m") and line.endswith("\x1b[0m") for line in shown)
    (line,) = lines(CHANGED, paper=TERMINAL)
    assert line == "The boat leaves on \x1b[9;31mMonday\x1b[0m \x1b[4;32mTuesday\x1b[0m."


def test_a_terminal_without_colours_gets_signs_and_wrapped_lines() -> None:
    shown = lines(part((KEPT, "word " * 20), (ADDED, "東京の天気は晴れです。" * 5)), paper=PLAIN_TERMINAL)
    assert all("\x1b" not in line and cell_width(line) <= 40 for line in shown)
    assert "".join(shown).count("東京") == 5


def test_what_was_joined_and_parted_has_a_sign() -> None:
    joined = part((KEPT, "One."), (REMOVED, "\n\n"), (ADDED, " "), (KEPT, "Two."))
    assert lines(joined) == ["One.[-¶-]{+ +}Two."]
    parted = replace(part((KEPT, "Two.")), is_split=True)
    assert lines(parted) == ["{+¶ +}Two."]


def test_a_moved_block_says_where_it_stood() -> None:
    moved = replace(part((KEPT, "Two.")), is_moved=True, new_block=5)
    left = DifferentPart(kind=PartKind.LEFT, stretches=(), old_block=2, new_block=5)
    assert lines(moved, left) == ["↕ moved here", "Two.", "", "↕ a paragraph that stood here was moved up"]
    assert lines(left, moved)[0] == "↕ a paragraph that stood here was moved down"


def test_what_is_as_it_was_is_folded_and_counted() -> None:
    same = part((KEPT, "Same."))
    assert lines(same) == ["… 1 paragraph unchanged"]
    assert lines(*[same] * 1_200, CHANGED, same)[0] == "… 1,200 paragraphs unchanged"
    assert lines(same, same, CHANGED, same, same, context=1)[::2] == [
        "… 1 paragraph unchanged",
        "Same.",
        "The boat leaves on [-Monday-]{+Tuesday+}.",
        "Same.",
        "… 1 paragraph unchanged",
    ]
    assert len(lines(same, same, CHANGED, context=None)) == 5


@pytest.mark.parametrize(
    ("block", "word"),
    [
        (Figure(images=(Image(src="https://hill.example/a.png", alt="A boat"),)), "{+[image: A boat]+}"),
        (Figure(), "{+[image]+}"),
        (Rule(), "{+* * *+}"),
    ],
)
def test_blocks_without_words_are_named(block: Block, word: str) -> None:
    assert lines(part((ADDED, OBJECT), block=block)) == [word]


def test_lists_have_their_marks_and_headings_their_weight() -> None:
    assert lines(part((ADDED, "A boat"), block=ListItem(text="A boat"))) == ["{+• +}{+A boat+}"]
    assert lines(part((REMOVED, "A"), (ADDED, "B"), block=ListItem(text="B", number=3))) == ["3. [-A-]{+B+}"]
    for block in (Headline(text="Boat"), Heading(text="Boat")):
        assert "\x1b[1m" in lines(part((KEPT, "A "), (ADDED, "boat"), block=block), paper=TERMINAL)[0]


def test_lines_of_a_caption_stay_lines() -> None:
    figure = part((KEPT, "At dawn\nIvo "), (REMOVED, "Rask"), (ADDED, "Moe"), block=Figure(caption="At dawn"))
    assert lines(figure) == ["At dawn", "Ivo [-Rask-]{+Moe+}"]
