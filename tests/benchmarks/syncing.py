"""What synchronising does to a library, with figures: random lives of three devices, git, and Syncthing.

    python -m tests.benchmarks.syncing [merges|git|syncthing] [--count N] [--seed N]

Run from the project's folder. Without a word all three run: 1,000 lives, 60 merges by git (and as many with one side's line
ends made CRLF), 20 rounds by Syncthing. Ends with status 1 if anything was lost, came back, or was kept though it was
replaced; the same `--seed` gives the same edits.
"""

import argparse
import logging
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from reader.store.merge import ANNOTATIONS, TOMBSTONES, resolve
from tests.store import carried_by_git, carried_by_syncthing
from tests.store.lives import Life, all_orders, faults_of, random_steps

COUNTS = {"merges": 1000, "git": 60, "syncthing": 20}


def merges(count: int, seed: int) -> int:
    """Merge the states of three devices after random lives, in every order; return how many faults there were."""
    chance = random.Random(seed)
    deeds: Counter[str] = Counter()
    faults: list[str] = []
    living = removed = beside = 0
    started = time.process_time()
    for _ in range(count):
        steps = random_steps(chance, chance.randrange(4, 24))
        deeds.update(step.deed for step in steps)
        life = Life().live(steps)
        faults += faults_of(life)
        merged = all_orders(list(life.states.values()))[0]
        living += len(merged[ANNOTATIONS])
        removed += len(merged[TOMBSTONES])
        beside += sum(1 for document in merged[ANNOTATIONS].values() if resolve(document).rivals)
    print(f"{count} lives of three devices, each merged in 12 orders ({time.process_time() - started:.1f} s CPU)")
    print(f"  steps: {', '.join(f'{number} {deed}' for deed, number in sorted(deeds.items()))}")
    print(f"  left: {living} living (with something beside: {beside}), {removed} removed")
    return _told(faults)


def git(count: int, seed: int) -> int:
    """Carry a library with git; return how many faults there were."""
    if shutil.which("git") is None:
        print("git is not installed: NOT tested")
        return 0
    faults: list[str] = []
    for line_ends in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            report = carried_by_git.carry(Path(folder), rounds=count, seed=seed, line_ends=line_ends)
        how = ", line ends of one side CRLF" if line_ends else ""
        print(f"{report.merges} merges by git{how}")
        print(f"  with conflicts: {report.conflicts}; files with marks: {report.files_with_marks}")
        print(f"  annotations with something beside them, over all merges: {report.beside}")
        faults += report.faults
    return _told(faults)


def syncthing(count: int, seed: int) -> int:
    """Carry a library with two instances of Syncthing; return how many faults there were."""
    version = carried_by_syncthing.version()
    if not version:
        print("Syncthing is not installed: NOT tested")
        return 0
    print(f"{count} rounds by Syncthing {version}, two instances on loopback")
    print("  round  way        copies  annotations  beside  faults")

    def tell(one: carried_by_syncthing.Round) -> None:
        figures = f"{one.copies:6}  {one.annotations:11}  {one.beside:6}  {len(one.faults):6}"
        print(f"  {one.number:5}  {one.way:9}  {figures}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        rounds = carried_by_syncthing.carry(Path(folder), rounds=count, seed=seed, tell=tell)
    print(f"  all                {sum(one.copies for one in rounds):6}")
    return _told([f"round {one.number}: {fault}" for one in rounds for fault in one.faults])


def _told(faults: Iterable[str]) -> int:
    faults = list(faults)
    print(f"  lost, undone, stale or different: {len(faults)}")
    for fault in faults[:20]:
        print(f"    {fault}")
    return len(faults)


def main() -> int:
    """Run what the arguments name."""
    parser = argparse.ArgumentParser(description="Carry a library between machines and look what is lost.")
    parser.add_argument("what", nargs="*", choices=[*COUNTS, []], help="default: all")
    parser.add_argument("--count", type=int, help="how many lives, merges or rounds")
    parser.add_argument("--seed", type=int, default=20260102)
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)  # what the store tells its user is expected here
    runs = {"merges": merges, "git": git, "syncthing": syncthing}
    found = [runs[name](arguments.count or COUNTS[name], arguments.seed) for name in arguments.what or COUNTS]
    return 1 if sum(found) else 0


if __name__ == "__main__":
    sys.exit(main())
