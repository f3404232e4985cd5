"""`refresh`: one, several, all, or what a query finds; what changed on stdout, what went wrong on stderr."""

import json
from pathlib import Path

import pytest

from reader.library.library import Library
from reader.library.progress import Work
from tests.cli.calls import Pressmark
from tests.loopback import PARAGRAPHS, Site, page_html

MAY = "The council meets again in May to hear about the bridge."
LONG = tuple(
    f"In the year {year} the lake froze early, and nobody crossed it until March was over."
    for year in range(1990, 2010)
)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave sites no time between two pages."""
    monkeypatch.setattr(Library, "pause_seconds", 0.0)


@pytest.fixture
def files(pressmark: Pressmark, tmp_path: Path) -> list[Path]:
    """Three pages that are kept."""
    paths = [tmp_path / f"{number}.html" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_bytes(page_html(f"Story number {number} of the lake"))
        pressmark("add", path)
    return paths


def test_what_changed_is_told_with_its_marks(pressmark: Pressmark, files: list[Path]) -> None:
    pressmark("annotate", files[1], "--quote", "already sold out")
    pressmark("annotate", files[1], "--quote", "in the autumn")
    files[1].write_bytes(page_html("Story number 1 of the lake", (*PARAGRAPHS[:3], MAY)))
    code, out, err = pressmark("refresh", *files)
    assert code == 0
    lines = sorted(out.splitlines())
    assert sum("(unchanged)" in line for line in lines) == 2
    (changed,) = (line for line in lines if "new version" in line)
    assert "Story number 1 of the lake" in changed
    assert changed.endswith("+11 −23 words; marks: 1 in place, 1 lost)")
    assert "1 changed, 2 as before" in err


def test_all_and_a_query(pressmark: Pressmark, files: list[Path]) -> None:
    assert len(pressmark("refresh", "--all")[1].splitlines()) == 3
    out = pressmark("refresh", 'title:"number 2"')[1]
    assert "Story number 2" in out
    assert len(out.splitlines()) == 1
    code, _, err = pressmark("refresh", "title:fjord")
    assert code == 3
    assert "title:fjord" in err
    assert pressmark("refresh", "--all", "last")[0] == 2


def test_one_that_fails_is_told_and_the_others_come(pressmark: Pressmark, files: list[Path]) -> None:
    files[0].unlink()
    files[2].write_bytes(page_html("Story number 2 of the lake", (*PARAGRAPHS, MAY)))
    code, out, err = pressmark("refresh", "--all")
    assert code == 7
    assert "0.html" in err
    assert "1 changed, 1 as before, 1 failed" in err
    assert "new version" in out
    code, out, _ = pressmark("refresh", "--all", "--json")
    assert code == 7
    told = json.loads(out)
    assert [one["error"] is not None for one in told if "error" in one] == [True]
    assert sum("new_version" in one for one in told) == 2


def test_a_page_with_less_on_it_is_not_taken_unless_forced(pressmark: Pressmark, tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    path.write_bytes(page_html("The lake in winter", LONG))
    pressmark("add", path)
    path.write_bytes(page_html("The lake in winter", LONG[:2]))
    code, out, err = pressmark("refresh", "last")
    assert code == 5
    assert "kept as it was" in out
    assert "--force" in err
    assert json.loads(pressmark("refresh", "last", "--json")[1])[0]["kept_back"]
    assert "refresh --force" in err
    assert LONG[-1][:40] in pressmark("show", "last", "--plain")[1]
    code, out, _ = pressmark("refresh", "last", "--force")
    assert code == 0
    assert "new version" in out
    assert LONG[-1][:20] not in pressmark("show", "last", "--plain")[1]


def test_a_server_that_has_gone_away(pressmark: Pressmark, site: Site) -> None:
    assert pressmark("add", site.put("/ferry", page_html("Ferry")))[0] == 0
    site.put("/ferry", b"gone", status=410)
    assert pressmark("refresh", "last")[0] == 4


def test_json_tells_words_and_marks(pressmark: Pressmark, files: list[Path]) -> None:
    pressmark("annotate", files[0], "--quote", "already sold out")
    files[0].write_bytes(page_html("Story number 0 of the lake", (*PARAGRAPHS, MAY)))
    (told,) = json.loads(pressmark("refresh", files[0], "--json")[1])
    assert (told["words_added"], told["words_removed"]) == (11, 0)
    assert told["marks"]["in_place"] == 1
    assert told["former_version"]
    assert pressmark("refresh", files[0])[1].endswith("(unchanged)\n")


def test_adding_again_takes_no_less_than_was_here(pressmark: Pressmark, site: Site) -> None:
    url = site.put("/lake", page_html("The lake in winter", LONG))
    pressmark("add", url)
    site.put("/lake", page_html("The lake in winter", LONG[:2]))
    code, out, err = pressmark("add", "--refresh", url)
    assert code == 5
    assert "kept as it was" in out
    assert "refresh --force" in err


def test_who_gives_up_is_not_kept_waiting(
    pressmark: Pressmark, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Work] = []

    def interrupted(library: Library, article_ids: object, *, work: Work, **_: object) -> None:
        given.append(work)
        raise KeyboardInterrupt

    monkeypatch.setattr(Library, "refresh_many", interrupted)
    assert pressmark("refresh", "--all")[0] == 130
    assert given[0].is_cancelled, "what is on its way ends"
