"""Signals that ask the program to end: each is an exception, which a step that must not be cut in two defers."""

import os
import signal
import sys
import time
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

STUCK_AFTER = 0.05  # seconds a step may take before it counts as stuck, and is interrupted after all
AGAIN = 0.01  # seconds after which a signal is sent again that came where nothing can be raised


class Interrupted(KeyboardInterrupt):
    """A signal asks the program to end: what came is kept. `signal_number` decides the exit code."""

    def __init__(self, signal_number: int) -> None:
        super().__init__()
        self.signal_number = signal_number


def signal_of(interrupt: KeyboardInterrupt) -> int:
    """Give the number of the signal behind `interrupt`: SIGINT where it is none of ours."""
    return interrupt.signal_number if isinstance(interrupt, Interrupted) else signal.SIGINT


class _Interrupts:
    """What is known of signals in this process; Python runs handlers in the main thread alone."""

    def __init__(self) -> None:
        self.depth = 0
        self.since = 0.0
        self.noted = 0


_interrupts = _Interrupts()


class Uninterrupted:
    """Defers an interrupt to the end of the block; one that takes longer than STUCK_AFTER, or a second one, ends it.

    A block within it has the whole of STUCK_AFTER again.

    >>> with Uninterrupted():
    ...     pass
    """

    __slots__ = ()

    def __enter__(self) -> None:
        _interrupts.since = time.monotonic()
        _interrupts.depth += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _interrupts.depth -= 1
        if _interrupts.noted and not _interrupts.depth:
            number, _interrupts.noted = _interrupts.noted, 0
            raise Interrupted(number)


def interrupt(number: int, _: FrameType | None) -> None:
    """Handle a signal. Raises Interrupted, at once or at the end of an `Uninterrupted` block."""
    stuck = time.monotonic() - _interrupts.since > STUCK_AFTER
    if _interrupts.depth and not _interrupts.noted and not stuck:
        _interrupts.noted = number
        return
    _interrupts.noted = 0
    raise Interrupted(number)


def handle(*numbers: signal.Signals) -> None:
    """Have signals handled here, but for those that are ignored, as under nohup."""
    sys.unraisablehook = _unraised
    for number in numbers:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, interrupt)


def _unraised(lost: "UnraisableHookArgs") -> None:
    """Send an interrupt again that was raised in a finalizer, where Python drops exceptions."""
    if not isinstance(lost.exc_value, Interrupted):
        sys.__unraisablehook__(lost)
        return
    from threading import Timer  # noqa: PLC0415 - rarely needed

    timer = Timer(AGAIN, os.kill, (os.getpid(), lost.exc_value.signal_number))
    timer.daemon = True
    timer.start()
