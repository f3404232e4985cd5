"""Plain text: pages copied out of a browser lose their furniture, honest texts lose nothing."""

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.lines.furniture import FurnitureKind, furniture_kind
from reader.extract.text.plain_text import extract_plain_text
from reader.model.article import ArticleKind
from reader.model.blocks import Code, Deck, Figure, FigureKind, Heading, Headline, ListItem, Paragraph, Quote, Rule
from reader.model.text import clean_text

COPIED = """\
We use cookies to give you the best experience. Learn more
Accept all
Home
News
World

Translation in progress
Ferry line returns to Port Ellin after eleven years
The first boat left at dawn with forty people on board, and a dog.
Mara Quist in Port Ellin
, Updated 18:25, 18-Feb-2025
This video can not be played
The ferry leaves the harbour in Port Ellin
01:52
The ferry leaves the harbour in Port Ellin/Mara Quist/Tidewater Press
The ferry leaves the harbour in Port Ellin
Copy link
PORT ELLIN, Feb 18 (Reuters) - The first ferry in eleven years left the harbour on Tuesday, to the sound of a brass band.
The ferry leaves the harbour in Port Ellin every morning at seven, and comes back in the evening, the company said.
What comes next
"We waited long enough," said the mayor, who had come in a yellow coat. "Now we sail."
Image source, Getty Images
Image caption, The mayor in her yellow coat
It will cost 4 crowns.
• Adults pay four crowns
• Dogs pay nothing
Read also: The bridge that never was
The line is to run until October, when the storms begin again and the harbour is closed.
Share
Most read
Storm takes the pier
Why the mayor wears yellow
Search Trends
tariffs
yellow coats
"""

ESSAY = """\
The Clockmaker of Ostravel

by Ines Okarra

   It was a dark and stormy night; the rain fell in torrents, except at
occasional intervals, when it was checked by a violent gust of wind which
swept up the streets, rattling along the housetops, and fiercely agitating
the scanty flame of the lamps that struggled against the darkness.

CHAPTER I.

In the year of the flood nobody counted the boats. There were too many, and
those who might have counted were in them, rowing. Share what you have, the
priest had said, and for once they did.

    The sea was wet as wet could be,
      The sands were dry as dry.

* * *

- one thing
  goes on
- another thing

> He wrote to me about it, at some length, and I did not answer him for a
> long time.

Comments
"""


