"""What never ends in a page: a quote, a tag, a comment, an element that hides what it holds. Called before parsing.

A parser lets each of them swallow the page up to where it ends, and most hold the whole rest. Here they end where somebody who
reads the page would end them, so that nothing is lost; where nobody could say what is text and what is not (a script, a comment),
the page counts as cut. One pass over the tags; what is well-formed stays as it is.
"""

import re
from typing import NamedTuple

from reader.extract.markup.tree import NO_VOID
from reader.model.patterns import compile_late

MAX_REPAIRS = 1_000
"""Of one page; a page that has more is made of nothing else, and what is behind them counts as cut."""
MAX_WORK = 2_000_000
"""Letters that are looked at again, because something seems to swallow them."""
MAX_LINK_LETTERS = 500
"""Of the page, to where the next link begins: if there are more, one that does not end was to hold less than that."""
MIN_WORDS = 6
"""Bare words in a tag that has no end: as many make a text of it."""
MAX_NESTED = 8
"""Of elements that hold what is no text, or something special, in others of their kind: where there are more they are none."""

_ATTRIBUTES = (
    r"(?:[\s/]*+[^\s/>][^\s/>=]*+"
    r"(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?P<quote%d>[\"'])[^>]*+|[^\s>\"'][^\s>]*+))?+)*+"
)
_MARKUP = compile_late(
    r"<!--(?:-?>|.*?--!?>|(?P<comment>.*+))"
    r"|<!\[CDATA\[(?P<cdata>)"
    r"|<(?P<odd>[!?]|/(?![a-z>]))(?P<declared>[^>]*+)"
    rf"|<(?P<raw>script|style|textarea|title|iframe|noembed|noframes|xmp)(?=[\s/>]){_ATTRIBUTES % 1}\s*+>"
    r"(?:(?P<inside>.*?)</(?P=raw)(?=[\s/>])|(?P<rest>.*+))"
    rf"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)(?P<attributes>{_ATTRIBUTES % 2})(?P<gap>[\s/]*+)(?P<close>>?)",
    re.IGNORECASE | re.DOTALL,
)
_INNER_TAG = compile_late(r"<(?=/?[a-z])", re.IGNORECASE)
_QUOTED = compile_late(r"\"[^\"]*+\"|'[^']*+'")
_SWALLOWED = compile_late(
    r"(?<![\w-])(?:class|id|href|src|srcset|style|target|rel|lang|width|height|name|type|role|align)\s*+=\s*+"
    r"(?:\"(?!\s*+javascript:)[^\"]*?</?(?:p|div|h[1-6]|br|li|ul|td|span|a)\b[^\"]*+\""
    r"|'(?!\s*+javascript:)[^']*?</?(?:p|div|h[1-6]|br|li|ul|td|span|a)\b[^']*+')",
    re.IGNORECASE,
)
_SHOWN = frozenset({"textarea", "title", "iframe", "noembed", "noframes", "xmp"})
"""Raw to the parser, and text for who reads."""
_HOLDING = frozenset(
    "a applet aside audio button canvas datalist del dialog figcaption figure footer form header ins label map math menu nav"
    " noscript object rp rt rtc s select strike svg template video"
    " b big cite code dfn em i kbd mark q samp small span strong sub sup tt u var".split()
)
"""Elements that make something else of what they hold, or nothing, and end where the page says so."""
_RUBY = ("rt", "rp", "rtc")


class Closed(NamedTuple):
    """A page in which all that was open is closed."""

    text: str
    is_cut: bool
    """Whether some of it stands in something that never ends, and is not read."""


def close_unclosed(text: str) -> Closed:
    """Return the page with an end for all that has none."""
    walk = _Walk(text)
    walk.run()
    return Closed(walk.repaired(), walk.is_cut)


