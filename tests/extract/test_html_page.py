"""The whole way of an HTML page: what stays, what goes, and where the metadata come from."""

from datetime import date

import pytest

from reader.extract.json_form import article_to_object
from reader.extract.pipeline import ExtractOptions, extract
from reader.model.article import Article, ArticleKind
from reader.model.blocks import Code, Deck, Figure, Heading, Headline, ListItem, Paragraph, Quote, Table
from reader.model.errors import ExtractError
from reader.model.page import Cut, Page, PageForm, PageOrigin

URL = "https://www.tern.example/2024/03/eastness-quay"
SENTENCES = (
    "The harbour board of Eastness opened its new quay on Friday, two years after the old one was carried away by a storm.",
    "Some forty boats can lie there at the same time, and the ferries no longer have to wait for the tide to turn.",
    "“We have waited long enough for this day,” said the harbour master, who had come with her three children and a dog.",
    "The work cost nine million crowns, a third more than was planned, because the ground turned out to be softer than thought.",
    "Next spring a second crane is to follow, and the fish hall gets a roof that keeps out the gulls as well as the rain.",
)
LINKED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Eastness opens its quay", '
    '"author": {"@type": "Person", "name": "Ada Quill"}, "datePublished": "2024-03-01T09:30:00+01:00", '
    '"publisher": {"name": "The Tern"}, "keywords": ["harbour"]}</script>'
)
PAGE = f"""<html lang="en-gb"><head><title>Eastness opens its quay | The Tern</title>{LINKED}
<meta property="og:site_name" content="The Tern"><link rel="canonical" href="{URL}"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><div class="cookie-banner" style="display:none">We use cookies</div>
<main><article><h1>Eastness opens its quay</h1>
<p class="standfirst">Ferries no longer wait for the tide, and the fish hall gets a roof.</p>
<div class="byline">By <a href="/ada">Ada Quill</a> in Eastness</div>
<figure><img src="/quay.jpg" alt="Boats at a quay"><figcaption>Boats at the new quay. Photo: Bo Tern</figcaption></figure>
<div class="article-body"><p>{SENTENCES[0]}</p><p>{SENTENCES[1]} See <a href="#n1">1</a>.</p>
<aside class="related"><h3>Related</h3><ul><li><a href="/a">Storm takes the old quay</a></li></ul></aside>
<h2>Nine million crowns</h2><p>{SENTENCES[3]}</p><blockquote><p>{SENTENCES[2]}</p></blockquote>
<div class="newsletter-box"><p>Sign up to our newsletter</p></div>
<table><tr><th>Year<th>Boats</tr><tr><td>2023<td>12</tr><tr><td>2024<td>40</tr></table>
<ol><li>The first crane stands on the northern pier and lifts eleven tonnes.</li>
<li>The second crane follows in spring.</li></ol>
<p>{SENTENCES[4]}</p>
<p id="n1">1. The board published the figures on Thursday evening, after a long meeting.</p></div></article></main>
<footer>© The Tern. All rights reserved.</footer></body></html>"""


def _extract(markup: str, *, is_lenient: bool = False, url: str = URL) -> Article:
    page = Page(content=markup.encode(), form=PageForm.HTML, origin=PageOrigin.URL, url=url)
    return extract(page, options=ExtractOptions(is_lenient=is_lenient))


def test_the_article_and_nothing_else_is_kept() -> None:
    article = _extract(PAGE)
    for sentence in SENTENCES:
        assert sentence in article.body
    for foreign in ("cookies", "Home", "Storm takes", "newsletter", "All rights", "Boats at the new quay"):
        assert foreign not in article.body


def test_headline_and_deck_come_first_and_stand_once() -> None:
    article = _extract(PAGE)
    assert article.blocks[0] == Headline(text="Eastness opens its quay")
    assert article.blocks[1] == Deck(text="Ferries no longer wait for the tide, and the fish hall gets a roof.")
    assert article.text.count("Eastness opens its quay") == 1
    assert "Ferries no longer wait" not in article.body


