"""Reads honest plain text: essays, e-mails, hard-wrapped lines, verse. Nothing is dropped, only given its form.

`plain_text` calls it for every text that is no page copied out of a browser.
"""

import re
import textwrap
from dataclasses import field

from reader.extract.lines.bylines import split_names
from reader.extract.lines.stamps import parse_date, parse_stamp
from reader.extract.text.hard_wraps import BULLET, MAX_WRAP_WIDTH, Hyphens, join_lines, paragraphs_of, wrap_width
from reader.model.blocks import Block, Code, Heading, ListItem, Paragraph, Quote, Rule, Table
from reader.model.dates import PageDate
from reader.model.patterns import compile_late
from reader.model.text import clean_line, collapse
from reader.model.values import dataclass

MAX_TITLE_LETTERS = 150
SHORT_LINE_SHARE = 0.75
MAX_HEADING_LETTERS = 80
MIN_CODE_LINES = 5
CODE_SHARE = 0.35
"""Of the lines of a program that are indented, and that have a sign of one; prose has next to none of the second kind."""

_INDENT = compile_late(r"[ \t]*")
_COLUMNS = compile_late(r"\S {3,}\S")
_NUMBERED = compile_late(r"\d{1,2}(?:\.\d{1,2}){0,4}\.?\s+(?=\S)")
_CODE_SIGN = compile_late(
    r"[;{}]\s*$|\w\([^()]*\)|\s(?:=|==|\+=|->|=>|:=|!=|&&|\|\|)\s|^\s*(?:def|class|if|for|else|return|import|func|#include)\b.*[:{>)]?\s*$|^\s*(?://|/\*|@\w)"
)
_UNDERLINE = compile_late(r"(={3,}|-{3,}|~{3,})\s*")
_RULE = compile_late(r"\s*(?:(?:[*#~•·_=+-]\s*){3,}|[—–―]{2,}|⁂|❦)\s*")
_CHAPTER = compile_late(
    r"(?:(?:chapter|part|book|section|act|scene|kapitel|teil|chapitre|partie|capítulo|capitolo|parte|hoofdstuk|глава|часть)\s+"
    r"(?:[ivxlcdm]{1,7}|\d{1,3})\b.{0,80}|[IVXLCDM]{1,7}\.?|第.{1,6}[章节節回部].{0,30})",
    re.IGNORECASE,
)
_MAIL_HEADER = compile_late(
    r"(?P<name>From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|Message-ID|Von|An|Betreff|Gesendet|Datum|De|À|Objet|Asunto|Para|Fecha|Envoyé"
    r"|От|Кому|Тема|Дата)\s?:\s+(?P<value>\S.*)"
)
_BOOK_FIELD = compile_late(r"(?P<name>Title|Author|Titel|Autor|Autore|Auteur)\s?:\s+(?P<value>\S.{0,200})")
_SUBJECTS = frozenset("Subject Betreff Objet Asunto Тема".split())
_SENDERS = frozenset("From Von De От".split())
_DATES = frozenset("Date Sent Datum Gesendet Fecha Envoyé Дата".split())
_ENDS = ".!?…:;,。！？：；，،؛।"


@dataclass(slots=True)
class Prose:
    """What was read: the blocks after the title, and what the text says about itself."""

    title: str = ""
    title_source: str = ""
    authors: tuple[str, ...] = ()
    published: PageDate | None = None
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wraps:
    """How the text's lines were broken: the column, 0 if they were not, and what the hyphens at their ends are."""

    width: int
    hyphens: Hyphens


def read_prose(text: str) -> Prose:
    """Return the blocks of a cleaned text; every word of it is in them or in the title. Linear in its length."""
    lines = textwrap.dedent(text.expandtabs(4) if "\t" not in text else _with_tabs(text)).split("\n")
    if _is_code(lines):
        return Prose(blocks=[Code(text=textwrap.dedent("\n".join(line.rstrip() for line in lines)).strip("\n"))])
    chunks = _chunks(lines)
    prose = Prose()
    if chunks:
        _take_mail_header(chunks, prose)
    if chunks and not prose.title:
        _take_title(chunks, prose)
    _take_book_fields(chunks, prose)
    wraps = _Wraps(width=wrap_width(chunks), hyphens=Hyphens(lines))
    for number, chunk in enumerate(chunks):
        if _is_numbered_heading(chunks, number):
            prose.blocks.append(Heading(text=collapse(chunk[0]), level=2))
        else:
            prose.blocks += _chunk_blocks(chunk, wraps)
    return prose


