"""A reader's own rules on a page: which elements and lines they name, and which rule decides about a block.

The rule that names a line by its words comes before those that name its element; of these the innermost element counts, on
one element the signature that says more; between equals keeping wins, as lost text is worse than a stray line. Rules are
read and written by the library; how they name things is told in `signatures`.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from urllib.parse import urlsplit

from reader.extract.decision.captions import NEAR_SEGMENTS
from reader.extract.decision.segments import Segment, SegmentKind
from reader.extract.markup.prune import Spared
from reader.extract.markup.tree import Element, elements
from reader.extract.user_rules.signatures import TEST_IDS, ElementSignature, LineSignature, fold_line, parse_signature
from reader.model.cleaning import EVERY_SITE, NO_ADDRESS, RuleVerb, SiteRule
from reader.model.text import clean_text
from reader.model.values import dataclass

_FACES = frozenset({"www", "m", "mobile", "amp"})
"""First labels of hosts that show the same site in another dress."""


@dataclass(frozen=True, kw_only=True)
class UserRules:
    """The rules in force on one page."""

    by_element: tuple[tuple[SiteRule, ElementSignature], ...] = ()
    by_line: tuple[tuple[SiteRule, LineSignature], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.by_element or self.by_line)

    def match(self, root: Element) -> "RuledElements":
        """Return the elements below `root` that a rule names, each with the rule that counts. Costs elements times rules."""
        found: dict[Element, SiteRule] = {}
        if self.by_element:
            ranked = sorted(self.by_element, key=_rank)
            nameless = [(rule, signature) for rule, signature in ranked if not signature.has_names]
            for element in elements(root):
                for rule, signature in ranked if _has_name(element) else nameless:
                    if signature.matches(element):
                        found[element] = rule
        return RuledElements(found)

    def on_line(self, text: str) -> SiteRule | None:
        """Return the rule that names the line `text`, None if none does."""
        line = fold_line(text) if self.by_line else ""
        matching = [(rule, signature) for rule, signature in self.by_line if signature.matches(line)]
        return max(matching, key=_rank)[0] if matching else None


@dataclass(frozen=True)
class RuledElements:
    """The elements that rules name on a page."""

    rules: dict[Element, SiteRule]

    def spared(self) -> Spared:
        """Return what pruning must leave alone: the elements that are kept with all they hold, and those above them."""
        wanted = [element for element, rule in self.rules.items() if rule.verb is RuleVerb.KEEP]
        return Spared(
            kept=frozenset(chain.from_iterable(element.iter() for element in wanted)),
            above=frozenset(chain.from_iterable(element.iterancestors() for element in wanted)),
        )

    def on(self, element: Element) -> SiteRule | None:
        """Return the rule of the innermost element around (or at) `element`, None if there is none."""
        if not self.rules:
            return None
        return next((self.rules[at] for at in chain((element,), element.iterancestors()) if at in self.rules), None)


def words_of(segment: Segment) -> str:
    """Return what a reader sees of a segment, as plain text: what a rule for lines is held against."""
    if segment.embed is not None:
        embed = segment.embed
        return clean_text(embed.quote or embed.title or " ".join(filter(None, (embed.provider, embed.url))))
    if segment.kind is SegmentKind.FIGURE and segment.figure is not None:
        figure = segment.figure
        words = "\n".join(filter(None, (figure.caption, figure.credit))) or figure.title
        return words or next((image.alt for image in figure.images if image.alt), "")
    return segment.text


def as_ruled(chosen: Sequence[int], ruled: Mapping[int, SiteRule], segments: Sequence[Segment]) -> list[int]:
    """Return the chosen segments as the rules that decide about some have them: these are final.

    A caption goes with its picture, if no rule is for the caption itself.
    """
    if not ruled:
        return list(chosen)
    kept = {index for index in chosen if index not in ruled}
    kept |= {index for index, rule in ruled.items() if rule.verb is RuleVerb.KEEP}
    pictures = {index for index in kept if segments[index].kind is SegmentKind.FIGURE}
    gone = {index for index in ruled if index not in kept and segments[index].kind is SegmentKind.FIGURE}

    def has_lost_picture(index: int) -> bool:
        near = range(index - NEAR_SEGMENTS, index + NEAR_SEGMENTS + 1)
        return not gone.isdisjoint(near) and pictures.isdisjoint(near)

    captions = (index for index in kept if segments[index].kind is SegmentKind.CAPTION and index not in ruled)
    return sorted(kept.difference([index for index in captions if has_lost_picture(index)]))


def keep_captions(ruled: Mapping[int, SiteRule], segments: Sequence[Segment]) -> None:
    """Make running text, in place, of captions that a rule keeps and that no picture took."""
    kept = [segments[index] for index, rule in ruled.items() if rule.verb is RuleVerb.KEEP]
    loose = [segment for segment in kept if segment.kind is SegmentKind.CAPTION]
    if not loose:
        return
    taken = [segment.figure.caption for segment in segments if segment.figure is not None and segment.figure.caption]
    for segment in loose:
        if not any(caption in segment.text for caption in taken):
            segment.kind, segment.figure = SegmentKind.PARAGRAPH, None


def rules_for(rules: Iterable[SiteRule], url: str) -> UserRules:
    """Return those of `rules` that are for the site of `url`. Raises ValueError for a signature that says nothing."""
    host = host_of(url)
    return _compiled(tuple(rule for rule in rules if rule.site in (EVERY_SITE, host) or host.endswith(f".{rule.site}")))


@lru_cache(maxsize=64)
def _compiled(rules: Sequence[SiteRule]) -> UserRules:
    parsed = [(rule, parse_signature(rule.signature)) for rule in rules]
    return UserRules(
        by_element=tuple((rule, signature) for rule, signature in parsed if isinstance(signature, ElementSignature)),
        by_line=tuple((rule, signature) for rule, signature in parsed if isinstance(signature, LineSignature)),
    )


def host_of(url: str) -> str:
    """Return the host in `url`, lower case; `NO_ADDRESS` if there is none."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        host = ""
    return host or NO_ADDRESS


def site_of(url: str) -> str:
    """Return the host that a rule made on the page at `url` is for: without what only names a dress of the site (`www.`)."""
    first, _, rest = (host := host_of(url)).partition(".")
    return rest if first in _FACES and "." in rest else host


def _has_name(element: Element) -> bool:
    return any(element.get(attribute) for attribute in ("class", "id", *TEST_IDS))


def _rank(ruled: tuple[SiteRule, ElementSignature] | tuple[SiteRule, LineSignature]) -> tuple[int, bool]:
    rule, signature = ruled
    return signature.weight, rule.verb is RuleVerb.KEEP
