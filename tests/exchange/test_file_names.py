import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange.file_names import MAX_BYTES, safe_file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The ferry that came late", "The ferry that came late.md"),
        ("Überfahrt: neun Stunden", "Überfahrt neun Stunden.md"),
        ("../../etc/passwd", "etc passwd.md"),
        ("/etc/passwd", "etc passwd.md"),
        ("..", "untitled.md"),
        ("", "untitled.md"),
        (".hidden", "hidden.md"),
        ("-rf /", "rf.md"),
        ("CON", "_CON.md"),
        ("nul.txt", "_nul.txt.md"),
        ("concert", "concert.md"),
        ("a\x00b\nc\u202etxt", "a b c txt.md"),
        ("What? “Who”", "What “Who”.md"),
        ("渡し船が遅れた", "渡し船が遅れた.md"),
        ("end.", "end.md"),
        ("\ud800", "untitled.md"),
    ],
)
def test_names_are_readable_and_safe(title: str, name: str) -> None:
    assert safe_file_name(title, ".md") == name


@given(st.text(max_size=400), st.sampled_from([".md", ".html", "json", ""]))
def test_a_name_is_one_safe_component(title: str, suffix: str) -> None:
    name = safe_file_name(title, suffix)
    assert 0 < len(name.encode()) <= MAX_BYTES
    assert "/" not in name
    assert "\\" not in name
    assert name[0] not in ".-~ "
    assert name.isprintable() or not name.isascii()
    assert name.endswith("." + suffix.strip(".") if suffix else name[-1])


def test_a_long_title_is_cut_between_words_and_letters() -> None:
    name = safe_file_name("word " * 100, ".md")
    assert name.endswith("word.md")
    assert len(name.encode()) <= MAX_BYTES
    assert safe_file_name("e\u0301x\u0302" * 200, ".md").removesuffix(".md")[-1] != "\ufffd"


@pytest.mark.parametrize("title", ["con .txt", "COM1  .a", "lpt².b", "Nul."])
def test_names_of_devices_are_known_with_blanks_and_dots_behind(title: str) -> None:
    assert safe_file_name(title, ".md").startswith("_")
