"""Dates as the world's pages write them: every language of the table, its digits, its calendars, its halves of the day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reader.extract.lines.dates import find_dates, is_glue
from reader.extract.lines.words import fold, load_words

LONG = {
    "en": "November 17, 2026",
    "de": "17. November 2026",
    "fr": "17 novembre 2026",
    "es": "17 de noviembre de 2026",
    "pt": "17 de novembro de 2026",
    "it": "17 novembre 2026",
    "nl": "17 november 2026",
    "af": "17 November 2026",
    "da": "17. november 2026",
    "no": "17. november 2026",
    "sv": "17 november 2026",
    "fi": "17. marraskuuta 2026",
    "is": "17. nóvember 2026",
    "fo": "17. november 2026",
    "et": "17. november 2026",
    "lv": "2026. gada 17. novembris",
    "lt": "2026 m. lapkričio 17 d.",
    "pl": "17 listopada 2026",
    "cs": "17. listopadu 2026",
    "sk": "17. novembra 2026",
    "sl": "17. november 2026",
    "bs": "17. novembar 2026.",
    "hr": "17. studenoga 2026.",
    "sr": "17. новембар 2026.",
    "mk": "17 ноември 2026 г.",
    "bg": "17 ноември 2026 г.",
    "ru": "17 ноября 2026 г.",
    "uk": "17 листопада 2026 р.",
    "be": "17 лістапада 2026 г.",
    "ro": "17 noiembrie 2026",
    "hu": "2026. november 17.",
    "el": "17 Νοεμβρίου 2026",
    "tr": "17 Kasım 2026",
    "az": "17 noyabr 2026",
    "sq": "17 nëntor 2026",
    "ca": "17 de novembre del 2026",
    "gl": "17 de novembro de 2026",
    "eu": "2026(e)ko azaroaren 17(a)",
    "cy": "17 Tachwedd 2026",
    "ga": "17 Samhain 2026",
    "ar": "17 نوفمبر 2026",
    "fa": "17 نوامبر 2026",
    "ur": "17 نومبر، 2026",
    "he": "17 בנובמבר 2026",
    "hi": "17 नवंबर 2026",
    "mr": "17 नोव्हेंबर, 2026",
    "bn": "17 নভেম্বর, 2026",
    "ta": "17 நவம்பர், 2026",
    "th": "17 พฤศจิกายน ค.ศ. 2026",
    "id": "17 November 2026",
    "ms": "17 November 2026",
    "tl": "Nobyembre 17, 2026",
    "sw": "17 Novemba 2026",
    "ka": "17 ნოემბერი, 2026",
    "hy": "17 նոյեմբերի, 2026 թ.",
    "kk": "2026 ж. 17 қараша",
    "te": "17 నవంబర్, 2026",
    "kn": "ನವೆಂಬರ್ 17, 2026",
    "ml": "2026, നവംബർ 17",
    "gu": "17 નવેમ્બર, 2026",
    "pa": "17 ਨਵੰਬਰ 2026",
    "ne": "2026 नोभेम्बर 17",
    "si": "2026 නොවැම්බර් 17",
    "my": "2026 နိုဝင်ဘာ 17",
    "km": "17 វិច្ឆិកា 2026",
    "lo": "17 ພະຈິກ 2026",
    "am": "17 ኖቬምበር 2026",
    "uz": "17-noyabr, 2026",
    "tg": "17 Ноябр 2026",
    "ky": "2026-ж., 17-ноябрь",
    "zu": "Novemba 17, 2026",
    "xh": "Novemba 17, 2026",
    "ha": "17 Nuwamba, 2026",
    "so": "Noofeembar 17, 2026",
    "vi": "17 tháng 11, 2026",
    "zh": "2026年11月17日",
    "ja": "2026年11月17日",
    "ko": "2026년 11월 17일",
}
"""The seventeenth of November in the long form that the CLDR gives each language."""

NOVEMBER_17 = date(2026, 11, 17)


def _values(text: str, language: str = "") -> list[date | datetime]:
    return [found.value for found in find_dates(text, fold(text), language)]


def _value(text: str, language: str = "") -> date | datetime | None:
    values = _values(text, language)
    return values[0] if values else None


@pytest.mark.parametrize(("language", "text"), LONG.items(), ids=list(LONG))
def test_the_long_form_of_every_language(language: str, text: str) -> None:
    assert _value(text, language) == NOVEMBER_17


def test_no_language_of_the_table_goes_untested() -> None:
    assert set(load_words("dates")["months"]) <= set(LONG)
    assert len(LONG) >= 70


@pytest.mark.parametrize("language", sorted(load_words("dates")["months"]))
def test_every_form_of_every_month_is_that_month(language: str) -> None:
    for number, forms in enumerate(load_words("dates")["months"][language], 1):
        for form in forms.split(" "):
            assert _value(f"17 {form} 2026", language) == date(2026, number, 17), form
            if len(form.upper()) == len(form):
                assert _value(f"17 {form.upper()}. 2026", language) == date(2026, number, 17), form


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("١٧ نوفمبر ٢٠٢٦", "ar"),
        ("۱۷ نوامبر ۲۰۲۶", "fa"),
        ("१७ नवंबर २०२६", "hi"),
        ("১৭ নভেম্বর, ২০২৬", "bn"),
        ("๑๗ พฤศจิกายน ๒๕๖๙", "th"),
        ("２０２６年１１月１７日", "ja"),
        ("17\u200f/11\u200f/2026", "ar"),
        ("17 de noviembre del 2026", "es"),
        ("d. 17. november 2026", "da"),
        ("Nov. 17, 2026", "en"),
        ("17th of November, 2026", "en"),
        ("17-Nov-26", "en"),
        ("Di, 17.11.2026", "de"),
        ("17.11.26", "de"),
        ("2026/11/17", ""),
        ("20261117", ""),
        ("Tue Nov 17 00:10 2026", "en"),
        ("17 thg 11, 2026", "vi"),
        ("17 בנוב׳ 2026", "he"),
        ("17 जन॰ 2026", "xx"),
    ],
)
def test_other_forms_and_other_digits(text: str, language: str) -> None:
    day = _value(text, language)
    assert isinstance(day, date)
    assert (day.year, day.month if language != "xx" else 11, day.day) == (2026, 11, 17)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("17 พฤศจิกายน 2569", "th", NOVEMBER_17),
        ("17/11/2569", "th", NOVEMBER_17),
        ("令和8年11月17日", "ja", NOVEMBER_17),
        ("平成31年4月30日", "ja", date(2019, 4, 30)),
        ("令和元年5月1日", "ja", date(2019, 5, 1)),
        ("民國115年11月17日", "zh-TW", NOVEMBER_17),
        ("۲۶ آبان ۱۴۰۵", "fa", NOVEMBER_17),
        ("1405/08/26", "fa", NOVEMBER_17),
    ],
)
def test_other_calendars(text: str, language: str, day: date) -> None:
    assert _value(text, language) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("17 November 2026, 6:05 pm", "en"),
        ("November 17, 2026 at 6:05 p.m.", "en-US"),
        ("PM 6:05 2026. 11. 17.", "ko"),
        ("2026년 11월 17일 오후 6:05", "ko"),
        ("2026年11月17日 午後6時5分".replace("5分", "05分"), "ja"),
        ("2026年11月17日下午6点05分", "zh"),
        ("17. november 2026 kl. 18.05", "da"),
        ("17. nov. 2026 18.05.00", "da"),
        ("17.11.2026 18.05.00", "fi"),
        ("17. November 2026 um 18:05 Uhr", "de"),
        ("17 novembre 2026 à 18h05", "fr"),
        ("18:05, 17/11/2026", "vi"),
        ("17 Νοεμβρίου 2026, 6:05 μ.μ.", "el"),
        ("17 نوفمبر 2026، 6:05 م", "ar"),
        ("17 Nov 2026, 6:05 PTG", "ms"),
    ],
)
def test_five_past_six_in_the_evening(text: str, language: str) -> None:
    assert _value(text, language) == datetime(2026, 11, 17, 18, 5)


@pytest.mark.parametrize(
    ("text", "language", "hours"),
    [
        ("2026-11-17T18:05:00Z", "", 0),
        ("2026-11-17T18:05:00.123+05:30", "", 5.5),
        ("2026-11-17T18:05:00-0500", "", -5),
        ("17 November 2026 18:05 GMT+2", "en", 2),
        ("Nov 17, 2026 6:05 PM EST", "en-US", -5),
        ("17. November 2026, 18:05 MEZ", "de", 1),
        ("July 4, 2026 6:05 PM ET", "en-US", -4),
        ("17 Nov 2026 18:05 IST", "en-IN", 5.5),
        ("17 Nov 2026 18:05 IST", "en-IE", 1),
        ("2026年11月17日 18:05 JST", "ja", 9),
    ],
)
def test_zones(text: str, language: str, hours: float) -> None:
    value = _value(text, language)
    assert isinstance(value, datetime)
    assert value.utcoffset() == timedelta(hours=hours)


def test_a_zone_that_means_several_leaves_the_time_without_one() -> None:
    assert _value("17 Nov 2026 18:05 IST", "en") == datetime(2026, 11, 17, 18, 5)


@pytest.mark.parametrize("text", ["1794938700", "1794938700000"])
def test_seconds_since_1970(text: str) -> None:
    assert _value(text) == datetime(2026, 11, 17, 18, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "3/4/2026", "30.02.2026", "17 November", "November 2026", "99999999", "4711", "0123456789", "1.2.3.4.2026", "17:05", "",
        "17 liste 2026", "3/4/26",
    ],
)  # fmt: skip
def test_what_could_be_two_days_or_none_is_no_date(text: str) -> None:
    assert _values(text) == []


def test_a_time_with_seconds_is_no_day() -> None:
    assert _values("17.11.2026 18.05.07", "fi") == [datetime(2026, 11, 17, 18, 5, 7)]


def test_several_dates_stand_in_their_order_with_their_places() -> None:
    text = "2 March 2026, 10:05 | Updated 3 March 2026"
    found = find_dates(text, fold(text), "en")
    assert [text[date.whole_start : date.whole_end] for date in found] == ["2 March 2026, 10:05", "3 March 2026"]
    assert [text[date.start : date.end] for date in found] == ["2 March 2026", "3 March 2026"]


def test_only_glue_joins_a_day_and_a_time() -> None:
    assert _value("2 March 2026 tide at 10:05", "en") == date(2026, 3, 2)
    assert is_glue(fold(", Monday at "))
    assert not is_glue(fold(" the tide "))
    assert not is_glue("-" * 50)


@pytest.mark.parametrize("text", ["2 January ¹2026", "January ² 2026", "thang ³ 2026", "2 ⁴ 2026"])
def test_raised_figures_are_no_numbers(text: str) -> None:
    assert all(isinstance(value, date) for value in _values(text))
