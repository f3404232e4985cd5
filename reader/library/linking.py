"""Links between notes: what may be linked to, what a link means now, and which notes refer to an article or an annotation.

How a link is written is in `model.note_links`. All of it is asked of the index, so nothing here walks through files.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reader.library.results import FoundAnnotation
from reader.library.stores import Stores
from reader.model.annotation import Annotation
from reader.model.errors import ReaderError
from reader.model.kept import ListedArticle
from reader.model.note_links import LINK_ID_LETTERS, NoteLink, link_text, links_in
from reader.model.text import clean_line

if TYPE_CHECKING:  # comes with the first question
    from reader.library.indexing import Indexing
    from reader.model.query import Condition, TextField
    from reader.store.index.library_index import LibraryIndex

Answer = TypeVar("Answer")

PASSAGE_LETTERS = 60
"""As much of a note or a quote as names it."""

_QUOTE_MARKS = tuple('“”„«»‹›"‘’「『《〈')

_NEWEST_LOOKED_AT = 400
"""Articles whose title may be meant by a link that has only that."""


class LinkState(Enum):
    """What a link leads to now."""

    FOUND = "found"
    TRASHED = "in the trash"
    """Its article is: it can be opened and brought back."""
    GONE = "not here"
    """No article of this library has that id or title: deleted for good, or never brought here from another machine."""
    AMBIGUOUS = "several"
    """Several articles have that beginning of an id, or that title."""
    NOTE_GONE = "note gone"
    """The article is here; the annotation is not."""


class ResolvedLink(NamedTuple):
    """What a link means in this library."""

    state: LinkState
    article_id: str = ""
    """The article, if one is meant and is here."""
    annotation_id: int = 0
    """The annotation of it, if one is meant and is here."""

    @property
    def notice(self) -> str:
        """Why it does not lead where it says, in a word or two; "" if it does."""
        return "" if self.state is LinkState.FOUND else self.state.value


class LinkTarget(NamedTuple):
    """Something that a note may link to."""

    text: str
    """The whole link as it is to be written, `[[…]]`."""
    title: str
    """The title of the article, or what the annotation says."""
    detail: str
    """The site of the article; of an annotation the title of its article."""
    is_annotation: bool = False


class Linking:
    """The links of one library. Every method may be called from any thread and may raise StoreError."""

    def __init__(self, stores: Stores, indexing: "Indexing") -> None:
        self._stores = stores
        self._indexing = indexing

    # -- what may be linked to ---------------------------------------------------------------------------------------
    def targets(self, words: str, limit: int) -> tuple[LinkTarget, ...]:
        """Return at most `limit` things to link to by the words of titles, notes and quotes, what was opened last first.

        Each of the words, or a longer one, must stand there. Without words: the articles that were opened last. The last third
        is for annotations, if there are any.
        """
        articles = [self._article_target(row) for row in self._articles(words, limit)]
        notes = self._note_targets(words, max(1, limit // 3)) if words.strip() else []
        return (*articles[: limit - len(notes)], *notes)

    def _articles(self, words: str, limit: int) -> list[ListedArticle]:
        from reader.model.query import Query, SortKey, TextField
        from reader.store.index.rows import Asked

        condition = _all_of(words, (TextField.TITLE,))
        query = Query(condition=condition, sort=SortKey.READ) if condition else Query(sort=SortKey.READ)
        docids = self._answer(lambda index: index.article_docids(Asked(query=query)))[:limit]
        return [row for row in self._answer(lambda index: index.rows(docids)) if row is not None]

    def _article_target(self, row: ListedArticle) -> LinkTarget:
        record = row.record
        return LinkTarget(link_text(self._short(record.id), record.title), record.title, record.site)

    def _note_targets(self, words: str, limit: int) -> list[LinkTarget]:
        from reader.model.query import Query, TextField
        from reader.store.index.rows import Asked

        condition = _all_of(words, (TextField.NOTE, TextField.QUOTE))
        if condition is None:
            return []
        keys = self._answer(lambda index: index.annotation_keys(Asked(query=Query(condition=condition)), limit))
        rows = [row for row in self._answer(lambda index: index.annotations(keys)) if row is not None]
        articles = self._answer(lambda index: index.rows([row.docid for row in rows]))
        return [
            self.annotation_target(row.placed.annotation, article.record.title)
            for row, article in zip(rows, articles, strict=True)
            if article is not None
        ]

    def annotation_target(self, annotation: Annotation, title: str) -> LinkTarget:
        """Return how a note links to an annotation of the article called `title`."""
        words = words_of(annotation)
        link = link_text(self._short(annotation.article_id), words, annotation.id)
        return LinkTarget(link, words, title, is_annotation=True)

    def _short(self, article_id: str) -> str:
        """Return as much of an id as no other article begins with."""
        size = LINK_ID_LETTERS
        while size < len(article_id) and len(self._begins(article_id[:size])) > 1:
            size += 2
        return article_id[:size]

    def _begins(self, prefix: str) -> tuple[str, ...]:
        return self._answer(lambda index: index.ids_that_begin(prefix))

    # -- what a link means -------------------------------------------------------------------------------------------
    def resolve(self, link: NoteLink) -> ResolvedLink:
        """Return what a link means now."""
        found = [row for row in self._meant(link) if row is not None]
        if not found:
            return ResolvedLink(LinkState.GONE)
        kept = [row for row in found if not row.state.is_trashed]
        if len(kept or found) > 1:
            return ResolvedLink(LinkState.AMBIGUOUS)
        (row,) = kept or found
        article_id = row.record.id
        if row.state.is_trashed:
            return ResolvedLink(LinkState.TRASHED, article_id, link.annotation_id)
        if link.annotation_id and not self._has(article_id, link.annotation_id):
            return ResolvedLink(LinkState.NOTE_GONE, article_id)
        return ResolvedLink(LinkState.FOUND, article_id, link.annotation_id)

    def _meant(self, link: NoteLink) -> Sequence[ListedArticle | None]:
        if not link.article:
            return self._titled(link.title)
        docids = [self._answer(partial(_docid_of, article_id)) for article_id in self._begins(link.article)]
        known = [docid for docid in docids if docid is not None]
        rows = [row for row in self._answer(lambda index: index.rows(known)) if row is not None]
        # The title says which one was meant when the beginning was still enough.
        named = [row for row in rows if self._is_titled(row, link.title)] if len(rows) > 1 and link.title else []
        return named if len(named) == 1 else rows

    def _titled(self, title: str) -> list[ListedArticle]:
        from reader.model.query import Query, TextField
        from reader.store.index.rows import Asked, Shelf

        condition = _all_of(title, (TextField.TITLE,))
        if condition is None:
            return []
        asked = Asked(query=Query(condition=condition), shelf=Shelf.EVERYTHING)
        docids = self._answer(lambda index: index.article_docids(asked))[:_NEWEST_LOOKED_AT]
        rows = self._answer(lambda index: index.rows(docids))
        return [row for row in rows if row is not None and self._is_titled(row, title)]

    def _is_titled(self, row: ListedArticle, title: str) -> bool:
        from reader.store.index.linking import title_form

        form = title_form(title)
        return title_form(row.record.title) == form or (
            form.endswith("…") and title_form(row.record.title).startswith(form[:-1])
        )

    def _has(self, article_id: str, annotation_id: int) -> bool:
        return any(annotation.id == annotation_id for annotation in self._stores.annotations.load(article_id))

    # -- what refers here --------------------------------------------------------------------------------------------
    def backlinks(self, article_id: str, annotation_id: int | None) -> tuple[FoundAnnotation, ...]:
        """Return the notes that refer to an article, or to one annotation of it, the newest first; none from the trash."""
        title = self._title(article_id) if annotation_id is None else ""
        keys = self._answer(lambda index: index.referring_keys(article_id, title, annotation_id))
        rows = [row for row in self._answer(lambda index: index.annotations(keys)) if row is not None]
        articles = self._answer(lambda index: index.rows([row.docid for row in rows]))
        return tuple(
            FoundAnnotation(article.record, row.placed)
            for row, article in zip(rows, articles, strict=True)
            if article is not None and self._refers(row.placed.annotation, article_id, annotation_id)
        )

    def _refers(self, annotation: Annotation, article_id: str, annotation_id: int | None) -> bool:
        """Whether a link of a note means that article: the beginning of an id may have come to be that of several."""
        for link in links_in(annotation.note):
            if annotation_id is not None and link.annotation_id != annotation_id:
                continue
            if link.article and not article_id.startswith(link.article):
                continue
            if link.article == article_id or self.resolve(link).article_id == article_id:
                return True
        return False

    def _title(self, article_id: str) -> str:
        try:
            return self._stores.record(article_id).title
        except ReaderError:  # only notes of it are here
            return ""

    def _answer(self, ask: "Callable[[LibraryIndex], Answer]") -> Answer:
        return self._indexing.answer(ask)


def words_of(annotation: Annotation) -> str:
    """Return what an annotation is called in a link: its quote in quotation marks, else the beginning of its note."""
    if annotation.is_highlight:
        quote = clean_line(annotation.quote, PASSAGE_LETTERS - 2)
        return quote if quote.startswith(_QUOTE_MARKS) else f"“{quote}”"
    from reader.model.note_text import read_note

    return clean_line(read_note(annotation.note).plain, PASSAGE_LETTERS)


def _docid_of(article_id: str, index: "LibraryIndex") -> int | None:
    return index.docid_of(article_id)


def _all_of(words: str, fields: "Sequence[TextField]") -> "Condition | None":
    """Return the condition that each word, or one that begins with it, stands in one of the fields; None without words."""
    from reader.model.query import All, Either, Words
    from reader.model.search_text import index_words

    parts = tuple(
        Either(parts=tuple(Words(text=word, field=field, is_prefix=True) for field in fields))
        for word in words.split()
        if index_words(word)
    )
    return All(parts=parts) if parts else None
