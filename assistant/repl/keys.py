"""The keys of the input line that are not prompt-toolkit's own."""

from collections.abc import Callable

from prompt_toolkit.application import get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Condition, emacs_mode, has_focus, vi_navigation_mode
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent


def keys(lines_break: Callable[[], bool]) -> KeyBindings:
    """Give the keys; `lines_break` tells whether Enter breaks the line and Alt-Enter sends."""
    found = KeyBindings()
    typing = has_focus(DEFAULT_BUFFER)
    plain = typing & ~Condition(lines_break)
    breaking = typing & Condition(lines_break)

    command = Condition(_is_command)

    @found.add("enter", filter=plain | (breaking & command))
    def _(event: KeyPressEvent) -> None:
        _enter(event.current_buffer)

    @found.add("enter", filter=breaking & ~command)
    @found.add("escape", "enter", filter=plain)
    @found.add("c-j", filter=typing)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.newline(copy_margin=False)

    @found.add("escape", "enter", filter=breaking)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @found.add("tab", filter=typing & Condition(_has_one_completion))
    def _(event: KeyPressEvent) -> None:
        state = event.current_buffer.complete_state
        if state is not None:
            event.current_buffer.apply_completion(state.completions[0])

    @found.add("c-c", filter=typing)  # while a line is searched for, it ends the search
    def _(event: KeyPressEvent) -> None:
        clear(event.app.current_buffer)

    @found.add("c-x", "c-e", filter=typing & emacs_mode)
    @found.add("v", filter=typing & vi_navigation_mode)
    def _(event: KeyPressEvent) -> None:
        event.app.erase_when_done = True  # the text comes back with the next line
        event.app.exit(result=f"/edit {event.current_buffer.text}")

    return found


def _enter(buffer: Buffer) -> None:
    """Take the completion that is chosen, go on with an open line, or send."""
    from assistant.repl.entry import ends_in_backslash, goes_on  # noqa: PLC0415 - behind the first prompt

    if buffer.complete_state and buffer.complete_state.current_completion:
        buffer.complete_state = None
    elif not buffer.text.strip():
        _empty(buffer)
    elif goes_on(buffer.text) and not buffer.text.startswith("/"):
        buffer.cursor_position = len(buffer.text)
        if ends_in_backslash(buffer.text):
            buffer.delete_before_cursor(1)
        buffer.newline(copy_margin=False)
    else:
        buffer.validate_and_handle()


def _is_command() -> bool:
    """Tell whether a slash command is typed: it is sent whatever Enter does, or /multiline could not be left with it."""
    text = get_app().current_buffer.text
    if not text.startswith("/") or "\n" in text:
        return False
    from assistant.repl.commands.table import NAMES  # noqa: PLC0415 - behind the first prompt
    from assistant.repl.entry import Order, entry_of  # noqa: PLC0415

    return isinstance(entry_of(text, NAMES, lambda _: False), Order)


def _has_one_completion() -> bool:
    state = get_app().current_buffer.complete_state
    return state is not None and len(state.completions) == 1


def clear(buffer: Buffer) -> None:
    """Close the menu where one is open, or else clear the line."""
    buffer.cancel_completion() if buffer.complete_state else _empty(buffer)


def _empty(buffer: Buffer) -> None:
    """Clear a line, which prompt-toolkit does not count as a change of its text."""
    buffer.reset()
    buffer.on_text_changed.fire()
