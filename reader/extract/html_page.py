"""From an HTML page to an article: the ordered steps. Called by the pipeline.

Reading what the page says about itself comes first, then what cannot be article is taken out, then the rest is read as
segments, readability proposes, and the decision is made segment by segment. A step that fails leaves a note; only a page
without any text raises.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from itertools import accumulate, islice
from typing import TypeVar

from reader.extract.decision.blocks import make_blocks
from reader.extract.decision.body import propose
from reader.extract.decision.captions import name_captions, settle_figures
from reader.extract.decision.decide import Decision, Weights, decide, take_all
from reader.extract.decision.evidence import PageEvidence, is_prose, measure_page
from reader.extract.decision.feed_tails import without_calls
from reader.extract.decision.guide import Guide
from reader.extract.decision.recipes import read_recipe
from reader.extract.decision.segments import MAX_SEGMENTS, Segment, read_segments
from reader.extract.figures.embeds import rescue_embeds
from reader.extract.figures.players import MediaFact, read_media_facts
from reader.extract.kind import is_partial, judge_kind
from reader.extract.live import Update, read_updates, set_times
from reader.extract.markup.charset import decode
from reader.extract.markup.embedded import find_embedded_html, html_of_lines
from reader.extract.markup.jsonld import LinkedData, read_linked_data
from reader.extract.markup.meta_tags import MetaTags, read_meta_tags
from reader.extract.markup.page_signs import PageSigns, read_signs
from reader.extract.markup.prune import prune
from reader.extract.markup.rules import Rules, load_rules
from reader.extract.markup.tree import Element, base_url, elements, letters_of, parse_page, without_floods
from reader.extract.markup.unclosed import close_unclosed
from reader.extract.metadata.around import Surroundings, read_surroundings
from reader.extract.metadata.kickers import split_kickers
from reader.extract.metadata.last_resort import with_last_resort_date
from reader.extract.metadata.metadata import complete_metadata, read_metadata
from reader.extract.metadata.next_pages import find_next_pages
from reader.extract.metadata.sources import Sources
from reader.extract.metadata.titles import choose_title
from reader.extract.metadata.unmarked import UnmarkedHead, mark_headline
from reader.extract.metadata.visible import VisibleFacts, read_visible_facts
from reader.extract.user_rules.user_rules import RuledElements, UserRules, as_ruled, keep_captions, rules_for, words_of
from reader.model.article import Article, Metadata
from reader.model.cleaning import SiteRule
from reader.model.page import Cut, Page, PageForm, PageOrigin
from reader.model.values import dataclass

Value = TypeVar("Value")

MAX_PAGE_LETTERS = 3_000_000
"""Half more than the largest page of the corpora. What lies beyond is cut, and the article says so."""
MAX_TAGS = 150_000
"""Of a page, closing ones counted: eight times as many as on the corpora's largest. Elements cost time, more than letters do."""
MIN_VOUCHED_LETTERS = 1_000
MIN_SHOWN_SHARE = 0.1
"""Of the text that JSON-LD gives: a page that shows less of it shows another text, or none."""
MIN_SHOWN_LETTERS = 500
"""A page with fewer letters in paragraphs may hold its article in a script."""
MIN_TOGETHER = 3
MIN_PARAGRAPH_LETTERS = 120
"""Three paragraphs of so many letters in one box are a text: teasers are shorter, or have boxes of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page as read, before anything is decided: what it says about itself, and the evidence for every segment."""

    rules: Rules
    meta: MetaTags
    linked: LinkedData
    metadata: Metadata
    description: str
    evidence: PageEvidence
    next_pages: tuple[str, ...]
    media: tuple[MediaFact, ...]
    """What JSON-LD says about videos and audio."""
    updates: tuple[Update, ...]
    """What JSON-LD says about the entries of a live blog."""
    signs: PageSigns
    cut: Cut | None
    notes: tuple[str, ...]
    ruled: Mapping[int, SiteRule] = field(default_factory=dict)
    """By index of the segment: the reader's rule that decides about it."""
    is_entry: bool = False
    """Whether all of it is article: what a feed says in an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanedHtml:
    """An article with all that led to it."""

    article: Article
    reading: Reading
    decision: Decision
    around: Surroundings


def extract_html(page: Page, site_rules: Sequence[SiteRule] = ()) -> Article:
    """Return the article of an HTML page. Raises ExtractError if the page is empty or cannot be parsed."""
    return make_article(read_html(page, site_rules), cut=page.cut)


def make_article(reading: Reading, *, cut: Cut | None = None, weights: Weights | None = None) -> Article:
    """Return the article of a page that has been read; other `weights` than the program's own are for measuring them."""
    return clean_reading(reading, cut=cut, weights=weights).article