class LineCounter:
    """Counts the lines of Python that run in a call: cost without a clock."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, call: Callable[[], object]) -> int:
        self.count = 0
        previous = sys.gettrace()
        sys.settrace(self._trace)
        try:
            call()
        finally:
            sys.settrace(previous)
        return self.count

    def _trace(self, _frame: FrameType, _event: str, _argument: Any) -> Any:
        self.count += 1
        return self._trace


@pytest.fixture
def count_lines() -> LineCounter:
    return LineCounter()


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def test_a_copied_page_becomes_an_article() -> None:
    article = extract_plain_text(COPIED, url="https://www.tidewater.example/ferry")
    meta = article.metadata
    assert meta.title == "Ferry line returns to Port Ellin after eleven years"
    assert meta.deck == "The first boat left at dawn with forty people on board, and a dog."
    assert meta.authors == ("Mara Quist",)
    assert meta.agencies == ("Reuters",)
    assert meta.place == "Port Ellin"
    assert meta.published is None
    assert meta.updated is not None
    assert meta.updated.isoformat() == "2025-02-18T18:25:00"
    assert meta.site == "tidewater.example"
    assert set(meta.provenance) == {"title", "deck", "authors", "agencies", "place", "updated"}
    assert [type(block) for block in article.blocks] == [
        Headline, Deck, Figure, Paragraph, Paragraph, Heading, Paragraph, Figure, Paragraph, ListItem, ListItem, Paragraph
    ]  # fmt: skip
    assert article.kind is ArticleKind.ARTICLE
    assert not article.is_partial


def test_a_caption_that_stands_three_times_is_one_figure_with_its_credit_and_time() -> None:
    figure = extract_plain_text(COPIED).figures[0]
    assert figure == Figure(
        caption="The ferry leaves the harbour in Port Ellin",
        credit="Mara Quist/Tidewater Press",
        kind=FigureKind.VIDEO,
        duration="01:52",
    )


def test_a_paragraph_that_resembles_a_caption_stays_a_paragraph() -> None:
    article = extract_plain_text(COPIED)
    assert any(
        isinstance(block, Paragraph)
        and block.text.startswith("The ferry leaves the harbour in Port Ellin every morning")
        for block in article.blocks
    )


def test_bare_names_beside_a_stamp_are_the_byline() -> None:
    text = COPIED.replace("Mara Quist in Port Ellin\n, Updated", "Mara Quist\nUpdated")
    article = extract_plain_text(text)
    assert article.metadata.authors == ("Mara Quist",)
    split = COPIED.replace("Mara Quist in Port Ellin\n", "By\nMara Quist\n")
    assert extract_plain_text(split).metadata.authors == ("Mara Quist",)


def test_sidebars_above_and_teasers_below_are_no_article() -> None:
    menu = "\n".join(f"Section number {count}" for count in range(30))
    sidebar = "The harbour closes at nine tonight, the authority said, and opens again at six in the morning.\n"
    teasers = "Most read\n" + "".join(
        f"Storm number {count} takes the pier\n"
        "The pier went at night, with all its lamps and chairs and its ticket box, people said.\n"
        for count in range(3)
    )
    article = extract_plain_text(sidebar + menu + "\n" + COPIED + teasers)
    assert article.metadata.title == "Ferry line returns to Port Ellin after eleven years"
    assert article.body == extract_plain_text(COPIED).body


def test_marked_captions_and_sources_are_one_figure() -> None:
    figure = extract_plain_text(COPIED).figures[1]
    assert (figure.caption, figure.credit) == ("The mayor in her yellow coat", "Getty Images")


def test_nothing_of_the_furniture_is_left() -> None:
    text = extract_plain_text(COPIED).text
    for line in ("cookies", "Accept all", "World", "Translation", "can not be played", "Copy link", "Read also", "Share",
                 "Most read", "Storm takes", "Search Trends", "tariffs"):  # fmt: skip
        assert line not in text


def test_an_essay_comes_through_whole() -> None:
    article = extract_plain_text(ESSAY)
    assert article.metadata.title == "The Clockmaker of Ostravel"
    assert article.metadata.authors == ("Ines Okarra",)
    assert [type(block) for block in article.blocks] == [
        Headline, Paragraph, Heading, Paragraph, Code, Rule, ListItem, ListItem, Quote, Paragraph
    ]  # fmt: skip
    assert words_of(ESSAY) - words_of(article.text) == {"Ines", "Okarra"}
    assert article.blocks[-1] == Paragraph(text="Comments")


def test_wrapped_lines_are_joined_and_verse_is_not() -> None:
    article = extract_plain_text(ESSAY)
    paragraphs = [block.text for block in article.blocks if isinstance(block, Paragraph)]
    assert paragraphs[0].startswith(
        "It was a dark and stormy night; the rain fell in torrents, except at occasional intervals,"
    )
    assert "\n" not in paragraphs[0]
    verse = next(block for block in article.blocks if isinstance(block, Code))
    assert verse.text == "The sea was wet as wet could be,\n  The sands were dry as dry."


def test_lines_without_wrapping_are_paragraphs() -> None:
    text = "One short line.\nAnother, which is rather longer than the first one was, and ends here.\nA third."
    assert [block.text for block in extract_plain_text(text).blocks if isinstance(block, Paragraph)] == text.split("\n")


def test_an_unindented_poem_keeps_its_lines() -> None:
    poem = "\n".join(["When all the boats come home at last", "And all the lamps are lit,", "The harbour master counts the mast",
                      "And finds a place for it."] * 3)  # fmt: skip
    blocks = extract_plain_text(poem).blocks
    assert len(blocks) == 12


def test_a_mail_gives_its_subject_sender_and_date_and_keeps_its_quotes() -> None:
    mail = """\
From: Ines Okarra <ines@example.org>
To: Bram Ulloa <bram@example.org>
Subject: The night train
Date: Tue, 18 Feb 2025 18:25:00 +0100

Bram,

> Will it run on Sundays?

It will, if you wake them.

