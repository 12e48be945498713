"""Asks the terminal for the colour of its background, while something else is being made ready.

The question is xterm's OSC 11 ("?" for the colour), and behind it the one every terminal answers: its attributes (DA1).
So one that does not know the first is not waited for. See
https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands
"""

import fcntl
import os
import re
import select
import termios
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import TextIO

from assistant.render.palette import Background

PATIENCE = 0.1  # seconds
FAR = 0.4  # seconds, over a network
QUERY = b"\x1b]11;?\x1b\\\x1b[c"
_PART = rb"([0-9a-fA-F]{1,4})"
_COLOUR = re.compile(rb"\x1b\]11;rgba?:" + rb"/".join([_PART] * 3) + rb"[^\x07\x1b]*(?:\x07|\x1b\\)")
_ATTRIBUTES = re.compile(rb"\x1b\[\?[0-9;]*c")
_REPLIES = re.compile(rb"\x1b\]11;[^\x07\x1b]*(?:\x07|\x1b\\)?|" + _ATTRIBUTES.pattern)
_MUTE = ("linux", "eterm")  # how TERM begins where the question is not understood
_SHARES = (0.2126, 0.7152, 0.0722)  # of red, green and blue in the lightness one sees (ITU-R BT.709)


class Inquiry:
    """One question to the terminal at `out`, put in a thread of its own; the terminal's mode is given back in any case.

    It is not put where `out` is no terminal of ours to read from, or where keys wait to be read.
    """

    def __init__(self, out: TextIO, environment: Mapping[str, str]) -> None:
        self._patience = FAR if environment.get("SSH_CONNECTION") else PATIENCE
        self._out = out
        self._heard = b""
        self._typed = 0  # bytes of it that were taken
        self._thread: threading.Thread | None = None
        terminal = environment.get("TERM", "")
        if not terminal or terminal.startswith(_MUTE) or environment.get("INSIDE_EMACS"):
            return
        with suppress(OSError, ValueError):
            descriptor = out.fileno()
            if _is_ours(descriptor):
                self._thread = threading.Thread(target=self._ask, args=(descriptor,), name="background")
                self._thread.start()

    def background(self) -> Background | None:
        """Wait for the answer, PATIENCE seconds from the question at most; None where there was none."""
        self._wait()
        found = _COLOUR.search(self._heard)
        if found is None:
            return None
        light = sum(
            share * int(part, 16) / (16 ** len(part) - 1)
            for share, part in zip(_SHARES, found.groups(), strict=True)
        )
        return Background.LIGHT if light > 0.5 else Background.DARK

    def take_typed(self) -> str:
        """Take what was typed while the terminal was listened to; there is nothing of it left then."""
        self._wait()
        typed, self._typed = _REPLIES.sub(b"", self._heard)[self._typed :], len(self._heard)
        return typed.decode("utf-8", "replace")

    def give_back(self) -> None:
        """Put what was typed back to where keys are read from, where the system allows it."""
        with suppress(OSError, ValueError, AttributeError):
            for byte in self.take_typed().encode():
                fcntl.ioctl(self._out.fileno(), termios.TIOCSTI, bytes((byte,)))

    def _wait(self) -> None:
        if self._thread is not None:
            self._thread.join()

    def _ask(self, descriptor: int) -> None:
        with suppress(OSError, termios.error):
            before = termios.tcgetattr(descriptor)
            listening = termios.tcgetattr(descriptor)
            listening[0] &= ~termios.ICRNL
            listening[3] &= ~(termios.ICANON | termios.ECHO)
            termios.tcsetattr(descriptor, termios.TCSANOW, listening)
            try:
                if not _readable(descriptor, 0):
                    os.write(descriptor, QUERY)
                    self._listen(descriptor)
            finally:
                termios.tcsetattr(descriptor, termios.TCSANOW, before)

    def _listen(self, descriptor: int) -> None:
        end = time.monotonic() + self._patience
        while not _ATTRIBUTES.search(self._heard) and _readable(descriptor, end - time.monotonic()):
            self._heard += os.read(descriptor, 1)


def _readable(descriptor: int, patience: float) -> bool:
    return bool(select.select([descriptor], [], [], max(patience, 0.0))[0])


def _is_ours(descriptor: int) -> bool:
    """Tell whether it is the terminal we are in the foreground of, open for reading too."""
    return (
        os.isatty(descriptor)
        and fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDWR
        and os.tcgetpgrp(descriptor) == os.getpgrp()
    )
