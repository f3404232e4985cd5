"""Measures how well pages pasted as text are cleaned, by the kind of paste.

    python -m tests.benchmarks.pasted_pages                        # ../shared/corpora, all kinds
    python -m tests.benchmarks.pasted_pages --kind whole --worst 15 --corpus fundus
    python -m tests.benchmarks.pasted_pages --write DIR            # keep the pasted texts and what became of them

Each page of the article corpora is turned into what a browser would put on the clipboard (`copied_text`), cleaned as
`pressmark extract -` would do it, and scored by the corpora's own `score.py`. Without the corpora it says so and ends well.
Columns are those of `score.py`; `title` counts only pages whose headline stands in the paste as a line, `author` only those in
which every name stands, `form` is the share taken for plain text at all.

| kind | what is pasted |
|---|---|
| whole | everything: menus, article, footer |
| alts | everything, with the alt text and the title of each picture on lines of their own |
| dump | as alts, hard-wrapped at 80 columns with an indent, as text browsers write |
| tail | from the headline to the end of the page |
| lines | as tail, without blank lines |
| article | from the headline to the last line of the article |
| wrapped | as article, hard-wrapped at 76 columns, blank lines between paragraphs |
| tight | as wrapped, without blank lines |
"""

import argparse
import gzip
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from types import ModuleType
from typing import Any

from reader.extract.json_form import article_to_object
from reader.extract.pipeline import ExtractOptions, extract
from reader.fetch.source import page_from_paste
from reader.model.errors import ReaderError
from reader.model.page import PageForm
from tests.benchmarks.copied_text import copied_text, hard_wrapped

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
NAMES = ("fundus", "scrapinghub", "mozilla", "snippets")
FIELDS = {
    "fundus": (
        "F1",
        "P",
        "R",
        "title",
        "author",
        "date",
        "standfirst",
        "para",
        "paraP",
        "leak",
        "capR",
        "capP",
        "pages<.9",
    ),
    "scrapinghub": ("F1", "P", "R", "acc"),
    "mozilla": ("F1", "P", "R", "title"),
    "snippets": ("F1", "P", "R"),
}
MIN_SHARE = 0.6
"""Of a line's four-word shingles that stand in the true text: then it is a line of the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paste:
    """One page as text, whole, and where its article lies in it."""

    row: dict[str, Any]
    lines: list[str]
    alts: list[str]
    headline: int | None
    first: int | None
    last: int | None


def _from_headline(paste: Paste) -> int | None:
    return paste.headline if paste.headline is not None else paste.first


def _article(paste: Paste) -> str | None:
    begin = _from_headline(paste)
    return None if begin is None or paste.last is None else "\n".join(paste.lines[begin : paste.last + 1])


def _tail(paste: Paste) -> str | None:
    begin = _from_headline(paste)
    return None if begin is None else "\n".join(paste.lines[begin:])


def _wrapped(paste: Paste, *, has_blanks: bool) -> str | None:
    text = _article(paste)
    return None if text is None else hard_wrapped(text, 76, has_blanks=has_blanks)


def _no_blanks(text: str | None) -> str | None:
    return None if text is None else "\n".join(line for line in text.split("\n") if line.strip())


KINDS: dict[str, Callable[[Paste], str | None]] = {
    "whole": lambda paste: "\n".join(paste.lines),
    "alts": lambda paste: "\n".join(paste.alts),
    "dump": lambda paste: hard_wrapped("\n".join(paste.alts), 77, indent="   "),
    "tail": _tail,
    "lines": lambda paste: _no_blanks(_tail(paste)),
    "article": _article,
    "wrapped": lambda paste: _wrapped(paste, has_blanks=True),
    "tight": lambda paste: _wrapped(paste, has_blanks=False),
}


def main() -> int:
    """Measure and print a table a corpus. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=CORPORA, help="folder of the corpora and score.py")
    parser.add_argument("--corpus", action="append", choices=NAMES)
    parser.add_argument("--kind", action="append", choices=sorted(KINDS))
    parser.add_argument("--worst", type=int, default=0, help="name the N worst pages of each kind")
    parser.add_argument("--write", type=Path, help="folder for the pasted texts and the predictions")
    options = parser.parse_args()
    if not (options.data / "score.py").exists():
        print(f"There are no corpora at {options.data}: nothing to measure.")
        return 0
    score = load_score(options.data / "score.py")
    for corpus in options.corpus or NAMES[:3]:
        pastes = [make_paste(score, corpus, options.data, row) for row in score.load_truth(options.data, corpus)]
        print(f"{corpus}, {len(pastes)} pages")
        print("  ".join(["kind".ljust(8), "n".rjust(4), *(name.rjust(8) for name in FIELDS[corpus]), "form", "ms max"]))
        for kind in options.kind or KINDS:
            _measure(score, corpus, kind, pastes, options.worst, options.write)
    return 0


