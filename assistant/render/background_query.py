"""Asks the terminal for the colour of its background, and sees to it that nobody else has to read the reply.

The question is xterm's OSC 11 ("?" for the colour), and behind it the one every terminal answers: its attributes (DA1).
So one that does not know the first is not waited for. See
https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands
"""

import fcntl
import os
import select
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from assistant.render.palette import Background
from assistant.render.replies import Replies
from assistant.values import dataclass

# Seconds: how long an answer waits for the reply, how long one is waited for when everything else is done, and how
# long one is looked out for.
NEAR = 0.1, 1.0, 2.0
FAR = 0.4, 3.0, 5.0  # over a network
_STEP = 0.05  # seconds
_BURST = 5, 0.02  # bytes, those of the shortest reply, and seconds within which they come
_PUT_BACK = Path("/proc/sys/dev/tty/legacy_tiocsti")  # "0" where the system refuses it, see tty_ioctl(4)
QUERY = b"\x1b]11;?\x1b\\\x1b[c"
_MUTE = ("linux", "eterm")  # how TERM begins where the question is not understood


@dataclass(frozen=True, slots=True)
class Heard:
    """What a terminal said of its background, None for nothing known; whether it answered at all, and in time.

    One over a network counts as slow: the next question may be answered too late. Where a key came first
    (`is_interrupted`), it may have answered all the same.
    """

    background: Background | None
    is_answered: bool
    is_slow: bool
    is_interrupted: bool = False


def can_put_back() -> bool:
    """Tell whether keys that were read can be put back to where the next program reads them."""
    with suppress(OSError):
        return _PUT_BACK.read_text("ascii").strip() != "0"
    return True


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
        self._spares_keys = self.has_spared = False
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

    def spare_keys(self) -> None:
        """From now on stop listening where a key comes: the reply is late already, and may never come."""
        self._spares_keys = True

    @property
    def is_given_up(self) -> bool:
        """Whether the reply did not come in time, or before a key that is spared."""
        return self.replies.owed and (self.has_spared or time.monotonic() >= self._end)

    def listen(self, seconds: float) -> bytes:
        """Read for so long, or until the terminal has answered or hardly will; gives what was typed meanwhile.

        What comes behind the reply is left for others to read.
        """
        typed, end = "", time.monotonic() + seconds
        with suppress(OSError):
            while self.replies.owed and not self.has_spared and self.descriptor is not None:
                left = min(end, self._end) - time.monotonic()
                if left < 0 or not _is_ours(self.descriptor):
                    break
                if not _readable(self.descriptor, min(left, _STEP)):
                    continue
                if self._spares_keys and not self.replies.begun and not _is_burst(self.descriptor):
                    self.has_spared = True
                    break
                read = os.read(self.descriptor, 1)
                if not read:
                    break
                keys = self.replies.without(read.decode("latin-1"))
                if keys and self._spares_keys:
                    self.has_spared = True
                    break
                typed += keys
        return typed.encode("latin-1")

    def settle(self) -> bytes:
        """Listen before others read; gives what was typed meanwhile."""
        return self.listen(self._parting) + self.rest()

    def rest(self) -> bytes:
        """Give the keys that were held back because a reply may begin like them."""
        return self.replies.give_back().encode("latin-1")

    def part(self) -> None:
        """Settle, and put what was typed back to where the next program reads it, or leave it there."""
        if not can_put_back():
            self.spare_keys()
        self.give_back(self.settle())

    def give_back(self, typed: bytes) -> None:
        """Put what was typed back to where keys are read from, where the system allows it."""
        with suppress(OSError, AttributeError):
            for byte in typed:
                fcntl.ioctl(self.descriptor or 0, termios.TIOCSTI, bytes((byte,)))


class BackgroundQueryThread(threading.Thread):
    """The question put in a thread of its own, for who has no input line to hear the reply; who joins it waits for that.

    It is not put where keys wait to be read, nor where somebody else has the echo off. The terminal's mode is given
    back in any case, and so are keys that were typed meanwhile; where the system refuses that (`puts_back`), they are
    left alone once a reply is late. `heard` is called with what came of it.
    """

    def __init__(
        self,
        out: TextIO,
        environment: Mapping[str, str],
        heard: Callable[[Heard], object],
        *,
        puts_back: Callable[[], bool] = can_put_back,
    ) -> None:
        super().__init__(name="background")
        self._query = BackgroundQuery(out, environment)
        self._heard = heard
        self._puts_back = puts_back
        self._came: Heard | None = None
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
        if self._came:
            self._heard(self._came)

    def _quietly(self, descriptor: int, before: list[Any]) -> bytes:
        quiet = [*before]
        quiet[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(descriptor, termios.TCSANOW, quiet)
        try:
            self._query.put()
            typed = self._query.listen(self._query.timeout)
            late = self._query.replies.owed
            self._waited.set()
            if late and not self._puts_back():
                self._query.spare_keys()
            typed += self._query.listen(self._query.late)
            replies = self._query.replies
            if not replies.owed or self._query.is_given_up:
                is_slow = late or self._query.is_far
                self._came = Heard(
                    replies.background,
                    is_answered=not replies.owed,
                    is_slow=is_slow,
                    is_interrupted=self._query.has_spared,
                )
            return typed + self._query.rest()
        finally:
            if _is_ours(descriptor):
                termios.tcsetattr(descriptor, termios.TCSANOW, before)


def _readable(descriptor: int, timeout: float) -> bool:
    return bool(select.select([descriptor], [], [], max(timeout, 0.0))[0])


def _is_burst(descriptor: int) -> bool:
    """Tell whether as much waits as a reply has: a key is less."""
    size, seconds = _BURST
    time.sleep(seconds)
    waiting = fcntl.ioctl(descriptor, termios.FIONREAD, bytes(4))
    return int.from_bytes(waiting, sys.byteorder) >= size


def _is_ours(descriptor: int) -> bool:
    """Tell whether it is the terminal we are in the foreground of, open for reading too."""
    return (
        os.isatty(descriptor)
        and fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDWR
        and os.tcgetpgrp(descriptor) == os.getpgrp()
    )
