"""Why every part of a page stayed or went, and that asking changes nothing."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reader.extract.explaining.explain import Explained, explain
from reader.extract.pipeline import ExtractOptions, extract
from reader.model.cleaning import CleanedPart, PartKind, RuleVerb, SiteRule
from reader.model.errors import ExtractError
from reader.model.page import Page, PageForm, PageOrigin
from reader.model.text import is_clean

TITLE = "Board decides about the quay"
PROSE = [
    f"Paragraph {n} tells at some length, and with a comma, what the harbour board decided about quay number {n}."
    for n in range(6)
]
DECK = "The decision took nine hours, and nobody at the harbour had asked for it."
MARKUP = (
    f"<html lang=en><head><title>{TITLE} | Gazette</title><meta property=og:title content='{TITLE}'></head><body>"
    f"<div id=consent role=dialog>We value your privacy</div><nav class=menu><ul><li>Home<li>Lake</ul></nav>"
    f"<article><header><h1>{TITLE}</h1><p class=standfirst>{DECK}</p><p class=byline>By Oda Brandt</p>"
    "<p class=date><time>2 March 2026, 18:25</time></p></header>"
    "<figure class=lead><img src=/quay.jpg alt='The quay'></figure><div class=credit-line><p>The quay at dawn.</p></div>"
    "<div class=story-body>"
    + "".join(f"<p>{text}</p>" for text in PROSE[:3])
    + "<aside class=facts><p>The quay is <b>long</b>.</p></aside><p hidden>An advertisement was to stand here.</p>"
    + "".join(f"<p>{text}</p>" for text in PROSE[3:])
    + "</div><div class=related-links><h3>Related</h3>"
    + "".join(f'<p><a href="/{n}">Another story about a boat that left the quay on day {n}</a></p>' for n in range(5))
    + "</div></article><footer>All rights reserved</footer><script>var x = 'no text';</script></body></html>"
)


def _page(text: str = MARKUP, form: PageForm = PageForm.HTML, url: str = "https://www.gazette.example/quay") -> Page:
    return Page(content=text.encode(), form=form, origin=PageOrigin.URL, url=url)


def _explain(text: str = MARKUP, form: PageForm = PageForm.HTML, *rules: tuple[str, str]) -> Explained:
    made = tuple(SiteRule(site="gazette.example", verb=RuleVerb(verb), signature=words) for verb, words in rules)
    return explain(_page(text, form), options=ExtractOptions(site_rules=made))


def _part(explained: Explained, words: str) -> CleanedPart:
    return next(part for part in explained.cleaning.parts if words in part.text)


@pytest.mark.parametrize("markup", [MARKUP, MARKUP.replace(" lang=en", "")])
def test_to_ask_changes_nothing(markup: str) -> None:
    assert _explain(markup).article == extract(_page(markup))


def test_every_block_has_its_part_in_page_order() -> None:
    explained = _explain()
    kept = [part for part in explained.cleaning.parts if part.is_kept and part.kind is not PartKind.CAPTION]
    assert [part.block for part in kept] == list(range(len(explained.article.blocks)))
    blocks = [part.block for part in explained.cleaning.parts]
    assert blocks == sorted(blocks)


def test_what_was_taken_out_whole_stands_in_its_place() -> None:
    parts = _explain().cleaning.parts
    texts = [part.text for part in parts]
    boxes = {part.text: part.reason for part in parts if part.kind is PartKind.BOX}
    assert boxes == {
        "We value your privacy": "role dialog",
        "Home Lake": "removed: <nav>",
        "The quay is long .": "removed: <aside>",
        "An advertisement was to stand here.": "hidden",
        "All rights reserved": "removed: <footer>",
    }
    at = texts.index("The quay is long .")
    assert texts[at - 1 : at + 3] == [PROSE[2], texts[at], "An advertisement was to stand here.", PROSE[3]]
    assert texts[-1] == "All rights reserved"
    assert not any("no text" in text for text in texts)


def test_what_became_metadata_is_said() -> None:
    explained = _explain()
    headline, deck = _part(explained, TITLE), _part(explained, DECK)
    assert (headline.kind, headline.block, headline.reason, headline.rule) == (
        PartKind.HEADLINE,
        0,
        "became the headline",
        None,
    )
    assert (deck.kind, deck.is_kept, deck.block, deck.reason) == (PartKind.DECK, True, 1, "became the deck")
    assert _part(explained, "Oda Brandt").reason == "became the byline"
    assert not _part(explained, "Oda Brandt").is_kept


def test_links_to_other_things_are_named_as_such() -> None:
    part = _part(_explain(), "left the quay on day 2")
    assert not part.is_kept
    assert part.chance is not None
    assert part.chance < 0.5
    assert "links only" in part.reason
    assert part.place == "div.related-links > p"
    assert part.rule == ".related-links p"


def test_a_paragraph_says_what_speaks_for_it() -> None:
    part = _part(_explain(), PROSE[1])
    assert part.is_kept
    assert part.chance is not None
    assert part.chance > 0.5
    assert "a whole sentence" in part.reason
    assert part.rule is not None
    assert part.rule.startswith("text: Paragraph 1 tells")


def test_reasons_are_words_and_no_names_of_features() -> None:
    for part in _explain().cleaning.parts:
        assert part.reason
        assert not part.reason.startswith(("+", "-"))
        assert "class " not in part.reason


def test_a_caption_that_was_joined_belongs_to_its_figure() -> None:
    markup = MARKUP.replace("<div class=credit-line><p>", "<div class=caption><p>")
    explained = _explain(markup)
    part = _part(explained, "The quay at dawn")
    assert part.is_kept
    assert explained.article.figures[0].caption == "The quay at dawn."
    assert explained.article.blocks[part.block] == explained.article.figures[0]


def test_rules_of_the_reader_are_named() -> None:
    explained = _explain(MARKUP, PageForm.HTML, ("keep", ".facts"), ("drop", "text: Paragraph 2 *"))
    kept, dropped = _part(explained, "The quay is long"), _part(explained, PROSE[2])
    assert (kept.is_kept, kept.reason) == (True, "your rule: keep .facts")
    assert (dropped.is_kept, dropped.reason) == (False, "your rule: drop text: Paragraph 2 *")
    assert kept.ruled_by is not None
    assert kept.ruled_by.signature == ".facts"


def test_the_sources_of_metadata_are_listed() -> None:
    fields = {known.name: known for known in _explain().cleaning.fields}
    assert fields["title"].value == TITLE
    assert fields["title"].source
    assert fields["authors"].value == "Oda Brandt"
    assert "provenance" not in fields


def test_the_rule_of_each_part_does_what_it_says_and_no_more() -> None:
    explained = _explain()
    before = explained.article.block_texts
    for part in explained.cleaning.parts:
        if part.rule is None:
            continue
        verb = RuleVerb.DROP if part.is_kept else RuleVerb.KEEP
        rule = SiteRule(site=explained.cleaning.site, verb=verb, signature=part.rule)
        after = extract(_page(), options=ExtractOptions(site_rules=(rule,), is_lenient=True)).block_texts
        if part.is_kept:
            assert set(before) - set(after) <= {before[part.block]}, part
        else:
            assert not set(before) - set(after), part
            assert len(after) > len(before), part


def test_outside_text_passes_the_boundary_everywhere() -> None:
    evil = MARKUP.replace("Another story", "A\u202enother \x1b[31mstory").replace("facts", "facts\u202e")
    evil = evil.replace("The quay is", "The\u2066 quay is")
    for part in _explain(evil).cleaning.parts:
        for text in (part.text, part.reason, part.place, part.rule or ""):
            assert is_clean(text)
        assert "\n" not in part.reason + part.place + (part.rule or "")


def test_the_place_between_loose_lines_is_kept() -> None:
    lines = [f"{text}<br><br>" for text in PROSE]
    markup = f"<html><body><h1>{TITLE}</h1><div>{''.join(lines[:3])}<aside>In between</aside>{''.join(lines[3:])}</div>"
    texts = [part.text for part in _explain(markup).cleaning.parts]
    assert texts.index("In between") == texts.index(PROSE[3]) - 1


def test_an_empty_page_is_refused_as_ever() -> None:
    with pytest.raises(ExtractError):
        explain(_page(""))


def test_a_page_that_is_no_article_is_explained() -> None:
    assert _explain("<nav>Home</nav><script>load()</script>").cleaning.parts[0].text == "Home"


COPIED = "\n".join(
    [
        "By continuing you agree to our use of cookies.",
        "Home",
        "Translating...",
        TITLE,
        "By Oda Brandt in Valmere",
        "Updated 18:25, 2 March 2026",
        "Share",
        PROSE[0],
        "The quay at dawn, with nobody on it./I. Rask/Lakeside Press",
        "The quay at dawn, with nobody on it.",
        *PROSE[1:],
        "Read also: Another story about a boat",
        "Copyright 2026 Gazette. All rights reserved",
        "Search Trends",
    ]
)


def test_of_a_copied_page_every_line_is_told() -> None:
    explained = _explain(COPIED, PageForm.TEXT)
    parts = explained.cleaning.parts
    assert [part.text for part in parts] == COPIED.split("\n")
    told = {part.text: (part.is_kept, part.reason) for part in parts}
    assert told["By continuing you agree to our use of cookies."] == (False, "a notice about cookies")
    assert told[TITLE] == (True, "became the headline")
    assert told["By Oda Brandt in Valmere"] == (False, "became the byline")
    assert told["Updated 18:25, 2 March 2026"] == (False, "became the date")
    assert told["Share"] == (False, "a button to share or to save")
    assert told[PROSE[3]][0]
    assert told["The quay at dawn, with nobody on it."] == (False, "the same caption again")
    assert parts[0].place == "line 1"
    for part in parts:
        if part.is_kept:
            assert part.block >= 0


def test_lines_of_a_copied_page_obey_the_reader() -> None:
    rules = (("keep", "text: Read also: *"), ("drop", "text: Paragraph 4 *"))
    explained = _explain(COPIED, PageForm.TEXT, *rules)
    assert "Another story about a boat" in explained.article.body
    assert "Paragraph 4" not in explained.article.body
    assert _part(explained, "Read also").reason == "your rule: keep text: Read also: *"
    assert _part(explained, "Paragraph 4").reason == "your rule: drop text: Paragraph 4 *"
    plain = extract(_page(COPIED, PageForm.TEXT))
    assert replace(plain, notes=()).body.count("Paragraph") == 6


def test_of_an_honest_text_nothing_is_dropped_unless_the_reader_says_so() -> None:
    text = f"{TITLE}\n\n" + "\n\n".join(PROSE)
    explained = _explain(text, PageForm.TEXT)
    assert all(part.is_kept for part in explained.cleaning.parts)
    assert [part.block for part in explained.cleaning.parts] == list(range(7))
    ruled = _explain(text, PageForm.TEXT, ("drop", "text: Paragraph 3 *"))
    assert "Paragraph 3" not in ruled.article.body


def test_front_matter_is_said_to_be_metadata() -> None:
    text = f"---\ntitle: {TITLE}\nauthor: Oda Brandt\n---\n\n" + "\n\n".join(PROSE)
    explained = _explain(text, PageForm.MARKDOWN)
    assert _part(explained, "author: Oda").reason == "front matter: read as metadata"
    assert [part.text for part in explained.cleaning.parts if part.is_kept] == [TITLE, *PROSE]


def test_ordinary_cleaning_loads_nothing_of_this() -> None:
    code = (
        "import sys; from reader.extract.pipeline import extract; from reader.model.page import *\n"
        "extract(Page(content=sys.stdin.buffer.read(), form=PageForm.HTML, origin=PageOrigin.FILE)); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=MARKUP.encode(), capture_output=True, check=True, timeout=60
    )
    loaded = set(done.stdout.decode().split())
    assert "reader.extract.html_page" in loaded
    asked = ("reasons", "explain", "explain_html", "drafts", "signing", "stable_names", "alignment")
    assert not loaded & {f"reader.extract.{name}" for name in asked}


SAMPLES = sorted((Path(__file__).parents[2] / "sample_articles").glob("*/index.html"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_of_every_sample_each_block_has_its_part(path: Path) -> None:
    page = Page(content=path.read_bytes(), form=PageForm.HTML, origin=PageOrigin.FILE)
    explained = explain(page)
    kept = [part for part in explained.cleaning.parts if part.is_kept]
    assert explained.article == extract(page)
    assert {part.block for part in kept} >= set(range(1, len(explained.article.blocks)))
    assert all(part.reason and len(part.reason) < 200 for part in explained.cleaning.parts)
