"""Links from a note to an article or to another annotation: how they are written, `[[…]]`, and read again. Pure.

    [[9f8a2c1b|Ferry line halted]]                   an article, by the beginning of its id and its title as it was
    [[9f8a2c1b#987654321|“the last ferry left”]]     an annotation of it
    [[Ferry line halted]]                            an article by its whole title, as people write by hand

The id is what counts: it is made of the address, so it is the same on every machine and for good, and the title beside it is for
the eye. An id that became too short later is told apart by that title. Which article a link means is for the library to say.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

LINK_ID_LETTERS = 8
"""Letters of an article's id that a link begins with: at 100,000 articles one in 40,000 shares them with another, and then gets
more."""

WORDS_LETTERS = 60
"""The longest title that is written into a link."""

_FEWEST_ID_LETTERS = 8
"""Fewer hexadecimal digits may as well be a word (`facade`)."""


class NoteLink(NamedTuple):
    """What a `[[…]]` in a note says."""

    article: str
    """The beginning of an article's id in lower case; "" if it is named by its title alone."""
    annotation_id: int
    """0 for the article as a whole."""
    title: str
    """The title as it was written; of an article named by its title alone, that title. "" if only the id stands there."""

    @property
    def words(self) -> str:
        """What is shown in the place of the link."""
        return self.title or self.article


def link_text(article_id: str, words: str, annotation_id: int = 0) -> str:
    """Return a link as it is written into a note: `article_id` is the id, or as much of it as is one article's alone."""
    target = f"{article_id}#{annotation_id}" if annotation_id else article_id
    words = " ".join(words.translate(_NO_MARKUP).split())
    if len(words) > WORDS_LETTERS:
        words = words[: WORDS_LETTERS - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—") + "…"
    return f"[[{target}|{words}]]" if words else f"[[{target}]]"


def read_link(inside: str) -> NoteLink | None:
    """Return what the letters between `[[` and `]]` mean; None if that is no link."""
    target, _, words = inside.partition("|")
    target, words = target.strip(), " ".join(words.split())
    if (found := _target().fullmatch(target)) and (words or len(found[1]) >= _FEWEST_ID_LETTERS):
        annotation_id = int(found[2] or 0)
        return NoteLink(found[1].lower(), annotation_id if annotation_id < 1 << 63 else 0, words)
    title = " ".join(target.split())
    return NoteLink("", 0, title) if title else None


def links_in(note: str) -> Iterator[NoteLink]:
    """Give the links of a note in order, but for those in code. Linear."""
    if "[[" in note:
        from reader.model.note_text import read_note

        yield from (link.note_link for link in read_note(note).links if link.note_link is not None)


def link_pattern() -> re.Pattern[str]:
    """Return the pattern of a whole link; its only group is what stands inside."""
    return _link()


_NO_MARKUP = str.maketrans({"[": "(", "]": ")", "|": "/"})


@cache
def _link() -> re.Pattern[str]:
    return re.compile(r"\[\[([^\[\]\n]{1,400})\]\]")


@cache
def _target() -> re.Pattern[str]:
    return re.compile(r"([0-9A-Fa-f]{4,16})(?:#([0-9]{1,19}))?")
