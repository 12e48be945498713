"""A tier beside a model: which of them is heeded, and that it is said."""

import pytest

from tests.conftest import Run
from tests.scripted import ScriptedGateway


@pytest.mark.parametrize(
    ("arguments", "variable", "model", "told"),
    [
        (
            ("-0",),
            "kimi-k2.5",
            "deepseek-v4-flash",
            "the tier you typed wins over ASK_MODEL=kimi-k2.5 (-m kimi-k2.5 asks it)",
        ),
        (
            ("--tier", "code"),
            "kimi-k2.5",
            "qwen3-coder-30b",
            "the tier you typed wins over ASK_MODEL=kimi-k2.5 (-m kimi-k2.5 asks it)",
        ),
        (
            ("-2", "-m", "qwen3-32b"),
            "",
            "qwen3-32b",
            "qwen3-32b is asked, as you typed; the reasoning tier gives only its limits",
        ),
        (
            ("-0", "-m", "deepseek-r1"),
            "",
            "deepseek-r1",
            "deepseek-r1 is a model of the reasoning tier and goes as one, not as simple",
        ),
        (("-2", "-m", "deepseek-r1"), "kimi-k2.5", "deepseek-r1", ""),
        (("-1",), "", "qwen3-coder-30b", ""),
    ],
)
def test_of_a_tier_and_a_model_the_typed_one_wins_and_then_the_model_and_it_is_said(
    arguments: tuple[str, ...],
    variable: str,
    model: str,
    told: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
) -> None:
    ran = ask(*arguments, "hello", env={**keyed, "ASK_MODEL": variable})
    assert gateway.received[0].body["model"] == model
    line, _, rest = ran.err.partition("\n")
    assert (line, rest.startswith("tier ")) == (told, True) if told else line.startswith("tier ")
