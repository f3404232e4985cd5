"""The page measured: which container holds the text, how its prose is set, and where it begins."""

from reader.extract.decision.evidence import PageEvidence, look_of, measure_page
from reader.extract.decision.guide import Guide
from reader.extract.decision.segments import read_segments
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import parse_page

PROSE = "".join(
    f"<p>Paragraph {n} tells at some length, and with a comma, what the harbour board decided that day.</p>"
    for n in range(4)
)


def _measure(markup: str, *, title: str = "") -> PageEvidence:
    rules = load_rules()
    segments = read_segments(parse_page(f"<body>{markup}"), base="", rules=rules)
    return measure_page(segments, set(), Guide(""), rules, title=title, authors=(), description="")


def _name(page: PageEvidence) -> str | None:
    return page.own.get("class") if page.own is not None else None


def test_many_comments_do_not_outweigh_the_text() -> None:
    said = "<p>Nobody in this town ever asked for a quay, and I say so every time that anybody asks me.</p>" * 9
    assert _name(_measure(f'<div class="text">{PROSE}</div><div class="comments">{said}</div>')) == "text"


def test_many_teasers_do_not_outweigh_the_text() -> None:
    cut = "<div><p>The ferry to the islands was late again on Monday, as it had been for most of the…</p></div>" * 12
    assert _name(_measure(f'<div class="text">{PROSE}</div><div class="others">{cut}</div>')) == "text"


def test_comments_alone_are_what_there_is() -> None:
    assert _name(_measure(f'<div class="comments">{PROSE}</div>')) == "comments"


def test_a_heading_below_the_text_is_no_headline() -> None:
    markup = f"<h2>The quay opens</h2><div class=text>{PROSE}</div><h2>A ferry is late</h2>"
    assert _measure(markup, title="The quay opens").headline == 0
    assert _measure(markup, title="A ferry is late").headline == -1


def test_paragraphs_of_one_text_look_alike_and_nameless_boxes_look_like_no_other() -> None:
    page = _measure(f"<div class=text>{PROSE}</div><div>Loose words</div><div>Other loose words</div>")
    first, second, *_, loose, other = (look_of(segment) for segment in page.segments)
    assert first == second
    assert loose != other
    assert page.looks[first] == page.prose


def test_first_and_last_prose_are_those_of_the_container() -> None:
    before, after = (f"<div class=related><p>{word} all of it. </p></div>" for word in ("Before " * 12, "After " * 12))
    page = _measure(f"{before}<div class=text>{PROSE}</div>{after}")
    assert (page.first_prose, page.last_prose) == (1, 4)


def _articles(first: str, *others: str) -> str:
    return "".join(
        f"<article class={name}>{inner}</article>" for name, inner in zip("abc", (first, *others), strict=False)
    )


def test_articles_beside_the_headline_s_own_do_not_outweigh_it() -> None:
    said = "The quay was opened on Monday by the harbour board, after nine years of building it, and all came to see."
    own = "<h1>The quay opens</h1>" + f"<p>{said}</p>" * 6
    page = _measure(_articles(own, f"<h2>A ferry</h2>{PROSE * 3}", "<p>So say I.</p>"), title="The quay opens")
    assert _name(page) == "a"
    assert {article.get("class") for article in page.other_articles} == {"b", "c"}


def test_a_headline_s_article_without_prose_is_only_the_head_of_the_text() -> None:
    page = _measure(_articles("<h1>The quay opens</h1><p>By Ann Berg</p>", PROSE), title="The quay opens")
    assert not page.other_articles
    assert _name(page) == "b"


def test_articles_within_the_headline_s_own_are_parts_of_it() -> None:
    entry = f"<article class=entry>{PROSE}</article>"
    page = _measure(f"<article class=a><h1>The quay opens</h1>{PROSE}{entry}</article>", title="The quay opens")
    assert not page.other_articles
