"""Highlights in changed texts: with the old text, and by their selectors alone."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.anchor.describe import describe
from reader.anchor.resolve import resolve, resolve_many
from reader.model.annotation import Anchor, AnchorState

OLD = """Nine hours for a crossing of two

The Aurelia left Nordhavn at noon on Tuesday with four hundred passengers on board. Nobody on the quay knew why she was late.

“We saw nothing but fog,” said Ida Holm, who teaches at the island school. The captain did not answer questions.

The company blamed a worn bearing in the starboard engine, and promised an inquiry before the summer season begins.

Advertisement

Fares have risen by 12 per cent since January, the council said, and will rise again in May. Nobody was hurt."""

Resolve = Callable[[str, str], Anchor]


def place(quote: str, new: str, *, with_old: bool = True, nth: int = 0) -> Anchor:
    start = -1
    for _ in range(nth + 1):
        start = OLD.index(quote, start + 1)
    return resolve(describe(OLD, start, start + len(quote)), new, old_text=OLD if with_old else None)


BOTH = pytest.mark.parametrize("with_old", [True, False])


@BOTH
def test_inserted_text_shifts_a_passage(with_old: bool) -> None:
    new = OLD.replace("The company blamed", "It was the third time this year.\n\nThe company blamed")
    anchor = place("worn bearing", new, with_old=with_old)
    assert anchor.state is AnchorState.ANCHORED
    assert new[anchor.start : anchor.end] == "worn bearing"


@BOTH
@pytest.mark.parametrize("quote", ["a worn bea", "rn bearing", "orn bear", "ngin", "e"])
def test_borders_in_the_midst_of_words_stay_there(quote: str, with_old: bool) -> None:
    new = OLD.replace("before the summer", "in the summer").replace(
        "\n\nThe company", "\n\nIt was late.\n\nThe company"
    )
    start = OLD.index("engine") if quote == "e" else OLD.index(quote)
    anchor = resolve(describe(OLD, start, start + len(quote)), new, old_text=OLD if with_old else None)
    assert anchor.state is AnchorState.ANCHORED
    assert (anchor.start, anchor.end) == (new.index(OLD[start:][:7]), new.index(OLD[start:][:7]) + len(quote))


def test_a_border_in_the_midst_of_a_word_that_was_replaced_goes_to_its_end() -> None:
    anchor = place("starboard eng", OLD.replace("starboard engine", "starboard motor"))
    new = OLD.replace("starboard engine", "starboard motor")
    assert anchor.state is AnchorState.CHANGED
    assert new[anchor.start : anchor.end] == "starboard motor"


@BOTH
def test_typography_and_line_breaks_are_no_change(with_old: bool) -> None:
    new = OLD.replace("“", '"').replace("”", '"').replace("\n\n", "\n").replace("a worn", "a\u00a0worn")
    anchor = place("“We saw nothing but fog,”", new, with_old=with_old)
    assert anchor.state is AnchorState.ANCHORED
    assert new[anchor.start : anchor.end] == '"We saw nothing but fog,"'


@BOTH
def test_a_rewritten_sentence_is_changed(with_old: bool) -> None:
    new = OLD.replace("a worn bearing in the starboard engine", "a broken bearing in the port engine")
    quote = "The company blamed a worn bearing in the starboard engine, and promised an inquiry"
    anchor = place(quote, new, with_old=with_old)
    assert anchor.state is AnchorState.CHANGED
    assert new[anchor.start : anchor.end].startswith("The company blamed a broken bearing")
    assert new[anchor.start : anchor.end].endswith("promised an inquiry")
    assert 0.4 < anchor.confidence < 1


@BOTH
def test_orphan_is_kept_when_its_sentence_is_gone(with_old: bool) -> None:
    new = OLD.replace("The captain did not answer questions.", "")
    anchor = place("The captain did not answer questions.", new, with_old=with_old)
    assert anchor == Anchor(state=AnchorState.ORPHAN, confidence=0.0)


@BOTH
def test_a_word_that_stands_elsewhere_is_not_the_one_that_was_marked(with_old: bool) -> None:
    new = OLD.replace(" Nobody on the quay knew why she was late.", "")
    assert place("Nobody", new, with_old=with_old).state is AnchorState.ORPHAN
    kept = place("Nobody", new, with_old=with_old, nth=1)
    assert new[kept.start :].startswith("Nobody was hurt.")


@BOTH
def test_another_page_has_nothing_of_it(with_old: bool) -> None:
    new = "404\n\nWe are sorry. The page you were looking for was moved, or it never was here. Try the search on the front page."
    assert place("The company blamed a worn bearing", new, with_old=with_old).state is AnchorState.ORPHAN
    assert place("fog", new, with_old=with_old).state is AnchorState.ORPHAN
    assert place("fog", "", with_old=with_old).state is AnchorState.ORPHAN


def test_a_moved_paragraph_is_moved() -> None:
    paragraphs = OLD.split("\n\n")
    paragraphs.append(paragraphs.pop(1))
    new = "\n\n".join(paragraphs)
    anchor = place("with four hundred passengers", new)
    assert anchor.state is AnchorState.MOVED
    assert new[anchor.start : anchor.end] == "with four hundred passengers"


def test_of_equal_passages_each_stays_itself() -> None:
    entry = "\n\nMore details to follow."
    old = (
        "First entry of the day, at nine."
        + entry
        + "\n\nSecond one, at ten, from the harbour."
        + entry
        + "\n\nThird."
        + entry
    )
    new = "A later entry came on top." + entry + "\n\n" + old
    starts = [at for at in range(len(old)) if old.startswith("More details", at)]
    marks = [describe(old, at, at + 23) for at in starts]
    anchors = resolve_many(marks, new, old_text=old)
    assert [anchor.start for anchor in anchors] == [at + len(new) - len(old) for at in starts]


def test_marks_without_words_are_followed_by_their_neighbours() -> None:
    old = "One two three\n\n\ufffc\n\nfour five six seven"
    new = "Zero one two\n\nOne two three\n\n\ufffc\n\nfour five six eight"
    anchor = resolve(describe(old, old.index("\ufffc"), old.index("\ufffc") + 1), new, old_text=old)
    assert new[anchor.start : anchor.end] == "\ufffc"


def test_selectors_of_another_text_are_matched_by_their_words() -> None:
    selectors = describe(OLD, OLD.index("worn"), OLD.index("worn") + 12)
    anchor = resolve(selectors, OLD + " More.", old_text="not the text it was made on")
    assert (OLD + " More.")[anchor.start : anchor.end] == "worn bearing"


def test_what_is_in_place_needs_no_library() -> None:
    program = (
        "import sys\n"
        "from reader.anchor.describe import describe\n"
        "from reader.anchor.resolve import resolve_many\n"
        "text = 'The ferry left late. ' * 9 + 'Nobody knew why. ' + 'The end of it. ' * 9\n"
        "marks = [describe(text, 4, 9), describe(text, 200, 230)]\n"
        "assert all(anchor.state == 'anchored' for old in (text, None) for anchor in resolve_many(marks, text, old_text=old))\n"
        "longer = 'A line before. ' + text\n"
        "assert resolve_many(marks, longer, old_text=text)[1].start == marks[1].start + 15\n"
        "assert not {'rapidfuzz', 'difflib', 'reader.anchor.following', 'reader.anchor.match'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


WORDS = st.lists(
    st.sampled_from("the ferry left late fog Aurelia 12 naïve 漢字 said. noon, “quay”\n\n because".split(" ")),
    max_size=30,
)


@settings(max_examples=150)
@given(WORDS, WORDS, WORDS, st.data())
def test_any_texts_give_ranges_inside_the_text(
    before: list[str], old: list[str], after: list[str], data: st.DataObject
) -> None:
    old_text = " ".join([*before, *old]) + "."
    new_text = " ".join([*old, *after])
    start = data.draw(st.integers(0, len(old_text) - 1))
    end = data.draw(st.integers(start + 1, len(old_text)))
    if not old_text[start:end].strip():
        return
    selectors = describe(old_text, start, end)
    for known in (old_text, None):
        anchor = resolve(selectors, new_text, old_text=known)
        assert 0 <= anchor.start <= anchor.end <= len(new_text)
        assert (anchor.start < anchor.end) == (anchor.state is not AnchorState.ORPHAN)
        assert 0 <= anchor.confidence <= 1


@settings(max_examples=60)
@given(st.data())
def test_text_put_before_only_shifts(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(OLD) - 2))
    end = data.draw(st.integers(start + 1, len(OLD)))
    if not OLD[start:end].strip():
        return
    selectors = describe(OLD, start, end)
    ahead = "A correction was added to this story on Friday.\n\n"
    anchor = resolve(selectors, ahead + OLD, old_text=OLD)
    assert (anchor.start, anchor.end) == (selectors.start + len(ahead), selectors.end + len(ahead))


def test_a_long_text_that_repeats_itself_is_mapped() -> None:
    vocabulary = [f"w{number * 7919 % 2_000}" for number in range(40_000)]
    old = " ".join(vocabulary)
    new = " ".join(word for at, word in enumerate(vocabulary) if at % 37)
    middle = old.index(" ", len(old) // 2) + 1
    anchor = resolve(describe(old, middle, middle + 200), new, old_text=old)
    assert anchor.state is AnchorState.CHANGED


@pytest.mark.slow
def test_two_unlike_books_are_mapped_within_a_minute() -> None:
    old = " ".join(f"a{number * 7919 % 9_001}" for number in range(500_000))
    new = " ".join(f"b{number * 104729 % 9_001}" if number % 3 else f"a{number % 9_001}" for number in range(500_000))
    assert resolve(describe(old, 1_000, 1_400), new, old_text=old).state is AnchorState.ORPHAN


def headline(old: str, new: str) -> str:
    rest = OLD.split("\n", 1)[1]
    anchor = resolve(describe(f"{old}\n{rest}", 0, len(old)), f"{new}\n{rest}", old_text=f"{old}\n{rest}")
    return f"{new}\n{rest}"[anchor.start : anchor.end]


@pytest.mark.parametrize(
    "new",
    [
        "Skarnes raises harbour fee and splits the north coast",
        "Harbour fee splits the north coast and its fishing towns in two",
        "Harbour fee splits the fishing towns",
    ],
)
def test_a_headline_that_was_marked_is_marked_as_a_whole_when_it_was_rewritten(new: str) -> None:
    assert headline("Harbour fee splits the fishing towns of the north coast", new) == new


def test_a_headline_does_not_take_in_the_sentences_of_a_line_it_was_joined_with() -> None:
    old, new = "Harbour fee splits the towns", "Harbour fee splits the towns. A levy drives the boats away, owners say."
    assert headline(old, new).rstrip(".") == old
