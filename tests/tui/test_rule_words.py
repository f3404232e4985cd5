"""What a rule names, in words."""

import pytest

from reader.tui.rule_words import element_in_words, in_words


@pytest.mark.parametrize(
    ("signature", "words"),
    [
        ("aside.related", "boxes named “related”"),
        (".css-wrap-*.promo", "parts named “css-wrap-…” “promo”"),
        ("p.promo", "paragraphs named “promo”"),
        (".promo", "parts named “promo”"),
        ("div#newsletter.wide", "boxes named “newsletter” “wide”"),
        ("section[data-testid=more-on-this]", "boxes named “more-on-this”"),
        ('ul[data-component="links"]', "lists named “links”"),
        (".story-body p.promo", "paragraphs named “promo” in “story-body”"),
        ("main article aside", "boxes in <article> in <main>"),
        ("x-teaser", "<x-teaser>"),
        ("text: Read also: *", "lines like “Read also: …”"),
        ("text: " + "word " * 40, "lines like “word word word word word word word word word…”"),
        (r"TEXT: 5 \* 5 \# 3", "lines like “5 * 5 # 3”"),
        ("", "parts"),
    ],
)
def test_a_signature_in_words(signature: str, words: str) -> None:
    assert in_words(signature) == words


@pytest.mark.parametrize(
    ("compound", "words"),
    [
        ("aside[data-component=related-inline]", "a box named “related-inline”"),
        ("footer.site-footer", "a footer named “site-footer”"),
        ("nav", "a menu"),
        ("x-teaser#more", "<x-teaser> named “more”"),
        ("div.dcr-*", "a box"),
        ("", "a part"),
    ],
)
def test_an_element_in_words(compound: str, words: str) -> None:
    assert element_in_words(compound) == words
