"""All that a page says about its article, side by side, and the few questions about addresses and names that are asked of it.

Called by `metadata`, `titles`, `authorship` and `next_pages`.
"""

from datetime import date
from urllib.parse import urlsplit

from reader.extract.lines.person_names import key_of
from reader.extract.markup.jsonld import LinkedData
from reader.extract.markup.meta_tags import MetaTags
from reader.extract.metadata.visible import VisibleFacts
from reader.model.values import dataclass

__all__ = ["Sources", "host_of", "key_of", "same_site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All that the page says about its article."""

    linked: LinkedData
    meta: MetaTags
    visible: VisibleFacts
    url: str = ""
    fetched: date | None = None
    """The day on which the page was fetched, if that was written down."""


def same_site(one: str, other: str) -> bool:
    """Whether two hosts end alike: in the last two labels, in three if the second-last is short (`co.uk`)."""
    return _site_of(one) == _site_of(other) != ""


def _site_of(address: str) -> str:
    host = host_of(address)
    labels = host.split(".")
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3 else 2
    return ".".join(labels[-keep:])


def host_of(address: str) -> str:
    """Return the host of an address without `www.`, empty if it has none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
