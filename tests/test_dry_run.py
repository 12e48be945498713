"""What --dry-run shows of a question that it does not send."""

import json

import pytest

from tests.conftest import KEY, Run
from tests.scripted import ScriptedGateway


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
