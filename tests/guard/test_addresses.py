"""A password within an address is found however its slashes are written."""

import json

import pytest

from assistant.guard.scan import scan
from tests.guard.forge import LETTERS, Forge

_PASSWORD = Forge(21).password()
_TOKEN = Forge(22).some(LETTERS, 30)


@pytest.mark.parametrize(
    ("address", "secret", "label"),
    [
        ("postgres://u:@@@h/d", _PASSWORD, "database password"),
        ("jdbc:mysql://app:@@@db.internal:3306/shop?ssl=1", _PASSWORD, "database password"),
        ("https://deploy:@@@git.internal/team/app.git", _PASSWORD, "password in an address"),
        ("redis://:@@@cache:6379/0", _PASSWORD, "database password"),
        ("https://@@@github.com/team/app.git", _TOKEN, "token in an address"),
    ],
)
def test_the_slashes_of_an_address_may_be_escaped(address: str, secret: str, label: str) -> None:
    text = json.dumps({"url": address.replace("@@", secret, 1)}).replace("/", r"\/")
    [found] = scan(text)
    assert (text[found.start : found.end], found.label) == (secret, label)


@pytest.mark.parametrize(
    "address", ["https://h:3000/@scope/p", "postgres://u:${PW}@h", "redis://:****@c:6379"]
)
def test_an_address_without_a_password_holds_none_with_escaped_slashes_either(address: str) -> None:
    assert scan(json.dumps({"url": address}).replace("/", r"\/")) == ()