def _with_tabs(text: str) -> str:
    """Return `text` with the tabs of indents as blanks; those between words part the cells of tables."""
    return "\n".join(_INDENT.sub(lambda found: found[0].expandtabs(4), line, count=1) for line in text.split("\n"))


def _is_code(lines: list[str]) -> bool:
    """Whether a whole text is a program's source: many lines are indented, and many end or go on as no sentence does."""
    held = [line for line in lines if line.strip()]
    if len(held) < MIN_CODE_LINES:
        return False
    indented = sum(line.startswith(("  ", "\t")) for line in held)
    signed = sum(bool(_CODE_SIGN.search(line[:400])) for line in held)
    return indented >= CODE_SHARE * len(held) and signed >= CODE_SHARE * len(held)


def _is_numbered_heading(chunks: list[list[str]], number: int) -> bool:
    """Whether a line alone, `2.1  Terms`, heads a section: items of a list stand beside other items."""
    line = chunks[number][0].strip()
    if len(chunks[number]) > 1 or len(line) > MAX_HEADING_LETTERS or not _NUMBERED.match(line) or line[-1] in _ENDS:
        return False
    beside = chunks[max(0, number - 1) : number] + chunks[number + 1 : number + 2]
    if parse_stamp(line) is not None:
        return False
    return bool(chunks[number + 1 : number + 2]) and not any(_NUMBERED.match(chunk[0].strip()) for chunk in beside)


def _chunks(lines: list[str]) -> list[list[str]]:
    """Return the runs of lines between blank lines."""
    chunks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            chunks[-1].append(line.rstrip())
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _take_mail_header(chunks: list[list[str]], prose: Prose) -> None:
    """Take subject, sender and date from the header of a mail; all its lines but the subject stay in the text."""
    found = [_MAIL_HEADER.fullmatch(line) for line in chunks[0]]
    fields = {match["name"]: match["value"] for match in found if match}
    subject = next((value for name, value in fields.items() if name in _SUBJECTS), "")
    if len(fields) < 2 or not subject or found[0] is None:
        return
    prose.title, prose.title_source = clean_line(subject), "mail header"
    for name, value in fields.items():
        if name in _SENDERS:
            prose.authors = split_names(value)
        elif name in _DATES:
            prose.published = parse_date(value)
    chunks[0] = [
        line for line, match in zip(chunks[0], found, strict=True) if not (match and match["name"] in _SUBJECTS)
    ]
    chunks[:1] = [[line] for line in chunks[0]]


def _take_title(chunks: list[list[str]], prose: Prose) -> None:
    """Take the first line for the title if it stands alone and is no sentence."""
    first = chunks[0]
    line = first[0].strip()
    is_underlined = len(first) >= 2 and bool(_UNDERLINE.fullmatch(first[1].strip()))
    stands_alone = len(first) == 1 and len(chunks) > 1
    goes_on_long = len(first) > 1 and len(line) < 80 and len(first[1]) > MAX_WRAP_WIDTH
    if not (is_underlined or stands_alone or goes_on_long) or len(line) > MAX_TITLE_LETTERS:
        return
    if not is_underlined and (
        parse_stamp(line) is not None
        or _COLUMNS.search(first[0])
        or "\t" in line
        or line[-1] in ".,;:。，；"
        or BULLET.match(line)
        or _RULE.fullmatch(line)
        or line[0] in '>"“„«'
    ):
        return
    prose.title, prose.title_source = collapse(line), "first line"
    chunks[0] = first[2:] if is_underlined else first[1:]
    if not chunks[0]:
        del chunks[0]


def _take_book_fields(chunks: list[list[str]], prose: Prose) -> None:
    """Read `Title:` and `Author:` of a book file's head; the lines stay in the text."""
    for chunk in chunks[:12]:
        for line in chunk[:4]:
            found = _BOOK_FIELD.fullmatch(line)
            if found and found["name"] in ("Author", "Autor", "Autore", "Auteur") and not prose.authors:
                prose.authors = split_names(found["value"])


