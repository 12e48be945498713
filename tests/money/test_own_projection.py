"""A month projected from one's own asks is one of the models that are set, and says where a price is not known."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Configured, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage

ONE_ASK = ("bill", "--project", "--own", "--engineers", "1", "--per-day", "1", "--days", "1")
TWO = '[providers.two]\nbase_url = "http://127.0.0.1:9/v1"\n'


@pytest.fixture
def asked(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]) -> Run:
    """Give what runs `ask` where 20 questions are on record, all of the simple tier: 1,000 tokens in, 500 out."""
    gateway.answers(Scripted(events(delta("ok"), finish(), usage(1000, 500))))
    assert ask("-0", "hello", env=keyed).code == 0
    with closing(sqlite3.connect(next(Path(environment["HOME"]).rglob("ledger.db")))) as ledger, ledger:
        names = ", ".join(name for _, name, *_ in ledger.execute("PRAGMA table_info(turns)") if name != "id")
        for _ in range(19):
            ledger.execute(f"INSERT INTO turns ({names}) SELECT {names} FROM turns WHERE id = 1")  # noqa: S608
    return ask


def test_ones_own_month_is_of_the_models_that_are_set(asked: Run, configured: Configured) -> None:
    env = configured(
        f'{TWO}[models."two:ok"]\noutput_price = 100\n[tiers.simple]\nmodels = ["two:ok", "qwen3-32b"]\n'
    )
    month = asked(*ONE_ASK, env=env).out
    assert "\nfrom your own 20 asks of the last 30 days, at the first model that each tier has now\n" in month
    assert "\n  simple     100%  two:ok                500 tokens shown, 1,000 given\n" in month
    assert "\non the tiers       $       0.050   $100.00/M tokens shown\n" in month
    assert "\n  two:ok                      $0.050\n" in month
    assert month.endswith("\nOutput tokens only: no input_price is known of two:ok.\n")


def test_what_is_given_counts_in_all_sums_where_each_tier_that_is_asked_has_a_price_for_it(
    asked: Run, configured: Configured
) -> None:
    priced = (
        f'{TWO}[models."two:ok"]\noutput_price = 100\ninput_price = 1\n[tiers.simple]\nmodels = ["two:ok"]\n'
    )
    told = json.loads(asked(*ONE_ASK, "--json", env=configured(priced)).out)
    assert (told["with_input"], told["tiers_usd"], told["alone_usd"]["two:ok"]) == (True, "0.051", "0.051")
    assert (told["baseline_usd"], told["alone_usd"]["deepseek-r1"], told["saved"]) == (None, None, None)
    month = asked(*ONE_ASK, env=configured(priced)).out
    assert month.endswith(
        "\nInput tokens count too: where a model has no input_price, its sum is not known.\n"
    )
    baseline = f'{priced}[models."kimi-k2.5"]\ninput_price = 0.6\n'
    assert json.loads(asked(*ONE_ASK, "--json", env=configured(baseline)).out)["baseline_usd"] == "0.0021"


def test_a_price_that_is_not_known_leaves_ones_own_month_unknown(asked: Run, configured: Configured) -> None:
    env = configured(f'{TWO}[tiers.simple]\nmodels = ["two:ok"]\n')
    month = asked(*ONE_ASK, env=env).out
    assert "  two:ok                500 tokens shown, 1,000 given, price unknown\n" in month
    assert "\non the tiers       price unknown\n" in month
    assert "   nothing to compare\n" in month
    assert "\n  two:ok               price unknown\n" in month
    told = json.loads(asked(*ONE_ASK, "--json", env=env).out)
    assert (told["tiers_usd"], told["blended_usd_per_million"], told["saved"]) == (None, None, None)
    assert (told["alone_usd"]["two:ok"], told["baseline_usd"]) == (None, "0.0015")


def test_a_tier_that_nobody_asked_needs_no_price(asked: Run, configured: Configured) -> None:
    env = configured(f'{TWO}[tiers.code]\nmodels = ["two:ok"]\n')
    assert json.loads(asked(*ONE_ASK, "--json", env=env).out)["tiers_usd"] == "0.000125"
