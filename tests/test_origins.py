"""A key stays at the origin it was set for, however another one is written."""

import itertools
import json
from pathlib import Path

import pytest

from assistant.store.origin import origin_of
from tests.conftest import KEY, Configured, Ran, Run
from tests.scripted import Scripted, ScriptedGateway

ALIKE = (
    "https://host.example/v1",
    "http://host.example/v1",
    "https://host.example:8443/v1",
    "https://host.example:80/v1",
    "http://host.example:443/v1",
    "https://host.example./v1",
    "https://www.host.example/v1",
    "https://host.example.evil.example/v1",
    "https://hóst.example/v1",
    "https://ｈost.example/v1",
    "https://host。example/v1",
    "https://[2001:db8::1]:8443/v1",
    "https://[2001:db8::1:8443]/v1",
    "https://[2001:db8::1]/v1",
    "https://[::ffff:192.0.2.1]/v1",
    "https://192.0.2.1/v1",
)


def test_no_two_addresses_share_a_key_that_may_lead_to_different_machines() -> None:
    for one, other in itertools.combinations(ALIKE, 2):
        assert origin_of(one) != origin_of(other)


@pytest.mark.parametrize(
    "address",
    [
        "https://HOST.example/v2",
        "HTTPS://host.example",
        "https://host.example/",
        "https://host.example:443/v1",
        "https://host.example:/v1",
    ],
)
def test_the_same_origin_has_one_key(address: str) -> None:
    assert origin_of(address) == origin_of("https://host.example/v1")


@pytest.mark.parametrize("address", [address for address in ALIKE[2:] if address.startswith("https:")])
def test_a_key_in_the_file_goes_to_no_other_address(
    address: str, ask: Run, environment: dict[str, str]
) -> None:
    file = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "keys.json"
    file.parent.mkdir(mode=0o700, parents=True)
    file.write_text(json.dumps({"https://host.example": KEY}))
    file.chmod(0o600)
    (file.parent / "config.toml").write_text(
        f'[providers.global-apis]\nbase_url = "{address}"\n', encoding="utf-8"
    )
    ran = ask("key", "status")
    assert ran.code == 3
    assert "there is no key" in ran.err


@pytest.mark.parametrize("table", ['[providers.mine]\npreset = "openai"', "[providers.openai]"])
def test_a_presets_variable_goes_to_another_address_only_where_it_is_named_beside_it(
    table: str, ask: Run, configured: Configured
) -> None:
    provider = table.partition("]")[0].removeprefix("[providers.")
    env = {"OPENAI_API_KEY": KEY}

    def status(*lines: str) -> Ran:
        return ask("key", "status", "--provider", provider, env=env | configured("\n".join((table, *lines))))

    elsewhere = 'base_url = "https://elsewhere.invalid/v1"'
    ran = status(elsewhere)
    assert (ran.code, "write key_env beside its base_url" in ran.err) == (3, True)
    assert "no key, and none is needed" in status('base_url = "https://127.0.0.1:1/v1"').out
    assert "from OPENAI_API_KEY" in status(elsewhere, 'key_env = "OPENAI_API_KEY"').out
    assert "from OPENAI_API_KEY" in status('base_url = "https://api.openai.com:443/v2"').out


# What a gateway at {here} may answer to lead the key to {there}; {port} is that of the other one.
ELSEWHERE = (
    "{there}/v1/chat/completions",
    "//127.0.0.1:{port}/v1/chat/completions",
    "http://localhost:{port}/",
    "http://[::1]:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://127.1:{port}/",
    "http://0x7f000001:{port}/",
    "http://{here}@127.0.0.1:{port}/",
    "http://x:y@{here}/v1/chat/completions",
    "http://{here}\\@127.0.0.1:{port}/",
    "http://{here}.evil.example/",
    "https://{here}/v1/chat/completions",
    "HTTP:\\\\127.0.0.1:{port}/",
    "/\t/127.0.0.1:{port}/",
    "\\\\127.0.0.1:{port}\\",
    "ftp://{here}/",
    "file:///etc/passwd",
    "http://[::1",
    "",
)


@pytest.mark.parametrize("location", ELSEWHERE)
def test_no_redirect_takes_the_key_elsewhere(
    location: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    with ScriptedGateway() as other:
        here, there = gateway.base_url.removesuffix("/v1"), other.base_url.removesuffix("/v1")
        led = location.format(here=here.removeprefix("http://"), there=there, port=there.rpartition(":")[2])
        gateway.answers(Scripted([b""], 307, {"Location": led}))
        ran = ask("-0", "hello", env=keyed | {"ASK_MAX_REQUESTS": "1"})
        assert other.received == []
        assert ran.code == 4
        assert KEY not in ran.err
        assert "a bug" not in ran.err


@pytest.mark.parametrize("part", [slice(None), slice(3, 16)])
def test_a_host_that_a_redirect_names_shows_nothing_of_the_key(
    part: slice, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(Scripted([b""], 302, {"Location": f"https://{KEY[part]}.evil.example/"}))
    ran = ask("-0", "hello", env=keyed | {"ASK_MAX_REQUESTS": "1"})
    assert "it leads to …" in ran.err
    assert ".evil.example" in ran.err
    assert KEY[part] not in ran.err
    assert all(KEY[part].encode() not in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
