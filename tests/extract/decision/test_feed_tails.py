"""What the makers of feeds write around an entry goes; what the entry says stays."""

from datetime import UTC, datetime

import pytest

from reader.extract.explaining.explain import explain
from reader.extract.pipeline import ExtractOptions, extract
from reader.model.article import Article
from reader.model.page import Page, PageForm, PageOrigin

TEXT = "<p>The ferry will run again from May, the council said on Friday.</p><p>Dogs travel for free.</p>"
BODY = "The ferry will run again from May, the council said on Friday.\n\nDogs travel for free."
HERE = '<a href="https://hill.example/ferry">'
HOME = '<a href="https://hill.example/">Hill Gazette</a>'


def page_of(content: str, author: str = "") -> Page:
    head = f'<title>Ferry to reopen</title><meta name="author" content="{author}">'
    return Page(
        content=f'<!doctype html><html lang="en"><head>{head}</head><body>{content}</body></html>'.encode(),
        content_type="text/html; charset=utf-8",
        form=PageForm.ENTRY,
        origin=PageOrigin.URL,
        url="https://hill.example/ferry",
        fetched_at=datetime(2026, 3, 14, tzinfo=UTC),
    )


def article_of(content: str, author: str = "") -> Article:
    return extract(page_of(content, author), options=ExtractOptions(is_lenient=True))


@pytest.mark.parametrize(
    "tail",
    [
        f"<p>The post {HERE}Ferry</a> appeared first on {HOME}.</p><img src='https://pixel.wp.com/b.gif?a=1'>",
        f"<div>Der Beitrag {HERE}Ferry</a> erschien zuerst auf {HOME}.</div>",
        f"<p>L’article {HERE}Ferry</a> est apparu en premier sur {HOME}.</p>",
        f"<p>L'articolo {HERE}Ferry</a> proviene da {HOME}.</p>",
        f"<p>投稿 {HERE}Ferry</a> は {HOME} に最初に表示されました。</p>",
        f"<hr><p>{HERE}Ferry</a> was originally published in {HOME} on a site of blogs.</p>",
        f"<p>{HERE}Continue reading <span>&rarr;</span></a></p>",
        f" {HERE}Continue reading...</a>",
        f"<p>{HERE}Read more about the ferry</a></p>",
        f"<p>{HERE}Read more of this story</a> at the gazette.</p>",
        f"<p>{HERE}Weiterlesen</a></p>",
        f"<p>{HERE}続きを読む</a></p>",
        "<p><a href='https://hill.example/ferry#comments'>12 comments</a> | <a href='/share'>Share</a></p>",
        "<p><a href='https://hill.example/ferry#respond'>Leave a comment</a></p>",
        "<p><a href='mailto:a@hill.example'>Reply via email</a></p>",
        "<a href='https://www.facebook.com/sharer/sharer.php?u=x'><img src='/f.png'></a>",
        "<p><a href='https://twitter.com/intent/tweet?u=x'>Tell the world</a></p>",
        "<h3>Share this:</h3><ul><li><a href='/ferry?share=a'>Facebook</a></li><li><a href='/b'>X</a></li></ul>",
        "<h3>Related</h3><ul><li><a href='/b'>Bridge to close</a></li><li><a href='/c'>A new pier</a></li></ul>",
        "<img src='https://feeds.feedburner.com/~r/hill/~4/x'>",
        "<p><a href='https://hill.example/e.mp3?from=feed'>Download</a></p>",
        "<img src='/count.gif' style='display: none'>",
        "<p>&copy; 2026 Hill Gazette. All rights reserved.</p>",
    ],
)
def test_what_makers_of_feeds_write_below_goes(tail: str) -> None:
    article = article_of(TEXT + tail)
    assert article.body == BODY
    assert not article.figures


def test_a_button_goes_wherever_it_stands() -> None:
    button = "<p><a href='https://hill.example/subscribe'><span>Subscribe now</span></a></p>"
    assert article_of(f"<p>It is late.</p>{button}{TEXT}").body == f"It is late.\n\n{BODY}"


def test_the_link_to_the_rest_goes_from_the_end_of_the_last_sentence() -> None:
    article = article_of(f"<p>The ferry will run &hellip; {HERE}Read more</a></p>")
    assert article.body == "The ferry will run …"
    assert not article.blocks[-1].spans  # type: ignore[union-attr]


def test_the_byline_goes_where_the_feed_names_the_author() -> None:
    assert article_of(f"<p>By Ann Lee</p>{TEXT}", "Ann Lee").body == BODY
    assert article_of(f"<p>Ann Lee was there.</p>{TEXT}", "Ann Lee").body == f"Ann Lee was there.\n\n{BODY}"


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<p><a href='https://x.example/'>Comments</a></p>", "Comments"),
        (f"<p>{HERE}Read more</a></p>", "Read more"),
        (f"{TEXT}<p>See <a href='/b'>the plans of the pier</a>.</p>", f"{BODY}\n\nSee the plans of the pier."),
        (f"{TEXT}<p><a href='/b'>The plans of the pier</a></p>", f"{BODY}\n\nThe plans of the pier"),
        (f"{TEXT}<p>Copyright is what the case is about.</p>", f"{BODY}\n\nCopyright is what the case is about."),
        (f"<p>Read more: <a href='/b'>a bridge</a></p>{TEXT}", f"Read more: a bridge\n\n{BODY}"),
        (
            f"{TEXT}<p>The sites:</p><ul><li><a href='https://a.example'>Facebook</a></li></ul>",
            f"{BODY}\n\nThe sites:\n\nFacebook",
        ),
    ],
)
def test_what_an_entry_says_stays(content: str, body: str) -> None:
    assert article_of(content).body == body


def test_it_is_told_why_a_line_went() -> None:
    parts = explain(page_of(f"{TEXT}<p>The post {HERE}Ferry</a> appeared first on {HOME}.</p>")).cleaning.parts
    part = next(part for part in parts if "appeared first" in part.text)
    assert not part.is_kept
    assert part.reason == "written around the text by the maker of the feed"


def test_the_end_of_an_entry_of_links_is_looked_at_once() -> None:
    links = "".join(f"<p><a href='/{n}'>The plans of pier {n}</a></p>" for n in range(3_000))
    assert article_of(links).body.count("\n\n") == 2_999
