"""Reading the caption of a figure: which element holds it, and which elements inside it hold the credit.

What can be told by elements is told here; what only the words tell is `credits`' work.
Called by `figures`, `players` and `captions`.
"""

import re
from functools import cache
from itertools import islice

from reader.extract.lines.credits import is_credit_label, split_credit
from reader.extract.lines.name_runs import is_names
from reader.extract.lines.words import any_of, load_words, phrases
from reader.extract.markup.rules import Rules, load_rules
from reader.extract.markup.tree import Element, elements, hints_of, text_of, text_within
from reader.model.patterns import compile_late
from reader.model.text import MAX_LINE_LETTERS, clean_line

MAX_WHOLE_LETTERS = 350
"""The text of a figure without a caption element is its caption if it is no longer."""
MAX_CREDIT_WORDS = 12
"""Of a credit that an element of its own holds."""
MAX_HINT_LETTERS = 500
MAX_LABEL_LETTERS = 24
"""A line of its own that is a button's label, and says nothing about the lines below it."""

_BLANKS = compile_late(r"\s+")
_LINES = ("p", "div", "br", "li", "dd", "figcaption")
"""Elements that end a line of a caption; a line break is where `split_credit` looks for the credit first."""
_NOT_TEXT = ("button", "script", "style", "svg", "template", "noscript", "video", "audio", "iframe", "select", "object")
_SMALL = ("p", "span", "div", "small", "em", "dd", "cite", "li", "h4", "h5", "h6", "strong", "i", "b", "a")
_COUNTER = compile_late(
    r"^(?:(?:image|photo|picture|slide|bild|foto|imagen|imagem|immagine|afbeelding|фото)\s)?"
    r"\d{1,3}\s?(?:/|of|von|de|di|sur|van|av|af|из|z|／)\s?\d{1,3}(?!\w)\s*[:.|·–-]?\s*"
    r"|\s*[|·–(-]?\s*\b\d{1,3}\s?/\s?\d{1,3}\)?$",
    re.IGNORECASE,
)
"""Which picture of how many, before or behind the caption of a gallery's slide."""
MAX_FIGURE_TEXT_LETTERS = 350
"""A `<figure>` with more text beside its caption is read as a part of the article: tables, quotes, whole sections live there."""
MAX_CAPTIONS = 1_000
"""Captions of one figure that are told from its other text."""
MAX_HOLDERS = 60
"""Elements of one picture that are read as its caption; some galleries write one for each of their slides."""
_EDGES = " |·•\n\t-–—/"


def read_caption(element: Element, rules: Rules) -> tuple[str, str]:
    """Return caption and credit found in `element`: its `figcaption`, else what is named like one, else its text if short.

    Both are empty if what stands there is no caption: a button's label, a link to something else.
    """
    holders = _holders(element, rules)
    if not holders and element.tag in ("figure", "div", "p", "figcaption", "span", "small", "amp-img"):
        if text_within(element, MAX_WHOLE_LETTERS) is None or _is_mostly_link(element):
            return "", ""
        holders = [element]
    return caption_of(holders, rules)


def caption_of(holders: list[Element], rules: Rules) -> tuple[str, str]:
    """Return the caption and the credit that `holders` hold together, each piece once."""
    pieces: list[str] = []
    named: list[str] = []
    for holder in holders:
        piece, credits = _parts(holder, rules)
        pieces.append(piece)
        named += credits
    kept: list[str] = []
    for piece in dict.fromkeys(pieces):
        lines = [line for line in piece.split("\n") if line]
        if lines and len(lines[0]) > MAX_LABEL_LETTERS and rules.no_captions.match(lines[0]):
            continue  # what a player says goes on in the lines below
        kept += [line for line in lines if line not in kept and not rules.no_captions.match(line)]
    split = split_credit("\n".join(kept))
    caption = _spoken_labels().sub("", _COUNTER.sub("", split.caption)).strip(_EDGES)
    return caption, ", ".join(_distinct([split.credit, *named]))


def says_more(figure: Element) -> bool:
    """Whether a figure holds more text than belongs to a picture, beside its captions or in one of them."""
    if text_within(figure, MAX_FIGURE_TEXT_LETTERS) is not None:
        return False
    captions = [len(text_of(caption)) for caption in islice(elements(figure, "figcaption"), MAX_CAPTIONS)]
    return len(text_of(figure)) - sum(captions) > MAX_FIGURE_TEXT_LETTERS or max(captions, default=0) > MAX_LINE_LETTERS


def has_caption_element(element: Element, rules: Rules) -> bool:
    """Whether something in `element` is marked or named as a caption."""
    return bool(_holders(element, rules))


def _holders(element: Element, rules: Rules) -> list[Element]:
    holders = list(islice(elements(element, "figcaption"), MAX_HOLDERS))
    if not holders:
        holders = [
            child
            for child in elements(element, "p", "span", "div", "small", "em", "dd", "cite", "h4", "h5", "h6")
            if child is not element and rules.captions.search(hints_of(child)) and child.find(".//img") is None
        ]
    known = set(holders)
    return [child for child in holders[:MAX_HOLDERS] if not any(parent in known for parent in child.iterancestors())]


