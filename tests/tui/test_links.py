"""Links, their letters, and where they lead."""

import pytest

from reader.model.article import Article, Metadata
from reader.model.blocks import Embed, Paragraph, Span, SpanKind
from reader.tui.keys.actions import Mode
from reader.tui.widgets import article_messages as asked
from reader.tui.widgets.linking_view import LinkingView
from reader.tui.widgets.links import HINT_LETTERS, Link, hint_labels, links_between, place_named
from tests.tui.test_article_pane import FILL, make, mode, running


def linked(number: int) -> Paragraph:
    text = f"Paragraph {number} has a link in its only sentence."
    start = text.index("link")
    span = Span(start=start, end=start + 4, kind=SpanKind.LINK, target=f"https://example.org/{number}")
    return Paragraph(text=text, spans=(span,))


@pytest.mark.parametrize("count", [1, 26, 27, 51, 52, 100, 676])
def test_labels_are_as_many_as_links_and_none_begins_another(count: int) -> None:
    labels = hint_labels(count)
    assert len(set(labels)) == count
    assert not any(a != b and b.startswith(a) for a in labels for b in labels)
    assert labels[0][0] == HINT_LETTERS[0]
    assert max(map(len, labels)) == (1 if count <= 26 else 2)


async def test_two_letters_choose_among_many_links_and_esc_leaves() -> None:
    article = make(*(linked(number) for number in range(30)))
    async with running(article, size=(80, 70)) as (app, pane, pilot):
        pane.do_follow_link(1, "")
        rows = {pane.hints(row) for row in range(pane.top, pane.top + 70)} - {()}
        labels = [letters for row in rows for _, letters in row]
        assert len(labels) == 30
        pair = max(labels, key=len)
        pane.do_choose_hint(1, pair[0])
        assert mode(pane) is Mode.HINTS
        left = [letters for row in range(70) for _, letters in pane.hints(pane.top + row)]
        assert pair[1] in left
        assert all(len(letters) == 1 for letters in left)
        pane.do_choose_hint(1, pair[1])
        await pilot.pause()
        assert app.count(asked.LinkRequested) == 1
        pane.do_follow_link(1, "")
        assert pane.leave_mode()
        assert mode(pane) is Mode.READING


async def test_letters_of_links_without_end_are_placed_once_and_lead_where_they_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count = len(HINT_LETTERS) ** 2 + 24  # more than there are letters for
    spans = tuple(
        Span(start=2 * n, end=2 * n + 1, kind=SpanKind.LINK, target=f"https://example.org/{n}") for n in range(count)
    )
    article = make(Paragraph(text=("a " * count).strip(), spans=spans))
    async with running(article, size=(80, 50)) as (app, pane, pilot):
        shown = range(pane.top, pane.top + 50)
        shown_links = pane.links_on_screen()
        assert len(shown_links) == count
        placed: list[Link] = []
        original = LinkingView._hint_place

        def counted(view: LinkingView, link: Link) -> tuple[int, int]:
            placed.append(link)
            return original(view, link)

        monkeypatch.setattr(LinkingView, "_hint_place", counted)
        pane.do_follow_link(1, "")
        hints = [(row, x, letters) for row in shown for x, letters in pane.hints(row)]
        assert [row for row in shown if pane.hints(row)]
        assert len(placed) == len(hints) == len(HINT_LETTERS) ** 2
        row, x, letters = hints[-1]
        offset = pane.text_layout.offset_at(row, x + 1)
        for letter in letters:
            pane.do_choose_hint(1, letter)
        await pilot.pause()
        assert app.last(asked.LinkRequested).target == next(
            link.target for link in shown_links if link.text.start == offset
        )


async def test_a_hint_stands_on_the_space_before_a_link_or_in_the_gutter() -> None:
    spans = tuple(
        Span(start=start, end=end, kind=SpanKind.LINK, target=f"https://example.org/{start}")
        for start, end in ((0, 3), (8, 13), (15, 18))
    )
    async with running(make(Paragraph(text="One and third (two) words.", spans=spans))) as (_, pane, _):
        pane.do_follow_link(1, "")
        row = pane.text_layout.row_of(pane.article.text.index("One"))
        assert [x for x, _ in pane.hints(row)] == [-1, 7, 15]
        assert "aOne andsthird (dwo) words." in pane.render_line(row).text


async def test_cards_have_letters_too_and_open_in_the_browser() -> None:
    article = make(linked(1), Embed(url="https://post.example/9", provider="Post", title="A post"))
    async with running(article) as (app, pane, pilot):
        pane.do_follow_link(1, "")
        assert mode(pane) is Mode.HINTS
        pane.do_choose_hint(1, "s")
        await pilot.pause()
        found = app.last(asked.LinkRequested)
        assert (found.target, found.is_outside) == ("https://post.example/9", True)


async def test_a_click_beside_a_link_follows_nothing_and_ctrl_keeps_it() -> None:
    async with running(make(linked(1), *FILL)) as (app, pane, pilot):
        offset = pane.article.text.index("link in")
        cell = pane.text_layout.cell_of(offset)
        spot = (pane.left + cell.x + 1, cell.row - pane.top)
        await pilot.click(pane, offset=(spot[0] + 40, spot[1]))
        assert not app.count(asked.LinkRequested)
    async with running(make(linked(1), *FILL)) as (app, pane, pilot):  # anew, or it were a double click
        await pilot.click(pane, offset=spot, control=True)
        assert app.last(asked.LinkRequested).is_kept


def test_a_link_into_the_article_leads_to_the_block_with_its_name() -> None:
    blocks = (Paragraph(text="See below."), Paragraph(text="Here.", names=("there",)))
    article = Article(metadata=Metadata(), blocks=blocks)
    assert place_named(article, "there", 0) == article.text.index("Here")
    assert place_named(article, "nowhere", 0) is None
    assert links_between(Article(metadata=Metadata(), blocks=()), 0, 9) == []
