"""The sample that has a block of nearly every kind: each comes out as what it is."""

from typing import Any

import pytest

from tests.samples.pages import SAMPLES, extracted


@pytest.fixture(scope="module")
def blocks() -> list[dict[str, Any]]:
    return list(extracted(SAMPLES / "salt-line/index.html")["blocks"])


def of_type(blocks: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [block for block in blocks if block["type"] == kind]


def test_lists_keep_their_levels_and_numbers(blocks: list[dict[str, Any]]) -> None:
    items = [(item["level"], item["number"]) for item in of_type(blocks, "list-item")[:8]]
    assert items == [(0, 1), (0, 2), (1, None), (1, None), (2, None), (2, None), (0, 3), (0, 4)]


def test_the_pull_quote_is_told_from_the_quotes(blocks: list[dict[str, Any]]) -> None:
    assert [quote["pull"] for quote in of_type(blocks, "quote")] == [True, False, False]


def test_letters_above_and_below_the_line(blocks: list[dict[str, Any]]) -> None:
    text = next(block for block in of_type(blocks, "paragraph") if block["text"].startswith("Mostly sodium"))
    raised = [
        (text["text"][span["start"] : span["end"]], span["kind"]) for span in text["spans"] if span["kind"] != "link"
    ]
    assert raised == [("+", "sup"), ("−", "sup"), ("4", "sub"), ("2", "sub"), ("2", "sup"), ("1", "sup")]


def test_footnotes_lead_to_their_notes_and_back(blocks: list[dict[str, Any]]) -> None:
    names = {name for block in blocks for name in block.get("names", ())}
    targets = {
        span["target"] for block in blocks for span in block.get("spans", ()) if span.get("target", "")[:1] == "#"
    }
    assert targets == {f"#{name}" for name in names} == {"#ref-1", "#ref-2", "#note-1", "#note-2"}


def test_players_and_posts_are_cards(blocks: list[dict[str, Any]]) -> None:
    players = [(figure["kind"], figure["title"], figure["duration"]) for figure in of_type(blocks, "figure")]
    assert players == [
        ("video", "A walk along the white line", "02:41"),
        ("audio", "Ines Toll on forty winters, the whole conversation", "18:05"),
    ]
    [post] = of_type(blocks, "embed")
    assert post["url"] == "https://chatter.example/@toll/2201"
    assert post["quote"].startswith("Forty winters of bottles")


def test_the_table_has_a_heading_row_and_the_code_its_language(blocks: list[dict[str, Any]]) -> None:
    assert [table["header_rows"] for table in of_type(blocks, "table")] == [1]
    assert [code["language"] for code in of_type(blocks, "code")] == ["python"]
    assert len(of_type(blocks, "rule")) == 1
