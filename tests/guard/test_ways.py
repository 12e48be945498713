"""Every way into a question keeps its secrets here, and every way out of an answer has them back: the real command."""

import json
import os
import string
import subprocess
from pathlib import Path
from random import Random

import pytest

from assistant.guard.finding import fingerprint
from tests.conftest import KEY, Run
from tests.scripted import Scripted, ScriptedGateway, delta, finish

_LETTERS = string.ascii_letters + string.digits
_PLACEHOLDER = "«secret:GITHUB_TOKEN_1»"


@pytest.fixture
def token() -> str:
    return _token(1)


def _token(seed: int) -> str:
    return "ghp_" + "".join(Random(seed).choices(_LETTERS, k=36))


def _code(text: str) -> Scripted:
    """An answer with a block of code whose every character and every byte comes alone."""
    payloads = [*map(delta, f"Here «it» is:\n\n```py\n{text}\n```\n"), finish()]
    lines = [f"data: {json.dumps(payload, ensure_ascii=False)}\n\n" for payload in payloads]
    return Scripted([bytes([byte]) for byte in "".join([*lines, "data: [DONE]\n\n"]).encode()])


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def test_words_stdin_files_a_difference_and_the_instruction_are_sent_without_their_secrets(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    words, piped, attached, changed, told = map(_token, range(2, 7))
    _git(tmp_path, "init", "-q")
    (tmp_path / "b.py").write_text("b = 1\n")
    _git(tmp_path, "add", "b.py")
    (tmp_path / "b.py").write_text(f"b = '{changed}'\n")
    (tmp_path / "a.py").write_text(f"x = 1\na = '{attached}'\n")
    ran = ask("--diff", "--system", f"you know {told}", "-f", "a.py", f"why {words}", stdin=f"c = '{piped}'\n", env=keyed)  # fmt: skip
    assert ran.code == 0
    sent = json.dumps(gateway.received[0].body)
    for secret in (words, piped, attached, changed, told):
        assert secret not in sent
        assert secret not in ran.err
    assert json.loads(sent)["messages"][-1]["content"].count("«secret:GITHUB_TOKEN_") == 4
    assert "5 secrets kept here: GitHub token, GitHub token, GitHub token (line " in ran.err


def test_what_is_piped_in_colour_is_sent_without_its_secrets(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], token: str
) -> None:
    assert ask("why", stdin=f"\033[32mtoken: \033[33m{token}\033[0m\n", env=keyed).code == 0
    assert f"\033[33m{_PLACEHOLDER}\033[0m" in gateway.received[0].body["messages"][-1]["content"]


def test_of_many_secrets_the_first_are_named(ask: Run, keyed: dict[str, str]) -> None:
    ran = ask("why", stdin="".join(f"c = '{_token(number)}'\n" for number in range(2, 42)), env=keyed)
    named = ", ".join(f"GitHub token (line {line})" for line in range(1, 13))
    assert f"40 secrets kept here: {named} and 28 more\n" in ran.err


def test_a_templates_text_and_arguments_are_sent_without_their_secrets(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path, token: str
) -> None:
    folder = tmp_path / "home" / ".config" / "ask" / "templates"
    folder.mkdir(parents=True)
    own = _token(2)
    (folder / "mine.toml").write_text(
        f'prompt = "Use {own} for {{{{place}}}}: {{{{input}}}}"\n[arguments]\nplace = "x"\n'
    )
    assert ask("-t", "mine", f"place={token}", stdin="x = 1\n", env=keyed).code == 0
    sent = json.dumps(gateway.received[0].body, ensure_ascii=False)
    assert own not in sent
    assert token not in sent
    assert "Use «secret:GITHUB_TOKEN_1» for «secret:GITHUB_TOKEN_2»" in sent


