"""What several models were paid for in one turn is told apart: on the bill, in the export, and beside the baseline."""

import json
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.bill import By
from assistant.catalog import Price
from assistant.cost import Usage
from assistant.prompt import Prompt
from assistant.reply import Charge
from assistant.store.bill import bill_of
from assistant.store.database import opened
from tests.conftest import KEY, Configured, Run
from tests.money.scenes import a_ledger, a_reply, a_route, priced
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage

SHARED = """
[providers.one]
base_url = "{url}"
[providers.two]
base_url = "{url}"
[tiers.simple]
models = ["one:m", "two:m"]
[models."one:m"]
output_price = 10
{one}
[models."two:m"]
output_price = 1
{two}
"""


def shared(gateway: ScriptedGateway, one: str = "input_price = 1", two: str = "input_price = 1") -> str:
    return SHARED.format(url=gateway.base_url, one=one, two=two)


def test_what_is_paid_for_in_vain_is_on_the_bill_of_whoever_charged_it(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    env = keyed | configured(shared(gateway)) | {"ONE_API_KEY": KEY, "TWO_API_KEY": KEY}
    gateway.answers(
        Scripted(events(finish(), usage(100, 50))), Scripted(events(delta("Hi"), finish(), usage(100, 50)))
    )
    assert ask("-0", "hi", env=env).code == 0
    bills = {
        by: json.loads(ask("bill", "--json", "--by", by, env=env).out)
        for by in ("tier", "day", "provider", "model", "conversation")
    }
    total = bills["tier"]["total"]
    assert (total["spent_usd"], total["asks"], total["input_tokens"], total["output_tokens"]) == (
        "0.00075",
        1,
        200,
        100,
    )
    assert [bill["total"] for bill in bills.values()] == [total] * 5
    lines = {
        line["name"]: (line["spent_usd"], line["asks"], line["input_tokens"], line["output_tokens"])
        for by in ("provider", "model")
        for line in bills[by]["lines"]
    }
    one, two = ("0.0006", 0, 100, 50), ("0.00015", 1, 100, 50)
    assert lines == {"one": one, "two": two, "one:m": one, "two:m": two}
    (turn,) = [json.loads(line) for line in ask("log", "export", "--json", env=env).out.splitlines()]
    assert [
        (each["provider"], each["input_tokens"], each["output_tokens"], each["cost_usd"])
        for each in turn["attempts"]
    ] == [("one", 100, 50, "0.0006"), ("two", 100, 50, "0.00015")]
    assert turn["cost_usd"] == "0.00075"


@pytest.mark.parametrize(("one", "two"), [("input_price = 1", ""), ("", "input_price = 1")])
def test_an_attempt_is_held_against_the_baseline_with_its_input_where_that_is_paid_for(
    one: str, two: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    baseline = '[models."kimi-k2.5"]\noutput_price = 3\ninput_price = 2\n'
    env = keyed | configured(shared(gateway, one, two) + baseline) | {"ONE_API_KEY": KEY, "TWO_API_KEY": KEY}
    gateway.answers(
        Scripted(events(finish(), usage(1000, 500))), Scripted(events(delta("Hi"), finish(), usage(1000, 20)))
    )
    receipt = ask("-0", "hi", env=env).err.splitlines()[-1]
    assert receipt.endswith(" · kimi-k2.5 ~$0.0036")  # 520 tokens of output and 1,000 of input
    for by in ("tier", "provider"):
        assert (
            json.loads(ask("bill", "--json", "--by", by, env=env).out)["total"]["baseline_usd"] == "0.00356"
        )


MODELS = [
    priced(output, input=given, model_id=f"{output} {given}")
    for output, given in ((None, None), ("3", None), ("2", "0.27"), ("0", "0"))
]
USED = st.builds(
    Usage,
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    estimated=st.booleans(),
    reported_cost=st.none() | st.decimals("0", "9", places=12),
)
ASKED = st.tuples(st.sampled_from(MODELS), USED)


@settings(max_examples=30)
@given(st.lists(st.lists(ASKED, min_size=1, max_size=4), max_size=4))
def test_the_shares_of_a_turn_are_the_turn_to_the_last_digit(turns: list[list[tuple[object, Usage]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        moment, replies = datetime(2026, 2, 3, 12, tzinfo=UTC), []
        for *vain, (model, used) in turns:
            ledger = a_ledger(Path(folder), now=lambda: moment)
            route = a_route(model)
            ledger.begin(Prompt("why?"), route)
            charges = tuple(Charge(*each) for each in vain)
            replies.append(
                replace(a_reply(route, used), charges=charges, baseline=Price(Decimal(3), Decimal(1)))
            )
            ledger.settle(replies[-1])
            ledger.close()
        with closing(opened(Path(folder) / "ask" / "ledger.db")) as connection:
            bills = [
                bill_of(connection, "2026-02-01", "2026-02-28", by, baseline=Price(Decimal(3), Decimal(1)))
                for by in By
            ]
    shares = [share for reply in replies for share in reply.shares]
    for bill in bills:
        assert bill.total.sums.spent == sum(
            (reply.cost.amount or Decimal(0) for reply in replies), Decimal(0)
        )
        assert bill.total.sums.spent == sum((line.sums.spent for line in bill.lines), Decimal(0))
        assert bill.total.sums.output == sum(reply.spent.output for reply in replies)
        known = [reply.baseline_cost.amount for reply in replies if reply.cost.amount is not None]
        if known:
            assert bill.total.baseline.elsewhere == sum(known)
        if bill.by is By.MODEL:
            for line in bill.lines:
                own = [share for share in shares if share.candidate.model.id == line.name]
                assert line.sums.output == sum(share.usage.output for share in own)
                assert line.sums.spent == sum((share.cost.amount or Decimal(0) for share in own), Decimal(0))
