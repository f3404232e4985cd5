"""Lists of feeds as feed readers exchange them: OPML 2.0 (opml.org/spec2.opml), read as it is found, written as it should be.

A list is read whatever is wrong with it: bare `&`, attributes in any case, elements that are not closed, an end that is missing.
Nothing in it is fetched or followed, `type="include"` neither.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape

from lxml import etree

from reader.feeds.charsets import decode
from reader.feeds.sniffing import Form, sniff
from reader.feeds.xml_repair import made_safe, repaired
from reader.model.errors import FeedError
from reader.model.feed import FOLDER_SEPARATOR, Feed
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_BYTES = 16 * 1024 * 1024
MAX_FEEDS = 20_000
MAX_PROBLEMS = 50
MAX_DEPTH = 200
"""Of outlines in outlines. libxml2 takes 256; deeper ones are read as if they stood here."""

_ADDRESS = compile_late(r"(?<=\s)xmlurl=", re.IGNORECASE)
"""How an address begins; a name that reads so is no feed."""

_MAX_NAME_LETTERS = 200
_MAX_ATTRIBUTE_LETTERS = 10_000
"""More than an address may have: one that is too long is refused as such, and never asked for by its beginning."""
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Feeds of Pressmark</title>
  </head>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlFeed:
    """A feed in a list."""

    url: str
    """As it stands there: begins with `http:`, `https:` or `feed:`; nothing else is checked."""
    title: str = ""
    """What the feed calls itself."""
    name: str = ""
    """What its reader called it, where that is something else."""
    folder: str = ""
    """`Morning/Science`; "" for none."""
    home: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlOutline:
    """A list of feeds, read."""

    title: str = ""
    feeds: tuple[OpmlFeed, ...] = ()
    """In the order of the list, twice where they stand twice."""
    refused: tuple[str, ...] = ()
    """Feeds whose addresses are none of the web, each a line for people."""
    problems: tuple[str, ...] = ()
    """What could not be read, each a line for people."""


def read_opml(content: bytes) -> OpmlOutline:
    """Return the feeds of a list, with their folders. Raises FeedError if it is none."""
    text = decode(content[:MAX_BYTES])
    found = sniff(text)
    if found.form is not Form.OPML:
        raise FeedError("This is no list of feeds (OPML)", _HINTS.get(found.form, ""))
    reading = _Reading()
    parser = etree.XMLPullParser(
        events=("start", "end"), recover=True, resolve_entities=False, no_network=True, huge_tree=True
    )
    text = repaired(made_safe(text[found.start :]))
    try:
        parser.feed(text.encode("utf-8", "replace"))
        parser.close()
    except etree.XMLSyntaxError as error:
        reading.problem(f"it is no whole XML: {clean_line(str(error), 100)}")
    for event, element in parser.read_events():
        if isinstance(element, etree._Element) and isinstance(element.tag, str):
            reading.take(event, element)
    if "</opml>" not in text[-_MAX_ATTRIBUTE_LETTERS:].lower():
        reading.problem("its end is missing: it may have been longer")
    if (lost := len(_ADDRESS.findall(text)) - reading.listed) > 0:
        reading.problem(f"{lost} more feed{'s' * (lost > 1)} in it can't be read")
    if len(content) > MAX_BYTES or len(reading.feeds) >= MAX_FEEDS:
        reading.problem("it is too long: what follows was not read")
    if not reading.feeds and not reading.refused and not reading.problems:
        reading.problem("there are no feeds in it")
    return OpmlOutline(
        title=reading.title,
        feeds=tuple(reading.feeds),
        refused=tuple(reading.refused),
        problems=tuple(reading.problems),
    )


_HINTS = {
    Form.XML_FEED: "It is a feed: `pressmark feeds add` subscribes to its address.",
    Form.PAGE: "It is a web page.",
}


class _Reading:
    """A list of feeds while its elements go by."""

    def __init__(self) -> None:
        self.title = ""
        self.feeds: list[OpmlFeed] = []
        self.refused: list[str] = []
        self.problems: list[str] = []
        self.listed = 0
        self._folders: list[str] = []
        """The names of the open outlines; "" for those that are no folders."""

    def take(self, event: str, element: etree._Element) -> None:
        tag = str(element.tag).rpartition("}")[2].lower()
        if tag == "title" and event == "end":
            self.title = self.title or clean_line(element.text or "", _MAX_NAME_LETTERS)
        elif tag == "outline" and event == "start":
            self._folders.append(self._outline(_attributes(element)))
        elif tag == "outline" and self._folders:
            self._folders.pop()

    def problem(self, text: str) -> None:
        """Note what is wrong; of very many only the first."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(text)

    def _outline(self, attributes: Mapping[str, str]) -> str:
        """Take a feed up; return the name of the folder if it is one."""
        text = clean_line(attributes.get("text", ""), _MAX_NAME_LETTERS)
        title = clean_line(attributes.get("title", ""), _MAX_NAME_LETTERS)
        url = clean_line(attributes.get("xmlurl", ""), _MAX_ATTRIBUTE_LETTERS)
        if "xmlurl" not in attributes:
            kind = attributes.get("type", "").strip().lower()
            if kind == "include":
                self.problem(f"another list is named, and not read: {clean_line(attributes.get('url', ''), 100)}")
            return (text or title).replace(FOLDER_SEPARATOR, "-") if kind in ("", "folder", "rss") else ""
        self.listed += 1
        if not url.lower().startswith(("http://", "https://", "feed:")):
            if len(self.refused) < MAX_FEEDS:
                name = title or text or "a feed without a name"
                self.refused.append(f"{name}: {clean_line(url, 100) or 'nothing'} is no web address")
        elif len(self.feeds) < MAX_FEEDS:
            self.feeds.append(
                OpmlFeed(
                    url=url,
                    title=title or text,
                    name=text if title and text != title else "",
                    folder=self._folder() or _folder_of_category(attributes.get("category", "")),
                    home=_home(attributes.get("htmlurl", "")),
                )
            )
        return ""

    def _folder(self) -> str:
        return FOLDER_SEPARATOR.join(name for name in self._folders[:MAX_DEPTH] if name)


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in element.attrib.items()}


