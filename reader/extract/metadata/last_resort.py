"""The date of a page that says none where dates are said: htmldate reads the whole page for it, as a last resort."""

from dataclasses import replace

from reader.extract.lines.stamps import parse_date
from reader.extract.unloaded import import_without
from reader.model.article import Metadata
from reader.model.patterns import compile_late

MAX_LETTERS = 600_000
"""htmldate goes over the whole page many times; it is a last resort, not worth seconds."""

NEW_YEAR = "-01-01"
"""What htmldate makes of a bare year, a copyright's mostly: no day that anybody has named."""

_TAG_NAME = compile_late(r"</?[a-zA-Z][a-zA-Z0-9:-]*")
_DIGIT = compile_late(r"\d")
_DATE_IN_ADDRESS = compile_late(r"\d[/_-]\d")


def with_last_resort_date(metadata: Metadata, text: str, url: str) -> Metadata:
    """Return `metadata` with the date that htmldate finds in the source `text` of the page, if it finds one.

    Without a digit anywhere (but in names of tags: h1) there is no date, and htmldate is not even loaded.
    """
    if len(text) > MAX_LETTERS or not (_DATE_IN_ADDRESS.search(url) or _DIGIT.search(_TAG_NAME.sub("", text))):
        return metadata
    import_without("htmldate", "urllib3")  # it can fetch pages; it gets their text
    from htmldate import find_date

    found = find_date(text, original_date=True, url=url or None)
    date = parse_date(found) if found and not found.endswith(NEW_YEAR) else None
    if date is None:
        return metadata
    return replace(metadata, published=date, provenance={**metadata.provenance, "published": "htmldate"})
