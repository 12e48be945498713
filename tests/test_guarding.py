"""Secrets stay here: placeholders are sent, and put back into the answer."""

import io
import json
import random
import re
import string
from pathlib import Path

import pytest

from assistant.cli.guarding import Guard
from assistant.conversation import NOTHING_SAID
from assistant.errors import UsageError
from assistant.prompt import Attachment, Prompt
from assistant.redaction import GuardMode, GuardSettings
from assistant.render.notes import Loudness, Notes
from tests.conftest import AskOnTerminal, Configured, Run
from tests.guard.forge import Forge
from tests.scripted import Scripted, ScriptedGateway, delta, events, stream


@pytest.fixture
def secret() -> str:
    chance = random.Random(7)
    return "ghp_" + "".join(chance.choice(string.ascii_letters + string.digits) for _ in range(36))


def test_a_secret_is_kept_here_and_put_back_into_the_answer(
    secret: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("use «sec", "ret:GITHUB", "_TOKEN_1», not «secret:NONE_9»")))
    ran = ask("why does this fail", stdin=f"a = 1\ntoken = '{secret}'\n", env=keyed)
    sent = gateway.received[0].question
    assert secret not in sent
    assert "token = '«secret:GITHUB_TOKEN_1»'" in sent
    assert ran.out == f"use {secret}, not «secret:NONE_9»\n"
    assert "1 secret kept here: " in ran.err
    assert "(line 2)" in ran.err
    assert secret not in ran.err


PASSWORD = "tide" + "-3Pool!kq"


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (("why", "1.txt", "2.py"), ""),
        (("why is", PASSWORD, "refused", "2.py"), ""),
        (("--system", f"never say {PASSWORD}", "why", "2.py"), ""),
        (("why is", PASSWORD, "refused"), f'DB_PASSWORD="{PASSWORD}"\n'),
    ],
)
def test_a_secret_that_a_later_part_reveals_is_kept_here(
    arguments: tuple[str, ...],
    stdin: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / "1.txt").write_text(f"the value {PASSWORD} is rejected\n")
    (tmp_path / "2.py").write_text(f'DB_PASSWORD="{PASSWORD}"\n')
    assert "1 secret kept here: DB_PASSWORD" in ask(*arguments, stdin=stdin, env=keyed).err
    assert PASSWORD not in str(gateway.received[0].body)


def test_a_secret_in_several_places_is_one(secret: str, ask: Run, keyed: dict[str, str]) -> None:
    token = f"token = '{secret}'\n"
    for arguments, stdin, told in (
        (("why",), f"{token}a = 1\n{token}b('{secret}', '{secret}')\n", "GitHub token (lines 1, 3, 4)"),
        (("why is", secret, "not", secret), "", "GitHub token"),
        (("why is", secret, "refused"), f"a = 1\n{token}", "GitHub token (line 2)"),
        (("why",), token * 40, f"GitHub token (lines {', '.join(map(str, range(1, 13)))} and 28 more)"),
    ):
        assert f"1 secret kept here: {told}\n" in ask(*arguments, stdin=stdin, env=keyed).err
        refused = ask("--guard", "block", *arguments, stdin=stdin, env=keyed).err
        assert f"nothing was sent: 1 secret found: {told}\n" in refused
    assert "1 secret kept here: GitHub token\n" in ask("chat", stdin=f"{secret} {secret}\n", env=keyed).err


@pytest.mark.parametrize("mode", ["redact", "off"])
@pytest.mark.parametrize("files", [("s.py", "doc.md"), ("doc.md", "s.py")])
def test_a_placeholder_that_a_file_holds_becomes_no_secret_of_another(
    files: tuple[str, ...],
    mode: str,
    secret: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / "s.py").write_text(f"k = '{secret}'\n")
    (tmp_path / "doc.md").write_text("Write «secret:GITHUB_TOKEN_1» here\n")
    gateway.answers(Scripted(stream("Write «secret:GITHUB_TOKEN_1» here")))
    ran = ask("--guard", mode, "explain these", *files, env=keyed)
    assert ran.out == "Write «secret:GITHUB_TOKEN_1» here\n"


