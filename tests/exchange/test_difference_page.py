"""A difference as a page: nothing of it can run or reach out, every change is an element of its own."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader.exchange.difference_form import difference_object
from reader.exchange.difference_page import Compared, difference_to_html
from reader.model.blocks import (
    Block,
    Code,
    Deck,
    Embed,
    Figure,
    Heading,
    Headline,
    Image,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Table,
    block_text,
)
from reader.model.dates import utc_now
from reader.model.difference import Difference, DifferentPart, Edit, PartKind, Stretch
from reader.model.kept import ArticleRecord
from tests.exchange.test_html_page import Balance

RECORD = ArticleRecord(
    id="0123456789abcdef", title="Ferry <b>& boats", added=utc_now(), site="Hill Gazette", language="en"
)
BLOCKS: tuple[Block, ...] = (
    Headline(text="Ferry"),
    Deck(text="It runs."),
    Heading(text="Boats", level=3),
    Paragraph(text="One."),
    Quote(text="Two."),
    ListItem(text="Three."),
    ListItem(text="Four.", number=4),
    Code(text="a\n  b"),
    Table(rows=(("a", "b"),)),
    Figure(images=(Image(src="https://hill.example/a.png", alt="A boat"),), caption="At dawn", credit="Ivo Rask"),
    Figure(images=(Image(src="https://hill.example/a.png", alt="A boat"),)),
    Rule(),
    Embed(url="https://posts.example/1", provider="Posts"),
)


def page(*parts: DifferentPart) -> str:
    """Return the page of a difference."""
    now = utc_now()
    found = Difference(
        old_version="1", new_version="2", old_fetched=now, new_fetched=now, parts=parts, old_number=1, new_number=2
    )
    return difference_to_html(Compared(RECORD, found))


def part(block: Block, *edits: tuple[Edit, str]) -> DifferentPart:
    """Return a part of stretches."""
    stretches = tuple(Stretch(edit, text) for edit, text in edits)
    return DifferentPart(stretches=stretches, old_block=0, new_block=0, block=block)


def body_of(html: str) -> str:
    """Return what stands between <body> and </body>."""
    return html.partition("<body>")[2].partition("</body>")[0]


@given(
    st.lists(st.tuples(st.sampled_from(BLOCKS), st.sampled_from(Edit), st.text(max_size=20), st.booleans()), max_size=8)
)
def test_every_page_nests_and_holds_its_letters(drawn: list[tuple[Block, Edit, str, bool]]) -> None:
    parts = [replace(part(block, (edit, text)), is_moved=is_moved) for block, edit, text, is_moved in drawn]
    reader = Balance()
    reader.feed(body_of(page(*parts)))
    assert not reader.faults
    assert not reader.open
    assert reader.tags <= set(
        "header article h1 h2 h3 p a ins del span br ul ol li blockquote pre figure figcaption hr".split()
    )


def test_every_kind_of_block_has_its_element() -> None:
    html = body_of(page(*(part(block, (Edit.KEPT, block_text(block))) for block in BLOCKS)))
    for element in ("<h1>Ferry</h1>", "<h3>Boats</h3>", "<blockquote><p>Two.</p></blockquote>", "<li>Three.</li>"):
        assert element in html
    assert "<pre>\na\n  b</pre>" in html
    assert "[image: A boat]" in html
    assert "[Posts]" in html
    assert "\ufffc" not in html
    assert "<img" not in html


def test_changes_are_elements_and_outside_text_is_escaped() -> None:
    html = page(part(Paragraph(text=""), (Edit.REMOVED, "<script>"), (Edit.ADDED, 'a & "b"'), (Edit.KEPT, "\n\nc")))
    assert "<del>&lt;script&gt;</del><ins>a &amp; &quot;b&quot;</ins>" in html
    assert "Ferry &lt;b&gt;&amp; boats" in html
    assert "default-src 'none'" in html
    assert not re.search(r"<script|javascript:|https?://", body_of(html))


def test_a_screen_reader_is_told_what_was_added_and_removed() -> None:
    html = page()
    assert 'ins::before { content: " [added] "; }' in html
    assert 'del::before { content: " [removed] "; }' in html


def test_a_place_that_was_left_leads_to_where_the_block_is() -> None:
    left = DifferentPart(kind=PartKind.LEFT, stretches=(), old_block=1, new_block=7)
    moved = replace(part(Paragraph(text="x"), (Edit.KEPT, "x")), is_moved=True, new_block=7)
    html = page(left, moved)
    assert '<a href="#block-7">' in html
    assert '<p id="block-7">' in html


def test_json_has_every_stretch_with_its_places() -> None:
    now = utc_now()
    found = Difference(
        old_version="1",
        new_version="2",
        old_fetched=now,
        new_fetched=now,
        parts=(
            part(Paragraph(text=""), (Edit.REMOVED, "a"), (Edit.ADDED, "b")),
            DifferentPart(kind=PartKind.LEFT, stretches=()),
            DifferentPart(kind=PartKind.BYLINE, stretches=(Stretch(Edit.ADDED, "Oda Brandt"),)),
        ),
    )
    told = difference_object(found)
    assert [(one["kind"], one["change"]) for one in told["parts"]] == [("paragraph", "edited"), ("byline", "added")]
    assert told["parts"][0]["stretches"][0] == {"edit": "removed", "text": "a", "old": None, "new": None}
    assert told["parts"][1]["new_block"] is None
