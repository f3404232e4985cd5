"""Days without a year and days so long ago: only as seen from a day that is known."""

from datetime import date

import pytest

from reader.extract.lines.anchored_dates import anchored_date
from reader.extract.lines.words import load_words

ANCHOR = date(2026, 3, 10)

DAYS_AGO = {
    "en": ("3 days ago", "an hour ago", "Yesterday"),
    "de": ("vor 3 Tagen", "vor einer Stunde", "Gestern"),
    "fr": ("il y a 3 jours", "il y a une heure", "Hier"),
    "es": ("hace 3 días", "hace una hora", "Ayer"),
    "pt": ("há 3 dias", "há uma hora", "Ontem"),
    "it": ("3 giorni fa", "1 ora fa", "Ieri"),
    "nl": ("3 dagen geleden", "een uur geleden", "Gisteren"),
    "da": ("for 3 dage siden", "for en time siden", "I går"),
    "no": ("for 3 dager siden", "for en time siden", "I går"),
    "sv": ("för 3 dagar sedan", "för en timme sedan", "Igår"),
    "fi": ("3 päivää sitten", "1 tunti sitten", "Eilen"),
    "pl": ("3 dni temu", "1 godzinę temu", "Wczoraj"),
    "cs": ("před 3 dny", "před 1 hodinou", "Včera"),
    "sk": ("pred 3 dňami", "pred 1 hodinou", "Včera"),
    "hu": ("3 nappal ezelőtt", "egy órával ezelőtt", "Tegnap"),
    "ro": ("acum 3 zile", "acum o oră", "Ieri"),
    "hr": ("prije 3 dana", "prije 1 sat", "Jučer"),
    "el": ("πριν από 3 ημέρες", "πριν μία ώρα", "Χθες"),
    "tr": ("3 gün önce", "1 saat önce", "Dün"),
    "ru": ("3 дня назад", "1 час назад", "Вчера"),
    "uk": ("3 дні тому", "1 годину тому", "Вчора"),
    "bg": ("преди 3 дни", "преди 1 час", "Вчера"),
    "ar": ("منذ 3 أيام", "قبل 1 ساعة", "أمس"),
    "fa": ("۳ روز پیش", "۱ ساعت پیش", "دیروز"),
    "he": ("לפני 3 ימים", "לפני 1 שעה", "אתמול"),
    "hi": ("3 दिन पहले", "1 घंटे पहले", "कल"),
    "bn": ("৩ দিন আগে", "১ ঘণ্টা আগে", "গতকাল"),
    "id": ("3 hari yang lalu", "1 jam lalu", "Kemarin"),
    "ms": ("3 hari lalu", "1 jam lalu", "Semalam"),
    "vi": ("3 ngày trước", "1 giờ trước", "Hôm qua"),
    "th": ("3 วันที่แล้ว", "1 ชั่วโมงที่แล้ว", "เมื่อวาน"),
    "zh": ("3天前", "1小时前", "昨天"),
    "ja": ("3日前", "1時間前", "昨日"),
    "ko": ("3일 전", "1시간 전", "어제"),
}


def _day(text: str, language: str = "en", anchor: date = ANCHOR) -> date | None:
    found = anchored_date(text, anchor=anchor, language=language)
    return found.day if found else None


@pytest.mark.parametrize("language", sorted(load_words("dates")["relative"]))
def test_how_long_ago_in_every_language_of_the_table(language: str) -> None:
    days, hour, yesterday = DAYS_AGO[language]
    assert _day(days, language) == date(2026, 3, 7)
    assert _day(hour, language) == ANCHOR
    assert _day(yesterday, language) == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2 weeks ago", date(2026, 2, 24)),
        ("30 hours ago", date(2026, 3, 9)),
        ("Updated 5 mins ago", ANCHOR),
        ("today", ANCHOR),
    ],
)
def test_units_and_words_around(text: str, day: date) -> None:
    assert _day(text) == day


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("2 March", "en", date(2026, 3, 2)),
        ("March 2", "en-US", date(2026, 3, 2)),
        ("March 11", "en-US", date(2026, 3, 11)),
        ("12 March", "en", date(2025, 3, 12)),
        ("2. März, 10.05 Uhr", "de", date(2026, 3, 2)),
        ("24 décembre", "fr", date(2025, 12, 24)),
        ("3月2日", "ja", date(2026, 3, 2)),
        ("3월 2일", "ko", date(2026, 3, 2)),
    ],
)
def test_a_day_without_a_year_is_the_last_one(text: str, language: str, day: date) -> None:
    assert _day(text, language) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "3 days",
        "400 days ago",
        "March",
        "The board met 3 days ago in a hall by the harbour and decided about quays",
        "5 of 7",
    ],
)
def test_other_lines_name_no_day(text: str) -> None:
    assert _day(text) is None


def test_the_source_is_the_line_itself() -> None:
    found = anchored_date("3 days ago", anchor=ANCHOR, language="")
    assert found is not None
    assert found.source == "3 days ago"
    assert not found.has_time
