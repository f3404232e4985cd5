"""An article over several pages becomes one: its further pages are got one by one and their blocks joined. Called by `opening`.

Which pages those are is said by the cleaner (`Article.next_pages`); how one is got is the caller's business. A page that does
not come, or shows no article, ends the work there: what came before it stays, and the article says that it is not whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from time import monotonic

from reader.library.progress import Progress, Work
from reader.model.article import Article, ArticleKind
from reader.model.blocks import Block, Deck, Figure, Headline, Image, Paragraph, Rule, block_text
from reader.model.errors import ExtractError, FetchError
from reader.model.page import Page
from reader.model.patterns import compile_late
from reader.model.values import dataclass

MOST_FURTHER_PAGES = 20
"""Articles cut into more pages than this are rarer than navigation mistaken for one."""
MOST_FURTHER_SECONDS = 60.0
"""So long they may take together, each of which has a deadline of its own."""

LONG_LETTERS = 80
"""A text of so many letters that stands on two pages is a repetition wherever it stands; shorter ones may be meant."""
WHOLE_SHARE = 0.6
"""Of the paragraphs before: a page that repeats so many of them shows the article as a whole, not its next part."""

_NO_ARTICLE = {
    ArticleKind.WALL: "it asks for consent first",
    ArticleKind.LOGIN: "it asks for a log-in",
    ArticleKind.CHECK: "it asks for a proof of being human",
    ArticleKind.ERROR: "there is nothing at its address",
    ArticleKind.SHELL: "a script would have to load it",
    ArticleKind.SEARCH: "it is a page of search results",
}
_PAGE_COUNT = compile_late(
    r"\W{0,3}(?:[^\W\d_]{1,12}\W{0,2})?\d{1,2}\s?(?:/|\||[^\W\d_]{1,4})\s?\d{1,2}\W{0,3}(?:[^\W\d_]{1,12})?"
)
"""A line that counts pages: `Page 2 of 5`, `Seite 2/5`, `2 sur 5`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """An article with its further pages in it."""

    article: Article
    pages: tuple[Page, ...]
    """The first page and those that came, in order."""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Queue:
    """The addresses still to be got, each once, in the order in which they were named.

    A pager that leaves out numbers between its ends names the missing ones on the pages in between: what a page names comes
    before what is left of the list that has it.
    """

    seen: set[str]
    waiting: list[str] = field(default_factory=list)

    def add(self, addresses: Sequence[str]) -> None:
        fresh = [address for address in dict.fromkeys(addresses) if address not in self.seen]
        known = next((fresh.index(address) for address in self.waiting if address in fresh), len(fresh))
        ahead = fresh[:known]
        rest = [address for address in fresh[known:] if address not in self.waiting]
        self.waiting = ahead + [address for address in self.waiting if address not in ahead] + rest

    def take(self) -> str:
        address = self.waiting.pop(0)
        self.seen.add(address)
        return address


def join_further_pages(
    page: Page,
    article: Article,
    *,
    get_page: Callable[[str], Page],
    clean: Callable[[Page], Article],
    work: Work,
    clock: Callable[[], float] = monotonic,
) -> Joined:
    """Return `article`, which stands on `page`, with all its further pages; `get_page` raises FetchError if one does not come."""
    pages, notes = [page], []
    queue = _Queue(seen={page.url, article.metadata.canonical})
    queue.add(article.next_pages)
    until = clock() + MOST_FURTHER_SECONDS
    while queue.waiting and not work.is_cancelled:
        if len(pages) > MOST_FURTHER_PAGES or clock() > until:
            notes.append(f"the pages after page {len(pages)} were left out")
            break
        total = len(pages) + len(queue.waiting)
        work.report(Progress(step="fetching further pages", done=len(pages), total=total))
        address = queue.take()
        try:
            further = get_page(address)
            following = clean(further)
            if following.kind in _NO_ARTICLE:
                raise ExtractError(_NO_ARTICLE[following.kind])
        except (FetchError, ExtractError) as error:
            notes.append(f"page {len(pages) + 1} is missing: {error.message}")
            queue.waiting.insert(0, address)
            break
        pages.append(further)
        queue.add(following.next_pages)
        article = add_page(article, following)
    is_whole = not queue.waiting
    article = replace(
        article,
        next_pages=tuple(queue.waiting),
        is_partial=article.is_partial or not is_whole,
        notes=(*article.notes, *notes),
    )
    return Joined(article=article, pages=tuple(pages), notes=tuple(notes))


def add_page(article: Article, following: Article) -> Article:
    """Return `article` with the blocks of its next page behind its own."""
    return replace(
        article,
        blocks=join_blocks(article.blocks, following.blocks),
        next_pages=(),
        is_partial=article.is_partial or following.is_partial,
        cut=article.cut or following.cut,
    )


def join_blocks(first: tuple[Block, ...], further: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of an article and of its next page, what stands on both pages once.

    A next page begins with the headline, the byline or the first paragraph again and ends with the same box; between these it
    may say what was said before, so only long texts and pictures are taken for repetitions there.
    """
    seen = {_text(block) for block in first} - {""}
    sources = {image.src for block in first if isinstance(block, Figure) for image in block.images}
    captions = {block.caption for block in first if isinstance(block, Figure)} - {""}
    start, end = _new_part(first, further, seen)
    joined = list(first)
    for index, block in enumerate(further):
        if isinstance(block, Headline | Deck):
            continue
        if isinstance(block, Figure):
            known = _without_known(block, sources, captions)
            if known is not None:
                joined.append(known)
            continue
        text = _text(block)
        if not start <= index < end or (text in seen and len(text) >= LONG_LETTERS):
            continue
        joined.append(block)
    while len(joined) > len(first) and isinstance(joined[-1], Rule):
        joined.pop()
    return tuple(joined)


def _new_part(first: Sequence[Block], further: Sequence[Block], seen: set[str]) -> tuple[int, int]:
    """The half-open range of blocks of the next page that are not the same opening and closing as on the page before."""
    start, end = 0, len(further)
    while start < end and _repeats(further[start], seen):
        start += 1
    while end > start and _repeats(further[end - 1], seen):
        end -= 1
    paragraphs = [_text(block) for block in first if isinstance(block, Paragraph)]
    texts = {_text(block): index for index, block in enumerate(further)}
    again = [texts[text] for text in paragraphs if text in texts]
    if len(paragraphs) > 2 and len(again) >= WHOLE_SHARE * len(paragraphs):
        start = max(start, max(again) + 1)
    return start, max(start, end)


def _repeats(block: Block, seen: set[str]) -> bool:
    """Whether a block at the beginning or end of a page says nothing that is new there."""
    if isinstance(block, Headline | Deck | Figure | Rule):
        return True
    text = _text(block)
    return text in seen or bool(_PAGE_COUNT.fullmatch(text))


def _without_known(figure: Figure, sources: set[str], captions: set[str]) -> Figure | None:
    """Return the figure without the pictures that stand on the page before; None if nothing is left of it."""
    images: tuple[Image, ...] = tuple(image for image in figure.images if image.src not in sources)
    if images or not figure.images:
        return None if not images and not figure.url and figure.caption in captions else replace(figure, images=images)
    return None


def _text(block: Block) -> str:
    return "" if isinstance(block, Figure | Rule) else block_text(block)
