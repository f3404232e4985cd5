"""The screens worth seeing, as they were when somebody last looked at them. `dump` says how to read them.

After a change that is meant:  PRESSMARK_SNAPSHOTS=write pytest tests/tui/test_snapshots.py  and look at the diff.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.library.library import Library
from reader.library.stores import open_stores
from reader.model.annotation import Colour
from reader.tui.widgets import bench_preview, library_view
from tests.tui.conftest import Run
from tests.tui.dump import assert_as_it_was, dump

FOLDER = Path(__file__).parent / "__snapshots__"
NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)

FERRY = """<!doctype html><html lang=en><head><meta charset=utf-8><title>Ferry line to reopen after eleven winters</title>
<meta property="og:site_name" content="Hill Gazette"><meta name=author content="Oda Brandt">
<meta property="article:section" content="Lake"><meta property="article:published_time" content="2026-03-02T09:00:00+01:00">
<meta name=description content="The last captain comes out of retirement, and the reeds will have to go."></head>
<body><article><h1>Ferry line to reopen after eleven winters</h1>
<p>The ferry that once tied the two shores of the lake will run again from April, the council of Valmere said on Monday, after a
winter of repairs to its hull and both of its landings.</p>
<p>Its captain, Tove Lindqvist, had sworn never to touch a wheel again. She changed her mind, she said, when she saw the children
who wave from the pier at a boat that never comes.</p>
<blockquote><p>A lake without a boat is a field that nobody can plough.</p></blockquote>
<h2>What the reeds did</h2>
<p>Tickets will cost what they cost eleven years ago. The first crossing is already sold out to the people who kept the landing
clear of <a href="https://hill.example/reeds">reeds</a> all this time, and who will be on board with their families.</p>
<ul><li>In April the boat runs on Sundays.</li><li>From May on it runs every day but Monday.</li></ul>
<p>Not everyone is glad. The road lobby had counted on the bridge, for which a first budget of forty million was drawn up in the
autumn and then, without a word, withdrawn.</p>
<table><tr><th>Year</th><th>Crossings</th></tr><tr><td>2013</td><td>1,204</td></tr><tr><td>2014</td><td>986</td></tr></table>
<p>The council will meet again in May, when the boat has run for a month, and ask
the two shores whether they want to keep her.</p>
</article></body></html>"""

SHORT = """<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>
<meta property="og:site_name" content="{site}"><meta name=author content="{author}">
<meta property="article:published_time" content="{published}"></head><body><article><h1>{title}</h1>
<p>It is said in the valley that nobody has seen the like of it, and the valley has seen a good deal since the road was built.</p>
<p>What comes of it will be known in the autumn, when the council has met and the harvest is in, and not a day before that.</p>
</article></body></html>"""

OTHERS = (
    ("Two winters of hail: what the roofs of the valley say", "Ferry Post", "Lio Marchetti", "2026-03-01", 5),
    ("The clockmaker of Oster Street", "Ferry Post", "Greta Solvang", "2026-02-28", 30),
    ("A short history of the toll bridge", "Lakeside", "Elias Farrow", "2026-02-12", 24 * 9),
    ("Why the reeds came back", "Hill Gazette", "Oda Brandt", "2024-06-30", 24 * 40),
)
"""Title, site, author, day of publication, hours since it was added."""


@pytest.fixture
def ferry_id(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A library of five articles, the newest of them marked, two read, one starred; it is noon on the ninth of March."""
    monkeypatch.setattr(library_view, "utc_now", lambda: NOW)
    monkeypatch.setattr(bench_preview, "_moment", lambda time: "2026-03-09 12:00")
    pages = [(FERRY, 2)]
    pages += [
        (SHORT.format(title=title, site=site, author=author, published=published), hours)
        for title, site, author, published, hours in OTHERS
    ]
    stores = open_stores(library.folder, library.folders)
    ids = []
    for number, (page, hours) in enumerate(pages):
        path = tmp_path / f"page-{number}.html"
        path.write_text(page, encoding="utf-8")
        ids.append(library.add(str(path)).article_id)
        stores.articles.update_record(replace(stores.record(ids[-1]), added=NOW - timedelta(hours=hours)))
    ferry, _, clockmaker, bridge, reeds = ids
    library.set_tags(ferry, ("lake", "ferry"))
    library.set_starred(clockmaker, True)
    library.set_read(bridge, True)
    library.set_read(reeds, True)
    library.note_article(ferry, "Ask for the minutes of the 2019 council.")
    text = library.open_article(ferry).kept.article.text
    for quote, colour, note in (
        ("when she saw the children who wave", Colour.YELLOW, "Who counted them? Ask for the 2015 school census."),
        ("a first budget of forty million was drawn up", Colour.BLUE, ""),
    ):
        start = text.index(quote)
        library.annotate(ferry, start, start + len(quote), colour=colour, note=note)
    return ferry


WIDE, NARROW, NARROWEST = (120, 40), (80, 24), (60, 24)

