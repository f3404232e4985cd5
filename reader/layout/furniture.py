"""The words around an article: the line above its headline, its byline, the line under its end, its citation. Pure."""

from datetime import date

from reader.layout.cells import is_right_to_left
from reader.layout.rows import Furniture, Ink, Run
from reader.model.article import Article, Metadata
from reader.model.dates import PageDate
from reader.model.page import Cut
from reader.model.units import minute_words

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
MONTH_NAMES = "January February March April May June July August September October November December".split()
DOT = "\xa0· "
"""Between two parts of a line; a line ends with the dot and never begins with it."""

_MANY_AUTHORS = 4
LEFT_TO_RIGHT = "\u200e"
"""Unseen; what follows it runs to the right in whatever it stands."""


def furniture(article: Article, minutes: int) -> Furniture:
    """Return what stands around `article`; `minutes` is the time to read it."""
    metadata = article.metadata
    site = [Run(metadata.site, Ink.SITE)] if metadata.site else []
    section = metadata.section or metadata.kicker
    if section:
        site.append(Run(DOT + section if site else section, Ink.MUTED))
    is_whole = not (article.is_cut or article.is_partial)
    return Furniture(
        site=tuple(site),
        byline=_byline(metadata, minutes, is_whole=is_whole),
        closing=(Run(_closing(article), Ink.MUTED),),
    )


def _byline(metadata: Metadata, minutes: int, *, is_whole: bool) -> tuple[Run, ...]:
    runs = []
    authors = join_names(metadata.authors)
    if authors:
        runs.append(Run(authors, Ink.TEXT))
    tail = f" in {metadata.place}" if metadata.place and authors else metadata.place
    dates = _dates(metadata).replace(" ", "\xa0").replace(",\xa0", ", ")
    if dates and is_right_to_left(authors or metadata.place):
        dates = LEFT_TO_RIGHT + dates  # else its first number would go to the name before it
    parts = [
        ", ".join(metadata.agencies),
        dates,
        minute_words(minutes).replace(" ", "\xa0"),
        "" if is_whole else "not\xa0whole",
    ]
    if not runs and not tail:
        tail, *parts = [part for part in parts if part]
    return (*runs, Run(DOT.join([tail, *(part for part in parts if part)]), Ink.MUTED))


def join_names(names: tuple[str, ...]) -> str:
    """Return names as a byline has them: `Oda Brandt, Ivo Rask and Tove Lindqvist`, `and 3 others` for a crowd."""
    if len(names) > _MANY_AUTHORS + 1:
        return f"{', '.join(names[:_MANY_AUTHORS])} and {len(names) - _MANY_AUTHORS} others"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _dates(metadata: Metadata) -> str:
    published, updated = metadata.published, metadata.updated
    if updated is None or updated == published:
        return format_day(published.day) if published else ""
    if published is None:
        return f"updated {_moment(updated)}"
    if updated.day != published.day:
        return f"{format_day(published.day)}, updated {_moment(updated)}"
    if updated.has_time and updated.isoformat() != published.isoformat():
        return f"{format_day(published.day)}, updated {updated.isoformat()[11:16]}"
    return format_day(published.day)


def _moment(when: PageDate) -> str:
    return format_day(when.day)


def format_day(day: date) -> str:
    """Return a day as people write it: `2 Mar 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _closing(article: Article) -> str:
    if article.cut is not None:
        return _cut(article.cut)
    if article.is_partial:
        return "Only this beginning stood on the page."
    if article.next_pages:
        pages = len(article.next_pages)
        return "One more page was not fetched." if pages == 1 else f"{pages} more pages were not fetched."
    return "■"


def _cut(cut: Cut) -> str:
    where = "The page was cut" if cut is Cut.PIECE else "The page is cut here"
    why = f"{where}: {cut.reason}." if cut.reason else f"{where}."
    return f"{why} Fetching it again may bring the rest." if cut.may_mend else why


def citation(article: Article) -> str:
    """Return one line that says where a quotation is from: names, title, site, day, address; what is unknown is left out."""
    metadata = article.metadata
    title = f"“{metadata.title}”" if metadata.title else ""
    day = format_day(metadata.published.day) if metadata.published else ""
    names = join_names(metadata.authors) or ", ".join(metadata.agencies)
    parts = [part for part in (names, title, metadata.site, day) if part]
    return ". ".join(filter(None, (", ".join(parts), metadata.canonical or metadata.url)))
