"""A file that is secret as a whole goes only after a yes, whatever way it takes into the question."""

import random
import shlex
import string
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import AskOnTerminal, Run
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
