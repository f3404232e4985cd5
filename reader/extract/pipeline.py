"""The one door of the craft: a page comes in, an article goes out. Which way it takes depends on its form."""

from dataclasses import dataclass

from reader.extract.html_page import extract_html
from reader.model.article import Article, ArticleKind
from reader.model.errors import ExtractError
from reader.model.page import Page, PageForm


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractOptions:
    """How strict to be."""

    is_lenient: bool = False
    """Return what there is of a page that is no article, instead of raising; its `kind` says what it is."""


_REFUSALS = {
    ArticleKind.INDEX: "this is a list of articles, not an article",
    ArticleKind.WALL: "the page asks for consent, a log-in or a proof of being human, and shows no article",
    ArticleKind.SHELL: "the page holds no article text; a script would have to load it",
}


def extract(page: Page, *, options: ExtractOptions = ExtractOptions()) -> Article:
    """Return the article on `page`.

    Raises ExtractError if there is nothing readable on it, unless `options.is_lenient`. Costs about twice what readability
    alone does. Never fetches.
    """
    match page.form:
        case PageForm.HTML:
            article = extract_html(page)
        case _:
            raise ExtractError("later")
    if not options.is_lenient and article.kind in _REFUSALS and not article.is_partial:
        raise ExtractError(_REFUSALS[article.kind], "save it in the browser, then open the file")
    return article
