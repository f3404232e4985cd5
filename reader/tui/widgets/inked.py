"""What every widget that draws its own lines has: the theme's styles, looked up once and anew after another theme."""

from textual.widget import Widget

from reader.tui.looks.inks import Inks


class Inked(Widget):
    """A widget with `inks`."""

    _inks: Inks | None = None

    @property
    def inks(self) -> Inks:
        """The theme's styles."""
        if self._inks is None:
            self._inks = Inks.from_variables(self.app.theme_variables)
        return self._inks

    def notify_style_update(self) -> None:
        """Take the colours anew when the theme has changed."""
        super().notify_style_update()
        self._inks = None
