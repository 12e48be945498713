"""A port and a word are no password, whatever signs they are written with."""

import pytest

from assistant.guard.scan import scan
from tests.guard.forge import Forge


@pytest.mark.parametrize("port", ["464/tcp", "464/udp", "5349/sctp"])
@pytest.mark.parametrize("given", ["kpasswd\t\t@@\n", "kpasswd @@", "passwd: @@\n", 'password = "@@"\n'])
def test_a_port_is_no_password(given: str, port: str) -> None:
    assert scan(given.replace("@@", port)) == ()


@pytest.mark.parametrize("word", [r"string\u20ac", r"stra\u00dfe", r"caf\u00e9\u2026"])
@pytest.mark.parametrize("given", ["passValue('@@')", 'password: "@@"\n', "password = '@@';\n"])
def test_a_word_with_an_escaped_letter_is_no_password(given: str, word: str) -> None:
    assert scan(given.replace("@@", word)) == ()


@pytest.mark.parametrize("signs", [r"@@\u0026", r"464/tcp@@"])
def test_a_password_may_hold_what_a_port_or_a_word_does(signs: str) -> None:
    password = signs.replace("@@", Forge(61).password())
    text = f'{{"password": "{password}"}}\n'
    [found] = scan(text)
    assert text[found.start : found.end] == password