def test_every_kind_of_block_is_made() -> None:
    kinds = {type(block) for block in _extract(PAGE).blocks}
    assert {Headline, Deck, Heading, Paragraph, Quote, Table, ListItem, Figure} <= kinds


def test_caption_stands_once_with_its_credit_apart() -> None:
    article = _extract(PAGE)
    assert article.captions == ("Boats at the new quay.",)
    assert article.figures[0].credit == "Bo Tern"


def test_footnote_links_lead_into_the_article() -> None:
    article = _extract(PAGE)
    targets = [
        span.target for block in article.blocks if isinstance(block, Paragraph) for span in block.spans if span.target
    ]
    names = [name for block in article.blocks if isinstance(block, Paragraph) for name in block.names]
    assert targets == ["#n1"]
    assert names == ["n1"]


def test_metadata_say_where_they_come_from() -> None:
    metadata = _extract(PAGE).metadata
    assert metadata.authors == ("Ada Quill",)
    assert metadata.published is not None
    assert metadata.published.day == date(2024, 3, 1)
    assert (metadata.site, metadata.language, metadata.canonical) == ("The Tern", "en-GB", URL)
    assert metadata.provenance["title"].startswith("h1, vouched for")
    assert metadata.provenance["authors"] == "json-ld"
    assert metadata.tags == ("harbour",)


def test_a_canonical_of_another_site_or_the_front_page_is_not_believed() -> None:
    for lie in ("https://evil.example/x", "https://www.tern.example/"):
        assert _extract(PAGE.replace(f'href="{URL}"', f'href="{lie}"')).metadata.canonical == ""


def test_the_name_of_the_site_in_an_h1_is_not_the_title() -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    article = _extract(
        f"<title>The Tern » A walk along the quay</title><h1><a href='/'>The Tern</a></h1><h2>A walk along the quay</h2>{body}"
    )
    assert article.metadata.title == "A walk along the quay"


def test_text_that_only_stands_in_the_pages_data_is_found() -> None:
    body = "".join(f"\\u003cp\\u003e{sentence}\\u003c/p\\u003e" for sentence in SENTENCES)
    article = _extract(f'<title>Quay</title><div id="app"></div><script>load({{"html": "{body}"}})</script>')
    assert article.body == "\n\n".join(SENTENCES)


def test_json_ld_is_the_last_resort_for_the_text() -> None:
    data = LINKED.replace(
        '"keywords"', f'"articleBody": "{" ".join(SENTENCES).replace("“", "").replace("”", "")}", "keywords"'
    )
    assert "harbour board" in _extract(f"<head>{data}</head><body><div id=root></div>").body


def test_a_text_that_a_script_would_draw_among_teasers_is_taken_from_the_data_that_vouch_for_it() -> None:
    text = " ".join(SENTENCES * 3).replace("“", "").replace("”", "")
    data = LINKED.replace('"keywords"', f'"articleBody": "{text}", "keywords"')
    teasers = "".join(
        f"<p>A ferry was late again on day {n}, and nobody at the pier could say why it was.</p>" for n in range(9)
    )
    assert _extract(f"<head>{data}</head><body><div id=root></div>{teasers}").body == text
    shown = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    assert _extract(f"<head>{data}</head><body><article>{shown}</article>{teasers}").body.startswith(
        "\n\n".join(SENTENCES)
    )


def test_a_text_that_the_page_shows_gives_way_to_no_other_that_its_data_hold() -> None:
    shown = [f"{sentence} Nobody at the pier could say more about it, and most of them did." for sentence in SENTENCES]
    other = "A crane fell into the water, and the divers who went to look for it found an anchor. " * 200
    data = LINKED.replace('"keywords"', f'"articleBody": "{other}", "keywords"')
    article = _extract(f"<head>{data}</head><body><article>{''.join(f'<p>{line}</p>' for line in shown)}</article>")
    assert article.body == "\n\n".join(shown)


