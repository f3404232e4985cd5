"""What is a heading beside `h1` to `h6`: by its role, as the summary of a part that folds, as the question of an FAQ.

Called by `segments`. Lines in bold that look like headings are judged by `bold_lines`, where their neighbours are known.
"""

from reader.extract.markup.tree import Element, text_within

LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
FOLDED_LEVEL = 3
"""Of a heading whose level nobody says: below the parts of the article, above what is inside them."""
MAX_HEADING_LETTERS = 250


def heading_level(element: Element) -> int:
    """Return the level, 1 to 6, that `element` has as a heading; 0 if it is none."""
    level = LEVELS.get(str(element.tag), 0)
    if level:
        return level
    if (element.get("role") or "").strip().lower() == "heading":
        told = (element.get("aria-level") or "").strip()
        return int(told) if told in {"1", "2", "3", "4", "5", "6"} else 2
    if element.tag == "summary":
        return FOLDED_LEVEL if _opens_something(element) else 0
    if element.get("itemprop") == "name" and _is_question(element):
        return FOLDED_LEVEL
    return 0


def _opens_something(summary: Element) -> bool:
    holder = summary.getparent()
    heading = text_within(summary, MAX_HEADING_LETTERS)
    return holder is not None and bool(heading) and text_within(holder, len(heading or "")) is None


def _is_question(element: Element) -> bool:
    """Whether an element is the name of a question in the markup of schema.org's FAQPage and QAPage."""
    item = next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)
    kind = (item.get("itemtype") or "") if item is not None else ""
    return kind.rstrip("/").endswith("schema.org/Question") and text_within(element, MAX_HEADING_LETTERS) is not None
