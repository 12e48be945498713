"""A file that is secret as a whole goes only after a yes, whatever way it takes into the question."""

import random
import shlex
import string
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import AskOnTerminal, Configured, Run
from tests.repl.terminal import Terminal
from tests.scripted import ScriptedGateway


def test_a_link_to_a_secret_file_and_one_named_without_its_folder_need_a_yes(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("DEBUG=1\n")
    (tmp_path / "settings.txt").symlink_to(".env")
    ran = ask("explain", "-f", str(tmp_path / "settings.txt"), env=keyed)
    assert ran.code == 2
    assert f"settings.txt ({tmp_path / '.env'}) is an environment file" in ran.err.replace("\n", " ")
    assert gateway.received == []


def test_a_secret_file_needs_a_yes(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_text("DEBUG=1\n")
    with file.open("rb") as opened:
        ran = ask("explain", stdin=opened, env=keyed)
    assert ran.code == 2
    assert ".env is an environment file" in ran.err
    assert gateway.received == []


def test_a_secret_in_a_files_name_is_kept_here(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    secret = "ghp_" + "x7Kp2mQ9vR4tY8wZ3nB6cD1fG5hJ0aSeLuXo"
    file = tmp_path / f"{secret}.txt"
    file.write_text("hello\n")
    assert ask("why", f"./{file.name}", env=keyed).code == 0
    with file.open("rb") as opened:
        assert ask("why", stdin=opened, env=keyed).code == 0
    for request in gateway.received:
        assert "«secret:GITHUB_TOKEN_1».txt" in request.content.decode()
        assert secret not in request.content.decode()
    for kept in (tmp_path / "home").rglob("*"):
        assert kept.is_dir() or secret.encode() not in kept.read_bytes()


@pytest.mark.parametrize(
    "arguments", [("explain",), ("-0", "why"), (), ("chat",), ("-t", "whole"), ("-t", "whole", "-f", "@")]
)
@pytest.mark.parametrize("name", [".env", ".aws/config", ".docker/config.json", ".m2/settings.xml"])
def test_a_secret_file_needs_a_yes_where_it_becomes_the_question_and_by_its_folder(
    name: str,
    arguments: tuple[str, ...],
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    templates = tmp_path / "home" / ".config" / "ask" / "templates"
    templates.mkdir(parents=True)
    (templates / "whole.md").write_text("Explain this:\n{{input}}\n")
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("DEBUG=1\nLEVEL=2\n")
    if "@" in arguments:
        ran = ask(*(argument.replace("@", str(file)) for argument in arguments), env=keyed)
    else:
        with file.open("rb") as opened:
            ran = ask(*arguments, stdin=opened, env=keyed)
    assert ran.code == 2
    assert f"{file} is a" in " ".join(ran.err.split())
    assert gateway.received == []


def committed(folder: Path) -> None:
    settings = ("-c", "user.name=a", "-c", "user.email=a@b")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "add", "."], cwd=folder, check=True)
    subprocess.run(["git", *settings, "commit", "-qm", "a"], cwd=folder, check=True)


def test_a_secret_file_needs_a_yes_in_a_difference_too(
    ask: Run,
    ask_on_terminal: AskOnTerminal,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / "a.py").write_text("a = 1\n")
    committed(tmp_path)
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / ".env").write_text("DEBUG=1\n")
    subprocess.run(["git", "add", "-f", "deploy/.env"], cwd=tmp_path, check=True)
    ran = ask("--diff=HEAD", "--", "why", env=keyed)
    assert (ran.code, "deploy/.env is an environment file" in ran.err) == (2, True)
    assert gateway.received == []
    command = ask_on_terminal("--diff=HEAD", "--", "why", env=keyed)
    command.expect_exact("deploy/.env is an environment file. Send it")
    command.sendline("y")
    assert command.ended()[0] == 0
    assert "+DEBUG=1" in gateway.received[0].question


@pytest.mark.parametrize(
    ("lines", "file"),
    [
        (("diff --git a/deploy/.env b/deploy/.env", "--- /dev/null", "+++ b/deploy/.env"), "deploy/.env"),
        (("--- a/deploy/.env", "+++ /dev/null"), "deploy/.env"),
        (("--- id_rsa\t2026-01-02 03:04:05", "+++ id_rsa.new\t2026-01-02 03:04:06"), "id_rsa"),
        (('--- "a/d\\303\\251/x.pem"', '+++ "b/d\\303\\251/x.pem"'), "d\\303\\251/x.pem"),
        (("\x1b[1m--- a/credentials\x1b[m", "\x1b[1m+++ b/b.py\x1b[m"), "credentials"),
    ],
)
@pytest.mark.parametrize(
    "arguments", [("review",), (), ("why",), ("chat", "-f", "a.patch"), ("why", "./a.patch")]
)
def test_a_secret_file_needs_a_yes_in_a_difference_that_is_read(
    lines: tuple[str, ...],
    file: str,
    arguments: tuple[str, ...],
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    plain = "--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-a = 1\n+a = 2\n"
    (tmp_path / "a.patch").write_text(
        "\n".join((*lines, "@@ -1,2 +1,2 @@", " LEVEL=2", "-DEBUG=1", "+DEBUG=2", plain))
    )
    given = (
        "why\n"
        if "chat" in arguments
        else ""
        if "./a.patch" in arguments
        else (tmp_path / "a.patch").read_text()
    )
    ran = ask(*arguments, stdin=given, env=keyed)
    assert (ran.code, f"{file} is a" in ran.err, gateway.received) == (2, True, [])
    (tmp_path / "a.patch").write_text(plain)
    assert ask(*arguments, stdin=given if "chat" in arguments else plain, env=keyed).code == 0


def test_a_difference_that_is_piped_in_asks_on_the_terminal_once(
    gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    difference = "--- a/.env\n+++ b/.env\n@@ -1 +1 @@\n-A=1\n+A=2\n" * 2
    (tmp_path / "a").write_text(difference)
    command = [sys.executable, "-m", "assistant", "why"]
    with Terminal(tmp_path, command=["sh", "-c", f"cat a | {shlex.join(command)}"], **keyed) as terminal:
        terminal.wait(r"\.env is an environment file\. Send it").send("y\r")
        assert terminal.ended() == 0
        assert terminal.scrolled.count("Send it") == 1
    assert "+A=2" in gateway.received[0].question


def test_a_difference_shows_no_part_of_a_key(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    chance = random.Random(4)
    key = ["".join(chance.choices(string.ascii_letters + string.digits, k=64)) for _ in range(25)]
    file = tmp_path / "key.py"
    code = "".join(f"    a{number} = {number}\n" for number in range(400))

    def write(lines: list[str], last: str = "") -> None:
        first, end = (f"-----{edge} RSA " + "PRIVATE KEY-----" for edge in ("BEGIN", "END"))
        file.write_text("\n".join((f'KEY = """{first}', *lines, end, '"""', code, last)))

    write(key)
    (tmp_path / "b.txt").write_text("b\n" * 20)
    committed(tmp_path)
    (tmp_path / "b.txt").write_text("b\n" * 21)
    other = key[0][::-1]
    for changed in (([*key[:12], other, *key[13:]],), ([*key[:12], other, *key[12:]],), (key, "    # end\n")):
        write(*changed)
        shown = subprocess.run(["git", "diff"], cwd=tmp_path, check=True, capture_output=True).stdout.decode()
        assert any(line in shown for line in key)
        assert ask("--diff", "why", env=keyed).code == 0
        sent = gateway.received[-1].question
        assert not any(line[:20] in sent for line in (*key, other))
        assert sent.count("@@") == 4
    assert "+    # end" in sent


CERTIFICATE, PUBLIC = (
    f"-----BEGIN {kind}-----\nMIIBszCCAVmgAwIBAgIUQ0\nZm9vYmFyYmF6cXV4cXV1eA==\n-----END {kind}-----\n"
    for kind in ("CERTIFICATE", "PUBLIC KEY")
)
PRIVATE = CERTIFICATE.replace("CERTIFICATE", "EC PRIVATE " + "KEY")
WORDS = "greeting = Hello to you\nfarewell = See you soon\n"


@pytest.mark.parametrize(
    ("name", "text", "goes"),
    [
        ("src/auth/credentials.ts", "export const a = 1\n", True),
        ("credentials.py", "a = 1\n", True),
        ("secrets.md", "words\n", True),
        ("cert.pem", f"subject=CN = a\n{CERTIFICATE}{CERTIFICATE}", True),
        ("public.pem", PUBLIC, True),
        ("locale.key", WORDS, True),
        ("cert.pem", CERTIFICATE + PRIVATE, False),
        ("cert.pem", CERTIFICATE.partition("-----END")[0], False),
        ("cert.pem", "MIIBszCCAVmgAwIBAgIUQ0\n", False),
        ("server.key", "hunter2\n", False),
        ("server.key", "correct horse battery staple\n", False),
        ("master.key", WORDS, False),
        ("wallet.key", "abandon ability able about\nabove absent absorb abstract\n", False),
        ("tls.key", "3a 4f 11 22 33\n44 55 66 77 88\n", False),
        (
            "tls.key",
            "00000000: 3082 04a4 0201 0002 0..........\n00000010: 8201 0100 b1c2 d3e4 ........\n",
            False,
        ),
        ("credentials", "a = 1\n", False),
        ("credentials.json", "{}\n", False),
        ("credentials.yml", "a: 1\n", False),
        ("secrets.sh", "a=1\n", False),
        ("secrets.txt", "a\n", False),
        (".env.ts", "a\n", False),
        ("wp-config.php", "<?php\n", False),
    ],
)
def test_source_code_and_what_holds_no_private_key_goes_whatever_its_name_and_so_its_difference(
    name: str,
    text: str,
    *,
    goes: bool,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(text)
    assert ask("why", "-f", name, env=keyed).code == (0 if goes else 2)
    made = subprocess.run(
        ["git", "diff", "--no-index", "/dev/null", name], cwd=tmp_path, capture_output=True, text=True
    ).stdout
    assert ask("review", stdin=made, env=keyed).code == (0 if goes else 2)
    assert len(gateway.received) == (2 if goes else 0)


def test_what_is_held_back_is_left_out_of_a_folder_and_told(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    for name in ("src/a.py", "src/credentials.json", "only/server.key"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a = 1\n")
    ran = ask("why is this", "src/", env=keyed)
    assert (ran.code, gateway.received.pop().question.count("a = 1")) == (0, 1)
    assert "left out: src/credentials.json is a credentials file; name it to send it\n" in ran.err
    assert ask("--guard", "off", "why is this", "src/", env=keyed).code == 0
    assert gateway.received.pop().question.count("a = 1") == 2
    assert ask("chat", "-f", "src/", stdin="why\n", env=keyed).code == 0
    assert gateway.received.pop().question.count("a = 1") == 1
    for named in (("src/", "src/credentials.json"), ("only/",)):
        assert (ask("why is this", *named, env=keyed).code, gateway.received) == (2, [])


@pytest.mark.parametrize("entry", ["deploy/.env", "deploy/*", "/{}/deploy/.env"])
def test_a_file_that_is_allowed_goes_without_a_yes_and_its_secrets_stay(
    entry: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    configured: Configured,
    tmp_path: Path,
) -> None:
    secret = "ghp_" + "x7Kp2mQ9vR4tY8wZ3nB6cD1fG5hJ0aSeLuXo"
    (tmp_path / "deploy").mkdir()
    for name in (".env", "deploy/.env"):
        (tmp_path / name).write_text(f"TOKEN={secret}\n")
    (tmp_path / "deploy" / "linked").symlink_to("../.env")
    refused = ask("why", "deploy/.env", env=keyed)
    assert 'allow_files = ["deploy/.env"]' in " ".join(refused.err.split())
    env = keyed | configured(f'[guard]\nallow_files = ["{entry.format(str(tmp_path)[1:])}"]\n')
    assert ask("why", "deploy/.env", env=env).code == 0
    assert secret not in gateway.received.pop().question
    assert [ask("why", name, env=env).code for name in ("./.env", "deploy/linked")] == [2, 2]
    assert gateway.received == []


@pytest.mark.parametrize("entry", ["~/deploy/*.pem", "~/deploy/server.pem"])
def test_a_file_below_the_home_folder_is_allowed_by_its_tilde(
    entry: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    configured: Configured,
    tmp_path: Path,
) -> None:
    home = tmp_path / "linked home"
    home.symlink_to("home")
    for folder in (home, tmp_path):
        (folder / "deploy").mkdir()
        (folder / "deploy" / "server.pem").write_text("hunter2\n")
    env = keyed | configured(f'[guard]\nallow_files = ["{entry}"]\n') | {"HOME": str(home)}
    assert ask("why", "~/deploy/server.pem", env=env).code == 0
    assert gateway.received.pop().question.count("hunter2") == 1
    assert (ask("why", "deploy/server.pem", env=env).code, gateway.received) == (2, [])


def test_all_files_that_need_a_yes_are_named_where_nobody_can_give_it(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], configured: Configured, tmp_path: Path
) -> None:
    (tmp_path / "src").mkdir()
    for name in ("src/a.py", "src/credentials", "src/id_rsa"):
        (tmp_path / name).write_text("a = 1\n")
    what = "src/credentials is a credentials file; src/id_rsa is a private key"
    ways = 'allow_files = ["src/credentials", "src/id_rsa"] (secrets stay here)'
    for named, without in (("src/*",), " · without them: src/ ·"), (("src/credentials", "src/id_rsa"), " ·"):
        ran = ask("why is this", *named, env=keyed)
        assert (ran.code, gateway.received) == (2, [])
        assert f"nothing was sent: {what}\n" in ran.err
        assert f"{ways}{without} --guard off" in ran.err
    assert (
        ask("why is this", "src/*", env=keyed | configured(f"[guard]\n{ways.partition(' (')[0]}\n")).code == 0
    )
    assert ask("why is this", "src/", env=keyed).code == 0
    assert [each.question.count("a = 1") for each in gateway.received] == [3, 1]


def test_of_several_files_the_one_that_got_a_no_is_named(
    ask_on_terminal: AskOnTerminal, keyed: dict[str, str], tmp_path: Path
) -> None:
    for name in (".env", "id_rsa"):
        (tmp_path / name).write_text("a = 1\n")
    command = ask_on_terminal("why is this", ".env", "id_rsa", env=keyed)
    command.expect_exact("[y/N]")
    command.sendline("y")
    command.expect_exact("id_rsa is a private key. Send it")
    command.sendline("n")
    code, shown = command.ended()
    assert (code, "nothing was sent: id_rsa is a private key" in shown, ".env" in shown) == (2, True, False)
