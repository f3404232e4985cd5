import json
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.exchange.front_matter import front_matter
from reader.exchange.markdown import article_to_markdown, marked_article_to_markdown, notes_to_markdown
from reader.exchange.marks import MarkedArticle
from reader.model.annotation import Colour, PlacedAnnotation
from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Headline, ListItem, Paragraph

Make = Callable[..., MarkedArticle]
MakeOne = Callable[..., PlacedAnnotation]
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def read_front_matter(text: str) -> dict[str, object]:
    """Read what `front_matter` wrote, as strictly as YAML 1.2 would: JSON values on one line each."""
    lines = text.split("\n")
    assert lines[0] == "---"
    end = lines.index("---", 1)
    pairs = [line.partition(": ") for line in lines[1:end]]
    return {key: json.loads(value) for key, _, value in pairs}


@pytest.mark.parametrize(
    "title",
    [
        "---\nkey: x",
        '"quoted": yes',
        "a: b # c",
        "- x",
        "\u2028---\u2028",
        "\x85---",
        "{a: b}",
        "\\",
        "'",
        "!!python/object",
    ],
)
def test_a_hostile_title_stays_one_value(title: str, marked: Make) -> None:
    fields = read_front_matter(notes_to_markdown(marked(title=title)))
    assert fields["title"] == title
    assert set(fields) == {"title", "authors", "site", "published", "url", "added", "exported", "id"}


@given(st.dictionaries(st.sampled_from(["title", "site", "tags"]), st.text() | st.lists(st.text())))
def test_front_matter_never_breaks(fields: dict[str, str | list[str]]) -> None:
    text = front_matter(fields)
    assert read_front_matter(text) == {key: value for key, value in fields.items() if value}
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]", text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_no_title_breaks_the_front_matter_of_an_export(marked: Make, title: str) -> None:
    assert len(read_front_matter(notes_to_markdown(marked(title=title)))) == 8


def test_notes_come_in_text_order_with_what_was_written(
    marked: Make, highlight: MakeOne, article_note: MakeOne
) -> None:
    text = notes_to_markdown(
        marked(
            highlight("Nobody knew why.", 5, note="Ask the *captain*.", tags=("cause", "two words")),
            highlight("The Aurelia left at noon.", 6, colour=Colour.GREEN),
            highlight("A sentence that is gone.", 4, note="Still true?"),
            article_note("Read twice."),
        )
    )
    body = text.split("---\n", 2)[2]
    assert body == (
        "\n# The ferry \\<b>that\\</b> came late\n\n"
        "By Ida Holm, Jon Vik · The Harbour · 2026-02-18 · <https://example.org/ferry>\n\n"
        "## Notes on the article\n\n- Read twice.\n\n"
        "## Highlights\n\n"
        "### 1 · evidence · ¶ 3 of 14\n\n> The Aurelia left at noon.\n\n"
        "### 2 · claim · ¶ 3 of 14\n\n> Nobody knew why.\n\n- Ask the *captain*.\n- Tags: cause, two words\n\n"
        "## Passages that are no longer in the text\n\n"
        "### claim\n\n> A sentence that is gone.\n\n- Still true?\n"
    )


@pytest.mark.parametrize(
    "note", ["```\nunclosed", "---\nrule", "<!-- unclosed", "# heading\n\n> quote", "~~~", "* * *\nx"]
)
def test_a_note_cannot_leave_its_place(note: str, marked: Make, highlight: MakeOne) -> None:
    text = notes_to_markdown(marked(highlight("Nobody knew why.", note=note), highlight("Fog", 3)))
    tokens = MarkdownIt("commonmark").parse(text.split("---\n", 2)[2])
    headings = [
        tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0
    ]
    assert headings[-1] == "2 · claim · ¶ 5 of 14"


def test_full_form_marks_the_cells_of_a_table(marked: Make, highlight: MakeOne) -> None:
    text = marked_article_to_markdown(marked(highlight("Port\tHour\nA|b", note="ports")))
    assert "| ==Port== | ==Hour== |\n| --- | --- |\n| ==A\\|b==[^1] | 9 |" in text


def test_full_form_marks_the_text_and_hangs_notes_as_footnotes(marked: Make, highlight: MakeOne) -> None:
    text = marked_article_to_markdown(
        marked(highlight("Aurelia left at noon", note="Which noon?"), highlight("fog", 3))
    )
    assert "The ==_Aurelia_ left at noon==[^1]. Nobody" in text
    assert "_The ferry in the_ ==_fog_==[^2]" in text
    assert text.endswith("[^1]: claim\n\n    - Which noon?\n\n[^2]: claim\n")


def test_a_highlight_over_blocks_is_marked_in_each(marked: Make, highlight: MakeOne, article: Article) -> None:
    quote = article.text[article.text.index("Nobody") : article.text.index(" in the fog")]
    text = marked_article_to_markdown(marked(highlight(quote)))
    assert "==Nobody knew why.==" in text
    assert "==_The ferry_==[^1] _in the fog" in text


def test_the_article_keeps_its_blocks(article: Article) -> None:
    text = article_to_markdown(article)
    assert text.startswith(
        "# The ferry \\<b>that\\</b> came late\n\n_A crossing of \\*two\\* hours took nine._\n\nBy Ida Holm, Jon Vik"
    )
    assert "![A ferry](https://example.org/a.png)\n\n_The ferry in the fog\\\nIda Holm_" in text
    assert "> We waited.\\\n> And waited." in text
    assert "1. first\n   - inner\n2. second" in text
    assert "| Port | Hour |\n| --- | --- |\n| A\\|b | 9 |" in text
    assert "```js\nlet x = `1`;\n<script>\n```" in text
    assert "> Late again\n>\n> — [A post · Post](https://example.org/post)" in text


def test_lists_keep_their_numbers_and_depth() -> None:
    blocks = (
        ListItem(text="three", number=3),
        ListItem(text="deep", level=5),
        ListItem(text="a\nb", number=1),
        ListItem(text="two", number=2),
    )
    text = article_to_markdown(Article(metadata=Metadata(), blocks=blocks))
    assert text == "3. three\n   - deep\n1) a\\\n   b\n2) two\n"
    assert MARKDOWN.render(text).count("<ol") == 2


LINE = st.text(alphabet="ab1 *_`[]()<>&#=~|$-+.!:", min_size=1, max_size=20).map(str.strip).filter(bool)


@given(st.lists(LINE, min_size=1, max_size=5))
def test_text_never_becomes_structure(lines: list[str]) -> None:
    blocks: tuple[Block, ...] = (Headline(text="T"), *(Paragraph(text=line) for line in lines))
    tokens = MARKDOWN.parse(article_to_markdown(Article(metadata=Metadata(), blocks=blocks)))
    assert [token.type for token in tokens] == [
        *("heading_open", "inline", "heading_close"),
        *(kind for _ in lines for kind in ("paragraph_open", "inline", "paragraph_close")),
    ]
