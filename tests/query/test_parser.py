"""Queries read from text: what they mean, and what is said about those that mean nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.errors import QueryError
from reader.model.query import (
    All,
    Condition,
    Days,
    Either,
    Flag,
    FlagName,
    Label,
    LabelField,
    Query,
    SortKey,
    TextField,
    Unless,
    Words,
    words_asked_for,
)
from reader.query.parser import MAX_DEPTH, MAX_QUERY_LETTERS, MAX_TERMS, parse

TODAY = date(2026, 3, 14)  # a Saturday


def short(condition: Condition | None) -> str:
    """Return a condition in a short form of its own: & | ! for the tree, [words] with a star, field=<label>."""
    match condition:
        case None:
            return "everything"
        case Words(text=text, field=field, is_prefix=is_prefix):
            return ("" if field is TextField.ANY else f"{field.value}:") + f"[{text}]" + "*" * is_prefix
        case Label(field=label, text=text, is_prefix=is_prefix):
            return f"{label.value}=<{text}>" + "*" * is_prefix
        case Flag(name=name):
            return name.value
        case Days(field=days, start=start, end=end):
            return f"{days.value}({start or ''}..{end or ''})"
        case All(parts=parts):
            return "(" + " & ".join(map(short, parts)) + ")"
        case Either(parts=parts):
            return "(" + " | ".join(map(short, parts)) + ")"
        case Unless(part=part):
            return "!" + short(part)


def meaning(text: str, *, is_typing: bool = False) -> str:
    """Return what a query means, in the short form."""
    query = parse(text, today=TODAY, is_typing=is_typing)
    order = f" {'-' * query.is_reversed}sort={query.sort.value}" if query.sort else ""
    return short(query.condition) + order


def mistake(text: str, *, is_typing: bool = False) -> tuple[str, QueryError]:
    """Return the place that the error of a query points at, and the error."""
    with pytest.raises(QueryError) as caught:
        parse(text, today=TODAY, is_typing=is_typing)
    error = caught.value
    return text[error.position : error.position + error.length], error


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", "everything"),
        (" \n\t\u200b ", "everything"),
        ("*", "everything"),
        ("ferry", "[ferry]"),
        ("ferry line", "([ferry] & [line])"),
        ("ferry AND line", "([ferry] & [line])"),
        ('"ferry line"', "[ferry line]"),
        ("harb*", "[harb]*"),
        ('"ferry li"*', "[ferry li]*"),
        ('"ferry li*"', "[ferry li]*"),
        ("“ferry line” „alt“ «vieux»", "([ferry line] & [alt] & [vieux])"),
        ('a"b c"d', "([a] & [b c] & [d])"),
        ("ferry ferry", "[ferry]"),
        ("a b OR c d", "(([a] & [b]) | ([c] & [d]))"),
        ("a OR b OR c", "([a] | [b] | [c])"),
        ("(a OR b) (c OR d)", "(([a] | [b]) & ([c] | [d]))"),
        ("((a) (b c))", "([a] & [b] & [c])"),
        ("NOT a b", "(![a] & [b])"),
        ("-a OR -(b c)", "(![a] | !([b] & [c]))"),
        ("- -a NOT NOT b", "(![a] & [b])"),
        ('-"a b" -tag:x', "(![a b] & !tag=<x>)"),
        ("or and not", "([or] & [and] & [not])"),
        ("* OR a", "everything"),
    ],
)
def test_words_phrases_and_operators(text: str, meant: str) -> None:
    assert meaning(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("don't C++ U.S. well-known", "([don't] & [C++] & [U.S.] & [well-known])"),
        ("10:30 16:9", "([10:30] & [16:9])"),
        ("https://www.example.com/x?utm=1#a", "[example.com/x]"),
        ("note://x Explainer: std::x", "([note://x] & [Explainer:] & [std::x])"),
        ("localhost:8080 doi:10.1000/182 COVID:x", "([localhost:8080] & [doi:10.1000/182] & [COVID:x])"),
        ("Ferry line – closed | The Example (2026)", "([Ferry] & [line] & [closed] & [The] & [Example] & [2026])"),
        ("Ferry - a story --b", "([Ferry] & [a] & [story] & [--b])"),
        ("f(x) f() foo(bar OR c)", "([f(x)] & [f()] & [foo] & ([bar] | [c]))"),
        ('5" pipe', '([5"] & [pipe])'),
        ('צה"ל "צה"ל שלום"', '([צה"ל] & [צה"ל שלום])'),
        ("东京 -大阪", "([东京] & ![大阪])"),
        ("a — b", "([a] & [b])"),
        ("x\u202e\ufeff y", "([x] & [y])"),
    ],
)
def test_what_only_looks_like_syntax_is_text(text: str, meant: str) -> None:
    assert meaning(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("title:ferry line", "(title:[ferry] & [line])"),
        ('TITLE:"ferry line" author:lee*', "(title:[ferry line] & author:[lee]*)"),
        ("note:fix quote:(ferry OR boat)", "(note:[fix] & (quote:[ferry] | quote:[boat]))"),
        ("title：ferry", "title:[ferry]"),
        ("site:https://u@www.example.com/a?b", "site:[example.com]"),
        ("site:www.example.com site:example*", "(site:[example.com] & site:[example]*)"),
        ("site:example.com/news site:Day/Night", "(site:[example.com] & site:[Day/Night])"),
        ("tag:policy tag:#x tags:a:b", "(tag=<policy> & tag=<x> & tag=<a:b>)"),
        ('tag:"long read" tag:pol*', "(tag=<long read> & tag=<pol>*)"),
        ("tag:(a OR b -c)", "(tag=<a> | (tag=<b> & !tag=<c>))"),
        ("tag:* has:tag", "tag=<>*"),
        ("note:* quote:*", "(has:note & has:highlight)"),
        ("lang:en language:pt_BR lang:*", "(lang=<en> & lang=<pt-BR> & lang=<>*)"),
        ('color:blue colour:"to check"', "(color=<blue> & color=<to check>)"),
        ('feed:"hill gazette" feed:Morning/Sea feeds:*', "(feed=<hill gazette> & feed=<Morning/Sea> & feed=<>*)"),
        ("is:news -is:hidden is:keep", "(is:news & !is:hidden & is:kept)"),
        ("has:note has:highlights is:Unread", "(has:note & has:highlight & is:unread)"),
        ("is:(starred OR archived) -is:orphan", "((is:starred | is:archived) & !is:orphan)"),
        ("is:read read:2026", "(is:read & read(2026-01-01..2027-01-01))"),
    ],
)
def test_fields(text: str, meant: str) -> None:
    assert meaning(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ferry sort:title", "[ferry] sort=title"),
        ("sort:date ferry", "[ferry] sort=published"),
        ("-sort:added", "everything -sort=added"),
        ("sort:-added", "everything -sort=added"),
        ("-sort:-added", "everything sort=added"),
        ("a OR b sort:best", "([a] | [b]) sort=best"),
    ],
)
def test_order(text: str, meant: str) -> None:
    assert meaning(text) == meant


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("ferry authr:lee", "authr:", "no field `authr:`", "`author:`"),
        ("since:2026", "since:", "no field `since:`", "`after:`"),
        ("newer_than:7d", "newer_than:", "no field `newer_than:`", "`after:`"),
        ("foo:bar", "foo:", "no field `foo:`", "title:, author:"),
        ("tag: policy", "tag:", "`tag:` needs a value", "behind the colon"),
        ("(tag:)", "tag:", "`tag:` needs a value", "behind the colon"),
        ('tag:""', '""', "`tag:` needs a value", "tag:*"),
        ("title:—", "—", "`title:` needs a word", "title:ferry"),
        ("tag:-x", "-x", "before the name", "`-tag:x`"),
        ("is:unred", "unred", "no `is:unred`", "`is:unread`"),
        ("is:note", "note", "no `is:note`", "`has:note`"),
        ("has:pictures", "pictures", "no `has:pictures`", "note, highlight, tag"),
        ("lang:english", "english", "no code", "`lang:en`"),
        ("lang:klingonian", "klingonian", "no code", "en, de"),
        ("sort:titel", "titel", "no order `titel`", "`sort:title`"),
        ("sort:title sort:site", "sort:site", "second order", "only one"),
        ("a (b sort:title)", "sort:", "brackets", "at the end"),
        ("sort:(a b)", "sort:", "one order", "sort:title"),
        ("tag:(a title:b)", "title:", "cannot stand in the brackets of `tag:`", "title:"),
        ("a OR", "OR", "OR needs something behind", ""),
        ("OR a", "OR", "OR needs something before", ""),
        ("(a OR) b", "OR", "OR needs something behind", ""),
        ("a AND AND b", "AND", "AND needs something before", ""),
        ("a NOT OR b", "NOT", "NOT needs something behind", ""),
        ("(-)", "-", "- needs something behind", ""),
        ("-*", "*", "without everything", ""),
        ("a ()", "()", "nothing stands", ""),
        ("a (b", "(", "never closed", "`)`"),
        ("a) b", ")", "closes none", ""),
        ('ferry "line', '"', "never closed", '"'),
        ("wom*n", "*", "end of a word", "harb*"),
        ("— !?", "—", "no letter", "write a word"),
        ("added:soon", "soon", "no date", "2026-03-14"),
        ("before:2026..2027", "2026..2027", "one date", "ranges"),
        ("read:yes", "yes", "last opened", "is:read"),
    ],
)
def test_a_mistake_is_pointed_at(text: str, place: str, message: str, hint: str) -> None:
    pointed, error = mistake(text)
    assert pointed == place
    assert message in error.message
    assert hint in error.hint
    assert error.message.isprintable()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("fer", "[fer]*"),
        ("ferry li", "([ferry] & [li]*)"),
        ("ferry ", "[ferry]"),
        ("title:fer", "title:[fer]*"),
        ("tag:pol", "tag=<pol>*"),
        ("lang:e", "lang=<e>*"),
        ('"ferry li', "[ferry li]*"),
        ('"ferry line"', "[ferry line]"),
        ('a "', "[a]"),
        ("a -", "[a]"),
        ("a -b", "([a] & ![b]*)"),
        ("a OR", "[a]"),
        ("a OR ", "[a]"),
        ("a AND", "[a]"),
        ("a NOT ", "[a]"),
        ("a (", "[a]"),
        ("a (b OR ", "([a] & [b])"),
        ("a ()", "[a]"),
        ("a tag:", "[a]"),
        ('a tag:"', "[a]"),
        ("a -tag:", "[a]"),
        ("a tag:(", "[a]"),
        ("a is:", "[a]"),
        ("a is:un", "[a]"),
        ("a added:", "[a]"),
        ("a added:2026-0", "[a]"),
        ("a added:yest", "[a]"),
        ("a added:2026..", "([a] & added(2026-01-01..))"),
        ("a added:>", "[a]"),
        ("a sort:", "[a]"),
        ("a -sort:ti", "[a]"),
        ("—", "everything"),
        ("— ", "everything"),
    ],
)
def test_an_unfinished_end_is_no_mistake_while_it_is_typed(text: str, meant: str) -> None:
    assert meaning(text, is_typing=True) == meant


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("is:un a", "un"),
        ("a OR OR b", "OR"),
        ("tag: a", "tag:"),
        ("authr:l", "authr:"),
        ("a) b", ")"),
        ("is:xyz", "xyz"),
    ],
)
def test_a_mistake_before_the_end_is_one_while_it_is_typed_too(text: str, place: str) -> None:
    assert mistake(text, is_typing=True)[0] == place


def test_known_colours_are_held_to() -> None:
    colours = ("yellow", "blue", "to check")
    parsed = parse('color:"To Check" color:bl*', today=TODAY, colours=colours)
    assert short(parsed.condition) == "(color=<To Check> & color=<bl>*)"
    with pytest.raises(QueryError, match="no colour `blu`") as caught:
        parse("color:blu", today=TODAY, colours=colours)
    assert "`color:blue`" in caught.value.hint


def test_length_terms_and_depth_are_bounded() -> None:
    parse("a " * (MAX_TERMS) + "(" * 0, today=TODAY)
    assert mistake("a " * MAX_TERMS + "zz")[0] == "zz"
    nested = "(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH
    assert meaning(nested) == "[a]"
    assert mistake(f"({nested})")[1].position == MAX_DEPTH
    assert mistake("x" * (MAX_QUERY_LETTERS + 5))[1].length == 5
    assert "letters" in mistake("(" * 100_000)[1].message


def test_what_is_asked_for_is_marked_and_what_is_not_is_not() -> None:
    query = parse('ferry -boat (title:line OR "old port")', today=TODAY)
    assert [words.text for words in words_asked_for(query)] == ["ferry", "line", "old port"]


def test_two_queries_become_one() -> None:
    both = parse("a sort:title", today=TODAY).and_also(parse("b -sort:added", today=TODAY))
    assert both == Query(condition=All(parts=(Words(text="a"), Words(text="b"))), sort=SortKey.ADDED, is_reversed=True)


_PIECES = st.sampled_from(
    (
        "\" ( ) - * ” ' : .. > OR NOT AND tag: title: is: unread added: 2026 sort: ferry é 东京 https:// has: "
        "lang: en 7d x: color:"
    ).split()
    + [" "] * 8
    + ["\x00", "\ud800", "\n"]
)


def outcome(text: str, *, is_typing: bool = False) -> Query | QueryError:
    """Return the query that a text means, or the error that it gives."""
    try:
        return parse(text, today=TODAY, is_typing=is_typing)
    except QueryError as error:
        return error


@given(st.lists(_PIECES, max_size=30).map("".join), st.booleans())
def test_any_text_is_a_query_or_a_mistake_that_is_pointed_at(text: str, is_typing: bool) -> None:
    found = outcome(text, is_typing=is_typing)
    if isinstance(found, QueryError):
        assert 0 <= found.position <= found.position + found.length <= len(text)
        assert found.message.isprintable()
        assert found.hint.isprintable()
    else:
        assert all(words.text.isprintable() for words in words_asked_for(found))


@given(st.lists(_PIECES, max_size=12).map("".join), st.integers(0, 200))
def test_what_can_be_asked_can_be_typed(text: str, cut: int) -> None:
    """A query that is right is not wrong on its way there, but for a last word that is not yet what it will be."""
    if isinstance(outcome(text), QueryError):
        return
    beginning = text[: cut % (len(text) + 1)]
    found = outcome(beginning, is_typing=True)
    assert not isinstance(found, QueryError) or found.position + found.length == len(beginning)


def test_labels_flags_and_days_are_what_they_say() -> None:
    query = parse("tag:x has:note", today=TODAY)
    assert query.condition == All(
        parts=(Label(field=LabelField.TAG, text="x"), Flag(name=FlagName.HAS_NOTE)),
    )
