from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import sentence_ends, units
from reader.model.sentence_ends import LONGEST_PARAGRAPH, sentence_parts
from reader.model.units import count_words, minute_words, reading_minutes, sentences, short_minutes, words

MIXED = st.text(alphabet="abÄЖ漢かก다ह 1.!?…。！;:,'\"“”„«»()[]-–\n\tमि\u0301\u200d", max_size=80)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "marked",
    [
        # English
        "Dr. Smith went to Washington.|He met Mr. J. F. Kennedy at 5 p.m. on Jan. 3.|They talked.",
        "He left at 5 p.m.|She stayed until 10 a.m. Monday.|They met again.",
        "The U.S. Senate voted.|The vote in the U.S.|The result was close.",
        "It cost $3.5 million.|See No. 5 for more.|No.|That is wrong.|See fig. 3.",
        "“Stop!” he said.|“Why?”|She left… and came back... again.|He waited…|Then he slept.",
        "Visit https://example.org/a.html.|Or www.example.org?|Yes.",
        "Smith et al. 2020 found it, e.g. The Economist did, vs. The Times.|Others, etc.|The end.",
        "J.K. Rowling wrote.|George W. Bush won.|Plan B.|Then plan C.",
        "(He was tired.)|It rained.|“… Our nation waits.”|(...) It waits.",
        "Text.[1]|Next.|“I am here.”|Then he left.",
        "1. First item.|2. Second item.",
        "The sun.|He lay in the sun.|Police came.|She has a Ph.D.|She teaches.",
        "He works at Apple Inc.|He is happy.|Apple Inc. shares rose.|iPhone and eBay.|eBay fell.",
        # German
        "Er kam am 3. März.|Das war z. B. gut.|Im 19. Jahrhundert lebte Prof. Dr. Müller.|Es waren 12.|Danach kam er.",
        "„Ich komme“, sagte er.|„Gut.“|Dann ging er.|Das ist … Unsinn.|»Nein.«|»Doch.«",
        # French
        "« Bonjour ! » dit-il.|« Ça va ? »|M. Dupont est là.|Il est 15 h.|Il part.",
        # Spanish
        "¿Qué pasa?|¡Nada!|El Sr. López llegó a EE. UU. ayer.|Dijo «hola».|—¿Y tú? —dijo ella.",
        # Italian, Portuguese, Dutch, Swedish, Polish, Turkish
        "Il sig. Rossi e l'avv. Bianchi.|Poi, ecc.|Ma no.",
        "O Sr. Silva chegou.|Vê a pág. 5.",
        "Dhr. Jansen kwam.|Toen ging hij, d.w.z. Jan.",
        "Se s. 5.|Det var bra.|Bl.a. Anna kom.",
        "Przyszedł o godz. 5.|W 1990 r. urodził się.|Prof. Nowak mówił.",
        "Geldi.|Dr. Ahmet Bey geldi.",
        # Russian
        "В 1990 г. родился сын.|Это т. е. важно.|А. С. Пушкин писал и т.д.|Потом ушёл.|«Привет!» — сказал он.",
        # Greek, Arabic, Urdu, Hindi, Korean
        "Ο Γιώργος ήρθε;|Ναι.|Έφυγε.",
        "هل أنت بخير؟|نعم.|قال د. محمد ذلك؛ ثم نام.",
        "وہ آیا۔|وہ گیا۔",
        "वह आया।|क्या हुआ?|ठीक है॥|अंत।",
        "그가 왔다.|정말?|네.|감사합니다.",
    ],
)
def test_sentences_of_spaced_scripts(marked: str) -> None:
    assert split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        "他来了。|她走了！|真的吗？|“好。”他说。|（对。）|下一句。",
        "彼は言った。|「行きます。」|そして去った。|「はい。」と言った。|本当？|はい！",
    ],
)
def test_sentences_of_unspaced_scripts(marked: str) -> None:
    assert split(marked.replace("|", "")) == marked.split("|")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("غادرت العبارة. هل عادت؟ نعم! عادت؛ ثم نامت.", 4),
        ("کشتی گئی۔ کیا واپس آئی؟ ہاں۔", 3),
        ("کشتی رفت. آیا برگشت؟ بله.", 3),
        ("המעבורת עזבה. האם חזרה? כן.", 3),
        ("नौका गई। क्या लौटी? हाँ॥", 3),
        ("নৌকা গেল। ফিরল।", 2),
        ("船は出た。戻ったか？はい！", 3),
        ("渡轮走了。回来了吗？是的！", 3),
        ("여객선이 떠났다. 돌아왔나? 네.", 3),
        ("เรือออกไปแล้ว! ใครเห็นบ้าง? ไม่มี", 3),
        ("သင်္ဘောထွက်သွားသည်။ ပြန်လာသလား။", 2),
        ("កប៉ាល់ចេញ។ តើត្រឡប់ទេ?", 2),
        ("གྲུ་སོང་། ཕྱིར་ལོག", 2),
        ("Նավը գնաց։ Վերադարձա՞վ։", 2),
        ("ጀልባው ሄደ። ተመለሰ፧ አዎ።", 3),
        ("Η βάρκα έφυγε. Γύρισε; Ναι.", 3),
        ("Паром ушёл. Вернётся ли? Да!", 3),
    ],
    ids="ar ur fa he hi bn ja zh ko th my km bo hy am el ru".split(),
)
def test_stops_of_the_world_s_scripts(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_line_break_ends_a_sentence() -> None:
    assert split("The ferry in the fog\nIda Holm") == ["The ferry in the fog", "Ida Holm"]


@given(MIXED)
def test_sentences_are_ordered_disjoint_and_whole(text: str) -> None:
    ranges = sentences(text)
    assert all(start < end for start, end in ranges)
    assert all(before.end <= after.start for before, after in pairwise(ranges))
    covered = {at for start, end in ranges for at in range(start, end)}
    assert all(text[at].isspace() for at in range(len(text)) if at not in covered)
    assert all(text[start:end] == text[start:end].strip() for start, end in ranges)


@given(MIXED)
def test_words_are_ordered_disjoint_and_hold_every_letter(text: str) -> None:
    ranges = words(text)
    assert all(start < end for start, end in ranges)
    assert all(before.end <= after.start for before, after in pairwise(ranges))
    covered = {at for start, end in ranges for at in range(start, end)}
    assert not any(text[at].isalnum() for at in range(len(text)) if at not in covered)


@given(MIXED)
def test_no_word_crosses_a_sentence(text: str) -> None:
    borders = {start for start, _ in sentences(text)}
    assert not any(start < border < end for start, end in words(text) for border in borders)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's well-known: 3.5 or 1,000.", ["It's", "well-known", "3.5", "or", "1,000"]),
        ("a@b.example and https://b.example", ["a@b.example", "and", "https", "b.example"]),
        ("हिन्दी में।", ["हिन्दी", "में"]),
        ("مُحَمَّد", ["مُحَمَّد"]),
        ("שָׁלוֹם", ["שָׁלוֹם"]),
        ("ひらがなカタカナ漢字二字", ["ひらがな", "カタカナ", "漢字", "二字"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
    ],
)
def test_words_of_many_scripts(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected


@pytest.mark.parametrize("piece", ["a. ", "A.", "!? ", "“", " ", "1. ", "… ", "。", "(", "a.b", "—", " »", "[1]"])
def test_endless_runs_of_what_might_end_a_sentence_are_read_to_their_end(piece: str) -> None:
    """No clock: at a cost that grows with the square of the length each of these takes minutes, which nobody overlooks."""
    text = piece * 160_000 + "z"
    assert sentences(text)[-1].end == words(text)[-1].end == len(text)


def test_word_counts() -> None:
    assert count_words("") == 0
    assert count_words("one two  three\nfour") == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("港の朝は静かで、船はまだ岸壁に並んでいた。", 10),
        ("渡轮在黎明时分离开码头，船上有四十名乘客。", 12),
        ("เรือข้ามฟากออกจากท่าตอนรุ่งสาง", 8),
        ("여객선은 새벽에 부두를 떠났다", 4),
        ("غادرت العبّارة الرصيف عند الفجر", 5),
        ("המעבורת עזבה את המזח עם שחר", 6),
        ("नौका भोर में घाट से निकली", 6),
        ("Паром вышел на рассвете", 4),
        ("渡轮 Petrel 在 2026 年离开码头", 7),
        ("Die Fähre – und der Hund", 6),
    ],
    ids="ja zh th ko ar he hi ru mixed dash".split(),
)
def test_words_of_scripts_with_and_without_spaces(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("", "", 1),
        ("word " * 2380, "en", 10),
        ("word " * 2380, "", 10),
        ("sana " * 1680, "fi", 10),
        ("كلمة " * 1440, "ar-EG", 10),
        ("слово " * 1920, "ru", 10),
        ("字" * 2660, "zh", 10),
        ("字のか" * 1240, "ja", 10),
        ("กา" * 4600, "th", 10),
        ("शब्द " * 1840, "hi", 6),
        ("szó " * 3070, "hu", 10),
    ],
)
def test_minutes_follow_how_fast_a_language_is_read(text: str, language: str, minutes: int) -> None:
    assert reading_minutes(text, language) == minutes


