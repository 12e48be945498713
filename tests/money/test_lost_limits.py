"""A limit on spending outlasts the ledger that it stands in: nothing is sent until it is set anew, or lifted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scripted import ScriptedGateway


def damage(ledger: Path) -> None:
    ledger.write_bytes(b"no database" * 1000)


@pytest.mark.parametrize("lose", [damage, Path.unlink])
@pytest.mark.parametrize("keep", [(), ("--no-log",)])
def test_nothing_is_sent_while_a_limit_is_lost(
    lose: Callable[[Path], None],
    keep: tuple[str, ...],
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    environment: dict[str, str],
) -> None:
    assert ask("cap", "1/day").code == 0
    (ledger,) = Path(environment["HOME"]).rglob("ledger.db")
    lose(ledger)
    for _ in range(2):
        ran = ask("-0", "hi", *keep, env=keyed)
        assert ran.code == 6
        assert "the limit on spending cannot be kept" in ran.err
    assert gateway.received == []
    ledger.unlink(missing_ok=True)
    checked = ask("doctor", "--offline", env=keyed)
    assert (checked.code, "ask cap off" in checked.out) == (6, True), checked.out
    assert "the limit that was set went with its ledger" in ask("cap").out
    assert ask("cap", "2/day").code == 0
    assert ask("-0", "hi", *keep, env=keyed).code == 0


def test_what_was_lifted_is_not_missed(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    for limit in (("1/day",), ("3/day", "--tier", "code")):
        assert ask("cap", *limit).code == 0
    assert ask("cap", "off", "--tier", "code").out == "lifted 1 limit\n"
    (ledger,) = Path(environment["HOME"]).rglob("ledger.db")
    ledger.unlink()
    assert ask("-0", "hi", env=keyed).code == 6
    assert ask("cap", "off").code == 0
    ledger.unlink()
    assert ask("-0", "hi", env=keyed).code == 0


def test_a_lost_limit_is_not_lifted_with_those_of_one_tier(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    assert ask("cap", "1/day").code == 0
    (ledger,) = Path(environment["HOME"]).rglob("ledger.db")
    ledger.unlink()
    assert ask("cap", "off", "--tier", "code").out == "lifted 0 limits\n"
    assert ask("-0", "hi", env=keyed).code == 6
    assert gateway.received == []


def test_of_a_ledger_with_damaged_pages_every_way_out_is_one(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    assert ask("cap", "1/day").code == 0
    assert ask("-0", "hi", env=keyed).code == 0
    (ledger,) = Path(environment["HOME"]).rglob("ledger.db")
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[:8192] + b"\xa5" * (len(whole) - 8192))
    away = f"mv {ledger} {ledger}.old"
    asked = [ask("-0", "hi", env=keyed), ask("-0", "hi", env=keyed)]
    told = [ask(*words) for words in (["cap", "2/day"], ["cap", "off"], ["cap"], ["bill"], ["log"], ["last"])]
    assert [ran.code for ran in asked + told] == [6, 6, *[2] * 6]
    assert [ran.err for ran in asked + told if away not in ran.err] == []
    ledger.rename(f"{ledger}.old")
    assert "set it anew: ask cap 2/day; or lift it: ask cap off" in ask("-0", "hi", env=keyed).err
    assert ask("cap", "2/day").code == 0
    assert ask("-0", "hi", env=keyed).code == 0
