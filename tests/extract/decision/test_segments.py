"""The page as segments: paragraphs, lists, quotes, tables, code, embeds, in document order."""

from reader.extract.decision.segments import MAX_SEGMENTS, Segment, SegmentKind, read_segments
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import parse_page
from reader.model.blocks import FigureKind, SpanKind

BASE = "https://tern.example/news/quay"


def _segments(markup: str) -> list[Segment]:
    return read_segments(parse_page(f"<body>{markup}"), base=BASE, rules=load_rules())


def _texts(markup: str) -> list[str]:
    return [segment.text for segment in _segments(markup)]


def test_text_beside_blocks_is_a_paragraph_of_its_own() -> None:
    assert _texts("<div>one<p>two</p>three <b>and</b> four<div>five</div></div>") == [
        "one",
        "two",
        "three and four",
        "five",
    ]


def test_two_breaks_end_a_paragraph_and_one_does_not() -> None:
    assert _texts("<p>one<br>still one<br> \n <br/>two</p>") == ["one\nstill one", "two"]


def test_single_breaks_between_whole_paragraphs_split_them() -> None:
    long = (
        "The ferry left the quay at dawn with forty passengers and two dogs, and nobody on board had slept for an hour."
    )
    assert _texts(f"<div>{long}<br>{long}</div>") == [long, long]


def test_lists_keep_level_and_number() -> None:
    found = _segments('<ol start="3"><li>three<ul><li>inner</li></ul></li><li><p>four</p><p>more</p></li></ol>')
    assert [(s.text, s.kind, s.level, s.number) for s in found] == [
        ("three", SegmentKind.ITEM, 0, 3),
        ("inner", SegmentKind.ITEM, 1, None),
        ("four", SegmentKind.ITEM, 0, 4),
        ("more", SegmentKind.PARAGRAPH, 0, None),
    ]


def test_quotes_nest() -> None:
    found = _segments("<blockquote><p>a</p><blockquote>b</blockquote></blockquote><p>c</p>")
    assert [(s.kind, s.level) for s in found] == [
        (SegmentKind.QUOTE, 1),
        (SegmentKind.QUOTE, 2),
        (SegmentKind.PARAGRAPH, 0),
    ]


def test_code_keeps_its_lines() -> None:
    (code,) = _segments('<pre class="language-python"><code>if tide:\n    wait()<br>go()</code></pre>')
    assert code.kind is SegmentKind.CODE
    assert "".join(run.text for run in code.runs) == "if tide:\n    wait()\ngo()"


def test_data_tables_are_read_and_layout_tables_unwrapped() -> None:
    data = _segments("<table><thead><tr><th>Port<th>Boats</thead><tr><td>Eastness<td>12<tr><td>Holm<td>7</table>")
    assert data[0].rows == (("Port", "Boats"), ("Eastness", "12"), ("Holm", "7"))
    assert data[0].header_rows == 1
    assert _texts("<table><tr><td><p>one</p><p>two</p></td></tr></table>") == ["one", "two"]


def test_links_are_absolute_or_inside_the_article() -> None:
    (found,) = _segments(
        '<p id="fn"><a href="/x">a</a> <a href="#fn">b</a> <a href="mailto:a@b.example?subject=x">c</a> '
        '<a href="javascript:x()">d</a> <a href="https://tern.example/news/quay#fn">e</a></p>'
    )
    assert [span.target for span in found.rich.spans if span.kind is SpanKind.LINK] == [
        "https://tern.example/x", "#fn", "mailto:a@b.example", "#fn",
    ]  # fmt: skip
    assert found.names == ("fn",)


def test_posts_maps_and_players_become_cards() -> None:
    post, video = _segments(
        '<blockquote class="twitter-tweet"><p>The quay is open</p>'
        '<a href="https://twitter.com/tern/status/1">1 May</a></blockquote>'
        '<iframe src="https://www.youtube-nocookie.com/embed/abcdef12345" title="Opening day"></iframe>'
        '<iframe src="https://ads.example/frame"></iframe>'
    )
    assert post.embed is not None
    assert (post.embed.url, post.embed.provider, post.embed.quote) == (
        "https://twitter.com/tern/status/1",
        "X",
        "The quay is open",
    )
    assert video.figure is not None
    assert (video.figure.kind, video.figure.title) == (FigureKind.VIDEO, "Opening day")


def test_a_picture_inside_a_sentence_does_not_end_it() -> None:
    assert [s.text for s in _segments('<p>before <img src="/a.jpg"> after</p>') if not s.figure] == ["before after"]


def test_wide_text_survives() -> None:
    texts = ["船は夜明けに出た。", "غادرت العبّارة الرصيف عند الفجر.", "👩‍🚀 flew", "e\u0301te\u0301", "x" * 5_000]
    assert _texts("".join(f"<p>{text}</p>" for text in texts)) == [*texts[:3], "été", texts[4]]


def test_ten_thousand_headings_and_no_end() -> None:
    assert len(_segments("<h2>x</h2>" * (MAX_SEGMENTS + 500))) <= MAX_SEGMENTS + 1


def test_notes_beside_a_sentence_are_no_more_than_all_segments_may_be() -> None:
    note = "<span class=sidenote>note</span>"
    assert len(_segments(f"<p>one{note * (MAX_SEGMENTS + 50)}</p>")) == MAX_SEGMENTS
