"""What the page turned out to be: an article, a live blog, a gallery, a video, or one of the pages that hold none.

A page that is no article is told by what it says where it says hardly anything else: the words stand in `page_kinds.toml`, in
the languages of the world's newspapers. A page with a text of some length is an article whatever else it says. Called by the
HTML steps, last of all.
"""

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from reader.extract.decision.segments import TEXT_KINDS, Segment, SegmentKind
from reader.extract.lines.words import load_words
from reader.extract.markup.jsonld import LinkedData
from reader.extract.markup.page_signs import PageSigns
from reader.model.article import Article, ArticleKind
from reader.model.blocks import Figure, FigureKind, Paragraph, Quote
from reader.model.patterns import compile_late
from reader.model.values import dataclass

NO_ARTICLE_LETTERS = 800
"""A page that asks for consent, a log-in or a proof of being human, or that was not found, shows less text than this besides."""
PROSE_LETTERS = 100
"""A paragraph of so many letters that is no link speaks for an article; dense scripts need half of them."""
MIN_PROSE = 4
"""So many such paragraphs are an article: notices have three at most."""
SHELL_LETTERS = 200
NOTE_LETTERS = 25
"""The shortest text that is worth reading beside scripts: one sentence."""
DATED_NOTE_LETTERS = 75
"""The same among other text, where the page says when it was published."""
OWN_SHARE = 0.5
"""Of a page's text: a short page that is mostly text of its own, with few links, is an article however short."""
INDEX_LINK_SHARE = 0.7
INDEX_HEADLINES = 8
"""So many headings that lead elsewhere, and more of them than of paragraphs, make a list of articles."""
SEARCH_HITS = 3
"""Headings that lead elsewhere: what a page of results has, and a story about a search has not."""
GALLERY_FIGURES = 5
GALLERY_LETTERS = 300
"""A gallery has fewer letters of text than this for each of its pictures."""
VIDEO_LETTERS = 900
"""A page that shows a video has less text than this about it."""
LIVE_TIMES = 3
TEASER_LETTERS = 1_500
"""A text cut for those who have not paid is shorter; longer ones are whole, and ask for support."""
LONG_TEASER_LETTERS = 3_000
"""The same where the page's own data say that it is not free."""
TEASER_LINE_LETTERS = 400
OFFER_START_LETTERS = 12
"""Where a link is an offer, it begins with it; else it is another article's headline with a badge."""
TEASER_NEAR_SEGMENTS = 5
"""The offer stands in the place of the rest of the text: so many segments after it at most."""
SHOWN_SHARE = 0.4
"""Of the `articleBody` in the page's data: less of it on the page is a teaser."""
_FIRST_SEGMENTS = 60
_FRONT = compile_late(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?|(?:index|home|default)(?:\.\w{2,5})?/?)?", re.IGNORECASE)
"""The path of a site's front page, in one of its languages."""
_DENSE = compile_late(r"[\u2e80-\U0010ffff]+")
"""Chinese, Japanese and Korean."""
_LIVE_TYPES = frozenset({"liveblogposting"})
_SEARCH_TYPES = frozenset({"searchresultspage"})
_INDEX_TYPES = frozenset({"collectionpage", "itemlist", "blog"})
_ARTICLE_TYPES = frozenset(
    "article newsarticle blogposting reportagenewsarticle analysisnewsarticle opinionnewsarticle reviewnewsarticle recipe"
    " liveblogposting backgroundnewsarticle scholarlyarticle techarticle socialmediaposting".split()
)


