"""The one door of the craft: a page comes in, an article goes out. Which way it takes depends on its form."""

from dataclasses import dataclass, replace
from pathlib import PurePath

from reader.extract.lines.languages import detect_language, settle_language
from reader.model.article import Article, ArticleKind
from reader.model.cleaning import SiteRule
from reader.model.errors import ExtractError
from reader.model.page import Page, PageForm
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


_REFUSALS = {
    ArticleKind.INDEX: "this is a list of articles, not an article",
    ArticleKind.SEARCH: "this is a page of search results, not an article",
    ArticleKind.WALL: "the page asks for consent first and shows no article",
    ArticleKind.LOGIN: "the page asks for a log-in and shows no article",
    ArticleKind.CHECK: "the page asks for a proof of being human and shows no article",
    ArticleKind.ERROR: "the page says that there is nothing at this address",
    ArticleKind.SHELL: "the page holds no article text; a script would have to load it",
}


def extract(page: Page, *, options: ExtractOptions = ExtractOptions()) -> Article:
    """Return the article on `page`.

    Raises ExtractError if there is nothing readable on it, unless `options.is_lenient`; an empty page raises in any case.
    Costs about twice what readability alone does on the same page. Never fetches. The heavy libraries are imported with the
    first page of their form.
    """
    is_cut = page.is_cut
    match page.form:
        case PageForm.HTML | PageForm.ENTRY:
            from reader.extract.html_page import extract_html

            article = extract_html(page, options.site_rules)
        case PageForm.TEXT:
            from reader.extract.text.plain_text import extract_plain_text

            text = _text_of(page)
            is_cut = is_cut or len(text) == MAX_TEXT_LETTERS
            language = detect_language(text)  # it settles the order of dates, so it is asked first
            article = extract_plain_text(text, url=page.url, fallback_title=_name_of(page), language=language)
            article = _as_ruled(article, page, options)
        case PageForm.MARKDOWN:
            from reader.extract.text.markdown import extract_markdown

            text = _text_of(page)
            is_cut = is_cut or len(text) == MAX_TEXT_LETTERS
            article = extract_markdown(text, url=page.url, fallback_title=_name_of(page))
            article = _as_ruled(article, page, options)
    article = in_its_language(article)
    if not article.blocks and not options.is_lenient:
        raise ExtractError(_REFUSALS.get(article.kind, "there is no text on the page"), _HINT)
    if page.form is PageForm.HTML and not options.is_lenient and article.kind in _REFUSALS and not article.is_partial:
        raise ExtractError(_REFUSALS[article.kind], _HINT)
    return replace(article, is_cut=True) if is_cut and not article.is_cut else article


_HINT = "If the browser shows an article there, save it and open the file."


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
