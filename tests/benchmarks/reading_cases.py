"""The cases of `reading.py`: which program is started on which library, and what is done in it. A scenario for the kit."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.long_story import FIRST_WORDS, TITLE, MadeStory, folders_below

_PAGES = 14
_STEPS = 10


class Step(NamedTuple):
    """What is done, and how often; one without a name only prepares."""

    name: str = ""
    keys: tuple[str, ...] = ()
    times: int = 1
    skip: int = 0
    until: str = ""
    gone: str = ""
    resize: tuple[str, ...] = ()
    quiet: float = 0.08

    def toml(self) -> str:
        """Return it as an inline table of the scenario."""
        kept = {name: value for name, value in self._asdict().items() if value}
        return "{" + ", ".join(f"{name} = {json.dumps(value)}" for name, value in kept.items()) + "}"


class Case(NamedTuple):
    """A program and what is done in it."""

    name: str
    command: str
    ready: str
    steps: tuple[Step, ...] = ()
    environ: Mapping[str, str] = {}

    def toml(self) -> str:
        """Return it as a case of the scenario."""
        environ = ", ".join(f"{name} = {json.dumps(value)}" for name, value in self.environ.items())
        lines = [
            "[[case]]",
            f"name = {json.dumps(self.name)}",
            f"cmd = {json.dumps(self.command)}",
            f"ready = {json.dumps(self.ready)}",
            f"env = {{{environ}}}",
            f"steps = [{', '.join(step.toml() for step in self.steps)}]",
        ]
        return "\n".join(lines)


def _paging(lines: str) -> tuple[Step, ...]:
    return (
        Step("page", ("pagedown",), times=_PAGES, skip=2),
        Step("line", (lines,), times=_STEPS, skip=1),
    )


_READING = (
    *_paging("down"),
    Step(keys=("v",)),
    Step("caret", ("l",), times=_STEPS, skip=1),
    Step(keys=("v", "l")),
    Step("selection", ("l",), times=_STEPS, skip=1),
    Step(keys=("esc",)),
)
_RESIZING = (Step("resize", resize=("100x40", "120x40"), times=6, skip=1, quiet=0.2),)
_TOP = (Step(keys=("g", "g"), until=FIRST_WORDS, quiet=0.7),)
"""The next start opens where this one was left."""

_OPENING = (
    Step(keys=("enter",), until=FIRST_WORDS, quiet=0.3),
    Step(keys=("q",), gone=FIRST_WORDS, quiet=0.3),
    Step("open", ("enter",), until=FIRST_WORDS, quiet=0.15),
    Step(keys=("q",), gone=FIRST_WORDS, quiet=0.3),
    Step("open", ("enter",), until=FIRST_WORDS, quiet=0.15),
)


def cases(floor: str, python: str, made: Mapping[str, MadeStory], throwaway: Path) -> list[Case]:
    """Return all cases, the floor first. `made` has `small`, and `big` and `marked` if they are to be measured."""
    reader = f"{python} -m reader"
    found = [Case("floor", floor, "READY", _paging("down"))]
    small, big, marked = made["small"], made.get("big"), made.get("marked")
    found.append(Case("list", reader, TITLE, environ=small.environ))
    found.append(_anew("list-anew", reader, small, TITLE))
    found.append(_anew("open-anew", f"{reader} open {small.article_id}", small))
    if big:
        found.append(_anew("big-anew", f"{reader} open {big.article_id}", big))
    found.append(Case("open", f"{reader} open {small.article_id}", FIRST_WORDS, _steps(is_resized=True), small.environ))
    if big:
        found.append(Case("big", f"{reader} open {big.article_id}", FIRST_WORDS, _steps(is_resized=True), big.environ))
    if marked:
        command = f"{reader} open {marked.article_id}"
        found.append(Case("marked", command, FIRST_WORDS, _steps(is_resized=False), marked.environ))
    found.append(Case("listed", reader, TITLE, _OPENING, small.environ))
    if big:
        found.append(Case("big-listed", reader, TITLE, _OPENING, big.environ))
    found.append(_cold("cold", reader, small, throwaway))
    if big:
        found.append(_cold("big-cold", reader, big, throwaway))
    return found


def _anew(name: str, command: str, made: MadeStory, ready: str = FIRST_WORDS) -> Case:
    """Return a start without the last screen, which is painted first where it was kept."""
    frames = Path(made.environ["XDG_STATE_HOME"]) / "pressmark" / "frames"
    return Case(name, f"sh -c 'rm -rf {frames}; exec {command}'", ready, environ=made.environ)


def _steps(*, is_resized: bool) -> tuple[Step, ...]:
    return (*_READING, *(_RESIZING if is_resized else ()), *_TOP)


def _cold(name: str, reader: str, made: MadeStory, throwaway: Path) -> Case:
    """Return the reading of a file that no library knows: each run has a library of its own."""
    command = f"sh -c 'exec {reader} --library {throwaway}/cold-$$ {made.file}'"
    return Case(name, command, FIRST_WORDS, environ=folders_below(throwaway / name))


def scenario(wanted: Sequence[Case], *, runs: int, size: str) -> str:
    """Return cases as the kit reads them."""
    head = [
        f"runs = {runs}",
        f"size = {json.dumps(size)}",
        "timeout = 45",
        'quit = ["ctrl+q"]',
        'env = {TEXTUAL_ANIMATIONS = "none"}',
    ]
    return "\n".join(head) + "\n\n" + "\n\n".join(case.toml() for case in wanted) + "\n"