def clean_reading(reading: Reading, *, cut: Cut | None = None, weights: Weights | None = None) -> CleanedHtml:
    """Return the article of a page that has been read, with what led to it."""
    notes = list(reading.notes)
    segments = reading.evidence.segments
    decision = (
        take_all(reading.evidence, reading.metadata.url) if reading.is_entry else decide(reading.evidence, weights)
    )
    decision.chosen = as_ruled(decision.chosen, reading.ruled, segments)
    metadata = reading.metadata
    titles = (
        metadata.title,
        reading.linked.headline,
        *reading.meta.all("og:title"),
        *reading.meta.all("twitter:title"),
        reading.meta.title,
    )
    around = _attempt(
        lambda: read_surroundings(
            reading.evidence, decision, description=reading.description, titles=titles, language=metadata.language
        ),
        Surroundings(),
        "surroundings",
        notes,
    )
    if any(index in reading.ruled for index in around.deck_segments):
        around = replace(around, deck="", deck_segments=())  # the reader wants it in the text, or nowhere
    metadata = complete_metadata(metadata, around)
    chosen = [segments[index] for index in decision.chosen if index not in around.deck_segments]
    chosen = _attempt(
        lambda: settle_figures(chosen, metadata.authors, reading.media, title=metadata.title),
        chosen,
        "captions and players",
        notes,
    )
    keep_captions(reading.ruled, segments)
    chosen = _attempt(lambda: set_times(chosen, reading.updates), chosen, "times of a live blog", notes)
    article = Article(
        metadata=metadata,
        blocks=make_blocks(chosen, title=metadata.title, deck=metadata.deck),
        cut=cut or reading.cut,
        next_pages=reading.next_pages,
        notes=tuple(notes),
    )
    if not reading.is_entry:  # nobody puts up a wall in a feed, and short entries are short
        article = replace(
            article,
            kind=judge_kind(article, segments, reading.linked, reading.signs),
            is_partial=is_partial(article, segments, decision.chosen, reading.linked),
        )
    return CleanedHtml(article=article, reading=reading, decision=decision, around=around)


def read_html(
    page: Page, site_rules: Sequence[SiteRule] = (), *, on_removal: Callable[[Element, str], None] | None = None
) -> Reading:
    """Return what there is to decide on: metadata, segments, witnesses. Raises as `extract_html` does."""
    text = decode(page.content, page.content_type)
    end = end_of_page(text)
    is_cut = end < len(text)
    text, is_unclosed = close_unclosed(text[:end])
    root = parse_page(text, page.shown)
    rules = load_rules()
    notes: list[str] = []
    base = base_url(root, page.url)

    meta = _attempt(lambda: read_meta_tags(root), MetaTags(values={}), "meta tags", notes)
    linked = _attempt(lambda: read_linked_data(root), LinkedData(), "json-ld", notes)
    _attempt(lambda: split_kickers(root, (meta.title, linked.headline, meta.first("og:title"))), None, "kickers", notes)
    visible = _attempt(lambda: read_visible_facts(root, rules), VisibleFacts(), "visible metadata", notes)
    alone: tuple[str, ...] = ()
    nothing_said: tuple[MediaFact, ...] = ()
    next_pages = _attempt(lambda: find_next_pages(root, meta, page.url), alone, "next pages", notes)
    fetched = page.fetched_at.date() if page.origin is PageOrigin.URL else None
    sources = Sources(linked=linked, meta=meta, visible=visible, url=page.url, fetched=fetched)
    metadata = _attempt(lambda: read_metadata(sources), Metadata(url=page.url), "metadata", notes)
    is_entry = page.form is PageForm.ENTRY
    if metadata.published is None and not is_entry:
        metadata = _attempt(
            lambda: with_last_resort_date(metadata, without_floods(text), page.url), metadata, "htmldate", notes
        )

    recipe = _attempt(lambda: read_recipe(root), alone, "recipe", notes)
    no_updates: tuple[Update, ...] = ()
    updates = _attempt(lambda: read_updates(root), no_updates, "updates of a live blog", notes)
    signs = _attempt(lambda: read_signs(root), PageSigns(), "signs of the page's kind", notes)
    embedded = ""
    if _shows_nothing(root):
        embedded = _attempt(lambda: find_embedded_html(root), "", "embedded text", notes)
    user_rules = rules_for(site_rules, page.url or metadata.canonical)
    ruled_elements = user_rules.match(root)
    spared = ruled_elements.spared()
    media = _attempt(lambda: read_media_facts(root, base), nothing_said, "players", notes)
    _attempt(lambda: rescue_embeds(root, base), None, "embeds", notes)
    _attempt(lambda: prune(root, rules, spared=spared, on_removal=on_removal), None, "pruning", notes)
    segments = _segments(root, base, rules)
    guide = Guide(linked.body)
    if not any(is_prose(segment) for segment in segments) or _is_elsewhere(guide, segments):
        root, segments = _with_embedded(root, segments, embedded or html_of_lines(linked.body), base, rules)
        ruled_elements = RuledElements({**ruled_elements.rules, **user_rules.match(root).rules})
    if is_entry:
        segments = _attempt(lambda: without_calls(segments, page.url), segments, "calls to read on", notes)
    shown_title = _attempt(lambda: choose_title(sources).shown, "", "headline", notes)
    if not shown_title:
        head = _attempt(lambda: mark_headline(segments, meta.title), UnmarkedHead(), "headline", notes)
        metadata = _with_head(metadata, head)
    _attempt(lambda: name_captions(segments), None, "captions", notes)
    description = linked.description or meta.first("og:description", "description", "twitter:description")
    evidence = measure_page(
        segments,
        set() if is_entry else _attempt(lambda: propose(root, segments), set(), "readability", notes),
        guide,
        rules,
        title=shown_title or metadata.title,
        authors=metadata.authors,
        description=description,
        recipe=recipe,
    )
    return Reading(
        rules=rules,
        meta=meta,
        linked=linked,
        metadata=metadata,
        description=description,
        evidence=evidence,
        next_pages=next_pages,
        media=media,
        updates=updates,
        signs=signs,
        cut=_cut(segments, is_cut=is_cut, is_unclosed=is_unclosed),
        notes=tuple(notes),
        ruled=_ruled(segments, user_rules, ruled_elements) if user_rules else {},
        is_entry=is_entry,
    )


