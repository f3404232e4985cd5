"""The decision: evidence outvotes a wrong or empty proposal, and every block has its evidence."""

from reader.extract.decision.decide import Certainty, Decision, decide, load_weights
from reader.extract.decision.evidence import measure_page
from reader.extract.decision.features import first_look, second_look, weigh
from reader.extract.decision.guide import Guide
from reader.extract.decision.segments import Segment, read_segments
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import parse_page

PROSE = [
    f"Paragraph {n} tells at some length, and with a comma, what the harbour board decided about quay number {n}."
    for n in range(8)
]
MARKUP = (
    "<h1>Board decides about the quay</h1><article><div class=story-body>"
    + "".join(f"<p>{text}</p>" for text in PROSE)
    + "</div><div class=related><h3>Related</h3>"
    + "".join(f'<p><a href="/{n}">Another story about a boat that left the quay on day {n}</a></p>' for n in range(5))
    + "</div></article>"
)


def _decide(markup: str, *, proposal: set[int] | None, guide: str = "") -> tuple[list[Segment], Decision]:
    segments = read_segments(parse_page(f"<body>{markup}"), base="", rules=load_rules())
    kept = {i for i, s in enumerate(segments) if s.text in PROSE} if proposal is None else proposal
    page = measure_page(
        segments, kept, Guide(guide), load_rules(), title="Board decides about the quay", authors=(), description=""
    )
    return segments, decide(page)


def _chosen(markup: str, *, proposal: set[int] | None, guide: str = "") -> list[str]:
    segments, decision = _decide(markup, proposal=proposal, guide=guide)
    return [segments[index].text for index in decision.chosen]


def test_prose_stays_and_related_links_go() -> None:
    assert _chosen(MARKUP, proposal=None) == PROSE


def test_the_name_of_a_picture_s_file_is_no_text() -> None:
    markup = MARKUP.replace(f"<p>{PROSE[3]}", f"<p>quay seen from the ferry.JPG</p><p>{PROSE[3]}")
    assert _chosen(markup, proposal=None) == PROSE
    assert "quay.jpg was the picture that everybody had seen." in _chosen(
        markup.replace("quay seen from the ferry.JPG", "quay.jpg was the picture that everybody had seen."),
        proposal=None,
    )


def test_an_empty_proposal_is_outvoted() -> None:
    assert _chosen(MARKUP, proposal=set()) == PROSE


def test_json_ld_vouches_for_text_that_was_not_proposed() -> None:
    assert set(_chosen(MARKUP, proposal={3}, guide=" ".join(PROSE))) >= set(PROSE)


def test_every_text_has_its_evidence() -> None:
    segments, decision = _decide(MARKUP, proposal=None)
    assert len(decision.evidence) == len(segments)
    assert all(decision.evidence)
    assert not decision.settled


def test_what_is_settled_against_the_chance_is_named() -> None:
    _, decision = _decide("<h2>More</h2><p>Back at five.</p>", proposal=set())
    assert decision.chances[1] < 0.5
    assert 1 in decision.chosen
    assert decision.settled[1] is Certainty.FALLBACK


def test_nothing_to_choose_from() -> None:
    assert _chosen("<p>.</p>", proposal=set()) == []


def test_features_are_bounded_and_known_to_the_weights() -> None:
    segments = read_segments(parse_page(f"<body>{MARKUP}"), base="", rules=load_rules())
    page = measure_page(
        segments, {1, 2}, Guide(" ".join(PROSE)), load_rules(), title="x", authors=("Ada Quill",), description=PROSE[0]
    )
    first = first_look(page)
    weights = load_weights()
    second = second_look(page, first, [weigh(features, weights["first"]) for features in first])
    for features in (*first, *second):
        assert all(-1 <= value <= 1 for value in features.values())
    assert {name for features in second for name in features if name.startswith("2 ")} & set(weights["second"])
