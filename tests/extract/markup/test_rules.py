"""Patterns that ask no case, and the groups of class names: the quick ways find what the slow ones do."""

import pytest

from reader.extract.markup.rules import AnyCase, load_rules

NAMES = (
    "",
    "comment",
    "comments-area user-comments",
    "commented",
    "commentary",
    "uncommented",
    "article__body",
    "article-bodys",
    "my-article-body-x teaser2",
    "relatedArticles",
    "RelatedARTICLES mainNav",
    "css-1x2 shareButton social",
    "größe-video ads",
    "sr-only",
    "VideoPLAYER",
)


@pytest.mark.parametrize("names", NAMES)
def test_groups_asked_at_once_are_those_of_their_patterns(names: str) -> None:
    groups = load_rules().groups
    assert groups.of(names) == {group for group, pattern in groups.items() if pattern.search(names)}


def test_names_hint_at_something() -> None:
    assert "comment" in load_rules().groups.of("user-comments")
    assert "navigation" in load_rules().groups.of("x mainNav")
    assert not load_rules().groups.of("commentary")


@pytest.mark.parametrize("text", ["ÇIK İLERİ", "çık ileri", "Çık İlerı"])
def test_case_is_not_asked_in_turkish(text: str) -> None:
    assert AnyCase("çık ileri").match(text)


def test_case_is_not_asked_of_sigmas_and_classes_keep_theirs() -> None:
    assert AnyCase("λόγος$").search("Ο ΛΌΓΟΣ")
    assert AnyCase(r"\W{1,2}Read\b").match(": READ")
    assert not AnyCase(r"^\WRead").match("xread")


def test_places_are_those_of_the_text() -> None:
    found = AnyCase("haber").search("İİ HABER")
    assert found is not None
    assert found.start() == 3
