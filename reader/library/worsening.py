"""Whether a page that came again shows less than what is here: a wall, an error, a teaser. Pure."""

from reader.model.article import Article, ArticleKind

MUCH_SHORTER = 0.4
"""Share of the words below which an article was not edited: something else stands at its address, or most of it is hidden."""

SHORTER = 0.9
"""Share of the words below which a teaser, or a page that a limit cut, is less than the whole that is here."""

LEAST_WORDS = 120
"""Articles shorter than this may well be rewritten at less than half their length: reports that were just coming in."""

_IS_NONE = {
    ArticleKind.WALL: "the page asks for consent first now",
    ArticleKind.LOGIN: "the page asks for a log-in now",
    ArticleKind.CHECK: "the page asks for a proof of being human now",
    ArticleKind.ERROR: "the page says that there is nothing at its address any more",
    ArticleKind.SHELL: "the page leaves its text to a script now",
    ArticleKind.SEARCH: "the address leads to search results now",
    ArticleKind.INDEX: "the address leads to a list of articles now",
}


def why_kept_back(here: Article, fresh: Article) -> str:
    """Return why `fresh` should not become the current version over `here`, in words; "" if nothing speaks against it."""
    if fresh.kind in _IS_NONE and here.kind not in _IS_NONE:
        return _IS_NONE[fresh.kind]
    if fresh.is_partial and not here.is_partial and fresh.words < SHORTER * here.words:
        return f"only a part of the text stands on the page now: {_in_words(here, fresh)}"
    if fresh.is_cut and not here.is_cut and fresh.words < SHORTER * here.words:
        return f"the page was cut on its way: {_in_words(here, fresh)}"
    if here.words >= LEAST_WORDS and fresh.words < MUCH_SHORTER * here.words:
        return f"far less stands on the page now: {_in_words(here, fresh)}"
    return ""


def _in_words(here: Article, fresh: Article) -> str:
    return f"{fresh.words:,} of {here.words:,} words"
