"""Values behave as those of the standard decorator."""

import pickle
from collections.abc import Callable, Mapping
from copy import copy, deepcopy
from dataclasses import MISSING, FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

import cdetrack
from cdetrack.look.visit import Visitor
from cdetrack.model.frozen import frozen, mutable


@frozen
class _Value:
    """A value with each kind of field."""

    name: str
    count: int = 3
    words: Mapping[str, int] = field(default_factory=dict)
    hidden: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standard:
    """The same by the standard library."""

    name: str
    count: int = 3
    words: Mapping[str, int] = field(default_factory=dict)
    hidden: str | None = field(default=None, repr=False)


@frozen
class _Single:
    """A value with one field."""

    name: str


@mutable
class _Mutable:
    """A value that changes."""

    name: str
    count: int = 3


def test_the_functions_of_data_classes_work_on_it() -> None:
    value, standard = _Value(name="a", count=4, hidden="s"), _Standard(name="a", count=4, hidden="s")
    assert asdict(value) == asdict(standard)
    assert repr(value).replace("_Value", "_Standard") == repr(standard)
    assert "hidden" not in repr(value)
    assert replace(value, name="b") == _Value(name="b", count=4, hidden="s")


def test_values_are_equal_by_their_fields_and_their_class() -> None:
    assert _Single(name="a") == _Single(name="a")
    assert hash(_Single(name="a")) == hash(_Single(name="a"))
    assert _Value(name="a") != _Value(name="b")
    assert _Value(name="a") != object()
    assert len({_Single(name="a"), _Single(name="a"), _Single(name="b")}) == 2


def test_each_value_gets_a_new_object_of_a_factory() -> None:
    assert _Value(name="a").words is not _Value(name="a").words


def test_nothing_can_be_set_deleted_or_added() -> None:
    value = _Value(name="a")
    for name in ("name", "other"):
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, "b")
    with pytest.raises(FrozenInstanceError):
        del value.name
    assert not hasattr(value, "__dict__")
    assert value == _Value(name="a")


@pytest.mark.parametrize("given", [{}, {"name": "a", "colour": "red"}])
def test_a_missing_and_an_unknown_field_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(TypeError, match=r"_Value: missing \[.*\], unknown \[.*\]"):
        _Value(**given)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"_Value\.__init__"):
        _Value("a")  # type: ignore[call-arg]


def test_a_mutable_value_changes_and_has_no_hash() -> None:
    value = _Mutable(name="a")
    value.count = 4
    assert value == _Mutable(name="a", count=4)
    assert asdict(value) == {"name": "a", "count": 4}
    with pytest.raises(TypeError):
        hash(value)


def _values() -> list[Any]:
    """Return a value of each class in the modules that use `frozen` and `mutable`, and of the public named tuples."""
    package = Path(cdetrack.__file__).parent
    users = [path for path in sorted(package.rglob("*.py")) if "model.frozen import" in path.read_text("utf-8")]
    modules = [".".join(("cdetrack", *path.relative_to(package).with_suffix("").parts)) for path in users]
    classes = {
        value: None
        for name in modules
        for value in vars(import_module(name)).values()
        if isinstance(value, type) and is_dataclass(value) and value.__module__ == name
        if not value.__name__.startswith("_") and value is not Visitor  # which has functions
    }
    made = [
        each(**{one.name: one.name for one in fields(each) if one.default is one.default_factory is MISSING})
        for each in classes
    ]
    return [*made, cdetrack.Query(), cdetrack.Attachment(name="a", url="b", type="pdf")]


def test_each_value_is_copied_and_pickled() -> None:
    values = _values()
    assert len(values) > 80
    ways: tuple[Callable[[Any], Any], ...] = (copy, deepcopy)
    for value in values:
        for made in (*(way(value) for way in ways), *(pickle.loads(pickle.dumps(value, each)) for each in (2, 5))):  # noqa: S301 - ours
            assert (made, type(made)) == (value, type(value))
            assert made is not value or isinstance(value, tuple)


def test_a_copy_is_deep_or_shares_its_fields() -> None:
    value = _Value(name="a", words={"b": 1})
    assert copy(value).words is value.words
    assert deepcopy(value).words is not value.words


def test_a_signature_names_the_fields() -> None:
    shown, standard = signature(_Value), signature(_Standard)
    for name in ("name", "count", "hidden"):
        assert shown.parameters[name] == standard.parameters[name]
    assert list(shown.parameters) == list(standard.parameters)
    assert shown.parameters["words"].default is dict
