"""One pass finds every place of every literal, in the case that is asked for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.guard.literals import Literals, known_literals

KNOWN = known_literals(("PIN ", "ogin(", "login", "auth", "uth", "-p", "senha", "contraseña"))


def literals(text: str) -> Literals:
    return Literals(text, text.lower(), KNOWN)


@given(
    st.lists(st.sampled_from(("login(", "LOGIN", "PIN ", "pin ", "ñ", "auth", "\ud800", "日本", "-p", "x")))
)
def test_a_literal_is_found_wherever_it_stands(words: list[str]) -> None:
    text = "".join(words)
    found = literals(text)
    for literal in ("PIN ", "ogin(", "login", "auth", "uth", "-p"):
        places = [match.start() for match in re.finditer(f"(?={re.escape(literal)})", text)]
        assert found.places(literal) == places
        assert found.holds(literal) == bool(places)
        assert found.places_in_any_case(literal) == [
            match.start() for match in re.finditer(f"(?={re.escape(literal.lower())})", text.lower())
        ]
        assert found.holds_in_any_case(literal) == (literal.lower() in text.lower())


def test_a_large_text_is_searched_as_a_small_one() -> None:
    text = "login( auth PIN " * 20_000
    assert len(literals(text).places("ogin(")) == len(literals(text).places("PIN ")) == 20_000


def test_signs_and_other_alphabets_are_told_in_any_case() -> None:
    assert literals("CONTRASEÑA: x").holds_in_any_case("contraseña")
    assert literals("a|b").holds_in_any_case("|")


def test_a_literal_that_nobody_declared_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        literals("text").places("unheard of")
