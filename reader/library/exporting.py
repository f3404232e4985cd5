"""Articles and notes on their way out: in a format, one or several in a file."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reader.exchange import registry
from reader.exchange.file_names import safe_file_name, same_name_key
from reader.exchange.html_page import html_mark
from reader.exchange.marks import MarkedArticle
from reader.library.examining import id_of_page
from reader.library.results import Exported, OpenArticle
from reader.model.annotation import Colour
from reader.model.article import Article
from reader.model.dates import utc_now
from reader.model.errors import ExchangeError
from reader.model.kept import ArticleRecord, describe_article
from reader.model.page import Page
from reader.model.patterns import compile_late
from reader.model.values import dataclass


def export_notes(opened: OpenArticle, form: str, meanings: Mapping[Colour, str], *, is_full: bool) -> Exported:
    """Return an article's notes, or with `is_full` its text with the notes in it. Raises ExchangeError."""
    chosen = registry.format_named(form)
    marked = MarkedArticle(
        record=opened.kept.record,
        article=opened.kept.article,
        annotations=opened.annotations,
        meanings=meanings,
        exported_at=utc_now(),
    )
    text = chosen.export_full(marked) if is_full else chosen.export_notes(marked)
    return _exported(text, chosen, opened.kept.record)


def export_page(page: Page, article: Article, form: str, meanings: Mapping[Colour, str]) -> Exported:
    """Return the whole article on a page that is not kept. Raises ExchangeError."""
    chosen, now = registry.format_named(form), utc_now()
    record = describe_article(article, page, article_id=id_of_page(page, article), added=now)
    text = chosen.export_full(MarkedArticle(record=record, article=article, meanings=meanings, exported_at=now))
    return _exported(text, chosen, record)


def _exported(text: str, form: registry.ExportFormat, record: ArticleRecord) -> Exported:
    """Return an export with its file name and with what tells that a file is an earlier one of the same article."""
    marks = {
        "md": f'id: "{record.id}"',
        "html": html_mark(record.id),
        "json": f'"id": "{record.id}"',
        "text": f"{record.title}\n{record.url}\n" if record.title and record.url else "",
    }
    mark = marks[form.name]
    name = safe_file_name(record.title, form.suffix)
    return Exported(
        text=text,
        file_name=name,
        mark=mark if mark in text else "",
        earlier_names=(name, _name_among_namesakes(record, form.suffix)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """How exports of several articles stand in one file."""

    before: str = ""
    between: str = ""
    after: str = ""
    head: re.Pattern[str] | None = None
    """What begins an export and has a meaning only at the start of a file: it is left out."""

    def join(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield the parts of the file, one text after the other; a file without any is whole as well."""
        yield self.before
        for number, text in enumerate(texts):
            if number:
                yield self.between
            yield self.head.sub("", text, count=1) if self.head else text
        yield self.after


_JOINTS = {
    "json": Joint(before="[\n", between=",\n", after="]\n"),
    "md": Joint(between="\n---\n\n", head=compile_late(r"\A---\n(?:.*\n)*?---\n\n")),
    "text": Joint(between=f"\n{'-' * 72}\n\n"),
}
_FULL_JOINTS = {"json", "text"}
"""The others name footnotes and places in ways that hold in one article only."""


def joint_of(form: str, *, is_full: bool) -> Joint:
    """Return how several articles stand in one file of a format. Raises ExchangeError if they cannot."""
    name = registry.format_named(form).name
    joint = _JOINTS.get(name)
    if joint is None or (is_full and name not in _FULL_JOINTS):
        whole = " with the whole text" if joint else ""
        raise ExchangeError(f"several articles{whole} are no single {name} file", "name a folder: -o DIR")
    return joint


def export_file_names(records: Sequence[ArticleRecord], form: str) -> tuple[str, ...]:
    """Return a file name for each article: its title, behind the start of its id where several have that title, or one that
    is the same to some file systems."""
    suffix = registry.format_named(form).suffix
    names = [safe_file_name(record.title, suffix) for record in records]
    shared = Counter(map(same_name_key, names))
    return tuple(
        name if shared[same_name_key(name)] == 1 else _name_among_namesakes(record, suffix)
        for record, name in zip(records, names, strict=True)
    )


def _name_among_namesakes(record: ArticleRecord, suffix: str) -> str:
    return safe_file_name(f"{record.id[:12]} {record.title}", suffix)


def convert_article(article: Article, form: str) -> str:
    """Return an article alone, as `show` prints it, in a format. Raises ExchangeError."""
    return registry.format_named(form).show(article)
