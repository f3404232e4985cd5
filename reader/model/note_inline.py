"""The inside of a paragraph of a note: emphasis, code, links. Pure; called by `note_text`.

The rules are CommonMark's (0.31, section 6) for what is here: backslash escapes, code spans, `*` and `_` emphasis by
delimiter runs, inline links, addresses in angle brackets; beside them bare addresses, `~~struck~~` and `[[links]]` to
articles. Line breaks stay where they were typed. HTML, entities, pictures and reference definitions mean nothing.

Linear in the letters: code spans are looked up by their length, delimiters that find no opener are not looked for again, and
styles are gathered as ranges and laid over the text once.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from enum import IntFlag
from functools import cache
from typing import NamedTuple

from reader.model.note_links import NoteLink, link_pattern, read_link

_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_URL_ENDS = ".,;:!?'\"*_~…。、，；：！？」』）】》”’"
"""What ends the sentence around a bare address, not the address."""

_SAFE = ("http://", "https://", "mailto:")


class NoteStyle(IntFlag):
    """How letters of a note are set."""

    PLAIN = 0
    EMPHASIS = 1
    STRONG = 2
    CODE = 4
    STRUCK = 8


class NoteRun(NamedTuple):
    """Letters of a note that are set alike; `start` and `end` are where they stand in its source, half-open."""

    text: str
    start: int
    end: int
    style: NoteStyle = NoteStyle.PLAIN
    link: int = -1
    """The index of the link that they belong to, -1 for none."""


class Linked(NamedTuple):
    """A link of a note; `start` and `end` are where it stands in the source with its markup, half-open."""

    start: int
    end: int
    target: str
    """An http, https or mailto address; "" for a link to an article."""
    note_link: NoteLink | None = None


class Inline(NamedTuple):
    """What a paragraph says."""

    runs: tuple[NoteRun, ...]
    links: tuple[Linked, ...]


def read_inline(source: str, lines: Sequence[tuple[int, int]], first_link: int = 0) -> Inline:
    """Return the runs and links of a paragraph whose lines are these ranges of `source`.

    Links are numbered from `first_link` on. A line break is a run of its own.
    """
    texts = [source[start:end] for start, end in lines]
    text = "\n".join(texts)
    if _special().search(text) is None:
        return Inline(tuple(_plain(texts, lines)), ())
    return _Reader(text, _places(texts, lines)).read(first_link)


def _plain(texts: Sequence[str], lines: Sequence[tuple[int, int]]) -> list[NoteRun]:
    runs: list[NoteRun] = []
    for text, (start, end) in zip(texts, lines, strict=True):
        if runs:
            runs.append(NoteRun("\n", runs[-1].end, start))
        runs.append(NoteRun(text, start, end))
    return runs


def is_safe_address(url: str) -> bool:
    """Whether an address may be followed: http, https or mailto."""
    return url.lower().startswith(_SAFE)


class _Places(NamedTuple):
    """Where the lines of a paragraph stand: in the joined text, and in the source."""

    joined: Sequence[int]
    source: Sequence[int]

    def of(self, at: int) -> int:
        line = bisect_right(self.joined, at) - 1
        return self.source[line] + at - self.joined[line]


def _places(texts: Sequence[str], lines: Sequence[tuple[int, int]]) -> _Places:
    joined = [0]
    for text in texts:
        joined.append(joined[-1] + len(text) + 1)
    return _Places(joined[:-1], [start for start, _ in lines])


class _Node:
    """A piece of the text; of a delimiter run, what of it is left over as letters."""

    __slots__ = ("end", "link", "start", "style", "text")

    def __init__(self, text: str, start: int, end: int, style: NoteStyle = NoteStyle.PLAIN, link: int = -1) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.style = style
        self.link = link


class _Delimiter:
    """A run of `*`, `_` or `~` that may open or close emphasis."""

    __slots__ = ("can_close", "can_open", "count", "length", "letter", "node")

    def __init__(self, node: int, letter: str, length: int, can_open: bool, can_close: bool) -> None:
        self.node = node
        self.letter = letter
        self.length = length
        self.count = length
        self.can_open = can_open
        self.can_close = can_close


class _Bracket(NamedTuple):
    node: int
    delimiters: int
    """How many delimiters stood before it."""


class _Reader:
    def __init__(self, text: str, places: _Places) -> None:
        self._text = text
        self._places = places
        self._nodes: list[_Node] = []
        self._delimiters: list[_Delimiter] = []
        self._brackets: list[_Bracket] = []
        self._live_brackets = 0
        """Brackets below this one stand around a link: there are no links in links."""
        self._links: list[Linked] = []
        self._styled: list[tuple[int, int, NoteStyle]] = []
        """Ranges of nodes, half-open, and what they are set in."""
        self._ticks: dict[int, list[int]] | None = None

    def read(self, first_link: int) -> Inline:
        text, at, plain = self._text, 0, 0
        special = _special()
        while (found := special.search(text, at)) is not None:
            start = found.start()
            end = self._take(found[0], start, plain)
            if end > start:
                plain = at = end
            else:
                at = start + len(found[0])  # these letters mean nothing here
        self._add_text(plain, len(text))
        self._pair(0)
        self._lay_styles()
        return self._joined(first_link)

    # -- one sign ---------------------------------------------------------------------------------------------------
    def _take(self, sign: str, start: int, plain: int) -> int:
        """Read what begins at `start`; return where it ends, `start` if it is nothing but letters."""
        text = self._text
        match sign[0]:
            case "\\":
                following = text[start + 1 : start + 2]
                if following in _ASCII_PUNCTUATION and following:
                    self._add_text(plain, start)
                    self._add(following, start, start + 2)
                    return start + 2
                if following == "\n":  # a hard break, which a line break is anyway
                    self._add_text(plain, start)
                    return start + 1
                return start
            case "`":
                return self._take_code(start, len(sign), plain)
            case "\n":
                self._add_text(plain, start)
                self._add("\n", start, start + 1)
                return start + 1
            case "*" | "_" | "~":
                return self._take_delimiter(sign, start, plain)
            case "[":
                found = link_pattern().match(text, start)
                if found is not None and (link := read_link(found[1])) is not None:
                    self._add_text(plain, start)
                    self._add_link(link.words, start, found.end(), "", link)
                    return found.end()
                self._add_text(plain, start)
                self._brackets.append(_Bracket(len(self._nodes), len(self._delimiters)))
                self._add("[", start, start + 1)
                return start + 1
            case "]":
                return self._take_bracket(start, plain)
            case "<":
                found = _angled().match(text, start)
                if found is None:
                    return start
                self._add_text(plain, start)
                self._add_link(found[1].removeprefix("mailto:"), start, found.end(), found[1])
                return found.end()
            case _:
                return self._take_address(start, plain)

    def _take_code(self, start: int, ticks: int, plain: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for run in reversed(list(re.finditer("`+", self._text))):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        places = self._ticks.get(ticks, [])
        while places and places[-1] <= start:
            places.pop()
        if not places:
            return start
        close = places[-1]
        self._add_text(plain, start)
        first, last = start + ticks, close
        inside = self._text[first:last]
        if inside.startswith(" ") and inside.endswith(" ") and inside.strip():
            first, last = first + 1, last - 1
        for number, line in enumerate(self._text[first:last].split("\n")):
            if number:
                self._add("\n", first - 1, first)
            self._add(line, first, first + len(line), NoteStyle.CODE)
            first += len(line) + 1
        return close + ticks

    def _take_delimiter(self, sign: str, start: int, plain: int) -> int:
        text, end = self._text, start + len(sign)
        before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
        if sign[0] == "~" and len(sign) != 2:
            return start
        opens = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
        closes = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
        if sign[0] == "_":
            opens, closes = (
                opens and (not closes or _is_punctuation(before)),
                closes and (not opens or _is_punctuation(after)),
            )
        if not opens and not closes:
            return start
        self._add_text(plain, start)
        self._delimiters.append(_Delimiter(len(self._nodes), sign[0], len(sign), opens, closes))
        self._add(sign, start, end)
        return end

    def _take_bracket(self, start: int, plain: int) -> int:
        if not self._brackets:
            return start
        bracket = self._brackets.pop()
        is_live = len(self._brackets) >= self._live_brackets
        self._live_brackets = min(self._live_brackets, len(self._brackets))
        found = _destination().match(self._text, start + 1) if is_live else None
        target = (found[1] or found[2] or "") if found is not None else ""
        if found is None or not is_safe_address(target) or (bracket.node + 1 == len(self._nodes) and plain == start):
            return start
        self._add_text(plain, start)
        self._pair(bracket.delimiters)
        del self._delimiters[bracket.delimiters :]
        opening = self._nodes[bracket.node]
        opening.text = ""
        number = len(self._links)
        self._links.append(Linked(opening.start, self._source(found.end()), target))
        for node in self._nodes[bracket.node + 1 :]:
            node.link = number
        self._live_brackets = len(self._brackets)
        return found.end()

    def _take_address(self, start: int, plain: int) -> int:
        before = self._text[start - 1 : start]
        found = _address().match(self._text, start)
        if found is None or (before.isalnum() and before.isascii()):
            return start
        url = found[0]
        depth = url.count("(") - url.count(")")
        while url and (url[-1] in _URL_ENDS or (url[-1] == ")" and depth < 0)):
            depth += url[-1] == ")"
            url = url[:-1]
        if url.partition("://")[2] == "":
            return start
        self._add_text(plain, start)
        self._add_link(url, start, start + len(url), url)
        return start + len(url)

    # -- nodes ------------------------------------------------------------------------------------------------------
    def _source(self, at: int) -> int:
        return self._places.of(at)

    def _add(self, text: str, start: int, end: int, style: NoteStyle = NoteStyle.PLAIN, link: int = -1) -> None:
        self._nodes.append(_Node(text, self._source(start), self._source(end), style, link))

    def _add_text(self, start: int, end: int) -> None:
        if end > start:
            self._add(self._text[start:end], start, end)

    def _add_link(self, words: str, start: int, end: int, target: str, note_link: NoteLink | None = None) -> None:
        number = len(self._links)
        self._links.append(Linked(self._source(start), self._source(end), target, note_link))
        self._add(words, start, end, link=number)

    # -- emphasis ---------------------------------------------------------------------------------------------------
    def _pair(self, bottom: int) -> None:
        """Pair the delimiters from `bottom` on (CommonMark 0.31, "process emphasis")."""
        openers: dict[str, list[_Delimiter]] = {}
        bottoms: dict[tuple[str, bool, int], int] = {}
        for closer in self._delimiters[bottom:]:
            stack = openers.setdefault(closer.letter, [])
            if closer.can_close:
                self._close(closer, stack, openers, bottoms)
            if closer.can_open and closer.count:
                stack.append(closer)

    def _close(
        self,
        closer: _Delimiter,
        stack: list[_Delimiter],
        openers: dict[str, list[_Delimiter]],
        bottoms: dict[tuple[str, bool, int], int],
    ) -> None:
        while closer.count:
            key = (closer.letter, closer.can_open, closer.length % 3)
            lowest = bottoms.get(key, 0)
            at = len(stack) - 1
            while at >= lowest and not _fits(stack[at], closer):
                at -= 1
            if at < lowest:
                bottoms[key] = len(stack)
                return
            opener = stack[at]
            width = 2 if closer.letter == "~" or min(opener.count, closer.count) > 1 else 1
            style = NoteStyle.STRUCK if closer.letter == "~" else NoteStyle.STRONG if width > 1 else NoteStyle.EMPHASIS
            self._styled.append((opener.node + 1, closer.node, style))
            self._take_from(opener, width, is_end=True)
            self._take_from(closer, width, is_end=False)
            # What stands between the two can open nothing any more.
            for letter, others in openers.items():
                kept = len(others)
                while kept and others[kept - 1].node > opener.node:
                    kept -= 1
                if not opener.count and kept and others[kept - 1] is opener:
                    kept -= 1
                del others[kept:]
                for known in [known for known in bottoms if known[0] == letter]:
                    bottoms[known] = min(bottoms[known], kept)

    def _take_from(self, delimiter: _Delimiter, width: int, *, is_end: bool) -> None:
        node = self._nodes[delimiter.node]
        delimiter.count -= width
        node.text = delimiter.letter * delimiter.count
        if is_end:
            node.end -= width
        else:
            node.start += width

    def _lay_styles(self) -> None:
        changes: dict[int, dict[NoteStyle, int]] = {}
        for start, end, style in self._styled:
            for at, change in ((start, 1), (end, -1)):
                here = changes.setdefault(at, {})
                here[style] = here.get(style, 0) + change
        depth: dict[NoteStyle, int] = {}
        current = NoteStyle.PLAIN
        for at, node in enumerate(self._nodes):
            for style, change in changes.get(at, {}).items():
                depth[style] = depth.get(style, 0) + change
                current = current | style if depth[style] else current & ~style
            node.style |= current

    # -- the end ----------------------------------------------------------------------------------------------------
    def _joined(self, first_link: int) -> Inline:
        used = sorted({node.link for node in self._nodes if node.link >= 0 and node.text})
        numbers = {link: first_link + index for index, link in enumerate(used)}
        runs: list[NoteRun] = []
        for node in self._nodes:
            if not node.text:
                continue
            run = NoteRun(node.text, node.start, node.end, node.style, numbers.get(node.link, -1))
            last = runs[-1] if runs else None
            is_same = last is not None and (last.style, last.link) == (run.style, run.link)
            if last is not None and is_same and last.end == run.start and "\n" not in (last.text, run.text):
                runs[-1] = last._replace(text=last.text + run.text, end=run.end)
            else:
                runs.append(run)
        return Inline(tuple(runs), tuple(self._links[link] for link in used))


def _fits(opener: _Delimiter, closer: _Delimiter) -> bool:
    """Whether two runs may pair: the rule of three of CommonMark keeps `**a*b**` from pairing crosswise."""
    is_mixed = opener.can_close or closer.can_open
    is_odd = (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3)
    return not (is_mixed and is_odd)


def _is_punctuation(letter: str) -> bool:
    return letter in _ASCII_PUNCTUATION or not (letter.isalnum() or letter.isspace() or ord(letter) > 0x2FFF)


@cache
def _special() -> re.Pattern[str]:
    return re.compile(r"\\|`+|\*+|_+|~+|[\[\]<\n]|https?://", re.IGNORECASE)


@cache
def _address() -> re.Pattern[str]:
    return re.compile(r"https?://[^\s<>\[\]\"“”|\\^`{}]+", re.IGNORECASE)


@cache
def _angled() -> re.Pattern[str]:
    return re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>", re.IGNORECASE)


@cache
def _destination() -> re.Pattern[str]:
    address = r"[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*){0,8}"
    return re.compile(rf"\([ \n]?(?:<([^<>\n]{{0,2000}})>|({address}))(?:\s{{1,4}}\"[^\"\n]{{0,300}}\")?[ \n]?\)")
