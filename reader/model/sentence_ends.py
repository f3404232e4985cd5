"""Where sentences end: rules for the stops of the world's newspapers.

A small set of rules that errs towards longer sentences, since the half of a sentence is a worse thing to highlight than two.
A stop ends a sentence if white space and something that may begin one follow; a full stop after an abbreviation, an initial
or a number does so only if the next word is one that sentences begin with ("The", "Er", "Он"): the idea of sentence starters
is that of Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection" (2006). Called by `units`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from reader.model.patterns import compile_late

_ENDER = compile_late(
    r"(?P<stop>[.!?…؟۔।॥։።፧།༎‼⁇⁈⁉]+|(?<=[\u0370-\u03ff\u1f00-\u1fff]);)"
    # Closing marks, among them German “ and «, a French » after its space, and references to footnotes.
    r"(?P<close>(?:[\"'”’»›“‘«‹)\]}]|[ \u00a0\u202f]»(?=[\s.,;:!?)]|\Z)|\[\d{1,3}\]|[¹²³⁰-⁹])*)"
    r"|(?P<wide>[。！？｡．။។]+)(?P<wide_close>[\"'”’)\]}」』】〉》＂＇）］｝]*)"
)
_NEXT = compile_late(r"[\s\"'“‘„‚«‹»›(\[{¿¡「『（【〈《—–―•·*-]*(?P<word>[^\W\d_]*)(?P<other>\S?)")
_LETTER = compile_late(r"[^\W_]")
_NEVER_FIRST = frozenset(",;:)]}%")
_LAST_WORD_LETTERS = 24
"""Longer words are no abbreviations."""

_QUOTE_GOES_ON = compile_late(r"(?:と|って|は|が|を|に|の|も|や|へ|など)|[^，。！？、\s]{0,8}?[说說道问問答喊叫称稱]")
"""After a closing bracket: Japanese particles, and a Chinese "he said"."""

_NEVER = frozenset(
    # What stands before a name, an example or a number, in any case. Lower-case, without the last stop.
    "mr mrs ms dr prof messrs vs eg ie e.g i.e cf approx viz"
    " bzw vgl evtl ggf inkl bspw sog hl ca z.b d.h u.a i.d.r s.o zzgl abzgl hrsg"
    " mme mlle mgr p.ex c.-à-d env sra srta dña ee exmo exma sig sigg dott ing avv cfr prof.ssa dott.ssa dr.ssa"
    " dhr mevr drs bijv d.w.z o.a m.b.t t.ex d.v.s bl.a f.eks dvs"
    " godz tzw np m.in tj ul prof hab např tzv pl kb esim klo örn doç yrd"
    " т.е т.к т.н ул им проф акад см напр др.-греч тов"
    " π.χ δηλ डॉ".split()
)
_NEVER_CAPITALISED = frozenset(
    # Words of their own when they begin with a small letter: "the sun.", "his hon."
    "st rev gen col lt capt cmdr maj sgt gov sen rep pres hon mt ft supt insp m mm av bd ud uds".split()
)
_BEFORE_NUMBERS = frozenset(
    # Abbreviations if a number follows; else mostly words ("No.", "art.", "the sun.").
    "no nos nr nrs vol vols p pp fig figs art arts abs ch sec tel str kap para ziff § núm pág n.º nº čl čís č стр ст гл рис п"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
    " janv févr avr juil déc okt dez ene abr ago dic gen mag giu lug set ott".split()
)
_NOON = frozenset(("a.m", "p.m", "am", "pm"))
_AFTER_NOON = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest"
    " eastern central mountain pacific ist jst aest local".split()
)
_MAY_END = frozenset(
    # Abbreviations that end a sentence as often as not.
    "etc inc ltd corp co bros jr sr ave blvd rd dept est al ed eds usw mio mrd jh tsd dipl geb gest verh u.s u.k u.n e.u d.c ph.d"
    " uu ecc enz itd itp atd stb ym vb dll dsb r г гг тыс млн млрд руб коп т.д т.п др д κ.ά κλπ µ.µ".split()
)
_STARTERS = frozenset(
    "the a an he she it they we you i in on at but and this that these those there his her its their our my your when while"
    " after before as if for with not no yes so yet then what why how who where some many most one two both however although"
    " since during among between according meanwhile still even all each"
    " der die das er sie es wir ihr ich im am auf aber und doch dann danach auch ein eine nach bei mit seit wenn als dieser diese"
    " dieses so nun jetzt"
    " il elle on nous vous je ils elles un une dans mais et ce cette ces pour avec puis après selon l d c qu"
    " él ella ellos se su sus en pero y este esta luego después según cuando"
    " io noi lui lei loro ma nel nella questo questa dopo poi"
    " ele ela eles mas no na este esta depois"
    " het een hij zij ze wij we maar dit dat toen daarna"
    " han hon det den de vi men och i på dette denne"
    " on ona oni to ale w na po jak jest był se"
    " он она они оно это в на и но а как по при после также однако потом затем если так мы вы я что там тогда"
    " він вона вони це у але та й після".split()
)


LONGEST_PARAGRAPH = 200_000
"""Letters of a paragraph that somebody may have written: a tenth of them is a chapter. In what is longer every stop before a
space ends a sentence; to weigh the words around twenty thousand stops would hold up the screen."""

_ANY_STOP = compile_late("[.!?…。！？](?:(?<=[。！？])|(?<![.!?…]{2})[.!?…]*+[\"'”’»)]*+(?=\\s))")
"""Looks at each stop of a run once: a million of them would else be gone through from each of them."""

PART_LETTERS = 20_000
"""The least of a part of `sentence_parts`: its sentences are found in a few milliseconds."""


def sentence_ends(line: str, *, is_weighed: bool = True) -> list[int]:
    """Return the offsets in `line` after which a new sentence begins; the end of the line is not among them.

    Without `is_weighed` every stop before a space ends one, however short the line is: it is a part of a longer one.
    """
    if not is_weighed or len(line) > LONGEST_PARAGRAPH:
        return [end for found in _ANY_STOP.finditer(line) if (end := found.end()) < len(line)]
    ends: list[int] = []
    looked = 0
    first: int | None = None  # offset of the first letter or figure of the current sentence
    start = 0
    for match in _ENDER.finditer(line):
        if match.end() >= len(line):
            break
        if first is None:
            letter = _LETTER.search(line, max(looked, start), match.start())
            first = letter.start() if letter else None
            looked = match.start()
        if first is not None and _ends_sentence(line, first, match):
            ends.append(match.end())
            start, first = match.end(), None
    return ends


class TextPart(NamedTuple):
    """A half-open range of a block's text whose sentences can be found by themselves."""

    start: int
    end: int
    is_weighed: bool = True
    """Whether its stops are weighed; not in a line that is longer than anybody writes."""


