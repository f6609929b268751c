"""Values with fields: data classes that are made in a tenth of the time, since each check makes fifty of them.

For each class, `dataclass` writes the source of up to six methods and compiles it, in 0.4 ms; these are shared.
"""

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from inspect import Parameter, Signature
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from dataclasses import Field

_T = TypeVar("_T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_T]) -> type[_T]:
    """Make a class a data class, as with `dataclass(frozen=True, slots=True, kw_only=True)`.

    `replace`, `asdict`, `fields`, `copy` and `pickle` work on it.
    """
    made = _made(cls)
    content = attrgetter(*made.__dataclass_fields__)

    def hashed(self: object) -> int:
        return hash(content(self))

    made.__hash__ = hashed
    made.__setattr__, made.__delattr__ = _refuse, _refuse
    return made  # type: ignore[no-any-return]


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
def mutable(cls: type[_T]) -> type[_T]:
    """Make a class a data class, as with `dataclass(slots=True, kw_only=True)`."""
    made = _made(cls)
    made.__hash__ = None
    return made  # type: ignore[no-any-return]


class Caching:
    """The base of values with cached properties: it has no slots, so that there is a place for what they keep."""


def _made(cls: type) -> Any:  # noqa: ANN401 - a class with the attributes of a data class
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(cls)
    all_fields = fields(made)
    names = frozenset(each.name for each in all_fields)
    defaults = {each.name: each.default for each in all_fields if each.default is not MISSING}
    factories = {each.name: each.default_factory for each in all_fields if each.default_factory is not MISSING}
    setters: dict[str, Callable[[object, object], None]] = {
        each.name: getattr(made, each.name).__set__ for each in all_fields
    }
    content = attrgetter(*setters)
    shown = [each.name for each in all_fields if each.repr]

    def init(self: object, /, **given: object) -> None:
        values = defaults | given
        for name, factory in factories.items():
            if name not in given:
                values[name] = factory()
        if values.keys() != names:
            missing, unknown = sorted(names - values.keys()), sorted(values.keys() - names)
            raise TypeError(f"{made.__qualname__}: missing {missing}, unknown {unknown}")
        for name, setter in setters.items():
            setter(self, values[name])

    def equals(self: object, other: object) -> bool:
        return content(self) == content(other) if other.__class__ is self.__class__ else NotImplemented

    def described(self: object) -> str:
        return f"{made.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    # For the message about an argument without its name.
    init.__qualname__ = f"{made.__qualname__}.__init__"
    made.__init__, made.__eq__, made.__repr__ = init, equals, described
    # `copy` and `pickle` would set the fields as anybody does, and be refused.
    made.__getstate__, made.__setstate__ = _packed, _unpack
    made.__signature__ = _Signature()
    return made


def _packed(self: Any) -> list[object]:  # noqa: ANN401 - a value
    return [getattr(self, each.name) for each in fields(self)]


def _unpack(self: Any, values: "Iterable[object]") -> None:  # noqa: ANN401 - a value without content
    for each, value in zip(fields(self), values, strict=True):
        object.__setattr__(self, each.name, value)


class _Signature:
    """The signature of a class, as `help` shows it; made when it is asked for."""

    def __get__(self, value: object, owner: Any) -> Signature:  # noqa: ANN401 - a data class
        def default(each: "Field[Any]") -> object:
            given = each.default if each.default_factory is MISSING else each.default_factory
            return Parameter.empty if given is MISSING else given

        return Signature(
            [
                Parameter(each.name, Parameter.KEYWORD_ONLY, default=default(each), annotation=each.type)
                for each in fields(owner)
            ]
        )


def _refuse(self: object, name: str, new: object = None, /) -> NoReturn:  # noqa: ARG001 - set and delete alike
    raise FrozenInstanceError(f"cannot change the field `{name}`")
