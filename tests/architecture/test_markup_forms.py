"""Text from outside is never markup: the forms by which textual and rich read markup are not used unsafely."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "reader"
READS_MARKUP = {"Static", "Label", "Button", "notify", "RichLog", "Digits"}
"""Callables that take a string as markup unless they are told `markup=False`."""
FORBIDDEN_METHODS = {"from_markup", "assemble_markup"}


def unsafe_forms(source: str, name: str) -> Iterator[str]:
    """Yield a line for each call that would read a string as markup."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in FORBIDDEN_METHODS:
            yield f"{name}:{node.lineno}: {called} reads markup"
        elif called in READS_MARKUP and node.args and not _is_told_not_to(node):
            yield f"{name}:{node.lineno}: {called} reads a string as markup; say markup=False"


def _is_told_not_to(call: ast.Call) -> bool:
    if any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    ):
        return True
    first = call.args[0]
    # A Content or Text object is text already; markup was never read.
    return isinstance(first, ast.Call) and getattr(first.func, "id", "") in {"Content", "Text"}


def test_no_widget_reads_markup() -> None:
    found = [
        line
        for path in sorted(PACKAGE.rglob("*.py"))
        for line in unsafe_forms(path.read_text(encoding="utf-8"), str(path.relative_to(PACKAGE)))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("Static(title)", True),
        ("self.app.notify(f'{error}')", True),
        ("Content.from_markup(title)", True),
        ("Static(title, markup=False)", False),
        ("Static(Content(title))", False),
        ("Static()", False),
    ],
)
def test_the_rule_tells_safe_from_unsafe(source: str, is_found: bool) -> None:
    assert bool(list(unsafe_forms(source, "x"))) is is_found