def _ruled(segments: Sequence[Segment], rules: UserRules, elements_ruled: RuledElements) -> dict[int, SiteRule]:
    """Return the rule that decides about each segment that one is for."""
    found = (
        (index, rules.on_line(words_of(segment)) or elements_ruled.on(segment.element))
        for index, segment in enumerate(segments)
    )
    return {index: rule for index, rule in found if rule is not None}


def _cut(segments: Sequence[Segment], *, is_cut: bool, is_unclosed: bool) -> Cut | None:
    if is_cut or len(segments) >= MAX_SEGMENTS:
        return Cut.SIZE
    if is_unclosed:
        return Cut.UNCLOSED
    return Cut.PIECE if any(segment.is_cut for segment in segments) else None


def end_of_page(text: str) -> int:
    """Return where the page is cut: after so many letters or tags, whichever comes first; at its end if it is within both."""
    end = min(len(text), MAX_PAGE_LETTERS)
    if text.count("<", 0, end) > MAX_TAGS:
        return next(islice(re.finditer("<", text), MAX_TAGS, None)).start()
    return end


def _segments(root: Element, base: str, rules: Rules) -> list[Segment]:
    body = root.find("body")
    return read_segments(body if body is not None else root, base=base, rules=rules)


def _shows_nothing(root: Element) -> bool:
    """Whether the page has hardly a paragraph of its own outside scripts."""
    letters = accumulate(letters_of(paragraph) for paragraph in elements(root, "p"))
    return not any(so_far >= MIN_SHOWN_LETTERS for so_far in letters)


def _is_elsewhere(guide: Guide, segments: Sequence[Segment]) -> bool:
    """Whether the page vouches for a text and shows next to nothing of it, nor another: a script would draw it there."""
    if guide.letters < MIN_VOUCHED_LETTERS or _shows_a_text(segments):
        return False
    shown = accumulate(guide.share(segment) * segment.letters for segment in segments if is_prose(segment))
    return not any(so_far >= MIN_SHOWN_SHARE * guide.letters for so_far in shown)


def _shows_a_text(segments: Sequence[Segment]) -> bool:
    """Whether running text stands together on the page, as it does not in teasers: what the data say besides is another text."""
    together: dict[Element | None, int] = {}
    for segment in segments:
        if segment.letters >= MIN_PARAGRAPH_LETTERS and is_prose(segment):
            box = segment.element.getparent()
            together[box] = together.get(box, 0) + 1
    return any(count >= MIN_TOGETHER for count in together.values())


def _with_embedded(
    root: Element, segments: list[Segment], fragment: str, base: str, rules: Rules
) -> tuple[Element, list[Segment]]:
    """Return tree and segments of the text found in the page's data, if there is any; else those given."""
    if not fragment:
        return root, segments
    other = parse_page(f"<html><body><article>{fragment}</article></body></html>")
    prune(other, rules)
    found = _segments(other, base, rules)
    return (other, found) if found else (root, segments)


def _attempt(step: Callable[[], Value], otherwise: Value, name: str, notes: list[str]) -> Value:
    """Run an optional step; if it fails, note that and go on with `otherwise`."""
    try:
        return step()
    except Exception as error:  # noqa: BLE001  # parsers, of libraries too, on anybody's tree: a field must not take the text with it
        # It is not passed over: the article names it, and `extract --explain` shows it.
        notes.append(f"{name} could not be read: {type(error).__name__}")
        return otherwise


def _with_head(metadata: Metadata, head: UnmarkedHead) -> Metadata:
    """Return `metadata` with the headline that stands on the page, and with the site if nothing else names it."""
    provenance = dict(metadata.provenance)
    if head.title:
        provenance["title"] = "line on the page, vouched for by a part of the title element"
    if head.site and not metadata.site:
        provenance["site"] = "part of the title element that stands on the page"
    return replace(metadata, title=head.title or metadata.title, site=metadata.site or head.site, provenance=provenance)
