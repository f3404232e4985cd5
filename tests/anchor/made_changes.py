"""Texts of our own and what may become of them, so that where a passage belongs is known and not guessed.

A text is paragraphs of sentences of tokens; every token carries its place in the old text through all that is done to it. New
words and sentences carry none. What is asked of a passage is where its own tokens are; a passage of which none is left is gone.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.model.annotation import CONTEXT_LETTERS, Selectors

_TOKEN = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u4e00-\u9fff]|[^\W_\u0e00-\u0eff\u3040-\u30ff\u4e00-\u9fff]+|\s+|.", re.DOTALL
)
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+|(?<=。)")
_CASES_A_KIND = 24

_WHO = (
    "the harbour master",
    "a clerk",
    "my neighbour",
    "the last miller",
    "an old pilot",
    "the schoolteacher",
    "a surveyor",
)
_DID = (
    "counted",
    "repaired",
    "sketched",
    "sold",
    "remembered",
    "measured",
    "carried",
    "described",
    "watched",
    "painted",
)
_WHAT = ("copper lanterns", "the stone weir", "eleven barrels", "a cracked bell", "the eastern sluice", "salted plums")
_WHERE = ("below the chapel", "near Vellmoor", "at the Osk ferry", "under the railway arch", "behind the granary")
_WHEN = (
    "before the thaw",
    "in the year of the flood",
    "every second Monday",
    "until the lamps were lit",
    "in late autumn",
)
_WHY = ("because nobody else would", "to settle a quarrel", "for a wage of six coins", "as the charter demands")

OTHER_SCRIPTS = (
    "渡し船は春まで休みます。町の人は橋を渡って市場へ行きます。古い鐘は港の倉庫に置かれています。"
    "船頭の田中さんは毎朝灯台の油を足します。子どもたちは氷の上で凧を揚げました。",
    "أغلق الجسر القديم قبل الشتاء. يذهب الناس إلى السوق عبر الوادي. يحمل البحّار مصباحين من النحاس كل مساء. "
    "كتبت المعلّمة رسالة طويلة إلى المجلس. لم يجب أحد عنها حتى الربيع.",
    "Паром не ходит до весны. Жители идут на рынок через мост. Старый колокол лежит на складе у причала. "
    "Лоцман каждое утро доливает масло в фонарь. Дети запускали змея над льдом.",
)
"""One ends its sentences without a space, one runs from right to left."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a space or a mark, and where it stood in the old text; `origin` is None for what is new."""

    text: str
    origin: tuple[int, int] | None = None


Sentence = list[Token]
Paragraphs = list[list[Sentence]]


@dataclass(frozen=True, slots=True)
class Case:
    """A passage of an old text, and where it is in the new one; None if it is gone."""

    kind: str
    old: str
    new: str
    start: int
    end: int
    wanted: tuple[int, int] | None

    @property
    def selectors(self) -> Selectors:
        """What would be stored of a mark on the passage."""
        before = self.old[max(0, self.start - CONTEXT_LETTERS) : self.start]
        after = self.old[self.end : self.end + CONTEXT_LETTERS]
        exact = self.old[self.start : self.end]
        return Selectors(exact=exact, prefix=before, suffix=after, start=self.start, end=self.end)


