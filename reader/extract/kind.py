"""What the page turned out to be: an article, a live blog, a gallery, or something that is none. Called by the pipeline."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from reader.extract.jsonld import LinkedData
from reader.extract.rules import Rules
from reader.extract.segments import Segment, SegmentKind
from reader.model.article import Article, ArticleKind

WALL_LETTERS = 800
"""A page that asks for consent shows less text than this besides."""

GALLERY_LETTERS = 300
"""A gallery has fewer letters of text than this for each of its pictures."""
SHELL_LETTERS = 200
OWN_SHARE = 0.5
"""Of a page's text: a short page that is mostly text of its own, with few links, is an article however short."""
INDEX_LINK_SHARE = 0.7
GALLERY_FIGURES = 5
_LIVE = re.compile(r"live-?blog|liveblog|live-?ticker|live-?updates?", re.IGNORECASE)


def judge_kind(
    article: Article, segments: Sequence[Segment], linked: LinkedData, rules: Rules, *, has_scripts: bool
) -> ArticleKind:
    """Return what the page is; `segments` are those of the whole page, `has_scripts` if a script could load more of it."""
    letters = len(article.body)
    if "liveblogposting" in linked.types or sum(getattr(block, "time", "") != "" for block in article.blocks) >= 3:
        return ArticleKind.LIVE
    if letters < WALL_LETTERS and rules.walls.search(" ".join(segment.text for segment in segments[:60])):
        return ArticleKind.WALL
    if len(article.figures) >= GALLERY_FIGURES and letters < GALLERY_LETTERS * len(article.figures):
        return ArticleKind.GALLERY
    text_letters = sum(segment.letters for segment in segments)
    link_letters = sum(segment.link_letters for segment in segments)
    prose = [s for s in segments if s.kind is SegmentKind.PARAGRAPH and s.letters > 140 and s.link_share < 0.3]
    if letters < SHELL_LETTERS and not article.figures:
        if (
            letters
            and not has_scripts
            and letters > OWN_SHARE * text_letters
            and link_letters < OWN_SHARE * text_letters
        ):
            return ArticleKind.ARTICLE  # a note of one line is all there is, and was meant to be read
        return (
            ArticleKind.SHELL
            if text_letters < 3 * SHELL_LETTERS or link_letters < 0.3 * text_letters
            else ArticleKind.INDEX
        )
    is_front = bool(article.metadata.url) and urlsplit(article.metadata.url).path in ("", "/") and not linked.headline
    if (
        text_letters
        and (link_letters > INDEX_LINK_SHARE * text_letters or is_front)
        and len(prose) < 4
        and not linked.body
    ):
        return ArticleKind.INDEX if article.metadata.published is None or is_front else ArticleKind.ARTICLE
    return ArticleKind.ARTICLE


def is_partial(article: Article, segments: Sequence[Segment], linked: LinkedData, rules: Rules) -> bool:
    """Whether this is only the teaser of a longer text: the page says so in its data, or under the text."""
    letters = len(article.body)
    if linked.body and letters < 0.4 * len(linked.body):
        return True
    says_so = any(rules.teasers.search(segment.text) for segment in segments if segment.letters < 400)
    if linked.is_free is False:
        return letters < 1_500 or (says_so and letters < 3_000)
    return says_so and letters < 1_500
