"""Contents, links and notes, marks, jumps: lists of places in the open article."""

from pathlib import Path

import pytest

from reader.layout.walk import TextWalk
from reader.library.library import Library
from reader.model.article import Article, Metadata
from reader.model.blocks import Embed, Headline, ListItem, Paragraph, Span, SpanKind
from reader.model.units import TextRange
from reader.tui.screens.contents import parts_of
from reader.tui.screens.link_list import MOST_LINKS, linked_places
from tests.tui.conftest import Run

BOAT = "The ferry will run again from April, the council said. Its captain had sworn never to touch a wheel. "
CHAPTERS = ("The boat", "The captain", "Reeds", "Money")
STORY = (
    "# Ferry line to reopen\n\n"
    + "\n\n".join(
        f"## {title}\n\n{BOAT * 6}\n\nSee the [minutes of {title}](https://gazette.example/{number}).[^{number}]\n\n{BOAT * 6}"
        for number, title in enumerate(CHAPTERS, 1)
    )
    + "\n\n"
    + "\n".join(f"[^{number}]: Survey of 195{number}, sheet {number}." for number in range(1, 5))
)


@pytest.fixture
def story(library: Library, tmp_path: Path) -> str:
    page = tmp_path / "story.md"
    page.write_text(STORY, encoding="utf-8")
    return library.add(str(page)).article_id


# -- contents -----------------------------------------------------------------------------------------------------------
async def test_the_text_follows_the_bar_of_the_contents_and_comes_back(run: Run, story: str) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        pane = running.screen.article
        await running.press("j", "j", "j")
        before = (pane.top, pane.here, pane.furthest)
        await running.press("g", "t")
        await running.press("j", "j", "j")
        assert pane.article.text[pane.here.start :].startswith("Money")
        assert pane.text_layout.row_of(pane.here.start) in pane.rows_shown
        await running.press("escape")
        assert (pane.top, pane.here, pane.furthest) == before
        assert not pane.jumps.places


async def test_a_look_at_the_end_is_not_saved_as_the_place_that_was_reached(
    run: Run, story: str, library: Library
) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        reached = running.screen.article.furthest
        await running.press("g", "t", "G")
    state = library.open_article(story).kept.state
    assert (state.position, state.furthest) == (0, reached)


async def test_contents_mark_where_one_is_and_are_filtered_by_words(run: Run, story: str) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        pane = running.screen.article
        await running.press("]", "]", "]", "]", "g", "t")
        line = next(line for line in running.text.splitlines() if "›" in line)
        assert "The captain" in line
        assert "min left" in line
        await running.press("/")
        await running.write("mon")
        assert "Reeds" not in running.text.partition("Contents")[2]
        await running.press("enter")
        assert pane.article.text[pane.here.start :].startswith("Money")
        await running.press("ctrl+o")
        assert pane.article.text[pane.here.start :].startswith("The captain")


def test_without_headings_paragraphs_stand_in_for_them() -> None:
    article = Article(
        metadata=Metadata(), blocks=(Headline(text="Ferry"), Paragraph(text="One."), Paragraph(text="Two."))
    )
    assert [part.text for part in parts_of(article)] == ["Ferry", "One.", "Two."]
    assert parts_of(Article(metadata=Metadata(), blocks=())) == ()


# -- links and notes ----------------------------------------------------------------------------------------------------
def test_links_notes_and_ways_back_are_told_apart() -> None:
    text = "The lake holds salt.1 See the survey or chapter two."
    blocks = (
        Paragraph(
            text=text,
            names=("ref-1",),
            spans=(
                Span(start=20, end=21, kind=SpanKind.LINK, target="#note-1"),
                Span(start=30, end=36, kind=SpanKind.LINK, target="https://www.survey.example/a"),
                Span(start=40, end=51, kind=SpanKind.LINK, target="#two"),
            ),
        ),
        Embed(url="https://post.example/9"),
        Paragraph(text="Chapter two begins.", names=("two",)),
        ListItem(
            text="Sheet 9. ↩",
            names=("note-1",),
            spans=(Span(start=9, end=10, kind=SpanKind.LINK, target="#ref-1"),),
        ),
    )
    found, _ = linked_places(Article(metadata=Metadata(), blocks=blocks))
    assert [(place.words, place.host, place.note) for place in found] == [
        ("1", "", "Sheet 9."),
        ("survey", "survey.example", ""),
        ("chapter two", "", ""),
        ("post.example", "post.example", ""),
    ]
    assert found[1].sentence == text


async def test_links_are_listed_from_the_screen_on_and_gone_to(run: Run, story: str) -> None:
    async with run(opened=story, size=(60, 24)) as running:
        pane = running.screen.article
        await running.press("]", "]", "]", "]", "]", "]", "g", "l")
        assert "Links" in running.text
        assert "gazette.example" in running.text
        await running.press("enter")
        assert pane.article.text[pane.here.start :].startswith("See the minutes of Reeds")
        await running.press("g", "l", "G")
        assert "Notes" in running.text
        assert "4  Survey of 1954, sheet 4." in running.text


