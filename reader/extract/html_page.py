"""From an HTML page to an article: the ordered steps. Called by the pipeline.

Reading what the page says about itself comes first, then what cannot be article is taken out, then the rest is read as
segments, readability proposes, and the decision is made segment by segment. A step that fails leaves a note; only a page
without any text raises.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from reader.extract.around import Surroundings, read_surroundings
from reader.extract.blocks import make_blocks
from reader.extract.body import propose
from reader.extract.captions import join_captions, name_captions
from reader.extract.charset import decode
from reader.extract.decide import decide
from reader.extract.embedded import find_embedded_html, html_of_lines
from reader.extract.features import is_prose, measure_page
from reader.extract.guide import Guide
from reader.extract.jsonld import LinkedData, read_linked_data
from reader.extract.kind import is_partial, judge_kind
from reader.extract.meta_tags import MetaTags, read_meta_tags
from reader.extract.metadata import Sources, complete_metadata, read_metadata
from reader.extract.next_pages import find_next_pages
from reader.extract.prune import prune
from reader.extract.rules import Rules, load_rules
from reader.extract.segments import Segment, read_segments
from reader.extract.tree import Element, base_url, elements, letters_of, parse_page
from reader.extract.visible import VisibleFacts, read_visible_facts
from reader.model.article import Article, Metadata
from reader.model.dates import PageDate
from reader.model.page import Page

Value = TypeVar("Value")

MIN_SHOWN_LETTERS = 500
"""A page with fewer letters in paragraphs may hold its article in a script."""


def extract_html(page: Page) -> Article:
    """Return the article of an HTML page. Raises ExtractError if the page is empty or cannot be parsed."""
    text = decode(page.content, page.content_type)
    root = parse_page(text)
    rules = load_rules()
    notes: list[str] = []
    base = base_url(root, page.url)

    meta = _attempt(lambda: read_meta_tags(root), MetaTags(values={}), "meta tags", notes)
    linked = _attempt(lambda: read_linked_data(root), LinkedData(), "json-ld", notes)
    visible = _attempt(lambda: read_visible_facts(root, rules), VisibleFacts(), "visible metadata", notes)
    next_pages = _attempt(lambda: find_next_pages(root, meta, page.url), (), "next pages", notes)
    metadata = _attempt(
        lambda: read_metadata(Sources(linked=linked, meta=meta, visible=visible, url=page.url)), Metadata(url=page.url), "metadata", notes
    )
    if metadata.published is None:
        metadata = _attempt(lambda: _with_last_resort_date(metadata, text, page.url), metadata, "htmldate", notes)

    embedded = ""
    if _shows_nothing(root):
        embedded = _attempt(lambda: find_embedded_html(root) or html_of_lines(linked.body), "", "embedded text", notes)
    _attempt(lambda: prune(root, rules), None, "pruning", notes)
    body = root.find("body")
    segments = read_segments(body if body is not None else root, base=base, rules=rules)
    if not any(is_prose(segment) for segment in segments):
        root, segments = _with_embedded(root, segments, embedded or html_of_lines(linked.body), base, rules)
    _attempt(lambda: name_captions(segments), None, "captions", notes)
    description = linked.description or meta.first("og:description", "description", "twitter:description")
    evidence = measure_page(
        segments,
        _attempt(lambda: propose(root, segments), set(), "readability", notes),
        Guide(linked.body),
        rules,
        title=metadata.title,
        authors=metadata.authors,
        description=description,
    )
    decision = decide(evidence)
    titles = (metadata.title, linked.headline, meta.first("og:title"), meta.first("twitter:title"), meta.title)
    around = _attempt(
        lambda: read_surroundings(evidence, decision, description=description, titles=titles, language=metadata.language), Surroundings(), "surroundings", notes
    )
    metadata = complete_metadata(metadata, around)
    chosen = [segments[index] for index in decision.chosen if index not in around.deck_segments]
    _attempt(lambda: join_captions(chosen), None, "captions", notes)
    article = Article(
        metadata=metadata,
        blocks=make_blocks(chosen, title=metadata.title, deck=metadata.deck),
        is_cut=page.is_cut,
        next_pages=next_pages,
        notes=tuple(notes),
    )
    return replace(
        article,
        kind=judge_kind(article, segments, linked, rules),
        is_partial=is_partial(article, segments, linked, rules),
    )


def _shows_nothing(root: Element) -> bool:
    """Whether the page has hardly a paragraph of its own outside scripts."""
    return sum(letters_of(paragraph) for paragraph in elements(root, "p")) < MIN_SHOWN_LETTERS


def _with_embedded(root: Element, segments: list[Segment], fragment: str, base: str, rules: Rules) -> tuple[Element, list[Segment]]:
    """Return tree and segments of the text found in the page's data, if there is any; else those given."""
    if not fragment:
        return root, segments
    other = parse_page(f"<html><body><article>{fragment}</article></body></html>")
    prune(other, rules)
    body = other.find("body")
    found = read_segments(body if body is not None else other, base=base, rules=rules)
    return (other, found) if found else (root, segments)


def _attempt(step: Callable[[], Value], otherwise: Value, name: str, notes: list[str]) -> Value:
    """Run an optional step; if it fails, note that and go on with `otherwise`."""
    try:
        return step()
    except Exception as error:  # noqa: BLE001  # a border: pages are hostile, and one field is no reason to lose the text
        notes.append(f"{name} could not be read: {type(error).__name__}")
        return otherwise


def _with_last_resort_date(metadata: Metadata, text: str, url: str) -> Metadata:
    from htmldate import find_date  # heavy, and rarely needed

    from reader.extract.stamps import parse_date

    found = find_date(text, original_date=True, url=url or None)
    date: PageDate | None = parse_date(found) if found else None
    if date is None:
        return metadata
    return replace(metadata, published=date, provenance={**metadata.provenance, "published": "htmldate"})


def analyse(content: bytes, url: str):
    from reader.extract.features import measure_page
    text = decode(content, "")
    root = parse_page(text)
    rules = load_rules()
    meta = read_meta_tags(root); linked = read_linked_data(root); visible = read_visible_facts(root, rules)
    metadata = read_metadata(Sources(linked=linked, meta=meta, visible=visible, url=url))
    embedded = find_embedded_html(root) if _shows_nothing(root) else ""
    prune(root, rules)
    body = root.find("body")
    base = base_url(root, url)
    segments = read_segments(body if body is not None else root, base=base, rules=rules)
    if not any(is_prose(segment) for segment in segments):
        root, segments = _with_embedded(root, segments, embedded or html_of_lines(linked.body), base, rules)
    name_captions(segments)
    proposal = propose(root, segments)
    return measure_page(segments, proposal, Guide(linked.body), rules, title=metadata.title, authors=metadata.authors, description=linked.description or meta.first("og:description", "description", "twitter:description"))
