"""A long conversation takes no more memory than it must."""

import tracemalloc
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from assistant.conversation import Message
from assistant.repl.line import remember_few_widths

ANSWER = "Some words of an answer that goes on.\n" * 80


def grown(make: Callable[[], object]) -> int:
    """Bytes that live once something was made."""
    tracemalloc.start()
    made = make()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del made
    return taken


def test_one_sign_that_is_no_ascii_does_not_make_a_text_larger():
    texts = [f"{ANSWER}{number} \N{EM DASH} \N{PARTY POPPER}" for number in range(50)]
    said = sum(len(text.encode()) for text in texts)
    assert grown(lambda: [Message("assistant", text) for text in texts]) < 1.1 * said


@given(st.text(st.characters(exclude_categories=())))
def test_a_message_says_what_it_was_given(text: str):
    message = Message("user", text)
    assert message.content == text
    assert message == Message("user", text) != Message("assistant", text)


def test_the_states_of_a_line_being_typed_are_not_kept():
    remember_few_widths()
    get_cwidth("x")
    assert grown(lambda: sum(get_cwidth(f"{number:03} {'x' * 50}") for number in range(1000))) < 20_000
