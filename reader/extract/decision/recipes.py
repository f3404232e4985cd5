"""What the page's own data call an ingredient or a step: recipes and instructions, whose short lines look like no prose.

Read from JSON-LD (schema.org `Recipe` and `HowTo`) before pruning, and from microdata in the tree. `certainties` keeps the lines
that stand in them.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from reader.extract.markup.jsonld import load_documents
from reader.extract.markup.tree import Element, elements

MAX_NODES = 5_000
MAX_LINES = 400
_TYPES = frozenset({"recipe", "howto"})
_FIELDS = ("recipeIngredient", "ingredients", "recipeInstructions", "step")
_WORDS = ("text", "name", "itemListElement", "step", "steps")
"""What a step or a section of steps holds its words in."""
_MARKED = frozenset({"recipeingredient", "ingredients", "recipeinstructions"})


def read_recipe(root: Element) -> tuple[str, ...]:
    """Return the ingredients and steps of the recipes in the page's JSON-LD, in no order. Linear in their size."""
    return tuple(islice(_lines_of_documents(root), MAX_LINES))


def marked_lines(page: Element) -> set[Element]:
    """Return the elements that microdata call an ingredient or the instructions of a recipe, and all below them."""
    found: set[Element] = set()
    for element in page.iterfind(".//*[@itemprop]"):
        if (element.get("itemprop") or "").lower() in _MARKED and element not in found:
            found.update(elements(element))
    return found


def _lines_of_documents(root: Element) -> Iterator[str]:
    open_values: list[Any] = list(load_documents(root, having=_FIELDS))
    for _ in range(MAX_NODES):
        if not open_values:
            return
        value = open_values.pop()
        if isinstance(value, list):
            open_values.extend(value)
        elif isinstance(value, dict):
            kinds = value.get("@type")
            named = {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}
            if named & _TYPES:
                for field in _FIELDS:
                    yield from _lines(value.get(field))
            else:
                open_values.extend(child for child in value.values() if isinstance(child, list | dict))


def _lines(value: Any) -> Iterator[str]:
    """Yield the lines of ingredients or steps, whichever of schema.org's forms they have."""
    open_values = [value]
    for _ in range(MAX_LINES):
        if not open_values:
            return
        value = open_values.pop()
        if isinstance(value, str):
            yield from value.splitlines()
            yield value
        elif isinstance(value, list):
            open_values.extend(value)
        elif isinstance(value, dict):
            open_values.extend(value[word] for word in _WORDS if word in value)
