"""From the options of `feeds add` and `feeds change` to settings of feeds."""

from argparse import Namespace
from typing import Any

from reader.cli.feed_options import USUAL
from reader.model.feed import FetchPages


def settings_given(options: Namespace) -> dict[str, Any]:
    """Return the fields of `FeedSettings` that the options name, with what they are to be; None for what is usual."""
    given: dict[str, Any] = {
        "pages": options.pages,
        "with_pictures": options.pictures,
        "keep_days": options.keep_days,
        "keep_most": options.keep_most,
        "every_minutes": options.every,
    }
    named = {name: None if value == USUAL else value for name, value in given.items() if value is not None}
    if (pages := named.get("pages")) is not None:
        named["pages"] = FetchPages(str(pages))
    if named.get("with_pictures"):
        named["with_pictures"] = named["with_pictures"] == "yes"
    return named