MARKDOWN = (
    *"#",
    "space",
    *"Plan",
    "ctrl+j",
    *"*see*",
    "space",
    *"[[hail",
    "tab",
    "ctrl+j",
    *"-",
    "space",
    *"[[x]]",
    "ctrl+j",
    *"**y**",
)
"""A heading, emphasis, a list, a link that is found and one that is not."""

STATES = {
    "reading": (WIDE, True, ()),
    "reading-narrow": (NARROW, True, ()),
    "reading-narrowest": (NARROWEST, True, ("pagedown",)),
    "list": (WIDE, False, ("j",)),
    "list-narrow": (NARROW, False, ("j", "space", "j")),
    "keys": (WIDE, True, ("question_mark",)),
    "keys-narrow": (NARROW, True, ("question_mark", "space")),
    "note": (WIDE, True, ("right_curly_bracket", "right_curly_bracket", "a", *"Why?")),
    "note-narrow": (NARROW, True, ("right_curly_bracket", "right_curly_bracket", "a", *"Why?")),
    "note-link": (WIDE, True, ("g", "n", *"See", "space", *"[[hail")),
    "note-link-narrow": (NARROWEST, True, ("g", "n", *"See", "space", *"[[hail")),
    "note-markdown": (WIDE, True, ("g", "n", *MARKDOWN, "enter", "3", "f")),
    "note-markdown-drawer": (NARROW, True, ("g", "n", *MARKDOWN, "enter", "3")),
    "selection": (WIDE, True, ("right_curly_bracket", "right_curly_bracket", "v", "w", "v", "3", "w")),
    "selection-narrow": (NARROW, True, ("right_curly_bracket", "right_curly_bracket", "v", "w", "v", "3", "w")),
    "found": (WIDE, True, ("slash", *"boat", "enter", "n")),
    "found-narrow": (NARROW, True, ("slash", *"boat", "enter", "n")),
    "library-drawer": (NARROW, True, ("1",)),
    "margin-drawer": (NARROW, True, ("3", "j")),
    "commands": (WIDE, True, ("colon", *"note")),
    "commands-narrow": (NARROW, True, ("colon", *"note")),
    "search": (WIDE, False, ("g", "slash", *"lake", "enter", "j")),
    "search-narrow": (NARROW, False, ("g", "slash", *"lake")),
    "search-beside": (WIDE, True, ("g", "slash", *"council", "tab")),
    "query-wrong": (NARROW, False, ("vertical_line", *"ferry no:x", "enter")),
    "query-keys": (WIDE, False, ("g", "question_mark")),
    "annotations": (WIDE, True, ("A", "vertical_line", *"census")),
    "bench": (WIDE, False, ("g", "A", "j")),
    "bench-narrow": (NARROW, False, ("g", "A", "space")),
    "bench-facets": (NARROW, False, ("g", "A", "tab", "j")),
    "bench-filter": (WIDE, False, ("g", "A", "vertical_line", *"census", "enter")),
    "lost-marks": (WIDE, True, ("g", "L", "j")),
    "lost-marks-narrow": (NARROW, True, ("g", "L", "space")),
    "attaching": (NARROW, True, ("g", "L", "enter")),
    "history": (WIDE, True, ("s", "u", "g", "u")),
    "history-narrow": (NARROW, False, ("s", "u", "g", "u")),
    "colours": (WIDE, True, ("g", "c", *"claim", "down")),
    "text-only": (WIDE, True, ("z",)),
}


EDITED = frozenset(("lost-marks", "lost-marks-narrow", "attaching"))
"""States after the page was edited: one marked passage is gone, one reads otherwise."""


def edit_page(library: Library, ferry_id: str, page: Path) -> None:
    """Fetch the ferry again after its newsroom has been at it."""
    before = (
        "for which a first budget of forty million was drawn up in the\nautumn and then, without a word, withdrawn."
    )
    after = "which nobody has paid for yet."
    assert before in FERRY
    page.write_text(FERRY.replace(before, after).replace("saw the children", "saw again the boys"), encoding="utf-8")
    library.refresh(ferry_id)
    stores = open_stores(library.folder, library.folders)
    record = stores.record(ferry_id)
    versions = tuple(replace(version, made=NOW, fetched=NOW) for version in record.versions)
    stores.articles.update_record(replace(record, versions=versions))


@pytest.mark.parametrize("name", STATES)
async def test_screen_looks_as_it_did(run: Run, library: Library, ferry_id: str, name: str, tmp_path: Path) -> None:
    size, is_open, keys = STATES[name]
    if name in EDITED:
        edit_page(library, ferry_id, tmp_path / "page-0.html")
    async with run(size=size, opened=ferry_id if is_open else "") as running:
        for key in keys:
            await running.press(key)
            if running.screen.editor is not None:
                running.screen.editor.stop_blinking()
        await running.until(lambda: running.screen.is_booked)
        await running.settle()
        shown = dump(running.app.screen._compositor.render_strips())
    assert_as_it_was(FOLDER / f"{name}.txt", shown)


def test_no_snapshot_is_left_of_a_state_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(STATES)
