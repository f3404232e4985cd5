import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange.file_names import MAX_BYTES, numbered_name, safe_file_name
from reader.model.text import clean_text


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
        ("\u0301accent", "accent.md"),
        ("\uff43\uff4f\uff4e", "_\uff43\uff4f\uff4e.md"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.md"),
        ("By \U0001f469\u200d\U0001f680 herself", "By \U0001f469\u200d\U0001f680 herself.md"),
        ("\u0645\u200c", "\u0645.md"),
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
    assert not suffix or safe_file_name(name.removesuffix("." + suffix.strip(".")), suffix) == name


def test_a_long_title_is_cut_between_words_and_letters() -> None:
    name = safe_file_name("word " * 100, ".md")
    assert name.endswith("word.md")
    assert len(name.encode()) <= MAX_BYTES
    assert safe_file_name("e\u0301x\u0302" * 200, ".md").removesuffix(".md")[-1] != "\ufffd"


@pytest.mark.parametrize("title", ["con .txt", "COM1  .a", "lpt².b", "Nul."])
def test_names_of_devices_are_known_with_blanks_and_dots_behind(title: str) -> None:
    assert safe_file_name(title, ".md").startswith("_")


@pytest.mark.parametrize(
    "letter",
    [
        "\U0001f1e9\U0001f1ea",  # a flag
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # that of a country's part
        "\u260e\ufe0f",  # a sign as a picture
        "1\ufe0f\u20e3",  # a key
        "\U0001f44d\U0001f3fd",  # a colour of skin
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family
        "\u845b\U000e0100",  # a form of an ideograph
        "x\u0302\u0323",
        "\u0ba4\u0bbf",  # Tamil
        "\u1780\u17b6",  # Khmer
    ],
)
def test_a_long_name_ends_with_a_whole_letter(letter: str) -> None:
    letter = clean_text(letter)
    for before in range(len(letter.encode()) + 1):
        name = safe_file_name("a" * before + letter * MAX_BYTES, ".md")
        assert MAX_BYTES - len((letter + ".md").encode()) - 1 <= len(name.encode()) <= MAX_BYTES
        for stem in (name.removesuffix(".md"), numbered_name(name, 2).removesuffix(" (2).md")):
            assert stem.lstrip("a").replace(letter, "") == ""


def test_letters_joined_without_end_are_cut_all_the_same() -> None:
    name = safe_file_name("\U0001f469\u200d" * 200 + "\U0001f469", ".md")
    assert MAX_BYTES - 10 < len(name.encode()) <= MAX_BYTES
    assert name.endswith("\U0001f469.md")
