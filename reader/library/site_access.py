"""What the user gives single sites, as the fetching door takes it: the cookies and logins that `config.toml` names."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from reader.library.config import Config
from reader.model.errors import FetchError
from reader.model.page import Page, PageOrigin

if TYPE_CHECKING:  # who only reads fetches nothing
    from reader.fetch.access import Access


_WAY_OUT = "export them from the browser again"


def access_of(config: Config) -> "Access":
    """Return what the user gives single sites."""
    from reader.fetch.access import NO_ACCESS, Access

    if not config.cookies and not config.logins:
        return NO_ACCESS
    return Access(cookie_files=tuple(config.cookies.items()), logins=tuple(config.logins.items()))


def access_notes(config: Config, page: Page, *, is_partial: bool) -> Iterator[str]:
    """Give what the reader should know of the cookies that `page` was asked for with: that none are there, or none still good.

    Of a page that came in part, also that some are not. Gives nothing for sites without a cookie file.
    """
    if not config.cookies or page.origin is not PageOrigin.URL:
        return
    from reader.fetch.addresses import parse_address

    try:
        for cookies in access_of(config).cookies(parse_address(page.url).host):
            if cookies.problem:
                yield f"{cookies.problem}: {_WAY_OUT}"
            elif cookies.expired and is_partial:
                yield f"{cookies.expired} of its cookies in {cookies.shown_path} have expired"
    except FetchError:
        return  # what cannot be read was told when the page was to be fetched


def cookie_problems(config: Config, hosts: Collection[str] | None = None) -> Iterator[str]:
    """Give what is wrong with the cookie files of the sites to which `hosts` belong, of all sites by default, a line each."""
    if not config.cookies:
        return
    from reader.fetch.access import is_within
    from reader.fetch.cookie_files import read_cookies

    for site, path in config.cookies.items():
        if hosts is not None and not any(is_within(host, site.removeprefix("www.")) for host in hosts):
            continue
        try:
            if problem := read_cookies(site, path).problem:
                yield f"{problem}: {_WAY_OUT}"
        except FetchError as error:
            yield str(error)


def site_problems(config: Config) -> Iterator[str]:
    """Give what is wrong with the files and variables that `[cookies]` and `[logins]` name. Keyrings are not opened."""
    from reader.fetch.access import FROM_KEYRING, login_origin
    from reader.fetch.addresses import parse_address

    yield from cookie_problems(config)
    access = access_of(config)
    for site, place in access.logins:
        if place == FROM_KEYRING:
            continue
        origin = login_origin(site)
        try:
            access.authorization(parse_address(f"{origin.scheme}://{origin.host}:{origin.port}/"))
        except FetchError as error:
            yield str(error)
