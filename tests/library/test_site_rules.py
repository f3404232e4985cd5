"""The file of a reader's rules: what it may say, and what stays in it when a rule is written or forgotten."""

from pathlib import Path

import pytest

from reader.library.site_rules import SiteRules, parse_site_rules
from reader.model.cleaning import RuleVerb, SiteRule
from reader.model.errors import ConfigError

SITE = "gazette.example"
DROP_PROMO = SiteRule(site=SITE, verb=RuleVerb.DROP, signature=".promo")
KEEP_FACTS = SiteRule(site=SITE, verb=RuleVerb.KEEP, signature="aside.facts")


@pytest.fixture
def rules(tmp_path: Path) -> SiteRules:
    return SiteRules(tmp_path / "config" / "site_rules.toml")


def test_no_file_is_no_rules(rules: SiteRules) -> None:
    assert rules.load() == ()
    assert not rules.path.exists()


def test_a_rule_written_is_read_by_another_process(rules: SiteRules) -> None:
    assert rules.write(DROP_PROMO)
    assert rules.write(KEEP_FACTS)
    assert not rules.write(KEEP_FACTS)
    assert set(SiteRules(rules.path).load()) == {DROP_PROMO, KEEP_FACTS}


def test_the_first_rule_brings_the_explanation_with_it(rules: SiteRules) -> None:
    rules.write(DROP_PROMO)
    text = rules.path.read_text(encoding="utf-8")
    assert text.startswith("# What Pressmark keeps and drops")
    rules.write(KEEP_FACTS)
    assert rules.path.read_text(encoding="utf-8").count("# What Pressmark keeps") == 1


def test_every_example_in_the_explanation_is_a_rule(rules: SiteRules) -> None:
    rules.write(DROP_PROMO)
    shown = rules.path.read_text(encoding="utf-8").split("\n")
    lines = [line.removeprefix("# ") for line in shown if line.startswith(("# [", "# keep", "# drop"))]
    assert len(parse_site_rules("\n".join(lines), "head")) == 3


def test_what_a_person_wrote_stays(rules: SiteRules) -> None:
    rules.path.parent.mkdir(parents=True)
    text = (
        '# mine\n["gazette.example"]   # the paper\n# facts are text\nkeep = ["aside.facts"] # so\n\n'
        '["other.example"]\ndrop = [\n    # loud\n    ".loud",\n]\n# the end\n'
    )
    rules.path.write_text(text, encoding="utf-8")
    rules.write(DROP_PROMO)
    rules.forget(SiteRule(site="other.example", verb=RuleVerb.DROP, signature=".loud"))
    after = rules.path.read_text(encoding="utf-8")
    for comment in ("# mine", "# the paper", "# facts are text", "# so", "# the end"):
        assert comment in after
    assert set(rules.load()) == {DROP_PROMO, KEEP_FACTS}


def test_a_rule_takes_the_place_of_the_one_that_says_the_opposite(rules: SiteRules) -> None:
    rules.write(DROP_PROMO)
    kept = SiteRule(site=SITE, verb=RuleVerb.KEEP, signature=".promo")
    assert rules.write(kept)
    assert rules.load() == (kept,)


def test_a_rule_forgotten_leaves_no_empty_site(rules: SiteRules) -> None:
    rules.write(DROP_PROMO)
    assert rules.forget(DROP_PROMO)
    assert not rules.forget(DROP_PROMO)
    assert rules.load() == ()
    assert f'\n["{SITE}"]' not in rules.path.read_text(encoding="utf-8").replace("# [", "#[")


def test_a_change_by_hand_is_seen(rules: SiteRules) -> None:
    rules.write(DROP_PROMO)
    assert rules.load() == (DROP_PROMO,)
    rules.path.write_text('["GAZETTE.example."]\nkeep = ["aside.facts"]\n', encoding="utf-8")
    assert rules.load() == (KEEP_FACTS,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('["gazette.example"]\ndrop = x', "line 2"),
        ("drop = 3", "drop must be a table of a site"),
        ('[gazette.example]\nkeep = ["p"]', 'write ["gazette.example"]'),
        ('["https://gazette.example/"]\nkeep = ["p"]', "is no host"),
        ('["gazette.example"]\nkep = ["p"]', "nothing is called 'kep'"),
        ('["gazette.example"]\nkeep = "p"', "keep must be a list"),
        ('["gazette.example"]\ndrop = [\n  ".a",\n  "a > b",\n]', "drop, line 4: 'a > b' is no rule"),
        ('["gazette.example"]\ndrop = ["text: *"]', "needs words"),
    ],
)
def test_a_mistake_is_said_in_one_line_with_file_and_place(rules: SiteRules, text: str, said: str) -> None:
    rules.path.parent.mkdir(parents=True)
    rules.path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        rules.load()
    assert said in str(caught.value)
    assert str(rules.path) in caught.value.message
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_named(rules: SiteRules) -> None:
    rules.path.parent.mkdir(parents=True)
    rules.path.write_bytes(b"\xff\xfe[")
    with pytest.raises(ConfigError, match="UTF-8"):
        rules.load()


def test_a_file_with_a_mistake_is_not_written_to(rules: SiteRules) -> None:
    rules.path.parent.mkdir(parents=True)
    rules.path.write_text("[oops", encoding="utf-8")
    with pytest.raises(ConfigError):
        rules.write(DROP_PROMO)
    assert rules.path.read_text(encoding="utf-8") == "[oops"
