"""Passwords that are mere words: known by the user beside them or by the keystore they open."""

import pytest

from assistant.guard.scan import scan


@pytest.mark.parametrize(
    "text",
    [
        'connect(host, username="edi", password="pelikan_tinte", keys=False)',
        '<user username="helpdesk" password="kaffeepause" roles="gui"/>',
        "mail:\n  username: noreply\n  password: kaffeepause\n",
        '{"user": "edi",\n "password": "kaffeepause"}',
        "ssl:\n  key-store-password: donnerkeil\n",
        '<Connector keystorePass="donnerkeil" />',
    ],
)
def test_a_word_is_a_password_beside_its_user_or_of_a_keystore(text: str) -> None:
    assert len(scan(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        'connect(host, password="pelikan_tinte")',  # what it is of is not said
        '{"username": "Benutzername", "password": "Kennwort"}',
        '{"username": "string", "password": "required"}',
        '{"username": "edi", "password": "incorrect-value"}',
        '{"username": "kaffeepause", "password": "kaffeepause"}',
        "username: ${USER}\npassword: kaffeepause_of(user)\n",
        'login(username=name, password="wrong-password")',
        "store_password: str\n",
    ],
)
def test_what_forms_and_examples_say_of_a_password_is_left_alone(text: str) -> None:
    assert scan(text) == ()
