"""Finding words or a pattern in the article that is shown: all places drawn, one of them the current one.

A caret goes with the places that are found, and a selection that was begun reaches as far.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.layout.caret import Caret
from reader.layout.cells import shorten
from reader.layout.overlay import Covering, CoveringIndex
from reader.model.units import TextRange
from reader.tui.widgets.article_messages import FindMoved, Noticed
from reader.tui.widgets.article_painter import FIND, FIND_CURRENT
from reader.tui.widgets.finding import (
    MOST_FOUND,
    MOST_LETTERS_ASKED_FOR,
    MOST_LETTERS_AT_ONCE,
    find_all,
    fold,
    words_pattern,
)
from reader.tui.widgets.moving_view import MovingView
from reader.tui.widgets.position_track import SPOT_FOUND, SPOT_FOUND_HERE, Spots

if TYPE_CHECKING:  # comes with the first search
    from reader.model.query import Words
    from reader.tui.pattern_search import Pattern, PatternFound, PatternSearch

_SHOWN_CELLS = 24
"""Of words that are too many to be looked for."""


class FindingView(MovingView, is_side=True):
    """Adds `find`, `do_find_next`, `do_find_previous` and `do_find_word`."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.finds_patterns = False
        """Whether what is looked for is a regular expression."""
        self._folded: str | None = None
        self._query = ""
        self._find_origin: int | None = None
        self._hits: tuple[TextRange, ...] = ()
        self._hit = -1
        self._hit_index: CoveringIndex[str] = CoveringIndex()
        self._found_of: tuple[object, ...] = (None,) * 4
        """What the spots on the track were made of."""
        self._found_spots: Spots = {}
        self._all_spots: Spots = {}
        self._patterns: PatternSearch | None = None
        self._asked = 0
        """Number of the last question: answers to others come too late."""

    @property
    def found_places(self) -> tuple[TextRange, ...]:
        """Every place found, in order, at most `MOST_FOUND`."""
        return self._hits

    def hits_changed(self) -> None:
        """Hook: other places are found now."""

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
        if self._patterns is not None:
            self._patterns.close()
            self._patterns = None

    def on_unmount(self) -> None:
        """End the search for a pattern."""
        if self._patterns is not None:
            self._patterns.close()

    def find(self, query: str) -> None:
        """Show all places of `query` and go to the first one from where finding began. An empty one clears all."""
        if self._find_origin is not None and query.strip():
            self.remember_jump(self._find_origin)
        if query != self._query or not self._hits:  # what was found while it was written stands already
            self.find_while_typing(query)
        else:
            self._tell_hit()
        self._find_origin = None

    def end_find(self) -> None:
        """Show no places any more, and go back to where one was before `find_while_typing`."""
        origin, self._find_origin = self._find_origin, None
        self.clear_find()
        if origin is not None:
            self._come_to(origin)

    def find_while_typing(self, query: str) -> None:
        """Show all places of a query that is being written, and go to the first one from where finding began."""
        if self._find_origin is None:
            self._find_origin = self.here.start if self.caret is None else self.caret.offset
        self._asked += 1
        if not query.strip():
            self.clear_find()
            self._come_to(self._find_origin)
            return
        self._query = query
        if self.finds_patterns:
            self._find_pattern(query, self._find_origin)
        else:
            self._find_words(query, self._find_origin)

    def do_find_word(self, count: int, argument: str) -> None:
        """Find the word under the caret, or what is selected, and go to the next place of it."""
        if self.caret is None:
            return
        text = self.selected or self.walk.word_at(self.caret.offset)
        end = min(text.end, text.start + 2 * MOST_LETTERS_ASKED_FOR)
        words = " ".join(self.article.text[text.start : end].split())
        self.leave_mode()
        if words:
            self.remember_jump(text.start)
            self._asked += 1
            self._query = words
            self._find_words(words, text.end)

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
        self._asked += 1
        self._set_hits(())
        self.post_message(FindMoved(0, 0, ""))

    def do_find_next(self, count: int, argument: str) -> None:
        """Go to a place found below, from the last one to the first."""
        self._step_hit(max(1, count))

    def do_find_previous(self, count: int, argument: str) -> None:
        """Go to a place found above, from the first one to the last."""
        self._step_hit(-max(1, count))

    # -- looking ----------------------------------------------------------------------------------------------------
    def _folded_text(self) -> str:
        if self._folded is None:
            self._folded = fold(self.article.text)
        return self._folded

    def _find_words(self, query: str, origin: int) -> None:
        """Show all places of words: at once, in a text that nobody could have written by itself as soon as they are found."""
        if len(query) > MOST_LETTERS_ASKED_FOR:
            self._set_hits(())
            problem = f"it has more than {MOST_LETTERS_ASKED_FOR:,} letters"
            self.post_message(FindMoved(0, 0, shorten(query, _SHOWN_CELLS), problem=problem))
            return
        if len(self.article.text) <= MOST_LETTERS_AT_ONCE:
            self._show_hits(find_all(self._folded_text(), query), origin)
            return
        from reader.tui.pattern_search import Pattern

        self._ask_for(Pattern(words_pattern(query), is_exact=False), origin)

    def _find_pattern(self, written: str, origin: int) -> None:
        from reader.tui.pattern_search import PatternFault, read_pattern

        pattern = read_pattern(written, fold)
        if isinstance(pattern, PatternFault):
            self._set_hits(())
            self.post_message(FindMoved(0, 0, written, problem=pattern.message))
            return
        self._ask_for(pattern, origin)

    def _ask_for(self, pattern: "Pattern", origin: int) -> None:
        """Look for a pattern in a process of its own; what is found is shown when it comes."""
        from reader.tui.pattern_search import PatternSearch

        if self._patterns is None:
            self._patterns = PatternSearch(self.article.text, lambda text: self._folded_text(), MOST_FOUND)
        asked = self._asked
        # A thread answers; by then the pane may be gone, and this is posted to nobody.
        self._patterns.ask(pattern, lambda found: self.call_later(self._take_pattern, asked, found, origin))

    def _take_pattern(self, asked: int, found: "PatternFound", origin: int) -> None:
        if asked != self._asked:
            return
        if found.is_too_slow:
            self._set_hits(())
            self.post_message(FindMoved(0, 0, self._query, problem="takes too long"))
        else:
            self._show_hits(found.hits, origin)

    def _show_hits(self, hits: tuple[TextRange, ...], origin: int) -> None:
        self._set_hits(hits)
        if hits:
            self._go_to_hit(bisect_left(hits, origin, key=attrgetter("start")) % len(hits))
        else:
            self.post_message(FindMoved(0, 0, self._query))

    def _step_hit(self, count: int) -> None:
        if not self._hits:
            self.post_message(Noticed("nothing was looked for" if not self._query else "not found"))
            return
        at = self._hit + count
        self._go_to_hit(at % len(self._hits), wraps=(at >= len(self._hits)) - (at < 0))

    def _go_to_hit(self, index: int, wraps: int = 0) -> None:
        if 0 <= self._hit < len(self._hits):
            self.repaint(self._hits[self._hit])
        self._hit = index
        hit = self._hits[index]
        self.repaint(hit)
        self.reveal(*hit, is_centred=True)
        self._come_to(hit.start)
        self._tell_hit(wraps)

    def _come_to(self, offset: int) -> None:
        """Go to an offset: with the caret and its selection if there is one, else with the bar."""
        if self.caret is None:
            self.jump_to(offset, is_jump=False)
        else:
            self.show_caret(Caret(self.walk.on_letter(offset)), self._anchor, is_linewise=self._is_linewise)

    def _tell_hit(self, wraps: int = 0) -> None:
        self.retrack()
        self.post_message(FindMoved(self._hit + 1, len(self._hits), self._query, wraps=wraps))

    def track_spots(self) -> Spots:
        """Return what lies on the lines of the track: what was found over marks and notes."""
        spots = super().track_spots()
        if not self._hits:
            return spots
        made_of = (spots, self._hits, self._hit, self.track_scale)
        if any(new is not old for new, old in zip(made_of, self._found_of, strict=True)):
            if self._hits is not self._found_of[1] or self.track_scale is not self._found_of[3]:
                self._found_spots = self.track_scale.spots((hit.start, SPOT_FOUND) for hit in self._hits)
            here = self._hits[self._hit : self._hit + 1] if self._hit >= 0 else ()
            here_spots = self.track_scale.spots((hit.start, SPOT_FOUND_HERE) for hit in here)
            self._found_of, self._all_spots = made_of, {**spots, **self._found_spots, **here_spots}
        return self._all_spots

    def _set_hits(self, hits: tuple[TextRange, ...]) -> None:
        had_any = bool(self._hits)
        self._hits, self._hit = hits, -1
        self._hit_index = CoveringIndex(Covering(*hit, FIND) for hit in hits)
        if hits or had_any:
            self.refresh()
            self.retrack()
            self.hits_changed()

    def coverings(self, row: int, text: TextRange) -> Iterable[Covering[str]]:
        """Return marks, places found and the selection on a row."""
        if not self._hits:
            return super().coverings(row, text)
        found = [*super().coverings(row, text), *self._hit_index.touching(text.start, text.end)]
        if 0 <= self._hit < len(self._hits):
            hit = self._hits[self._hit]
            if hit.start < text.end and hit.end > text.start:
                found.append(Covering(*hit, FIND_CURRENT))
        return found
