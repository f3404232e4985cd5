"""Two machines that work on one library, and the truth of what each of them wrote in whose knowledge.

What carries the files between them (git, Syncthing) is the tests' business. Every machine makes changes by chance, through the
stores as the program does; the ledger notes them, and says afterwards what must be there, what must be gone, and what of the
texts must be seen beside one another. Texts are all different, so that each tells who wrote it.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from reader.model.annotation import Annotation, Colour, Selectors
from reader.model.article import Article, Metadata
from reader.model.blocks import Headline, Paragraph
from reader.model.identity import article_id_of_url, new_annotation_id
from reader.model.kept import ArticleRecord
from reader.model.page import Page, PageForm, PageOrigin
from reader.store.annotation_files import read_annotations
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.merge import ANNOTATIONS, TOMBSTONES, Dot, dot_of, versions_of
from reader.store.places import LibraryPlaces
from reader.store.sealed import JsonObject
from reader.store.settings import load_library_settings, save_colours
from reader.store.settings_merge import sweep_settings
from reader.store.state import StateStore

ARTICLES = tuple(article_id_of_url(f"https://example.org/{number}") for number in range(3))
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
DEEDS = ("insert", "note", "note", "note", "colour", "tags", "remove", "remove", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A version of an annotation as it was truly written."""

    dot: Dot
    past: frozenset[Dot]
    """All versions it replaced, theirs, and itself."""
    note: str = ""
    note_since: Dot = ("", 0)
    is_removal: bool = False


@dataclass(slots=True)
class Ledger:
    """What all machines have done."""

    changes: dict[int, dict[Dot, Change]] = field(default_factory=dict)
    places_of: dict[int, str] = field(default_factory=dict)
    tags: dict[str, set[str]] = field(default_factory=dict)
    colours: dict[Colour, set[str]] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    number: int = 0
    """Of the last text."""

    def text(self, words: str) -> str:
        """Return a text that nobody has written yet."""
        self.number += 1
        return f"{words} {self.number}"

    def expected(self, annotation_id: int) -> tuple[bool, set[str]]:
        """Return whether an annotation lives when all have met, and the notes that are to be seen of it."""
        known = list(self.changes[annotation_id].values())
        last = [one for one in known if not any(one.dot in other.past for other in known if other is not one)]
        living = [one for one in last if not one.is_removal]
        notes = {
            one.note
            for one in living
            if not any(other.note_since != one.note_since and one.note_since in other.past for other in living)
        }
        return bool(living), notes


