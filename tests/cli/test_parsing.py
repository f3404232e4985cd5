"""Queries among options: which arguments are words of the query, whatever they begin with."""

import pytest

from reader.cli.parser import build_parser


def words_of(*arguments: str) -> list[str]:
    words = build_parser(arguments).parse_args(list(arguments)).words
    assert isinstance(words, list)
    return words


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("list",), []),
        (("list", "ferry", "line"), ["ferry", "line"]),
        (("list", "-tag:policy"), ["-tag:policy"]),
        (("list", "--", "-tag:policy"), ["-tag:policy"]),
        (("list", "-draft", "ferry", "-is:read"), ["-draft", "ferry", "-is:read"]),
        (("list", "--view", "all", "-tag:x", "--json", "ferry"), ["-tag:x", "ferry"]),
        (("list", "ferry", "--limit=3", "-hello"), ["ferry", "-hello"]),
        (("list", "--", "--json"), ["--json"]),
        (("list", '-"ferry line"'), ['-"ferry line"']),
        (("list", "-"), ["-"]),
        (("list", "-5"), ["-5"]),
        (("list", "-(a", "OR", "b)"), ["-(a", "OR", "b)"]),
        (("list", "a", "--", "b", "--", "-c"), ["a", "b", "-c"]),
        (("search", "-tag:x", "ferry"), ["-tag:x", "ferry"]),
        (("notes", "-color:blue"), ["-color:blue"]),
        (("searches", "add", "quiet", "-tag:loud", "--library", "x"), ["-tag:loud"]),
    ],
)
def test_word_with_a_dash_is_a_word_of_the_query(arguments: tuple[str, ...], words: list[str]) -> None:
    assert words_of(*arguments) == words


def test_options_stand_anywhere_between_the_words() -> None:
    arguments = ["list", "-tag:x", "--view", "starred", "ferry", "--limit", "7", "--library", "lib", "line"]
    options = build_parser(arguments).parse_args(arguments)
    assert (options.view, options.limit, str(options.library)) == ("starred", 7, "lib")
    assert options.words == ["-tag:x", "ferry", "line"]


def test_short_options_of_export_stay_options() -> None:
    for arguments in (["export", "tag:x", "-o", "dir"], ["export", "-odir", "tag:x"]):
        options = build_parser(arguments).parse_args(arguments)
        assert (options.targets, options.output) == (["tag:x"], "dir")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "--tga", "x"], "--tga"),
        (["list", "--tag:x"], "--tag:x"),
        (["list", "ferry", "--view"], "expected one argument"),
        (["list", "--limit", "0"], "no limit"),
        (["list", "--limit", "9" * 5000], "no limit"),
        (["list", "--limit", "-3"], "no limit"),
        (["list", "--tag", "a", "--view", "all"], "not allowed with"),
        (["list", "--saved", " "], "no name"),
        (["list", "--tag="], "no name"),
        (["search"], "required"),
        (["searches", "add", "name"], "required"),
        (["searches", "frobnicate"], "invalid choice"),
        (["show", "-x", "last"], "-x"),
    ],
)
def test_what_is_no_option_and_no_word_is_a_mistake(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        build_parser(arguments).parse_args(arguments)
    err = capsys.readouterr().err
    assert stop.value.code == 2
    assert said in err
    assert err.count("\n") == 1


def test_limit_may_be_all() -> None:
    assert build_parser(["search"]).parse_args(["search", "x", "--limit", "all"]).limit is None
