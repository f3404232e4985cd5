"""Which pictures, players, captions, embeds and rules go with the text that was chosen. Called by `decide`, last of its steps.

What has no words of its own follows the text around it: between the headline and the last paragraph it stays, unless it
belongs to something else. A teaser, an author's portrait, a promotion are told by the box around them: the widest one that
holds nothing of the article, with the text in it that was left out.
"""

import re
from collections.abc import Iterator, Sequence, Set

from reader.extract.decision.captions import NEAR_SEGMENTS
from reader.extract.decision.evidence import PageEvidence, key_of
from reader.extract.decision.segments import TEXT_KINDS, Segment, SegmentKind
from reader.extract.markup.tree import Element, hints_of, text_within
from reader.model.blocks import Figure, FigureKind
from reader.model.patterns import compile_late
from reader.model.values import dataclass

LEAD_SEGMENTS = 40
"""A lead picture stands at most so many segments above the text if no headline marks the beginning."""
ABOVE_HEADLINE = 12
"""And so many above the headline, if it has a caption or plays something, and the same article holds both."""
AFTER_TEXT = 6
MIN_GALLERY = 3
TEASER_LETTERS = 25
"""A link around a picture with more words than this is a headline's."""
REFUSED_LETTERS = 20
"""Of text beside a picture that was left out: a teaser's headline has more, a photographer's name may have less."""
THUMBNAIL_SIDE = 130
"""Pixels: narrower pictures without a caption are thumbnails and portraits."""
MAX_NEIGHBOURS = 30
MAX_BOX_LEVELS = 12

_PICTURE_LINK = compile_late(
    r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#!]|$)|^#|^javascript:|attachment|/(?:photos?|images?|gallery|fotos?|bilder?|galerie|media|image)s?[/-]",
    re.IGNORECASE,
)
_LIGHTBOX = compile_late(
    r"lightbox|fancybox|zoom|swipe|magnific|gallery|enlarge|modal|popup|image-?link|figure", re.IGNORECASE
)
_PORTRAIT = compile_late(
    r"/(?:authors?|autor(?:en|es)?|staff|columnists?|contributors?|profiles?|people|users?|bylines?|headshots?|mugs?|avatars?|team)/"
    r"|headshot|profile-?pic|byline|portrait-?author|author[_-]|arc-authors",
    re.IGNORECASE,
)
_FOREIGN_GROUPS = ("related", "teaser", "promotion", "share", "comment", "advert", "tags")
_ALWAYS_FOREIGN = ("share", "comment", "advert")


def companions(page: PageEvidence, chosen: Set[int]) -> set[int]:
    """Return the indices of what goes with the `chosen` text; without any, the pictures from the headline on."""
    segments = page.segments
    if not chosen:
        return {
            index
            for index, segment in enumerate(segments)
            if segment.kind is SegmentKind.FIGURE and page.headline <= index
        }
    first, last = min(chosen), max(chosen)
    start = page.headline if 0 <= page.headline < first else max(0, first - LEAD_SEGMENTS)
    boxes = _Boxes(page, chosen)
    found = set(_above_headline(page, boxes)) if start == page.headline else set()
    for index in range(start, min(len(segments), last + AFTER_TEXT)):
        segment = segments[index]
        if segment.kind in TEXT_KINDS:
            continue
        if index > last and not _stands_with(segment, segments[last]):
            continue
        if segment.kind is SegmentKind.RULE and not first < index < last:
            continue
        if segment.kind is SegmentKind.EMBED and (index < first or boxes.is_foreign(index)):
            continue
        if segment.kind is SegmentKind.FIGURE and boxes.is_foreign(index):
            continue
        found.add(index)
    found |= _gallery_after(segments, last)
    pictures = {index for index in found if segments[index].kind is SegmentKind.FIGURE}
    near = range(-NEAR_SEGMENTS, NEAR_SEGMENTS + 1)
    return {
        index
        for index in found
        if segments[index].kind is not SegmentKind.CAPTION or any(index + step in pictures for step in near)
    }


@dataclass(slots=True)
class _Box:
    """The widest element around a segment that holds nothing of the article."""

    path: list[Element]
    """From the segment's element outwards."""
    refused: int
    """Letters of text in it that were left out."""
    linked: int
    """Those of them that are links."""


