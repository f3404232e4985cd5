"""Names for exported files: readable, and safe on every disk they may be copied to."""

import re
import unicodedata
from itertools import dropwhile

from reader.model.clusters import clusters
from reader.model.text import clean_text

MAX_BYTES = 255
"""Of a name in UTF-8: the limit of ext4, XFS, APFS and most others; NTFS counts fewer."""

_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffc\ud800-\udfff]+'
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|\Z)", re.IGNORECASE)
_JOINERS = "\u200c\u200d"
_UNTITLED = "untitled"


def safe_file_name(title: str, suffix: str) -> str:
    """Return a file name for `title` that ends in `suffix` (".md"): never a path, never hidden, at most 255 bytes.

    Letters of all scripts stay, and the joiners between them. What a file system or a shell gives a meaning becomes a space or
    goes: separators, control characters, leading dots and dashes, trailing dots, marks with no letter before them; names that
    Windows keeps for devices get an underscore. The same title always has the same name, as has a name that is taken for one.
    """
    ending = "." + re.sub(r"[^0-9A-Za-z.]", "", suffix).strip(".") if suffix.strip(".") else ""
    name = " ".join(clean_text(_UNSAFE.sub(" ", title)).split())
    name = "".join(dropwhile(_is_no_start, name)).rstrip(f". {_JOINERS}")
    name = _cut(name, MAX_BYTES - len(ending) - 1).rstrip(f". {_JOINERS}") or _UNTITLED
    return f"{'_' if _RESERVED.match(unicodedata.normalize('NFKC', name)) else ''}{name}{ending}"


def numbered_name(name: str, number: int) -> str:
    """Return another name for a file that cannot have `name`, with its suffix: `Late ferry (2).md`. At most 255 bytes too."""
    stem, dot, suffix = name.rpartition(".")
    ending = f" ({number}){dot}{suffix}" if stem else f" ({number})"
    return f"{_cut(stem or name, MAX_BYTES - len(ending.encode()))}{ending}"


def same_name_key(name: str) -> str:
    """Return what names have in common that are one to some file systems: those that tell neither case nor forms of letters,
    nor whether they are joined."""
    joined = re.sub(f"[{_JOINERS}]", "", name)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", joined).casefold())


def _is_no_start(letter: str) -> bool:
    return letter in f".-~ {_JOINERS}" or _is_mark(letter)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")


def _cut(name: str, limit_bytes: int) -> str:
    """Return the start of `name` that fits, not inside what people see as one letter, between words if one ends near."""
    encoded = name.encode()
    if len(encoded) <= limit_bytes:
        return name
    kept = encoded[:limit_bytes].decode(errors="ignore")
    end = at = 0
    for cluster in clusters(name):
        if not _is_mark(cluster[0]):
            end = at
        at += len(cluster)
        if at > len(kept):
            break
    kept = kept[:end] or clean_text(kept)  # what is joined without an end is cut all the same
    words = kept.rsplit(" ", 1)[0]
    return words if len(words) > len(kept) * 3 // 4 else kept
