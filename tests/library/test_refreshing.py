"""An article comes again: what is taken over, what is not, who changed it, and what becomes of marks and places."""

from dataclasses import replace
from pathlib import Path

import pytest

from reader.library import refreshing
from reader.library.library import Library
from reader.library.results import Carried
from reader.library.worsening import why_kept_back
from reader.model.article import Article, ArticleKind, Metadata
from reader.model.blocks import Paragraph
from reader.model.errors import ExtractError, FetchError
from reader.model.page import Cut
from tests.loopback import PARAGRAPHS, Site, page_html

TITLE = "Ferry line to reopen after eleven winters"
MAY = "The council meets again in May to hear about the bridge."
LONG = (
    *PARAGRAPHS,
    *(
        f"In the year {year} the lake froze early, and nobody crossed it until the end of March."
        for year in range(1990, 2002)
    ),
)
LOGIN = b"""<!doctype html><html lang=en><title>Log in</title><body><main><h1>Log in to read on</h1>
<form action=/login method=post><input name=user><input name=password type=password><button>Log in</button></form></main>"""


@pytest.fixture
def kept(library: Library, site: Site) -> str:
    """A long article that is kept; return its id."""
    return library.add(site.put("/ferry", page_html(TITLE, LONG), ETag='"1"')).article_id


def text_of(library: Library, article_id: str) -> str:
    """Return the text of the current version."""
    return library.open_article(article_id).kept.article.text


def test_marks_are_carried_over_and_counted(library: Library, site: Site, kept: str) -> None:
    for quote in ("run again from April", "already sold out", "She changed her mind", "in the autumn"):
        library.annotate_quote(kept, quote)
    library.note_article(kept, "to be checked")
    changed = (
        PARAGRAPHS[0],
        PARAGRAPHS[2].replace("already sold out", "nearly sold out"),
        *LONG[4:9],
        PARAGRAPHS[1],
        *LONG[9:],
    )
    site.put("/ferry", page_html(TITLE, changed))
    refreshed = library.refresh(kept)
    assert refreshed.is_new_version
    assert refreshed.former_version == library.versions(kept)[0].version.id
    assert refreshed.carried is not None
    assert refreshed.carried._replace(unsure=0) == Carried(in_place=1, moved=1, changed=1, lost=1)


def test_without_marks_there_is_no_report(library: Library, site: Site, kept: str) -> None:
    library.note_article(kept, "a note stands in no text")
    site.put("/ferry", page_html(TITLE, (*LONG, MAY)))
    assert library.refresh(kept).carried is None


def test_the_report_is_against_the_version_before(library: Library, site: Site, kept: str) -> None:
    library.annotate_quote(kept, "already sold out")
    library.annotate_quote(kept, "in the autumn")
    site.put("/ferry", page_html(TITLE, (*LONG[:3], *LONG[4:])))
    assert library.refresh(kept).carried == Carried(in_place=1, lost=1)
    site.put("/ferry", page_html(TITLE, (*LONG[:3], *LONG[4:], MAY)))
    assert library.refresh(kept).carried == Carried(in_place=1), "what was lost before is not lost again"
    site.put("/ferry", page_html(TITLE, (*LONG, MAY)))
    assert library.refresh(kept).carried == Carried(in_place=1, found=1)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (LOGIN, "log-in"),
        (page_html(TITLE, PARAGRAPHS[:1]), ""),
        (page_html("Page not found", ("The page you are looking for is not here any more, or never was.",)), ""),
        (b"<!doctype html><html><title>Ferry</title><body><div id=root></div><script src=/app.js></script>", ""),
    ],
    ids=["log-in", "teaser", "error", "shell"],
)
def test_a_page_with_less_on_it_is_not_taken_over(
    library: Library, site: Site, kept: str, page: bytes, words: str
) -> None:
    before = library.listed(kept).record
    site.put("/ferry", page, ETag='"2"')
    try:
        refreshed = library.refresh(kept)
    except ExtractError:
        pass  # nothing at all was found on it: that is told as an error, and nothing changes either
    else:
        assert refreshed.kept_back
        assert words in refreshed.kept_back
        assert not refreshed.is_new_version
    record = library.listed(kept).record
    assert record.version_id == before.version_id
    assert record.etag == '"1"', "else the server would say that nothing has changed, and be believed"
    assert text_of(library, kept).endswith(LONG[-1])


def test_who_insists_gets_what_there_is(library: Library, site: Site, kept: str) -> None:
    site.put("/ferry", page_html(TITLE, PARAGRAPHS[:1]))
    assert library.refresh(kept).kept_back
    forced = library.refresh(kept, force=True)
    assert forced.is_new_version
    assert text_of(library, kept).endswith(PARAGRAPHS[0])
    library.undo()
    assert text_of(library, kept).endswith(LONG[-1])


