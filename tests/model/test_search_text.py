"""The form in which text is searched: letters that count as one, borders of words, and the way back to the original."""

import re
import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.query import Words
from reader.model.search_text import find_words, fold, index_form, index_words, query_tokens


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("", ""),
        ("  \n\t ", ""),
        ("The FERRY line", "the ferry line"),
        ("Don't stop, don’t", "don t stop don t"),
        ("a well-known e-mail_address", "a well known e mail address"),
        ("U.S. policy, 3.14", "u s policy 3 14"),
        ("C++ and C# and Disney+", "c ⧺ ⧺ and c ♯ and disney ⧺"),
        ("C++17 but a+b and #tag", "c ⧺ ⧺ 17 but a b and tag"),
        ("L’été à Zürich", "l ete a zurich"),
        ("Straße Øre Łódź Đà Nẵng æon Œuvre þing", "strasse ore lodz da nang aeon oeuvre thing"),
        ("Qurʾān, Hawaiʻi", "qur an hawai i"),
        ("İstanbul ISPARTA ılık", "istanbul isparta ilik"),
        ("Ελλάς ΟΔΟΣ οδός ᾳ", "ελλασ οδοσ οδοσ α"),
        ("Ёлка й Їжак за́мок", "елка й їжак замок"),
        ("السَّلامُ عليكـم أحمد إلى ١٢٣", "السلام عليكم احمد الي 123"),
        ("کتاب كتاب", "كتاب كتاب"),
        ('צה״ל צה"ל שָׁלוֹם', "צהל צהל שלום"),
        ("हिंदी क़लम हूँ की", "हिंदी कलम हूं की"),
        ("বাংলা ভাষা", "বাংলা ভাষা"),
        ("தமிழ் மொழி", "தமிழ் ம\u0bc6\u0bbeழி"),
        ("Ｆｕｌｌ ﬁn m² Ⅳ", "full fin m2 iv"),
        ("東京都", "東京 京都 都"),
        ("東京、日本", "東京 京 日本 本"),
        ("カタカナ ﾊﾟﾝ ガ", "カタ タカ カナ ナ パン ン ガ"),
        ("iPhone手机pro", "iphone 手机 机 pro"),
        ("𠮷野家", "𠮷野 野家 家"),
        ("한국어 책", "한국 국어 어 책"),
        ("ไป ๒๕๖๙", "ไป ป 2569"),
        ("a🔥b ❤️ 👍🏽", "a 🔥 b ❤ 👍"),
        ("soft\u00adhyphen می‌خواهم", "softhyphen ميخواهم"),
        ("Brand™ lone\ud800surrogate", "brand lone surrogate"),
        ("a\u0301b n\u0303", "ab n"),
    ],
)
def test_text_is_stored_as(text: str, form: str) -> None:
    assert index_form(text) == form
    assert index_words(text) == form.split()


def test_tokens_hold_nothing_of_ascii_but_letters_and_digits() -> None:
    everything = "".join(map(chr, range(0x30000)))
    assert not re.search(r"[^a-z0-9 \x80-\U0010ffff]", index_form(everything))
    index_form(everything).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "tokens", "is_prefix"),
    [
        ("ferry", ("ferry",), False),
        ("well-known", ("well", "known"), False),
        ("東京", ("東京",), False),
        ("東京都", ("東京", "京都"), False),
        ("東", ("東",), True),
        ("東京、日", ("東京", "京", "日"), True),
        ("手机 pro", ("手机", "机", "pro"), False),
        ("— !", (), False),
    ],
)
def test_a_query_is_looked_up_as(text: str, tokens: tuple[str, ...], is_prefix: bool) -> None:
    assert query_tokens(Words(text=text)) == (tokens, is_prefix)


def test_a_prefix_is_a_prefix_of_the_last_word_only() -> None:
    assert query_tokens(Words(text="ferry li", is_prefix=True)) == (("ferry", "li"), True)
    assert query_tokens(Words(text="東京", is_prefix=True)) == (("東京",), False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÉTÉ", "ete"),
        ("Straße", "STRASSE"),
        ("‘a’–“b”", "'a'-\"b\""),
        ("ＡＢ", "ab"),
        ("ｶﾞ", "ガ"),
        ("rock’n’roll", "Rock'n'Roll"),
    ],
)
def test_names_are_compared_folded(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("the ferry, Ferry; ferryman", "ferry", ["ferry", "Ferry"]),
        ("Straße, STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("cafe\u0301 café", "cafe", ["cafe\u0301", "café"]),
        ("a ferry —\nline b", "ferry line", ["ferry —\nline"]),
        ("don’t and dont", "don't", ["don’t"]),
        ("C++, C and C#", "c++", ["C++"]),
        ("本日東京都", "東京", ["東京"]),
        ("東京日本、東京、日本", "東京 日本", ["東京、日本"]),
        ("ﬁn æon ß", "fi", []),
        ("กินข้าว", "ข้าว", ["ข้าว"]),
        ("x ß y", "ss", ["ß"]),
        ("क़लम", "कलम", ["क़लम"]),
    ],
)
def test_words_are_found_in_the_original(text: str, asked: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_words(text, [Words(text=asked)])] == found


def test_a_beginning_is_marked_alone() -> None:
    text = "Ferrymen in Straßen"
    places = find_words(text, [Words(text="ferry", is_prefix=True), Words(text="stras", is_prefix=True)])
    assert [text[start:end] for start, end in places] == ["Ferry", "Straß"]


