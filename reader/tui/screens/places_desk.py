"""Lists of places in the open article: its headings, its links and notes, its marks, and where one jumped from."""

from reader.model.blocks import OBJECT
from reader.model.units import minute_words
from reader.tui.empty_states import key_of
from reader.tui.jumps import Place
from reader.tui.prompt import Fault, Prompt
from reader.tui.screens.contents import Contents, Labels
from reader.tui.screens.host import Host
from reader.tui.screens.link_list import LinkChoice, LinkList, LinkUse
from reader.tui.screens.place_lists import JumpSheet, MarkList, Spot
from reader.tui.screens.place_sheet import one_line
from reader.tui.widgets.article_messages import CopyRequested, LinkRequested


class PlacesDesk:
    """Opens the lists and goes where they say. Comes with the first of its keys."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def contents(self) -> None:
        """List the headings; the text follows the bar."""
        article = self._host.article

        def look(offset: int | None) -> None:
            if offset is None:
                article.end_glance()
            else:
                article.glance(offset)

        def time_left(end: int) -> str:
            return f"{minute_words(article.minutes_between(article.first_offset, end))} left"

        labels = Labels(article.percent_label, time_left)
        sheet = Contents(self._host.keymap, article.article, article.first_offset, labels, look)
        self._host.show_sheet(sheet, article.jump_to)

    def ask_percent(self) -> None:
        """Ask for a share of the text, and go there: digits 1 to 3 before a key are panes, and begin no number."""
        article = self._host.article

        def check(text: str) -> Fault | None:
            is_number = text.strip().isdecimal() and text.strip().isascii()
            return None if is_number else Fault("A whole number from 0 to 100.", 0, len(text))

        def go(text: str) -> None:
            article.go_to_percent(int(text.strip()[:4]))

        self._host.ask(Prompt(label="percent of the text", accepted=go, check=check))

    def links(self) -> None:
        """List links and notes."""
        host, article = self._host, self._host.article
        sheet = LinkList(host.keymap, article.article, article.first_offset, article.percent_label, self._copy)
        host.show_sheet(sheet, self._use)

    def _copy(self, text: str) -> None:
        self._host.article.post_message(CopyRequested(text, has_citation=False))

    def _use(self, choice: LinkChoice) -> None:
        article, link = self._host.article, choice.link
        match choice.use:
            case LinkUse.GO:
                article.jump_to(link.text.start)
            case LinkUse.BROWSE:
                article.post_message(LinkRequested(link.target, is_kept=False, is_outside=True))
            case LinkUse.FOLLOW | LinkUse.KEEP:
                article.take_link(link, is_kept=choice.use is LinkUse.KEEP)

    def marks(self) -> None:
        """List the places that have a letter."""
        host, article = self._host, self._host.article
        spots = {letter: self._spot(offset) for letter, offset in article.marks.items()}
        empty = (
            f"No place here has a letter. {key_of(host.keymap, 'set_mark')} and a letter names the sentence at the bar."
        )

        def go(letter: str) -> None:
            article.do_go_to_mark(1, letter)

        host.show_sheet(MarkList(host.keymap, spots, article.remove_mark, empty), go)

    def jumps(self) -> None:
        """List the places one jumped from."""
        host, jumps = self._host, self._host.article.jumps
        spots = [self._jump_spot(place) for place in jumps.places]
        empty = f"You have not jumped yet. After a jump {key_of(host.keymap, 'jump_back')} goes back to where it began."
        host.show_sheet(JumpSheet(host.keymap, spots, jumps.at, empty), host.article.go_to_jump)

    def _jump_spot(self, place: Place) -> Spot:
        if place.article_id == self._host.article.article_id:
            return self._spot(place.offset)
        row = self._host.library.list.row_of(place.article_id)
        return Spot("", "", row.article.record.title if row is not None else "in the article before")

    def _spot(self, offset: int) -> Spot:
        article = self._host.article
        words = one_line(article.article, article.walk.sentence_at(offset))
        if not any(map(str.isalnum, words)):  # the sign that leads back from a note, a picture
            words = one_line(article.article, article.walk.block_range(offset)).strip(OBJECT) or "a picture"
        return Spot(words, article.percent_label(offset))
