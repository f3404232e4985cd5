"""feedparser's two parsers, made to keep what they throw together, and to stop where enough has come.

feedparser knows the elements of twenty dialects, XHTML within them, `xml:base`, and what to do with XML that is none. Used as it
is, it fetches, sanitises and resolves (three passes of Python over every text, quadratic ones among them: kurtmckee/feedparser
209), lets the title and the description of a picture take the place of the entry's (53), moves a second description into the
content, makes up dates, and reads to the end whatever comes. So its parsers are driven directly, and the elements where it
is wrong are handled here: each text goes into a `Draft` under its own name.

Nothing here is called outside the process that may be ended (`child`), except by tests.
"""

import io
import xml.sax
from collections.abc import Callable
from html import unescape
from typing import Any, ClassVar
from xml.sax import handler, xmlreader

from reader.feeds.bare_feedparser import FeedParserDict, LooseFeedParser, StrictFeedParser
from reader.feeds.drafts import Draft, Person, Text, add_part
from reader.feeds.media_handlers import MediaHandlers

MAX_TAGS = 200
MAX_NAMESPACES = 200
"""Each element of a namespace that feedparser does not know looks through all that are declared."""

MAX_LOOSE_LETTERS = 4_000_000
"""So much is read of what is no XML: half a minute for each further 20 MB."""

_LISTS = frozenset(
    "authors contributors content enclosures links media_content media_credit media_thumbnail tags".split()
)
"""Names under which feedparser gathers what several elements say."""
_FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0"


class EnoughEntries(Exception):  # noqa: N818  # nothing is wrong: it is how a parser is stopped
    """As many entries have come as are wanted."""


class _Said(FeedParserDict):  # type: ignore[misc]  # feedparser has no types
    """What is said of a feed or an entry, by name.

    feedparser stores an element that it does not know under the element's own name, and stumbles over it, or loses what it has,
    where it gathers a list under that name itself.
    """

    def __setitem__(self, name: str, value: object) -> None:
        kind = list if name in _LISTS else dict if name.endswith("_detail") else object
        if isinstance(value, kind):
            super().__setitem__(name, value)


