"""A site on loopback with feeds and pages of our own, for the screens about feeds."""

from collections.abc import Sequence

from tests.loopback import Site, page_html

SITE_TITLE = "Hill Gazette"
STORIES = (
    ("/lake/ferry", "Ferry line to reopen after eleven winters"),
    ("/lake/reeds", "Why the reeds came back"),
    ("/lake/hail", "Two winters of hail"),
)
WORDS = (
    "{title}: that was all anybody spoke of at the dock on Monday, from the captain to the children who wave at her boat.",
    "Those who had kept the landing clear of reeds through all the winters said that they had never doubted it for a day.",
    "The council will hear the fishermen of both shores in March, and has asked for the minutes of the year before last.",
    "Until then the timetable hangs in the old ticket hall, where the school painted the walls in the colours of {path}.",
)


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
        paragraphs = tuple(words.format(title=headline, path=path) for words in WORDS)
        site.put(path, page_html(headline, paragraphs))


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
