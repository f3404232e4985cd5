"""What a note's Markdown means: blocks, runs with their places, links; and that hostile notes cost no more than others."""

import pytest

from reader.model.note_links import NoteLink
from reader.model.note_text import BlockKind, NoteBlock, NoteStyle, read_note

PLAIN, EMPHASIS, STRONG, CODE = NoteStyle.PLAIN, NoteStyle.EMPHASIS, NoteStyle.STRONG, NoteStyle.CODE


def styled(text: str) -> list[tuple[str, NoteStyle]]:
    """The runs of a note of one paragraph."""
    (block,) = read_note(text).blocks
    return [(run.text, run.style) for run in block.runs]


def boxes(block: NoteBlock) -> list[object]:
    return [
        "quote"
        if box.is_quote
        else box.number
        if box.number is not None
        else "-"
        if box.is_done is None
        else box.is_done
        for box in block.boxes
    ]


def outline(text: str) -> list[tuple[str, list[object]]]:
    return [(block.text, boxes(block)) for block in read_note(text).blocks]


# -- the inside of a paragraph --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain words", [("plain words", PLAIN)]),
        ("an *important* word", [("an ", PLAIN), ("important", EMPHASIS), (" word", PLAIN)]),
        ("_so_ and __so__", [("so", EMPHASIS), (" and ", PLAIN), ("so", STRONG)]),
        ("***both***", [("both", EMPHASIS | STRONG)]),
        ("**a *b* c**", [("a ", STRONG), ("b", STRONG | EMPHASIS), (" c", STRONG)]),
        ("*open only", [("*open only", PLAIN)]),
        ("2 * 3 * 4", [("2 * 3 * 4", PLAIN)]),
        ("snake_case_name", [("snake_case_name", PLAIN)]),
        ("中文**强调**文字", [("中文", PLAIN), ("强调", STRONG), ("文字", PLAIN)]),
        ("~~gone~~ ~not~", [("gone", NoteStyle.STRUCK), (" ~not~", PLAIN)]),
        ("`a *b*`", [("a *b*", CODE)]),
        ("``a`b``", [("a`b", CODE)]),
        ("`open", [("`open", PLAIN)]),
        (r"\*no\* \[[x]]", [("*no* [[x]]", PLAIN)]),
        ("<b>no markup</b>", [("<b>no markup</b>", PLAIN)]),
        ("[@click=app.quit]x[/]", [("[@click=app.quit]x[/]", PLAIN)]),
    ],
)
def test_emphasis_and_code_are_read(text: str, runs: list[tuple[str, NoteStyle]]) -> None:
    assert styled(text) == runs


def test_a_line_break_stays_one() -> None:
    (block,) = read_note("first\nsecond\\\nthird  ").blocks
    assert block.text == "first\nsecond\nthird"


@pytest.mark.parametrize(
    ("text", "words", "target"),
    [
        ("see [the *page*](https://a.example/x).", "the page", "https://a.example/x"),
        ('[t](https://a.example/ "title")', "t", "https://a.example/"),
        ("[t](<https://a.example/>)", "t", "https://a.example/"),
        ("(https://a.example/b(c)).", "https://a.example/b(c)", "https://a.example/b(c)"),
        ("看https://a.example/路。", "https://a.example/路", "https://a.example/路"),
        ("<mailto:me@a.example>", "me@a.example", "mailto:me@a.example"),
        ("*https://a.example/*", "https://a.example/", "https://a.example/"),
        ("[https://shown.example](https://led.example)", "https://shown.example", "https://led.example"),
    ],
)
def test_addresses_are_links(text: str, words: str, target: str) -> None:
    note = read_note(text)
    (link,) = note.links
    assert link.target == target
    assert "".join(run.text for block in note.blocks for run in block.runs if run.link == 0) == words


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//a.example", ""])
def test_other_addresses_are_letters(target: str) -> None:
    note = read_note(f"[x]({target})")
    assert not note.links
    assert note.plain == f"[x]({target})"


def test_there_are_no_links_in_links() -> None:
    note = read_note("[a [b](https://b.example) c](https://a.example)")
    assert [link.target for link in note.links] == ["https://b.example", "https://a.example"]
    linked = {run.link: run.text for run in note.blocks[0].runs if run.link >= 0}
    assert linked == {0: "b", 1: "https://a.example"}


