"""How the page was cleaned: what was left out shown in place, the raw text, and rules that keep or drop such parts.

Reading a page again takes up to seconds; the last row says so, and esc gives up. Imported when the first of these keys is
pressed.
"""

from collections.abc import Callable
from functools import partial

from reader.layout.rows import LeftOut
from reader.library.results import OpenArticle
from reader.model.cleaning import CleanedPart, Cleaning, PartKind, RuleVerb
from reader.tui.cleaning_session import RuleMade
from reader.tui.empty_states import key_of, undo_hint
from reader.tui.prompt import Question
from reader.tui.raw_lines import RawLines
from reader.tui.rule_words import element_in_words, in_words
from reader.tui.screens.host import Host

_WORDLESS = {PartKind.FIGURE: "▦ a picture", PartKind.EMBED: "↗ something embedded"}
"""What stands for a part that has no words; other kinds without words are nothing to see."""

NO_ADDRESS = "no-address"
"""The site of pages without an address."""

EVERY_SITE = "*"

_READING = "reading the page again … · esc gives up"


class CleaningDesk:
    """What is known of the cleaning of the open article, and what is done with it."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._session = host.session.cleaning
        self._cleaning: Cleaning | None = None
        self._cleaned: OpenArticle | None = None
        """The article that `_cleaning` is about."""
        self._left_out: tuple[CleanedPart, ...] = ()
        """The parts shown, as the pane counts them."""

    # -- what was left out ------------------------------------------------------------------------------------------
    def toggle(self) -> None:
        """Show what was left out, or take it away again."""
        if not self.hide() and not self.give_up():
            self._with_cleaning(self._show)

    def hide(self) -> bool:
        """Take away what was left out; return whether it was shown."""
        article = self._host.article
        if not article.left_out:
            return False
        article.show_left_out(())
        return True

    def forget(self) -> None:
        """Read the page anew when it is asked about next: rules may have come or gone, whether they changed the text or not."""
        self._cleaned = None

    def show_again(self) -> None:
        """Show what was left out of another version, without a word."""
        self._with_cleaning(self._put)

    def show_and_step(self, step: Callable[[], object]) -> None:
        """Show what was left out, then go to one of its parts."""

        def show(cleaning: Cleaning) -> None:
            self._show(cleaning)
            if self._host.article.left_out:
                step()

        self._with_cleaning(show)

    def give_up(self) -> bool:
        """Wait no more for a page that is being read; return whether one was."""
        if not self._session.give_up():
            return False
        self._host.work("")
        self._host.tell("Given up.")
        return True

    def _show(self, cleaning: Cleaning) -> None:
        self._put(cleaning)
        host, total = self._host, len(self._left_out)
        if not total:
            host.tell("Nothing of this page was left out.")
            return
        step = key_of(host.keymap, "next_left_out")
        parts = f"{total:,} part{'s' * (total != 1)} left out."
        host.tell(" ".join((parts, *map(_sentence, cleaning.notes))), f"{step} goes to the next.")

    def _put(self, cleaning: Cleaning) -> None:
        shown = [part for part in cleaning.left_out if part.text or part.kind in _WORDLESS]
        self._left_out = tuple(sorted(shown, key=_block_after))
        self._host.article.show_left_out(
            [LeftOut(_block_after(part), part.text or _WORDLESS[part.kind], _reason(part)) for part in self._left_out]
        )

    # -- the raw text -----------------------------------------------------------------------------------------------
    def show_raw(self) -> None:
        """Show the raw text of the page."""
        opened = self._host.opened
        if opened is not None:
            self._host.work(_READING)
            self._session.read_raw(
                opened.kept.record.id, opened.kept.version_id, partial(self._show_raw, opened), self._ended
            )

    def _show_raw(self, opened: OpenArticle, text: RawLines) -> None:
        from reader.tui.screens.raw_text import RawText

        if self._is_open(opened):
            record = opened.kept.record
            origin = record.came_from or "pasted or piped in"
            sheet = RawText(self._host.keymap, origin, text)
            self._host.show_sheet(sheet, lambda nothing: None)

    # -- rules ------------------------------------------------------------------------------------------------------
    def keep_or_drop(self) -> None:
        """Ask whether parts like the one here are to be kept, or dropped, on this site from now on."""
        if self._host.is_writing:
            self._host.tell("The note is not saved.", "Save it or leave it first: the text may change.")
            return
        article = self._host.article
        if article.left_out_here is not None:
            self._ask_about(self._left_out[article.left_out_here])
        else:
            self._with_cleaning(self._ask_about_block)

    def _ask_about_block(self, cleaning: Cleaning) -> None:
        article = self._host.article.article
        if not article.blocks:
            return
        block = article.position(self._host.article.target.start).block
        kept = [part for part in cleaning.parts if part.is_kept and part.block == block]
        if not kept:
            self._host.tell(
                "Where this stands on the page is not known.", "It may come from the page's own description."
            )
            return
        self._ask_about(next((part for part in kept if part.rule or part.ruled_by), kept[0]))

    def _ask_about(self, part: CleanedPart) -> None:
        host, session = self._host, self._session
        opened, cleaning = host.opened, self._cleaning
        if opened is None or cleaning is None:
            return
        article_id = opened.kept.record.id
        where = _where(cleaning.site)
        rule = part.ruled_by

        def then(done: str) -> Callable[[RuleMade], None]:
            return partial(self._rule_made, opened, part, done)

        if rule is not None:
            verb = "keeps" if rule.verb is RuleVerb.KEEP else "leaves out"
            self._ask(
                f"Forget the rule that {verb} {in_words(rule.signature)} {_where(rule.site)}?",
                lambda: session.forget(article_id, rule, then("Rule forgotten"), self._ended),
            )
        elif part.rule is None:
            host.tell("Nothing on the page tells this part from others, so no rule can name it.")
        elif part.is_kept:
            self._ask(
                f"Leave out {in_words(part.rule)} {where} from now on?",
                lambda: session.drop(article_id, part, then("Left out from now on"), self._ended),
            )
        else:
            self._ask(
                f"Keep {in_words(part.rule)} {where} from now on?",
                lambda: session.keep(article_id, part, then("Kept from now on"), self._ended),
            )

    def _ask(self, text: str, do: Callable[[], None]) -> None:
        def yes() -> None:
            self._host.work("cleaning the page by the new rule …")
            do()

        self._host.ask(Question(text=text, yes=yes))

    def _rule_made(self, before: OpenArticle, part: CleanedPart, done: str, made: RuleMade) -> None:
        host = self._host
        host.reload_list()
        host.tell(
            " ".join(map(_sentence, (f"{done}: {made.report.in_words}", *made.report.notes))), undo_hint(host.keymap)
        )
        if not self._is_open(before):
            return
        has_shown = bool(host.article.left_out)
        host.show_version(made.opened)
        self._cleaning, self._cleaned = made.cleaning, made.opened
        if has_shown:
            self._put(made.cleaning)
            self._go_to(part)

    def _go_to(self, part: CleanedPart) -> None:
        """Go to where a part of the cleaning before stands now, in the article or out of it."""
        article = self._host.article
        parts = self._cleaning.parts if self._cleaning is not None else ()
        alike = [other for other in parts if _is_alike(part, other)]
        if not alike:
            return
        found = min(alike, key=lambda other: (abs(len(other.text) - len(part.text)), abs(other.block - part.block)))
        if found in self._left_out:
            article.go_to_left_out(self._left_out.index(found))
        elif found.is_kept and 0 <= found.block < len(article.article.blocks):
            article.jump_to(article.article.block_starts[found.block], is_jump=False)

    # -- the cleaning -----------------------------------------------------------------------------------------------
    def _with_cleaning(self, then: Callable[[Cleaning], None]) -> None:
        """Do something with the cleaning of the open article; reads it first if it is not here."""
        opened = self._host.opened
        if opened is None:
            return
        if self._is_current() and self._cleaning is not None:
            then(self._cleaning)
            return

        def take(cleaning: Cleaning) -> None:
            if self._is_open(opened):
                self._cleaning, self._cleaned = cleaning, opened
                then(cleaning)

        self._host.work(_READING)
        self._session.read(opened.kept.record.id, opened.kept.version_id, take, self._ended)

    def _is_current(self) -> bool:
        """Whether the cleaning at hand is that of the article that is open."""
        return self._cleaned is not None and self._is_open(self._cleaned)

    def _is_open(self, cleaned: OpenArticle) -> bool:
        opened = self._host.opened
        return (
            opened is not None
            and opened.kept.record.id == cleaned.kept.record.id
            and opened.kept.version_id == cleaned.kept.version_id
        )

    def _ended(self) -> None:
        self._host.work("")


def _block_after(part: CleanedPart) -> int:
    return part.block + 1


def _reason(part: CleanedPart) -> str:
    """Return why a part is not there; one that became the byline or the date is, only elsewhere."""
    reason = part.reason.removeprefix("removed: ")
    if reason.startswith("<") and part.place:
        reason = element_in_words(part.place.rpartition(" > ")[2])
    return reason if reason.startswith("became ") else f"left out: {reason}"


def _is_alike(part: CleanedPart, other: CleanedPart) -> bool:
    """Whether one of two parts of two cleanings holds the other: a box that is kept falls into its paragraphs."""
    shorter, longer = sorted((words.removesuffix("…").rstrip() for words in (part.text, other.text)), key=len)
    return bool(shorter) and shorter in longer


def _where(site: str) -> str:
    places = {"": "on pages without an address", NO_ADDRESS: "on pages without an address", EVERY_SITE: "on every site"}
    return places.get(site, f"on {site}")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
