"""The formats an article can leave in, by the names people give them: for `export --to` and `show --format`."""

from collections.abc import Callable
from dataclasses import dataclass

from reader.exchange.html_page import article_to_html, marked_article_to_html
from reader.exchange.json_form import notes_to_json
from reader.exchange.markdown import article_to_markdown, marked_article_to_markdown, notes_to_markdown
from reader.exchange.marks import MarkedArticle
from reader.exchange.plain_text import article_to_text, notes_to_text
from reader.model.article import Article
from reader.model.errors import ExchangeError


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """A format and what writes it."""

    name: str
    suffix: str
    export_notes: Callable[[MarkedArticle], str]
    """What was marked and written, with front matter or its equal."""
    export_full: Callable[[MarkedArticle], str]
    """The whole article with the marks in their places, where the format can show them."""
    convert: Callable[[Article], str] | None = None
    """The article alone; None for formats that are about annotations."""
    aliases: tuple[str, ...] = ()

    def show(self, article: Article) -> str:
        """Return the article alone in this format. Raises ExchangeError if the format is about annotations only."""
        if self.convert is None:
            raise ExchangeError(f"an article without annotations has no {self.name} form here")
        return self.convert(article)


FORMATS = (
    ExportFormat(
        name="md",
        aliases=("markdown",),
        suffix=".md",
        export_notes=notes_to_markdown,
        export_full=marked_article_to_markdown,
        convert=article_to_markdown,
    ),
    ExportFormat(
        name="html",
        suffix=".html",
        export_notes=marked_article_to_html,
        export_full=marked_article_to_html,
        convert=article_to_html,
    ),
    ExportFormat(
        name="json",
        suffix=".json",
        export_notes=notes_to_json,
        export_full=notes_to_json,
    ),
    ExportFormat(
        name="text",
        aliases=("txt",),
        suffix=".txt",
        export_notes=notes_to_text,
        export_full=lambda marked: f"{article_to_text(marked.article)}\n\n{notes_to_text(marked)}",
        convert=article_to_text,
    ),
)


def format_named(name: str) -> ExportFormat:
    """Return the format called `name`, letter case aside. Raises ExchangeError that names those there are."""
    wanted = name.strip().casefold()
    for known in FORMATS:
        if wanted == known.name or wanted in known.aliases:
            return known
    raise ExchangeError(f"there is no format “{name}”", f"choose one of {', '.join(known.name for known in FORMATS)}")