def _chunk_blocks(chunk: list[str], wraps: _Wraps) -> list[Block]:
    """Return the blocks of the lines between two blank lines."""
    if all(line.lstrip().startswith(">") for line in chunk):
        return _quotes(chunk, wraps)
    if len(chunk) >= 2 and _UNDERLINE.fullmatch(chunk[1].strip()) and not _RULE.fullmatch(chunk[0]):
        heading = Heading(text=collapse(chunk[0]), level=2 if chunk[1].strip()[0] == "=" else 3)
        return [heading, *(_chunk_blocks(chunk[2:], wraps) if chunk[2:] else [])]
    if len(chunk) == 1:
        if _RULE.fullmatch(chunk[0]) and not any(letter.isalnum() for letter in chunk[0]):
            return [Rule()]
        if _is_heading(chunk[0].strip()):
            return [Heading(text=collapse(chunk[0]), level=2)]
    if table := _table(chunk):
        return [table]
    if len(chunk) > 1 and 2 * sum(bool(_COLUMNS.search(line[:400])) for line in chunk) >= len(chunk):
        return [Code(text=textwrap.dedent("\n".join(chunk)))]
    if BULLET.match(chunk[0]):
        return _list_items(chunk, wraps)
    if all(line.startswith("    ") for line in chunk):
        return _indented(chunk, wraps)
    return [Paragraph(text=text) for text in _paragraphs(chunk, wraps) if text]


def _table(chunk: list[str]) -> Table | None:
    """Return the table that lines with the same number of tabs are; None for other lines."""
    count = chunk[0].count("\t")
    if len(chunk) < 2 or not count or any(line.count("\t") != count for line in chunk):
        return None
    rows = tuple(tuple(collapse(cell) for cell in line.split("\t")) for line in chunk)
    has_head = not any(letter.isdigit() for cell in rows[0] for letter in cell) and all(rows[0])
    return Table(rows=rows, header_rows=int(has_head))


def _is_heading(line: str) -> bool:
    """Whether a line that stands alone is a heading: all capitals, or "Chapter IV"."""
    if len(line) > MAX_HEADING_LETTERS or line[-1] in ",;":
        return False
    letters = [letter for letter in line if letter.isalpha()]
    is_capital = len(letters) >= 4 and all(letter.isupper() for letter in letters)
    return is_capital or (bool(_CHAPTER.fullmatch(line)) and line[-1] != ":")


def _quotes(chunk: list[str], wraps: _Wraps) -> list[Block]:
    """Return the quoted lines of a mail, by depth."""
    blocks: list[Block] = []
    run: list[str] = []
    level = 0
    for line in [*chunk, ""]:
        marks = re.match(r"\s*>(?:\s?>)*", line)
        depth = marks[0].count(">") if marks else 0
        rest = line[marks.end() :].strip() if marks else ""
        if (depth != level or not rest) and run:
            blocks += [Quote(text=text, level=level) for text in _paragraphs(run, wraps) if text]
            run = []
        level = depth
        if rest:
            run.append(rest)
    return blocks


def _list_items(chunk: list[str], wraps: _Wraps) -> list[Block]:
    """Return the items of a list; lines without a mark go on with the item before."""
    blocks: list[Block] = []
    indents: list[int] = []
    texts: list[list[str]] = []
    marks: list[re.Match[str]] = []
    for line in chunk:
        found = BULLET.match(line)
        if found:
            marks.append(found)
            texts.append([line[found.end() :]])
            indents.append(len(found["indent"]))
        else:
            texts[-1].append(line.strip())
    steps = sorted(set(indents))
    for found, parts, indent in zip(marks, texts, indents, strict=True):
        number = int(found["number"]) if found["number"] else None
        blocks.append(ListItem(text=join_lines(parts, wraps.hyphens), level=min(steps.index(indent), 5), number=number))
    return blocks


def _indented(chunk: list[str], wraps: _Wraps) -> list[Block]:
    """Return verse and figures as they stand, a long indented passage as a quote."""
    stripped = [line.strip() for line in chunk]
    has_columns = any("   " in line for line in stripped)
    if (
        wraps.width
        and not has_columns
        and len(chunk) > 1
        and max(map(len, stripped)) > SHORT_LINE_SHARE * wraps.width - 8
    ):
        return [Quote(text=join_lines(stripped, wraps.hyphens))]
    if len(chunk) == 1 and not has_columns:
        return [Paragraph(text=collapse(chunk[0]))]
    return [Code(text=textwrap.dedent("\n".join(chunk)))]


def _paragraphs(chunk: list[str], wraps: _Wraps) -> list[str]:
    """Return the paragraphs of a block of lines: joined if they were wrapped, else line by line."""
    if not wraps.width:
        return [collapse(line) for line in chunk]
    if (
        len(chunk) >= 3
        and max(map(len, chunk)) < SHORT_LINE_SHARE * wraps.width
        and all(line.lstrip()[0].isupper() for line in chunk)
    ):
        return [collapse(line) for line in chunk]
    runs: list[list[str]] = [[]]
    for line in chunk:
        if runs[-1] and _MAIL_HEADER.fullmatch(line):
            runs.append([])
        runs[-1].append(line)
    return [join_lines(lines, wraps.hyphens) for run in runs for lines in paragraphs_of(run, wraps.width)]
