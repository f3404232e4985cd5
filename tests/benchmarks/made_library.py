"""Made libraries: as many articles and highlights as a benchmark asks for, in the store's own files.

    python -m tests.benchmarks.made_library FOLDER --articles 100000 --highlights 100000

The texts are made up (see `made_words`); their lengths are lognormal around 500 words, their dates spread over ten years. Half
of the articles have tags, most have a state, every annotated one has nine highlights, a quarter of them with a note; of some
the text has changed since. The files are written by the store's own encoders but straight to their places: without locks,
without waiting for the disk, without previous generations, raw pages and pictures, which nothing that is measured reads.
The same arguments give the same library on every machine.
"""

import argparse
import math
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.anchor.describe import describe
from reader.library.folders import Folders, default_folders
from reader.model.annotation import Annotation, Colour, Selectors
from reader.model.article import Article, Metadata
from reader.model.blocks import TEXT_SCHEMA, Block, Deck, Heading, Headline, Paragraph
from reader.model.dates import PageDate
from reader.model.identity import article_id_of_url, version_id_of_text
from reader.model.kept import ArticleRecord, Version
from reader.store.codec import annotation_to_document, article_to_json, record_to_json, stamp, version_to_json
from reader.store.documents import encode
from reader.store.merge import ANNOTATIONS, TOMBSTONES
from reader.store.places import LibraryPlaces, LocalPlaces
from reader.store.sealed import JsonObject, seal
from tests.benchmarks.made_words import Vocabulary, vocabularies

HIGHLIGHTS_IN_AN_ARTICLE = 9
FORM = 2
"""Of what is made: a folder made by another form of this file is made anew."""

MEDIAN_WORDS, SPREAD, FEWEST_WORDS, MOST_WORDS = 430, 0.55, 60, 4_000
"""Lognormal: a mean of 500 words, one article in a hundred longer than 1,500."""
FIRST_DAY = datetime(2016, 11, 1, 6, tzinfo=UTC)
DAYS = 3_652
_FIRST_ID_DAY = datetime(2020, 1, 2, tzinfo=UTC)
"""Annotation ids count from 2020 on: there was no Pressmark before."""
_DEVICE = "0badcafe"


