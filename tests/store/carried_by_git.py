"""git as its users carry a library with it: commit, pull, and what a conflict leaves in the files is committed as it is."""

import subprocess
from pathlib import Path
from typing import NamedTuple

from tests.store.machines import Machine, content_of, two_machines

STYLES = ("merge", "diff3", "zdiff3")
_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "HOME": "/nonexistent",
    "PATH": "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin",
}


class GitReport(NamedTuple):
    """What a run came to."""

    merges: int
    conflicts: int
    """Merges that left marks in files."""
    files_with_marks: int
    beside: int
    """Annotations that had something beside them after a merge, in all."""
    faults: tuple[str, ...]


def git(folder: Path, *arguments: str, may_fail: bool = False) -> str:
    """Run git in `folder` without anybody's settings; return what it prints."""
    settings = ("user.name=A", "user.email=a@example.org", "commit.gpgsign=false", "pull.rebase=false", "gc.auto=0")
    command = ["git", *(word for setting in settings for word in ("-c", setting)), *arguments]
    run = subprocess.run(command, cwd=folder, env=_ENVIRONMENT, check=not may_fail, capture_output=True)
    return run.stdout.decode()


def carry(root: Path, *, rounds: int, seed: int, line_ends: bool = False) -> GitReport:
    """Let two machines work for `rounds` merges; with `line_ends` one of them has git make its line ends CRLF."""
    here, there = two_machines(root, seed)
    here.places.folder.mkdir(parents=True)
    git(here.places.folder, "init", "-q", "-b", "main")
    here.keep_article(0)
    here.work(6)
    _commit(here)
    there.places.folder.parent.mkdir()
    git(root, "clone", "-q", str(here.places.folder), str(there.places.folder))
    git(here.places.folder, "remote", "add", "origin", str(there.places.folder))
    if line_ends:
        git(there.places.folder, "config", "core.autocrlf", "true")
    conflicts = marked = beside = 0
    faults: list[str] = []
    for number in range(rounds):
        for machine in (here, there):
            machine.work(4)
            if number % 5 == 0:
                machine.keep_article(number // 5)
            _commit(machine)
        merging, other = (here, there) if number % 2 else (there, here)
        git(merging.places.folder, "config", "merge.conflictStyle", STYLES[number % len(STYLES)])
        git(merging.places.folder, "pull", "-q", "--no-edit", "origin", "main", may_fail=True)
        with_marks = [name for name, data in content_of(merging.places.folder).items() if b"<<<<<<<" in data]
        conflicts += bool(with_marks)
        marked += len(with_marks)
        found = merging.faults()
        if number % 3 == 0:
            merging.mend()
            found += merging.faults()
        _commit(merging)  # in the other rounds with all the marks in it
        git(other.places.folder, "pull", "-q", "--no-edit", "origin", "main", may_fail=True)
        found += other.faults()
        if merging.shown() != other.shown():
            found.append("the machines differ")
        beside += sum(1 for annotation in merging.shown().values() if annotation.others)
        faults += [f"merge {number + 1}: {fault}" for fault in found]
    return GitReport(rounds, conflicts, marked, beside, tuple(faults))


def _commit(machine: Machine) -> None:
    git(machine.places.folder, "add", "-A")
    git(machine.places.folder, "commit", "-q", "--allow-empty", "-m", f"by {machine.name}")
