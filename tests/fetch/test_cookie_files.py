"""Cookies that the user gave for a site: read from a file, shown to that site, and to nobody else."""

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.fetch.access import Access
from reader.fetch.client import fetch_page
from reader.fetch.image import fetch_image
from reader.model.errors import FetchError
from reader.model.page import Page
from tests.fetch.fetching import failure, redirect_to
from tests.fetch.site import PAGE, Line, Site

LATER = int(time.time()) + 86_400
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"

CookieFile = Callable[..., Access]


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every name lead to this machine."""
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_options: [(2, 1, 6, "", ("127.0.0.1", 0))])


@pytest.fixture
def give(tmp_path: Path) -> CookieFile:
    """Write a cookie file, and return the access that names it."""

    def write(
        *lines: str, site: str = "hill.example", mode: int = 0o600, head: str = "# Netscape HTTP Cookie File"
    ) -> Access:
        path = tmp_path / "cookies.txt"
        path.write_text("\n".join((head, "", *lines, "")), encoding="utf-8")
        path.chmod(mode)
        return Access(cookie_files=((site, str(path)),))

    return write


def line(
    name: str,
    value: str = "1",
    *,
    domain: str = ".hill.example",
    path: str = "/",
    secure: bool = False,
    until: object = LATER,
) -> str:
    shared = "TRUE" if domain.startswith(".") else "FALSE"
    return "\t".join((domain, shared, path, "TRUE" if secure else "FALSE", str(until), name, value))


def sent(site: Site, access: Access, host: str = "hill.example", path: str = "/", found_on: str | None = None) -> str:
    """Return the Cookie header that a fetch of `path` at `host` shows, "" if it shows none."""
    site.url(path)
    page = fetch_page(
        f"http://{host}:{site.port}{path}", access=access, found_on=found_on, confirmed_hosts=frozenset((host,))
    )
    assert isinstance(page, Page)
    assert "sesame" not in repr(page)
    return site.asked[-1].headers.get("cookie", "")


def test_cookies_go_to_their_site_as_they_say(site: Site, give: CookieFile) -> None:
    access = give(
        line("shared", "sesame"),
        line("host", domain="hill.example"),
        line("sub", domain=".news.hill.example"),
        line("deep", path="/deep"),
        line("secret", secure=True),
        line("session", until=0),
        line("bare", until=""),
        f"#HttpOnly_{line('hidden')}",
        line("other", domain=".lake.example"),
    )
    assert sent(site, access).split("; ") == ["shared=sesame", "session=1", "bare=1", "hidden=1", "host=1"]
    assert set(sent(site, access, "news.hill.example").split("; ")) == {
        "shared=sesame",
        "session=1",
        "bare=1",
        "hidden=1",
        "sub=1",
    }
    assert "deep=1" in sent(site, access, path="/deep/x")
    for host in ("lake.example", "shill.example", "hill.example.lake.example", "example"):
        assert sent(site, access, host) == ""


def test_cookies_that_want_https_get_it(secure_site: Site, give: CookieFile) -> None:
    access = give(line("secret", domain="127.0.0.1", secure=True), site="127.0.0.1")
    secure_site.url("/")
    fetch_page(secure_site.base + "/", access=access)
    assert secure_site.asked[0].headers["cookie"] == "secret=1"


def test_cookies_of_a_parent_stay_on_the_site_they_were_given_for(
    site: Site, other_site: Site, give: CookieFile
) -> None:
    access = give(line("login"), site="www.hill.example")
    assert sent(site, access, "www.hill.example") == "login=1"
    site.url("/away", redirect_to(f"http://ads.hill.example:{other_site.port}/"))
    other_site.url("/")
    both = frozenset(("www.hill.example", "ads.hill.example"))
    fetch_page(f"http://www.hill.example:{site.port}/away", access=access, confirmed_hosts=both)
    assert site.asked[-1].headers["cookie"] == "login=1"
    assert "cookie" not in other_site.asked[0].headers


def test_cookies_are_shown_on_the_hop_that_reaches_the_site(site: Site, other_site: Site, give: CookieFile) -> None:
    other_site.url("/story")
    site.url("/short", redirect_to(f"http://hill.example:{other_site.port}/story"))
    fetch_page(site.base + "/short", access=give(line("login")), confirmed_hosts=frozenset(("hill.example",)))
    assert "cookie" not in site.asked[0].headers
    assert other_site.asked[0].headers["cookie"] == "login=1"


def test_what_the_server_sets_replaces_a_cookie_for_one_fetch_only(site: Site, give: CookieFile) -> None:
    access = give(line("login", "old"))
    (file,) = (Path(path) for _, path in access.cookie_files)
    before = file.read_bytes()
    site.url(
        "/", lambda _, line: line.redirect("/next", headers=(("Set-Cookie", "login=new; Domain=hill.example; Path=/"),))
    )
    site.url("/next")
    fetch_page(f"http://hill.example:{site.port}/", access=access)
    assert site.asked[1].headers["cookie"] == "login=new"
    assert sent(site, access, path="/again") == "login=old"
    assert file.read_bytes() == before


def test_pictures_of_other_sites_pages_show_no_cookies(site: Site, give: CookieFile) -> None:
    access = give(line("login"))
    url = f"http://hill.example:{site.port}/logout.gif"
    site.url("/logout.gif", lambda _, line: line.page(GIF, kind="image/gif"))
    hosts = frozenset(("hill.example",))
    fetch_image(url, page_url="http://lake.example/story", access=access, confirmed_hosts=hosts)
    fetch_image(url, page_url="", access=access, confirmed_hosts=hosts)
    assert all("cookie" not in asked.headers for asked in site.asked)
    fetch_image(url, page_url="http://news.hill.example/story", access=access, confirmed_hosts=hosts)
    assert site.asked[-1].headers["cookie"] == "login=1"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o602, 0o660])
def test_file_that_others_may_read_is_not_used(site: Site, give: CookieFile, mode: int) -> None:
    error = failure(f"http://hill.example:{site.port}/", access=give(line("login", "sesame"), mode=mode))
    assert "others may read" in str(error)
    assert "chmod 600" in str(error)
    assert "sesame" not in str(error)
    assert site.asked == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[{"domain": "hill.example", "name": "login", "value": "sesame"}]', "is no cookie"),
        (".hill.example TRUE / FALSE 0 login sesame", "is no cookie"),
        (".hill.example\tTRUE\t/\tFALSE\tnever\tlogin\tsesame", "is no cookie"),
        (".hill.example\tTRUE\t/\tFALSE\t0\tlogin\tsesame\tmore", "is no cookie"),
        ("\x1b[31m", "is no cookie"),
    ],
)
def test_file_of_another_kind_is_told_by_its_line(give: CookieFile, text: str, words: str) -> None:
    line_told = str(failure("http://hill.example:1/", access=give(text, head="")))
    assert words in line_told
    assert "line 3" in line_told
    assert "sesame" not in line_told


def test_file_that_is_not_there_holds_up_its_own_site_only(site: Site, tmp_path: Path) -> None:
    access = Access(cookie_files=(("hill.example", str(tmp_path / "none.txt")),))
    assert "none.txt" in str(failure("http://hill.example:1/", access=access))
    assert sent(site, access, "lake.example") == ""


def test_pipe_in_place_of_a_file_lets_nobody_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    access = Access(cookie_files=(("hill.example", str(tmp_path / "pipe")),))
    assert "no cookie file" in str(failure("http://hill.example:1/", access=access))


def test_cookies_that_cannot_be_sent_are_left_out(site: Site, give: CookieFile) -> None:
    access = give(line("wide", "sésame"), line("two", "1; admin=1"), line("esc", "\x1b[31m"), line("good"))
    assert sent(site, access) == "good=1"


def test_expired_cookies_are_not_sent_and_told_where_the_page_is_refused(site: Site, give: CookieFile) -> None:
    old = int(time.time()) - 60
    access = give(line("login", until=old), line("old", until="12.5"))
    assert sent(site, access) == ""
    site.url("/", lambda _, line: line.page(status="403 Forbidden"))
    url = f"http://hill.example:{site.port}/"
    assert "cookies of hill.example" in str(failure(url, access=access))
    assert "have expired" in str(failure(url, access=access))
    assert "there are no cookies of" in str(failure(url, access=give(line("a", domain=".lake.example")))).lower()
    assert "1 have expired" in str(failure(url, access=give(line("a"), line("b", until=old))))
    site.url("/gone", lambda _, line: line.page(status="404 Not Found"))
    assert "expired" not in str(failure(f"http://hill.example:{site.port}/gone", access=access))


def test_server_may_set_a_cookie_for_no_other_address_that_ends_like_its_own(site: Site) -> None:
    def answer(_asked: object, line: Line) -> None:
        line.redirect("/page", headers=(("Set-Cookie", "a=1; Domain=.0.0.1"), ("Set-Cookie", "b=2; Path=/")))

    site.url("/page")
    fetch_page(site.url("/", answer))
    assert site.asked[1].headers["cookie"] == "b=2"


def test_cookies_are_in_no_error_and_no_page(site: Site, give: CookieFile) -> None:
    def answer(_asked: object, line: Line) -> None:
        line.page(status="500 sesame")

    error = failure(f"http://hill.example:{site.port}/", access=give(line("login", "sesame")))
    assert isinstance(error, FetchError)
    site.fallback = answer
    assert "sesame" not in str(failure(f"http://hill.example:{site.port}/", access=give(line("login", "sesame"))))
    assert PAGE
