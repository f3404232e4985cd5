"""What notes refer to, and what refers to an article or a note: asked of the library, followed, listed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from reader.library.results import FoundAnnotation, OpenArticle
from reader.tui.screens.host import Host
from reader.tui.widgets.linked_notes import Notices

if TYPE_CHECKING:  # comes with the first note that has a link
    from collections.abc import Sequence

    from reader.library.library import Library
    from reader.library.linking import ResolvedLink
    from reader.model.note_links import NoteLink
    from reader.tui.widgets.link_offers import Offer

OFFERED = 8
"""Links that are offered at once."""


class Referring(NamedTuple):
    """What is known of the links of an article's notes."""

    notices: Notices
    total: int
    """How many notes refer to the article."""


class NotesDesk:
    """Does `backlinks`, and follows links of notes."""

    def __init__(self, host: Host) -> None:
        self._host = host

    # -- what the margin shows --------------------------------------------------------------------------------------
    def look(self, opened: OpenArticle) -> None:
        """Find out which links of the notes lead nowhere, and how many notes refer here; the margin shows it."""
        host, article_id = self._host, opened.kept.record.id
        noted = {
            placed.annotation.id: placed.annotation.note
            for placed in opened.annotations
            if "[[" in placed.annotation.note
        }

        def ask(library: "Library") -> Referring:
            return Referring(_notices(library, noted), len(library.backlinks(article_id)))

        def show(referring: Referring) -> None:
            if host.opened is not None and host.opened.kept.record.id == article_id:
                host.margin.set_notices(referring.notices)
                host.margin.set_referring(referring.total)

        host.session.lists.read("referring", ask, show, lambda error: None, is_aside=True)

    # -- following --------------------------------------------------------------------------------------------------
    def follow(self, link: "NoteLink") -> None:
        """Go to the article or the passage that a link of a note means."""
        self._host.session.lists.read(
            "note link",
            lambda library: library.resolve_links([link])[0],
            self._host.hold_keys().until(lambda resolved: self._go(link, resolved)),
            is_aside=True,
        )

    def _go(self, link: "NoteLink", resolved: "ResolvedLink") -> None:
        from reader.library.linking import LinkState

        if resolved.state is LinkState.GONE:
            self._host.tell(f"No article here is “{link.words}”.", "It was deleted, or is on another machine.")
        elif resolved.state is LinkState.AMBIGUOUS:
            self._host.tell(f"Several articles here may be “{link.words}”.", "Write the link anew, with [[.")
        else:
            self.go_to(resolved.article_id, resolved.annotation_id)
            if resolved.state is LinkState.TRASHED:
                self._host.tell("This article is in the trash.")
            elif resolved.state is LinkState.NOTE_GONE:
                self._host.tell("That note is not there any more; this is its article.")

    def go_to(self, article_id: str, annotation_id: int = 0) -> None:
        """Open an article at an annotation; one can jump back from there."""
        host = self._host
        here = host.opened.kept.record.id if host.opened is not None else ""

        def arrive() -> None:
            if annotation_id and not host.article.go_to_annotation(annotation_id):
                host.margin.focus_note(annotation_id)
                host.go_to(host.margin)

        if here:
            host.article.remember_jump()
        if article_id != here:
            host.open(article_id, comes_from=here, then=arrive)
            return
        host.go_to(host.article)
        arrive()

    # -- what refers here -------------------------------------------------------------------------------------------
    def do_backlinks(self, count: int, argument: str) -> None:
        """List the notes that refer to the article, in the margin to the note."""
        from reader.tui.keys.actions import Mode

        host, annotation_id = self._host, 0
        if host.is_list_focused:
            row = host.library.current
            article_id = row.record.id if row is not None else ""
        else:
            article_id = host.opened.kept.record.id if host.opened is not None else ""
            annotation_id = host.margin.focused_id if host.mode is Mode.MARGIN else 0
        if not article_id:
            host.tell("No article is chosen.")
            return

        def show(found: "Sequence[FoundAnnotation]") -> None:
            from reader.tui.screens.backlinks import Backlinks

            what = "this note" if annotation_id else "this article"
            host.show_sheet(Backlinks(host.keymap, what, found, host.meanings, article_id), self._go_to_note)

        then = host.hold_keys().until(show)
        host.session.lists.read(
            "backlinks", lambda library: library.backlinks(article_id, annotation_id or None), then, is_aside=True
        )

    def _go_to_note(self, found: FoundAnnotation) -> None:
        self.go_to(found.record.id, found.placed.annotation.id)


def offered_links(library: "Library", words: str, opened: OpenArticle | None) -> "list[Offer]":
    """Return what a link may lead to: articles, then notes, those of the open article before others. In a thread."""
    from reader.tui.widgets.link_offers import Offer

    here: list[Offer] = []
    if opened is not None:
        title = opened.kept.record.title
        wanted = words.casefold().split()
        for placed in opened.annotations:
            said = f"{placed.annotation.quote} {placed.annotation.note}".casefold()
            if len(here) < OFFERED // 4 and all(word in said for word in wanted):
                target = library.link_to(placed.annotation, title)
                here.append(Offer(target.text, target.title, "in this article"))
    known = {offer.text for offer in here}
    targets = library.link_targets(words, OFFERED)
    articles = [Offer(target.text, target.title, target.detail) for target in targets if not target.is_annotation]
    notes = [Offer(target.text, target.title, target.detail) for target in targets if target.is_annotation]
    others = [*here, *(offer for offer in notes if offer.text not in known)]
    return [*articles[: max(OFFERED - len(others), OFFERED // 2)], *others][:OFFERED]


def _notices(library: "Library", noted: Mapping[int, str]) -> Notices:
    """Return by note and number of its link why the link leads nowhere."""
    from reader.model.note_text import read_note

    notices: dict[int, dict[int, str]] = {}
    for annotation_id, note in noted.items():
        links = {number: link.note_link for number, link in enumerate(read_note(note).links)}
        asked = {number: link for number, link in links.items() if link is not None}
        resolved = library.resolve_links(list(asked.values()))
        dead = {number: one.notice for number, one in zip(asked, resolved, strict=True) if one.notice}
        if dead:
            notices[annotation_id] = dead
    return notices
