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
