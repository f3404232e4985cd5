"""Lives of three devices that write one annotation file and pull from one another, with the truth kept beside them.

For the property tests of merging and the figures that `tests/benchmarks/syncing.py` prints. Every change goes through
`write_version`, as the program's own do; the truth is kept in plain sets of what each writer had seen.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any, NamedTuple

from reader.store.merge import (
    ANNOTATIONS,
    TOMBSTONES,
    Tables,
    dot_of,
    merge_tables,
    resolve,
    versions_of,
    write_version,
)
from reader.store.sealed import JsonObject

DEVICES = "abc"
KEYS = ("1", "2")
DEEDS = (
    *("insert", "note", "note", "colour", "tags", "attach", "settle"),
    *("by hand", "remove", "restore", "undo", "pull", "pull"),
)
SKEWS = {"a": 0, "b": 50, "c": -40}
"""Clocks that go wrong by some steps."""


class Step(NamedTuple):
    """Something a device does."""

    deed: str
    device: str
    other: str
    """The device that is pulled from."""
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A version as it was truly written."""

    dot: tuple[str, int]
    past: frozenset[tuple[str, int]]
    """The names of all versions it replaced, theirs, and its own."""
    is_removal: bool = False
    note: str = ""
    note_since: tuple[str, int] = ("", 0)
    passage: str = ""
    passage_since: tuple[str, int] = ("", 0)


@dataclass(slots=True)
class Life:
    """Three devices, what stands in their files, and what truly happened."""

    states: dict[str, Tables] = field(
        default_factory=lambda: {device: {ANNOTATIONS: {}, TOMBSTONES: {}} for device in DEVICES}
    )
    known: dict[str, dict[str, set[tuple[str, int]]]] = field(
        default_factory=lambda: {device: {key: set() for key in KEYS} for device in DEVICES}
    )
    events: dict[tuple[str, str, int], Event] = field(default_factory=dict)
    number: int = 0

    def live(self, steps: Iterable[Step]) -> "Life":
        """Do all `steps`; those that cannot be done (an edit of what is not there) are passed over."""
        for step in steps:
            self.number += 1
            self.do(step)
        return self

    def do(self, step: Step) -> None:
        """Do one step."""
        living = self.states[step.device][ANNOTATIONS].get(step.key)
        dead = self.states[step.device][TOMBSTONES].get(step.key)
        text = f"note {self.number} of {step.device}"
        match step.deed:
            case "insert" if living is None and dead is None:
                self.save(step, {"note": text, "colour": "yellow", "tags": [], "selectors": None})
            case "note" if living:
                self.save(step, {"note": text}, is_settled=True)
            case "undo" if living:
                old = [event.note for (key, *_), event in self.events.items() if key == step.key and event.note]
                self.save(step, {"note": old[0]}, is_settled=True)
            case "colour" if living:
                self.save(step, {"colour": f"colour {self.number}"})
            case "tags" if living:
                self.save(step, {"tags": [str(self.number)]})
            case "attach" if living:  # what stands in three fields belongs together
                self.save(step, {"selectors": text, "version": text, "marked_as": text}, is_settled=True)
            case "settle" if living:
                self.save(step, {}, is_settled=True)
            case "by hand" if living:
                self.write(step, {**living, "mood": self.number})
            case "remove" if living:
                self.write(step, {"removed": "now", "updated": "now", "was": resolve(living).document})
            case "restore" if dead and isinstance(dead.get("was"), dict):
                self.write(step, dict(dead["was"]))
            case "pull":
                self.states[step.device] = merge_tables(self.states[step.device], self.states[step.other])
                for key in KEYS:
                    self.known[step.device][key] |= self.known[step.other][key]
            case _:
                pass

    def save(self, step: Step, fields: JsonObject, *, is_settled: bool = False) -> None:
        """Change fields as the store of annotations does: of what is shown; the rest stays beside unless it is settled."""
        before = self.states[step.device][ANNOTATIONS].get(step.key)
        shown = resolve(before) if before else None
        others = [rival.version for rival in shown.rivals] if shown and not is_settled else []
        stored = before.get("others", []) if before else []
        others = [stored[rival.place] for rival in shown.rivals] if shown and others else []
        self.write(step, {**(shown.document if shown else {}), **fields, "updated": "now", "others": others})

    def write(self, step: Step, document: JsonObject) -> None:
        """Write a version, and note what is true of it."""
        state = self.states[step.device]
        before = state[ANNOTATIONS].get(step.key) or state[TOMBSTONES].get(step.key)
        written = write_version(document, before, step.device, self.number * 10 + SKEWS[step.device] + 100)
        dot = dot_of(written)
        was = versions_of(before) if before else ()
        kept = {dot_of(other) for other in written.get("others", ())}
        past = frozenset({dot}).union(
            *(self.events[step.key, *dot_of(version)].past for version in was if dot_of(version) not in kept)
        )
        since = written.get("since", {})
        self.events[step.key, *dot] = Event(
            dot=dot,
            past=past,
            is_removal="removed" in document,
            note=document.get("note", ""),
            note_since=tuple(since.get("note", dot)),
            passage=document.get("selectors") or "",
            passage_since=tuple(since.get("selectors", dot)),
        )
        self.known[step.device][step.key].add(dot)
        table = TOMBSTONES if "removed" in document else ANNOTATIONS
        for name in (ANNOTATIONS, TOMBSTONES):
            state[name] = {key: other for key, other in state[name].items() if key != step.key}
        state[table][step.key] = written

    def truth(self, key: str) -> tuple[bool, set[str], set[str]]:
        """Return whether the document lives after all have met, and the notes and the passages that are to be seen of it."""
        known = [self.events[key, *dot] for dot in set().union(*(self.known[device][key] for device in DEVICES))]
        last = [event for event in known if not any(event.dot in other.past for other in known if other is not event)]
        living = [event for event in last if not event.is_removal]
        notes = {
            event.note
            for event in living
            if not any(other.note_since != event.note_since and event.note_since in other.past for other in living)
        }
        passages = {
            event.passage
            for event in living
            if not any(
                other.passage_since != event.passage_since and event.passage_since in other.past for other in living
            )
        }
        return bool(living), notes, passages


