"""`ask doctor`: each part is ok, warn or fail with the fix, whatever is broken, and no key is ever shown."""

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.catalog import LINEUPS
from tests.conftest import KEY, Configured, Run
from tests.loopback import Lister, listing_models

MODELS = sorted({name for lineup in LINEUPS.values() for name in lineup})


@pytest.fixture
def gateway() -> Iterator[Lister]:
    with listing_models() as lister:
        lister.lists(*({"id": name} for name in MODELS))
        yield lister


@pytest.fixture
def pointed(gateway: Lister) -> dict[str, str]:
    """The variables that point the command at the gateway."""
    return {"ASK_BASE_URL": gateway.base_url, "GLOBAL_API_KEY": KEY}


def found(out: str, area: str) -> list[dict[str, str]]:
    return [one for one in json.loads(out) if one["area"] == area]


def test_where_all_is_well_nothing_fails_and_the_key_is_not_shown(ask: Run, pointed: dict[str, str]) -> None:
    ran = ask("doctor", env=pointed)
    assert ran.code == 0, ran.out
    assert "0 warn, 0 fail" in ran.out
    assert "found in GLOBAL_API_KEY" in ran.out
    assert KEY not in ran.out + ran.err
    assert KEY[-4:] not in ran.out
    assert not ran.err


@pytest.mark.parametrize(
    ("status", "code", "fix"), [(401, 3, "GLOBAL_API_KEY"), (403, 3, "GLOBAL_API_KEY"), (503, 4, "ask swap")]
)
def test_a_gateway_that_refuses_fails_with_the_code_a_question_meets(
    ask: Run, gateway: Lister, pointed: dict[str, str], status: int, code: int, fix: str
) -> None:
    gateway.status = status
    ran = ask("doctor", "--json", env=pointed)
    (one,) = found(ran.out, "gateway")
    assert (ran.code, one["state"]) == (code, "fail")
    assert f"HTTP {status}" in one["said"]
    assert fix in one["fix"]


def test_a_key_command_that_fails_is_the_keys_fault_alone(
    ask: Run, gateway: Lister, configured: Configured
) -> None:
    env = configured(f'[providers.global-apis]\nbase_url = "{gateway.base_url}"\nkey_command = "false"\n')
    ran = ask("doctor", "--json", env=env)
    (key,), (one,) = found(ran.out, "key"), found(ran.out, "gateway")
    assert (ran.code, key["state"], key["fix"]) == (
        2,
        "fail",
        "run it by hand, or change it: ask config edit",
    )
    assert one["state"] == "ok"
    gateway.status = 401
    (one,) = found(ask("doctor", "--json", env=env).out, "gateway")
    assert one["fix"] == "have its key_command print one"


def test_a_gateway_that_lists_nothing_is_a_warning(
    ask: Run, gateway: Lister, pointed: dict[str, str]
) -> None:
    gateway.status = 404
    ran = ask("doctor", "--json", env=pointed)
    assert ran.code == 0
    assert found(ran.out, "gateway")[0]["state"] == "warn"


def test_a_model_that_is_not_there_is_named_with_what_may_be_meant(
    ask: Run, gateway: Lister, pointed: dict[str, str]
) -> None:
    gateway.lists(*({"id": name.replace("v4-flash", "v4-flash-2")} for name in MODELS))
    ran = ask("doctor", "--json", env=pointed)
    (one,) = found(ran.out, "tier simple")
    assert (ran.code, one["state"]) == (2, "fail")
    assert one["fix"].startswith("ask swap simple global-apis:deepseek-v4-flash-2")
    assert found(ran.out, "tier code")[0]["state"] == "ok"


def test_a_clock_that_is_wrong_is_said(ask: Run, gateway: Lister, pointed: dict[str, str]) -> None:
    gateway.ahead = 3600
    (one,) = found(ask("doctor", "--json", env=pointed).out, "clock")
    assert one["state"] == "warn"
    assert "behind" in one["said"]
    for ahead, said in ((-7300, "2 hours ahead of"), (864000, "10 days behind"), (3e8, "10 years behind")):
        gateway.ahead = ahead
        (one,) = found(ask("doctor", "--json", env=pointed).out, "clock")
        assert one["said"].partition(" a gateway")[0] == said


def test_a_dead_address_and_a_missing_key_leave_the_rest_examined(ask: Run) -> None:
    ran = ask("doctor", "--json", env={"ASK_BASE_URL": "http://127.0.0.1:9/v1", "GLOBAL_API_KEY": "x" * 20})
    assert ran.code == 4
    assert found(ran.out, "gateway")[0]["state"] == "fail"
    assert found(ran.out, "record")
    assert found(ran.out, "terminal")
    ran = ask("doctor", "--offline", "--json")
    assert ran.code == 3
    assert "ask key set" in found(ran.out, "key")[0]["fix"]
    assert not found(ran.out, "gateway")


