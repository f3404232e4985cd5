"""Joining loose captions with loose pictures, and taking each caption once.

Called by the HTML steps before and after the decision. Before it, text that stands alone with a picture becomes a caption
(`name_captions`); after it, captions find their pictures, players what is known of them, galleries come together, and what
repeats a caption goes (`settle_figures`); `drop_repeats` is called last, when blocks are made.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from reader.extract.decision.segments import Segment, SegmentKind
from reader.extract.figures.figcaptions import caption_of
from reader.extract.figures.figures import picture_key
from reader.extract.figures.players import MediaFact, complete_players, is_running_time, titled_by_caption
from reader.extract.lines.bylines import parse_byline
from reader.extract.lines.credits import has_credit_label, split_credit
from reader.extract.lines.stamps import parse_stamp
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import Element, hints_of, letters_of, text_of
from reader.model.blocks import Figure, FigureKind, SpanKind
from reader.model.patterns import compile_late
from reader.model.text import clean_line

MAX_BYLINE_LETTERS = 120
MAX_BOX_LEVELS = 5
MAX_BOX_LETTERS = 350
"""Picture and text in one box: longer text is an article with a picture."""
MAX_SIGNED_LETTERS = 260
"""A paragraph under a picture that ends with a labelled credit is its caption if it is no longer."""
MIN_SET_APART = 2
"""One line in italics under a picture may begin the text; several are how the page sets its captions."""
MAX_LIKEWISE = 0.2
"""Of the other paragraphs of a page that may be set like its captions."""
NEAR_SEGMENTS = 3
"""A caption belongs to a picture at most so many segments away."""
MIN_GALLERY = 3
MIN_PLAYLIST = 4
"""So many players with nothing between them are a list to choose from."""
MIN_CONTAINED = 20
"""Letters of a caption that another holds, from which on the two are the same."""
MAX_JUDGED = 500
"""Captions of one article that are asked whether they are any."""
MAX_COMPARED = 100
"""Captions of one article that are looked for in each other."""

_CENTRED = compile_late(r"text-align\s{0,3}:\s{0,3}center|(?:^|\s)center(?:\s|$)|(?:^|[\s-])text-center")
_OTHER_BOXES = ("author", "promotion", "related", "share", "comment")
"""What a box may be named for that is no picture with its caption."""


def name_captions(segments: Sequence[Segment]) -> None:
    """Turn the text that stands alone with a picture in one element into captions, in place.

    A caption needs no class name to be one: picture and short text in a box of their own. Boxes with a heading or with links
    are teasers. Nor does a line right under a picture that ends with a credit and says so, nor lines that stand under several
    pictures of the page and are set apart from its text, in italics or in the middle.
    """
    apart: list[Segment] = []
    for index, segment in enumerate(segments):
        if segment.kind is not SegmentKind.FIGURE or segment.figure is None or segment.figure.caption:
            continue
        if not segment.figure.images:
            continue
        inside = _text_in_box(segments, index)
        for at in inside:
            segments[at].kind = SegmentKind.CAPTION
        below = segments[index + 1] if index + 1 < len(segments) else None
        if not inside and below is not None and below.kind is SegmentKind.PARAGRAPH:
            if _is_signed(below):
                below.kind = SegmentKind.CAPTION
            elif _is_set_apart(below):
                apart.append(below)
    if len(apart) >= MIN_SET_APART and not _is_all_set_apart(segments, apart):
        for segment in apart:
            segment.kind = SegmentKind.CAPTION


def settle_figures(
    segments: Sequence[Segment], authors: Sequence[str] = (), facts: Sequence[MediaFact] = (), *, title: str = ""
) -> list[Segment]:
    """Return the chosen segments with their figures complete: see the module. Changes the figures of segments in place."""
    join_captions(segments, authors)
    _drop_titles(segments, title)
    figured = [segment for segment in segments if segment.kind is SegmentKind.FIGURE and segment.figure is not None]
    complete = complete_players([segment.figure for segment in figured if segment.figure is not None], facts)
    for segment, figure in zip(figured, complete, strict=True):
        segment.figure = figure
    _join_galleries(segments)
    _shorten_playlists(segments)
    return _without_echoes(segments)


def _drop_titles(segments: Sequence[Segment], title: str) -> None:
    """Take away captions that are the article's own `title`: a site writes it where nobody wrote a caption."""
    key = caption_key(title)
    figured = (segment for segment in segments if segment.kind is SegmentKind.FIGURE)
    for segment in islice(figured, MAX_JUDGED):
        figure = segment.figure
        if figure is not None and len(key) >= MIN_CONTAINED and caption_key(figure.caption) == key:
            segment.figure = replace(figure, caption="", spans=())


