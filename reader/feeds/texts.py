"""Texts of feeds: which of them are HTML, and what a title says when its HTML is taken away.

Titles, names, captions and tags are plain in the model; producers send them as text, as HTML, as HTML escaped once too often,
and nothing in the feed tells which. Bodies stay HTML (`extract` reads them), so plain ones are made HTML here.
"""

import re
from html import escape, unescape

from reader.model.patterns import compile_late
from reader.model.text import clean_line, clean_text, collapse, first_words

MAX_TITLE_LETTERS = 500
MAX_TEXT_LETTERS = 1_000_000
"""Of a summary or a whole text: a novel. What is longer is cut."""

_MAX_MARKED_UP_LETTERS = 65_536
_BLOCKS = frozenset(
    "address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead title tr ul".split()
)
_INLINES = frozenset(
    "a abbr acronym applet audio b basefont bdi bdo big blink button cite code col data del dfn em embed font frame"
    " frameset head i iframe img input ins kbd label link map mark marquee meta nobr noscript object param picture q"
    " rp rt ruby s samp script small source span strike strong style sub sup svg time tt u var video wbr".split()
)
_TAG = compile_late(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})(?=[\s/>])(?:[^<>\"']++|\"[^\"<]{0,2000}+\"|'[^'<]{0,2000}+'|[\"'])*+>"
)
_COMMENT = compile_late(r"<!--[^<]{0,2000}?-->|<!\[CDATA\[|\]\]>")
_SILENT = compile_late(r"<(script|style)\b[^<>]{0,1000}>[^<]{0,20000}+</\1\s{0,8}>", re.IGNORECASE)
_REFERENCE = compile_late(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_CLOSING = compile_late(r"</([a-zA-Z][a-zA-Z0-9]{0,20})\s{0,8}>|<(?:br|hr|img)\b[^<>]{0,2000}>", re.IGNORECASE)
_EMPTY_END = compile_late(r"</(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)>", re.IGNORECASE)
"""Of elements that have no end: HTML takes `</br>` for another `<br>`."""

_PARAGRAPHS = compile_late(r"\n[ \t]*\n\s*")


def plain_text(markup: str, limit: int = MAX_TITLE_LETTERS, *, is_text: bool = False) -> str:
    """Return what `markup` says, on one line of at most `limit` letters.

    It may be HTML, or text that only looks a little like it ("a < b", "List<T>"): known elements go, all else stays. What was
    escaped once too often is read once more, but then only elements that are closed are taken for such: who writes about the
    `<i>` tag keeps it. `is_text` says that it calls itself plain text, and was escaped once too often if at all.
    """
    markup = markup[:_MAX_MARKED_UP_LETTERS]
    if "<" not in markup and "&" not in markup:
        return first_words(markup, limit)
    text = markup if is_text else unescape(_without_tags(markup))
    if "<" in text and has_markup(text):
        text = _without_tags(text)
    if "&" in text and _REFERENCE.search(text):
        text = unescape(text)
    return first_words(text, limit)


def has_markup(text: str) -> bool:
    """Whether `text` is surely HTML: a known element is closed in it, or one stands in it that needs no closing."""
    return any(not found[1] or _is_known(found[1]) for found in _CLOSING.finditer(text))


def html_of(text: str, media_type: str = "text/html") -> str:
    """Return a body as HTML, at most `MAX_TEXT_LETTERS` letters of it, without control characters.

    `media_type` is what the feed says of it; text that is plain is escaped, its blank lines become paragraphs. What calls
    itself plain and is HTML all the same, is HTML: the most common mistake of all.
    """
    text = cut_html(clean_text(text).strip())
    if "xhtml" in media_type:
        return _EMPTY_END.sub("", text)
    if media_type.startswith("text/") and media_type != "text/html" and not has_markup(text):
        return cut_html(html_of_plain(unescape(text) if _REFERENCE.search(text) else text))
    if "<" not in text and _PARAGRAPHS.search(
        text
    ):  # plain all the same; its lines may be those of a mail, its paragraphs hold
        return cut_html(html_of_plain(unescape(text), has_lines=False))
    return text


def html_of_plain(text: str, *, has_lines: bool = True) -> str:
    """Return plain text as HTML: its paragraphs, and, where it `has_lines`, its line breaks within them."""
    paragraphs = [escape(part.strip(), quote=False) for part in _PARAGRAPHS.split(text)]
    line_end = "<br>" if has_lines else "\n"
    return "".join(f"<p>{part.replace(chr(10), line_end)}</p>" for part in paragraphs if part)


def cut_html(markup: str) -> str:
    """Return HTML cut to `MAX_TEXT_LETTERS`, between its elements or at least between its words."""
    if len(markup) <= MAX_TEXT_LETTERS:
        return markup
    head = markup[:MAX_TEXT_LETTERS]
    opened, closed = head.rfind("<"), head.rfind(">")
    if opened > closed:
        head = head[:opened]
    space = head.rfind(" ")
    return head if head.endswith(">") or space < 0 else head[:space]


def is_cut(markup: str) -> bool:
    """Whether `html_of` would cut it."""
    return len(markup) > MAX_TEXT_LETTERS


def short_text(text: str, limit: int) -> str:
    """Return a name, a tag, a caption on one line of at most `limit` letters, markup taken away."""
    return plain_text(text, limit) if "<" in text or "&" in text else clean_line(text, limit)


def _without_tags(markup: str) -> str:
    if "<" not in markup:
        return markup
    markup = _COMMENT.sub("", _SILENT.sub(" ", markup))
    return collapse(_TAG.sub(_gap, markup))


def _gap(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name in _BLOCKS:
        return " "
    return "" if name in _INLINES else tag[0]


def _is_known(name: str) -> bool:
    return name.lower() in _BLOCKS or name.lower() in _INLINES
