"""Providers that need no configuration: where they are asked, whose key they get, and how they differ."""

import json
from dataclasses import replace

import pytest

from assistant.catalog import Candidate, Model
from assistant.cost import Usage
from assistant.gateway.error_messages import error_of
from assistant.gateway.response_reader import ResponseReader
from assistant.gateway.retry_policy import FailureKind, RequestFailed
from assistant.gateway.wire import body_of
from assistant.presets import OTHER_REGION, PRESETS
from assistant.reply import Delta, Ending, Thinking
from assistant.request_options import Delivery
from assistant.secret import Secret
from assistant.store.settings import settings_from
from assistant.turn import Request
from tests.conftest import Configured, Run
from tests.scripted import Scripted, ScriptedGateway, events, stream

NAMES = {
    "global-apis", "openai", "deepseek", "openrouter", "moonshot", "moonshot-cn", "zhipu", "zai",
    "alibaba", "alibaba-intl", "groq", "together",
    "fireworks", "mistral", "litellm", "vllm", "ollama", "lmstudio", "llamacpp",
}  # fmt: skip
LOCAL = {"litellm", "vllm", "ollama", "lmstudio", "llamacpp"}


def body(name: str, model: str = "some-model") -> dict[str, object]:
    request = Request(Candidate(PRESETS[name], Model(model)), (), 100, None)
    return body_of(request, Delivery.STREAM)


def test_nineteen_providers_are_known_and_those_of_this_machine_need_no_key():
    assert set(PRESETS) == NAMES
    assert {name for name, preset in PRESETS.items() if not preset.needs_key} == LOCAL
    assert all(preset.key_variable for name, preset in PRESETS.items() if name not in LOCAL)
    assert len({preset.base_url for preset in PRESETS.values()}) == len(NAMES)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_request_is_in_the_dialect_of_its_provider(name):
    limit = "max_completion_tokens" if name in {"openai", "groq"} else "max_tokens"
    usage = {} if name == "mistral" else {"stream_options": {"include_usage": True}}
    prefix = "accounts/fireworks/models/" if name == "fireworks" else ""
    assert body(name) == {
        "model": f"{prefix}some-model",
        "messages": [],
        limit: 100,
        "stream": True,
        **usage,
    }
    assert body(name, "maker/some-model")["model"] == "maker/some-model"


USAGE = {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12}


def chunk(**delta: object) -> dict[str, object]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}


