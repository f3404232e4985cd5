"""Made libraries of a few words in many scripts, and what a question finds in them, worked out document by document."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone

from reader.model.annotation import Anchor, AnchorState, Annotation, Colour, PlacedAnnotation, Selectors
from reader.model.dates import PageDate
from reader.model.feed_ref import FeedRef
from reader.model.kept import ArticleRecord, ReadingState, Version
from reader.model.query import (
    All,
    Condition,
    DayField,
    Days,
    Either,
    Flag,
    FlagName,
    Label,
    LabelField,
    TextField,
    Unless,
    Words,
)
from reader.model.search_text import fold, index_words, query_tokens
from reader.model.text import clean_line
from reader.store.index.library_index import LibraryIndex
from reader.store.index.rows import IndexedArticle, NamedFeed, Shelf, Signatures

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
ZONE = timezone(timedelta(hours=9))
"""Where the readers of these tests are: far from UTC."""

VOCABULARY = (
    "the ferry Fähre cafe café don't C++ C# U.S. well-known a ab abc 渡し船 東京都 京都 都 港 Ελλάδα ελλαδα море мори "
    "काम की งานวิจัย วิจัย 한국어 국어 "
    "שלום العربية Straße strasse 😀 42 ４２ x²"
).split()
TAGS = ("Sea", "sea", "Fähre", "to read", "渡し船", "zeta-1")
LANGUAGES = ("", "en", "en-GB", "de", "ja", "english")
SITES = ("The Ferry Times", "港新聞", "", "Example")
FEEDS = {f"{number:016x}": name for number, name in enumerate(("Harbour News", "Die Fähre", "港の声", "Gone"), 0xFEED)}
"""Feeds by their ids, with their names; the last is not subscribed to any more."""
FOLDERS = ("Sea", "Sea/North", "", "")
NAMED_FEEDS = tuple(
    NamedFeed(feed_id, name, name, folder) for (feed_id, name), folder in zip(FEEDS.items(), FOLDERS, strict=True)
)[:-1]
AUTHORS = ("Ada Holm", "Straße Öl", "山田 太郎")
SEPARATORS = (" ", " ", " ", ", ", "\n\n", " — ")


@dataclass
class Document:
    """An article of a made library, and what belongs to it."""

    record: ArticleRecord | None
    text: str | None
    state: ReadingState
    placed: list[PlacedAnnotation] = field(default_factory=list)
    article_id: str = ""


def make_text(rng: random.Random, most: int) -> str:
    """Return up to `most` words of the vocabulary, joined in many ways."""
    return "".join(rng.choice(VOCABULARY) + rng.choice(SEPARATORS) for _ in range(rng.randint(0, most))).strip()


def make_state(rng: random.Random) -> ReadingState:
    """Return some state."""
    return ReadingState(
        is_read=rng.random() < 0.5,
        is_starred=rng.random() < 0.3,
        is_archived=rng.random() < 0.3,
        is_trashed=rng.random() < 0.2,
        is_kept=rng.random() < 0.2,
        is_hidden=rng.random() < 0.2,
        tags=tuple(rng.sample(TAGS, rng.choice((0, 0, 1, 2)))),
        opened=NOON + timedelta(hours=rng.randint(-200, 200)) if rng.random() < 0.5 else None,
        furthest=rng.randint(0, 9),
    )


def make_placed(rng: random.Random, article_id: str, annotation_id: int) -> PlacedAnnotation:
    """Return some annotation."""
    is_highlight = rng.random() < 0.8
    annotation = Annotation(
        id=annotation_id,
        article_id=article_id,
        created=NOON + timedelta(hours=rng.randint(-300, 300), milliseconds=annotation_id),
        updated=NOON,
        selectors=Selectors(exact=make_text(rng, 6), prefix="", suffix="", start=0, end=1) if is_highlight else None,
        colour=rng.choice(list(Colour)),
        note=make_text(rng, 4) if rng.random() < 0.6 else "",
        tags=tuple(rng.sample(TAGS, rng.choice((0, 0, 1, 2)))),
    )
    state = rng.choice((AnchorState.ANCHORED, AnchorState.MOVED, AnchorState.ORPHAN, AnchorState.CHANGED))
    anchor = Anchor(state=state, confidence=rng.choice((0.3, 0.9)))
    return PlacedAnnotation(annotation=annotation, anchor=anchor if is_highlight else None)


def make_record(rng: random.Random, article_id: str, number: int) -> ArticleRecord:
    """Return some record; of the dates every kind."""
    moment = NOON + timedelta(hours=rng.randint(-300, 300))
    published = rng.choice(("", moment.date().isoformat(), moment.replace(tzinfo=None).isoformat(), moment.isoformat()))
    version = Version(id=f"v{rng.getrandbits(40):x}", made=NOON, fetched=NOON)
    return ArticleRecord(
        id=article_id,
        title=clean_line(make_text(rng, 4)),
        added=NOON + timedelta(hours=rng.randint(-300, 300), milliseconds=number),
        url=rng.choice(("https://www.ferry.example/a", "", "http://[broken")),
        site=rng.choice(SITES),
        deck=clean_line(make_text(rng, 3)),
        authors=tuple(rng.sample(AUTHORS, rng.choice((0, 1, 2)))),
        language=rng.choice(LANGUAGES),
        published=published,
        words=rng.randint(0, 50),
        versions=(version,),
        feeds=tuple(FeedRef(feed_id=feed_id) for feed_id in sorted(rng.sample(list(FEEDS), rng.choice((0, 1, 1, 2))))),
        came_by_feed=rng.random() < 0.6,
    )


def make_documents(rng: random.Random, count: int) -> list[Document]:
    """Return a library; some records and some texts have not come over yet."""
    documents = []
    for number in range(count):
        article_id = f"{rng.getrandbits(64):016x}"
        is_here = rng.random() < 0.9
        documents.append(
            Document(
                record=make_record(rng, article_id, number) if is_here else None,
                text=make_text(rng, 14) if rng.random() < 0.9 else None,
                state=make_state(rng),
                placed=[make_placed(rng, article_id, 50 * number + place) for place in range(rng.choice((0, 0, 1, 3)))],
                article_id=article_id,
            )
        )
    ids = [one.article_id for one in documents]
    for one in documents:
        if one.record is not None and rng.random() < 0.4:
            one.record = replace(one.record, story=rng.choice((*ids, "f" * 16, "")))
    return documents


def put(index: LibraryIndex, document: Document) -> None:
    """Put a document into the index, as whoever reads files does."""
    if document.record is not None:
        article = IndexedArticle(record=document.record, text=lambda: document.text, signature=1)
        index.put_article(article)
    index.put_state(document.article_id, document.state, Signatures(state=2, position=3))
    index.put_annotations(document.article_id, document.placed, 4)


# What a question finds.


def has_words(words: Words, *texts: str) -> bool:
    """Whether words stand in one of `texts`."""
    tokens, is_prefix = query_tokens(words)
    for text in texts:
        there = index_words(text)
        for start in range(len(there) - len(tokens) + 1):
            part = there[start : start + len(tokens)]
            last = part[-1].startswith(tokens[-1]) if is_prefix else part[-1] == tokens[-1]
            if part[:-1] == list(tokens[:-1]) and last:
                return True
    return False


def holds(condition: Condition | None, document: Document, placed: PlacedAnnotation | None = None) -> bool:
    """Whether a condition holds for an article, or for an annotation in it."""
    match condition:
        case None:
            return True
        case All(parts=parts):
            return all(holds(part, document, placed) for part in parts)
        case Either(parts=parts):
            return any(holds(part, document, placed) for part in parts)
        case Unless(part=part):
            return not holds(part, document, placed)
        case Words():
            return _words_hold(condition, document, placed)
        case Label():
            return _label_holds(condition, document, placed)
        case Flag(name=name):
            return _flag_holds(name, document, placed)
        case Days():
            return _days_hold(condition, document, placed)


def is_news(document: Document) -> bool:
    """Whether a feed brought it, and the reader has not kept it."""
    return document.record is not None and document.record.came_by_feed and not document.state.is_kept


def asks_for_hidden(condition: Condition | None) -> bool:
    """Whether a condition says anything about what is hidden."""
    return "IS_HIDDEN" in repr(condition)


def lies_on(shelf: Shelf, document: Document, condition: Condition | None = None) -> bool:
    """Whether an article lies on a shelf, of which `condition` is asked."""
    state = document.state
    if shelf is Shelf.EVERYTHING:
        return True
    if state.is_trashed or shelf is Shelf.TRASH:
        return state.is_trashed and shelf is Shelf.TRASH
    is_shown = not state.is_hidden or asks_for_hidden(condition)
    return {
        Shelf.INBOX: not state.is_archived and not is_news(document),
        Shelf.NEWS: not state.is_archived and is_news(document) and is_shown,
        Shelf.STARRED: state.is_starred,
        Shelf.ARCHIVE: state.is_archived,
        Shelf.KEPT: is_shown,
        Shelf.SHOWN_OR_HIDDEN: True,
    }[shelf]


def _notes(placed: PlacedAnnotation) -> tuple[str, ...]:
    return (placed.annotation.note, *placed.annotation.other_notes)


def _words_hold(words: Words, document: Document, placed: PlacedAnnotation | None) -> bool:
    record = document.record
    match words.field:
        case TextField.TITLE:
            return record is not None and has_words(words, record.title)
        case TextField.AUTHOR:
            return record is not None and has_words(words, *record.authors)
        case TextField.SITE:
            host = "ferry.example" if record and "ferry" in record.url else ""
            return record is not None and has_words(words, record.site, host)
        case TextField.NOTE:
            of = [placed] if placed else document.placed
            return any(has_words(words, *_notes(one)) for one in of)
        case TextField.QUOTE:
            of = [placed] if placed else document.placed
            return any(has_words(words, one.annotation.quote) for one in of)
        case TextField.ANY if placed:
            annotation = placed.annotation
            return has_words(words, annotation.quote, *_notes(placed), *annotation.tags)
    texts = [*document.state.tags]
    for one in document.placed:
        texts += [*_notes(one), *one.annotation.tags]
    if record is not None:
        host = "ferry.example" if "ferry" in record.url else ""
        texts += [record.title, record.site, host, record.deck, *record.authors, document.text or ""]
    return has_words(words, *texts)


def _label_holds(label: Label, document: Document, placed: PlacedAnnotation | None) -> bool:
    folded = fold(label.text)
    of = [placed] if placed else document.placed

    def is_meant(text: str) -> bool:
        return fold(text).startswith(folded) if label.is_prefix else fold(text) == folded

    match label.field:
        case LabelField.TAG:
            return any(map(is_meant, (*document.state.tags, *(tag for one in of for tag in one.annotation.tags))))
        case LabelField.LANGUAGE:
            language = fold(document.record.language) if document.record else ""
            is_inside = not label.is_prefix and language.startswith(f"{folded}-")
            return bool(language) and (is_meant(language) or is_inside)
        case LabelField.COLOUR:
            return any(one.annotation.is_highlight and is_meant(one.annotation.colour.value) for one in of)
        case LabelField.ARTICLE:
            title = Words(text=label.text, field=TextField.TITLE, is_prefix=label.is_prefix)
            is_id = len(label.text) >= 4 and document.article_id.startswith(label.text.lower())
            return is_id or _words_hold(title, document, None)
        case LabelField.FEED:
            refs = {ref.feed_id for ref in document.record.feeds} if document.record else set()
            words = Words(text=label.text, is_prefix=label.is_prefix)
            return any(
                feed.feed_id in refs
                and (
                    has_words(words, feed.words)
                    or f"{fold(feed.folder)}/".startswith(folded + "/" * (not label.is_prefix))
                )
                for feed in NAMED_FEEDS
            )


def _flag_holds(name: FlagName, document: Document, placed: PlacedAnnotation | None) -> bool:
    state, of = document.state, [placed] if placed else document.placed
    match name:
        case FlagName.HAS_NOTE:
            return any(one.annotation.note for one in of)
        case FlagName.HAS_HIGHLIGHT:
            return any(one.annotation.is_highlight for one in of)
        case FlagName.IS_ORPHAN:
            return any(one.anchor is not None and one.anchor.state is AnchorState.ORPHAN for one in of)
        case FlagName.IS_CHANGED:
            return any(one.anchor is not None and one.anchor.state is AnchorState.CHANGED for one in of)
        case FlagName.IS_UNSURE:
            return any(one.anchor is not None and one.anchor.needs_look for one in of)
        case FlagName.IS_READ:
            return state.is_read
        case FlagName.IS_UNREAD:
            return not state.is_read
        case FlagName.IS_STARRED:
            return state.is_starred
        case FlagName.IS_ARCHIVED:
            return state.is_archived
        case FlagName.IS_NEWS:
            return is_news(document)
        case FlagName.IS_KEPT:
            return document.record is not None and document.record.came_by_feed and state.is_kept
        case FlagName.IS_HIDDEN:
            return state.is_hidden


def _days_hold(days: Days, document: Document, placed: PlacedAnnotation | None) -> bool:
    day: date | None = None
    match days.field:
        case DayField.READ:
            day = document.state.opened.astimezone(ZONE).date() if document.state.opened else None
        case DayField.ADDED:
            if placed:
                day = placed.annotation.created.astimezone(ZONE).date()
            elif document.record:
                day = document.record.added.astimezone(ZONE).date()
        case DayField.PUBLISHED:
            if document.record:
                day = published_day(document.record)
    return day is not None and (days.start is None or days.start <= day) and (days.end is None or day < days.end)


def published_day(record: ArticleRecord) -> date:
    """Return the day of publication where the reader is."""
    if not record.published:
        return record.added.astimezone(ZONE).date()
    page_date = PageDate.from_iso(record.published)
    if record.came_by_feed and page_date.sort_key() > record.added:
        return record.added.astimezone(ZONE).date()
    value = page_date.value
    if not isinstance(value, datetime):
        return value
    return value.astimezone(ZONE).date() if value.tzinfo else value.date()


# Questions.


def make_condition(rng: random.Random, depth: int = 3) -> Condition:
    """Return some question; half of its words are cut from texts by other borders than those of the texts."""
    kind = rng.random()
    if depth and kind < 0.1:  # what FTS5 can answer at once, and what it cannot
        field_ = rng.choice((TextField.ANY, TextField.ANY, *TextField))
        some = tuple(Words(text=rng.choice(VOCABULARY), field=field_) for _ in range(rng.randint(2, 3)))
        return All(parts=some) if rng.random() < 0.8 else Either(parts=some)
    if depth and kind < 0.5:
        if kind < 0.2:
            return Unless(part=make_condition(rng, depth - 1))
        parts = tuple(make_condition(rng, depth - 1) for _ in range(rng.randint(1, 4)))
        return All(parts=parts) if kind < 0.36 else Either(parts=parts)
    if kind < 0.8:
        words = " ".join(rng.choice(VOCABULARY) for _ in range(rng.choice((1, 1, 1, 2, 3))))
        is_prefix = rng.random() < 0.3
        if is_prefix:
            words = words[: rng.randint(1, len(words))]
        return Words(
            text=words,
            field=rng.choice((TextField.ANY, TextField.ANY, TextField.ANY, *TextField)),
            is_prefix=is_prefix,
        )
    if kind < 0.87:
        field_, text = rng.choice(
            (
                (LabelField.TAG, rng.choice(TAGS)),
                (LabelField.LANGUAGE, rng.choice(("en", "DE", "ja"))),
                (LabelField.COLOUR, rng.choice(list(Colour)).value),
                (LabelField.FEED, rng.choice(("harbour", "News", "fahre", "港", "Sea", "sea/north", "Gone"))),
            )
        )
        is_prefix = rng.random() < 0.3
        return Label(field=field_, text=text[: rng.randint(1, len(text))] if is_prefix else text, is_prefix=is_prefix)
    if kind < 0.94:
        return Flag(name=rng.choice(list(FlagName)))
    first = (NOON + timedelta(days=rng.randint(-14, 14))).date()
    last = first + timedelta(days=rng.randint(1, 10))
    return Days(
        field=rng.choice(list(DayField)),
        start=first if rng.random() < 0.7 else None,
        end=last if rng.random() < 0.7 else None,
    )
