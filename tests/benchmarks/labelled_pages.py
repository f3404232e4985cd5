"""Pages of the article corpora with what is known of each segment: right or wrong, and how much that counts.

A segment is right if 60 % of its four-word shingles stand in the true text; standfirsts count as right, titles and captions as
wrong; where a page's truth is a few snippets, only the segments that hold one are used. Read by `fit_weights` and
`cross_validate`.
"""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.extract.decision.features import Features, first_look
from reader.extract.decision.segments import TEXT_KINDS, Segment
from reader.extract.html_page import Reading, read_html
from reader.model.page import Page, PageForm, PageOrigin

CORPUS_WEIGHTS = {"fundus": 1.0, "scrapinghub": 1.0, "mozilla": 0.6, "snippets": 2.1}
"""What a segment of each corpus counts in the fit; a page of snippets has three labelled segments, others have a hundred."""

MAX_COUNTED_WORDS = 60
"""A segment counts the square root of its words, up to so many."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


@dataclass(kw_only=True)
class LabelledPage:
    """A page as read, and for each of its segments of text whether it is right and how much that counts."""

    corpus: str
    truth: dict[str, Any]
    reading: Reading
    first: list[Features]
    indexes: list[int]
    labels: list[int]
    weights: list[float]
    letters: list[int]

    @property
    def site(self) -> str:
        """The site, by which pages are dealt out to folds; mozilla's have lost theirs, but the name of the case tells."""
        return re.sub(r"-\d+$", "", self.truth["id"]) if self.corpus == "mozilla" else str(self.truth["site"])


def load_corpora(folder: Path) -> list[LabelledPage]:
    """Return the pages of all corpora that lie in `folder`."""
    return [page for corpus in CORPUS_WEIGHTS if (folder / corpus).exists() for page in load_pages(folder / corpus)]


def load_pages(folder: Path) -> Iterator[LabelledPage]:
    """Yield the pages of one corpus with their labels."""
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            truth = json.loads(line)
            content = gzip.decompress((folder / "pages" / f"{truth['id']}.html.gz").read_bytes())
            page = Page(content=content, form=PageForm.HTML, origin=PageOrigin.FILE, url=truth["url"])
            yield label(folder.name, truth, read_html(page))


def label(corpus: str, truth: dict[str, Any], reading: Reading) -> LabelledPage:
    """Compare each segment with the true text."""
    body = truth.get("body") or []
    blocks = [block["x"] for block in body] if isinstance(body, list) else body.split("\n")
    right, exact = shingles("\n".join(blocks)), {words(block) for block in blocks}
    decks = shingles("\n".join(truth.get("summary") or []))
    optional = shingles("\n".join(truth.get("optional") or []))
    page = LabelledPage(
        corpus=corpus,
        truth=truth,
        reading=reading,
        first=first_look(reading.evidence),
        indexes=[],
        labels=[],
        weights=[],
        letters=[],
    )
    for index, segment in enumerate(reading.evidence.segments):
        own = words(segment.text)
        if segment.kind not in TEXT_KINDS or not own:
            continue
        if corpus == "snippets":
            is_right, counts = compare_snippets(segment, truth)
        else:
            is_right = cover(own, right) >= 0.6 if len(own) >= 4 else own in exact
            counts = 1.0
            if not is_right and decks and cover(own, decks) > 0.6:
                is_right, counts = True, 0.6
            elif not is_right and optional and cover(own, optional) > 0.6:
                counts = 0.0
        page.indexes.append(index)
        page.labels.append(int(is_right))
        page.weights.append(counts * CORPUS_WEIGHTS[corpus] * min(len(own), MAX_COUNTED_WORDS) ** 0.5)
        page.letters.append(segment.letters)
    return page


def compare_snippets(segment: Segment, truth: dict[str, Any]) -> tuple[bool, float]:
    """Whether a segment holds a snippet that must be there; weight 0 if it holds none of either sort."""
    text = " ".join(segment.text.split())
    if any(" ".join(snippet.split()) in text for snippet in truth["with"]):
        return True, 1.0
    return False, float(any(" ".join(snippet.split()) in text for snippet in truth["without"]))


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text`, case folded; in scripts without spaces, the characters."""
    return tuple(_WORD.findall(text.casefold()))


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the four-word shingles of `text`."""
    found = words(text)
    return {found[at : at + 4] for at in range(len(found) - 3)}


def cover(own: tuple[str, ...], known: set[tuple[str, ...]]) -> float:
    """Return the share of the shingles of `own` that are known."""
    mine = {own[at : at + 4] for at in range(len(own) - 3)}
    return len(mine & known) / len(mine) if mine else 0.0
