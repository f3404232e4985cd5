"""Markdown: every block and inline of CommonMark, tables, footnotes, front matter, figures, raw HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.markup.raw_html import strip_html
from reader.extract.text.front_matter import read_front_matter
from reader.extract.text.markdown import extract_markdown
from reader.model.article import Article, ArticleKind
from reader.model.blocks import (
    Block,
    Code,
    Deck,
    Figure,
    FigureKind,
    Heading,
    Headline,
    Image,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    SpanKind,
    Table,
    block_spans,
    block_text,
)
from reader.model.text import clean_text

BASE = "https://example.com/p/q"


def blocks_of(text: str, base: str = BASE) -> tuple[Block, ...]:
    return extract_markdown(text, url=base).blocks


def only(text: str, base: str = BASE) -> Block:
    (block,) = blocks_of(text, base)
    return block


def marked(block: Block) -> dict[str, tuple[str, ...]]:
    """Return the kinds of the spans of a block with the text each covers."""
    found: dict[str, tuple[str, ...]] = {}
    for span in block_spans(block):
        found[span.kind.value] = (*found.get(span.kind.value, ()), block_text(block)[span.start : span.end])
    return found


def test_front_matter_and_first_heading_make_the_head() -> None:
    article = extract_markdown(
        '---\ntitle: "Other"\nauthor: [Jane Doe, John Roe]\ndate: 2026-03-02\nupdated: 2026-03-03T10:05:00+01:00\n'
        "tags:\n  - ferries\n  - sea\nlang: en-GB\nsite: Tidewater\ndeck: A deck\nlicense: CC BY 4.0\nsection: Travel\n"
        "canonical: https://example.com/c\nimage: /lead.jpg\n---\n\n# The *ferry* returns\n\nIt left at dawn.\n",
        url=BASE,
    )
    meta = article.metadata
    assert article.blocks == (
        Headline(text="The ferry returns"),
        Deck(text="A deck"),
        Paragraph(text="It left at dawn."),
    )
    assert (meta.title, meta.authors, meta.language, meta.site) == (
        "The ferry returns",
        ("Jane Doe", "John Roe"),
        "en-GB",
        "Tidewater",
    )
    assert meta.published is not None
    assert meta.updated is not None
    assert (meta.published.isoformat(), meta.updated.isoformat()) == ("2026-03-02", "2026-03-03T10:05:00+01:00")
    assert (meta.tags, meta.licence, meta.section) == (("ferries", "sea"), "CC BY 4.0", "Travel")
    assert (meta.canonical, meta.lead_image) == ("https://example.com/c", "https://example.com/lead.jpg")
    assert meta.provenance["title"] == "first heading of level 1"
    assert meta.provenance["authors"] == "front matter"


def test_front_matter_gives_the_title_where_no_heading_does() -> None:
    article = extract_markdown(
        "+++\ntitle = 'The ferry'\ndate = 2026-03-02\ntags = ['a', 'b']\n+++\nIt left.\n\n## Then\n"
    )
    assert article.blocks == (
        Headline(text="The ferry"),
        Paragraph(text="It left."),
        Heading(text="Then", names=("then",)),
    )
    assert article.metadata.published is not None
    assert article.metadata.published.isoformat() == "2026-03-02"
    assert article.metadata.tags == ("a", "b")


def test_two_rules_around_a_paragraph_are_no_front_matter() -> None:
    assert read_front_matter("---\n\nHe said: no.\n\nNothing here is a key\n\n---\n").end == 0
    assert [type(block) for block in blocks_of("---\n\nText.\n\n---\n\nMore.")] == [Rule, Paragraph, Rule, Paragraph]


def test_the_title_falls_back_to_a_first_heading_then_to_a_name() -> None:
    assert blocks_of("## Small\n\nText.")[0] == Headline(text="Small")
    assert extract_markdown("Text.", fallback_title="notes").blocks[0] == Headline(text="notes")
    assert extract_markdown("Text.").blocks == (Paragraph(text="Text."),)


def test_a_headline_behind_other_blocks_comes_first() -> None:
    assert [type(block) for block in blocks_of("![logo](l.png)\n\n# Title\n\nText.")] == [Headline, Figure, Paragraph]


def test_a_byline_under_the_headline_goes_to_the_metadata() -> None:
    article = extract_markdown("# T\n\n*By Jane Doe in Port Ellin*\n\n2 March 2026, 10:05\n\nText.")
    assert article.blocks == (Headline(text="T"), Paragraph(text="Text."))
    assert (article.metadata.authors, article.metadata.place) == (("Jane Doe",), "Port Ellin")
    assert article.metadata.published is not None
    assert article.metadata.published.isoformat() == "2026-03-02T10:05:00"


def test_inlines_become_spans() -> None:
    block = only("A **bold *both*** and _it_, `code`, ~~gone~~, H<sub>2</sub>O, x<sup>2</sup>, [link](/a).")
    assert block_text(block) == "A bold both and it, code, gone, H2O, x2, link."
    assert marked(block) == {
        "strong": ("bold both",), "emphasis": ("both", "it"), "code": ("code",), "sub": ("2",), "sup": ("2",), "link": ("link",)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("[x](/a/b)", "https://example.com/a/b"),
        ("[x](c?d=1#e)", "https://example.com/p/c?d=1#e"),
        ("[x](#place)", "#place"),
        ("[x](mailto:a@example.org)", "mailto:a@example.org"),
        ("<https://example.org/y>", "https://example.org/y"),
        ("https://example.org/z", "https://example.org/z"),
        ("[x][r]\n\n[r]: //cdn.example.org/r", "https://cdn.example.org/r"),
        ('<a href="/raw">x</a>', "https://example.com/raw"),
    ],
)
def test_links_are_made_absolute(link: str, target: str) -> None:
    (span,) = block_spans(only(link))
    assert (span.kind, span.target) == (SpanKind.LINK, target)


@pytest.mark.parametrize(
    ("sentence", "targets"),
    [
        ("See https://a.example/x, and https://a.example/y. So", ["https://a.example/x", "https://a.example/y"]),
        ("https://a.example/x: no; (https://a.example/w); ok!", ["https://a.example/x", "https://a.example/w"]),
        ("https://a.example/A_(b), “https://a.example/y”, so", ["https://a.example/A_(b)", "https://a.example/y"]),
        ("詳しくは https://a.example/x。それ", ["https://a.example/x"]),
        ("„https://a.example/x“ … https://a.example/y…", ["https://a.example/x", "https://a.example/y"]),
        ("https://a.example:8080/a:b?c=d;e#f.g", ["https://a.example:8080/a:b?c=d;e#f.g"]),
    ],
)
def test_a_bare_address_ends_where_its_sentence_goes_on(sentence: str, targets: list[str]) -> None:
    block = only(sentence)
    assert block_text(block) == sentence
    spans = [span for span in block_spans(block) if span.kind is SpanKind.LINK]
    assert [span.target for span in spans] == targets
    assert [sentence[span.start : span.end] for span in spans] == targets


@pytest.mark.parametrize(
    "link", ['<a href="javascript:alert(1)">x</a>', "[x](file:///etc/passwd)", "[x](ftp://a/b)", "[x]()"]
)
def test_other_schemes_are_no_links(link: str) -> None:
    assert block_spans(only(link)) == ()


def test_a_relative_link_without_a_base_is_text() -> None:
    assert only("[x](/a)", base="") == Paragraph(text="x")


def test_headings_keep_their_order_and_can_be_linked_to() -> None:
    blocks = blocks_of("# T\n\n## What next?\n\n### Deep\n\n# Again\n\n## What next?\n\n[go](#what-next)")
    assert blocks[1:5] == (
        Heading(text="What next?", level=2, names=("what-next",)),
        Heading(text="Deep", level=3, names=("deep",)),
        Heading(text="Again", level=2, names=("again",)),
        Heading(text="What next?", level=2, names=("what-next-1",)),
    )
    assert block_spans(blocks[5])[0].target == "#what-next"


def test_lists_keep_levels_and_numbers() -> None:
    assert blocks_of("3. one\n   - deep\n   - deeper\n\n     more\n4. two\n\n* [ ] task") == (
        ListItem(text="one", number=3),
        ListItem(text="deep", level=1),
        ListItem(text="deeper", level=1),
        Paragraph(text="more"),
        ListItem(text="two", number=4),
        ListItem(text="☐ task"),
    )


def test_quotes_keep_their_depth_and_paragraphs() -> None:
    assert blocks_of("> one\n>\n> two\n>\n> > deep") == (
        Quote(text="one"),
        Quote(text="two"),
        Quote(text="deep", level=2),
    )


def test_code_stands_as_it_is() -> None:
    assert only("```python title=x\ndef f():\n    return 1\n```") == Code(
        text="def f():\n    return 1", language="python"
    )
    assert blocks_of("Text.\n\n    a  b\n      c\n")[1] == Code(text="a  b\n  c")


def test_tables_have_header_rows_and_clean_cells() -> None:
    assert only("| a | b |\n|---|--:|\n| **1** | [x](y) |\n| a\tb |") == Table(
        rows=(("a", "b"), ("1", "x"), ("a b", "")), header_rows=1
    )


def test_rules_and_breaks() -> None:
    assert blocks_of("a  \nb\n\n***\n\nc") == (Paragraph(text="a\nb"), Rule(), Paragraph(text="c"))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (
            '![The ferry](f.jpg "The ferry leaves. Photo: Mara Quist/Tidewater Press")',
            Figure(
                images=(Image(src="https://example.com/p/f.jpg", alt="The ferry"),),
                caption="The ferry leaves.",
                credit="Mara Quist/Tidewater Press",
            ),
        ),
        (
            "![](f.jpg)\n*The ferry **comes** back (Foto: Ansa)*",
            Figure(
                images=(Image(src="https://example.com/p/f.jpg"),),
                caption="The ferry comes back",
                credit="Ansa",
                spans=(Span(start=10, end=15, kind=SpanKind.STRONG),),
            ),
        ),
        (
            "![A](f.jpg)\n\n_Caption below_",
            Figure(images=(Image(src="https://example.com/p/f.jpg", alt="A"),), caption="Caption below"),
        ),
        (
            "[![A](f.jpg)](https://example.org)",
            Figure(images=(Image(src="https://example.com/p/f.jpg", alt="A"),)),
        ),
        (
            "![](a.jpg) ![](b.jpg)",
            Figure(
                images=(Image(src="https://example.com/p/a.jpg"), Image(src="https://example.com/p/b.jpg")),
                kind=FigureKind.GALLERY,
            ),
        ),
        (
            '<img src="z.png" alt="Z &amp; Y">',
            Figure(images=(Image(src="https://example.com/p/z.png", alt="Z & Y"),)),
        ),
    ],
)  # fmt: skip
def test_pictures_become_figures(text: str, figure: Figure) -> None:
    assert only(text) == figure


def test_a_picture_inside_a_sentence_stands_behind_it() -> None:
    assert [type(block) for block in blocks_of("See ![x](f.jpg) here.")] == [Paragraph, Figure]


def test_a_long_italic_paragraph_is_no_caption() -> None:
    blocks = blocks_of(f"![](f.jpg)\n\n*{'word ' * 120}end*")
    assert [type(block) for block in blocks] == [Figure, Paragraph]


@pytest.mark.parametrize("src", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_pictures_of_other_schemes_are_dropped(src: str) -> None:
    assert blocks_of(f'<img src="{src}">') == ()


def test_footnotes_lead_there_and_back() -> None:
    paragraph, first, second = blocks_of("One.[^a] Two.[^b]\n\n[^a]: First *note*.\n[^b]: Second.")
    assert block_text(paragraph) == "One.1 Two.2"
    assert [span.target for span in block_spans(paragraph) if span.kind is SpanKind.LINK] == ["#fn1", "#fn2"]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.names == ("fnref1", "fnref2")
    assert isinstance(first, ListItem)
    assert (first.text, first.number, first.names) == ("First note. ↩", 1, ("fn1",))
    assert first.spans[-1] == Span(start=12, end=13, kind=SpanKind.LINK, target="#fnref1")
    assert isinstance(second, ListItem)
    assert second.names == ("fn2",)


def test_raw_html_leaves_its_text_and_no_script() -> None:
    blocks = blocks_of(
        "<div>Some <b>raw</b> text &amp; more<p>second</p><script>evil()</script><!-- hidden --><style>p{}</style></div>\n\n"
        "In <span>line</span> <script>alert(1)</script><!-- x -->end a < b."
    )
    assert [block_text(block) for block in blocks] == ["Some raw text & more", "second", "In line end a < b."]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("a < b > c", ["a < b > c"]),
        ("<p>one<p>two", ["one", "two"]),
        ("<!-- never closed", ["<!-- never closed"]),
        ("<script>never closed", ["never closed"]),
        ("<script>closed</script><script>never", ["never"]),
        ("broken <b", ["broken <b"]),
        ("<td>1</td><td>2</td>", ["1", "2"]),
    ],
)
def test_broken_html_is_stripped(text: str, paragraphs: list[str]) -> None:
    assert strip_html(text).paragraphs == paragraphs


def test_an_empty_text_is_a_shell() -> None:
    assert extract_markdown("").kind is ArticleKind.SHELL
    assert extract_markdown("  \n\n").blocks == ()


@pytest.mark.parametrize(
    "heading", ["Überschrift", "标题", "عنوان", "Заголовок", "Τίτλος", "कहानी", "タイトル", "제목", "כותרת"]
)
def test_headings_of_any_script_have_names(heading: str) -> None:
    blocks = blocks_of(f"# T\n\n## {heading}\n\n[go](#{heading.lower()})")
    assert isinstance(blocks[1], Heading)
    assert blocks[1].names == (heading.lower(),)
    assert block_spans(blocks[2])[0].target == f"#{heading.lower()}"


PIECES = st.sampled_from(
    "# h\n~* a\n~1. b\n~> q\n~```\n~---\n~| a |\n|---|\n~![x](y)~[x](z)~[^1]~[^1]: n\n~**~_~`~<b>~</b>~<script>~<!--~-->~\n\n"
    "~    ~text ~title: x\n~é~e\u0301~\u202e~\x00~+++\n~<img src=a>".split("~")
)


def check(article: Article) -> None:
    """Every span lies in its block, every text is clean, the headline is first and single."""
    for number, block in enumerate(article.blocks):
        text = block_text(block)
        assert text == clean_text(text)
        assert not isinstance(block, Headline) or number == 0
        for span in block_spans(block):
            assert 0 <= span.start < span.end <= len(text)
            assert span.kind is not SpanKind.LINK or re.match(r"https?:|mailto:|#.", span.target)
        if isinstance(block, Table):
            assert not any("\t" in cell or "\n" in cell for row in block.rows for cell in row)


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_makes_a_sound_article(text: str) -> None:
    check(extract_markdown(text, url=BASE))


@given(st.text(max_size=300))
def test_no_html_makes_the_stripper_raise(text: str) -> None:
    strip_html(text)
    read_front_matter("---\n" + text + "\n---\n")
    read_front_matter("+++\n" + text + "\n+++\n")


@pytest.mark.parametrize("opening", ["[", "![", "[[", "![["])
def test_a_flood_of_open_brackets_is_cut_and_the_text_behind_it_is_read(opening: str) -> None:
    block = only(opening * 100_000 + "text behind")
    assert isinstance(block, Paragraph)
    assert block.text.endswith("text behind")
    assert block.text.count("[") == 100


def test_brackets_that_somebody_wrote_all_stay() -> None:
    block = only("The cat walked over the keys, " + "[" * 40 + " and left.")
    assert isinstance(block, Paragraph)
    assert block.text.count("[") == 40


@pytest.mark.parametrize("depth", [19, 60, 400])
@pytest.mark.parametrize("indent", ["  ", "    ", "\t"])
def test_lists_in_lists_are_read_with_what_follows_them_however_deep(indent: str, depth: int) -> None:
    items = "".join(f"{indent * level}- item {level}.\n" for level in range(depth))
    article = extract_markdown(f"# The lock\n\nThe keeper writes.\n\n{items}\nThe end.\n")
    assert [block_text(block) for block in article.blocks if isinstance(block, ListItem)] == [
        f"item {level}." for level in range(depth)
    ]
    assert block_text(article.blocks[-1]) == "The end."


@pytest.mark.parametrize("signs", ["> ", ">", "- ", "> - ", "1. "])
def test_a_line_of_many_signs_is_read_with_what_follows_it(signs: str) -> None:
    article = extract_markdown(f"# The lock\n\n{signs * 500}The keeper writes.\n\nThe end.\n")
    assert "The keeper writes." in article.text
    assert block_text(article.blocks[-1]) == "The end."


def test_lists_by_tabs_with_many_signs_on_their_lines_are_read_with_what_follows_them() -> None:
    items = "".join(f"{chr(9) * level}{'- ' * 60}item {level}.\n" for level in range(60))
    article = extract_markdown(f"# The lock\n\nThe keeper writes.\n\n{items}\nThe end.\n")
    assert all(f"item {level}." in article.text for level in range(60))
    assert block_text(article.blocks[-1]) == "The end."


@pytest.mark.parametrize(
    "opening", ["<!--", "<script>", "<style>", "words <!--", "words <script>", "words <style>", "<select>"]
)
def test_what_never_ends_takes_nothing_of_the_text_with_it(opening: str) -> None:
    article = extract_markdown(f"# T\n\nFirst.\n\n{opening} then.\n\nSecond line.\n\nLast.")
    assert [word for word in ("First.", "then.", "Second line.", "Last.") if word not in article.body] == []


def test_notes_that_nothing_calls_are_kept() -> None:
    article = extract_markdown(
        "# T\n\nOne[^a].\n\n[^a]: Old.\n\n[^b]: Never called.\nA second line.\n\n[^a]: New.\n\nEnd."
    )
    for words in ("Old.", "New.", "Never called.", "A second line.", "End."):
        assert article.body.count(words) == 1