def test_a_placeholder_in_a_later_question_becomes_no_secret_of_an_earlier_one(
    secret: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    told = "Write «secret:GITHUB_TOKEN_2», yours is «secret:GITHUB_TOKEN_1», not «secret:GITHUB_TOKEN_3»"
    gateway.answers(Scripted(stream("Noted")), *[Scripted(stream(told))] * 2)
    ran = ask(
        "chat", stdin=f"mine is {secret}\n" + "«secret:GITHUB_TOKEN_1» stands in a file\n" * 2, env=keyed
    )
    given = f"Write «secret:GITHUB_TOKEN_1», yours is {secret}, not «secret:GITHUB_TOKEN_3»\n"
    assert ran.out.replace("\n\n", "\n") == f"Noted\n{given}{given}"
    assert ran.err.count("secret kept here") == 1
    sent = [
        message["content"] for message in gateway.received[-1].body["messages"] if message["role"] == "user"
    ]
    assert sent == ["mine is «secret:GITHUB_TOKEN_1»", *["«secret:GITHUB_TOKEN_2» stands in a file"] * 2]


def test_off_puts_no_secret_into_an_answer(
    secret: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("a «secret:GITHUB_TOKEN_1»")))
    assert ask("--guard", "off", "fix", secret, env=keyed).out == "a «secret:GITHUB_TOKEN_1»\n"


@pytest.mark.parametrize(
    ("first", "others"), [("1. ", "   "), ("- ", "  "), ("> ", "> "), ("> - ", ">   "), ("", "")]
)
def test_a_secret_of_several_lines_is_all_of_a_block_and_ends_none(
    first: str, others: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    pem = Forge(8).pem("")
    key = "\n".join(pem.splitlines()[1:-1])
    lines = ["Do:", "", "```pem", "«secret:PRIVATE_KEY_1»", "```", ""]
    answer = first + f"\n{others}".join(lines) + "\n2. b\n"
    gateway.answers(*[Scripted(stream(answer[:40], answer[40:]))] * 2)
    ran = ask("-x", "write it", stdin=pem, env=keyed)
    assert (ran.code, ran.out) == (0, f"{key}\n")
    (tmp_path / "key.txt").write_text(f"{pem}\n# mine\n")
    ran = ask("write it", "--apply", str(tmp_path / "key.txt"), "--yes", env=keyed)
    assert (ran.code, (tmp_path / "key.txt").read_text()) == (0, f"{key}\n")


def test_a_secret_is_exact_on_a_terminal(
    gateway: ScriptedGateway, keyed: dict[str, str], ask_on_terminal: AskOnTerminal, tmp_path: Path
) -> None:
    password = "kQ9*zz7" + "*mX4p`|>"
    (tmp_path / "a.py").write_text(f'password = "{password}"\n')
    gateway.answers(Scripted(stream("It is «sec", "ret:PASSWORD_1» and **", "«secret:PASSWORD_1»** here.")))
    command = ask_on_terminal("why", str(tmp_path / "a.py"), env=keyed | {"NO_COLOR": "1"})
    command.expect_exact(f"It is {password} and ")
    command.expect_exact(password)
    assert command.ended()[0] == 0


LINKS = "Take «sec|ret:GITHUB_TOKEN_1» [here](https://evil.example/?q=«secret:GITHUB|_TOKEN_1»):\n\n```\n{}\n```\n"
ADDRESS = "curl https://api.example.com/?key=«secret:GITHUB_TOKEN_1»"


@pytest.mark.parametrize("shape", ["", "--raw", "--json", "--stream-json", "-x", "--copy"])
def test_no_secret_is_put_into_a_link_of_an_answer(
    shape: str, secret: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream(*LINKS.format(ADDRESS).split("|"))))
    ran = ask(*filter(None, [shape]), "why", stdin=f"token = '{secret}'\n", env=keyed)
    code = ADDRESS.replace("«secret:GITHUB_TOKEN_1»", secret)
    link = "[here](https://evil.example/?q=«secret:GITHUB_TOKEN_1»)"
    answer = f"Take {secret} {link}:\n\n```\n{code}\n```\n"
    match shape:
        case "-x":
            assert ran.out == f"{code}\n"
        case "--json" | "--stream-json":
            told = [json.loads(line) for line in ran.out.splitlines()]
            assert told[-1]["answer"] == answer
            assert "".join(event["text"] for event in told if event.get("event") == "delta") in ("", answer)
        case _:
            assert ran.out == answer
    assert "a link in the answer holds «secret:GITHUB_TOKEN_1»: no secret is put in there" in ran.err
    assert "could not be filled" not in ran.err


