"""Asks the terminal for the colour of its background, and sees to it that nobody else has to read the reply.

The question is xterm's OSC 11 ("?" for the colour), and behind it the one every terminal answers: its attributes (DA1).
So one that does not know the first is not waited for. See
https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands
"""

import fcntl
import os
import select
import termios
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TextIO

from assistant.render.palette import Background
from assistant.render.replies import Replies

# Seconds: how long an answer waits for the reply, how long one is waited for when everything else is done, and how
# long one is looked out for.
NEAR = 0.1, 1.0, 2.0
FAR = 0.4, 3.0, 5.0  # over a network
_STEP = 0.05  # seconds
QUERY = b"\x1b]11;?\x1b\\\x1b[c"
_MUTE = ("linux", "eterm")  # how TERM begins where the question is not understood


class BackgroundQuery:
    """One question to the terminal at `out`. It is not put where that is no terminal of ours to read from.

    Whoever puts it has the echo off, and reads only through `replies` from then on.
    """

    def __init__(self, out: TextIO, environment: Mapping[str, str]) -> None:
        self.replies = Replies()
        self.is_far = bool(environment.get("SSH_CONNECTION"))
        self.timeout, self._parting, self.late = FAR if self.is_far else NEAR
        self.descriptor: int | None = None
        self._end = 0.0
        terminal = environment.get("TERM", "")
        if not terminal or terminal.startswith(_MUTE) or environment.get("INSIDE_EMACS"):
            return
        with suppress(OSError, ValueError):
            if _is_ours(out.fileno()):
                self.descriptor = out.fileno()

    def put(self) -> None:
        """Put the question."""
        if self.descriptor is not None:
            with suppress(OSError):
                os.write(self.descriptor, QUERY)
                self._end = time.monotonic() + self.late
                self.replies.expect()

    def wait_for_reply_only(self) -> None:
        """Say that the reply is all that is still waited for."""
        self._end = min(self._end, time.monotonic() + self._parting)

    @property
    def is_overdue(self) -> bool:
        """Whether the reply did not come in time."""
        return self.replies.owed and time.monotonic() >= self._end

    def listen(self, seconds: float) -> bytes:
        """Read for so long, or until the terminal has answered or hardly will; gives what was typed meanwhile.

        What comes behind the reply is left for others to read.
        """
        typed, end = "", time.monotonic() + seconds
        with suppress(OSError):
            while self.replies.owed and self.descriptor is not None:
                left = min(end, self._end) - time.monotonic()
                if left < 0 or not _is_ours(self.descriptor):
                    break
                if not _readable(self.descriptor, min(left, _STEP)):
                    continue
                read = os.read(self.descriptor, 1)
                if not read:
                    break
                typed += self.replies.without(read.decode("latin-1"))
        return typed.encode("latin-1")

    def settle(self) -> bytes:
        """Listen before others read; gives what was typed meanwhile."""
        return self.listen(self._parting) + self.rest()

    def rest(self) -> bytes:
        """Give the keys that were held back because a reply may begin like them."""
        return self.replies.give_back().encode("latin-1")

    def part(self) -> None:
        """Settle, and put what was typed back to where the next program reads it, where the system allows it."""
        self.give_back(self.settle())

    def give_back(self, typed: bytes) -> None:
        """Put what was typed back to where keys are read from, where the system allows it."""
        with suppress(OSError, AttributeError):
            for byte in typed:
                fcntl.ioctl(self.descriptor or 0, termios.TIOCSTI, bytes((byte,)))


class BackgroundQueryThread(threading.Thread):
    """The question put in a thread of its own, for who has no input line to hear the reply; who joins it waits for that.

    It is not put where keys wait to be read, nor where somebody else has the echo off. The terminal's mode is given
    back in any case, and so are keys that were typed meanwhile, where the system allows it. `slow` is called with what
    a terminal over a network said, or one that was late, None for nothing: the next question may be answered too late.
    """

    def __init__(
        self, out: TextIO, environment: Mapping[str, str], slow: Callable[[Background | None], object]
    ) -> None:
        super().__init__(name="background")
        self._query = BackgroundQuery(out, environment)
        self._slow = slow
        self._is_slow = False
        self._waited = threading.Event()
        if self._query.descriptor is None or _readable(self._query.descriptor, 0):
            self._waited.set()
        else:
            self.start()

    def background(self) -> Background | None:
        """Wait for the reply, but not long; None where there was none."""
        self._waited.wait()
        return self._query.replies.background

    def settle(self) -> None:
        """Wait until nobody else can come to read the reply."""
        if self.ident is not None:
            self.join()

    def join(self, timeout: float | None = None) -> None:
        """Wait a little for the reply that is still owed."""
        self._query.wait_for_reply_only()
        super().join(timeout)

    def run(self) -> None:
        """Ask and listen."""
        typed, descriptor = b"", self._query.descriptor or 0
        with suppress(OSError, termios.error):
            before = termios.tcgetattr(descriptor)
            if before[3] & termios.ECHO:
                typed = self._quietly(descriptor, before)
        self._waited.set()
        self._query.give_back(typed)
        if self._is_slow:
            self._slow(self._query.replies.background)

    def _quietly(self, descriptor: int, before: list[Any]) -> bytes:
        quiet = [*before]
        quiet[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(descriptor, termios.TCSANOW, quiet)
        try:
            self._query.put()
            typed = self._query.listen(self._query.timeout)
            late = self._query.replies.owed
            self._waited.set()
            typed += self._query.listen(self._query.late)
            self._is_slow = self._query.is_overdue or (
                not self._query.replies.owed and (late or self._query.is_far)
            )
            return typed + self._query.rest()
        finally:
            if _is_ours(descriptor):
                termios.tcsetattr(descriptor, termios.TCSANOW, before)


def _readable(descriptor: int, timeout: float) -> bool:
    return bool(select.select([descriptor], [], [], max(timeout, 0.0))[0])


def _is_ours(descriptor: int) -> bool:
    """Tell whether it is the terminal we are in the foreground of, open for reading too."""
    return (
        os.isatty(descriptor)
        and fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDWR
        and os.tcgetpgrp(descriptor) == os.getpgrp()
    )
