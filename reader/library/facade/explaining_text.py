"""Why a text is what it is, and rules that make it another."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what only the doctor needs, or who asks why a text is what it is
    from reader.model.cleaning import CleanedPart, Cleaning, RuleReport, SiteRule
from reader.library.facade.foundation import Foundation


class ExplainingText(Foundation):
    """What one asks about how a page was cleaned."""

    def cleaning(self, article_id: str, version_id: str = "") -> "Cleaning":
        """Return every part of the page an article was made from, with why it stayed or went, in the places of a version.

        Cleans the stored page; about as slow as adding it, without the network. Raises NotFoundError, StoreError, ConfigError,
        and ReaderError if no page was kept.
        """
        return self._explaining.cleaning(article_id, version_id)

    def raw_text(self, article_id: str, version_id: str = "") -> str:
        """Return all the text of the page an article was made from, as it came: with menus and notices. Raises as `cleaning`."""
        return self._explaining.raw_text(article_id, version_id)

    def keep_here(self, article_id: str, part: "CleanedPart") -> "RuleReport":
        """Write the rule that keeps `part` (one of `cleaning`) and its kind on this site, and clean the article anew.

        Can be undone. Raises UsageError if no rule names the part alone, and as `cleaning`; the rules are then what they were.
        """
        with self._changing():
            return self._explaining.keep(article_id, part)

    def drop_here(self, article_id: str, part: "CleanedPart") -> "RuleReport":
        """Write the rule that drops `part` and its kind on this site, as `keep_here` keeps it."""
        with self._changing():
            return self._explaining.drop(article_id, part)

    def forget_rule(self, article_id: str, rule: "SiteRule") -> "RuleReport":
        """Take back a rule and clean the article anew. Can be undone."""
        with self._changing():
            return self._explaining.forget(article_id, rule)
