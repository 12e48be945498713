"""The terminal's modes: quiet between two input lines, usual for other programs, and put right again in the end."""

import os
import signal
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TextIO

from assistant.interrupt import heard

_INPUT, _LOCAL = 0, 3  # where a mode's flags stand, see termios(3)
# cursor shown, colours off, bracketed paste off, cursor keys as usual
_USUAL = "\x1b[?25h\x1b[0m\x1b[?2004l\x1b[?1l"


class Modes:
    """The modes of one terminal. Where stdin is none, nothing is done.

    `settle` is called before others read from the terminal.
    """

    def __init__(self, stdin: TextIO, out: TextIO, *, settle: Callable[[], None]) -> None:
        self._stdin = stdin
        self._out = out
        self._settle = settle
        self._found = self._mode()

    @contextmanager
    def session(self) -> Iterator[None]:
        """Be quiet but for the input line, and leave the terminal as it was found.

        Quiet keeps what is typed while an answer comes off the screen and for the next input line; Enter stays Enter,
        since a line feed is the key that breaks a line. Ctrl-C and Ctrl-Z work.
        """
        self._quiet()
        try:
            yield
        except BaseException:
            with suppress(OSError, ValueError):
                self._out.write(_USUAL)
                self._out.flush()
            raise
        finally:
            self._set(self._found)

    @contextmanager
    def answer(self) -> Iterator[None]:
        """Give the terminal back as it was found on Ctrl-Z, and be quiet again after `fg`."""

        def suspend(number: int, _: FrameType | None) -> None:
            with suppress(OSError, ValueError):
                os.write(
                    self._out.fileno(), _USUAL.encode()
                )  # the stream itself may be in the middle of a write
            self._set(self._found)
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            signal.signal(number, suspend)

        def again(_: int, __: FrameType | None) -> None:
            self._quiet()

        before = signal.signal(signal.SIGCONT, again), signal.signal(signal.SIGTSTP, suspend)
        heard(signal.SIGINT)  # reading a line has left Python's own handler
        try:
            yield
        finally:
            signal.signal(signal.SIGCONT, before[0])
            signal.signal(signal.SIGTSTP, before[1])

    @contextmanager
    def program(self) -> Iterator[None]:
        """Give another program, an editor, the terminal as it was found."""
        self._settle()
        self._set(self._found)
        try:
            yield
        finally:
            self._quiet()

    def _quiet(self) -> None:
        mode = self._mode()
        if mode is not None:
            mode[_LOCAL] &= ~(termios.ECHO | termios.ICANON)
            mode[_INPUT] &= ~termios.ICRNL
            self._set(mode)

    def _mode(self) -> list[Any] | None:
        with suppress(termios.error, OSError, ValueError):
            return termios.tcgetattr(self._stdin.fileno())
        return None

    def _set(self, mode: list[Any] | None) -> None:
        if mode is not None:
            with suppress(termios.error, OSError, ValueError):
                termios.tcsetattr(self._stdin.fileno(), termios.TCSADRAIN, mode)
