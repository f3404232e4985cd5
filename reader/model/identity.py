"""Names that hold on every machine: article ids from addresses, annotation ids from time and chance.

An article's id is the start of a SHA-256, so two machines that add the same address have the same article. An annotation's
id is 63 bits, ordered by time and random in its lower part, so two machines never collide; in JSON it is a string.
"""

import hashlib
import os
import re
import threading
import time
from functools import cache, lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from reader.model.patterns import compile_late

ARTICLE_ID_LETTERS = 16
"""64 bits: at 100,000 articles a collision has a chance of one in three thousand million."""

_ARTICLE_ID = compile_late(rf"[0-9a-f]{{{ARTICLE_ID_LETTERS}}}\Z")
_EPOCH_MS = 1_577_836_800_000  # 2020-01-01: leaves 41 bits of milliseconds, enough until 2089
_RANDOM_BITS = 22
_REMEMBERED_FORMS = 1_024  # an entry's address is asked about a dozen times, from its feed to the index

_last_id = 0
_last_id_lock = threading.Lock()


@lru_cache(maxsize=_REMEMBERED_FORMS)
def normalise_url(url: str) -> str:
    """Return the form of `url` that ids are made of; equal articles mostly have equal forms.

    Lower-case scheme and host, no credentials, no default port, no fragment, no tracking parameters, the other parameters
    in order, no trailing slash, percent escapes in one form. http and https are one. Never raises: what cannot be parsed is
    returned stripped.
    """
    try:
        url.encode("utf-8")  # lone surrogates are in no address
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in ("http", "https") or not host:
        return url.strip()
    if ":" in host:
        host = f"[{host}]"
    if port and port not in (80, 443):
        host = f"{host}:{port}"
    tracking = _tracking()
    pairs = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not tracking.match(key)]
    path = quote(
        unquote(parts.path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._", errors="surrogateescape"
    ).rstrip("/")
    return urlunsplit(("https", host, path, urlencode(pairs), ""))


def article_id_of_url(url: str) -> str:
    """Return the id of the article at `url`: the start of the SHA-256 of its normalised form, in hexadecimal."""
    return _digest(normalise_url(url).encode("utf-8", "surrogatepass"))


def article_id_of_bytes(content: bytes) -> str:
    """Return the id of an article that came from a file or a pipe: the start of the SHA-256 of its bytes."""
    return _digest(content)


def is_article_id(text: str) -> bool:
    """Whether `text` is a whole article id."""
    return bool(_ARTICLE_ID.match(text))


def version_id_of_text(text: str) -> str:
    """Return the id of a version: the start of the SHA-256 of its canonical text. The same text is the same version."""
    return _digest(text.encode("utf-8", "surrogatepass"))


def content_digest(content: bytes) -> str:
    """Return the whole SHA-256 of `content` in hexadecimal: the name of a stored picture or raw page."""
    return hashlib.sha256(content).hexdigest()


def new_annotation_id() -> int:
    """Return a 63-bit id: milliseconds since 2020, then 22 random bits. Strictly increasing within a process."""
    global _last_id  # the one counter of the process; its lock is beside it
    fresh = (time.time_ns() // 1_000_000 - _EPOCH_MS) << _RANDOM_BITS | _random_bits()
    with _last_id_lock:
        _last_id = fresh if fresh > _last_id else _last_id + 1
        return _last_id


def _random_bits() -> int:
    return int.from_bytes(os.urandom(4)) >> (32 - _RANDOM_BITS)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:ARTICLE_ID_LETTERS]


@cache
def _tracking() -> re.Pattern[str]:
    """Names of parameters that say how a reader came, not what is read. Compiled when the first address comes."""
    return re.compile(
        r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|ref_?src|ref_?url|ocid|cmpid|ito|smid|smtyp"
        r"|ns_(?:campaign|source|mchannel|fee|linkname)|at_(?:medium|campaign|custom\d|link\w*|format|ptr\w*|bbc_team)|wt_?(?:mc|zmc)"
        r"|xtor|cmp|icid|sr_share|share_?id|guccounter|guce_\w+|__twitter_impression|spm|mkt_tok|trk|vero_id|oly_\w+_id|rb_clickid|s_cid|partner)\Z",
        re.IGNORECASE,
    )
