"""`extract --explain`, and the reader's rules on the command line."""

import json
import sys
from pathlib import Path

import pytest

from reader.cli.explaining import print_cleaning
from reader.layout.cells import cell_width
from reader.model.article import Article, Metadata
from reader.model.cleaning import CleanedPart, Cleaning, FieldSource, PartKind, RuleVerb, SiteRule
from tests.cli.calls import Pressmark
from tests.loopback import PARAGRAPHS, page_html

TITLE = "Ferry line to reopen after eleven winters"
FACTS = (
    '<aside class="facts"><p>The Petrel is twenty-two metres long and takes sixty people, but no lorries.</p></aside>'
)


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """A saved page with a box of facts in its text."""
    page = page_html(TITLE, head='<link rel="canonical" href="https://www.gazette.example/ferry">').decode()
    at = page.index("<p>" + PARAGRAPHS[2])
    path = tmp_path / "ferry.html"
    path.write_text(page[:at] + FACTS + page[at:], encoding="utf-8")
    return path


def _write_rules(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "home" / "config" / "pressmark" / "site_rules.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_part_stands_on_a_line_with_its_reason(pressmark: Pressmark, ferry: Path) -> None:
    code, out, err = pressmark("extract", "--explain", ferry)
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0] == "5 of 8 parts kept, 3 left out; kind: article"
    assert "\x1b" not in out
    facts = next(line for line in lines if "The Petrel" in line)
    assert facts.startswith("-")
    assert "removed: <aside>" in facts
    assert "article > aside.facts" in facts
    assert sum(line.startswith("+") for line in lines) == 5
    assert next(line for line in lines if line.strip().startswith("title")).endswith(")")


def test_the_same_for_programs(pressmark: Pressmark, ferry: Path) -> None:
    code, out, _ = pressmark("extract", "--explain", "--json", ferry)
    told = json.loads(out)
    facts = next(part for part in told["parts"] if "The Petrel" in part["text"])
    assert code == 0
    assert (told["title"], told["kind"], told["site"]) == (TITLE, "article", "gazette.example")
    assert (facts["kept"], facts["kind"], facts["rule"], facts["block"]) == (False, "box", ".facts", 2)
    assert {"field": "title", "value": TITLE, "source": told["metadata"][0]["source"]} == told["metadata"][0]
    assert all(0 <= part["chance"] <= 1 for part in told["parts"] if part["chance"] is not None)


def test_a_page_without_an_article_is_explained(pressmark: Pressmark, tmp_path: Path) -> None:
    path = tmp_path / "wall.html"
    path.write_text(
        "<nav>Home</nav><p>Just a moment... Checking your browser.</p><script>load()</script>", encoding="utf-8"
    )
    assert pressmark("extract", path)[0] == 5
    code, out, _ = pressmark("extract", "--explain", path)
    assert code == 0
    assert "; kind: " in out.splitlines()[0]
    assert "kind: article" not in out.splitlines()[0]
    assert "removed: <nav>" in out


def test_standard_input_is_explained(pressmark: Pressmark) -> None:
    code, out, _ = pressmark("extract", "--explain", "-", stdin=page_html(TITLE))
    assert code == 0
    assert TITLE in out


def test_explaining_is_for_one_page(pressmark: Pressmark) -> None:
    code, _, err = pressmark("extract", "--explain", "--batch", stdin=b"")
    assert code == 2
    assert "--explain is for one page" in err


def test_rules_of_the_reader_hold_in_every_command(pressmark: Pressmark, ferry: Path, tmp_path: Path) -> None:
    _write_rules(tmp_path, '["gazette.example"]\nkeep = [".facts"]\ndrop = ["text: Not everyone is glad. *"]\n')
    job = json.dumps({"id": 1, "html": str(ferry), "url": ""}).encode()
    for out in (
        pressmark("extract", ferry)[1],
        pressmark("show", "--width", "200", ferry)[1],
        pressmark("export", ferry, "--to", "md")[1],
        json.loads(pressmark("extract", "--batch", stdin=job)[1])["body"],
    ):
        assert "The Petrel is twenty-two metres long" in out
        assert "Not everyone is glad" not in out
    pressmark("add", ferry)
    assert "The Petrel is" in pressmark("show", "last")[1]
    explained = pressmark("extract", "--explain", ferry)[1]
    assert "your rule: keep .facts" in explained
    assert "your rule: drop text: Not everyone is glad. *" in explained


def test_refreshing_offline_follows_a_rule_that_was_written_since(
    pressmark: Pressmark, ferry: Path, tmp_path: Path
) -> None:
    pressmark("add", ferry)
    _write_rules(tmp_path, '["gazette.example"]\nkeep = [".facts"]\n')
    assert "new version" in pressmark("refresh", "--offline", "last")[1]
    assert "The Petrel is" in pressmark("show", "last")[1]


def test_a_mistake_in_the_rules_is_one_line_with_its_place(pressmark: Pressmark, ferry: Path, tmp_path: Path) -> None:
    path = _write_rules(tmp_path, '["gazette.example"]\nkeep = [\n  "a > b",\n]\n')
    code, out, err = pressmark("extract", ferry)
    assert (code, out) == (2, "")
    assert err.startswith(f'pressmark: {path}: ["gazette.example"] keep, line 3: ')
    assert err.count("\n") == 1
    assert pressmark("list")[0] == 0


def test_paths_name_the_file_of_rules(pressmark: Pressmark) -> None:
    assert "site_rules.toml" in pressmark("paths")[1]


PARTS = (
    CleanedPart(
        text="桟橋の上の駅\nは閉まる" * 20,
        kind=PartKind.PARAGRAPH,
        is_kept=True,
        reason="a whole sentence " * 9,
        chance=0.5,
    ),
    CleanedPart(
        text="Read also",
        kind=PartKind.BOX,
        is_kept=False,
        reason="links only",
        place="div.a > ul > li",
        ruled_by=SiteRule(site="a.example", verb=RuleVerb.DROP, signature=".a"),
    ),
)


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 300])
def test_lines_fit_the_terminal(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    fields = (FieldSource(name="title", value="駅" * 200, source="h1"),)
    print_cleaning(Article(metadata=Metadata(), blocks=()), Cleaning(parts=PARTS, fields=fields), as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(cell_width, lines)) <= max(columns, 60)
    assert not any("\x1b" in line for line in lines)


@pytest.mark.parametrize(("no_colour", "is_dim"), [("", True), ("1", False)])
def test_what_was_left_out_is_dim_on_a_terminal_that_wants_it(
    no_colour: str, is_dim: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    print_cleaning(Article(metadata=Metadata(), blocks=()), Cleaning(parts=PARTS), as_json=False)
    row = next(line for line in capsys.readouterr().out.splitlines() if "Read also" in line)
    assert row.startswith("\x1b[2m-") is is_dim


def test_a_mistake_in_the_rules_is_told_once_however_many_articles_come(pressmark: Pressmark, tmp_path: Path) -> None:
    _write_rules(tmp_path, "drop = []")
    code, out, err = pressmark("add", tmp_path / "one.html", tmp_path / "two.html")
    assert (code, out) == (2, "")
    assert err.count("site_rules.toml") == 1
    code, _, err = pressmark("refresh", "--all")
    assert (code, err.count("site_rules.toml")) == (2, 1)
