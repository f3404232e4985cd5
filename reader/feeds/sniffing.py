"""What came: a feed in which form, or what else. Looks at the text only; what a server calls it says next to nothing.

Called by `reading`, before anything is parsed.
"""

import re
from enum import Enum

from reader.model.patterns import compile_late
from reader.model.values import dataclass

HEAD_LETTERS = 65_536
"""So far the beginning of a feed is looked for: behind warnings of PHP, comments, a document type."""

_COMMENT_START, _COMMENT_END = "<!--", "-->"
_ROOT = compile_late(
    r"<(?:[a-z][\w.-]{0,30}:)?(rss|feed|rdf|channel|urlset|sitemapindex|opml|html|head|body)(?=[\s>/])|<!doctype\s{1,9}(html)\b",
    re.IGNORECASE,
)


class Form(Enum):
    """What a text is."""

    XML_FEED = "feed"
    """RSS, RDF or Atom."""
    JSON = "json"
    SITEMAP = "sitemap"
    OPML = "opml"
    PAGE = "page"
    """A web page."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a text is, and where its root element begins."""

    form: Form
    start: int = 0


def sniff(text: str) -> Sniffed:
    """Return what `text` is, by its first element that says so."""
    head = _without_comments(text[:HEAD_LETTERS])
    if head.lstrip()[:1] in ("{", "["):
        return Sniffed(Form.JSON)
    found = _ROOT.search(head)
    if found is None:
        return Sniffed(Form.NOTHING)
    name = (found[1] or found[2]).lower()
    if name in ("html", "head", "body"):
        return Sniffed(Form.PAGE)
    if name == "opml":
        return Sniffed(Form.OPML, found.start())
    form = Form.SITEMAP if name in ("urlset", "sitemapindex") else Form.XML_FEED
    return Sniffed(form, found.start())


def _without_comments(head: str) -> str:
    """Return `head` with its comments as spaces, so that all else stands where it stood."""
    pieces = []
    place = 0
    while (start := head.find(_COMMENT_START, place)) >= 0:
        end = head.find(_COMMENT_END, start)
        end = len(head) if end < 0 else end + len(_COMMENT_END)
        pieces += [head[place:start], " " * (end - start)]
        place = end
    return "".join([*pieces, head[place:]])
