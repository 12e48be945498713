"""A secret that a terminal or a mail broke at the edge is kept whole; what merely follows a long line stays."""

import pytest

from assistant.guard.scan import scan
from tests.guard.forge import HEX, LETTERS, Forge

_FORGE = Forge(51)
_LONG = _FORGE.some(LETTERS, 150) + "7c"


@pytest.mark.parametrize("columns", [72, 80, 100])
@pytest.mark.parametrize(
    "line",
    [
        f"TOKEN=dop_v1_{_FORGE.some(HEX, 64)}",
        f"this is what I set yesterday in the shell: API_TOKEN={_LONG}",
        f'const apiToken = "{_LONG}"; // ours',
        f"token: {_FORGE.jwt()}",
    ],
)
def test_a_secret_that_is_broken_at_the_edge_is_one(line: str, columns: int) -> None:
    before, after = "$ cat notes\n", "\n$ ls -l2\ntotal 4\n"
    broken = "\n".join(line[at : at + columns] for at in range(0, len(line), columns))
    text = f"{before}{broken}{after}"
    [found] = scan(text)
    [whole] = scan(line)
    assert text[found.start : found.end].replace("\n", "") == line[whole.start : whole.end]


@pytest.mark.parametrize(
    "after",
    ["PORT=8080", "v2 is next", "port2: 8080", "Next", "ed25519 AAAA", "two of them", "user1@host:~$ ls"],
)
def test_what_follows_a_long_line_stays(after: str) -> None:
    for below in ("", f"\n{'x ' * 150}"):
        text = f"API_TOKEN={_LONG}\n{after}{below}\n"
        [found] = scan(text)
        assert text[found.start : found.end] == _LONG or not below
