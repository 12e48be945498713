"""The bill is the sum of the receipts, to the last digit, and says what was really saved."""

import csv
import json
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.bill import Bill, By, Line, Sums, compared, plain_bill, sums_of
from assistant.catalog import MODELS, Price, Tier
from assistant.cost import Usage, from_picodollars, picodollars
from assistant.projection import parsed_mix, projected, reported_loads
from assistant.prompt import Prompt
from assistant.render.bill import Ink, bill_picture
from assistant.store.bill import bill_of, cells_of
from assistant.store.database import opened
from tests.money.scenes import a_ledger, a_reply, a_route, candidate, priced
from tests.scripted import Scripted

usages = st.builds(
    Usage,
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.integers(0, 1000),
    st.booleans(),
    st.sampled_from([None, Decimal(0)]) | st.decimals("0.001", "9", places=15),
)
models = st.sampled_from([candidate(model) for model in MODELS]) | st.builds(
    priced, st.none() | st.decimals("0.000001", "99", places=9).map(str), input=st.none() | st.just("0.27")
)
baselines = st.sampled_from([Price(Decimal(3)), Price(Decimal(3), Decimal("0.6"))])


@settings(max_examples=25)
@example(
    [
        (candidate(next(iter(MODELS))), Usage(0, 0), Tier.SIMPLE, 1),
        (
            candidate(next(iter(MODELS))),
            Usage(1, 0, estimated=True, reported_cost=Decimal("0.001")),
            Tier.SIMPLE,
            1,
        ),
    ],
    Price(Decimal(3)),
)
@example(
    [
        (candidate(next(iter(MODELS))), Usage(20, 30, reported_cost=Decimal(cost)), Tier.SIMPLE, 1)
        for cost in (0, 1)
    ],
    Price(Decimal(3)),
)
@given(st.lists(st.tuples(models, usages, st.sampled_from(Tier), st.integers(1, 28)), max_size=12), baselines)
def test_the_bill_is_the_sum_of_the_receipts_to_the_last_digit(turns, baseline):
    with tempfile.TemporaryDirectory() as folder:
        replies = []
        for model, usage, tier, day in turns:
            moment = datetime(2026, 2, day, 12, tzinfo=UTC)
            ledger = a_ledger(Path(folder), now=lambda moment=moment: moment)
            route = a_route(model, tier=tier)
            ledger.begin(Prompt("why?"), route)
            replies.append(replace(a_reply(route, usage), baseline=baseline))
            ledger.settle(replies[-1])
            ledger.close()
        with closing(opened(Path(folder) / "ask" / "ledger.db")) as connection:
            for by in By:
                bill = bill_of(connection, "2026-02-01", "2026-02-31", by, baseline=baseline)
                costs = [reply.cost.amount for reply in replies]
                assert bill.total.sums.spent == sum((cost for cost in costs if cost is not None), Decimal(0))
                assert bill.total.sums.spent == sum((line.sums.spent for line in bill.lines), Decimal(0))
                assert bill.total.sums.unpriced == costs.count(None)
                assert bill.total.sums.without_known_price <= bill.total.sums.unpriced
                assert bill.total.sums.asks == len(replies)
                known = [reply for reply in replies if reply.cost.amount is not None]
                held = [reply for reply in known if not reply.has_more_than_baseline]
                assert (bill.total.baseline.asks, bill.total.baseline.left) == (
                    len(held),
                    len(known) - len(held),
                )
                if held:
                    assert bill.total.baseline.spent == sum(reply.cost.amount for reply in held)
                    assert bill.total.baseline.elsewhere == sum(reply.baseline_cost.amount for reply in held)
                    assert bill.total.baseline.estimated == any(r.baseline_cost.estimated for r in held)
                assert bill_picture(bill, width=80, ink=Ink.SIGNS)
                assert plain_bill(bill)


@given(st.integers(-(10**18), 10**18))
def test_picodollars_come_back_as_they_went(count):
    assert picodollars(from_picodollars(count)) == count


