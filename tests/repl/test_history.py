"""One history for all terminals."""

import asyncio
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.repl.history import SharedHistory, entries_of
from tests.repl.terminal import Terminal
from tests.scripted import ScriptedGateway

TERMINALS, ENTRIES = 8, 60
APPENDING = """
import sys
from pathlib import Path
from assistant.repl.history import SharedHistory
history = SharedHistory(Path(sys.argv[1]))
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    history.store_string(f"{sys.argv[2]}.{number} " + "words\\n" * (number * 20))
    history.write()
"""


async def entries(history: SharedHistory) -> list[str]:
    return [entry async for entry in history.load()]


async def given_up(history: SharedHistory) -> None:
    loading = asyncio.create_task(entries(history))
    await asyncio.sleep(0)
    loading.cancel()


def test_the_file_is_read_once_and_what_is_typed_stands_before_it_once(tmp_path: Path) -> None:
    file = tmp_path / "history"
    file.write_bytes(b'"first"\n"second"\n')
    history = SharedHistory(file)
    history.append_string("third")  # before the file is read, which has it by then
    assert asyncio.run(entries(history)) == ["third", "second", "first"]
    SharedHistory(file).store_string("elsewhere")
    history.append_string("fourth")
    assert asyncio.run(entries(history)) == ["fourth", "third", "second", "first"]


def test_a_line_that_is_sent_before_the_file_is_read_costs_the_next_line_nothing(tmp_path: Path) -> None:
    file = tmp_path / "history"
    file.write_bytes(b'"first"\n' * 50_000)
    history = SharedHistory(file)
    asyncio.run(given_up(history))
    history.append_string("sent")
    assert asyncio.run(entries(history)) == ["sent", "first"]


def test_terminals_that_append_at_once_lose_and_tear_nothing(tmp_path: Path) -> None:
    file = tmp_path / "state" / "history"
    shells = [
        subprocess.Popen(
            [sys.executable, "-c", APPENDING, str(file), str(number), str(ENTRIES)], stdin=subprocess.PIPE
        )
        for number in range(TERMINALS)
    ]
    for shell in shells:
        assert shell.stdin is not None
        shell.stdin.write(b"\n")
        shell.stdin.close()
    assert [shell.wait(60) for shell in shells] == [0] * TERMINALS
    wanted = {f"{t}.{n} " + "words\n" * (n * 20) for t in range(TERMINALS) for n in range(ENTRIES)}
    assert set(entries_of(file.read_bytes())) == wanted
    assert file.read_bytes().count(b"\n") == TERMINALS * ENTRIES
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_entry_torn_by_a_terminal_that_died_costs_no_other(tmp_path: Path) -> None:
    file = tmp_path / "history"
    file.write_bytes(b'"first"\n"to')
    history = SharedHistory(file)
    history.store_string("third")
    history.write()
    assert list(SharedHistory(file).load_history_strings()) == ["third", "first"]


def test_a_history_that_is_no_file_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "history", 0o600)
    history = SharedHistory(tmp_path / "history")
    history.store_string("one")
    history.write()
    assert list(history.load_history_strings()) == []
    (tmp_path / "deep").write_bytes(b"[" * 100_000 + b'\n"two"\n')
    assert list(SharedHistory(tmp_path / "deep").load_history_strings()) == ["two"]


def test_only_what_may_be_kept_is_written(tmp_path: Path) -> None:
    history = SharedHistory(
        tmp_path / "history", lambda entry: entry.replace("secret", "…") if "no" not in entry else None
    )
    for entry in ("a secret word", "none of it"):
        history.store_string(entry)
    history.write()
    assert list(history.load_history_strings()) == ["a … word"]
    another = SharedHistory(tmp_path / "another", lambda _: None)
    another.store_string("a word")
    another.write()
    assert not (tmp_path / "another").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives a file away")
@pytest.mark.parametrize("whose", ["history", "."])
def test_another_users_history_is_neither_read_nor_written(
    whose: str, home: Path, opened: Callable[..., Terminal]
) -> None:
    file = home / ".local" / "state" / "ask" / "history"
    file.parent.mkdir(mode=0o700, parents=True)
    file.write_bytes(b'"rm -rf of another"\n')
    os.chown(file.parent / whose, 12345, 12345)
    with opened() as terminal:
        terminal.wait("belongs to another user").send("\x1b[A").rest()
        assert "rm -rf" not in terminal.text
        terminal.send("hello\r").wait("Hello world")
    assert file.read_bytes() == b'"rm -rf of another"\n'


def test_a_history_that_others_could_change_is_closed_to_them_and_said(
    home: Path, opened: Callable[..., Terminal]
) -> None:
    file = home / ".local" / "state" / "ask" / "history"
    file.parent.mkdir(parents=True)
    file.write_bytes(b'"typed before"\n')
    file.parent.chmod(0o777)
    file.chmod(0o666)
    with opened() as terminal:
        said = "".join(terminal.rows)
        assert said.count("could be changed by others; now it cannot") == 2
        terminal.send("\x1b[A").wait("typed before")
    assert (stat.S_IMODE(file.parent.stat().st_mode), stat.S_IMODE(file.stat().st_mode)) == (0o700, 0o600)


def test_a_key_that_a_command_gives_is_not_in_the_history(home: Path, gateway: ScriptedGateway) -> None:
    config = home / "config.toml"
    config.write_text(
        f'[providers.global-apis]\nbase_url = "{gateway.base_url}"\nkey_command = "echo plain-word-7"\n'
    )
    with Terminal(home, ASK_CONFIG=str(config)) as terminal:
        terminal.wait(r"(?m)^›").send("why is plain-word-7 refused\r").wait("1 secret kept here").wait(
            "Hello world"
        )
    history = SharedHistory(home / ".local" / "state" / "ask" / "history")
    assert list(history.load_history_strings()) == ["why is «secret:API_KEY_1» refused"]
