"""Splits a caption from the credit of its picture, in the forms the world's press uses.

Credits stand behind captions in many shapes: glued on with slashes (`/Name/Agency`), behind a label (`Foto: …`, `写真：…`), in
brackets, after `©`, or as a bare agency behind the last full stop. Each shape is a finder below; they are tried in order, and
again on what is left, until none of them finds anything: so splitting a caption again changes nothing. The words are in
`credits.toml`, the agencies in `agencies.toml`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from reader.extract.agencies import is_picture_house, names_agency
from reader.extract.name_runs import (
    ENDS,
    INITIAL,
    LETTER,
    MAX_CREDIT_LETTERS,
    MAX_SEGMENT_LETTERS,
    MAX_SOURCE_WORDS,
    MAX_SUPPLIED_WORDS,
    TOKEN,
    TRIMMED_CREDIT,
    first_part,
    is_credit,
    is_names,
    name_run,
    small_words,
)
from reader.extract.person_names import begins_small, is_person
from reader.extract.words import AFTER_WORD, BEFORE_WORD, any_of, fold, has_case, load_words, phrases
from reader.model.text import clean_text, collapse

MAX_CAPTION_LETTERS = 6_000
"""What is longer is a text, not a caption, and is not looked at."""
MAX_LINE_WORDS = 5

_TRIMMED_BEFORE = " \t\n|–—-/•·,;:(=＝"
_COPYRIGHT = re.compile(r"©|℗|[(（][cCｃＣ][)）]|(?i:\bcopyrights?\b:?)")
_BRACKETS = {")": "(", "]": "[", "）": "（", "】": "【", "〕": "〔", "］": "［"}
_DOMAIN = re.compile(r"[\w-]+\.[a-z]{2,}$|https?:?$|www\.[\w.-]*$", re.IGNORECASE)
_LAST_SLASH = re.compile(r"[/／]")
_NEWLINE = re.compile(r"[ \t]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionParts:
    """A caption and the credit that stood behind it; either may be empty."""

    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a credit begins in a caption, and its text without label and brackets."""

    start: int
    credit: str


def split_credit(caption: str) -> CaptionParts:
    """Return `caption` without its credit, and the credit without its label word: names stay, `Jane Doe/Reuters`.

    A line break in `caption` is taken for a boundary, so callers who join parts of a page should join them by newlines.
    A caption that is nothing but a credit leaves an empty caption. Nothing is ever added; splitting the result again finds
    nothing more. Linear in the length of the caption for every credit found.
    """
    text = _NEWLINE.sub("\n", clean_text(caption)).strip()
    if len(text) > MAX_CAPTION_LETTERS:
        return CaptionParts(caption=collapse(text), credit="")
    text = "\n".join(collapse(line) for line in text.split("\n"))
    credits_found: list[str] = []
    while text:
        cut = _find_credit(text)
        if cut is None and "\n" in text and _find_credit(collapse(text)) is not None:
            text = collapse(text)  # so that splitting the caption again, which has no line breaks, finds nothing
            continue
        if cut is None:
            break
        if cut.credit and not any(fold(cut.credit) in fold(known) for known in credits_found):
            credits_found = [known for known in credits_found if fold(known) not in fold(cut.credit)]
            credits_found.insert(0, cut.credit)
        text = text[: cut.start].rstrip(_TRIMMED_BEFORE)
    return CaptionParts(caption=collapse(text), credit="; ".join(credits_found))


def is_credit_label(text: str) -> bool:
    """Whether `text` is the word before a credit and nothing else: "Copyright", "Foto:"."""
    return fold(text).strip(" :=/|©.-–—") in _labels("strong") | _labels("media") | {"", "c"}


def has_credit_label(text: str) -> bool:
    """Whether a word for "photo" with its colon, "photo by", or a copyright sign stands in `text` before a credit."""
    finders = (_find_label, _find_phrase, _find_copyright)
    candidate = _without_rights(collapse(text))
    inside = candidate.rstrip(" .)]）】")
    return any(finder(form) is not None for finder in finders for form in {candidate, inside})


