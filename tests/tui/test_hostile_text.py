"""Text from outside is never markup and never a command: on every screen it is shown as it is written, or not at all."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment

from reader.library.library import Library
from tests.loopback import page_html
from tests.tui.conftest import Run, Running

MARKUP = "[@click=app.quit]x[/] [/x] [red]y[/red] $text [link=file:///etc]z[/link]"
CODES = "\x1b[2J\x1b]52;c;eA==\x07 \x9b31m \u202eesrever\u2066 a" + 9 * "\u0301" + " \U000e0041"
HOSTILE = f"{MARKUP} {CODES}"

SCREENS = {
    "reading": (),
    "caret": ("v", "v", "w", "w"),
    "list": ("q",),
    "list column": ("1",),
    "margin": ("3",),
    "keys": ("question_mark",),
    "commands": ("colon", "x"),
    "tags": ("t",),
    "tags of a mark": ("right_square_bracket", "a", "T"),
    "contents": ("g", "t"),
    "all annotations": ("A",),
    "find": ("slash", *"[/x]", "enter"),
    "filter": ("1", "vertical_line", *"[/x]"),
    "search": ("g", "slash", *"ferry"),
    "search in the list": ("q", "g", "slash", *"ferry", "enter", "j"),
    "search by markup": ("g", "slash", *"[/x]", "enter", "enter"),
    "opened from a search": ("g", "slash", *"again", "enter", "enter"),
    "a wrong query": ("g", "slash", *"[red]:x", "enter"),
    "completed": ("g", "slash", *"tag:", "tab", "tab"),
    "annotations found": ("q", "A", "vertical_line", *"click"),
    "saved": ("q", "vertical_line", *"ferry", "enter", "g", "s", *"[@click=app.quit]x[/]", "enter"),
    "a saved search": ("q", "6", "l"),
    "deleted": ("right_square_bracket", "a", "d", "d", "g", "D"),
    "add": ("i", *"[/x]", "enter"),
    "note": ("right_square_bracket", "a", "e"),
    "archived": ("x",),
    "links": ("f",),
    "copied": ("y",),
    "picture": ("right_curly_bracket", "right_curly_bracket", "enter"),
}


@pytest.fixture
def hostile_id(library: Library, tmp_path: Path) -> str:
    """An article whose every part was written by somebody who means no good, marked by somebody who pasted it."""
    path = tmp_path / "page.html"
    # Bytes that the markup of a page can't carry are left to what is typed and pasted.
    text = HOSTILE.replace("<", "&lt;")
    path.write_bytes(
        page_html(
            f"Ferry {text}",
            (
                f"The ferry that once tied the two shores {text} will run again from April, the council said.",
                f'A <a href="https://h.example/[/x]">link {text}</a> and another <a href="javascript:app.quit()">one</a>.',
                "Tickets will cost what they cost eleven years ago, and the first crossing is already sold out.",
            ),
            head=f'<meta name=author content="{text}"><meta property="og:site_name" content="{text}">'
            f'<meta name=description content="{text}">',
            foot=f'<h2>Head {text}</h2><figure><img src="a.png" alt="{text}"><figcaption>{text}</figcaption></figure>',
        )
    )
    article_id = library.add(str(path), tags=(MARKUP.replace(" ", "-"),)).article_id
    article = library.open_article(article_id).kept.article
    start = article.text.index("The ferry that")
    library.annotate(article_id, start, start + 60, note=HOSTILE, tags=("[/x]",))
    library.note_article(article_id, HOSTILE)
    library.save_search(MARKUP[:40], "again")
    return article_id


def segments(running: Running) -> Iterator[Segment]:
    """All that is sent to the terminal of the screen on top."""
    for strip in running.app.screen._compositor.render_strips():
        yield from strip


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS.keys())
async def test_hostile_text_neither_runs_nor_reaches_the_terminal(
    run: Run, hostile_id: str, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with run(size=size, opened=hostile_id) as running:
        await running.press(*keys)
        assert running.app.is_running
        for segment in segments(running):
            assert not segment.control
            if segment.style is not None:
                assert not segment.style.link
                assert not [name for name in segment.style.meta if name.startswith("@")]
            for letter in segment.text:
                assert unicodedata.category(letter) not in ("Cc", "Cf", "Cs"), f"{letter!r} in {segment.text!r}"


async def test_markup_is_shown_as_it_is_written(run: Run, hostile_id: str) -> None:
    async with run(opened=hostile_id) as running:
        assert "[@click=app.quit]x[/] [/x] [red]y[/red]" in running.text
