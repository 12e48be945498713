"""`ask models --check`: what providers say they have is held against the configuration, prices too."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.catalog import Provider
from assistant.gateway.exchange import Connector
from assistant.gateway.listing import listing
from assistant.secret import Secret
from tests.conftest import KEY, Configured, Run
from tests.loopback import Lister, listing_models


@pytest.fixture(scope="module")
def served() -> Iterator[Lister]:
    with listing_models() as made:
        yield made


@pytest.fixture
def lister(served: Lister) -> Lister:
    served.status, served.body = 200, b""
    served.keys.clear()
    return served


def found(out: str) -> dict[str, str]:
    return {line.split()[0]: line.split(maxsplit=2)[2] for line in out.splitlines() if len(line.split()) > 2}


def entry(name: str, completion: str | None = None, prompt: str = "0") -> dict[str, object]:
    pricing = {"pricing": {"completion": completion, "prompt": prompt}} if completion else {}
    return {"id": name, "object": "model", **pricing}


def test_ids_that_exist_that_do_not_and_prices_that_differ(
    ask: Run, lister: Lister, environment: dict[str, str]
) -> None:
    lister.lists(
        entry("deepseek-v4-flash", "0.00000025"), entry("deepseek-coder-v3"), entry("qwen3-coder-30b", "0.0000005", "0.0000001"),
        entry("deepseek-r1"), entry("kimi-k2.5"), entry("glm-5"), entry("deepseek-v4-pro"), entry("qwen3-32b"),
        entry("hunyuan-turbo"), entry("ga-standard"),
    )  # fmt: skip
    key = {"ASK_BASE_URL": lister.base_url, "GLOBAL_API_KEY": KEY}
    ran = ask("models", "--check", env=key)
    said = found(ran.out)
    assert ran.code == 2
    assert lister.keys == [f"Bearer {KEY}"]
    assert said["deepseek-coder"] == "not there; it has deepseek-coder-v3"
    assert said["deepseek-r1"] == "ok"
    assert (
        said["qwen3-coder-30b"]
        == "ok, but published at $0.50/M out (here: $0.35) and $0.10/M in (here: unknown)"
    )
    config = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    assert not config.exists()
    assert ask("models", "--check", "--write", env=key).code == 2
    assert "qwen3-coder-30b" in config.read_text()
    assert "output_price = 0.5\n" in config.read_text()
    again = {one["model"]: one for one in json.loads(ask("models", "--check", "--json", env=key).out)}
    assert again["qwen3-coder-30b"]["changes"] == {}
    assert again["deepseek-coder"]["there"] is False


@pytest.mark.parametrize(
    ("status", "body", "why", "code"),
    [
        (401, b'{"error": "no"}', "the key was refused (HTTP 401)", 3),
        (404, b"", "it does not list its models (HTTP 404)", 4),
        (200, b"<html>", "it lists no models", 4),
        (200, b'{"data": []}', "it lists no models", 4),
        (200, b'{"data": {"id": 1}}', "it lists no models", 4),
    ],
)
def test_a_provider_that_does_not_tell_is_no_verdict_on_its_models(
    ask: Run, lister: Lister, status: int, body: bytes, why: str, code: int
) -> None:
    lister.status, lister.body = status, body
    ran = ask("models", "--check", env={"ASK_BASE_URL": lister.base_url, "GLOBAL_API_KEY": KEY})
    assert ran.code == code
    assert set(found(ran.out).values()) == {f"cannot tell: {why}"}
    assert KEY not in ran.out + ran.err


def test_an_id_that_is_whole_is_looked_for_as_it_is_asked_for(
    ask: Run, lister: Lister, environment: dict[str, str]
) -> None:
    lister.lists(entry("accounts/fireworks/models/short"), entry("accounts/mine/models/whole"))
    config = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    config.parent.mkdir(parents=True)
    box = f'default_provider = "box"\n[providers.box]\npreset = "fireworks"\nbase_url = "{lister.base_url}"\n'
    models = 'models = ["box:short", "box:accounts/mine/models/whole"]\n'
    tiers = "".join(f"[tiers.{tier}]\n{models}" for tier in ("simple", "code", "reasoning"))
    config.write_text(box + tiers)
    ran = ask("models", "--check", env={"FIREWORKS_API_KEY": KEY})
    assert ran.code == 0, ran.err
    assert found(ran.out) == {"box:short": "ok", "box:accounts/mine/models/whole": "ok"}


def test_a_price_with_a_fee_for_each_request_is_none(
    ask: Run, lister: Lister, configured: Configured
) -> None:
    fees = {
        "free": {"request": "0", "internal_reasoning": "0"},
        "search": {"request": "0.01"},
        "odd": {"request": None},
        "thinker": {"internal_reasoning": "0.00001"},
        "even": {"internal_reasoning": "0.000001"},
    }
    lister.lists(
        *(
            {"id": name, "pricing": {"prompt": "0", "completion": "0.000001", **fee}}
            for name, fee in fees.items()
        )
    )
    specs = [f"box:{name}" for name in fees]
    tiers = "".join(
        f"[tiers.{tier}]\nmodels = {json.dumps(specs)}\n" for tier in ("simple", "code", "reasoning")
    )
    mine = configured(
        f'default_provider = "box"\n[providers.box]\nbase_url = "{lister.base_url}"\nneeds_key = false\n{tiers}'
    )
    told = {one["model"]: one for one in json.loads(ask("models", "--check", "--json", env=mine).out)}
    assert [spec for spec in specs if told[spec]["published_output_price"] != "1"] == [
        "box:search",
        "box:thinker",
    ]
    assert [spec for spec in specs if told[spec]["dearer"]] == ["box:search", "box:thinker"]
    written = ask("models", "--check", "--write", env=mine)
    said = found(written.out)
    assert (
        said["box:search"]
        == "ok, but each request costs $0.010 beside its tokens: its price is not taken over"
    )
    assert said["box:thinker"] == "ok, but thinking costs $10.00/M: its price is not taken over"
    assert written.err == f"3 models: the published prices are in {mine['ASK_CONFIG']} now\n"


def test_a_model_of_the_default_provider_is_there_once_and_its_price_is_written_where_it_counts(
    ask: Run, lister: Lister, configured: Configured
) -> None:
    lister.lists(entry("ok", "0.000003"))
    tiers = "".join(f'[tiers.{tier}]\nmodels = ["box:ok"]\n' for tier in ("simple", "code", "reasoning"))
    mine = configured(
        f'default_provider = "box"\n[providers.box]\nbase_url = "{lister.base_url}"\nneeds_key = false\n{tiers}'
        '[models."box:ok"]\noutput_price = 2\n[models.ok]\noutput_price = 50\n'
    )
    for _ in range(2):
        assert [row.split()[0] for row in ask("models", env=mine).out.splitlines() if "simple" in row] == [
            "box:ok"
        ]
        assert not [row for row in ask("models", env=mine).out.splitlines() if row.startswith("ok ")]
        assert list(found(ask("models", "--check", "--write", env=mine).out)) == ["box:ok"]
    assert found(ask("models", "--check", env=mine).out)["box:ok"] == "ok, at the price that is published"


def test_a_gateway_that_no_tier_asks_is_left_alone(ask: Run, lister: Lister, configured: Configured) -> None:
    lister.lists(entry("free"))
    tiers = "".join(f'[tiers.{tier}]\nmodels = ["or:free"]\n' for tier in ("simple", "code", "reasoning"))
    config = f'[providers.or]\nbase_url = "{lister.base_url}"\n{tiers}'
    unasked = '[providers.global-apis]\nbase_url = "http://127.0.0.1:9/v1"\n'
    ran = ask("models", "--check", env=configured(config + unasked))
    assert (ran.code, found(ran.out)) == (0, {"or:free": "ok"})
    described = f'{config}{unasked}[models."glm-5"]\noutput_price = 1\n'
    assert set(found(ask("models", "--check", env=configured(described)).out)) == {"or:free", "glm-5"}


def test_nobody_there_is_said_in_words(ask: Run) -> None:
    ran = ask("models", "--check", env={"ASK_BASE_URL": "http://127.0.0.1:9/v1", "GLOBAL_API_KEY": KEY})
    assert ran.code == 4
    assert "cannot tell: the connection was refused" in ran.out


def test_a_tag_called_latest_need_not_be_said(ask: Run, lister: Lister, environment: dict[str, str]) -> None:
    lister.lists(entry("qwen2.5-coder:latest"), entry("\x1b]0;x\x07evil"))
    config = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    config.parent.mkdir(parents=True)
    models = 'models = ["qwen2.5-coder", "mine:evil"]\n'
    config.write_text(
        'default_provider = "mine"\n'
        f'[providers.mine]\nbase_url = "{lister.base_url}"\n[models."qwen2.5-coder"]\noutput_price = 0\n'
        + "".join(f"[tiers.{tier}]\n{models}" for tier in ("simple", "code", "reasoning"))
    )
    ran = ask("models", "--check")
    assert found(ran.out)["qwen2.5-coder"] == "ok"
    assert "\x1b" not in ran.out


@given(st.binary(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("data", "id", "pricing", "prompt", "completion", "output")), inner),
    max_leaves=12,
).map(lambda plain: json.dumps(plain).encode()))  # fmt: skip
@settings(max_examples=40)
def test_whatever_a_gateway_lists_is_prices_or_a_fault(served: Lister, body: bytes) -> None:
    served.status, served.body = 200, body
    given_ = listing(Connector({}), Provider("x", served.base_url), Secret("", ""), timeout=5)
    assert given_.fault or given_.prices
    for price in given_.prices.values():
        assert all(side is None or side >= 0 for side in (price.output, price.input))


def test_a_price_below_a_cent_a_million_is_shown_as_it_is_set(
    ask: Run, lister: Lister, configured: Configured
) -> None:
    lister.lists(entry("deepseek-v4-flash", "0.0000000041"))
    prices = "output_price = 0.004\ninput_price = 0.0004\n"
    config = f'[models."deepseek-v4-flash"]\n{prices}[models."glm-5"]\noutput_price = 0\n[models."kimi-k2.5"]\noutput_price = 0.075\n'
    env = configured(config) | {"ASK_BASE_URL": lister.base_url, "GLOBAL_API_KEY": KEY}
    assert "deepseek-v4-flash   $0.0040/M out" in ask("route", "hello", env=env).out
    shown = {line.split()[0]: line.split()[2:4] for line in ask("models", env=env).out.splitlines()}
    assert shown["deepseek-v4-flash"] == ["0.0040", "0.00040"]
    assert (shown["glm-5"], shown["kimi-k2.5"]) == (["0", "unknown"], ["0.075", "unknown"])
    said = found(ask("models", "--check", env=env).out)["deepseek-v4-flash"]
    assert said == "ok, but published at $0.0041/M out (here: $0.0040) and $0/M in (here: $0.00040)"