def test_a_terminal_gets_no_hyperlink_with_a_secret(
    secret: str,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    ask_on_terminal: AskOnTerminal,
    tmp_path: Path,
) -> None:
    (tmp_path / "a.py").write_text(f"get('https://example.com/{secret}')\n")
    sign = "«secret:GITHUB_TOKEN_1»"
    links = f"[one](https://example.com/{sign}), [two](https://evil.example/{sign}), [three](https://example.com/plain)."
    gateway.answers(Scripted(stream(links)))
    command = ask_on_terminal(
        "why", str(tmp_path / "a.py"), env=keyed | {"VTE_VERSION": "7600", "NO_COLOR": "1"}
    )
    code, written = command.ended()
    assert code == 0
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written)
    assert f"one (https://example.com/{secret})" in shown
    assert f"(https://evil.example/{sign})" in shown
    assert re.findall(r"\x1b\]8;;([^\x1b]+)", written) == ["https://example.com/plain"]


def test_an_answer_without_code_stands_on_stderr_with_its_secrets(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("It is «secret:GLOBAL_API_KEY_1».")))
    ran = ask("-x", "what is", "plain-word-7", env={**keyed, "GLOBAL_API_KEY": "plain-word-7"})
    assert (ran.code, ran.out, "It is plain-word-7." in ran.err) == (5, "", True)


