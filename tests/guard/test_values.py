"""A port, a word and what a label says are no password, whatever signs they are written with; words with numbers are."""

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


@pytest.mark.parametrize(
    "password", ["Blue Tiger 77", "Winter is coming 2024!", "T1ger & b9!rd", "p@ss w0rd with spaces"]
)
@pytest.mark.parametrize(
    "given",
    [
        'DB_PASSWORD="@@"\n',
        'PGPASSWORD="@@" psql -h db\n',
        'password: "@@"\n',
        'const password = "@@";\n',
        "app.db.password=@@\napp.db.pool=3\n",
        "<password>@@</password>\n",
        '"Server=db;User Id=sa;Password=@@;Encrypt=true"\n',
    ],
)
def test_a_password_may_be_words_with_numbers_and_signs(given: str, password: str) -> None:
    text = given.replace("@@", password)
    [found] = scan(text)
    assert text[found.start : found.end] == password


@pytest.mark.parametrize(
    "given", ['"password": "@@",\n', 'DB_PASSWORD="@@"\n', "<password>@@</password>\n", "password = @@\n"]
)
@pytest.mark.parametrize(
    "label",
    [
        "At least 8 characters & 1 digit!",
        "Minst 8 tecken",
        "8 символов и 1 цифра",
        "Wrong, 3 attempts left!",
        "See entry 12",
    ],
)
def test_what_labels_say_of_a_password_is_none(given: str, label: str) -> None:
    assert scan(given.replace("@@", label)) == ()


@pytest.mark.parametrize("command", ["abc psql -h db1", "abc Rscript run2", "Abc make deploy2"])
def test_a_command_behind_a_variable_is_no_part_of_its_password(command: str) -> None:
    text = f"PGPASSWORD={command}\n"
    assert not [found for found in scan(text) if " " in text[found.start : found.end]]


@pytest.mark.parametrize("given", ["token = [[@@]]\n", 'return {\n  ["db_password"] = [==[@@]==],\n}\n'])
def test_a_value_may_stand_in_the_long_brackets_of_lua(given: str) -> None:
    for password in (made := Forge(62).password(), f"{made}[7]{made}"):
        text = given.replace("@@", password)
        [found] = scan(text)
        assert text[found.start : found.end] == password


@pytest.mark.parametrize(
    "text",
    [
        "tokens = [[CLS]]\n",
        "keys = [[a1, b2], [c3, d4]]\n",
        "tokens=[[101,2054],[102,0]]\n",
        "token=[[t[0][1]]]\n",
        "password = [[UITextField alloc] initWithFrame:[self frame]];\n",
        "[[ $password = [[:alnum:]]* ]]\n",
        "password = [[enter your password]]\n",
    ],
)
def test_lists_calls_and_words_in_double_brackets_are_no_secret(text: str) -> None:
    assert scan(text) == ()
