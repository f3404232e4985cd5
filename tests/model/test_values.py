"""The dataclasses that are ready at once, held against those of the standard library."""

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
import typing
from typing import Any

import pytest

from reader.model import values
from reader.model.blocks import Paragraph, Span, SpanKind


def made(decorate: Any) -> dict[str, Any]:
    """Make the same classes with one of the two decorators."""

    @decorate(frozen=True, slots=True, kw_only=True)
    class Kept:
        """A value."""

        title: str
        count: int = 3
        marks: dict[str, int] = dataclasses.field(default_factory=dict)

        @property
        def shout(self) -> str:
            return self.title.upper()

    @decorate(frozen=True, slots=True)
    class One:
        """A single field, by position."""

        text: str

    @decorate(slots=True)
    class Changing:
        """A value that changes."""

        text: str
        at: int = 0
        seen: list[int] = dataclasses.field(default_factory=list)

    @decorate(repr=False, eq=False)
    class Told:
        """No slots, compared by identity."""

        text: str
        note: str = "none"
        seen: list[int] = dataclasses.field(default_factory=list)
        calls: int = dataclasses.field(default=7)

        def __post_init__(self) -> None:
            self.calls += 1

    @decorate(frozen=True)
    class Named:
        """Its own words for itself."""

        text: str

        def __repr__(self) -> str:
            return f"<{self.text}>"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Named) and self.text.lower() == other.text.lower()

    @decorate(frozen=True)
    class Nothing:
        """No fields."""

    return {kind.__name__: kind for kind in (Kept, One, Changing, Told, Named, Nothing)}


is_ours = pytest.mark.skipif(values.dataclass is dataclasses.dataclass, reason="this Python takes the original")

OURS, THEIRS = made(values.dataclass), made(dataclasses.dataclass)
BOTH = pytest.mark.parametrize("kinds", [OURS, THEIRS], ids=["ours", "theirs"])


@BOTH
def test_arguments_are_taken_and_refused_alike(kinds: dict[str, Any]) -> None:
    kept = kinds["Kept"](title="a")
    assert (kept.title, kept.count, kept.marks, kept.shout) == ("a", 3, {}, "A")
    assert kinds["Kept"](title="b", marks={"x": 1}, count=0).marks == {"x": 1}
    assert kinds["Kept"](title="a").marks is not kept.marks
    for arguments, named in ((("a",), {}), ((), {}), ((), {"title": "a", "other": 1})):
        with pytest.raises(TypeError):
            kinds["Kept"](*arguments, **named)
    changing = kinds["Changing"]("a", 2)
    changing.at += 1
    assert (changing.text, changing.at, changing.seen) == ("a", 3, [])


@BOTH
def test_values_compare_hash_and_show_alike(kinds: dict[str, Any]) -> None:
    kept, one = kinds["Kept"], kinds["One"]
    assert kept(title="a") == kept(title="a") != kept(title="b")
    assert one("a") == one("a")
    assert one("a") != "a"
    assert hash(one("a")) == hash(one("a"))
    assert {one("a"), one("a"), one("b")} == {one("b"), one("a")}
    assert repr(kept(title="a")) == "made.<locals>.Kept(title='a', count=3, marks={})"
    assert kinds["Changing"]("a") == kinds["Changing"]("a")
    with pytest.raises(TypeError, match="unhashable"):
        hash(kinds["Changing"]("a"))
    assert kinds["Nothing"]() == kinds["Nothing"]()
    assert repr(kinds["Nothing"]()).endswith("Nothing()")


@BOTH
def test_what_a_class_says_itself_stays(kinds: dict[str, Any]) -> None:
    named, told = kinds["Named"], kinds["Told"]
    assert repr(named("A")) == "<A>"
    assert named("A") == named("a")
    assert told("a") != told("a")
    assert told("a").calls == 8
    assert (told("a", "b").note, told("a").note, told("a").seen) == ("b", "none", [])


@BOTH
def test_a_frozen_value_is_never_changed(kinds: dict[str, Any]) -> None:
    for value, name in (
        (kinds["Kept"](title="a"), "title"),
        (kinds["One"]("a"), "text"),
        (kinds["Named"]("a"), "text"),
    ):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, "b")
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(value, name)
        assert getattr(value, name) == "a"
    assert not hasattr(kinds["One"]("a"), "__dict__")


