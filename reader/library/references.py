"""References: which article a word on the command line means, and which one an address or a file leads to."""

from pathlib import Path
from string import hexdigits

from reader.library.stores import Stores
from reader.model.errors import NotFoundError, ReaderError
from reader.model.identity import ARTICLE_ID_LETTERS, article_id_of_bytes, article_id_of_url

LONGEST_LIST_NUMBER = 6
FEWEST_ID_DIGITS = 4
"""Of digits alone, fewer are a number and never the beginning of an id: who takes a number from a list that is not the last
one any more must not put another article in the trash."""
SURE_ID_LETTERS = 8
"""As many letters of an id as lists show: so many hexadecimal digits are no word that anybody looks for."""

_ID_DIGITS = frozenset(hexdigits.lower())


def resolve_reference(stores: Stores, reference: str) -> str:
    """Return the id of the article that `reference` means.

    Tried in this order: `last`, a number of the last list, an address, the path of a file that was added, a prefix of an
    id. Raises NotFoundError, with the candidates if a prefix is short.
    """
    reference = reference.strip()
    if reference == "last":
        if last := stores.recent.last_article():
            return last
        raise NotFoundError("no article was opened or added yet", "add one with `pressmark add URL`")
    if reference.isdecimal() and len(reference) <= LONGEST_LIST_NUMBER:
        listed = stores.recent.last_list()
        number = int(reference)
        if 1 <= number <= len(listed):
            return listed[number - 1]
        if len(reference) < FEWEST_ID_DIGITS and not is_file(reference):
            raise NotFoundError(f"the last list has no number {reference}", "`pressmark list` shows ids and numbers")
    if "://" in reference:
        return _by_address(stores, reference)
    if (article_id := _id_of_file(reference)) and stores.articles.has(article_id):
        return article_id
    found_ids = _ids_that_begin(stores, reference)
    if len(found_ids) == 1:
        return found_ids[0]
    if found_ids:
        shown = ", ".join(found[:ARTICLE_ID_LETTERS] for found in found_ids[:3])
        raise NotFoundError(f"{reference!r} is short for {len(found_ids)} articles", f"write more of it: {shown}")
    raise NotFoundError(f"nothing in the library is called {reference!r}", "`pressmark list` shows ids and numbers")


def article_named(stores: Stores, word: str) -> str:
    """Return the id of the article that `word` means beyond doubt, "" if it may as well be a word that is looked for.

    Beyond doubt are `last`, an address, a number of the last list, the path of a file that was added, and an id with at least
    as many letters as lists show. Raises NotFoundError if `last` or an address leads nowhere.
    """
    if word == "last" or "://" in word:
        return resolve_reference(stores, word)
    if word.isdecimal() and len(word) <= LONGEST_LIST_NUMBER:
        listed = stores.recent.last_list()
        return listed[int(word) - 1] if 1 <= int(word) <= len(listed) else ""
    if (article_id := _id_of_file(word)) and stores.articles.has(article_id):
        return article_id
    found_ids = _ids_that_begin(stores, word) if len(word) >= SURE_ID_LETTERS else ()
    return found_ids[0] if len(found_ids) == 1 else ""


def _ids_that_begin(stores: Stores, word: str) -> tuple[str, ...]:
    prefix = word.casefold()
    return stores.articles.resolve_prefix(prefix) if set(prefix) <= _ID_DIGITS else ()  # else no need to list them all


def known_address(stores: Stores, url: str) -> str:
    """Return the id of the kept article that `url` leads to, or ""."""
    article_id = article_id_of_url(url)
    if stores.articles.has(article_id):
        return article_id
    further_id = stores.articles.alias(url)
    # The file of a further address may come over from another machine before its article does.
    return further_id if further_id and stores.articles.has(further_id) else ""


def _by_address(stores: Stores, url: str) -> str:
    from reader.fetch.wrapped_addresses import unwrapped_address

    if article_id := known_address(stores, unwrapped_address(url)):
        return article_id
    raise NotFoundError(f"{shown_target(url)} is not in the library", "keep it with `pressmark add`")


def shown_target(target: str) -> str:
    """Return what the user gave as output may repeat it: an address without the login in it."""
    if "@" not in target:
        return target
    from reader.fetch.addresses import without_credentials

    return without_credentials(target)


def is_file(text: str) -> bool:
    """Whether `text` is the path of a file; what can be no path (too long, a NUL in it) is none."""
    try:
        return Path(text).expanduser().is_file()
    except (OSError, ValueError, RuntimeError):
        return False


def _id_of_file(text: str) -> str:
    """Return the id that an article from the file at the path `text` has, "" if no such file can be read as one."""
    if not is_file(text):
        return ""
    from reader.fetch.source import read_file  # an archive is known by the page in it, not by its own bytes

    try:
        return article_id_of_bytes(read_file(Path(text)).content)
    except ReaderError:
        return ""
