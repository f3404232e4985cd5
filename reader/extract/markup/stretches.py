"""The stretch of text between two borders of blocks, while the walk over the page gathers it: runs with the marks around them.

What is inline and leaves a trace is read here: emphasis, links, jumps inside the page, quotation marks, breaks. Called by
`segments`; the clean text with spans is made by `inline` when somebody asks for it.
"""

from reader.extract.markup.inline import BREAK, Mark, Run
from reader.extract.markup.jumps import RETURN, fragment_of, known_names, wanted_names
from reader.extract.markup.tree import Element, absolute_url
from reader.model.blocks import SpanKind

MAX_MARKS = 8
"""Inline marks open at once; hostile pages open thousands."""
MIN_LINE_LETTERS = 100
"""Lines between single breaks that are all at least so long are paragraphs; addresses and verses are shorter."""
MIN_DENSE_LINE_LETTERS = 40
"""The same in Chinese and Japanese, whose letters say more."""
SENTENCE_SHARE = 0.8
"""Of the lines between breaks that are paragraphs: so many end as sentences do."""
MAX_DROP_CAP_LETTERS = 2

MARKS = {
    "em": SpanKind.EMPHASIS,
    "i": SpanKind.EMPHASIS,
    "cite": SpanKind.EMPHASIS,
    "dfn": SpanKind.EMPHASIS,
    "var": SpanKind.EMPHASIS,
    "b": SpanKind.STRONG,
    "strong": SpanKind.STRONG,
    "code": SpanKind.CODE,
    "kbd": SpanKind.CODE,
    "samp": SpanKind.CODE,
    "tt": SpanKind.CODE,
    "sub": SpanKind.SUB,
    "sup": SpanKind.SUP,
}
STRONG = Mark(SpanKind.STRONG)
_BLANKS = " \t\n\r\xa0"
_OPENING_QUOTES = "\"“„«»‹›'‘‚「『《"
_ENDS = ".!?…\"”»“。！？؟।」』）)'’"
_ONE_LETTER_WORDS = frozenset("aAiIoOyYeEuUàÀéÉéóÓыаАвВиИоОуУкКсСяЯ")
"""Letters that are words: after such a drop cap the blank may be meant."""


