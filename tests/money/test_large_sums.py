"""Sums of money that no column of the ledger holds: they are on the bill, and no limit takes them for nothing."""

import json

import pytest

from tests.conftest import Configured, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage


def test_sums_that_no_column_holds_are_on_the_bill_and_over_every_limit(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(delta("Hi"), finish(), usage(20, 30, cost=950000.000001))))
    for _ in range(11):
        assert ask("-0", "hi", env=keyed).code == 0
    for by in ("tier", "provider"):
        assert json.loads(ask("bill", "--json", "--by", by).out)["total"]["spent_usd"] == "10450000.000011"
    assert "spent $10,450,000.00" in ask("bill").out
    assert ask("cap", "9000000/day").code == 0
    assert ask("cap").out == "$9,000,000.00 a day: $0 left\n"
    for more in ((), ("--no-log",)):
        assert ask("-0", "hi", *more, env=keyed).code == 6
    assert len(gateway.received) == 11


@pytest.mark.parametrize("more", [(), ("--no-log",)])
def test_a_cost_that_no_column_holds_is_counted_as_the_largest_that_one_does(
    more: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    environment = keyed | configured('[models."deepseek-v4-flash"]\noutput_price = 1e9\n')
    gateway.answers(Scripted(events(delta("Hi"), finish(), usage(20, 9_000_000))))
    assert ask("cap", "9000000/day", "--tier", "simple", env=environment).code == 0
    ran = ask("-0", "hi", *more, env=environment)
    assert (ran.code, "a bug" in ran.err) == (0, False)
    assert ask("-0", "hi", *more, env=environment).code == 6
