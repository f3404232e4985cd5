"""Which entries of a feed are new, and which of them are to become articles. Called by `syncing` when a feed has come.

An entry is known by its key. Beside it stands its link: the same link in another feed, or under another key, is the same article.
But there are feeds all of whose entries point to one page (a list of changes, the picture of the day); there the link says where
to look and nothing about what is what.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from reader.library.references import known_address
from reader.library.stores import Stores
from reader.library.sync.entry_articles import id_of_entry
from reader.model.feed import Feed, FeedEntry, ParsedFeed
from reader.model.identity import normalise_url
from reader.model.kept import ArticleRecord
from reader.model.patterns import compile_late
from reader.store.feeds import SeenEntries

FIRST_ENTRIES = 50
"""Of a feed that is asked for the first time so many of the newest become articles. Most feeds have no more; of an archive of
a thousand nobody wants a thousand pages fetched, and what is older can be searched for where it is."""


COMMON_SHARE = 0.5
"""Of the words of the shorter of two titles."""
_WORD = compile_late(r"\d+|[^\W\d_]+")


@dataclass(slots=True)
class Intake:
    """What is to be done with the entries of a feed."""

    fresh: list[FeedEntry] = field(default_factory=list)
    """Those that are to become articles, in the order of the feed: most begin with the newest."""
    known: dict[str, str] = field(default_factory=dict)
    """Article ids by the keys of those whose article is here already, through another feed or by hand."""
    passed: dict[str, str] = field(default_factory=dict)
    """Article ids by the keys of those that are to be remembered as seen, and no more: older ones, what the reader deleted."""


def take_in(
    stores: Stores, feed: Feed, parsed: ParsedFeed, seen: SeenEntries, waiting: Sequence[FeedEntry], *, is_first: bool
) -> Intake:
    """Return what is new in a feed. `is_first` says that nothing of it has come before. Reads a file or two an entry."""
    intake = Intake()
    waits = {entry.key for entry in waiting}
    gone = seen.article_ids
    titles: dict[str, set[str]] = {}
    for entry in parsed.entries:
        titles.setdefault(normalise_url(entry.url), set()).add(entry.title.casefold())
    for entry in parsed.entries:
        if entry.key in seen or entry.key in waits:
            continue
        if entry.url and len(titles[normalise_url(entry.url)]) > 1:
            intake.fresh.append(without_link(entry))
            continue
        _place(stores, feed, entry, gone, intake)
    if is_first and len(intake.fresh) > FIRST_ENTRIES:
        newest = sorted(intake.fresh, key=_age_order, reverse=True)[:FIRST_ENTRIES]
        chosen = {entry.key for entry in newest}
        intake.passed |= {entry.key: id_of_entry(feed, entry) for entry in intake.fresh if entry.key not in chosen}
        intake.fresh = [entry for entry in intake.fresh if entry.key in chosen]
    return intake


def _place(stores: Stores, feed: Feed, entry: FeedEntry, gone: Collection[str], intake: Intake) -> None:
    """Decide about an entry whose link, if it has one, is its own."""
    article_id = (known_address(stores, entry.url) if entry.url else "") or id_of_entry(feed, entry)
    if not stores.articles.has(article_id):
        if article_id in gone or is_deleted(stores, article_id):
            intake.passed[entry.key] = article_id
        else:
            intake.fresh.append(entry)
        return
    if entry.url and is_another(stores.record(article_id), feed, entry):
        intake.fresh.append(without_link(entry))
    else:
        intake.known[entry.key] = article_id


def is_another(record: ArticleRecord, feed: Feed, entry: FeedEntry) -> bool:
    """Whether an entry tells something else than the article at its link, which came by another entry of the same feed.

    A page may have another headline than its entry, and an entry another key today: so titles that have words in common are one
    story, unless they count.
    """
    from_here = next((ref for ref in record.feeds if ref.feed_id == feed.id), None)
    if from_here is None or from_here.key == entry.key:
        return False
    one, other = (set(_WORD.findall(title.casefold())) for title in (record.title, entry.title))
    if not one or not other:
        return False
    numbers, other_numbers = ({word for word in words if word.isdigit()} for words in (one, other))
    return len(one & other) < COMMON_SHARE * min(len(one), len(other)) or bool(numbers ^ other_numbers)


def is_deleted(stores: Stores, article_id: str) -> bool:
    """Whether the reader put the article in the trash and emptied that."""
    return stores.places.state_file(article_id).exists() and stores.states.load(article_id).is_trashed


def without_link(entry: FeedEntry) -> FeedEntry:
    """Return an entry that is known by its key alone; its link stands below its text."""
    if not entry.url:
        return entry
    below = f'\n<p><a href="{escape(entry.url)}">{escape(entry.url)}</a></p>'
    return replace(entry, url="", content=(entry.content or entry.summary) + below)


def still_waiting(waiting: Sequence[FeedEntry], seen: SeenEntries) -> list[FeedEntry]:
    """Return the entries that wait from another time, without those that were ticked off by then."""
    return [entry for entry in waiting if entry.key not in seen]


def keys_of(parsed: ParsedFeed | None) -> tuple[str, ...]:
    """Return the keys of all that is in a feed now."""
    return tuple(entry.key for entry in parsed.entries) if parsed else ()


def _age_order(entry: FeedEntry) -> tuple[bool, float]:
    date = entry.published or entry.updated
    return (date is not None, date.sort_key().timestamp() if date else 0.0)
