"""Searching: the filter of the list, the search of the whole library, and the searches that were given a name.

Comes with the first of its keys, which `finding_desk` takes.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from reader.library.listing import View, ViewKind
from reader.library.query_language import TERMS, Known
from reader.tui.empty_states import key_of, undo_hint
from reader.tui.line_edit import LineEdit
from reader.tui.prompt import Prompt, Question
from reader.tui.screens.host import Host
from reader.tui.screens.query_line import PLACEHOLDER, QueryCompleter, TakenQuery, fault_in
from reader.tui.shown_list import LoadedList

_ORDER = re.compile(r"\s+-?sort:-?[a-z]+\Z", re.IGNORECASE)


class _Origin(NamedTuple):
    """Where one was before a search of the whole library."""

    view: View
    bar_at: str
    """The article the list's bar stood at."""
    article_id: str
    """The article that was open, "" if none was."""
    is_list_focused: bool


class SearchingDesk:
    """The prompts `|` and `g/`, and the saved searches."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._origin: _Origin | None = None
        self._prompt: Prompt | None = None
        self._completer = QueryCompleter(self._known)
        self._taking = TakenQuery()

    # -- the prompt -------------------------------------------------------------------------------------------------
    def _ask(self, prompt: Prompt, query: str) -> None:
        """Ask for a query."""
        prompt.line = LineEdit.holding(query)
        prompt.check = fault_in
        prompt.complete = self._completer.complete
        prompt.explain = self.query_help
        prompt.placeholder = PLACEHOLDER
        self._prompt = prompt
        self._host.ask(prompt)

    def counted(self, loaded: LoadedList) -> None:
        """Say how much the query finds that is being written; where the whole words find nothing, take them for beginnings."""
        view = loaded.view
        if view.is_typing:
            self._taking.typed(view.query, is_found=bool(loaded.total))
        elif instead := self._taking.instead(view.query, is_found=bool(loaded.total)):
            self._host.list_view(view._replace(query=instead))
        if self._prompt is not None:
            found = "not understood" if loaded.problem else f"{loaded.total:,} found"
            self._prompt.note = found if loaded.view.query else ""
            self._host.refresh_prompt()

    def _known(self) -> Known:
        host = self._host
        colours = {colour.value: None for colour in host.meanings} | dict.fromkeys(host.meanings.values())
        feeds = host.library.folders.feeds.all
        names = dict.fromkeys((*(feed.name for feed in feeds), *(feed.folder for feed in feeds if feed.folder)))
        return Known(tags=host.library.counts.tags, colours=tuple(colours), feeds=tuple(names))

    # -- the filter -------------------------------------------------------------------------------------------------
    def filter(self) -> None:
        """Ask for a query; the list shows only what it finds, as it is typed."""
        host = self._host
        before = host.view._replace(is_typing=False)
        bar_at, line = host.library.list.aimed_at

        def typed(query: str) -> None:
            host.list_view(before._replace(query=query.strip(), is_typing=True))

        def taken(query: str) -> None:
            self._prompt = None
            self._taking.take(query.strip())
            host.list_view(before._replace(query=query.strip()))

        def left() -> None:
            self._prompt = None
            host.list_view(before, bar_at=bar_at, line=line)

        self._ask(Prompt(label="|", changed=typed, accepted=taken, cancelled=left), before.query)

    # -- the whole library ------------------------------------------------------------------------------------------
    @property
    def is_on(self) -> bool:
        """Whether what a search found is listed."""
        return self._origin is not None

    def search_library(self) -> None:
        """Ask for a query; what it finds in the whole library is listed, the best first."""
        host = self._host
        before = host.view._replace(is_typing=False)
        is_again = self._origin is not None and before.kind is ViewKind.FOUND
        if not is_again:
            current, opened = host.library.current, host.opened
            self._origin = _Origin(
                view=before,
                bar_at=current.record.id if current is not None else "",
                article_id=opened.kept.record.id if opened is not None else "",
                is_list_focused=host.is_list_focused,
            )
        host.go_to(host.library)

        def typed(query: str) -> None:
            query = query.strip()
            origin = self._origin
            if query:
                host.list_view(View(kind=ViewKind.FOUND, query=query, is_typing=True), bar_at="")
            elif origin is not None:
                host.list_view(origin.view, bar_at=origin.bar_at)

        def taken(query: str) -> None:
            self._prompt = None
            self._taking.take(query.strip())
            if query.strip():  # whole words may find others, in another order: the bar stays at its article
                host.list_view(View(kind=ViewKind.FOUND, query=query.strip()))
            else:
                self.leave()

        def left() -> None:
            self._prompt = None
            if is_again:
                host.list_view(before)
            else:
                self.leave()

        self._ask(
            Prompt(label=key_of(host.keymap, "search_library"), changed=typed, accepted=taken, cancelled=left),
            before.query if is_again else "",
        )

    def leave(self) -> bool:
        """Go back to where one was before the search; return whether there was one."""
        origin, self._origin = self._origin, None
        if origin is None:
            return False
        host = self._host
        host.list_view(origin.view, bar_at=origin.bar_at)
        opened_id = host.opened.kept.record.id if host.opened is not None else ""
        if origin.article_id and origin.article_id != opened_id:
            host.open(origin.article_id)
        elif opened_id and not origin.article_id:
            host.close_article()
        elif opened_id and not origin.is_list_focused:
            host.go_to(host.article)
        return True

    def forget(self) -> None:
        """A folder was chosen: there is no way back to before the search but its own."""
        self._origin = None

    # -- searches with a name ---------------------------------------------------------------------------------------
    def save_search(self) -> None:
        """Ask for a name for what the list shows now."""
        host, view = self._host, self._host.view
        query = query_of(view, host.saved_query, has_news=bool(host.library.counts.feeds))
        if view.kind is ViewKind.TRASH or not query:
            keys = host.keymap
            host.tell(
                "There is nothing here to save as a search.",
                f"{key_of(keys, 'filter')} filters the list, {key_of(keys, 'search_library')} searches the library.",
            )
            return
        name = view.name if view.kind is ViewKind.SAVED else ""
        self._ask_name("save as", name, lambda name: self._save(name, query))

    def _save(self, name: str, query: str) -> None:
        self._origin = None
        self._host.session.write(f"search “{name}” saved", lambda library: library.save_search(name, query))
        self._host.list_view(View(kind=ViewKind.SAVED, name=name))

    def edit_search(self) -> None:
        """Ask for another query for the saved search that is listed."""
        name = self._name_of_shown()
        if not name:
            return
        query = self._host.saved_query(name)

        def taken(query: str) -> None:
            self._prompt = None
            if query.strip():
                self._save(name, query.strip())

        def left() -> None:
            self._prompt = None

        self._ask(Prompt(label=f"{name}:", accepted=taken, cancelled=left), query)

    def rename_search(self) -> None:
        """Ask for another name for the saved search that is listed."""
        name = self._name_of_shown()
        if name:
            self._ask_name("call it", name, lambda new_name: self._rename(name, new_name))

    def _rename(self, name: str, new_name: str) -> None:
        if new_name != name:
            done = f"search “{name}” is called “{new_name}” now"
            self._host.session.write(done, lambda library: library.rename_search(name, new_name))
            self._host.list_view(View(kind=ViewKind.SAVED, name=new_name))

    def delete_search(self) -> None:
        """Forget the saved search that is listed; u brings it back."""
        name = self._name_of_shown()
        if not name:
            return

        def forget() -> None:
            self._host.session.write(f"search “{name}” deleted", lambda library: library.remove_search(name))
            self._host.list_view(View())

        if undo_hint(self._host.keymap):
            forget()
        else:
            self._host.ask(Question(f"Delete the search “{name}”?", forget))

    def _name_of_shown(self) -> str:
        view = self._host.view
        if view.kind is not ViewKind.SAVED:
            key = key_of(self._host.keymap, "save_search")
            self._host.tell("No saved search is listed.", f"{key} saves what the list shows as one.")
            return ""
        return view.name

    def _ask_name(self, label: str, name: str, then: Callable[[str], object]) -> None:
        def taken(written: str) -> None:
            if written.strip():
                then(written.strip())

        self._host.ask(Prompt(label=label, line=LineEdit.holding(name), accepted=taken))

    # -- help -------------------------------------------------------------------------------------------------------
    def query_help(self) -> None:
        """Show what a query can ask."""
        from reader.tui.screens.query_help import QueryHelp

        host = self._host
        host.show_sheet(QueryHelp(host.keymap, TERMS), lambda nothing: None)


def query_of(view: View, saved_query: Callable[[str], str], *, has_news: bool = False) -> str:
    """Return the query that finds what a view lists; "" if it is a folder as it stands. `has_news`: the library has any.

    What stands on both sides of an OR is put in brackets, so that the folder's own condition holds for both; the order asked
    for stays outside of them.
    """
    match view.kind:
        case ViewKind.INBOX:
            base = "-is:archived -is:news" if has_news else "-is:archived"
        case ViewKind.STARRED:
            base = "is:starred"
        case ViewKind.ANNOTATED:
            base = "(has:highlight OR has:note)"
        case ViewKind.ARCHIVE:
            base = "is:archived"
        case ViewKind.NEWS | ViewKind.FRONT:
            base = "is:news -is:archived"
        case ViewKind.FEED | ViewKind.FEED_FOLDER:
            base = f"is:news -is:archived feed:{_quoted(view.name)}"
        case ViewKind.TAG:
            base = f"tag:{_quoted(view.tag)}" if view.tag else "has:tag"
        case ViewKind.SAVED:
            base = _bracketed(saved_query(view.name)) if view.query else saved_query(view.name)
        case _:
            return view.query
    if view.kind is ViewKind.SAVED:
        return f"{base} {_bracketed(view.query)}".strip()
    return f"{base} {_bracketed(view.query)}" if view.query else ""


def _bracketed(query: str) -> str:
    if "OR" not in query:  # which may stand beside a bracket or a quotation mark; too many brackets do no harm
        return query
    condition, order = query.strip(), ""
    if found := _ORDER.search(condition):
        condition, order = condition[: found.start()], found[0]
    return f"({condition}){order}"


def _quoted(tag: str) -> str:
    return tag if tag.replace("-", "").replace("_", "").isalnum() else f'"{tag}"'