@lru_cache(maxsize=32)
def sentence_parts(text: str) -> tuple[TextPart, ...]:
    """Return the parts that a block's text can be looked through by: their sentences, one after the other, are those of all.

    Parts end where lines do, and in a line that nobody wrote after one of the stops that end its sentences. At least one part.
    """
    parts: list[TextPart] = []
    at, end = 0, -1
    is_begun = False  # whether the part begins in the midst of a line
    while is_begun or len(text) - at > PART_LETTERS:
        if end < at:
            found = text.find("\n", at)
            end = len(text) if found < 0 else found
        is_long = is_begun or end - at > LONGEST_PARAGRAPH
        after = min(end + 1, len(text))
        if is_long and (stop := _ANY_STOP.search(text, at + PART_LETTERS, end)) is not None and stop.end() < end:
            after = stop.end()
        elif end - at < PART_LETTERS and not is_long:
            after = text.rfind("\n", at, at + PART_LETTERS) + 1
        parts.append(TextPart(at, after, not is_long))
        at, is_begun = after, after <= end and after < len(text)
    if at < len(text) or not parts:
        parts.append(TextPart(at, len(text)))
    return tuple(parts)


def _ends_sentence(line: str, first: int, match: re.Match[str]) -> bool:
    """Whether the stop that `match` found ends the sentence whose first letter stands at `first`."""
    stop, close, end = match["stop"], match["close"], match.end()
    if match["wide"]:
        return not (match["wide_close"] and _QUOTE_GOES_ON.match(line, end))
    if not line[end].isspace():
        return False
    following = _NEXT.match(line, end)
    word = following["word"] if following else ""
    other = following["other"] if following else ""
    is_lower = word[:1].islower() and not word[1:2].isupper()  # a sentence may begin with "iPhones"
    if is_lower or (not word and other in _NEVER_FIRST):
        return False
    if stop in ("…", "...") and not close and line[match.start() - 1].isspace():
        return False  # "das ist … Unsinn": words were left out
    if stop != "." or close:
        return True
    before = _last_word(line, first, match.start())
    return not before or _ends_after(before, word, other, is_first=match.start() - len(before) <= first)


def _last_word(line: str, first: int, stop: int) -> str:
    """Return what stands before a full stop, inner stops too, without opening marks."""
    floor = max(first, stop - _LAST_WORD_LETTERS - 1)
    at = stop
    while at > floor and not line[at - 1].isspace() and line[at - 1] not in "([\"'“‘„«–—/":
        at -= 1
    return line[at:stop] if stop - at <= _LAST_WORD_LETTERS else ""


def _ends_after(before: str, word: str, other: str, *, is_first: bool) -> bool:
    """Whether a full stop after `before` ends the sentence if `word`, or else `other`, comes next."""
    known, following = before.casefold(), word.casefold()
    is_capitalised = before[0].isupper()
    if known in _NEVER or (is_capitalised and known in _NEVER_CAPITALISED):
        return False
    if before.isdigit() and (is_first or len(before) <= 2):
        # "3. März", "1. First item": an ordinal or the number of an item.
        return bool(word) and not is_first and following in _STARTERS
    if known in _BEFORE_NUMBERS and other.isdigit() and not word:
        return False
    if known in _NOON:
        return following not in _AFTER_NOON
    if known in _MAY_END or _is_initial(before) or _is_dotted(before):
        return not is_first and following in _STARTERS
    return True


def _is_initial(word: str) -> bool:
    """Whether `word` is one letter of a script in which names are shortened so."""
    return len(word) == 1 and (word.lower() != word.upper() or "\u0590" <= word <= "\u06ff")


def _is_dotted(word: str) -> bool:
    """Whether `word` is made of very short parts between full stops: U.S, J.K, EE.UU."""
    return "." in word and all(0 < len(part) <= 2 and part.isalpha() for part in word.split("."))
