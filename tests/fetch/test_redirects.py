"""Where a fetch may be led, and what goes along."""

import time
from collections.abc import Iterator

import pytest

from reader.fetch.feed import FeedDelivery, fetch_feed
from reader.model.errors import FetchError
from tests.fetch.fetching import LOOPBACK, failure, fetch, redirect_to
from tests.fetch.site import PAGE, Answer, Asked, Line, Site

# --- redirects -----------------------------------------------------------------------------------


def test_all_kinds_of_redirects_are_followed(site: Site) -> None:
    kinds = (
        *("301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"),
        "300 Multiple Choices",
    )
    for number, kind in enumerate(kinds):
        site.url(f"/{number}", redirect_to(f"/{number + 1}", kind))
    site.url("/6")
    page = fetch(site.base + "/0")
    assert page.url == site.base + "/6"
    assert page.requested_url == site.base + "/0"
    assert len(site.asked) == 7


def test_choice_of_the_server_is_under_the_guard_and_not_for_good(site: Site) -> None:
    url = site.url("/", redirect_to("http://localhost:1/", "300 Multiple Choices"))
    assert "private network" in str(failure(url))
    site.url("/new")
    moved = fetch_feed(site.url("/old", redirect_to("/new", "300 Multiple Choices")))
    assert isinstance(moved, FeedDelivery)
    assert (moved.url, moved.permanent_url) == (f"{site.base}/new", "")


@pytest.mark.parametrize("location", ["next", "./next", "//{host}/dir/next", "?x=1", "{base}/dir/next#top"])
def test_redirect_targets_are_resolved(site: Site, location: str) -> None:
    location = location.format(host=f"127.0.0.1:{site.port}", base=site.base)
    site.url("/dir/next")
    answers: Iterator[Answer] = iter([redirect_to(location), lambda _asked, line: line.page()])
    site.url("/dir/first", lambda asked, line: next(answers)(asked, line))
    assert fetch(site.base + "/dir/first").content == PAGE


def test_redirects_end_at_the_limit(site: Site) -> None:
    error = failure(site.url("/loop", redirect_to("/loop")))
    assert "more than 10 times" in str(error)
    assert len(site.asked) == 11


def test_redirect_without_an_address(site: Site) -> None:
    assert "302" in str(failure(site.url("/", lambda _, line: line.page(b"", status="302 Found", kind=None))))


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "FILE://localhost/etc/passwd",
        "javascript:alert(1)",
        "data:text/html,<p>x",
        "ftp://127.0.0.1/x",
    ],
)
def test_only_http_and_https_on_every_hop(site: Site, location: str) -> None:
    assert "not opened" in str(failure(site.url("/", redirect_to(location))))


@pytest.mark.parametrize("location", ["http://[::1", "http://127.0.0.1:99999/", "http:///x", "https://", "http://a b/"])
def test_broken_redirect_targets_are_one_line(site: Site, location: str) -> None:
    assert isinstance(failure(site.url("/", redirect_to(location))), FetchError)


def test_escape_sequences_in_a_redirect_never_come_out(site: Site) -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\x1b]0;owned\x07\x1b[2J\r\nContent-Length: 0\r\n\r\n"
    assert "\x1b" not in str(failure(site.url("/", lambda _, line: line.raw(head))))


def test_cookies_live_for_one_fetch(site: Site) -> None:
    def wall(asked: Asked, line: Line) -> None:
        if "pass=1" in asked.headers.get("cookie", ""):
            line.page()
        else:
            line.redirect("/wall", headers=(("Set-Cookie", "pass=1; Path=/"),))

    url = site.url("/wall", wall)
    assert fetch(url).content == PAGE
    fetch(url)
    assert "cookie" not in site.asked[2].headers


def test_meta_refresh_is_not_followed(site: Site) -> None:
    body = b'<meta http-equiv="refresh" content="0;url=/next"><p>You are being sent on.</p>'
    assert fetch(site.url("/", lambda _, line: line.page(body))).content == body
    assert len(site.asked) == 1


# --- private networks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "127.1",
        "0.0.0.0",
        "[::ffff:127.0.0.1]",
        "127.0.0.1.",
        "[::1]",
    ],
)
def test_redirect_into_a_private_network_is_refused(site: Site, other_site: Site, host: str) -> None:
    other_site.url("/admin")
    error = failure(site.url("/", redirect_to(f"http://{host}:{other_site.port}/admin")))
    assert "private network" in str(error)
    assert "to confirmed_hosts in config.toml" in error.hint
    assert other_site.asked == []


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "http://10.0.0.1/", "http://[fd00::1]/", "http://100.64.0.1/"]
)
def test_private_and_link_local_targets_are_refused_at_once(site: Site, target: str) -> None:
    started = time.monotonic()
    assert "private network" in str(failure(site.url("/", redirect_to(target))))
    assert time.monotonic() - started < 5


def test_confirmed_host_may_be_reached_by_redirect(site: Site, other_site: Site) -> None:
    url = site.url("/", redirect_to(other_site.url("/page")))
    assert fetch(url, confirmed_hosts=LOOPBACK).url == other_site.base + "/page"


def test_link_found_on_a_page_may_not_be_private(site: Site) -> None:
    assert "private network" in str(failure(site.url("/"), found_on="http://93.184.216.34/story"))
    assert site.asked == []


def test_link_within_the_typed_origin_may_be_private(site: Site) -> None:
    assert fetch(site.url("/next"), found_on=site.base + "/story").content == PAGE


# --- credentials ---------------------------------------------------------------------------------


def test_credentials_are_sent_to_their_origin_and_kept_nowhere(site: Site) -> None:
    site.url("/private")
    page = fetch(f"http://reader:s%C3%A9same@127.0.0.1:{site.port}/private")
    assert site.asked[0].headers["authorization"] == "Basic cmVhZGVyOnPDqXNhbWU="
    assert site.asked[0].target == "/private"
    assert page.url == page.requested_url == site.base + "/private"


def test_credentials_do_not_follow_to_another_origin(site: Site, other_site: Site) -> None:
    site.url("/", redirect_to(other_site.url("/page")))
    fetch(f"http://reader:sesame@127.0.0.1:{site.port}/", confirmed_hosts=LOOPBACK)
    assert "authorization" in site.asked[0].headers
    assert "authorization" not in other_site.asked[0].headers


def test_credentials_in_a_redirect_are_dropped(site: Site) -> None:
    site.url("/page")
    page = fetch(site.url("/", redirect_to(f"http://reader:sesame@127.0.0.1:{site.port}/page")))
    assert "authorization" not in site.asked[1].headers
    assert "sesame" not in page.url


@pytest.mark.parametrize("path", ["/gone", "/\x1b", ""])
def test_credentials_stand_in_no_error(site: Site, path: str) -> None:
    site.fallback = lambda _, line: line.page(b"", status="404 Not Found")
    assert "sesame" not in str(failure(f"http://reader:sesame@127.0.0.1:{site.port}{path}"))


def test_link_on_a_page_without_a_sure_address_may_not_be_private(site: Site) -> None:
    assert "private network" in str(failure(site.url("/"), found_on=""))