def test_places_of_several_words_do_not_overlap() -> None:
    places = find_words("old ferry line here", [Words(text="ferry line"), Words(text="old ferry"), Words(text="here")])
    assert places == [(0, 14), (15, 19)]


# --- what holds for any text

_LETTERS = st.sampled_from(
    "abzABZ019éßØŁæﬁİıςΣΐёйЙЖאבשׁ٣سأَّـیहिंदीक़্কமொ東京都日カｶーん한국어각กำไิ่ປີမြန်ក្ខ𠮷🔥👍🏽❤\ufe0fＡ²㎞\u0301\u0308\u200d\xad"
)
_BETWEEN = st.sampled_from(" \n\t.,'’-–/&—、。・·…|_()[]\"")
_TEXTS = st.lists(st.one_of(_LETTERS, _LETTERS, _LETTERS, _BETWEEN), max_size=40).map("".join)
_ENDING_SIGNS = st.sampled_from(["C++", "C#", "Disney+", 'צה"ל', "ﾊﾟﾝ", "ｶﾞ", "U.S.", "a+b", "++", "#x", "x"])


def is_word_letter(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN" or unicodedata.category(letter) in ("Cf", "So", "Sk")


def is_border(text: str, at: int) -> bool:
    """Whether a user may cut `text` at `at`: not within a word, but anywhere between letters of a script without spaces."""
    if at in (0, len(text)) or not (is_word_letter(text[at - 1]) and is_word_letter(text[at])):
        return True
    after = unicodedata.category(text[at])
    if after[0] == "M" or after in ("Cf", "Sk") or unicodedata.category(text[at - 1]) == "Cf":
        return False
    return all(
        re.match("[\u3040-\u9fff\uac00-\ud7a3\U00020000-\U0003fffd]", letter) for letter in text[at - 1 : at + 1]
    )


def holds(tokens: list[str], asked: tuple[str, ...], *, is_prefix: bool) -> bool:
    """Whether a phrase search over `tokens` finds `asked`."""
    for at in range(len(tokens) - len(asked) + 1):
        there = tokens[at : at + len(asked)]
        if tuple(there[:-1]) == asked[:-1] and (
            there[-1].startswith(asked[-1]) if is_prefix else there[-1] == asked[-1]
        ):
            return True
    return False


def check_cut(text: str, start: int, end: int) -> None:
    cut = text[start:end]
    words = Words(text=cut)
    tokens, is_prefix = query_tokens(words)
    if not tokens:
        assert not find_words(cut, [words])
        return
    assert holds(index_words(text), tokens, is_prefix=is_prefix), (cut, tokens, index_words(text))
    places = find_words(text, [words])
    assert any(first < end and last > start for first, last in places), (cut, places)
    for first, last in places:
        assert index_form(text[first:last]).startswith(" ".join(tokens))  # marks may stand on the last letter


@given(_TEXTS, st.data())
def test_what_is_cut_from_a_text_at_borders_of_words_is_found_in_it(text: str, data: st.DataObject) -> None:
    text = unicodedata.normalize("NFC", text)
    borders = [at for at in range(len(text) + 1) if is_border(text, at)]
    start = data.draw(st.sampled_from(borders))
    end = data.draw(st.sampled_from([at for at in borders if at >= start]))
    check_cut(text, start, end)


@given(st.lists(st.one_of(_ENDING_SIGNS, _TEXTS), min_size=1, max_size=8), st.data())
def test_what_is_cut_from_a_text_at_blanks_is_found_in_it(parts: list[str], data: st.DataObject) -> None:
    parts = [unicodedata.normalize("NFC", part) for part in parts]
    first = data.draw(st.integers(0, len(parts) - 1))
    last = data.draw(st.integers(first, len(parts) - 1))
    before = " ".join(parts[:first])
    start = len(before) + (1 if first else 0)
    check_cut(" ".join(parts), start, start + len(" ".join(parts[first : last + 1])))


@given(_TEXTS)
def test_the_form_of_a_form_is_itself(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert fold(fold(text)) == fold(text)
    for token in index_words(text):
        assert re.fullmatch("[a-z0-9\x80-\U0010ffff]+", token)


@given(_TEXTS)
def test_case_and_accents_do_not_count(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    plain = unicodedata.normalize("NFC", text.replace("\u0301", "").replace("\u0308", ""))
    assert index_form(text.lower()) == index_form(text)
    assert index_form(plain) == index_form(text)


def test_a_full_text_index_cuts_the_form_into_the_same_tokens() -> None:
    """FTS5's `ascii` tokenizer takes all that is not ASCII for letters."""
    text = "Straße C++ 東京都、日本 हिंदी 🔥 ٣ won't ไป ＡＢ"
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(body, tokenize='ascii')")
    connection.execute("CREATE VIRTUAL TABLE tokens USING fts5vocab(texts, 'instance')")
    connection.execute("INSERT INTO texts VALUES (?)", (index_form(text),))
    stored = [token for (token,) in connection.execute("SELECT term FROM tokens ORDER BY offset")]
    connection.close()
    assert stored == index_words(text)


def test_a_run_of_any_length_is_cut_into_all_its_pairs() -> None:
    letters = "".join(chr(0x4E00 + number % 5_000) for number in range(50_001))
    pairs = [letters[at : at + 2] for at in range(len(letters))]
    assert index_words(f"a {letters} b") == ["a", *pairs, "b"]
