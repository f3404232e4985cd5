"""What parts two versions of an article, as one running text that a person would call a good account of the changes."""

from reader.anchor.running_text import running_text
from reader.model.article import Article
from reader.model.difference import Difference, Edit, Stretch
from reader.model.kept import Version
from reader.model.units import count_words

_CHANGES = (Edit.ADDED, Edit.REMOVED)


def differences(old: Article, new: Article, old_version: Version, new_version: Version) -> Difference:
    """Return what parts two versions of an article. Cost: linear, some 10 µs a word."""
    parts = running_text(old, new)
    words = {
        edit: sum(_words(one) for part in parts for one in part.stretches if one.edit is edit) for edit in _CHANGES
    }
    return Difference(
        old_version=old_version.id,
        new_version=new_version.id,
        old_fetched=old_version.fetched,
        new_fetched=new_version.fetched,
        parts=parts,
        added_words=words[Edit.ADDED],
        removed_words=words[Edit.REMOVED],
        is_recleaned=new_version.id != old_version.id and new_version.snapshots == old_version.snapshots != (),
    )


def _words(stretch: Stretch) -> int:
    """Return how many words are in a stretch; signs between blanks are none."""
    text = stretch.text
    return count_words(" ".join(word for word in text.split() if any(map(str.isalnum, word)))) if text.strip() else 0
