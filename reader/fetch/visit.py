"""What one fetch shows to the servers on its way, and what they gave it on the way: nothing of it outlives the fetch.

Every hop is dressed anew for its host: validators, a login for its origin, cookies of its site.

Imported by `door` only: it brings httpx with it.
"""

from collections.abc import Mapping
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from urllib.request import Request

import httpx

from reader import __version__
from reader.fetch.access import authorization
from reader.fetch.addresses import Address, literal_ip
from reader.fetch.cookie_files import SiteCookies
from reader.fetch.deadline import Deadline, within
from reader.fetch.decoding import accepted_codings
from reader.fetch.errand import Errand
from reader.model.errors import FetchError

USER_AGENT = f"Pressmark/{__version__}"

_UNWELCOME = frozenset((401, 402, 403, 451))
"""Answers that a login or cookies may turn into a page."""


_MAX_COOKIE_LETTERS = 4096
_MAX_ATTRIBUTE_LETTERS = 1024


class Visit:
    """The requests of one errand."""

    def __init__(self, errand: Errand, deadline: Deadline) -> None:
        self._errand = errand
        self._deadline = deadline
        self._came = CookieJar(_CookiePolicy())
        self._shown: tuple[SiteCookies, ...] = ()
        self._has_login = False

    def request(self, address: Address) -> httpx.Request:
        """Return the request for the next hop. Raises FetchError if what is to be shown there cannot be had."""
        request = httpx.Request("GET", address.url, headers=self._headers(address))
        self._shown = tuple(self._errand.access.cookies(address.host))
        jar = CookieJar(_CookiePolicy())
        for cookie in (*(cookie for site in self._shown for cookie in site.valid), *self._came):
            jar.set_cookie(cookie)  # what this fetch was given replaces what the file has
        httpx.Cookies(jar).set_cookie_header(request)
        return request

    def take(self, response: httpx.Response) -> None:
        """Keep the cookies that came with an answer, for the next hops."""
        given = [("Set-Cookie", text) for text in response.headers.get_list("set-cookie") if _is_kept(text)]
        answer = httpx.Response(response.status_code, headers=given, request=response.request)
        httpx.Cookies(self._came).extract_cookies(answer)

    def explained(self, error: FetchError) -> FetchError:
        """Return an error of the last hop, with what the user's own login and cookies have to do with it."""
        if error.status not in _UNWELCOME:
            return error
        problem = next((site.problem for site in self._shown if site.problem), "")
        if error.status == 401 and self._has_login:
            error.message += ", and does not take the one it was given"
            error.hint = "See [logins] in config.toml, or what stands before the @ in the address."
        elif problem:
            error.hint = f"{problem[0].upper()}{problem[1:]}."
        elif expired := next((site for site in self._shown if site.expired), None):
            error.hint = f"Of its cookies in {expired.shown_path} {expired.expired} have expired."
        return error

    def _headers(self, address: Address) -> Mapping[str, str]:
        errand = self._errand
        headers = {
            "Host": address.netloc,  # httpx would take the name out of its `xn--` form for it, and fail where IDNA has none
            "User-Agent": USER_AGENT,
            "Accept": errand.accept,
            "Accept-Encoding": accepted_codings(),
        }
        if errand.validators is not None:
            if errand.validators.etag:
                headers["If-None-Match"] = errand.validators.etag
            if errand.validators.last_modified:
                headers["If-Modified-Since"] = errand.validators.last_modified
        typed = errand.address.credentials
        if typed is not None and address.origin == errand.address.origin:
            login = authorization(":".join(typed))
        elif errand.access.logins:  # a keyring that is locked asks its user first, who may not be there
            login = within(self._deadline, lambda: errand.access.authorization(address), "look for a login")
        else:
            login = ""
        self._has_login = bool(login)
        if login:
            headers["Authorization"] = login
        return headers


def _is_kept(cookie: str) -> bool:
    """Whether a Set-Cookie header makes a cookie that can be sent back, within the sizes of browsers (RFC 6265bis, 5.6).

    The standard library prints what it stumbles over, and what is no ASCII could be sent in no header.
    """
    pair, *attributes = cookie.split(";")
    is_small = len(pair) <= _MAX_COOKIE_LETTERS and all(len(text) <= _MAX_ATTRIBUTE_LETTERS for text in attributes)
    return is_small and cookie.isascii() and cookie.isprintable()


class _CookiePolicy(DefaultCookiePolicy):
    """The rules of browsers for whom a cookie goes to, as far as the standard library's own are looser."""

    def __init__(self) -> None:
        super().__init__(strict_ns_domain=DefaultCookiePolicy.DomainStrictNonDomain)

    def set_ok_domain(self, cookie: Cookie, request: Request) -> bool:
        """Whether a server may set a cookie for this domain: an IP address only for itself (RFC 6265, 5.1.3)."""
        if cookie.domain_specified and literal_ip(request.host.partition(":")[0].strip("[]")) is not None:
            return False
        return bool(super().set_ok_domain(cookie, request))
