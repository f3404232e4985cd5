"""What Markdown's dialects add to CommonMark: Obsidian, GitHub, Pandoc, kramdown, Jekyll, Hugo.

Some of it is read (wiki links, callouts, highlights, sub- and superscript, definition lists, mathematics), some is the marks of
programs and goes (template tags, attribute lists, block ids, comments); inside code nothing is touched. Called by `markdown`,
which parses what comes out of `prepared` with the rules of `add_dialects`. All of it is linear in the text.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from reader.model.patterns import compile_late

MAX_WIKI_LETTERS = 400
MAX_SCRIPT_LETTERS = 30
MAX_MARK_LETTERS = 4_000
MAX_COMMENT_LETTERS = 4_000

_FENCE = compile_late(r"[ >]{0,12}(?:[-*+] +|\d{1,9}[.)] +)?(`{3,}|~{3,})(.*)")
_CALLOUT = compile_late(r"(?P<prefix>(?: {0,3}> ?)+)\[!(?P<type>[A-Za-z][\w-]{0,30})\][+-]?[ \t]*(?P<title>.*)")
_TEMPLATE = compile_late(r"\s*(?:\{%.{0,500}%\}|\{\{[<%].{0,2000}[>%]\}\})\s*")
_FIGURE_CODE = compile_late(r"\s*\{\{<\s*figure\s(?P<attributes>.{0,1900})>\}\}\s*")
_ATTRIBUTE = compile_late(r'(\w{1,20})\s?=\s?"([^"]{0,1000})"')
_ATTRIBUTE_LINE = compile_late(r"\s*(?:\{:[^{}]{0,300}\}|\[\[?_?toc_?\]\]?|\\(?:newpage|pagebreak))\s*", re.IGNORECASE)
_ATTRIBUTE_END = compile_late(r"[ \t]+(?:\{[:#.][^{}\n]{0,200}\}|\^[0-9a-f]{6})[ \t]*$")
_ABBREVIATION = compile_late(r"\*\[[^\]\n]{1,100}\]:\s.*")
_ADMONITION = compile_late(
    r" {0,3}(?::{3,}|!{3}|\?{3}\+?)[ \t]*(?:\{[^}]*\}|(?P<type>[\w-]+))?[ \t]*\"?(?P<title>[^\"]*)\"?[ \t]*"
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp")


def prepared(text: str) -> str:
    """Return `text` without the marks of programs, and with callouts and shortcodes as plain Markdown."""
    if not any(mark in text for mark in ("{", "[!", ":::", "!!!", "???", "%%", "*[", "^", "\\", "[TOC", "[[")):
        return text
    lines: list[str] = []
    fence = ""
    is_comment = False
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if fence:
            is_end = found is not None and found[1].startswith(fence) and not found[2].strip()
            fence = "" if is_end else fence
            lines.append(line)
        elif found:
            fence = found[1]
            lines.append(line)
        elif line.strip() == "%%" or is_comment:
            is_comment = is_comment != line.rstrip().endswith("%%")
            lines.append("")
        else:
            lines += _line(line)
    return text if is_comment else "\n".join(lines)


def _line(line: str) -> list[str]:
    """Return what a line outside code becomes."""
    callout = _CALLOUT.fullmatch(line)
    if callout:
        return [
            callout["prefix"] + _strong(callout["title"] or callout["type"].capitalize()),
            callout["prefix"].rstrip(),
        ]
    figure = _FIGURE_CODE.fullmatch(line)
    if figure:
        return _figure(dict(_ATTRIBUTE.findall(figure["attributes"])))
    if _TEMPLATE.fullmatch(line) or _ATTRIBUTE_LINE.fullmatch(line) or _ABBREVIATION.fullmatch(line):
        return [""]
    if line.lstrip(" ")[:3] in (":::", "!!!", "???"):
        admonition = _ADMONITION.fullmatch(line)
        if admonition:
            title = admonition["title"].strip()
            return ["", _strong(title), ""] if title else [""]
    return [_ATTRIBUTE_END.sub("", line)]


def _strong(title: str) -> str:
    title = title.strip()
    return title if "*" in title or not title else f"**{title}**"


def _figure(attributes: dict[str, str]) -> list[str]:
    src = attributes.get("src", "")
    caption = attributes.get("caption") or attributes.get("title", "")
    picture = f"![{attributes.get('alt', '')}](<{src}>)" if src else ""
    return ["", picture, f"*{caption}*" if caption and "*" not in caption else caption, ""]


def add_dialects(parser: MarkdownIt) -> MarkdownIt:
    """Give `parser` the rules of the dialects; return it."""
    parser.use(deflist_plugin)
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False)
    parser.inline.ruler.before("link", "wiki_link", _wiki_link)
    parser.inline.ruler.before("image", "wiki_embed", _wiki_embed)
    parser.inline.ruler.before("emphasis", "highlight", _highlight)
    parser.inline.ruler.before("emphasis", "comment", _comment)
    parser.inline.ruler.after("strikethrough", "subscript", _script("~", "sub"))
    parser.inline.ruler.before("emphasis", "superscript", _script("^", "sup"))
    return parser


def _wiki_target(state: StateInline, start: int) -> tuple[str, int] | None:
    """Return what stands between `[[` at `start` and `]]`, and the place behind; None if it is no wiki link."""
    if not state.src.startswith("[[", start):
        return None
    end = state.src.find("]]", start + 2, min(state.posMax, start + MAX_WIKI_LETTERS))
    inside = state.src[start + 2 : end] if end > 0 else ""
    if not inside.strip() or "[" in inside or "\n" in inside or state.src[end + 2 : end + 3] in ("(", "["):
        return None
    return inside, end + 2


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """`[[page]]`, `[[page|label]]`: the label; where the page is nobody here knows."""
    found = _wiki_target(state, state.pos)
    if found is None:
        return False
    target, label = found[0].partition("|")[::2]
    if not silent:
        state.push("text", "", 0).content = label.strip() or target.strip().strip("#").replace("#", " > ")
    state.pos = found[1]
    return True


def _wiki_embed(state: StateInline, silent: bool) -> bool:
    """`![[picture.png]]` is a picture, `![[page]]` the page's name."""
    if state.src[state.pos] != "!":
        return False
    found = _wiki_target(state, state.pos + 1)
    if found is None:
        return False
    target, label = (part.strip() for part in found[0].partition("|")[::2])
    if not silent:
        if target.lower().endswith(_PICTURES):
            token = state.push("image", "img", 0)
            token.attrs = {"src": target, "alt": ""}
            token.children = []
            state.md.inline.parse("" if label.isdigit() else label, state.md, state.env, token.children)
        else:
            state.push("text", "", 0).content = label or target
    state.pos = found[1]
    return True


