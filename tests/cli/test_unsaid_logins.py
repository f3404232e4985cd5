"""A login in an address that was typed is used, and said nowhere: in no output, no error, no hint."""

from pathlib import Path

import pytest

from tests.cli.calls import Pressmark
from tests.feed_items import item, rss
from tests.loopback import Site, page_html

SECRET = "sesame"


@pytest.fixture
def pages(site: Site) -> str:
    """A site with a page, a feed and a page that links home; return its origin with a login in it."""
    site.put("/ferry", page_html("Ferry line to reopen after eleven winters"))
    site.put("/feed", rss(item("1", "A thought")), Content_Type="application/rss+xml")
    site.put("/closed", b"", status=401)
    return site.origin.replace("//", f"//reader:{SECRET}@")


@pytest.mark.parametrize(
    "call",
    [
        *("add {}/ferry", "add --json {}/ferry {}/feed {}/gone", "add {}/feed", "add --refresh {}/ferry {}/ferry"),
        *("extract {}/ferry", "extract --json {}/closed", "show {}/ferry", "export {}/ferry --to md", "export {}/gone"),
        *(
            "refresh {}/ferry",
            "open {}/ferry",
            "trash restore {}/ferry",
            "annotate {}/ferry --note x",
            "versions {}/ferry",
        ),
        *("feeds add {}/feed", "feeds preview {}/feed", "feeds sync {}/feed", "list {}/ferry", "search {}/ferry"),
        *(
            "extract http://reader:{SECRET}@[::1",
            "extract http://reader:{SECRET}/x@h/",
            "add http://reader:{SECRET}?x@h:p/",
        ),
        *(
            "add ftp://reader:{SECRET}@h/",
            "extract http://reader:{SECRET}#x@h/",
            "extract http://reader:{SECRET}@h:99999/",
        ),
        *("extract http:reader:{SECRET}@h", "extract http://reader:{SECRET}@a..b/", "feeds add reader:{SECRET}@h/feed"),
    ],
)
def test_login_in_a_typed_address_is_said_nowhere(pressmark: Pressmark, pages: str, call: str) -> None:
    _, out, err = pressmark(*call.replace("{SECRET}", SECRET).replace("{}", pages).split())
    assert SECRET not in out + err
    assert out + err


def test_login_in_a_list_of_addresses_is_said_nowhere(pressmark: Pressmark, pages: str, tmp_path: Path) -> None:
    addresses = tmp_path / "list.txt"
    addresses.write_text(f"{pages}/ferry\n{pages}/gone\n", encoding="utf-8")
    for arguments in (("add", "--from", addresses), ("add", "--json", "--from", addresses)):
        _, out, err = pressmark(*arguments)
        assert SECRET not in out + err
