"""Reads the front matter of a Markdown file: YAML between `---` lines as far as writers of articles use it, TOML between `+++`.

YAML here is flat: `key: value`, quoted or not, `[a, b]`, and lists of `- item` lines. Nested maps are passed over.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.model.text import clean_line

MAX_FRONT_MATTER_LETTERS = 20_000

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_PAIR = re.compile(r"(?P<key>[^\W\d][\w .-]{0,60}?)\s*:(?:\s+(?P<value>.*))?$")
_ITEM = re.compile(r"\s*-\s+(?P<value>.+)$")


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


def _yaml_fields(lines: list[str]) -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in lines:
        item = _ITEM.match(line)
        pair = _PAIR.match(line)
        if item and key:
            fields[key] = (*fields.get(key, ()), *_values(item["value"]))
        elif pair and not line[0].isspace():
            key = pair["key"].strip().lower()
            fields[key] = _values(pair["value"] or "")
        elif line.strip() and not line[0].isspace() and not line.startswith("#"):
            return {}
    return {key: values for key, values in fields.items() if values}


def _values(value: str) -> tuple[str, ...]:
    """Return a plain, quoted or bracketed value as a tuple."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        parts = re.findall(r"\"[^\"]*\"|'[^']*'|[^,\"']+", value[1:-1])
        return tuple(clean for part in parts if (clean := _plain(part)))
    if value in ("|", ">", "|-", ">-", "null", "~"):
        return ()
    plain = _plain(value)
    return (plain,) if plain else ()


def _plain(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    elif " #" in value:
        value = value[: value.index(" #")]
    return clean_line(value)


def _toml_fields(text: str) -> dict[str, tuple[str, ...]]:
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    fields: dict[str, tuple[str, ...]] = {}
    for key, value in table.items():
        values = value if isinstance(value, list) else [value]
        plain = tuple(clean_line(str(part)) for part in values if not isinstance(part, dict | list))
        if any(plain):
            fields[key.lower()] = tuple(part for part in plain if part)
    return fields
