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
    assert "\n  simple     100%  two:ok                500 tokens shown\n" in month
    assert "\non the tiers       $       0.050   $100.00/M tokens shown\n" in month
    assert "\n  two:ok                      $0.050\n" in month
    assert "the report" not in month


def test_a_price_that_is_not_known_leaves_ones_own_month_unknown(asked: Run, configured: Configured) -> None:
    env = configured(f'{TWO}[tiers.simple]\nmodels = ["two:ok"]\n')
    month = asked(*ONE_ASK, env=env).out
    assert "  two:ok                500 tokens shown, price unknown\n" in month
    assert "\non the tiers       price unknown\n" in month
    assert "   nothing to compare\n" in month
    assert "\n  two:ok               price unknown\n" in month
    told = json.loads(asked(*ONE_ASK, "--json", env=env).out)
    assert (told["tiers_usd"], told["blended_usd_per_million"], told["saved"]) == (None, None, None)
    assert (told["alone_usd"]["two:ok"], told["baseline_usd"]) == (None, "0.0015")


def test_a_tier_that_nobody_asked_needs_no_price(asked: Run, configured: Configured) -> None:
    env = configured(f'{TWO}[tiers.code]\nmodels = ["two:ok"]\n')
    assert json.loads(asked(*ONE_ASK, "--json", env=env).out)["tiers_usd"] == "0.000125"
