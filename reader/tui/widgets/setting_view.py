"""How the text is set: the length of its lines, their ends, hyphens, and what parts paragraphs, as the reader likes it.

What is chosen by key is told with `SettingChosen`, so that it is remembered.
"""

from collections.abc import Mapping

from textual.reactive import var

from reader.layout.flow import TextRules
from reader.layout.rows import Order
from reader.library.config import Config
from reader.tui.lines import take_order
from reader.tui.looks.reading_order import reading_order
from reader.tui.widgets.article_messages import Noticed, SettingChosen
from reader.tui.widgets.article_view import DEFAULT_MEASURE, NARROWEST_MEASURE, WIDEST_MEASURE, ArticleView
from reader.tui.window_state import Value

_MEASURE_STEP = 2


class SettingView(ArticleView, is_side=True):
    """Adds `do_wider`, `do_justify`, `do_hyphenate` … of the key table to the drawn article."""

    justify: var[bool] = var(False, init=False)
    """Whether lines end at the right edge."""
    hyphenate: var[str] = var("auto", init=False)
    """Whether words are divided: `on`, `off`, or `auto`: where lines end at the right edge."""
    paragraphs: var[str] = var("spaced", init=False)
    """What parts paragraphs: `spaced`, a blank line; `indented`, the indent of their first."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._order = Order.TERMINAL

    def set_as(self, environ: Mapping[str, str], config: Config) -> None:
        """Set the text for the terminal that the environment tells of, as the settings say."""
        self._order = reading_order(config.bidi, environ)
        take_order(self._order)
        self.measure = config.measure
        self.justify = config.justify
        self.hyphenate = config.hyphenate
        self.paragraphs = config.paragraphs
        self._set_anew()

    @property
    def has_hyphens(self) -> bool:
        """Whether words are divided now."""
        return self.hyphenate == "on" or (self.hyphenate == "auto" and self.justify)

    def watch_justify(self) -> None:
        """Set the text anew."""
        self._set_anew()

    def watch_hyphenate(self) -> None:
        """Set the text anew."""
        self._set_anew()

    def watch_paragraphs(self) -> None:
        """Set the text anew."""
        self._set_anew()

    def _set_anew(self) -> None:
        self.text_rules = TextRules(
            is_justified=self.justify,
            is_hyphenated=self.has_hyphens,
            is_indented=self.paragraphs == "indented",
            order=self._order,
        )

    # -- actions ----------------------------------------------------------------------------------------------------
    def do_wider(self, count: int, argument: str) -> None:
        """Make lines longer, as far as the pane has room."""
        if self.text_layout.width < self.measure:
            self.post_message(Noticed("there is no room for longer lines"))
        else:
            self._change_measure(self.measure + _MEASURE_STEP * max(1, count))

    def do_narrower(self, count: int, argument: str) -> None:
        """Make lines shorter."""
        self._change_measure(min(self.measure, self.text_layout.width) - _MEASURE_STEP * max(1, count))

    def do_default_measure(self, count: int, argument: str) -> None:
        """Give lines their usual length."""
        self._change_measure(DEFAULT_MEASURE)

    def do_justify(self, count: int, argument: str) -> None:
        """Let lines end at the right edge, or where their words end."""
        self.justify = not self.justify
        self._choose("justify", self.justify)

    def do_hyphenate(self, count: int, argument: str) -> None:
        """Divide words, or leave them whole."""
        self.hyphenate = "off" if self.has_hyphens else "on"
        self._choose("hyphenate", self.hyphenate)
        if self.has_hyphens and self.article.blocks and not self.text_layout.can_hyphenate:
            self.post_message(Noticed("where words of this language are divided is not known"))

    def do_indent_paragraphs(self, count: int, argument: str) -> None:
        """Part paragraphs by the indent of their first line, or by a blank one."""
        self.paragraphs = "spaced" if self.paragraphs == "indented" else "indented"
        self._choose("paragraphs", self.paragraphs)

    def _change_measure(self, measure: int) -> None:
        measure = max(NARROWEST_MEASURE, min(WIDEST_MEASURE, measure))
        if measure != self.measure:
            self.measure = measure
            self._choose("measure", measure)

    def _choose(self, setting: str, value: Value) -> None:
        self.post_message(SettingChosen(setting, value))
