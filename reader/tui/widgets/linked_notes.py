"""Links in the notes of the margin: following one, the letters that choose one of several, and what a note says as a whole.

The notes themselves are the margin's. What a link to an article means is not known here: `NoteLinkRequested` asks.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual.message import Message
from textual.widget import Widget

from reader.layout.cells import cell_width, has_right_to_left
from reader.model.annotation import Annotation, PlacedAnnotation
from reader.model.values import dataclass
from reader.tui.keys.actions import Mode
from reader.tui.lines import Run
from reader.tui.looks.inks import Inks
from reader.tui.widgets.article_messages import CopyRequested, LinkRequested, ModeChanged, Noticed
from reader.tui.widgets.margin_notes import TEXT_X, NoteLine

if TYPE_CHECKING:  # comes with the first note that has a link
    from reader.layout.note_rows import SetRun
    from reader.model.note_links import NoteLink
    from reader.model.note_text import Linked

Notices = Mapping[int, Mapping[int, str]]
"""By annotation and number of the link: why it leads nowhere, in a few words."""

_NONE: Mapping[int, str] = MappingProxyType({})
_BOLD = Style(bold=True)


@dataclass
class NoteLinkRequested(Message):
    """A `[[…]]` of a note is to be followed."""

    link: "NoteLink"


class _Hints(NamedTuple):
    """Links of a note that wait for letters."""

    labels: Mapping[str, int] = MappingProxyType({})
    """Label to the number of its link."""
    typed: str = ""

    @property
    def left(self) -> dict[str, int]:
        """What is still to be typed, and the link it chooses."""
        size = len(self.typed)
        return {label[size:]: link for label, link in self.labels.items() if label.startswith(self.typed)}


class LinkedNotes(Widget):
    """Adds `do_follow_note_link`, `do_choose_hint` and `do_copy_note`."""

    focused_id = 0
    """The note that comes forward; 0 for none."""
    notes: tuple[PlacedAnnotation, ...] = ()

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._note_hints = _Hints()
        self._notices: Notices = MappingProxyType({})

    @property
    def mode(self) -> Mode:
        """What keys mean in the margin now."""
        return Mode.HINTS if self._note_hints.labels else Mode.MARGIN

    @property
    def focused_note(self) -> Annotation | None:
        """The annotation that comes forward."""
        return next((one.annotation for one in self.notes if one.annotation.id == self.focused_id), None)

    def notices_of(self, annotation_id: int) -> Mapping[int, str]:
        """Return what is wrong with the links of a note."""
        return self._notices.get(annotation_id, _NONE)

    # -- actions ----------------------------------------------------------------------------------------------------
    def do_follow_note_link(self, count: int, argument: str) -> None:
        """Follow the link of the note that came forward; with several, put letters on them."""
        note = self.focused_note
        links = _links(note)
        if note is None:
            self.post_message(Noticed("no note is chosen"))
        elif not links:
            self.post_message(Noticed("this note has no link"))
        elif len(links) == 1:
            self._follow(links[0])
        else:
            from reader.tui.widgets.links import hint_labels

            self._hint(_Hints(dict(zip(hint_labels(len(links)), range(len(links)), strict=True))))

    def do_choose_hint(self, count: int, argument: str) -> bool:
        """Take the link with a letter, or leave those that do not begin with it out."""
        if not self._note_hints.labels:
            return False
        hints = self._note_hints._replace(typed=self._note_hints.typed + argument)
        left = hints.left
        if len(left) > 1:
            self._hint(hints)
            return True
        links = _links(self.focused_note)
        self._hint(_Hints())
        chosen = next(iter(left.values()), len(links))
        if chosen < len(links):
            self._follow(links[chosen])
        else:
            self.post_message(Noticed(f"no link is called {hints.typed}"))
        return True

    def do_leave(self, count: int, argument: str) -> bool:
        """Take the letters away; what else can be left is for others."""
        return self.leave_hints()

    def do_copy_note(self, count: int, argument: str) -> None:
        """Ask for the note to go to the clipboard, as it was written."""
        note = self.focused_note
        if note is None:
            self.post_message(Noticed("no note is chosen"))
        elif not note.note:
            self.post_message(Noticed("this mark has no note"))
        else:
            self.post_message(CopyRequested(note.note, has_citation=False))

    def leave_hints(self) -> bool:
        """Take the letters from the links; return whether there were any."""
        has_hints = bool(self._note_hints.labels)
        if has_hints:
            self._hint(_Hints())
        return has_hints

    def _hint(self, hints: _Hints) -> None:
        before = self.mode
        self._note_hints = hints
        self.refresh()
        if self.mode is not before:
            self.post_message(ModeChanged(self.mode))

    def _follow(self, link: "Linked") -> None:
        if link.note_link is not None:
            self.post_message(NoteLinkRequested(link.note_link))
        else:
            self.post_message(LinkRequested(link.target, is_kept=False, is_outside=link.target.startswith("mailto:")))

    def follow_at(self, annotation: Annotation, line: NoteLine, x: int) -> bool:
        """Follow the link at cell `x` of a line; return whether there was one."""
        if has_right_to_left(line.text):
            return False  # its letters may stand in another order on the screen
        for run in line.runs:
            if run.link >= 0 and x - TEXT_X - run.x in range(cell_width(run.text)):
                self._follow(_links(annotation)[run.link])
                return True
        return False

    # -- drawing ----------------------------------------------------------------------------------------------------
    def set_runs(self, annotation_id: int, lines: Sequence[NoteLine], at: int, base: Style, inks: Inks) -> list[Run]:
        """Return what is drawn of a line of a note that is Markdown; `base` is the style of its plain letters."""
        dead = self.notices_of(annotation_id)
        code = inks.ground if self.has_class("-drawer") else inks.panel
        line = lines[at]
        runs = [Run(TEXT_X + run.x, run.text, _style(run, base, code, dead, inks)) for run in line.runs]
        if annotation_id != self.focused_id or not self._note_hints.labels:
            return runs
        above = {run.link for before in lines[:at] for run in before.runs}
        letters = {link: label for label, link in self._note_hints.left.items() if link not in above}
        return list(_with_letters(runs, [run.link for run in line.runs], letters, inks.caret + _BOLD))


def _with_letters(runs: Sequence[Run], links: Sequence[int], letters: dict[int, str], style: Style) -> list[Run]:
    """Put the letters of links where they begin: on the space before, to cover as few of their own letters as can be."""
    lettered: list[Run] = []
    for run, link in zip(runs, links, strict=True):
        label = letters.pop(link, "") if link >= 0 else ""
        if not label:
            lettered.append(run)
            continue
        start, rest, x = run.x, run.text, run.x
        before = lettered[-1] if lettered else None
        if before is None or before.x + cell_width(before.text) < run.x:
            start -= 1
        elif before.text.endswith(" "):
            lettered[-1] = before._replace(text=before.text[:-1])
            start -= 1
        while rest and x < start + len(label):
            x, rest = x + cell_width(rest[0]), rest[1:]
        lettered += [Run(start, label, style), Run(x, rest, run.style)]
    return lettered


def _style(run: "SetRun", base: Style, code: Style, dead: Mapping[int, str], inks: Inks) -> Style:
    from reader.model.note_text import NoteStyle

    kind = run.style
    if run.is_sign:
        return inks.muted
    style = base
    if kind & NoteStyle.EMPHASIS:
        style += Style(italic=True)
    if kind & NoteStyle.STRONG:
        style += _BOLD
    if kind & NoteStyle.STRUCK:
        style += Style(strike=True)
    if kind & NoteStyle.CODE:
        style += Style(bgcolor=code.bgcolor)
    if run.link in dead:
        return style + inks.dimmed
    return style + Style(underline=True) if run.link >= 0 else style


def _links(note: Annotation | None) -> "Sequence[Linked]":
    if note is None or not note.note:
        return ()
    from reader.model.note_text import read_note

    return read_note(note.note).links
