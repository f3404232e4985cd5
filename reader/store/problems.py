"""What was found damaged, and what became of it, in lines for the user."""

import logging

_log = logging.getLogger(__name__)


class Problems(list[str]):
    """Lines that tell the user what was found damaged in the library; each stands here once."""

    def tell(self, line: str) -> None:
        """Add `line` unless it stands here already."""
        if line not in self:
            _log.warning("%s", line)
            self.append(line)

    def take(self) -> tuple[str, ...]:
        """Return the lines told since the last time, and forget them."""
        lines = tuple(self)
        del self[: len(lines)]
        return lines
