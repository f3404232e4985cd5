"""Finding words in the article that is shown: all places drawn, one of them the current one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.layout.overlay import Covering, CoveringIndex
from reader.model.units import TextRange
from reader.tui.widgets.article_messages import FindMoved, Noticed
from reader.tui.widgets.article_painter import FIND, FIND_CURRENT
from reader.tui.widgets.finding import MOST_FOUND, find_all, fold
from reader.tui.widgets.moving_view import MovingView

if TYPE_CHECKING:  # comes with the first search
    from reader.model.query import Words


class FindingView(MovingView):
    """Adds `find`, `do_find_next` and `do_find_previous`."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._folded: str | None = None
        self._query = ""
        self._find_origin: int | None = None
        self._hits: tuple[TextRange, ...] = ()
        self._hit = -1
        self._hit_index: CoveringIndex[str] = CoveringIndex()

    def leave_mode(self) -> bool:
        """Leave caret and selection, else what was found; return whether there was anything to leave."""
        if super().leave_mode():
            return True
        if self._query:
            self.clear_find()
            return True
        return False

    def forget_text(self) -> None:
        """Find nothing any more; another article is shown."""
        self.clear_find()
        self._folded = self._find_origin = None

    def find(self, query: str) -> None:
        """Show all places of `query` and go to the first one from where finding began. An empty one clears all."""
        if self._find_origin is not None and query.strip():
            self.remember_jump(self._find_origin)
        self.find_while_typing(query)
        self._find_origin = None

    def end_find(self) -> None:
        """Show no places any more, and go back to where one was before `find_while_typing`."""
        origin, self._find_origin = self._find_origin, None
        self.clear_find()
        if origin is not None:
            self.jump_to(origin, is_jump=False)

    def find_while_typing(self, query: str) -> None:
        """Show all places of a query that is being written, and go to the first one from where finding began."""
        if self._find_origin is None:
            self._find_origin = self.here.start
        if not query.strip():
            self.clear_find()
            self.jump_to(self._find_origin, is_jump=False)
            return
        self._query = query
        if self._folded is None:
            self._folded = fold(self.article.text)
        self._set_hits(find_all(self._folded, query))
        if self._hits:
            origin = self._find_origin
            self._go_to_hit(next((at for at, hit in enumerate(self._hits) if hit.start >= origin), 0))
        else:
            self.post_message(FindMoved(0, 0, query))

    def light(self, words: "Sequence[Words]", offset: int) -> None:
        """Show all places of words that were looked for in the library, and go to the one at `offset`."""
        from reader.model.search_text import find_words  # late: only a search needs its tables

        self._query = " ".join(one.text for one in words)
        self._find_origin = None
        places = find_words(self.article.text, words)[:MOST_FOUND]
        self._set_hits(tuple(TextRange(*place) for place in places))
        if self._hits:
            self._go_to_hit(next((at for at, hit in enumerate(self._hits) if hit.end > offset), 0))
        else:
            self._query = ""
            self.jump_to(min(offset, len(self.article.text)), is_jump=False)

    def clear_find(self) -> None:
        """Show no places any more."""
        self._query = ""
        self._set_hits(())
        self.post_message(FindMoved(0, 0, ""))

    def do_find_next(self, count: int, argument: str) -> None:
        """Go to a place found below, from the last one to the first."""
        self._step_hit(max(1, count))

    def do_find_previous(self, count: int, argument: str) -> None:
        """Go to a place found above, from the first one to the last."""
        self._step_hit(-max(1, count))

    def _step_hit(self, count: int) -> None:
        if self._hits:
            self._go_to_hit((self._hit + count) % len(self._hits))
        else:
            self.post_message(Noticed("nothing was looked for" if not self._query else "not found"))

    def _go_to_hit(self, index: int) -> None:
        if 0 <= self._hit < len(self._hits):
            self.repaint(self._hits[self._hit])
        self._hit = index
        hit = self._hits[index]
        self.repaint(hit)
        self.reveal(*hit, is_centred=True)
        self.set_here(self.walk.sentence_at(hit.start))
        self.post_message(FindMoved(index + 1, len(self._hits), self._query))

    def _set_hits(self, hits: tuple[TextRange, ...]) -> None:
        had_any = bool(self._hits)
        self._hits, self._hit = hits, -1
        self._hit_index = CoveringIndex(Covering(*hit, FIND) for hit in hits)
        if hits or had_any:
            self.refresh()

    def coverings(self, row: int, text: TextRange) -> Iterable[Covering[str]]:
        """Return marks, places found and the selection on a row."""
        found = [*super().coverings(row, text), *self._hit_index.touching(text.start, text.end)]
        if 0 <= self._hit < len(self._hits):
            hit = self._hits[self._hit]
            if hit.start < text.end and hit.end > text.start:
                found.append(Covering(*hit, FIND_CURRENT))
        return found
