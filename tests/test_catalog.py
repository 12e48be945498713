"""The figures of the field report, exactly as they stand."""

import json
from decimal import Decimal

from assistant.catalog import LINEUPS, MODELS, Tier
from tests.conftest import Configured, Run

PUBLISHED = {
    "deepseek-v4-flash": ("DeepSeek", "0.25", "8.7", "34.8"),
    "deepseek-coder": ("DeepSeek", "0.25", "8.6", "34.4"),
    "qwen3-coder-30b": ("Qwen", "0.35", "8.8", "25.1"),
    "deepseek-v4-pro": ("DeepSeek", "0.78", "9.1", "11.7"),
    "deepseek-r1": ("DeepSeek", "2.50", "9.4", "3.8"),
    "kimi-k2.5": ("Moonshot", "3.00", "9.0", "3.0"),
    "glm-5": ("Zhipu", "1.92", "8.0", "4.2"),
    "qwen3-32b": ("Qwen", "0.28", "8.3", "29.6"),
    "hunyuan-turbo": ("Tencent", "0.57", "7.5", "13.2"),
    "ga-standard": ("GA Routing", "0.20", "8.5", "42.5"),
}


def test_the_ten_models_are_those_of_the_report() -> None:
    found = {
        model.id: (
            model.maker,
            str(model.price.output),
            str(model.score),
            str(round(model.value or Decimal(0), 1)),
        )
        for model in MODELS.values()
    }
    assert found == PUBLISHED


def test_no_input_price_is_invented() -> None:
    assert {model.price.input for model in MODELS.values()} == {None}


def test_models_are_ranked_by_value(ask: Run) -> None:
    listed = json.loads(ask("models", "--json").out)
    values = [model["value"] for model in listed]
    assert values == sorted(values, reverse=True)
    assert {model["id"]: model["value"] for model in listed} == {
        name: float(value) for name, (_, _, _, value) in PUBLISHED.items()
    }
    table = ask("models").out.splitlines()
    assert [line.split()[0] for line in table[1:11]] == [model["id"] for model in listed]


def test_a_model_of_a_tier_is_listed_though_nothing_is_known_of_it(ask: Run, configured: Configured) -> None:
    env = configured(
        'default_provider = "or"\n[providers.or]\nbase_url = "https://or.example/v1"\n'
        '[models."or:told"]\noutput_price = 1\n'
        '[tiers.simple]\nmodels = ["or:free", "or:told", "or:mistral:latest"]\n[tiers.code]\nmodels = ["ollama:qwen2.5-coder", "or:free"]\n'
    )
    listed = {model["id"]: model for model in json.loads(ask("models", "--json", env=env).out)}
    assert {name: model["tiers"] for name, model in listed.items() if name not in PUBLISHED} == {
        "or:free": ["simple", "(code)"],
        "or:told": ["(simple)"],
        "or:mistral:latest": ["(simple)"],
        "ollama:qwen2.5-coder": ["code"],
    }
    rows = [line.split() for line in ask("models", env=env).out.splitlines()]
    assert ["or:free", "-", "unknown", "unknown", "-", "-", "simple,", "(code)"] in rows
    for name in listed:
        assert ask("-m", name, "--dry-run", "hi", env=env).code == 0


def test_each_tier_has_its_first_model() -> None:
    assert {tier.label: LINEUPS[tier][0] for tier in Tier} == {
        "simple": "deepseek-v4-flash",
        "code": "qwen3-coder-30b",
        "reasoning": "deepseek-r1",
    }
