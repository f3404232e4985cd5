"""`notes`: of one article or of all, and words that look like an article."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reader.cli.notes import _other_pieces, _places, pieces_of
from reader.library.library import Library
from reader.model.annotation import Annotation, Colour, OtherVersion, PlacedAnnotation, Selectors
from reader.model.dates import utc_now
from reader.model.query import TextField, Words
from tests.cli.calls import Pressmark
from tests.loopback import page_html

FERRY = "Ferry line to reopen after eleven winters"


@pytest.fixture
def kept(pressmark: Pressmark, page_file: Path) -> Pressmark:
    """Two articles; the first has a highlight with a note, the second a note on the whole."""
    pressmark("add", page_file)
    pressmark("annotate", "last", "--quote", "touch a wheel", "--note", "Behind a facade of oaths", "--tag", "ask")
    pressmark("add", "-", stdin=page_html("Reeds are cut again"))
    pressmark("annotate", "last", "--note", "Ask the thatcher\nabout 2024 and 1", "--color", "blue")
    return pressmark


def notes_of(out: str) -> list[str]:
    return [note["note"].split()[0] for note in json.loads(out)]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), ["Ask", "Behind"]),
        (("facade",), ["Behind"]),  # six hexadecimal digits, and a word
        (("thatcher",), ["Ask"]),
        (("wheel",), ["Behind"]),
        (("tag:ask",), ["Behind"]),
        (("-tag:ask",), ["Ask"]),
        (("2024",), ["Ask"]),
        (("last",), ["Ask"]),
        (("--limit", "1"), ["Ask"]),
        (("--article", "last"), ["Ask"]),
        (("--article", "last", "thatcher"), ["Ask"]),
    ],
)
def test_word_is_looked_for_unless_it_surely_names_an_article(
    kept: Pressmark, arguments: tuple[str, ...], found: list[str]
) -> None:
    code, out, err = kept("notes", *arguments, "--json")
    assert (code, err) == (0, "")
    assert notes_of(out) == found


def test_article_is_named_by_what_lists_show(kept: Pressmark, page_file: Path) -> None:
    assert notes_of(kept("notes", "1", "--json")[1]) == ["Ask"]  # no list was printed: 1 is a word
    rows = json.loads(kept("list", "--json")[1])
    for name in ("2", rows[1]["id"][:8], rows[1]["id"], str(page_file)):
        assert notes_of(kept("notes", name, "--json")[1]) == ["Behind"], name
    assert notes_of(kept("notes", "2024", "--json")[1]) == ["Ask"]


def test_article_and_query_narrow_each_other(kept: Pressmark) -> None:
    assert kept("notes", "--article", "last", "facade")[0] == 3


def test_notes_are_set_for_the_terminal(kept: Pressmark) -> None:
    out = kept("notes", "facade")[1]
    assert out.splitlines()[0].startswith(f"{FERRY}  [")
    assert out.splitlines()[1] == "  [yellow] “touch a wheel” — Behind a facade of oaths #ask"


def test_found_words_are_marked_where_they_are_looked_for_only() -> None:
    annotation = Annotation(
        id=1,
        article_id="0" * 16,
        created=utc_now(),
        updated=utc_now(),
        selectors=Selectors(exact="the ferry", prefix="", suffix="", start=0, end=9),
        colour=Colour.BLUE,
        note="no ferry in blue",
        tags=("ferry",),
    )
    pieces = list(pieces_of(annotation, {Colour.BLUE: "ferry"}))
    text = "".join(piece.text for piece in pieces)
    assert text == "[ferry] “the ferry” — no ferry in blue #ferry"
    assert _places(pieces, [Words(text="ferry")]) == [(13, 18), (25, 30), (40, 45)]
    assert _places(pieces, [Words(text="ferry", field=TextField.NOTE)]) == [(25, 30)]
    assert _places(pieces, [Words(text="ferry", field=TextField.TITLE)]) == []


def test_what_was_written_elsewhere_at_the_same_time_is_told() -> None:
    def told(other: OtherVersion) -> str:
        return "".join(piece.text for piece in _other_pieces(other, {Colour.BLUE: "evidence"}))

    lead = "elsewhere at the same time:"
    assert told(OtherVersion(written=utc_now(), is_removal=True)) == f"{lead} deleted"
    passage = Selectors(exact="the ferry", prefix="", suffix="", start=0, end=9)
    everything = OtherVersion(written=utc_now(), note="not so", colour=Colour.BLUE, tags=("a", "b"), selectors=passage)
    assert told(everything) == f"{lead} [evidence] “the ferry” — not so #a #b"
    assert told(OtherVersion(written=utc_now(), note="", tags=())) == f"{lead} — (no note) (no tags)"
    assert told(OtherVersion(written=utc_now(), is_article_note=True)) == f"{lead} kept as a note on the article"


def test_two_notes_of_two_machines_are_both_listed(kept: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    placed = Library.annotations

    def annotations(self: Library, article_id: str) -> tuple[PlacedAnnotation, ...]:
        other = OtherVersion(written=utc_now(), note="Ask the ferryman")
        return tuple(
            replace(one, annotation=replace(one.annotation, others=(other,))) for one in placed(self, article_id)
        )

    monkeypatch.setattr(Library, "annotations", annotations)
    out = kept("notes", "last")[1]
    assert out.splitlines()[1:] == [
        "  note: Ask the thatcher about 2024 and 1",
        "    elsewhere at the same time: — Ask the ferryman",
    ]
