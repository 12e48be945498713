"""The terminal's modes: quiet between two input lines, usual for other programs, and put right again in the end."""

import os
import signal
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any, TextIO

from assistant.repl.listening import KeyReadingView, ListeningInput

if TYPE_CHECKING:
    from assistant.answer import View

_INPUT, _LOCAL, _CHARACTERS = 0, 3, 6  # where a mode's flags stand, see termios(3)
# cursor shown, colours off, bracketed paste off, cursor keys as usual
_USUAL = "\x1b[?25h\x1b[0m\x1b[?2004l\x1b[?1l"
_PASTES_MARKED = "\x1b[?2004h"
_ROW_CLEARED = "\r\x1b[K"


class Modes:
    """The modes of the terminal that `keys` come from. Where stdin is none, nothing is done."""

    def __init__(self, stdin: TextIO, out: TextIO, keys: ListeningInput, *, dumb: bool) -> None:
        self._stdin = stdin
        self._out = out
        self._keys = keys
        self._found = self._mode()
        self._dumb = dumb

    @contextmanager
    def session(self) -> Iterator[None]:
        """Be quiet but for the input line, and leave the terminal as it was found.

        Quiet keeps what is typed while an answer comes off the screen and for the next input line; Enter stays Enter,
        since a line feed is the key that breaks a line, and a paste one entry. Ctrl-C and Ctrl-Z work; what was typed
        before them is not sent any more, and not lost.
        """
        interrupt = signal.getsignal(signal.SIGINT)
        if callable(interrupt):
            signal.signal(signal.SIGINT, self._keys.behind_reading(partial(self._interrupted, interrupt)))
        self._quiet()
        if self._keys.are_waiting:
            self._write(_ROW_CLEARED)  # they were shown, and the input line shows them again
        try:
            yield
        finally:
            with suppress(OSError, ValueError):
                self._out.flush()
            self._write(_USUAL)
            self._set(self._found)
            signal.signal(signal.SIGINT, interrupt)

    @contextmanager
    def answer(self, view: "View") -> "Iterator[View]":
        """Give what shows the answer by `view` and hears Ctrl-C meanwhile, whatever was pasted before it.

        On Ctrl-Z the terminal is given back as it was found; after `fg` it is quiet again.
        """

        def suspend(number: int, _: FrameType | None) -> None:
            self._keys.hold()
            self._write(_USUAL)
            self._set(self._found)
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            signal.signal(number, suspended)

        def again(_: int, __: FrameType | None) -> None:
            self._quiet()
            self._write(_PASTES_MARKED)

        suspended = self._keys.behind_reading(suspend)
        self._write(_PASTES_MARKED)
        before = signal.signal(signal.SIGCONT, again), signal.signal(signal.SIGTSTP, suspended)
        try:
            yield KeyReadingView(view, self._keys)
        finally:
            signal.signal(signal.SIGCONT, before[0])
            signal.signal(signal.SIGTSTP, before[1])

    @contextmanager
    def program(self) -> Iterator[None]:
        """Give another program, an editor, the terminal as it was found."""
        self._keys.settle()
        self._set(self._found)
        try:
            yield
        finally:
            self._quiet()

    def _interrupted(
        self, interrupt: Callable[[int, FrameType | None], object], number: int, frame: FrameType | None
    ) -> None:
        self._keys.hold()
        interrupt(number, frame)

    def _quiet(self) -> None:
        mode = self._mode()
        if mode is not None:
            mode[_LOCAL] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
            mode[_LOCAL] |= termios.NOFLSH
            mode[_INPUT] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR)
            mode[_CHARACTERS][termios.VQUIT] = bytes((os.fpathconf(self._stdin.fileno(), "PC_VDISABLE"),))
            self._set(mode)
            self._keys.take_over()

    def _write(self, sequence: str) -> None:
        """Write to the terminal past the stream, which may be in the middle of a write."""
        if not self._dumb and self._found is not None:
            with suppress(OSError, ValueError):
                os.write(self._out.fileno(), sequence.encode())

    def _mode(self) -> list[Any] | None:
        with suppress(termios.error, OSError, ValueError):
            return termios.tcgetattr(self._stdin.fileno())
        return None

    def _set(self, mode: list[Any] | None) -> None:
        if mode is not None:
            with suppress(termios.error, OSError, ValueError):
                termios.tcsetattr(self._stdin.fileno(), termios.TCSADRAIN, mode)
