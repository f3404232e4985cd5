"""Two machines that carry a library with git: edits on both sides, `git merge`, and whatever it makes of the files."""

import random
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reader.model.annotation import Annotation
from reader.store.annotations import AnnotationStore
from reader.store.places import LibraryPlaces

ROUNDS = 6
NO_CONFIG = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "HOME": "/nonexistent"}

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def git(folder: Path, *arguments: str, may_fail: bool = False) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    path = {"PATH": "/usr/bin:/bin:/usr/local/bin"}
    command = ["git", *identity, *arguments]
    subprocess.run(command, cwd=folder, env={**NO_CONFIG, **path}, check=not may_fail, capture_output=True)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_insert_is_lost_no_removal_undone_no_old_text_kept(
    tmp_path: Path, article_id: str, make_annotation: Callable[..., Annotation], seed: int
) -> None:
    rng = random.Random(seed)
    here = LibraryPlaces(tmp_path / "here" / "library", tmp_path / "here" / "local")
    there = LibraryPlaces(tmp_path / "there" / "library", tmp_path / "there" / "local")
    stores = {places.folder: AnnotationStore(places) for places in (here, there)}
    for number in range(4):
        stores[here.folder].save(make_annotation(f"base {number}"))
    git(here.folder, "init", "-q", "-b", "main")
    git(here.folder, "add", ".")
    git(here.folder, "commit", "-q", "-m", "base")
    git(here.folder.parent, "clone", "-q", str(here.folder), str(there.folder))
    git(here.folder, "remote", "add", "origin", str(there.folder))
    for moment in range(1, ROUNDS + 1):
        inserted: set[int] = set()
        removed: set[int] = set()
        written: dict[int, set[str]] = {}
        before = {annotation.id: annotation.note for annotation in stores[here.folder].load(article_id)}
        for folder, store in stores.items():
            for step in range(3):
                current = store.load(article_id)
                updated = make_annotation().created + timedelta(hours=moment, seconds=step)
                choice = rng.choice(["insert", "edit", "edit", "remove"])
                if choice == "insert" or not current:
                    annotation = make_annotation(f"{folder.parent.name} {moment}.{step}", updated=updated)
                    store.save(annotation)
                    inserted.add(annotation.id)
                    continue
                annotation = rng.choice(current)
                if choice == "remove":
                    store.remove(article_id, annotation.id)
                    removed.add(annotation.id)
                else:
                    note = f"{folder.parent.name} edited {moment}.{step}"
                    store.save(replace(annotation, note=note, updated=updated, others=()))
                    written.setdefault(annotation.id, set()).add(note)
            git(folder, "add", ".")
            git(folder, "commit", "-q", "--allow-empty", "-m", "round")
        git(here.folder, "fetch", "-q", "origin")
        git(here.folder, "merge", "-q", "origin/main", may_fail=True)
        store = stores[here.folder]
        merged = {annotation.id: annotation for annotation in store.load(article_id)}
        assert not any("damaged" in line for line in store.take_problems())
        for annotation_id in removed & merged.keys():  # written on the other side at the same time
            assert any(other.is_removal for other in merged[annotation_id].others)
        assert inserted - removed <= merged.keys()
        for annotation_id, notes in written.items():
            if annotation_id in merged:
                found = merged[annotation_id]
                assert found.note in notes
                assert before.get(annotation_id) not in found.other_notes
        store.mend(article_id)
        assert tuple(merged.values()) == store.load(article_id)
        git(here.folder, "add", ".")
        git(here.folder, "commit", "-q", "--allow-empty", "-m", "merged")
        git(there.folder, "pull", "-q", "origin", "main")
        assert stores[there.folder].load(article_id) == store.load(article_id)
