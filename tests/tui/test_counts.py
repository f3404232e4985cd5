"""Numbers before keys: how often, or which."""

from tests.tui.conftest import Run

FREE = {"focus_library": (), "focus_article": (), "focus_margin": ()}
"""With these keys taken away, all digits count."""


async def test_number_moves_the_bar_so_many_articles(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(keys=FREE) as running:
        await running.press("2", "j")
        assert running.screen.library.cursor == 2
        await running.press("9", "k")
        assert running.screen.library.cursor == 0


async def test_number_before_the_key_for_the_end_names_an_article(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(keys=FREE) as running:
        await running.press("2", "G")
        assert running.screen.library.cursor == 1
        await running.press("G")
        assert running.screen.library.cursor == len(article_ids) - 1
        await running.press("4", "0", "G")
        assert running.screen.library.cursor == len(article_ids) - 1


async def test_number_chooses_in_a_sheet(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("?", "3", "G")
        assert "3/" in running.text
        await running.press("2", "j")
        assert "5/" in running.text


async def test_number_is_shown_until_its_key_comes(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("4", "2")
        assert "42   " in running.text.splitlines()[-1]
        await running.press("escape")
        assert "42   " not in running.text.splitlines()[-1]
