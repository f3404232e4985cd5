"""Exports of articles whose every field is written by somebody who means ill, in every format that there is."""

import csv
import io
from pathlib import Path

import pytest

from reader.exchange.collection import Collection, Gathered, collection_format
from reader.exchange.file_names import MAX_BYTES, safe_file_name
from reader.model.annotation import Annotation, PlacedAnnotation
from reader.model.kept import ArticleRecord
from tests.exchange.conftest import NOW
from tests.fuzzing.exported import check_exports

HOSTILE = {
    "a path": "../../../../etc/cron.d/ferry\n\n/etc/passwd\n\n..\\..\\boot.ini\n\nC:\\Windows\\x\n\n~/.ssh/authorized_keys",
    "dots": ".\n\n..\n\n...\n\n. .\n\n.bashrc",
    "a device": "CON\n\nnul.txt. \n\nCOM1 .md\n\nlpt¹\n\nAUX:",
    "an option": "--output=/tmp/x\n\n-rf\n\n-",
    "wide and long": "渡し船" * 200 + "\n\n" + "👩\u200d🚢" * 150 + "\n\n" + "e\u0301" * 300,
    "an end of front matter": (
        'x\n---\nevil: true\n---\n\n---\n\n...\n\n"\nevil: true\n\n\\"\\n---\\n\n\n{{ x }}\n\n!!python/object:x {}'
    ),
    "yaml of other kinds": (
        "yes\n\n~\n\n2026-01-02\n\n0x1F\n\n&a *a\n\n| >\n\n? x : y\n\n@x\n\n%TAG ! x\n\n#x\n\n[a, {b: c}]\n\n- x"
    ),
    "markdown": (
        "[a](javascript:alert(1))\n\n![a](https://a.example/x.png)\n\n[a]: https://a.example/\n\n"
        "[[x]]\n\n<https://a.example>\n\n"
        "# x\n\n===\n\n- [ ] x\n\n> x\n\n```\nx\n```\n\n    x\n\n| a | b |\n| - | - |\n\n"
        "$$x$$\n\n==x==\n\n%%x%%\n\n#tag\n\n[^1]: x\n\n"
        "a | b\n\n\\\n\n* * *\n\nwww.a.example\n\nme@a.example\n\n:::\n\n{% x %}\n\n`x``y`"
    ),
    "html": (
        "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n</title><script>x</script>\n\n"
        "\"><svg/onload=x>\n\n' onclick=x '\n\n"
        "<!--\n\n-->\n\n]]>\n\n<style>@import 'x'</style>\n\n&lt;script&gt;\n\n</style><base href=//x>\n\n"
        "<meta http-equiv=refresh content=0>\n\n"
        "<a href=javascript:x>x</a>\n\n</pre></article><iframe src=x>\n\n<plaintext>\n\n</textarea>"
    ),
    "an address": (
        "JaVaScRiPt:x\n\n java\tscript:x\n\ndata:text/html,<script>x</script>\n\n"
        'https://a.example/"onmouseover="x\n\nvbscript:x\n\n//x)'
    ),
    "formulas": (
        "=cmd|' /C calc'!A0\n\n+1+1\n\n-2+3\n\n@SUM(A1)\n\n\t=1\n\n＝1+1\n\nx;=cmd|' /C calc'!A0\n\n"
        'x\n=HYPERLINK(1)\n\nx\t-1\n\n"=1\n\n;@x\n\n＋1'
    ),
    "a row of its own": 'a","b\n\na\nb,c,d\n\n"\n\n""\n\n,\n\n,,,"',
    "signs of the terminal": (
        "[bold]x[/bold]\n\n[@click=app.quit]x[/]\n\n\x1b]52;c;eA==\x07x\n\n"
        "\x9b31mx\n\n\u202ex\n\nx\x00y\n\n\x85x\n\n\u2028x"
    ),
    "json": '{"a": NaN}\n\n\\u0000\n\n"\n\n</script>\n\n\ud800\n\n\\ud800',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_words_become_anything_else(text: str) -> None:
    for turn in range(8):  # each time other pieces of it stand in other fields
        check_exports(f"{text}\n\n{turn}")


def test_every_title_is_a_file_in_its_folder(tmp_path: Path) -> None:
    for title in "\n\n".join(HOSTILE.values()).split("\n\n"):
        name = safe_file_name(title, ".md")
        path = tmp_path / name
        path.write_text("x", encoding="utf-8")
        assert list(tmp_path.iterdir()) == [path]
        assert len(name.encode()) <= MAX_BYTES
        assert not name.startswith((".", "-", "~"))
        path.unlink()


def test_cells_keep_their_words_and_calculate_nothing() -> None:
    def written(note: str) -> str:
        annotation = Annotation(id=1, article_id="a", created=NOW, updated=NOW, note=note)
        gathered = Gathered(
            record=ArticleRecord(id="a", title="T", added=NOW), annotations=(PlacedAnnotation(annotation=annotation),)
        )
        text = collection_format("csv").write(Collection(title="", articles=(gathered,), exported_at=NOW))
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
        return row["note"]

    assert written("=1+1") == "'=1+1"
    assert written("\uff1d1+1") == "'\uff1d1+1"
    assert written("- one\n- two; -three, =four") == "'- one\n - two; -three, =four"
    assert written("a;=1;b") == "a; =1;b"
    assert written('a;"=1";""=2\n"+3') == 'a; "=1"; ""=2\n "+3'
    assert written("a - b = c @ d") == "a - b = c @ d"
