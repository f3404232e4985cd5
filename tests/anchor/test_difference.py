"""The running text of two versions: exact for any two, and what a person would call a good account for the usual ones."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.anchor.difference import differences
from reader.anchor.word_edits import word_edits
from reader.model.article import Article, Metadata
from reader.model.blocks import (
    Block,
    Code,
    Deck,
    Figure,
    Heading,
    Headline,
    Image,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Table,
    block_text,
)
from reader.model.difference import Difference, DifferentPart, Edit, PartKind
from reader.model.kept import Version

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
OLD = Version(id="1" * 16, made=NOON, fetched=NOON, snapshots=("a",))
NEW = Version(id="2" * 16, made=NOON, fetched=NOON, snapshots=("b",))

FERRY = "The ferry that once tied the two shores of the lake will run again from April, the council said on Monday."
CAPTAIN = (
    "Its captain had sworn never to touch a wheel again. She changed her mind, she said, when she saw the children."
)
TICKETS = (
    "Tickets will cost what they cost eleven years ago, and the first crossing is already sold out to the faithful."
)
ROAD = "Not everyone is glad. The road lobby had counted on the bridge, for which a budget was drawn up in the autumn."
PICTURE = Image(src="https://hill.example/ferry.jpg")


def article(*blocks: Block | str, metadata: Metadata | None = None) -> Article:
    """Return an article of blocks; a string is a paragraph."""
    made = tuple(Paragraph(text=block) if isinstance(block, str) else block for block in blocks)
    return Article(metadata=metadata or Metadata(), blocks=made)


def compare(old: Article, new: Article) -> Difference:
    """Return the difference of two articles, after a look at whether it is exact."""
    found = differences(old, new, OLD, NEW)
    assert_tiles(old, found, is_old=True)
    assert_tiles(new, found, is_old=False)
    return found


def assert_tiles(whole: Article, found: Difference, *, is_old: bool) -> None:
    """Fail unless all stretches of one side are its text, each letter of each block once."""
    seen = bytearray(len(whole.text))
    for part in found.parts:
        for stretch in part.stretches:
            place = stretch.old if is_old else stretch.new
            if place is None:
                continue
            assert whole.text[place.start : place.end] == stretch.text
            assert not any(seen[place.start : place.end])
            seen[place.start : place.end] = b"\1" * len(stretch.text)
    for start, text in zip(whole.block_starts, whole.block_texts, strict=True):
        assert all(seen[start : start + len(text)]), text


def told(part: DifferentPart) -> str:
    """Return a part as wdiff writes it."""
    signs = {Edit.KEPT: "{}", Edit.ADDED: "{{+{}+}}", Edit.REMOVED: "[-{}-]"}
    return "".join(signs[stretch.edit].format(stretch.text) for stretch in part.stretches)


def account(old: str, new: str) -> str:
    """Return what became of a paragraph, as wdiff writes it."""
    return "".join(map(told, compare(article(old), article(new)).parts))


TEXTS = st.text(alphabet="ab cd.,’'\n\t-é東京天気ש\u0301👩‍👧Ａ1ı", max_size=40)
SENTENCES = st.lists(
    st.sampled_from([FERRY, CAPTAIN, TICKETS, ROAD, "Yes.", "Oh", "東京の天気は晴れです。", "* * *", "3.5, or 4?"]),
    max_size=5,
).map(" ".join)
BLOCKS = st.one_of(
    st.builds(Paragraph, text=SENTENCES),
    st.builds(Paragraph, text=TEXTS),
    st.builds(Heading, text=TEXTS),
    st.builds(ListItem, text=SENTENCES),
    st.builds(Quote, text=SENTENCES),
    st.builds(Code, text=st.sampled_from(["a = 1\n\nb = 2", "a = 1", "\n\n", "b = 2\n\n\nc"])),
    st.builds(Table, rows=st.just((("a", "b"), ("1", "2")))),
    st.builds(Figure, images=st.just((PICTURE,)), caption=SENTENCES, credit=st.sampled_from(["", "Ivo Rask"])),
    st.just(Rule()),
)
ARTICLES = st.lists(BLOCKS, max_size=7).map(lambda blocks: article(*blocks))


@given(ARTICLES, ARTICLES)
def test_both_texts_are_in_the_account_letter_for_letter(old: Article, new: Article) -> None:
    found = compare(old, new)
    for part in found.parts:
        if part.kind is not PartKind.BLOCK:
            continue
        assert part.block is not None
        kept = "".join(stretch.text for stretch in part.stretches if stretch.edit is not Edit.REMOVED)
        assert part.new_block < 0 or kept == new.block_texts[part.new_block]
    assert [part.new_block for part in found.parts if part.kind is PartKind.BLOCK and part.new_block >= 0] == list(
        range(len(new.blocks))
    )


@given(ARTICLES)
def test_a_text_and_itself_are_the_same(one: Article) -> None:
    found = compare(one, replace(one))
    assert found.is_empty
    assert (found.added_words, found.removed_words) == (0, 0)


@given(TEXTS, TEXTS)
def test_edits_of_a_text_are_exact_and_in_order(old: str, new: str) -> None:
    at = new_at = 0
    before: Edit | None = None
    for edit in word_edits(old, new):
        assert edit.edit is not before, "neighbours of one kind are joined"
        assert (edit.old_start, edit.new_start) == (at, new_at) or edit.edit is Edit.ADDED
        if edit.edit is Edit.KEPT:
            assert old[edit.old_start : edit.old_end] == new[edit.new_start : edit.new_end]
        at, new_at, before = max(at, edit.old_end), max(new_at, edit.new_end), edit.edit
    assert (at, new_at) == (len(old), len(new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("the big dog barks", "the dog barks", "the [-big -]dog barks"),
        ("a house on the hill", "a very big and old house on the hill", "a {+very big and old +}house on the hill"),
        (
            "He said on Monday that prices would rise by 3 percent.",
            "He said on Tuesday that prices would rise by 4 percent.",
            "He said on [-Monday-]{+Tuesday+} that prices would rise by [-3-]{+4+} percent.",
        ),
        (  # hardly anything is left of a sentence: no confetti
            "The council said on Monday it would open the ferry in April. Nobody spoke against the plan that evening.",
            "The board announced Tuesday that the ferry will run in May. Nobody spoke against the plan that evening.",
            "[-The council said on Monday it would open the ferry in April-]"
            "{+The board announced Tuesday that the ferry will run in May+}. Nobody spoke against the plan that evening.",
        ),
        (  # a word or two between two replacements
            "It happened on Monday in May and nobody saw it.",
            "It happened on Tuesday in June and nobody saw it.",
            "It happened on [-Monday in May-]{+Tuesday in June+} and nobody saw it.",
        ),
        (  # what was put in begins where a sentence begins
            "They saw the cat on the wall. They saw the dog by the door.",
            "They saw the cat on the wall. They saw the bird in the tree. They saw the dog by the door.",
            "They saw the cat on the wall. {+They saw the bird in the tree. +}They saw the dog by the door.",
        ),
        (f"{FERRY} {ROAD}", f"{FERRY} {TICKETS} {ROAD}", f"{FERRY} {{+{TICKETS} +}}{ROAD}"),
    ],
)
def test_changes_are_told_in_whole_words_and_phrases(old: str, new: str, expected: str) -> None:
    assert account(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("He said it's fine.", "He said it’s fine!", "He said it[-'-]{+’+}s fine[-.-]{+!+}"),
        ('"Hello," she said - and left.', "“Hello”, she said — and left.", None),
        ("About 1,000 people came.", "About 2,000 people came.", "About [-1,000-]{+2,000+} people came."),
        ("The Ferry runs.", "The ferry runs.", "The [-Ferry-]{+ferry+} runs."),
        ("He said it's fine.", "He said it is fine.", "He said [-it's-]{+it is+} fine."),
        ("They said you’re in.", "They said youʼre in.", "They said you[-’-]{+ʼ+}re in."),
        ("a  b c", "a b c", "a [- -]b c"),
    ],
)
def test_typography_is_shown_and_small(old: str, new: str, expected: str | None) -> None:
    found = account(old, new)
    assert expected is None or found == expected
    changed = compare(article(old), article(new))
    assert expected is not None or (changed.added_words, changed.removed_words) == (0, 0)


def test_letters_of_scripts_without_spaces_change_in_runs() -> None:
    found = account("東京の天気は晴れです。明日は雨が降るでしょう。", "東京の天気は曇りです。明日は雪が降るでしょう。")
    assert found == "東京の天気は[-晴れ-]{+曇り+}です。明日は[-雨-]{+雪+}が降るでしょう。"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("👩‍👩‍👧 smile", "👩‍👩‍👦 smile"),
        ("🇳🇴 won", "🇳🇱 won"),
        ("cafe\u0301s here", "cafe\u0302s here"),
        ("ที่นี่", "ที่นั่น"),
        ("1️⃣ first", "2️⃣ first"),
    ],
)
def test_no_sign_is_cut_in_two(old: str, new: str) -> None:
    for part in compare(article(old), article(new)).parts:
        for stretch in part.stretches:
            assert not stretch.text.startswith(("\u200d", "\ufe0f", "\u0301", "\u0302", "\u20e3"))
            assert not stretch.text.endswith("\u200d")
            assert stretch.text not in ("🇳", "🇴", "🇱")


def test_a_headline_and_a_deck_are_told_as_one_however_they_were_rewritten() -> None:
    old = article(Headline(text="Ferry line to reopen"), Deck(text="The lake waits."), FERRY)
    new = article(Headline(text="Council votes for boats"), Deck(text="A bridge is off the table."), FERRY)
    headline, deck, paragraph = compare(old, new).parts
    assert (headline.old_block, headline.new_block) == (0, 0)
    assert (deck.old_block, deck.new_block) == (1, 1)
    assert not paragraph.is_changed


def test_a_byline_is_compared_and_stands_below_the_headline() -> None:
    old = article(Headline(text="Ferry"), FERRY, metadata=Metadata(authors=("Oda Brandt",), place="Oslo"))
    new = article(
        Headline(text="Ferry"), FERRY, metadata=Metadata(authors=("Oda Brandt", "Tove Lindqvist"), place="Oslo")
    )
    found = compare(old, new)
    assert [part.kind for part in found.parts] == [PartKind.BLOCK, PartKind.BYLINE, PartKind.BLOCK]
    assert told(found.parts[1]) == "Oda Brandt{+, Tove Lindqvist+} · Oslo"
    assert not found.is_empty


def test_a_caption_and_a_credit_are_compared_in_their_figure() -> None:
    old = article(FERRY, Figure(images=(PICTURE,), caption="The ferry at dawn", credit="Ivo Rask"))
    new = article(FERRY, Figure(images=(PICTURE,), caption="Boats", credit="Nils Moe"))
    found = compare(old, new).parts[1]
    assert (found.old_block, found.new_block) == (1, 1), "the picture says that it is the same"
    assert told(found) == "[-The ferry at dawn-]{+Boats+}\n[-Ivo Rask-]{+Nils Moe+}"


def test_a_moved_paragraph_is_told_once_where_it_stands_now() -> None:
    found = compare(
        article(FERRY, CAPTAIN, TICKETS, ROAD), article(FERRY, TICKETS, ROAD, CAPTAIN.replace("sworn", "said"))
    )
    assert [(part.kind, part.new_block) for part in found.parts] == [
        (PartKind.BLOCK, 0),
        (PartKind.LEFT, 3),
        (PartKind.BLOCK, 1),
        (PartKind.BLOCK, 2),
        (PartKind.BLOCK, 3),
    ]
    assert [part.is_moved for part in found.parts] == [False, False, False, False, True]
    assert "[-sworn-]{+said+}" in told(found.parts[-1])
    assert (found.added_words, found.removed_words) == (1, 1)


def test_rows_of_sentences_that_differ_in_a_number_keep_their_places() -> None:
    rows = [
        f"The harbour office keeps a list of all {number} boats that were moored on the lake." for number in range(9)
    ]
    found = compare(article(*rows), article(*rows[:4], *rows[5:], "And no more than these."))
    changed = [told(part) for part in found.parts if part.is_changed]
    assert changed == [f"[-{rows[4]}-]", "{+And no more than these.+}"]


def test_a_paragraph_that_was_parted_says_where() -> None:
    first, second = CAPTAIN.split(". ", 1)
    found = compare(article(FERRY, CAPTAIN, ROAD), article(FERRY, f"{first}.", second, ROAD)).parts
    assert [part.is_split for part in found] == [False, False, True, False]
    assert told(found[1]) == f"{first}.[- -]"
    assert told(found[2]) == second
    assert found[1].old_block == found[2].old_block == 1


def test_a_picture_may_come_between_the_halves_of_a_paragraph() -> None:
    first, second = CAPTAIN.split(". ", 1)
    figure = Figure(images=(PICTURE,), caption="The captain, in a boat")
    found = compare(article(FERRY, CAPTAIN), article(FERRY, f"{first}.", figure, second)).parts
    assert [part.old_block for part in found] == [0, 1, -1, 1]


def test_paragraphs_that_were_joined_say_so() -> None:
    first, second = CAPTAIN.split(". ", 1)
    found = compare(article(FERRY, f"{first}.", second, ROAD), article(FERRY, CAPTAIN, ROAD)).parts
    assert told(found[1]) == f"{first}.[-\n\n-]{{+ +}}{second}"
    assert len(found) == 3


def test_an_article_that_lost_all_its_paragraphs_is_still_the_same() -> None:
    texts = (FERRY, CAPTAIN, TICKETS, ROAD, *(f"{FERRY[:-1]} in the year {year}." for year in range(1990, 1999)))
    (found,) = compare(article(*texts), article("\n".join(texts))).parts
    assert found.old_block == 0
    assert (told(found).count("[-\n\n-]{+\n+}"), len(found.stretches)) == (12, 12 * 3 + 1)
    parted = compare(article("\n".join(texts)), article(*texts)).parts
    assert [part.is_split for part in parted] == [False] + [True] * 12


def test_what_is_gone_stands_where_it_stood_and_before_what_came() -> None:
    new = "Wholly other things stand here now, of fish and of fowl, and of how one cooks both in a pot."
    found = compare(article(FERRY, CAPTAIN, ROAD), article(FERRY, new, ROAD)).parts
    assert [told(part) for part in found] == [FERRY, f"[-{CAPTAIN}-]", f"{{+{new}+}}", ROAD]


def test_rules_and_pictures_without_words_are_known_again() -> None:
    blocks = (FERRY, Rule(), CAPTAIN, Figure(images=(PICTURE,)), TICKETS, Rule(), ROAD)
    found = compare(article(*blocks), article(*blocks[:4], "A new paragraph comes here, of all places.", *blocks[4:]))
    assert [part.old_block for part in found.parts] == [0, 1, 2, 3, -1, 4, 5, 6]


def test_a_row_of_a_table_and_a_line_of_code() -> None:
    table = Table(rows=(("Town", "People"), ("Vik", "900"), ("Hol", "1,200")), header_rows=1)
    grown = replace(table, rows=(*table.rows[:2], ("Bø", "700"), *table.rows[2:]))
    found = compare(article(table, Code(text="a = 1\nb = 2")), article(grown, Code(text="a = 1\nb = 3"))).parts
    assert told(found[0]) == "Town\tPeople\nVik\t900\n{+Bø\t700\n+}Hol\t1,200"
    assert told(found[1]) == "a = 1\nb = [-2-]{+3+}"
    assert block_text(grown) == "".join(one.text for one in found[0].stretches if one.edit is not Edit.REMOVED)


def test_the_same_page_cleaned_twice_is_said() -> None:
    assert differences(article(FERRY), article(ROAD), OLD, replace(NEW, snapshots=OLD.snapshots)).is_recleaned
    assert not differences(article(FERRY), article(ROAD), OLD, NEW).is_recleaned
    bare = replace(OLD, snapshots=())
    assert not differences(article(FERRY), article(ROAD), bare, replace(NEW, snapshots=())).is_recleaned


def hostile() -> Iterator[tuple[str, str]]:
    """Give pairs of texts that say the same over and over."""
    yield "a " * 20_000, "a " * 19_000 + "b"
    yield "a b " * 10_000, "b a c " * 7_000
    yield "!?" * 20_000, "?!." * 20_000
    yield "天" * 20_000, "天気" * 10_000
    yield "👩‍👩‍👧 " * 5_000, "👩‍👩‍👦 " * 5_000


@pytest.mark.parametrize("pair", list(hostile()), ids=range(5))
def test_repetition_is_told_all_the_same(pair: tuple[str, str]) -> None:
    compare(article(pair[0]), article(pair[1]))
    compare(article(*pair[0].split()[:3_000]), article(*pair[1].split()[:3_000]))


def test_articles_without_a_text_are_compared() -> None:
    assert compare(article(), article()).is_empty
    assert compare(article(), article("New.")).added_words == 1
    assert compare(article("Old."), article()).removed_words == 1