def test_right_to_left_and_wide_text() -> None:
    arabic = "افتتحت هيئة الميناء الرصيف الجديد يوم الجمعة بعد عامين من العاصفة التي دمرت الرصيف القديم تماما. " * 2
    japanese = "港湾局は金曜日、嵐で流された旧岸壁に代わる新しい岸壁を開いた。四十隻の船が同時に停泊できる。" * 2
    for text in (arabic.strip(), japanese):
        article = _extract(
            f"<body><article><h1>標題 عنوان</h1><p>{text}</p><p>{text[::-1]}</p><p>{text}!</p></article>"
        )
        assert text in article.body


def test_code_keeps_lines_and_language() -> None:
    prose = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    article = _extract(
        f'<article><h1>T</h1>{prose}<pre class="language-rust">fn main() {{\n    sail();\n}}</pre>{prose}</article>'
    )
    assert Code(text="fn main() {\n    sail();\n}", language="rust") in article.blocks


def test_live_entries_have_their_times() -> None:
    entries = "".join(
        f'<div class="entry"><time>{hour}:15</time><p>{s}</p></div>'
        for hour, s in zip((9, 10, 11, 12, 13), SENTENCES, strict=True)
    )
    article = _extract(f"<main><h1>Storm: all that happened on the coast</h1><section>{entries}</section></main>")
    assert [block.time for block in article.blocks if isinstance(block, Paragraph)] == [
        "9:15",
        "10:15",
        "11:15",
        "12:15",
        "13:15",
    ]
    assert article.kind is ArticleKind.LIVE


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<p>Please enable JavaScript and accept all cookies to continue.</p>", ArticleKind.WALL),
        ("<div id=root></div><noscript>You need a newer browser.</noscript>", ArticleKind.SHELL),
    ],
)
def test_what_is_no_article_is_refused_in_one_line(markup: str, kind: ArticleKind) -> None:
    with pytest.raises(ExtractError) as caught:
        _extract(f"<title>x</title><body>{markup}")
    assert caught.value.exit_code == 5
    assert _extract(f"<title>x</title><body>{markup}", is_lenient=True).kind is kind


def test_a_teaser_is_said_to_be_partial() -> None:
    article = _extract(
        f"<article><h1>Quay</h1><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>"
        "<div><p>Already a subscriber? Log in</p></div></article>"
    )
    assert article.is_partial


def test_the_object_has_every_field_and_is_plain() -> None:
    import json

    form = article_to_object(_extract(PAGE))
    assert json.loads(json.dumps(form)) == form
    wanted = (
        "title kicker deck authors agencies place published updated site section language url canonical tags licence"
        " lead_image words minutes body captions figures blocks corrections next_pages provenance kind partial cut"
    )
    assert set(wanted.split()) <= set(form)
    assert form["published"] == "2024-03-01T09:30:00+01:00"
    assert form["figures"][0] == {
        "src": "https://www.tern.example/quay.jpg", "alt": "Boats at a quay", "caption": "Boats at the new quay.",
        "credit": "Bo Tern", "kind": "image",
    }  # fmt: skip


def test_tags_and_section_are_read_from_links_where_metadata_are_silent() -> None:
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    links = '<a rel="category tag" href="/c">Harbours</a> <a rel="tag" href="/t">quays</a> <a rel="tag" href="/u">#cranes</a>'
    aside = '<aside><a rel="tag" href="/v">elections</a></aside>'
    metadata = _extract(f"<h1>A quay for Eastness</h1>{text}<p>{links}</p>{aside}").metadata
    assert (metadata.tags, metadata.section) == (("quays", "cranes"), "Harbours")


