"""A long conversation takes no more memory than it must."""

import re
import tracemalloc
from collections.abc import Callable
from pydoc_data.topics import topics

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from assistant.conversation import NOTHING_SAID, PACK, Conversation, fitted
from assistant.message import Message, written
from assistant.prompt import Prompt
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
@example("half a \ud83d character")
def test_a_message_says_what_it_was_given(text: str):
    message = Message("user", text)
    assert message.content == text.encode("utf-8", "replace").decode()
    assert message == Message("user", text) != Message("assistant", text)


def talk(*turns: tuple[str, str]) -> Conversation:
    """What was said in `turns`: a question and an answer each."""
    said = NOTHING_SAID
    for asked, answer in turns:
        said = said.plus(Message("user", asked)).answered(answer)
    return said


def plain(*turns: tuple[str, str]) -> Conversation:
    """The same, nothing packed."""
    roles = ("user", "assistant")
    return Conversation(
        tuple(Message(role, text) for turn in turns for role, text in zip(roles, turn, strict=True))
    )


TEXTS = st.tuples(st.text(st.characters(exclude_categories=())), st.integers(1, PACK)).map(
    lambda drawn: f"q{drawn[0] * (drawn[1] // (len(drawn[0]) + 1))}"
)
TURNS = st.lists(st.tuples(TEXTS, TEXTS), max_size=8)


@given(TURNS)
@example([("q", "a" * PACK)] * 3)
@example([("half a \ud83d character", "a" * PACK)] * 3)
def test_a_conversation_that_is_packed_reads_like_one_that_is_not(turns: list[tuple[str, str]]):
    said, unpacked = talk(*turns), plain(*turns)
    assert said == unpacked
    assert hash(said) == hash(unpacked)
    assert b"".join(written(said.parts)) == b"".join(written(unpacked.parts))
    for quantity in ("count", "turns", "tokens", "size"):
        one, other = (sum(getattr(part, quantity) for part in each.parts) for each in (said, unpacked))
        assert one == other
    assert said.last_words() == unpacked.last_words()


@given(TURNS)
@example([("q", "a" * PACK)] * 3)
def test_turns_are_taken_back_out_of_a_pack(turns: list[tuple[str, str]]):
    said = talk(*turns)
    for left in range(len(turns) - 1, -1, -1):
        said = said.without_last_turn()
        assert said == plain(*turns[:left])
        assert said.answered("more").messages[-1] == Message("assistant", "more")


@given(TURNS, st.floats(0, 1.2))
@example([("q", "a" * PACK)] * 3, 0.5)
def test_the_oldest_turns_leave_a_pack_first_and_whole(turns: list[tuple[str, str]], share: float):
    said = talk(*turns)
    room = int(share * sum(part.tokens for part in said.parts))
    fit = fitted(said, Prompt("", system=""), room)
    assert fit.conversation == plain(*turns[fit.left_out :])
    tokens = [sum(part.tokens for part in plain(*turns[start:]).parts) for start in range(len(turns) + 1)]
    assert fit.left_out == next(start for start, kept in enumerate(tokens) if kept <= room)


@pytest.mark.parametrize("size", [300, 3000, 30_000])
def test_a_long_conversation_takes_less_memory_than_was_said(size: int):
    prose = re.sub(r"[^ -~]+", " ", "".join(topics.values()))
    starts = range(0, 300_000, size)
    assert grown(lambda: talk(*((f"question {at}", prose[at : at + size]) for at in starts))) < 0.75 * (
        sum(size + len(f"question {at}") for at in starts)
    )


def test_the_states_of_a_line_being_typed_are_not_kept():
    remember_few_widths()
    get_cwidth("x")
    assert grown(lambda: sum(get_cwidth(f"{number:03} {'x' * 50}") for number in range(1000))) < 20_000
