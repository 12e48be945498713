"""What a gateway counts, in every way it is written down, and what is made of figures that cannot be."""

from decimal import Decimal

import pytest

from assistant.catalog import Price
from assistant.cost import Usage, cost_of
from assistant.gateway.usage import usage_of
from tests.conftest import Configured, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish
from tests.scripted import usage as counted


@pytest.mark.parametrize(
    ("prompt", "completion", "total", "reasoning", "usage"),
    [
        (20, 100, 120, None, Usage(20, 100)),
        (20, 100, 120, 80, Usage(20, 100, 80)),
        (20, 100, 620, 500, Usage(20, 600, 500)),  # beside the completion
        (20, 100, None, 500, Usage(20, 600, 500)),
        (20, 100, 420, None, Usage(20, 400, 300)),  # thinking that only the total tells
        (20, 100, 420, 50, Usage(20, 400, 300)),
        (20, None, 120, None, Usage(20, 100)),
        (20, 100, 120, 500, Usage(20, 500, 500, estimated=True)),
        (20, 100, 90, None, Usage(20, 100, estimated=True)),
        (20, None, 10, None, None),
        (20, 100_000_000, 100_000_020, None, None),  # more than any window holds
        (None, 100, 120, None, Usage(20, 100)),
        (None, 100, None, None, Usage(0, 100, estimated=True)),
        (None, None, 120, None, Usage(0, 0, estimated=True, together=120)),
        (20, None, None, None, None),
    ],
)
def test_thinking_that_only_the_total_tells_is_output_and_nothing_is_less_than_was_told(
    prompt: int | None, completion: int | None, total: int | None, reasoning: int | None, usage: Usage | None
) -> None:
    told = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": total}
    assert usage_of(told | {"completion_tokens_details": {"reasoning_tokens": reasoning}}) == usage


@pytest.mark.parametrize(
    ("told", "figures"),
    [
        ({"completion_tokens": 50, "cost": 0.5}, "~56 in / ~50 out · $0.50"),
        ({"prompt_tokens": 30, "cost": 0.5}, "~30 in / ~1 out · $0.50"),
        ({"cost": 0.5}, "~56 in / ~1 out · $0.50"),
        ({"completion_tokens": 50}, "~56 in / ~50 out · ~$0.00011"),
        ({"total_tokens": 150}, "~56 in / ~94 out · ~$0.00015"),
        ({"total_tokens": 150, "cost": 0.5}, "~56 in / ~94 out · $0.50"),
    ],
)
def test_what_is_told_counts_where_something_is_missing(
    told: dict[str, object],
    figures: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    configured: Configured,
) -> None:
    environment = keyed | configured('[models."deepseek-v4-flash"]\noutput_price = 1\ninput_price = 1\n')
    gateway.answers(Scripted(events(delta("Hi"), finish(), {"choices": [], "usage": told})))
    assert f" · {figures}" in ask("-0", "hi", env=environment).err


