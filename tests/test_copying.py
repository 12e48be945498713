"""--copy: the clipboard gets the answer, through a program, tmux or the terminal, and no program sees a key."""

import base64
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import KEY, AskOnTerminal, Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, stream

ANSWER = "Here:\n\n```py\nx = 'é'\n```\n\nand \x1b[31m so on\n"


@pytest.fixture
def program(tmp_path: Path) -> dict[str, str]:
    """A desktop whose wl-copy keeps what it is given, and its environment."""
    folder = tmp_path / "bin"
    folder.mkdir()
    kept = folder / "wl-copy"
    kept.write_text(f'#!/bin/sh\ncat > "{tmp_path}/clipboard"\nenv > "{tmp_path}/seen"\n')
    kept.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}", "WAYLAND_DISPLAY": "wayland-0"}


def test_the_desktops_program_gets_the_answer_and_no_key(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], program: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(Scripted(stream(ANSWER)))
    ran = ask("--copy", "how", env=keyed | program)
    assert ran.code == 0
    assert (tmp_path / "clipboard").read_text("utf-8") == ANSWER.replace("\x1b", "\N{SYMBOL FOR ESCAPE}")
    assert "copied the answer, 7 lines (wl-copy)" in ran.err
    assert KEY not in (tmp_path / "seen").read_text("utf-8")


def test_with_x_only_the_code_is_copied(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], program: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(Scripted(stream(ANSWER)))
    ran = ask("-x", "--copy", "how", env=keyed | program)
    assert (tmp_path / "clipboard").read_text("utf-8") == "x = 'é'\n" == ran.out
    assert "copied the code, 1 line (wl-copy)" in ran.err


def test_a_cut_answer_is_not_copied(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], program: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(Scripted(events(delta("half"), finish("length"))))
    ran = ask("--copy", "how", env=keyed | program)
    assert (ran.code, "it was not copied" in ran.err) == (5, True)
    assert not (tmp_path / "clipboard").exists()


def test_where_there_is_no_clipboard_the_exit_code_tells(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text("x = 'e'\n")
    gateway.answers(Scripted(stream(ANSWER)))
    for options in ((), ("-x",), ("--apply", "a.py", "--yes")):
        ran = ask("--copy", *options, "how", env=keyed)
        assert (ran.code, "nothing was copied: there is no clipboard program" in ran.err) == (5, True)
    assert (tmp_path / "a.py").read_text("utf-8") == "x = 'é'\n"


def test_the_terminal_is_asked_where_there_is_no_program(
    ask_on_terminal: AskOnTerminal, keyed: dict[str, str]
) -> None:
    _, shown = ask_on_terminal("--copy", "how", env=keyed).ended()
    content = base64.b64encode(b"Hello world").decode()
    assert f"\x1b]52;c;{content}\x07" in shown
    assert "through the terminal" in shown


@pytest.mark.slow
def test_tmux_gets_it_into_its_buffer(
    keyed: dict[str, str], environment: dict[str, str], tmp_path: Path
) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    (tmp_path / "home").mkdir()
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    command = f"'{sys.executable}' -m assistant --copy how > out 2> err; tmux show-buffer > buffer; tmux wait-for -S done"
    variables = [f"{name}={value}" for name, value in {**environment, **keyed}.items()]
    try:
        subprocess.run(
            [*tmux, "new-session", "-d", "-x", "80", "-y", "24", "env", *variables, "sh", "-c", command],
            cwd=tmp_path,
            check=True,
        )
        subprocess.run([*tmux, "wait-for", "done"], timeout=60, check=False)
        assert "(tmux)" in (tmp_path / "err").read_text("utf-8")
        assert (tmp_path / "buffer").read_text("utf-8") == "Hello world"
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)
