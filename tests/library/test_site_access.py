"""Cookies and logins of the user's settings: they reach the sites they are for, and no file of the library."""

import time
from pathlib import Path

import pytest

from reader.library.config import Config, load_config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.site_access import site_problems
from reader.library.sync.process import _sendable
from reader.model.errors import ConfigError, FetchError
from tests.feed_items import item, rss
from tests.loopback import Site, page_html

TITLE = "Ferry line to reopen after eleven winters"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
SECRET = "sesame-4471"
LATER = int(time.time()) + 86_400


def cookie_file(tmp_path: Path, until: int = LATER, mode: int = 0o600) -> Path:
    path = tmp_path / "cookies.txt"
    path.write_text(f"127.0.0.1\tFALSE\t/\tFALSE\t{until}\tlogin\t{SECRET}\n", encoding="utf-8")
    path.chmod(mode)
    return path


def files_with_the_secret(folders: Folders) -> list[Path]:
    """Return the files of library, state, cache and settings in which the secret stands, in whatever form."""
    forms = (SECRET.encode(), b"c2VzYW1lLTQ0NzE")
    return [
        path
        for root in (folders.data, folders.config, folders.state, folders.cache)
        for path in root.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def test_cookies_and_logins_go_along_and_are_kept_nowhere(
    folders: Folders, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HILL_LOGIN", f"reader:{SECRET}")
    config = Config(cookies={"127.0.0.1": str(cookie_file(tmp_path))}, logins={site.origin: "$HILL_LOGIN"})
    figure = f'</h1><figure><img src="{site.origin}/a.gif"><figcaption>A lamp</figcaption></figure>'
    site.put("/a.gif", GIF, Content_Type="image/gif")
    url = site.put("/ferry", page_html(TITLE).replace(b"</h1>", figure.encode()))
    site.put("/feed", rss(item("1", "A thought", url)), Content_Type="text/xml")
    with Library.open(folders=folders, config=config) as library:
        article_id = library.add(url).article_id
        library.fetch_images(article_id)
        library.refresh(article_id, force=True)
        (found,) = library.find_feeds(f"{site.origin}/feed")
        library.subscribe(found)
        library.sync_feeds(is_forced=True)
    assert [path for path, _ in site.requests] == ["/ferry", "/a.gif", "/ferry", "/feed", "/feed"]
    for path, headers in site.requests:
        assert "Cookie" in headers, path
        assert headers["Cookie"] == f"login={SECRET}"
        assert headers["Authorization"].startswith("Basic ")
    assert files_with_the_secret(folders) == []


def test_login_in_a_typed_address_is_kept_nowhere(folders: Folders, site: Site) -> None:
    url = site.put("/ferry", page_html(TITLE))
    typed = url.replace("//", f"//reader:{SECRET}@")
    with Library.open(folders=folders, config=Config()) as library:
        told: list[str] = []
        article_id = library.add(typed).article_id
        told.append(repr(library.open_article(article_id).kept))
        library.annotate_quote(article_id, "run again from April")
        library.undo()
        assert library.add(typed).article_id == article_id
        library.add(url)
        with pytest.raises(FetchError) as caught:
            library.add(typed.replace("/ferry", "/gone"))
        told.append(str(caught.value))
    assert SECRET not in "".join(told)
    assert "Authorization" in site.requests[0][1]
    assert files_with_the_secret(folders) == []


def test_cookies_that_have_expired_are_told_with_the_page(folders: Folders, site: Site, tmp_path: Path) -> None:
    config = Config(cookies={"127.0.0.1": str(cookie_file(tmp_path, until=12))})
    url = site.put("/ferry", page_html(TITLE))
    with Library.open(folders=folders, config=config) as library:
        added = library.add(url)
        assert added.notes == (
            f"the cookies of 127.0.0.1 in {tmp_path}/cookies.txt have expired: export them from the browser again",
        )
        assert library.refresh(added.article_id, force=True).notes[-1:] == added.notes
    assert "Cookie" not in site.requests[0][1]


def test_cookies_that_have_expired_are_told_by_a_sync_of_their_site(
    folders: Folders, site: Site, tmp_path: Path
) -> None:
    """Its pages come as teasers then, and nobody is there to see them come."""
    page = site.put("/ferry", page_html(TITLE))
    url = site.put("/feed", rss(item("1", "A thought", page), home="https://lake.example/"), Content_Type="text/xml")
    file = cookie_file(tmp_path, until=12)
    config = Config(cookies={"127.0.0.1": str(file), "hill.example": "/nowhere"})
    with Library.open(folders=folders, config=config) as library:
        library.subscribe(library.find_feeds(url)[0])
        (note,) = library.sync_feeds(is_forced=True).notes
        assert "of 127.0.0.1" in note
        assert "have expired" in note
        cookie_file(tmp_path)
        assert library.sync_feeds(is_forced=True).notes == ()


def test_cookies_that_are_good_are_no_news(folders: Folders, site: Site, tmp_path: Path) -> None:
    config = Config(cookies={"127.0.0.1": str(cookie_file(tmp_path))})
    with Library.open(folders=folders, config=config) as library:
        assert library.add(site.put("/ferry", page_html(TITLE))).notes == ()


def test_process_that_syncs_is_given_both(tmp_path: Path) -> None:
    config = Config(cookies={"hill.example": "/c"}, logins={"hill.example": "keyring"})
    sent = _sendable(config)
    assert (sent["cookies"], sent["logins"]) == (config.cookies, config.logins)


def test_settings_of_sites_are_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        '[cookies]\n"Hill.Example" = "~/c.txt"\n"бланк.example" = "/c"\n[logins]\n"http://nas.local:80" = "$NAS"\n',
        encoding="utf-8",
    )
    config = load_config(path)
    assert config.cookies == {"hill.example": "~/c.txt", "xn--80ab2acl.example": "/c"}
    assert config.logins == {"http://nas.local:80": "$NAS"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('"hill.example/news" = "/c"', "cookies are for a site"),
        ('"https://hill.example" = "/c"', "cookies"),
        ('"hill.example:8080" = "/c"', "cookies are for a site"),
        ('"hill.example" = "c.txt"', "whole path"),
        ('"hill.example" = 3', "must be a table"),
    ],
)
def test_cookies_that_make_no_sense_are_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[cookies]\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as caught:
        load_config(path)
    assert str(caught.value).startswith(f"{path} line 2: ")


@pytest.mark.parametrize(
    "line",
    [
        '"hill.example" = "me:sesame"',
        '"hill.example" = "$"',
        '"hill.example" = "$a b"',
        '"me:sesame@hill.example" = "keyring"',
        '"http://me:sesame@hill.example/" = "keyring"',
    ],
)
def test_login_that_stands_in_the_file_itself_is_refused_and_not_shown(tmp_path: Path, line: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[logins]\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert "sesame" not in str(caught.value)


def test_check_looks_at_what_the_settings_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_SUCH_LOGIN", raising=False)
    file = cookie_file(tmp_path, mode=0o644)
    config = Config(cookies={"127.0.0.1": str(file)}, logins={"a.example": "$NO_SUCH_LOGIN", "b.example": "keyring"})
    open_file, no_login = site_problems(config)
    assert "chmod 600" in open_file
    assert "$NO_SUCH_LOGIN is not set" in no_login
    file.chmod(0o600)
    assert list(site_problems(config._replace(logins={}))) == []
    cookie_file(tmp_path, until=12)
    assert ["have expired" in line for line in site_problems(config._replace(logins={}))] == [True]
