"""Rules for lines on articles that were read from text: what goes, what comes back, and where."""

from reader.extract.user_rules.text_rules import apply_line_rules, lines_of
from reader.extract.user_rules.user_rules import UserRules, rules_for
from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Deck, Figure, Headline, Paragraph
from reader.model.cleaning import EVERY_SITE, RuleVerb, SiteRule

TEXT = (
    "Menu\nThe quay\nNobody asked for it\nOne  line of text\nRead also: a boat\nA map of it\nTwo lines of text\nImprint"
)
BLOCKS: tuple[Block, ...] = (
    Headline(text="The quay"),
    Deck(text="Nobody asked for it"),
    Paragraph(text="One line of text"),
    Figure(caption="A map of it"),
    Paragraph(text="Two lines of text"),
)
ARTICLE = Article(metadata=Metadata(title="The quay", deck="Nobody asked for it"), blocks=BLOCKS)


def _rules(*rules: tuple[str, str]) -> UserRules:
    return rules_for(
        tuple(SiteRule(site=EVERY_SITE, verb=RuleVerb(verb), signature=words) for verb, words in rules), ""
    )


def _ruled(*rules: tuple[str, str]) -> Article:
    return apply_line_rules(ARTICLE, TEXT, _rules(*rules))


def test_without_a_rule_for_lines_nothing_is_touched() -> None:
    assert _ruled() is ARTICLE
    assert _ruled(("drop", "p.promo")) is ARTICLE


def test_what_is_dropped_goes_be_it_text_caption_or_deck() -> None:
    assert _ruled(("drop", "text: one line *")).blocks == (*BLOCKS[:2], *BLOCKS[3:])
    assert _ruled(("drop", "text: A map *")).figures == ()
    without_deck = _ruled(("drop", "text: Nobody *"))
    assert (without_deck.metadata.deck, without_deck.blocks) == ("", (BLOCKS[0], *BLOCKS[2:]))


def test_the_headline_stays_what_it_is() -> None:
    assert _ruled(("drop", "text: The quay")).blocks == BLOCKS


def test_what_is_kept_stands_behind_the_line_before_it() -> None:
    assert _ruled(("keep", "text: Read also: *")).blocks == (
        *BLOCKS[:3],
        Paragraph(text="Read also: a boat"),
        *BLOCKS[3:],
    )
    assert _ruled(("keep", "text: Imprint")).blocks[-1] == Paragraph(text="Imprint")


def test_nothing_comes_before_the_headline() -> None:
    assert _ruled(("keep", "text: Menu")).blocks == (*BLOCKS[:2], Paragraph(text="Menu"), *BLOCKS[2:])


def test_what_stands_already_does_not_stand_twice() -> None:
    assert _ruled(("keep", "text: Two lines *")).blocks == BLOCKS


def test_lines_are_those_that_hold_anything() -> None:
    assert lines_of("\n a\u00a0 b \n\n\tc\n") == ["a b", "c"]
