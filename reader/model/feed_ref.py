"""Through which feed an article came: a noun of its own, for every record may hold some, and hardly any program needs the rest
of what `feed` names."""

from reader.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRef:
    """Through which feed an article came: stands in its record."""

    feed_id: str
    key: str = ""
    """The entry's key in that feed."""
