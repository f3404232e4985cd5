"""Live blogs: each entry has its time, on its first paragraph, in the order of the page."""

import json

import pytest

from reader.extract.html_page import extract_html
from reader.model.article import Article, ArticleKind
from reader.model.blocks import Heading, Paragraph
from reader.model.page import Page, PageForm, PageOrigin

ENTRIES = (
    (
        "14:32",
        "The last boat is in",
        "The harbour master has counted the boats twice and found that all nine of them are in.",
    ),
    (
        "13:05",
        "Two ropes gone",
        "Two of the four ropes of the ferry have gone, and the crew has put out the spare ones by hand.",
    ),
    (
        "11:48",
        "The wall holds",
        "The outer wall holds, says the engineer, who has been standing on it since the night before.",
    ),
    (
        "10:10",
        "Nobody is out",
        "Nobody is out any longer, as far as the lifeboat station can tell from its radio and its log.",
    ),
)


def _read(body: str, head: str = "") -> Article:
    text = f"<!doctype html><title>The gale: live</title>{head}<body><main><h1>The gale: live</h1>{body}</main>"
    return extract_html(
        Page(content=text.encode(), form=PageForm.HTML, origin=PageOrigin.URL, url="https://tern.example/live/gale")
    )


def _times(article: Article) -> list[tuple[str, str]]:
    return [(block.time, block.text) for block in article.blocks if isinstance(block, Paragraph) and block.time]


WANTED = [(time, text) for time, _, text in ENTRIES]
MORE = "The next report from the quay comes when there is something that is worth your while, and not before then."


@pytest.mark.parametrize(
    "entry",
    [
        '<div class="entry"><time datetime="2026-09-03T{time}:00">{time}</time><h3>{head}</h3><p>{text}</p><p>{more}</p></div>',
        '<article class="post"><span class="post__timestamp">{time}</span><h3>{head}</h3><p>{text}</p><p>{more}</p></article>',
        '<li class="update"><div class="update-time">{time}</div><h3>{head}</h3><div><p>{text}</p></div><p>{more}</p></li>',
        '<div class="entry"><div class="time"><time>{time}</time></div><h3>{head}</h3><p>{text}</p></div>',
    ],
    ids=["time element", "named span", "named block", "one in the other"],
)
def test_the_first_paragraph_of_an_entry_has_its_time(entry: str) -> None:
    article = _read("".join(entry.format(time=time, head=head, text=text, more=MORE) for time, head, text in ENTRIES))
    assert _times(article) == WANTED
    assert article.kind is ArticleKind.LIVE
    assert [block.text for block in article.blocks if isinstance(block, Heading)] == [head for _, head, _ in ENTRIES]
    assert not any(block.text == "14:32" for block in article.blocks if isinstance(block, Paragraph))


def test_times_from_data_where_the_page_shows_none() -> None:
    data = json.dumps(
        {
            "@type": "LiveBlogPosting",
            "liveBlogUpdate": [
                {
                    "@type": "BlogPosting",
                    "headline": head,
                    "datePublished": f"2026-09-03T{time}:00+02:00",
                    "articleBody": text,
                }
                for time, head, text in ENTRIES
            ],
        }
    )
    body = "".join(f"<div><h3>{head}</h3><p>{text}</p><p>{MORE}</p></div>" for _, head, text in ENTRIES)
    article = _read(body, f'<script type="application/ld+json">{data}</script>')
    assert _times(article) == WANTED
    assert article.kind is ArticleKind.LIVE


def test_an_article_with_a_date_is_no_live_blog() -> None:
    body = '<p><time datetime="2026-09-03">3 September</time></p>' + "".join(f"<p>{text}</p>" for *_, text in ENTRIES)
    article = _read(f"<article>{body}</article>")
    assert not _times(article)
    assert article.kind is ArticleKind.ARTICLE


@pytest.mark.parametrize(
    "times",
    [
        [f'<time datetime="2026-09-0{day}T14:32">{day} September 2026 - 14:32</time>' for day in (3, 4, 5, 6)],
        [f'<time datetime="2026-09-0{day}">{day} September 2026</time>' for day in (3, 4, 5, 6)],
        [f'<time datetime="PT{minutes}M">{minutes} min</time>' for minutes in (10, 15, 20, 45)],
    ],
    ids=["comments of four days", "days", "how long it takes"],
)
def test_other_times_are_no_entries(times: list[str]) -> None:
    article = _read(
        "".join(f'<div class="part">{time}<p>{text}</p></div>' for time, (*_, text) in zip(times, ENTRIES, strict=True))
    )
    assert not _times(article)
    assert article.kind is ArticleKind.ARTICLE


def test_how_long_ago_an_entry_was_is_its_time() -> None:
    body = "".join(
        f'<div class="entry"><time datetime="2026-09-03T{time}:00">{hours} hours ago</time><p>{text}</p></div>'
        for hours, (time, _, text) in enumerate(ENTRIES, 2)
    )
    assert [time for time, _ in _times(_read(body))] == [f"{hours} hours ago" for hours in range(2, 6)]
