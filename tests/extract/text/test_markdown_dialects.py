"""What Markdown's dialects add is read, the marks of programs go, code stays as it is."""

import pytest

from reader.extract.text.markdown import extract_markdown
from reader.extract.text.markdown_dialects import prepared
from reader.model.blocks import (
    Block,
    Code,
    Figure,
    FigureKind,
    Heading,
    Image,
    ListItem,
    Paragraph,
    Quote,
    Span,
    SpanKind,
    block_text,
)


def blocks_of(text: str) -> tuple[Block, ...]:
    return extract_markdown(text, url="https://example.com/p/q").blocks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("See [[Harbour]] and [[Ferry|the boat]].", "See Harbour and the boat."),
        ("See [[Harbour#Prices]].", "See Harbour > Prices."),
        ("A ==marked *word*== here.", "A marked word here."),
        ("a == b and c == d", "a == b and c == d"),
        ("Seen%% by whom? %% at dawn.", "Seen at dawn."),
        ("It is 100%% sure.", "It is 100%% sure."),
        ("It costs $5 or $6 today.", "It costs $5 or $6 today."),
        ("Let $a_b + c_d$ be.", "Let $a_b + c_d$ be."),
        ("A line of a note. ^1a2b3c", "A line of a note."),
        ("Two to the ^ and a ~ alone.", "Two to the ^ and a ~ alone."),
        ("`[[code]] ==x== %%y%%`", "[[code]] ==x== %%y%%"),
        ("[[1]](https://example.org/1)", "[1]"),
    ],
)
def test_inline_marks(text: str, shown: str) -> None:
    (block,) = blocks_of(text)
    assert block_text(block) == shown


def test_sub_and_superscript_are_spans() -> None:
    assert blocks_of("H~2~O and x^2^") == (
        Paragraph(
            text="H2O and x2",
            spans=(Span(start=1, end=2, kind=SpanKind.SUB), Span(start=9, end=10, kind=SpanKind.SUP)),
        ),
    )


def test_a_wiki_picture_is_a_figure_and_a_wiki_page_its_name() -> None:
    assert blocks_of("![[boat.png|The boat]]") == (
        Figure(images=(Image(src="https://example.com/p/boat.png", alt="The boat"),)),
    )
    assert blocks_of("![[Harbour]]") == (Paragraph(text="Harbour"),)


def test_callouts_are_quotes_with_their_title() -> None:
    quotes = blocks_of("> [!note]- Mind the gap\n> It is wide.\n\n> [!WARNING]\n> Very.")
    assert [(type(block), block_text(block)) for block in quotes] == [
        (Quote, "Mind the gap"),
        (Quote, "It is wide."),
        (Quote, "Warning"),
        (Quote, "Very."),
    ]


def test_lists_of_tasks_and_of_definitions() -> None:
    assert blocks_of("- [ ] buy *bread*\n- [x] walk")[:2] == (
        ListItem(text="☐ buy bread", spans=(Span(start=6, end=11, kind=SpanKind.EMPHASIS),)),
        ListItem(text="☑ walk"),
    )
    term, *definitions = blocks_of("Ferry\n: A boat.\n: A journey.")
    assert term == Paragraph(text="Ferry", spans=(Span(start=0, end=5, kind=SpanKind.STRONG),))
    assert definitions == [ListItem(text="A boat."), ListItem(text="A journey.")]


def test_formulas_on_lines_of_their_own_are_code() -> None:
    assert blocks_of("$$\na_1 + b_2\n$$") == (Code(text="a_1 + b_2", language="math"),)


def test_marks_of_programs_go_and_what_stands_between_stays() -> None:
    text = (
        '{% include ad.html %}\n\n## Prices {#prices}\n{: .wide}\n\n::: warning\nMind it.\n:::\n\n!!! note "Look"\n\n'
        "[TOC]\n\n%%\nmine alone\n%%\n\n*[HTML]: a language\n\nEnd."
    )
    assert [block_text(block) for block in extract_markdown(text, fallback_title="x").blocks] == [
        "Prices",
        "Mind it.",
        "Look",
        "End.",
    ]


def test_a_figure_of_a_template_is_one() -> None:
    (figure,) = blocks_of('{{< figure src="/boat.jpg" caption="The boat. Photo: Jane Doe/AFP" >}}')
    assert isinstance(figure, Figure)
    assert (figure.images[0].src, figure.caption, figure.credit) == (
        "https://example.com/boat.jpg",
        "The boat.",
        "Jane Doe/AFP",
    )


def test_code_is_not_touched() -> None:
    code = "{% if x %}\n::: y\n*[a]: b\n> [!note] z\n%%\nk ^1a2b3c"
    assert blocks_of(f"```\n{code}\n```") == (Code(text=code),)


def test_an_open_comment_loses_nothing() -> None:
    assert prepared("a\n%%\nb\nc") == "a\n%%\nb\nc"


def test_hard_breaks_are_line_breaks_and_headings_have_none() -> None:
    assert blocks_of("one  \ntwo\\\nthree<br>four") == (Paragraph(text="one\ntwo\nthree\nfour"),)
    assert blocks_of("Text.\n\n## a<br>b")[1] == Heading(text="a b", names=("a-b",))


def test_players_and_entries_of_live_reports_as_our_export_writes_them() -> None:
    player, entry = blocks_of("[▶ The boat · 01:52](https://example.org/v.mp4)\n\n_17:52_ The boat is here.")
    assert player == Figure(kind=FigureKind.VIDEO, title="The boat", duration="01:52", url="https://example.org/v.mp4")
    assert entry == Paragraph(text="The boat is here.", time="17:52")
