"""The second door of the craft: what cleaning did with a page, part by part. Slower than `pipeline.extract`, for who asks why.

The article is the one that `extract` would return; nothing here decides.
"""

from dataclasses import fields

from reader.extract.pipeline import ExtractOptions, extract, in_its_language, text_of_page
from reader.extract.user_rules.user_rules import rules_for, site_of
from reader.model.article import Article, Metadata
from reader.model.cleaning import CleanedPart, Cleaning, FieldSource
from reader.model.dates import PageDate
from reader.model.page import Page, PageForm
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_VALUE_LETTERS = 300
"""Of a metadata value that is shown beside its source."""

_TOLD_ELSEWHERE = frozenset({"provenance", "url"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """An article and how it came about."""

    article: Article
    cleaning: Cleaning


def explain(page: Page, *, options: ExtractOptions | None = None) -> Explained:
    """Return the article on `page` with every part of the page, in page order, and why each stayed or went.

    A page that `extract` would refuse is explained as well: the article says by its `kind` what it is. Raises ExtractError
    if there is nothing on the page at all. Never fetches.
    """
    options = options or ExtractOptions()
    if page.form in (PageForm.HTML, PageForm.ENTRY):
        from reader.extract.explaining.explain_html import explain_html

        article, parts = explain_html(page, options.site_rules)
        article = in_its_language(article)
    else:
        article, parts = _explain_text(page, options)
    url = article.metadata.canonical or article.metadata.url or page.url
    cleaning = Cleaning(
        parts=parts,
        fields=sources_of(article.metadata),
        notes=article.notes,
        url=url,
        site=site_of(page.url or article.metadata.canonical),
    )
    return Explained(article=article, cleaning=cleaning)


def _explain_text(page: Page, options: ExtractOptions) -> tuple[Article, tuple[CleanedPart, ...]]:
    from reader.extract.explaining.explain_text import explain_text

    article = extract(page, options=ExtractOptions(is_lenient=True, site_rules=options.site_rules))
    rules = rules_for(options.site_rules, page.url)
    return article, explain_text(article, text_of_page(page), rules, is_markdown=page.form is PageForm.MARKDOWN)


def sources_of(metadata: Metadata) -> tuple[FieldSource, ...]:
    """Return the metadata that are known, in their order, each with the source its value came from."""
    known: list[FieldSource] = []
    for name in (field.name for field in fields(metadata)):
        value = getattr(metadata, name)
        if value and name not in _TOLD_ELSEWHERE:
            source = metadata.provenance.get(name, "")
            known.append(FieldSource(name=name, value=_in_words(value), source=clean_line(source)))
    return tuple(known)


def _in_words(value: object) -> str:
    if isinstance(value, PageDate):
        return value.isoformat()
    return clean_line(", ".join(map(str, value)) if isinstance(value, tuple) else str(value), MAX_VALUE_LETTERS)
