"""The YAML block at the head of a Markdown file, written so that no value can end it or add a key."""

import json
import re
from collections.abc import Mapping, Sequence

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_ACTIVE = re.compile(r"<(?=[A-Za-z/!?])|\](?=\()")
"""How a tag and the target of a link begin: programs that know no front matter take the head of a file for text."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def front_matter(fields: Mapping[str, str | Sequence[str]]) -> str:
    """Return `fields` as front matter, from `---` to `---`; empty values are left out.

    Values are written as JSON strings, which are YAML 1.2 double-quoted scalars (section 7.3.1) on one line each, so their
    content never has a meaning in YAML. Keys must be plain words.
    """
    lines = [f"{key}: {_value(value)}" for key, value in fields.items() if value]
    return "\n".join(("---", *lines, "---", ""))


def _value(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return _string(value)
    return f"[{', '.join(_string(one) for one in value)}]"


def _string(text: str) -> str:
    quoted = json.dumps(_SURROGATE.sub("\ufffd", text), ensure_ascii=False)
    return _ACTIVE.sub(_coded, _UNPRINTABLE.sub(_coded, quoted))


def _coded(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
