"""The text of pages that a script would draw."""

import json

from reader.extract.markup.embedded import find_embedded_html, html_of_lines
from reader.extract.markup.tree import parse_page

SENTENCE = "The harbour board opened its new quay on Friday, two years after the old one was carried away by a storm."
TEXT = "".join(f"<p>{n}. {SENTENCE}</p>" for n in range(5))


def _find(script: str) -> str:
    return find_embedded_html(parse_page(f"<html><body><div id=app></div><script>{script}</script></body></html>"))


def _escaped(value: object) -> str:
    """JSON as it stands in a page: no angle bracket may end the script."""
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e")


def test_html_in_json_is_found() -> None:
    assert _find(f"window.state = {_escaped({'page': {'body': TEXT}})};") == TEXT


def test_html_in_json_in_a_string_is_found() -> None:
    assert _find(f"load({_escaped(json.dumps({'body': TEXT}))})") == TEXT


def test_the_longest_of_several_is_taken() -> None:
    other = "<p>A ferry was late again, and nobody at the pier could say why that was.</p>" * 3
    assert _find(f"a({_escaped(other)}); b({_escaped(TEXT)}); c({_escaped(other)})") == TEXT


def test_html_without_paragraphs_is_a_part_of_the_frame() -> None:
    assert _find(f"menu({_escaped('<li>' + SENTENCE * 9 + '</li>')})") == ""


def test_words_around_the_html_are_cut() -> None:
    assert _find(f"a({_escaped('body: ' + TEXT + ' ;end')})") == TEXT


def test_a_page_without_scripts_has_none() -> None:
    assert find_embedded_html(parse_page(f"<body>{TEXT}")) == ""


def test_thousands_of_broken_strings_cost_no_more_than_their_length() -> None:
    assert _find('"' + 'x\\"' * 200_000) == ""


def test_lines_become_paragraphs_and_stay_words() -> None:
    assert html_of_lines("a < b\n\n  \nc & d") == "<p>a &lt; b</p><p>c &amp; d</p>"


def test_line_ends_behind_backslashes_cost_no_more_than_their_length() -> None:
    assert _find('"' + ('x\\"' * 200 + "\\\n") * 500 + 'x"') == ""
