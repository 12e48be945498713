"""What --dry-run shows of a question that it does not send."""

import json
from pathlib import Path

import pytest

from tests.conftest import KEY, Run
from tests.scripted import Scripted, ScriptedGateway, stream


def test_a_dry_run_sends_nothing_and_masks_the_key(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("--dry-run", "hello", env=keyed)
    assert ran.code == 0
    assert KEY not in ran.out
    assert KEY[-4:] in ran.out
    body = json.loads(ran.out.partition("\n\n")[2])
    assert body["messages"][-1]["content"] == "hello"
    assert gateway.received == []


@pytest.mark.parametrize("option", ["--json", "--stream-json"])
def test_with_json_a_dry_run_writes_one_object(
    option: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("--dry-run", option, "why is", KEY, "refused", env=keyed)
    assert (ran.code, ran.out.count("\n"), gateway.received) == (0, 1, [])
    told = json.loads(ran.out)
    assert set(told) == {"url", "headers", "body"}
    assert told["url"] == f"{gateway.base_url}/chat/completions"
    assert told["headers"]["Authorization"].endswith(KEY[-4:])
    assert told["body"]["messages"][-1]["content"] == "why is «secret:GLOBAL_API_KEY_1» refused"
    assert KEY not in ran.out


@pytest.mark.parametrize("limit", ["cap", "--max-cost"])
def test_a_dry_run_keeps_to_the_limits_as_the_question_does_and_sets_nothing_aside(
    limit: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    if limit == "cap":
        assert ask("cap", "0.0001/day").code == 0
    options = () if limit == "cap" else ("--max-cost", "0.0001")
    left = ask("cap").out
    shown = ask("-0", *options, "--dry-run", "--json", "hi", env=keyed)
    assert ask("cap").out == left
    assert "a limit on spending allows" in shown.err
    sent = ask("-0", *options, "hi", env=keyed)
    assert (shown.code, sent.code, len(gateway.received)) == (0, 0, 1)
    assert json.loads(shown.out)["body"] == gateway.received[0].body
    assert gateway.received[0].body["max_tokens"] < 2048


@pytest.mark.parametrize("limit", [("--max-cost", "0.0000001"), ("--max-cost", "2", "-m", "ollama:qwen")])
def test_a_dry_run_of_what_a_limit_bars_is_refused_as_the_question_is(
    limit: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    shown, sent = (ask(*limit, *more, "hi", env=keyed) for more in (("--dry-run",), ()))
    assert (shown.code, shown.out, shown.err) == (sent.code, sent.out, sent.err)
    assert (sent.code, gateway.received) == (6, [])


def test_a_dry_run_goes_where_the_question_would_while_a_model_rests(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted([b"{}"], 404), Scripted(stream("Because.")))
    assert ask("-0", "hi", env=keyed).code == 0
    shown = ask("-0", "--dry-run", "--json", "hi", env=keyed)
    assert "deepseek-v4-flash failed a moment ago; asking qwen3-32b" in shown.err
    assert ask("-0", "hi", env=keyed).code == 0
    assert json.loads(shown.out)["body"] == gateway.received[-1].body


def test_a_dry_run_makes_no_record(ask: Run, keyed: dict[str, str], tmp_path: Path) -> None:
    assert ask("--dry-run", "hi", env=keyed).code == 0
    assert not list(tmp_path.rglob("ledger.db*"))
