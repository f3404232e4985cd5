"""The one door of the craft: a page comes in, an article goes out. Which way it takes depends on its form."""

from dataclasses import dataclass, replace
from pathlib import PurePath
from urllib.parse import urlsplit

from reader.extract.lines.languages import detect_language, settle_language
from reader.model.article import Article, ArticleKind
from reader.model.cleaning import SiteRule
from reader.model.errors import ExtractError
from reader.model.page import Cut, Page, PageForm
from reader.model.text import clean_text

MAX_TEXT_LETTERS = 3_000_000
"""Of a page of text or Markdown: the longest novels have as many. What lies beyond is cut, and the article says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractOptions:
    """How strict to be."""

    is_lenient: bool = False
    """Return what there is of a page that is no article, instead of raising; its `kind` says what it is."""
    site_rules: tuple[SiteRule, ...] = ()
    """The reader's own rules, of all sites; those for the page's site are final."""


MAX_BLOCKS = 50_000
"""Of an article made of text or Markdown: a novel has a tenth of it. What lies beyond is cut, and the article says so."""

_REFUSALS = {
    ArticleKind.INDEX: "This is a list of articles, not an article",
    ArticleKind.SEARCH: "This is a page of search results, not an article",
    ArticleKind.WALL: "The page asks for consent first and shows no article",
    ArticleKind.LOGIN: "The page asks for a log-in and shows no article",
    ArticleKind.CHECK: "The page asks for a proof of being human and shows no article",
    ArticleKind.ERROR: "The page says that there is nothing at this address",
    ArticleKind.SHELL: "The page holds no article text; a script would have to load it",
}


def extract(page: Page, *, options: ExtractOptions = ExtractOptions()) -> Article:
    """Return the article on `page`.

    Raises ExtractError if there is nothing readable on it, unless `options.is_lenient`; an empty page raises in any case.
    Costs about twice what readability alone does on the same page. Never fetches. The heavy libraries are imported with the
    first page of their form.
    """
    page, cut = _with_address(page), page.cut
    match page.form:
        case PageForm.HTML | PageForm.ENTRY:
            from reader.extract.html_page import extract_html

            article = extract_html(page, options.site_rules)
        case PageForm.TEXT:
            from reader.extract.text.plain_text import extract_plain_text

            text = _text_of(page)
            cut = cut or (Cut.SIZE if len(text) == MAX_TEXT_LETTERS else None)
            language = detect_language(text)  # it settles the order of dates, so it is asked first
            article = extract_plain_text(text, url=page.url, fallback_title=_name_of(page), language=language)
            article = _as_ruled(article, page, options)
        case PageForm.MARKDOWN:
            from reader.extract.text.markdown import extract_markdown

            text = _text_of(page)
            cut = cut or (Cut.SIZE if len(text) == MAX_TEXT_LETTERS else None)
            article = extract_markdown(text, url=page.url, fallback_title=_name_of(page))
            article = _as_ruled(article, page, options)
    if len(article.blocks) > MAX_BLOCKS and page.form in (PageForm.TEXT, PageForm.MARKDOWN):
        article, cut = replace(article, blocks=article.blocks[:MAX_BLOCKS]), cut or Cut.SIZE
    article = in_its_language(article)
    if not article.blocks and not options.is_lenient:
        raise ExtractError(_REFUSALS.get(article.kind, "There is no text on the page"), _hint(article.kind))
    if page.form is PageForm.HTML and not options.is_lenient and article.kind in _REFUSALS and not article.is_partial:
        raise ExtractError(_REFUSALS[article.kind], _hint(article.kind))
    return article if cut in (None, article.cut) else replace(article, cut=cut)


def _with_address(page: Page) -> Page:
    """Return a page without its address where that is none that can be taken apart: whoever gave it may have written anything."""
    try:
        urlsplit(page.url)
    except ValueError:
        return replace(page, url="")
    return page


def _hint(kind: ArticleKind) -> str:
    way = "If the browser shows an article there, save it and add the file"
    return (
        f"{way}, or lend the browser's cookies: [cookies] in config.toml." if kind is ArticleKind.LOGIN else f"{way}."
    )


def in_its_language(article: Article) -> Article:
    """Return the article with the language of its words, if its page declares none or another."""
    metadata = article.metadata
    language = settle_language(metadata.language, article.body)
    if language == metadata.language:
        return article
    provenance = {**metadata.provenance, "language": "words of the text"}
    return replace(article, metadata=replace(metadata, language=language, provenance=provenance))


def text_of_page(page: Page) -> str:
    """Return the text of a page that is no HTML, cleaned as text from outside is, with all its lines."""
    return clean_text(_text_of(page))


def _as_ruled(article: Article, page: Page, options: ExtractOptions) -> Article:
    """Return an article that was made of text as the reader's rules have it."""
    if not options.site_rules:
        return article
    from reader.extract.user_rules.text_rules import apply_line_rules
    from reader.extract.user_rules.user_rules import rules_for

    return apply_line_rules(article, text_of_page(page), rules_for(options.site_rules, page.url))


def _text_of(page: Page) -> str:
    from reader.extract.markup.charset import decode

    return decode(page.content, page.content_type)[:MAX_TEXT_LETTERS]


def _name_of(page: Page) -> str:
    return PurePath(page.path).stem.replace("_", " ") if page.path else ""