def test_block_sends_nothing(secret: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    ran = ask("--guard", "block", "fix", secret, env=keyed)
    assert ran.code == 2
    assert "nothing was sent" in ran.err
    assert gateway.received == []


def test_off_sends_it_as_it_is(
    secret: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask("--guard", "off", "fix", secret, env=keyed).code == 0
    assert secret in gateway.received[0].question


def test_a_secret_that_is_sent_as_it_is_stays_out_of_the_record(
    secret: str,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    ask: Run,
    ask_on_terminal: AskOnTerminal,
    tmp_path: Path,
) -> None:
    gateway.answers(Scripted(stream(f"You said {secret}.")), Scripted(stream(f"Again {secret}.")))
    assert ask("--guard", "off", "fix", secret, env=keyed).out == f"You said {secret}.\n"
    command = ask_on_terminal("--guard", "ask", "fix", secret, env=keyed)
    command.expect_exact("1 secret found: GitHub token. Send placeholders, the secrets, or nothing?")
    command.sendline("s")
    command.expect_exact(f"Again {secret}")
    assert command.ended()[0] == 0
    for number, request in enumerate(gateway.received, 1):
        assert secret in request.question
        assert ask("log", "show", str(number)).out.count("«secret:GITHUB_TOKEN_1»") == 2
    for file in (file for file in tmp_path.rglob("*") if file.is_file()):
        assert secret.encode() not in file.read_bytes(), file


@pytest.mark.parametrize("mode", ["off", "redact"])
def test_a_secret_that_an_error_repeats_stays_out_of_the_record(
    mode: str, secret: str, gateway: ScriptedGateway, keyed: dict[str, str], ask: Run, tmp_path: Path
) -> None:
    told = {"error": {"message": f"not {secret}"}}
    json_type = {"Content-Type": "application/json"}
    gateway.answers(
        Scripted([json.dumps(told).encode()], 404, json_type),
        Scripted(events(delta("some"), told)),
        Scripted([json.dumps(told).encode()], 400, json_type),
    )
    for _ in range(2):
        assert secret in ask("-0", "--guard", mode, "fix", secret, env=keyed).err
    assert len(gateway.received) == 3
    assert ask("log", "export").out.count("not «secret:GITHUB_TOKEN_1»") >= 3
    for file in (file for file in tmp_path.rglob("*") if file.is_file()):
        assert secret.encode() not in file.read_bytes(), file


def test_the_providers_own_key_is_a_secret_whatever_it_looks_like(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("It is «secret:GLOBAL_API_KEY_1».")))
    ran = ask("why is", "plain-word-7", "refused", env={**keyed, "GLOBAL_API_KEY": "plain-word-7"})
    assert ran.out == "It is plain-word-7.\n"
    assert "1 secret kept here: GLOBAL_API_KEY" in ran.err
    assert "why is «secret:GLOBAL_API_KEY_1» refused" in str(gateway.received[0].body)
    assert gateway.received[0].headers["Authorization"] == "Bearer plain-word-7"


def test_a_key_that_a_command_gives_is_a_secret_from_the_first_question_on(
    ask: Run, gateway: ScriptedGateway, configured: Configured
) -> None:
    variables = configured(
        f'[providers.global-apis]\nbase_url = "{gateway.base_url}"\nkey_command = "echo plain-word-7"\n'
        '[providers.global-apis.headers]\nX-Api-Key = "other-word-8"\n'
    )
    ran = ask("why is", "plain-word-7", "not other-word-8", env=variables)
    assert "2 secrets kept here: API_KEY, API_KEY" in ran.err
    refused = ask("--guard", "block", "why is", "plain-word-7", env=variables)
    assert (refused.code, "nothing was sent: 1 secret found" in refused.err) == (2, True)
    told = ask("chat", stdin="plain-word-7\n", env=variables).err
    assert "1 secret kept here: API_KEY" in told
    shown = ask("--dry-run", "plain-word-7", env=variables).out
    bodies = [str(each.body) for each in gateway.received]
    assert len(bodies) == 2
    assert "why is «secret:API_KEY_1» not «secret:API_KEY_2»" in bodies[0]
    assert "word-7" not in "".join((*bodies, shown))


def test_a_key_in_the_keyring_or_the_private_file_is_a_secret(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "one_keyring.py").write_text(
        "from keyring.backend import KeyringBackend\n"
        "class One(KeyringBackend):\n    priority = 9\n"
        "    def get_password(self, *_): return 'plain-word-8'\n    set_password = delete_password = get_password\n"
    )
    in_keyring = {"PYTHON_KEYRING_BACKEND": "one_keyring.One", "PYTHONPATH": str(tmp_path)}
    assert ask("key", "set", "--file", stdin="plain-word-7\n").code == 0
    for word, variables in (("plain-word-7", {}), ("plain-word-8", in_keyring)):
        ran = ask("--dry-run", "why is", word, "refused", env=variables)
        assert "why is «secret:GLOBAL_API_KEY_1» refused" in ran.out
        assert (ran.code, word in ran.out + ran.err) == (0, False)


def test_a_word_that_a_local_server_takes_for_a_key_is_a_word(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask("what is", "lm-studio", env={**keyed, "GLOBAL_API_KEY": "lm-studio"}).code == 0
    assert "what is lm-studio" in str(gateway.received[0].body)


def test_a_dry_run_shows_the_placeholder(secret: str, ask: Run, keyed: dict[str, str]) -> None:
    ran = ask("--dry-run", "fix", secret, env=keyed)
    assert secret not in ran.out + ran.err
    assert "«secret:GITHUB_TOKEN_1»" in ran.out


class Typist:
    """Answers questions from a list; None: there is nobody."""

    def __init__(self, *answers: str | None) -> None:
        self.asked: list[str] = []
        self._answers = list(answers)

    def __call__(self, question: str) -> str | None:
        self.asked.append(question)
        return self._answers.pop(0)


def _asking(typist: Typist) -> Guard:
    return Guard(GuardSettings(GuardMode.ASK), Notes(io.StringIO(), Loudness.USUAL, styled=False), typist)


def test_a_letter_that_is_no_choice_is_asked_again(secret: str) -> None:
    typist = Typist("x", "send", "yes", "p")
    sent = _asking(typist).outgoing(Prompt(f"why {secret}"))
    assert sent == Prompt("why «secret:GITHUB_TOKEN_1»")
    assert len(typist.asked) == 4


@pytest.mark.parametrize("choice", ["", "p", "placeholders"])
def test_enter_sends_placeholders(choice: str, secret: str) -> None:
    assert secret not in _asking(Typist(choice)).outgoing(Prompt(secret)).text


def test_the_secret_itself_is_sent_only_after_an_s(secret: str) -> None:
    assert _asking(Typist("s")).outgoing(Prompt(secret)) == Prompt(secret)


@pytest.mark.parametrize("choice", ["n", "no", "nothing", None])
def test_a_no_and_nobody_send_nothing(choice: str | None, secret: str) -> None:
    with pytest.raises(UsageError, match="nothing was sent"):
        _asking(Typist(choice)).outgoing(Prompt(secret))


@pytest.mark.parametrize("answer", ["", "n", "yep?", None])
def test_a_whole_secret_file_is_sent_after_a_plain_yes_only(answer: str | None) -> None:
    prompt = Prompt("explain", (Attachment(name="deploy/server.pem", text="x = 1\n"),))
    with pytest.raises(UsageError, match=r"server\.pem"):
        _asking(Typist(answer)).outgoing(prompt)
    assert _asking(Typist("yes")).outgoing(prompt) == prompt


def test_a_secret_that_a_later_turn_reveals_is_sent_no_more_and_leaves_the_record(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(Scripted(stream(f"Is {PASSWORD} right?")), Scripted(stream("No")))
    told = f"the value {PASSWORD} is rejected"
    ask(told, env=keyed)
    ran = ask("-c", f'DB_PASSWORD="{PASSWORD}"', env=keyed)
    assert ran.err.count("secret") == 1
    assert "1 secret kept here from now on, but sent in an earlier turn: DB_PASSWORD" in ran.err
    ask("-c", "what now", env=keyed)
    first, *later = (str(request.body) for request in gateway.received)
    assert told in first
    assert len(later) == 2
    for body in later:
        assert PASSWORD not in body
        assert "the value «secret:DB_PASSWORD_1» is rejected" in body
        assert "Is «secret:DB_PASSWORD_1» right?" in body
    for file in (file for file in tmp_path.rglob("*") if file.is_file()):
        assert PASSWORD.encode() not in file.read_bytes(), file


@pytest.mark.parametrize("mode", ["redact", "block"])
def test_a_secret_that_a_later_line_reveals_is_sent_no_more(
    mode: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    revealing = f'the value {PASSWORD} is rejected\nDB_PASSWORD="{PASSWORD}"\n'
    ran = ask("chat", "--guard", mode, stdin=f"{revealing}what now\n", env=keyed)
    assert ("1 secret kept here from now on, but sent in an earlier turn" in ran.err) is (mode == "redact")
    assert "secret kept here:" not in ran.err
    bodies = [str(request.body) for request in gateway.received]
    assert [PASSWORD in body for body in bodies] == [True, *[False] * (len(bodies) - 1)]
    assert "the value «secret:DB_PASSWORD_1» is rejected" in bodies[-1]
    for file in (file for file in tmp_path.rglob("*") if file.is_file()):
        assert PASSWORD.encode() not in file.read_bytes(), file


def test_a_secret_that_was_let_go_stays_in_what_was_said(secret: str) -> None:
    guard = _asking(Typist("s", "p"))
    said = NOTHING_SAID.asked(guard.outgoing(Prompt(secret)))
    guard.outgoing(Prompt(f'DB_PASSWORD="{PASSWORD}"'))
    assert guard.mended(said) is said


@pytest.mark.parametrize("sign", [r"«secret:TOKEN\_1»", "`secret:TOKEN_1`", "«secret:token_1»"])
def test_a_placeholder_that_came_back_in_another_form_is_told_in_prose_too(
    sign: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream(f"Rotate {sign} now, and «secret:TOKEN_1».")))
    ran = ask("why", stdin="TOKEN=kq9ZxvB7mW2pLr8TnY4c\n", env=keyed)
    assert ran.out == f"Rotate {sign} now, and kq9ZxvB7mW2pLr8TnY4c.\n"
    told = sign.strip("«»`")
    assert (
        ran.err.count(f"{told} in the answer is a placeholder written otherwise: no secret was put there")
        == 1
    )
    assert ran.code == 0


def test_a_dry_run_says_of_no_more_secrets_how_to_let_them_pass_than_it_names(
    ask: Run, keyed: dict[str, str]
) -> None:
    lines = "".join(f"TOKEN_{'ABCDEFGHIJKLMNOP'[n]}=kq9ZxvB7mW2pLr8TnY4{n:02}\n" for n in range(15))
    ran = ask("--dry-run", "why", stdin=lines, env=keyed)
    assert ran.err.count("to let ") == 12
    assert "and 3 more\n" in ran.err


def test_a_placeholder_of_an_earlier_turn_goes_as_it_is(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask("why", stdin="K8S_TOKEN=kq9ZxvB7mW2pLr8TnY4c\n", env=keyed)
    ask("-c", "more", env=keyed)
    first, second = (request.body["messages"] for request in gateway.received)
    assert "«secret:K_8_S_TOKEN_1»" in first[1]["content"]
    assert second[1] == first[1]


def test_nothing_that_was_found_is_in_the_record_and_the_next_turn(
    secret: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    password = "tide" + "-Pool-" + secret[-6:]
    gateway.answers(
        Scripted(stream("a «secret:GITHUB_TOKEN_1» and «secret:DB_PASSWORD_1» and «secret:GITHUB_TOKEN_1»"))
    )
    first = ask("look", stdin=f"T={secret}\nDB=postgres://app:{password}@db/x\nagain {secret}\n", env=keyed)
    assert first.out == f"a {secret} and {password} and {secret}\n"
    again = ask("-c", "and", secret, "?", env=keyed)
    assert again.code == 0
    for request in gateway.received:
        assert secret not in str(request.body)
        assert password not in str(request.body)
    kept = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert kept
    for file in kept:
        assert secret.encode() not in file.read_bytes(), file
        assert password.encode() not in file.read_bytes(), file


@pytest.fixture
def key() -> list[str]:
    chance = random.Random(9)
    body = ["".join(chance.choices(string.ascii_letters + string.digits, k=64)) for _ in range(14)]
    return ["-----BEGIN RSA " + "PRIVATE KEY-----", *body, "-----END RSA " + "PRIVATE KEY-----"]


@pytest.mark.parametrize("lines", ["5-9", "3-5", "4-4", "4", "10-30", "10-", "1-4", "2-17"])
def test_a_range_of_lines_holds_no_part_of_a_key(
    lines: str, key: list[str], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    code = [f"number_{line} = {line}" for line in range(20)]
    text = "\n".join(["import os", f'KEY = """{key[0]}', *key[1:], '"""', *code])
    (tmp_path / "key.py").write_text(text + "\n")
    ran = ask("why", f"key.py:{lines}", env=keyed)
    sent = gateway.received[0].question
    assert "«secret:PRIVATE_KEY_1»" in sent
    assert not any(line[:20] in sent for line in key[1:-1])
    assert ("number_7" in sent) is (lines in {"10-30", "10-"})
    assert f"1 secret kept here: private key (line {max(3, int(lines.partition('-')[0]))})" in ran.err


def test_what_a_range_leaves_out_tells_what_is_secret_in_it(
    secret: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    password = "tide" + "-Pool-" + secret[-6:]
    (tmp_path / "a.py").write_text(f'T = "{secret}"\npassword = "{password}"\na = 1\nuse("{password}")\n')
    ran = ask("why", "a.py:3-4", env=keyed)
    assert 'a = 1\nuse("«secret:PASSWORD_1»")' in gateway.received[0].question
    assert "1 secret kept here: " in ran.err


def test_the_end_of_a_key_that_is_piped_in_is_a_secret(
    key: list[str], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask("why", stdin="\n".join(key[-10:]) + "\n", env=keyed).code == 0
    assert f"«secret:PRIVATE_KEY_1»\n{key[-1]}" in gateway.received[0].question
    assert not any(line in gateway.received[0].question for line in key[1:-1])


def test_where_a_question_with_a_secret_would_go_is_told_of_the_text_that_is_sent(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured
) -> None:
    words = 'why is DEADLOCK_ALGORITHM_PASSWORD="prove-' + 'dijkstra-99!xK" slow'
    shown = ask("route", words, env=keyed).out
    listed = json.loads(ask("route", "--jsonl", stdin=json.dumps({"prompt": words}), env=keyed).out)
    turn = json.loads(ask("--json", words, env=keyed).out)
    assert "dijkstra" not in gateway.received[0].question
    assert shown.startswith(f"tier 0 {turn['tier']}, {turn['confidence']:.0%} sure")
    assert "dijkstra" not in shown
    assert (listed["tier"], listed["reasons"]) == (turn["tier"], turn["reasons"])
    off = configured('[guard]\nmode = "off"\n')
    assert ask("route", words, env=keyed | off).out.startswith("tier 2 reasoning")
