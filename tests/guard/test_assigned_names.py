"""A value is given to the name that stands before it, whatever word stands before the name."""

import pytest

from assistant.guard.scan import scan
from tests.guard.forge import HEX, LETTERS, Forge

_PASSWORD = Forge(10).password()


@pytest.mark.parametrize(
    "word", ["auth", "key", "session", "Cookie", "Seed", "salt", "signature", "pin", "# ssh key"]
)
@pytest.mark.parametrize(
    "given", ['password="@@"', 'DB_PASSWORD="@@"', 'passphrase = "@@";', 'dbPassword = "@@"\n']
)
def test_a_word_that_sounds_secret_hides_no_name_behind_it(given: str, word: str) -> None:
    text = f"{word} {given.replace('@@', _PASSWORD)}"
    [found] = scan(text)
    assert (text[found.start : found.end], found.label) == (
        _PASSWORD,
        given.split("=", maxsplit=1)[0].strip(),
    )


def test_the_type_of_a_value_is_no_name() -> None:
    [found] = scan(f'const password: SecretString = "{_PASSWORD}"\n')
    assert found.label == "password"


@pytest.mark.parametrize("end", ["", "\n"])
def test_the_fingerprint_of_the_key_that_git_signs_with_is_no_secret(end: str) -> None:
    assert scan(f"signingkey = {Forge(11).some('0123456789ABCDEF', 16)}{end}") == ()


@pytest.mark.parametrize("signs", ["$@@$7m@@", "@@[@@^@@"])
def test_a_password_may_hold_a_dollar_sign_or_a_bracket(signs: str) -> None:
    password = signs.replace("@@", "".join(Forge(12).some(some, 1) for some in ("kqz", "QXV", "349", "zwp")))
    [found] = scan(text := f'password = "{password}"\n')
    assert text[found.start : found.end] == password


@pytest.mark.parametrize("value", ["$dbUser1$dbPass2", "input[type=", "rows[n", "$USER1$PASS12"])
def test_variables_and_the_beginning_of_an_index_are_no_password(value: str) -> None:
    assert scan(f'password = "{value}"\n') == ()


@pytest.mark.parametrize(
    "coordinates", ["jjwt-api:0.12.5", "jjwt-api:jar:0.12.5:compile", "jjwt:0.9.1=testRuntimeClasspath"]
)
def test_who_publishes_a_library_names_no_secret(coordinates: str) -> None:
    assert scan(f'implementation("io.jsonwebtoken:{coordinates}")\n') == ()
    for name in ("jsonwebtoken", "io.jsonwebtoken.secret"):
        [found] = scan(f'{name} = "{_PASSWORD}"\n')
        assert found.label == name


@pytest.mark.parametrize(
    "beside",
    [
        "GPG_KEY=" + Forge(3).some(HEX.upper(), 40),
        "PYTHON_SHA256=" + Forge(3).some(HEX, 64),
        "JAVA_VERSION=jdk-17.0.9+9",
        "--build-id=" + Forge(3).some(HEX, 40),
    ],
)
@pytest.mark.parametrize("between", [", ", ",\n    "])
def test_what_stands_in_a_list_beside_a_variable_is_judged_by_its_own_name(beside: str, between: str) -> None:
    password, token = Forge(4).some(LETTERS, 24), "ghp_" + Forge(5).some(LETTERS, 36)
    text = f'"Env": ["DB_PASSWORD={password}"{between}"{beside}"{between}"GITHUB_TOKEN={token}"]'
    assert {text[hit.start : hit.end] for hit in scan(text)} == {password, token}
