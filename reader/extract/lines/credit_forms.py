"""The forms of credits behind captions, one finder each: slashes, labels, brackets, copyright signs, bare agencies.

A finder returns where the credit begins and its text without label and brackets, or nothing. Called by `credits`, which tries
them in order. The words are in `credits.toml`, the agencies in `agencies.toml`.
"""

import re
from collections.abc import Callable
from functools import cache

from reader.extract.lines.agencies import is_picture_house, names_agency
from reader.extract.lines.name_runs import (
    ENDS,
    INITIAL,
    LETTER,
    MAX_CREDIT_LETTERS,
    MAX_SEGMENT_LETTERS,
    MAX_SOURCE_WORDS,
    MAX_SUPPLIED_WORDS,
    TOKEN,
    first_part,
    is_credit,
    is_names,
    name_run,
    small_words,
)
from reader.extract.lines.person_names import begins_small, is_person, strip_addresses
from reader.extract.lines.words import any_of, fold, has_case, load_words, phrases
from reader.model.patterns import compile_late
from reader.model.text import collapse
from reader.model.values import dataclass

MAX_LINE_WORDS = 5

_COPYRIGHT = compile_late(r"©|℗|[(（][cCｃＣ][)）]|(?i:\bcopyrights?\b:?)")
_BRACKETS = {")": "(", "]": "[", "）": "（", "】": "【", "〕": "〔", "］": "［"}
_DOMAIN = compile_late(r"[\w-]+\.[a-z]{2,}$|https?:?$|www\.[\w.-]*$", re.IGNORECASE)
_MADE_ON = compile_late(r"(?<=[攝摄影])\s?\d{2,4}[年./-]\d{1,2}[月./-]\d{1,2}日?$")
"""When a picture was taken, behind the word for taking it."""
_CAPITALS = compile_late(r"\s/\s(?=[^a-zà-ÿ]+$)")
_LAST_SLASH = compile_late(r"[/／]")
_FOR_OUTLET = compile_late(r"[A-ZÀ-Ý]\S+ [A-ZÀ-Ý]\S+ for [A-Z][^.]{2,40}")
_FOR_THE_OUTLET = compile_late(r"[A-ZÀ-Ý]\S+ (?:[A-ZÀ-Ý]\S+ ){1,2}for The [A-Z]\w+(?: [A-Z]\w+){1,3}")
"""The whole of a line: "Jane Doe for The Hill Gazette", but not "Jane Doe for Mayor"."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a credit begins in a caption, and its text without label and brackets."""

    start: int
    credit: str


@cache
def labels(kind: str) -> frozenset[str]:
    """Return the folded label words of a kind: `strong`, `weak` or `media`."""
    return frozenset(fold(word) for word in phrases(load_words("credits")["labels"][kind]))


@cache
def _label_pattern() -> re.Pattern[str]:
    """Return the pattern of a label word with its colon; group `word`."""
    listed = any_of(labels("strong") | labels("weak") | labels("media"))
    return re.compile(
        rf"(?:^|(?<=[\s.|(\[;,。、！？/・-]))(?P<word>{listed})(?:\s?[:=]\s?|(?<=credit)(?:\.{{3}}|…)\s?)"
    )


@cache
def _phrase_pattern() -> re.Pattern[str]:
    """Return the pattern of a label without colon: `Photo by`, at a start or capitalised; group `bare` needs an agency."""
    words = load_words("credits")["before"]
    listed = any_of({fold(phrase) for phrase in phrases(words["phrases"])})
    bare = any_of({fold(phrase) for phrase in phrases(words["bare"])})
    return re.compile(rf"(?:^|(?<=[\s(\[|.]))(?:(?P<phrase>{listed})|(?P<bare>{bare}))(?:\.\s?|\s+)(?=[^\s.])")


def _find_bracket(text: str) -> Cut | None:
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
    if "@" in inside:
        inside = strip_addresses(inside).strip(" /|,;")  # "(Jane Doe/jdoe@paper.example)"
    before = text[:start].rstrip()
    credit = _bracketed_credit(inside, before)
    if not credit:
        return None
    run = name_run(text, start)
    is_labelled = _label_pattern().match(fold(inside)) is not None
    if run is not None and text[:run].rstrip().endswith((":", "：", "=", "＝")):
        return None  # `Foto: Name (Agency)` belongs to the label
    if run is not None and run < len(before) and is_picture_house(first_part(inside)) and not is_labelled:
        return Cut(run, f"{collapse(text[run:start])} ({credit})")
    return Cut(start, credit)


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
    inner = find_copyright(inside)
    if inner and inner.start == 0:
        return inner.credit
    suffix = unspaced_suffix().search(inside)
    if suffix and len(inside) <= MAX_SEGMENT_LETTERS:
        return inside[: suffix.start()] or ""
    if not is_names(inside):
        return ""
    if not before:
        return inside if len(inside.split()) <= MAX_LINE_WORDS else ""
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
    return re.compile(rf"(?:{any_of(labels('strong') | labels('media'))})\s?[/|｜丨]\s?")


