"""A frozen data class of ours is what the standard library's would be, made faster."""

import dataclasses
from collections.abc import Mapping
from dataclasses import field

import pytest

from assistant.values import dataclass


class Plain:
    """A price."""

    amount: int
    currency: str = "US$"
    parts: Mapping[str, int] = field(default_factory=dict)
    key: str = field(default="", repr=False)
    seen: int = field(default=0, compare=False)


def made_by(decorator):
    return decorator(frozen=True, slots=True)(type("Price", (), dict(vars(Plain))))


NAMES = ("amount", "currency", "parts", "key", "seen")
OURS, STANDARD = made_by(dataclass), made_by(dataclasses.dataclass)


@pytest.mark.parametrize("given", [(1,), (1, "€"), (2, "€", {"a": 1}, "secret"), (1, "US$", {}, "", 7)])
def test_it_is_made_and_written_as_the_standard_one(given):
    assert repr(OURS(*given)) == repr(STANDARD(*given)) == repr(OURS(**dict(zip(NAMES, given, strict=False))))
    assert "secret" not in repr(OURS(*given))
    assert dataclasses.asdict(OURS(*given)) == dataclasses.asdict(STANDARD(*given))


@pytest.mark.parametrize("other", [(1,), (1, "€"), (1, "US$", {}, "", 7)])
def test_equal_are_the_same_as_of_the_standard_one(other):
    assert (OURS(1) == OURS(*other)) == (STANDARD(1) == STANDARD(*other))
    assert OURS(1) != STANDARD(1)


def test_what_is_equal_has_one_hash():
    assert hash(OURS(1, parts=("a",), seen=1)) == hash(OURS(1, parts=("a",), seen=2))


@pytest.mark.parametrize(
    "wrong", [((), {}), ((1,), {"amount": 1}), ((1,), {"colour": "red"}), ((1, "€", {}, "", 0, 6), {})]
)
@pytest.mark.parametrize("price", [OURS, STANDARD])
def test_a_field_too_few_or_too_many_is_refused(price, wrong):
    given, named = wrong
    with pytest.raises(TypeError):
        price(*given, **named)


def test_nothing_of_it_can_be_changed():
    price = OURS(1)
    for change in (
        lambda: setattr(price, "amount", 2),
        lambda: delattr(price, "amount"),
        lambda: setattr(price, "new", 1),
    ):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert dataclasses.replace(price, amount=2) == OURS(2)


def test_each_gets_a_mapping_of_its_own():
    assert OURS(1).parts is not OURS(1).parts


def test_two_kinds_without_a_field_are_not_equal():
    @dataclass(frozen=True, slots=True)
    class Idle:
        pass

    @dataclass(frozen=True, slots=True)
    class Over:
        pass

    assert Idle() == Idle() != Over()
    assert len({Idle(), Idle()}) == 1


def test_its_own_methods_stay():
    @dataclass(frozen=True, slots=True)
    class Word:
        text: str

        def __eq__(self, other):
            return self.text.lower() == other.text.lower()

        def __hash__(self):
            return hash(self.text.lower())

    assert Word("Ask") == Word("ask")


def test_what_is_not_frozen_is_refused():
    with pytest.raises(TypeError):
        dataclass(frozen=False, slots=True)
