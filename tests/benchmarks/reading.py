"""Start-up and paging against the least a Textual app can do.

    python tests/benchmarks/reading.py [--words 10000] [--highlights 100] [--runs 9] [--only PATTERN]

Makes a library with one article of our own words, writes a scenario, and hands it to `tui_bench.py` of the measuring kit,
which must lie in `../shared/bench` beside the project; says so where it doesn't. Read ratios of `cpu ms` against the first
case; absolute times mean little on a busy machine.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KIT = ROOT.parent / "shared" / "bench"
WORDS = (
    "the ferry lake reeds council winter bridge captain tickets shore pier boat hull landing harbour letter clock street "
    "window morning road lobby budget autumn children school wheel valley roof hail train platform lamp water wind"
).split()


def page(words: int) -> str:
    """Return an HTML page of about `words` words in paragraphs of 90, a heading every twelfth, the same every time."""
    chance = random.Random(7)
    paragraphs = []
    for number in range(words // 90):
        text = ". ".join(" ".join(chance.choices(WORDS, k=15)).capitalize() for _ in range(6))
        heading = f"<h2>{' '.join(chance.choices(WORDS, k=4)).capitalize()}</h2>" if number % 12 == 11 else ""
        paragraphs.append(f"{heading}<p>{text}.</p>")
    paragraphs[0] = f"<p>First words of the long story. {paragraphs[0][3:]}"
    body = "\n".join(paragraphs)
    return (
        f"<!doctype html><html lang=en><title>A long story</title><article><h1>A long story</h1>{body}</article></html>"
    )


def prepare(home: Path, words: int, highlights: int) -> str:
    """Keep the page in a library below `home` and mark sentences all over it; return the article's id."""
    from reader.library.folders import default_folders
    from reader.library.library import Library
    from reader.model.annotation import Colour
    from reader.model.units import sentences

    path = home / "story.html"
    path.write_text(page(words), encoding="utf-8")
    library = Library.open(folders=default_folders())
    article_id = library.add(str(path)).article_id
    text = library.open_article(article_id).kept.article.text
    found = sentences(text)[3:]
    step = max(1, len(found) // max(1, highlights))
    for number, (start, end) in enumerate(found[::step][:highlights]):
        library.annotate(
            article_id, start, end, colour=list(Colour)[number % 5], note="A note." if number % 4 == 0 else ""
        )
    return article_id


def scenario(home: Path, article_id: str, runs: int) -> str:
    """Return the scenario for the kit: the floor first, then a kept article, then a cold file."""
    floor, python = json.dumps(f"{sys.executable} {KIT / 'floor.py'}"), sys.executable
    # The last step goes back to the top: the next start opens where this one was left.
    steps = (
        '[{name = "page", keys = "pagedown", times = 12, skip = 1}, {name = "line", keys = "down", times = 8, skip = 1}, '
        '{keys = ["g", "g"], until = "First words"}]'
    )
    return f"""
runs = {runs}
size = "120x40"
timeout = 60
quit = ["ctrl+q"]
env = {{TEXTUAL_ANIMATIONS = "none"}}

[[case]]
name = "floor"
cmd = {floor}
ready = "READY"
steps = [{{name = "page", keys = "pagedown", times = 12, skip = 1}}, {{name = "line", keys = "down", times = 8, skip = 1}}]

[[case]]
name = "open"
cmd = {json.dumps(f"{python} -m reader open {article_id}")}
ready = "First words"
steps = {steps}

[[case]]
name = "list"
cmd = {json.dumps(f"{python} -m reader")}
ready = "A long story"

[[case]]
name = "cold-file"
cmd = {json.dumps(f"{python} -m reader --library {home / 'cold'} {home / 'story.html'}")}
ready = "First words"
"""


def main() -> int:
    """Prepare, measure, print the kit's table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--highlights", type=int, default=100)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    if not (KIT / "tui_bench.py").exists():
        print(f"the measuring kit is not at {KIT}: nothing measured", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
        article_id = prepare(home, options.words, options.highlights)
        path = home / "scenario.toml"
        path.write_text(scenario(home, article_id, options.runs), encoding="utf-8")
        command = [sys.executable, str(KIT / "tui_bench.py"), str(path)]
        return subprocess.run(
            [*command, "--only", options.only] if options.only else command, check=False, cwd=ROOT
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