def _highlight(state: StateInline, silent: bool) -> bool:
    """`==text==`: the text; highlights of the reader's own are made in the reader."""
    start = state.pos
    if not state.src.startswith("==", start) or state.src[start + 2 : start + 3] in ("", "=", " ", "\n"):
        return False
    end = state.src.find("==", start + 2, min(state.posMax, start + MAX_MARK_LETTERS))
    if end < 0 or state.src[end - 1] in " \n":
        return False
    if not silent:
        _parse_inside(state, start + 2, end)
    state.pos = end + 2
    return True


def _parse_inside(state: StateInline, start: int, end: int) -> None:
    limit = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = limit


def _comment(state: StateInline, silent: bool) -> bool:
    """`%%text%%` is for the writer alone."""
    if not state.src.startswith("%%", state.pos):
        return False
    end = state.src.find("%%", state.pos + 2, min(state.posMax, state.pos + MAX_COMMENT_LETTERS))
    if end < 0:
        return False
    state.pos = end + 2
    return True


def _script(mark: str, name: str) -> Callable[[StateInline, bool], bool]:
    """Return the rule for sub- or superscript: one mark on each side, no blank between."""

    def rule(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if state.src[start] != mark or state.src[start + 1 : start + 2] in (mark, "", " "):
            return False
        end = state.src.find(mark, start + 1, min(state.posMax, start + MAX_SCRIPT_LETTERS))
        inside = state.src[start + 1 : end] if end > 0 else ""
        if not inside or any(letter.isspace() for letter in inside) or state.src[end + 1 : end + 2] == mark:
            return False
        if not silent:
            state.push(f"{name}_open", name, 1)
            state.push("text", "", 0).content = inside
            state.push(f"{name}_close", name, -1)
        state.pos = end + 1
        return True

    return rule


def keep_uncalled_footnotes(state: StateCore) -> None:
    """Leave the notes where they stand that nothing calls, or another takes the place of: markdown-it would drop them."""
    calls = state.env.get("footnotes", {}).get("refs", {})
    kept: set[int] = set()
    called: set[str] = set()
    opened: list[Token] = []
    for token in reversed(state.tokens):
        if token.type == "footnote_reference_close":
            opened.append(token)
        elif token.type == "footnote_reference_open" and opened:
            end, label = opened.pop(), str(token.meta["label"])
            if calls.get(f":{label}", -1) < 0 or label in called:
                kept |= {id(token), id(end)}
            called.add(label)
    state.tokens = [token for token in state.tokens if id(token) not in kept]