class _Gathering(MediaHandlers):
    """The handlers that replace feedparser's, for both of its parsers. Attributes and methods of theirs are not typed.

    A method whose name begins with `_start_`, `_end_`, `start_`, `end_` or `do_` is called for the element whose name follows.
    """

    def __init__(self, *arguments: Any) -> None:
        self.own = Draft()
        """The feed itself."""
        self.drafts: list[Draft] = []
        self.most_entries = 0
        self.has_more = False
        """Whether it was stopped because enough entries had come."""
        self._person = Person()
        super().__init__(*arguments)
        parser: Any = self
        parser.feeddata, parser.sourcedata = _Said(), _Said()

    def draft(self) -> Draft | None:
        """Return what is being read: an entry, or the feed. None where it is something of another feed, or a logo."""
        parser: Any = self
        if parser.insource or parser.inimage or parser.intextinput:
            return None
        return self.drafts[-1] if parser.inentry else self.own

    # The feed and its entries.

    def _start_channel(self, attributes: dict[str, str]) -> None:
        parser: Any = self
        self.own.language = parser.lang or ""
        super()._start_channel(attributes)  # type: ignore[misc]

    def _start_feed(self, attributes: dict[str, str]) -> None:
        parser: Any = self
        self.own.language = parser.lang or ""
        super()._start_feed(attributes)  # type: ignore[misc]

    def _start_item(self, attributes: dict[str, str]) -> None:
        if len(self.drafts) >= self.most_entries:
            self.has_more = True
            raise EnoughEntries
        parser: Any = self
        self.drafts.append(Draft(language=parser.lang or ""))
        self.forget_media()
        super()._start_item(attributes)  # type: ignore[misc]
        parser.entries[-1] = _Said(parser.entries[-1])

    _start_entry = _start_item

    def _end_item(self) -> None:
        if self.drafts:
            self.drafts[-1].is_whole = True
        super()._end_item()  # type: ignore[misc]

    _end_entry = _end_item

    def _start_guid(self, attributes: dict[str, str]) -> None:
        parser: Any = self
        if (draft := self.draft()) is not None:
            draft.is_permalink = attributes.get("ispermalink", "true").strip().lower() != "false"
        parser.guidislink = 0  # it is no link, and nothing is to be resolved against it
        parser.push("id", 1)

    _start_id = _start_guid

    def _end_guid(self) -> None:
        parser: Any = self
        parser.pop("id")

    _end_id = _end_guid

    def _end_feedburner_origlink(self) -> None:
        parser: Any = self
        value = parser.pop("feedburner_origlink")
        if value and (draft := self.draft()) is not None:
            draft.original_link = value

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        parser: Any = self
        if len(parser._get_context().get("tags", ())) < MAX_TAGS:  # each is compared with all before it
            super()._add_tag(term, scheme, label)  # type: ignore[misc]

    # Dates: kept as they were written.

    def _end_published(self) -> None:
        self._keep_date("published")

    def _end_updated(self) -> None:
        self._keep_date("updated")

    def _end_created(self) -> None:
        self._keep_date("created")

    def _end_expirationdate(self) -> None:
        self._keep_date("expired")

    _end_pubdate = _end_issued = _end_published
    _end_modified = _end_lastbuilddate = _end_updated

    def _keep_date(self, name: str) -> None:
        parser: Any = self
        parser.pop(name)

    # Titles and texts.

    def begin_text(self, name: str, attributes: dict[str, str], media_type: str) -> None:
        parser: Any = self
        parser.push_content(name, attributes, media_type, 1)

    def finish_text(self, name: str) -> Text | None:
        """Return the text whose element ends; None if it is not the one that was begun."""
        parser: Any = self
        value = parser.pop(name)
        parameters = parser.contentparams
        text = (
            Text(value, str(parameters.get("type") or "text/html"), str(parameters.get("base") or ""))
            if value
            else None
        )
        parser.incontent = max(0, parser.incontent - 1)
        parser.contentparams.clear()
        return text

    def _keep_text(self, name: str) -> None:
        text = self.finish_text(name)
        if text is not None and (draft := self.draft()) is not None:
            add_part(draft.texts.setdefault(name, []), text)

    def _start_title(self, attributes: dict[str, str]) -> None:
        parser: Any = self
        if parser.svgOK:
            parser.unknown_starttag("title", list(attributes.items()))
        else:
            self.begin_text("title", attributes, "text/plain")

    def _end_title(self) -> None:
        parser: Any = self
        if parser.svgOK:
            return
        text = self.finish_text("title")
        if text is None:
            return
        if parser.insource:
            parser.sourcedata["title"] = text.value
        elif (draft := self.draft()) is not None:
            add_part(draft.titles, text)

    def _keep_other_title(self) -> None:
        text = self.finish_text("title")
        if text is not None and (draft := self.draft()) is not None:
            add_part(draft.other_titles, text)

    _start_dc_title = _start_itunes_title = _start_title
    _end_dc_title = _end_itunes_title = _keep_other_title

    def _start_description(self, attributes: dict[str, str]) -> None:
        self.begin_text("description", attributes, "text/html")

    def _end_description(self) -> None:
        self._keep_text("description")

    _start_dc_description = _start_dcterms_abstract = _start_abstract = _start_description
    _end_dc_description = _end_dcterms_abstract = _end_abstract = _end_description

    def _start_summary(self, attributes: dict[str, str]) -> None:
        self.begin_text("summary", attributes, "text/plain")

    def _end_summary(self) -> None:
        self._keep_text("summary")

    _start_subtitle = _start_tagline = _start_summary
    _end_subtitle = _end_tagline = _end_summary

    def _start_itunes_summary(self, attributes: dict[str, str]) -> None:
        self.begin_text("itunes_summary", attributes, "text/plain")

    def _end_itunes_summary(self) -> None:
        self._keep_text("itunes_summary")

    def _start_itunes_subtitle(self, attributes: dict[str, str]) -> None:
        self.begin_text("itunes_subtitle", attributes, "text/plain")

    def _end_itunes_subtitle(self) -> None:
        self._keep_text("itunes_subtitle")

    def _start_content(self, attributes: dict[str, str]) -> None:
        self.begin_text("content", attributes, "text/plain")

    def _start_content_encoded(self, attributes: dict[str, str]) -> None:
        self.begin_text("content", attributes, "text/html")

    def _start_body(self, attributes: dict[str, str]) -> None:
        self.begin_text("content", attributes, "application/xhtml+xml")

    def _end_content(self) -> None:
        self._keep_text("content")

    _start_fullitem = _start_content_encoded
    _start_xhtml_body = _start_body
    _end_content_encoded = _end_fullitem = _end_body = _end_xhtml_body = _end_content

    # People.

    def _start_author(self, attributes: dict[str, str]) -> None:
        self._begin_person("people")

    _start_managingeditor = _start_author

    def _start_dc_creator(self, attributes: dict[str, str]) -> None:
        self._begin_person("creators")

    _start_dc_author = _start_dc_creator

    def _start_itunes_author(self, attributes: dict[str, str]) -> None:
        self._begin_person("presenters")

    def _begin_person(self, group: str) -> None:
        parser: Any = self
        parser.inauthor = 1
        parser.push("author", 1)
        self._person = Person()
        if (draft := self.draft()) is not None:
            add_part(getattr(draft, group), self._person)

    def _end_author(self) -> None:
        parser: Any = self
        value = parser.pop("author")
        if value and parser.inauthor:
            self._person.text = value
        parser.inauthor = 0

    _end_managingeditor = _end_dc_creator = _end_dc_author = _end_itunes_author = _end_author

    def _end_name(self) -> None:
        parser: Any = self
        value = parser.pop("name")
        if value and parser.inauthor:
            self._person.name = value

    def _end_email(self) -> None:
        parser: Any = self
        parser.pop("email")

    def _end_url(self) -> None:
        parser: Any = self
        value = parser.pop("href")
        if value and parser.inimage and parser.inentry:
            add_part(self.drafts[-1].pictures, value)

    _end_uri = _end_homepage = _end_url


