"""From a page to its blocks: what each structure of HTML becomes, and what is said once although it stands twice."""

import pytest

from reader.extract.html_page import extract_html
from reader.model.article import Article
from reader.model.blocks import (
    Block,
    Code,
    Heading,
    Headline,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    SpanKind,
    Table,
    block_spans,
)
from reader.model.page import Page, PageForm, PageOrigin

FIRST = (
    "The ferry left the quay at dawn with forty passengers and two dogs, and nobody on board had slept for more than an "
    "hour, because the gale had kept the whole of the harbour awake until it blew itself out at four."
)
LAST = (
    "By noon the last of the boats was back on its mooring, the harbour master had counted them twice, and the baker on "
    "the corner, who had opened early for the crews, had nothing left to sell but yesterday's bread."
)


def _article(markup: str) -> Article:
    text = (
        "<!doctype html><html lang=en><title>The gale and the ferry</title><body><article><h1>The gale and the ferry</h1>"
        f"<p>{FIRST}</p>{markup}<p>{LAST}</p></article>"
    )
    page = Page(
        content=text.encode(), form=PageForm.HTML, origin=PageOrigin.URL, url="https://tern.example/news/the-gale"
    )
    return extract_html(page)


def _between(markup: str) -> list[Block]:
    """The blocks that `markup` becomes when it stands between two paragraphs."""
    blocks: list[Block] = [block for block in _article(markup).blocks if not isinstance(block, Headline)]
    assert getattr(blocks[0], "text", "").startswith(FIRST[:40])
    assert getattr(blocks[-1], "text", "") == LAST
    return list(blocks[1:-1])


def test_a_short_bold_line_above_running_text_is_a_heading() -> None:
    (heading,) = _between("<p><strong>What the harbour lost</strong></p>")
    assert heading == Heading(text="What the harbour lost", level=2)


@pytest.mark.parametrize(
    "line",
    [
        "<b>Why did you sail at all that night?</b>",
        "<b>She would not sail again in such a gale.</b>",
        "<b>harbour master</b>",
        "<b>The harbour master</b> said no",
        "<b>One</b><br><b>Two</b>",
    ],
    ids=["question", "sentence", "small letter", "half bold", "two lines"],
)
def test_other_bold_lines_stay_paragraphs(line: str) -> None:
    (block,) = _between(f"<p>{line}</p>")
    assert isinstance(block, Paragraph)


def test_levels_begin_at_two_whatever_the_page_uses() -> None:
    prose = f"<p>{FIRST}</p>"
    found = _between(f"<h3>The boats</h3>{prose.replace('dawn', 'six')}<h5>The ferry</h5>")
    assert [(block.text, block.level) for block in found if isinstance(block, Heading)] == [
        ("The boats", 2),
        ("The ferry", 3),
    ]


def test_a_pull_quote_that_repeats_the_text_is_marked_and_not_read_twice() -> None:
    article = _article('<aside class="pull-quote"><p>“The harbour master had counted them twice”</p></aside>')
    (pull,) = [block for block in article.blocks if isinstance(block, Quote)]
    assert pull.is_pull
    assert article.body.count("counted them twice") == 1


def test_a_shortened_pull_quote_is_known_by_most_of_its_words() -> None:
    text = "Forty passengers and two dogs, and nobody on board had slept for more than an hour"
    (pull,) = _between(f'<figure class="pullquote"><blockquote><p>{text} that night</p></blockquote></figure>')
    assert isinstance(pull, Quote)
    assert pull.is_pull


def test_a_pull_quote_that_stands_nowhere_else_is_a_quote() -> None:
    article = _article(
        '<aside class="pullquote"><p>“I have never been so afraid of a kettle in my life, and I have seen some”</p></aside>'
    )
    (quote,) = [block for block in article.blocks if isinstance(block, Quote)]
    assert not quote.is_pull
    assert "afraid of a kettle" in article.body


