"""The tables that dates are made of: months, labels, zones, calendars, orders."""

from datetime import date, timedelta

import pytest

from reader.extract.lines.date_words import (
    fillers,
    glue,
    halves,
    is_day_first,
    is_published_word,
    jalali_to_date,
    label_pattern,
    month_named,
    primary,
    zone_offset,
)
from reader.extract.lines.words import fold, load_words


def test_every_language_has_twelve_months() -> None:
    for language, months in load_words("dates")["months"].items():
        assert len(months) == 12, language
        assert all(months), language


def test_a_word_for_two_months_needs_its_language() -> None:
    assert month_named("lip", "") is None
    for language, number in (("pl", 7), ("hr-HR", 6)):
        month = month_named("lip", language)
        assert month is not None
        assert month.number == number
    assert month_named("quay", "en") is None


def test_elided_articles_are_no_part_of_a_month() -> None:
    month = month_named("d'abril", "ca")
    assert month is not None
    assert month.number == 4


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Last updated", "updated"), ("Stand", "updated"), ("Mis à jour", "updated"), ("Actualizado", "updated"),
        ("Обновлено", "updated"), ("更新", "updated"), ("آخر تحديث", "updated"), ("Güncelleme", "updated"),
        ("Published", "published"), ("Erschienen", "published"), ("Publié le", "published"), ("Δημοσίευση", "published"),
        ("פורסם", "published"), ("公開日", "published"), ("प्रकाशित", "published"), ("Đăng lúc", "published"),
    ],
)  # fmt: skip
def test_labels_say_what_a_date_is(text: str, kind: str) -> None:
    found = label_pattern().match(fold(text))
    assert found is not None
    assert found.lastgroup == kind
    assert is_published_word(text) is (kind == "published")


def test_a_label_stands_alone() -> None:
    assert is_published_word("Published:")
    assert not is_published_word("Published by the harbour office")


def test_halves_of_the_day_and_words_between() -> None:
    assert halves()["pm"] is True
    assert halves()["午前"] is False
    assert {"at", "uhr", "monday"} <= glue()
    assert {"de", "of"} <= fillers()


@pytest.mark.parametrize(
    ("name", "day", "language", "hours"),
    [
        ("gmt", date(2026, 7, 4), "", 0),
        ("cest", date(2026, 7, 4), "de", 2),
        ("est", date(2026, 1, 4), "en-US", -5),
        ("est", date(2026, 1, 4), "en-AU", 10),
        ("et", date(2026, 1, 4), "", -5),
        ("et", date(2026, 3, 8), "", -4),
        ("et", date(2026, 11, 1), "", -5),
        ("cst", date(2026, 1, 4), "zh-CN", 8),
        ("ist", date(2026, 1, 4), "hi", 5.5),
    ],
)
def test_a_zone_means_what_it_means_there_and_then(name: str, day: date, language: str, hours: float) -> None:
    assert zone_offset(name, day, language) == timedelta(hours=hours)


def test_a_zone_of_several_meanings_is_none_without_a_language() -> None:
    assert zone_offset("ist", date(2026, 1, 4), "") is None
    assert zone_offset("quay", date(2026, 1, 4), "en") is None


@pytest.mark.parametrize(
    ("language", "is_first"), [("en-US", False), ("en-GB", True), ("de", True), ("en", None), ("ja", None), ("", None)]
)
def test_the_order_of_figures_is_the_languages(language: str, is_first: bool | None) -> None:
    assert is_day_first(language) is is_first


@pytest.mark.parametrize(
    ("solar", "day"),
    [((1405, 1, 1), date(2026, 3, 21)), ((1403, 12, 30), date(2025, 3, 20)), ((1404, 7, 1), date(2025, 9, 23))],
)
def test_solar_years_are_converted(solar: tuple[int, int, int], day: date) -> None:
    assert jalali_to_date(*solar) == day
    assert jalali_to_date(1405, 13, 1) is None


def test_the_first_subtag_is_the_language() -> None:
    assert primary("pt_BR") == "pt"
