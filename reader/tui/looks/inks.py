"""The theme as styles for what the shell draws itself: list, last row, sheets. Made anew when the theme changes, never by row."""

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache
from typing import Any, NamedTuple

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color

_SLIP_LIGHTNESS, _SLIP_SATURATION = 0.55, 0.45


class Inks(NamedTuple):
    """Styles by what they mean. Grounds carry a background alone, letters a colour alone; the two are added."""

    ground: Style
    panel: Style
    select: Style
    text: Style
    strong: Style
    """Text, bold: headlines under the cursor, names of panes."""
    muted: Style
    quiet: Style
    """Muted and italic: decks."""
    faint: Style
    accent: Style
    key: Style
    """Accent, bold: keys, the name of the program."""
    error: Style
    caret: Style
    marks: Mapping[str, Style]
    """A mark's colour by its name: letters in ink on their ground."""
    find: Style
    """What was found: letters in ink on their ground."""
    find_current: Style
    """The place found that n and N stand on."""
    code: Mapping[str, Style]
    """What letters of code are, by the names of `layout.highlighting`: keywords are bold, comments italic, whatever the theme."""

    @property
    def has_mark_grounds(self) -> bool:
        """Whether marks are told by their grounds; without, the gutter has to say where one begins."""
        return any(style.bgcolor != self.ground.bgcolor for style in self.marks.values())

    @property
    def has_panel_ground(self) -> bool:
        """Whether what lies over the text is told by its ground; without, a line has to say where it ends."""
        return self.panel.bgcolor != self.ground.bgcolor

    @property
    def forward(self) -> Style:
        """What comes forward among what is muted: text, and bold where a theme mutes nothing."""
        return self.strong if self.muted == self.text else self.text

    @property
    def dimmed(self) -> Style:
        """What is there and does not belong: muted, and dim where a theme mutes nothing."""
        return self.muted + Style(dim=True) if self.muted == self.text else self.muted

    @property
    def added(self) -> Style:
        """What was put into a text: underlined on the ground of what is chosen; bold where a theme has no such ground."""
        has_ground = self.select.bgcolor != self.ground.bgcolor and not self.select.reverse
        return Style(underline=True) + (Style(bgcolor=self.select.bgcolor) if has_ground else Style(bold=True))

    @property
    def removed(self) -> Style:
        """What was taken out of a text."""
        return self.muted + Style(strike=True)

    @property
    def lit(self) -> Style:
        """A word that was looked for, in a list: on the ground of what is found, and bold, so that it shows without colours."""
        return self.find + Style(bold=True)

    @classmethod
    def from_variables(cls, variables: Mapping[str, str]) -> "Inks":
        """Read the slots of the theme in use from `App.theme_variables`."""

        def letters(slot: str, *, bold: bool = False, italic: bool = False) -> Style:
            style = Style(color=Color.parse(variables[slot]).rich_color, **_attributes(variables, slot))
            return style + Style(bold=bold or None, italic=italic or None)

        def ground(slot: str) -> Style:
            return Style(bgcolor=Color.parse(variables[slot]).rich_color, **_attributes(variables, slot))

        ink = variables.get("ink", variables["text"])
        marked = Style(color=Color.parse(ink).rich_color)
        return cls(
            ground=ground("ground"),
            panel=ground("panel"),
            select=ground("select"),
            text=letters("text"),
            strong=letters("text", bold=True),
            muted=letters("muted"),
            quiet=letters("muted", italic=True),
            faint=letters("faint"),
            accent=letters("accent"),
            key=letters("accent", bold=True),
            error=letters("error"),
            caret=ground("caret") + Style(color=Color.parse(variables["ground"]).rich_color),
            marks={name: marked + ground(name) for name in ("yellow", "green", "blue", "pink", "violet")},
            find=marked + ground("find"),
            find_current=marked + ground("find-current"),
            code={
                f"code_{name}": letters(f"code-{name}", bold=name == "keyword", italic=name == "comment")
                for name in ("keyword", "string", "comment", "number", "name")
            },
        )


@lru_cache(maxsize=32)
def slip(ground: Style) -> Style:
    """Return the colour of a mark for a small sign on any ground: its hue, neither light nor dark. Marks themselves are near to
    the ground, so that text on them can be read; as a sign of one cell that would hardly be seen.
    """
    colour = ground.bgcolor
    if colour is None or colour.triplet is None:  # one of the terminal's sixteen is strong enough
        return Style(color=colour)
    hue, _, saturation = rgb_to_hls(*colour.triplet.normalized)
    red, green, blue = (
        round(part * 255) for part in hls_to_rgb(hue, _SLIP_LIGHTNESS, max(saturation, _SLIP_SATURATION))
    )
    return Style(color=RichColor.from_rgb(red, green, blue))


def _attributes(variables: Mapping[str, str], slot: str) -> dict[str, Any]:
    words = variables.get(f"{slot}-style", "none").split()
    return {word: True for word in words if word != "none"}
