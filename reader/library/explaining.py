"""Why each part of a kept article's page stayed or went, and rules that keep or drop its kind from now on.

Everything is read from the pages that were kept: nothing here asks the network. Parts are told in the places they have in the
version that is shown, which may have been cleaned by an older cleaner or under other rules.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reader.library.cleaners import Cleaner
from reader.library.examining import site_of_page
from reader.library.history import History, put_rule
from reader.library.placing import place_annotations
from reader.library.progress import Work
from reader.library.refreshing import Refreshing
from reader.library.site_rules import SiteRules
from reader.library.stores import Stores
from reader.model.annotation import AnchorState
from reader.model.article import Article
from reader.model.blocks import Block, Deck, Headline
from reader.model.cleaning import CleanedPart, Cleaning, MarkTally, RuleReport, RuleVerb, SiteRule
from reader.model.errors import ExtractError, ReaderError, UsageError
from reader.model.page import Page


class Explaining:
    """Explains the cleaning of the articles of one library."""

    def __init__(
        self, stores: Stores, history: History, refreshing: Refreshing, site_rules: SiteRules, cleaner: Cleaner
    ) -> None:
        self._stores = stores
        self._history = history
        self._refreshing = refreshing
        self._site_rules = site_rules
        self._cleaner = cleaner

    def cleaning(self, article_id: str, version_id: str = "") -> Cleaning:
        """Return the parts of an article's pages, in page order, as they stand in a version (by default the current one)."""
        shown = self._stores.articles.load(article_id, version_id or None)
        explained = [
            self._cleaner.explain(page, site_rules=self._site_rules.load())
            for page in self._pages(article_id, version_id)
        ]
        fresh: list[Block | None] = []
        parts: list[CleanedPart] = []
        for number, (article, cleaning) in enumerate(explained):
            start = len(fresh)
            # What heads a further page is not told again in the article.
            fresh += [None if number and isinstance(block, Headline | Deck) else block for block in article.blocks]
            parts += [
                replace(part, block=part.block + start) if part.is_kept else replace(part, block=-1)
                for part in cleaning.parts
            ]
        _, first = explained[0]
        placed = _placed(parts, fresh, shown)
        is_same = [part.is_kept for part in parts] == [part.is_kept for part in placed]
        notes = () if is_same else ("this version was cleaned differently; cleaning it again would change it",)
        return replace(first, parts=placed, notes=(*first.notes, *notes))

    def raw_text(self, article_id: str, version_id: str = "") -> str:
        """Return all the text of the pages an article was made from, as it came."""
        return "\n\n".join(self._cleaner.raw_text(page) for page in self._pages(article_id, version_id))

    def keep(self, article_id: str, part: CleanedPart) -> RuleReport:
        """Write the rule that keeps `part` and its kind on its site, and clean the article anew.

        Where a rule of the reader's had decided otherwise about this part alone, that rule is forgotten, if this is enough.
        """
        return self._rule(article_id, part, RuleVerb.KEEP)

    def drop(self, article_id: str, part: CleanedPart) -> RuleReport:
        """Write the rule that drops `part` and its kind, as `keep` does."""
        return self._rule(article_id, part, RuleVerb.DROP)

    def _rule(self, article_id: str, part: CleanedPart, verb: RuleVerb) -> RuleReport:
        page = self._pages(article_id)[0]
        mine = part.ruled_by
        if mine is not None and mine.verb is not verb and (report := self._without(article_id, mine, part, verb)):
            return report
        if part.rule is None:
            raise UsageError(
                "no rule can name this part without naming others", "write one in the file of the site's rules"
            )
        article = self._stores.articles.load(article_id)
        site = site_of_page(page, article)
        return self._apply(article_id, SiteRule(site=site, verb=verb, signature=part.rule), is_written=True)

    def forget(self, article_id: str, rule: SiteRule) -> RuleReport:
        """Take a rule back and clean the article anew."""
        self._pages(article_id)
        return self._apply(article_id, rule, is_written=False)

    def carry_out(self, article_id: str, rule: SiteRule, *, is_written: bool) -> None:
        """Write or forget a rule again, for undo and redo."""
        (self._site_rules.write if is_written else self._site_rules.forget)(rule)
        if self._stores.articles.has(article_id):
            self._refreshing.refresh(article_id, offline=True, force=True, work=Work())

    def _without(self, article_id: str, mine: SiteRule, part: CleanedPart, verb: RuleVerb) -> RuleReport | None:
        """Forget the rule that decided about `part`; None, and the rule still there, if it has decided about
        others too, or if the part would fare no otherwise without it."""
        page, rules = self._pages(article_id)[0], self._site_rules.load()
        _, now = self._cleaner.explain(page, site_rules=rules)
        if sum(other.ruled_by == mine for other in now.parts) > 1 and part.rule is not None:
            return None
        _, then = self._cleaner.explain(page, site_rules=tuple(rule for rule in rules if rule != mine))
        would_stay = any(other.is_kept and other.text == part.text for other in then.parts)
        if would_stay is not (verb is RuleVerb.KEEP):
            return None
        return self._apply(article_id, mine, is_written=False)

    def _apply(self, article_id: str, rule: SiteRule, *, is_written: bool) -> RuleReport:
        before = self._stores.articles.load(article_id)
        is_new = self._site_rules.write(rule) if is_written else self._site_rules.forget(rule)
        try:
            self._refreshing.refresh(article_id, offline=True, force=True, work=Work())
        except ReaderError as error:
            if is_new:
                (self._site_rules.forget if is_written else self._site_rules.write)(rule)
            if isinstance(error, ExtractError):
                raise UsageError("with this rule there is nothing to read on the page; it was taken back") from error
            raise
        if is_new:
            label = f"{'rule' if is_written else 'forgotten rule'} for {rule.site}: {rule.verb.value} {rule.signature}"
            self._history.record(
                label,
                [put_rule(article_id, rule, is_written=not is_written)],
                [put_rule(article_id, rule, is_written=is_written)],
            )
        return self._report(article_id, rule, before, is_known=not is_new)

    def _report(self, article_id: str, rule: SiteRule, before: Article, *, is_known: bool) -> RuleReport:
        record = self._stores.record(article_id)
        after = self._stores.articles.load(article_id, record.version_id)
        old, new = Counter(before.block_texts), Counter(after.block_texts)
        annotations = self._stores.annotations.load(article_id)
        placed = place_annotations(self._stores, annotations, after, record.version_id)
        states = Counter(mark.anchor.state for mark in placed if mark.anchor is not None)
        return RuleReport(
            rule=rule,
            version_id=record.version_id,
            is_changed=before.text != after.text,
            blocks_added=(new - old).total(),
            blocks_removed=(old - new).total(),
            marks=MarkTally(
                in_place=states[AnchorState.ANCHORED],
                moved=states[AnchorState.MOVED],
                changed=states[AnchorState.CHANGED],
                orphaned=states[AnchorState.ORPHAN],
            ),
            notes=("the rule was there already",) if is_known else (),
        )

    def _pages(self, article_id: str, version_id: str = "") -> tuple[Page, ...]:
        record = self._stores.record(article_id)
        pages = self._stores.articles.snapshots(article_id, version_id or record.version_id)
        if not pages:
            raise ReaderError(f"no page was kept for {record.title!r}", "fetch it again with `pressmark refresh`")
        return pages


