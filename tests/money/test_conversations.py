"""A conversation comes back out of the ledger as it was held."""

from contextlib import closing
from datetime import datetime

import pytest

from assistant.conversation import CUT, NOTHING_SAID
from assistant.cost import Usage
from assistant.message import Message
from assistant.prompt import Attachment, Prompt
from assistant.record import said_in
from assistant.reply import Ending
from assistant.request_options import Retention
from assistant.store.conversations import (
    ConversationSummary,
    conversation_with,
    conversations,
    last_conversation_id,
    usual_output,
)
from assistant.store.database import opened
from assistant.store.log import turn_of, turns_of
from assistant.store.unfinished import last_asked, said_before
from tests.money.scenes import a_ledger, a_reply, a_route


def said(tmp_path, *turns, **more):
    """Keep a conversation of (question, answer, ending); where the answer is None the program was killed."""
    ledger = a_ledger(tmp_path, **more)
    for question, answer, ending in turns:
        ledger.begin(question if isinstance(question, Prompt) else Prompt(question), a_route())
        if answer is not None:
            ledger.settle(a_reply(text=answer, ending=ending))
        else:
            ledger.close()
            ledger = a_ledger(tmp_path, conversation=ledger.conversation)
    ledger.close()


@pytest.fixture
def connection(tmp_path):
    file = Prompt("And without recursion?", (Attachment("x = 1\n", "a.py", "python"),))
    whole = Ending.WHOLE
    said(tmp_path, ("Flatten a nested list", "Use recursion.", whole), (file, "Keep a stack.", whole))
    said(tmp_path, ("how is it", "As it w", Ending.STOPPED), ("and then", None, whole), ("so?", "So.", whole))
    said(tmp_path, ("again", "first", whole), ("more", "second", whole), ("never", "", Ending.FAILED))
    connection = opened(tmp_path / "ask" / "ledger.db")
    yield connection
    connection.close()


def conversation_of(connection, number):
    return said_in(turns_of(connection, number))


def contents(conversation):
    return [message.content for message in conversation.messages]


def test_questions_come_back_with_their_files(connection):
    assert conversation_of(connection, 1).messages == (
        Message("user", "Flatten a nested list"),
        Message("assistant", "Use recursion."),
        Message("user", "And without recursion?\n\na.py:\n```python\nx = 1\n```"),
        Message("assistant", "Keep a stack."),
    )
    assert conversation_of(connection, 99) == NOTHING_SAID


def test_an_answer_that_was_cut_is_marked_and_one_that_never_came_is_left_out(connection):
    assert contents(conversation_of(connection, 3)) == ["how is it", f"As it w{CUT}", "so?", "So."]


def test_a_turn_that_was_taken_back_is_not_sent_again_with_what_goes_on(tmp_path):
    ledger = a_ledger(tmp_path)
    for question, answer, ending in (
        ("first", "One.", Ending.WHOLE),
        ("again", "Poor.", Ending.WHOLE),
        ("again", "Bet", Ending.CUT),
    ):
        ledger.expect(ledger.row if answer == "Bet" else None)
        ledger.begin(Prompt(question), a_route())
        ledger.settle(a_reply(text=answer, ending=ending))
    ledger.close()
    connection = opened(tmp_path / "ask" / "ledger.db")
    assert contents(said_before(connection, turn_of(connection, 3))) == ["first", "One."]
    connection.close()


def test_a_conversation_is_named_by_its_number_or_by_any_turn_of_it(connection):
    assert [conversation_with(connection, number) for number in (1, 2, 3, 5, 99)] == [1, 1, 3, 3, None]


def test_the_last_conversation_is_the_one_answered_last(connection, tmp_path):
    assert last_conversation_id(connection) == 6
    said(tmp_path, ("more", "Yes.", Ending.WHOLE), conversation=1)
    assert last_conversation_id(connection) == 1
    assert contents(conversation_of(connection, 1))[-2:] == ["more", "Yes."]


def test_conversations_are_listed_and_found_by_their_words(connection, tmp_path):
    said(tmp_path, ("kept?", "No.", Ending.WHOLE), keep=Retention.FIGURES)
    listed = conversations(connection)
    assert [(past.number, past.opening, past.turns) for past in listed] == [
        (1, "Flatten a nested list", 2),
        (3, "how is it", 2),
        (6, "again", 2),
    ]
    assert [past.number for past in conversations(connection, count=1)] == [6]
    assert conversations(connection, "stack") == (listed[0],)
    assert isinstance(listed[0], ConversationSummary)
    assert datetime.fromisoformat(listed[0].begun).utcoffset() is not None


def test_a_conversation_whose_first_question_is_under_way_has_no_turn_yet(tmp_path):
    said(tmp_path, ("killed", None, Ending.WHOLE))
    connection = opened(tmp_path / "ask" / "ledger.db")
    assert [(past.opening, past.turns) for past in conversations(connection)] == [("killed", 0)]
    connection.close()


def test_the_turns_of_a_benchmark_are_nothing_to_go_on_with(connection, tmp_path):
    said(tmp_path, ("Flatten a stack", "Yes.", Ending.WHOLE), conversation=-1)
    assert conversation_with(connection, 9) is None
    assert [past.number for past in conversations(connection, "stack")] == [1]
    assert last_asked(connection).question == "never"


def test_the_usual_length_of_an_answer_is_that_of_the_whole_ones_of_the_same_model(tmp_path):
    route = a_route()
    ledger = a_ledger(tmp_path)
    for output, ending in (
        (900, Ending.WHOLE),
        (100, Ending.WHOLE),
        (120, Ending.WHOLE),
        (9_000, Ending.CUT),
    ):
        ledger.begin(Prompt("how long"), route)
        ledger.settle(a_reply(usage=Usage(10, output), ending=ending))
    ledger.close()
    provider, model = route.first.provider.name, route.first.model.id
    with closing(opened(tmp_path / "ask" / "ledger.db")) as connection:
        assert usual_output(connection, provider, model) == 120
        assert usual_output(connection, provider, "another") is None
        assert usual_output(connection, "elsewhere", model) is None