def _folder_of_category(categories: str) -> str:
    """Return the folder that the first of the categories is, where it is a path as OPML 2.0 has them (`/Morning/Science`)."""
    first = clean_line(categories.partition(",")[0], _MAX_NAME_LETTERS)
    return FOLDER_SEPARATOR.join(part.strip() for part in first.split("/") if part.strip()) if first[:1] == "/" else ""


def _home(url: str) -> str:
    line = clean_line(url, _MAX_ATTRIBUTE_LETTERS)
    return line if line.lower().startswith(("http://", "https://")) else ""


def write_opml(feeds: Iterable[Feed]) -> str:
    """Return feeds as a list that every reader takes: their folders as outlines, in the order in which they are first met.

    `text` is what the reader calls a feed, `title` what it calls itself.
    """
    root = _Folder()
    for feed in feeds:
        folder = root
        for name in filter(None, feed.folder.split(FOLDER_SEPARATOR)):
            folder = folder.folders.setdefault(name, _Folder())
        folder.feeds.append(feed)
    return f"{_HEAD}  <body>\n{''.join(root.lines(2))}  </body>\n</opml>\n"


class _Folder:
    """A folder with its feeds and its folders."""

    def __init__(self) -> None:
        self.folders: dict[str, _Folder] = {}
        self.feeds: list[Feed] = []

    def lines(self, depth: int) -> Iterable[str]:
        """Yield its lines, indented."""
        indent = "  " * depth
        for feed in self.feeds:
            attributes = {
                "type": "rss",
                "text": feed.shown_name,
                "title": feed.title,
                "xmlUrl": feed.url,
                "htmlUrl": feed.home,
            }
            written = "".join(f' {name}="{_escaped(value)}"' for name, value in attributes.items() if value)
            yield f"{indent}<outline{written}/>\n"
        for name, folder in self.folders.items():
            yield f'{indent}<outline text="{_escaped(name)}" title="{_escaped(name)}">\n'
            yield from folder.lines(depth + 1)
            yield f"{indent}</outline>\n"


def _escaped(value: str) -> str:
    """Return a value as it may stand in an attribute."""
    return escape(clean_line(value, _MAX_ATTRIBUTE_LETTERS), quote=True).replace("&#x27;", "'")