def _parts(holder: Element, rules: Rules) -> tuple[str, list[str]]:
    """The text of a caption element without the elements in it that are named as credits, and the credits in those."""
    whole = clean_line(text_of(holder))
    named = [child for child in _named_credits(holder, rules) if clean_line(text_of(child))]
    if named and any(len(clean_line(text_of(child))) >= 0.9 * len(whole) for child in named):
        # The one element named a credit holds everything: its name may be about the pair, so the text decides.
        named = named if _is_all_credit(holder, named, whole) else []
    skipped = set(named)
    pieces: list[str] = []
    stack: list[tuple[Element, bool]] = [(holder, False)]
    while stack:
        element, is_done = stack.pop()
        if is_done:
            if element.tag in _LINES:
                pieces.append("\n")
            if element.tail and element is not holder:
                pieces.append(_BLANKS.sub(" ", element.tail))
            continue
        stack.append((element, True))
        if element in skipped or element.tag in _NOT_TEXT or _is_label(element, rules):
            continue
        if element.tag in _LINES:
            pieces.append("\n")
        if element.text:
            if (
                pieces
                and pieces[-1].rstrip(" ").endswith((".", "!", "?", "…", "”", "»", "。"))
                and element is not holder
            ):
                pieces.append("\n")  # a sentence, and the next element begins right behind it: the photographer
            pieces.append(_BLANKS.sub(" ", element.text))
        stack.extend((child, False) for child in reversed(element) if isinstance(child.tag, str))
    lines = (clean_line(line).strip(_EDGES) for line in "".join(pieces).split("\n"))
    credits = [_bare_credit(clean_line(text_of(child))) for child in named]
    return "\n".join(filter(None, lines)), [credit for credit in credits if credit]


def _is_label(element: Element, rules: Rules) -> bool:
    """Whether an element in a caption is a button: "Close", "Enlarge this image"."""
    if element.tag not in ("a", "span", "b", "em", "div") or len(element) > 2:
        return False
    text = text_of(element)
    return 0 < len(text) <= MAX_LABEL_LETTERS and bool(rules.no_captions.fullmatch(text))


def _named_credits(holder: Element, rules: Rules) -> list[Element]:
    """The outermost elements below `holder` that are named as credits and are no longer than one."""
    named: dict[Element, None] = {}
    for child in holder.iterdescendants(*_SMALL, "ul"):
        hints = f"{child.get('class') or ''} {child.get('itemprop') or ''} {child.get('data-testid') or ''}"
        if (
            len(hints) < MAX_HINT_LETTERS
            and rules.credits.search(hints)
            and not any(parent in named for parent in child.iterancestors())
        ):
            named[child] = None
    return list(named)


def _is_all_credit(holder: Element, named: list[Element], whole: str) -> bool:
    """Whether a caption element holds nothing but a credit: its innermost name says so, and so does the text."""
    if not whole or len(whole.split()) > MAX_CREDIT_WORDS or (whole.endswith((".", "!", "?", "…")) and len(whole) > 40):
        return False
    last = re.split(r"__|--|[\s_-]", (named[-1].get("class") or named[-1].get("itemprop") or "").strip())[-1]
    is_named_alone = load_rules().credits.search(last) is not None and not load_rules().captions.search(last)
    return is_named_alone and (is_names(whole) or bool(split_credit(whole).credit))


def _bare_credit(text: str) -> str:
    """Return the names of a credit that stands in an element of its own; empty for its label alone."""
    if is_credit_label(text):
        return ""
    parts = split_credit(text)
    if parts.credit and not parts.caption:
        return parts.credit
    return text.strip(" ()[]|/©:•·–—-")


def _distinct(credits: list[str]) -> list[str]:
    """Return the credits without those that others hold: pages set them twice, for two widths."""
    kept: list[str] = []
    for credit in credits:
        folded = credit.casefold()
        if credit and not any(folded in other.casefold() for other in kept):
            kept = [other for other in kept if other.casefold() not in folded]
            kept.append(credit)
    return kept


@cache
def _spoken_labels() -> re.Pattern[str]:
    """Return the pattern of what a page says only to those who hear it, before the caption itself."""
    return re.compile(
        rf"^(?:{any_of(phrases(load_words('credits')['spoken']['labels']))})\s?[:,]?\s+(?=\S)", re.IGNORECASE
    )


def _is_mostly_link(element: Element) -> bool:
    """Whether the text of `element` is a link to somewhere else: a teaser with its picture."""
    linked = sum(len(text_of(link)) for link in elements(element, "a") if not (link.get("href") or "#").startswith("#"))
    return linked > 0.6 * max(1, len(text_of(element)))
