"""Pictures in a terminal that holds them, from the file to the placeholder cells and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from reader.layout.rows import Order
from reader.library.library import Library
from reader.tui.lines import take_order
from reader.tui.looks.terminal_pictures import CellPixels
from reader.tui.pictures.media import HalfCells
from reader.tui.pictures.placeholders import PLACEHOLDER
from reader.tui.pictures.sending import TerminalPictures
from tests.tui.conftest import Run, Running
from tests.tui.pictures.kitty import Kitty

WORDS = "<p>The ferry that once tied the two shores of the lake will run again from April, the council said.</p>" * 3
FIGURE = '<figure><img src="{0}.png" alt="{0}"><figcaption>The {0}.</figcaption></figure>'


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TERM", "xterm-kitty")
    monkeypatch.setenv("COLORTERM", "truecolor")
    yield
    take_order(Order.TERMINAL)  # kitty leaves the order of letters to the program, and the process has one terminal


@pytest.fixture
def article_id(library: Library, tmp_path: Path) -> str:
    for number, name in enumerate(("ferry", "tower")):
        Image.new("RGB", (600, 400 + 400 * number), (200, 30, 30)).save(tmp_path / f"{name}.png")
    page = tmp_path / "page.html"
    page.write_text(
        f"<title>Lake</title><article><h1>Lake</h1>{WORDS}{FIGURE.format('ferry')}"
        f"{WORDS}{FIGURE.format('tower')}{WORDS * 9}</article>"
    )
    return library.add(str(page)).article_id


async def in_kitty(running: Running, kitty: Kitty) -> None:
    """Go on as if the terminal had said that it holds pictures."""
    assert running.app._driver is not None
    running.app._driver.write = kitty.write  # type: ignore[method-assign]  # the driver of tests writes nowhere
    await running.until(lambda: running.screen.is_booked)
    await running.settle()
    desk = running.screen.pictures
    desk._cell = CellPixels(10, 20)
    running.screen.article.show_pictures(desk._medium("auto"))


async def test_a_picture_is_sent_before_its_cells_stand_and_goes_with_the_article(run: Run, article_id: str) -> None:
    kitty = Kitty()
    async with run(opened=article_id) as running:
        await in_kitty(running, kitty)
        await running.until(lambda: PLACEHOLDER in running.text)
        assert kitty.pictures
        widths = {0, *(wide for wide, _ in kitty.places.values())}
        assert {line.count(PLACEHOLDER) for line in running.text.split("\n")} <= widths
        await running.press("q")
        assert kitty.pictures == {}
    assert kitty.other == ""


async def test_leaving_the_program_leaves_no_picture_behind(run: Run, article_id: str) -> None:
    kitty = Kitty()
    async with run(opened=article_id) as running:
        await in_kitty(running, kitty)
        await running.until(lambda: kitty.pictures)
    assert kitty.pictures == {}


async def test_pictures_are_sent_anew_for_another_size(run: Run, article_id: str) -> None:
    kitty = Kitty()
    async with run(opened=article_id) as running:
        await in_kitty(running, kitty)
        await running.until(lambda: len(kitty.pictures) == 2)
        before = dict(kitty.places)
        await running.pilot.resize_terminal(70, 24)
        await running.until(lambda: len(kitty.pictures) == 2 and not set(before) & set(kitty.pictures))
        assert all(width <= 66 and rows <= 12 for width, rows in kitty.places.values())


async def test_what_another_program_made_the_terminal_lose_is_sent_again(run: Run, article_id: str) -> None:
    kitty = Kitty()
    async with run(opened=article_id) as running:
        await in_kitty(running, kitty)
        await running.until(lambda: len(kitty.pictures) == 2)
        numbers = set(kitty.pictures)
        kitty.pictures.clear()
        running.screen.article.redraw_pictures()
        await running.until(lambda: set(kitty.pictures) == numbers)


async def test_a_picture_by_itself_is_sent_at_its_size_and_deleted_after(run: Run, article_id: str) -> None:
    kitty = Kitty()
    async with run(opened=article_id) as running:
        await in_kitty(running, kitty)
        await running.until(lambda: len(kitty.pictures) == 2)
        article = running.screen.article
        article.jump_to(article.article.text.index("The ferry.\n"))
        await running.press("enter")
        await running.until(lambda: len(kitty.pictures) == 3)
        await running.press("+")
        await running.until(lambda: PLACEHOLDER in running.text and len(kitty.pictures) == 3)
        await running.press("escape")
        await running.until(lambda: len(kitty.pictures) == 2)


@pytest.mark.parametrize(
    ("wanted", "environ", "expected"),
    [
        ("auto", {}, TerminalPictures),
        ("auto", {"SSH_TTY": "/dev/pts/1"}, HalfCells),
        ("pixels", {"SSH_TTY": "/dev/pts/1"}, TerminalPictures),
        ("cells", {}, HalfCells),
        ("none", {}, type(None)),
    ],
)
async def test_the_setting_says_how_pictures_are_shown(
    run: Run, wanted: str, environ: dict[str, str], expected: type
) -> None:
    async with run(environ=environ) as running:
        desk = running.screen.pictures
        desk._cell = CellPixels(10, 20)
        assert type(desk._medium(wanted)) is expected


async def test_with_few_colours_pictures_are_drawn_in_those_that_there_are(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("COLORTERM")
    async with run() as running:
        medium = running.screen.pictures._medium("auto")
        assert isinstance(medium, HalfCells)
        assert medium._has_few_colours
