"""Cookies out of a browser, in the file that its extensions and curl write (Netscape's form, `cookies.txt`).

Read and never written: what a server sets lives as long as one fetch. Which of them goes where is decided by `http.cookiejar`.
"""

import os
import stat
import time
from functools import lru_cache
from http.cookiejar import Cookie
from typing import NamedTuple

from reader.fetch.access import is_within
from reader.model.errors import FetchError
from reader.model.patterns import compile_late
from reader.model.text import clean_line

_MAX_FILE_BYTES = 16 * 1024 * 1024
"""Those of a whole browser take one."""
_FIELDS = 7
_MAX_SHOWN_LETTERS = 150
_MOMENT = compile_late(r"-?\d{0,18}(?:\.\d{0,9})?")
_HTTP_ONLY = "#HttpOnly_"
"""Before cookies that scripts may not see: the only comment that is none."""


class SiteCookies(NamedTuple):
    """The cookies that a file has for a site."""

    site: str
    shown_path: str
    valid: tuple[Cookie, ...]
    expired: int
    """How many have expired."""

    @property
    def problem(self) -> str:
        """What makes them useless, as the end of a sentence; "" if nothing does."""
        if self.valid:
            return ""
        if self.expired:
            return f"the cookies of {self.site} in {self.shown_path} have expired"
        return f"there are no cookies of {self.site} in {self.shown_path}"


def read_cookies(site: str, path: str) -> SiteCookies:
    """Return what the file at `path` has for `site`: its own cookies, those of the hosts below it and of its parents.

    Raises FetchError, naming the file, if it is not there, is no cookie file, or may be read by others.
    """
    expanded = os.path.expanduser(path)  # noqa: PTH111  (a home that is not known leaves the path as it is)
    shown = clean_line(path, _MAX_SHOWN_LETTERS)
    subject = f"The cookies for {site} cannot be used"
    try:
        with os.fdopen(os.open(expanded, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:  # a pipe lets nobody wait
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode) or found.st_size > _MAX_FILE_BYTES:
                raise FetchError(f"{subject}: {shown} is no cookie file")
            if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise FetchError(f"{subject}: others may read {shown}", f"`chmod 600 {shown}` makes it yours alone.")
            jar = _parsed(site, stream.read(), subject, shown)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise FetchError(f"{subject}: {shown}: {reason}", "See [cookies] in config.toml.") from error
    now = int(time.time())
    valid = tuple(cookie for cookie in jar if not cookie.is_expired(now))
    return SiteCookies(site, shown, valid, expired=len(jar) - len(valid))


@lru_cache(maxsize=8)
def _parsed(site: str, content: bytes, subject: str, shown: str) -> tuple[Cookie, ...]:
    """Return the cookies of a file that may go to `site`; of a file that the many fetches of a sync need, once."""
    found: list[Cookie] = []
    for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), 1):
        told = line.removeprefix(_HTTP_ONLY)
        if not told.strip() or (told.startswith("#") and told is line):
            continue
        fields = told.split("\t")
        if len(fields) != _FIELDS or not _MOMENT.fullmatch(fields[4].strip()):
            raise FetchError(
                f"{subject}: line {number} of {shown} is no cookie",
                "Export them in Netscape's form, which is called cookies.txt.",
            )
        domain = fields[0].strip().lower().removeprefix(".")
        is_for_site = is_within(domain, site) or is_within(site, domain)
        # What is neither letters nor signs of ASCII cannot be sent, and a semicolon would begin another cookie.
        if is_for_site and all(part.isascii() and part.isprintable() and ";" not in part for part in fields[5:]):
            found.append(_cookie(fields, domain))
    return tuple(found)


def _cookie(fields: list[str], domain: str) -> Cookie:
    """Return the cookie of a line, for the rules of `http.cookiejar`."""
    listed, with_subdomains, path, secure, expires, name, value = fields
    is_shared = with_subdomains.strip().upper() == "TRUE" or listed.strip().startswith(".")
    seconds = int(expires.strip().partition(".")[0] or 0)
    return Cookie(
        version=0,
        name=name or value,
        value=value if name else None,
        port=None,
        port_specified=False,
        domain=f".{domain}" if is_shared else domain,
        domain_specified=is_shared,
        domain_initial_dot=is_shared,
        path=path or "/",
        path_specified=bool(path),
        secure=secure.strip().upper() == "TRUE",
        expires=seconds or None,  # 0, or nothing: for as long as the browser ran
        discard=not seconds,
        comment=None,
        comment_url=None,
        rest={},
    )
