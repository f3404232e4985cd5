"""Addresses as they are copied out of texts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.fetch.source import read_target
from reader.fetch.wrapped_addresses import unwrapped_address
from tests.fetch.site import PAGE, Site

ADDRESS = "https://hill.example/a(b)."


@pytest.mark.parametrize(
    "wrapping",
    [
        *("\ufeff{}", "\u200b{}", "\u00ad{}\u200b", " \ufeff \u200b{}", "{}\u2060"),
        *("<{}>", "‹{}›", "«{}»", "»{}«", "({})", "[{}]", '"{}"', "'{}'", "“{}”", "„{}“", "‘{}’", "`{}`", "「{}」"),
        *("<{}>.", '"{}",', "({}).", "‹{}›…", "<{}>;"),
        *("<URL:{}>", "<url: {}>", "URL:{}", "(<{}>)", "“<\ufeff{}>”, ", "<{}"),
    ],
)
def test_wrapping_is_taken_off(wrapping: str) -> None:
    assert unwrapped_address(wrapping.format(ADDRESS)) == ADDRESS


@pytest.mark.parametrize(
    "target",
    [
        *(ADDRESS, f" {ADDRESS} ", "http://hill.example/a>", 'https://hill.example/"', "https://hill.example/a,"),
        *(
            "<ftp://hill.example/>",
            "<hill.example>",
            "(story).html",
            '"',
            "<",
            "",
            "\ufeff",
            "<<<<<<https://x.example/",
        ),
        *("see <https://hill.example/>", "\x00<https://x.example/>", "~nobody-here/<https://x.example/>"),
    ],
)
def test_all_else_stays_as_it_is(target: str) -> None:
    assert unwrapped_address(target) == target


def test_file_of_that_name_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "(http:").mkdir()
    (tmp_path / "(http:" / "x.html)").write_bytes(PAGE)
    assert unwrapped_address("(http://x.html)") == "(http://x.html)"
    assert read_target("(http://x.html)").content == PAGE


def test_wrapped_address_is_fetched(site: Site) -> None:
    page = read_target(f"\ufeff<{site.url('/story')}>.")
    assert (page.content, page.requested_url) == (PAGE, site.url("/story"))


@given(st.text("<>«»()\"'“”.,\ufeff\u200b \x00htps:/x~URL"))
def test_nothing_fails_and_nothing_is_unwrapped_twice(target: str) -> None:
    once = unwrapped_address(target)
    assert unwrapped_address(once) == once
