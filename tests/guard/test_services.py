"""A service's key is known in a difference, in a path, behind a name; within base64 nothing is one."""

import pytest

from assistant.guard.scan import scan
from tests.guard.forge import BASE64, HEX, LETTERS, LOWER, URLSAFE, Forge

_FORGE = Forge(8)
_AWS = "AKIA" + _FORGE.some("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)
_GITHUB = "ghp_" + _FORGE.some(LETTERS, 36)
_GOOGLE = "AIza" + _FORGE.some(URLSAFE, 34) + "a"
_TWILIO = "SK" + _FORGE.some(HEX, 32)
_DISCORD = ".".join(("M" + _FORGE.some(LETTERS, 24), _FORGE.some(LETTERS, 6), _FORGE.some(LETTERS, 38)))
_AZURE = _FORGE.some(LETTERS, 3) + "8Q~" + _FORGE.some(LETTERS, 34)


def _found(text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in scan(text)]


@pytest.mark.parametrize("key", [_AWS, _GITHUB, _GOOGLE, _TWILIO, _DISCORD, _AZURE])
@pytest.mark.parametrize(
    "text", ["+@@\n", "-@@\n", " x\n+@@\n-x\n", "/srv/@@/x\n", "/home/ubuntu/api2/cfg/x1/@@\n"]
)
def test_a_key_is_found_in_a_difference_and_in_a_path(text: str, key: str) -> None:
    assert _found(text.replace("@@", key)) == [key]


@pytest.mark.parametrize("run", ["zzzz", "xxxx", "YYYY", "XXXXX"])
@pytest.mark.parametrize("given", ["KEY=@@\n", "see @@ here"])
@pytest.mark.parametrize(("service", "length"), [("gsk_", 48), ("sk-proj-", 100), ("xai-", 80)])
def test_a_random_key_may_hold_one_character_some_times_in_a_row(
    service: str, length: int, given: str, run: str
) -> None:
    key = service + _FORGE.some(LETTERS, length // 2) + run + _FORGE.some(LETTERS, length // 2 - len(run))
    assert _found(given.replace("@@", key)) == [key]


@pytest.mark.parametrize(
    "example",
    [
        *(f"gsk_{sign * 48}" for sign in "xXaz"),
        f"AKIA{'X' * 16}",
        f"sk-proj-abc123{'x' * 40}",
        f"gsk_{_FORGE.some(LETTERS, 12)}{'x' * 36}",
        f"xoxb-{'123456789012-' * 2}{'x' * 24}",
        f"sk-{'xxxx1234xxxxabcd' * 3}",
    ],
)
@pytest.mark.parametrize("given", ["API_KEY=@@\n", "see @@ here"])
def test_an_example_that_consists_of_one_character_is_no_key(given: str, example: str) -> None:
    assert _found(given.replace("@@", example)) == []


_K3S = f"K10{_FORGE.some(HEX, 64)}::"
_KUBEADM = f"{_FORGE.some(LOWER, 6)}.7{_FORGE.some(LOWER, 15)}"
_REFRESH = f"04{_FORGE.some(URLSAFE, 98)}a"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *(("@@\n", f"{_K3S}{rest}") for rest in ("server:4c1f0a7e", f"node:{_FORGE.some(LETTERS, 20)}", _KUBEADM)),
        *((f"{command} @@\n", _KUBEADM) for command in ("kubeadm token create --ttl 2h", "# kubeadm token delete")),
        ("$ kubeadm token create\n@@\n", _KUBEADM),
        ("@@   23h   2026-03-11T09:12:44Z   authentication,signing   <none>\n", _KUBEADM),
        ("see @@.\n", f"1//{_REFRESH}"),
        ("GET /?rt=@@&x=1\n", f"1%2F%2F{_REFRESH}"),
    ],
)  # fmt: skip
def test_a_token_of_a_cluster_or_of_google_is_found_without_a_name(text: str, key: str) -> None:
    assert _found(text.replace("@@", key)) == [key]


@pytest.mark.parametrize("text", ["_@@_\n", "x_@@\n", "__@@\n", "backup-of_@@.txt\n", '"\\n-@@"'])
def test_a_key_with_a_mark_is_found_behind_a_name(text: str) -> None:
    assert _found(text.replace("@@", _GITHUB)) == [_GITHUB]


@pytest.mark.parametrize("text", ["my.@@.password\n", "my_@@_password = 1\n", "see cfg.@@\n"])
def test_the_id_of_an_aws_key_is_found_within_a_name(text: str) -> None:
    assert _found(text.replace("@@", _AWS)) == [_AWS]


@pytest.mark.parametrize("sign", ["+", "/"])
@pytest.mark.parametrize("key", [_AWS, _TWILIO])
def test_within_base64_there_is_no_key(key: str, sign: str) -> None:
    around = Forge(9).some(BASE64, 60)
    assert _found(f'"{around}{sign}{key}{sign}{around}"\n') == []
