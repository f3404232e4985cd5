"""The form of an annotations file, and what can be read of a damaged one."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.errors import StoreError
from reader.store.documents import encode, parse
from reader.store.merge import Tables

PATH = Path("annotations/x.json")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = st.dictionaries(st.text(max_size=6).filter(lambda name: name != "sum"), JSON, max_size=4)
IDS = st.integers(min_value=1, max_value=2**63 - 1).map(str)
TABLES = st.fixed_dictionaries(
    {name: st.dictionaries(IDS, DOCUMENTS, max_size=4) for name in ("annotations", "more things")}
)


def content(tables: Tables) -> Tables:
    return {name: documents for name, documents in tables.items() if documents and name != "_schema"}


def some(count: int = 5) -> Tables:
    notes: dict[str, dict[str, Any]] = {
        str(10**18 + i): {"note": f"Note {i} ☂", "dot": ["a", i], "vector": {"a": i}} for i in range(count)
    }
    return {"annotations": notes, "tombstones": {"7": {"removed": "2026", "dot": ["a", 9], "vector": {"a": 9}}}}


@given(TABLES)
def test_tables_come_back_equal(tables: Tables) -> None:
    parsed = parse(encode(tables), PATH)
    assert content(parsed.tables) == content(tables)
    assert not parsed.is_damaged
    assert not parsed.is_foreign


@given(TABLES)
def test_it_is_json_with_one_document_a_line(tables: Tables) -> None:
    data = encode(tables)
    whole = json.loads(data)
    assert set(whole) == {*tables, "annotations", "tombstones", "_schema"}
    assert len(data.decode().split("\n")) == 2 + len(whole) + sum(len(documents) for documents in whole.values())


def test_the_same_tables_are_the_same_bytes() -> None:
    tables = some()
    backwards = {name: dict(reversed(documents.items())) for name, documents in reversed(tables.items())}
    assert encode(tables) == encode(backwards)


@given(st.data())
def test_any_one_bit_costs_at_most_its_own_document(data: st.DataObject) -> None:
    tables = some()
    raw = bytearray(encode(tables))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    parsed = parse(bytes(raw), PATH)
    assert parsed.is_damaged or content(parsed.tables) == content(tables)
    kept = {(name, key) for name in parsed.tables for key in parsed.tables[name] if name != "_schema"}
    wanted = {(name, key) for name in tables for key in tables[name]}
    assert kept <= wanted
    assert len(wanted - kept) <= 2  # a line break that was hit joins two
    for name, key in kept:
        assert parsed.tables[name][key] == tables[name][key]


@given(st.data())
def test_a_cut_file_keeps_what_stands_before_the_cut(data: st.DataObject) -> None:
    raw = encode(some())
    cut = data.draw(st.integers(0, len(raw) - 2))
    parsed = parse(raw[:cut], PATH)
    assert parsed.is_damaged
    whole_lines = raw[:cut].count(b'"note"') - 1
    assert len(parsed.tables.get("annotations", {})) >= whole_lines


@given(st.integers(0, 300), st.integers(1, 400))
def test_garbage_after_the_end_costs_nothing(start: int, length: int) -> None:
    raw = encode(some())
    parsed = parse(raw + raw[start : start + length], PATH)
    assert content(parsed.tables) == content(some())


def test_a_document_with_a_wrong_checksum_is_doubtful_and_not_lost() -> None:
    raw = encode(some()).replace(b"Note 3", b"Nute 3")
    parsed = parse(raw, PATH)
    assert parsed.is_damaged
    assert len(parsed.tables["annotations"]) == 4
    (doubtful,) = parsed.doubtful["annotations"].values()
    assert doubtful["note"] == "Nute 3 ☂"
    assert "sum" not in doubtful


def test_nothing_and_rubbish_are_damage() -> None:
    for raw in (b"", b"\0" * 100, b"[1, 2]", b'{"annotations": 3}', b"\xff\xfe", b'{"a":{"1":2}}'):
        assert parse(raw, PATH).is_damaged, raw
        assert not any(parse(raw, PATH).tables.values())


@pytest.mark.parametrize("indent", [None, 2])
def test_a_file_laid_out_by_another_program_is_read(indent: int | None) -> None:
    whole = json.loads(encode(some()))
    whole["annotations"][str(10**18)]["note"] = "changed by hand"
    parsed = parse(json.dumps(whole, indent=indent).encode(), PATH)
    assert not parsed.is_damaged
    assert parsed.is_foreign
    assert parsed.tables["annotations"][str(10**18)]["note"] == "changed by hand"
    assert all("sum" not in document for document in parsed.tables["annotations"].values())


def test_a_newer_file_is_left_alone() -> None:
    newer = json.loads(encode(some()))
    newer["_schema"]["1"] = {"number": 2}
    with pytest.raises(StoreError, match="newer Pressmark"):
        parse(json.dumps(newer).encode(), PATH)


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_both_sides_of_a_git_conflict_are_merged(tmp_path: Path, style: str) -> None:
    base, ours, theirs = some(3), some(3), some(3)
    ours["annotations"]["1"] = {"note": "ours", "dot": ["a", 50], "vector": {"a": 50}}
    theirs["annotations"]["2"] = {"note": "theirs", "dot": ["b", 50], "vector": {"b": 50}}
    for name, tables in {"base": base, "ours": ours, "theirs": theirs}.items():
        (tmp_path / name).write_bytes(encode(tables))
    command = ["git", "merge-file", "-p", *(["--diff3"] if style == "diff3" else []), "ours", "base", "theirs"]
    try:
        merged = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout
    except FileNotFoundError:
        pytest.skip("git is not installed")
    assert b"<<<<<<<" in merged
    parsed = parse(merged, PATH)
    assert not parsed.is_damaged
    assert parsed.is_foreign
    notes = {document["note"] for document in parsed.tables["annotations"].values()}
    assert notes == {"ours", "theirs", "Note 0 ☂", "Note 1 ☂", "Note 2 ☂"}


def test_a_comma_that_a_line_merge_lost_is_not_missed() -> None:
    raw = encode(some()).replace(b'},\n"', b'}\n"')
    assert raw != encode(some())
    parsed = parse(raw, PATH)
    assert not parsed.is_damaged
    assert content(parsed.tables) == content(some())


def test_a_document_that_stands_twice_is_merged_with_itself() -> None:
    old, new = some(1), some(1)
    new["annotations"][str(10**18)] = {"note": "later", "dot": ["a", 60], "vector": {"a": 60}}
    line = next(line for line in encode(new).split(b"\n") if b"later" in line)
    raw = encode(old).replace(b'"annotations":{\n', b'"annotations":{\n' + line + b",\n")
    parsed = parse(raw, PATH)
    assert parsed.tables["annotations"][str(10**18)]["note"] == "later"
    assert not parsed.is_damaged


@pytest.mark.parametrize("odd", ["\ud800", 'a"b', "", "a\nb", "-1", "1e9", "9" * 21, "é" * 3_000])
def test_a_file_of_another_program_gives_what_can_be_written_again(odd: str) -> None:
    note = {"note": "Why? \ud800"}
    tables = {"annotations": {odd: note, "8": note}, "_default": {"1": note}, f"{odd}'": {"9": note}, f"''{odd}": {}}
    parsed = parse(json.dumps(tables).encode(), PATH)
    assert (parsed.lines_lost, parsed.is_damaged, parsed.is_foreign) == (2, True, True)
    assert content(parsed.tables).keys() == {"annotations", "_default"}
    again = parse(encode(parsed.tables), PATH)
    assert not again.is_damaged
    assert {name: set(documents) for name, documents in content(again.tables).items()} == {
        "annotations": {"8"},
        "_default": {"1"},
    }