def load_score(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_paste(score: ModuleType, corpus: str, data: Path, row: dict[str, Any]) -> Paste:
    page = gzip.decompress((data / corpus / "pages" / f"{row['id']}.html.gz").read_bytes())
    lines = copied_text(_decoded(page)).split("\n")
    first, last = _article_lines(score, lines, true_text(row))
    titles = {score.norm_line(title) for title in (row.get("title"), row.get("h1")) if title}
    end = first if first is not None else len(lines)
    above = [number for number, line in enumerate(lines[: end + 1]) if score.norm_line(line) in titles]
    return Paste(
        row=row,
        lines=lines,
        alts=copied_text(_decoded(page), has_alts=True).split("\n"),
        headline=above[-1] if above else None,
        first=first,
        last=last,
    )


def _decoded(page: bytes) -> str:
    from reader.extract.markup.charset import decode

    return decode(page, "text/html")


def true_text(row: dict[str, Any]) -> str:
    body = row.get("body") or "\n".join(row.get("with") or ())
    return body if isinstance(body, str) else "\n".join(block["x"] for block in body)


def _article_lines(score: ModuleType, lines: list[str], truth: str) -> tuple[int | None, int | None]:
    """Return the first and the last line that holds true text."""
    known = {gram for block in truth.split("\n") for gram in score.grams(score.words(block), 4)}
    held = []
    for number, line in enumerate(lines):
        grams = score.grams(score.words(line), 4)
        if len(grams) >= 3 and sum(gram in known for gram in grams) >= MIN_SHARE * len(grams):
            held.append(number)
    return (held[0], held[-1]) if held else (None, None)


def _measure(score: ModuleType, corpus: str, kind: str, pastes: list[Paste], worst: int, folder: Path | None) -> None:
    rows, predictions, texts, forms, slowest = [], {}, {}, [], 0.0
    for paste in pastes:
        text = KINDS[kind](paste)
        if not text or not text.strip():
            continue
        start = time.process_time()
        prediction, form = _clean(text)
        slowest = max(slowest, time.process_time() - start)
        row = _reachable(score, paste.row, text)
        rows.append(row)
        forms.append(form is PageForm.TEXT)
        texts[row["id"]] = text
        predictions[row["id"]] = score.tidy(prediction)
    result, pages = score.SCORERS[corpus](rows, predictions, 0)
    cells = [f"{result[name]:.3f}".rjust(8) for name in FIELDS[corpus]]
    print(
        "  ".join([kind.ljust(8), str(len(rows)).rjust(4), *cells, f"{fmean(forms):.2f}", f"{1000 * slowest:.0f}"]),
        flush=True,
    )
    for row in sorted(rows, key=lambda row: pages[row["id"]]["f1"])[:worst]:
        print(f"    {pages[row['id']]['f1']:.3f} {row['id']}", file=sys.stderr)
    if folder is not None:
        place = folder / corpus / kind
        place.mkdir(parents=True, exist_ok=True)
        for identity, text in texts.items():
            (place / f"{identity}.txt").write_text(text, encoding="utf-8")
        with (place / "predictions.jsonl").open("w", encoding="utf-8") as out:
            for row in rows:
                found = {**predictions[row["id"]], "page": pages[row["id"]], "truth": row}
                out.write(json.dumps({"id": row["id"], **found}, ensure_ascii=False) + "\n")


def _clean(text: str) -> tuple[dict[str, Any], PageForm | None]:
    try:
        page = page_from_paste(text)
        return article_to_object(extract(page, options=ExtractOptions(is_lenient=True))), page.form
    except ReaderError as error:
        return {"error": str(error)}, None


def _reachable(score: ModuleType, row: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the truth without a headline, names and captions that the paste does not hold."""
    lines = {score.norm_line(line) for line in text.split("\n")}
    flat = score.norm_line(text)
    row = dict(row)
    if (
        row.get("title")
        and not any(score.norm_line(title) in lines for title in _titles(row))
        and not all(score.norm_line(title) in flat for title in _titles(row))
    ):
        row["title"] = row["h1"] = None
    if not all(score.norm_line(name) in flat for name in row.get("authors") or ()):
        row["authors"] = []
    if row.get("captions"):
        row["captions"] = [caption for caption in row["captions"] if score.norm_line(caption["x"]) in flat]
    return row


def _titles(row: dict[str, Any]) -> Iterator[str]:
    return (title for title in (row.get("title"), row.get("h1")) if title)


if __name__ == "__main__":
    sys.exit(main())
