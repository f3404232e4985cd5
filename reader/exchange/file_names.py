"""Names for exported files: readable, and safe on every disk they may be copied to."""

import re
import unicodedata

from reader.model.text import clean_text

MAX_BYTES = 255
"""Of a name in UTF-8: the limit of ext4, XFS, APFS and most others; NTFS counts fewer."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffc\ud800-\udfff]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|\Z)", re.IGNORECASE)
_UNTITLED = "untitled"


def safe_file_name(title: str, suffix: str) -> str:
    """Return a file name for `title` that ends in `suffix` (".md"): never a path, never hidden, at most 255 bytes.

    Letters of all scripts stay. What a file system or a shell gives a meaning becomes a space or goes: separators, control
    characters, leading dots and dashes, trailing dots; names that Windows keeps for devices get an underscore. The same title
    always has the same name.
    """
    ending = "." + re.sub(r"[^0-9A-Za-z.]", "", suffix).strip(".") if suffix.strip(".") else ""
    name = " ".join(clean_text(_UNSAFE.sub(" ", title)).split())
    name = name.lstrip(".-~ ").rstrip(". ")
    name = _cut(name, MAX_BYTES - len(ending) - 1).rstrip(". ") or _UNTITLED
    return f"{'_' if _RESERVED.match(name) else ''}{name}{ending}"


def numbered_name(name: str, number: int) -> str:
    """Return another name for a file that cannot have `name`, with its suffix: `Late ferry (2).md`. At most 255 bytes too."""
    stem, dot, suffix = name.rpartition(".")
    ending = f" ({number}){dot}{suffix}" if stem else f" ({number})"
    return f"{_cut(stem or name, MAX_BYTES - len(ending.encode()))}{ending}"


def same_name_key(name: str) -> str:
    """Return what names have in common that are one to some file systems: those that tell neither case nor forms of letters."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _cut(name: str, limit_bytes: int) -> str:
    """Return the start of `name` that fits, not ending inside a letter with its marks, and between words if one is near."""
    encoded = name.encode()
    if len(encoded) <= limit_bytes:
        return name
    kept = encoded[:limit_bytes].decode(errors="ignore")
    while kept and (unicodedata.combining(name[len(kept)]) or name[len(kept)] == "\u200d"):
        kept = kept[:-1]
    words = kept.rsplit(" ", 1)[0]
    return words if len(words) > len(kept) * 3 // 4 else kept
