"""What stands around the text: standfirst, kicker, byline, place, stamp, signatures, corrections."""

import pytest

from reader.extract.decision.decide import decide
from reader.extract.decision.evidence import is_prose, measure_page
from reader.extract.decision.guide import Guide
from reader.extract.decision.segments import read_segments
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import parse_page
from reader.extract.metadata.around import Surroundings, read_surroundings

TITLE = "Board decides about the quay"
PROSE = [
    f"Paragraph {n} tells at some length, and with a comma, what the harbour board decided about quay number {n}."
    for n in range(8)
]
BODY = "<div class=story-body>" + "".join(f"<p>{text}</p>" for text in PROSE) + "{}</div>"


def _read(
    above: str = "", *, below: str = "", before: str = "", first: str = "", description: str = ""
) -> Surroundings:
    body = BODY.replace("<p>", f"<p>{first}", 1).format(below)
    markup = f"<body><article>{before}<h1>{TITLE}</h1>{above}{body}</article></body>"
    segments = read_segments(parse_page(markup), base="", rules=load_rules())
    kept = {index for index, segment in enumerate(segments) if is_prose(segment) and segment.text.endswith(".")}
    page = measure_page(segments, kept, Guide(""), load_rules(), title=TITLE, authors=(), description=description)
    return read_surroundings(page, decide(page), description=description, titles=(TITLE,), language="en")


def test_byline_place_and_stamp_between_headline_and_text() -> None:
    found = _read(
        "<div><p>By Ada Quill and Bo Tern in Port Senna</p><p>2 March 2026, 10:05 | Updated 3 March 2026</p></div>"
    )
    assert (found.authors, found.place) == (("Ada Quill", "Bo Tern"), "Port Senna")
    assert found.published is not None
    assert found.updated is not None
    assert (found.published.isoformat(), found.updated.isoformat()) == ("2026-03-02T10:05:00", "2026-03-03")


def test_a_name_beside_a_stamp_is_the_author() -> None:
    assert _read("<div>Ada Quill | 2 March 2026</div>").authors == ("Ada Quill",)
    assert _read("<div>Read More | 2 March 2026</div>").authors == ()


def test_a_byline_in_the_text_counts_above_its_first_paragraph() -> None:
    assert _read(first="</p><p>By <b>Ada Quill</b> and <b>Bo Tern</b></p><p>").authors == ("Ada Quill", "Bo Tern")


def test_agencies_stand_apart() -> None:
    found = _read("<p>By Ada Quill, Reuters</p>")
    assert (found.authors, found.agencies) == (("Ada Quill",), ("Reuters",))


@pytest.mark.parametrize(
    "line",
    ["<p><em>Ada Quill</em></p>", "<p>(By Ada Quill)</p>", "<p>Reporting by Ada Quill</p>", "<p>ADA QUILL</p>"],
)
def test_a_signature_below_the_text_names_the_author(line: str) -> None:
    assert _read(below=line).signatures == ("Ada Quill",)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Ada Quill</p>",
        "<p><em>The quay of the north</em></p>",
        '<p><em><a href="https://tern.example/a">Ada Quill</a></em></p>',
    ],
)
def test_other_lines_sign_nothing(line: str) -> None:
    assert _read(below=line).signatures == ()


def test_the_dateline_gives_the_place() -> None:
    assert _read(first="PORT SENNA, March 2 (Reuters) - ").place == "Port Senna"


def test_a_named_standfirst_is_the_deck() -> None:
    deck = "Ferries no longer wait for the tide, and the fish hall gets a roof"
    assert _read(f'<p class="standfirst">{deck}</p>').deck == deck


def test_the_article_in_points_is_the_deck() -> None:
    points = (
        "Ferries no longer wait for the tide to turn at Senna.",
        "The fish hall gets a roof that keeps out the gulls.",
    )
    listed = "".join(f"<li>{point}</li>" for point in points)
    assert _read(f"<div><ul>{listed}</ul></div>").deck == " ".join(points)
    assert (
        _read("<div><ul><li>Save this story to read it later</li><li>Share it with a friend</li></ul></div>").deck == ""
    )


def test_a_heading_that_is_the_headline_with_a_label_is_no_deck() -> None:
    assert _read(f"<h2>Harbour of Port Senna{TITLE}</h2>").deck == ""


def test_a_first_paragraph_is_no_deck_though_the_description_repeats_it() -> None:
    assert _read(description=PROSE[0]).deck == ""


def test_a_kicker_stands_right_before_the_headline() -> None:
    assert _read(before='<p class="kicker">Harbour |</p>').kicker == "Harbour"
    assert _read(before="<p>Harbour</p>").kicker == ""
    assert _read(before='<p class="kicker">Comments</p>').kicker == ""


def test_labels_of_a_kicker_do_not_run_into_each_other() -> None:
    labels = '<p class="kicker"><span>Isles</span><span><a href="/quays">Quays of Senna</a></span></p>'
    assert _read(before=labels).kicker == "Isles · Quays of Senna"
    assert _read(before='<p class="kicker"><b>I</b>sles <i>and</i> <b>Quays</b></p>').kicker == "Isles and Quays"


def test_a_heading_over_the_text_does_not_end_the_head_of_the_page() -> None:
    heading = "The board of the harbour of Senna met on Monday evening and decided, after a long talk, what to do next"
    found = _read(f"<h4>{heading}</h4><div>Ada Quill | 2 March 2026</div>")
    assert found.authors == ("Ada Quill",)


def test_corrections_are_found_in_and_right_after_the_text() -> None:
    inside = "Correction: an earlier version of this text named another quay, and gave the wrong year for it."
    assert _read(below=f"<p>{inside}</p>").corrections == (inside,)
    assert _read(below="</div><div><p>Correction: The quay is number 7.</p>").corrections == (
        "Correction: The quay is number 7.",
    )


def test_a_page_without_text_has_nothing_around_it() -> None:
    segments = read_segments(parse_page("<body><h1>Quay</h1></body>"), base="", rules=load_rules())
    page = measure_page(segments, set(), Guide(""), load_rules(), title="Quay", authors=(), description="")
    decision = decide(page)
    found = read_surroundings(page, decision, description="", titles=(), language="")
    assert (found.deck, found.authors, found.corrections) == ("", (), ())