def test_who_insists_does_not_ask_whether_it_has_changed(library: Library, site: Site, kept: str) -> None:
    library.refresh(kept, force=True)
    assert "If-None-Match" not in site.requests[-1][1]


def test_a_page_that_is_gone_leaves_all_as_it_is(library: Library, site: Site, kept: str) -> None:
    before = library.listed(kept).record
    site.put("/ferry", b"gone", status=410)
    with pytest.raises(FetchError):
        library.refresh(kept)
    assert library.listed(kept).record == before


def test_asking_is_remembered_whatever_the_answer(library: Library, site: Site, kept: str) -> None:
    asked = [library.listed(kept).record.last_asked]
    library.refresh(kept)  # the server says that nothing has changed
    asked.append(library.listed(kept).record.last_asked)
    site.put("/ferry", page_html(TITLE, LONG, foot="<aside>Most read</aside>"))
    library.refresh(kept)  # the same text
    asked.append(library.listed(kept).record.last_asked)
    site.put("/ferry", page_html(TITLE, PARAGRAPHS[:1]))
    library.refresh(kept)  # not taken over
    asked.append(library.listed(kept).record.last_asked)
    assert asked == sorted(asked)
    assert len(set(asked)) == 4


def test_a_byline_alone_makes_no_version(library: Library, site: Site, kept: str) -> None:
    head = '<meta name="author" content="Oda Brandt">'
    site.put("/ferry", page_html(TITLE, LONG, head=head))
    refreshed = library.refresh(kept)
    assert not refreshed.is_new_version
    record = library.listed(kept).record
    assert record.authors == ("Oda Brandt",)
    assert len(record.versions) == 1
    assert library.open_article(kept).kept.article.metadata.authors == ("Oda Brandt",)