def test_a_bill_reads_like_one(tmp_path):
    for day, model, tier, usage in (
        (3, "deepseek-v4-flash", Tier.SIMPLE, Usage(100, 4000)),
        (3, "qwen3-coder-30b", Tier.CODE, Usage(300, 2000)),
        (5, "deepseek-r1", Tier.REASONING, Usage(900, 3400, 2900)),
    ):
        ledger = a_ledger(tmp_path, now=lambda day=day: datetime(2026, 2, day, 12, tzinfo=UTC))
        route = a_route(candidate(model), tier=tier)
        ledger.begin(Prompt("why?"), route)
        ledger.settle(a_reply(route, usage))
        ledger.close()
    with closing(opened(tmp_path / "ask" / "ledger.db")) as connection:
        bill = bill_of(connection, "2026-02-01", "2026-02-28")
        cells = cells_of(connection, "2026-02-01", "2026-02-28", tier=Tier.REASONING)
        swapped = compared(sums_of(cells), Price(Decimal("0.78")))
    assert bill_picture(bill, width=60, ink=Ink.SIGNS) == (
        "2026-02-01 to 2026-02-28 · 3 asks\n"
        "1,300 in / 9,400 out, 2,900 of it thinking\n"
        "spent ~$0.010 · kimi-k2.5 for the same tokens ~$0.028\n"
        "saved 63.8%\n"
        "input of 1,300 tokens has no price here: it is not in these\n"
        "figures\n"
        "\n"
        "tier       asks    out  thinking      spent  saved\n"
        "simple        1  4,000         0   ~$0.0010  91.7%\n"
        "code          1  2,000         0  ~$0.00070  88.3%\n"
        "reasoning     1  3,400     2,900   ~$0.0085  16.7%\n"
        "\n"
        "spent each day\n"
        "2026-02-03  ######## ~$0.0017\n"
        "2026-02-05  ###################################### ~$0.0085\n"
        "\n"
        "share of asks\n"
        "simple     ########### 33% (plan 70%)\n"
        "code       ########### 33% (plan 25%)\n"
        "reasoning  ########### 33% (plan 5%)\n"
    )
    unfinished = replace(bill, total=replace(bill.total, sums=bill.total.sums._replace(unfinished=1)))
    picture = bill_picture(unfinished, width=40, ink=Ink.SIGNS)
    assert max(map(len, picture.splitlines())) <= 40
    narrow = picture.partition("\n\n")[0].splitlines()
    assert narrow[-4:] == [
        "1 ask never ended: what it cost is not",
        "known",
        "input of 1,300 tokens has no price here:",
        "it is not in these figures",
    ]
    assert (swapped.asks, swapped.spent, swapped.elsewhere) == (1, Decimal("0.0085"), Decimal("0.002652"))


def test_the_report_s_own_figures_come_out_of_its_inputs():
    month = projected(reported_loads(), asks=20 * 500 * 22)
    assert month.blended == Decimal("0.3875")
    assert f"{month.saved:.0%}" == "87%"
    assert (month.tiers, month.baseline) == (Decimal("68.2"), Decimal(528))


def test_thinking_five_tokens_for_each_that_is_shown_leaves_seventy_per_cent():
    month = projected(reported_loads(multiple=Decimal(5), mix=parsed_mix("70/25/5")), asks=220_000)
    assert f"{month.saved:.0%}" == "70%"


def test_a_bill_of_many_days_shows_the_newest():
    days = tuple(Line(f"day {number}", Sums(asks=1)) for number in range(45))
    bill = Bill("", "", By.DAY, total=Line("total", Sums(asks=45)), lines=days, days=days, tiers=())
    table = bill_picture(bill, width=80, ink=Ink.SIGNS).split("\n\n")[1].splitlines()
    assert [line[:6].strip() for line in (table[1], *table[-2:])] == ["day 5", "day 44", "and 5"]
    assert table[-1] == "and 5 earlier"
    models = bill_picture(replace(bill, by=By.MODEL), width=80, ink=Ink.SIGNS).split("\n\n")[1].splitlines()
    assert (models[1][:6].strip(), models[-1]) == ("day 0", "and 5 more")


def test_one_model_on_every_tier_costs_alone_what_the_tiers_do():
    loads = tuple(replace(load, model=MODELS["glm-5"]) for load in reported_loads(multiple=Decimal(5)))
    month = projected(loads, asks=1000)
    assert dict(month.alone)[MODELS["glm-5"]] == month.tiers == Decimal("1.8432")


def test_the_largest_month_that_is_taken_can_be_told(ask, configured):
    prices = "".join(f'[models."{name}"]\noutput_price = 1000000000\n' for name in MODELS)
    most = ("--engineers", "1000000", "--per-day", "1000000", "--days", "31", "--out-tokens", "1000000")
    month = ("bill", "--project", "--mix", "0/0/100", "--thinking", "1000")
    assert ask(*month, *most, env=configured(prices)).code == 0
    for option in most[::2]:
        ran = ask(*month, option, "1000001")
        assert (ran.code, f"--{option[2:]}" in ran.err, "is not a whole number from 1 to " in ran.err) == (
            2,
            True,
            True,
        )


def test_a_period_without_an_ask_has_a_heading_as_csv(ask, keyed):
    assert ask("hello", env=keyed).code == 0
    rows, none = (
        ask("bill", "--csv", *more).out.splitlines()
        for more in ((), ("--since", "2000-01-01", "--until", "2000-01-31"))
    )
    assert len(rows) == 2
    assert none == rows[:1]


def test_a_bill_ends_with_the_day_that_is_named(ask, keyed):
    ask("hello", env=keyed)
    sums = [
        json.loads(ask("bill", "--json", "--since", "2026-01-01", *more).out)["total"]["asks"]
        for more in ((), ("--until", str(date.today())), ("--until", str(date.today() - timedelta(days=1))))
    ]
    assert sums == [1, 1, 0]
    assert "--until goes with --since" in ask("bill", "--until", "2026-01-31").err
    assert "--since is a day to come" in ask("bill", "--since", "2999-01-01").err


