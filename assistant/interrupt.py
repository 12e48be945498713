"""Signals that ask the program to end: each is an exception, which a step that must not be cut in two defers.

After one of them no reader who stands still, as of a pager, holds the program up: see `hurry`.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

STUCK_AFTER = 0.05  # seconds a step may take before it counts as stuck, and is interrupted after all
AGAIN = 0.01  # seconds after which a signal is sent again that came where nothing can be raised
ENDINGS = (
    signal.SIGINT,
    signal.SIGTERM,
    signal.SIGHUP,
    signal.SIGQUIT,  # a key: Ctrl-\
    signal.SIGUSR1,
    signal.SIGUSR2,
)
LOOKING = 0.05  # seconds between two looks whether an output takes what is written
HURRY = 2.0  # seconds for which it is looked after a signal


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
        self.latest = 0  # the signal that came last
        self.hurried_until = 0.0
        self.leaving = False
        self.exit_code = 0  # where an output was given up
        self.stop: Callable[[], object] | None = None  # what Ctrl-Z does, where it was deferred


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
        if _interrupts.stop and not _interrupts.depth:
            stop, _interrupts.stop = _interrupts.stop, None
            stop()
        if _interrupts.noted and not _interrupts.depth:
            number, _interrupts.noted = _interrupts.noted, 0
            raise Interrupted(number)


def interrupt(number: int, _: FrameType | None) -> None:
    """Handle a signal. Raises Interrupted, at once or at the end of an `Uninterrupted` block."""
    hurry(number)
    if _interrupts.depth:
        stuck = time.monotonic() - _interrupts.since > STUCK_AFTER
        # What is cut in two in a pipe that nobody reads would be lost.
        unread = any(not os.isatty(output) for output in _held_up())
        if unread and _interrupts.noted:
            _give_up()
        if unread or not (_interrupts.noted or stuck):
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


def before_stopping(leave: Callable[[], object]) -> None:
    """Have `leave` called before Ctrl-Z stops the program, at the end of an `Uninterrupted` block that it comes in."""
    before = signal.getsignal(signal.SIGTSTP)

    def stop() -> None:
        leave()
        if callable(before):
            before(signal.SIGTSTP, None)
        else:
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, stopped)

    def stopped(_: int, __: FrameType | None) -> None:
        if _interrupts.depth:
            _interrupts.stop = stop
        else:
            stop()

    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGTSTP, stopped)


def raise_no_more() -> None:
    """Have signals only hurry what is left to be written before the program ends; so does one that came before."""
    _interrupts.leaving = True
    for number in ENDINGS:
        if callable(signal.getsignal(number)):
            signal.signal(number, lambda number, _: hurry(number))
    if _interrupts.latest:
        hurry(_interrupts.latest)


def hurry(number: int) -> None:
    """See to it, for a moment from now on, that no output that takes nothing holds up the end: the rest is lost.

    A terminal, on which a conversation goes on, is only given up by who leaves; a block it holds up is interrupted.
    """
    _interrupts.latest = number
    _interrupts.hurried_until = time.monotonic() + HURRY
    signal.signal(signal.SIGALRM, _look)
    signal.setitimer(signal.ITIMER_REAL, LOOKING, LOOKING)


def exit_code_of_given_up() -> int:
    """Give the exit code where an output was given up, 0 where none was."""
    return _interrupts.exit_code


def _look(_: int, __: FrameType | None) -> None:
    _give_up()
    if _interrupts.depth and _held_up():
        _interrupts.noted = 0
        raise Interrupted(_interrupts.latest)
    if time.monotonic() > _interrupts.hurried_until:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _give_up() -> None:
    """Let outputs that are held up lead nowhere: the write that waits there goes on, and ends."""
    for output in _held_up():
        if _interrupts.leaving or not os.isatty(output):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, output)
            os.close(nowhere)
            _interrupts.exit_code = 128 + _interrupts.latest


def _held_up() -> list[int]:
    """Give the outputs that would not take a byte now."""
    from select import POLLOUT, poll  # noqa: PLC0415 - rarely needed

    held_up = []
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            look = poll()
            look.register(output := stream.fileno(), POLLOUT)
            if not look.poll(0):
                held_up.append(output)
    return held_up


def _unraised(lost: "UnraisableHookArgs") -> None:
    """Send an interrupt again that was raised in a finalizer, where Python drops exceptions."""
    if not isinstance(lost.exc_value, Interrupted):
        sys.__unraisablehook__(lost)
        return
    from threading import Timer  # noqa: PLC0415 - rarely needed

    timer = Timer(AGAIN, os.kill, (os.getpid(), lost.exc_value.signal_number))
    timer.daemon = True
    timer.start()
