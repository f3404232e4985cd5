"""Libraries with one long article of our own words and marks all over it, for `reading.py`: the same every time."""

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from reader.anchor.describe import describe
from reader.library.folders import default_folders
from reader.library.library import Library
from reader.model.annotation import Annotation, Colour
from reader.model.kept import KeptArticle
from reader.model.units import sentences, words
from reader.store.codec import annotation_to_document
from reader.store.documents import encode
from reader.store.merge import ANNOTATIONS, TOMBSTONES
from reader.store.places import LocalPlaces
from reader.store.sealed import JsonObject
from tests.benchmarks.made_library import environment

TITLE = "A long story"
FIRST_WORDS = "First words"
WORDS = (
    "the ferry lake reeds council winter bridge captain tickets shore pier boat hull landing harbour letter clock street "
    "window morning road lobby budget autumn children school wheel valley roof hail train platform lamp water wind"
).split()

_SENTENCE_WORDS = 15
_PARAGRAPH_WORDS = 90
_NOTE_EVERY = 4
_FIRST_ID = 1 << 50
_DEVICE = "0badcafe"


class Story(NamedTuple):
    """An article and how much is marked in it."""

    words: int
    highlights: int

    @property
    def name(self) -> str:
        """A name for cases and folders."""
        return f"{self.words}-words-{self.highlights}-highlights"


class MadeStory(NamedTuple):
    """Where a story was kept."""

    story: Story
    home: Path
    article_id: str

    @property
    def file(self) -> Path:
        """The page it was read from."""
        return self.home / "story.html"

    @property
    def environ(self) -> dict[str, str]:
        """What a program has to be told to find its library."""
        return folders_below(self.home)


def folders_below(home: Path) -> dict[str, str]:
    """Return the environment that keeps all folders of the program below `home`."""
    return {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}


def page(words: int) -> str:
    """Return an HTML page of about `words` words in paragraphs of 90, a heading every twelfth, the same every time."""
    chance = random.Random(7)
    paragraphs = []
    for number in range(words // _PARAGRAPH_WORDS):
        sentences = _PARAGRAPH_WORDS // _SENTENCE_WORDS
        text = ". ".join(" ".join(chance.choices(WORDS, k=_SENTENCE_WORDS)).capitalize() for _ in range(sentences))
        heading = f"<h2>{' '.join(chance.choices(WORDS, k=4)).capitalize()}</h2>" if number % 12 == 11 else ""
        paragraphs.append(f"{heading}<p>{text}.</p>")
    paragraphs[0] = f"<p>{FIRST_WORDS} of the long story. {paragraphs[0][3:]}"
    body = "\n".join(paragraphs)
    return f"<!doctype html><html lang=en><title>{TITLE}</title><article><h1>{TITLE}</h1>{body}</article></html>"


def make(story: Story, below: Path) -> MadeStory:
    """Keep a story in a library of its own below a folder, with highlights and a note on every fourth of them.

    What was made there before is taken as it is. As long as there are sentences for them, highlights are sentences; else
    words, in part over one another.
    """
    home = below / story.name
    done = home / "article-id"
    with environment(folders_below(home)):
        folders = default_folders()
    places = LocalPlaces(state=folders.state).library(folders.data)
    if done.exists():
        article_id = done.read_text(encoding="utf-8")
        # A run that was broken off leaves the place where it was, and the next one would wait for the first words.
        places.position_file(article_id).unlink(missing_ok=True)
        return MadeStory(story, home, article_id)
    home.mkdir(parents=True)
    path = home / "story.html"
    path.write_text(page(story.words), encoding="utf-8")
    library = Library.open(folders=folders)
    article_id = library.add(str(path)).article_id
    kept = library.open_article(article_id).kept
    library.close()
    places.annotations_file(article_id).parent.mkdir(parents=True, exist_ok=True)
    _annotate(kept, _places(kept.article.text, story.highlights), places.annotations_file(article_id))
    done.write_text(article_id, encoding="utf-8")
    return MadeStory(story, home, article_id)


def _annotate(kept: KeptArticle, ranges: list[tuple[int, int]], path: Path) -> None:
    """Write highlights at once, as the store keeps them: one by one each would be indexed by itself."""
    colours = list(Colour)
    made = datetime(2026, 3, 1, 12, tzinfo=UTC)
    living: dict[str, JsonObject] = {}
    for number, (start, end) in enumerate(ranges):
        annotation = Annotation(
            id=_FIRST_ID + number,
            article_id=kept.record.id,
            created=made,
            updated=made,
            version_id=kept.version_id,
            selectors=describe(kept.article.text, start, end),
            colour=colours[number % len(colours)],
            note="A note." if number % _NOTE_EVERY == 0 else "",
        )
        known = {"dot": [_DEVICE, number + 1], "vector": {_DEVICE: number + 1}}
        living[str(annotation.id)] = {**annotation_to_document(annotation), **known}
    path.write_bytes(encode({ANNOTATIONS: living, TOMBSTONES: {}}))


def _places(text: str, count: int) -> list[tuple[int, int]]:
    """Return `count` ranges all over a text."""
    found = [(start, end) for start, end in sentences(text)[3:]]
    if len(found) < count:
        chance = random.Random(11)
        spoken = words(text)[10:]
        found = [
            (word.start, spoken[min(len(spoken) - 1, at + chance.choice((0, 0, 1, 4)))].end)
            for at, word in enumerate(spoken)
        ]
    step = max(1, len(found) // max(1, count))
    return found[::step][:count]
