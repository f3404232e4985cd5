"""A site on loopback with feeds and pages of our own, for the screens about feeds."""

from collections.abc import Sequence
from random import Random

from tests.loopback import Site, page_html

SITE_TITLE = "Hill Gazette"
STORIES = (
    ("/lake/ferry", "Ferry line to reopen after eleven winters"),
    ("/lake/reeds", "Why the reeds came back"),
    ("/lake/hail", "Two winters of hail"),
)
WORDS = (
    "the captain and her crew, a council of both shores, eleven winters of ice, children on the pier, the reeds along the bank, "
    "an old ticket hall, nobody from the road office, a first budget, the school by the landing, minutes of the last meeting, "
    "fishermen without a boat, the bell of the lightship, hail on the roofs, a clockmaker in Oster Street, two rowers, a mayor, "
    "a toll that was never paid, the postman, salt on the southern side, a piano in a shed, the night train, one sluice gate"
).split(", ")
DOINGS = (
    "waited for", "had forgotten", "would not speak of", "came back to", "paid for", "painted", "counted", "sold", "asked about",
    "looked after", "lost", "carried", "remembered", "wrote to", "laughed at", "depended on",
)  # fmt: skip


def paragraphs_about(headline: str, path: str) -> tuple[str, ...]:
    """Return the text of a story, which no other has: near-same texts would be one story."""
    chance = Random(path)

    def sentence() -> str:
        one, other, third = chance.sample(WORDS, 3)
        did, then = chance.sample(DOINGS, 2)
        return f"{one[0].upper()}{one[1:]} {did} {other}, and {third} {then} it."

    return (f"{headline}: so it was told at the dock.", *(" ".join(sentence() for _ in range(3)) for _ in range(4)))


def rss(site: Site, title: str, stories: Sequence[tuple[str, str]], prefix: str = "") -> bytes:
    """Return an RSS feed of stories: their paths and headlines."""
    items = "".join(
        f"<item><title>{headline}</title><link>{site.origin}{path}</link><guid>{prefix}{path}</guid>"
        f"<description>{headline}, in short.</description></item>"
        for path, headline in stories
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>{site.origin}/</link><description>News</description>{items}</channel></rss>"
    ).encode()


def put_pages(site: Site, stories: Sequence[tuple[str, str]] = STORIES) -> None:
    """Put the pages of stories on the site, each with words of its own."""
    for path, headline in stories:
        site.put(path, page_html(headline, paragraphs_about(headline, path)))


def put_feeds(site: Site, stories: Sequence[tuple[str, str]] = STORIES) -> None:
    """Put a front page on the site, two feeds that it names, and the pages of the stories."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{path}">'
        for title, path in ((SITE_TITLE, "/feed.xml"), ("Hill Gazette: sport", "/sport.xml"))
    )
    site.put("/", page_html(SITE_TITLE, ("All the news of both shores.",), links))
    site.put("/feed.xml", rss(site, SITE_TITLE, stories), Content_Type="application/rss+xml")
    site.put("/sport.xml", rss(site, "Hill Gazette: sport", ()), Content_Type="application/rss+xml")
    put_pages(site, stories)
