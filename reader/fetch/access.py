"""What the user gives single sites so that they let the program in: cookies out of a browser, logins.

Cookies stand in a file, which `cookie_files` reads; logins in the keyring or in the environment, never in a file of ours. Each
goes to the site it was given for, and to no other. Light: nothing here imports an HTTP library.
"""

import base64
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.fetch.addresses import Address, Origin, parse_address
from reader.model.errors import FetchError
from reader.model.text import clean_line
from reader.model.values import dataclass

if TYPE_CHECKING:  # most fetches need no cookies
    from reader.fetch.cookie_files import SiteCookies

KEYRING_SERVICE = "pressmark"
"""The service under which the keyring has the logins; the user's name there is the site as `[logins]` has it."""

FROM_KEYRING = "keyring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What is shown to which site."""

    cookie_files: tuple[tuple[str, str], ...] = ()
    """Pairs of a site, a host with all below it, and the path of its cookie file."""
    logins: tuple[tuple[str, str], ...] = ()
    """Pairs of an origin (https unless it says http) and where its login is: `keyring`, or `$NAME` in the environment."""

    def of_site(self, host: str) -> "Access":
        """Return what is for the site of `host`: for what its own pages point to, as against what others do."""
        return Access(
            cookie_files=tuple(pair for pair in self.cookie_files if is_within(host, pair[0])),
            logins=tuple(pair for pair in self.logins if login_origin(pair[0]).host == host),
        )

    def cookies(self, host: str) -> "Iterator[SiteCookies]":
        """Give what the files have for `host`. Raises FetchError for a file that cannot be used."""
        for site, path in self.cookie_files:
            if is_within(host, site):
                from reader.fetch.cookie_files import read_cookies

                yield read_cookies(site, path)

    def authorization(self, address: Address) -> str:
        """Return the Authorization header for `address`, "" if there is no login for it. Raises FetchError if it cannot be had.

        A secret with a colon is a user and a password (RFC 7617), one without is a token (RFC 6750).
        """
        for origin, place in self.logins:
            if login_origin(origin) == address.origin:
                return authorization(_secret(origin, place))
        return ""


NO_ACCESS = Access()


def is_within(host: str, site: str) -> bool:
    """Whether `host` is `site` or below it."""
    return host == site or host.endswith(f".{site}")


def login_origin(text: str) -> Origin:
    """Return the origin that a login is for: `hill.example`, `hill.example:8443` or `http://nas.local:8080`.

    Raises FetchError if it is none.
    """
    address = parse_address(text if "://" in text else f"https://{text}")
    if address.credentials is not None or address.url.count("/") > 3 or "?" in address.url:
        raise FetchError(f"A login is for a host, and this is more: {address.shown}")
    return address.origin


def authorization(secret: str) -> str:
    """Return the Authorization header that `secret` makes: Basic for `user:password`, else Bearer."""
    if ":" in secret:
        return f"Basic {base64.b64encode(secret.encode('utf-8')).decode('ascii')}"
    return f"Bearer {secret}"


def _secret(origin: str, place: str) -> str:
    """Return the login that is at `place`. Raises FetchError if there is none."""
    subject = f"The login for {clean_line(origin, 100)} cannot be used"
    if place.startswith("$"):
        secret = os.environ.get(place[1:], "")
        if not secret:
            raise FetchError(f"{subject}: {place[:100]} is not set", "It is to be user:password, or a token.")
    else:
        secret = _from_keyring(origin, subject)
    if not secret.isprintable() or (":" not in secret and not secret.isascii()):
        raise FetchError(f"{subject}: it is neither user:password nor a token")
    return secret


def _from_keyring(origin: str, subject: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise FetchError(
            f"{subject}: the package keyring is not installed", "`pip install keyring` adds it."
        ) from error
    try:
        secret = keyring.get_password(KEYRING_SERVICE, origin)
    except KeyringError as error:
        raise FetchError(f"{subject}: the keyring cannot be opened", "Is it unlocked?") from error
    if not secret:
        raise FetchError(
            f"{subject}: the keyring has none", f"`keyring set {KEYRING_SERVICE} {origin}` asks for user:password."
        )
    return str(secret)
