"""`extract` says nothing of a page but what is in it."""

import json
from pathlib import Path

from tests.cli.calls import Pressmark
from tests.loopback import PARAGRAPHS, page_html

WITH_LOGIN, WITHOUT = "https://ann:secret@lake.example/reeds", "https://lake.example/reeds"


def test_login_in_an_address_is_not_printed(pressmark: Pressmark, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page_html("Reeds", PARAGRAPHS))
    jobs = json.dumps({"id": 1, "html": str(path), "url": WITH_LOGIN}).encode()
    for arguments, stdin in (
        (("extract", "--json", "--url", WITH_LOGIN, path), b""),
        (("extract", "--explain", "--json", "--url", WITH_LOGIN, path), b""),
        (("extract", "--batch"), jobs),
    ):
        code, out, err = pressmark(*arguments, stdin=stdin)
        assert (code, "secret" in out + err, WITHOUT in out) == (0, False, True)


def test_constants_that_json_has_not_come_in_as_nothing_and_go_out_as_nothing(pressmark: Pressmark) -> None:
    code, out, _ = pressmark("extract", "--batch", stdin=b'{"id": NaN, "html": "x"}\n{"id": -Infinity}\n')
    assert (code, out) == (7, '{"error": "not a JSON object with id, html and url"}\n' * 2)
