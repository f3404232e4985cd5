"""What the word under the cursor may become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.completion import Known, complete
from reader.query.fields import FIELDS

KNOWN = Known(
    tags=[("policy", 3), ("long read", 7), ("poland", 9), ("-odd", 1), ("Été", 2)],
    colours=["blue", "to check"],
    languages=["en"],
    sites=["The Example"],
    authors=["Ann Lee"],
    feeds=["Hill Gazette", "Morning/Sea"],
)


def completed(marked: str) -> tuple[str, list[str]]:
    """Return what is replaced, and what is offered, where a bar stands for the cursor (without one: at the end)."""
    at = marked.find("|")
    text, cursor = (marked.replace("|", "", 1), at) if at >= 0 else (marked, len(marked))
    found = complete(text, cursor, KNOWN)
    return text[found.start : found.end], [offer.text for offer in found.offers]


@pytest.mark.parametrize(
    ("text", "replaced", "offers"),
    [
        ("ti", "ti", ["title:"]),
        ("ferry AND Ti", "Ti", ["title:"]),
        ("-ta", "ta", ["tag:"]),
        ("(ta", "ta", ["tag:"]),
        ("un", "un", ["is:unread", "is:unsure"]),
        ("ti|tle:x", "title:", ["title:"]),
        ("tag:", "", ["poland", '"long read"', "policy", "Été", '"-odd"']),
        ("tag:po", "po", ["poland", "policy"]),
        ("tag:#po", "#po", ["poland", "policy"]),
        ("tag:ete", "ete", ["Été"]),
        ('tag:"lo', '"lo', ['"long read"']),
        ("tag:(a OR lo", "lo", ['"long read"']),
        ("tag:(a OR b) ti", "ti", ["title:"]),
        ("tag:po| sort:title", "po", ["poland", "policy"]),
        ("is:", "", ["unread", "read", "starred", "archived", "orphan", "changed", "unsure", "news", "kept", "hidden"]),
        ("has:", "", ["note", "highlight", "tag"]),
        ("-is:(un", "un", ["unread", "unsure"]),
        ("added:last", "last", ["last-week", "last-month", "last-year"]),
        ("-sort:ti", "ti", ["title"]),
        ("sort:-ti", "-ti", ["title"]),
        ("color:t", "t", ['"to check"']),
        ("lang:e", "e", ["en"]),
        ("site:the", "the", ['"The Example"']),
        ("author:a", "a", ['"Ann Lee"']),
        ("feed:hi", "hi", ['"Hill Gazette"']),
        ("feed:mor", "mor", ["Morning/Sea"]),
        ("title:x", "x", []),
        ("foo:ba", "foo:ba", []),
        ('"abc', '"abc', []),
        ('"abc"', "", []),
        ("wom*n st", "st", ["is:starred"]),
        ("a) sta", "sta", ["is:starred"]),
    ],
)
def test_words_become(text: str, replaced: str, offers: list[str]) -> None:
    assert completed(text) == (replaced, offers)


def test_an_empty_place_is_offered_every_field() -> None:
    assert completed("ferry ") == ("", [f"{name}:" for name in FIELDS])


def test_every_offer_says_what_it_means() -> None:
    assert all(offer.meaning for offer in complete("", 0).offers)
    assert complete("tag:po", 6, KNOWN).offers[0].meaning == "9"


@given(st.text('ab"(): -*|tagisuOR”\n', max_size=30), st.integers(-2, 40))
def test_completing_never_fails(text: str, cursor: int) -> None:
    found = complete(text, cursor, KNOWN)
    assert 0 <= found.start <= min(max(cursor, 0), len(text)) <= found.end <= len(text)
