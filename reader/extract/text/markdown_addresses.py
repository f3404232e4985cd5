"""Bare addresses in Markdown: where they end, by the rules of linkify-it and some of our own. Used by `markdown`'s parser."""

import re

from linkify_it import LinkifyIt
from linkify_it.main import Match

from reader.model.patterns import compile_late

_BEHIND = compile_late(r"(?:[“”„«»…、。，．：；！？「」『』【】《》（）].*|(?<![:;,.!?])[:;,.!?]++)\Z", re.DOTALL)
"""What follows an address in a sentence. An address has the first of these in escapes only."""


class Addresses(LinkifyIt):  # type: ignore[misc]  # it has no types
    """Finds bare addresses, without what the sentence goes on with."""

    def match(self, text: str) -> list[Match] | None:
        """Return all in `text`, None if there are none."""
        found: list[Match] | None = super().match(text)
        for match in found or ():
            _cut(match)
        return found

    def match_at_start(self, text: str) -> Match | None:
        """Return the one with which `text` begins, None if it begins with none."""
        match: Match | None = super().match_at_start(text)
        if match is not None:
            _cut(match)
        return match


def _cut(match: Match) -> None:
    address = _BEHIND.sub("", match.text)
    if address.partition("://")[2]:
        match.last_index -= len(match.text) - len(address)
        match.text = match.url = match.raw = address
