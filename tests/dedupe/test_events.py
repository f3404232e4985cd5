"""Which articles tell of one event, by headline and deck."""

from itertools import combinations, product
from random import Random

from reader.dedupe.events import NewsItem, events
from tests.dedupe.headlines import EVENTS, FORMS

FERRY = (
    NewsItem("Ferry with 84 aboard runs aground off Aldermoor", "The Heron struck a sandbank in thick fog.", "en"),
    NewsItem(
        "Passengers rescued from ferry stranded near Aldermoor",
        "Lifeboats took 84 people off the Heron in fog.",
        "en-GB",
    ),
    NewsItem(
        "Aldermoor: fog, a sandbank and a school class in lifeboats", "How the Heron's passengers came ashore.", "en"
    ),
)
BANK = (
    NewsItem(
        "Central bank of Brennia keeps rate at 3.5 percent", "Governor Harnack sees slower growth next year.", "en"
    ),
    NewsItem("No rate cut from Brennia's central bank yet", "Harnack wants to see prices fall before growth.", "en"),
)
SINGLE = (
    NewsItem("Island ferries to cost more from spring", "Northern Sound Lines blames the price of fuel.", "en"),
    NewsItem("Why the coins of Brennia bear a heron", "A schoolmaster drew the bird ninety years ago.", "en"),
    NewsItem("Orchestra of Varden gets a new conductor", "She will come from Tarn in the autumn.", "en"),
    NewsItem("Holm paper mill hires two hundred workers", "Orders from abroad are back.", "en"),
)
ABROAD = (
    NewsItem("Brand in Lagerhalle bei Neuwerden", "Reifen und Möbel brannten in der Nacht zum Mittwoch.", "de"),
    NewsItem("Millionenschaden nach Lagerbrand in Neuwerden", "In der Halle lagerten Reifen.", "de"),
    NewsItem("青岭隧道提前三个月贯通", "两地车程缩短至四十分钟。", "zh"),
    NewsItem("全长12公里的青岭隧道22日贯通", "东川到石河车程缩短。", "zh"),
    NewsItem("В Верхнереченске открыли мост через Сулу", "Ремонт моста занял семь месяцев.", "ru"),
    NewsItem("Мост через Сулу в Верхнереченске снова открыт", "Движение началось в среду.", "ru"),
    NewsItem("白瀬港で貨物船座礁、18人救助", "霧で灯台が見えず防波堤に乗り上げた。", "ja"),
    NewsItem("貨物船が白瀬港の防波堤に乗り上げ", "乗組員18人は無事。", "ja"),
    NewsItem("افتتاح محطة لتحلية المياه في وادي السدر", "المحطة تخدم ست مدن ساحلية.", "ar"),
    NewsItem("محطة تحلية جديدة في وادي السدر لست مدن", "افتتحها وزير المياه يوم الأربعاء.", "ar"),
)


def test_papers_that_tell_of_one_event_stand_together_and_others_do_not() -> None:
    items = (*FERRY, *BANK, *SINGLE, *ABROAD)
    sizes = [len(FERRY), len(BANK), 1, 1, 1, 1, 2, 2, 2, 2, 2]
    wanted, start = [], 0
    for size in sizes:
        wanted.append(tuple(range(start, start + size)))
        start += size
    assert events(items) == tuple(wanted)


def test_the_order_of_the_articles_changes_nothing_about_who_stands_together() -> None:
    items = [*FERRY, *BANK, *SINGLE, *ABROAD]
    together = {frozenset(items[place] for place in event) for event in events(items)}
    for seed in range(10):
        Random(seed).shuffle(items)
        assert {frozenset(items[place] for place in event) for event in events(items)} == together


def test_what_is_known_to_be_one_story_stands_together_whatever_its_headline() -> None:
    items = (
        NewsItem("Fog strands island boat", language="en", story="a"),
        NewsItem("Quite another headline", language="en", story="a"),
        NewsItem("Orchestra of Varden gets a new conductor", language="en"),
    )
    assert events(items) == ((0, 1), (2,))


def test_events_of_two_languages_are_two() -> None:
    assert events(
        (NewsItem("Bayreuth 2026: Wagner", language="de"), NewsItem("Bayreuth 2026: Wagner", language="en"))
    ) == (
        (0,),
        (1,),
    )


def test_every_article_stands_in_one_event_and_nothing_breaks_on_what_has_no_words() -> None:
    items = [NewsItem(""), NewsItem("…"), NewsItem("", story="x"), NewsItem("?", story="x"), *FERRY]
    found = events(items)
    assert sorted(place for event in found for place in event) == list(range(len(items)))
    assert (2, 3) in found
    assert events(()) == ()


def test_a_chain_of_articles_of_which_each_is_like_the_next_is_not_one_event() -> None:
    words = ["".join(letters) for letters in product("bdfgk", "aeiou", "lmnrs", "t")]
    chain = [NewsItem(" ".join(words[start : start + 6]), language="xx") for start in range(0, 100, 3)]
    assert max(len(event) for event in events(chain)) < len(chain) // 2


def test_a_form_of_headlines_makes_no_event_and_what_papers_put_in_their_own_words_does() -> None:
    items: list[NewsItem] = []
    meant: list[object] = []
    for language, told in EVENTS.items():
        for event in told:
            items += [NewsItem(title, language=language) for title in event]
            meant += [event] * len(event)
    for language, forms in FORMS.items():
        filled = [form.format(filling) for form, fillings in forms for filling in fillings]
        items += [NewsItem(title[0].upper() + title[1:], language=language) for title in filled]
        meant += filled
    together = {pair for event in events(items) for pair in combinations(event, 2)}
    right = {pair for pair in combinations(range(len(items)), 2) if meant[pair[0]] is meant[pair[1]]}
    assert len(right) == 31
    assert len(together & right) >= 26
    assert len(together - right) <= 1


def test_one_headline_in_two_papers_is_one_event_although_it_is_a_form_elsewhere() -> None:
    titles = (
        "The harbour bridge divides the town",
        "The harbour bridge divides the town",
        "A school roof divides the town",
    )
    assert events([NewsItem(title, language="en") for title in titles]) == ((0, 1), (2,))


def test_a_headline_with_a_word_more_is_no_form_of_the_other() -> None:
    titles = (
        "Comet seen over the lake for the first time in ninety years",
        "Comet over the lake, for the first time in ninety years",
    )
    assert events([*(NewsItem(title, "", "en") for title in titles), *SINGLE])[0] == (0, 1)
