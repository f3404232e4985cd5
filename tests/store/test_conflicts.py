"""Which names are conflict copies, and of what."""

import pytest

from reader.store.conflicts import original_name

ID = "0123456789abcdef"
DIGEST = ID * 4


@pytest.mark.parametrize(
    ("name", "original"),
    [
        (f"{ID}.sync-conflict-20260102-120000-ABCDEFG.json", f"{ID}.json"),
        (f"{ID}.sync-conflict-20260102-120000.json", f"{ID}.json"),
        (f"{ID}.position.sync-conflict-20260102-120000-ABCDEFG.json", f"{ID}.position.json"),
        (f"{DIGEST}.html.sync-conflict-20260102-120000-ABCDEFG.zst", f"{DIGEST}.html.zst"),
        (f"{DIGEST}.sync-conflict-20260102-120000-ABCDEFG.jpg", f"{DIGEST}.jpg"),
        ("library.sync-conflict-20260102-120000-ABCDEFG.toml", "library.toml"),
        (f"{ID} (Ada's conflicted copy 2026-01-02).json", f"{ID}.json"),
        (f"{ID} (Ada's conflicted copy 2026-01-02 (1)).json", f"{ID}.json"),
        (f"{ID} (Case Conflict).json", f"{ID}.json"),
        (f"{ID} (Case Conflict 1).json", f"{ID}.json"),
        (f"{ID} (Ada's conflicted copy 2026-01-02) (Case Conflict).json", f"{ID}.json"),
        (f"{ID} (Adas in Konflikt stehende Kopie 2026-01-02).json", f"{ID}.json"),
        (f"{ID} (Copie en conflit de Ada 2026-01-02).json", f"{ID}.json"),
        (f"{ID} (Copia en conflicto de Ada 2026-01-02).json", f"{ID}.json"),
        (f"{ID} (Ada 的冲突副本 2026-01-02).json", f"{ID}.json"),
        (f"{ID} (Ada の競合コピー 2026-01-02).json", f"{ID}.json"),
        (f"{ID} (конфликтующая копия Ada 2026-01-02).json", f"{ID}.json"),
        (f"{ID} (conflicted copy 2026-01-02 120000).json", f"{ID}.json"),
        (f"{ID}_conflict-20260102-120000.json", f"{ID}.json"),
        (f"{ID} (SFConflict ada@example.org 2026-01-02-12-00-00).json", f"{ID}.json"),
        (f"{ID} [conflicted].json", f"{ID}.json"),
        (f"{ID}.Conflict.json", f"{ID}.json"),
        (f"{ID}-ADAS-LAPTOP.json", f"{ID}.json"),
        (f"{ID}-DESKTOP-7Q2.json", f"{ID}.json"),
        (f"{ID} 2.json", f"{ID}.json"),
        ("record 3.json", "record.json"),
        (f"{ID} (1).json", f"{ID}.json"),
        (f"{ID}(1).json", f"{ID}.json"),
        (f"{ID}.position (1).json", f"{ID}.position.json"),
        (f"{ID}.json~HEAD", f"{ID}.json"),
        (f"{ID}.json~origin_main", f"{ID}.json"),
        (f"{ID}.json.orig", f"{ID}.json"),
        ("library.toml.orig", "library.toml"),
        (
            "record.sync-conflict-20260102-120000-ABCDEFG.sync-conflict-20260103-120000-ABCDEFG.json",
            "record.json",
        ),
        (f"{ID}.json", ""),
        (f"{ID}.position.json", ""),
        (f"{ID}.json~", ""),
        (f"{ID} (backup).json", ""),
        (f"{ID}-before-the-move.json", ""),
        (f"{ID}-2.json", ""),
        (f"{ID} 1.json", ""),
        (f".syncthing.{ID}.json.tmp", ""),
        (f"~syncthing~{ID}.json.tmp", ""),
        ("notes.sync-conflict-20260102-120000-ABCDEFG.txt", ""),
        ("shopping (Ada's conflicted copy 2026-01-02).json", ""),
        ("library old.toml", ""),
        ("notes.txt", ""),
        ("", ""),
    ],
)
def test_names(name: str, original: str) -> None:
    assert original_name(name) == original
