"""What is said behind an answer waits where a pager reads that answer, which has taken the terminal, until it is over."""

import os
import signal
import stat
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from assistant.interrupt import signal_of
from assistant.render.notes import Notes
from assistant.reply import Reply
from assistant.turn import Event

if TYPE_CHECKING:
    from assistant.answer import View

_STEP = 0.05  # seconds between two looks
_LOCAL = 3  # where a mode's flags stand, see termios(3)


@contextmanager
def below_pager(view: "View", notes: Notes, out: TextIO, terminal: TextIO | None) -> Iterator["View"]:
    """Give what shows an answer by `view`; where a pager reads `out`, `notes` at the end stand below the pager's.

    Then `out` leads nowhere from there on, so that the pager sees the end.
    """
    yield _PagedView(view, notes, out, terminal)
    if notes.are_held:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, out.fileno())
        os.close(nowhere)
        interrupts = 0
        while _is_taken(terminal):
            try:
                time.sleep(_STEP)
            except KeyboardInterrupt as interrupt:  # a key of the pager's, too: the answer is over
                if signal_of(interrupt) != signal.SIGINT:
                    raise
                interrupts += 1
                if interrupts > 1:
                    return
    notes.release()


class _PagedView:
    def __init__(self, inner: "View", notes: Notes, out: TextIO, terminal: TextIO | None) -> None:
        self._inner = inner
        self._notes = notes
        self._is_read = _is_pipe(out)  # a signal may let it lead nowhere
        self._terminal = terminal

    def show(self, event: Event) -> None:
        self._inner.show(event)

    def finish(self, reply: Reply) -> None:
        is_pagers = reply.ended.signal in (0, signal.SIGINT)  # a key of the pager's, too
        if is_pagers and self._is_read and _is_taken(self._terminal):
            self._notes.hold()
        self._inner.finish(reply)


def _is_pipe(out: TextIO) -> bool:
    with suppress(OSError, ValueError):
        return stat.S_ISFIFO(os.fstat(out.fileno()).st_mode)
    return False


def _is_taken(terminal: TextIO | None) -> bool:
    """Tell whether another program of our pipeline reads single keys of the terminal that we are in the foreground of.

    Of a pipeline, not of who started us: with a parent in our own group (a script, an editor, a shell's key binding) it
    may be the parent, who waits for us.
    """
    with suppress(OSError, ValueError, AttributeError, termios.error):
        descriptor = terminal.fileno() if terminal is not None else -1
        ours = os.getpgrp()
        own = termios.tcgetattr(descriptor)[_LOCAL] & (termios.ICANON | termios.ECHO)
        return not own and os.tcgetpgrp(descriptor) == ours != os.getpgid(os.getppid())
    return False
