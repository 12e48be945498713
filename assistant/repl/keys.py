"""The keys of the input line that are not prompt-toolkit's own."""

from collections.abc import Callable
from typing import Any

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.document import Document
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import (
    Condition,
    emacs_mode,
    has_focus,
    is_searching,
    vi_insert_mode,
    vi_navigation_mode,
)
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.bindings.vi import TextObject, create_text_object_decorator
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.key_binding.vi_state import InputMode
from prompt_toolkit.search import SearchState

from assistant.repl.excerpt import both_ends


def keys(lines_break: Callable[[], bool], goes_on: Callable[[], bool]) -> KeyBindings:
    """Give the keys; `lines_break` tells whether Enter breaks the line and Alt-Enter sends.

    `goes_on` tells whether more came with an Enter, which then only breaks the line of a question.
    """
    typing, command = has_focus(DEFAULT_BUFFER), Condition(_is_command)
    breaking = typing & Condition(lines_break)
    sending = typing & ~Condition(lines_break)
    found = KeyBindings()
    for names, holds, act in (
        (("enter",), sending | (breaking & command), _enter),
        (("enter",), breaking & ~command, _break_line),
        (("enter",), sending & ~command & Condition(goes_on), _break_line),
        (("escape", "enter"), sending, _break_line),
        (("c-j",), typing, _break_line),
        (("escape", "enter"), breaking, _send),
        (("enter",), is_searching & Condition(finds_nothing), _stay),
        (("tab",), typing & Condition(_has_one_completion), _complete),
        (("c-c",), typing, _cancel),  # while a line is searched for, it ends the search
        (("c-x", "c-e"), typing & emacs_mode, _edit),
        (("v",), typing & vi_navigation_mode, _edit),
    ):
        found.add(*names, filter=holds)(act)
    found.add("escape", filter=typing & vi_insert_mode, eager=Condition(_comes_alone))(_navigate)
    moved_over = create_text_object_decorator(found)
    for key in ("w", "W"):
        moved_over(key, filter=typing, no_move_handler=True, no_selection_handler=True)(_word)
    return found


def _enter(event: KeyPressEvent) -> None:
    """Take the completion that is chosen, go on with an open line, or send."""
    from assistant.repl.entry import ends_in_backslash, goes_on  # noqa: PLC0415 - behind the first prompt

    buffer = event.current_buffer
    if buffer.complete_state and buffer.complete_state.current_completion:
        buffer.complete_state = None
    elif not buffer.text.strip():
        _empty(event.app)
    elif goes_on(buffer.text) and not buffer.text.startswith("/"):
        buffer.cursor_position = len(buffer.text)
        if ends_in_backslash(buffer.text):
            buffer.delete_before_cursor(1)
        buffer.newline(copy_margin=False)
    else:
        _send(event)


def _stay(_: KeyPressEvent) -> None:
    """Take no line where none was found: the one that is shown has nothing of what is searched for."""


def _break_line(event: KeyPressEvent) -> None:
    event.current_buffer.newline(copy_margin=False)


def _send(event: KeyPressEvent) -> None:
    """Send the whole entry, and leave on the screen what there is room for."""
    buffer, text = event.current_buffer, event.current_buffer.text
    buffer.append_to_history()
    buffer.document = Document(both_ends(text, event.app.output.get_size().rows))
    event.app.exit(result=text)


def _complete(event: KeyPressEvent) -> None:
    state = event.current_buffer.complete_state
    if state is not None:
        event.current_buffer.apply_completion(state.completions[0])


def _cancel(event: KeyPressEvent) -> None:
    clear(event.app)


def _edit(event: KeyPressEvent) -> None:
    """Hand the line to an editor; the text comes back with the next line."""
    event.app.erase_when_done = True
    event.app.exit(result=f"/edit {event.current_buffer.text}")


def _navigate(event: KeyPressEvent) -> None:
    event.current_buffer.cursor_left()
    event.app.vi_state.input_mode = InputMode.NAVIGATION


def _word(event: KeyPressEvent) -> TextObject:
    """Give the word, or so many, that an operator takes: what is changed ends before the blanks behind it."""
    document, key = event.current_buffer.document, event.key_sequence[-1].key
    end = document.find_next_word_beginning(event.arg, WORD=key == "W")
    end = end or document.get_end_of_document_position()
    changed = event.previous_key_sequence[-1].key == "c"
    return TextObject((changed and len(document.text_after_cursor[:end].rstrip())) or end)


def _comes_alone() -> bool:
    """Tell whether no key came with the one at hand: an Escape is vi's at once, not after a second without a key."""
    return not get_app().key_processor.input_queue


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


def finds_nothing() -> bool:
    """Tell whether no line has the words that are searched for."""
    layout = get_app().layout
    target, words = layout.search_target_buffer_control, layout.current_buffer and layout.current_buffer.text
    if target is None or not words:
        return False
    return (
        words not in target.buffer.document_for_search(SearchState(words, target.search_state.direction)).text
    )


def clear(app: Application[Any]) -> None:
    """Close the menu where one is open, or else clear the line."""
    if app.current_buffer.complete_state:
        app.current_buffer.cancel_completion()
    else:
        _empty(app)


def _empty(app: Application[Any]) -> None:
    """Begin the line anew, which prompt-toolkit does not count as a change of its text."""
    app.vi_state.reset()
    app.current_buffer.reset()
    app.current_buffer.on_text_changed.fire()