@pytest.mark.parametrize("last", [{"completion_tokens": 10}, {"cost": 0.5}])
def test_figures_that_come_in_parts_are_one_count(
    last: dict[str, object], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    whole = counted(20, 10, cost=0.5)
    gateway.answers(Scripted(events(delta("Hi"), finish(), whole, {"choices": [], "usage": last})))
    assert " · ~20 in / ~10 out · $0.50 · " in ask("-0", "hi", env=keyed).err


def test_a_cost_without_a_count_is_that_of_what_was_asked_in_vain(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    empty = Scripted(events(finish(), {"choices": [], "usage": {"cost": 0.5}}))
    gateway.answers(empty, Scripted(events(delta("Hi"), finish(), counted(20, 10, cost=0.25))))
    assert " · $0.75 · $0.50 of it without an answer · " in ask("-0", "hi", env=keyed).err


@pytest.mark.parametrize(
    "more",
    [
        {"prompt_tokens_details": {"cached_tokens": 900}},
        {"prompt_cache_hit_tokens": 900},
        {"cache_read_input_tokens": 700, "cache_creation_input_tokens": 200},
        {"prompt_tokens_details": {"cached_tokens": 900}, "cache_read_input_tokens": 900},
        {"prompt_tokens": 100, "cache_read_input_tokens": 900},
        {"prompt_tokens": 100, "cache_read_input_tokens": 900, "total_tokens": 200},
        {"prompt_tokens": 100, "cache_creation_input_tokens": 900, "total_tokens": 1100},
    ],
)
def test_input_that_was_cached_is_priced_in_full_and_marked(more: dict[str, object]) -> None:
    told = usage_of({"prompt_tokens": 1000, "completion_tokens": 100} | more)
    assert told == Usage(1000, 100, cached=900)
    cost = cost_of(told, Price(Decimal("0.25"), Decimal(1)))
    assert (cost.amount, cost.estimated) == (Decimal("0.001025"), True)


@pytest.mark.parametrize(
    ("told", "usage"),
    [
        (
            {"input_tokens": 950, "cache_read_input_tokens": 40, "cache_creation_input_tokens": 10},
            Usage(1000, 30, cached=50),
        ),
        (
            {
                "input_tokens": 900,
                "input_tokens_details": {"cached_tokens": 50},
                "cache_read_input_tokens": 50,
            },
            Usage(900, 30, cached=50),
        ),
        (
            {"prompt_tokens": 900, "cache_read_input_tokens": 100, "total_tokens": 1030},
            Usage(1000, 30, cached=100),
        ),
        (
            {"input_tokens": 900, "cache_read_input_tokens": 100, "total_tokens": 1230},
            Usage(1000, 230, 200, cached=100),
        ),
        (
            {"input_tokens": 900, "cache_read_input_tokens": 0, "cache_creation_input_tokens": None},
            Usage(900, 30),
        ),
    ],
)
def test_input_that_is_counted_beside_what_a_cache_gave_or_took_is_all_counted(
    told: dict[str, object], usage: Usage
) -> None:
    assert usage_of({"output_tokens": 30} | told) == usage


@pytest.mark.parametrize(
    ("more", "reported", "fee"),
    [
        ({"cost": 0, "is_byok": True, "cost_details": {"upstream_inference_cost": 0.0042}}, "0.0042", None),
        ({"cost": 1, "is_byok": True, "cost_details": {"upstream_inference_cost": "0.004"}}, "1.004", None),
        ({"cost": 0, "is_byok": True, "cost_details": {"upstream_inference_cost": 0}}, "0", None),
        ({"cost": 0.01, "is_byok": False, "cost_details": {"upstream_inference_cost": 0.008}}, "0.01", None),
        ({"cost": 0.01, "is_byok": True, "cost_details": {"upstream_inference_cost": None}}, None, "0.01"),
        ({"cost": 0, "is_byok": True, "cost_details": {"upstream_inference_cost": -1}}, None, "0"),
        ({"cost": 0, "is_byok": True}, None, "0"),
        ({"is_byok": True}, None, "0"),
        ({"cost": 0}, "0", None),
    ],
)
def test_a_cost_with_a_key_of_ones_own_is_the_fee_and_what_the_vendor_asks_or_not_known(
    more: dict[str, object], reported: str | None, fee: str | None
) -> None:
    told = usage_of({"prompt_tokens": 20, "completion_tokens": 30} | more)
    assert told == Usage(20, 30, reported_cost=reported and Decimal(reported), fee=fee and Decimal(fee))


@pytest.mark.parametrize(
    ("model", "cost"), [("deepseek-v4-flash", "~$0.0017"), ("global-apis:other", "price unknown")]
)
def test_a_fee_without_what_the_vendor_asks_comes_on_top_of_the_price_and_is_marked(
    model: str, cost: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    environment = keyed | configured('[models."deepseek-v4-flash"]\noutput_price = 10\ninput_price = 10\n')
    fee_alone = counted(20, 100, cost=0.0005, is_byok=True)
    gateway.answers(Scripted(events(delta("some words of it " * 20), finish(), fee_alone)))
    assert f"20 in / 100 out · {cost} · " in ask("-m", model, "hi", env=environment).err


@pytest.mark.parametrize(("told", "figures"), [(5000, "~20 in / ~5,000 out"), (10**8, "~1 out")])
def test_a_count_far_above_what_came_and_was_allowed_is_marked_and_one_beyond_any_window_is_none(
    told: int, figures: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(delta("Hi"), finish(), counted(20, told, 0))))
    assert f"{figures} · ~$" in ask("-0", "hi", env=keyed).err


@pytest.mark.parametrize(
    ("told", "figures"),
    [(3, "~20 in / ~1,"), (1500, "20 in / 1,500 out"), (9999, "~20 in / ~999 out + ~9,000")],
)
def test_a_count_that_cannot_be_is_marked_and_the_larger_one_holds(
    told: int, figures: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    environment = keyed | configured('[models."deepseek-v4-flash"]\noutput_price = 1\ninput_price = 1\n')
    gateway.answers(
        Scripted(
            events(
                delta("some plain words of it " * 300),
                finish(),
                counted(20, told, told // 1000 * 1000 if told > 5000 else 0),
            )
        )
    )
    ran = ask("-0", "hi", env=environment)
    assert f" · {figures}" in ran.err
    assert (" · $0.0015 · " in ran.err) is (told == 1500)


@pytest.mark.parametrize(
    "said",
    [
        (delta("", reasoning_content="let me think " * 100), delta("hello world")),
        (delta("<think>" + "let me think " * 100 + "</think>\n\nhello world"),),
    ],
)
def test_thinking_that_was_heard_is_told_apart_where_the_gateway_counts_all_as_one(
    said: tuple[object, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(*said, finish(), counted(100, 320))))
    assert " · 100 in / 3 out + 317 thinking · " in ask("-0", "hi", env=keyed).err
