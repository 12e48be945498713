"""The colours of a terminal hide no secret, however they are written."""

import pytest

from assistant.guard.scan import scan
from tests.guard.forge import Forge
from tests.guard.service_keys import keys

_ESCAPES = ("\x1b", "\u241b", "", r"\u001b", r"\u001B", r"\x1b", r"\e", r"\033")


@pytest.mark.parametrize("escape", _ESCAPES, ids=ascii)
@pytest.mark.parametrize("colour", ["[31m", "[1;38;5;196m"])
def test_at_least_97_of_100_keys_are_found_in_colour(colour: str, escape: str) -> None:
    cases = [case for case in keys(Forge(5)) if "\n" not in case.secret]
    missed = []
    for case in cases:
        text = f"x {escape}{colour}{case.text.replace(case.secret, f'{escape}[32m{case.secret}{escape}[0m')}"
        if not any(case.secret in text[found.start : found.end] for found in scan(text)):
            missed.append(case.name)
    assert len(missed) <= len(cases) * 0.03, missed


@pytest.mark.parametrize(
    "text",
    [
        "DB_PASSWORD\x1b[0m=\x1b[32m@@\x1b[0m\n",
        '\x1b[34;1m"password"\x1b[0m\x1b[1;39m:\x1b[0m \x1b[0;32m"@@"\x1b[0m\n',
        '{"password":"\\u001b[32m@@\\u001b[0m"}',
        "\x1b[01;31m\x1b[Kpass\x1b[m\x1b[Kword=@@\n",
    ],
)
def test_a_coloured_password_is_found_in_its_place(text: str) -> None:
    password = Forge(6).password()
    given = text.replace("@@", password)
    [found] = scan(given)
    assert given[found.start : found.end] == password


def test_a_key_is_found_of_which_a_part_is_coloured_or_that_a_word_precedes() -> None:
    key = "AKIA" + Forge(7).some("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)
    for text in (f"\x1b[01;31m\x1b[K{key[:4]}\x1b[m\x1b[K{key[4:]}\n", f"INFO\x1b[31m{key}\x1b[0m\n"):
        [found] = scan(text)
        assert text[found.start : found.end].endswith(key[4:])
