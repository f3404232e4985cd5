"""A lint rule for what textual and rich would read as markup, for what begins a command of the terminal, and for shells.

Outside text reaches the screen as segments, which nobody reads. Wherever textual or rich take a string, most of their callables
take it for markup: `[@click=app.quit]` in a title would quit on a click, `[/x]` would end the program. The rule goes by the form
of the source and knows no types: it asks for what is safe whatever the string is, `markup=False` or a `Content` of plain text.
"""

import ast
import re
from collections.abc import Iterator

READS_MARKUP = {
    *("Static", "Label", "Button", "Digits", "Tooltip", "Toast", "Link", "Pretty", "Notification"),
    *(
        "OptionList",
        "SelectionList",
        "Selection",
        "Option",
        "Select",
        "RadioButton",
        "RadioSet",
        "Checkbox",
        "ToggleButton",
    ),
    *("Tab", "TabPane", "Tabs", "Collapsible", "CollapsibleTitle", "Tree", "DataTable", "Header", "Footer"),
    *("RichLog", "Markdown", "MarkdownViewer", "Hit", "DiscoveryHit", "SystemCommand", "Panel", "Rule"),
}
"""Widgets and renderables that take a string as markup, unless they can be told `markup=False` and are."""
READS_MARKUP_IN_METHODS = {
    "notify",
    "add_row",
    "add_column",
    "add_columns",
    "add_option",
    "add_options",
    "set_label",
    "add_leaf",
}
ALWAYS_MARKUP = {
    "from_markup",
    "assemble_markup",
    "to_content",
    "render_markup",
    "render_str",
    "visualize",
    "escape_markup",
}
RUNS_ACTIONS = {"run_action", "parse_action", "simulate_key", "action_link"}
MARKUP_ATTRIBUTES = {"tooltip", "border_title", "border_subtitle", "title", "sub_title"}
"""What textual reads as markup when it is set; of titles only the app's and a screen's are meant."""
PRINTS_MARKUP = {"print", "log", "rule", "status", "input"}
SHELLS = {
    ("os", "system"),
    ("os", "popen"),
    ("subprocess", "getoutput"),
    ("subprocess", "getstatusoutput"),
    ("webbrowser", "open"),
}
SAFE_IN_A_SEQUENCE = {"clean_line", "clean_text", "len"}
"""What may stand inside of a terminal's command: cleaned text, and numbers."""
OPEN_COMMAND = re.compile(
    "(?:\x1b(?:[]PX^_][^\x07\x1b]*|\\[[0-?]*[ -/]*)?|[\x90\x98\x9d-\x9f][^\x07\x1b\x9c]*|\x9b[0-?]*[ -/]*)$"
)
"""The end of a literal in which a command of the terminal has begun and not ended."""
START_PROCESSES = {"run", "Popen", "call", "check_call", "check_output", "create_subprocess_exec"}


def unsafe_forms(source: str, name: str, *, is_screen: bool = True) -> Iterator[str]:
    """Yield a line for each form that would let a string from outside be more than text. `is_screen`: textual is used there."""
    tree = ast.parse(source)
    told, own = _names_told(tree), _own_names(tree)
    for node in ast.walk(tree):
        for why in _of_node(node, told, own) if is_screen else _of_any(node):
            yield f"{name}:{getattr(node, 'lineno', 0)}: {why}"


def _of_node(node: ast.AST, told: set[str], own: set[str]) -> Iterator[str]:
    yield from _of_any(node)
    match node:
        case ast.Call():
            yield from _of_call(node, told, own)
        case ast.Assign(targets=targets, value=value) if not _is_plain(value):
            yield from (f"{name} is read as markup" for target in targets if (name := _markup_attribute(target)))
        case ast.AnnAssign(target=target, value=value) if value is not None and not _is_plain(value):
            if name := _markup_attribute(target):
                yield f"{name} is read as markup"
        case ast.FunctionDef(name="render", returns=returns) if _names_text(returns):
            yield "what `render` returns as a string is read as markup; return Content"
        case ast.Dict(keys=keys):
            for key in keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value.startswith("@"):
                    yield f"{key.value} in a style's meta is an action; say what was clicked, not what to do"
        case _:
            pass


def _of_any(node: ast.AST) -> Iterator[str]:
    """Forms that are unsafe in every file."""
    match node:
        case ast.JoinedStr(values=values):
            literal = ""
            for part in values:
                literal += str(part.value) if isinstance(part, ast.Constant) else ""
                if isinstance(part, ast.FormattedValue) and OPEN_COMMAND.search(literal) and not _is_safe(part):
                    yield "what stands inside of a terminal's command must be a number or cleaned there and then"
        case ast.Call(func=ast.Attribute(attr="create_subprocess_shell")):
            yield "no shell"
        case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=called)) if (module, called) in SHELLS:
            yield f"{module}.{called} hands its words to a shell or a browser unchecked"
        case ast.Call(keywords=words) if _called(node) in START_PROCESSES:
            if any(word.arg == "shell" and not _is_false(word.value) for word in words):
                yield "no shell"
        case _:
            pass