@BOTH
def test_the_functions_of_dataclasses_take_it(kinds: dict[str, Any]) -> None:
    kept: Any = kinds["Kept"](title="a")
    is_known: bool = dataclasses.is_dataclass(kept)
    assert is_known
    assert dataclasses.replace(kept, count=9) == kinds["Kept"](title="a", count=9)
    assert [each.name for each in dataclasses.fields(kept)] == ["title", "count", "marks"]
    assert dataclasses.asdict(kept) == {"title": "a", "count": 3, "marks": {}}
    with pytest.raises(TypeError):
        dataclasses.replace(kept, other=1)
    assert copy.deepcopy(kept) == kept == copy.copy(kept)
    assert dataclasses.replace(kinds["Changing"]("a"), at=4).at == 4


@BOTH
def test_it_is_matched_by_position_where_it_is_made_by_position(kinds: dict[str, Any]) -> None:
    assert kinds["One"].__match_args__ == ("text",)
    assert kinds["Kept"].__match_args__ == ()


def test_a_value_goes_to_another_process_and_compares_there() -> None:
    value = Paragraph(text="a", spans=(Span(start=0, end=1, kind=SpanKind.CODE),))
    code = (
        "import pickle, sys; value = pickle.loads(sys.stdin.buffer.read());"
        "assert value == pickle.loads(pickle.dumps(value)); sys.stdout.buffer.write(pickle.dumps(value))"
    )
    there = subprocess.run([sys.executable, "-c", code], input=pickle.dumps(value), capture_output=True, check=True)
    assert pickle.loads(there.stdout) == value


@is_ours
def test_a_constructor_is_compiled_with_the_first_object_and_once() -> None:
    class Plain:
        """A value."""

        text: str

    kind: Any = values.dataclass(slots=True)(Plain)
    before = kind.__dict__["__init__"]
    kind("a")
    compiled = kind.__dict__["__init__"]
    assert compiled is not before
    assert kind("b").text == "b"
    assert kind.__dict__["__init__"] is compiled


def one_for_all(decorate: Any) -> Any:
    @decorate(slots=True)
    class Shared:
        """Every object would have the same list."""

        seen: list[int] = []  # noqa: RUF012  # what is refused

    return Shared


def left_out(decorate: Any) -> Any:
    @decorate
    class Secret:
        """A field that is not shown."""

        word: str = dataclasses.field(default="", repr=False)

    return Secret


def of_the_class(decorate: Any) -> Any:
    @decorate
    class Counting:
        """A value of the class."""

        most: typing.ClassVar[int] = 3

    return Counting


def only_handed_on(decorate: Any) -> Any:
    @decorate
    class Handing:
        """A value that is no field."""

        most: dataclasses.InitVar[int]

    return Handing


def taken_over(decorate: Any) -> Any:
    @decorate
    class Above:
        """A field."""

        text: str

    @decorate
    class Below(Above):
        """Another."""

        note: str

    return Below


def out_of_order(decorate: Any) -> Any:
    @decorate
    class Late:
        """One that must be given after one that need not."""

        note: str = ""
        text: str

    return Late


@is_ours
@pytest.mark.parametrize("make", [one_for_all, left_out, of_the_class, only_handed_on, taken_over, out_of_order])
def test_what_is_not_known_is_refused(make: Any) -> None:
    with pytest.raises((TypeError, ValueError), match=r"Shared|Secret|Counting|Handing|Below|Late"):
        make(values.dataclass).__init__  # noqa: B018  # what is looked at is compiled


@BOTH
def test_signatures_and_hints_are_those_of_the_fields(kinds: dict[str, Any]) -> None:
    for kind in kinds.values():
        theirs = THEIRS[kind.__name__]
        assert list(inspect.signature(kind).parameters) == list(inspect.signature(theirs).parameters)
        assert [each.kind for each in inspect.signature(kind).parameters.values()] == [
            each.kind for each in inspect.signature(theirs).parameters.values()
        ]
        assert typing.get_type_hints(kind.__init__) == typing.get_type_hints(theirs.__init__)
