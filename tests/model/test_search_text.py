"""The form in which text is searched: letters that count as one, borders of words, and the way back to the original."""

import re

import pytest

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