def _of_call(call: ast.Call, told: set[str], own: set[str]) -> Iterator[str]:
    called = _called(call)
    for word in call.keywords:
        if word.arg == "markup" and not _is_false(word.value):
            yield "markup may be False and nothing else"
        if word.arg in MARKUP_ATTRIBUTES - {"title", "sub_title"} and not _is_plain(word.value):
            yield f"{word.arg} is read as markup"
        if called == "Style" and word.arg == "link":
            yield "an address in a style is a terminal's command"
    arguments = [
        *call.args,
        *(word.value for word in call.keywords if word.arg in {"label", "content", "prompt", "message"}),
    ]
    is_told = any(word.arg == "markup" and _is_false(word.value) for word in call.keywords)
    if called in ALWAYS_MARKUP:
        yield f"{called} reads markup"
    elif called in RUNS_ACTIONS and not all(isinstance(one, ast.Constant) for one in call.args):
        yield f"{called} runs what it is given"
    elif called in READS_MARKUP - own | READS_MARKUP_IN_METHODS:
        if arguments and not is_told and not all(_is_content(one) for one in arguments):
            yield f"{called} reads a string as markup; say markup=False"
    elif called in PRINTS_MARKUP and _receiver(call) in {"console", "rich", "_console"}:
        yield f"{_receiver(call)}.{called} reads markup"
    elif (
        called == "parse" and _receiver(call) == "Style" and not all(isinstance(one, ast.Constant) for one in call.args)
    ):
        yield "Style.parse reads a style that may hold a link"
    elif called == "update" and arguments and _is_text(arguments[0]) and _receiver(call) not in told:
        yield "update reads a string as markup unless its widget was made with markup=False"


def _names_told(tree: ast.AST) -> set[str]:
    """Return the names of widgets that were made with `markup=False`: `title = Static(…, markup=False)`.

    Where all that a file makes of widgets like Static is told so, every name is: `query_one(Static)` can find no others.
    """
    told: set[str] = set()
    made = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) in {"Static", "Label"}]
    safe = [call for call in made if any(word.arg == "markup" and _is_false(word.value) for word in call.keywords)]
    if made and len(made) == len(safe):
        told |= {name.id for name in ast.walk(tree) if isinstance(name, ast.Name)} | {"query_one"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and node.value in safe:
            told |= {target.id for target in node.targets if isinstance(target, ast.Name)}
            told |= {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
    return told


def _own_names(tree: ast.AST) -> set[str]:
    """Return the names of a file that are classes of the project, whatever textual calls by the same name."""
    own: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and not any(_ends_in(base, READS_MARKUP) for base in node.bases):
            own.add(node.name)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reader."):
            own |= {name.asname or name.name for name in node.names}
    return own


def _ends_in(base: ast.expr, names: set[str]) -> bool:
    return (getattr(base, "attr", "") or getattr(base, "id", "")) in names


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _receiver(call: ast.Call) -> str:
    """Return the last name before the method: `self.title.update(…)` is `title`, `self.query_one(…).update(…)` `query_one`."""
    if not isinstance(call.func, ast.Attribute):
        return ""
    match call.func.value:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call() as inner:
            return _called(inner)
        case _:
            return ""


def _markup_attribute(target: ast.expr) -> str:
    """Return the name of what is set, if textual reads that as markup: titles of `app` and `screen`, not those of articles."""
    if not isinstance(target, ast.Attribute) or target.attr not in MARKUP_ATTRIBUTES:
        return ""
    if target.attr in {"title", "sub_title"}:
        owner = target.value
        return target.attr if (getattr(owner, "id", "") or getattr(owner, "attr", "")) in {"app", "screen"} else ""
    return target.attr


def _is_plain(value: ast.expr) -> bool:
    """Whether a value can be no markup from outside: a literal, None, or text that is no markup any more."""
    return isinstance(value, ast.Constant) or _is_content(value)


def _is_content(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") in {"Content", "Text"}


def _is_text(value: ast.expr) -> bool:
    """Whether an expression is a string by its form; what a name stands for is not known, and a string is likelier than a set."""
    match value:
        case ast.Constant(value=found):
            return isinstance(found, str)
        case ast.JoinedStr():
            return True
        case ast.BinOp(left=left, right=right):
            return _is_text(left) or _is_text(right)
        case ast.IfExp(body=body, orelse=orelse):
            return _is_text(body) or _is_text(orelse)
        case ast.Call() as call:
            return _called(call) in {"str", "join", "format", "strip", "replace", "shorten", "clean_line", "escape"}
        case ast.Attribute(attr=name):
            return name in {"title", "text", "note", "message", "label", "name", "caption", "url"}
        case _:
            return False


def _names_text(returns: ast.expr | None) -> bool:
    return returns is not None and re.search(r"\bstr\b", ast.unparse(returns)) is not None


def _is_safe(part: ast.FormattedValue) -> bool:
    """Whether what stands in a command is cleaned in its place, or is a number by its format."""
    if part.format_spec is not None:
        spec = ast.unparse(part.format_spec).strip("f'\"")
        return spec.endswith(("d", "x", ","))
    value = part.value
    return isinstance(value, ast.Call) and _called(value) in SAFE_IN_A_SEQUENCE


def _is_false(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is False
