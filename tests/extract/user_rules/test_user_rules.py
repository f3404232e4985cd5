"""A reader's rules are final: over the weights, over pruning, over what becomes metadata."""

import pytest

from reader.extract.pipeline import ExtractOptions, extract
from reader.extract.user_rules.user_rules import rules_for, site_of
from reader.model.article import Article
from reader.model.cleaning import NO_ADDRESS, RuleVerb, SiteRule
from reader.model.page import Page, PageForm, PageOrigin

TITLE = "Board decides about the quay"
PROSE = [
    f"Paragraph {n} tells at some length, and with a comma, what the harbour board decided about quay number {n}."
    for n in range(6)
]
DECK = "The decision took nine hours, and nobody at the harbour had asked for it."
MARKUP = (
    f"<html><head><title>{TITLE}</title></head><body><nav class=menu>Home Lake Valley</nav><article><h1>{TITLE}</h1>"
    f"<p class=standfirst>{DECK}</p><div class=story-body>"
    + "".join(f"<p>{text}</p>" for text in PROSE)
    + "<aside class=facts><h4>In figures</h4><p>The quay is four hundred metres long and nine metres wide.</p>"
    "<nav class=share>Share this box</nav></aside>"
    "<p class=promo>The harbour in your letter box: every Friday we send you seven stories from the quay.</p>"
    "<figure class=map><img src=/map.png><figcaption>A map of the quay as it will be.</figcaption></figure>"
    f"<p>{PROSE[0].replace('0', '9')}</p></div></article></body></html>"
)


def _extract(*rules: tuple[str, str], url: str = "https://www.gazette.example/quay", markup: str = MARKUP) -> Article:
    page = Page(content=markup.encode(), form=PageForm.HTML, origin=PageOrigin.URL, url=url)
    made = tuple(SiteRule(site="gazette.example", verb=RuleVerb(verb), signature=text) for verb, text in rules)
    return extract(page, options=ExtractOptions(is_lenient=True, site_rules=made))


def test_without_rules_the_weights_decide() -> None:
    assert "In figures" not in _extract().text
    assert "letter box" in _extract().text
    assert _extract().metadata.deck == DECK


def test_what_is_kept_comes_back_out_of_an_aside_and_nothing_with_it() -> None:
    article = _extract(("keep", ".facts"))
    assert "In figures" in article.text
    assert "four hundred metres long" in article.text
    before = article.block_texts.index("In figures")
    assert article.block_texts[before - 1] == PROSE[-1]
    assert "Home Lake" not in article.text


def test_what_a_kept_element_stands_in_is_still_thrown_away() -> None:
    markup = MARKUP.replace("Home Lake Valley", "<p>Home Lake Valley</p><p class=now>High water at nine tonight.</p>")
    article = _extract(("keep", "nav .now"), markup=markup)
    assert "High water at nine" in article.text
    assert "Home Lake" not in article.text


def test_what_is_dropped_goes_however_sure_the_weights_are() -> None:
    assert "letter box" not in _extract(("drop", "p.promo")).text
    assert PROSE[2] not in _extract(("drop", "text: Paragraph 2 *")).text
    assert _extract(("drop", "text: Paragraph # tells *")).body.count("Paragraph") == 0


@pytest.mark.parametrize(
    ("rules", "stays"),
    [
        ((("drop", ".story-body"), ("keep", ".promo")), True),
        ((("keep", ".story-body"), ("drop", ".promo")), False),
        ((("drop", ".promo"), ("keep", ".promo")), True),
        ((("drop", "p.promo"), ("keep", ".promo")), False),
        ((("drop", ".story-body p"), ("keep", "p")), False),
        ((("drop", "text: The harbour in *"), ("keep", "p.promo")), False),
        ((("drop", "text: The *"), ("keep", "text: The harbour in your letter box *")), True),
    ],
)
def test_the_rule_that_says_more_about_the_block_counts(rules: tuple[tuple[str, str], ...], stays: bool) -> None:
    assert ("letter box" in _extract(*rules).text) is stays


def test_a_deck_is_dropped_or_made_text() -> None:
    dropped = _extract(("drop", ".standfirst"))
    assert dropped.metadata.deck == ""
    assert DECK not in dropped.text
    kept = _extract(("keep", ".standfirst"))
    assert kept.text.count(DECK) == 1
    assert kept.metadata.deck == ""


def test_a_caption_is_named_by_its_words_and_goes_with_its_picture() -> None:
    assert _extract().captions == ("A map of the quay as it will be.",)
    assert _extract(("drop", "text: A map of *")).figures == ()
    assert _extract(("drop", "figure.map")).figures == ()


def test_a_picture_that_is_dropped_takes_its_loose_caption_with_it() -> None:
    loose = "<div class=plan><img src=/plan.png></div><p class=caption>The plan as it was signed.</p>"
    markup = MARKUP.replace(f"<p>{PROSE[2]}", f"{loose}<p>{PROSE[2]}")
    assert "The plan as it was signed." in _extract(markup=markup).captions
    assert "The plan as it was signed." not in _extract(("drop", ".plan"), markup=markup).text
    kept = _extract(("drop", ".plan"), ("drop", ".map"), ("keep", "p.caption"), markup=markup)
    assert "The plan as it was signed." in kept.body


@pytest.mark.parametrize(
    ("site", "url", "is_for"),
    [
        ("gazette.example", "https://gazette.example/a", True),
        ("gazette.example", "https://www.gazette.example/a", True),
        ("gazette.example", "http://NEWS.Gazette.example:8080/a", True),
        ("gazette.example", "https://notgazette.example/a", False),
        ("www.gazette.example", "https://gazette.example/a", False),
        ("*", "https://other.example/", True),
        ("*", "", True),
        (NO_ADDRESS, "", True),
        (NO_ADDRESS, "https://gazette.example/", False),
        ("gazette.example", "https://[oops/", False),
    ],
)
def test_a_rule_is_for_its_host_and_those_below(site: str, url: str, is_for: bool) -> None:
    rule = SiteRule(site=site, verb=RuleVerb.DROP, signature="p")
    assert bool(rules_for((rule,), url)) is is_for


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.gazette.example/a", "gazette.example"),
        ("https://m.gazette.example/a", "gazette.example"),
        ("https://news.gazette.example/a", "news.gazette.example"),
        ("https://www.example/", "www.example"),
        ("https://127.0.0.1:80/", "127.0.0.1"),
        ("", NO_ADDRESS),
    ],
)
def test_the_site_of_a_rule_made_here(url: str, site: str) -> None:
    assert site_of(url) == site


def test_a_saved_page_is_known_by_the_address_it_gives() -> None:
    markup = MARKUP.replace("<head>", '<head><link rel=canonical href="https://www.gazette.example/quay">')
    assert "In figures" in _extract(("keep", ".facts"), url="", markup=markup).text
