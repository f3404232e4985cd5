"""What form a text without a Content-Type has: HTML, Markdown or plain text, told by its own signs.

For files by their name first; for pipes and pasted texts by their content alone.
"""

import re

from reader.fetch.gate import has_markup
from reader.model.page import PageForm
from reader.model.patterns import compile_late

_SUFFIX_FORMS = {
    ".html": PageForm.HTML,
    ".htm": PageForm.HTML,
    ".xhtml": PageForm.HTML,
    ".xht": PageForm.HTML,
    ".shtml": PageForm.HTML,
    ".md": PageForm.MARKDOWN,
    ".markdown": PageForm.MARKDOWN,
    ".mdown": PageForm.MARKDOWN,
    ".mkd": PageForm.MARKDOWN,
    ".txt": PageForm.TEXT,
    ".text": PageForm.TEXT,
}

KNOWN_SUFFIXES = frozenset(_SUFFIX_FORMS)
"""File name endings that say what is inside."""

_LOOKED_AT_LETTERS = 64 * 1024
_DOCUMENT = compile_late(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE
)
_CLOSING_TAG = compile_late(rb"</(?:p|div|span|h[1-6]|a|li|ul|article|body|section)>", re.IGNORECASE)

# Each line fits in one way only: `-a: b` is a name as well as an item, and of 60 such lines every grouping would be tried.
_FRONT_MATTER = compile_late(r"---[ \t]*\n(?:(?=[\w-]+:|[ \t\n-]).*\n){1,200}?---[ \t]*(?:\n|\Z)")
_TITLE_BLOCK = compile_late(r"% \S.*\n%(?: .*)?\n")
_HEADING = compile_late(r"^(#{1,6}) +\S.*$", re.MULTILINE)
_HEADING_APART = compile_late(r"(?:\A|\n[ \t]*\n|\A\n)#{1,6} +\S[^\n]*(?=\n[ \t]*(?:\n|\Z)|\Z)")
"""Comments of programs begin with the same sign, with the code right below; headings stand apart or are of several levels."""
_UNDERLINED_HEADING = compile_late(r"^[^\n#>*-][^\n]{0,200}\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_FENCE = compile_late(r"^(?:```|~~~)[\w+-]*[ \t]*$", re.MULTILINE)
_LINK = compile_late(
    r"!?\[[^\]\n]{1,300}\]\((?:https?:|/|#|\.|mailto:|[\w-]+[./])[^)\s]{0,2000}(?: \"[^\"\n]{0,200}\")?\)"
)
_STRONG = compile_late(r"(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])")
_TABLE = compile_late(r"^\|?[ ]*:?-{2,}:?[ ]*(?:\|[ ]*:?-{2,}:?[ ]*+)+\|?[ \t]*$", re.MULTILINE)
_TASK = compile_late(r"^[ \t]*[-*+] \[[ xX]\] \S", re.MULTILINE)
_CALLOUT = compile_late(r"^ {0,3}> ?\[![A-Za-z][\w-]{1,20}\]", re.MULTILINE)
_WIKI_LINK = compile_late(r"!?\[\[[^\[\]\n]{1,200}\]\]")
_QUOTE = compile_late(r"^> \S", re.MULTILINE)


def form_of_file(suffix: str, content: bytes) -> PageForm:
    """Return the form of a file named `*suffix`. A whole HTML document is HTML whatever its name says."""
    if _DOCUMENT.match(content[:1024].replace(b"\0", b"")):
        return PageForm.HTML
    return _SUFFIX_FORMS.get(suffix.lower()) or form_of_content(content)


def form_of_content(content: bytes) -> PageForm:
    """Return the form of a text that came without a name."""
    start = content[:_LOOKED_AT_LETTERS].replace(b"\0", b"")
    text = start.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    if text.startswith("#!"):
        return PageForm.TEXT
    if _FRONT_MATTER.match(text) or _TITLE_BLOCK.match(text):
        return PageForm.MARKDOWN
    if _DOCUMENT.match(start) or (start.lstrip()[:1] == b"<" and has_markup(start)):
        return PageForm.HTML
    if is_markdown(text):
        return PageForm.MARKDOWN
    return PageForm.HTML if len(_CLOSING_TAG.findall(start)) >= 3 else PageForm.TEXT


def is_markdown(text: str) -> bool:
    """Whether `text` was written in Markdown: a heading with a second sign beside it, or two signs of the surer kind.

    Lists and single emphasis do not count: plain text has them too.
    """
    marked = _HEADING.findall(text)
    headings = len(marked) if len(set(marked)) > 1 else len(_HEADING_APART.findall(text))
    headings += len(_UNDERLINED_HEADING.findall(text))
    wiki_links = len(_WIKI_LINK.findall(text))
    if _TABLE.search(text) or _CALLOUT.search(text) or len(_TASK.findall(text)) >= 2:
        return True
    fences = len(_FENCE.findall(text)) // 2
    links = len(_LINK.findall(text))
    others = bool(_STRONG.search(text)) + bool(_QUOTE.search(text)) + bool(wiki_links)
    return (
        headings >= 2
        or fences + links >= 2
        or wiki_links >= 3
        or (headings + fences + links >= 1 and headings + fences + links + others >= 2)
    )
