"""Patterns that are compiled late: the same as those of `re`, none is wrong, and none is compiled too early."""

import pkgutil
import re
import subprocess
import sys
from importlib import import_module

import pytest

import reader
from reader.model.patterns import compile_late


def test_late_pattern_is_the_pattern_of_re() -> None:
    late, at_once = (
        compile_late(r"(?P<letter>[a-c])\d", re.IGNORECASE),
        re.compile(r"(?P<letter>[a-c])\d", re.IGNORECASE),
    )
    text = "xB1 c2; a, A3"
    for pattern in (late, at_once):  # before and after what compiles it
        assert pattern.sub("-", text) == "x- -; a, -"
    assert late.findall(text) == at_once.findall(text)
    assert late.split(text) == at_once.split(text)
    assert [found.span() for found in late.finditer(text, 3)] == [found.span() for found in at_once.finditer(text, 3)]
    found = late.search(text)
    assert found is not None
    assert found["letter"] == "B"
    assert late.match(text) is None
    assert late.fullmatch("a1") is not None
    assert (late.pattern, late.flags, late.groups) == (at_once.pattern, at_once.flags, at_once.groups)
    assert late.groupindex == at_once.groupindex


def test_late_pattern_of_bytes_matches_bytes() -> None:
    assert compile_late(rb"\d+").findall(b"12 a 3") == [b"12", b"3"]


def test_what_a_pattern_does_not_have_is_not_there() -> None:
    late = compile_late("a")
    with pytest.raises(AttributeError):
        late.searched  # type: ignore[attr-defined]  # noqa: B018
    assert late.search("a") is not None
    with pytest.raises(AttributeError):
        late.searched  # type: ignore[attr-defined]  # noqa: B018


def test_every_late_pattern_of_the_program_can_be_compiled() -> None:
    count = 0
    for module in pkgutil.walk_packages(reader.__path__, "reader."):
        if module.name == "reader.__main__":
            continue
        for value in vars(import_module(module.name)).values():
            for one in value if isinstance(value, tuple | list) else (value,):
                if type(one).__module__ == compile_late.__module__:
                    assert re.compile(one.pattern, one.flags).groups == one.groups
                    count += 1
    assert count > 200


def test_cleaning_is_imported_without_compiling_a_pattern_of_ours() -> None:
    code = """
import re._compiler as compiler, sys
real, ours = compiler.compile, []
def compile(pattern, flags=0):
    caller = sys._getframe(1)
    while "re/__init__" in caller.f_code.co_filename.replace("\\\\", "/"):
        caller = caller.f_back
    name = caller.f_globals["__name__"]
    if name.startswith("reader.") and name != "reader.model.patterns":  # that is one somebody asked something
        ours.append((name, pattern))
    return real(pattern, flags)
compiler.compile = compile
import reader.extract.html_page, reader.library.examining, reader.fetch.source
print(ours)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
