"""An article as lines of text."""

from pathlib import Path

from reader.model.blocks import OBJECT
from tests.cli.calls import Pressmark
from tests.loopback import page_html


def test_a_player_without_a_caption_leaves_no_sign_of_its_place(pressmark: Pressmark, tmp_path: Path) -> None:
    page = page_html("Ferry line to reopen after eleven winters").decode()
    player = '<video src="https://gazette.example/ferry.mp4"></video>'
    path = tmp_path / "ferry.html"
    path.write_text(page.replace("</h1>", f"</h1>{player}"), encoding="utf-8")
    code, out, _ = pressmark("extract", path)
    assert code == 0
    assert "▶ Video" in out
    assert OBJECT not in out


def test_every_column_of_a_wide_table_is_printed(pressmark: Pressmark, tmp_path: Path) -> None:
    years = [f"Year {number}" for number in range(2000, 2012)]
    page = page_html("Ferry line to reopen after eleven winters").decode()
    head = "".join(f"<th>{year}</th>" for year in ("Harbour", *years))
    body = "".join(f"<td>{year} had many tons of coal</td>" for year in ("Harbour", *years))
    table = f"<table><thead><tr>{head}</tr></thead><tbody><tr>{body}</tr><tr>{body}</tr></tbody></table>"
    path = tmp_path / "ferry.html"
    path.write_text(page.replace("</p>", f"</p>{table}", 1), encoding="utf-8")
    code, out, _ = pressmark("extract", path)
    assert code == 0
    assert [year for year in years if f"{year} had many tons" not in out] == []
