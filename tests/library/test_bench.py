"""The workbench of the library: every field of the query language on annotations, and lists whose length costs nothing."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from reader.library.bench import BenchCounts, BenchListing, BenchOrder, Target
from reader.library.library import Library
from reader.library.progress import Work
from reader.model.annotation import Annotation, Colour, PlacedAnnotation
from reader.model.dates import utc_now
from reader.model.errors import QueryError
from reader.model.kept import AnnotationCounts, ArticleRecord, ListedArticle, ReadingState
from reader.store.index.rows import AnnotationRow
from reader.tui.list_places import NO_FOLDS, Folds
from reader.tui.shown_bench import ShownBench, id_of
from tests.loopback import page_html

MANY = 100_000


@pytest.fixture
def article_ids(library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    ids = []
    for title in ("Ferry line to reopen", "Two winters of hail"):
        path = tmp_path_factory.mktemp("pages") / "page.html"
        path.write_bytes(page_html(title))
        ids.append(library.add(str(path)).article_id)
    ferry, hail = ids
    library.annotate_quote(ferry, "touch a wheel", colour=Colour.GREEN, note="why never?", tags=("Sea",))
    library.annotate_quote(hail, "a first budget was drawn up", colour=Colour.BLUE)
    library.note_article(hail, "about the roofs", ("roofs",))
    library.set_tags(ferry, ("policy",))
    library.set_starred(hail, True)
    return ferry, hail


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("wheel", 1),
        ("whee*", 1),
        ('"first budget"', 1),
        ("wheel OR roofs", 2),
        ("-wheel", 2),
        ("tag:sea", 1),
        ("tag:policy", 1),
        ("tag:*", 2),
        ("has:tag", 2),
        ("color:green", 1),
        ("color:evidence", 1),
        ("color:yellow", 0),
        ("note:roofs", 1),
        ("note:*", 2),
        ("quote:budget", 1),
        ("has:note", 2),
        ("has:highlight", 2),
        ("is:orphan", 0),
        ("-is:orphan", 3),
        ("is:changed", 0),
        ("is:unsure", 0),
        ("is:starred", 2),
        ("is:unread", 3),
        ("is:archived", 0),
        ("added:today", 3),
        ("made:today", 3),
        ("made:..2020", 0),
        ("published:2026", 3),
        ("before:2020", 0),
        ("read:today", 0),
        ("title:ferry", 1),
        ("site:nowhere", 0),
        ("author:nobody", 0),
        ("lang:en", 3),
        ('article:"two winters"', 2),
        ("article:winters -note:*", 1),
    ],
)
def test_every_field_asks_annotations(library: Library, article_ids: tuple[str, str], query: str, found: int) -> None:
    library.set_colour_meaning(Colour.GREEN, "evidence")
    assert len(library.bench(query)) == found
    assert library.bench_counts(query).total == found


def test_an_article_is_named_by_its_id(library: Library, article_ids: tuple[str, str]) -> None:
    assert len(library.bench(f"article:{article_ids[1]}")) == 2
    assert len(library.bench(f"article:{article_ids[1][:6]}")) == 2


def test_facets_say_what_a_further_condition_finds(library: Library, article_ids: tuple[str, str]) -> None:
    counts = library.bench_counts()
    for colour, number in counts.colours.items():
        assert len(library.bench(f"color:{colour.value}")) == number
    for name, number in counts.tags:
        assert len(library.bench(f'tag:"{name}"')) == number
    for record, number in counts.articles:
        assert len(library.bench(f"article:{record.id}")) == number
    for period, number in counts.since.items():
        assert len(library.bench(f"made:{period}")) == number
    assert len(library.bench("has:note")) == counts.with_note


def test_a_wrong_query_is_told_with_its_place(library: Library, article_ids: tuple[str, str]) -> None:
    with pytest.raises(QueryError) as caught:
        library.bench("tag:sea colour:gren")
    assert caught.value.position > 0


def test_rows_are_as_they_are_when_they_are_read(library: Library, article_ids: tuple[str, str]) -> None:
    listing = library.bench("color:green")
    (row,) = listing.rows()
    assert row is not None
    library.change_annotation(*row.target, note="changed")
    (after,) = listing.rows()
    assert after is not None
    assert after.placed.annotation.note == "changed"
    assert after.key == row.key
    library.remove_annotation(*row.target)
    assert listing.rows() == (None,)
    assert listing.targets() == ()


def test_keys_of_an_index_that_was_made_anew_name_nothing(library: Library, article_ids: tuple[str, str]) -> None:
    listing = library.bench()
    assert len(listing.targets()) == 3
    library._indexing.index.clear()
    library._indexing.needs_filling = True
    assert len(library.bench()) == 3
    assert listing.targets() == ()
    assert list(listing.all_rows(listing.keys)) == []


def test_many_are_changed_by_what_a_listing_names(library: Library, article_ids: tuple[str, str]) -> None:
    listing = library.bench("has:highlight")
    library.change_annotations(listing.targets(), colour=Colour.PINK, add_tags=("both",))
    assert library.common_annotation_tags(listing.keys) == ("both",)
    assert len(library.bench("color:pink tag:both")) == 2


class Counting:
    """A source of a hundred thousand rows that counts what is read."""

    def __init__(self) -> None:
        self.read = 0
        self.now = utc_now()

    def annotation_rows(self, keys: Sequence[int]) -> Sequence[AnnotationRow | None]:
        self.read += len(keys)
        return [AnnotationRow(key=key, docid=key // 10, placed=self._placed(key)) for key in keys]

    def _placed(self, key: int) -> PlacedAnnotation:
        made = self.now - timedelta(minutes=key)
        return PlacedAnnotation(
            annotation=Annotation(id=key, article_id=f"{key // 10}", created=made, updated=made, note=f"note {key}")
        )

    def rows(self, docids: Sequence[int]) -> Sequence[ListedArticle | None]:
        return [
            ListedArticle(
                record=ArticleRecord(id=f"{docid}", title=f"Article {docid}", added=self.now),
                state=ReadingState(),
                counts=AnnotationCounts(),
            )
            for docid in docids
        ]

    def targets(self, keys: Sequence[int], identity: str) -> Sequence[Target | None]:
        return [(f"{key // 10}", key) for key in keys]

    def key_of(self, target: Target) -> int | None:
        return target[1]

    def counts_of(self, keys: Sequence[int]) -> BenchCounts:
        return BenchCounts(total=len(keys))


def many(source: Counting, folds: Folds = NO_FOLDS) -> ShownBench:
    """Return a list of a hundred thousand in ten thousand groups."""
    from reader.library.bench import BenchGroup

    groups = tuple(BenchGroup(f"{number}", number * 10, 10) for number in range(MANY // 10))
    return ShownBench(BenchListing(range(MANY), groups, (), BenchOrder(), source), folds)


def test_a_group_is_counted_out(library: Library, article_ids: tuple[str, str]) -> None:
    listing = library.bench("", group="article")
    counts = {listing.group_name(group): listing.counts(group) for group in listing.groups}
    ferry, hail = counts["Ferry line to reopen"], counts["Two winters of hail"]
    assert (ferry.total, ferry.with_note, dict(ferry.colours), ferry.tags) == (1, 1, {Colour.GREEN: 1}, (("Sea", 1),))
    assert (hail.total, hail.with_note, dict(hail.colours)) == (2, 1, {Colour.BLUE: 1})
    assert [(record.title, count) for record, count in hail.articles] == [("Two winters of hail", 2)]


def test_what_is_read_of_a_hundred_thousand_is_what_is_seen() -> None:
    source = Counting()
    shown = many(source)
    assert len(shown) == MANY + MANY // 10
    assert source.read == 0
    rows = shown.rows(55_000, 55_044)
    assert len(rows) == 44
    assert source.read <= 44 + 3 * 4  # the first row of a group says its name
    source.read = 0
    assert shown.place_of(id_of(("5000", 50_000))) == 55_001
    assert shown.folded(Folds(are_all=True)).places.total == MANY // 10
    assert source.read == 0


def test_all_of_a_hundred_thousand_are_named_without_reading_them() -> None:
    source = Counting()
    assert len(many(source).listing.targets()) == MANY
    assert source.read == 0
    steps: list[int] = []
    rows = many(source).listing.all_rows(None, Work(lambda progress: steps.append(progress.done)))
    assert sum(1 for _ in rows) == MANY
    assert len(steps) == MANY // 500
