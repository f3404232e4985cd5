"""Lists: which articles a view holds."""

from collections import Counter
from collections.abc import Iterable

from reader.library.listing import View, ViewCounts, ViewKind, fold
from reader.library.stores import Stores
from reader.model.kept import ArticleRecord, ListedArticle, ReadingState


def list_view(stores: Stores, view: View) -> tuple[ListedArticle, ...]:
    """Return the rows of `view`, last added first."""
    words = fold(view.query).split()
    rows = []
    for record in stores.articles.records():
        state = stores.states.load(record.id)
        if not holds(view, state) or not (not words or _has_words(record, state, words)):
            continue
        rows.append(ListedArticle(record=record, state=state, counts=stores.annotations.counts(record.id)))
    rows.sort(key=lambda row: (row.record.added, row.record.id), reverse=True)
    return tuple(rows)


def holds(view: View, state: ReadingState) -> bool:
    """Whether an article in `state` belongs to the view, words aside."""
    if view.kind is ViewKind.TRASH:
        return state.is_trashed
    if state.is_trashed:
        return False
    match view.kind:
        case ViewKind.INBOX:
            return not state.is_archived
        case ViewKind.STARRED:
            return state.is_starred
        case ViewKind.ARCHIVE:
            return state.is_archived
        case ViewKind.TAG:
            return view.tag in state.tags
        case _:
            return True


def count_views(states: Iterable[ReadingState]) -> ViewCounts:
    """Count what every view and tag holds."""
    inbox = unread = starred = archive = kept = trash = 0
    tags: Counter[str] = Counter()
    for state in states:
        if state.is_trashed:
            trash += 1
            continue
        kept += 1
        starred += state.is_starred
        archive += state.is_archived
        inbox += not state.is_archived
        unread += not state.is_archived and not state.is_read
        tags.update(state.tags)
    by_name = tuple(sorted(tags.items(), key=lambda item: fold(item[0])))
    return ViewCounts(inbox=inbox, unread=unread, starred=starred, archive=archive, all=kept, trash=trash, tags=by_name)


def _has_words(record: ArticleRecord, state: ReadingState, words: list[str]) -> bool:
    text = fold(" ".join((record.title, record.site, record.section, record.deck, *record.authors, *state.tags)))
    return all(word in text for word in words)