class Machine:
    """One machine with its own copy of the library."""

    def __init__(self, root: Path, ledger: Ledger, chance: random.Random) -> None:
        self.name = root.name
        self.places = LibraryPlaces(root / "library", root / "local")
        self.annotations = AnnotationStore(self.places)
        self.articles = ArticleStore(self.places)
        self.states = StateStore(self.places)
        self._ledger = ledger
        self._chance = chance

    def work(self, deeds: int) -> None:
        """Make some changes by chance, and one of the words for the colours."""
        for _ in range(deeds):
            self._do(self._chance.choice(DEEDS), self._chance.choice(ARTICLES))
        colour = self._chance.choice(list(Colour))
        word = self._ledger.text(f"meaning by {self.name}")
        save_colours(self.places, {**load_library_settings(self.places).colours, colour: word})
        self._ledger.colours.setdefault(colour, set()).add(word)

    def keep_article(self, number: int) -> None:
        """Keep an article, whose text is another one on every machine."""
        url = f"https://example.org/{number}"
        title = self._ledger.text(f"Article {number} by {self.name}")
        article = Article(
            metadata=Metadata(title=title, url=url), blocks=(Headline(text=title), Paragraph(text="Words. " * 40))
        )
        page = Page(content=article.text.encode(), form=PageForm.TEXT, origin=PageOrigin.URL, url=url)
        record = ArticleRecord(id=article_id_of_url(url), title=title, added=NOON, url=url, words=article.words)
        self.articles.save(record, article, [page])
        self._ledger.titles.add(title)

    def sweep(self) -> int:
        """Do what the program does in the background; return how many copies were merged."""
        stores: Sequence[AnnotationStore | ArticleStore | StateStore] = (self.annotations, self.articles, self.states)
        return sum(store.sweep() for store in stores) + sweep_settings(self.places)

    def mend(self) -> None:
        """Write anew what git has left its marks in, as `pressmark doctor --fix` does."""
        for article_id in ARTICLES:
            self.annotations.mend(article_id)
            self.states.mend(article_id)
        for article_id in list(self.articles.ids()):
            self.articles.mend(article_id)

    def shown(self) -> dict[int, Annotation]:
        """Return all annotations as the reader sees them."""
        return {one.id: one for article_id in ARTICLES for one in self.annotations.load(article_id)}

    def faults(self) -> list[str]:
        """Return what is not as it must be now that all machines have met, in words."""
        found: list[str] = []
        shown = self.shown()
        for annotation_id in self._ledger.changes:
            lives, notes = self._ledger.expected(annotation_id)
            annotation = shown.get(annotation_id)
            if lives != (annotation is not None):
                found.append("a removal was undone" if annotation else "an insert or an edit was lost")
            if annotation is not None:
                seen = {annotation.note, *(other.note for other in annotation.others if other.note is not None)}
                found += [f"lost: {note}" for note in notes - seen]
                found += [f"stale: {note}" for note in seen - notes]
        for article_id, tags in self._ledger.tags.items():
            found += [f"lost: tag {tag}" for tag in tags - set(self.states.load(article_id).tags)]
        colours = load_library_settings(self.places).colours
        found += [f"lost: the word for {colour}" for colour in self._ledger.colours.keys() - colours.keys()]
        kept = {
            self.articles.load(record.id, one.id).metadata.title
            for record in self.articles.records()
            for one in record.versions
        }
        found += [f"lost: {title}" for title in self._ledger.titles - kept]
        found += [line for line in self.annotations.take_problems() if "git merge" not in line]
        return [f"{self.name}: {fault}" for fault in found]

    def _do(self, deed: str, article_id: str) -> None:
        current = self.annotations.load(article_id)
        if deed == "state":
            tag = self._ledger.text(f"tag by {self.name}")
            self.states.change(article_id, add_tags=(tag,), is_starred=self._chance.random() < 0.5)
            self.states.save_position(article_id, self._ledger.number, self._ledger.number)
            self._ledger.tags.setdefault(article_id, set()).add(tag)
        elif deed == "insert" or not current:
            note = self._ledger.text(f"note by {self.name}")
            selectors = Selectors(exact="the ferry", prefix="that ", suffix=" sails", start=5, end=14)
            annotation = Annotation(
                id=new_annotation_id(),
                article_id=article_id,
                created=NOON,
                updated=NOON,
                selectors=selectors,
                note=note,
            )
            self._write(annotation, lambda: self.annotations.save(annotation))
        else:
            old = self._chance.choice(current)
            match deed:
                case "note":
                    new = replace(old, note=self._ledger.text(f"edit by {self.name}"), others=())
                case "colour":
                    new = replace(old, colour=self._chance.choice([one for one in Colour if one is not old.colour]))
                case "tags":
                    new = replace(old, tags=(self._ledger.text(f"tag by {self.name}"),))
                case _:
                    self._write(
                        replace(old, note=""), lambda: self.annotations.remove(article_id, old.id), is_removal=True
                    )
                    return
            self._write(new, lambda: self.annotations.save(new))

    def _write(self, annotation: Annotation, do: Callable[[], None], *, is_removal: bool = False) -> None:
        """Make a change and note what it replaced: what stood in the file and no longer does."""
        before = versions_of(self._document(annotation) or {"dot": None})
        do()
        written, *beside = versions_of(self._document(annotation) or {})
        kept = {dot_of(other) for other in beside}
        changes = self._ledger.changes.setdefault(annotation.id, {})
        replaced = [changes[dot] for version in before if (dot := dot_of(version)) in changes and dot not in kept]
        dot = dot_of(written)
        same = [one.note_since for one in changes.values() if one.note == annotation.note and not one.is_removal]
        changes[dot] = Change(
            dot=dot,
            past=frozenset({dot}).union(*(one.past for one in replaced)),
            note=annotation.note,
            note_since=same[0] if same else dot,
            is_removal=is_removal,
        )

    def _document(self, annotation: Annotation) -> JsonObject | None:
        tables = read_annotations(self.places, annotation.article_id).tables
        key = str(annotation.id)
        return tables.get(ANNOTATIONS, {}).get(key) or tables.get(TOMBSTONES, {}).get(key)


def two_machines(root: Path, seed: int) -> tuple[Machine, Machine]:
    """Return two machines without a library yet, named `here` and `there`."""
    ledger, chance = Ledger(), random.Random(seed)
    return Machine(root / "here", ledger, chance), Machine(root / "there", ledger, chance)


def content_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a library folder by its path, without what the carrying programs keep there."""
    return {
        name: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not (name := path.relative_to(folder).as_posix()).startswith((".git", ".st", ".syncthing"))
    }