def random_steps(chance: random.Random, length: int) -> list[Step]:
    """Return a life drawn by chance."""
    return [
        Step(chance.choice(DEEDS), chance.choice(DEVICES), chance.choice(DEVICES), chance.choice(KEYS))
        for _ in range(length)
    ]


def all_orders(states: Sequence[Tables]) -> list[Tables]:
    """Return the results of merging three states in every order and grouping."""
    results: list[Tables] = []
    for x, y, z in permutations(states):
        results += [merge_tables(merge_tables(x, y), z), merge_tables(x, merge_tables(y, z))]
    return results


def faults_of(life: Life) -> list[str]:
    """Return what is wrong with the devices' states or with what they come to, in words; nothing is as it should be."""
    states = list(life.states.values())
    merged, *others = all_orders(states)
    faults = [] if all(other == merged for other in others) else ["the order of merging matters"]
    faults += [] if merge_tables(merged, merged) == merged else ["merging twice matters"]
    faults += [] if all(merge_tables(merged, state) == merged for state in states) else ["an old state matters"]
    for key in KEYS:
        lives, notes, passages = life.truth(key)
        document = merged[ANNOTATIONS].get(key)
        if lives != (document is not None):
            faults.append("a removal was undone" if document else "what was written was lost with a removal")
        if document is not None:
            found = notes_shown(document)
            faults += [f"lost: {note}" for note in notes - found]
            faults += [f"stale: {note}" for note in found - notes]
            seen = passages_shown(document)
            faults += [f"lost: passage {one}" for one in passages - {whole for whole, *_ in seen}]
            faults += [f"stale: passage {one}" for one in {whole for whole, *_ in seen} - passages]
            faults += [f"a passage put together from several: {parts}" for parts in seen if len(set(parts)) > 1]
    return faults


def notes_shown(document: JsonObject) -> set[str]:
    """Return the note of a document and those that are shown beside it."""
    shown = resolve(document)
    beside: list[Any] = [rival.fields["note"] for rival in shown.rivals if "note" in rival.fields]
    return {shown.document["note"], *beside}


def passages_shown(document: JsonObject) -> set[tuple[str, ...]]:
    """Return the passage of a document and those that are shown beside it, with the version and what was marked at first."""
    shown = resolve(document)
    bodies = [shown.document, *(rival.fields for rival in shown.rivals if "selectors" in rival.fields)]
    return {tuple(body.get(name) or "" for name in ("selectors", "version", "marked_as")) for body in bodies}
