"""The pointer on the position track: a press goes to the place, and while the button is down the text follows."""

from textual import events
from textual.widget import Widget


class TrackMouse(Widget):
    """Laid under a pane that draws the track in its last column."""

    _drags_track = False
    _track_line = -1
    """The line that was gone to last."""

    @property
    def shows_track(self) -> bool:
        """Hook: whether the last column is the track."""
        return False

    def go_to_track_line(self, line: int, *, is_first: bool) -> None:
        """Hook: show the text that a line of the track stands for; `is_first` when the button went down there."""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin on the track; nothing else begins there."""
        if event.button == 1 and self.shows_track and event.x == self.size.width - 1:
            event.stop()
            event.prevent_default()
            self._drags_track = True
            self.capture_mouse()
            self._track_line = event.y
            self.go_to_track_line(event.y, is_first=True)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow, wherever the pointer is."""
        if self._drags_track:
            event.stop()
            event.prevent_default()
            line = max(0, min(event.y, self.size.height - 1))
            if line != self._track_line:
                self._track_line = line
                self.go_to_track_line(line, is_first=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End."""
        if self._drags_track:
            event.stop()
            event.prevent_default()
            self._drags_track = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A press on the track is no click on anything."""
        if self.shows_track and event.x == self.size.width - 1:
            event.stop()
            event.prevent_default()
