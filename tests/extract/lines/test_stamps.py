"""Dates and stamps in the words, figures and orders of the world's press."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.lines.stamps import parse_date, parse_stamp

MARCH_2 = "2026-03-02"
MARCH_2_10_05 = "2026-03-02T10:05:00"


def iso(text: str, language: str = "", prefer_day_first: bool | None = None) -> str | None:
    found = parse_date(text, language=language, prefer_day_first=prefer_day_first)
    return found.isoformat() if found else None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2 March 2026", "en", MARCH_2),
        ("March 2nd, 2026 at 10:05 am", "en-US", MARCH_2_10_05),
        ("am 2. März 2026 um 10.05 Uhr", "de", MARCH_2_10_05),
        ("2. Jänner 2026", "de-AT", "2026-01-02"),
        ("le 2 mars 2026 à 10h05", "fr", MARCH_2_10_05),
        ("1er août 2026", "fr", "2026-08-01"),
        ("2 de marzo de 2026 a las 10:05", "es", MARCH_2_10_05),
        ("2 de março de 2026 às 10h05", "pt", MARCH_2_10_05),
        ("2 marzo 2026, ore 10:05", "it", MARCH_2_10_05),
        ("2 d'abril de 2026", "ca", "2026-04-02"),
        ("2 maart 2026 om 10:05 uur", "nl", MARCH_2_10_05),
        ("2. marts 2026 kl. 10.05", "da", MARCH_2_10_05),
        ("2. mars 2026 kl. 10.05", "no", MARCH_2_10_05),
        ("2 mars 2026 kl 10.05", "sv", MARCH_2_10_05),
        ("2. maaliskuuta 2026 klo 10.05", "fi", MARCH_2_10_05),
        ("2. mars 2026", "is", MARCH_2),
        ("2. märts 2026 kell 10.05", "et", MARCH_2_10_05),
        ("2026. gada 2. marts, 10:05", "lv", MARCH_2_10_05),
        ("2026 m. kovo 2 d. 10:05", "lt", MARCH_2_10_05),
        ("2 marca 2026, godz. 10:05", "pl", MARCH_2_10_05),
        ("2. března 2026 v 10:05", "cs", MARCH_2_10_05),
        ("2. marca 2026 o 10:05", "sk", MARCH_2_10_05),
        ("2. ožujka 2026. u 10:05", "hr", MARCH_2_10_05),
        ("2. марта 2026. у 10:05", "sr", MARCH_2_10_05),
        ("2 марта 2026 г., 10:05", "ru", MARCH_2_10_05),
        ("2 березня 2026, 10:05", "uk", MARCH_2_10_05),
        ("2 март 2026 г., 10:05", "bg", MARCH_2_10_05),
        ("2026. március 2., 10:05", "hu", MARCH_2_10_05),
        ("2 martie 2026, ora 10:05", "ro", MARCH_2_10_05),
        ("2 Μαρτίου 2026, 10:05", "el", MARCH_2_10_05),
        ("2 Mart 2026 Pazartesi 10:05", "tr", MARCH_2_10_05),
        ("٢ مارس ٢٠٢٦", "ar", MARCH_2),
        ("2 آذار/مارس 2026 - 10:05", "ar", MARCH_2_10_05),
        ("٢ كانون الثاني ٢٠٢٦", "ar", "2026-01-02"),
        ("۱۱ اسفند ۱۴۰۴", "fa", MARCH_2),
        ("۱۴۰۴/۱۲/۱۱", "fa", MARCH_2),
        ("2 במרץ 2026, 10:05", "he", MARCH_2_10_05),
        ("2 मार्च 2026, 10:05 बजे", "hi", MARCH_2_10_05),
        ("२ मार्च २०२६", "hi", MARCH_2),
        ("২ মার্চ ২০২৬, ১০:০৫", "bn", MARCH_2_10_05),
        ("2 มีนาคม 2569 เวลา 10:05 น.", "th", MARCH_2_10_05),
        ("2 มี.ค. 2569", "th", MARCH_2),
        ("2 Maret 2026 10.05", "id", MARCH_2_10_05),
        ("Thứ hai, ngày 2 tháng 3 năm 2026, 10:05", "vi", MARCH_2_10_05),
        ("2026年3月2日 10時05分", "ja", MARCH_2_10_05),
        ("令和8年3月2日", "ja", MARCH_2),
        ("2026年3月2日 下午6:25", "zh", "2026-03-02T18:25:00"),
        ("民國115年3月2日", "zh-TW", MARCH_2),
        ("2026년 3월 2일 오후 6시 25분", "ko", "2026-03-02T18:25:00"),
        ("2026. 3. 2. 오전 10:05", "ko", MARCH_2_10_05),
    ],
)
def test_dates_are_read_in_the_words_of_many_languages(text: str, language: str, expected: str) -> None:
    assert iso(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02", MARCH_2),
        ("2026-03-02T10:05:00Z", "2026-03-02T10:05:00+00:00"),
        ("2026-03-02T10:05:00.123+02:00", "2026-03-02T10:05:00+02:00"),
        ("2026-03-02T10:05-0500", "2026-03-02T10:05:00-05:00"),
        ("2026-03-02 10:05", MARCH_2_10_05),
        ("20260302", MARCH_2),
        ("20260302T100500Z", "2026-03-02T10:05:00+00:00"),
        ("Mon, 02 Mar 2026 10:05:00 +0100", "2026-03-02T10:05:00+01:00"),
        ("Mon Mar 2 10:05:00 2026", MARCH_2_10_05),
        ("18:25, 18-Feb-2025", "2025-02-18T18:25:00"),
        ("18-Feb-25", "2025-02-18"),
        ("12 noon on 2 March 2026", MARCH_2),
        ("18.02.2025, 18:25 Uhr", "2025-02-18T18:25:00"),
        ("2026/03/02 10:05", MARCH_2_10_05),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_machine_forms_need_no_language(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("03/04/2025", "", None),
        ("03/04/2025", "en", None),
        ("03/04/2025", "en-CA", None),
        ("03/04/2025", "en-US", "2025-03-04"),
        ("03/04/2025", "en-GB", "2025-04-03"),
        ("03/04/2025", "en-IN", "2025-04-03"),
        ("03/04/2025", "fr", "2025-04-03"),
        ("03/04/2025", "pt-BR", "2025-04-03"),
        ("03/04/2025", "ja", None),
        ("03/03/2025", "", "2025-03-03"),
        ("13/04/2025", "en-US", "2025-04-13"),
        ("04/13/2025", "fr", "2025-04-13"),
        ("13/14/2025", "", None),
        ("03.04.2025", "", "2025-04-03"),
        ("03-04-2025", "", None),
        ("03/04/25", "de", "2025-04-03"),
        ("3.4.25", "de", "2025-04-03"),
        ("3.4.25", "", None),
        ("04 NOV 25", "en", "2025-11-04"),
        ("3/4/25", "de", None),
        ("2 listopada 2026", "hr", "2026-10-02"),
        ("2 listopada 2026", "pl", "2026-11-02"),
        ("2 listopada 2026", "", None),
    ],
)
def test_an_order_that_nothing_settles_is_no_date(text: str, language: str, expected: str | None) -> None:
    assert iso(text, language) == expected


def test_a_caller_may_settle_the_order() -> None:
    assert iso("03/04/2025", prefer_day_first=True) == "2025-04-03"
    assert iso("03/04/2025", "fr", prefer_day_first=False) == "2025-03-04"


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("2 March 2026 10:05 GMT", "", 0),
        ("2 March 2026 10:05 UTC", "", 0),
        ("2 March 2026 10:05 EST", "en-US", -300),
        ("2 March 2026 10:05 EST", "en-AU", 600),
        ("March 2, 2026 10:05 AM ET", "en-US", -300),
        ("July 2, 2026 10:05 AM ET", "en-US", -240),
        ("2 July 2026 10:05 PT", "", -420),
        ("2 March 2026 10:05 CET", "", 60),
        ("2 July 2026 10:05 CEST", "", 120),
        ("2 марта 2026, 10:05 (МСК)", "ru", 180),
        ("2 March 2026 10:05 IST", "en-IN", 330),
        ("2 March 2026 10:05 JST", "", 540),
        ("2 Maret 2026 10.05 WIB", "id", 420),
        ("2/3/2026, 10:05 (GMT+7)", "vi", 420),
        ("2026-03-02 10:05 UTC+5:30", "", 330),
        ("2026-03-02 10:05 -0500", "", -300),
    ],
)
def test_zones_are_kept(text: str, language: str, minutes: int) -> None:
    found = parse_date(text, language=language)
    assert found is not None
    assert isinstance(found.value, datetime)
    assert found.value.utcoffset() == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2 March 2026 10:05 IST", ""),
        ("2 March 2026 10:05 CST", ""),
        ("2026-03-02 10:00-12:00", ""),
        ("2 mars 2026 10:05 est", "fr"),
    ],
)
def test_a_zone_that_could_be_two_is_none(text: str, language: str) -> None:
    found = parse_date(text, language=language)
    assert found is not None
    assert isinstance(found.value, datetime)
    assert found.value.tzinfo is None


def test_a_day_is_not_made_more_precise_than_it_is_written() -> None:
    found = parse_date("Published on Monday, 2 March 2026")
    assert found is not None
    assert found.value == date(2026, 3, 2)
    assert not found.has_time
    assert found.source == "2 March 2026"


@pytest.mark.parametrize(
    "text", ["", "March 2026", "2 March", "31 February 2025", "10:05", "version 1.2.34", "Mar", "1234"]
)
def test_what_names_no_day_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("line", "language", "published", "updated"),
    [
        (", Updated 18:25, 18-Feb-2025", "", None, "2025-02-18T18:25:00"),
        ("Published 2 Mar 2026 09:10 GMT", "", "2026-03-02T09:10:00+00:00", None),
        ("By Jane Doe in Port Ellin, Updated 18:25, 18-Feb-2025", "", None, "2025-02-18T18:25:00"),
        ("Published 2 Mar 2026 09:10 Updated 3 Mar 2026 10:05", "en", "2026-03-02T09:10:00", "2026-03-03T10:05:00"),
        ("First published: Mon 2 Mar 2026 10.05 GMT. Last modified on Tue 3 Mar 2026 12.30 GMT", "en-GB",
         "2026-03-02T10:05:00+00:00", "2026-03-03T12:30:00+00:00"),
        ("Aktualisiert am 02.03.2026, 10:05 Uhr", "de", None, MARCH_2_10_05),
        ("Stand: 02.03.2026 10:05 Uhr", "de", None, MARCH_2_10_05),
        ("Publié le 1er mars 2026 à 09h00 - Mis à jour le 2 mars 2026 à 10h05", "fr", "2026-03-01T09:00:00", MARCH_2_10_05),
        ("Publicado: 1 de marzo de 2026 Actualizado: 2 de marzo de 2026 - 10:05 h", "es", "2026-03-01", MARCH_2_10_05),
        ("Publicado em 02/03/2026 às 10h05", "pt-BR", MARCH_2_10_05, None),
        ("Pubblicato il 1 marzo 2026, aggiornato il 2 marzo 2026", "it", "2026-03-01", None),
        ("Julkaistu 1.3.2026 10:05, Päivitetty 2.3.2026 klo 10.05", "fi", "2026-03-01T10:05:00", MARCH_2_10_05),
        ("Opublikowano: 2 marca 2026, 10:05", "pl", MARCH_2_10_05, None),
        ("Обновлено 2 марта 2026, 10:05", "ru", None, MARCH_2_10_05),
        ("Δημοσιεύθηκε: 2 Μαρτίου 2026, 10:05", "el", MARCH_2_10_05, None),
        ("Güncelleme: 02.03.2026 10:05", "tr", None, MARCH_2_10_05),
        ("آخر تحديث: 2 مارس 2026", "ar", None, MARCH_2),
        ("公開日：2026年3月1日 更新日：2026年3月2日", "ja", "2026-03-01", MARCH_2),
        ("2026年3月2日更新", "zh", None, MARCH_2),
        ("发布时间：2026-03-02 10:05:00", "zh", MARCH_2_10_05, None),
        ("입력 2026.03.01. 18:25 수정 2026.03.02. 10:05", "ko", "2026-03-01T18:25:00", MARCH_2_10_05),
        ("2 March 2026 · 4 min read", "en", MARCH_2, None),
        ("Tuesday, 18 February 2025", "en", "2025-02-18", None),
        ("18.02.2025, 18:25 Uhr", "de", "2025-02-18T18:25:00", None),
    ],
)  # fmt: skip
def test_stamps_say_what_their_dates_are(line: str, language: str, published: str | None, updated: str | None) -> None:
    stamp = parse_stamp(line, language)
    assert stamp is not None
    assert (stamp.published.isoformat() if stamp.published else None) == published
    if updated is not None:
        assert stamp.updated is not None
        assert stamp.updated.isoformat() == updated


@pytest.mark.parametrize(
    "line",
    [
        "On 2 March 2026 they married.",
        "The report published on 2 March 2026 said that prices rose again.",
        "Berlin, 2 March 2026",
        "Updated 18:25",
        "Am 2. März 2026 wurde die Brücke eröffnet.",
        "Le 2 mars 2026, le maire a démissionné.",
        "2 марта 2026 года был открыт мост.",
        "",
        "Stand",
    ],
)
def test_a_sentence_that_mentions_a_day_is_no_stamp(line: str) -> None:
    assert parse_stamp(line) is None


@given(st.text(max_size=300), st.sampled_from(["", "en-US", "de", "ja", "fa", "ar", "xx", "-", "zh_TW"]))
def test_no_text_makes_the_parser_raise(text: str, language: str) -> None:
    parse_date(text, language=language)
    parse_stamp(text, language)


@given(st.text(alphabet="0123456789:./- 年月日TZ+APMapmuhr,", max_size=60))
def test_no_run_of_figures_makes_the_parser_raise(text: str) -> None:
    parse_date(text)
    parse_stamp(text)


@given(
    st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2199, 12, 31)),
    st.sampled_from([None, UTC, timezone(timedelta(hours=-3)), timezone(timedelta(hours=5, minutes=30))]),
)
def test_every_iso_time_comes_back_whole(value: datetime, zone: timezone | None) -> None:
    value = value.replace(microsecond=0, tzinfo=zone)
    found = parse_date(value.isoformat())
    assert found is not None
    assert found.value == value


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_comes_back_in_any_order(day: date) -> None:
    assert iso(f"{day.day}. {day.month}. {day.year}", "cs") == day.isoformat()
    assert iso(f"{day.month}/{day.day}/{day.year}", "en-US") == day.isoformat()
    assert iso(f"{day.day}/{day.month}/{day.year}", "en-GB") == day.isoformat()
    assert iso(day.strftime("%d %B %Y"), "en") == day.isoformat()
    assert iso(f"{day.year}年{day.month}月{day.day}日", "ja") == day.isoformat()
