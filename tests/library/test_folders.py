"""Where things are kept on this machine."""

from pathlib import Path

import pytest

from reader.library.folders import default_folders


@pytest.mark.parametrize("relative", ["here", "./here", "../here", "~/here"])
def test_relative_path_of_the_environment_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, relative: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", relative)
    folders = default_folders()
    assert all(folder.is_relative_to(tmp_path) for folder in folders)
    assert len(set(folders)) == 4


def test_absolute_path_of_the_environment_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "there"))
    assert default_folders().state == tmp_path / "there" / "pressmark"
