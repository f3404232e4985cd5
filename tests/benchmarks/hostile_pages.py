"""Pages that mean it ill: too long, too deep or too many, each in its own way; what is marked of one. For `hostile_stalls`."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NamedTuple

from reader.library.library import Library
from reader.model.dates import utc_now
from tests.library.made_news import HERON, article, record_of
from tests.loopback import page_html

SENTENCE = "The ferry that once tied the two shores will run again from April, the council said on Monday. "
HEBREW = "מועצת הנמל החליטה להחזיר את המעבורת הישנה אל הרציף, אמר ראש המועצה. "
CHINESE = "港の評議会は火曜日に新しい渡し船を決めた。"


class Mark(NamedTuple):
    """A passage to be marked: half-open, in offsets."""

    start: int
    end: int
    note: str = ""
    tags: tuple[str, ...] = ()


def _story(inside: str) -> bytes:
    """Return a page with a hostile part between two ordinary ones."""
    before = "".join(f"<p>{SENTENCE * 2}</p>" for _ in range(6))
    return page_html("Ferry keepsake", ()).replace(b"</article>", f"{before}{inside}{before}</article>".encode())


def _footnotes() -> str:
    marks = "".join(f"<p>It was so.<a id=r{n} href='#n{n}'>{n}</a></p>" for n in range(5_000))
    notes = "".join(f"<p id=n{n}>Note {n} says why. <a href='#r{n}'>back</a></p>" for n in range(5_000))
    return marks + notes


PAGES: dict[str, Callable[[], bytes]] = {
    "ordinary": lambda: _story(""),
    "word of 2 million letters": lambda: _story(f"<p>{'a' * 2_000_000}</p>"),
    "2 MB between two spaces": lambda: _story(f"<p>{'a.b-' * 500_000}</p>"),
    "300,000 ideographs": lambda: _story(f"<p>{CHINESE * 15_000}</p>"),
    "2 MB of ideographs": lambda: _story(f"<p>{'漢字' * 350_000}</p>"),
    "1 MB of Thai": lambda: _story(f"<p>{'กรุงเทพมหานคร' * 27_000}</p>"),
    "5,000 marks on a letter": lambda: _story(f"<p>The Z{chr(0x301) * 5_000} stood. {'Z' + chr(0x301) * 6} </p>"),
    "marks on every letter": lambda: _story(f"<p>{('Z' + (chr(0x301) + chr(0x336)) * 3) * 60_000}</p>"),
    "50,000 links": lambda: _story(
        "<p>" + "".join(f"<a href='https://a.example/{n}'>link {n}</a>, " for n in range(50_000)) + "</p>"),
    "10,000 links in paragraphs": lambda: _story(
        "".join(f"<p>See <a href='https://a.example/{n}'>it</a> there.</p>" for n in range(10_000))),
    "5,000 footnotes": lambda: _story(_footnotes()),
    "3 million commas": lambda: _story(f"<p>{'a,' * 1_500_000}</p>"),
    "2 MB of full stops": lambda: _story(f"<p>{'a. ' * 600_000}</p>"),
    "2 MB of sentences": lambda: _story(f"<p>{SENTENCE * 20_000}</p>"),
    "1 MB from right to left": lambda: _story(f"<p dir=rtl>{HEBREW * 14_000}</p>"),
    "half a million emoji": lambda: _story(f"<p>{'👩‍🚀 👨‍👩‍👧‍👦 ❤️‍🔥 ' * 30_000}</p>"),
    "50,000 strong words": lambda: _story("<p>" + "<b>word</b> and <i>another</i> " * 50_000 + "</p>"),
    "100,000 short paragraphs": lambda: _story("<p>Short it was.</p>" * 100_000),
    "3,000 lists in lists": lambda: _story("<ul><li>deeper " * 3_000 + "</li></ul>" * 3_000),
    "50,000 items": lambda: _story("<ol>" + "<li>An item of the list</li>" * 50_000 + "</ol>"),
    "2,000 quotes in quotes": lambda: _story("<blockquote>deeper " * 2_000 + "</blockquote>" * 2_000),
    "20,000 quotes": lambda: _story("<blockquote><p>So it was said.</p></blockquote><p>And done.</p>" * 10_000),
    "table of 100,000 cells": lambda: _story("<table>" + ("<tr>" + "<td>cell</td>" * 20 + "</tr>") * 5_000 + "</table>"),
    "table of 5,000 columns": lambda: _story("<table>" + ("<tr>" + "<td>cell</td>" * 5_000 + "</tr>") * 4 + "</table>"),
    "table with a cell of 1 MB": lambda: _story(f"<table><tr><td>{SENTENCE * 10_000}</td><td>b</td></tr></table>"),
    "1,000 tables": lambda: _story("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>" * 1_000),
    "code on one line of 2 MB": lambda: _story(f"<pre><code>{'x = [1, 2]; ' * 170_000}</code></pre>"),
    "code of 100,000 lines": lambda: _story(f"<pre><code>{'    if x: return (y)' + chr(10)}</code></pre>".replace(
        "    if x: return (y)\n", "    if x: return (y)\n" * 100_000)),
    "5,000 headings": lambda: _story("<h2>A heading</h2><p>And what it is about, at length.</p>" * 5_000),
    "40,000 headings": lambda: _story("<h2>A heading</h2><p>And what.</p>" * 40_000),
    "10,000 pictures": lambda: _story("".join(
        f"<figure><img src=a{n % 300}.png alt=a><figcaption>Pier {n}</figcaption></figure>" for n in range(10_000))),
    "caption of 1 MB": lambda: _story(f"<figure><img src=a0.png><figcaption>{SENTENCE * 10_000}</figcaption></figure>"),
    "100,000 line breaks": lambda: _story(f"<p>{'short<br>' * 100_000}</p>"),
    "title of 200,000 letters": lambda: page_html(SENTENCE * 2_000),
    "a page of no tags": lambda: (SENTENCE * 30_000).encode(),
    "10,000 marks with notes": lambda: _story("<p>Short it was, and it was good.</p>" * 10_000),
    "20,000 marks of a paragraph": lambda: _story(f"<p>{SENTENCE * 3}</p>"),
    "20,000 marks of 2 MB": lambda: _story(f"<p>{SENTENCE * 20_000}</p>"),
    "notes of 2 MB": lambda: _story(f"<p>{SENTENCE * 3}</p>"),
    "500 notes of 5,000 letters": lambda: _story("<p>Short it was, and it was good.</p>" * 500),
    "5,600 news": lambda: _story(""),
}  # fmt: skip


def changed(name: str, page: bytes) -> bytes:
    """Return what a page is when it is fetched again; b"" for one that stays what it was."""
    match name:
        case "10,000 marks with notes":  # most of its passages are gone then
            return page.replace(b"<p>Short it was, and it was good.</p>" * 4, b"<p>It was otherwise.</p>")
        case "2 MB of sentences" | "100,000 short paragraphs" | "40,000 headings" | "table of 100,000 cells":
            parts = page.split(b"it was" if b"it was" in page else b"cell" if b"<td>" in page else b"what")
            return (
                b"".join(part + b"as it is" for part in parts)
                if len(parts) > 2
                else page.replace(b"Monday", b"Tuesday")
            )
    return b""


def fill(name: str, library: Library) -> None:
    """Put into a library what is to be there beside a page."""
    if name != "5,600 news":
        return
    stores, now = library._stores, utc_now()
    for number in range(5_600):
        title = "a" * 2_000_000 if number < 4 else f"{number} {SENTENCE * 20 if number % 2 else '港の評議会は' * 400}"
        made = article(title, f"{SENTENCE} {number}", deck=SENTENCE * 30)
        stores.articles.save(record_of(made, feeds=(HERON,), added=now - timedelta(minutes=number)), made)
    library.catch_up()


def marks_on(name: str, text: str) -> Iterator[Mark]:
    """Give what is marked of the text of a page."""
    marked = (
        "Short it was"
        if name in ("10,000 marks with notes", "500 notes of 5,000 letters")
        else SENTENCE * 2 + SENTENCE.rstrip()
    )
    at = max(0, text.find(marked))
    match name:
        case "10,000 marks with notes":
            step = len("Short it was, and it was good.") + 2
            for number in range(10_000):
                yield Mark(
                    at + number * step,
                    at + number * step + 12,
                    f"Note *{number}*: why was it?",
                    ("short", f"t{number}"),
                )
        case "500 notes of 5,000 letters":
            step = len("Short it was, and it was good.") + 2
            for number in range(500):
                yield Mark(at + number * step, at + number * step + 12, "Why *was* it [so](https://a.example)?\n" * 130)
        case "20,000 marks of a paragraph":
            for number in range(20_000):
                start = at + number % 199
                yield Mark(start, start + 5 + number % 83, "Why?" if number % 4 == 0 else "")
        case "20,000 marks of 2 MB":
            for number in range(20_000):
                yield Mark(at + number * 90, at + number * 90 + 5 + number % 900, "Why?" if number % 4 == 0 else "")
        case "notes of 2 MB":
            for number, note in enumerate(
                (SENTENCE * 20_000, "a" * 2_000_000, "- *item* `x` \n" * 150_000, "*" * 1_000_000)
            ):
                yield Mark(at + number * 20, at + number * 20 + 15, note, ("t",))
