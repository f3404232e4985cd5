"""The whole way with a real library: what was left out is seen, kept for good, and taken back."""

from pathlib import Path

import pytest

from reader.library.library import Library
from reader.model.cleaning import RuleVerb
from tests.loopback import PARAGRAPHS
from tests.tui.conftest import Run, Running

ASIDE = (
    "The council’s own count of the crossings says that eleven thousand people were carried in the last summer alone."
)
PAGE = f"""<!doctype html><html lang=en><head><meta charset=utf-8><title>The ferry runs again | Hill Gazette</title>
<link rel=canonical href="https://hill.example/ferry"></head><body><nav><a href=/>Home</a> <a href=/lake>Lake</a></nav>
<article><h1>The ferry runs again</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
<aside class="fact-box"><p>{ASIDE}</p></aside>
<p>{PARAGRAPHS[2]}</p><p class="house-ad">
Whoever reads the Gazette on paper knows on Monday what others know on Tuesday evening.</p>
<p>{PARAGRAPHS[3]}</p></article><footer>All rights reserved</footer></body></html>"""


@pytest.fixture
def article_id(library: Library, tmp_path: Path) -> str:
    """An article with a mark below the box that is left out."""
    path = tmp_path / "ferry.html"
    path.write_text(PAGE, encoding="utf-8")
    made = library.add(str(path)).article_id
    library.annotate_quote(made, "the first crossing is already sold out")
    return made


def text_of(running: Running) -> str:
    return running.screen.article.article.text


async def go_to_part(running: Running, words: str) -> None:
    """Step through the left-out parts to the one with these words."""
    await running.press("g", "g", "]", "r")
    article = running.screen.article
    for _ in range(20):
        assert article.left_out_here is not None
        if words in article.left_out[article.left_out_here].text:
            return
        await running.press("]", "r")
    raise AssertionError(f"{words!r} was not left out: {article.left_out}")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_box_is_kept_from_now_on_and_undo_takes_it_back(
    run: Run, library: Library, article_id: str, size: tuple[int, int]
) -> None:
    async with run(opened=article_id, size=size) as running:
        assert ASIDE not in text_of(running)
        await go_to_part(running, "eleven thousand people")
        await running.press("K")
        assert "“fact-box”" in running.text
        await running.press("y")
        assert ASIDE in text_of(running)
        article = running.screen.article
        assert article.left_out  # still to be seen
        assert article.article.text[slice(*article.here)] in ASIDE
        assert "1 block more; marks: 1" in running.message
        assert [(rule.verb, rule.signature) for rule in library.site_rules()] == [(RuleVerb.KEEP, ".fact-box")]
        [placed] = article.annotations
        assert placed.anchor is not None
        assert article.article.text[placed.anchor.start : placed.anchor.end] == "the first crossing is already sold out"
        await running.press("u")
        assert ASIDE not in text_of(running)
        assert any(ASIDE in part.text for part in article.left_out)
        assert "Undone: rule for hill.example" in running.message
        assert library.site_rules() == ()
        await running.press("ctrl+r")
        assert ASIDE in text_of(running)


async def test_a_block_is_dropped_from_now_on_and_can_be_kept_again(
    run: Run, library: Library, article_id: str
) -> None:
    async with run(opened=article_id) as running:
        article = running.screen.article
        article.jump_to(text_of(running).index("Whoever reads the Gazette"))
        line = article.here_rows().start - article.top
        await running.press("K")
        assert "Leave out parts named “house-ad” on hill.example from now on?" in running.text
        await running.press("y")
        assert "Whoever reads the Gazette" not in text_of(running)
        assert article.article.text[slice(*article.here)].startswith("Not everyone is glad.")
        assert article.here_rows().start - article.top == line
        await go_to_part(running, "Whoever reads the Gazette")
        await running.press("K", "y")
        assert "Whoever reads the Gazette" in text_of(running)


async def test_a_page_that_was_not_kept_says_so(run: Run, library: Library, article_id: str) -> None:
    for snapshot in (library.paths()["articles"]).rglob("*.zst"):
        snapshot.unlink()
    async with run(opened=article_id) as running:
        for keys in ("gr", "gR", "K"):
            await running.press(*keys)
            assert "no page was kept for" in running.message
            assert running.screen.article.left_out == ()
            running.screen.status.dismiss()


async def test_the_raw_text_is_all_of_the_page(run: Run, article_id: str) -> None:
    async with run(opened=article_id) as running:
        await running.press("g", "R")
        assert "Home" in running.text
        await running.press("G")
        assert "All rights reserved" in running.text
