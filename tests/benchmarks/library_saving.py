"""What saving a highlight costs, beside stock TinyDB with all highlights in its one file."""

import json
import statistics
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tinydb import TinyDB
from tinydb.storages import JSONStorage

from reader.library.library import Library
from reader.model.annotation import Annotation
from reader.model.dates import utc_now
from reader.model.identity import new_annotation_id
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.documents import encode, parse
from reader.store.merge import ANNOTATIONS
from tests.benchmarks.library_report import SAVE, SAVE_GROWTH, STOCK_RATIO, Report, Times
from tests.benchmarks.made_library import HIGHLIGHTS_IN_AN_ARTICLE, MadeLibrary, id_of

STOCK_INSERTS = {100: 20, 1_000: 20, 10_000: 8, 100_000: 3}
"""An insert takes seconds where there are many."""
_SAVES_IN_A_ROUND = 4


class _Trimmed(NamedTuple):
    """An article that lost its ninth highlight, which is saved again and again."""

    path: Path
    whole: bytes
    trimmed: bytes
    ninth: Annotation


_SAVE, _ANNOTATE, _INDEX, _STOCK = "save", "annotate", "index", "stock"


class _Case:
    """One library with some articles to write in, and the same highlights in stock TinyDB."""

    def __init__(self, made: MadeLibrary, folder: Path, times: Times) -> None:
        self._size = made.highlights
        self._times = times
        self.store = AnnotationStore(made.places)
        self.library = Library.open(folders=made.folders)
        stored = ArticleStore(made.places)
        self.articles = [
            trimmed
            for trimmed in (_trim(made, self.store, number) for number in _whole_numbers(made)[:40])
            if trimmed.ninth.version_id == stored.record(trimmed.ninth.article_id).version_id  # its passage is there
        ]
        documents = _documents(made)
        path = folder / f"stock-{made.highlights}.json"
        path.write_text(json.dumps({"_default": dict(enumerate(documents, 1))}), encoding="utf-8")
        self._document = documents[0]
        self._stock = TinyDB(path, storage=JSONStorage)

    def save(self, number: int) -> None:
        """Save a ninth highlight beside eight."""
        article = self.articles[number % len(self.articles)]
        article.path.write_bytes(article.trimmed)
        now = utc_now()
        fresh = replace(article.ninth, id=new_annotation_id(), created=now, updated=now)
        self._times.take(_SAVE, self._size, self.store.save, fresh)

    def annotate(self, number: int) -> None:
        """Do the same by the library: find the passage in the text, save, write down how to take it back, index."""
        article = self.articles[number % len(self.articles)]
        article.path.write_bytes(article.trimmed)
        selectors = article.ninth.selectors
        assert selectors is not None
        start, end = selectors.start, selectors.end
        self._times.take(_ANNOTATE, self._size, self.library.annotate, article.ninth.article_id, start, end)

    def insert(self) -> None:
        """Insert one more highlight with stock TinyDB."""
        self._times.take(_STOCK, self._size, self._stock.insert, self._document)

    def close(self) -> None:
        """Put everything back as it was made."""
        self._stock.close()
        for article in self.articles:
            article.path.write_bytes(article.whole)


def measure_saving(libraries: Mapping[int, MadeLibrary], report: Report, *, runs: int) -> None:
    """Measure all sizes in turns: saves, then an insert with stock TinyDB while there are some left to make."""
    times = Times()
    with tempfile.TemporaryDirectory() as folder:
        cases = {size: _Case(made, Path(folder), times) for size, made in libraries.items()}
        try:
            for case in cases.values():  # imports, lock files, TinyDB's search for its next id
                case.save(0)
                case.annotate(1)
                case.insert()
            times.forget()
            for turn in range(runs * 3):
                for size, case in cases.items():
                    for number in range(_SAVES_IN_A_ROUND):
                        case.save(turn * _SAVES_IN_A_ROUND + number)
                        case.annotate(turn * _SAVES_IN_A_ROUND + number)
                    if turn < STOCK_INSERTS.get(size, 3):
                        case.insert()
        finally:
            for case in cases.values():
                case.close()
    for size in cases:
        saved, stock = times.median(_SAVE, size), times.median(_STOCK, size)
        report.put(SAVE, size, saved.cpu_ms)
        report.put("save: wall ms", size, saved.wall_ms)
        report.put_both("Library.annotate (text read, saved, undo noted, indexed)", size, times.median(_ANNOTATE, size))
        report.put("stock TinyDB, one insert: CPU ms", size, stock.cpu_ms)
        report.put(STOCK_RATIO, size, stock.cpu_ms / saved.cpu_ms)
    if 10_000 in cases and 100_000 in cases:
        pairs = zip(times.all(_SAVE, 10_000), times.all(_SAVE, 100_000), strict=True)
        report.put(SAVE_GROWTH, 100_000, statistics.median(large.cpu_ms / small.cpu_ms for small, large in pairs))


def _whole_numbers(made: MadeLibrary) -> list[int]:
    """Return articles with nine highlights, from all over the library."""
    whole = list(made.annotated_numbers())[: made.highlights // HIGHLIGHTS_IN_AN_ARTICLE]
    return whole[:: max(1, len(whole) // 40)]


def _trim(made: MadeLibrary, store: AnnotationStore, number: int) -> _Trimmed:
    path = made.places.annotations_file(id_of(number))
    ninth = store.load(id_of(number))[-1]
    whole = path.read_bytes()
    tables = parse(whole, path).tables
    del tables[ANNOTATIONS][str(ninth.id)]
    return _Trimmed(path, whole, encode(tables), ninth)


def _documents(made: MadeLibrary) -> list[dict[str, object]]:
    """Return all highlights of a library as one would keep them with stock TinyDB."""
    found: list[dict[str, object]] = []
    for number in made.annotated_numbers():
        path = made.places.annotations_file(id_of(number))
        for document in parse(path.read_bytes(), path).tables[ANNOTATIONS].values():
            body = {name: value for name, value in document.items() if name not in ("dot", "vector")}
            found.append({"article": id_of(number), **body})
    return found
