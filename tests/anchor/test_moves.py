"""What left its place: lines, table rows, sentences, pictures, and passages of which a part is gone."""

from reader.anchor.describe import describe
from reader.anchor.resolve import resolve
from reader.model.annotation import Anchor, AnchorState

ENTRIES = [
    f"{hour}:0{minute} Police in {place} say {number} people have been moved. More details to follow."
    for hour, minute, place, number in (
        (14, 2, "Osk", 31), (14, 7, "Vellmoor", 12), (15, 1, "Osk", 44), (15, 6, "Tarn", 31), (16, 3, "Vellmoor", 9)
    )
]  # fmt: skip
ROWS = [
    "Team\tPlayed\tPoints",
    "Osk Rovers\t12\t31",
    "Vellmoor Town\t12\t28",
    "Tarn Athletic\t11\t19",
    "Ness United\t12\t17",
]
STORY = [
    "The ferry left at noon with four hundred passengers and a crew of nine.",
    "Nobody on the quay knew why she was late. The captain gave no answer to those who asked.",
    "The company blamed a worn bearing in the starboard engine.",
    "Fares will rise by twelve per cent in May, the council said on Friday.",
]


def placed(old: str, new: str, quote: str) -> tuple[Anchor, str]:
    """Return the anchor of the first place of a quote, and what stands there now."""
    start = old.index(quote)
    anchor = resolve(describe(old, start, start + len(quote)), new, old_text=old)
    return anchor, new[anchor.start : anchor.end]


def lines(parts: list[str]) -> str:
    return "\n\n".join(parts)


def test_entries_after_one_template_keep_their_own_words_when_a_live_blog_is_turned() -> None:
    old, new = lines(ENTRIES), lines(ENTRIES[::-1])
    for entry in ENTRIES:
        assert placed(old, new, entry)[1] == entry


def test_an_entry_that_is_gone_is_no_other_entry_after_its_template() -> None:
    old = lines(ENTRIES)
    fresh = [ENTRIES[0].replace("14:02", "17:20").replace("Osk", "Ruun").replace("31", "58")]
    anchor, _ = placed(old, lines(fresh + ENTRIES[1:]), ENTRIES[0])
    assert anchor.state is AnchorState.ORPHAN or anchor.needs_look


def test_rows_of_a_table_that_is_sorted_anew_are_followed_though_a_number_changed() -> None:
    new = [ROWS[0], ROWS[3].replace("11\t19", "12\t33"), ROWS[1], ROWS[4], ROWS[2]]
    for row, found in ((ROWS[3], new[1]), (ROWS[1], ROWS[1]), (ROWS[4], ROWS[4])):
        assert placed(lines(ROWS), lines(new), row)[1] == found


def test_sentences_that_change_places_within_a_passage_stay_one_passage() -> None:
    first, second = STORY[1].split(". ")[0] + ".", STORY[1].split(". ")[1]
    swapped = f"{second} {first}"
    assert placed(lines(STORY), lines([STORY[0], swapped, *STORY[2:]]), STORY[1])[1] == swapped


def test_a_byline_that_went_to_the_end_is_found_there() -> None:
    anchor, text = placed(lines(["By Ida Holm", *STORY]), lines([*STORY, "By Ida Holm"]), "By Ida Holm")
    assert (anchor.state, text) == (AnchorState.MOVED, "By Ida Holm")


def test_what_is_pushed_down_by_new_paragraphs_has_not_moved() -> None:
    new = lines(["This story was updated on Friday.", "It now has the council's answer.", *STORY])
    assert placed(lines(STORY), new, STORY[2])[0].state is AnchorState.ANCHORED


def test_a_copy_elsewhere_is_not_taken_for_a_line_that_was_edited_in_its_place() -> None:
    edited = "The company now blames a worn bearing in the starboard engine room."
    new = lines([STORY[2], STORY[0], STORY[1], edited, STORY[3]])
    assert placed(lines(STORY), new, STORY[2])[1] == edited


def test_of_a_mark_over_a_border_the_half_that_is_left_is_found() -> None:
    quote = "to those who asked.\n\nThe company blamed"
    anchor, text = placed(lines(STORY), lines([STORY[0], STORY[1], STORY[3]]), quote)
    assert (anchor.state, text) == (AnchorState.CHANGED, "to those who asked.")


def test_the_second_of_two_pictures_side_by_side_is_not_the_first() -> None:
    old = lines([STORY[0], "\ufffc", "\ufffc", STORY[1]])
    new = lines(["A new beginning was written.", STORY[0], "\ufffc", "\ufffc", STORY[1]])
    start = old.rindex("\ufffc")
    anchor = resolve(describe(old, start, start + 1), new, old_text=old)
    assert anchor.start == new.rindex("\ufffc")


def test_a_sentence_put_in_that_begins_alike_does_not_take_the_first_word() -> None:
    old = lines(["In May the ferry sails again.", STORY[0]])
    new = lines(["In the fourth year the mud was green.", "In May the ferry sails again.", STORY[0]])
    assert placed(old, new, "In May the ferry sails")[0].start == new.index("In May")


def test_accents_that_a_cleaner_lost_part_no_words() -> None:
    old = "Ông nghĩ bị rối loạn tiêu hóa thông thường.\n\nBác sĩ đánh giá bệnh nhân nhiều lần."
    new = "Ong nghi bi roi loan tieu hoa thong thuong.\n\nBac si đanh gia benh nhan nhieu lan."
    anchor, text = placed(old, new, "bệnh nhân nhiều lần")
    assert (anchor.state, text) == (AnchorState.CHANGED, "benh nhan nhieu lan")
