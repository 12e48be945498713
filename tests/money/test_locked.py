"""A ledger that another program holds: no answer waits for it, no turn is lost in silence, and a limit stays a wall."""

import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Ran, Run, Start
from tests.money.holder import holding
from tests.repl.conftest import home, opened
from tests.repl.terminal import Terminal
from tests.scripted import ScriptedGateway

__all__ = ["home", "opened"]

LOCKED = "another program has locked the ledger"
MAYBE = {"index": ", or its disk is slow"}  # what cannot be told apart
NOT_KEPT = "this turn is not kept"
HELLO = ("-0", "hello")
SHUT = ("all", "backup", "index")  # nobody else may read either


@pytest.fixture
def ledger(ask: Run, keyed: dict[str, str], environment: dict[str, str]) -> Path:
    """A ledger with one turn in it."""
    assert ask("-0", "firstly", env=keyed).code == 0
    return Path(environment["XDG_DATA_HOME"]) / "ask" / "ledger.db"


def at_once(ask: Run, keyed: dict[str, str], *commands: tuple[str, ...]) -> Iterator[Ran]:
    """Run commands that wait for the ledger at the same time; gives what each left behind."""
    with ThreadPoolExecutor() as pool:
        yield from pool.map(lambda command: ask(*command, env=keyed), commands)


def questions(ledger: Path) -> list[str]:
    with closing(sqlite3.connect(ledger)) as connection:
        rows = connection.execute("SELECT prompt FROM turns WHERE ending = 'whole' ORDER BY id")
        return [prompt for (prompt,) in rows]


@pytest.mark.parametrize("how", ["write", *SHUT])
def test_an_answer_comes_while_the_ledger_is_locked_and_it_is_said_that_it_is_not_kept(
    how: str, ledger: Path, ask: Run, keyed: dict[str, str]
) -> None:
    with holding(ledger, how):
        ran = ask("-0", "hello", env=keyed)
    assert (ran.code, ran.out) == (0, "Hello world\n")
    assert ran.err.count(NOT_KEPT) == 1
    assert f"{LOCKED}{MAYBE.get(how, '')} ({ledger})" in ran.err
    assert ("whether a limit on spending is set cannot be seen" in ran.err) is (how in SHUT)
    assert questions(ledger) == ["firstly"]


@pytest.mark.parametrize("how", ["write", "all", "index"])
def test_a_turn_is_kept_where_the_lock_is_let_go_after_a_second(
    how: str, ledger: Path, ask: Run, keyed: dict[str, str]
) -> None:
    with holding(ledger, how, 1):
        ran = ask("-0", "hello", env=keyed)
    assert (ran.code, ran.out, NOT_KEPT in ran.err) == (0, "Hello world\n", False)
    assert questions(ledger) == ["firstly", "hello"]


def test_somebody_who_reads_is_in_nobodys_way(ledger: Path, ask: Run, keyed: dict[str, str]) -> None:
    with holding(ledger, "read"):
        assert LOCKED not in ask("-0", "hello", env=keyed).err
        assert ask("cap", "2/day").code == 0
        for *arguments, count in (
            ("delete", "1", "1 of 1"),
            ("delete", "1", "0 of 1"),
            ("purge", "--before", "0001-01-02", "0"),
        ):
            ran = ask("log", *arguments)
            assert (ran.code, ran.out) == (2, f"deleted {count}\n")
            assert "may still lie in the ledger's file: another program is reading it" in ran.err
    assert questions(ledger) == ["hello"]
    ran = ask("log", "delete", "1")
    assert (ran.code, ran.out) == (2, "deleted 0 of 1\n")
    assert "turn 1 is not on record; of what was deleted before no word is left here" in ran.err
    assert "2 of these turns are not on record" in ask("log", "delete", "1", "99").err
    assert b"firstly" not in b"".join(file.read_bytes() for file in ledger.parent.iterdir())