class _Walk:
    """One pass over the tags, and the repairs that came up."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_cut = False
        self._repairs = self._work = 0
        self._edits: list[tuple[int, int, str]] = []
        """From, to, and what is to stand there instead."""
        self._open: dict[str, list[tuple[int, int]]] = {}
        """The tags of elements that have not ended yet, by name."""
        self._all: dict[str, list[tuple[int, int]]] = {}
        """All of their tags."""
        self._nested: set[str] = set()
        """Those that stand in each other more often than they do in any page."""

    def run(self) -> None:
        """Go over the whole page, or as far as it is worth the work."""
        self._look()
        for name, tags in self._open.items():
            if name in NO_VOID:
                self._edits += [(end - 1, end, " />") for _, end in tags]
            else:
                self._edits += [(start, end, " ") for start, end in (self._all[name] if name in self._nested else tags)]

    def _look(self) -> None:
        place = 0
        while place >= 0:
            for found in _MARKUP.finditer(self.text, place):
                place = self._take(found)
                if self._repairs > MAX_REPAIRS or self._work > MAX_WORK:
                    self.is_cut = True
                    return
                if place >= 0:
                    self._repairs += 1
                    break  # the tag ends earlier than it seemed to
            else:
                place = -1

    def repaired(self) -> str:
        """Return the page with the repairs."""
        if not self._edits:
            return self.text
        parts: list[str] = []
        place = 0
        for start, end, instead in sorted(self._edits):
            if start >= place:
                parts += [self.text[place:start], instead]
                place = end
        return "".join([*parts, self.text[place:]])

    def _edit(self, start: int, end: int, instead: str) -> None:
        self._edits.append((start, end, instead))

    def _take(self, found: re.Match[str]) -> int:
        """Look at a piece of markup; return where to look on if it ends earlier than it seemed to, else -1."""
        if found["name"]:
            return self._take_tag(found)
        if found["raw"]:
            return self._take_raw(found)
        if found["comment"]:
            self.is_cut = self.is_cut or not found["comment"].isspace()
        elif found["cdata"] is not None:
            self._edit(found.start(), found.end(), " ")
        elif found["odd"] and "<" in found["declared"] and "[" not in found["declared"]:
            self._edit(found.start(), found.start() + 1, "&lt;")
            return found.start() + 1
        return -1

    def _take_raw(self, found: re.Match[str]) -> int:
        if found["rest"] is None:
            inside = found["inside"]
            if inside.rfind("<!--") > inside.rfind("-->") and "<script" in inside.lower():
                # To a parser, a script that is written within a comment in a script goes on after the end of it.
                self._edit(*found.span("inside"), inside.replace("<!--", "<! --"))
            return -1
        if found["raw"].lower() in _SHOWN:
            self._work += len(found["rest"])
            self._edit(found.start(), found.start("rest"), " ")
            return found.start("rest")
        self.is_cut = self.is_cut or not found["rest"].isspace()
        return -1

    def _take_tag(self, found: re.Match[str]) -> int:
        name, attributes = found["name"].lower(), found["attributes"]
        if found["quote2"]:
            self._edit(found.start("quote2"), found.end("attributes"), "")
            self._end_at_last(found)
        elif "<" in attributes:
            place = self._end_early(found)
            if place >= 0:
                return place
        elif not found["close"]:
            self._end_at_last(found)
        if name in _HOLDING or name in NO_VOID:
            self._count(name, found)
        elif name == "ruby" and found["end"]:
            for inner in _RUBY:
                self._open.pop(inner, None)
        return -1

    def _end_at_last(self, found: re.Match[str]) -> None:
        """A tag that goes to the end of the page holds what is text, for all that anybody knows."""
        if not found["close"] and _holds_words(found["attributes"]):
            self._edit(found.start(), found.start() + 1, "&lt;")

    def _end_early(self, found: re.Match[str]) -> int:
        """End a tag before the next one that stands in it, or before the text."""
        start = found.start("attributes")
        self._work += len(found["attributes"])
        swallowed = _SWALLOWED.search(found["attributes"])
        if swallowed is not None:
            end = self.text.find(">", start + swallowed.start())
            quote = min(place for sign in "\"'" if (place := self.text.find(sign, start + swallowed.start())) >= 0)
            if quote < end:
                self._edit(quote, end, "")
                return end + 1
        bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), found["attributes"])
        inner = _INNER_TAG.search(bare)
        if inner is None:
            return -1
        if _holds_words(bare[: inner.start()]):
            self._edit(found.start(), found.start() + 1, "&lt;")
        elif found["name"].lower() in _HOLDING and not found["end"]:
            self._edit(found.start(), start + inner.start(), " ")  # nobody knows what it was to hold
        else:
            self._edit(start + inner.start(), start + inner.start(), ">")
        return start + inner.start()

    def _count(self, name: str, found: re.Match[str]) -> None:
        opened = self._open.setdefault(name, [])
        place = found.start(), found.end() if found["close"] else len(self.text)
        if found["end"]:
            if opened:
                opened.pop()
        elif "/" in found["gap"]:
            return
        else:
            if name == "a" and opened:  # the next link ends the one before
                start, end = opened.pop()
                is_long = place[0] - end > MAX_LINK_LETTERS
                self._edit(*((start, end, " ") if is_long else (place[0], place[0], "</a>")))
            opened.append(place)
            if len(opened) > MAX_NESTED:
                self._nested.add(name)
        self._all.setdefault(name, []).append(place)


def _holds_words(attributes: str) -> bool:
    return sum("=" not in word for word in attributes.split()) >= MIN_WORDS
