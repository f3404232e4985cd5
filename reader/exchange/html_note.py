"""A note's Markdown as HTML, as `export --to html` shows it. All is escaped; only http, https and mailto addresses are links."""

from collections.abc import Iterable, Iterator, Sequence

from reader.exchange.html_inline import html_target, html_text
from reader.model.note_text import BlockKind, Box, Linked, NoteBlock, NoteRun, NoteStyle, read_note

_ELEMENTS = (
    (NoteStyle.STRUCK, "s"),
    (NoteStyle.STRONG, "strong"),
    (NoteStyle.EMPHASIS, "em"),
    (NoteStyle.CODE, "code"),
)
_LOWEST_HEADING = 6
_FIRST_HEADING = 3
"""A note stands below the headings of the page it is on."""


def note_to_html(note: str) -> str:
    """Return a note as the content of an element: paragraphs, lists, quotes, code. Links to articles are set as titles."""
    read = read_note(note)
    lines: list[str] = []
    around: list[Box] = []
    for block in read.blocks:
        lines += _move(around, block.boxes)
        lines.append(_block(block, read.links))
    lines += _move(around, ())
    return "\n".join(lines)


def _move(around: list[Box], boxes: Sequence[Box]) -> Iterator[str]:
    """Close and open lists, items and quotes so that `boxes` are open."""
    common = 0
    while common < min(len(around), len(boxes)) and around[common].start == boxes[common].start:
        common += 1
    last = None
    while len(around) > common:
        last = around.pop()
        yield "</blockquote>" if last.is_quote else "</li>"
        goes_on = len(around) == common and common < len(boxes) and _is_one_list(last, boxes[common])
        if not last.is_quote and not goes_on:
            yield f"</{_list(last)}>"
    for level, box in enumerate(boxes[common:]):
        if box.is_quote:
            yield "<blockquote>"
        else:
            if level or last is None or not _is_one_list(last, box):
                start = f' start="{box.number}"' if box.number not in (None, 1) else ""
                yield f"<{_list(box)}{start}>"
            yield "<li>"
            if box.is_done is not None:
                yield "☑ " if box.is_done else "☐ "
        around.append(box)


def _list(box: Box) -> str:
    return "ul" if box.number is None else "ol"


def _is_one_list(one: Box, other: Box) -> bool:
    return not one.is_quote and not other.is_quote and _list(one) == _list(other)


def _block(block: NoteBlock, links: Sequence[Linked]) -> str:
    match block.kind:
        case BlockKind.RULE:
            return "<hr>"
        case BlockKind.CODE:
            # The first line break after <pre> is the parser's, not the text's.
            return f"<pre>\n{html_text(block.text)}</pre>"
        case BlockKind.HEADING:
            tag = f"h{min(_LOWEST_HEADING, _FIRST_HEADING + block.level)}"
            return f"<{tag}>{_inline(block.runs, links)}</{tag}>"
        case BlockKind.PARAGRAPH:
            return f"<p>{_inline(block.runs, links)}</p>"


def _inline(runs: Iterable[NoteRun], links: Sequence[Linked]) -> str:
    parts: list[str] = []
    at = -1
    for run in runs:
        if run.link != at:
            parts += [_end(links, at), _begin(links, run.link)]
            at = run.link
        if run.text == "\n":
            parts.append("<br>\n")
            continue
        elements = [name for style, name in _ELEMENTS if run.style & style]
        opened = "".join(f"<{name}>" for name in elements)
        closed = "".join(f"</{name}>" for name in reversed(elements))
        parts.append(f"{opened}{html_text(run.text)}{closed}")
    parts.append(_end(links, at))
    return "".join(parts)


def _begin(links: Sequence[Linked], at: int) -> str:
    if at < 0:
        return ""
    link = links[at]
    return "<cite>" if link.note_link else f'<a href="{html_target(link.target)}" rel="noopener noreferrer">'


def _end(links: Sequence[Linked], at: int) -> str:
    return "" if at < 0 else "</cite>" if links[at].note_link else "</a>"
