"""The head of a Markdown file: words, whoever reads it."""

import json

from reader.exchange.front_matter import front_matter

TITLE = '](javascript:alert(1)) <script>alert(1)</script> <!-- "quoted" \\<b> 3 < 4'


def test_no_tag_and_no_target_of_a_link_begins_in_it() -> None:
    head = front_matter({"title": TITLE, "tags": [TITLE]})
    assert not any(mark in head for mark in ("<s", "</s", "<!", "<b", "]("))
    assert head.count("3 < 4") == 2


def test_a_value_is_one_line_of_json() -> None:
    line = front_matter({"title": TITLE}).splitlines()[1]
    assert json.loads(line.removeprefix("title: ")) == TITLE
