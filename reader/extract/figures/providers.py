"""Who provides what pages embed: known by host, by element, by class name. The lists are in `embeds.toml`.

Called by `embeds` and `players`. Nothing here looks at what is embedded.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from reader.model.values import dataclass

_DOCUMENTS = ("/document", "/spreadsheets", "/presentation", "/forms", "/viewer", "/gview")


@dataclass(frozen=True, slots=True, kw_only=True)
class Providers:
    """The compiled lists."""

    hosts: Mapping[str, str]
    """Host to the provider's name; what stands below the host belongs to it as well."""
    video: frozenset[str]
    """Names of those whose frames are players of videos."""
    audio: frozenset[str]
    """Names of those whose frames play sound."""
    names: Mapping[str, str]
    """Part of a class name to the provider's name."""
    elements: Mapping[str, Mapping[str, str]]
    """Tag to attribute to the form of the address it makes."""
    phrases: re.Pattern[str]
    """What a provider says in the place of a post, matched at its start."""
    shared: re.Pattern[str]
    """What stands before the name of who made a post; searched."""
    labels: re.Pattern[str]
    """What the buttons and frames of players are called, as a whole: no title."""
    title_starts: re.Pattern[str]
    """What stands with a colon before the title of what is played."""
    title_ends: re.Pattern[str]
    """What stands behind a dash after it."""


@cache
def load_providers() -> Providers:
    """Return the lists that come with the program. Reads one file, once a process."""
    data = tomllib.loads((files("reader.extract.figures") / "embeds.toml").read_text(encoding="utf-8"))
    lists = {kind: _pairs(data[kind]["hosts"]) for kind in ("card", "audio", "video")}
    words = data["words"]
    return Providers(
        hosts={host: name for pairs in lists.values() for host, name in pairs.items()},
        video=frozenset(lists["video"].values()),
        audio=frozenset(lists["audio"].values()),
        names=dict(data["names"]),
        elements={tag: dict(forms) for tag, forms in data["elements"].items()},
        phrases=re.compile(rf"\W{{0,4}}(?:{_joined(words['phrases'])})", re.IGNORECASE),
        shared=re.compile(rf"(?:{_joined(words['shared'])})", re.IGNORECASE),
        labels=re.compile(rf"\W*(?:{_joined(words['labels'])})?\W*", re.IGNORECASE),
        title_starts=re.compile(
            rf"^(?:(?:{_joined(words['title_starts'])})\s?[:：–-]|embedded video for\s)\s*", re.IGNORECASE
        ),
        title_ends=re.compile(rf"\s[-–|]\s(?:{_joined(words['title_ends'])})$", re.IGNORECASE),
    )


def provider_of(address: str) -> str:
    """Return the name of the known provider that `address` belongs to, or nothing."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    hosts = load_providers().hosts
    while host.count("."):
        name = hosts.get(host)
        if name is not None:
            is_elsewhere = (
                name == "Google Maps" and "/maps" not in parts.path and not parts.netloc.startswith("maps.")
            ) or (name == "Google Docs" and not parts.path.startswith(_DOCUMENTS))
            return "" if is_elsewhere else name
        host = host.partition(".")[2]
    return ""


def _pairs(text: str) -> dict[str, str]:
    entries = (entry.partition("=") for entry in text.split())
    return {host: name.replace("_", " ") for host, _sign, name in entries}


def _joined(text: str) -> str:
    return "".join(line.strip() for line in text.split("\n")).strip("|")
