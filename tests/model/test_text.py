"""The boundary for outside text: what goes, what stays, and that cleaning twice changes nothing."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.model.outside_text import MAX_MARKS, MAX_STACK
from reader.model.text import (
    MAX_LINE_LETTERS,
    clean_line,
    clean_text,
    collapse,
    first_words,
    is_clean,
    is_tame,
    tame_line,
    tame_text,
)

FORBIDDEN = (
    {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n", "\t"}
    | {
        chr(code)
        for code in (
            0xAD,
            0x17B4,
            0x17B5,
            0x180E,
            0x200B,
            0x2028,
            0x2029,
            0x3164,
            0xFEFF,
            0xFFA0,
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            *range(0x1BCA0, 0x1BCA4),
            *range(0x1D173, 0x1D17B),
        )
    }
    | {chr(code) for code in (*range(0xFDD0, 0xFDF0), *range(0xFFF0, 0xFFFC), 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF)}
    | {chr(code) for code in range(0xD800, 0xE000)}
)
"""What may never be left, tag characters apart: those are left in flags."""

BLANK_LETTERS = {"\u115f", "\u1160"}
"""Letters of Hangul without ink, which are left where they complete a syllable."""

TROUBLE = st.sampled_from(
    [
        *sorted(FORBIDDEN - {chr(code) for code in range(0xD900, 0xE000)}),
        *"\u034f\u061c\u115f\u1160\u1161\u180b\u1820\ufe00\ufe0f",
        *"\u200c\u200d\u200e\u200f\n\t \xa0\u3000eéạ=≠αйبهकカ゛が漢한ᄒ각👩🚀❤\ufe0f🏴🇩",
        *"\u0301\u0323\u0338\u0345\u05b0\u05bf\u064b\u0651\u093c\u094d\u0cc6\u0cc2\u3099\u20dd\u0344\u0f71\u0f72\U0001d165\U0001e944",
        *(chr(0xE0000 + letter) for letter in (1, 0x20, 0x61, 0x7A, 0x7F, 0x100, 0x1EF)),
        "\x1b[31m",
        "\x1b]0;title\x07",
        "\x9b5n",
        "\r\n",
        "[",
        "]",
        "0;",
        "\\",
    ]
)
HOSTILE = st.one_of(st.lists(TROUBLE, max_size=40).map("".join), st.text(st.characters(exclude_categories=())))


@given(HOSTILE)
@example("e\u200d\u0301\u200d\u0301")
@example("e" + "\u0301" * 40 + "\u05bf" * 40 + "\u0301" * 40)
@example("\u0344" * 40)
@example("\U0001f3f4\U000e0067\U000e0062\U000e007f")
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert is_clean(once)


@given(HOSTILE)
def test_no_forbidden_character_is_left(text: str) -> None:
    cleaned = clean_text(text)
    assert not FORBIDDEN & set(cleaned)
    cleaned.encode("utf-8")


@given(HOSTILE)
def test_result_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean_text(text))


@given(HOSTILE, st.integers(min_value=1, max_value=30))
def test_line_is_one_clean_line_within_its_limit(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert line == line.strip()
    assert not {"\n", "\t"} & set(line)
    assert is_clean(line)
    assert clean_line(line, limit) == line


@given(st.text(st.characters(categories=("L", "N", "P", "S"), max_codepoint=0xFFFF), max_size=50))
def test_letters_digits_and_signs_are_never_lost(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert clean_text(text) == "".join(letter for letter in composed if letter not in FORBIDDEN | BLANK_LETTERS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain words\n\twith a tab",
        "Straße über den Fluß — „schön“ …",
        "Надпись на набережной",
        "قرر مجلس الميناء إعادة المصابيح",
        "قَرَّرَ مَجْلِسُ الْمِينَاءِ",
        "בְּרֵאשִׁית בָּרָא אֱלֹהִים",
        "می‌خواهم کتاب‌های قدیمی",
        "क्‍ष और क्‌ष",
        "港の評議会は火曜日",
        "한국어 각",
        "👩‍🚀 👨‍👩‍👧‍👦 ❤️‍🔥 🏳️‍🌈 🇩🇪",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "left\u200e-to-right\u200f marks",
        "מנורות\u200f הנמל חוזרות (2025)\u200e אל הרציף",
        "\u061cالرصيف (٢٠٢٥)\u061c القديم",
        "בָ\u034fֽר",
        "葛\U000e0100城市の芦\ufe00",
        "∩\ufe00 0\ufe00 ☎\ufe0e ©\ufe0f က\ufe00",
        "ᠠ\u180b",
        "\u1112\u119e\u11ab \u115f\u1161 \u1100\u1160\u11a8",
        "ཧྐྵྨླྺྼྻྂ",
        "a\ufffcb \ufffd",
        "[red]not markup[/red] &amp; <b>",
        "𝄞 𠮷野家",
        "1\ufe0f\u20e3",
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x00b\x7fc\x9bd", "abc"),  # a lone C1 introducer takes its final letter with it
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("\x1bPq#0\x1b\\sixel", "sixel"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("gpj.\u202eexe\u202c", "gpj.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
        ("\ud800lone\udfff", "lone"),
        ("a\U000e0041\U000e0042b", "ab"),
        ("e\u0301", "é"),
        ("la\u200dtin le\u200ctters", "latin letters"),
        ("\u200dstart", "start"),
        ("می\u200c\u200cخواهم", "می\u200cخواهم"),
        ("\uffff\ufdd0\U0001fffe", ""),
        ("hid\u200eden wo\u200frd пого\u061cда", "hidden word погода"),
        ("\u200f\u200e\u200f(שלום)", "\u200f(שלום)"),
        ("h\ufe0fe\ufe01l\U000e0101l\U000e01efo\u034f", "hello"),
        ("👍" + "\ufe0f" * 99 + "\U000e0110", "👍\ufe0f"),
        ("葛\U000e0100\U000e0101\U000e0102", "葛\U000e0100"),
        ("a\u180bb\u3164c\uffa0d\u115fe\u1160f", "abcdef"),
        ("base\ufff9text\ufffaread\ufffbing", "basetextreading"),
        ("\U000e0001\U000e0065\U000e006een", "en"),
        ("𝅘𝅥𝅮\U0001d173a\U0001bca0b", unicodedata.normalize("NFC", "𝅘𝅥𝅮") + "ab"),
        ("\U0001bca0\u200c", ""),  # what stood before a joiner is gone, so it joins nothing
        ("[\U000e0138\u200dx", "[x"),
        ("م\u200c\u2126", "م\u03a9"),  # a sign becomes a Greek letter, before which nothing is joined
        ("x" + "\u0e47" * 5_000 + "y", "x" + "\u0e47" * MAX_STACK + "y"),
        ("ཀ" + "\u0f90" * 5_000, "ཀ" + "\u0f90" * MAX_STACK),
    ],
)
def test_what_goes_goes(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


def test_piled_marks_are_cut_to_what_a_script_needs() -> None:
    assert clean_text("x" + "\u0302" * 200 + "y") == "x\u0302" + "\u0302" * (MAX_MARKS - 1) + "y"


@pytest.mark.parametrize(
    "text",
    [
        "\x9d" * 200_000,
        "\x1b]" * 100_000,
        "\x1b[1;" * 50_000,
        "e" + "\u0301" * 200_000,
        ("\u0301\u0323" * 4 + "\u05bf") * 30_000,  # Normalising this alone takes minutes: sorting a run is quadratic.
        "\U0001e944\u0301\u0323" * 60_000,
        "\u200d" * 200_000,
        "e\u200d\u0301" * 70_000,
        "\U0001f3f4\U000e0041" * 50_000,
        "\u0344" * 100_000,
        "\u200f\u200c\u200e\u200d" * 50_000,
        "e\u200e\u0301\u200d\u0301" * 50_000,
        "👍" + "\ufe0f\u200d" * 100_000,
        "\u0e49\u0e47" * 100_000,
    ],
    ids=[
        *("osc", "osc-7bit", "csi", "pile", "unsorted", "beyond", "joiners", "joined-marks", "tags", "expanding"),
        *("directions", "composing", "variants", "thai"),
    ],
)
def test_hostile_text_is_cleaned_to_its_end(text: str) -> None:
    """No clock: at a cost that grows with the square of the length each of these takes minutes, which nobody overlooks."""
    cleaned = clean_text(text + "end")
    assert is_clean(cleaned)
    assert len(cleaned) < len(text)


def test_line_collapses_every_kind_of_space() -> None:
    assert clean_line("  a\xa0\u2003b\t\nc\u3000 ") == "a b c"
    assert collapse("a\u202f\u2009b") == "a b"


def test_long_line_is_cut_with_an_ellipsis() -> None:
    line = clean_line("word " * 10_000)
    assert len(line) <= MAX_LINE_LETTERS
    assert line.endswith("word…")


def test_cut_through_a_flag_leaves_no_tag_characters() -> None:
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    assert clean_line("ab" + flag + "cd", 6) == "ab\U0001f3f4…"


def test_first_words_are_cut_after_a_word() -> None:
    title = "Ferry line to reopen after eleven winters"
    assert first_words(title, 60) == title
    assert first_words(title, 40) == "Ferry line to reopen after eleven…"
    assert first_words(title, 34) == "Ferry line to reopen after eleven…"  # the cut falls on the blank
    assert first_words("Donaudampfschifffahrtsgesellschaft", 12) == "Donaudampfs…"
    assert first_words("So it ends…", 60) == "So it ends…"


IDLE = {chr(code) for code in (0xAD, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0xFFF0, 0xFFF9))}
"""What cleaning takes out and nobody is harmed by."""


@given(HOSTILE)
def test_what_was_kept_clean_is_read_as_it_is_and_nothing_wild_is(text: str) -> None:
    assert tame_text(clean_text(text)) == clean_text(text)
    assert tame_line(clean_line(text)) == clean_line(text)
    tame = tame_text(text)
    assert is_tame(tame) or tame == clean_text(tame)
    harmful = {letter for letter in FORBIDDEN - IDLE if letter < "\U00010000"}
    assert not harmful & set(tame)
    assert not {*harmful, "\n", "\t"} & set(tame_line(text))


@pytest.mark.parametrize(
    "sign", ["🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "渡\U000e0100", "👩\u200d🚢"]
)
def test_signs_of_many_letters_are_tame(sign: str) -> None:
    assert is_tame(f"{sign} Ferry {sign}\u200d🚢\n")


@pytest.mark.parametrize(
    "wild",
    [
        "a\U000e0100\u200db🏴\U000e0067",
        "🏴\U000e0067\U000e0062\U000e007f\U000e0067",
        "a\x1bb",
        "a\x9bb",
        "a\u202eb",
        "a\ud800b",
        "a\U000e0041b",
        "e" + "\u0301" * 99,
        "a\rb",
    ],
)
def test_what_is_wild_is_seen(wild: str) -> None:
    assert not is_tame(wild)
    assert not is_tame(wild + "\n\xa0")
