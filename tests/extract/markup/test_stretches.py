"""What is inline: quotation marks, drop caps, breaks, jumps."""

import pytest

from reader.extract.decision.segments import Segment, read_segments
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import parse_page

HERE = "https://tern.example/news/gale"


def _segments(markup: str) -> list[Segment]:
    return read_segments(parse_page(f"<body>{markup}"), base=HERE, rules=load_rules())


def _text(markup: str) -> str:
    return "|".join(segment.text for segment in _segments(markup))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<span class="dropcap">T</span>he ferry', "The ferry"),
        ('<span class="drop-cap">T</span>\n  he ferry', "The ferry"),
        ('<span class="dropcap">A</span> ferry', "A ferry"),
        ('<span class="g-drop">T</span> <span class="g-upper">he ferry</span> sails', "The ferry sails"),
        ('<span class="g-drop">T</span> <b>Harbours</b>', "T Harbours"),
        ('<span class="dropcap">“W</span>e sail', "“We sail"),
        ('<span class="dropcap">T</span> 12 boats', "T 12 boats"),
        ("<span>T</span> he", "T he"),
        ("half <b>an</b> <i>hour</i>, <a href=/x>at</a> most", "half an hour, at most"),
        ("un<b>believ</b>able", "unbelievable"),
        ("har&shy;bour mas&#8203;ter", "harbour master"),
        ("say <q>no <q>never</q> again</q>", "say “no ‘never’ again”"),
        ("say <q>“no”</q>", "say “no”"),
        ("H<sub>2</sub>O", "H2O"),
        ("<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の朝", "港の朝"),
        ("on <s>Tuesday</s> Thursday with <del>ten</del> <ins>eleven</ins>", "on Thursday with eleven"),
        ('the <abbr title="Royal Navy">RN</abbr> came', "the RN came"),
    ],
)
def test_words_are_neither_glued_nor_split(markup: str, text: str) -> None:
    assert _text(f"<p>{markup}</p>") == text


def test_verses_keep_their_lines() -> None:
    assert _text("<p>The wind came down,<br>the boats went out,<br>and none came in.</p>") == (
        "The wind came down,\nthe boats went out,\nand none came in."
    )


def test_whole_paragraphs_of_dense_scripts_are_split_at_single_breaks() -> None:
    line = "船は夜明けに四十人の乗客と二匹の犬を乗せて岸壁を離れたが、その夜は誰ひとり一時間も眠れなかったという。"
    assert _text(f"<div>{line}<br>{line}</div>") == f"{line}|{line}"


def test_names_are_found_however_the_link_writes_them() -> None:
    found = _segments(
        f'<p><a href="#caf%C3%A9">1</a> <a href="{HERE}#b">2</a></p><p id="café">one</p><p><a name="b"></a>two</p><p id="c">x</p>'
    )
    assert [segment.names for segment in found] == [(), ("café",), ("b",), ()]
    assert [span.target for span in found[0].rich.spans] == ["#café", "#b"]


def test_a_link_back_that_is_drawn_by_style_leads_back_too() -> None:
    (_, note) = _segments(
        '<p>x<span id="r1"></span><a href="#n1">1</a></p><ol><li><span id="n1"></span>The log.'
        '<a class="to-top" href="#r1"></a></li></ol>'
    )
    assert note.text == "The log. ↩"
    assert [span.target for span in note.rich.spans] == ["#r1"]


def test_a_link_back_to_nowhere_leaves_no_sign() -> None:
    assert _text('<p>The log. <a href="#gone">↩</a></p>') == "The log."


def test_the_sign_beside_a_heading_is_no_text() -> None:
    assert _text('<h2 id="a">Boats <a href="#a">#</a></h2>') == "Boats"


def test_a_note_in_the_middle_of_a_sentence_stands_behind_it() -> None:
    markup = '<p>The ferry left<span class="sidenote">So says the log.</span> at dawn.</p><p>Nobody slept.</p>'
    assert _text(markup) == "The ferry left at dawn.|So says the log.|Nobody slept."