@dataclass(frozen=True, kw_only=True)
class MadeLibrary:
    """A library on the disk that was made here."""

    root: Path
    """Holds the four folders of a user who has nothing but this library."""
    articles: int
    highlights: int

    @property
    def environment(self) -> dict[str, str]:
        """The variables under which a process takes this for the user's library."""
        return {f"XDG_{name}_HOME": str(self.root / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}

    @property
    def folders(self) -> Folders:
        """The folders such a process has."""
        with environment(self.environment):
            return default_folders()

    @property
    def places(self) -> LibraryPlaces:
        """Where the library's files lie."""
        folders = self.folders
        return LocalPlaces(state=folders.state).library(folders.data)

    def annotated_numbers(self) -> range:
        """Return the numbers of the articles that have highlights."""
        annotated = math.ceil(self.highlights / HIGHLIGHTS_IN_AN_ARTICLE)
        step = max(1, self.articles // max(1, annotated))
        return range(0, step * annotated, step)


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the length of the block."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def made_library(root: Path, *, articles: int, highlights: int) -> MadeLibrary:
    """Return the library in `root`, made now if it is not there. Tells on standard error what takes time."""
    made = MadeLibrary(root=root, articles=articles, highlights=highlights)
    finished = root / f"made-{FORM}-{articles}-{highlights}"
    if finished.exists():
        return made
    if root.exists() and any(root.iterdir()):
        raise SystemExit(f"{root} holds something else; name a folder that is empty or not there")
    begun = time.monotonic()
    _make(made)
    finished.touch()
    if articles > 5_000:
        print(f"made {articles:,} articles in {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return made


def url_of(number: int) -> str:
    """Return the address of an article by its number."""
    return f"https://www.example.org/{number % 97}/story-{number}"


def id_of(number: int) -> str:
    """Return the id of an article by its number."""
    return article_id_of_url(url_of(number))


def _make(made: MadeLibrary) -> None:
    places = made.places
    for folder in (places.annotations, places.articles, places.states, places.local):
        folder.mkdir(parents=True)
    device = made.folders.state / "device"
    device.write_text(f"{_DEVICE}\n", encoding="ascii")
    maker = _Maker(places)
    annotated = set(made.annotated_numbers())
    left = made.highlights
    for number in range(made.articles):
        marks = min(HIGHLIGHTS_IN_AN_ARTICLE, left) if number in annotated else 0
        left -= marks
        maker.make(number, DAYS * number / made.articles, marks)


class _Maker:
    """Writes articles, one after another."""

    def __init__(self, places: LibraryPlaces) -> None:
        self._places = places
        self._languages = vocabularies()
        self._shares = [language.share for language in self._languages]
        chance = random.Random(3)
        english = self._languages[0]
        self._sites = [f"{word.title()} {kind}" for word in english.words[300:340] for kind in ("Post", "Courier")]
        names = [word.title() for word in english.words[400:600]]
        self._authors = [f"{chance.choice(names)} {chance.choice(names)}" for _ in range(800)]
        self._tags = english.words[200:260]

    def make(self, number: int, day: float, marks: int) -> None:
        """Write the article of that number, added `day` days after the first, with so many highlights."""
        chance = random.Random(number)
        language = chance.choices(self._languages, self._shares)[0]
        added = _milliseconds(FIRST_DAY + timedelta(days=day, minutes=chance.uniform(0, 40)))
        article = self._article(chance, language, number, added)
        versions, texts = [_version(article, added)], [article]
        if marks and chance.random() < 0.03:  # the text has changed since it was marked
            article = replace(article, blocks=article.blocks[:3] + article.blocks[4:])
            versions.append(_version(article, added + timedelta(days=3)))
            texts.append(article)
        article_id = id_of(number)
        record = _record(article, article_id, added, tuple(versions))
        self._places.version_file(article_id, "x").parent.mkdir(parents=True)
        for version, text in zip(versions, texts, strict=True):
            body = version_to_json(version) | {"text_schema": TEXT_SCHEMA, "article": article_to_json(text)}
            self._places.version_file(article_id, version.id).write_bytes(seal(body))
        self._places.record_file(article_id).write_bytes(seal(record_to_json(record)))
        self._write_state(chance, article_id, added, len(article.text))
        if marks:
            tables = self._annotations(chance, language, texts[0], versions[0].id, article_id, added, marks)
            self._places.annotations_file(article_id).write_bytes(encode(tables))

    def _article(self, chance: random.Random, language: Vocabulary, number: int, added: datetime) -> Article:
        total = min(MOST_WORDS, max(FEWEST_WORDS, int(chance.lognormvariate(math.log(MEDIAN_WORDS), SPREAD))))
        words = language.draw(chance, total)
        title = language.sentence([*language.draw(chance, 6), chance.choice(language.words[50:4000])])
        deck = language.sentence(language.draw(chance, 18)) + language.stop.strip() if chance.random() < 0.4 else ""
        blocks: list[Block] = [Headline(text=title)]
        if deck:
            blocks.append(Deck(text=deck))
        while words:
            sentences = []
            for _ in range(chance.randint(2, 6)):
                length = chance.randint(6, 30)
                if words:
                    sentences.append(language.sentence(words[:length]))
                    del words[:length]
            blocks.append(Paragraph(text=language.stop.join(sentences) + language.stop.strip()))
            if chance.random() < 0.05:
                blocks.append(Heading(text=language.sentence(language.draw(chance, 4))))
        published = added - timedelta(hours=chance.uniform(1, 200))
        metadata = Metadata(
            title=title,
            deck=deck,
            authors=tuple(chance.choices(self._authors, k=chance.choice((0, 1, 1, 2)))),
            published=PageDate(value=published.replace(microsecond=0)),
            site=chance.choice(self._sites),
            language=language.language,
            url=url_of(number),
            canonical=url_of(number),
        )
        return Article(metadata=metadata, blocks=tuple(blocks))

    def _write_state(self, chance: random.Random, article_id: str, added: datetime, letters: int) -> None:
        def field(value: object) -> JsonObject:
            return {"value": value, "at": stamp(added + timedelta(days=1)), "by": _DEVICE}

        shares = {"is_read": 0.7, "is_starred": 0.05, "is_archived": 0.04, "is_trashed": 0.01}
        fields = {name: field(True) for name, share in shares.items() if chance.random() < share}
        if chance.random() < 0.5:
            tags = dict.fromkeys(self._tags[int(chance.paretovariate(0.9)) % len(self._tags)] for _ in range(3))
            fields |= {f"tag:{tag}": field(place) for place, tag in enumerate(tags, 1)}
        if fields:
            self._places.state_file(article_id).write_bytes(seal({"fields": fields}))
        if chance.random() < 0.25:
            place = chance.randrange(letters)
            opened = stamp(added + timedelta(days=chance.uniform(0, 60)))
            passing = {"position": field(place), "furthest": field(place), "opened": field(opened)}
            self._places.position_file(article_id).write_bytes(seal({"fields": passing}))

    def _annotations(
        self,
        chance: random.Random,
        language: Vocabulary,
        article: Article,
        version_id: str,
        article_id: str,
        added: datetime,
        marks: int,
    ) -> dict[str, dict[str, JsonObject]]:
        living: dict[str, JsonObject] = {}
        first = max(added, _FIRST_ID_DAY + timedelta(seconds=chance.randrange(10**7)))
        text = article.text
        for number in range(marks):
            made = first + timedelta(minutes=7 * number + chance.uniform(0, 5))
            annotation = Annotation(
                id=_annotation_id(chance, made),
                article_id=article_id,
                created=_milliseconds(made),
                updated=_milliseconds(made),
                version_id=version_id,
                selectors=_passage(chance, text),
                colour=chance.choice(list(Colour)),
                note=language.sentence(language.draw(chance, chance.randint(4, 30))) if chance.random() < 0.25 else "",
                tags=tuple(dict.fromkeys(chance.choices(self._tags, k=2))) if chance.random() < 0.3 else (),
            )
            living[str(annotation.id)] = _dotted(annotation_to_document(annotation), made)
        dead: dict[str, JsonObject] = {}
        if chance.random() < 0.05:
            gone = first + timedelta(hours=3)
            was = annotation_to_document(replace(annotation, note="")) | {"dot": [_DEVICE, 1]}
            removed = {"removed": stamp(_milliseconds(gone)), "updated": stamp(_milliseconds(gone)), "was": was}
            dead[str(_annotation_id(chance, gone))] = _dotted(removed, gone)
        return {ANNOTATIONS: living, TOMBSTONES: dead}


def write_annotations(places: LibraryPlaces, article_id: str, annotations: Iterable[Annotation]) -> None:
    """Write the annotations of an article, instead of those it has."""
    living = {str(one.id): _dotted(annotation_to_document(one), one.created) for one in annotations}
    file = places.annotations_file(article_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(encode({ANNOTATIONS: living, TOMBSTONES: {}}))


def _version(article: Article, made: datetime) -> Version:
    return Version(id=version_id_of_text(article.text), made=made, fetched=made, words=article.words)


def _record(article: Article, article_id: str, added: datetime, versions: tuple[Version, ...]) -> ArticleRecord:
    metadata = article.metadata
    return ArticleRecord(
        id=article_id,
        title=metadata.title,
        added=added,
        url=metadata.url,
        source=metadata.url,
        site=metadata.site,
        deck=metadata.deck,
        authors=metadata.authors,
        language=metadata.language,
        published=metadata.published.isoformat() if metadata.published else "",
        words=versions[-1].words,
        minutes=max(1, versions[-1].words // 230),
        versions=versions,
        text_letters=len(article.text),
    )


def _passage(chance: random.Random, text: str) -> Selectors:
    """Describe some 120 letters that begin and end with words, where the script has any."""
    start = chance.randrange(max(1, len(text) - 140))
    start = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1 if " " in text[:start] else start
    end = min(len(text), start + chance.randint(30, 220))
    return describe(text, start, end)


def _dotted(document: JsonObject, made: datetime) -> JsonObject:
    counter = int(made.timestamp() * 1000)
    return {**document, "dot": [_DEVICE, counter], "vector": {_DEVICE: counter}}


def _annotation_id(chance: random.Random, made: datetime) -> int:
    """Return an id as `new_annotation_id` would have given at that time."""
    milliseconds = int((made - datetime(2020, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))
    return milliseconds << 22 | chance.getrandbits(22)


def _milliseconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def main() -> int:
    """Make a library as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--highlights", type=int, default=9_000)
    options = parser.parse_args()
    made = made_library(options.folder, articles=options.articles, highlights=options.highlights)
    print(" ".join(f"{name}={value}" for name, value in made.environment.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