class StrictParser(_Gathering, StrictFeedParser):  # type: ignore[misc]  # feedparser has no types
    """For XML."""

    namespaces: ClassVar[dict[str, str]] = {**StrictFeedParser.namespaces, _FEEDBURNER: "feedburner"}
    _matchnamespaces: ClassVar[dict[str, str]] = {}  # feedparser fills it, once for the class

    def startPrefixMapping(self, prefix: str | None, uri: str) -> None:  # noqa: N802  # the name is SAX's
        if len(self.namespaces_in_use) < MAX_NAMESPACES:
            super().startPrefixMapping(prefix, uri)


class LooseParser(_Gathering, LooseFeedParser):  # type: ignore[misc]
    """For what is meant to be XML."""

    namespaces: ClassVar[dict[str, str]] = {**LooseFeedParser.namespaces, _FEEDBURNER: "feedburner"}
    _matchnamespaces: ClassVar[dict[str, str]] = {}

    def decode_entities(self, element: str, data: str) -> str:
        """Read the references in a text: feedparser leaves those of addresses, and then loses an ampersand on the way."""
        return str(super().decode_entities(element, data)) if self.incontent else unescape(data)


def parse_strictly(text: str, most_entries: int) -> tuple[StrictParser, str]:
    """Read XML, from its root element on. Returns the parser and what was wrong; "" if nothing was.

    What came before a mistake is in the parser all the same.
    """
    parser = StrictParser("", None, "utf-8")
    _prepare(parser, most_entries)
    reader = xml.sax.make_parser()
    reader.setFeature(handler.feature_namespaces, 1)
    reader.setFeature(handler.feature_external_ges, 0)
    reader.setContentHandler(parser)
    reader.setErrorHandler(parser)
    source = xmlreader.InputSource()
    source.setCharacterStream(io.StringIO(text))
    return parser, _mistake(lambda: reader.parse(source))


def parse_loosely(text: str, most_entries: int) -> LooseParser:
    """Read what is meant to be XML, as far as `MAX_LOOSE_LETTERS`. Whatever it is, something comes out."""
    parser = LooseParser("", None, "utf-8", {})
    _prepare(parser, most_entries)
    _mistake(lambda: parser.feed(text[:MAX_LOOSE_LETTERS]))
    return parser


def _prepare(parser: Any, most_entries: int) -> None:
    parser.resolve_relative_uris = False
    parser.sanitize_html = False
    parser.most_entries = most_entries


def _mistake(parse: Callable[[], object]) -> str:
    """Run a parser and return what stopped it: "" if nothing did, or if enough had come."""
    try:
        parse()
    except EnoughEntries:
        return ""
    except xml.sax.SAXException as error:
        return str(error.getMessage() or "it is not well-formed")
    # A parser of outside text with handlers of its own that trust it (indexes, numbers, base64): what they stumble over is a
    # mistake of the feed, and what was read until then is worth keeping.
    except (AssertionError, LookupError, TypeError, ValueError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"
    return ""
