"""The page of the visual rules names the code that carries them out: those names exist."""

import re
from pathlib import Path

READER = Path(__file__).parents[3] / "reader"
PAGE = (READER / "tui" / "LOOKS.md").read_text(encoding="utf-8")


def test_every_name_on_the_page_is_a_name_of_the_code() -> None:
    named = re.findall(r"`((?:\w+/)*\w+\.py):(\w+)`", PAGE)
    assert len(named) > 20
    for path, name in named:
        file = READER / path if path.startswith("layout/") else READER / "tui" / path
        text = file.read_text(encoding="utf-8")
        assert re.search(rf"^(?:class |def )?{name}\b", text, re.MULTILINE), f"{path}:{name}"


def test_every_file_on_the_page_is_there() -> None:
    for path in re.findall(r"`((?:\w+/)*\w+\.py)`", PAGE):
        below = READER.parent if path.startswith("tests/") else READER / "tui"
        assert (below / path).is_file(), path


def test_numbers_on_the_page_are_those_of_the_code() -> None:
    from reader.tui.arrangement import DRAWER_LEAVES, LIBRARY_FROM, MARGIN_FROM
    from reader.tui.screens.sheet import SHEET_WIDTH
    from reader.tui.screens.sheet_body import EDGE
    from reader.tui.widgets.article_painter import GUTTER
    from reader.tui.widgets.article_view import DEFAULT_MEASURE, NARROWEST_MEASURE, WIDEST_MEASURE

    page = " ".join(PAGE.split())
    assert f"{DEFAULT_MEASURE} cells, {NARROWEST_MEASURE} to {WIDEST_MEASURE} by key" in page
    assert f"beside the text from {MARGIN_FROM} cells, library from {LIBRARY_FROM}" in page
    assert f"leave {DRAWER_LEAVES} cells of the text" in page
    assert f"{SHEET_WIDTH} cells wide at most" in page
    assert f"| gutter left of the text | {GUTTER}:" in page
    assert f"full screens | {EDGE} at both sides" in page
