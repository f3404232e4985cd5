"""What is done in the workbench: narrowing down, every change to what is selected, and the ways out. See `bench_moves` too."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.library import Library
from reader.library.progress import Progress
from reader.library.query_language import TERMS, Known
from reader.model.annotation import Colour
from reader.tui.bench_filter import Dimension
from reader.tui.empty_states import undo_hint
from reader.tui.keys.actions import Action
from reader.tui.keys.dispatch import Dispatcher
from reader.tui.line_edit import LineEdit
from reader.tui.prompt import Fault, Prompt, Question
from reader.tui.screens.bench_screen import BenchScreen
from reader.tui.screens.query_line import PLACEHOLDER, QueryCompleter, TakenQuery, fault_in
from reader.tui.shown_bench import BenchAsk
from reader.tui.widgets.article_messages import CopyRequested

if TYPE_CHECKING:  # comes with the first export
    from reader.tui.screens.export_sheet import ExportChoice

MOST_COPIED = 2_000
"""Annotations put on a clipboard at once; more are exported."""


class BenchActs:
    """The actions of the key map."""

    def __init__(self, bench: BenchScreen, dispatcher: Dispatcher) -> None:
        self._bench = bench
        self._dispatcher = dispatcher
        self._completer = QueryCompleter(self._known)
        self._prompt: Prompt | None = None
        self._taking = TakenQuery()

    # -- narrowing down ---------------------------------------------------------------------------------------------
    def do_bench_filter(self, count: int, argument: str) -> None:
        """Ask for a query; the list shows only what it finds, as it is typed."""
        bench, before = self._bench, self._bench.filter

        def typed(query: str) -> None:
            bench.ask_for(before._replace(text=query.strip()), is_typing=True)

        def taken(query: str) -> None:
            self._prompt = None
            self._taking.take(query.strip())
            bench.ask_for(before._replace(text=query.strip()))

        def left() -> None:
            self._prompt = None
            bench.ask_for(before)

        self._prompt = Prompt(
            label="|",
            line=LineEdit.holding(before.text),
            changed=typed,
            accepted=taken,
            cancelled=left,
            check=lambda query: fault_in(query, self._colours()),
            complete=self._completer.complete,
            explain=lambda: self.do_query_help(1, ""),
            placeholder=PLACEHOLDER,
        )
        bench.set_focus(bench.list, scroll_visible=False)
        bench.ask(self._prompt)

    def counted(self, words: str, ask: BenchAsk, total: int) -> None:
        """Say how much the query finds that is being written; of one that is taken, ask for beginnings if it finds nothing."""
        if ask.is_typing:
            self._taking.typed(ask.filter.text, is_found=bool(total))
        elif instead := self._taking.instead(ask.filter.text, is_found=bool(total)):
            self._bench.ask_for(ask.filter._replace(text=instead))
        if self._prompt is not None:
            self._prompt.note = words
            self._bench.refresh_prompt()

    def _colours(self) -> tuple[str, ...]:
        """Return what colours are called: the user's words, and their own names."""
        meanings = self._bench.meanings
        return tuple(dict.fromkeys((*meanings.values(), *(colour.value for colour in meanings))))

    def _known(self) -> Known:
        bench = self._bench
        colours = self._colours()
        counts = bench.counted.by.get(Dimension.ARTICLE)
        titles = [record.title for record, _ in counts.articles] if counts is not None else []
        sites = dict.fromkeys(record.site for record, _ in counts.articles if record.site) if counts is not None else {}
        return Known(tags=bench.counted.tags, colours=colours, articles=titles, sites=tuple(sites))

    def do_query_help(self, count: int, argument: str) -> None:
        """Show what a query can ask."""
        from reader.tui.screens.query_help import QueryHelp

        self._bench.app.push_screen(QueryHelp(self._bench.keymap, TERMS))

    def do_bench_facets(self, count: int, argument: str) -> None:
        """Go to the facets, or back to the list."""
        bench = self._bench
        if bench.focused is bench.facets:
            self.do_bench_list(1, "")
        else:
            bench.facets.display = True
            bench.set_focus(bench.facets, scroll_visible=False)

    def do_bench_to_facets(self, count: int, argument: str) -> None:
        """Go to the facets."""
        if self._bench.focused is not self._bench.facets:
            self.do_bench_facets(1, "")

    def do_bench_list(self, count: int, argument: str) -> None:
        """Go back to the list."""
        self._bench.set_focus(self._bench.list, scroll_visible=False)

    def do_bench_order(self, count: int, argument: str) -> None:
        """Choose how annotations are ordered and gathered; the list follows the bar."""
        from reader.tui.screens.bench_order_sheet import BenchOrderSheet

        bench = self._bench
        if "sort:" in bench.filter.text:
            bench.tell("What is asked for here names its own order: sort: stands in it.")
            return
        sheet = BenchOrderSheet(bench.keymap, bench.order, bench.take_order, has_words=bool(bench.list.words))
        bench.app.push_screen(sheet, lambda order: bench.ways.keep(order, bench.has_preview) if order else None)

    def do_bench_preview(self, count: int, argument: str) -> None:
        """Show the annotation whole beside the list, or not."""
        bench = self._bench
        bench.has_preview = not bench.has_preview
        bench.ways.keep(bench.order, bench.has_preview)
        bench.stand_anew()
        if bench.has_preview and not bench.is_previewing:
            bench.tell("There is room for it beside the list on a wider screen.")

    def do_bench_scroll_down(self, count: int, argument: str) -> None:
        """Scroll what stands beside the list."""
        self._bench.preview.scroll_by(3 * count)

    def do_bench_scroll_up(self, count: int, argument: str) -> None:
        """Scroll it back."""
        self._bench.preview.scroll_by(-3 * count)

    def do_bench_save(self, count: int, argument: str) -> None:
        """Save the filter as a search with a name."""
        bench, query = self._bench, self._bench.filter.query
        if not query:
            bench.tell("Nothing is filtered here that could be saved as a search.")
            return

        def taken(name: str) -> None:
            if name := name.strip():
                bench.host.session.write(f"search “{name}” saved", lambda library: library.save_search(name, query))

        bench.ask(Prompt(label="save as", accepted=taken))

    # -- changing ---------------------------------------------------------------------------------------------------
    def _keys(self) -> Sequence[int]:
        keys = self._bench.keys_meant()
        if not keys:
            self._bench.tell(
                "There is no mark here." if self._bench.list.total else "There is nothing here to do that to."
            )
        return keys

    def changed(self, done: str) -> None:
        """Tell what was done, and show it."""
        bench = self._bench
        if done:
            bench.list.list.selection.clear()
            bench.tell(f"{done[:1].upper()}{done[1:]}.", undo_hint(bench.keymap))
        bench.ways.annotations_changed()
        bench.changed()

    def _report(self, progress: Progress | None) -> None:
        if progress is None:
            self._bench.work("")
        elif progress.done:  # what is soon over is not counted
            self._bench.work(f"{progress.done:,} of {progress.total:,} {progress.step} · esc gives up")

    def do_bench_colour(self, count: int, argument: str) -> None:
        """Give another colour."""
        if keys := self._keys():
            colour = tuple(Colour)[int(argument) - 1]
            self._bench.session.change(keys, self.changed, self._report, colour=colour)

    def do_bench_tags(self, count: int, argument: str) -> None:
        """Ask for the tags that all of them have; what is added is given to all, what is taken out is taken from all."""
        keys = self._keys()
        if not keys:
            return
        bench = self._bench

        def read(library: Library) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
            return library.common_annotation_tags(keys), library.tags_in_use()

        def show(found: tuple[tuple[str, ...], tuple[tuple[str, int], ...]]) -> None:
            from reader.tui.screens.tags import Tags

            common, known = found
            title = "Tags of the mark" if len(keys) == 1 else f"Tags that all {len(keys):,} have"

            def taken(tags: tuple[str, ...] | None) -> None:
                if tags is not None and tags != common:
                    added = tuple(tag for tag in tags if tag not in common)
                    dropped = tuple(tag for tag in common if tag not in tags)
                    bench.session.change(keys, self.changed, self._report, add_tags=added, drop_tags=dropped)

            bench.app.push_screen(Tags(bench.keymap, title, common, known), taken)

        bench.session.read("tags", read, show)

    def do_bench_delete(self, count: int, argument: str) -> None:
        """Delete; u brings all of it back, so nobody is asked unless no key undoes."""
        keys = self._keys()
        if not keys:
            return

        def delete() -> None:
            self._bench.session.remove(keys, self.changed, self._report)

        if undo_hint(self._bench.keymap):
            delete()
        else:
            self._bench.ask(Question(f"Delete {len(keys):,} for good?" if len(keys) > 1 else "Delete it?", delete))

    def do_bench_edit(self, count: int, argument: str) -> None:
        """Edit the note of the annotation under the bar."""
        if (row := self._bench.list.current) is not None:
            self._bench.edit_note(row, is_external=False)

    def do_bench_edit_external(self, count: int, argument: str) -> None:
        """Edit it in the user's editor."""
        if (row := self._bench.list.current) is not None:
            self._bench.edit_note(row, is_external=True)

    def do_undo(self, count: int, argument: str) -> None:
        """Take back the last change, or as many as were asked for."""
        host = self._bench.host
        host.save_ranges()
        host.session.history.undo(max(1, count), host.work)

    def do_redo(self, count: int, argument: str) -> None:
        """Make again what was taken back last."""
        host = self._bench.host
        host.save_ranges()
        host.session.history.redo(max(1, count), host.work)

    def do_go_to_undone(self, count: int, argument: str) -> None:
        """Go to where the last undone or redone change was; from there one comes back."""
        self._bench.ways.go_to_undone()

    def do_history(self, count: int, argument: str) -> None:
        """List what can be undone and redone."""
        self._bench.host.perform("history")

    def do_name_colours(self, count: int, argument: str) -> None:
        """Ask what the colours mean."""
        self._bench.host.perform("name_colours")

    # -- out of here ------------------------------------------------------------------------------------------------
    def do_bench_copy(self, count: int, argument: str) -> None:
        """Copy the quotes."""
        self._copy(has_citation=False)

    def do_bench_cite(self, count: int, argument: str) -> None:
        """Copy the quotes with their citations."""
        self._copy(has_citation=True)

    def _copy(self, *, has_citation: bool) -> None:
        keys, bench = self._keys(), self._bench
        if not keys:
            return
        if len(keys) > MOST_COPIED:
            bench.tell(f"That is more than {MOST_COPIED:,}: export them instead.")
            return
        bench.session.quoted(
            keys,
            has_citation,
            lambda text: bench.host.article.post_message(CopyRequested(text, has_citation)),
        )

    def do_bench_export(self, count: int, argument: str) -> None:
        """Ask for a format, and where it shall go."""
        from reader.tui.screens.export_sheet import ExportSheet

        bench = self._bench
        keys = bench.list.list.selection.docids() or bench.list.list.places.docids
        if not keys:
            bench.tell("There is nothing here to export.")
            return

        def taken(choice: "ExportChoice | None") -> None:
            if choice is None:
                return
            if choice.is_copied:
                if len(keys) > MOST_COPIED:
                    bench.tell(f"That is more than {MOST_COPIED:,}: write a file instead.")
                else:
                    bench.session.export(
                        keys,
                        choice.form,
                        bench.title_text,
                        lambda exported: bench.host.article.post_message(CopyRequested(exported.text, False)),
                        self._report,
                    )
            else:
                self._ask_path(keys, choice)

        bench.app.push_screen(ExportSheet(bench.keymap, len(keys)), taken)

    def _ask_path(self, keys: Sequence[int], choice: "ExportChoice") -> None:
        bench = self._bench

        def write(path: Path) -> None:
            def written(count: int) -> None:
                bench.list.list.selection.clear()
                self._bench.selected()
                bench.tell(f"{count:,} {'mark or note' if count == 1 else 'marks and notes'} written to {path}.")

            bench.session.write_file(keys, choice.form, bench.title_text, path, written, self._report)

        def taken(text: str) -> None:
            path = Path(text.strip()).expanduser()
            if path.exists():
                bench.ask(Question(f"{path.name} is there already. Write over it?", lambda: write(path)))
            else:
                write(path)

        def check(text: str) -> Fault | None:
            path = Path(text.strip()).expanduser()
            if not text.strip() or path.is_dir():
                return Fault("Write the name of a file.", 0, len(text))
            if not path.absolute().parent.is_dir():
                return Fault(f"There is no folder {path.absolute().parent}.", 0, len(text))
            return None

        name = f"pressmark-notes{choice.suffix}"
        bench.ask(Prompt(label="file", line=LineEdit.holding(name), accepted=taken, check=check))

    def do_review(self, count: int, argument: str) -> None:
        """Walk through what is selected, or all that is listed, each in its article."""
        bench = self._bench
        keys = bench.list.list.selection.docids() or bench.list.list.places.docids
        if not keys:
            bench.tell("There is nothing here to review.")
            return
        bench.session.targets(keys, bench.ways.review)

    # -- leaving ----------------------------------------------------------------------------------------------------
    def do_leave(self, count: int, argument: str) -> None:
        """Leave the innermost thing that can be left: work, the facets, the selection, the filter, the workbench."""
        bench = self._bench
        bench.status.dismiss()
        if bench.session.cancel():
            return
        if bench.focused is bench.facets:
            self.do_bench_list(1, "")
        elif bench.list.list.selection.clear():
            self._bench.selected()
        elif bench.filter.text.strip():
            bench.ask_for(bench.filter._replace(text=""))
        elif bench.filter.facets:
            bench.ask_for(bench.filter._replace(facets=bench.filter.facets[:-1]))
        else:
            bench.ways.close()

    def do_back(self, count: int, argument: str) -> None:
        """Leave the workbench."""
        self._bench.ways.close()

    do_workbench = do_back

    def do_help(self, count: int, argument: str) -> None:
        """Show all keys, and do the one that is taken."""
        from reader.tui.screens.help import Help

        self._bench.app.push_screen(Help(self._bench.keymap, self._bench.mode), self._perform)

    def do_palette(self, count: int, argument: str) -> None:
        """Choose a command by its name."""
        from reader.tui.screens.command_palette import CommandPalette

        bench = self._bench
        bench.app.push_screen(CommandPalette(bench.keymap, self._can, ()), self._perform)

    def _can(self, action_id: str) -> bool:
        bench = self._bench
        action: Action = bench.keymap.by_id[action_id]
        return bench.mode in action.modes and self._dispatcher.can(action_id)

    def _perform(self, action_id: str | None) -> None:
        if action_id is not None and self._can(action_id):
            self._dispatcher.perform(action_id)

    def do_interrupt(self, count: int, argument: str) -> None:
        """Do what other programs do for ctrl+c."""
        self.do_bench_copy(1, "")

    def do_suspend(self, count: int, argument: str) -> None:
        """Go to the shell; `fg` comes back."""
        self._bench.app.action_suspend_process()