@pytest.mark.parametrize("way", [(), ("-x",), ("--json",), ("--stream-json",), ("--no-stream", "--json")])
def test_an_answer_in_single_bytes_has_its_secrets_back(
    way: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], token: str
) -> None:
    answer = f"Here «it» is:\n\n```py\nt = '{token}'\n```\n"
    if "--no-stream" in way:
        message = {"role": "assistant", "content": answer.replace(token, _PLACEHOLDER)}
        body = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
        gateway.answers(Scripted([json.dumps(body).encode()], headers={"Content-Type": "application/json"}))
    else:
        gateway.answers(_code(f"t = '{_PLACEHOLDER}'"))
    ran = ask("fix", *way, stdin=f"t = '{token}'\n", env=keyed)
    assert token not in json.dumps(gateway.received[0].body)
    if "--stream-json" in way:
        told = [json.loads(line) for line in ran.out.splitlines()]
        assert "".join(one["text"] for one in told if one["event"] == "delta") == answer
        assert told[-1]["answer"] == answer
    elif "--json" in way:
        assert json.loads(ran.out)["answer"] == answer
    else:
        assert ran.out == (f"t = '{token}'\n" if way else answer)
    assert "secret:" not in ran.out


def test_code_that_is_applied_and_copied_has_its_secrets_back(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path, token: str
) -> None:
    copier = tmp_path / "bin" / "wl-copy"
    copier.parent.mkdir()
    copier.write_text(f'#!/bin/sh\ncat > "{tmp_path}/clipboard"\n')
    copier.chmod(0o755)
    desktop = {"PATH": f"{copier.parent}:{os.environ['PATH']}", "WAYLAND_DISPLAY": "wayland-0"}
    file = tmp_path / "a.py"
    file.write_text(f"t = '{token}'\n")
    gateway.answers(_code(f"t = '{_PLACEHOLDER}'\nu = 2"))
    assert ask("fix", "--apply", str(file), "--yes", env=keyed).code == 0
    assert file.read_text() == f"t = '{token}'\nu = 2\n"
    assert ask("-x", "--copy", "fix", "-f", str(file), env=keyed | desktop).code == 0
    assert (tmp_path / "clipboard").read_text().startswith(f"t = '{token}'\n")
    assert all(token not in json.dumps(request.body) for request in gateway.received)


def test_the_record_and_what_is_exported_of_it_hold_placeholders(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], token: str
) -> None:
    gateway.answers(_code(f"t = '{_PLACEHOLDER}'"))
    assert token in ask("why", token, env=keyed).out
    for shown in (("last",), ("log", "show", "1"), ("log", "export"), ("log", "search", "GITHUB")):
        ran = ask(*shown, env=keyed)
        assert ran.code == 0, ran.err
        assert token not in ran.out + ran.err
        assert "secret:GITHUB_TOKEN_1" in ran.out


def test_an_earlier_placeholder_is_sent_again_and_given_to_nothing_else(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], token: str
) -> None:
    assert ask("why", token, env=keyed).code == 0
    assert ask("-c", "and", other := _token(2), env=keyed).code == 0
    contents = [message["content"] for message in gateway.received[1].body["messages"]]
    assert contents[-3] == "why «secret:GITHUB_TOKEN_1»"
    assert contents[-1] == "and «secret:GITHUB_TOKEN_2»"
    assert other not in str(contents)


def test_a_rule_or_a_value_of_the_allow_list_is_sent_and_the_rest_is_not(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path, token: str
) -> None:
    password = "Tide-" + "".join(Random(3).choices(_LETTERS, k=12)) + "7"
    config = tmp_path / "home" / ".config" / "ask" / "config.toml"
    config.parent.mkdir(parents=True)
    given = f"DB_PASSWORD={password}\nT={token}\n"
    config.write_text('[guard]\nallow_rules = ["github-token"]\n')
    ask("why", stdin=given, env=keyed)
    config.write_text(f'[guard]\nallow_values = ["{fingerprint(password)}"]\n')
    ask("why", stdin=given, env=keyed)
    by_rule, by_value = (request.body["messages"][-1]["content"] for request in gateway.received)
    assert (token in by_rule, password in by_rule) == (True, False)
    assert (token in by_value, password in by_value) == (False, True)


def test_a_dry_run_says_what_lets_a_secret_pass(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path, token: str
) -> None:
    told = ask("--dry-run", "why", token, env=keyed).err
    assert f'allow_values = ["{fingerprint(token)}"], or allow_rules = ["github-token"]' in told
    assert gateway.received == []


def test_a_dry_run_names_no_rule_of_a_secret_seen_before(
    ask: Run, keyed: dict[str, str], tmp_path: Path, token: str
) -> None:
    told = ask("--dry-run", "why", KEY, env=keyed).err
    assert "allow_values" in told
    assert "allow_rules" not in told
