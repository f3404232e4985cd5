"""The versions of an article on the screen: what changed, the list of versions, reading one as it was, fetching it again.

Comes with the first of its keys, or with an article that is asked for again when it is opened.
"""

from collections.abc import Sequence
from functools import partial

from reader.library.library import Library
from reader.library.progress import Progress
from reader.library.results import Added, Carried, OpenArticle, RefreshedMany, VersionEntry
from reader.library.version_words import carried_words
from reader.model.dates import utc_now
from reader.model.errors import ReaderError
from reader.model.kept import ArticleRecord
from reader.tui.empty_states import key_of, undo_hint
from reader.tui.lines import told
from reader.tui.screens.adding_desk import STAYS
from reader.tui.screens.difference_screen import Begin, DifferenceScreen, Doors, ReadAt
from reader.tui.screens.host import Host
from reader.tui.screens.versions_sheet import VersionChoice, VersionsSheet, VersionUse
from reader.tui.version_words import number_of
from reader.tui.versions_session import Compared, History

CURRENT = 0
"""The number that stands for the current version, and for the one before the other."""


class VersionsDesk:
    """Compares, lists, opens and refreshes versions."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._session = host.session.versions
        self._screen: DifferenceScreen | None = None

    # -- what changed -----------------------------------------------------------------------------------------------
    def show_changes(self, *, is_above: bool = False) -> None:
        """Show what changed since the version before; while an old version is shown, what has changed since that."""
        record = self._record()
        if record is None:
            return
        host = self._host
        opened = host.opened if self._is_shown(record.id) else None
        if opened is None:
            self._compare(record.id, (CURRENT, CURRENT), Begin())
            return
        is_old = host.is_old_version
        number = number_of(opened.kept.record.versions, opened.kept.version_id) if is_old else CURRENT
        here = host.article.here.start
        self._compare(record.id, (number, CURRENT), Begin(here, is_in_old=is_old, is_above=is_above))

    def _compare(self, article_id: str, numbers: tuple[int, int], begin: Begin) -> None:
        host = self._host
        open_id = host.opened.kept.record.id if host.opened is not None else ""
        host.work("comparing the versions …")

        def show(compared: Compared) -> None:
            host.work("")
            if open_id == (host.opened.kept.record.id if host.opened is not None else ""):
                self._show(article_id, begin, compared)

        def refuse(error: ReaderError) -> None:
            host.work("")
            self._refuse(error)

        self._session.compare(article_id, numbers, show, refuse)

    def _show(self, article_id: str, begin: Begin, compared: Compared) -> None:
        screen = self._screen
        if screen is not None and screen.is_attached:
            screen.show(compared, begin)
            return
        host = self._host
        doors = Doors(partial(self._step, article_id), partial(self._list, article_id))
        self._screen = screen = DifferenceScreen(host.keymap, compared, doors, utc_now(), begin)
        screen.view.measure = host.article.measure
        screen.view.text_rules = host.article.text_rules
        host.show_sheet(screen, partial(self._read_at, article_id))

    def _step(self, article_id: str, step: int) -> None:
        """Show the pair of versions so many steps later."""
        screen = self._screen
        if screen is None:
            return
        total, new = screen.compared.total, screen.compared.numbers[1]
        wanted = max(2, min(new + step, total))
        if wanted == new and screen.compared.numbers[0] == new - 1:
            screen.tell("There is no older version." if step < 0 else "There is no newer version.")
            return
        self._compare(article_id, (wanted - 1, wanted), Begin())

    def read_at(self, article_id: str, version_id: str, offset: int) -> None:
        """Show a version of an article, at an offset of it."""
        self._read_at(article_id, ReadAt(version_id, offset))

    def _read_at(self, article_id: str, place: ReadAt) -> None:
        host = self._host
        if not self._is_shown(article_id):
            host.open(article_id, then=lambda: self._read(article_id, place.version_id, place.offset))
        else:
            self._read(article_id, place.version_id, place.offset)

    # -- the list ---------------------------------------------------------------------------------------------------
    def show_versions(self) -> None:
        """List the versions of the article that is open, or of the one under the bar."""
        record = self._record()
        if record is not None:
            self._list(record.id)

    def _list(self, article_id: str) -> None:
        hold = self._host.hold_keys()
        self._session.history(article_id, hold.until(self._show_list), hold.until(self._refuse))

    def _show_list(self, history: History) -> None:
        host = self._host
        opened = host.opened if self._is_shown(history.article_id) else None
        shown = number_of([entry.version for entry in history.entries], opened.kept.version_id) if opened else 0
        sheet = VersionsSheet(host.keymap, history, utc_now(), shown)
        host.show_sheet(sheet, partial(self._take, history))

    def _take(self, history: History, choice: VersionChoice) -> None:
        article_id, number = history.article_id, choice.entry.number
        match choice.use:
            case VersionUse.READ:
                self._leave_difference()
                version_id = choice.entry.version.id
                if self._is_shown(article_id):
                    self._read(article_id, version_id)
                else:
                    self._host.open(article_id, then=lambda: self._read(article_id, version_id))
            case VersionUse.USE if choice.entry.is_current:
                self._tell("It is the current one.")
            case VersionUse.USE:
                self._leave_difference()
                done = partial(self._used, choice.entry)
                self._session.make_current(article_id, choice.entry.version.id, done, self._refuse)
            case VersionUse.WHAT_IN_IT if number == 1:
                self._tell("This is how the article came: there is none before it.")
            case VersionUse.SINCE if choice.entry.is_current:
                self._tell("Nothing has changed since: it is the newest.")
            case VersionUse.WHAT_IN_IT:
                self._compare(article_id, (number - 1, number), Begin())
            case VersionUse.SINCE:
                self._compare(article_id, (number, CURRENT), Begin())

    def _leave_difference(self) -> None:
        if self._screen is not None and self._screen.is_attached:
            self._screen.dismiss(None)
        self._screen = None

    def _used(self, entry: VersionEntry, added: Added) -> None:
        """Show the version that is the current one from now on."""
        host = self._host
        words = carried_words(added.carried)
        told_marks = f": {words}" if words else ""
        host.tell(f"Version {entry.number} is the current one now{told_marks}.", undo_hint(host.keymap))
        host.reload_list()
        if self._is_shown(added.article_id):
            self._session.open(added.article_id, "", host.show_version, self._refuse)

    # -- reading one ------------------------------------------------------------------------------------------------
    def _read(self, article_id: str, version_id: str, offset: int | None = None) -> None:
        """Show a version of the open article, and go to an offset of it."""
        opened = self._host.opened
        if opened is None or opened.kept.record.id != article_id:
            return
        if opened.kept.version_id == version_id:
            if offset is not None:
                self._host.article.jump_to(offset)
            return

        def show(version: OpenArticle) -> None:
            if self._is_shown(article_id):
                self._host.show_version(version)
                if offset is not None:
                    self._host.article.jump_to(offset, is_jump=False)

        self._session.open(article_id, version_id, show, self._refuse)

    def leave_old_version(self) -> None:
        """Go back to the newest version, to what is being read."""
        opened = self._host.opened
        if opened is not None:
            self._session.open(opened.kept.record.id, "", self._host.show_version, self._refuse)

    # -- fetching again ---------------------------------------------------------------------------------------------
    def refreshed(self, added: Added) -> None:
        """Show the version that came for the open article where it was being read, and say how its marks came through."""
        host = self._host
        stays = (added.kept_back, STAYS) if added.kept_back else ()
        notes = " ".join(_sentence(note) for note in (*stays, *added.notes))
        if not added.is_new_version:
            host.tell(notes or "The text has not changed.")
            return
        words = carried_words(added.carried)
        text = f"New version: {words}." if words else "The text has changed: a new version."
        keys = [f"{key_of(host.keymap, 'changes')} what changed"]
        if added.carried is not None and added.carried.lost + added.carried.unsure:
            keys.append(f"{key_of(host.keymap, 'lost_marks')} {'lost' if added.carried.lost else 'doubtful'} marks")
        host.tell(text, " ".join((" · ".join(keys), notes)).strip())
        if self._is_shown(added.article_id):
            host.bring_up_to_date()

    def refresh_quietly(self, record: ArticleRecord) -> None:
        """Look in the background whether the article that was just opened has changed."""

        def failed(message: str) -> None:
            if self._is_shown(record.id):
                self._host.say_of_writing("not looked at for changes")

        def done(added: Added) -> None:
            if self._is_shown(record.id) and added.is_new_version:
                self.refreshed(added)

        self._session.refresh_in_background(record.id, done, failed)

    def refresh_selected(self, selected: Sequence[int]) -> None:
        """Fetch all articles again that are selected in the list."""

        def ids(library: Library) -> list[str]:
            return [article_id for article_id in library.ids_of(selected) if article_id]

        self._host.library.clear_chosen()
        self._host.work("fetching again … · esc gives up")
        self._session.refresh_many(ids, self._report, self._refreshed_many)

    def _report(self, progress: Progress | None) -> None:
        if progress is None:
            self._host.work("")
        else:
            self._host.work(f"{progress.done:,} of {progress.total:,} fetched again · esc gives up")

    def _refreshed_many(self, result: RefreshedMany) -> None:
        host = self._host
        host.work("")
        marks = _troubled_marks(result)
        lists = f"{key_of(host.keymap, 'lost_marks')} lists them." if marks else ""
        host.tell(many_words(result), " ".join(part for part in (marks, lists, _failures(result)) if part))
        host.reload_list()
        opened = host.opened
        if opened is not None and any(one.article_id == opened.kept.record.id for one in result.changed):
            host.bring_up_to_date()

    # -- steps ------------------------------------------------------------------------------------------------------
    def _record(self) -> ArticleRecord | None:
        host = self._host
        opened = host.opened
        if opened is not None and not host.is_list_focused:
            return opened.kept.record
        if host.library.current is not None:
            return host.library.current.record
        host.tell("There is no article here.")
        return None

    def _is_shown(self, article_id: str) -> bool:
        opened = self._host.opened
        return opened is not None and opened.kept.record.id == article_id

    def _tell(self, text: str) -> None:
        if self._screen is not None and self._screen.is_attached:
            self._screen.tell(text)
        else:
            self._host.tell(text)

    def _refuse(self, error: ReaderError) -> None:
        self._tell(_sentence(told(error.message, error.hint)))


def many_words(result: RefreshedMany) -> str:
    """Return what came of refreshing many articles, as a sentence."""
    total = len(result.results)
    parts = [f"{total:,} {'article' if total == 1 else 'articles'} fetched again" if total else "nothing was fetched"]
    changed, failed = len(result.changed), len(result.failed)
    if total:
        parts.append(f"{changed:,} changed" if changed else "none has changed")
    if failed:
        parts.append(f"{failed:,} did not come")
    if not result.is_whole:
        parts.append("given up then")
    return _sentence(", ".join(parts))


def _troubled_marks(result: RefreshedMany) -> str:
    """Return how many marks of all articles the new versions have lost, and how many need a look; "" for none."""
    carried = [one.added.carried for one in result.changed if one.added is not None and one.added.carried is not None]
    trouble = Carried(lost=sum(one.lost for one in carried), unsure=sum(one.unsure for one in carried))
    return _sentence(f"marks: {carried_words(trouble)}") if trouble.total else ""


def _failures(result: RefreshedMany) -> str:
    """Return why the first of those that failed did not come."""
    first = next(iter(result.failed), None)
    return _sentence(f"{first.title}: {first.error.message}") if first is not None and first.error is not None else ""


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