class Maker:
    """Makes texts and changes them, always in the same way for a seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def sentence(self) -> str:
        """Return a sentence; no two are alike by more than their manner."""
        pick = self.rng.choice
        return (
            f"{pick(_WHO).capitalize()} {pick(_DID)} {pick(_WHAT)} and {self.rng.randint(12, 990)} {self._name()} crates "
            f"{pick(_WHERE)} {pick(_WHEN)}, {pick(_WHY)}."
        )

    def text(self) -> str:
        """Return an article of some paragraphs, now and then in another script."""
        if self.rng.random() < 0.12:
            return "\n\n".join(self.rng.sample(OTHER_SCRIPTS, 3))
        sizes = (self.rng.randint(1, 4) for _ in range(9))
        return "\n\n".join(" ".join(self.sentence() for _ in range(size)) for size in sizes)

    def _name(self) -> str:
        return "".join(self.rng.choice(("ka", "lo", "ri", "dem", "usk", "ta", "vor")) for _ in range(3)).capitalize()

    # What editors, cleaners and time do. All take paragraphs and return others.

    def edited(self, old: Paragraphs, share: float = 0.12) -> Paragraphs:
        """Replace words by new ones, and put others in."""

        def change(token: Token) -> list[Token]:
            if not token.text[0].isalnum() or self.rng.random() > share:
                return [token]
            return (
                [token, Token(" "), Token(self._name())]
                if self.rng.random() < 0.4
                else [replace(token, text=self._name())]
            )

        return [[[one for token in sentence for one in change(token)] for sentence in part] for part in old]

    def revised(self, old: Paragraphs) -> Paragraphs:
        """Put in sentences, change some, take some out."""
        new = [list(part) for part in old]
        for _ in range(3):
            part = self.rng.choice(new)
            part.insert(self.rng.randint(0, len(part)), tokens(self.sentence() + " "))
        at = self.rng.randrange(len(new))
        new[at] = self.edited([new[at]])[0]
        part = self.rng.choice([part for part in new if len(part) > 1] or new)
        part.pop(self.rng.randrange(len(part)))
        return [part for part in new if part]

    def pushed_down(self, old: Paragraphs) -> Paragraphs:
        """Put headline, byline and a first paragraph before everything."""
        return [[tokens(self.sentence())] for _ in range(4)] + old

    def turned(self, old: Paragraphs) -> Paragraphs:
        """Turn the paragraphs round, as a live blog is."""
        return old[::-1]

    def swapped(self, old: Paragraphs) -> Paragraphs:
        """Let sentences of a paragraph change places."""
        return [[*part[1:-1], *([[*part[-1], Token(" ")]] if part[1:] else []), part[0]] for part in old]

    def split(self, old: Paragraphs) -> Paragraphs:
        """Make a paragraph of every sentence."""
        return [[sentence] for part in old for sentence in part]

    def joined(self, old: Paragraphs) -> Paragraphs:
        """Make one paragraph of all."""
        return [[sentence for part in old for sentence in part]]

    def typeset(self, old: Paragraphs) -> Paragraphs:
        """Decompose letters, hyphenate, widen figures, drop points and accents' places."""

        def change(token: Token) -> Token:
            text = unicodedata.normalize("NFD", token.text)
            text = text[:3] + "\u00ad" + text[3:] if len(text) > 6 else text
            return replace(token, text=text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}))

        return [[[change(token) for token in sentence] for sentence in part] for part in old]

    def quoted(self, old: Paragraphs) -> Paragraphs:
        """Repeat some sentences above and in comments below."""
        some = [[Token("".join(token.text for token in sentence))] for part in old[1::2] for sentence in part[:1]]
        return [[sentence] for sentence in some[:2]] + old + [[tokens("> "), sentence] for sentence in some[1:]]

    def with_advertisements(self, old: Paragraphs) -> Paragraphs:
        """Put the same line between paragraphs."""
        return [one for part in old for one in (part, [tokens("Story continues below advertisement.")])]

    def cut(self, old: Paragraphs) -> Paragraphs:
        """Leave the beginning and a word about subscribing."""
        return [*old[: max(1, len(old) // 3)], [tokens("Subscribe to read the rest of this story.")]]

    def another_page(self, old: Paragraphs) -> Paragraphs:
        """Give another article in its place."""
        del old
        return parse(self.text(), has_origins=False)


KINDS: dict[str, Callable[[Maker, Paragraphs], Paragraphs]] = {
    "edited": Maker.edited,
    "revised": Maker.revised,
    "pushed down": Maker.pushed_down,
    "turned": Maker.turned,
    "swapped": Maker.swapped,
    "split": Maker.split,
    "joined": Maker.joined,
    "typeset": Maker.typeset,
    "quoted": Maker.quoted,
    "advertisements": Maker.with_advertisements,
    "cut": Maker.cut,
    "another page": Maker.another_page,
    "all at once": lambda maker, old: maker.with_advertisements(
        maker.revised(maker.pushed_down(maker.edited(old, 0.05)))
    ),
}


def tokens(text: str) -> Sentence:
    """Return a new sentence."""
    return [Token(found) for found in _TOKEN.findall(text)]


def parse(text: str, *, has_origins: bool = True) -> Paragraphs:
    """Return the paragraphs of a text."""
    parts: Paragraphs = []
    for paragraph in re.finditer(r"[^\n]+", text):
        ends = [found.end() for found in _SENTENCE.finditer(paragraph[0])]
        borders = sorted({0, *ends, len(paragraph[0])})
        part = []
        for low, high in pairwise(borders):
            base = paragraph.start() + low
            found = _TOKEN.finditer(paragraph[0][low:high])
            part.append(
                [Token(one[0], (base + one.start(), base + one.end()) if has_origins else None) for one in found]
            )
        parts.append(part)
    return parts


def cases(kind: str, seed: int = 1) -> Iterator[Case]:
    """Give passages of texts to which one kind of thing happened."""
    maker = Maker(seed)
    for _ in range(_CASES_A_KIND):
        old = maker.text()
        before = parse(old)
        after = KINDS[kind](maker, before)
        laid_out: list[Token] = []
        for at, part in enumerate(after):
            laid_out += [Token("\n\n")] * bool(at) + [token for sentence in part for token in sentence]
        new = "".join(token.text for token in laid_out)
        for start, end in _passages(maker.rng, before):
            for wanted in _where(laid_out, start, end):
                yield Case(kind, old, new, start, end, wanted)


def _passages(rng: random.Random, parts: Paragraphs) -> Iterator[tuple[int, int]]:
    """Give a phrase, a sentence, and two neighbouring paragraphs."""
    sentence = [token for token in rng.choice(rng.choice(parts)) if token.text[0].isalnum()]
    at = rng.randrange(max(1, len(sentence) - 5))
    for words in (sentence[at : at + 5], sentence):
        yield _whole(words)
    at = rng.randrange(len(parts) - 1)
    yield _whole([token for part in parts[at : at + 2] for one in part for token in one if token.text.strip()])


def _whole(words: Sentence) -> tuple[int, int]:
    first, last = words[0].origin, words[-1].origin
    assert first is not None
    assert last is not None
    return first[0], last[1]


def _where(laid_out: Sentence, start: int, end: int) -> list[tuple[int, int] | None]:
    """Return where a passage is, None if nothing of it is left; nothing if that is a matter of taste."""
    at = own = size = strange = 0
    places: list[int] = []
    for token in laid_out:
        if token.origin and token.origin[0] < end and token.origin[1] > start and token.text.strip():
            places += [at, at + len(token.text)]
            own += token.origin[1] - token.origin[0]
        at += len(token.text)
    if not places:
        return [None]
    low, high, at = min(places), max(places), 0
    for token in laid_out:
        if low <= at < high and token.text.strip():
            size += len(token.text)
            is_own = token.origin is not None and start <= token.origin[0] < end
            strange += 0 if is_own else len(token.text)
        at += len(token.text)
    is_clear = own >= 0.6 * (end - start) * (size / max(1, high - low)) and strange <= 0.4 * size
    return [(low, high)] if is_clear else []