def test_a_folders_variable_that_is_ignored_is_told_apart_from_the_project(ask: Run) -> None:
    out = ask("doctor", "--offline", "--json", env={"XDG_STATE_HOME": "here"}).out
    (one,) = found(out, "paths")
    assert (one["said"].partition(":")[0], one["fix"]) == (
        "XDG_STATE_HOME",
        "make it an absolute path, or unset it",
    )
    assert found(out, "project") == []


@pytest.mark.parametrize(("excepted", "named"), [("", True), ("gateway.invalid", False), ("*", False)])
def test_a_proxy_is_named_where_requests_go_through_it(ask: Run, excepted: str, named: bool) -> None:
    address = {"ASK_BASE_URL": "https://gateway.invalid/v1", "GLOBAL_API_KEY": KEY}
    proxy = {"HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": excepted}
    (one,) = found(ask("doctor", "--json", env=address | proxy).out, "gateway")
    assert ("HTTPS_PROXY" in one["fix"]) is named


def test_with_a_broken_configuration_the_rest_is_still_examined(
    ask: Run, pointed: dict[str, str], environment: dict[str, str]
) -> None:
    config = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("[tiers\n", "utf-8")
    ran = ask("doctor", "--json", env=pointed)
    (one,) = found(ran.out, "configuration")
    assert (ran.code, one["state"]) == (2, "fail")
    assert "ask config edit" in one["fix"]
    assert found(ran.out, "key")[0]["state"] == "ok"
    (one,) = found(ran.out, "gateway")
    assert (one["state"], pointed["ASK_BASE_URL"] in one["said"]) == ("ok", True)


def test_where_the_address_is_wrong_no_other_is_asked(ask: Run, pointed: dict[str, str]) -> None:
    ran = ask("doctor", "--json", env=pointed | {"ASK_BASE_URL": "http://10.0.0.1/v1"})
    assert found(ran.out, "configuration")[0]["said"].startswith("ASK_BASE_URL")
    assert found(ran.out, "gateway") == []


def test_a_damaged_record_fails_with_the_way_to_put_it_away(
    ask: Run, pointed: dict[str, str], environment: dict[str, str]
) -> None:
    ledger = Path(environment["XDG_DATA_HOME"]) / "ask" / "ledger.db"
    assert ask("--demo", "--no-stream", "-q", "hello").code == 0
    with sqlite3.connect(ledger) as log:
        log.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert found(ask("doctor", "--offline", "--json", env=pointed).out, "record")[0]["state"] == "ok"
    ledger.write_bytes(b"no database at all" * 1000)
    ran = ask("doctor", "--offline", "--json", env=pointed)
    (one,) = found(ran.out, "record")
    assert (ran.code, one["state"]) == (2, "fail")
    assert f"mv {ledger}" in one["fix"]


def test_a_tier_that_a_limit_bars_for_want_of_a_price_is_a_warning(
    ask: Run, pointed: dict[str, str], configured: Configured
) -> None:
    env = pointed | configured('[tiers.simple]\nmodels = ["ollama:qwen", "deepseek-v4-flash"]\n')
    assert found(ask("doctor", "--offline", "--json", env=env).out, "tier simple") == []
    assert ask("cap", "2/day").code == 0
    (told,) = found(ask("doctor", "--offline", "--json", env=env).out, "tier simple")
    assert told["state"] == "warn"
    assert "the price of ollama:qwen is not known" in told["said"]
    assert '[models."ollama:qwen"] output_price' in told["fix"]


CLOCK = """
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t which, struct timespec *moment) {
    int failed = syscall(SYS_clock_gettime, which, moment);
    if (which == CLOCK_REALTIME) moment->tv_sec += 260000000000;
    return failed;
}
"""


def test_a_clock_that_is_beyond_all_dates_is_said_to_be(ask: Run, tmp_path: Path) -> None:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler")
    (tmp_path / "clock.c").write_text(CLOCK)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", "clock.so", "clock.c"], cwd=tmp_path, check=True)
    for arguments in (("--demo", "hi"), ("bill",), ("doctor",)):
        ran = ask(*arguments, env={"LD_PRELOAD": str(tmp_path / "clock.so")})
        assert (ran.code, "this machine's clock is centuries ahead" in ran.err, "bug" in ran.err) == (
            2,
            True,
            False,
        )
