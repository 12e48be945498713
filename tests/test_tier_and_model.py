"""A tier beside a model: which of them is heeded, and that it is said."""

from pathlib import Path

import pytest

from tests.conftest import Configured, Run
from tests.scripted import Scripted, ScriptedGateway, stream


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


@pytest.mark.parametrize(
    ("arguments", "variable", "model", "told"),
    [
        (("hello",), "deepseek-r1", "deepseek-v4-flash", "you never use the tier of ASK_MODEL=deepseek-r1"),
        (
            ("-t", "deep", "hello"),
            "",
            "deepseek-v4-flash",
            "you never use the tier of deepseek-r1, the model of the template deep",
        ),
        (("-t", "deep", "hello"), "glm-5", "glm-5", ""),
        (("-m", "deepseek-r1", "-t", "deep", "hello"), "glm-5", "deepseek-r1", ""),
        (("-2", "hello"), "glm-5", "deepseek-r1", "the tier you typed wins over ASK_MODEL=glm-5"),
    ],
)
def test_only_a_model_that_is_typed_passes_a_tier_that_is_never_used(
    arguments: tuple[str, ...],
    variable: str,
    model: str,
    told: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    configured: Configured,
    tmp_path: Path,
) -> None:
    env = keyed | configured(
        'never = ["reasoning"]\n[tiers.simple]\nmodels = ["deepseek-v4-flash", "glm-5"]\n'
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "deep.md").write_text('+++\nmodel = "deepseek-r1"\n+++\nSay it.\n')
    ran = ask(*arguments, env={**env, "ASK_MODEL": variable})
    assert gateway.received[0].body["model"] == model
    way = f" (-m {told.partition('=')[2] or 'deepseek-r1'} asks it)\n"
    assert ran.err.startswith(f"{told}{way}" if told else "tier ")


def test_a_model_of_another_provider_is_named_with_it_wherever_one_is_told(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    specs = ("one:glm-5", "two:glm-5", "glm-5")
    providers = "".join(f'[providers.{name}]\nbase_url = "{gateway.base_url}"\n' for name in ("one", "two"))
    env = keyed | configured(f"[tiers.simple]\nmodels = {list(specs)}\n{providers}")
    shown = ask("route", "hello", env=env).out
    assert "one:glm-5           $1.92/M out     then two:glm-5, glm-5\n" in shown
    gateway.answers(Scripted([b"{}"], status=404), Scripted(stream("Hello.")))
    lines = ask("-0", "hello", env=env).err.splitlines()
    assert lines[0] == "tier 0 simple · one:glm-5"
    assert " ".join(lines[1:-1]).endswith("; asking two:glm-5")
    assert lines[-1].startswith("tier 0 simple · two:glm-5 · ")
    gateway.answers(Scripted([b"{}"], status=404), Scripted(stream("Hello.")))
    told = ask("-0", "hello", env=env).err
    assert "one:glm-5 failed a moment ago" in told
    assert "asking glm-5\n" in told
    assert told.splitlines()[-1].startswith("tier 0 simple · glm-5 · ")
