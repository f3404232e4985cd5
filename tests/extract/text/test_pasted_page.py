"""Copied pages with their whole menus, and articles copied without the page around them."""

from textwrap import wrap

import pytest

from reader.extract.text.hard_wraps import unwrapped
from reader.extract.text.pasted_header import people_in
from reader.extract.text.pasted_page import MAX_PAGE_LETTERS, MAX_PAGE_LINES, looks_like_article, looks_like_page
from reader.extract.text.plain_text import extract_plain_text
from reader.model.blocks import Figure, Paragraph

MENU = "\n".join(f"{word} {kind}" for kind in ("news", "guides") for word in (
    "Harbour", "Market", "School", "Valley", "Island", "Garden", "Kitchen", "Theatre", "Railway", "Football", "Chess", "Weather"
))  # fmt: skip
PARAGRAPHS = (
    "The council of the harbour decided on Monday evening to let the lighthouse be painted in stripes.",
    "Painters from three towns had offered to do it for nothing, but the keeper wanted to choose the colours herself.",
    "The stripes will be green and white, she told the council, because red ones were already to be seen on every other one.",
    "Work begins in April, when the storms are over, and is to end before the first visitors of the summer come.",
)
TEASERS = "\n".join((
    "Most read", "Goats on the runway", "A bakery for night trains", "Why nobody counts the swans", "Newsletter",
    "Sign up for our newsletter", "The week in one letter, every Friday.", "About us", "Terms of use",
    "© 2026 Tidewater Press",
))  # fmt: skip
PAGE = "\n\n".join((
    "We use cookies to give you the best experience.\nAccept all\nManage preferences", MENU, "Share\nCopy link\nSave",
    "Lighthouse of the harbour to be painted in stripes", "Greta Solvang | 2 March 2026, 07:10",
    "The lighthouse of the harbour, seen from the pier. Photo: Jonah Rask/Lakeside Press",
    *PARAGRAPHS[:2], "What the keeper wants", *PARAGRAPHS[2:], "Share\nTweet\nPrint", TEASERS,
))  # fmt: skip


def paragraphs_of(text: str) -> tuple[str, ...]:
    return tuple(block.text for block in extract_plain_text(text).blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("has_blanks", [True, False])
def test_the_headline_is_found_below_the_menus(has_blanks: bool) -> None:
    article = extract_plain_text(PAGE if has_blanks else PAGE.replace("\n\n", "\n"))
    meta = article.metadata
    assert meta.title == "Lighthouse of the harbour to be painted in stripes"
    assert meta.authors == ("Greta Solvang",)
    assert meta.published is not None
    assert meta.published.isoformat() == "2026-03-02T07:10:00"
    assert [block.credit for block in article.blocks if isinstance(block, Figure)] == ["Jonah Rask/Lakeside Press"]
    assert tuple(block.text for block in article.blocks if isinstance(block, Paragraph)) == PARAGRAPHS
    assert "What the keeper wants" in article.text
    for word in ("cookies", "Chess", "swans", "Tweet", "newsletter", "©"):
        assert word not in article.text


@pytest.mark.parametrize(
    ("glued", "credit"),
    [
        ("The lighthouse of the harbour, seen from the pier.Jonah Rask—Getty Images", "Jonah Rask—Getty Images"),
        ("The lighthouse of the harbour, seen from the pierPhoto: Jonah Rask/dpa", "Jonah Rask/dpa"),
    ],
)
def test_a_credit_that_the_browser_glued_to_its_caption_is_parted_from_it(glued: str, credit: str) -> None:
    article = extract_plain_text(
        PAGE.replace(PAGE[PAGE.index("The lighthouse of") : PAGE.index(PARAGRAPHS[0])], glued + "\n\n")
    )
    (figure,) = article.figures
    assert (figure.caption.rstrip("."), figure.credit) == ("The lighthouse of the harbour, seen from the pier", credit)
    assert (article.metadata.deck, article.metadata.title) == ("", "Lighthouse of the harbour to be painted in stripes")


def test_a_copy_without_furniture_gives_its_header_to_the_metadata_and_keeps_its_text() -> None:
    text = "\n\n".join((
        "Lighthouse of the harbour to be painted in stripes", "By Greta Solvang", "2 March 2026, 07:10", *PARAGRAPHS,
        "A last line that is short",
    ))  # fmt: skip
    assert not looks_like_page(text)
    assert looks_like_article(text)
    article = extract_plain_text(text)
    assert article.metadata.authors == ("Greta Solvang",)
    assert paragraphs_of(text) == (*PARAGRAPHS, "A last line that is short")


def test_a_text_longer_than_pages_is_not_judged_line_by_line_whatever_its_head() -> None:
    head = "\n\n".join(
        ("Lighthouse of the harbour to be painted", "By Greta Solvang", "2 March 2026, 07:10", *PARAGRAPHS)
    )
    assert looks_like_article(head + "\n\nA word" * 100)
    for rest in ("\n\nA word" * MAX_PAGE_LINES, "\n\n" + "a word " * MAX_PAGE_LETTERS):
        assert not looks_like_article(head + rest)
        article = extract_plain_text(head + rest)
        assert article.metadata.authors == ("Greta Solvang",)
        assert article.text.endswith("word")


def test_a_hard_wrapped_copy_is_read_as_its_lines_were() -> None:
    wrapped = "\n".join("\n".join(wrap(line, 56)) for line in PAGE.split("\n"))
    assert unwrapped(wrapped).count("\n") < wrapped.count("\n")
    assert paragraphs_of(wrapped) == PARAGRAPHS


def test_a_long_list_of_furniture_words_is_no_page() -> None:
    assert looks_like_page(PAGE)
    assert not looks_like_page(PAGE + "\nword" * MAX_PAGE_LINES)
    assert not looks_like_page("\n".join(f"Line {count}" for count in range(90)))


def test_one_line_of_furniture_among_many_hundred_is_chance() -> None:
    essay = "\n\n".join(f"{PARAGRAPHS[count % 4]} {count}" for count in range(400))
    assert not looks_like_page(f"{essay}\n\nShare\n\nSearch\n\nComments\n\n{essay}")


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Greta Solvang | 2 March 2026, 07:10", ("Greta Solvang",)),
        ("2 March 2026 • Greta Solvang • 3 minutes", ("Greta Solvang",)),
        ("Greta Solvang 4 March 2026 - 14:41", ("Greta Solvang",)),
        ("Greta Solvang Editor", ("Greta Solvang",)),
        ("Greta SolvangTravel Reporter", ("Greta Solvang",)),
        ("Greta Solvang/Jonah Rask", ("Greta Solvang", "Jonah Rask")),
        ("Ian McDonald", ("Ian McDonald",)),
        ("What comes next", ()),
        ("The Harbour Times", ()),
        ("In the harbour there was a boat called Greta Solvang", ()),
        ("2 March 2026", ()),
    ],
)
def test_people_in_a_line_of_the_header(line: str, people: tuple[str, ...]) -> None:
    assert people_in(line) == people
