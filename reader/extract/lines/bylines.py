"""Reads bylines: who wrote, for which agency, from where, in the words of some fifty languages.

`parse_byline` reads a line of the page, `split_names` an author string out of metadata. Roles ("Political correspondent"),
addresses and "staff" are no names. The words are in `bylines.toml`, the agencies in `agencies.toml`.
"""

import re
from functools import cache

from reader.extract.lines.agencies import is_agency
from reader.extract.lines.date_words import label_pattern
from reader.extract.lines.dates import find_dates
from reader.extract.lines.person_names import (
    begins_small,
    han_names,
    is_degree,
    is_desk,
    is_interface,
    is_nobody,
    is_person,
    is_place_name,
    is_role,
    recase,
    strip_addresses,
)
from reader.extract.lines.words import any_of, fold, has_case, load_words, phrases
from reader.model.patterns import compile_late
from reader.model.text import clean_line, clean_text, collapse
from reader.model.values import dataclass

MAX_BYLINE_LETTERS = 300
MAX_INITIALS = 4
MAX_PEOPLE = 40
"""A collaboration lists its people at the end, not in the byline; what is longer is a mistake."""

__all__ = ["Byline", "is_agency", "parse_byline", "split_names"]

_SEGMENT = compile_late(r"\s*[|•·│▪●]\s*|\s[–—]\s|\s-\s|\n")
_LIST = compile_late(r"\s*[,;、，；]\s*|\s*/\s*")
_INVERTED = compile_late(r"\s*([^,;]+),\s*([^,;]+?)\s*")
_NAME_LIKE = ("de ", "di ", "na ", "gan ", "do ", "af ", "av ", "od ")
"""Words for "by" that names begin with as well; in metadata, where nobody writes "by", they belong to the name."""
_CLOCK = compile_late(r"\s+\d{1,2}[:.h]\d\d\b.{0,40}$")
_AND_FIRST = compile_late(r"^(?:and|und|et|y|e|og|och|en|ja|i|a|und|&)\s+(?=[^\W\d_])", re.IGNORECASE)
"""`A, B, and C`: the comma has parted what the "and" joins."""
_BRACKETS = compile_late(r"\s?[(（]([^()（）]{0,200})[)）](?=\s*(?:$|[,;/&]))")
"""A bracket behind a name; one inside it belongs to it."""
_DETERMINERS = frozenset({"this", "these", "our", "your", "my"})
"""No place begins with them; "the", "la" and "den" do begin places."""
_PLAIN_IN = frozenset({"en", "de"})
"""Languages whose "in" is looked for in metadata without a "by": it begins no name anywhere."""
_WITH = compile_late(r"^(?:with|mit|avec|con|com|med|met|z|s|с|και)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Who is named in a byline."""

    authors: tuple[str, ...] = ()
    """People, as they write themselves; all capitals are recased."""
    agencies: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Prefix:
    """A byline's first word and the languages it belongs to."""

    end: int
    languages: frozenset[str]
    is_certain: bool


def parse_byline(line: str) -> Byline | None:
    """Return whom `line` names as authors; None if it is no byline. Never raises.

    A line that begins with a language's "by" is one if names follow; without it only `NAME in CITY`, names with an agency
    or a role, or a bare agency are. A sentence that begins with such a word is none.
    """
    if len(line) > 4 * MAX_BYLINE_LETTERS:
        return None
    line = _without_stamps(clean_line(line)).strip(" ,;|–—-•·[]【】")
    if not line or len(line) > MAX_BYLINE_LETTERS:
        return None
    prefix = _prefix(line)
    if prefix is None:
        line = _behind_inner_by(line)
    if prefix:
        body = line[prefix.end :]
        found = _read(body, prefix.languages, prefix.is_certain)
        if found is not None and (found.authors or found.agencies):
            return found
    return _without_prefix(line)


def _behind_inner_by(line: str) -> str:
    """Return what stands behind a "by" that is a part of its own: "Print, By, Jane Doe" begins with a button."""
    parts = line.split(",")
    inner = next((number for number, part in enumerate(parts[:4]) if part.strip() and is_by_word(part)), None)
    return line if inner is None else ",".join(parts[inner + 1 :]).strip()


def is_by_word(line: str) -> bool:
    """Whether `line` is nothing but a language's "by": the name stands on the next line then."""
    return fold(line).strip(" :") in _prefixes()


def begins_with_by(line: str) -> bool:
    """Whether `line` begins with a language's "by" and goes on."""
    return _prefix(line) is not None


def _without_stamps(line: str) -> str:
    """Return a byline without the dates that share its line, and the words that announce them."""
    if not any(letter.isdigit() for letter in line):
        return line
    folded = fold(line)
    found = find_dates(line, folded, "")
    line = line[: found[0].whole_start] if found else _CLOCK.sub("", line)
    labels = [label for label in label_pattern().finditer(fold(line)) if label.start() > 0]
    if labels and not line[labels[-1].end() :].strip(" ,:|–—-•·") and len(line) < len(folded):
        line = line[: labels[-1].start()]
    return line


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in an author string of metadata: `A, B and C`, `Doe, Jane`, `Doe, Jane; Roe, Peter`.

    Agencies stay in (`is_agency` tells them); roles, addresses and "staff" go. Each name stands once, in order.
    """
    text = clean_text(text[: 40 * MAX_BYLINE_LETTERS]).strip()
    if ";" in text:
        groups = [part for part in text.split(";") if part.strip()]
    else:
        groups = [part for part in _SEGMENT.split(text) if part.strip()]
    names: list[str] = []
    for group in groups:
        group = _BRACKETS.sub(_kept_bracket, strip_addresses(collapse(group)).strip("[]【】 "))
        prefix = _prefix(group)
        if is_by_word(group):
            continue
        if prefix and (prefix.is_certain or _begins_byline(group, prefix.end)):
            group, _ = _cut_place(group[prefix.end :], prefix.languages)
        else:
            group, _ = _cut_place(group, _PLAIN_IN)
        inverted = _INVERTED.fullmatch(group)
        if inverted and _is_inverted(inverted[1], inverted[2]):
            names.append(f"{inverted[2]} {inverted[1]}")
            continue
        parts = [_AND_FIRST.sub("", part) for part in _LIST.split(group)]
        found = [
            name
            for part in parts
            for joined in _joined(part, frozenset())
            for whole in han_names(joined)
            for name in _apart(whole, is_first=not is_desk(whole))
        ]
        names += found[:1] + [name for name in found[1:] if not _is_description(name, found[0])]
    kept = [_tidy(name) for name in names[:MAX_PEOPLE]]
    kept = [name for name in kept if name and not (is_nobody(name) or is_degree(name) or is_interface(name))]
    kept = [name for name in kept if not is_by_word(name)]
    # "MND Staff" alone is whom the page names; beside people it would be a role.
    people = [name for name in kept if is_agency(name) or not is_role(name)] or kept[:1]
    return tuple(dict.fromkeys(people))


def _begins_byline(line: str, end: int) -> bool:
    """Whether the word before `end` is a "by" and no part of a name: "Von Hans Müller", but "Von Trapp" and "De Luca"."""
    names = _joined(_LIST.split(line[end:])[0], frozenset())
    return line[:end].lower() not in _NAME_LIKE and bool(names) and " " in names[0] and is_person(names[0])


def _kept_bracket(found: re.Match[str]) -> str:
    """Return what stays of a bracket in an author string: the agency in it, nothing else."""
    return f", {found[1]}" if is_agency(found[1]) else ""


def _is_description(part: str, first: str) -> bool:
    """Whether a part of a list says what the person before it is: words that are no name, behind a name of several words."""
    return (
        has_case(part)
        and " " in first
        and len(part.split()) > 2
        and not is_agency(part)
        and not is_person(_tidy(part))
        and is_person(_tidy(first))
    )


def _is_inverted(last: str, first: str) -> bool:
    """Whether `last, first` is one person: one word before the comma, at most two after, no agency, no role."""
    words = (*last.split(), *first.split())
    if len(last.split()) > 1 or len(first.split()) > 2 or not all(word[0].isupper() for word in words):
        return False
    return not any(is_agency(part) or is_role(part) or is_place_name(part) or is_degree(part) for part in (last, first))


@cache
def _prefixes() -> dict[str, frozenset[str]]:
    """Return every folded "by" with its languages."""
    found: dict[str, set[str]] = {}
    for language, words in load_words("bylines")["languages"].items():
        for word in phrases(words["by"]):
            found.setdefault(fold(word), set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


@cache
def _prefix_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<word>{any_of(frozenset(_prefixes()))})(?P<mark>\s?[:|｜/／丨]\s?|\.\s|\s+|(?=[\u2e80-\uffff]))"
    )


def _prefix(line: str) -> _Prefix | None:
    """Return the "by" that `line` begins with."""
    found = _prefix_pattern().match(fold(line))
    if not found:
        return None
    word = " ".join(found["word"].split())
    is_marked = bool(found["mark"].strip(" ."))
    return _Prefix(
        found.end(), _prefixes().get(word, frozenset()), is_marked or word in ("by", "written by", "written by")
    )


def _words_of(kind: str, languages: frozenset[str]) -> frozenset[str]:
    return frozenset(word for language in languages or _all_languages() for word in _table(kind, language))


@cache
def _all_languages() -> frozenset[str]:
    return frozenset(load_words("bylines")["languages"])


@cache
def _table(kind: str, language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in phrases(load_words("bylines")["languages"][language][kind]))


@cache
def _joiner(kind: str, languages: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of a joining word between blanks."""
    words = {word for word in _words_of(kind, languages) if word}
    listed = any_of({word for word in words if word < "\u2e80"} or {"&"})
    arabic_and = r"|\sو(?=[^\W\d_]{2})" if kind == "and" and "و" in words else ""
    return re.compile(rf"\s(?:{listed})\s{arabic_and}|\s?&\s?" if kind == "and" else rf"\s(?:{listed})\s")


def _read(body: str, languages: frozenset[str], is_certain: bool) -> Byline | None:
    """Read what follows a "by"; None if it is a sentence."""
    authors: list[str] = []
    agencies: list[str] = []
    place = ""
    for number, segment in enumerate(
        part for part in _SEGMENT.split(_unbracketed(strip_addresses(body))) if part.strip()
    ):
        people, houses, where, is_names = _read_segment(segment, languages)
        if number == 0 and not is_names:
            return None
        if not is_names:
            continue
        authors += people
        agencies += houses
        place = place or where
    if not is_certain and not agencies and not all(" " in name or not has_case(name) for name in authors):
        return None
    return Byline(authors=tuple(dict.fromkeys(authors)), agencies=tuple(dict.fromkeys(agencies)), place=place)


def _unbracketed(text: str) -> str:
    """`Jane Doe (AP)` is written `Jane Doe, AP` as well."""
    return text.replace(" (", ", ").replace(")", "")


def _read_segment(segment: str, languages: frozenset[str]) -> tuple[list[str], list[str], str, bool]:
    """Return people, agencies, place of one part of a byline, and whether it was made of them."""
    people: list[str] = []
    houses: list[str] = []
    segment = segment.strip(" ,.;:()")
    while "," in segment and is_agency(segment.rpartition(",")[2]):
        segment, _, house = segment.rpartition(",")
        houses.insert(0, house.strip())
    segment, place = _cut_place(segment, languages)
    parts = [part for part in _LIST.split(segment) if part]
    was_joined = False
    for number, part in enumerate(parts):
        joined = _joined(part, languages)
        was_joined = was_joined or len(joined) > 1
        for name in (piece for whole in joined or (part,) for piece in _apart(whole, is_first=number == 0)):
            name = _tidy(_AND_FIRST.sub("", _WITH.sub("", name)) if number else name)
            is_last = number > 0 and all(is_role(later) for later in parts[number + 1 :])
            if not name or is_nobody(name) or is_degree(name) or is_interface(name):
                continue
            if is_agency(name):
                houses.append(name)
            elif is_role(name):
                continue
            elif (is_place_name(name) and number) or (
                people and is_last and len(joined) <= 1 and _is_place_part(name, segment, people, was_joined)
            ):
                place = place or name
            elif is_person(name) and not (people and _is_initials(name, segment)):
                people.append(recase(name))
            elif number == 0:
                return [], [], "", False
            elif name[0].islower():
                break  # "by Jane Doe, who was there": the rest describes
            elif len(name.split()) > 4:
                return [], [], "", False
    return (
        people,
        houses,
        recase(place, is_place=True),
        bool(people or houses or place or all(is_nobody(_tidy(part)) for part in parts)),
    )


def _apart(name: str, *, is_first: bool) -> list[str]:
    """Part a name from the agency or, at a byline's beginning, the role that stands behind it without a comma."""
    words = name.split()
    for count in range(2, len(words)):
        person, rest = " ".join(words[:count]), " ".join(words[count:])
        if is_agency(rest) and is_person(person):
            return [person, rest]
    if is_first and len(words) >= 3 and is_role(words[-1]) and not is_role(words[0]):
        count = 2 if words[1][0].isupper() else 3
        return [" ".join(words[:count])]
    return [name]


def _is_initials(name: str, segment: str) -> bool:
    """Whether `name` is a few capitals in a segment that does not stand in capitals as a whole."""
    return len(name) <= MAX_INITIALS and name.isalpha() and name.isupper() and not segment.isupper()


def _is_place_part(name: str, segment: str, people: list[str], was_joined: bool) -> bool:
    """Whether the last part of a list is a place: after "X and Y", or one word where the people have two.

    A few capitals behind names that do not stand in capitals are the initials of the house: "By Jane Doe, BTV".
    """
    if _is_initials(name, segment):
        return False
    return len(name.split()) <= (3 if was_joined else 1) and all(" " in person for person in people) and has_case(name)


def _cut_place(segment: str, languages: frozenset[str]) -> tuple[str, str]:
    """Return `segment` without `in CITY` at its end, and the city."""
    folded = fold(segment)
    for found in _joiner("in", languages).finditer(folded):
        head, tail = segment[: found.start()].strip(" ,"), segment[found.end() :].strip(" .,")
        last = (_joined(_LIST.split(head)[-1], languages) or ("",))[-1]
        if not _is_place_shape(tail) or not (is_person(last) or is_role(last) or is_agency(last)):
            continue
        known = is_place_name(tail)
        if tail.rpartition(" ")[2].islower():
            return head, ""  # "in Harbours on 1 June": where blogs file it, not where anybody was
        # Polish "i" joins people, Norwegian "i" names a place.
        if found[0].strip() in _words_of("and", languages) and not known and len(tail.split()) > 1:
            continue
        if found[0].strip() == "a" and not languages & {"it", "ca", "fr"}:
            continue
        return head, tail if known else tail.split(",")[0]
    return segment, ""


def _is_place_shape(tail: str) -> bool:
    words = tail.replace(",", " ").split()
    if not 1 <= len(words) <= 5 or is_agency(tail):
        return False
    if words[0].lower() in _DETERMINERS:
        return False
    return not has_case(tail) or (words[0][0].isupper() and sum(word[0].isupper() for word in words) >= len(words) - 2)


def _joined(part: str, languages: frozenset[str]) -> tuple[str, ...]:
    """Return the names that an "and" of the languages joins in `part`; a single name alone."""
    folded, names, place = fold(part), [], 0
    for found in _joiner("and", languages).finditer(folded):
        left, right = part[place : found.start()].strip(), part[found.end() :].strip()
        if left and right and (is_agency(right) or is_agency(left) or _begins_name(right)):
            names.append(left)
            place = found.end()
    return (*names, part[place:].strip()) if names else ((part.strip(),) if part.strip() else ())


def _begins_name(text: str) -> bool:
    return text[0].isupper() or not has_case(text[0])


@cache
def _unspaced() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_words("bylines")["unspaced"]
    return (
        re.compile(rf"^(?:{any_of(phrases(words['openers']))})\s*[:：/／|｜丨]?\s*"),
        re.compile(rf"\s*(?:{any_of(phrases(words['roles']))})(?:\s외\s\d+명)?$"),
    )


def _tidy(name: str) -> str:
    """Return a name without marks, brackets and East Asian role words around it."""
    name = strip_addresses(name).strip(' ,.;:*|–—-/"“”')
    if name and not has_case(name):
        opener, role = _unspaced()
        bare = role.sub("", opener.sub("", name)).strip()
        name = bare or name
    if name.endswith(")") and "(" in name:
        inside = name[name.rindex("(") + 1 : -1]
        name = (
            inside if is_agency(inside) and not name[: name.rindex("(")].strip() else name[: name.rindex("(")].strip()
        )
    return recase(collapse(name)) if not is_agency(name) else collapse(name)


def _without_prefix(line: str) -> Byline | None:
    """Read a line without "by": an agency, `NAME in CITY`, names with an agency or a role, `신현주 기자`."""
    if is_agency(line):
        # "AA" and "TT" alone are as likely the button that changes the size of letters.
        return Byline(agencies=(line,)) if len(set(line)) > 1 else None
    if not has_case(line):
        opener, role = _unspaced()
        body = role.sub("", opener.sub("", line)).strip()
        if body != line and 1 < len(body) <= 24 and not re.search(r"[。！？.!?]", body):
            names = tuple(name for part in _LIST.split(body) for name in part.split(" ") if name)
            names = (body,) if re.search(r"[^\W\d_]\s[^\W\d_]{1,2}$", body) and len(body) <= 6 else names
            return Byline(authors=names) if all(1 < len(name) <= 8 for name in names) else None
        return None
    if len(line.split()) > 14 or line.endswith((".", "!", "?", ":")) or any(letter.isdigit() for letter in line):
        return None
    parts = [part for part in _LIST.split(line) if part]
    if begins_small(line):
        return None
    head, place = _cut_place(line, frozenset())
    people = [recase(name) for name in _joined(head, frozenset())]
    if place and len(parts) == 1 and all(is_person(name) and " " in name for name in people):
        return Byline(authors=tuple(people), place=recase(place, is_place=True))
    line = _unbracketed(line)
    parts = [part for part in _LIST.split(line) if part]
    people, houses, place, is_names = _read_segment(line, frozenset())
    first = [name for name in _joined(parts[0], frozenset()) if not is_agency(name)]
    has_role = any(is_role(part) for part in parts[1:])
    are_people = all(is_person(_tidy(name)) and " " in name for name in first)
    if is_names and people and (houses or has_role) and are_people:
        return Byline(authors=tuple(dict.fromkeys(people)), agencies=tuple(dict.fromkeys(houses)), place=place)
    return None
