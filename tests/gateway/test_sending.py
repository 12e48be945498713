"""A request's body goes out in pieces, and is what it says it is."""

import json

from hypothesis import example, given
from hypothesis import strategies as st

from assistant.catalog import Candidate, Model
from assistant.gateway.wire import Body
from assistant.message import PIECE, Message, Pack, Part
from assistant.presets import PRESETS
from assistant.request_options import Delivery
from assistant.turn import Request
from tests.conftest import KEY, Run
from tests.scripted import Scripted, ScriptedGateway, stream

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # halves of characters are among them
LONG = "第一个问题 “x”\\\t" * PIECE


def body(*parts: Part) -> Body:
    return Body(Request(Candidate(PRESETS["openai"], Model("m\udcff")), parts, 100, 0.5), Delivery.STREAM)


def messages(*texts: str) -> tuple[Message, ...]:
    return tuple(Message("user", text) for text in texts)


@given(st.lists(ANY_TEXT))
@example([])
@example([LONG, "", LONG])
@example(["x" * (PIECE - 1) + "\ud83d", "\ude00"])
def test_a_body_is_the_json_of_its_messages_and_as_long_as_it_says(texts: list[str]):
    sent = body(*messages(*texts))
    content = b"".join(sent)
    assert json.loads(content)["model"] == "m?"
    assert json.loads(content)["messages"] == [
        {"role": "user", "content": text.encode("utf-8", "replace").decode()} for text in texts
    ]
    assert len(sent) == len(content)
    assert b"".join(sent) == content


@given(st.lists(ANY_TEXT, min_size=1), st.lists(ANY_TEXT))
@example([LONG, "", LONG], [""])
def test_what_lies_packed_is_sent_to_the_byte_as_if_it_did_not(behind: list[str], latest: list[str]):
    sent = body(Pack.of(messages(*behind)), *messages(*latest))
    content = b"".join(body(*messages(*behind, *latest)))
    assert b"".join(sent) == content
    assert len(sent) == len(content)


def test_no_piece_of_a_long_body_is_much_larger_than_a_piece():
    packed = Pack.of(messages("x" * (100 * PIECE)))
    sizes = [len(piece) for piece in body(packed, *messages(*["x" * 1000] * 500, "\x01" * (10 * PIECE)))]
    assert max(sizes) < 7 * PIECE  # a control character takes six bytes
    assert len(sizes) > 130


def test_what_is_sent_after_a_503_and_to_another_model_is_the_same_to_the_byte(
    ask: Run, gateway: ScriptedGateway
):
    refused = Scripted([b"no"], status=503, headers={})
    gateway.answers(refused, refused, refused, Scripted(stream("fine")))
    asked = ask("a \udcff half", stdin=LONG, env={"ASK_BASE_URL": gateway.base_url, "GLOBAL_API_KEY": KEY})
    assert (asked.code, asked.out) == (0, "fine\n")
    first, *others = [each.content.partition(b',"messages":') for each in gateway.received]
    assert [each == first for each in others] == [True, True, False]
    assert others[2][2] == first[2]  # another model is told the same
    assert {each.headers["Content-Length"] for each in gateway.received[:3]} == {str(len(b"".join(first)))}
