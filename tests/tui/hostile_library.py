"""A library of which every part was written by somebody who means no good: pages, feeds, files that another machine brought."""

import json
import shutil
from pathlib import Path
from typing import Any

from PIL import Image

from reader.library.folders import Folders
from reader.library.library import Library
from reader.model.annotation import Colour
from reader.model.feed import Rule, RuleAction
from reader.store.sealed import seal
from tests.loopback import Site, page_html

MARKUP = "[@click=app.hostile]x[/] [/x] [red]y[/red] $text [link=file:///etc]z[/link]"
CODES = (
    "\x1b[2J\x1b]52;c;eA==\x07\x1b]0;owned\x07\x1b]8;;http://evil.example/\x1b\\ \x9b31m\x9d0;owned\x9c \u202eesrever\u2066 a"
    + 99 * "\u0301"
    + " \U000e0041\u200b\ufeff\u2028\x00\x08\x7f"
)
HOSTILE = f"{MARKUP} {CODES}"
HTML = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
ENTITIES = MARKUP + "".join(f"&#{ord(letter)};" if ord(letter) < 160 else letter for letter in CODES)
JSON = json.dumps(HOSTILE)[1:-1]

PARAGRAPHS = (
    f"The ferry that once tied the two shores {HTML} will run again from April, the council said.",
    f"Nobody was hurt {ENTITIES} in the winter of the great ice. The priest held three services on board.",
    f'A <a href="http://127.0.0.1:9/[/x]?q=[@click=app.hostile]">link {HTML}</a>, <a href="javascript:app.quit()">one</a>,'
    f' <a href="http://127.0.0.1:9/two">two</a> <b>{HTML}</b>.',
    f"The new boat carries <code>{ENTITIES}</code> and six cars; it cost four million crowns, of which the county pays half.",
    "Tickets will cost what they cost eleven years ago, and the first crossing is already sold out.",
)


def hostile_page(title: str, paragraphs: tuple[str, ...] = PARAGRAPHS) -> bytes:
    """Return a page with hostile text in every field that a reader shows."""
    return page_html(
        f"{title} {HTML}",
        (
            *paragraphs,
            f"</p><h2>Head {ENTITIES}</h2><blockquote>Quote {HTML}</blockquote><ul><li>Item {HTML}</li></ul>"
            f"<pre><code>code {ENTITIES}\n\t[/x]</code></pre><table><caption>{HTML}</caption>"
            f"<tr><th>h {HTML}</th><th>i</th></tr>"
            f'<tr><td>c {ENTITIES}</td><td>[/]</td></tr></table><figure><img src=\'pier.png\' alt="{HTML}" title="{HTML}">'
            f"<figcaption>A pier {HTML} (Photo: Ada {HTML})</figcaption></figure>"
            "<p>And so it went on from there, all the winter long.",
        ),
        head=f'<meta name=author content="Ada {HTML}"><meta property="og:site_name" content="Site {HTML}">'
        f'<meta name=description content="A deck {HTML}"><meta name=keywords content="{HTML}">'
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{title} {JSON}","articleSection":"{JSON}",'
        f'"author":{{"name":"Ada {JSON}"}},"datePublished":"2025-02-04{JSON}","keywords":["{JSON}"]}}</script>',
        foot=f"<aside><p>{HTML}</p></aside>",
    )


def hostile_feed(site: Site) -> bytes:
    """Return a feed in whose every field something hostile stands."""
    plain = MARKUP.replace("&", "&amp;").replace("<", "&lt;")
    coded = plain + " \u202e\u2066\u200b\ufeff&#x9b;31m&#x85;"
    items = "".join(
        f"<item><title>Boat {number} {coded}</title><link>{site.origin}/boat{number}?[/x]</link><guid>{number}{coded}</guid>"
        f"<author>a@b.example ({coded})</author><category>{coded}</category>"
        f"<description>About boat {number}: {coded}</description></item>"
        for number in range(2)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette {coded}</title><link>{site.origin}/</link>'
        f"<description>{coded}</description>{items}</channel></rss>"
    ).encode()


def make_hostile_library(root: Path, library: Library, site: Site) -> str:
    """Fill `library` with what is hostile and return the id of an article of which there are two versions."""
    pages = root / "pages [@click=app.hostile] [x]\x1b[2J\u202e"
    pages.mkdir()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(pages / "pier.png")
    path = pages / "[red] page \x9b31m.html"
    path.write_bytes(hostile_page("Ferry"))
    article_id = library.add(str(path), tags=(MARKUP.replace(" ", "-"),)).article_id
    article = library.open_article(article_id).kept.article
    library.note_article(article_id, HOSTILE)
    for quote, colour in (("The ferry that", Colour.YELLOW), ("The priest held three services on board.", Colour.PINK)):
        start = article.text.index(quote)
        library.annotate(
            article_id, start, start + len(quote), colour=colour, note=HOSTILE, tags=("[/x]", MARKUP.replace(" ", "-"))
        )
    path.write_bytes(
        hostile_page("Ferry again", (PARAGRAPHS[0], *PARAGRAPHS[2:], f"A second boat {HTML} may follow in spring."))
    )
    library.refresh(article_id)
    other = pages / "other.html"
    other.write_bytes(page_html(f"Hail {HTML}"))
    other_id = library.add(str(other)).article_id
    library.annotate(other_id, 0, 4, note=f"See [[{article_id}]] {HOSTILE}", tags=())
    gone = library.annotate(other_id, 6, 9, note=HOSTILE, tags=())
    library.remove_annotation(other_id, gone.id)
    library.set_tags(other_id, ("[/x]", "tag"))
    library.save_search(MARKUP[:60], "again")
    library.set_colour_meanings({Colour.YELLOW: MARKUP[:32], Colour.PINK: "[/x] \x1b[2Jpink\u202e"})
    site.put("/feed.xml", hostile_feed(site), Content_Type="application/rss+xml")
    for number in range(2):
        site.put(f"/boat{number}?[/x]", hostile_page(f"Boat {number}"))
    library.subscribe(f"{site.origin}/feed.xml", folder=f"Folder {HOSTILE}")
    library.save_rule(
        Rule(name=f"rule {MARKUP}", query="ferry", actions=(RuleAction.TAG, RuleAction.NOTIFY), tags=("[/x]",))
    )
    library.sync_feeds()
    _bring_files(library, other_id)
    return article_id


def _bring_files(library: Library, article_id: str) -> None:
    """Write the record, the text and the state of an article anew, as another machine may send them."""
    for path in [
        *library.folder.joinpath("articles", article_id).rglob("*.json"),
        library.folder / "state" / f"{article_id}.json",
    ]:
        stored = json.loads(path.read_bytes())
        path.write_bytes(seal(_brought(stored["body"]), stored["schema"]))


_NAMES = frozenset(
    "is id added made fetched kind origin colour created updated version snapshots published value at".split()
)


def _brought(value: Any, key: str = "") -> Any:
    match value:
        case str():
            return value if key in _NAMES or len(value) < 3 else value[:3] + HOSTILE + value[3:]
        case dict():
            return {name: _brought(inside, name) for name, inside in value.items()}
        case list():
            return [_brought(inside, key) for inside in value]
        case _:
            return value


def copy_of(folders: Folders, below: Path) -> Folders:
    """Return a copy of all that a library consists of, to be changed by one test."""
    shutil.copytree(folders.data.parent, below)
    return Folders.below(below)
