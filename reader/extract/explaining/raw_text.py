"""All the text of a page as it came: with menus, notices and footers, without what is no text (scripts, styles).

It goes through the boundary for outside text like everything else; nothing but that is taken from it.
"""

from lxml import etree

from reader.extract.decision.segments import BLOCK_TAGS
from reader.extract.html_page import end_of_page
from reader.extract.markup.charset import decode
from reader.extract.markup.tree import parse_page
from reader.extract.markup.unclosed import close_unclosed
from reader.model.page import Page, PageForm
from reader.model.text import clean_text, collapse

_SILENT = frozenset({"head", "script", "style", "template", "svg", "object", "canvas", "iframe"})


def raw_text(page: Page) -> str:
    """Return the text of `page`, a line for each stretch between the borders of elements; of a page of text, its lines.

    Raises ExtractError if nothing can be parsed. Linear in the size of the page, which is cut where cleaning cuts it.
    """
    text = decode(page.content, page.content_type)
    if page.form not in (PageForm.HTML, PageForm.ENTRY):
        return clean_text(text)
    root = parse_page(close_unclosed(text[: end_of_page(text)]).text, page.shown)
    lines: list[list[str]] = [[]]
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if element.tag in BLOCK_TAGS or element.tag == "br":
            lines.append([])
        if event == "end":
            lines[-1].append(element.tail or "")
        elif element.tag in _SILENT:
            walker.skip_subtree()
        else:
            lines[-1].append(element.text or "")
    cleaned = (collapse(clean_text("".join(line))) for line in lines)
    return "\n".join(line for line in cleaned if line)
