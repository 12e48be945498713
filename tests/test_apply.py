"""An answer's code in the place of a file."""

import os
import pty
from pathlib import Path

import pytest

from tests.conftest import ASK, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish


def code(text: str) -> Scripted:
    return Scripted(events(delta(f"Here:\n\n```py\n{text}```\n"), finish()))


def test_the_file_is_sent_shown_as_a_difference_and_written(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"a = 1\r\nb = 2\r\n")
    file.chmod(0o750)
    gateway.answers(code("a = 1\nb = 3\n"))
    ran = ask("fix", "--apply", str(file), "--yes", env=keyed)
    assert ran.code == 0
    assert "a = 1" in gateway.received[0].body["messages"][-1]["content"]
    assert "-b = 2\n+b = 3\n" in ran.err
    assert file.read_bytes() == b"a = 1\r\nb = 3\r\n"
    assert file.stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "a.py~").read_bytes() == b"a = 1\r\nb = 2\r\n"


def test_without_a_yes_nothing_is_written(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(code("a = 2\n"))
    ran = ask("fix", "--apply", str(file), env=keyed)
    assert ran.code == 2
    assert "nothing was written" in ran.err
    assert file.read_text() == "a = 1\n"


def test_a_link_a_folder_and_a_binary_file_are_refused_before_anything_is_sent(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "real").write_text("x\n")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "binary").write_bytes(b"\0\1")
    for name in ("link", "binary", ".", "no/such"):
        ran = ask("fix", "--apply", str(tmp_path / name), "--yes", env=keyed)
        assert ran.code == 2
    assert gateway.received == []


def test_a_cut_answer_is_never_written(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(Scripted(events(delta("```py\na = 2\n"))[:1]))
    ran = ask("fix", "--apply", str(file), "--yes", env=keyed)
    assert ran.code == 5
    assert file.read_text() == "a = 1\n"


def test_apply_takes_the_code_of_the_last_answer(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(code("new = 1\n"))
    ask("write it", env=keyed)
    ran = ask("apply", str(tmp_path / "new.py"), "--yes", env=keyed)
    assert ran.code == 0
    assert (tmp_path / "new.py").read_text() == "new = 1\n"


def test_several_blocks_are_not_guessed_between(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(Scripted(events(delta("```\na\n```\n\n```\nb\n```\n"), finish())))
    ask("write it", env=keyed)
    assert ask("apply", str(tmp_path / "new"), "--yes", env=keyed).code == 2
    assert ask("apply", str(tmp_path / "new"), "2", "--yes", env=keyed).code == 0
    assert (tmp_path / "new").read_text() == "b\n"


def test_a_file_that_changed_meanwhile_is_left_alone(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(code("a = 2\n"))
    ask("write it", env=keyed)
    os.utime(file, (4e9, 4e9))
    ran = ask("apply", str(file), env=keyed)
    assert (ran.code, file.read_text()) == (2, "a = 1\n")
    assert "has changed since the question was asked" in ran.err


@pytest.mark.parametrize(("answer", "text"), [(b"y\n", "a = 2\n"), (b"n\n", "a = 1\n"), (b"\n", "a = 1\n")])
def test_the_person_at_the_terminal_decides(
    answer: bytes,
    text: str,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n")
    gateway.answers(code("a = 2\n"))
    process, terminal = pty.fork()
    if process == 0:
        os.execve(ASK[0], [*ASK, "fix", "--apply", str(file)], {**environment, **keyed, "TERM": "xterm"})  # noqa: S606
    seen = b""
    while b"[y/N]" not in seen:
        seen += os.read(terminal, 10_000)
    os.write(terminal, answer)
    while True:
        try:
            seen += os.read(terminal, 10_000)
        except OSError:
            break
    os.waitpid(process, 0)
    os.close(terminal)
    assert b"\x1b[31m-a = 1" in seen
    assert file.read_text() == text