def join_captions(segments: Sequence[Segment], authors: Sequence[str] = ()) -> None:
    """Move the text of loose captions into the figures beside them, in place.

    A caption that no picture wants stands alone if the page marks it as one. What is none goes: a label, the name of one of
    the `authors` under their portrait.
    """
    names = {key for name in authors if (key := caption_key(name))}
    figured = (segment for segment in segments if segment.kind is SegmentKind.FIGURE)
    for segment in islice(figured, MAX_JUDGED):
        if segment.figure is not None:
            segment.figure = _without_label(segment.figure, names)
    for index, segment in enumerate(segments):
        if segment.kind is not SegmentKind.CAPTION:
            continue
        caption, credit = _read_loose(segment)
        near = _neighbours(segments, index)
        if caption and not credit and is_no_caption(caption):
            if _is_byline(caption) and near:
                _drop_portrait(near[0])
            caption = ""
        if caption_key(caption) in names and not credit:
            if near:
                _drop_portrait(near[0])
            caption = ""
        segment.figure = Figure()
        if not caption and not credit:
            continue
        for one in near:
            joined = _joined(one.figure, caption, credit) if one.figure is not None else None
            if joined is not None:
                one.figure = joined
                break
        else:
            if caption and segment.element.tag == "figcaption":
                segment.kind, segment.figure = SegmentKind.FIGURE, Figure(caption=caption, credit=credit)


def is_no_caption(text: str) -> bool:
    """Whether what stands in the place of a caption is none: a button's label, promotion, a byline under its author's picture."""
    rules = load_rules()
    if rules.no_captions.match(text) or rules.lines_anywhere.search(text) or is_running_time(text):
        return True
    if len(text) >= MAX_BYLINE_LETTERS or text.endswith((".", "!", "?", "…", "”", "»", "。")):
        return False  # a sentence, whatever time or name it begins with
    return _is_byline(text) or parse_stamp(text) is not None


def _is_byline(text: str) -> bool:
    return parse_byline(text) is not None


def caption_key(text: str) -> str:
    """Return the form in which two captions are the same."""
    return re.sub(r"\W+", "", text).casefold()


def drop_repeats(figures: Sequence[Figure]) -> list[Figure | None]:
    """Return the figures with every picture and every caption once; None where nothing is left of one."""
    seen_sources: set[str] = set()
    seen_captions: list[str] = []
    seen_players: set[str] = set()
    result: list[Figure | None] = []
    for index, figure in enumerate(figures):
        if figure.caption and not figure.credit and index < MAX_JUDGED and is_no_caption(figure.caption):
            if len(figure.images) < 2 and not figure.url and _is_byline(figure.caption):
                result.append(None)  # the author's portrait
                continue
            figure = replace(figure, caption="", spans=())
        images = tuple(image for image in figure.images if picture_key(image.src) not in seen_sources)
        seen_sources |= {picture_key(image.src) for image in images}
        key = caption_key(figure.caption)
        if key and _is_seen(key, seen_captions):
            figure = replace(figure, caption="", credit="", spans=())
            if not figure.url and not (images and len(images) > 1):
                result.append(None)
                continue
        elif key:
            seen_captions.append(key)
        is_player = figure.kind in (FigureKind.VIDEO, FigureKind.AUDIO)
        played = {part for part in (figure.url, caption_key(figure.title)) if part} if is_player else set()
        if played & seen_players:
            result.append(None)
            continue
        seen_players |= played
        if not images and not figure.caption and not is_player:
            result.append(None)
            continue
        kept = images if images or not figure.images else figure.images
        result.append(replace(figure, images=kept))
    return result