def test_runs_know_where_they_stand() -> None:
    text = "> - an *important* [word](https://a.example/)\n>   and `more` 中文\n"
    for block in read_note(text).blocks:
        for run in block.runs:
            if run.text != "\n":
                assert text[run.start : run.end] == run.text


# -- links to articles ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("[[9f8a2c1b|Ferry line]]", NoteLink("9f8a2c1b", 0, "Ferry line")),
        ("[[9F8A2C1B#12|“the last”]]", NoteLink("9f8a2c1b", 12, "“the last”")),
        ("[[9f8a2c1b]]", NoteLink("9f8a2c1b", 0, "")),
        ("[[facade]]", NoteLink("", 0, "facade")),
        ("[[Ferry  line halted]]", NoteLink("", 0, "Ferry line halted")),
    ],
)
def test_links_to_articles_are_read(text: str, link: NoteLink) -> None:
    (found,) = read_note(f"See {text}.").links
    assert found.note_link == link
    assert (found.start, found.end) == (4, 4 + len(text))


@pytest.mark.parametrize("text", ["[[]]", "[[ ]]", "[[a\nb]]", "`[[9f8a2c1b|x]]`", "```\n[[9f8a2c1b|x]]\n```", "[[a"])
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert not read_note(text).links


# -- blocks ---------------------------------------------------------------------------------------------------------
def test_lists_nest() -> None:
    text = "- one\n- two\n  on\n  - three\n    1. four\n- [x] five\n- [ ] six\n3) seven"
    assert outline(text) == [
        ("one", ["-"]),
        ("two\non", ["-"]),
        ("three", ["-", "-"]),
        ("four", ["-", "-", 1]),
        ("five", [True]),
        ("six", [False]),
        ("seven", [3]),
    ]


def test_a_year_at_the_start_of_a_line_begins_no_list() -> None:
    assert outline("It closed in\n1986. Then it opened.") == [("It closed in\n1986. Then it opened.", [])]


def test_quotes_go_on_without_their_sign_until_a_blank_line() -> None:
    assert outline("> said\nlazily\n\nmine") == [("said\nlazily", ["quote"]), ("mine", [])]


def test_headings_rules_and_code_are_told() -> None:
    note = read_note("# One #\n## Two\n---\n```py\nx = 1\n\n  y\n```\n#no")
    assert [(block.kind, block.text, block.level) for block in note.blocks] == [
        (BlockKind.HEADING, "One", 1),
        (BlockKind.HEADING, "Two", 2),
        (BlockKind.RULE, "", 0),
        (BlockKind.CODE, "x = 1\n\n  y", 0),
        (BlockKind.PARAGRAPH, "#no", 0),
    ]
    assert note.blocks[3].language == "py"


def test_code_ends_with_the_box_around_it() -> None:
    assert outline("- a\n  ```\n  x\nmine") == [("a", ["-"]), ("x", ["-"]), ("mine", [])]


def test_a_blank_line_before_a_block_is_remembered() -> None:
    assert [block.is_apart for block in read_note("\na\n- b\n\n- c").blocks] == [False, False, True]


def test_an_item_without_words_is_one() -> None:
    assert outline("- \n- x") == [("", ["-"]), ("x", ["-"])]


def test_what_is_too_deep_is_text() -> None:
    (block,) = read_note("> " * 20 + "deep").blocks
    assert len(block.boxes) == 8
    assert block.text.endswith("deep")


# -- hostile notes --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "piece",
    [
        "*a ", "a* ", "**a*b", "*a_b", "_a*", "***a", "*_~~", "[", "[[", "](", "[a](", "[[aaaa|", "`", "`` ", "> ", "- ",
        "1. ", "\t- ", "<", "\\", "https://", "(", "[x](https://a.example ", "# a  ", "```\n", "- a\n", " ", "\u202e", "\u200d👨",
    ],
)  # fmt: skip
def test_hostile_notes_are_read_whole(piece: str) -> None:
    note = read_note(piece * 4_000 + "\nend")
    assert note.blocks
    assert "end" in note.plain
