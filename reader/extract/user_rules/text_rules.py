"""A reader's rules for lines, on articles that were read from text. Pages of HTML have theirs applied before there are blocks."""

from dataclasses import replace

from reader.extract.user_rules.alignment import align, key_of_text
from reader.extract.user_rules.user_rules import UserRules
from reader.model.article import Article
from reader.model.blocks import Block, Deck, Headline, Paragraph, block_text
from reader.model.cleaning import RuleVerb
from reader.model.text import collapse


def lines_of(text: str) -> list[str]:
    """Return the lines of a cleaned text that hold anything, each without superfluous blanks."""
    return [line for line in map(collapse, text.split("\n")) if line]


def apply_line_rules(article: Article, text: str, rules: UserRules) -> Article:
    """Return `article` without the blocks that a rule drops, and with the lines of `text` that a rule keeps.

    A line that comes back is a paragraph behind the last block before it. The headline stays what it is.
    """
    if not rules.by_line:
        return article
    blocks: list[Block] = []
    deck = article.metadata.deck
    for block in article.blocks:
        rule = None if isinstance(block, Headline) else rules.on_line(block_text(block))
        if rule is None or rule.verb is RuleVerb.KEEP:
            blocks.append(block)
        elif isinstance(block, Deck):
            deck = ""
    return replace(
        article, metadata=replace(article.metadata, deck=deck), blocks=tuple(_with_kept_lines(blocks, text, rules))
    )


def _with_kept_lines(blocks: list[Block], text: str, rules: UserRules) -> list[Block]:
    lines = lines_of(text)
    found = align([key_of_text(line) for line in lines], [key_of_text(block_text(block)) for block in blocks])
    coming: dict[int, list[Block]] = {}
    before = max((index for index, block in enumerate(blocks) if isinstance(block, Headline | Deck)), default=-1)
    for line, index in zip(lines, found, strict=True):
        before = max(before, index)
        if index < 0 and (rule := rules.on_line(line)) is not None and rule.verb is RuleVerb.KEEP:
            coming.setdefault(before, []).append(Paragraph(text=line))
    if not coming:
        return blocks
    result = list(coming.get(-1, ()))
    for index, block in enumerate(blocks):
        result += [block, *coming.get(index, ())]
    return result
