"""Limits on spending: the worst case is checked before anything is sent, and set aside until the answer ended."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Assistant
from assistant.cap import Account, Limit, Period, fitted, most_input_tokens, parsed_limit
from assistant.catalog import Tier
from assistant.cost import Usage
from assistant.errors import OverCap, UsageError
from assistant.prompt import Prompt
from assistant.reply import Delta, Ended, Ending
from assistant.request_options import Retention
from assistant.routing.lineup import Choices
from assistant.store.database import opened
from assistant.store.limits import accounts_of, lift_limits, limits_of, set_limit
from assistant.store.schema import MIGRATIONS
from assistant.turn import Capped
from tests.money.scenes import CHOICES, Answering, Watching, a_ledger, a_reply, a_route, candidate, priced


def call(amount: str) -> tuple[Limit, ...]:
    return (Limit(Period.CALL, Decimal(amount)),)


def day(amount: str, tier: Tier | None = None) -> Limit:
    return Limit(Period.DAY, Decimal(amount), tier)


def test_a_question_that_fits_is_sent_as_it_is(tmp_path):
    view, gateway = Watching(), Answering()
    ledger = a_ledger(tmp_path, limits=call("0.0006"))
    Assistant(gateway, ledger, budget=ledger).answer(Prompt("why?"), view, choices=CHOICES)
    assert gateway.requests[0].max_tokens == 2048
    assert not any(isinstance(event, Capped) for event in view.events)


def test_an_answer_is_shortened_to_fit_and_the_view_is_told(tmp_path):
    view, gateway = Watching(), Answering()
    ledger = a_ledger(tmp_path, limits=call("0.0001"))
    Assistant(gateway, ledger, budget=ledger).answer(Prompt("why?"), view, choices=CHOICES)
    (request,) = gateway.requests
    allowed = 400 - most_input_tokens(request.messages)  # its input has no price of its own
    assert request.max_tokens == allowed > 0
    assert Capped(2048, allowed) in view.events


def test_what_cannot_fit_is_not_sent_and_the_cheapest_way_through_is_named(tmp_path):
    gateway = Answering()
    limits = (*call("1"), day("0.0001", Tier.REASONING))
    ledger = a_ledger(tmp_path, limits=limits)
    with pytest.raises(OverCap) as refusal:
        Assistant(gateway, ledger, budget=ledger).answer(
            Prompt("Prove that this algorithm is correct"), Watching(), choices=CHOICES
        )
    assert gateway.requests == []
    assert refusal.value.message == (
        "this may cost up to $0.0057, over the limit of $0.00010 a day on reasoning, of which $0.00010 is left;"
        " nothing was sent"
    )
    assert refusal.value.hint == "the cheapest way through is tier 0, at most $0.00057: --tier 0"


def test_a_stand_in_that_fits_as_it_is_is_the_way_through():
    route = a_route(priced("100", model_id="dear"), priced("0.1", model_id="small"), priced("0.2"))
    with pytest.raises(OverCap) as refusal:
        fitted(route, (Account(call("0.005")[0]),), input_tokens=10, choices=CHOICES)
    assert refusal.value.hint == "-m global-apis:small fits, a stand-in of the tier"


def test_a_price_that_has_no_bound_cannot_be_capped():
    for unbounded in (priced(None), candidate("ga-standard")):
        with pytest.raises(OverCap, match="is not known"):
            fitted(a_route(unbounded), (Account(call("1")[0]),), input_tokens=0, choices=Choices({}))


def test_input_without_a_price_counts_at_the_outputs_under_a_cap():
    with pytest.raises(OverCap, match=r"up to \$1\.76,"):
        fitted(a_route(), (Account(call("0.001")[0]),), input_tokens=7_000_000, choices=Choices({}))


def test_under_a_cap_a_stand_in_without_a_bound_is_left_out():
    route = a_route(candidate(), candidate("ga-standard"))
    fit = fitted(route, (Account(call("1")[0]),), input_tokens=0, choices=Choices({}))
    assert fit.route.candidates == (candidate(),)


@given(
    output=st.decimals("0.01", "20", places=2),
    entered=st.none() | st.decimals("0.01", "20", places=2),
    input_tokens=st.integers(0, 100_000),
    left=st.decimals("0", "0.1", places=6),
    max_tokens=st.integers(1, 100_000),
)
def test_what_is_let_through_never_costs_more_than_is_left(output, entered, input_tokens, left, max_tokens):
    one = priced(str(output), input=None if entered is None else str(entered))
    route = a_route(one, priced(str(output * 2)), max_tokens=max_tokens)
    try:
        fit = fitted(route, (Account(call(str(left))[0]),), input_tokens=input_tokens, choices=Choices({}))
    except OverCap:
        return
    for model in fit.route.candidates:
        reply = a_reply(a_route(model), Usage(input_tokens, fit.route.max_tokens))
        assert reply.cost.amount is not None
        assert reply.cost.amount <= fit.reserve <= left
    assert fit.route.max_tokens <= max_tokens


def test_a_reserve_counts_until_the_answer_ended_and_the_cost_after(tmp_path):
    ledger = a_ledger(tmp_path, limits=(day("1"),))
    route = ledger.reserve(a_route(), (), choices=CHOICES)
    ledger.begin(Prompt("why?"), route)
    reader = opened(tmp_path / "ask" / "ledger.db")
    now = datetime.now().astimezone()
    assert accounts_of(reader, now, (day("1"),))[0].spent == Decimal("0.000512")
    ledger.settle(a_reply())
    assert accounts_of(reader, now, (day("1"),))[0].spent == Decimal("0.000028")  # input included
    reader.close()


@pytest.mark.parametrize(
    "zones", [("Etc/GMT+12", "Etc/GMT-14"), ("Etc/GMT-14", "Etc/GMT+12"), ("UTC", "X+167")]
)
def test_no_other_time_zone_makes_a_limit_anew(zones, ask, keyed):
    assert ask("cap", "0.0006/day").code == 0
    assert ask("cap", "0.0006/month").code == 0
    assert ask("-0", "hi", env=keyed | {"TZ": zones[0]}).code == 0
    there, elsewhere = (ask("cap", env={"TZ": zone}).out for zone in zones)
    assert there == elsewhere
    assert "$0.00060 left" not in there


@pytest.mark.parametrize("gone", [(), ("log", "delete", "1"), ("log", "purge", "--before", "9999-01-01")])
def test_what_has_no_turn_any_more_counts_in_every_time_zone_too(gone, ask, keyed):
    assert ask("cap", "0.0006/day").code == 0
    assert ask("-0", *(() if gone else ("--no-log",)), "hi", env=keyed | {"TZ": "Etc/GMT+12"}).code == 0
    if gone:
        assert ask(*gone).code == 0
    there, elsewhere = (ask("cap", env={"TZ": zone}).out for zone in ("Etc/GMT+12", "Etc/GMT-14"))
    assert there == elsewhere
    assert "$0.00060 left" not in there


@pytest.mark.parametrize(
    ("hours", "counts"),
    # asked at noon at UTC + 2: that day ends 12 hours later there, and 26 hours later at UTC - 12
    [(0, {-12, 0, 2, 14}), (11, {-12, 0, 2, 14}), (13, {-12, 0}), (25, {-12}), (27, set())],
)
def test_a_day_counts_until_it_is_over_where_it_was_asked_and_where_one_asks(tmp_path, hours, counts):
    asked = datetime(2026, 5, 20, 10, tzinfo=UTC)
    ledger = a_ledger(tmp_path, limits=(day("1"),))
    ledger.begin(Prompt("why?"), ledger.reserve(a_route(), (), choices=CHOICES))
    ledger.settle(a_reply())
    reader = opened(tmp_path / "ask" / "ledger.db")
    reader.execute("UPDATE spending SET day = '2026-05-20', clock = '+02:00'")
    now = asked + timedelta(hours=hours)
    spent = {
        zone: accounts_of(reader, now.astimezone(timezone(timedelta(hours=zone))), (day("1"),))[0].spent
        for zone in (-12, 0, 2, 14)
    }
    assert {zone for zone, amount in spent.items() if amount} == counts
    reader.close()


@pytest.mark.parametrize("keep", [Retention.EVERYTHING, Retention.NOTHING])
def test_a_process_of_an_older_release_sees_what_is_spent(tmp_path, keep):
    ledger = a_ledger(tmp_path, keep=keep, limits=(day("1"),))
    reader = opened(tmp_path / "ask" / "ledger.db")
    ledger.begin(Prompt("why?"), ledger.reserve(a_route(), (), choices=CHOICES))
    ledger.settle(a_reply())
    today = datetime.now().astimezone().date().isoformat()
    as_before = "SELECT sum(picodollars) FROM spending WHERE day BETWEEN ? AND ? AND ? IN (tier, -1)"
    assert reader.execute(as_before, (today, today, -1)).fetchone() == (28_000_000,)
    reader.close()


def test_a_record_whose_days_had_their_clocks_behind_them_is_brought_up_to_date(tmp_path):
    path = tmp_path / "ask" / "ledger.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        for script in MIGRATIONS[:7]:
            old.executescript(script)
        for counted, amount in (("2026-11-30", 1), ("2026-11-30+02:00", 2), ("2026-11-30-08:00", 4)):
            old.execute("INSERT INTO spending VALUES (?, 1, ?)", (counted, amount))
        old.execute("PRAGMA user_version = 7")
        old.commit()
    with closing(opened(path)) as connection:
        rows = connection.execute("SELECT day, clock, picodollars FROM spending ORDER BY picodollars")
        assert rows.fetchall() == [
            ("2026-11-30", "", 1),
            ("2026-11-30", "+02:00", 2),
            ("2026-11-30", "-08:00", 4),
        ]


def test_what_was_asked_where_its_month_is_not_over_takes_no_other_with_it(tmp_path):
    reader = opened(tmp_path / "ask" / "ledger.db")
    for date, clock, dollars in (("11-30", "+00:00", 9), ("11-30", "-08:00", 2), ("12-01", "+00:00", 1)):
        reader.execute("INSERT INTO spending VALUES (?, 1, ?, ?)", (f"2026-{date}", clock, dollars * 10**12))
    limits = (day("10"), day("10", Tier.CODE), day("10", Tier.SIMPLE), Limit(Period.MONTH, Decimal(10)))
    for hour, spent in ((2, (3, 3, 0, 3)), (9, (1, 1, 0, 1))):
        accounts = accounts_of(reader, datetime(2026, 12, 1, hour, tzinfo=UTC), limits)
        assert tuple(account.spent for account in accounts) == spent
    reader.close()


@pytest.mark.parametrize("keep", list(Retention))
def test_a_cap_holds_whatever_is_kept(tmp_path, keep):
    path = tmp_path / "ask" / "ledger.db"
    connection = opened(path)
    set_limit(connection, day("0.0006"))
    ledger = a_ledger(tmp_path, keep=keep, warn=[].append)
    gateway = Answering((Delta("word"), Usage(1, 2048), Ended(Ending.LENGTH)))
    assistant = Assistant(gateway, ledger, budget=ledger)
    with pytest.raises(OverCap):  # noqa: PT012 - some of them fit
        for _ in range(10):
            assistant.answer(Prompt("why?"), Watching(), choices=CHOICES)
    assert sum(request.max_tokens for request in gateway.requests) <= 2400
    assert connection.execute("SELECT count(*) FROM turns").fetchone()[0] == (
        0 if keep is Retention.NOTHING else len(gateway.requests)
    )
    connection.close()


def test_a_cap_that_can_no_longer_be_kept_stops_the_question(tmp_path):
    (tmp_path / "ask").mkdir()
    (tmp_path / "ask" / "ledger.db").write_bytes(b"no database" * 1000)
    ledger = a_ledger(tmp_path, warn=[].append, limits=(day("1"),))
    with pytest.raises(OverCap, match="cannot be kept"):
        ledger.reserve(a_route(), (), choices=CHOICES)


def test_limits_are_set_replaced_and_lifted(tmp_path):
    connection = opened(tmp_path / "ask" / "ledger.db")
    for words, tier in (("2/day", None), ("$3/day", None), ("30/month", Tier.REASONING)):
        set_limit(connection, parsed_limit(words, tier))
    assert [str(limit) for limit in limits_of(connection)] == ["$3.00 a day", "$30.00 a month on reasoning"]
    assert lift_limits(connection, None) == 2
    assert limits_of(connection) == ()
    connection.close()


def test_a_limit_is_told_as_exactly_as_it_is_kept():
    assert str(parsed_limit("0.0000000000004/day")) == "$0 a day"
    assert str(parsed_limit("0.0000000000014/day")) == "$0.0000000000010 a day"


@pytest.mark.parametrize("words", ["2", "two/day", "-1/day", "2/year", "/day", "1e3/day"])
def test_what_is_no_limit_is_refused(words):
    with pytest.raises(UsageError):
        parsed_limit(words)


@pytest.mark.parametrize("tier", [None, Tier.SIMPLE])
def test_no_choice_of_a_model_goes_round_the_limit_of_its_tier(tmp_path, tier):
    ledger = a_ledger(tmp_path, limits=(day("0.0001", Tier.REASONING),))
    choices = replace(CHOICES, tier=tier, only=candidate("deepseek-r1"))
    with pytest.raises(OverCap, match="on reasoning"):
        Assistant(Answering(), ledger, budget=ledger).answer(Prompt("hi"), Watching(), choices=choices)


def test_a_model_of_two_tiers_is_asked_as_the_question_is(tmp_path):
    gateway, ledger = Answering(), a_ledger(tmp_path)
    choices = replace(CHOICES, only=candidate("ga-standard"))
    reply = Assistant(gateway, ledger, budget=ledger).answer(Prompt("hi"), Watching(), choices=choices)
    assert reply.tier is Tier.SIMPLE
