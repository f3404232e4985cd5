"""Where marks stand in the version shown: always from the version they were made on, if its text is here."""

import pytest

from reader.anchor import following
from reader.anchor import resolve as resolving
from reader.library.library import Library
from reader.model.annotation import AnchorState
from tests.loopback import PARAGRAPHS, Site, page_html

TITLE = "Ferry line to reopen after eleven winters"
QUOTE = PARAGRAPHS[1].split(".")[0]
LAST = PARAGRAPHS[-1].split(".")[0]


def put(library: Library, site: Site, *paragraphs: str) -> str:
    """Put a page up and bring the article up to date with it; return its id."""
    url = site.put("/ferry", page_html(TITLE, paragraphs))
    return library.add(url, refresh=True).article_id


def edited(text: str, number: int) -> str:
    """Return a text with one more of its words changed than at the number before."""
    words = text.split(" ")
    return " ".join(f"changed{at}" if at in range(2, 2 + number) else word for at, word in enumerate(words))


def test_errors_do_not_add_up_over_versions(library: Library, site: Site) -> None:
    article_id = put(library, site, *PARAGRAPHS)
    library.annotate_quote(article_id, QUOTE)
    for number in range(1, 4):
        put(library, site, "It was put in before the rest of it.", *(edited(one, number) for one in PARAGRAPHS))
    put(library, site, *PARAGRAPHS)
    (placed,) = library.annotations(article_id)
    assert placed.anchor is not None
    assert (placed.anchor.state, placed.anchor.confidence) == (AnchorState.ANCHORED, 1.0)


def test_marks_are_placed_by_their_selectors_where_their_version_is_not_here(library: Library, site: Site) -> None:
    article_id = put(library, site, *PARAGRAPHS)
    made = library.annotate_quote(article_id, QUOTE)
    put(library, site, "It was put in before the rest of it.", *PARAGRAPHS)
    library._stores.places.version_file(article_id, made.version_id).unlink()
    (placed,) = library.annotations(article_id)
    assert placed.anchor is not None
    assert placed.anchor.state is AnchorState.ANCHORED
    text = library.open_article(article_id).kept.article.text
    assert text[placed.anchor.start : placed.anchor.end] == QUOTE


def test_marks_of_several_versions_share_one_map_for_each(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    article_id = put(library, site, *PARAGRAPHS)
    library.annotate_quote(article_id, QUOTE)
    library.annotate_quote(article_id, LAST)
    put(library, site, "It was put in before the rest of it.", *(edited(one, 1) for one in PARAGRAPHS))
    library.annotate_quote(article_id, edited(QUOTE, 1))
    library.annotate_quote(article_id, edited(LAST, 1))
    put(
        library,
        site,
        "Put in as well.",
        "It was put in before the rest of it.",
        *(edited(one, 2) for one in PARAGRAPHS),
    )
    maps: list[str] = []

    class Counted(following.Follower):
        def __init__(self, old_text: str, new_text: str) -> None:
            maps.append(old_text)
            super().__init__(old_text, new_text)

    monkeypatch.setattr(following, "Follower", Counted)
    resolving._follower.cache_clear()
    placed = library.annotations(article_id)
    assert len(placed) == 4
    assert all(one.is_placed for one in placed)
    assert len(maps) == len(set(maps)) == 2
    resolving._follower.cache_clear()


def test_marks_of_the_version_shown_need_no_other_text(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    article_id = put(library, site, *PARAGRAPHS)
    library.annotate_quote(article_id, QUOTE)
    monkeypatch.setattr(resolving, "_follower", None)
    (placed,) = library.annotations(article_id)
    assert placed.anchor is not None
    assert placed.anchor.state is AnchorState.ANCHORED
