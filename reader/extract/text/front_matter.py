"""Reads the front matter of a Markdown file: YAML between `---` lines as far as writers of articles use it, TOML between `+++`.

YAML here is `key: value`, quoted or not, folded over several lines, `[a, b]`, lists of `- item` lines, and one level of keys
below a key (`cover.image`). Pandoc's title block (`% title`) and MultiMarkdown's bare header (`Title: …`) are read as well.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import field

from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.toml_text import read_toml
from reader.model.values import dataclass

MAX_FRONT_MATTER_LETTERS = 20_000

_FOLDS = frozenset(("|", ">", "|-", ">-", "|+", ">+"))
_NAME_KEYS = frozenset(("name", "title", "label"))
_HEADER_KEYS = frozenset(("title", "author", "date"))
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_PAIR = compile_late(r"(?P<key>[^\W\d][\w .-]{0,60}?)\s*:(?:\s+(?P<value>.*))?$")
_ITEM = compile_late(r"\s*-\s+(?P<value>.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a file says about itself, and where its text begins."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lower-case keys; a plain value is a tuple of one."""
    end: int = 0
    """The first code point after the front matter."""

    def first(self, *keys: str) -> str:
        """Return the first value of the first of `keys` that is there; empty if none is."""
        return next((self.fields[key][0] for key in keys if self.fields.get(key)), "")

    def every(self, *keys: str) -> tuple[str, ...]:
        """Return all values of the first of `keys` that is there."""
        return next((self.fields[key] for key in keys if self.fields.get(key)), ())


def read_front_matter(text: str) -> FrontMatter:
    """Return the front matter at the beginning of `text`; an empty one if there is none. Never raises."""
    begin = len(text) - len(text.lstrip("\ufeff \n")) if text[:1] in "\ufeff\n " else 0
    fence = text[begin : begin + 3]
    first_line_end = text.find("\n", begin)
    if text.startswith("% ", begin):
        return _title_block(text, begin)
    if text[begin : begin + 7].lower() in ("title: ", "author:"):
        return _bare_header(text, begin)
    if fence not in _FENCES or first_line_end < 0 or text[begin:first_line_end].strip() != fence:
        return FrontMatter()
    place = first_line_end + 1
    lines: list[str] = []
    while place < min(len(text), begin + MAX_FRONT_MATTER_LETTERS):
        line_end = text.find("\n", place)
        line_end = len(text) if line_end < 0 else line_end
        line = text[place:line_end]
        if line.rstrip() in _FENCES[fence]:
            fields = _toml_fields("\n".join(lines)) if fence == "+++" else _yaml_fields(lines)
            # Two rules around a paragraph are no front matter.
            return (
                FrontMatter(fields=fields, end=min(line_end + 1, len(text))) if fields or not lines else FrontMatter()
            )
        lines.append(line)
        place = line_end + 1
    return FrontMatter()


def _title_block(text: str, begin: int) -> FrontMatter:
    """Read Pandoc's title block: up to three lines that begin with `%`, for title, authors and date."""
    place = begin
    found: list[str] = []
    while len(found) < 3 and text.startswith("%", place) and not text.startswith("%%", place):
        line_end = text.find("\n", place)
        line_end = len(text) if line_end < 0 else line_end
        found.append(clean_line(text[place + 1 : line_end]))
        place = min(line_end + 1, len(text))
    fields = {key: (value,) for key, value in zip(("title", "author", "date"), found, strict=False) if value}
    return FrontMatter(fields=fields, end=place) if "title" in fields else FrontMatter()


def _bare_header(text: str, begin: int) -> FrontMatter:
    """Read MultiMarkdown's header: `Title: …` and more such lines up to the first blank one, without fences."""
    end = text.find("\n\n", begin, begin + MAX_FRONT_MATTER_LETTERS)
    lines = text[begin:end].split("\n") if end > 0 else []
    pairs = [_PAIR.match(line) for line in lines]
    if len(lines) < 2 or not all(pair and pair["value"] for pair in pairs):
        return FrontMatter()
    fields = _yaml_fields(lines)
    return FrontMatter(fields=fields, end=end + 2) if fields.keys() & _HEADER_KEYS else FrontMatter()


def _yaml_fields(lines: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the values of the YAML people write: plain, quoted, listed, folded, and one level of keys below a key."""
    fields: dict[str, tuple[str, ...]] = {}
    key = ""
    folded = ""
    """The key whose value goes on in the indented lines below."""
    for line in lines:
        is_indented = line[:1].isspace()
        if folded and (is_indented or not line.strip()):
            fields[folded] = (" ".join((*fields.get(folded, ()), clean_line(line))).strip(),)
            continue
        folded = ""
        item = _ITEM.match(line)
        pair = _PAIR.match(line.strip() if is_indented else line)
        if item and key:
            inner = _PAIR.match(item["value"])
            if inner and inner["value"] and inner["key"].lower() in _NAME_KEYS:
                fields[key] = (*fields.get(key, ()), *_values(inner["value"]))
            elif inner is None or not inner["value"] or item["value"][0] in "\"'":
                fields[key] = (*fields.get(key, ()), *_values(item["value"]))
        elif pair and is_indented and key:
            name = pair["key"].strip().lower()
            if name in _NAME_KEYS and not fields.get(key):
                fields[key] = _values(pair["value"] or "")
            fields[f"{key}.{name}"] = _values(pair["value"] or "")
        elif pair and not is_indented:
            key = pair["key"].strip().lower()
            fields[key] = _values(pair["value"] or "")
            if (pair["value"] or "").strip() in _FOLDS:
                folded = key
        elif line.strip() and not is_indented and not line.startswith("#"):
            return {}
    return {key: values for key, values in fields.items() if any(values)}


def _values(value: str) -> tuple[str, ...]:
    """Return a plain, quoted or bracketed value as a tuple."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        parts = re.findall(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^,\"']+", value[1:-1])
        return tuple(clean for part in parts if (clean := _plain(part)))
    if value in _FOLDS or value in ("null", "~"):
        return ()
    plain = _plain(value)
    return (plain,) if plain else ()


def _plain(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        value = _unquoted(value)
    elif " #" in value:
        value = value[: value.index(" #")]
    return clean_line(value)


def _unquoted(value: str) -> str:
    """Return what stands between the quotes. Escapes count between double ones: YAML's are nearly JSON's, and ours are JSON's."""
    if value[0] == '"':
        try:
            return str(json.loads(value, strict=False))
        except ValueError:
            pass  # a quote that nobody escaped, or an escape of YAML's own: as it stands
    return value[1:-1]


def _toml_fields(text: str) -> dict[str, tuple[str, ...]]:
    try:
        table = read_toml(text)
    except tomllib.TOMLDecodeError:
        return {}
    fields: dict[str, tuple[str, ...]] = {}
    flat = dict(table)
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= {f"{key}.{name}": inner for name, inner in value.items()}
    for key, value in flat.items():
        values = value if isinstance(value, list) else [value]
        names = [part.get("name", "") if isinstance(part, dict) else part for part in values]
        plain = tuple(clean_line(str(part)) for part in names if not isinstance(part, dict | list))
        if any(plain):
            fields[key.lower()] = tuple(part for part in plain if part)
    return fields