def test_footnotes_belong_to_the_text_that_calls_them_and_lose_their_way_back() -> None:
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    call = '<p>The old quay had stood since the year of the great herring.<sup><a href="#fn1">1</a></sup></p>'
    notes = '<li id="fn1"><p>Which was 1811. <a href="#ref1">↩</a></p></li><li id="fn2"><p>Buy this.</p></li>'
    article = _extract(
        f"<article><h1>A quay for Eastness</h1>{text}{call}<hr><section><ol>{notes}</ol></section></article>"
    )
    assert article.body.split("\n\n")[-2:] == [
        "The old quay had stood since the year of the great herring.1",
        "Which was 1811.",
    ]


def test_what_a_player_says_instead_of_playing_is_no_text() -> None:
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    error = "The media could not be loaded, either because the server or network failed or because the format is not supported."
    assert error not in _extract(f"<article><h1>A quay for Eastness</h1><div>{error}</div>{text}</article>").text


def test_the_line_of_authorship_is_no_text() -> None:
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    line = '<p>Photographs by <a rel="author" href="/a">Niamh Ortega</a>, <time datetime="2025-11-01">1 November 2025</time></p>'
    article = _extract(f"<article><h1>A quay for Eastness</h1>{line}{text}</article>")
    assert article.metadata.authors == ("Niamh Ortega",)
    assert "Ortega" not in article.text


def test_the_words_around_a_newsletters_form_go_with_it() -> None:
    first, *rest = (f"<p>{sentence}</p>" for sentence in SENTENCES)
    form = '<form action="/n"><input type="email"><button>Sign me up</button></form>'
    words = "<h3>The Tern, on Sundays</h3><p>One long story, chosen by a person.</p>"
    box = f"<div><div>{words}{form}<p>Leave at any time.</p></div></div>"
    article = _extract(f"<article><h1>A quay for Eastness</h1><div>{first}{box}{''.join(rest)}</div></article>")
    assert article.body.split("\n\n") == list(SENTENCES)


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("<h1>Note</h1><p>Milk, eggs and bread.</p>", (Headline(text="Note"), Paragraph(text="Milk, eggs and bread."))),
        ("<p>Just one sentence here to keep.</p>", (Paragraph(text="Just one sentence here to keep."),)),
        ("words without a tag", (Paragraph(text="words without a tag"),)),
        ("<ul><li>Milk<li>Eggs</ul>", (ListItem(text="Milk"), ListItem(text="Eggs"))),
    ],
)
def test_a_note_is_an_article_however_short(markup: str, blocks: tuple[object, ...]) -> None:
    article = _extract(markup, url="")
    assert (article.kind, article.blocks) == (ArticleKind.ARTICLE, blocks)


@pytest.mark.parametrize("script", ['<script src="/app.js"></script>', "<script>load()</script>"])
def test_a_few_words_beside_a_script_are_a_shell(script: str) -> None:
    assert _extract(f'<div id="root"></div><p>Please wait.</p>{script}', is_lenient=True).kind is ArticleKind.SHELL


def test_data_in_a_script_element_loads_nothing() -> None:
    data = '<script type="application/ld+json">{"@type": "Note"}</script>'
    assert _extract(f"{data}<p>Milk, eggs and bread.</p>").kind is ArticleKind.ARTICLE


def test_lines_before_the_headline_are_no_text() -> None:
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    article = _extract(f"<article><div><p>Harbours</p><h1>A quay for Eastness</h1>{text}</div></article>")
    assert article.body.split("\n\n") == list(SENTENCES)


def test_a_page_of_too_many_tags_is_cut_and_says_so() -> None:
    article = _extract("<title>Dense</title><article>" + "<p>a b" * 160_000)
    assert article.cut is Cut.SIZE


def test_a_bare_year_is_no_date() -> None:
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    page = f"<title>Quay</title><h1>Quay</h1>{text}<p>Copyright 2016 The Tern. All rights reserved.</p>"
    assert _extract(page, url="").metadata.published is None