class _Boxes:
    """Answers to what box a picture belongs. Building it costs one step for each element above chosen text."""

    def __init__(self, page: PageEvidence, chosen: Set[int]) -> None:
        self._page, self._chosen = page, chosen
        self._first = min(chosen)
        self._holders: set[Element] = set()
        self._teasers: dict[Element, bool] = {}
        """Links around pictures, and whether they have a headline's worth of words."""
        for index in (*chosen, *((page.headline,) if page.headline >= 0 else ())):
            for element in (page.segments[index].element, *page.segments[index].element.iterancestors()):
                if element in self._holders:
                    break
                self._holders.add(element)

    def is_foreign(self, index: int) -> bool:
        """Whether a picture, player or embed belongs to something else than the article."""
        segment = self._page.segments[index]
        element, figure = segment.element, segment.figure
        if self._leads_elsewhere(element):
            return True
        box = self._box_of(index)
        if figure is None:
            return self._is_hinted(box, ("comment", "advert"))  # that a post is named for its network says nothing
        is_after = index > self._first
        if figure.kind in (FigureKind.VIDEO, FigureKind.AUDIO):
            return (is_after and box.refused >= 4 * REFUSED_LETTERS) or self._is_hinted(box, _ALWAYS_FOREIGN)
        is_captioned = bool(figure.caption) or self._has_caption_beside(index)
        if not is_captioned and self._is_portrait(box, figure):
            return True
        if is_captioned or figure.credit:
            return is_after and box.linked >= REFUSED_LETTERS and self._is_hinted(box, _FOREIGN_GROUPS)
        if self._is_hinted(box, _ALWAYS_FOREIGN):
            return True
        is_refused = box.refused >= REFUSED_LETTERS
        if is_refused and (
            _is_thumbnail(figure)
            or self._is_hinted(box, ("related", "teaser", "promotion"))
            or _is_linked_away(element, figure)
        ):
            return True
        if not is_after:
            return False
        return is_refused or self._stands_among_refused(index)

    def _leads_elsewhere(self, element: Element) -> bool:
        """Whether the picture is (in) a link that has a headline's worth of words: a teaser."""
        for above in element.iterancestors():
            if above.tag == "a":
                if above not in self._teasers:
                    self._teasers[above] = text_within(above, TEASER_LETTERS) is None
                return element.tag != "figure" and self._teasers[above]
            if above.tag in ("article", "section", "main", "body"):
                return False
        return False

    def _box_of(self, index: int) -> _Box:
        path = [self._page.segments[index].element]
        for above in path[0].iterancestors():
            if above in self._holders or len(path) > MAX_BOX_LEVELS or above.tag in ("body", "main"):
                break
            path.append(above)
        refused = list(self._refused_below(index, path[-1]))
        return _Box(path=path, refused=sum(s.letters for s in refused), linked=sum(s.link_letters for s in refused))

    def _refused_below(self, index: int, box: Element) -> Iterator[Segment]:
        segments = self._page.segments
        for step in (-1, 1):
            for at in range(index + step, index + step * MAX_NEIGHBOURS, step):
                if not 0 <= at < len(segments) or not _is_below(segments[at].element, box):
                    break
                if segments[at].kind in TEXT_KINDS and at not in self._chosen:
                    yield segments[at]

    def _has_caption_beside(self, index: int) -> bool:
        """Whether a loose caption follows a picture, with no other text between."""
        beside = self._page.segments[index + 1 : index + 3]
        kinds = (segment.kind for segment in beside if segment.kind is not SegmentKind.FIGURE)
        return next(kinds, None) is SegmentKind.CAPTION

    def _is_hinted(self, box: _Box, groups: Sequence[str]) -> bool:
        names = " ".join(hints_of(element) for element in box.path)[:2_000]
        return bool(names) and any(self._page.rules.groups[group].search(names) for group in groups)

    def _is_portrait(self, box: _Box, figure: Figure) -> bool:
        alt = key_of(figure.images[0].alt) if figure.images else ""
        if alt and alt in self._page.authors:
            return True
        if any(_PORTRAIT.search(image.src) for image in figure.images):
            return True
        return self._is_hinted(box, ("author",))

    def _stands_among_refused(self, index: int) -> bool:
        """Whether the texts before and after a picture were both left out, as links to something else."""
        texts = [_nearest_text(self._page.segments, index, step) for step in (-1, 1)]
        beside = [at for at in texts if at is not None]
        return bool(beside) and all(
            at not in self._chosen and self._page.segments[at].link_share > 0.5 for at in beside
        )


def _above_headline(page: PageEvidence, boxes: _Boxes) -> Iterator[int]:
    """Yield the lead pictures above the headline, with their captions: those that the headline's own article holds."""
    segments = page.segments
    article = next(segments[page.headline].element.iterancestors("article", "main"), None)
    if article is None:
        return
    for index in range(page.headline - 1, max(-1, page.headline - ABOVE_HEADLINE), -1):
        segment = segments[index]
        if not _is_below(segment.element, article):
            return
        if segment.kind is SegmentKind.CAPTION:
            yield index
        elif segment.kind is SegmentKind.FIGURE and segment.figure is not None:
            is_marked = (
                bool(segment.figure.caption)
                or segment.figure.kind is FigureKind.VIDEO
                or segments[index + 1].kind is SegmentKind.CAPTION
            )
            if is_marked and not boxes.is_foreign(index):
                yield index


def _gallery_after(segments: Sequence[Segment], last: int) -> set[int]:
    """The pictures of a gallery that follows the text: at least three with captions, nothing else between."""
    run: set[int] = set()
    for index in range(last + 1, len(segments)):
        segment = segments[index]
        if segment.kind in TEXT_KINDS:
            break
        if segment.kind is SegmentKind.FIGURE and segment.figure is not None and segment.figure.caption:
            run.add(index)
    return run if len(run) >= MIN_GALLERY else set()


def _stands_with(segment: Segment, text: Segment) -> bool:
    """Whether a picture after the last text is still in the same part of the page."""
    part = text.element.getparent()
    return part is not None and any(above is part for above in segment.element.iterancestors())


def _is_linked_away(element: Element, figure: Figure) -> bool:
    """Whether a picture is a link to something else than itself in large."""
    link = next(element.iterancestors("a"), None)
    if link is None:
        link = next(element.iterdescendants("a"), None)
    if link is None:
        return False
    href = (link.get("href") or "#").strip()
    if _PICTURE_LINK.search(href) or _LIGHTBOX.search(hints_of(link)) or link.get("data-lightbox") is not None:
        return False
    name = figure.images[0].src.rpartition("/")[2].partition(".")[0] if figure.images else ""
    return not (len(name) > 6 and name in href)


def _is_thumbnail(figure: Figure) -> bool:
    return any(0 < image.width <= THUMBNAIL_SIDE for image in figure.images[:1])


def _is_below(element: Element, holder: Element) -> bool:
    return element is holder or any(above is holder for above in element.iterancestors())


def _nearest_text(segments: Sequence[Segment], index: int, step: int) -> int | None:
    at = index + step
    while 0 <= at < len(segments):
        if segments[at].kind in TEXT_KINDS:
            return at
        at += step
    return None