def last(**more: object) -> dict[str, object]:
    return {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop", **more}]}


# Where each provider's stream puts thinking and usage.
STREAMS = {
    "deepseek": (chunk(content=None, reasoning_content="hm"), chunk(content="yes"), last() | {"usage": USAGE}),
    "openai": (chunk(content="yes"), last(), {"choices": [], "usage": USAGE}),
    "openrouter": (
        chunk(content="", reasoning="hm"), chunk(content="yes"), last(),
        {"choices": [], "usage": USAGE | {"cost": 0.00014}},
    ),
    "moonshot": (chunk(reasoning_content="hm"), chunk(content="yes"), last(usage=USAGE)),
    "zhipu": (chunk(reasoning_content="hm"), chunk(content="yes"), last() | {"usage": USAGE}),
    "groq": (chunk(reasoning="hm"), chunk(content="yes"), last() | {"x_groq": {"id": "1", "usage": USAGE}}),
    "mistral": (
        chunk(content=[{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}]),
        chunk(content=[{"type": "text", "text": "yes"}]), last() | {"usage": USAGE},
    ),
    "ollama": (chunk(content="", reasoning="hm"), chunk(content="yes"), last(), {"choices": [], "usage": USAGE}),
    "llamacpp": (chunk(content="<think>hm</think>yes"), last(), {"choices": [], "usage": USAGE}),
    "alibaba": (chunk(content=None, reasoning_content="hm"), chunk(content="yes"), last(), {"choices": [], "usage": USAGE}),
    "together": (chunk(reasoning="hm"), chunk(content="yes"), last() | {"usage": USAGE}),
    "fireworks": (
        {"choices": [{"index": 0, "delta": {"role": "assistant"}}], "usage": None},
        chunk(reasoning_content="hm"), chunk(content="yes"), last() | {"usage": USAGE},
    ),
    "litellm": (
        chunk(reasoning_content="hm", provider_specific_fields=None), chunk(content="yes"), last(),
        last() | {"usage": USAGE | {"completion_tokens_details": None}},
    ),
    "vllm": (
        chunk(role="assistant", content=""), chunk(reasoning="hm", reasoning_content="hm"), chunk(content="yes"),
        last(stop_reason=None), {"choices": [], "usage": USAGE},
    ),
    "lmstudio": (chunk(reasoning_content="hm"), chunk(content="yes"), last(), {"choices": [], "usage": USAGE, "stats": {}}),
}  # fmt: skip


REGIONS = {"moonshot-cn": "moonshot", "zai": "zhipu", "alibaba-intl": "alibaba"}


def test_every_preset_has_a_stream_of_its_own_here():
    assert {*STREAMS, *REGIONS, "global-apis"} == NAMES


@pytest.mark.parametrize("name", STREAMS)
def test_an_answer_is_read_in_the_dialect_of_its_provider(name):
    reader = ResponseReader()
    lines = [json.dumps(payload) for payload in STREAMS[name]]
    heard = [*reader.feed("".join(f"data: {line}\n\n" for line in (*lines, "[DONE]")).encode())]
    *heard, ended = [*heard, *reader.close()]
    assert "".join(piece.text for piece in heard if isinstance(piece, Delta)) == "yes"
    thought = "".join(piece.text for piece in heard if isinstance(piece, Thinking))
    assert thought == ("" if name == "openai" else "hm")
    (usage,) = (piece for piece in heard if isinstance(piece, Usage))
    assert replace(usage, reported_cost=None) == Usage(7, 5)
    assert (usage.reported_cost is not None) is (name == "openrouter")
    assert ended.ending is Ending.WHOLE


def test_thinking_beside_the_completion_and_a_cost_beside_the_usage_are_read(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
):
    told = {
        "prompt_tokens": 10,
        "completion_tokens": 5,
        "completion_tokens_details": {"reasoning_tokens": 50},
    }
    answer = events(chunk(content="yes"), last(), {"choices": [], "usage": told, "cost": 0.00014})
    gateway.answers(Scripted(answer))
    ran = ask("-2", "why", env=keyed)
    assert "· 10 in / 5 out + 50 thinking · $0.00014 ·" in ran.err


def test_the_usual_temperature_is_left_out_where_newer_models_take_only_their_own(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
):
    temperatures = {name: preset.dialect.usual_temperature for name, preset in PRESETS.items()}
    assert [name for name, sent in temperatures.items() if not sent] == ["openai", "moonshot", "moonshot-cn"]
    env = keyed | configured(
        f'[providers.openai]\nbase_url = "{gateway.base_url}"\nkey_env = "GLOBAL_API_KEY"\n'
    )
    ask("-m", "openai:gpt-5", "hello", env=env)
    ask("-m", "openai:gpt-5", "--temperature", "0.7", "hello", env=env)
    assert [received.body.get("temperature") for received in gateway.received] == [None, 0.7]


# A model's refusal of one field as it is documented or reported, and that field.
REFUSALS = {
    "OpenAI": ("Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.", "temperature"),
    "Moonshot": ("invalid temperature: only 1 is allowed for this model", "temperature"),
    "LiteLLM": ("litellm.UnsupportedParamsError: gpt-5 models don't support temperature=0.2. Only temperature=1 is supported.", "temperature"),
    "OpenAI's limit": ("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "max_tokens"),
    "Mistral": ([{"type": "extra_forbidden", "loc": ["body", "stream_options"], "msg": "Extra inputs are not permitted: stream_options"}], "stream_options"),
}  # fmt: skip


@pytest.mark.parametrize("who", REFUSALS)
def test_a_field_that_a_model_refuses_is_told_with_the_setting_that_helps_and_helps(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], who: str, configured: Configured
):
    message, field = REFUSALS[who]
    refusal = json.dumps({"error": {"message": message, "type": "invalid_request_error"}}).encode()
    gateway.answers(Scripted([refusal], status=422 if who == "Mistral" else 400), Scripted(stream("yes")))
    ran = ask("hello", env=keyed)
    assert (ran.code, len(gateway.received)) == (4, 1)
    _, _, setting = ran.err.rstrip().partition("in the configuration: ")
    helped = keyed | configured(setting.replace("] ", "]\n") + "\n")
    assert ask("hello", env=helped).out == "yes\n"
    first, second = (received.body for received in gateway.received)
    assert (field in first, field in second) == (True, False)
    assert second.get("max_completion_tokens", first["max_tokens"]) == first["max_tokens"]


def test_a_provider_without_a_configuration_is_asked_at_its_address_with_its_own_key(ask: Run):
    env = {"GROQ_API_KEY": "gsk-groq-only-123456", "GLOBAL_API_KEY": "sk-global-only-123456"}
    shown = ask("-m", "groq:llama-x", "--dry-run", "hi", env=env).out
    assert "POST https://api.groq.com/openai/v1/chat/completions" in shown
    assert "Bearer …3456" in shown
    ran = ask("-m", "openai:gpt-x", "hi", env=env)
    assert ran.code == 3
    assert "ask key set --provider openai" in ran.err
    assert "OPENAI_API_KEY" in ran.err


def test_a_tier_of_presets_is_asked_and_its_price_is_unknown(
    ask: Run, gateway: ScriptedGateway, configured: Configured
):
    env = configured(
        f'[providers.ollama]\nbase_url = "{gateway.base_url}"\n'
        '[tiers.simple]\nmodels = ["ollama:qwen3-32b", "deepseek-v4-flash"]\n'
    )
    ran = ask("-0", "hi", env={**env, "GLOBAL_API_KEY": "sk-global-only-123456"})
    assert ran.out == "Hello world\n"
    assert "qwen3-32b" in ran.err
    assert "price unknown" in ran.err
    (request,) = gateway.received
    assert "Authorization" not in request.headers
    assert request.body["model"] == "qwen3-32b"


def test_a_provider_of_one_s_own_can_start_from_a_preset_and_have_its_own_prices(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(
        '[providers.box]\npreset = "groq"\nbase_url = "https://box.example/v1"\nkey_env = "BOX_KEY"\n'
        'stream_options = false\n[providers.box.models."tiny"]\noutput_price = 0.1\ninput_price = 0\n'
        '[providers.openrouter.models."deepseek/v4"]\noutput_price = 0.3\n'
    )
    settings = settings_from(file, {})
    box = settings.providers["box"]
    assert (box.dialect.limit, box.dialect.stream_options) == ("max_completion_tokens", False)
    assert str(settings.candidate("box:tiny").model.price.output) == "0.1"
    assert str(settings.candidate("openrouter:deepseek/v4").model.price.output) == "0.3"
    assert settings.candidate("openrouter:deepseek-r1").model.price.output is None
    assert str(settings.candidate("deepseek-r1").model.price.output) == "2.50"


def test_a_provider_s_name_that_is_not_known_gets_the_nearest(ask: Run):
    assert 'no provider "olama"; did you mean ollama?' in ask("-m", "olama:tiny", "hi").err


def test_a_key_refused_in_one_region_is_told_of_the_other():
    failure = RequestFailed(FailureKind.STATUS, "", status=401)
    candidate = Candidate(PRESETS["moonshot"], Model("kimi-k2.5"))
    error = error_of(failure, candidate, Secret("sk-x", "MOONSHOT_API_KEY"), "")
    assert error.hint.startswith("is it a key of moonshot-cn? ask -m moonshot-cn:kimi-k2.5")
    assert {OTHER_REGION[other] for other in OTHER_REGION.values()} == set(OTHER_REGION.values())
    assert set(OTHER_REGION) <= set(PRESETS)
