"""Dataclasses for what the program needs at once: a class is ready when it is made, its constructor when it is called.

`dataclasses` writes and compiles up to six functions for each class while its module is imported, half a millisecond a class,
and most classes are never used in a run: for the modules behind the first screen that was a tenth of the whole start. Here only
the constructor is written and compiled, with the first object; everything else is one function for all classes.

What is made behaves as what `dataclasses.dataclass` makes from the same options (tests/model/test_values.py holds one
against the other), and `replace`, `fields` and `asdict` of `dataclasses` take it. Not known here, and refused with the first
object: `ClassVar`, `InitVar`, fields that come from a dataclass among the bases, and options of `field` other than its default.
Type checkers are shown the original; so is a Python whose classes keep their annotations unevaluated (3.14, PEP 649), which this
was not written for.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.version_info >= (3, 14):
    from dataclasses import dataclass as dataclass
else:
    from collections.abc import Callable, Mapping
    from dataclasses import MISSING, Field, FrozenInstanceError, InitVar, field, make_dataclass
    from operator import attrgetter
    from typing import Any, ClassVar, NamedTuple

    class _Plan(NamedTuple):
        """What was asked for one class."""

        types: Mapping[str, Any]
        defaults: Mapping[str, Any]
        is_frozen: bool
        has_slots: bool
        is_kw_only: bool

    def dataclass(cls=None, /, *, frozen=False, slots=False, kw_only=False, eq=True, repr=True):
        """Make a class a dataclass. The options mean what they mean for `dataclasses.dataclass`."""

        def make(cls: type) -> type:
            types = dict(cls.__annotations__)
            defaults = {name: cls.__dict__[name] for name in types if name in cls.__dict__}
            plan = _Plan(types, defaults, is_frozen=frozen, has_slots=slots, is_kw_only=kw_only)
            made = _add_methods(_with_slots(cls, plan) if slots else cls, plan, has_eq=eq, has_repr=repr)
            made.__dataclass_fields__ = _Fields(made, plan)
            return made

        return make if cls is None else make(cls)

    def _with_slots(cls: type, plan: _Plan) -> type:
        """Return the class anew, with a slot for each field: slots can't be added to a class that is there."""
        body = {
            name: value
            for name, value in cls.__dict__.items()
            if name not in plan.types and name not in ("__dict__", "__weakref__")
        }
        return type(cls)(
            cls.__name__, cls.__bases__, {**body, "__slots__": tuple(plan.types), "__qualname__": cls.__qualname__}
        )

    def _add_methods(cls: type, plan: _Plan, *, has_eq: bool, has_repr: bool) -> type:
        """Give the class its methods; what it has of its own stays."""
        names = tuple(plan.types)
        values = _getter(names)
        methods: dict[str, Any] = {"__match_args__": () if plan.is_kw_only else names}

        def __repr__(self):  # noqa: N807
            shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
            return f"{self.__class__.__qualname__}({shown})"

        def __eq__(self, other):  # noqa: N807
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self):  # noqa: N807
            return hash(values(self))

        def __setattr__(self, name, value):  # noqa: N807
            raise FrozenInstanceError(f"cannot assign to field {name!r}")

        def __delattr__(self, name):  # noqa: N807
            raise FrozenInstanceError(f"cannot delete field {name!r}")

        def __getstate__(self):  # noqa: N807
            return list(values(self))

        def __setstate__(self, state):  # noqa: N807
            for name, value in zip(names, state, strict=True):
                object.__setattr__(self, name, value)

        methods["__init__"] = _Constructor(cls, plan)
        if has_repr:
            methods["__repr__"] = __repr__
        if has_eq:
            methods["__eq__"] = __eq__
            methods["__hash__"] = __hash__ if plan.is_frozen else None
        if plan.is_frozen:
            methods |= {"__setattr__": __setattr__, "__delattr__": __delattr__}
        if plan.has_slots:
            methods |= {"__getstate__": __getstate__, "__setstate__": __setstate__}
        own = cls.__dict__
        for name, method in methods.items():
            if name not in own or (name == "__hash__" and own[name] is None):
                setattr(cls, name, method)
        for name, default in plan.defaults.items():
            if isinstance(default, Field) and not plan.has_slots:
                delattr(cls, name) if default.default is MISSING else setattr(cls, name, default.default)
        return cls

    def _getter(names: tuple[str, ...]) -> Callable[[object], tuple[Any, ...]]:
        """Return what reads all fields of an object."""
        match names:
            case ():
                return lambda _: ()
            case (name,):
                return lambda value: (getattr(value, name),)
        return attrgetter(*names)

    def _compile_constructor(cls: type, plan: _Plan) -> Callable[..., None]:
        """Write the class's `__init__`, put it into its place, and return it. Raises TypeError, ValueError."""
        _refuse_unknown(cls, plan)
        scope: dict[str, Any] = {"_absent": object(), "_set": object.__setattr__}
        parameters, body = [], []
        for name in plan.types:
            default = plan.defaults.get(name, MISSING)
            factory = MISSING
            if isinstance(default, Field):
                default, factory = default.default, default.default_factory
            if factory is not MISSING:
                scope[f"_make_{name}"] = factory
                parameters.append(f"{name}=_absent")
                body.append(f"if {name} is _absent: {name} = _make_{name}()")
            elif default is not MISSING:
                scope[f"_default_{name}"] = default
                parameters.append(f"{name}=_default_{name}")
            else:
                parameters.append(name)
            if plan.has_slots:
                scope[f"_set_{name}"] = cls.__dict__[name].__set__
                body.append(f"_set_{name}(self, {name})")
            else:
                body.append(f"_set(self, {name!r}, {name})" if plan.is_frozen else f"self.{name} = {name}")
        if hasattr(cls, "__post_init__"):
            body.append("self.__post_init__()")
        star = "*, " if plan.is_kw_only and parameters else ""
        lines = "".join(f"\n        {line}" for line in body or ["pass"])
        given = ", ".join(scope)
        made: dict[str, Any] = {}
        # Names of fields only, never data. The function is one of the class's module: its annotations may be names there.
        exec(
            f"def make({given}):\n    def __init__(self, {star}{', '.join(parameters)}):{lines}\n    return __init__",
            sys.modules[cls.__module__].__dict__,
            made,
        )
        constructor = made["make"](**scope)
        constructor.__qualname__ = f"{cls.__qualname__}.__init__"
        constructor.__annotations__ = {**plan.types, "return": None}
        cls.__init__ = constructor
        return constructor

    def _refuse_unknown(cls: type, plan: _Plan) -> None:
        """Raise TypeError or ValueError for what would silently not mean what it means for `dataclasses.dataclass`."""
        for base in cls.__mro__[1:]:
            if "__dataclass_fields__" in base.__dict__:
                raise TypeError(f"{cls.__qualname__}: fields of the dataclass {base.__qualname__} are not taken over")
        is_optional = False
        for name, kind in plan.types.items():
            place = f"{cls.__qualname__}.{name}"
            if ClassVar in (kind, getattr(kind, "__origin__", None)) or isinstance(kind, InitVar):
                raise TypeError(f"{place}: neither ClassVar nor InitVar is known here")
            default = plan.defaults.get(name, MISSING)
            if isinstance(default, Field):
                if not (default.init and default.repr and default.compare) or default.hash is not None:
                    raise TypeError(f"{place}: a field has a default here, and no other options")
                default = default.default if default.default_factory is MISSING else None
            if default.__class__.__hash__ is None:
                raise ValueError(
                    f"{place}: a {type(default).__name__} would be one for all objects: use default_factory"
                )
            if default is MISSING and is_optional and not plan.is_kw_only:
                raise TypeError(f"{place}: a field without a default follows one with a default")
            is_optional = default is not MISSING

    class _Constructor:
        """Stands for `__init__` until it is called or looked at."""

        def __init__(self, cls: type, plan: _Plan) -> None:
            self._cls = cls
            self._plan = plan

        def __get__(self, instance: object, owner: type) -> Callable[..., None]:
            constructor = _compile_constructor(self._cls, self._plan)
            return constructor if instance is None else constructor.__get__(instance)

    class _Fields:
        """Stands for `__dataclass_fields__` until somebody asks: `replace`, `fields`, `is_dataclass`."""

        def __init__(self, cls: type, plan: _Plan) -> None:
            self._cls = cls
            self._plan = plan

        def __get__(self, instance: object, owner: type) -> dict[str, Field]:
            plan = self._plan
            fields = []
            for name, kind in plan.types.items():
                default = plan.defaults.get(name, MISSING)
                fields.append((name, kind, default if isinstance(default, Field) else field(default=default)))
            twin = make_dataclass(self._cls.__name__, fields, frozen=plan.is_frozen, kw_only=plan.is_kw_only)
            self._cls.__dataclass_fields__ = twin.__dataclass_fields__
            return twin.__dataclass_fields__