def _find_credit(text: str) -> _Cut | None:
    """Return the last credit of `text` by the first finder that knows its form."""
    candidate = _without_rights(text)
    for finder in _FINDERS:
        cut = finder(candidate)
        if cut is not None:
            return _Cut(cut.start, _tidy(cut.credit))
    return None


def _tidy(credit: str) -> str:
    """Return a credit without marks at its ends, and each of its names once (`© Jane Doe/dpa | Jane Doe`)."""
    credit = collapse(credit).strip(TRIMMED_CREDIT)
    if credit.endswith(".") and not INITIAL.fullmatch(credit.split()[-1]) and len(credit.split()[-1]) > 4:
        credit = credit[:-1]
    kept: list[str] = []
    for part in re.split(r"\s*\|\s*", credit):
        if part and not any(fold(part) in fold(known) for known in kept):
            kept.append(part)
    return " | ".join(kept).strip(TRIMMED_CREDIT)


def _without_rights(text: str) -> str:
    """Return `text` without the lawyers' words at its end."""
    tail = max(0, len(text) - 2 * MAX_CREDIT_LETTERS)
    found = _rights().search(fold(text), tail)
    return text[: found.start()].rstrip(" .,;\n") if found else text


@cache
def _rights() -> re.Pattern[str]:
    listed = any_of({fold(phrase).rstrip(".") for phrase in phrases(load_words("credits")["rights"]["phrases"])})
    return re.compile(rf"{BEFORE_WORD}(?:{listed}){AFTER_WORD}[^|/]*\Z")


@cache
def _labels(kind: str) -> frozenset[str]:
    return frozenset(fold(word) for word in phrases(load_words("credits")["labels"][kind]))


@cache
def _label_pattern() -> re.Pattern[str]:
    """Return the pattern of a label word with its colon; group `word`."""
    listed = any_of(_labels("strong") | _labels("weak") | _labels("media"))
    return re.compile(rf"(?:^|(?<=[\s.|(\[;,。、！？/・-]))(?P<word>{listed})\s?[:=]\s?")


@cache
def _phrase_pattern() -> re.Pattern[str]:
    """Return the pattern of a label without colon: `Photo by`, at a start or capitalised; group `bare` needs an agency."""
    words = load_words("credits")["before"]
    listed = any_of({fold(phrase) for phrase in phrases(words["phrases"])})
    bare = any_of({fold(phrase) for phrase in phrases(words["bare"])})
    return re.compile(rf"(?:^|(?<=[\s(\[|.]))(?:(?P<phrase>{listed})|(?P<bare>{bare}))(?:\.\s?|\s+)(?=[^\s.])")


def _find_bracket(text: str) -> _Cut | None:
    """`(Name/Agency)`, `[Photo/Agency]`, `（写真：…）`, `(Foto: …)` at the end."""
    stripped = text.rstrip(" .\n")
    if not stripped or stripped[-1] not in _BRACKETS:
        return None
    opening, depth = _BRACKETS[stripped[-1]], 0
    for start in range(len(stripped) - 1, max(-1, len(stripped) - 1 - MAX_CREDIT_LETTERS), -1):
        depth += (stripped[start] == stripped[-1]) - (stripped[start] == opening)
        if depth == 0:
            break
    else:
        return None
    inside = collapse(stripped[start + 1 : -1])
    before = text[:start].rstrip()
    credit = _bracketed_credit(inside, before)
    if not credit:
        return None
    run = name_run(text, start)
    is_labelled = _label_pattern().match(fold(inside)) is not None
    if run is not None and text[:run].rstrip().endswith((":", "：", "=", "＝")):
        return None  # `Foto: Name (Agency)` belongs to the label
    if run is not None and run < len(before) and is_picture_house(first_part(inside)) and not is_labelled:
        return _Cut(run, f"{collapse(text[run:start])} ({credit})")
    return _Cut(start, credit)


