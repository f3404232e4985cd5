"""A picture by itself, over a real library."""

from pathlib import Path

import pytest
from PIL import Image

from reader.library.library import Library
from reader.tui.screens.picture import COMING, NOT_COME, NOT_SHOWN, Picture
from tests.tui.conftest import Run, Running

FIGURE = '<figure><img src="{0}.png" alt="{0} seen from the pier"><figcaption>The {0}.</figcaption></figure>'
WORDS = "<p>The ferry that once tied the two shores of the lake will run again from April, the council said.</p>" * 3


@pytest.fixture
def article_id(library: Library, tmp_path: Path) -> str:
    """An article with three pictures: red, blue, and one that can't be had."""
    Image.new("RGB", (600, 400), (200, 30, 30)).save(tmp_path / "ferry.png")
    Image.new("RGB", (400, 600), (30, 30, 200)).save(tmp_path / "tower.png")
    page = tmp_path / "page.html"
    figures = WORDS.join(FIGURE.format(name) for name in ("ferry", "tower", "heron"))
    page.write_text(f"<title>Lake</title><article><h1>Lake</h1>{WORDS}{figures}{WORDS}</article>")
    return library.add(str(page)).article_id


def alone(running: Running) -> Picture:
    screen = running.app.screen
    assert isinstance(screen, Picture)
    return screen


async def fetched(running: Running) -> None:
    """Wait until the pictures that can be had are here."""
    await running.until(lambda: running.screen.is_booked)
    await running.settle()


async def open_first(running: Running) -> Picture:
    """Go to the first picture and open it."""
    await fetched(running)
    article = running.screen.article
    article.jump_to(article.article.text.index("The ferry.\n"))
    await running.press("enter")
    return alone(running)


async def test_enter_shows_the_picture_with_what_is_said_of_it(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        picture = await open_first(running)
        await running.until(lambda: picture._body.place is not None)
        assert "The ferry." in running.text
        assert "▦ ferry seen from the pier" in running.text
        assert "1 of 3" in running.text
        rows = [picture._body.render_line(y) for y in range(picture.size.height)]
        caption = next(y for y, row in enumerate(rows) if "The ferry." in row.text)
        ground = next(iter(rows[0])).style
        assert ground
        assert any(segment.style and segment.style.bgcolor != ground.bgcolor for segment in rows[caption - 1])
        await running.press("escape")
        assert running.app.screen is running.screen


async def test_keys_lead_through_the_pictures_of_the_article(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        picture = await open_first(running)
        seen = []
        for key in ("n", "right", "l", "p", "h", "left"):
            await running.press(key)
            seen.append(picture.shown.image.alt.split()[0])
        assert seen == ["tower", "heron", "heron", "tower", "ferry", "ferry"]


async def test_an_enlarged_picture_is_moved_by_the_keys_that_lead_on(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        picture = await open_first(running)
        await running.press("+", "+")
        assert "4 times as large" in running.text
        before = picture._view
        await running.press("l", "j")
        after = picture._view
        assert before is not None
        assert after is not None
        assert after.part.left > before.part.left
        assert after.part.top > before.part.top
        assert picture.shown.image.alt.startswith("ferry")
        await running.press("=", "l")
        assert picture.shown.image.alt.startswith("tower")


async def test_a_picture_that_is_not_here_is_fetched_and_says_what_it_shows(
    run: Run, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(opened=article_id) as running:
        session = running.screen.session
        asked: list[str] = []
        await fetched(running)
        monkeypatch.setattr(session, "fetch_pictures", asked.append)
        picture = await open_first(running)
        await running.press("n", "n")
        assert COMING in running.text
        assert "heron seen from the pier" in running.text
        assert asked == [article_id]
        picture.came(is_last=True)
        await running.settle()
        assert NOT_COME in running.text


async def test_a_file_that_is_no_picture_says_so(run: Run, article_id: str, library: Library) -> None:
    async with run(opened=article_id) as running:
        await fetched(running)
        path = library.image_path(article_id, _src(library, article_id, "ferry"))
        assert path is not None
        path.chmod(0o600)
        path.write_bytes(b"\x89PNG\r\n\x1a\nbut not really")
        await open_first(running)
        await running.until(lambda: NOT_SHOWN in running.text)


@pytest.mark.parametrize("size", [(8, 4), (8, 24), (200, 5)])
async def test_a_tiny_screen_breaks_nothing(run: Run, article_id: str, size: tuple[int, int]) -> None:
    async with run(opened=article_id, size=size) as running:
        await open_first(running)
        await running.press("+", "l", "j", "n", "n", "y")
        await running.pilot.resize_terminal(80, 24)
        await running.press("p")
        await running.until(lambda: "The tower." in running.text)


async def test_its_address_is_copied(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await open_first(running)
        await running.press("y")
        assert "Its address is copied." in running.text


async def test_pictures_give_way_to_words_by_key_and_come_back(run: Run, article_id: str, library: Library) -> None:
    async with run(opened=article_id) as running:
        article = running.screen.article
        await fetched(running)
        rows = article.text_layout.row_count
        await running.press("g", "p")
        assert article.text_layout.row_count < rows
        await running.press("g", "p")
        assert article.text_layout.row_count == rows


async def test_rows_are_kept_for_what_is_on_its_way_and_nothing_on_the_screen_moves(run: Run, article_id: str) -> None:
    async with run(opened=article_id, size=(80, 24)) as running:
        article = running.screen.article
        assert not running.screen.is_booked  # nothing was fetched yet
        article.jump_to(article.article.text.index("The heron.\n"))
        text = article.article.text

        def lines() -> list[int]:
            return [article.text_layout.row_of(at) - article.top for at in range(article.first_offset, len(text), 40)]

        before = lines()
        await fetched(running)
        assert lines() == before
        assert article.pictures.shelf.has("ferry.png")
        assert "heron seen from the pier" in running.text  # where its picture would be


def _src(library: Library, article_id: str, name: str) -> str:
    images = library.open_article(article_id).kept.article.images
    return next(image.src for image in images if name in image.src)
