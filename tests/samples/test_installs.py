"""Themes and samples are found in all three kinds of installation: a wheel, an editable install, a checkout.

Each is tried by a process of its own that starts in an empty folder and knows nothing of this one's import path.
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import reader.library.resources
from reader.library.resources import resource_folder
from reader.model.errors import ReaderError

ROOT = Path(__file__).resolve().parents[2]

BUILD = "import sys, hatchling.build; print(hatchling.build.{hook}(sys.argv[1]))"

LOOK = """
import site, sys
site.addsitedir(sys.argv[1])
sys.path.insert(0, sys.path.pop())
from pathlib import Path
from reader.library.resources import themes_folder
from reader.library.samples import demo_plan, samples_folder
from reader.tui.looks.themes import load_all
import reader
plan, themes = demo_plan(), load_all(themes_folder())
assert all(article.page.is_file() for article in plan.articles)
assert not themes.problems
print(reader.__file__, samples_folder(), themes_folder(), len(plan.articles), len(themes.themes), sep="\\n")
"""


def build(hook: str, folder: Path) -> Path:
    """Build a wheel with the project's own build backend (PEP 517, PEP 660) and unpack it into `folder`."""
    for needed in ("hatchling", "editables"):
        pytest.importorskip(
            needed, reason="building without isolation needs the build backend; the `dev` extra brings it"
        )
    wheels = folder / "wheels"
    wheels.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", BUILD.format(hook=hook), str(wheels)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(wheels / done.stdout.strip()) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def look(path: Path, empty: Path) -> list[Path]:
    """Return where a process that has the folder `path` for its packages finds package, samples and themes."""
    empty.mkdir()
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", LOOK, str(path)],
        cwd=empty,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    package, samples, themes, articles, theme_count = done.stdout.splitlines()
    assert int(articles) >= 16
    assert int(theme_count) >= 6
    return [Path(package).parent, Path(samples), Path(themes)]


def test_a_checkout_has_them_beside_the_package(tmp_path: Path) -> None:
    assert look(ROOT, tmp_path / "empty") == [ROOT / "reader", ROOT / "sample_articles", ROOT / "themes"]


@pytest.mark.slow
def test_an_editable_install_has_them_beside_the_package(tmp_path: Path) -> None:
    installed = build("build_editable", tmp_path)
    assert look(installed, tmp_path / "empty") == [ROOT / "reader", ROOT / "sample_articles", ROOT / "themes"]


@pytest.mark.slow
def test_a_wheel_has_them_in_the_package(tmp_path: Path) -> None:
    installed = build("build_wheel", tmp_path)
    package = installed / "reader"
    assert look(installed, tmp_path / "empty") == [package, package / "sample_articles", package / "themes"]


def test_the_package_is_looked_into_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "reader"
    (package / "themes").mkdir(parents=True)
    (tmp_path / "site" / "themes").mkdir()
    monkeypatch.setattr(reader, "__file__", str(package / "__init__.py"))
    assert reader.library.resources.themes_folder() == package / "themes"


def test_an_installation_that_lacks_them_says_so() -> None:
    with pytest.raises(ReaderError, match="nonsense"):
        resource_folder("nonsense")
