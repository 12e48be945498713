"""An answer in a pager: nothing is written over it, what the answer took stands below it, and nobody waits in vain."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.repl.terminal import PROGRAM, Terminal
from tests.scripted import Scripted, ScriptedGateway, begun, delta, events, stream

RECEIPT = "kimi-k2.5"
COMMAND = " ".join((*PROGRAM, "hello"))


@pytest.fixture
def shell(tmp_path: Path, gateway: ScriptedGateway) -> Terminal:
    if shutil.which("less") is None:
        pytest.skip("less is not installed")
    gateway.answers(Scripted([*stream("An answer.\n" * 40)]))
    variables = {"ASK_BASE_URL": gateway.base_url, "PS1": "$ "}
    return Terminal(tmp_path, command=["bash", "--norc", "-i"], **variables)


def test_the_receipt_stands_below_the_end_of_a_pager(shell: Terminal) -> None:
    with shell as terminal:
        terminal.wait(r"\$").send(f"{COMMAND} | less -R\r").wait("(?m)^:").send("G").wait("END").rest()
        assert RECEIPT not in terminal.scrolled
        terminal.send("q").wait(f"(?s){RECEIPT}.*\n\\$$")


def test_a_cut_is_told_below_it_and_a_quiet_answer_waits_for_nobody(
    shell: Terminal, gateway: ScriptedGateway
) -> None:
    gateway.answers(
        Scripted(events(*[delta("An answer.\n" * 40)])[:1]), Scripted(stream("An answer.\n" * 40))
    )
    with shell as terminal:
        terminal.wait(r"\$").send(f"{COMMAND} | less -R\r").wait("(?m)^:").send("G").wait("END").rest()
        assert "cut off" not in terminal.scrolled
        terminal.send("q").wait("(?s)cut off after.*\n\\$$").send("clear\r").rest()
        terminal.send(f"{{ {COMMAND} -q; echo $? > left; }} | less -R\r").wait("(?m)^:")
        left = terminal.home / "left"
        terminal.until(left.exists, "the end of ask").send("q").wait(r"\$")


def test_a_pager_that_quits_at_the_end_of_one_screen_sees_it(
    shell: Terminal, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(stream("An answer.\n")))
    with shell as terminal:
        terminal.wait(r"\$").send(f"{COMMAND} | less -RFX\r").wait(f"(?s)An answer.*{RECEIPT}.*\n\\$$")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_wait(number: signal.Signals, shell: Terminal) -> None:
    with shell as terminal:
        terminal.wait(r"\$").send(f"sh -c 'echo $$ > pid; exec {COMMAND}' | less -R\r").wait("(?m)^:").rest()
        process = int((terminal.home / "pid").read_text("utf-8"))
        os.kill(process, number)
        if number == signal.SIGINT:  # the first one is the pager's as well
            terminal.rest()
            assert _runs(process)
            os.kill(process, number)
        terminal.until(lambda: not _runs(process), "its end")
        assert RECEIPT not in terminal.scrolled


def _runs(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout
    return state.strip()[:1] not in ("", "Z")


@pytest.mark.parametrize(
    "came",
    [(), ("An answer.\n" * 40,), ("An answer.\n" * 40_000,)],
    ids=["nothing", "some", "more than a pipe holds"],
)
def test_an_answer_that_a_key_ends_is_told_below_the_pager_too(
    came: tuple[str, ...], shell: Terminal, gateway: ScriptedGateway
) -> None:
    gateway.answers(Scripted(begun(*came)))
    with shell as terminal:
        terminal.wait(r"\$").send(f"{COMMAND} | less -R\r")
        terminal.until(lambda: gateway.received, "the question").rest()
        terminal.send("\x03").rest()
        assert "interrupted" not in terminal.scrolled
        terminal.send("q").wait("(?s)interrupted.*\ntier 0 .*\n\\$$")


PARENT = f"""
import subprocess, tty
tty.setcbreak(0)
print("came", len(subprocess.run({[*PROGRAM, "hello"]!r}, stdout=subprocess.PIPE).stdout))
"""


def test_a_program_that_reads_an_answer_for_itself_is_not_waited_for(shell: Terminal) -> None:
    with shell as terminal:
        (terminal.home / "parent.py").write_text(PARENT, "utf-8")
        begun = time.monotonic()
        terminal.wait(r"\$").send(f"{sys.executable} parent.py\r").wait("came 440")
        assert RECEIPT in terminal.scrolled
        assert time.monotonic() - begun < 15
