"""SIGINT around a prompt: in it the line is the caller's, behind it the entry is not sent, and nothing is cut in two."""

import signal
from collections.abc import Callable

import pytest
from prompt_toolkit import PromptSession
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.output import DummyOutput

from assistant.interrupt import Interrupted
from assistant.repl.reading import read


def typed(text: str, interrupt: Callable[[PromptSession[str]], object]) -> str:
    """Read `text` at a prompt where "!" raises SIGINT, and so does Enter once it has sent the line with an "x"."""
    keys = KeyBindings()

    @keys.add("!")
    def _(_: KeyPressEvent) -> None:
        signal.raise_signal(signal.SIGINT)

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=event.current_buffer.text)
        if "x" in event.current_buffer.text:
            signal.raise_signal(signal.SIGINT)

    with create_pipe_input() as keyboard:
        keyboard.send_text(text)
        prompt: PromptSession[str] = PromptSession(input=keyboard, output=DummyOutput(), key_bindings=keys)
        return read(prompt, lambda: interrupt(prompt))


def test_a_signal_at_the_prompt_is_the_callers() -> None:
    def send(prompt: PromptSession[str]) -> None:
        prompt.app.exit(result="interrupted")

    before = signal.getsignal(signal.SIGINT)
    assert typed("a line!", send) == "interrupted"
    assert typed("a line\r", send) == "a line"
    assert signal.getsignal(signal.SIGINT) is before


def test_a_signal_behind_the_entry_keeps_it_from_being_sent() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(Interrupted):
        typed("xyz\r", lambda _: None)
    assert signal.getsignal(signal.SIGINT) is before