-- 
Ines
"""  # noqa: W291
    article = extract_plain_text(mail)
    assert article.metadata.title == "The night train"
    assert article.metadata.authors == ("Ines Okarra",)
    assert article.metadata.published is not None
    assert article.metadata.published.isoformat() == "2025-02-18T18:25:00+01:00"
    assert any(isinstance(block, Quote) and block.text == "Will it run on Sundays?" for block in article.blocks)
    assert words_of(mail) - words_of(article.text) == {"Subject"}


def test_an_underlined_title_is_the_headline() -> None:
    article = extract_plain_text("A walk\n======\n\nIt takes a day if you do it wrong.\n\nBack\n----\n\nWe went back.")
    assert article.blocks == (
        Headline(text="A walk"),
        Paragraph(text="It takes a day if you do it wrong."),
        Heading(text="Back", level=3),
        Paragraph(text="We went back."),
    )


def test_a_text_without_title_takes_the_name_it_is_given() -> None:
    article = extract_plain_text("It takes a day if you do it wrong. Then one walks home.", fallback_title="lake walk")
    assert article.blocks[0] == Headline(text="lake walk")
    nameless = extract_plain_text("It takes a day if you do it wrong. Then one walks home.")
    assert nameless.metadata.title == "It takes a day if you do it wrong."
    assert not any(isinstance(block, Headline) for block in nameless.blocks)


def test_one_line_that_looks_like_furniture_does_not_make_a_page() -> None:
    text = (
        "On sharing\n\nWe were told to share the bread, and so we did, all winter long.\n\nShare\n\nThat was the word."
    )
    article = extract_plain_text(text)
    assert words_of(text) == words_of(article.text)


def test_a_japanese_text_wrapped_at_a_column_is_joined_without_blanks() -> None:
    line = "春はあけぼの。やうやう白くなりゆく山ぎは、すこしあかりて、紫だちたる雲のほそくたな"
    article = extract_plain_text(f"{line}\n{line}\n{line}\nびきたる。")
    assert article.blocks == (Paragraph(text=line * 3 + "びきたる。"),)


def test_a_paywalled_page_is_partial() -> None:
    article = extract_plain_text(COPIED.replace("Share\n", "Subscribe to continue reading\n"))
    assert article.is_partial


def test_an_empty_text_is_a_shell_and_a_consent_wall_is_a_wall() -> None:
    assert extract_plain_text("").kind is ArticleKind.SHELL
    assert extract_plain_text("").blocks == ()
    wall = extract_plain_text(
        "We value your privacy\nWe use cookies and need your consent.\nAccept all\nReject all\nManage preferences"
    )
    assert wall.kind is ArticleKind.WALL


PAGES = {
    "de": (
        "Wir verwenden Cookies, um Ihnen das beste Erlebnis zu bieten.\nAlle akzeptieren\nStartseite\nPolitik\n"
        "Die Fähre kehrt nach Elm zurück\nVon Hans Müller in Elm\nAktualisiert am 18.02.2025, 18:25 Uhr\nTeilen\n"
        "Das Video kann nicht abgespielt werden\nDie Fähre im Hafen\nDie Fähre im Hafen Foto: Petra Klein/dpa\n"
        "Nach elf Jahren hat am Dienstag wieder eine Fähre den Hafen von Elm verlassen, begleitet von einer Kapelle.\n"
        "Die Karte kostet vier Kronen, und der Fahrplan gilt bis Oktober, wie das Unternehmen am Abend mitteilte.\n"
        "Lesen Sie auch\nSturm nimmt den Steg\nWarum die Bürgermeisterin Gelb trägt\nImpressum",
        "Die Fähre kehrt nach Elm zurück", "Hans Müller", "Elm", "2025-02-18T18:25:00",
        "Die Fähre im Hafen", "Petra Klein/dpa",
    ),
    "fr": (
        "Nous utilisons des cookies pour améliorer votre expérience.\nTout accepter\nAccueil\n"
        "Le bac revient à Port-Elm\nPar Marie Dupont à Port-Elm\nMis à jour le 18 février 2025 à 18h25\nPartager\n"
        "Le bac dans le port\nLe bac dans le port. Crédit photo : Jean Roux/AFP\n"
        "Après onze ans, un bac a quitté mardi le port de Port-Elm au son d'une fanfare, devant quelques "
        "centaines de personnes.\n"
        "Le billet coûte quatre couronnes et la ligne fonctionnera jusqu'en octobre, a annoncé la compagnie "
        "dans la soirée.\n"
        "À lire aussi\nLa tempête emporte la jetée\nPourquoi la maire porte du jaune\nMentions légales",
        "Le bac revient à Port-Elm", "Marie Dupont", "Port-Elm", "2025-02-18T18:25:00",
        "Le bac dans le port", "Jean Roux/AFP",
    ),
    "es": (
        "Utilizamos cookies propias. Si continúa, acepta su uso.\nAceptar todo\nInicio\nDeportes\n"
        "El transbordador vuelve a Puerto Elm\nPor Ana Gil en Puerto Elm\nActualizado: 18 de febrero de 2025 "
        "a las 18:25\nCompartir\n"
        "El barco en el puerto\nEl barco en el puerto. Foto: Luis Mar/EFE\n"
        "Once años después, un transbordador salió el martes del puerto con una banda de música y unas "
        "cuarenta personas a bordo.\n"
        "El billete cuesta cuatro coronas y la línea funcionará hasta octubre, anunció la compañía por la "
        "tarde en su página.\n"
        "Te puede interesar\nLa tormenta se lleva el muelle\nPor qué la alcaldesa viste de amarillo\nAviso legal",
        "El transbordador vuelve a Puerto Elm", "Ana Gil", "Puerto Elm", "2025-02-18T18:25:00",
        "El barco en el puerto", "Luis Mar/EFE",
    ),
    "ru": (
        "Мы используем файлы cookie. Продолжая, вы даёте согласие.\nПринять все\nГлавная\nСпорт\n"
        "Паром возвращается в Порт-Эльм\nАвтор: Иван Петров\nОбновлено 18 февраля 2025, 18:25\nПоделиться\n"
        "Паром в порту города\nПаром в порту города. Фото: Анна Сидорова/ТАСС\n"
        "Спустя одиннадцать лет паром во вторник вышел из порта под звуки оркестра, на борту было около "
        "сорока человек и собака.\n"
        "Билет стоит четыре кроны, линия будет работать до октября, сообщила вечером компания на своём сайте.\n"
        "Читайте также\nШторм унёс причал\nПочему мэр носит жёлтое\nО нас",
        "Паром возвращается в Порт-Эльм", "Иван Петров", "", "2025-02-18T18:25:00",
        "Паром в порту города", "Анна Сидорова/ТАСС",
    ),
    "ja": (
        "当サイトはクッキーを利用しています。同意してください。\n同意する\nホーム\nスポーツ\n"
        "十一年ぶりに渡し船が港へ戻る\n記者：松岡大地\n更新日：2025年2月18日 18時25分\nシェア\n"
        "港を出る渡し船の様子\n港を出る渡し船の様子（写真：共同）\n"
        "十一年ぶりに渡し船が火曜日の朝、楽隊の音とともに港を出た。船には四十人ほどの乗客と一匹の犬が乗っていた。\n"
        "運賃は四クローネで、十月まで毎日運航する予定だと会社が夕方に発表した。\n"
        "関連記事\n嵐が桟橋をさらう\n市長はなぜ黄色を着るのか\nランキング",
        "十一年ぶりに渡し船が港へ戻る", "松岡大地", "", "2025-02-18T18:25:00", "港を出る渡し船の様子", "共同",
    ),
    "ar": (
        "نستخدم ملفات تعريف الارتباط لتحسين تجربتك.\nقبول الكل\nالرئيسية\nرياضة\n"
        "العبارة تعود إلى ميناء الهلال بعد أحد عشر عاما\nبقلم: أحمد علي\nآخر تحديث: 18 فبراير 2025، 18:25\nمشاركة\n"
        "العبارة في الميناء صباحا\nالعبارة في الميناء صباحا. تصوير: سارة محمد\n"
        "بعد أحد عشر عاما غادرت العبارة الميناء يوم الثلاثاء على أنغام فرقة موسيقية، وكان على متنها نحو "
        "أربعين شخصا وكلب واحد صغير.\n"
        "ثمن التذكرة أربع كرونات، وسيستمر الخط في العمل حتى شهر أكتوبر المقبل، كما أعلنت الشركة مساء على "
        "موقعها الإلكتروني.\n"
        "اقرأ أيضا\nالعاصفة تأخذ الرصيف\nلماذا ترتدي العمدة الأصفر\nمن نحن",
        "العبارة تعود إلى ميناء الهلال بعد أحد عشر عاما", "أحمد علي", "", "2025-02-18T18:25:00",
        "العبارة في الميناء صباحا", "سارة محمد",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", list(PAGES))
def test_copied_pages_in_many_languages(language: str) -> None:
    text, title, author, place, updated, caption, credit = PAGES[language]
    article = extract_plain_text(text, language=language)
    meta = article.metadata
    assert (meta.title, meta.authors, meta.place) == (title, (author,), place)
    assert meta.updated is not None
    assert meta.updated.isoformat() == updated
    assert [(figure.caption.rstrip("."), figure.credit) for figure in article.figures] == [(caption, credit)]
    assert [type(block) for block in article.blocks] == [Headline, Figure, Paragraph, Paragraph]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Translating…", FurnitureKind.TRANSLATION),
        ("Wird übersetzt...", FurnitureKind.TRANSLATION),
        ("This video can not be played", FurnitureKind.PLAYER),
        ("The media could not be loaded, either because the server or network failed.", FurnitureKind.PLAYER),
        ("Share 12", FurnitureKind.SHARE),
        ("Copy link", FurnitureKind.SHARE),
        ("リンクをコピー", FurnitureKind.SHARE),
        ("Facebook Twitter WhatsApp", FurnitureKind.SHARE),
        ("4 min read", FurnitureKind.SHARE),
        ("Lesezeit: 4 Minuten", FurnitureKind.SHARE),
        ("01:52", FurnitureKind.DURATION),
        ("0:00 / 1:52", FurnitureKind.DURATION),
        ("Search Trends", FurnitureKind.TRENDS),
        ("热搜", FurnitureKind.TRENDS),
        ("Aus Datenschutzgründen brauchen wir Ihre Zustimmung zu Cookies.", FurnitureKind.COOKIES),
        ("Sign up for our newsletter", FurnitureKind.NEWSLETTER),
        ("Читайте также: Шторм унёс причал", FurnitureKind.RELATED),
        ("© 2026 Tidewater Press", FurnitureKind.LEGAL),
        ("Il vous reste 70 % de cet article à lire.", FurnitureKind.PAYWALL),
        ("Politics", FurnitureKind.NAVIGATION),
    ],
)
def test_furniture_is_known(line: str, kind: FurnitureKind) -> None:
    assert furniture_kind(line) is kind


@pytest.mark.parametrize(
    "line",
    [
        "The cookie jar was empty when we came back from the sea.",
        "He said: share the load, and carry it home.",
        "Search parties went out at dawn.",
        "Related by blood, they never met.",
        "More of this was to come, and nobody knew it yet.",
        "Play it again, Sam, she said, and he did.",
        "In 1952 the harbour froze.",
        "-----",
        "",
    ],
)
def test_sentences_are_no_furniture(line: str) -> None:
    assert furniture_kind(line) is None


LINES = st.sampled_from(
    [*COPIED.split("\n"), *ESSAY.split("\n"), "Image caption, Photo: Jane Doe/AFP", "00:10", "© AFP", "Updated", "> q"]
)


@given(st.one_of(st.text(max_size=400), st.lists(LINES, max_size=40).map("\n".join)))
def test_an_article_has_no_words_its_text_has_not(text: str) -> None:
    article = extract_plain_text(text)
    known = " ".join(clean_text(text).split())
    for word in re.findall(r"\w+", article.text):
        assert word in known
    assert article.text == clean_text(article.text)


def test_an_indented_quote_keeps_its_words() -> None:
    assert [
        block.text for block in extract_plain_text("A mail\n\n\t>What then?").blocks if isinstance(block, Quote)
    ] == ["What then?"]


@given(st.lists(st.text(alphabet="abcdef ghij.,;:-*>=\n\tAB12", max_size=80), max_size=12))
def test_honest_text_keeps_every_word(lines: list[str]) -> None:
    text = "\n".join(lines)
    article = extract_plain_text(text)
    meta = article.metadata
    if article.notes or meta.authors or meta.agencies or meta.published:
        return
    letters = [letter for letter in text if letter.isalpha()]
    assert [letter for letter in article.text if letter.isalpha()] == letters


@pytest.mark.parametrize(
    "piece", ["word\n", "a/", "Photo: ", "(", "- \n", "Related\nword\n", "> ", "© ", "1. ", "Read more: x\n"]
)
def test_the_cost_grows_with_the_length_and_not_faster(piece: str, count_lines: LineCounter) -> None:
    small = count_lines(lambda: extract_plain_text("Share\nTranslating…\nCopy link\n" + piece * 500))
    large = count_lines(lambda: extract_plain_text("Share\nTranslating…\nCopy link\n" + piece * 2_000))
    assert large < 6 * small + 20_000
