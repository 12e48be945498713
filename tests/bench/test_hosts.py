"""The providers of a run: who is named is asked, now and on resuming, and two hosts of one model are two rows."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.conftest import Configured, Run
from tests.scripted import Scripted, ScriptedGateway, stream

FLATTEN = stream("```python\ndef flatten(x):\n    return x\n```\n")
DEAD = Scripted([b'{"error": {"message": "no"}}'], status=500)
HOST = '[providers.{name}]\npreset = "vllm"\nbase_url = "{url}"\n'
PRICED = '[models."{name}:qwen3-32b"]\noutput_price = 100\ninput_price = 1\n'


@pytest.fixture
def alpha() -> Iterator[ScriptedGateway]:
    """The gateway of another provider than the default."""
    with ScriptedGateway() as scripted:
        scripted.answers(Scripted(FLATTEN))
        yield scripted


@pytest.fixture
def hosts(alpha: ScriptedGateway, keyed: dict[str, str], configured: Configured) -> dict[str, str]:
    """Variables for a configuration with "alpha", and a tier that asks it alone."""
    simple = '[tiers.simple]\nmodels = ["alpha:qwen3-32b", "alpha:own"]\n'
    return keyed | configured(simple + HOST.format(name="alpha", url=alpha.base_url))


def asked(gateway: ScriptedGateway) -> list[str]:
    return [received.body["model"] for received in gateway.received]


@pytest.mark.parametrize("models", [(), ("--models", "alpha:qwen3-32b,alpha:own")])
def test_ones_own_questions_go_to_the_providers_that_were_named(
    models: tuple[str, ...], ask: Run, alpha: ScriptedGateway, gateway: ScriptedGateway, hosts: dict[str, str]
) -> None:
    assert ask("--tier", "simple", "what is a symlink", env=hosts).code == 0
    alpha.received.clear()
    ran = ask("bench", "--mine", "1", *models, "--yes", env=hosts)
    assert (ran.code, asked(gateway), sorted(asked(alpha))) == (0, [], ["own", "qwen3-32b"])
    assert "alpha:own" in ran.out
    alpha.answers(DEAD)
    assert ask("bench", "--mine", "1", *models, "--yes", env=hosts).code == 4
    alpha.received.clear()
    alpha.answers(Scripted(FLATTEN))
    assert ask("bench", "--resume", "--yes", env=hosts).code == 0
    assert (asked(gateway), sorted(asked(alpha))) == ([], ["own", "qwen3-32b"])


def test_a_run_goes_on_with_the_providers_it_began_with(
    ask: Run,
    alpha: ScriptedGateway,
    gateway: ScriptedGateway,
    hosts: dict[str, str],
    configured: Configured,
) -> None:
    gateway.answers(DEAD)
    alpha.answers(DEAD)
    models = ("--models", "alpha:qwen3-32b,alpha:own,glm-5", "--judge", "alpha:qwen3-32b")
    assert ask("bench", *models, "--tasks", "flatten", "--yes", env=hosts).code == 4
    for each in (gateway, alpha):
        each.received.clear()
        each.answers(Scripted(FLATTEN))
    elsewhere = 'default_provider = "alpha"\n' + HOST.format(name="alpha", url=alpha.base_url)
    moved = hosts | configured(
        elsewhere + HOST.format(name="global-apis", url=gateway.base_url).replace('preset = "vllm"\n', "")
    )
    moved.pop("ASK_BASE_URL")
    ran = ask("bench", "--resume", "--yes", "--json", env=moved)
    assert ran.code == 0, ran.err
    assert asked(gateway) == ["glm-5"]
    assert sorted(set(asked(alpha))) == ["own", "qwen3-32b"]
    assert len(asked(alpha)) == 4  # two of them by the judge
    run = json.loads(ran.out)
    assert {one["model"] for one in run["results"]} == {"alpha:qwen3-32b", "alpha:own", "glm-5"}
    assert (len(run["results"]), run["judge"]) == (3, "alpha:qwen3-32b")


def test_two_hosts_of_a_model_are_two_rows_and_both_are_in_the_forecast(
    ask: Run, alpha: ScriptedGateway, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    with ScriptedGateway() as beta:
        beta.answers(Scripted(FLATTEN))
        named = {"alpha": alpha, "beta": beta}
        written = [
            HOST.format(name=name, url=one.base_url) + PRICED.format(name=name) for name, one in named.items()
        ]
        variables = keyed | configured("".join(written))
        tasks = ("--tasks", "flatten", "--yes", "--json")
        one = ask("bench", "--models", "alpha:qwen3-32b", *tasks, env=variables)
        two = ask("bench", "--models", "alpha:qwen3-32b,beta:qwen3-32b", *tasks, env=variables)
        assert (len(alpha.received), len(beta.received), gateway.received) == (2, 1, [])
    single, double = (Decimal(re.findall(r"at most \$([\d.]+)", ran.err)[0]) for ran in (one, two))
    assert abs(double - 2 * single) < Decimal("0.01"), (one.err, two.err)
    run = json.loads(two.out)
    assert sorted(one["model"] for one in run["models_ranked"]) == ["alpha:qwen3-32b", "beta:qwen3-32b"]
    assert len(run["results"]) == 2
    again = ask("bench", "--resume", "--yes", env=variables)
    assert again.err.startswith("0 calls"), again.err
    compared = json.loads(ask("bench", "--compare", "--json").out)["models"]
    assert [one["reported_score"] for one in compared] == [8.3, 8.3]


def test_a_tier_each_at_another_host_is_two_models(
    ask: Run, alpha: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    first = {"simple": "alpha:qwen3-32b", "code": "qwen3-32b", "reasoning": "qwen3-32b"}
    tiers = "".join(f'[tiers.{tier}]\nmodels = ["{model}"]\n' for tier, model in first.items())
    variables = keyed | configured(tiers + HOST.format(name="alpha", url=alpha.base_url))
    ran = ask("bench", "--tasks", "flatten", "--yes", "--json", env=variables)
    assert json.loads(ran.out)["models"] == ["alpha:qwen3-32b", "qwen3-32b"]
