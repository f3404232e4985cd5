"""Which sitemaps sound like news, by their addresses alone: a site has hundreds, and one or two are worth asking for."""

_WORDS = ("news", "nachrichten", "actu", "noticia", "latest", "recent", "today")


def is_not_for_news(url: str) -> bool:
    """Whether the address of a sitemap does not sound like news: as a sorting key it brings those that do to the front."""
    path = url.partition("://")[2].partition("/")[2].casefold()
    return not any(word in path for word in _WORDS)
