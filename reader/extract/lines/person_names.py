"""Tells people's names from other words, and writes names that stand in capitals as people write them.

Called by `bylines`. Nothing here knows who anyone is: a name is told by its shape.
"""

import re
from functools import cache

from reader.extract.lines.words import fold, has_case, load_words, phrases
from reader.model.patterns import compile_late

MAX_NAME_PARTS = 6
MAX_NAME_LETTERS = 60

_ADDRESS = compile_late(
    r"<[^<>]{0,200}>|\(?\b(?:https?://|www\.)\S{1,200}|\(?[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}\)?|(?<![\w.])@\w{1,40}|\(@\w{0,40}\)|\(\s*\)"
)
_PARTICLES = frozenset(
    "von van de der den del della di da do dos das du des la le el al bin ibn ben bint ter ten zu zum zur af av y e i und"
    " san mac 't vom op dem abu umm delle dello degli dalla med phil rer nat ing jur habil h.c".split()
)
_DEGREES = frozenset(
    "ma ba ms bs md do dds phd ph.d pharmd psyd edd msc bsc rn rd rdn cns jd llb llm mba mph msw lcsw cpa cfa esq dr prof"
    " m.d m.a m.s".split()
)
_ARTICLES = frozenset(
    "the a an der die das ein eine le la les un une el los las una il lo gli de het een o os as um uma den det en ett ei"
    " our this that these his her my your in on at why how what when who where".split()
)
_HAN_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈"
    "姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯牛岳温康施文牟樊葛邢安齐齊"
)
"""The hundred surnames that nine of ten Chinese bear, and a few more."""
_DESK = compile_late(
    r"\b(?:team|desk|newsroom|bureau|staff|editors|redaktion|redaccion|redaction|redazione|redactie|office)\W*$"
)
_LETTERED = compile_late(r"[^\W\d_]")
_SCOTTISH = compile_late(r"^Mc([a-zà-ÿ])(?=[a-zà-ÿ]{2})")
_VOWEL = compile_late(r"[aeiouyаеёиоуыэюяіїєαεηιουω]")
_ELIDED_LAST = compile_late(r"(?:d['’]|(?:al|el|as|an|ar)-)(?=[^\W\d_])")
"""`d'Arc` and `al-Quill` are names though they begin small."""
_ELIDED = compile_late(r"^([OD]['’])([a-zà-ÿ])")


def key_of(name: str) -> str:
    """Return letters and digits only, case folded: the form in which two names are the same."""
    return re.sub(r"\W+", "", name).casefold()


def strip_addresses(text: str) -> str:
    """Return `text` without e-mail addresses, links and handles."""
    return re.sub(r"\s{3,}", "  ", _ADDRESS.sub(" ", text)).strip() if any(mark in text for mark in "@/(.") else text


@cache
def _nobodies() -> frozenset[str]:
    return frozenset(fold(word) for word in phrases(load_words("bylines")["nobody"]["words"]))


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(word).strip(".") for word in phrases(load_words("bylines")["places"]["names"]))


def is_nobody(name: str) -> bool:
    """Whether `name` stands for no person: "staff", "Redaktion", "admin"."""
    return fold(name).strip(" .") in _nobodies()


@cache
def _interface() -> frozenset[str]:
    return frozenset(fold(word) for word in phrases(load_words("bylines")["interface"]["words"]))


def is_interface(name: str) -> bool:
    """Whether `name` is a button's or a link's: "Read more", "Follow", "Text size"."""
    return fold(name).strip(" .:") in _interface()


def is_place_name(name: str) -> bool:
    """Whether `name` is a place that is written in several words like a person."""
    return fold(name).strip(" .") in _places()


def is_degree(name: str) -> bool:
    """Whether `name` is letters behind a name: `MA`, `PhD`."""
    return fold(name).strip(" .") in _DEGREES


def begins_small(text: str) -> bool:
    """Whether `text` begins with an article or a question word, as headlines do and people do not."""
    words = fold(text).split()
    return bool(words) and words[0] in _ARTICLES


def han_names(text: str) -> tuple[str, ...]:
    """Return the Chinese names that stand side by side with a blank between; any other text alone.

    A Japanese name has its blank between surname and given name, and stays one.
    """
    parts = text.split()
    if len(parts) > 1 and all(2 <= len(part) <= 3 and part[0] in _HAN_SURNAMES for part in parts):
        return tuple(parts)
    return (text,)


@cache
def _role_words() -> frozenset[str]:
    return frozenset(fold(load_words("bylines")["roles"]["words"]).split())


def is_role(name: str) -> bool:
    """Whether a part of a byline says what someone is, not who."""
    words = fold(name).replace("/", " ").split()
    return any(word.strip(".()") in _role_words() for word in words)


def is_desk(name: str) -> bool:
    """Whether `name` is that of several people by its last word: "Data Team", "Berlin Desk"."""
    return bool(_DESK.search(fold(name)))


def is_person(name: str) -> bool:
    """Whether `name` has the shape of a person's name: one to six words, capitals but for particles, no figures."""
    name = name.strip()
    words = name.split()
    if not words or len(words) > MAX_NAME_PARTS or len(name) > MAX_NAME_LETTERS or not _LETTERED.search(name):
        return False
    if any(letter.isdigit() or letter in ":!?%$€#=<>{}[]_" for letter in name):
        return False
    if not has_case(name):
        return len(words) <= 4 and len(name) <= 30
    if not any(word[0].isupper() for word in words):
        return False
    if words[-1][0].islower() and not _ELIDED_LAST.match(words[-1]):
        return False
    return all(
        word[0].isupper() or fold(word.rstrip(".")) in _PARTICLES or word[:2] in ("d'", "d’", "al", "el")
        for word in words
    )


def recase(name: str, *, is_place: bool = False) -> str:
    """Return a name that stands all in capitals with capitals where names have them; any other name as it is.

    Single words of up to four letters stay: they are initials or an agency.
    """
    letters = [letter for letter in name if letter.isalpha()]
    if not letters or not has_case(name) or not all(letter.isupper() for letter in letters):
        return name
    words = name.split()
    if len(words) == 1 and len(letters) <= 4 and not is_place:
        return name
    return " ".join(_recase_word(word, number) for number, word in enumerate(words))


def _recase_word(word: str, number: int) -> str:
    if "." in word.rstrip(".") or len(word.rstrip(".")) == 1:
        return word  # initials
    if 2 < len(word) <= 4 and not _VOWEL.search(fold(word)):
        return word  # MDR, NDR
    if number and fold(word) in _PARTICLES and len(word) > 1:
        return word.lower()
    if word.strip(".") in ("II", "III", "IV"):
        return word
    parts = [part.capitalize() for part in word.split("-")]
    parts = [_ELIDED.sub(lambda found: found[1] + found[2].upper(), part) for part in parts]
    return "-".join(_SCOTTISH.sub(lambda found: "Mc" + found[1].upper(), part) for part in parts)
