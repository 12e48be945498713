"""Runs a prompt of prompt-toolkit so that SIGINT cuts nothing in two: neither its setting up nor its clearing away."""

import signal
from collections.abc import Callable

from prompt_toolkit import PromptSession

from assistant.interrupt import Interrupted


def read(prompt: PromptSession[str], interrupt: Callable[[], object], draft: str = "") -> str:
    """Read an entry, beginning with `draft`; SIGINT calls `interrupt` in the prompt's loop.

    Raises EOFError for Ctrl-D on an empty line, and Interrupted where SIGINT came after the entry was sent.
    """
    late = False

    def begin() -> None:
        nonlocal late
        late = False

    def note(*_: object) -> None:
        nonlocal late
        app = prompt.app
        if app.is_running and not app.is_done and app.loop is not None:
            app.loop.call_soon_threadsafe(interrupt)
        else:
            late = True

    before = signal.signal(signal.SIGINT, note)
    try:
        entry = prompt.prompt(default=draft, handle_sigint=False, pre_run=begin)
    finally:
        signal.signal(signal.SIGINT, before)
    if late:
        raise Interrupted(signal.SIGINT)
    return entry
