"""What the same tokens would have cost on the baseline, at the price that holds for whoever asks."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from assistant.store.bill import cells_of
from assistant.store.database import opened
from assistant.store.schema import MIGRATIONS
from tests.conftest import Configured, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage

OWN = '[models."kimi-k2.5"]\noutput_price = 6\ninput_price = 0.6\n'


def answer(given: int, written: int, **more: object) -> Scripted:
    return Scripted(events(delta("Hello."), finish(), usage(given, written, **more)))


def test_a_configured_price_of_the_baseline_holds_on_receipt_bill_and_projection(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
):
    gateway.answers(answer(1_000_000, 100_000))
    environment = keyed | configured(OWN)
    receipt = ask("hi", "-m", "kimi-k2.5", env=environment).err.splitlines()[-1]
    assert receipt.count("$1.20") == 2
    total = json.loads(ask("bill", "--json", env=environment).out)["total"]
    assert (total["spent_usd"], total["baseline_usd"], total["saved"]) == ("1.2", "1.2", "0.0000")
    month = json.loads(ask("bill", "--project", "--json", env=environment).out)
    assert (month["baseline_usd"], month["alone_usd"]["kimi-k2.5"]) == ("1056.00", "1056.00")


def test_a_price_at_the_default_provider_alone_holds_before_one_for_all(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
):
    gateway.answers(answer(0, 8_000))
    environment = keyed | configured(f'{OWN}[models."global-apis:kimi-k2.5"]\noutput_price = 5\n')
    assert ask("hi", "-m", "kimi-k2.5", env=environment).err.rstrip().endswith("kimi-k2.5 $0.040")


R1 = '[models."deepseek-r1"]\noutput_price = 2.5\ninput_price = 0.55\n'


def test_a_cost_with_input_in_it_is_not_held_against_output_alone(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
):
    gateway.answers(answer(20_000, 500))
    environment = keyed | configured(R1)
    assert ask("-2", "hi", env=environment).err.rstrip().endswith("kimi-k2.5 ~$0.0015 + input")
    bill = ask("bill", env=environment).out
    assert "spent $0.012 · kimi-k2.5 for the same tokens price unknown · nothing to compare\n" in bill
    assert 'not compared: 1 ask whose input was paid for\n[models."kimi-k2.5"] has no input_price\n' in bill
    total = json.loads(ask("bill", "--json", env=environment).out)["total"]
    assert (total["baseline_usd"], total["saved"], total["not_compared"]) == (None, None, 1)
    swapped = ask("swap", "reasoning", "glm-5", "--dry-run", env=environment).out
    assert "1 ask, $0.012 -> price unknown" in swapped

    assert ask("-1", "hi", env=environment).err.rstrip().endswith("kimi-k2.5 ~$0.0015")
    bill = ask("bill", env=environment).out
    assert "spent ~$0.012, $0.00018 of it compared · kimi-k2.5 for the same tokens ~$0.0015" in " ".join(
        bill.split("\n")
    )
    assert "saved 88.3%" in bill


def test_output_alone_is_held_against_output_alone(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
):
    gateway.answers(answer(1_000_000, 1_000_000))
    environment = keyed | configured(OWN)
    assert ask("-1", "hi", env=environment).err.rstrip().endswith("kimi-k2.5 ~$6.00")
    assert (
        "spent ~$0.35 · kimi-k2.5 for the same tokens ~$6.00 · saved 94.2%"
        in ask("bill", env=environment).out
    )


def test_a_cost_that_the_provider_told_has_the_input_in_it(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
):
    gateway.answers(answer(1_000_000, 500, cost=0.02))
    assert ask("-1", "hi", env=keyed).err.rstrip().endswith("kimi-k2.5 ~$0.0015 + input")
    assert "nothing to compare" in ask("bill", env=keyed).out
    assert "kimi-k2.5 for the same tokens $0.60 · saved 96.7%" in ask("bill", env=keyed | configured(OWN)).out


def test_rows_of_before_tell_whether_input_is_in_their_cost(tmp_path: Path):
    path = tmp_path / "a" / "ledger.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        for script in MIGRATIONS[:2]:
            old.executescript(script)
        row = (
            "INSERT INTO turns (conversation, asked_at, day, tier, confidence, provider, model, max_tokens, ending,"
            " input_tokens, output_tokens, cost_picodollars, cost_estimated, price_input)"
            " VALUES (1, '', '2026-11-24', 0, 1, 'p', 'm', 1, 'whole', 10, 10, 700, ?, ?)"
        )
        old.executemany(row, ((1, None), (1, "0.5"), (0, None)))
        old.execute("PRAGMA user_version = 2")
        old.commit()
    with closing(opened(path)) as connection:
        (cell,) = cells_of(connection, "2026-11-24", "2026-11-24")
    sums = cell.sums
    assert (sums.bare.asks, sums.whole.asks, sums.without_price > 0) == (1, 2, True)