def test_two_forms_at_once_are_refused(ask, keyed):
    ask("hello", env=keyed)
    for command, forms in (("bill", ("--json", "--csv")), ("bench", ("--json", "--md"))):
        ran = ask(command, *forms)
        assert (ran.code, ran.out, f"choose one of {forms[0]}" in ran.err) == (2, "", True)


def test_a_name_is_no_formula_for_a_spreadsheet(ask, gateway, keyed, configured):
    names = ["=cmd|' /C calc'!A0", "@SUM(1)"]
    environment = keyed | configured("".join(f'[models."{name}"]\noutput_price = 1\n' for name in names))
    for name in names:
        assert ask("hello", "-m", name, env=environment).code == 0
    bill = csv.DictReader(ask("bill", "--by", "model", "--csv", env=environment).out.splitlines())
    assert [row["name"] for row in bill] == [f"'{name}" for name in names]
    bench = ("bench", "--models", ",".join(names), "--tasks", "flatten", "--no-run", "--yes", "--csv")
    rows = csv.DictReader(ask(*bench, env=environment).out.splitlines())
    assert [row["model"] for row in rows] == [f"'{name}" for name in names]


def test_models_of_the_same_name_at_two_providers_are_two(ask, keyed, configured):
    url = keyed["ASK_BASE_URL"]
    environment = keyed | configured(
        "".join(
            f'[providers.{name}]\nbase_url = "{url}"\nkey_env = "GLOBAL_API_KEY"\n'
            f'[models."{name}:llama"]\noutput_price = {price}\ninput_price = 0\n'
            for name, price in (("one", 20), ("two", 1))
        )
    )
    for model in ("one:llama", "two:llama", "deepseek-v4-flash"):
        ran = ask("-0", "-m", model, "hello", env=environment)
        assert ran.code == 0, ran.err
    bill = csv.DictReader(ask("bill", "--by", "model", "--csv", env=environment).out.splitlines())
    assert [row["name"] for row in bill] == ["one:llama", "two:llama", "deepseek-v4-flash"]
    log = ask("log", env=environment).out
    assert [line.split()[4] for line in log.splitlines()] == ["deepseek-v4-flash", "two:llama", "one:llama"]


def test_what_has_no_known_price_costs_no_zero(ask, keyed, configured):
    environment = keyed | configured('[models."x"]\nname = "X"\n')
    assert ask("-0", "-m", "x", "hello", env=environment).code == 0
    assert "spent price unknown" in ask("bill", env=environment).out
    (row,) = csv.DictReader(ask("bill", "--csv", env=environment).out.splitlines())
    assert (row["spent_usd"], row["price_unknown"]) == ("", "1")


def test_what_never_left_cost_nothing_and_that_is_exact(ask, gateway, keyed, environment):
    assert ask("hello", env=environment).code == 3
    assert ask("hello", env=keyed | {"ASK_BASE_URL": "http://127.0.0.1:1/v1"}).code == 4
    assert "spent $0 " in ask("bill", env=keyed).out
    gateway.answers(Scripted([b"{}"], status=400))
    assert ask("hello", env=keyed).code == 4
    assert "spent ~$0 " in ask("bill", env=keyed).out  # what was refused is not known to have been free


def test_a_projection_compares_nothing_with_a_baseline_that_costs_nothing(ask, configured):
    env = configured('[models."kimi-k2.5"]\noutput_price = 0\n')
    assert "all on kimi-k2.5   $           0   nothing to compare\n" in ask("bill", "--project", env=env).out
    assert json.loads(ask("bill", "--project", "--json", env=env).out)["saved"] is None


def test_a_projection_tells_of_tiers_that_cost_more_than_the_baseline(ask, configured):
    env = configured('[models."kimi-k2.5"]\noutput_price = 0.31\n')
    assert "  25% more than there\n" in ask("bill", "--project", env=env).out


def test_an_option_of_the_projection_is_refused_without_it_and_one_of_the_bill_with_it(ask):
    for more in (("--engineers", "5"), ("--days", "3"), ("--thinking", "5"), ("--per-day", "9"), ("--own",)):
        ran = ask("bill", *more)
        assert (ran.code, f"{more[0]} goes with --project" in ran.err) == (2, True)
    for more in (("--csv",), ("--by", "day"), ("--since", "2026-01-01")):
        ran = ask("bill", "--project", *more)
        assert (ran.code, f"{more[0]} does not go with --project" in ran.err) == (2, True)


def test_what_ones_own_averages_take_the_place_of_is_refused_beside_them(ask):
    for more in (("--mix", "60/30/10"), ("--out-tokens", "500"), ("--thinking", "4")):
        ran = ask("bill", "--project", "--own", *more)
        assert (ran.code, f"{more[0]} does not go with --own" in ran.err) == (2, True)
