"""A terminal that keeps what the Kitty graphics protocol brings it, and looks at its rules."""

import base64
import re
from dataclasses import dataclass, field

COMMAND = re.compile(r"\x1b_G(?P<control>[^;\x1b]*)(?:;(?P<payload>[^\x1b]*))?\x1b\\")


@dataclass
class Kitty:
    """Write to it; it says which pictures it holds."""

    pictures: dict[int, bytes] = field(default_factory=dict)
    """Number to the file that was sent, for pictures that arrived whole."""
    places: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Number to the columns and rows of its virtual placement."""
    writes: int = 0
    other: str = ""
    """What was no graphics command."""
    _coming: dict[str, str] = field(default_factory=dict)
    _letters: str = ""

    def write(self, data: str) -> None:
        """Take what is written, command by command."""
        self.writes += 1
        at = 0
        for found in COMMAND.finditer(data):
            self.other += data[at : found.start()]
            at = found.end()
            control = dict(pair.split("=", 1) for pair in found["control"].split(","))
            self._take(control, found["payload"] or "")
        self.other += data[at:]

    def _take(self, control: dict[str, str], payload: str) -> None:
        assert control["q"] == "2", "it would answer, and the answer would be taken for keys"
        assert len(payload) <= 4096
        if control.get("a") == "d":
            assert not self._coming, "a command came between the parts of a picture"
            assert control["d"] == "I", "the picture itself has to go, not its place alone"
            self.pictures.pop(int(control["i"]), None)
            self.places.pop(int(control["i"]), None)
            return
        if self._coming:
            assert set(control) == {"q", "m"}, "parts after the first say m and q alone"
        else:
            assert (control["a"], control["U"], control["f"], control["t"]) == ("T", "1", "100", "d")
            self._coming, self._letters = control, ""
        self._letters += payload
        if control["m"] == "0":
            number = int(self._coming["i"])
            assert 0 < number < 1 << 24
            content = base64.standard_b64decode(self._letters)
            if content.endswith(b"IEND\xaeB`\x82"):
                self.pictures[number] = content
                self.places[number] = (int(self._coming["c"]), int(self._coming["r"]))
            self._coming = {}
        else:
            assert len(payload) % 4 == 0