def _is_seen(key: str, seen: Sequence[str]) -> bool:
    """Whether a caption stood before: the same, a part of one, or one with a line more."""
    if key in seen[-MAX_COMPARED:]:
        return True
    if len(key) < MIN_CONTAINED:
        return False
    return any(key in other or (len(other) >= 0.7 * len(key) and other in key) for other in seen[-MAX_COMPARED:])


def _text_in_box(segments: Sequence[Segment], index: int) -> list[int]:
    """Return the segments of text that share a box with the picture at `index` and nothing else; empty if there are none."""
    segment = segments[index]
    near = [
        at for at in range(max(0, index - NEAR_SEGMENTS), min(len(segments), index + NEAR_SEGMENTS + 2)) if at != index
    ]
    for level, box in enumerate(segment.element.iterancestors()):
        if level >= MAX_BOX_LEVELS or box.tag in ("body", "main", "article", "a", "li", "td"):
            return []
        inside = [at for at in near if _is_below(segments[at].element, box)]
        if inside:
            is_named_other = any(load_rules().groups[group].search(hints_of(box)) for group in _OTHER_BOXES)
            return inside if not is_named_other and _is_caption_box(box, index, inside, segments) else []
    return []


def _is_below(element: Element, box: Element) -> bool:
    return element is box or any(above is box for above in element.iterancestors())


def _is_caption_box(box: Element, index: int, inside: list[int], segments: Sequence[Segment]) -> bool:
    texts = [segments[at] for at in inside]
    if len(texts) > 3 or any(text.kind not in (SegmentKind.PARAGRAPH, SegmentKind.CAPTION) for text in texts):
        return False
    if inside[0] < index < inside[-1]:
        return False  # a picture in the middle of a text
    letters = sum(text.letters for text in texts)
    return (
        3 < letters <= MAX_BOX_LETTERS
        and letters_of(box) <= letters + 20
        and sum(text.link_letters for text in texts) < 0.3 * letters
    )


def _is_signed(segment: Segment) -> bool:
    """Whether a paragraph ends with a credit that says it is one, or is in italics from end to end and ends with any."""
    text = segment.text
    if len(text) > MAX_SIGNED_LETTERS or segment.link_share > 0.5:
        return False
    return (has_credit_label(text) or _is_italic(segment)) and bool(split_credit(clean_line(text)).credit)


def _is_set_apart(segment: Segment) -> bool:
    """Whether a short paragraph looks like no running text: in italics from end to end, or in the middle of the line."""
    return 0 < segment.letters <= MAX_SIGNED_LETTERS and segment.link_share <= 0.5 and _looks_apart(segment)


def _is_all_set_apart(segments: Sequence[Segment], apart: Sequence[Segment]) -> bool:
    """Whether the other paragraphs of the page look the same: then the look says nothing."""
    known = set(map(id, apart))
    others = [segment for segment in segments if segment.kind is SegmentKind.PARAGRAPH and id(segment) not in known]
    return sum(_looks_apart(segment) for segment in others) > MAX_LIKEWISE * len(others)


def _looks_apart(segment: Segment) -> bool:
    element = segment.element
    look = f"{element.get('style') or ''} {element.get('align') or ''} {element.get('class') or ''}"[:500].lower()
    return (element.tag in ("p", "div") and bool(_CENTRED.search(look))) or _is_italic(segment)


def _is_italic(segment: Segment) -> bool:
    return any(
        span.kind is SpanKind.EMPHASIS and span.end - span.start >= segment.letters - 2 for span in segment.rich.spans
    )


def _read_loose(segment: Segment) -> tuple[str, str]:
    """Return caption and credit of a caption segment, by its elements where it is all of one."""
    if caption_key(clean_line(text_of(segment.element))) == caption_key(segment.text):
        return caption_of([segment.element], load_rules())
    parts = split_credit(clean_line(segment.text))
    return parts.caption, parts.credit


def _without_label(figure: Figure, names: set[str]) -> Figure | None:
    """Return a figure without what is no caption; None for the portrait of an author, whose name or byline is all it says."""
    if not figure.caption or figure.credit:
        return figure
    is_none = is_no_caption(figure.caption)
    if caption_key(figure.caption) in names or (is_none and _is_byline(figure.caption)):
        return None if len(figure.images) < 2 and not figure.url else replace(figure, caption="", spans=())
    return replace(figure, caption="", spans=()) if is_none else figure


