"""What the same tokens would have cost on the baseline, at the price that holds for whoever asks."""

import json

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
    assert "$1.20" in receipt and receipt.endswith("kimi-k2.5 $1.20")
    total = json.loads(ask("bill", "--json", env=environment).out)["total"]
    assert (total["spent_usd"], total["baseline_usd"], total["saved"]) == ("1.2", "1.2", "0.0000")
    month = json.loads(ask("bill", "--project", "--json", env=environment).out)
    assert (month["baseline_usd"], month["alone_usd"]["kimi-k2.5"]) == ("1056.00", "1056.00")


def test_a_price_at_the_default_provider_alone_holds_before_one_for_all(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
):
    gateway.answers(answer(0, 100_000))
    environment = keyed | configured(f'{OWN}[models."global-apis:kimi-k2.5"]\noutput_price = 5\n')
    assert ask("hi", "-m", "kimi-k2.5", env=environment).err.rstrip().endswith("kimi-k2.5 $0.50")
