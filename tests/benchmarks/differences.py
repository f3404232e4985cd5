"""What the account of two versions costs: newsroom edits at several lengths, and what is made to be slow, in one table.

    python tests/benchmarks/differences.py [--runs 3] [--only PATTERN]

CPU seconds, the best of the runs. The goal: a second for 100,000 words with edits in every tenth paragraph. Nothing hostile may
take more than some seconds for as many.
"""

import argparse
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from time import process_time

from reader.anchor.difference import differences
from reader.model.article import Article, Metadata
from reader.model.blocks import Paragraph, Rule
from reader.model.kept import Version
from tests.benchmarks.made_words import Vocabulary, vocabularies

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
VERSION = Version(id="0" * 16, made=NOON, fetched=NOON)
SEED = 6
HAN = "天気晴雨雪明日京都大学生人口手足山川"

Pair = tuple[Article, Article]


def main() -> None:
    """Print the table."""
    options = _arguments()
    print(f"{'case':<44}{'seconds':>8}{'parts':>8}{'added':>9}{'removed':>9}")
    for name, make in _cases().items():
        if options.only not in name:
            continue
        old, new = make()
        seconds = []
        for _ in range(options.runs):
            start = process_time()
            found = differences(old, new, VERSION, VERSION)
            seconds.append(process_time() - start)
        print(f"{name:<44}{min(seconds):>8.2f}{len(found.parts):>8,}{found.added_words:>9,}{found.removed_words:>9,}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="")
    return parser.parse_args()


def _cases() -> dict[str, Callable[[], Pair]]:
    return {
        "1,000 words, every tenth paragraph edited": lambda: _edited(1_000, 0.1),
        "10,000 words, every tenth paragraph edited": lambda: _edited(10_000, 0.1),
        "100,000 words, every tenth paragraph edited": lambda: _edited(100_000, 0.1),
        "100,000 words, three of five edited": lambda: _edited(100_000, 0.6),
        "100,000 words, all paragraphs shuffled": _shuffled,
        "100,000 words and 100,000 others": lambda: (
            _article(*_paragraphs(100_000, 1)),
            _article(*_paragraphs(100_000, 2)),
        ),
        "100,000 words in one paragraph": lambda: _joined(*_edited(100_000, 0.1)),
        "one word 100,000 times": lambda: (_article("a " * 100_000), _article("a " * 99_000 + "b")),
        "one word 50 times in 2,000 paragraphs": lambda: (
            _article(*["a " * 50] * 2_000),
            _article(*["a " * 49] * 2_000),
        ),
        "two words and three, over and over": lambda: (_article("a b " * 50_000), _article("b a c " * 33_000)),
        "300,000 signs and no word": lambda: (_article("!?" * 150_000), _article("?!." * 100_000)),
        "200,000 letters of Han and others": lambda: (_article(_han(1)), _article(_han(2))),
        "5,000 rules": lambda: (_article(*[""] * 5_000), _article(*[""] * 4_000)),
    }


def _article(*paragraphs: str) -> Article:
    """Return an article of paragraphs; an empty one is a rule."""
    return Article(metadata=Metadata(), blocks=tuple(Paragraph(text=text) if text else Rule() for text in paragraphs))


def _paragraphs(words: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return list(_made(chance, next(iter(vocabularies())), words))


def _made(chance: random.Random, vocabulary: Vocabulary, words: int) -> Iterator[str]:
    while words > 0:
        sentences = [
            vocabulary.sentence(vocabulary.draw(chance, chance.randint(8, 25))) for _ in range(chance.randint(2, 6))
        ]
        text = vocabulary.stop.join(sentences) + "."
        yield text
        words -= len(text.split())


def _edited(words: int, share: float) -> Pair:
    """Return a text and what a newsroom made of it: paragraphs dropped, put in, and changed in three words."""
    chance = random.Random(SEED)
    paragraphs = _paragraphs(words, SEED)
    fresh = iter(_paragraphs(words, SEED + 1))
    edited: list[str] = []
    for paragraph in paragraphs:
        fate = chance.random() / share
        if fate < 0.25:
            continue
        if fate < 0.5:
            edited += islice(fresh, 1)
        if fate < 1:
            found = paragraph.split()
            at = chance.randrange(len(found))
            paragraph = " ".join([*found[:at], "otherwise", "now", *found[at + 3 :]])
        edited.append(paragraph)
    return _article(*paragraphs), _article(*edited)


def _shuffled() -> Pair:
    paragraphs = _paragraphs(100_000, SEED)
    shuffled = random.Random(SEED).sample(paragraphs, len(paragraphs))
    return _article(*paragraphs), _article(*shuffled)


def _joined(old: Article, new: Article) -> Pair:
    return _article(" ".join(old.block_texts)), _article(" ".join(new.block_texts))


def _han(seed: int) -> str:
    return "".join(random.Random(seed).choices(HAN, k=200_000))


if __name__ == "__main__":
    main()