@cache
def _words(kind: str, place: str = "anywhere") -> re.Pattern[str]:
    """Return what pages of a kind say in a place: `in_title` (at its start), `anywhere`, `in_path`, `in_query`.

    The lists are long: each is compiled when a page first gives reason to ask it.
    """
    parts = "|".join(load_words("page_kinds")[kind][place])
    return re.compile(rf"\W{{0,6}}(?:{parts})" if place == "in_title" else parts, re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measures:
    """The page in numbers; letters of dense scripts count twice."""

    letters: int
    """Of the article's body."""
    text_letters: int
    """Of all text on the page that is not furniture."""
    link_share: float
    prose: int
    """Paragraphs of some length that are no links, on the whole page."""
    linked_heads: int
    """Headings that are links."""
    words: str
    """The first words of the page, its buttons and its note for browsers without scripts."""


def judge_kind(article: Article, segments: Sequence[Segment], linked: LinkedData, signs: PageSigns) -> ArticleKind:
    """Return what the page is; `segments` are those of the whole page after pruning, `signs` from before it."""
    measures = _measure(article, segments, signs)
    types = signs.types | {kind.lower() for kind in linked.types}
    if types & _LIVE_TYPES or _times(article) >= LIVE_TIMES:
        return ArticleKind.LIVE
    if measures.letters < NO_ARTICLE_LETTERS:
        kind = _kind_of_notice(measures, signs, linked)
        if kind is not None:
            return kind
    if _is_search(article, measures, signs, types):
        return ArticleKind.SEARCH
    has_content = measures.letters >= SHELL_LETTERS or bool(article.figures)
    if has_content and _is_index(article, measures, linked, types):
        return ArticleKind.INDEX
    if len(article.figures) >= GALLERY_FIGURES and measures.letters < GALLERY_LETTERS * len(article.figures):
        return ArticleKind.GALLERY
    if _is_video(article, measures, signs, types):
        return ArticleKind.VIDEO
    return ArticleKind.ARTICLE if has_content else _kind_of_little(article, measures, signs)


def is_partial(article: Article, segments: Sequence[Segment], chosen: Sequence[int], linked: LinkedData) -> bool:
    """Whether this is only the teaser of a longer text: the page says so in its data, in the text or right below it.

    `chosen` are the indexes of the article's among the page's `segments`. What stands elsewhere may speak of other articles.
    """
    letters = _weight(article.body)
    if linked.body and letters < SHOWN_SHARE * _weight(linked.body):
        return True
    if letters >= LONG_TEASER_LETTERS or (linked.is_free is not False and letters >= TEASER_LETTERS):
        return False
    teaser = _words("teaser")
    texts = [index for index in chosen if segments[index].kind in TEXT_KINDS]
    near = segments[texts[0] : texts[-1] + TEASER_NEAR_SEGMENTS + 1] if texts else segments
    says_so = any(
        (found := teaser.search(segment.text)) and (segment.link_share < 0.5 or found.start() < OFFER_START_LETTERS)
        for segment in near
        if segment.letters < TEASER_LINE_LETTERS
    )
    return says_so or (linked.is_free is False and letters < TEASER_LETTERS)


def _measure(article: Article, segments: Sequence[Segment], signs: PageSigns) -> _Measures:
    text_letters = sum(segment.letters for segment in segments)
    first = " \n".join(segment.text for segment in segments[:_FIRST_SEGMENTS])[: 4 * NO_ARTICLE_LETTERS]
    return _Measures(
        letters=_weight(article.body),
        text_letters=text_letters,
        link_share=sum(segment.link_letters for segment in segments) / text_letters if text_letters else 0.0,
        prose=sum(
            segment.kind in (SegmentKind.PARAGRAPH, SegmentKind.QUOTE, SegmentKind.ITEM)
            and segment.letters > PROSE_LETTERS / 2
            and segment.link_share < 0.3
            and _weight(segment.text) > PROSE_LETTERS
            for segment in segments
        ),
        linked_heads=sum(segment.kind is SegmentKind.HEADING and segment.link_share > 0.8 for segment in segments),
        words=f"{signs.title} \n{first} \n{signs.buttons} \n{signs.note}",
    )


def _weight(text: str) -> int:
    """Letters of `text`, those of Chinese, Japanese and Korean counted twice: they say as much as two."""
    return len(text) + (0 if text.isascii() else sum(map(len, _DENSE.findall(text))))


def _times(article: Article) -> int:
    return sum(isinstance(block, Paragraph) and block.time != "" for block in article.blocks)


def _kind_of_notice(measures: _Measures, signs: PageSigns, linked: LinkedData) -> ArticleKind | None:
    """The kind of a page that puts a notice in the place of an article; None if it does not say so."""
    if linked.headline or measures.prose >= MIN_PROSE:
        return None
    heads = (signs.title, signs.headline)
    if any(_words("error", "in_title").match(head) for head in heads):
        return ArticleKind.ERROR
    if _words("check").search(measures.words) or (signs.has_challenge and measures.letters < SHELL_LETTERS):
        return ArticleKind.CHECK
    if measures.letters < NO_ARTICLE_LETTERS / 2:
        is_headed = any(_words("login", "in_title").match(head) for head in heads)
        says_so = bool(_words("login").search(measures.words))
        if (is_headed and says_so) or (signs.has_password and (is_headed or says_so)):
            return ArticleKind.LOGIN
    return ArticleKind.WALL if _words("consent").search(measures.words) else None


def _is_search(article: Article, measures: _Measures, signs: PageSigns, types: frozenset[str]) -> bool:
    if types & _SEARCH_TYPES:
        return True
    if types & _ARTICLE_TYPES:
        return False
    place = urlsplit(article.metadata.url)
    asks = bool(_words("search", "in_path").search(place.path) or _words("search", "in_query").search(place.query))
    is_list = measures.link_share > OWN_SHARE and measures.prose < MIN_PROSE
    if not asks and not is_list:
        return False
    says = any(_words("search", "in_title").match(head) for head in (signs.title, signs.headline))
    has_hits = measures.linked_heads >= SEARCH_HITS or measures.prose < MIN_PROSE
    return (asks and says and has_hits) or ((asks or says) and is_list)


def _is_video(article: Article, measures: _Measures, signs: PageSigns, types: frozenset[str]) -> bool:
    """Whether a video is what the page is for: it has one, says so in its data or says hardly anything else."""
    players = [block for block in article.blocks if isinstance(block, Figure) and block.kind is FigureKind.VIDEO]
    if not (players or signs.has_player) or measures.letters >= VIDEO_LETTERS:
        return False
    if "videoobject" in types and not types & _ARTICLE_TYPES:
        return True
    return bool(players) and measures.letters < SHELL_LETTERS


def _kind_of_little(article: Article, measures: _Measures, signs: PageSigns) -> ArticleKind:
    """The kind of a page with hardly any text: a note that was meant to be so short, a frame without a picture, or links."""
    is_own = measures.letters > OWN_SHARE * measures.text_letters and measures.link_share < OWN_SHARE
    is_headed = measures.linked_heads < INDEX_HEADLINES and article.metadata.provenance.get("title", "").startswith(
        "h1"
    )
    is_dated = article.metadata.published is not None and (measures.link_share < OWN_SHARE or is_headed)
    is_own = is_own or (is_dated and measures.letters >= DATED_NOTE_LETTERS)
    waits = (signs.has_scripts and signs.has_empty_frame) or bool(_words("shell").search(measures.words))
    if is_own and measures.letters and not waits and (not signs.has_scripts or measures.letters >= NOTE_LETTERS):
        return ArticleKind.ARTICLE
    is_bare = measures.text_letters < 3 * SHELL_LETTERS or measures.link_share < 0.3
    return ArticleKind.SHELL if is_bare else ArticleKind.INDEX


def _is_index(article: Article, measures: _Measures, linked: LinkedData, types: frozenset[str]) -> bool:
    """Whether the page is a list of articles: links and headings that lead elsewhere, and hardly a paragraph of its own."""
    place = urlsplit(article.metadata.url)
    is_front = bool(place.netloc and _FRONT.fullmatch(place.path)) and not place.query and not linked.headline
    if linked.body or (types & _ARTICLE_TYPES and not is_front and not types & _INDEX_TYPES):
        return False
    quotes = sum(isinstance(block, Quote) for block in article.blocks)
    if measures.linked_heads >= INDEX_HEADLINES and measures.linked_heads > 2 * max(1, measures.prose - quotes):
        return article.metadata.published is None or is_front
    if measures.link_share > INDEX_LINK_SHARE and measures.prose < MIN_PROSE:
        return article.metadata.published is None or is_front
    return is_front and measures.prose < MIN_PROSE
