"""A terminal to drive the program in: a pty with an emulator behind it, or a real tmux."""

import contextlib
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pyte

from tests.glass import Glass, Narrowing

PROGRAM = [sys.executable, "-m", "assistant"]
PATIENCE = 20.0  # seconds for what has to come
RESTLESS = 3.0  # seconds


class Terminal:
    """The program in a pty; `rows` is what a person sees."""

    narrowing = Narrowing.CUTS

    def __init__(
        self,
        home: Path,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        command: list[str] | None = None,
        **variables: str,
    ) -> None:
        self.home = home
        self.screen = Glass(columns, rows, history=50_000, ratio=0.0001)
        self.screen.narrowing = self.narrowing
        self.screen.write_process_input = self._answer  # type: ignore[method-assign]
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""
        self.master, self.slave = pty.openpty()
        self._size(columns, rows)
        self.found = termios.tcgetattr(self.slave)
        self.process = subprocess.Popen(
            [*(command or PROGRAM), *arguments],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=environment(home, **variables),
            cwd=home,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no thread of ours runs
        )

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)

    def _answer(self, text: str) -> None:
        os.write(self.master, text.encode())

    def _size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> "Terminal":
        self.screen.resize(rows, columns)
        self._size(columns, rows)
        return self

    def send(self, text: str) -> "Terminal":
        content = text.encode()
        while content:
            _, writable, _ = select.select([], [self.master], [], 0)
            if writable:
                content = content[os.write(self.master, content[:512]) :]
            self.read(0)
        return self

    def paste(self, text: str) -> "Terminal":
        return self.send(f"\x1b[200~{text}\x1b[201~")

    def read(self, seconds: float = 0.02) -> bytes:
        readable, _, _ = select.select([self.master], [], [], seconds)
        if not readable:
            return b""
        try:
            content = os.read(self.master, 65536)
        except OSError:
            return b""
        self.written += content
        self.stream.feed(content)
        return content

    @property
    def rows(self) -> list[str]:
        return [row.rstrip() for row in self.screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.rows).rstrip()

    @property
    def scrolled(self) -> str:
        """Everything on the screen and above it."""
        return "\n".join(self.screen.rows())

    def wait(self, wanted: str, *, among_scrolled: bool = False) -> "Terminal":
        """Wait until a text, given as a pattern, is on the screen."""
        return self.until(
            lambda: re.search(wanted, self.scrolled if among_scrolled else self.text), repr(wanted)
        )

    def until(self, holds: Callable[[], object], wanted: str) -> "Terminal":
        """Wait until something holds; `wanted` names it."""
        end = time.monotonic() + PATIENCE
        while not holds():
            self.read(0.02)
            if time.monotonic() > end:
                raise AssertionError(f"{wanted} did not come:\n{self.text}")
        return self

    def rest(self, seconds: float = 0.3, most: float = RESTLESS) -> "Terminal":
        """Wait until nothing has been written for so long; what never rests is left alone after `most` seconds."""
        end = time.monotonic() + most
        while self.read(seconds) and time.monotonic() < end:
            pass
        return self

    def ended(self) -> int:
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.02)
        self.rest(0.05)
        return self.process.wait(timeout=1)

    @property
    def is_sane(self) -> bool:
        """Whether the modes are as they were, the cursor is shown and no colour is left on."""
        attrs = self.screen.cursor.attrs
        plain = attrs == pyte.screens.Char(attrs.data)
        return termios.tcgetattr(self.slave)[:4] == self.found[:4] and not self.screen.cursor.hidden and plain


def environment(home: Path, **variables: str) -> dict[str, str]:
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    } | variables


class Tmux:
    """The program in a real tmux of its own."""

    def __init__(
        self, home: Path, *arguments: str, columns: int = 80, rows: int = 24, **variables: str
    ) -> None:
        self._socket = str(home / "tmux")
        self._environment = environment(home, **variables)
        command = [*PROGRAM, *arguments]
        size = ["-x", str(columns), "-y", str(rows)]
        self._tmux("-f", "/dev/null", "new-session", "-d", *size, "-c", str(home), *command)
        self._tmux("set-option", "-g", "history-limit", "5000")

    def __enter__(self) -> "Tmux":
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["tmux", "-S", self._socket, "kill-server"], capture_output=True, check=False)

    def _tmux(self, *arguments: str, given: str | None = None) -> str:
        command = ["tmux", "-S", self._socket, *arguments]
        done = subprocess.run(
            command,
            env=self._environment,
            capture_output=True,
            text=True,
            check=True,
            input=given,
            timeout=20,
        )
        return done.stdout

    def send(self, text: str) -> "Tmux":
        for part in re.split(r"([\x00-\x1f\x7f]+)", text):
            if part and part.isprintable():
                self._tmux("send-keys", "-l", part)
            elif part:
                self._tmux("send-keys", "-H", *(f"{ord(key):02x}" for key in part))
        return self

    def paste(self, text: str) -> "Tmux":
        self._tmux("load-buffer", "-", given=text)
        self._tmux("paste-buffer", "-p", "-r")
        return self

    def resize(self, columns: int, rows: int) -> "Tmux":
        """Resize it, and wait until the program has been told, which tmux does later."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))
        tty = os.open(self._tmux("display-message", "-p", "#{pane_tty}").strip(), os.O_RDONLY | os.O_NOCTTY)
        with os.fdopen(tty):
            return self.until(
                lambda: os.get_terminal_size(tty) == (columns, rows), f"a size of {columns}x{rows}"
            )

    @property
    def text(self) -> str:
        return "\n".join(row.rstrip() for row in self._tmux("capture-pane", "-p").split("\n")).rstrip()

    @property
    def scrolled(self) -> str:
        return "\n".join(
            row.rstrip() for row in self._tmux("capture-pane", "-p", "-S", "-").split("\n")
        ).rstrip()

    def wait(self, wanted: str) -> "Tmux":
        return self.until(lambda: re.search(wanted, self.text), repr(wanted))

    def until(self, holds: Callable[[], object], wanted: str) -> "Tmux":
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"{wanted} did not come:\n{self.text}")
            time.sleep(0.05)
        return self

    def rest(self, seconds: float = 0.3, most: float = RESTLESS) -> "Tmux":
        before, now = "", self.text
        end = time.monotonic() + most
        while before != now and time.monotonic() < end:
            time.sleep(seconds)
            before, now = now, self.text
        return self


HAS_TMUX = shutil.which("tmux") is not None