class Stretch:
    """The runs since the last border, the marks that are open, and the names of the places passed on the way."""

    def __init__(self, body: Element, base: str) -> None:
        self._base, self._here = base, base.partition("#")[0]
        self._runs: list[Run] = []
        self._marks: list[tuple[Element, Mark]] = []
        self._mark_tuple: tuple[Mark, ...] = ()
        self._names: list[str] = []
        self._wanted = wanted_names(body, self._here)
        self._known = known_names(body, self._wanted)
        self._quotes = 0

    def add(self, text: str) -> None:
        """Add text as it stands in the page."""
        self._runs.append(Run(text.replace(BREAK, " "), self._mark_tuple))

    def pass_name(self, element: Element) -> None:
        """Remember the name of `element` if a link on the page leads to it."""
        if not self._known:
            return
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name and name in self._known:
                self._names.append(name)

    def open_mark(self, element: Element) -> None:
        """Open what `element` makes of its text; `q` brings the quotation marks a browser would draw."""
        if element.tag == "q":
            self._open_quote(element)
            return
        if len(self._marks) >= MAX_MARKS:
            return
        if element.tag == "a":
            target = self.link_target(element)
            mark = Mark(SpanKind.LINK, target) if target else None
        else:
            mark = Mark(MARKS[str(element.tag)])
        if mark is not None:
            self._marks.append((element, mark))
            self._mark_tuple = tuple(mark for _, mark in self._marks)

    def close_mark(self, element: Element) -> bool:
        """Close what `element` opened; False if it opened nothing."""
        if element.tag == "q":
            self._close_quote(element)
            return True
        if not self._marks or self._marks[-1][0] is not element:
            return False
        self._marks.pop()
        self._mark_tuple = tuple(mark for _, mark in self._marks)
        return True

    def _open_quote(self, element: Element) -> None:
        if not (element.text or "").lstrip().startswith(tuple(_OPENING_QUOTES)):
            self.add("‘" if self._quotes % 2 else "“")
        self._quotes += 1

    def _close_quote(self, element: Element) -> None:
        self._quotes -= 1
        if not (element.text or "").lstrip().startswith(tuple(_OPENING_QUOTES)):
            self.add("’" if self._quotes % 2 else "”")

    def add_return(self, link: Element) -> None:
        """Add the sign of a link back from a footnote, which differs from page to page, as one sign of our own."""
        target = self.link_target(link)
        if target.startswith("#") and target[1:] in self._known:
            self.add(" ")
            self._runs.append(Run(RETURN, (*self._mark_tuple, Mark(SpanKind.LINK, target))))

    def link_target(self, link: Element) -> str:
        """Return where a link leads: an absolute address, `#name` on this page, a mail address; empty if nowhere."""
        href = (link.get("href") or "").strip()
        name = fragment_of(href, self._here)
        if name:
            return f"#{name}"
        if href[:7].lower() == "mailto:":
            return href.partition("?")[0][:300]
        target = absolute_url(href, self._base)
        name = fragment_of(target, self._here) if self._here else ""
        return f"#{name}" if name else target

    def add_break(self) -> bool:
        """Add a line break; False if it is the second with nothing but blanks between: there the paragraph ends."""
        for run in reversed(self._runs):
            if run.text.strip(_BLANKS + BREAK):
                break
            if BREAK in run.text:
                return False
        self._runs.append(Run(BREAK, self._mark_tuple))
        return True

    def join_drop_cap(self, after: str, following: str) -> str:
        """Return the text after a drop cap without the blanks that its layout put before the rest of the word.

        The rest may stand in an element of its own, where small capitals begin the text: its text is `following`.
        """
        initial = self._runs[-1].text.strip(_BLANKS + _OPENING_QUOTES) if self._runs else ""
        if not 0 < len(initial) <= MAX_DROP_CAP_LETTERS or initial in _ONE_LETTER_WORDS:
            return after
        rest = after.lstrip(_BLANKS)
        if not rest and following[:1].islower():
            return ""
        return rest if rest[:1].islower() or (rest[:1].isalpha() and rest[:2].isupper()) else after

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been said since the last border."""
        return not any(run.text.strip(_BLANKS + BREAK) for run in self._runs)

    def take_runs(self) -> list[Run]:
        """Return the runs, empty if they say nothing, and begin anew."""
        runs, self._runs = self._runs, []
        return runs if any(run.text.strip(_BLANKS + BREAK) for run in runs) else []

    def take_names(self) -> tuple[str, ...]:
        """Return the names passed since they were last asked for."""
        names, self._names = tuple(dict.fromkeys(self._names)), []
        return names


def split_lines(runs: list[Run]) -> list[list[Run]]:
    """Split at single breaks where every line is a whole paragraph: old pages have no other border."""
    if not any(run.text == BREAK for run in runs):
        return [runs]
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.text == BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    texts = ["".join(run.text for run in line).strip() for line in lines]
    solid = [text for text in texts if text]
    if len(solid) > 1 and all(map(_is_long, solid[:-1])) and _end_as_sentences(solid):
        return [line for line, text in zip(lines, texts, strict=True) if text]
    return [runs]


def _is_long(line: str) -> bool:
    if len(line) >= MIN_LINE_LETTERS:
        return True
    return len(line) >= MIN_DENSE_LINE_LETTERS and sum(letter > "\u3000" for letter in line) > len(line) / 2


def _end_as_sentences(lines: list[str]) -> bool:
    return sum(line[-1] in _ENDS for line in lines) >= SENTENCE_SHARE * len(lines)