async def test_the_list_of_links_copies_an_address(run: Run, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with run(opened=story) as running:
        copied: list[str] = []
        monkeypatch.setattr(running.app, "copy_to_clipboard", copied.append)
        monkeypatch.setattr("reader.tui.external.clipboard_tools", lambda environ: ())
        await running.press("g", "l", "j", "y")
        await running.until(lambda: copied)
        assert copied == ["https://gazette.example/2"]


async def test_an_article_without_links_says_so(run: Run, library: Library, tmp_path: Path) -> None:
    page = tmp_path / "plain.md"
    page.write_text(f"# Plain\n\n{BOAT * 5}", encoding="utf-8")
    async with run(opened=library.add(str(page)).article_id) as running:
        await running.press("g", "l")
        assert "no links and no notes" in running.text


# -- marks and jumps ----------------------------------------------------------------------------------------------------
async def test_marks_are_listed_gone_to_and_taken_away(run: Run, story: str, library: Library) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        pane = running.screen.article
        await running.press("m", "a", "]", "]", "]", "]", "m", "b", "g", "g", "g", "m")
        assert "The captain" in running.text
        await running.press("j", "enter")
        assert pane.article.text[pane.here.start :].startswith("The captain")
        await running.press("g", "g", "'", "b")
        assert pane.article.text[pane.here.start :].startswith("The captain")
        await running.press("g", "m", "d", "d", "escape")
        assert set(pane.marks) == {"b"}
    assert set(library.open_article(story).kept.state.marks) == {"b"}


async def test_without_marks_and_jumps_the_lists_say_how_they_come(run: Run, story: str) -> None:
    async with run(opened=story) as running:
        await running.press("g", "m")
        assert "No place here has a letter" in running.text
        await running.press("escape", "g", "j")
        assert "You have not jumped yet" in running.text


async def test_jumps_are_listed_the_last_first_and_gone_to(run: Run, story: str) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        pane = running.screen.article
        await running.press("]", "]", "]", "]", "G", "g", "j")
        listed = [line for line in running.text.splitlines() if "The captain" in line or "Ferry line" in line]
        assert "The boat" in running.text
        assert listed
        await running.press("enter")
        assert pane.article.text[pane.here.start :].startswith("The captain")
        await running.press("ctrl+o")
        assert pane.article.text[pane.here.start :].startswith("The boat")


async def test_so_many_percent_of_the_text_are_gone_to(run: Run, story: str) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        pane = running.screen.article
        for keys, place in (("50G", "50 %"), ("7%", "7 %"), ("90G", "90 %"), ("400%", "end")):
            await running.press(*keys)
            assert pane.place_label() == place
        await running.press("%")
        await running.write("25")
        await running.press("enter")
        assert pane.place_label() == "25 %"
        await running.press("%", "x", "enter")
        assert running.screen.is_asking
        await running.press("escape", "g", "g", *"50G")
        half = pane.here
        await running.press("G", "ctrl+o")
        assert pane.here == half


async def test_jumps_lead_back_over_a_followed_link_and_forward_again(
    run: Run, story: str, library: Library, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        screen, pane = running.screen, running.screen.article
        await running.press("]", "]", "]", "]")
        here = pane.here
        pane.remember_jump()
        screen.open(article_ids[0], comes_from=story)  # as a link does
        await running.settle()
        assert pane.article_id == article_ids[0]
        await running.press("g", "j")
        assert "story" in running.text or "Ferry line to reopen" in running.text
        await running.press("escape", "ctrl+o")
        assert (pane.article_id, pane.here) == (story, here)
        await running.press("alt+o")
        assert pane.article_id == article_ids[0]
        await running.press("q")
        assert pane.article_id == story


async def test_an_article_from_the_list_begins_without_jumps(
    run: Run, story: str, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=story, size=(80, 24)) as running:
        await running.press("G", "g", "g")
        assert running.screen.article.jumps.places
        running.screen.open(article_ids[0])
        await running.settle()
        assert not running.screen.article.jumps.places


def test_of_links_without_end_those_nearest_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "one two " * 2_500
    spans = tuple(
        Span(start=8 * n, end=8 * n + 3, kind=SpanKind.LINK, target=f"https://a.example/{n}") for n in range(2_500)
    )
    article = Article(metadata=Metadata(), blocks=(Paragraph(text=text.strip(), spans=spans), Paragraph(text="End.")))
    asked: list[int] = []
    original = TextWalk.sentence_at

    def counted(walk: TextWalk, offset: int) -> TextRange:
        asked.append(offset)
        return original(walk, offset)

    monkeypatch.setattr(TextWalk, "sentence_at", counted)
    for offset, first in ((0, 0), (8 * 1_200, 200), (len(article.text), 500)):
        found, total = linked_places(article, offset)
        assert total == 2_500
        assert [place.link.target.rpartition("/")[2] for place in found] == [
            str(n) for n in range(first, first + MOST_LINKS)
        ]
    assert not asked  # a sentence is looked for when its row is drawn
    assert found[-1].sentence.startswith("one two")
    assert len(asked) == 1
