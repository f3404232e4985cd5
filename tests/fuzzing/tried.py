"""What hostile bytes are tried on, one function for each thing that reads some.

A function takes bytes and an empty folder. It returns if what it tries keeps its promises on these bytes: the errors that it
names and no others, and nothing from outside that could do harm in what comes out. `targets` has them by name.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from reader.model.errors import ConfigError, ExtractError, FeedError, FetchError, QueryError, ReaderError
from reader.model.page import Page, PageForm, PageOrigin
from reader.model.text import clean_line, clean_text, is_clean, is_tame
from tests.fuzzing.odd import odd_backup, oddly_changed

SEEDS = Path(__file__).parent / "seeds"
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
TODAY = date(2026, 1, 2)
ADDRESS = "https://hill.example/2026/ferry?a=1"

_WILD = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"


def _told(error: ReaderError) -> None:
    """Hold an error to being one clean line."""
    line = str(error)
    assert line, "an error says something"
    assert not re.search(f"{_WILD}|\n|\t", line), f"an error that is no clean line: {line!r}"


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for name, inside in value.items():
                yield from _strings(name)
                yield from _strings(inside)
        case list() | tuple():
            for inside in value:
                yield from _strings(inside)
        case _:
            return


def _harmless(value: Any) -> None:
    """Hold a JSON value to holding nothing that does harm, and to being one that can be written."""
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
    for text in _strings(value):
        assert not re.search(_WILD, text), f"a control character came through: {text[:200]!r}"


def seed(name: str) -> bytes:
    """Return something that is right as it is."""
    return (SEEDS / name).read_bytes()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


# -- text -----------------------------------------------------------------------------------------------------------
def boundary(data: bytes, room: Path) -> None:
    """Any text is cleaned once and for all."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    for clean in (clean_text(text), clean_line(text), clean_line(text, 7)):
        assert is_clean(clean)
        assert is_tame(clean)
        _harmless(clean)
    assert len(clean_line(text, 7)) <= 7
    assert "\n" not in clean_line(text)


def charset(data: bytes, room: Path) -> None:
    """Any bytes under any declaration are text, of the charsets that the web knows."""
    from reader.extract.markup.charset import declared_charset, decode
    from reader.feeds.charsets import decode as decode_feed

    declared, _, content = data.partition(b"\n")
    for header in ("", _text(declared), f"text/html; charset={_text(declared)}"):
        declared_charset(content, header)
        for text in (decode(content, header), decode_feed(content, header)):
            assert isinstance(text, str)


def linked_data(data: bytes, room: Path) -> None:
    """JSON-LD never raises, and what it says is clean."""
    from dataclasses import asdict

    from reader.extract.markup.jsonld import read_linked_data
    from reader.extract.markup.tree import parse_page

    text = data.decode("utf-8", "replace").replace("</", "<\\/")
    root = parse_page(
        f'<html><head><script type="application/ld+json">{text}</script></head><body><p>x</p></body></html>'
    )
    found = asdict(read_linked_data(root))
    _harmless({name: value for name, value in found.items() if name != "body"})


def dates(data: bytes, room: Path) -> None:
    """Any text is a date or is none."""
    from reader.extract.lines.dates import find_dates
    from reader.extract.lines.stamps import parse_date, parse_stamp
    from reader.feeds.dates import page_date
    from reader.fetch.freshness import fresh_until, http_moment, retry_moment

    text = clean_text(_text(data))
    for language in ("", "en", "ar", "ja"):
        find_dates(text, text.casefold(), language)
        parse_stamp(text, language)
        if (found := parse_date(text, language=language)) is not None:
            found.isoformat()
    if (day := page_date(text)) is not None:
        day.isoformat()
    http_moment(text)
    retry_moment(text, NOON)
    fresh_until({"cache-control": text, "age": text, "expires": text, "date": text}, NOON)


