"""Why each line of a text stayed or went: of a page copied out of a browser, of honest text, of Markdown.

What the readers of text decide is seen from outside: a line that stands in the article became the block that has its words, one
that does not is looked at again. Called only when somebody asks.
"""

from collections.abc import Sequence

from reader.extract.explaining.drafts import Draft, finish
from reader.extract.explaining.reasons import why_line, words_for_furniture
from reader.extract.lines.bylines import parse_byline
from reader.extract.lines.furniture import furniture_kind
from reader.extract.lines.stamps import parse_stamp
from reader.extract.text.front_matter import read_front_matter
from reader.extract.text.line_features import first_look
from reader.extract.text.pasted_decision import choose, load_weights
from reader.extract.text.pasted_lines import read_lines
from reader.extract.text.pasted_page import looks_like_page
from reader.extract.user_rules.alignment import align, key_of_text
from reader.extract.user_rules.text_rules import lines_of
from reader.extract.user_rules.user_rules import UserRules
from reader.model.article import Article
from reader.model.blocks import (
    Block,
    Code,
    Deck,
    Embed,
    Figure,
    Heading,
    Headline,
    ListItem,
    Quote,
    Rule,
    Table,
    block_text,
)
from reader.model.cleaning import CleanedPart, PartKind, RuleVerb

MAX_LINE_LETTERS = 250
"""A byline or a date line is no longer."""
MIN_CAPTION_LETTERS = 8
FIGURE_REACH = 6
"""Blocks behind the last one found among which the figure of a caption is looked for."""
HEAD_LINES = 12
"""Lines at the beginning of a text of which some may have become metadata."""

_KINDS: dict[type[Block], PartKind] = {
    Headline: PartKind.HEADLINE,
    Deck: PartKind.DECK,
    Heading: PartKind.HEADING,
    Quote: PartKind.QUOTE,
    ListItem: PartKind.ITEM,
    Code: PartKind.CODE,
    Table: PartKind.TABLE,
    Figure: PartKind.FIGURE,
    Rule: PartKind.RULE,
    Embed: PartKind.EMBED,
}
_REASONS = {PartKind.HEADLINE: "became the headline", PartKind.DECK: "became the deck"}


def explain_text(
    article: Article, text: str, rules: UserRules, *, is_markdown: bool = False
) -> tuple[CleanedPart, ...]:
    """Return the parts of a cleaned `text` of which `article` was made: its lines if it is a copied page, else its blocks."""
    is_page = not is_markdown and looks_like_page(text)
    drafts = _of_page(article, text) if is_page else _of_honest_text(article, text, is_markdown=is_markdown)
    for draft in drafts:
        rule = None if draft.kind is PartKind.HEADLINE else rules.on_line(draft.text)
        if rule is not None and draft.is_kept is (rule.verb is RuleVerb.KEEP):
            draft.ruled_by = rule
            draft.name_rule()
    return finish(drafts)


def kind_of(block: Block) -> PartKind:
    """Return what kind of part `block` is."""
    return _KINDS.get(type(block), PartKind.PARAGRAPH)


def _of_page(article: Article, text: str) -> list[Draft]:
    """The lines of a copied page."""
    lines = lines_of(text)
    keys = [key_of_text(line) for line in lines]
    found = align(keys, [key_of_text(block_text(block)) for block in article.blocks])
    headline = next((at for at, index in enumerate(found) if index == 0), -1)
    choice = choose(read_lines(text), article.metadata.title)
    evidence, weights = first_look(choice.facts), load_weights()["first"]
    drafts: list[Draft] = []
    seen: set[str] = set()
    figures: set[int] = set()
    behind = 0
    for at, line in enumerate(lines):
        draft = Draft(text=line, kind=PartKind.LINE, is_kept=found[at] >= 0, place=f"line {at + 1}", block=found[at])
        draft.chance = choice.chances[at]
        if found[at] >= 0:
            draft.kind = kind_of(article.blocks[found[at]])
            words = why_line(evidence[at], weights, is_kept=True)
            draft.reason = _REASONS.get(draft.kind, words or "a line of the article")
            if draft.kind is PartKind.FIGURE:
                draft.kind, draft.reason = PartKind.CAPTION, "a caption"
                if draft.block in figures:
                    draft.is_kept, draft.reason = False, "the same caption again"
                figures.add(draft.block)
        elif (figure := _figure_of(keys[at], article.blocks, behind, seen)) >= 0:
            draft.kind, draft.is_kept, draft.block = PartKind.CAPTION, True, figure
            draft.reason = "a caption"
        else:
            draft.reason = (
                _why_dropped(line, article, is_again=keys[at] in seen, is_above=at < headline)
                or why_line(evidence[at], weights, is_kept=False)
                or "no line of the article"
            )
        behind = max(behind, draft.block)
        seen.add(keys[at])
        drafts.append(draft)
    return drafts


def _figure_of(key: str, blocks: Sequence[Block], behind: int, seen: set[str]) -> int:
    """Return the block of the figure whose caption or credit the line with `key` is, -1 if there is none close by."""
    for index in range(behind, min(len(blocks), behind + FIGURE_REACH)):
        block = blocks[index]
        if isinstance(block, Figure) and key not in seen:
            words = [key_of_text(part) for part in (block.caption, block.credit)]
            if any(len(word) >= MIN_CAPTION_LETTERS and (word in key or key == word) for word in words):
                return index
    return -1


def _why_dropped(line: str, article: Article, *, is_again: bool, is_above: bool) -> str:
    """Say what a line is that did not become a block, nothing if only its evidence tells."""
    if metadata := _metadata_of(line, article):
        return metadata
    if kind := furniture_kind(line):
        return words_for_furniture(kind.value)
    if is_again:
        return "stands above already"
    return "above the headline" if is_above else ""


def _metadata_of(line: str, article: Article) -> str:
    """Say which metadata a line became, nothing if none."""
    if len(line) > MAX_LINE_LETTERS:
        return ""
    metadata = article.metadata
    names = {*metadata.authors, *metadata.agencies}
    key = key_of_text(line)
    if any(key_of_text(name) in key for name in names):
        byline = parse_byline(line)
        if byline and names.intersection((*byline.authors, *byline.agencies)):
            return "became the byline"
    known = [date for date in (metadata.published, metadata.updated) if date is not None]
    stamp = parse_stamp(line, metadata.language) if known and any(letter.isdigit() for letter in line) else None
    return "became the date" if stamp and (stamp.published in known or stamp.updated in known) else ""


def _of_honest_text(article: Article, text: str, *, is_markdown: bool) -> list[Draft]:
    """The blocks of a text of which nothing is dropped, behind the lines that became metadata."""
    whole = "".join(key_of_text(block_text(block)) for block in article.blocks)
    matter = read_front_matter(text).end if is_markdown else 0
    head = [
        Draft(text=line, kind=PartKind.LINE, is_kept=False, reason="front matter: read as metadata")
        for line in lines_of(text[:matter])
        if key_of_text(line)
    ]
    head += [
        Draft(text=line, kind=PartKind.LINE, is_kept=False, reason=reason)
        for line in lines_of(text[matter:])[:HEAD_LINES]
        if key_of_text(line) not in whole and (reason := _metadata_of(line, article))
    ]
    blocks = [
        Draft(
            text=block_text(block),
            kind=kind_of(block),
            is_kept=True,
            reason=_REASONS.get(kind_of(block), "the text shows no page furniture: nothing is dropped"),
            block=index,
        )
        for index, block in enumerate(article.blocks)
    ]
    return blocks[:1] + head + blocks[1:] if blocks and isinstance(article.blocks[0], Headline) else head + blocks
