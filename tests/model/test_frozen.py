"""Values behave as those of the standard decorator."""

from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace

import pytest

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
    with pytest.raises(TypeError):
        _Value("a")  # type: ignore[call-arg]


def test_a_mutable_value_changes_and_has_no_hash() -> None:
    value = _Mutable(name="a")
    value.count = 4
    assert value == _Mutable(name="a", count=4)
    assert asdict(value) == {"name": "a", "count": 4}
    with pytest.raises(TypeError):
        hash(value)