def _placed(parts: Sequence[CleanedPart], fresh: Sequence[Block | None], shown: Article) -> tuple[CleanedPart, ...]:
    """Return the parts with the blocks that they are in the version shown; `fresh` are the blocks they would be today."""
    places = _places(fresh, shown.blocks)
    taken = set(places)
    free: dict[str, list[int]] = {}
    for index, text in enumerate(shown.block_texts):
        if index not in taken and any(letter.isalnum() for letter in text):
            free.setdefault(text, []).append(index)
    result: list[CleanedPart] = []
    before = -1
    for part in parts:
        place = places[part.block] if part.is_kept and part.block >= 0 else -1
        if part.is_kept and place < 0:
            part = replace(part, is_kept=False, reason=f"not in this version; today it would stay: {part.reason}")
        elif not part.is_kept and (stands := free.get(part.text)):
            place = stands.pop(0)
            part = replace(part, is_kept=True, reason=f"in this version; today it would go: {part.reason}")
        before = max(before, place)
        result.append(replace(part, block=place if part.is_kept else before))
    return tuple(result)


def _places(fresh: Sequence[Block | None], shown: Sequence[Block]) -> list[int]:
    if list(fresh) == list(shown):
        return list(range(len(shown)))
    from reader.extract.user_rules.alignment import align, key_of_block

    return align([key_of_block(block) if block else "" for block in fresh], [key_of_block(block) for block in shown])
