"""A line that a backslash ends goes on in the next one, whatever its own end is."""

import pytest

from assistant.guard.scan import scan
from tests.guard.forge import LETTERS, Forge

_KEY = Forge(21).some(LETTERS, 30) + "4a"


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=ascii)
@pytest.mark.parametrize(
    "command",
    [
        "curl https://api.lumen.dev/v1 |  -H 'Accept: text/csv' |  -u svc-report:@@|",
        "mysqldump -h db.lumen.dev |  -u backup |  -p@@ orders > orders.sql|",
        "aws ssm put-parameter --name /orders/db |  --type SecureString |  --value @@|",
    ],
)
def test_a_secret_is_found_in_the_last_line_of_a_command(command: str, end: str) -> None:
    *lines, last, _ = command.split("|")
    text = "".join(f"{line}\\{end}" for line in lines) + last.replace("@@", _KEY) + end
    [found] = scan(text)
    assert text[found.start : found.end] == _KEY


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=ascii)
def test_a_secret_is_found_on_both_sides_of_a_fold(end: str) -> None:
    folded = f"{_KEY[:16]}\\{end}{_KEY[16:]}"
    text = f"export RELAY_TOKEN={folded}{end}"
    [found] = scan(text)
    assert text[found.start : found.end] == folded
