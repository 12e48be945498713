"""Secrets stay here: placeholders are sent, and put back into the answer."""

import random
import string
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scripted import Scripted, ScriptedGateway, stream


@pytest.fixture
def secret() -> str:
    chance = random.Random(7)
    return "ghp_" + "".join(chance.choice(string.ascii_letters + string.digits) for _ in range(36))


def test_a_secret_is_kept_here_and_put_back_into_the_answer(
    secret: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("use «sec", "ret:GITHUB", "_TOKEN_1», not «secret:NONE_9»")))
    ran = ask("why does this fail", stdin=f"a = 1\ntoken = '{secret}'\n", env=keyed)
    sent = gateway.received[0].body["messages"][-1]["content"]
    assert secret not in sent
    assert "token = '«secret:GITHUB_TOKEN_1»'" in sent
    assert ran.out == f"use {secret}, not «secret:NONE_9»\n"
    assert "1 secret kept here: " in ran.err
    assert "(line 2)" in ran.err
    assert secret not in ran.err


def test_block_sends_nothing(secret: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    ran = ask("--guard", "block", "fix", secret, env=keyed)
    assert ran.code == 2
    assert "nothing was sent" in ran.err
    assert gateway.received == []


def test_off_sends_it_as_it_is(
    secret: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask("--guard", "off", "fix", secret, env=keyed).code == 0
    assert secret in gateway.received[0].body["messages"][-1]["content"]


def test_a_secret_file_needs_a_yes(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_text("DEBUG=1\n")
    with file.open("rb") as opened:
        ran = ask("explain", stdin=opened, env=keyed)
    assert ran.code == 2
    assert ".env is an environment file" in ran.err
    assert gateway.received == []


def test_a_dry_run_shows_the_placeholder(secret: str, ask: Run, keyed: dict[str, str]) -> None:
    ran = ask("--dry-run", "fix", secret, env=keyed)
    assert secret not in ran.out + ran.err
    assert "«secret:GITHUB_TOKEN_1»" in ran.out