@cache
def unspaced_suffix() -> re.Pattern[str]:
    """Return the pattern of "taken by" and "lent by" behind a name, where words are not spaced."""
    return re.compile(rf"\s?(?:{any_of(phrases(load_words('credits')['after']['unspaced']))})$")


def find_copyright(text: str) -> Cut | None:
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
            return Cut(start, f"{name}/{rest.strip()}") if is_credit(rest) else None
        if found[0][0].isalpha() and before and before[-1] not in ENDS + "|–—-\n,;":
            continue
        if found[0][0] in "(（" and not rest.lstrip()[:1].isupper() and has_case(rest):
            continue
        if is_credit(rest, is_supplied=found[0] == "©" and len(rest.split()) < MAX_SUPPLIED_WORDS):
            label = _label_pattern().match(fold(rest.lstrip()))
            return Cut(start, rest.lstrip()[label.end() :] if label else rest)
    return None


def find_label(text: str) -> Cut | None:
    """`Photo: Name`, `Quelle: Agency`, `写真：…`, `사진=…` to the end."""
    folded = fold(text)
    tail = max(0, len(text) - MAX_CREDIT_LETTERS - 24)
    for found in _label_pattern().finditer(folded, tail):
        rest = text[found.end() :]
        before = text[: found.start()].rstrip()
        word = found["word"]
        is_after_stop = before != "" and before[-1] in (*ENDS, "|", "\n")
        is_marked = not before and ("credit" in word or "/" in rest)
        is_supplied = (is_after_stop or is_marked) and len(rest.split()) <= MAX_SUPPLIED_WORDS
        if not _may_begin(text, found.start("word"), before) or not is_credit(rest, is_supplied=is_supplied):
            continue
        is_person_alone = (not before or before[-1] in ENDS) and is_names(rest) and 2 <= len(rest.split()) <= 4
        if word in labels("media") and not (names_agency(rest) or "/" in rest or is_person_alone):
            continue
        is_source_alone = not before and rest[:1].isupper() and len(rest.split()) <= MAX_SOURCE_WORDS
        if word in labels("weak") and not (is_names(rest, MAX_SOURCE_WORDS) or names_agency(rest) or is_source_alone):
            continue
        return Cut(found.start(), rest)
    for slash in _slash_label().finditer(folded, tail):
        before = text[: slash.start()].rstrip()
        if (not before or before[-1] in ENDS + "\n") and is_credit(text[slash.end() :]):
            return Cut(slash.start(), text[slash.end() :])
    return None


def find_phrase(text: str) -> Cut | None:
    """`Photo by Name`, `Foto Name/Agency`, `fot. Name` to the end."""
    folded = fold(text)
    tail = max(0, len(text) - MAX_CREDIT_LETTERS - 24)
    for found in _phrase_pattern().finditer(folded, tail):
        rest = text[found.end() :]
        before = text[: found.start()].rstrip(" ")
        is_start = not before or before[-1] in ENDS + "|–—-\n/"
        is_alone = before != "" and before[-1] in ".!?…" and 2 <= len(rest.split()) <= 4
        is_signed = names_agency(rest) or "/" in rest or text[found.start()].islower() or is_alone
        if found["bare"] and not (is_start and is_signed and is_names(rest)):
            continue
        if _may_begin(text, found.start(), before) and (is_start or is_names(rest)) and is_credit(rest):
            return Cut(found.start(), rest)
    return None


def _may_begin(text: str, start: int, before: str) -> bool:
    """Whether a label may begin at `start`: at a boundary, or capitalised in running text that names no such thing."""
    if not before or before[-1] in ENDS + "|–—-/([・•·\n;" or text[start - 1] in "(\n":
        return True
    if not has_case(text[start : start + 4]):
        return before[-1] in "、，," or text[start - 1].isspace()
    return text[start].isupper() and fold(before.split()[-1]) not in small_words("prepositions")


def _find_slashes(text: str) -> Cut | None:
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
        return Cut(0, text[first:])
    if _DOMAIN.search(left.split()[-1]) and not text[first - 1].isspace():
        return None
    has_agency = any(names_agency(segment) for segment in segments)
    run = name_run(text, first)
    house = _house_before(text, first)
    if house is not None:
        return Cut(house, text[house:])
    run_text = collapse(text[run:first]) if run is not None else ""
    if run == 0 and not has_agency and not names_agency(run_text) and not _is_only_a_name(run_text):
        return None
    is_signed = has_agency and (run != 0 or segments[0][:4].lower() == "via ")
    if run is not None and (len(run_text.split()) >= 2 or names_agency(run_text) or is_signed):
        return Cut(_with_name_before_dash(text, run), text[_with_name_before_dash(text, run) :])
    ends = left[-1] in ENDS
    is_glued_pair = len(segments) >= 2 and len(segments[0].split()) >= 2
    if has_agency or ends or is_glued_pair:
        return Cut(first, text[first:])
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


