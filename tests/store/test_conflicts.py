"""Which names are conflict copies, and of what."""

import pytest

from reader.store.conflicts import original_name


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("0123.sync-conflict-20260102-120000-ABCDEFG.json", "0123.json"),
        ("0123.position.sync-conflict-20260102-120000-ABCDEFG.json", "0123.position.json"),
        ("0123 (Ada's conflicted copy 2026-01-02).json", "0123.json"),
        ("0123 (conflicted copy 2026-01-02 120000).json", "0123.json"),
        ("record.sync-conflict-20260102-120000-ABCDEFG.sync-conflict-20260103-120000-ABCDEFG.json", "record.json"),
        ("0123.json", ""),
        ("0123.position.json", ""),
        (".syncthing.0123.json.tmp", ""),
        ("notes.txt", ""),
    ],
)
def test_names(name: str, original: str) -> None:
    assert original_name(name) == original