def _bracketed_credit(inside: str, before: str) -> str:
    """Return the credit that a bracket at a caption's end holds; empty if it describes the picture instead."""
    if not LETTER.search(inside) or fold(inside).rstrip(".") in _descriptions():
        return ""
    folded = fold(inside)
    label = _label_pattern().match(folded) or _slash_label().match(folded)
    if label:
        rest = inside[label.end() :]
        return rest if is_credit(rest, is_supplied=len(rest.split()) < MAX_SUPPLIED_WORDS) else ""
    phrase = _phrase_pattern().match(folded)
    if phrase:
        rest = inside[phrase.end() :]
        return rest if is_credit(rest) and (phrase["phrase"] or is_names(rest)) else ""
    inner = _find_copyright(inside)
    if inner and inner.start == 0:
        return inner.credit
    suffix = _unspaced_suffix().search(inside)
    if suffix and len(inside) <= MAX_SEGMENT_LETTERS:
        return inside[: suffix.start()] or ""
    if not is_names(inside):
        return ""
    first = first_part(inside)
    is_signed = "/" in inside and len(first.split()) >= 2 and not any(letter.isdigit() for letter in inside)
    after_stop = bool(before) and before[-1] in ".!?…。" and len(inside.split()) <= 4 and inside[0].isupper()
    return inside if names_agency(inside) or is_signed or after_stop else ""


@cache
def _descriptions() -> frozenset[str]:
    return frozenset(fold(word) for word in phrases(load_words("credits")["descriptions"]["words"]))


@cache
def _slash_label() -> re.Pattern[str]:
    """`图/新华社`, `Photo/Agency`: a label with a slash or a bar, only where it begins something."""
    return re.compile(rf"(?:{any_of(_labels('strong') | _labels('media'))})\s?[/|｜丨]\s?")


@cache
def _unspaced_suffix() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{any_of(phrases(load_words('credits')['after']['unspaced']))})$")


def _find_copyright(text: str) -> _Cut | None:
    """`© Name`, `(c) Agency`, `Name/Copyright 2026 Agency` to the end."""
    tail = max(0, len(text) - MAX_CREDIT_LETTERS - 4)
    for found in _COPYRIGHT.finditer(text, tail):
        rest = text[found.end() :]
        start = found.start()
        before = text[:start].rstrip()
        if before.endswith("/"):
            run = name_run(text, len(before) - 1)
            start = run if run is not None else len(before) - 1
            name = collapse(text[start : len(before) - 1])
            return _Cut(start, f"{name}/{rest.strip()}") if is_credit(rest) else None
        if found[0][0].isalpha() and before and before[-1] not in ENDS + "|–—-\n,;":
            continue
        if found[0][0] in "(（" and not rest.lstrip()[:1].isupper() and has_case(rest):
            continue
        if is_credit(rest, is_supplied=found[0] == "©" and len(rest.split()) < MAX_SUPPLIED_WORDS):
            label = _label_pattern().match(fold(rest.lstrip()))
            return _Cut(start, rest.lstrip()[label.end() :] if label else rest)
    return None


def _find_label(text: str) -> _Cut | None:
    """`Photo: Name`, `Quelle: Agency`, `写真：…`, `사진=…` to the end."""
    folded = fold(text)
    tail = max(0, len(text) - MAX_CREDIT_LETTERS - 24)
    for found in _label_pattern().finditer(folded, tail):
        rest = text[found.end() :]
        before = text[: found.start()].rstrip()
        word = found["word"]
        is_supplied = before[-1:] in (*ENDS, "|", "\n") and before != "" and len(rest.split()) <= MAX_SUPPLIED_WORDS
        if not _may_begin(text, found.start("word"), before) or not is_credit(rest, is_supplied=is_supplied):
            continue
        if word in _labels("media") and not (names_agency(rest) or "/" in rest):
            continue
        if word in _labels("weak") and not (is_names(rest, MAX_SOURCE_WORDS) or names_agency(rest)):
            continue
        return _Cut(found.start(), rest)
    for slash in _slash_label().finditer(folded, tail):
        before = text[: slash.start()].rstrip()
        if (not before or before[-1] in ENDS + "\n") and is_credit(text[slash.end() :]):
            return _Cut(slash.start(), text[slash.end() :])
    return None


def _find_phrase(text: str) -> _Cut | None:
    """`Photo by Name`, `Foto Name/Agency`, `fot. Name` to the end."""
    folded = fold(text)
    tail = max(0, len(text) - MAX_CREDIT_LETTERS - 24)
    for found in _phrase_pattern().finditer(folded, tail):
        rest = text[found.end() :]
        before = text[: found.start()].rstrip(" ")
        is_start = not before or before[-1] in ENDS + "|–—-\n/"
        is_signed = names_agency(rest) or "/" in rest or text[found.start()].islower()
        if found["bare"] and not (is_start and is_signed and is_names(rest)):
            continue
        if _may_begin(text, found.start(), before) and (is_start or is_names(rest)) and is_credit(rest):
            return _Cut(found.start(), rest)
    return None


