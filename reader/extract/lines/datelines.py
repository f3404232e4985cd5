"""Datelines: the place that a text opens with, in the forms of the world's agencies. Called by `around`.

`SENNA, March 2 (Reuters) -`, `Senna (dpa) –`, `СЕННА, 2 марта — РИА Новости`, `新华社北京3月2日电`, `【センナ共同】`,
`(서울=연합뉴스)`. The words stay in the text; only the place is read.
"""

from reader.extract.lines.agencies import names_agency
from reader.extract.lines.person_names import is_interface
from reader.model.patterns import compile_late

MAX_PLACE_LETTERS = 40
_LOOK_AT = 160
"""Letters at the beginning of a text in which a dateline ends."""

_DASH = r"(?:\s?[—–]{1,2}\s?|\s-{1,2}\s?|--\s?|-\s)(?=\S)"
_PLACE = r"(?P<place>[^\W\d_][\w .'’/-]{1,38}?)"
_SMALL = compile_late(
    r"(?<=\s)(?:De|Del|Da|Do|Dos|Di|La|Le|Les|Du|Des|Der|Den|Am|An|Im|Sur|Sous|Of|On|And|Upon|Y|E)(?=\s)"
)
_CAPITALS = compile_late(
    rf"{_PLACE}(?:,\s?(?P<rest>[^—–()]{{2,50}}?))?(?:\s?\((?P<house>[^()]{{2,40}})\))?\s?[:.]?{_DASH}"
)
_BRACKETED = compile_late(rf"{_PLACE}(?:,\s?[^—–()]{{2,40}})?\s?\((?P<house>[^()]{{2,40}})\)\s?[:.]?(?:{_DASH}|\s)")
_CHINESE = compile_late(
    r"(?:新华社|新華社|中新社|中新网|中新網|中央社|本报|本報)(?P<place>[\u4e00-\u9fff]{2,8}?)(?:\d{1,2}月)?\d{1,2}日"
)
_JAPANESE = compile_late(
    r"【(?P<place>[^】=＝・、\d]{2,14}?)(?:[=＝・、][^】]{1,30}|共同|時事|ロイター|ＡＦＰ時事|AFP時事|AP)】"
)
_KOREAN = compile_late(r"[(\[](?P<place>[^()\[\]=＝]{1,12})[=＝](?P<house>[^()\[\]]{2,24})[)\]]")


def place_of_dateline(text: str) -> str:
    """Return the place in the dateline that opens `text`, capitals as places have them; empty if it has none.

    A place without an agency behind it stands in capitals and before a dash; any other word before a dash is none.
    """
    head = text[:_LOOK_AT].lstrip(" \n\t\xa0“\"'«»")
    for pattern in (_CHINESE, _JAPANESE, _KOREAN):
        found = pattern.match(head)
        if found:
            return found["place"].strip()
    found = _BRACKETED.match(head)
    if found and names_agency(found["house"]) and _is_place(found["place"]):
        return _as_written(found["place"])
    found = _CAPITALS.match(head)
    if found and _is_place(found["place"]) and found["place"].isupper() and len(found["place"].strip()) > 2:
        return _as_written(found["place"])
    return ""


def _as_written(place: str) -> str:
    """Return a place that stands in capitals as places are written: `Rio de Senna`, `St. Senna`."""
    place = place.strip(" -–—.")
    return _SMALL.sub(lambda found: found[0].lower(), place.title()) if place.isupper() else place


def _is_place(words: str) -> bool:
    """Whether words may be a place: each begins with a capital but for small ones inside, and they are no button's."""
    parts = words.split()
    return (
        0 < len(parts) <= 5
        and len(words) <= MAX_PLACE_LETTERS
        and parts[0][0].isupper()
        and parts[-1][0].isupper()
        and not is_interface(words)
    )
