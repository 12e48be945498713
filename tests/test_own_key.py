"""The provider's key, where it stands in what is sent, and in answers."""

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.guard.forge import LETTERS, Forge
from tests.scripted import Scripted, ScriptedGateway, stream

REAL = "gw-" + Forge(5).some(LETTERS, 30) + "7Xy4"
KEPT = "«secret:GLOBAL_API_KEY_1»"
CODE = 'import os\n\n\ndef f(a, b):\n    return a + b\n\n\nlocal = Client(api_key="{}")\n'
FIXED = "# fixed\n" + CODE
SAID = "the answer repeats the key of its provider"


def _answer(key: str) -> Scripted:
    return Scripted(stream(*f"```python\n{FIXED.format(key)}```\n"))


@pytest.mark.parametrize(
    ("key", "guard", "sent"),
    [
        (REAL, "redact", "«secret:API_KEY_1»"),
        (REAL, "off", REAL),
        ("my-local-gateway-key", "redact", KEPT),
        ("my-local-gateway-key", "off", "my-local-gateway-key"),
        ("sk-no-key-required", "redact", KEPT),
        ("changemechangeme", "redact", "changemechangeme"),
        ("abcdefghijklmnopqrstuvwxyz", "off", "abcdefghijklmnopqrstuvwxyz"),
    ],
)
def test_a_key_that_a_file_holds_is_in_it_afterwards(
    key: str, guard: str, sent: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file, env = tmp_path / "c.py", {**keyed, "GLOBAL_API_KEY": key}
    file.write_text(CODE.format(key))
    gateway.answers(_answer(sent))
    ran = ask("--guard", guard, "--apply", str(file), "--yes", "mend it", env=env)
    assert (ran.code, file.read_text()) == (0, FIXED.format(key))
    assert CODE.format(sent) in gateway.received[0].question
    assert SAID not in ran.err
    file.write_text(CODE.format(key))
    assert ask("last", "-x", env=env).out == FIXED.format(key)
    assert ask("--guard", guard, "-x", "mend it", str(file), env=env).out == FIXED.format(key)


@pytest.mark.parametrize("key", ["sk-no-key-required", "not-needed-for-local", "changemechangeme"])
def test_words_that_a_local_server_takes_for_a_key_may_stand_in_an_answer(
    key: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(_answer(key))
    ran = ask("-x", "how do I call it", env={**keyed, "GLOBAL_API_KEY": key})
    assert (ran.code, ran.out) == (0, FIXED.format(key))


def test_no_code_with_a_masked_key_is_written_as_if_it_were_whole(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file, env = tmp_path / "c.py", {**keyed, "GLOBAL_API_KEY": REAL}
    file.write_text(CODE.format("mine"))
    gateway.answers(_answer(REAL))
    for arguments in (
        ("--apply", str(file), "--yes", "mend it"),
        ("-x", "mend it"),
        ("apply", str(file), "--yes"),
    ):
        ran = ask(*arguments, env=env)
        assert (ran.code, "placeholders of secrets" in ran.err) == (5, True)
        assert REAL[3:12] not in ran.out + ran.err
    assert file.read_text() == CODE.format("mine")
    for arguments in (("mend it",), ("last",), ("last", "-x")):
        ran = ask(*arguments, env=env)
        assert "«secret:API_KEY_0»" in ran.out
        assert ran.err.count(SAID) == 1
        assert REAL[3:12] not in ran.out + ran.err


def test_an_error_holds_no_key_even_where_it_is_of_words(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    key = "my-local-gateway-key"
    gateway.answers(Scripted([f'{{"error": {{"message": "bad {key}"}}}}'.encode()], 401))
    for guard in ("redact", "off"):
        ran = ask("--guard", guard, "why", key, env={**keyed, "GLOBAL_API_KEY": key})
        assert (ran.code, key in ran.out + ran.err) == (3, False)
