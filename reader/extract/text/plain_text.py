"""Makes an article of plain text: a page copied out of a browser, or an honest text file.

The two are told apart by page furniture (`pasted_page.looks_like_page`): without it nothing is ever dropped. Called by the
pipeline for pages in the form TEXT.
"""

from urllib.parse import urlsplit

from reader.extract.lines.bylines import parse_byline
from reader.extract.lines.stamps import parse_stamp
from reader.extract.text.hard_wraps import unwrapped
from reader.extract.text.page_breaks import without_page_breaks
from reader.extract.text.pasted_page import PastedPage, looks_like_article, looks_like_page, read_page
from reader.extract.text.prose import Prose, read_prose
from reader.model.article import Article, ArticleKind, Metadata
from reader.model.blocks import OBJECT, Block, Headline, Paragraph, block_text
from reader.model.patterns import compile_late
from reader.model.text import clean_line, clean_text, collapse

MAX_FIRST_WORDS_LETTERS = 80
MIN_INDEX_LINES = 12
"""A copied page without a sentence but with this many lines is a list of headlines."""

_SENTENCE_END = compile_late(r"(?<=[.!?。！？])\s")


def extract_plain_text(text: str, *, url: str = "", fallback_title: str = "", language: str = "") -> Article:
    """Return the article in `text`, whatever it is; an empty text gives an article without blocks. Never raises.

    `fallback_title` (a file's name) is the headline if the text has none; `language`, a BCP 47 tag, settles the order of
    dates in figures.
    """
    text = clean_text(without_page_breaks(text))
    fallback_title = clean_line(fallback_title)
    whole = unwrapped(text)
    is_page = looks_like_page(whole)
    if is_page or looks_like_article(whole):
        page = read_page(whole, known_title=fallback_title, language=language, keeps_all=not is_page)
        return _from_page(page, url, fallback_title, language)
    return _from_prose(read_prose(text), url, fallback_title, language)


def _from_page(page: PastedPage, url: str, fallback_title: str, language: str) -> Article:
    """Return the article of a copied page, with where each field came from."""
    provenance: dict[str, str] = {}
    title = page.title or fallback_title
    byline = page.byline
    agencies = byline.agencies if byline else ()
    if page.agency and page.agency not in agencies:
        agencies = (*agencies, page.agency)
    authors = byline.authors if byline else ()
    place = (byline.place if byline else "") or page.place
    if title:
        provenance["title"] = "text, the line above the article" if page.title else "name"
    if page.deck:
        provenance["deck"] = "text, under the headline"
    if authors:
        provenance["authors"] = "text, byline"
    if agencies:
        provenance["agencies"] = "text, byline" if byline and byline.agencies else "text, dateline"
    if place:
        provenance["place"] = "text, byline" if byline and byline.place else "text, dateline"
    for name, date in (("published", page.stamp.published), ("updated", page.stamp.updated)):
        if date is not None:
            provenance[name] = f"text, stamp: {date.source}"
    metadata = Metadata(
        title=title,
        deck=page.deck if page.title else "",
        authors=authors,
        agencies=agencies,
        place=place,
        published=page.stamp.published,
        updated=page.stamp.updated,
        site=_site(url),
        language=language,
        url=url,
        provenance=provenance,
    )
    blocks: list[Block] = [Headline(text=title)] if title else []
    if page.deck and not page.title:
        blocks.append(Paragraph(text=page.deck))
    blocks += page.blocks
    notes = (f"{page.dropped} lines of page furniture left out",) if page.dropped else ()
    return Article(
        metadata=metadata, blocks=tuple(blocks), kind=_kind(page, blocks), is_partial=page.is_paywalled, notes=notes
    )


def _kind(page: PastedPage, blocks: list[Block]) -> ArticleKind:
    """Return what a copied page is: one without a running sentence is no article."""
    if page.has_prose or any(
        isinstance(block, Paragraph) and len(block.text) > MAX_FIRST_WORDS_LETTERS for block in blocks
    ):
        return ArticleKind.ARTICLE
    if page.is_consent:
        return ArticleKind.WALL
    return (
        ArticleKind.INDEX
        if len(blocks) >= MIN_INDEX_LINES
        else ArticleKind.SHELL
        if not blocks
        else ArticleKind.ARTICLE
    )


def _from_prose(prose: Prose, url: str, fallback_title: str, language: str) -> Article:
    """Return the article of an honest text; a byline and a stamp right under its title go to the metadata."""
    provenance: dict[str, str] = {}
    blocks = prose.blocks
    authors, place = prose.authors, ""
    agencies: tuple[str, ...] = ()
    published, updated = prose.published, None
    if authors:
        provenance["authors"] = "text, its head"
    if published:
        provenance["published"] = "text, its head"
    while prose.title and blocks and isinstance(blocks[0], Paragraph) and len(blocks[0].text) < 200:
        line = blocks[0].text
        byline = None if authors else parse_byline(line)
        stamp = None if published or updated else parse_stamp(line, language)
        if byline is None and stamp is None:
            break
        if byline is not None:
            authors, agencies, place = byline.authors, byline.agencies, byline.place
            provenance["authors"] = "text, byline"
        if stamp is not None:
            published, updated = stamp.published, stamp.updated
            provenance["published"] = "text, stamp"
        blocks = blocks[1:]
    title = prose.title or fallback_title
    if title:
        provenance["title"] = f"text, {prose.title_source}" if prose.title else "name"
        blocks = [Headline(text=title), *blocks]
    elif blocks:
        title = _first_words(blocks)
        provenance["title"] = "text, first words"
    metadata = Metadata(
        title=title,
        authors=authors,
        agencies=agencies,
        place=place,
        published=published,
        updated=updated,
        site=_site(url),
        language=language,
        url=url,
        provenance=provenance,
    )
    return Article(metadata=metadata, blocks=tuple(blocks), kind=ArticleKind.ARTICLE if blocks else ArticleKind.SHELL)


def _first_words(blocks: list[Block]) -> str:
    """Return the beginning of the first block with words, for lists; no block is made of it."""
    for block in blocks:
        text = collapse(block_text(block)).replace(OBJECT, "")
        if text:
            return clean_line(_SENTENCE_END.split(text, maxsplit=1)[0], MAX_FIRST_WORDS_LETTERS)
    return ""


def _site(url: str) -> str:
    """Return the host of a page's address without `www.`."""
    try:
        return clean_line((urlsplit(url).hostname or "").removeprefix("www."), 253)
    except ValueError:
        return ""