def test_a_quote_keeps_who_said_it() -> None:
    found = _between(
        "<figure><blockquote><p>Nobody on the quay had ever seen the water stand so high against the wall.</p></blockquote>"
        "<figcaption>Hanna Moor, pilot</figcaption></figure>"
    )
    assert [(type(block), getattr(block, "text", "")) for block in found] == [
        (Quote, "Nobody on the quay had ever seen the water stand so high against the wall."),
        (Quote, "Hanna Moor, pilot"),
    ]


def test_items_have_the_numbers_of_their_page() -> None:
    found = _between(
        '<ol start="5"><li>five of the nine boats</li><li value="9">nine crews in all</li><li>ten ropes</li></ol>'
        "<ol reversed><li>the last place</li><li>the first place</li></ol>"
    )
    assert [block.number for block in found if isinstance(block, ListItem)] == [5, 9, 10, 2, 1]


def test_a_term_stands_out_and_what_it_means_stands_below_it() -> None:
    term, meaning = _between("<dl><dt>Spring tide</dt><dd>The higher of the two, at new and full moon.</dd></dl>")
    assert isinstance(term, ListItem)
    assert isinstance(meaning, ListItem)
    assert [span.kind for span in term.spans] == [SpanKind.STRONG]
    assert (term.level, meaning.level) == (0, 1)


def test_questions_of_a_list_of_terms_are_headings() -> None:
    found = _between(
        "<dl><dt>Will the ferry sail?</dt><dd>It will, if the wind drops below force nine before the evening.</dd>"
        "<dt>Are dogs allowed?</dt><dd>Two of them at a time, on the lower deck, with their owners.</dd></dl>"
    )
    assert [type(block) for block in found] == [Heading, Paragraph, Heading, Paragraph]


def test_a_part_that_folds_is_open_and_its_summary_is_its_heading() -> None:
    heading, answer = _between(
        "<details><summary>What happens to my ticket?</summary>"
        "<p>It stays valid for a week, on every crossing that is not sold out, without a fee.</p></details>"
    )
    assert heading == Heading(text="What happens to my ticket?", level=2)
    assert isinstance(answer, Paragraph)


def test_a_role_makes_a_heading() -> None:
    heading, _ = _between(f'<div role="heading" aria-level="3">The boats</div><p>{FIRST.replace("dawn", "six")}</p>')
    assert isinstance(heading, Heading)


@pytest.mark.parametrize("line", ["* * *", "***", "⁂", "• • •", "———", "# # #"])
def test_a_line_of_ornaments_is_a_rule(line: str) -> None:
    assert _between(f"<p>{line}</p>") == [Rule()]


def test_a_table_has_its_caption_above_and_cells_that_span_leave_the_columns_in_place() -> None:
    caption, table = _between(
        "<table><caption>Boats by port</caption><thead><tr><th>Port<th colspan=2>Boats</thead>"
        "<tr><th rowspan=2 scope=row>Holm<td>1<b>2</b>th<td>7<tr><td>8<br>and 9<td>9</table>"
    )
    assert isinstance(caption, Paragraph)
    assert caption.text == "Boats by port"
    assert table == Table(rows=(("Port", "Boats", ""), ("Holm", "12th", "7"), ("", "8 and 9", "9")), header_rows=1)


def test_a_footnote_leads_there_and_back() -> None:
    article = _article(
        'Nobody slept.<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>'
        '<section class="references"><ol><li id="cite_note-1"><a href="#cite_ref-1">^</a> Harbour log, page 12.</ol></section>'
    )
    caller = next(block for block in article.blocks if "cite_ref-1" in getattr(block, "names", ()))
    note = next(block for block in article.blocks if "cite_note-1" in getattr(block, "names", ()))
    assert "#cite_note-1" in {span.target for span in block_spans(caller)}
    assert [(span.kind, span.target) for span in block_spans(note)] == [(SpanKind.LINK, "#cite_ref-1")]
    assert getattr(note, "text", "") == "↩ Harbour log, page 12."


def test_code_names_its_language_and_has_no_line_numbers() -> None:
    code = "if tide:\n    wait()"
    listing = (
        '<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>1\n2</pre></div></td>'
        f'<td class="code"><div class="highlight"><pre><code class="language-python">{code}</code></pre></div></td></tr></table>'
    )
    assert _between(listing) == [Code(text=code, language="python")]
