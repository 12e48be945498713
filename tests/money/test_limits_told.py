"""What is said of limits on spending: as they were set, how to go on, and what passed them."""

import re

import pytest

from tests.conftest import Configured, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage

OVERFLOWING = Scripted(events(delta("Hello"), finish(), usage(20, 200_000)))


@pytest.mark.parametrize("more", [(), ("--no-log",), ("--demo",)])
def test_a_limit_that_a_gateway_passes_is_told(
    more: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(OVERFLOWING)
    ran = ask("-0", "hi", "--max-cost", "0.001", *more, env=keyed)
    told = "the limit of $0.0010 a call was passed by $0.049: the gateway gave 200,000 tokens where 2,048 were allowed"
    assert ran.code == 0
    assert (told in ran.err) is (more != ("--demo",))


def test_a_limit_of_a_day_that_a_gateway_passes_is_told_once(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(OVERFLOWING)
    assert ask("cap", "0.01/day").code == 0
    ran = ask("-0", "hi", env=keyed)
    assert "the limit of $0.010 a day was passed by $0.040: the gateway gave 200,000 tokens" in ran.err
    assert "was passed" not in ask("-0", "hi", env=keyed).err


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0.999999", "$0.999999"),
        ("1.005", "$1.005"),
        ("2", "$2.00"),
        ("0.0001", "$0.00010"),
        ("1234.5", "$1,234.50"),
        ("9000000", "$9,000,000.00"),
    ],
)
def test_a_limit_is_shown_to_the_digit(typed: str, shown: str, ask: Run) -> None:
    assert ask("cap", f"{typed}/day").out == f"{shown} a day at most\n"
    assert ask("cap").out == f"{shown} a day: {shown} left\n"


def test_what_is_left_is_never_shown_as_more(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask("cap", "1/day").code == 0
    assert ask("-0", "hi", env=keyed).code == 0
    assert ask("cap").out == "$1.00 a day: $0.99 left\n"


@pytest.mark.parametrize(
    ("cap", "way"),
    [
        (("0.0000001/day",), "ask cap N/day"),
        (("0.0000001/month", "--tier", "simple"), "ask cap N/month --tier simple"),
    ],
)
def test_the_way_out_names_the_limit_that_was_hit(
    cap: tuple[str, ...], way: str, ask: Run, keyed: dict[str, str], configured: Configured
) -> None:
    one = "".join(
        f'[tiers.{tier}]\nmodels = ["deepseek-v4-flash"]\n' for tier in ("simple", "code", "reasoning")
    )
    environment = keyed | configured(one)
    assert ask("cap", *cap).code == 0
    ran = ask("-0", "hi", env=environment)
    assert ran.code == 6
    assert (f"no tier fits; to raise the limit: {way}" in ran.err) is ("--tier" not in cap)
    assert "--max-cost" not in ran.err
    ran = ask("-0", "hi", "--max-cost", "0.00000001", env=environment)
    assert "no tier fits; a higher --max-cost lets it through" in ran.err


@pytest.mark.parametrize("limit", [("--max-cost", "0.0001"), ("cap", "0.0001/day")])
@pytest.mark.parametrize("tier", ["-1", "-2"])
def test_a_tier_that_fits_with_a_shorter_answer_is_the_way_through(
    tier: str, limit: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    if limit[0] == "cap":
        assert ask(*limit).code == 0
    options = limit if limit[0] != "cap" else ()
    ran = ask(tier, *options, "hi", env=keyed)
    assert (ran.code, gateway.received) == (6, [])
    told = re.search(
        r"the cheapest way through is tier 0, at most \$0\.00010 and (\d+) tokens: --tier 0\n", ran.err
    )
    assert told
    assert ask("--tier", "0", *options, "hi", env=keyed).code == 0
    assert gateway.received[0].body["max_tokens"] == int(told[1])


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        (("-m", "deepseek-r1"), {}),
        ((), {"ASK_MODEL": "deepseek-r1"}),
        (("--demo", "-m", "deepseek-r1"), {}),
    ],
)
def test_the_way_through_that_is_named_beside_a_model_is_one(
    arguments: tuple[str, ...], variables: dict[str, str], ask: Run, keyed: dict[str, str]
) -> None:
    environment = keyed | variables
    capped = (*arguments, "--max-cost", "0.001", "hi")
    ran = ask(*capped, env=environment)
    assert ran.code == 6
    way = ran.err.splitlines()[-1].rpartition(": ")[2].split()
    assert ask(*capped, *way, env=environment).code == 0


UNPRICED = """
[providers.box]
base_url = "{0}"
needs_key = false
[tiers.simple]
models = {1}
"""


@pytest.mark.parametrize("limit", ["cap", "--max-cost"])
@pytest.mark.parametrize("first", ["box:qwen", "ga-standard"])
def test_under_a_limit_no_other_takes_the_place_of_a_first_model_without_a_price(
    first: str, limit: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    models = f'["{first}", "deepseek-v4-flash"]'
    environment = keyed | configured(UNPRICED.format(gateway.base_url, models))
    if limit == "cap":
        assert ask("cap", "2/day").code == 0
    options = ("--max-cost", "2") if limit == "--max-cost" else ()
    ran = ask("-q", *options, "-0", "hi", env=environment)
    period = "day" if limit == "cap" else "call"
    assert (ran.code, ran.out, gateway.received) == (6, "", [])
    told = " ".join(ran.err.split())
    assert f"the price of {first} is not known, so the limit of $2.00 a {period} cannot be kept" in told
    assert f'[models."{first}"] output_price = …, input_price = …' in told
    priced = environment | configured(
        UNPRICED.format(gateway.base_url, models) + f'[models."{first}"]\noutput_price = 0\ninput_price = 0\n'
    )
    assert ask("-q", *options, "-0", "hi", env=priced).code == 0
    assert gateway.received[-1].body["model"] == first.removeprefix("box:")


def test_under_a_limit_a_stand_in_without_a_price_is_passed_over_which_is_said(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    models = '["deepseek-v4-flash", "box:qwen", "qwen3-32b"]'
    environment = keyed | configured(UNPRICED.format(gateway.base_url, models))
    gateway.answers(Scripted([b"{}"], 404), Scripted(events(delta("Because."), finish(), usage(9, 9))))
    ran = ask("-0", "--max-cost", "2", "hi", env=environment)
    assert ran.code == 0
    assert [each.body["model"] for each in gateway.received] == ["deepseek-v4-flash", "qwen3-32b"]
    told = (
        "; the price of box:qwen is not known, so the limit of $2.00 a call cannot be kept; asking qwen3-32b"
    )
    assert told in " ".join(ran.err.split())


def test_where_only_stand_ins_without_a_price_are_left_under_a_limit_both_reasons_are_told(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    models = '["deepseek-v4-flash", "box:qwen"]'
    environment = keyed | configured(UNPRICED.format(gateway.base_url, models))
    gateway.answers(Scripted([b"{}"], 404))
    ran = ask("-0", "--max-cost", "2", "hi", env=environment)
    assert (ran.code, [each.body["model"] for each in gateway.received]) == (4, ["deepseek-v4-flash"])
    told = " ".join(ran.err.split())
    assert "has no model deepseek-v4-flash" in told
    assert "; the price of box:qwen is not known, so the limit of $2.00 a call cannot be kept" in told