def _may_begin(text: str, start: int, before: str) -> bool:
    """Whether a label may begin at `start`: at a boundary, or capitalised in running text that names no such thing."""
    if not before or before[-1] in ENDS + "|–—-/([・•·\n;" or text[start - 1] in "(\n":
        return True
    if not has_case(text[start : start + 4]):
        return before[-1] in "、，," or text[start - 1].isspace()
    return text[start].isupper() and fold(before.split()[-1]) not in small_words("prepositions")


def _find_slashes(text: str) -> _Cut | None:
    """`… harbour/Name/Agency`, `….  /Agency`, `…. Name/Agency` at the end; never a slash inside a sentence."""
    text = text.rstrip(" .\n") if text.endswith((".", "\n")) else text
    tail = max(0, len(text) - MAX_CREDIT_LETTERS)
    slashes = [found.start() for found in _LAST_SLASH.finditer(text, tail)]
    first, end = len(text), len(text)
    segments: list[str] = []
    for slash in reversed(slashes):
        segment = text[slash + 1 : end].strip()
        if len(segment) > MAX_SEGMENT_LETTERS or not is_names(segment) or "\n" in segment:
            break
        segments.insert(0, segment)
        first = end = slash
    if not segments:
        return None
    left = text[:first].rstrip()
    if not left:
        return _Cut(0, text[first:])
    if _DOMAIN.search(left.split()[-1]) and not text[first - 1].isspace():
        return None
    has_agency = any(names_agency(segment) for segment in segments)
    run = name_run(text, first)
    house = _house_before(text, first)
    if house is not None:
        return _Cut(house, text[house:])
    run_text = collapse(text[run:first]) if run is not None else ""
    if run == 0 and not has_agency and not names_agency(run_text) and not _is_only_a_name(run_text):
        return None
    is_signed = has_agency and (run != 0 or segments[0][:4].lower() == "via ")
    if run is not None and (len(run_text.split()) >= 2 or names_agency(run_text) or is_signed):
        return _Cut(_with_name_before_dash(text, run), text[_with_name_before_dash(text, run) :])
    ends = left[-1] in ENDS
    is_glued_pair = len(segments) >= 2 and len(segments[0].split()) >= 2
    if has_agency or ends or is_glued_pair:
        return _Cut(first, text[first:])
    return None


def _is_only_a_name(text: str) -> bool:
    """Whether a caption that has a slash and no known agency begins with a photographer: "Die Fraktion von CDU/CSU" does not."""
    return is_person(text) and not begins_small(text) and all(word[0].isupper() for word in text.split())


def _house_before(text: str, end: int) -> int | None:
    """`… Trump REUTERS/Name`, `… AP Photo/Name`: return where the agency begins that ends at `end`; it needs no boundary."""
    tokens = list(TOKEN.finditer(text, max(0, end - 40), end))
    for count in (3, 2, 1):
        if len(tokens) > count and is_picture_house(" ".join(token[0] for token in tokens[-count:])):
            start = tokens[-count].start()
            before = tokens[-count - 1][0]
            # "Jane Doe, AFP/Getty" has its name before; "Kylian Mbappé AFP/Name" is in the picture.
            return start if text[start].isupper() and before[-1] not in ".,!?…|-–—" else None
    return None


def _with_name_before_dash(text: str, run: int) -> int:
    """`Name - Agency / Agency`: return where the name begins if a dash and an agency follow it."""
    before = text[:run].rstrip()
    if before[-1:] not in ("-", "–", "—") or not before[:-1].endswith(" "):
        return run
    earlier = name_run(text, len(before) - 1)
    return earlier if earlier is not None else run


