"""Sheets over the text: keys, contents, all annotations; and what cleaning did with the page."""

from typing import TYPE_CHECKING

from reader.model.kept import ArticleRecord
from reader.tui.screens.host import Host

if TYPE_CHECKING:  # come when one of their keys is pressed
    from reader.tui.screens.annotations_desk import AnnotationsDesk
    from reader.tui.screens.bench_desk import BenchDesk
    from reader.tui.screens.cleaning_desk import CleaningDesk
    from reader.tui.screens.history_desk import HistoryDesk
    from reader.tui.screens.lost_marks_desk import LostMarksDesk
    from reader.tui.screens.places_desk import PlacesDesk
    from reader.tui.screens.review_desk import ReviewDesk
    from reader.tui.screens.rules_desk import RulesDesk
    from reader.tui.screens.statistics_desk import StatisticsDesk
    from reader.tui.screens.versions_desk import VersionsDesk


class ViewDesk:
    """What is shown over the text or instead of it."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._annotations: AnnotationsDesk | None = None
        self._bench: BenchDesk | None = None
        self._cleaning: CleaningDesk | None = None
        self._places: PlacesDesk | None = None
        self._history: HistoryDesk | None = None
        self._review: ReviewDesk | None = None
        self._versions: VersionsDesk | None = None
        self._lost_marks: LostMarksDesk | None = None
        self._statistics: StatisticsDesk | None = None
        self._rules: RulesDesk | None = None

    def do_contents(self, count: int, argument: str) -> None:
        """List the headings."""
        self.places.contents()

    def do_go_to_percent(self, count: int, argument: str) -> None:
        """Ask for how many percent of the text to go to."""
        self.places.ask_percent()

    def do_list_links(self, count: int, argument: str) -> None:
        """List links and notes."""
        self.places.links()

    def do_list_marks(self, count: int, argument: str) -> None:
        """List the places that have a letter."""
        self.places.marks()

    def do_list_jumps(self, count: int, argument: str) -> None:
        """List the places one jumped from."""
        self.places.jumps()

    @property
    def places(self) -> "PlacesDesk":
        """The lists of places."""
        if self._places is None:
            from reader.tui.screens.places_desk import PlacesDesk

            self._places = PlacesDesk(self._host)
        return self._places

    def do_all_annotations(self, count: int, argument: str) -> None:
        """List the annotations of the open article; from the list, open the workbench with those of the whole library."""
        if self._host.opened is None or self._host.is_list_focused:
            self.bench.open()
        else:
            self.annotations.show_all()

    # -- the workbench ----------------------------------------------------------------------------------------------
    @property
    def bench(self) -> "BenchDesk":
        """The way into the workbench."""
        if self._bench is None:
            from reader.tui.screens.bench_desk import BenchDesk

            self._bench = BenchDesk(self._host, self.review, lambda: self.history.last_place())
        return self._bench

    def do_workbench(self, count: int, argument: str) -> None:
        """Show all marks and notes of the library."""
        self.bench.open()

    def back_to_bench(self) -> bool:
        """Go back to the workbench, if one came from there to what is shown; return whether one did."""
        return self._bench is not None and self._bench.come_back()

    def forget_bench(self) -> None:
        """Something else is opened than what one went to from the workbench."""
        if self._bench is not None:
            self._bench.forget()

    def tell_bench(self) -> None:
        """Annotations may have changed: let the workbench show it."""
        if self._bench is not None:
            self._bench.changed()

    def do_trashed_annotations(self, count: int, argument: str) -> None:
        """List the deleted annotations of the open article; from the list, those of the whole library."""
        self.annotations.show_removed()

    @property
    def annotations(self) -> "AnnotationsDesk":
        """The lists of annotations."""
        if self._annotations is None:
            from reader.tui.screens.annotations_desk import AnnotationsDesk

            self._annotations = AnnotationsDesk(self._host)
        return self._annotations

    # -- undo and redo ----------------------------------------------------------------------------------------------
    @property
    def history(self) -> "HistoryDesk":
        """What was undone, what can be, and the words for the colours."""
        if self._history is None:
            from reader.tui.screens.history_desk import HistoryDesk

            self._history = HistoryDesk(self._host)
        return self._history

    def do_undo(self, count: int, argument: str) -> None:
        """Take back the last change, or as many as were asked for."""
        self._host.save_ranges()
        self.history.step(max(1, count), is_redo=False)

    def do_redo(self, count: int, argument: str) -> None:
        """Make again what was taken back last."""
        self._host.save_ranges()
        self.history.step(max(1, count), is_redo=True)

    def do_history(self, count: int, argument: str) -> None:
        """List what can be undone and redone."""
        self.history.list_steps()

    def do_go_to_undone(self, count: int, argument: str) -> None:
        """Go to where the last undone or redone change was."""
        self.history.go_to_last()

    def do_name_colours(self, count: int, argument: str) -> None:
        """Ask what the colours mean."""
        self.history.name_colours()

    @property
    def lost_marks(self) -> "LostMarksDesk":
        """Marks that are lost or doubtful."""
        if self._lost_marks is None:
            from reader.tui.screens.lost_marks_desk import LostMarksDesk

            self._lost_marks = LostMarksDesk(self._host)
        return self._lost_marks

    def do_lost_marks(self, count: int, argument: str) -> None:
        """List marks that are lost or doubtful."""
        self.lost_marks.show()

    def do_rules(self, count: int, argument: str) -> None:
        """List the rules for new articles."""
        if self._rules is None:
            from reader.tui.screens.rules_desk import RulesDesk

            self._rules = RulesDesk(self._host)
        self._rules.show()

    def do_statistics(self, count: int, argument: str) -> None:
        """Show what was read."""
        if self._statistics is None:
            from reader.tui.screens.statistics_desk import StatisticsDesk

            self._statistics = StatisticsDesk(self._host)
        self._statistics.show()

    # -- review -----------------------------------------------------------------------------------------------------
    @property
    def review(self) -> "ReviewDesk":
        """The walk through marks."""
        if self._review is None:
            from reader.tui.screens.review_desk import ReviewDesk

            self._review = ReviewDesk(self._host)
        return self._review

    @property
    def review_label(self) -> str:
        """Where the review stands, "" if there is none."""
        return self._review.label if self._review is not None else ""

    def do_review(self, count: int, argument: str) -> None:
        """Begin a review, or end the one that is on."""
        self.review.toggle()

    def do_next_reviewed(self, count: int, argument: str) -> None:
        """Go to the next mark of the review."""
        self.review.step(max(1, count))

    def do_previous_reviewed(self, count: int, argument: str) -> None:
        """Go to the mark before in the review."""
        self.review.step(-max(1, count))

    def leave_review(self) -> bool:
        """End the review; return whether there was one."""
        return self._review is not None and self._review.leave()

    # -- versions ---------------------------------------------------------------------------------------------------
    @property
    def versions(self) -> "VersionsDesk":
        """The versions of an article, and what parts them."""
        if self._versions is None:
            from reader.tui.screens.versions_desk import VersionsDesk

            self._versions = VersionsDesk(self._host)
        return self._versions

    def do_changes(self, count: int, argument: str) -> None:
        """Show what changed since the version before."""
        self.versions.show_changes()

    def do_versions(self, count: int, argument: str) -> None:
        """List the versions."""
        self.versions.show_versions()

    def do_next_change(self, count: int, argument: str) -> None:
        """Show what changed, from here on."""
        self.versions.show_changes()

    def do_previous_change(self, count: int, argument: str) -> None:
        """Show what changed above."""
        self.versions.show_changes(is_above=True)

    def refresh_quietly(self, record: ArticleRecord) -> None:
        """Look in the background whether the article that was just opened has changed."""
        self.versions.refresh_quietly(record)

    def leave_old_version(self) -> bool:
        """Go back to the newest version; return whether an old one was shown."""
        if not self._host.is_old_version:
            return False
        self.versions.leave_old_version()
        return True

    # -- the cleaning -----------------------------------------------------------------------------------------------
    @property
    def cleaning(self) -> "CleaningDesk":
        """What is known of how the page was cleaned."""
        if self._cleaning is None:
            from reader.tui.screens.cleaning_desk import CleaningDesk

            self._cleaning = CleaningDesk(self._host)
        return self._cleaning

    def do_left_out(self, count: int, argument: str) -> None:
        """Show what was left out, or take it away again."""
        self.cleaning.toggle()

    def do_next_left_out(self, count: int, argument: str) -> None:
        """Show what was left out, and go to the first part below."""
        self.cleaning.show_and_step(lambda: self._host.article.do_next_left_out(count, argument))

    def do_previous_left_out(self, count: int, argument: str) -> None:
        """Show what was left out, and go to the first part above."""
        self.cleaning.show_and_step(lambda: self._host.article.do_previous_left_out(count, argument))

    def do_keep_or_drop(self, count: int, argument: str) -> None:
        """Keep or drop parts like the one here on this site from now on."""
        self.cleaning.keep_or_drop()

    def do_raw_text(self, count: int, argument: str) -> None:
        """Show the raw text of the page."""
        self.cleaning.show_raw()

    def forget_cleaning(self) -> None:
        """What is known of the cleaning may not be so any more."""
        if self._cleaning is not None:
            self._cleaning.forget()

    def leave_cleaning(self) -> bool:
        """Give up on a page that is being read again, else take away what was left out; return whether there was anything."""
        return self._cleaning is not None and (self._cleaning.give_up() or self._cleaning.hide())
