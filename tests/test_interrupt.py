"""An interrupt is raised behind a step that must not be cut in two, and at once where nothing is half done."""

import os
import signal
from collections.abc import Iterator

import pytest

from assistant.interrupt import STUCK_AFTER, Interrupted, Undivided, handle


@pytest.fixture(autouse=True)
def _handled() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    handle(signal.SIGINT, signal.SIGTERM)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_signal_says_which_it_was() -> None:
    with pytest.raises(Interrupted) as raised:
        os.kill(os.getpid(), signal.SIGTERM)
    assert raised.value.signal_number == signal.SIGTERM


def take(steps: list[str], *, signals: int, pause: float = 0.0, before: float = 0.0) -> None:
    with Undivided():
        signal.sigtimedwait((signal.SIGUSR1,), before)
        with Undivided():
            signal.sigtimedwait((signal.SIGUSR1,), pause)
            for _ in range(signals):
                os.kill(os.getpid(), signal.SIGINT)
            steps.append("inner")
        steps.append("outer")


def test_a_step_is_not_cut_in_two() -> None:
    steps: list[str] = []
    with pytest.raises(Interrupted):
        take(steps, signals=1)
    assert steps == ["inner", "outer"]


def test_a_second_signal_does_not_wait() -> None:
    steps: list[str] = []
    with pytest.raises(Interrupted):
        take(steps, signals=2)
    assert not steps


def test_a_step_that_is_stuck_is_interrupted() -> None:
    steps: list[str] = []
    with pytest.raises(Interrupted):
        take(steps, signals=1, pause=STUCK_AFTER * 2)
    assert not steps


def test_a_step_within_a_slow_one_is_not_stuck_from_the_start() -> None:
    steps: list[str] = []
    with pytest.raises(Interrupted):
        take(steps, signals=1, before=STUCK_AFTER * 2)
    assert steps == ["inner", "outer"]


def test_the_next_step_begins_with_nothing_noted() -> None:
    with pytest.raises(Interrupted):
        take([], signals=1)
    take([], signals=0)