def _find_agency(text: str) -> _Cut | None:
    """`….  AFP`, `… | Getty Images`, `REUTERS/Name`, `via REUTERS`, or nothing but an agency."""
    body = text.rstrip(" .\n")
    tail = max(0, len(body) - MAX_CREDIT_LETTERS)
    for_outlet = re.compile(r"[A-ZÀ-Ý]\S+ [A-ZÀ-Ý]\S+ for [A-Z][^.]{2,40}")
    starts = [found.end() for found in re.finditer(r"[.!?…\"”»)\]|。！？」』）\n]\s*|\s[–—-]\s+", body[tail:])]
    for start in (tail + offset for offset in starts):
        rest = body[start:]
        if (
            rest
            and rest[0] not in "([（［"
            and not _is_abbreviated(body, start)
            and is_names(rest)
            and (names_agency(rest) or for_outlet.fullmatch(rest))
        ):
            return _Cut(start, rest)
    if (
        tail == 0
        and is_names(body)
        and names_agency(body)
        and is_picture_house(re.split(r"[/|]|\svia\s", body)[-1].strip())
    ):
        return _Cut(0, body)
    return None


def _is_abbreviated(text: str, start: int) -> bool:
    """Whether the dot before `start` belongs to an initial."""
    before = text[:start].rstrip()
    return before.endswith(".") and bool(INITIAL.fullmatch(before.split()[-1]))


def _find_pipe(text: str) -> _Cut | None:
    """`… | Name` or `… | Name, Agency` at the end."""
    place = max(text.rfind("|"), text.rfind("│"), text.rfind("｜"))
    if place < 0 or len(text) - place > MAX_CREDIT_LETTERS:
        return None
    rest = text[place + 1 :].strip()
    words = rest.split()
    is_name = (
        2 <= len(words) <= 4
        and all(word[0].isupper() for word in words)
        and not any(letter.isdigit() for letter in rest)
    )
    return _Cut(place, rest) if rest and is_names(rest) and (is_name or names_agency(rest)) else None


def _find_suffix(text: str) -> _Cut | None:
    """`J. STONIS / LRT nuotr.`, `….新华社记者李响 摄`, `＝AP`, `…. 민경석 기자` at the end."""
    body = text.rstrip(" .\n。")
    folded = fold(body)
    after = load_words("credits")["after"]
    word = re.search(rf"\s(?:{any_of({fold(word) for word in phrases(after['words'])})})$", folded[-20:])
    if word:
        end = len(body) - len(word[0])
        inner = _find_slashes(body[:end]) or _find_agency(body[:end])
        run = name_run(body, end)
        start = inner.start if inner else run
        return _Cut(start, body[start:end]) if start is not None else None
    equals = max(body.rfind("="), body.rfind("＝"))
    if equals >= 0 and len(body) - equals <= 24 and names_agency(body[equals + 1 :].removesuffix("提供")):
        return _Cut(equals, body[equals + 1 :])
    made = re.search(
        rf"(?:^|[。！？.!?)）」=＝\s])(?P<name>[^\s。！？.=＝()（）]{{2,14}}(?:\s[^\s。！？.=＝]{{1,4}}){{0,2}})\s?"
        rf"(?:{any_of(phrases(after['unspaced']))}|(?P<title>{any_of(phrases(after['titles']))}))$",
        body[-48:],
    )
    if made and not has_case(made["name"]):
        start = len(body) - len(body[-48:]) + made.start("name")
        before = body[:start].rstrip()
        if before and before[-1] not in ENDS + "=＝":
            return None
        return _Cut(start, body[start:] if made["title"] else made["name"])
    return None


def _find_last_line(text: str) -> _Cut | None:
    """A name on a line of its own under a caption that ends as a sentence does: the page set it apart."""
    caption, _newline, rest = text.rpartition("\n")
    if not caption or len(rest.split()) > MAX_LINE_WORDS or any(letter.isdigit() for letter in rest):
        return None
    is_apart = caption[-1] in '.!?…"”»。' or "/" in rest
    return _Cut(len(caption), rest) if is_apart and is_names(rest) and rest[-1] not in "!?:" else None


_FINDERS: tuple[Callable[[str], _Cut | None], ...] = (
    _find_bracket,
    _find_copyright,
    _find_label,
    _find_phrase,
    _find_suffix,
    _find_slashes,
    _find_agency,
    _find_pipe,
    _find_last_line,
)