@pytest.mark.parametrize("how", ["write", "backup", "index"])
def test_a_limit_stays_a_wall_while_the_ledger_is_locked(
    how: str, ledger: Path, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask("cap", "2/day").code == 0
    gateway.received.clear()
    with holding(ledger, how):
        for ran in at_once(
            ask, keyed, *((*HELLO, *more) for more in ((), ("--no-log",), ("--max-cost", "1")))
        ):
            assert (ran.code, ran.out) == (6, "")
            told = f"{LOCKED}{MAYBE.get(how, '')} ({ledger})"
            assert f"the limit on spending cannot be kept: {told}; nothing was sent" in ran.err
    assert gateway.received == []
    with holding(ledger, how, 1):
        assert ask("-0", "hello", env=keyed).code == 0
    assert ask("cap", "off").code == 0
    with holding(ledger, how):
        assert ask("-0", "hello", env=keyed).code == 0


def test_a_calls_own_limit_needs_no_ledger(ledger: Path, ask: Run, keyed: dict[str, str]) -> None:
    with holding(ledger, "write"):
        assert ask("-0", "hello", "--max-cost", "1", env=keyed).code == 0
        assert ask("-0", "hello", "--max-cost", "0.0000001", env=keyed).code == 6


READING = (("log",), ("log", "search", "firstly"), ("bill",), ("last",), ("cap",), ("-c", "-0", "more"))
WRITING = (("resume",), ("up",), ("log", "delete", "7"), ("cap", "2/day"))


def test_a_command_reads_what_may_be_read_and_else_says_what_is_in_the_way(
    ledger: Path, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.received.clear()
    with holding(ledger, "all"):
        for ran in at_once(ask, keyed, *READING, *WRITING):
            assert (ran.code, ran.out) == (2, "")
            assert ran.err.splitlines()[0] == f"ask: {LOCKED} ({ledger})"
    assert gateway.received == []
    with holding(ledger, "write"):
        for ran in at_once(ask, keyed, *READING):
            assert ran.code == 0, ran.err


def test_tab_offers_nothing_rather_than_wait(ledger: Path, ask: Run) -> None:
    assert ask("__complete", "turns").out == "1\tfirstly\n"
    with holding(ledger, "all"):
        assert ask("__complete", "turns").out == ""


@pytest.mark.parametrize("how", ["write", "index"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_wait_and_leaves_the_answer(
    number: signal.Signals, how: str, ledger: Path, keyed: dict[str, str], ask_in_pipes: Start
) -> None:
    with holding(ledger, how):
        process = ask_in_pipes(*HELLO, env=keyed)
        assert process.stderr
        while b" out " not in process.stderr.readline():  # the receipt
            pass
        time.sleep(0.5)  # by now it waits, which nothing shows
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
    assert process.returncode == (0 if number == signal.SIGINT else 128 + number)
    assert err.count(NOT_KEPT.encode()) == 1


def test_a_session_goes_on_while_the_ledger_is_locked(opened: Callable[..., Terminal], home: Path) -> None:
    with opened() as terminal:
        terminal.send("hello\r").wait("Hello world").wait(r"(?m)^›$").send("\x04")
        assert terminal.ended() == 0
    ledger = next(home.rglob("ledger.db"))
    with opened(columns=200) as terminal:
        with holding(ledger, "all"):
            for order in ("/log", "/cap 2/day"):
                terminal.send(f"{order}\r").wait(LOCKED).wait(r"(?m)^›$").rest()
                terminal.send("\x0c").rest()
            terminal.send("locked\r").wait("Hello world").send("typed meanwhile").wait(NOT_KEPT)
            terminal.wait(r"(?m)^› typed meanwhile$")
        terminal.send("\r").wait(r"(?s)typed meanwhile.*Hello world").wait(r"(?m)^›$").send("\x04")
        assert terminal.ended() == 0
    assert questions(ledger) == ["hello", "typed meanwhile"]