def test_what_the_cleaner_does_otherwise_is_told_apart_from_what_the_site_changed(
    library: Library, site: Site, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = library._opening.clean
    better = LONG[4]

    def clean_better(page: object, *, is_lenient: bool = False) -> Article:
        article = clean(page, is_lenient=is_lenient)  # type: ignore[arg-type]  # as it comes
        return replace(article, blocks=tuple(block for block in article.blocks if getattr(block, "text", "") != better))

    monkeypatch.setattr(library._opening, "clean", clean_better)
    site.put("/ferry", page_html(TITLE, (*LONG, MAY)))
    assert library.refresh(kept).is_new_version
    entries = library.versions(kept)
    assert [entry.is_recleaned for entry in entries] == [False, True, False]
    assert better not in library.open_article(kept, entries[1].version.id).kept.article.text
    assert (entries[2].added_words, entries[2].removed_words) == (11, 0), "what the site did, and no more"
    library.undo()
    assert better in text_of(library, kept), "one step back, and all is as it was"


def test_the_same_page_with_a_better_cleaner_is_no_change_of_the_site(
    library: Library, site: Site, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = library._opening.clean
    monkeypatch.setattr(
        library._opening,
        "clean",
        lambda page, is_lenient=False: replace(shown := clean(page, is_lenient=is_lenient), blocks=shown.blocks[:-1]),
    )
    site.put("/ferry", page_html(TITLE, LONG, foot="<aside>Most read</aside>"))
    assert library.refresh(kept).is_new_version
    assert [entry.is_recleaned for entry in library.versions(kept)] == [False, True]
    again = library.refresh(kept, offline=True)
    assert not again.is_new_version


def test_places_go_along_with_their_words(library: Library, site: Site, kept: str) -> None:
    text = text_of(library, kept)
    library.save_position(kept, text.index("Its captain"), text.index("Tickets will"))
    library.set_mark(kept, "a", text.index("Not everyone"))
    site.put("/ferry", page_html(TITLE, (MAY, *LONG)))
    assert library.refresh(kept).is_new_version
    opened = library.open_article(kept).kept
    assert opened.article.text[opened.state.position :].startswith("Its captain")
    assert opened.article.text[opened.state.furthest :].startswith("Tickets will")
    assert opened.article.text[opened.state.marks["a"] :].startswith("Not everyone")
    library.undo()
    assert library.open_article(kept).kept.state.position == text.index("Its captain")


def test_a_file_comes_again(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "ferry.html"
    path.write_bytes(page_html(TITLE))
    article_id = library.add(str(path)).article_id
    path.write_bytes(page_html(TITLE, (*PARAGRAPHS, MAY)))
    assert library.refresh(article_id).is_new_version


def words(number: int, **fields: object) -> Article:
    """Return an article of so many words."""
    return replace(Article(metadata=Metadata(), blocks=(Paragraph(text="word " * number),)), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("here", "fresh", "is_kept_back"),
    [
        (words(900), words(880), False),
        (words(900), words(400), False),  # a correction may cut a text in half
        (words(900), words(300), True),
        (words(100), words(20), False),  # a first report of two lines
        (words(900), words(800, is_partial=True), True),
        (words(900), words(890, is_partial=True), False),  # no less than was here, whatever the page says of itself
        (words(900, is_partial=True), words(400, is_partial=True), False),
        (words(900), words(500, cut=Cut.CONNECTION), True),
        (words(900), words(900, kind=ArticleKind.LOGIN), True),
        (words(900, kind=ArticleKind.LIVE), words(900, kind=ArticleKind.GALLERY), False),
        (words(20, kind=ArticleKind.SHELL), words(20, kind=ArticleKind.WALL), False),
        (words(20, kind=ArticleKind.SHELL), words(900), False),
    ],
)
def test_what_counts_as_less(here: Article, fresh: Article, is_kept_back: bool) -> None:
    assert bool(why_kept_back(here, fresh)) is is_kept_back


def test_nothing_is_kept_of_a_refresh_that_was_given_up(
    library: Library, site: Site, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    from reader.library.progress import Work
    from reader.model.errors import CancelledError

    before = library.listed(kept).record
    site.put("/ferry", page_html(TITLE, (*LONG, MAY)))
    cancel = Event()
    fetch = refreshing.Refreshing.fetch

    def fetch_and_give_up(*arguments: object, **named: object) -> object:
        page = fetch(*arguments, **named)  # type: ignore[arg-type]  # as they come
        cancel.set()
        return page

    monkeypatch.setattr(refreshing.Refreshing, "fetch", fetch_and_give_up)
    with pytest.raises(CancelledError):
        library.refresh(kept, work=Work(cancel=cancel))
    assert library.listed(kept).record == before


def test_a_version_that_was_lost_comes_again(library: Library, site: Site, kept: str) -> None:
    (version,) = (library.folder / "articles" / kept / "versions").glob("*.json")
    version.unlink()
    library.refresh(kept)
    assert text_of(library, kept).endswith(LONG[-1])


def test_two_windows_that_refresh_at_once_move_places_once(
    library: Library, site: Site, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = text_of(library, kept)
    library.save_position(kept, text.index("Its captain"), 0)
    site.put("/ferry", page_html(TITLE, (MAY, *LONG)))
    fetch = refreshing.Refreshing.fetch
    with Library.open(library.folder, folders=library.folders, config=library.config) as other:

        def fetch_late(*arguments: object, **named: object) -> object:
            page = fetch(*arguments, **named)  # type: ignore[arg-type]  # as they come
            monkeypatch.undo()
            assert other.refresh(kept).is_new_version
            return page

        monkeypatch.setattr(refreshing.Refreshing, "fetch", fetch_late)
        assert not library.refresh(kept).is_new_version
    opened = library.open_article(kept).kept
    assert opened.article.text[opened.state.position :].startswith("Its captain")
    assert len(opened.record.versions) == 2


def test_what_another_window_takes_over_while_it_is_cleaned_here_moves_places_once(
    library: Library, site: Site, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = text_of(library, kept)
    library.save_position(kept, text.index("Its captain"), 0)
    site.put("/ferry", page_html(TITLE, (MAY, *LONG)))
    keep = refreshing.Refreshing._keep
    with Library.open(library.folder, folders=library.folders, config=library.config) as other:

        def keep_late(*arguments: object, **named: object) -> object:
            monkeypatch.undo()
            assert other.refresh(kept).is_new_version
            return keep(*arguments, **named)  # type: ignore[arg-type]  # as they come

        monkeypatch.setattr(refreshing.Refreshing, "_keep", keep_late)
        assert not library.refresh(kept).is_new_version
    opened = library.open_article(kept).kept
    assert opened.article.text[opened.state.position :].startswith("Its captain")
    assert len(opened.record.versions) == 2


def test_asking_takes_no_version_away_that_another_window_found(library: Library, site: Site, kept: str) -> None:
    store = library._stores.articles
    before = store.record(kept)
    site.put("/ferry", page_html(TITLE, (*LONG, MAY)))
    library.refresh(kept)
    store.note_checked(kept, before.added)
    assert len(store.record(kept).versions) == 2


def test_a_cleaner_that_goes_back_to_an_old_text_is_no_change_of_the_site(
    library: Library, site: Site, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.put("/ferry", page_html(TITLE, (*LONG, MAY)))
    library.refresh(kept)
    clean = library._opening.clean
    monkeypatch.setattr(
        library._opening,
        "clean",
        lambda page, is_lenient=False: replace(shown := clean(page, is_lenient=is_lenient), blocks=shown.blocks[:-1]),
    )
    library.refresh(kept, offline=True)
    assert [entry.is_recleaned for entry in library.versions(kept)] == [False, False, True]
    assert library.versions(kept)[2].version.id == library.versions(kept)[0].version.id
