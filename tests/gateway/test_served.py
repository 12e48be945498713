"""Which model answered: another one than was asked is told, and what it costs is an estimate."""

import json

import pytest

from assistant.catalog import DEFAULT_PROVIDER, Candidate, Model
from tests.conftest import KEY, Configured, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage

PRICED = '[models."deepseek-v4-flash"]\noutput_price = 1\ninput_price = 1\n'


@pytest.mark.parametrize(
    ("asked", "told", "same"),
    [
        ("deepseek-v4-flash", "deepseek-v4-flash", True),
        ("deepseek-v4-flash", "deepseek-ai/DeepSeek-V4-Flash", True),
        ("gpt-5", "gpt-5-2025-08-07", True),
        ("gpt-5-2025-08-07", "gpt-5", True),
        ("kimi-k2.5", "moonshotai/kimi-k2-5-preview", True),
        ("qwen3-coder-30b", "Qwen/Qwen3-Coder-30B-A3B-Instruct-FP8", True),
        ("qwen3-32b", "/models/qwen3-32b-Q4_K_M.gguf", True),
        ("deepseek/deepseek-r1:nitro", "deepseek/deepseek-r1", True),
        ("deepseek/deepseek-r1:floor", "deepseek/deepseek-r1", True),
        ("deepseek/deepseek-r1:online", "deepseek/deepseek-r1", True),
        ("gpt-5", "gpt-5-mini", False),
        ("deepseek-r1", "deepseek-r1-distill-qwen-7b", False),
        ("deepseek-v4-flash", "some-tiny-model", False),
        ("deepseek-v4-pro", "deepseek-v4-flash", False),
    ],
)
def test_a_name_that_differs_by_a_maker_or_a_version_is_the_same_model(
    asked: str, told: str, same: bool
) -> None:
    assert Candidate(DEFAULT_PROVIDER, Model(asked)).is_called(told) is same


@pytest.mark.parametrize(
    ("told", "shown", "cost"),
    [
        ("some-tiny-model", "deepseek-v4-flash (answered by some-tiny-model) · ", " · ~$0.00012 · "),
        ("deepseek-ai/DeepSeek-V4-Flash-0324", "deepseek-v4-flash · ", " · $0.00012 · "),
        (f"\x1b[2J{KEY}", "deepseek-v4-flash (answered by ", " · ~$0.00012 · "),
        ("", "deepseek-v4-flash · ", " · $0.00012 · "),
    ],
)
def test_another_model_that_answers_is_told_and_its_cost_is_marked(
    told: str,
    shown: str,
    cost: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    configured: Configured,
) -> None:
    gateway.answers(
        Scripted(
            events(
                delta("Hello") | {"model": told}, finish(), usage(20, 100) | {"model": "deepseek-v4-flash"}
            )
        )
    )
    receipt = ask("-0", "hi", env=keyed | configured(PRICED)).err.splitlines()[-1]
    assert f"tier 0 simple · {shown}" in receipt
    assert cost in receipt
    assert KEY not in receipt
    assert "\x1b" not in receipt


def test_another_model_than_a_free_one_is_not_free_for_certain(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    free = configured(PRICED.replace("price = 1", "price = 0"))
    gateway.answers(Scripted(events(delta("Hello") | {"model": "other"}, finish(), usage(20, 100))))
    assert " · ~$0 · " in ask("-0", "hi", env=keyed | free).err.splitlines()[-1]
    assert "spent ~$0 · " in ask("bill", env=keyed | free).out


def test_the_model_of_an_attempt_in_vain_is_not_that_of_the_answer(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(
        Scripted(events(finish() | {"model": "other"})), Scripted(events(delta("Hello"), finish()))
    )
    assert "answered by" not in ask("-0", "hi", env=keyed).err


@pytest.mark.parametrize(
    ("told", "kept"),
    [("some-tiny-model", "some-tiny-model"), ("deepseek-v4-flash", None), ("a\r\n---\n# b", "a\r\n---\n# b")],
)
def test_another_model_that_answers_is_in_the_object_and_on_record(
    told: str, kept: str | None, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(delta("Hello") | {"model": told}, finish())))
    answer = json.loads(ask("-0", "--json", "hi", env=keyed).out)
    assert (answer["model"], answer["answered_by"]) == ("deepseek-v4-flash", kept)
    exported = json.loads(ask("log", "export").out)
    assert (exported["model"], exported["answered_by"]) == ("deepseek-v4-flash", kept)
    on_one_line = kept and kept.replace("\r", "␍").replace("\n", "␊")
    shown = f"deepseek-v4-flash (answered by {on_one_line})" if kept else "deepseek-v4-flash"
    for command in (("show", "1"), ("export", "--md")):
        assert f" · tier 0 simple · {shown} · ~" in ask("log", *command).out
