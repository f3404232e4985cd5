"""Names of people: told by their shape, written as people write them."""

import pytest

from reader.extract.lines.person_names import (
    begins_small,
    han_names,
    is_degree,
    is_interface,
    is_nobody,
    is_person,
    is_place_name,
    is_role,
    key_of,
    recase,
    strip_addresses,
)


@pytest.mark.parametrize(
    "name",
    [
        "Ada Quill", "Ada de la Quill", "Ada O'Quill", "J. R. Quill", "Prof. Dr. med. Ada Quill", "Ada al-Quill", "Ада Квилл",
        "王小明", "山田 太郎", "홍길동", "Ada",
    ],
)  # fmt: skip
def test_names_have_the_shape_of_names(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "text",
    [
        "ada quill",
        "Ada 7",
        "Ada: tides",
        "Ada writes",
        "What Is The Tide Of The Day Now",
        "",
        "…",
        "Ada <b>",
        "王" * 31,
    ],
)
def test_other_words_do_not(text: str) -> None:
    assert not is_person(text)


@pytest.mark.parametrize(
    ("shouted", "name"),
    [
        ("ADA QUILL", "Ada Quill"),
        ("ADA VON QUILL", "Ada von Quill"),
        ("ADA O'QUILL-TERN", "Ada O'Quill-Tern"),
        ("ADA MCQUILL", "Ada McQuill"),
        ("A.J. QUILL III", "A.J. Quill III"),
        ("NDR", "NDR"),
        ("Ada QUILL", "Ada QUILL"),
        ("王小明", "王小明"),
    ],
)
def test_capitals_stand_where_names_have_them(shouted: str, name: str) -> None:
    assert recase(shouted) == name


def test_a_shouted_place_is_no_agency() -> None:
    assert recase("ROME", is_place=True) == "Rome"
    assert recase("ROME") == "ROME"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ada Quill <ada@tern.example>", "Ada Quill"),
        ("Ada Quill @adaquill", "Ada Quill"),
        ("Ada Quill (https://tern.example/ada)", "Ada Quill"),
        ("Ada Quill", "Ada Quill"),
    ],
)
def test_addresses_are_no_part_of_a_name(text: str, left: str) -> None:
    assert strip_addresses(text) == left


@pytest.mark.parametrize(
    "word", ["Read more", "FOLLOW", "Text size", "Mehr Themen", "Escucha la noticia", "もっと見る"]
)
def test_words_of_buttons_are_known(word: str) -> None:
    assert is_interface(word)
    assert not is_interface("Ada Quill")


def test_names_of_nobody_roles_degrees_and_places_are_known() -> None:
    assert is_nobody("Staff")
    assert is_nobody("Die Redaktion")
    assert is_role("Political correspondent")
    assert is_degree("Ph.D.")
    assert is_place_name("New York")
    assert begins_small("The Quay")
    assert not any(check("Ada Quill") for check in (is_nobody, is_role, is_degree, is_place_name, begins_small))


def test_chinese_names_side_by_side_are_several() -> None:
    assert han_names("王小明 李雷") == ("王小明", "李雷")
    assert han_names("山田 太郎") == ("山田 太郎",)


def test_two_names_are_the_same_by_their_letters() -> None:
    assert key_of("Ada-Quill") == key_of("ada quill") == "adaquill"
