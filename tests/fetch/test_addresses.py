"""Addresses: what they are made of, and where they may lead."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.fetch.addresses import (
    Address,
    Origin,
    is_local_name,
    is_public,
    literal_ip,
    parse_address,
    resolve_reference,
    shown_address,
    without_credentials,
)
from reader.fetch.guard import Guard, PublicNames
from reader.model.errors import FetchError
from reader.model.text import is_clean


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.org", "https://example.org/"),
        (" HTTP://Example.ORG:80/A?b#c ", "http://example.org/A?b"),
        ("https://example.org:443/", "https://example.org/"),
        ("https://example.org:8443/x", "https://example.org:8443/x"),
        ("https://user:pa%40ss@example.org/x", "https://example.org/x"),
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("https://日本.example/", "https://xn--wgv71a.example/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("https://example.org/a b?q=ü%20+x", "https://example.org/a%20b?q=%C3%BC%20+x"),
        ("https://under_score.example/", "https://under_score.example/"),
    ],
)
def test_addresses_have_one_plain_form(text: str, url: str) -> None:
    address = parse_address(text)
    assert address.url == url
    assert parse_address(url).url == url


def test_credentials_are_taken_out_and_not_shown() -> None:
    address = parse_address("https://user:pa%40ss@example.org/x")
    assert address.credentials == ("user", "pa@ss")
    assert "pa@ss" not in repr(address)
    assert address.origin == Origin("https", "example.org", 443)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://user:secret@example.org/a@b", "https://example.org/a@b"),
        ("https://example.org/mail@x", "https://example.org/mail@x"),
        ("https://a:b@c:d@example.org?x=@", "https://example.org?x=@"),
        ("no address", "no address"),
    ],
)
def test_credentials_are_cut_out_of_text(url: str, kept: str) -> None:
    assert without_credentials(url) == kept


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_is_an_address_or_one_clean_line(text: str) -> None:
    for candidate in (text, f"http://{text}", f"https://example.org/{text}"):
        outcome = parsed_or_said(candidate)
        assert is_clean(outcome)
        assert "\n" not in outcome
        if outcome.startswith("parsed "):
            url = outcome.removeprefix("parsed ")
            assert url.isascii()
            assert url.startswith(("http://", "https://"))
            assert parse_address(url).url == url


def parsed_or_said(text: str, base: Address | None = None) -> str:
    """Return the plain form of an address, marked as parsed, or the line that refuses it."""
    try:
        address = resolve_reference(base, text) if base else parse_address(text)
    except FetchError as error:
        return str(error)
    assert address.credentials is None or base is None
    return f"parsed {address.url}"


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_reference_leads_somewhere_or_to_one_clean_line(reference: str) -> None:
    assert is_clean(parsed_or_said(reference, parse_address("https://example.org/a/b")))


def test_shown_address_hides_what_is_secret() -> None:
    assert shown_address("https://u:p@example.org/x?token=1#y") == "https://example.org/x"
    assert len(shown_address("https://example.org/" + "x" * 5000)) <= 100


@pytest.mark.parametrize(
    ("host", "ip"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("::1", "::1"),
    ],
)
def test_literal_addresses_are_seen_in_every_spelling(host: str, ip: str) -> None:
    assert literal_ip(host) == ipaddress.ip_address(ip)


@pytest.mark.parametrize("host", ["example.org", "face.b00c", "localhost", "x"])
def test_names_are_no_literal_addresses(host: str) -> None:
    assert literal_ip(host) is None


@pytest.mark.parametrize(
    "ip",
    [
        *"0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 192.168.1.1 198.18.0.1 224.0.0.1 240.0.0.1".split(),
        *"255.255.255.255 :: ::1 fe80::1 fc00::1 fd00::1 fec0::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1".split(),
        *"64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2001:db8::1 100::1".split(),
        *"0.255.255.255 192.0.0.192 100.100.100.200 168.63.129.16 192.88.99.1 233.252.0.1 203.0.113.1".split(),
        *"64:ff9b:1::1 2001::1 2001:0:7f00:1:: 2002:a9fe:a9fe:: 5f00::1 fd00:ec2::254 ::127.0.0.1 ::ffff:0:127.0.0.1".split(),
        *"::ffff:169.254.169.254 febf::1 ff0e::1 2001:10::1 3fff::1".split(),
    ],
)
def test_addresses_of_private_networks_are_not_public(ip: str) -> None:
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_addresses_of_the_internet_are_public(ip: str) -> None:
    assert is_public(ipaddress.ip_address(ip))


def test_local_names() -> None:
    assert all(map(is_local_name, ("localhost", "router", "printer.local", "metadata.google.internal", "x.localhost.")))
    assert not any(map(is_local_name, ("example.org", "local.example.org")))


TYPED = Guard(typed=Origin("http", "intra.example", 8080), confirmed_hosts=frozenset(("nas.example",)))
PRIVATE, PUBLIC = ipaddress.ip_address("10.0.0.1"), ipaddress.ip_address("1.1.1.1")


@pytest.mark.parametrize(("host", "port"), [("intra.example", 8080), ("intra.example", 443), ("nas.example", 5000)])
def test_typed_origin_its_https_and_confirmed_hosts_may_be_private(host: str, port: int) -> None:
    assert TYPED.admit_ips(host, port, [PRIVATE]) == [PRIVATE]


def test_name_that_was_public_when_it_was_typed_stays_so_for_its_own_links() -> None:
    """A server whose name leads elsewhere a moment later gets its page's pictures from nobody's router (DNS rebinding)."""
    host, port = "rebind.example", 80
    typed, link = (Guard(typed=Origin("http", host, port), is_link=is_link) for is_link in (False, True))
    assert typed.admit_ips(host, port, [PUBLIC]) == [PUBLIC]
    with pytest.raises(FetchError, match="private network"):
        link.admit_ips(host, port, [PRIVATE])
    assert link.admit_ips(host, port, [PRIVATE, PUBLIC]) == [PUBLIC]
    confirmed = Guard(typed=None, confirmed_hosts=frozenset((host,)))
    assert confirmed.admit_ips(host, port, [PRIVATE]) == [PRIVATE]
    assert typed.admit_ips(host, port, [PRIVATE]) == [PRIVATE]  # typed again, at home
    assert link.admit_ips(host, port, [PRIVATE]) == [PRIVATE]


def test_name_that_a_link_led_to_stays_public_for_its_page() -> None:
    """A page that somebody linked to is kept, and its own pictures are asked for as if its address had been typed."""
    host, port = "rebind.example", 80
    found = Guard(typed=Origin("http", "news.example", port))
    assert found.admit_ips(host, port, [PUBLIC]) == [PUBLIC]
    pictures = Guard(typed=Origin("http", host, port))
    with pytest.raises(FetchError, match="private network"):
        pictures.admit_ips(host, port, [PRIVATE])


def test_names_that_were_typed_long_ago_are_forgotten() -> None:
    names = PublicNames()
    for number in range(10_005):
        names.note(f"{number}.example", is_public=True)
    assert "0.example" not in names
    assert "10004.example" in names


@pytest.mark.parametrize(("host", "port"), [("intra.example", 80), ("other.example", 8080)])
def test_others_may_not_be_private(host: str, port: int) -> None:
    with pytest.raises(FetchError):
        TYPED.admit_ips(host, port, [PRIVATE])
    assert TYPED.admit_ips(host, port, [PRIVATE, PUBLIC]) == [PUBLIC]
