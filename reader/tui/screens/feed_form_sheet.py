"""Name, folder and settings of a subscription, a row each; the line holds what is written in the row under the bar.

Used for a new subscription and for one that is changed; answers with what stands in all fields.
"""

from collections.abc import Mapping, Sequence

from reader.model.search_text import fold
from reader.tui.feed_form import Field
from reader.tui.keys.keymap import KeyMap
from reader.tui.line_edit import LineEdit
from reader.tui.screens.sheet import Sheet, SheetRow

_LABEL_CELLS = 16


class FeedFormSheet(Sheet[Mapping[str, str]]):
    """Rows of fields."""

    has_line = True
    has_quiet_left = True
    has_quiet_right = True
    left_width = _LABEL_CELLS
    width_cells = 68

    def __init__(
        self,
        keymap: KeyMap,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, str],
        *,
        first: str = "",
        done: str = "save",
    ) -> None:
        """`values` by the ids of the fields; `first` is the field that is written first, `done` the word for taking it all."""
        super().__init__(keymap)
        self.title_text = title
        self._done = done
        self._fields = tuple(fields)
        self._values = dict(values)
        self._first = next((at for at, one in enumerate(self._fields) if one.id == first), 0)
        self._fault = ""

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:  # type: ignore[override]  # they go with the field
        """The keys that mean something in the field under the bar."""
        next_one = (("next_choice", "next"),) if len(self._fields) > 1 else ()
        complete = (("complete", "complete"),) if self._field.offers else ()
        return (("accept", self._done), *next_one, *complete, ("cancel", "leave"))

    # -- rows -------------------------------------------------------------------------------------------------------
    def first_at(self) -> int:
        """Begin at the field that was asked for."""
        self.at = self._first
        self._take_line()
        return self._first

    def make_rows(self) -> Sequence[SheetRow]:
        """What stands in each field, muted where it is what is usual."""
        return [self._row(at, one) for at, one in enumerate(self._fields)]

    def _row(self, at: int, one: Field) -> SheetRow:
        shown = one.shown(self._values[one.id])
        text = shown or one.usual
        is_here = at == self.at
        return SheetRow(
            text=text,
            left=one.label,
            right=self._way(one) if is_here else "",
            note=self._fault if is_here else "",
            spans=((0, len(text), "muted"),) if not shown and text else (),
        )

    def _way(self, one: Field) -> str:
        """Return how the field under the bar is filled in."""
        if one.choices:
            return "← →"
        if one.most:
            return one.unit
        return ""

    def moved(self) -> None:
        """Write in another field; what was written stays, unless it is wrong."""
        self._fault = ""
        self._take_line()
        self.reload(self.at)

    def do_next_choice(self, count: int, argument: str) -> None:
        """Go to the next field, unless what is written in this one is wrong; after the last comes the first."""
        self._go(1)

    def do_previous_choice(self, count: int, argument: str) -> None:
        """Go to the field before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        if not self._is_faulty():
            self.at = (self.at + step) % len(self._fields)
            self.moved()

    def click(self, index: int) -> None:
        """Write in the field that was clicked."""
        if 0 <= index < len(self._fields) and not self._is_faulty():
            self.at = index
            self.moved()

    # -- writing ----------------------------------------------------------------------------------------------------
    @property
    def _field(self) -> Field:
        return self._fields[self.at]

    def type_key(self, key: str) -> bool:
        """Write; where one of a few is chosen, go through them."""
        if not self._field.choices:
            return super().type_key(key)
        if key in ("left", "right", "space"):
            values = [value for value, _ in self._field.choices]
            at = values.index(self._values[self._field.id]) if self._values[self._field.id] in values else 0
            self._values[self._field.id] = values[(at + (-1 if key == "left" else 1)) % len(values)]
            self._take_line()
            self.reload(self.at)
            return True
        return len(key) == 1  # letters mean nothing here, and shall do nothing else

    def written(self) -> None:
        """Show what is written."""
        self._fault = ""
        if not self._field.choices:
            self._values[self._field.id] = self.line.text
        self._take_line(keeps_caret=True)
        self.reload(self.at)

    def do_complete(self, count: int, argument: str) -> None:
        """Complete what is written; what fits already goes on to the next that would."""
        offers = self._field.offers
        if not offers:
            return
        text = self.line.text
        before = fold(text[: self.line.caret].strip())
        fitting = [offer for offer in offers if fold(offer).startswith(before)] or list(offers)
        if text in offers and fitting == [text]:
            fitting = list(offers)
        at = (fitting.index(text) + 1) % len(fitting) if text in fitting else 0
        self.line.text = fitting[at]  # the caret stays: what stands before it is what is completed
        self.line.caret = min(self.line.caret, len(fitting[at]))
        self._values[self._field.id] = fitting[at]
        self.reload(self.at)
        self._body.refresh()

    def _take_line(self, *, keeps_caret: bool = False) -> None:
        if self._field.choices:
            self.line = LineEdit.holding(self._field.shown(self._values[self._field.id]) or self._field.usual)
        elif not keeps_caret:
            self.line = LineEdit.holding(self._values[self._field.id])

    # -- done -------------------------------------------------------------------------------------------------------
    def choose(self, index: int) -> None:
        """Answer with all fields, if nothing is wrong."""
        if not self._is_faulty():
            self.dismiss(dict(self._values))

    def _is_faulty(self) -> bool:
        """Show what is wrong with the field under the bar; return whether anything is."""
        self._fault = self._field.fault(self._values[self._field.id])
        if self._fault:
            self.reload(self.at)
        return bool(self._fault)