# -- queries --------------------------------------------------------------------------------------------------------
def query(data: bytes, room: Path) -> None:
    """Any text is a query that an index answers, or a mistake that is pointed at."""
    from reader.query.completion import complete
    from reader.query.parser import parse
    from reader.store.index.library_index import LibraryIndex
    from reader.store.index.rows import Asked
    from reader.store.places import LibraryPlaces

    text = clean_line(_text(data))
    for cursor in {0, len(text) // 2, len(text)}:
        complete(text, cursor)
    try:
        asked = parse(text, today=TODAY)
    except QueryError as error:
        _told(error)
        _within(text, error)
        return
    index = LibraryIndex(LibraryPlaces(room / "library", room / "local"), in_memory=True)
    try:
        index.found(Asked(query=asked, today=TODAY))
        index.found_notes(Asked(query=asked, today=TODAY))
    except QueryError as error:
        _told(error)
    finally:
        index.close()


def _within(text: str, error: QueryError) -> None:
    assert 0 <= error.position <= error.position + error.length <= len(text)


# -- feeds ----------------------------------------------------------------------------------------------------------
def feed(data: bytes, room: Path) -> None:
    """Any bytes are a feed or are none; what is read goes through the pipe as it is, and is clean."""
    from reader.feeds.reading import read_feed
    from reader.feeds.wire import feed_from_wire, feed_to_wire

    try:
        read = read_feed(data, url=ADDRESS)
    except FeedError as error:
        _told(error)
        return
    assert feed_from_wire(feed_to_wire(read)) == read
    for entry in read.entries:
        assert entry.key
        for name in ("title", "url", "key", "source_title", "language"):
            _harmless(getattr(entry, name))
        assert not entry.url or entry.url.lower().startswith(("http://", "https://")), entry.url
        _harmless([*entry.authors, *entry.tags])
    _harmless([read.title, read.description, read.home, read.language, *read.authors, *read.notes])


def feed_reply(data: bytes, room: Path) -> None:
    """What the child says that reads feeds is a feed or is refused."""
    from reader.feeds.wire import feed_from_wire

    with suppress(ValueError):
        feed_from_wire(data)


def opml(data: bytes, room: Path) -> None:
    """Any bytes are a list of feeds or are none; what is listed is written so that it is read again."""
    from reader.feeds.opml import read_opml, write_opml
    from reader.model.feed import Feed, feed_id_of_url

    try:
        read = read_opml(data)
    except FeedError as error:
        _told(error)
        return
    _harmless(
        [
            read.title,
            *read.refused,
            *read.problems,
            *([one.url, one.title, one.name, one.folder, one.home] for one in read.feeds),
        ]
    )
    feeds = [
        Feed(id=feed_id_of_url(one.url), url=one.url, title=one.title, name=one.name, folder=one.folder, home=one.home)
        for one in read.feeds
    ]
    again = read_opml(write_opml(feeds).encode())
    assert [one.url for one in again.feeds] == [one.url for one in sorted(read.feeds, key=_folder_order(read.feeds))]


def _folder_order(feeds: Sequence[Any]) -> Callable[[Any], int]:
    """Return the place of a feed in a written list: its folder's, which stands where its first feed stood."""
    from reader.feeds.opml import write_opml
    from reader.model.feed import Feed

    numbered = [Feed(id=f"{n:016x}", url=f"https://n.example/{n}", folder=one.folder) for n, one in enumerate(feeds)]
    written = [int(number) for number in re.findall(r'xmlUrl="https://n\.example/(\d+)"', write_opml(numbered))]
    places = {id(feeds[number]): place for place, number in enumerate(written)}
    return lambda one: places[id(one)]


def discovery(data: bytes, room: Path) -> None:
    """The feeds that a page names are web addresses."""
    from reader.feeds.discovery import feeds_on_page, sitemaps_in_robots

    for link in feeds_on_page(data, ADDRESS):
        assert link.url.lower().startswith(("http://", "https://"))
        _harmless([link.url, link.title])
    for address in sitemaps_in_robots(data, ADDRESS):
        assert address.lower().startswith(("http://", "https://"))
        _harmless(address)


# -- pages ----------------------------------------------------------------------------------------------------------
def _page(content: bytes, form: PageForm) -> Page:
    return Page(content=content, form=form, origin=PageOrigin.URL, url=ADDRESS, fetched_at=NOON)


def _clean(page: Page) -> None:
    from reader.extract.json_form import article_to_object
    from reader.extract.pipeline import ExtractOptions, extract
    from reader.store.codec import article_from_json, article_to_json

    try:
        article = extract(page, options=ExtractOptions(is_lenient=True))
    except ExtractError as error:
        _told(error)
        return
    told = article_to_object(article)
    _harmless(told)
    for block in told["blocks"]:
        for link in block.get("links", ()):
            assert not re.match(r"(?i)\s*(javascript|data|vbscript|file):", str(link)), link
    assert article_from_json(json.loads(json.dumps(article_to_json(article)))) == article


def page(data: bytes, room: Path) -> None:
    """Any bytes as a web page are an article or one line."""
    _clean(_page(data, PageForm.HTML))


def text_page(data: bytes, room: Path) -> None:
    """Any bytes as plain text and as Markdown are an article or one line."""
    _clean(_page(data, PageForm.TEXT))
    _clean(_page(data, PageForm.MARKDOWN))


def web_archive(data: bytes, room: Path) -> None:
    """Any bytes as a web archive have a page in them or have none."""
    from reader.fetch.archive import is_archive, open_archive, saved_from

    is_archive(data)
    saved_from(data)
    try:
        found = open_archive(data, "saved.mhtml")
    except ReaderError as error:
        _told(error)
        return
    _harmless([found.url, found.content_type])
    assert not found.url or found.url.startswith(("http://", "https://"))


def address(data: bytes, room: Path) -> None:
    """Any text is a web address or one line; what is shown of it never holds its login."""
    from reader.fetch.addresses import parse_address, resolve_reference, without_credentials

    base = parse_address(ADDRESS)
    text = _text(data)
    without_credentials(text)
    for read in (parse_address, lambda given: resolve_reference(base, given)):
        try:
            found = read(text)
        except FetchError as error:
            _told(error)
            continue
        _harmless([found.url, found.shown])
        assert found.url.startswith(("http://", "https://"))
        assert parse_address(found.url).url == found.url
        assert "@" not in found.shown.partition("://")[2].partition("/")[0]


def answer(data: bytes, room: Path) -> None:
    """Any bytes under any content coding and type are a page, a picture or are refused, within bounds."""
    from reader.fetch import decoding
    from reader.fetch.gate import judge_page, media_type
    from reader.fetch.image import sniff_image

    header, _, content = data.partition(b"\n")
    name = clean_line(_text(header), 200)
    media_type(name)
    sniff_image(content)
    with suppress(FetchError):
        judge_page(content, name, "the page")
    try:
        codings = decoding.content_codings(name)
        for piece in decoding.decode(iter([content[:10], content[10:]]), codings):
            assert len(piece) <= 1 << 21, "a piece that was unfolded without a bound"
    except (decoding.UnknownCodingError, decoding.BrokenCodingError, decoding.CutCodingError, FetchError):
        return


# -- what the reader writes -----------------------------------------------------------------------------------------
def note(data: bytes, room: Path) -> None:
    """Any note is Markdown; in a page of ours nothing of it runs, and every letter of it is shown."""
    from reader.exchange.html_note import note_to_html
    from reader.model.note_text import read_note

    text = clean_text(_text(data))
    assert isinstance(read_note(text).plain, str)
    _page_is_safe(f"<!doctype html><html><body><div>{note_to_html(text)}</div></body></html>")


def config(data: bytes, room: Path) -> None:
    """Any bytes as `config.toml` are settings, or one error that says where it is wrong."""
    from reader.library.config import examine_config
    from reader.tui.settings import keymap_of

    path = room / "config.toml"
    path.write_bytes(data)
    try:
        read, problem = examine_config(path)
        keymap_of(read, path)
    except ConfigError as error:
        problem = error
    if problem is not None:
        _says_something(problem)


def _says_something(error: ReaderError) -> None:
    """Hold an error about a file of the user's to naming it and to what a terminal may show; it may have several lines."""
    assert ".toml" in str(error)
    assert not re.search(_WILD, clean_text(str(error)))


def theme(data: bytes, room: Path) -> None:
    """Any bytes as a theme are one or are told what is wrong."""
    from reader.model.errors import ThemeError
    from reader.tui.looks.themes import load_theme, to_textual

    path = room / "mine.toml"
    path.write_bytes(data)
    try:
        to_textual(load_theme(path))
    except ThemeError as error:
        _says_something(error)


def site_rules(data: bytes, room: Path) -> None:
    """Any text as rules for sites is rules, which a page is cleaned by, or an error that says where."""
    from reader.extract.pipeline import ExtractOptions, extract
    from reader.library.site_rules import parse_site_rules

    try:
        rules = parse_site_rules(data.decode("utf-8", "replace"), "site_rules.toml")
    except ConfigError as error:
        _says_something(error)
        return
    with suppress(ExtractError):
        extract(_page(seed("ferry.html"), PageForm.HTML), options=ExtractOptions(is_lenient=True, site_rules=rules))


def library_settings(data: bytes, room: Path) -> None:
    """Any bytes as `library.toml` are settings or an error; two of them are merged alike in both orders, or not at all."""
    from reader.store.git_marks import has_marks
    from reader.store.places import LibraryPlaces
    from reader.store.settings import load_library_settings
    from reader.store.settings_merge import merge_settings, without_git_marks

    places = LibraryPlaces(room / "library", room / "local")
    places.folder.mkdir(exist_ok=True)
    places.settings_file.write_bytes(data)
    with suppress(ReaderError):
        load_library_settings(places)
    one, _, other = data.decode("utf-8", "replace").partition("\n=\n")
    try:
        merged = merge_settings(one, other)
    except ValueError:
        with suppress(ValueError):
            without_git_marks(one)
        return
    assert merge_settings(other, one) == merged
    if has_marks(one):
        with suppress(ValueError):
            without_git_marks(one)


# -- what lies on the disk ------------------------------------------------------------------------------------------
def stored_article(data: bytes, room: Path) -> None:
    """Any JSON in the place of a stored article is one or is refused as a value; what is read is clean and can be exported."""
    from reader.store.block_codec import UNREADABLE
    from reader.store.codec import article_from_json, article_to_json, record_from_json, version_from_json

    chance = random.Random(data)
    body = oddly_changed(_stored_article(), chance)
    for read in (record_from_json, version_from_json):
        with suppress(*UNREADABLE):  # what stores take for damage
            read(body)
    try:
        article = article_from_json(body)
    except UNREADABLE:
        return
    article_to_json(article)


def _stored_article() -> Any:
    if not _kept:
        from reader.extract.pipeline import extract
        from reader.store.codec import article_to_json

        _kept.append(article_to_json(extract(_page(seed("ferry.html"), PageForm.HTML))))
    return _kept[0]


_kept: list[Any] = []


def library(data: bytes, room: Path) -> None:
    """Whatever stands in the files of a library: what reads them says what is wrong, and the doctor leaves it whole."""
    from tests.fuzzing.small_library import small_library

    small_library(room).try_with(data)


def backup(data: bytes, room: Path) -> None:
    """Any bytes as a backup are refused in one line or brought in; nothing is written outside the library."""
    from reader.store.care.restore import restore
    from reader.store.places import LibraryPlaces

    path = room / "backup.zip"
    path.write_bytes(odd_backup(data))
    places = LibraryPlaces(room / "library", room / "local")
    try:
        restore(
            places,
            path,
            bring_back=False,
            is_dry_run=False,
            clock=lambda: NOON,
            step_of=lambda name: lambda done, total: None,
        )
    except ReaderError as error:
        _told(error)
    path.unlink()
    assert {entry.name for entry in room.iterdir()} <= {"library", "local"}


# -- what goes out --------------------------------------------------------------------------------------------------
def exports(data: bytes, room: Path) -> None:
    """An article of any words leaves in every format without becoming anything but words."""
    from tests.fuzzing.exported import check_exports

    check_exports(_text(data))


def _page_is_safe(html: str) -> None:
    from tests.fuzzing.exported import check_html

    check_html(html)