def _drop_portrait(segment: Segment) -> None:
    figure = segment.figure
    if figure is not None and not figure.caption and not figure.credit and figure.kind is FigureKind.IMAGE:
        segment.figure = None


def _joined(figure: Figure, caption: str, credit: str) -> Figure | None:
    """Return `figure` with a loose caption and credit; None if it has another caption already."""
    mine, loose = caption_key(figure.caption), caption_key(caption)
    if loose and mine and mine != loose and mine not in loose:
        return replace(figure, credit=figure.credit or credit) if loose in mine else None
    both = credit if figure.credit.casefold() in credit.casefold() else figure.credit
    return titled_by_caption(replace(figure, caption=caption or figure.caption, credit=both or figure.credit, spans=()))


def _neighbours(segments: Sequence[Segment], index: int) -> list[Segment]:
    """The figures near a caption, those before it first; running text ends the neighbourhood."""
    found: list[Segment] = []
    for step in (-1, 1):
        for distance in range(1, NEAR_SEGMENTS + 1):
            at = index + step * distance
            if not 0 <= at < len(segments):
                break
            near = segments[at]
            if near.kind is SegmentKind.FIGURE and near.figure is not None:
                found.append(near)
                break
            if near.kind is not SegmentKind.CAPTION and near.letters > 60:
                break
    return found


def _join_galleries(segments: Sequence[Segment]) -> None:
    """Make one figure of the pictures without captions that follow each other in one box, in place."""
    run: list[Segment] = []
    for segment in (*segments, None):
        if segment is not None and _is_bare(segment) and (not run or _share_box(run[-1].element, segment.element)):
            run.append(segment)
            continue
        if len(run) >= MIN_GALLERY:
            images = {image.src: image for one in run if one.figure is not None for image in one.figure.images}
            run[0].figure = Figure(images=tuple(images.values()), kind=FigureKind.GALLERY)
            for one in run[1:]:
                one.figure = None
        if segment is None or segment.kind is not SegmentKind.CAPTION:
            run = [segment] if segment is not None and _is_bare(segment) else []


def _shorten_playlists(segments: Sequence[Segment]) -> None:
    """Leave the first of the players that follow each other, in place: the others are what would be played next."""
    run: list[Segment] = []
    for segment in (*segments, None):
        figure = segment.figure if segment is not None else None
        if segment is not None and figure is not None and figure.kind in (FigureKind.VIDEO, FigureKind.AUDIO):
            run.append(segment)
            continue
        if len(run) >= MIN_PLAYLIST:
            for one in run[1:]:
                one.figure = None
        run = []


def _is_bare(segment: Segment) -> bool:
    figure = segment.figure
    return (
        segment.kind is SegmentKind.FIGURE
        and figure is not None
        and figure.kind is FigureKind.IMAGE
        and not (figure.caption or figure.credit)
    )


def _share_box(first: Element, second: Element) -> bool:
    above = set(list(first.iterancestors())[:MAX_BOX_LEVELS])
    return any(
        parent in above and parent.tag not in ("body", "main", "article")
        for parent in list(second.iterancestors())[:MAX_BOX_LEVELS]
    )


def _without_echoes(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments without the lines that say what the caption beside them says, and with each embed once."""
    kept: list[Segment] = []
    embedded: set[str] = set()
    for index, segment in enumerate(segments):
        if segment.embed is not None and segment.embed.url:
            if segment.embed.url in embedded:
                continue
            embedded.add(segment.embed.url)
        if segment.kind in (SegmentKind.PARAGRAPH, SegmentKind.QUOTE):
            key = caption_key(segment.text)
            beside = segments[max(0, index - NEAR_SEGMENTS) : index + NEAR_SEGMENTS + 1]
            said = {
                form
                for near in beside
                if near.kind is SegmentKind.FIGURE and near.figure is not None and near.figure.caption
                for form in (
                    caption_key(near.figure.caption),
                    caption_key(near.figure.caption + near.figure.credit),
                )
            }
            if len(key) >= MIN_CONTAINED and key in said:
                continue
        kept.append(segment)
    return kept
