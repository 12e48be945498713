"""An interrupt is raised behind a step that must not be cut in two, and at once where nothing is half done."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Assistant
from assistant.interrupt import STUCK_AFTER, Interrupted, Uninterrupted, handle
from assistant.prompt import Prompt
from assistant.reply import Ending
from tests.money.scenes import CHOICES, Answering, Watching, a_ledger


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
    with Uninterrupted():
        signal.sigtimedwait((signal.SIGUSR1,), before)
        with Uninterrupted():
            signal.sigtimedwait((signal.SIGUSR1,), pause)
            for _ in range(signals):
                os.kill(os.getpid(), signal.SIGINT)
            steps.append("inner")
        steps.append("outer")


def taken(*, signals: int, pause: float = 0.0, before: float = 0.0) -> list[str]:
    """Give the steps that an interrupt left whole; taken again where a busy machine made them stuck."""
    while True:
        steps: list[str] = []
        begun = time.monotonic()
        with pytest.raises(Interrupted):
            take(steps, signals=signals, pause=pause, before=before)
        if time.monotonic() - begun < pause + before + STUCK_AFTER:
            return steps


def test_a_step_is_not_cut_in_two() -> None:
    assert taken(signals=1) == ["inner", "outer"]


def test_a_second_signal_does_not_wait() -> None:
    assert taken(signals=2) == []


def test_a_step_that_is_stuck_is_interrupted() -> None:
    assert taken(signals=1, pause=STUCK_AFTER * 2) == []


def test_a_step_within_a_slow_one_is_not_stuck_from_the_start() -> None:
    assert taken(signals=1, before=STUCK_AFTER * 2) == ["inner", "outer"]


def test_the_next_step_begins_with_nothing_noted() -> None:
    with pytest.raises(Interrupted):
        take([], signals=1)
    take([], signals=0)


def test_a_second_ctrl_c_takes_nothing_from_an_answer_that_is_being_written_down(tmp_path: Path) -> None:
    def recorded(text: str) -> str:
        if text == "Use a set.":
            os.kill(os.getpid(), signal.SIGINT)
        return text

    ledger = a_ledger(tmp_path, recorded=recorded)
    reply = Assistant(Answering(), ledger).answer(Prompt("why"), Watching(), choices=CHOICES)
    assert reply.ended.ending is Ending.WHOLE
