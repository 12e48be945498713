"""A model that failed a moment ago waits behind the others; what befalls the line on this side is no failure of it."""

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Configured, Run
from tests.faults.play import Shell
from tests.faults.test_surroundings import GONE, GOOD
from tests.faults.wording import response
from tests.scripted import ScriptedGateway

BUSY = [response(503, "")]


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def nobody() -> str:
    """An address of this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"127.0.0.1:{server.getsockname()[1]}"


def asked(ask: Run, address: str, **more: str) -> None:
    env = {"ASK_BASE_URL": f"{address}/v1", "GLOBAL_API_KEY": "sk-test-0123456789abcdef", "ASK_RETRIES": "0"}
    ran = ask("-2", "prove x", env=env | more)
    assert (ran.code, "did not answer" in ran.err) == (4, True), ran.err


def rests(environment: dict[str, str]) -> bool:
    return (Path(environment["XDG_STATE_HOME"]) / "ask" / "cooldowns.json").exists()


def test_no_model_rests_where_the_connection_is_refused(
    ask: Run, environment: dict[str, str], nobody: str
) -> None:
    asked(ask, f"http://{nobody}")
    assert not rests(environment)


def test_no_model_rests_where_a_name_is_not_found_or_a_proxy_is_dead(
    ask: Run, environment: dict[str, str], nobody: str
) -> None:
    asked(ask, "https://host.invalid")
    asked(ask, "https://host.invalid", HTTPS_PROXY=f"http://{nobody}")
    assert not rests(environment)


def test_no_model_rests_where_a_connection_cannot_be_secured(
    ask: Run, environment: dict[str, str], gateway: ScriptedGateway
) -> None:
    asked(ask, gateway.base_url.replace("http", "https", 1).removesuffix("/v1"))
    assert not rests(environment)


def test_a_model_rests_where_nobody_connects_in_time(
    ask: Run, environment: dict[str, str], silent: str
) -> None:
    asked(ask, f"https://{silent}", ASK_CONNECT_TIMEOUT="0.3")
    assert rests(environment)


def models(shell: Shell) -> list[str]:
    return [json.loads(each.body)["model"] for each in shell.gateway.received if each.body]


def test_where_every_model_failed_a_moment_ago_they_are_asked_in_order(tmp_path: Path) -> None:
    shell = Shell(tmp_path, *[GONE] * 3, GOOD)
    assert shell.ask("-2", "prove x")[0] == 4
    code, _, err = shell.ask("-2", "prove x")
    assert (code, models(shell)[3:]) == (0, ["deepseek-r1"])
    assert "a moment ago" not in err


def test_a_model_that_was_passed_over_is_asked_where_the_others_fail(tmp_path: Path) -> None:
    shell = Shell(tmp_path, GONE, GOOD, GONE, GONE, GOOD)
    assert shell.ask("-2", "prove x")[0] == 0
    code, out, err = shell.ask("-2", "prove x")
    assert (code, out) == (0, "Hello world\n"), err
    assert models(shell)[2:] == ["deepseek-v4-pro", "kimi-k2.5", "deepseek-r1"]
    told = [line.rpartition("; asking ")[2] for line in err.splitlines() if "; asking" in line]
    assert told == ["deepseek-v4-pro", "kimi-k2.5", "deepseek-r1"]


def test_what_answers_where_all_failed_a_moment_ago_is_told_and_paid(tmp_path: Path) -> None:
    shell = Shell(tmp_path, *[GONE] * 5, GOOD)  # one of them says which models there are
    assert shell.ask("-2", "prove x")[0] == 4
    code, out, err = shell.ask("-2", "prove x")
    assert (code, out) == (0, "Hello world\n"), err
    assert models(shell)[3:] == ["deepseek-r1", "deepseek-v4-pro"]
    assert "asking deepseek-v4-pro" in err
    assert err.splitlines()[-1].startswith("tier 2 reasoning · deepseek-v4-pro")


def test_one_line_and_one_event_tell_of_each_model_that_is_asked(tmp_path: Path) -> None:
    first, second, last = "deepseek-r1", "deepseek-v4-pro", "kimi-k2.5"
    shell = Shell(tmp_path, BUSY, BUSY, BUSY, GOOD, ASK_RETRIES="0")
    for model in (second, last):
        assert shell.ask("-m", model, "prove x")[0] == 4
    code, out, err = shell.ask("--stream-json", "-2", "prove x")
    assert (code, models(shell)[2:]) == (0, [first, second]), err
    events = [json.loads(line) for line in out.splitlines()]
    told = [(event["model"], event["why"]) for event in events if event["event"] == "failed_over"]
    ((model, why),) = told
    assert model == second
    assert why.startswith(f"{first} ")
    assert "a moment ago" not in why
    assert [line for line in err.splitlines() if "asking" in line] == [f"{why}; asking {second}"]


def test_a_model_that_failed_and_one_that_rests_are_told_together(tmp_path: Path) -> None:
    shell = Shell(tmp_path, BUSY, BUSY, GOOD, ASK_RETRIES="0")
    assert shell.ask("-m", "deepseek-v4-pro", "prove x")[0] == 4
    code, _, err = shell.ask("-2", "prove x")
    assert (code, models(shell)[-2:]) == (0, ["deepseek-r1", "kimi-k2.5"]), err
    (told,) = (line for line in err.splitlines() if "; asking" in line)
    assert re.fullmatch("deepseek-r1 .*; deepseek-v4-pro failed a moment ago; asking kimi-k2.5", told)


KEYLESS = """
[providers.down]
base_url = "http://{nobody}/v1"
needs_key = false
[providers.keyless]
base_url = "{keyless}"
key_env = "NOBODYS_KEY"
needs_key = true
[providers.near]
base_url = "{near}"
needs_key = false
[tiers.simple]
models = [{models}]
"""


@pytest.mark.parametrize(
    ("models", "code", "said"),
    [
        ('"down:m", "keyless:m", "near:m"', 0, "refused; there is no key for keyless; asking near:m"),
        ('"down:m", "keyless:m"', 3, "refused; there is no key for keyless"),
        ('"down:m", "keyless:m", "down:n"', 4, "there is no key for keyless; asking down:n ask: n at down"),
        ('"keyless:m", "near:m"', 3, "ask: there is no key for keyless"),
    ],
)
def test_a_stand_in_without_a_key_is_passed_over_and_a_first_model_is_not(
    models: str,
    code: int,
    said: str,
    ask: Run,
    gateway: ScriptedGateway,
    configured: Configured,
    nobody: str,
) -> None:
    env = configured(
        KEYLESS.format(nobody=nobody, keyless=gateway.base_url, near=gateway.base_url, models=models)
    )
    ran = ask("-0", "hi", env=env)
    assert (ran.code, said in " ".join(ran.err.split())) == (code, True), ran.err
    assert ("ask key set --provider keyless" in ran.err) == (code == 3)
    assert len(gateway.received) == (code == 0)
