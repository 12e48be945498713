"""What a command prints in the line below it is found, whatever prompt stands before the command."""

import pytest

from assistant.guard.scan import scan
from tests.guard.forge import LETTERS, Forge

_FORGE = Forge(51)
_PASSWORDS = [f"{_FORGE.some(LETTERS, 5)}{sign}{_FORGE.some(LETTERS, 9)}" for sign in ("-", "_", "", "-_")]


@pytest.mark.parametrize("password", _PASSWORDS)
@pytest.mark.parametrize("prompt", ["", "$ ", "% ", "me@laptop:~$ ", "root@bastion:~# ", "PS C:\\> "])
def test_the_first_password_of_argo_cd_is_found(prompt: str, password: str) -> None:
    told = "\n\n This password must be only used for first time login.\n"
    text = f"{prompt}argocd admin initial-password -n argocd\n{password}{told}"
    [found] = scan(text)
    assert (text[found.start : found.end], found.label) == (password, "printed secret")


@pytest.mark.parametrize(
    "text",
    [
        "Run `argocd admin initial-password -n argocd`\nto get the password.\n",
        "argocd admin initial-password -n argocd\nargocd login localhost:8080\n",
        "argocd admin initial-password -n argocd\n$ argocd-autopilot\n",
        "argocd admin initial-password -n argocd\n# Forwarding\n",
    ],
)
def test_a_line_below_that_prints_nothing_is_left_alone(text: str) -> None:
    assert scan(text) == ()
