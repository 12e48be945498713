"""What is decided of a failure, what is shown of it, and what is remembered."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.gateway.error_messages import duration, said_by
from assistant.gateway.retry_policy import (
    Action,
    FailureKind,
    RequestFailed,
    action_for,
    retry_after,
    wait_before,
)
from assistant.secret import Secret
from assistant.store.cooldowns import CooldownList
from tests.conftest import Configured, Run
from tests.scripted import Scripted, ScriptedGateway, stream

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
SECRET = Secret("sk-test-4f9a7c31e8b2d605x9Qf3a2", "GLOBAL_API_KEY")


@pytest.mark.parametrize(
    ("status", "message", "left", "action"),
    [
        *((status, "", 1, Action.RETRY) for status in (408, 409, 425, 429, 500, 502, 503, 504, 520, 529)),
        *((status, "", 0, Action.FAIL_OVER) for status in (408, 409, 425, 429, 500, 502, 503, 504, 520, 529)),
        *((status, "", 1, Action.END) for status in (400, 401, 403, 405, 413, 422, 501, 530)),
        (404, "", 2, Action.FAIL_OVER),
        (400, "Model Not Exist", 2, Action.FAIL_OVER),
        (400, "The model `x` does not exist", 2, Action.FAIL_OVER),
        (400, "x is not a valid model ID", 2, Action.FAIL_OVER),
        (400, "this model does not support images", 2, Action.END),
        (400, "'temperature' is not supported with this model", 2, Action.END),
        (400, "This model's maximum context length is 8192 tokens", 2, Action.END),
    ],
)  # fmt: skip
def test_the_status_decides_what_is_tried_next(status: int, message: str, left: int, action: Action) -> None:
    assert action_for(RequestFailed(FailureKind.STATUS, message, status=status), left) is action


@pytest.mark.parametrize(
    ("end", "body", "told"),
    [
        ("", "404 page not found", "has no such address (404): 404 page not found\n"),
        ("", "", "check {address}: /v1 may be missing at its end\n"),
        ("", "<html><title>404 Not Found</title></html>", "/v1 may be missing"),
        (
            "/v1/chat/completions",
            '{"detail":"Not Found"}',
            "check {address}: base_url ends before /chat/comp",
        ),
        ("", '{"error":"model x not found"}', "has no model deepseek-v4-pro, or no such address (404)"),
        ("/v1", "404 page not found", "check {address}\n"),
        ("/api/paas/v4", '{"error":"no such model"}', "see what is configured: ask models\n"),
    ],
)
def test_a_404_that_speaks_of_no_model_is_one_of_the_address(
    end: str, body: str, told: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted([body.encode()], 404, {"Content-Type": "text/plain"}))
    address = gateway.base_url.removesuffix("/v1") + end
    ran = ask("-2", "hi", env=keyed | {"ASK_BASE_URL": address})
    assert (ran.code, len(gateway.received)) == (4, 3)
    assert told.format(address=address) in ran.err


def test_where_an_address_is_none_another_one_is_asked(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    gateway.answers(Scripted([b"404 page not found"], 404), Scripted(stream("Hello")))
    here = gateway.base_url
    config = configured(
        f'[providers.a]\nbase_url = "{here.removesuffix("/v1")}"\n[providers.b]\nbase_url = "{here}"\n'
        '[tiers.simple]\nmodels = ["a:x", "a:y", "b:x"]\n'
    )
    ran = ask("-0", "hi", env=keyed | config)
    assert (ran.code, ran.out, len(gateway.received)) == (0, "Hello\n", 2)


@pytest.mark.parametrize(
    ("pause", "action"), [(20.0, Action.RETRY), (20.5, Action.FAIL_OVER), (0.0, Action.RETRY)]
)
def test_a_wait_over_twenty_seconds_is_not_sat_through(pause: float, action: Action) -> None:
    assert action_for(RequestFailed(FailureKind.STATUS, "", status=429, retry_after=pause), 2) is action


@given(st.integers(1, 40), st.floats(0, 1, exclude_max=True))
def test_a_back_off_doubles_up_to_eight_seconds_and_is_spread_by_a_quarter(retry: int, chance: float) -> None:
    backoff = min(0.5 * 2 ** (retry - 1), 8.0)
    assert (
        backoff * 0.75 <= wait_before(retry, RequestFailed(FailureKind.BROKEN, ""), chance) <= backoff * 1.25
    )


@pytest.mark.parametrize(
    ("milliseconds", "value", "seconds"),
    [
        (None, "3", 3.0),
        (None, "0.5", 0.5),
        ("250", "9", 0.25),
        ("x", "9", 9.0),
        (None, "-4", None),
        (None, "0", None),
        ("0", "9", None),
        (None, "nan", None),
        (None, "inf", None),
        (None, "soon", None),
        (None, None, None),
        (None, "Mon, 23 Nov 2026 12:00:07 GMT", 7.0),
        (None, "Mon, 23 Nov 2020 12:00:07 GMT", None),
        (None, "Mon, 99 Nov 2026 99:00:07 GMT", None),
    ],
)
def test_retry_after_is_read_in_all_its_forms(
    milliseconds: str | None, value: str | None, seconds: float | None
) -> None:
    assert retry_after(milliseconds, value, NOW) == seconds


@given(st.text(max_size=30), st.integers(0, 20), st.integers(8, 31))
def test_no_part_of_a_key_passes(around: str, start: int, size: int) -> None:
    part = SECRET.key[start : start + size]
    masked = SECRET.masked_in(around + part + around)
    assert len(part) < 8 or part not in masked


@given(st.binary(max_size=2000))
def test_whatever_an_error_body_holds_one_harmless_line_is_shown(body: bytes) -> None:
    said = said_by(body, SECRET).message
    assert len(said) <= 300
    assert said.isprintable() or all(character not in said for character in "\x1b\n\r\x07\x9b")


@pytest.mark.parametrize("depth", [900, 3_000, 30_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"message":', "}")])
def test_an_error_nested_however_deep_is_told(opening: str, closing: str, depth: int) -> None:
    body = '{"error":' + opening * depth + "1" + closing * depth + "}"
    assert said_by(body.encode(), SECRET).message


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            {"error": {"message": "Failed", "metadata": {"raw": "x is busy", "provider_name": "Chutes"}}},
            "Failed: Chutes: x is busy",
        ),
        (
            {"error": {"message": "Failed", "metadata": {"raw": '{"error":{"message":"too hot"}}'}}},
            "Failed: too hot",
        ),
        ({"error": {"message": "Failed", "metadata": {"raw": "[" * 90_000}}}, f"Failed: {'[' * 291}…"),
        ({"error": {"message": "Failed", "metadata": {"raw": {}, "provider_name": 7}}}, "Failed"),
        (
            {"detail": [{"loc": ["body", "messages"], "msg": "field required"}]},
            "body.messages: field required",
        ),
    ],
)
def test_what_the_provider_behind_a_gateway_said_is_passed_on(body: object, said: str) -> None:
    assert said_by(json.dumps(body).encode(), SECRET).message == said


def test_a_window_that_is_told_as_a_sum_is_taken_up(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    told = {"error": "`inputs` tokens + `max_new_tokens` must be <= 8193. Given: 4104 `inputs` tokens"}
    gateway.answers(Scripted([json.dumps(told).encode()], 422))
    assert "attach less, or --trim middle" in (shown := ask("hi", env=keyed).err)
    assert "window = 8193" in shown


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "3 s"), (90, "90 s"), (120, "2 min"), (3600, "1 h"), (90_000, "25 h"), (172_800, "2 days"),
        (30 * 86_400, "30 days"), (30 * 86_400 + 1, "more than 30 days"), (1e300, "more than 30 days"),
    ],
)  # fmt: skip
def test_a_wait_is_written_for_a_person(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_cooldown_is_kept_until_it_is_over(tmp_path: Path) -> None:
    now = [1000.0]
    file = tmp_path / "state" / "cooldowns.json"
    CooldownList(file, clock=lambda: now[0]).begin("a", 60)
    cooldowns = CooldownList(file, clock=lambda: now[0])
    assert (cooldowns.left("a"), cooldowns.left("b")) == (60.0, 0.0)
    now[0] += 61
    assert cooldowns.left("a") == 0.0
    cooldowns.begin("a", 60)
    now[0] -= 86_400
    assert cooldowns.left("a") == 0.0  # the clock was set back
    cooldowns.forget()
    assert not file.exists()


def test_a_limit_of_tokens_a_minute_is_no_lack_of_credit(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    body = json.dumps({"error": {"code": "insufficient_quota", "message": "Too many tokens"}}).encode()
    gateway.answers(Scripted([body], 429), Scripted(stream("Hi")))
    assert ask("-q", "hi", env=keyed).code == 4
    gateway.answers(Scripted([body], 429), Scripted(stream("Hi")))
    there = gateway.base_url.replace("/v1", "/aliyuncs.com/v1")
    assert ask("-q", "hi", env=keyed | {"ASK_BASE_URL": there}).out == "Hi\n"


@pytest.mark.parametrize("code", ["insufficient_quota", "budget_exceeded"])
def test_where_one_account_has_no_credit_a_model_of_another_is_asked(
    code: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    environment: dict[str, str],
) -> None:
    (config := Path(environment["XDG_CONFIG_HOME"]) / "ask").mkdir(parents=True, exist_ok=True)
    (config / "config.toml").write_text(
        f'[providers.other]\nbase_url = "{gateway.base_url.replace("127.0.0.1", "localhost")}"\nneeds_key = false\n'
        '[models.local]\n[tiers.simple]\nmodels = ["deepseek-v4-flash", "qwen3-32b", "other:local"]\n'
    )
    body = json.dumps({"error": {"code": code, "message": "No money"}}).encode()
    for _ in range(2):  # and no model rests for it
        gateway.answers(Scripted([body], 429), Scripted(stream("Hi")))
        ran = ask("-0", "hi", env=keyed)
        assert (ran.code, ran.out) == (0, "Hi\n"), ran.err
        assert "out of credit at global-apis: No money; asking other:local" in ran.err
    assert [request.body["model"] for request in gateway.received] == ["deepseek-v4-flash", "local"] * 2
