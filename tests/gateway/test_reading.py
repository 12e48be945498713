"""The readers of a response body: any cut of the bytes gives the same, and another reader agrees."""

import gc
import gzip
import random
import zlib
from itertools import chain, pairwise

import pytest
from httpx_sse._decoders import SSEDecoder, SSELineDecoder
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.cost import Usage
from assistant.gateway.content_encoding import PIECE, CodingError, Decoder
from assistant.gateway.events import EventReader, EventTooLarge, ServerEvent
from assistant.gateway.response_reader import ResponseReader
from assistant.gateway.surrogates import SurrogateJoiner
from assistant.reply import Delta, Ended, Ending, GatewayEvent, Thinking
from tests.faults.damage import KINDS, damaged

STREAMS = st.lists(
    st.sampled_from(
        ["data", ": ", ":", "event", "id", "retry", "x", "\n", "\r", "\r\n", "\n\n", "\u2028", "\x85", "\u00e9", "\U0001f600", " ", "{}", "[DONE]", "\ufeff"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def _events(content: bytes, cuts: list[int]) -> list[ServerEvent]:
    reader = EventReader()
    edges = [0, *sorted(cut % (len(content) + 1) for cut in cuts), len(content)]
    found = [event for start, end in pairwise(edges) for event in reader.feed(content[start:end])]
    return [*found, *reader.close()]


@settings(max_examples=300)
@given(STREAMS, st.lists(st.integers(0, 10_000), max_size=12))
def test_any_cut_of_the_bytes_gives_the_same_events(stream: str, cuts: list[int]) -> None:
    content = stream.encode()
    assert _events(content, cuts) == _events(content, [])
    assert _events(content, list(range(len(content)))) == _events(content, [])


@settings(max_examples=300)
@given(STREAMS)
def test_another_reader_of_event_streams_agrees(stream: str) -> None:
    stream = stream.removeprefix("\ufeff")
    lines, decoder = SSELineDecoder(), SSEDecoder()
    theirs = [decoder.decode(line) for line in (*lines.decode(stream), *lines.flush())]
    expected = [(event.event, event.data) for event in theirs if event is not None and event.data]
    ours = [event for event in _events(stream.encode(), []) if not event.unfinished and event.data]
    # bare JSON is data here, and nothing by the standard
    if "{}" not in stream and "\n[DONE]" not in f"\n{stream}".replace("\r", "\n"):
        assert [(event.name or "message", event.data) for event in ours] == expected


def test_an_event_over_the_limit_is_refused_wherever_it_is_cut() -> None:
    content = b"data: " + b"x" * 2000 + b"\n\n"
    for size in (1, 7, 500, 4000):
        reader = EventReader(limit=1000)
        chunks = (content[start : start + size] for start in range(0, len(content), size))
        with pytest.raises(EventTooLarge):
            list(chain.from_iterable(map(reader.feed, chunks)))


@settings(max_examples=100)
@given(
    st.binary(max_size=3000),
    st.sampled_from(["gzip", "x-gzip", "deflate", "raw", "br", ""]),
    st.integers(1, 50),
)
def test_any_cut_of_a_compressed_body_gives_it_back(content: bytes, coding: str, size: int) -> None:
    match coding:
        case "":
            packed = content
        case "deflate":
            packed = zlib.compress(content)
        case "br":
            packed = pytest.importorskip("brotli").compress(content)
        case "raw":
            packed = zlib.compress(content, wbits=-15)
        case _:
            packed = gzip.compress(content)
    decoder = Decoder("deflate" if coding == "raw" else coding)
    pieces = [
        piece for start in range(0, len(packed), size) for piece in decoder.feed(packed[start : start + size])
    ]
    assert b"".join(pieces) == content


def test_what_a_full_piece_has_no_room_for_is_not_lost() -> None:
    for size in range(PIECE, PIECE + 300):
        packed = zlib.compress(b"x" * size, wbits=-15)
        assert sum(map(len, Decoder("deflate").feed(packed))) == size


def test_a_bomb_comes_in_bounded_pieces() -> None:
    packed = gzip.compress(bytes(50 << 20))
    assert max(len(piece) for piece in Decoder("gzip").feed(packed)) <= PIECE


def test_a_bomb_of_brotli_comes_in_bounded_pieces() -> None:
    packed = pytest.importorskip("brotli").compress(bytes(50 << 20))
    sizes = [len(piece) for piece in Decoder("br").feed(packed)]
    assert (sum(sizes), max(sizes) <= 4 * PIECE) == (50 << 20, True)


def test_damaged_brotli_is_an_error() -> None:
    pytest.importorskip("brotli")
    with pytest.raises(CodingError, match="damaged"):
        list(Decoder("br").feed(b"\xff" * 40))


def test_a_compression_that_was_not_asked_for_is_an_error() -> None:
    with pytest.raises(CodingError, match="zz"):
        Decoder("zz")


@given(st.text(alphabet="a\U0001f600\u4e16", max_size=10), st.lists(st.integers(0, 20), max_size=6))
def test_halves_of_characters_are_joined_wherever_they_are_cut(text: str, cuts: list[int]) -> None:
    units = text.encode("utf-16-le")
    halves = [units[at : at + 2].decode("utf-16-le", "surrogatepass") for at in range(0, len(units), 2)]
    edges = [0, *sorted(cut % (len(halves) + 1) for cut in cuts), len(halves)]
    joiner = SurrogateJoiner()
    pieces = [joiner.feed("".join(halves[a:b])) for a, b in pairwise(edges)]
    assert "".join((*pieces, joiner.close())) == text


def _heard(content: bytes, size: int) -> list[GatewayEvent]:
    reader = ResponseReader()
    heard: list[GatewayEvent] = []
    for start in range(0, len(content), size):
        if reader.over:
            break
        heard += reader.feed(content[start : start + size])
    return [*heard, *reader.close()]


def _spoken(heard: list[GatewayEvent]) -> str:
    return "".join(piece.text for piece in heard if isinstance(piece, Delta))


def test_a_thousand_damaged_streams_never_pass_for_whole_with_text_lost() -> None:
    wrong = []
    for seed in range(1000):
        chance = random.Random(seed)
        stream, text = damaged(chance, chance.randrange(KINDS))
        heard = _heard(stream, 64)
        ended = heard[-1]
        assert isinstance(ended, Ended)
        spoken = _spoken(heard)
        lost = len(spoken) < len(text)
        if ended.ending is Ending.WHOLE and lost:
            wrong.append((seed, stream, spoken))
    assert wrong == []


ERROR, END = b'{"error": {"message": "overloaded"}}', b"data: [DONE]"
SAID = b'{"choices": [{"delta": {"content": "x"}}]}'


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    "lines",
    [
        [ERROR, END, b""],
        [ERROR, b"", END, b""],
        [ERROR, END],
        [b"{", ERROR[1:], b"", END],
        [b"data: " + ERROR, END, b""],
        [SAID, ERROR, END],
        [b"data: " + SAID, b"", ERROR, END, b""],
        [b"data: " + SAID, ERROR, END],
    ],
    ids=str,
)
def test_an_error_before_the_end_is_the_cause_wherever_it_is_cut(lines: list[bytes], line_end: bytes) -> None:
    content = line_end.join((*lines, b""))
    for size in range(1, len(content) + 1):
        ended = _heard(content, size)[-1]
        assert ended == Ended(Ending.CUT, cause="overloaded"), size


FIRST = '{"id": "a", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "x"}}]}'
LAST = '{"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}'


@pytest.mark.parametrize(
    ("between", "ending"),
    [
        (FIRST.replace("choices", "choice3"), Ending.CUT),
        (FIRST.replace("delta", "delua"), Ending.CUT),
        (FIRST.replace('"delta": {"content"', '"delua": {"reasoning_content"'), Ending.CUT),
        (LAST.replace("choices", "choice3").replace("stop", "length"), Ending.CUT),
        ('{"choices": [{"index": 0, "delua": {"content": "x"}, "finish_reason": null}]}', Ending.CUT),
        ('{"choices": [{"index": 0, "delua": {"role": "assistant"}}]}', Ending.WHOLE),
        ('{"choices": [], "prompt_filter_results": [{"prompt_index": 0}]}', Ending.WHOLE),
        ('{"choices": [{"index": 0, "finish_reason": null, "content_filter_offsets": {"check_offset": 4}}]}', Ending.WHOLE),
        ('{"object": "chat.completion.chunk", "usage": {"prompt_tokens": 1}}', Ending.WHOLE),
        ('{"object": "chat.completion.chunk", "citations": [{"index": 0, "text": "x"}]}', Ending.WHOLE),
        ('{"object": "chat.completion.chunk", "id": "a"}', Ending.WHOLE),
        ('{"type": "ping"}', Ending.WHOLE),
        ('{"type": "content_block_delta", "index": 0, "delta": {"type": "x", "text": "y"}}', Ending.WHOLE),
    ],
)  # fmt: skip
def test_a_part_of_the_answer_under_another_name_is_damage(between: str, ending: Ending) -> None:
    stream = "".join(f"data: {each}\n\n" for each in (FIRST, between, FIRST, LAST, "[DONE]"))
    *heard, ended = _heard(stream.encode(), 1 << 20)
    assert (_spoken(heard), isinstance(ended, Ended) and ended.ending) == ("xx", ending)


@pytest.mark.parametrize("kind", [Delta, Thinking])
def test_a_character_that_is_cut_in_two_is_whole_again(kind: type[Delta | Thinking]) -> None:
    name = "content" if kind is Delta else "reasoning_content"
    halves = (f'{{"choices": [{{"delta": {{"{name}": "{half}"}}}}]}}' for half in ("a\\ud83d", "\\ude00b"))
    stream = "".join(f"data: {each}\n\n" for each in (*halves, LAST, "[DONE]"))
    heard = [each.text for each in _heard(stream.encode(), 1 << 20) if isinstance(each, kind)]
    assert "".join(heard) == "a\U0001f600b"


@settings(max_examples=300)
@given(st.binary(max_size=400), st.integers(1, 64))
def test_any_bytes_at_all_end_in_an_ending(content: bytes, size: int) -> None:
    assert isinstance(_heard(content, size)[-1], Ended)


@pytest.mark.parametrize("depth", range(100, 2000, 50))
def test_content_of_any_depth_is_read_or_counts_as_damage(depth: int) -> None:
    nested = f'{{"choices": [{{"delta": {{"content": {"[" * depth}{"]" * depth}}}}}]}}'
    told = f'data: {nested}\n\ndata: {{"choices": [{{"delta": {{"content": "x"}}}}]}}\n\ndata: [DONE]\n\n'
    reader = ResponseReader()
    gc.collect()  # what other tests left would be finalized where no call is left for it
    text, ended = [*reader.feed(told.encode()), *reader.close()]
    assert text == Delta("x")
    assert isinstance(ended, Ended)
    assert ended.ending in {Ending.WHOLE, Ending.CUT}


def _ended(*chunks: bytes) -> tuple[list[GatewayEvent], Ended]:
    reader = ResponseReader()
    *found, ended = [*chain.from_iterable(map(reader.feed, chunks)), *reader.close()]
    assert isinstance(ended, Ended)
    return found, ended


WORD = b'data: {"choices":[{"delta":{"content":"Hello"}}]}\n\n'
FIGURES = b'data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}\n\n'


@pytest.mark.parametrize("cut", [b"", b"|"])
def test_figures_behind_the_end_count_and_words_do_not(cut: bytes) -> None:
    found, ended = _ended(*cut.join((WORD + b"data: [DONE]\n\n", WORD + FIGURES)).split(b"|"))
    assert (found, ended.ending) == ([Delta("Hello"), Usage(9, 3)], Ending.WHOLE)
    assert _ended(WORD, b"data: [DONE]\n\n", b"data: " + b"x" * (2 << 20))[1].ending is Ending.WHOLE


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (b"", "the response was empty"),
        (b"\r\n", "the response was empty"),
        (b"Starting up,\ntry later", "what came is no answer: Starting up,\ntry later"),
        (b'{"id":7,"status":"PENDING"}', 'what came is no answer: {"id":7,"status":"PENDING"}'),
        (b'event: x\ndata: {"delta":"Hi"}\n\n', 'what came is no answer: event: x\ndata: {"delta":"Hi"}'),
        (b": keep-alive\n\n", "the gateway ended the stream without saying that it was complete"),
        (b'data: {"cho', "the gateway ended the stream without saying that it was complete"),
        (WORD, "the gateway ended the stream without saying that it was complete"),
    ],
)
def test_what_is_no_answer_is_told(body: bytes, cause: str) -> None:
    assert _ended(body)[1] == Ended(Ending.CUT, None, cause)
    assert _ended(*(body[at : at + 1] for at in range(len(body))))[1].cause == cause