@pytest.mark.parametrize(
    ("minutes", "words", "short"),
    [(1, "1 min", "1m"), (43, "43 min", "43m"), (119, "119 min", "119m"), (120, "2 h", "2h"), (958, "16 h", "16h")],
)
def test_minutes_are_told_in_hours_where_they_are_many(minutes: int, words: str, short: str) -> None:
    assert minute_words(minutes) == words
    assert short_minutes(minutes) == short


def test_a_paragraph_that_nobody_wrote_is_parted_at_every_stop() -> None:
    text = "He saw Dr. Quill at noon. The boat left! 船が出た。" * 6_000
    assert len(text) > LONGEST_PARAGRAPH
    found = sentences(text)
    assert len(found) == 6_000 * 4
    assert "".join(text[one.start : one.end] for one in found).replace(" ", "") == text.replace(" ", "")
    assert len(sentences("He saw Dr. Quill at noon. The boat left!")) == 2


@given(
    st.text(alphabet='abD 1.!…。)"\n', max_size=120)
    | st.lists(st.sampled_from(["Dr. Quill", ". ", "...", "\n", "a"])).map("".join),
    st.integers(1, 30),
    st.integers(0, 60),
)
def test_the_sentences_of_parts_are_those_of_the_whole(text: str, least: int, longest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentence_ends, "PART_LETTERS", least)
        patch.setattr(sentence_ends, "LONGEST_PARAGRAPH", least + longest)
        units._sentences.cache_clear()
        parts = sentence_parts.__wrapped__(text)
        assert [part.start for part in parts[1:]] == [part.end for part in parts[:-1]]
        assert (parts[0].start, parts[-1].end) == (0, len(text))
        found = [
            (part.start + start, part.start + end)
            for part in parts
            for start, end in sentences(text[part.start : part.end], is_weighed=part.is_weighed)
        ]
        assert found == [*sentences(text)]
    units._sentences.cache_clear()


def test_a_part_of_a_text_that_nobody_wrote_is_short_where_it_can_end() -> None:
    lines, stops, words_only = "short\n" * 100_000, "He saw Dr. Quill at noon. " * 40_000, "word and " * 100_000
    assert max(part.end - part.start for part in sentence_parts(lines)) <= sentence_ends.PART_LETTERS
    assert max(part.end - part.start for part in sentence_parts(stops)) <= sentence_ends.PART_LETTERS + 30
    assert len(sentence_parts(words_only)) == 1
    assert len(sentence_parts("A line.\n" * 9)) == 1
    assert len(sentences("." * 400_000 + " The end.")) == 2  # tried from each of its stops, a run would take minutes
