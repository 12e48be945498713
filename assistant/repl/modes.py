"""The terminal's modes: quiet while an answer comes, and put right again whatever happened."""

import signal
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TextIO

_LOCAL, _INPUT = 3, 0  # where a mode's flags stand, see termios(3)
# cursor shown, colours off, bracketed paste and mouse off, keypad and cursor keys as usual
_USUAL = "\x1b[?25h\x1b[0m\x1b[?2004l\x1b[?1l"


@contextmanager
def left_sane(stdin: TextIO, out: TextIO) -> Iterator[None]:
    """Leave the terminal as it was found."""
    found = _mode(stdin)
    try:
        yield
    except BaseException:
        with suppress(OSError, ValueError):
            out.write(_USUAL)
            out.flush()
        raise
    finally:
        _set(stdin, found)


@contextmanager
def quiet(stdin: TextIO) -> Iterator[None]:
    """Keep what is typed off the screen and for the next input line; Ctrl-C and Ctrl-Z work, also after `fg`."""
    found = _mode(stdin)
    if found is None:
        yield
        return
    silent = list(found)
    silent[_LOCAL] = found[_LOCAL] & ~(termios.ECHO | termios.ICANON)
    silent[_INPUT] = (
        found[_INPUT] & ~termios.ICRNL
    )  # Enter stays Enter: a line feed is the key that breaks a line

    def again(_: int, __: FrameType | None) -> None:
        _set(stdin, silent)

    before = signal.signal(signal.SIGCONT, again)
    _set(stdin, silent)
    try:
        yield
    finally:
        signal.signal(signal.SIGCONT, before)
        _set(stdin, found)


def _mode(stdin: TextIO) -> list[Any] | None:
    with suppress(termios.error, OSError, ValueError):
        return termios.tcgetattr(stdin.fileno())
    return None


def _set(stdin: TextIO, mode: list[Any] | None) -> None:
    if mode is None:
        return
    with suppress(termios.error, OSError, ValueError):
        termios.tcsetattr(stdin.fileno(), termios.TCSADRAIN, mode)