def _find_agency(text: str) -> Cut | None:
    """`….  AFP`, `… | Getty Images`, `REUTERS/Name`, `via REUTERS`, or nothing but an agency."""
    body = text.rstrip(" .\n")
    tail = max(0, len(body) - MAX_CREDIT_LETTERS)
    starts = [found.end() for found in re.finditer(r"[.!?…\"”»)\]|。！？」』）\n]\s*|\s[–—-]\s+", body[tail:])]
    for start in (tail + offset for offset in starts):
        rest = body[start:]
        if (
            rest
            and rest[0] not in "([（［"
            and not _is_abbreviated(body, start)
            and is_names(rest)
            and (names_agency(rest) or _FOR_OUTLET.fullmatch(rest))
        ):
            return Cut(start, rest)
    if _FOR_THE_OUTLET.fullmatch(body) and is_names(body):
        return Cut(0, body)
    if (
        tail == 0
        and is_names(body)
        and names_agency(body)
        and is_picture_house(re.split(r"[/|]|\svia\s", body)[-1].strip())
    ):
        return Cut(0, body)
    return None


def _is_abbreviated(text: str, start: int) -> bool:
    """Whether the dot before `start` belongs to an initial."""
    before = text[:start].rstrip()
    return before.endswith(".") and bool(INITIAL.fullmatch(before.split()[-1]))


def _find_pipe(text: str) -> Cut | None:
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
    return Cut(place, rest) if rest and is_names(rest) and (is_name or names_agency(rest)) else None


def _find_suffix(text: str) -> Cut | None:
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
        if start == 0 and body[:end].count(" / ") > 1:
            start = body[:end].rfind(" / ", 0, body[:end].rfind(" / "))  # who is shown / who made it / for whom
            return Cut(start, body[start + 3 : end])
        return Cut(start, body[start:end]) if start is not None else None
    equals = max(body.rfind("="), body.rfind("＝"))
    if equals >= 0 and len(body) - equals <= 24 and names_agency(body[equals + 1 :].removesuffix("提供")):
        return Cut(equals, body[equals + 1 :])
    body = _MADE_ON.sub("", body)
    made = re.search(
        rf"(?:^|[。！？.!?)）」=＝\s])(?P<name>[^\s。！？.=＝()（）]{{2,14}}(?:\s[^\s。！？.=＝]{{1,4}}){{0,2}})\s?"
        rf"(?:{any_of(phrases(after['unspaced']))}|(?P<title>{any_of(phrases(after['titles']))}))$",
        body[-48:],
    )
    if made and not has_case(made["name"]):
        name = made["name"]
        day, comma, rest = name.rpartition("、")
        start = len(body) - len(body[-48:]) + made.start("name")
        before = body[:start].rstrip()
        if before and before[-1] not in ENDS + "=＝":
            return None
        if comma and any(letter.isdigit() for letter in day):
            name, start = rest, start + len(day + comma)  # the day is the picture's, not the photographer's
        return Cut(start, body[start:] if made["title"] else name)
    return None


def _find_capitals(text: str) -> Cut | None:
    """`… harbour / JANE DOE` at the end: a name in capitals behind a caption that is not."""
    found = _CAPITALS.search(text, max(0, len(text) - MAX_SEGMENT_LETTERS))
    if not found or not has_case(text) or text[: found.start()].isupper():
        return None
    name = text[found.end() :].strip(" .")
    return Cut(found.start(), name) if name.isupper() and is_names(name) and 2 <= len(name.split()) <= 4 else None


def _find_last_line(text: str) -> Cut | None:
    """A name on a line of its own under a caption that ends as a sentence does: the page set it apart."""
    caption, _newline, rest = text.rpartition("\n")
    if not caption or len(rest.split()) > MAX_LINE_WORDS or any(letter.isdigit() for letter in rest):
        return None
    is_apart = caption[-1] in '.!?…"”»。' or "/" in rest
    return Cut(len(caption), rest) if is_apart and is_names(rest) and rest[-1] not in "!?:" else None


FINDERS: tuple[Callable[[str], Cut | None], ...] = (
    _find_bracket,
    find_copyright,
    find_label,
    find_phrase,
    _find_suffix,
    _find_slashes,
    _find_agency,
    _find_pipe,
    _find_capitals,
    _find_last_line,
)
