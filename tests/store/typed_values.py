"""Whether every value in an object of the model is of the kind that its field is declared to have."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def misplaced(value: Any, kind: Any) -> Iterator[str]:
    """Yield what in `value` is not of its kind, in words; True is no number."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        if all(list(misplaced(value, one)) for one in inside):
            yield f"{value!r} is none of {kind}"
    elif origin is tuple:
        kinds = inside[:1] * len(value) if inside[-1] is Ellipsis else inside
        for one, its_kind in zip(value, kinds, strict=True):
            yield from misplaced(one, its_kind)
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        for name, one in value.items():
            yield from misplaced(name, inside[0])
            yield from misplaced(one, inside[1])
    elif kind is None or kind is NoneType:
        if value is not None:
            yield f"{value!r} is something"
    elif not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        yield f"{value!r} is no {kind.__name__}"
    elif is_dataclass(value):
        hints = get_type_hints(type(value))
        for field in fields(value):
            yield from (
                f"{type(value).__name__}.{field.name}: {found}"
                for found in misplaced(getattr(value, field.name), hints[field.name])
            )
