"""Answers that are not whole, damage, errors inside the stream, and limits: what came is kept, and it says so."""

import json
from collections.abc import Iterable

from .play import KEY, Scenario
from .server import Act
from .wording import (
    DONE,
    HELLO,
    ROLE,
    WHOLE,
    chunk,
    completion,
    delta,
    event,
    finish,
    head,
    packed,
    response,
    say,
)

CUT = {"out": "Hello world\n", "code": 5, "requests": 1}
STALL = {"ASK_STALL_TIMEOUT": "1"}
FIRST = {"ASK_FIRST_TOKEN_TIMEOUT": "2"}


def _cut(name: str, *pieces: object, said: str = "cut off after", **more: object) -> Scenario:
    return Scenario(name, [[head(), *pieces]], **(CUT | {"says": (said,)} | more))


def _cut_in_chunks(name: str, *pieces: bytes, said: str = "cut off after") -> Scenario:
    return Scenario(name, [[head(200, "Transfer-Encoding: chunked"), *pieces]], **CUT, says=(said,))


def _endless(piece: bytes):
    def give() -> Iterable[bytes]:
        while True:
            yield piece

    return give


def _drip(piece: bytes, pause: float):
    import time

    def give() -> Iterable[bytes]:
        while True:
            yield piece
            time.sleep(pause)

    return give


def _raw(text: str) -> bytes:
    return b"data: " + text.encode() + b"\n\n"


def _nested(depth: int) -> str:
    return '{"choices":[{"delta":{"content":' + "[" * depth + "]" * depth + "}}]}"


def _bomb() -> bytes:
    """Give the beginning of a gzip file: 300 KB that hold 300 MB of comments."""
    import zlib

    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b": " + b"a" * ((1 << 20) - 3) + b"\n"
    first, again = (packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * 299


def _lines(text: str) -> bytes:
    return json.dumps({"choices": [{"delta": {"content": text}}]}).encode() + b"\n"


ERRORS = (
    ("an error object", event({"error": {"message": "the engine broke", "code": 500}})),
    ("an error text", event({"error": "the engine broke"})),
    ("object error", event({"object": "error", "message": "the engine broke", "code": 500})),
    ("type error", event({"type": "error", "error": {"type": "x", "message": "the engine broke"}})),
    ("event error", b'event: error\ndata: {"message": "the engine broke"}\n\n'),
    ("event error of plain text", b"event: error\ndata: the engine broke\n\n"),
    ("an error field", b'error: {"code": 500, "message": "the engine broke"}\n\n'),
    ("an error field of plain text", b"error: the engine broke\n\n"),
    (
        "an error beside choices",
        event(
            {
                "error": {"message": "the engine broke"},
                "choices": [{"delta": {"content": ""}, "finish_reason": "error"}],
            }
        ),
    ),
    (
        "an error in the choice",
        event(
            {"choices": [{"delta": {}, "error": {"message": "the engine broke"}, "finish_reason": "error"}]}
        ),
    ),
    ("a code and a msg", event({"code": 1302, "msg": "the engine broke"})),
    ("a list of errors", event({"errors": [{"message": "the engine broke"}]})),
    ("a detail", event({"detail": "the engine broke"})),
    ("an error then done", event({"error": {"message": "the engine broke"}}) + DONE),
    ("an error without an end", event({"error": {"message": "the engine broke"}}).rstrip(b"\n")),
    ("an error in a line, then done", event({"error": {"message": "the engine broke"}})[6:-1] + DONE),
    ("an error and done in an event", event({"error": {"message": "the engine broke"}})[:-1] + DONE),
    ("an error as bare json", json.dumps({"error": {"message": "the engine broke"}}).encode() + b"\n\n"),
)

SCENARIOS = (
    _cut("no finish and no done", HELLO),
    *(
        _cut(
            f"{name.decode()} under another name",
            HELLO,
            say("x").replace(name, hit),
            finish(),
            DONE,
            said="damaged on the way",
        )
        for name, hit in ((b"choices", b"choice3"), (b"delta", b"delua"))
    ),
    _cut("length, then stop", HELLO, finish("length"), finish(), DONE, said="the gateway's own limit"),
    _cut(
        "text goes on after a stop, and ends in a reset",
        say("Hello "),
        delta("stop", content="world"),
        say("!"),
        0.1,
        Act.RESET,
        out="Hello world!\n",
        said="connection reset|connection lost",
    ),
    _cut(
        "a stop in every chunk, and the end",
        delta("stop", content="Hello "),
        delta("stop", content="world"),
        said="without saying that it was complete",
    ),
    _cut_in_chunks(
        "a stop in every chunk, and a body that breaks off",
        chunk(delta("stop", content="Hello ")),
        chunk(delta("stop", content="world")),
        said="connection lost",
    ),
    _cut(
        "text goes on after a stop, and stalls",
        delta("stop", content="Hello "),
        say("world"),
        Act.HOLD,
        said="nothing came for 1 s",
        environment=STALL,
    ),
    _cut("stop, then a filter", HELLO, finish(), finish("content_filter"), DONE, said="withheld"),
    *(
        _cut(f"content {depth:,} lists deep", _raw(_nested(depth)), WHOLE, said="damaged on the way")
        for depth in (5_000, 99_999)
    ),
    Scenario(
        "thinking alone",
        [[head(), delta(reasoning_content="hm, let me see"), finish(), DONE]],
        out="",
        code=4,
        requests=1,
        says=(r"ended after its thinking.*~[1-9]\d* in / ~0 out \+ ~[1-9]\d* thinking · ~\$0\.",),
    ),
    _cut("no finish, clean chunked end", HELLO, b""),
    _cut_in_chunks("chunked, clean end, no finish", chunk(HELLO), b"0\r\n\r\n"),
    _cut_in_chunks("chunked, no last chunk", chunk(HELLO), said="connection lost"),
    _cut_in_chunks("a damaged chunk size", chunk(HELLO), b"xyz\r\nabc\r\n"),
    _cut_in_chunks("a chunk longer than it says", chunk(HELLO), b"5\r\n" + say("NO") + b"\r\n"),
    _cut("a reset after words", HELLO, 0.2, Act.RESET, said="connection (reset|lost)"),
    _cut("cut inside an event", HELLO, say("gone")[:-14]),
    _cut("cut inside a character", HELLO, 'data: {"choices":[{"delta":{"content":"世'.encode()[:-1]),
    Scenario(
        "content-length too long",
        [[head(200, "Content-Length: 99999"), HELLO]],
        **CUT,
        says=("cut off after",),
    ),
    Scenario(
        "content-length too short",
        [[head(200, f"Content-Length: {len(HELLO) + 9}"), HELLO, finish(), DONE]],
        **CUT,
        says=("cut off after",),
    ),
    Scenario(
        "bad gzip after words",
        [[head(200, "Content-Encoding: gzip"), packed(HELLO)[:-8], b"\xff" * 40]],
        **CUT,
        says=("cut off after .*compression",),
    ),
    Scenario(
        "gzip without its end",
        [[head(200, "Content-Encoding: gzip"), packed(HELLO)[:-8]]],
        **CUT,
        says=("cut off after",),
    ),
    _cut("finish: length", HELLO, finish("length"), DONE, said="cut off at .*tokens"),
    _cut("finish: max_tokens", HELLO, finish("MAX_TOKENS"), DONE, said="cut off at .*tokens"),
    _cut("finish: content_filter", HELLO, finish("content_filter"), DONE, said="withheld"),
    _cut(
        "text after an error",
        say("Hello "),
        event({"error": {"message": "the engine broke"}}) + say("evil") + finish() + DONE,
        out="Hello \n",
        said="the engine broke",
    ),
    _cut("finish: abort", HELLO, finish("abort"), DONE, said="gave it up: abort"),
    _cut("finish: error", HELLO, finish("error"), DONE),
    _cut("finish: sensitive", HELLO, finish("sensitive"), DONE, said="withheld"),
    _cut(
        "finish: a word nobody knows", HELLO, finish("bored"), DONE, said="a reason that is not known: bored"
    ),
    _cut("words in the midst", HELLO, b"data: Internal Server Error\n\n", DONE, said="Internal Server Error"),
    _cut(
        "words, then the end",
        HELLO,
        b"data: upstream timed out\n\n",
        finish(),
        DONE,
        said="upstream timed out",
    ),
    _cut(
        "a tool after words",
        HELLO,
        delta(tool_calls=[{"index": 0, "function": {"name": "f"}}]),
        finish("tool_calls"),
        DONE,
        said="asked for a tool",
    ),
    _cut("finish: network_error", HELLO, finish("network_error"), DONE),
    _cut("finish: insufficient_system_resource", HELLO, finish("insufficient_system_resource"), DONE),
    _cut("finish: unheard of, no done", HELLO, finish("weird")),
    _cut(
        "a stall between tokens",
        HELLO,
        Act.HOLD,
        environment=STALL,
        said="nothing came for 1 s|no token",
        within=4,
    ),
    _cut("a stall of comments", HELLO, _drip(b": keep-alive\n\n", 0.1), environment=STALL, within=4),
    _cut("a stall of empty chunks", HELLO, _drip(delta(), 0.1), environment=STALL, within=4),
    _cut("a drip of single bytes", HELLO, b"data: {", _drip(b" ", 0.1), environment=STALL, within=4),
    _cut("a flood of comments", HELLO, _endless(b": a\n\n" * 500), environment=STALL, within=5),
    _cut(
        "a damaged event in the middle",
        say("Hello "),
        _raw('{"choices":[{"delta":{"content":"lo'),
        say("world"),
        finish(),
        DONE,
    ),
    _cut(
        "an event whose field name is damaged",
        say("Hello "),
        say("lost").replace(b"data", b"d\x00ta"),
        say("world"),
        finish(),
        DONE,
    ),
    _cut(
        "two events run together",
        say("Hello ").rstrip(b"\n") + say("lost"),
        HELLO,
        finish(),
        DONE,
        out="Hello world\n",
    ),
    *(_cut(f"in the stream, {name}", HELLO, piece, said="the engine broke") for name, piece in ERRORS),
    _cut(
        "an error that holds the key",
        HELLO,
        event({"error": {"message": f"bad key {KEY} for {KEY[:18]}"}}),
        said="bad key",
    ),
    _cut(
        "an error with control characters",
        HELLO,
        event({"error": {"message": "\x1b[2Joh\x07 no"}}),
        said="oh.* no",
        unsaid=("\x1b\\[2J",),
    ),
    _cut("an error of a megabyte", HELLO, event({"error": {"message": "oh no " * 100_000}}), said="oh no"),
    _cut("json too deep", HELLO, _raw('{"a":' * 50_000), said="cut off"),
    _cut(
        "a number of ten thousand digits",
        HELLO,
        _raw('{"choices":[{"delta":{"content":"x"}}],"n":' + "9" * 10_000 + "}"),
        finish(),
        DONE,
    ),
    _cut(
        "an event over 1 MB",
        HELLO,
        _raw('{"choices":[{"delta":{"content":"' + "x" * (1 << 20) + '"}}]}'),
        said="larger than 1 MB",
        memory=150,
    ),
    Scenario(
        "an event over 1 MB before a word",
        [[head(), _raw('{"choices":[{"delta":{"content":"' + "x" * (1 << 20) + '"}}]}')]],
        out="",
        code=4,
        requests=1,
        says=("larger than 1 MB", "ASK_MAX_EVENT_MB=8"),
        unsaid=("trying again",),
        memory=150,
    ),
    _cut(
        "a line that never ends",
        HELLO,
        b"data: ",
        _endless(b"x" * 65536),
        said="larger than 1 MB",
        memory=150,
    ),
    _cut("a comment that never ends", HELLO, b": ", _endless(b"x" * 65536), said="cut off", memory=150),
    Scenario(
        "an event just under 1 MB",
        [[head(), say("x" * 1_000_000), finish(), DONE]],
        out="x" * 1_000_000 + "\n",
        memory=150,
    ),
    Scenario(
        "an endless answer",
        [[head(), _endless(say("abcdefg " * 8000))]],
        code=5,
        out="abcdefg " * (1 << 20) + "\n",
        says=("longer than 8 MB",),
        within=20,
        memory=150,
    ),
    Scenario(
        "an answer over the limit that was set",
        [[head(), _endless(say("abcdefg " * 8000))]],
        code=5,
        out="abcdefg " * (1 << 17) + "\n",
        environment={"ASK_MAX_ANSWER_MB": "1"},
        says=("longer than 1 MB",),
    ),
    Scenario(
        "an event over 1 MB, allowed",
        [[head(), say("x" * 1_500_000), finish(), DONE]],
        out="x" * 1_500_000 + "\n",
        environment={"ASK_MAX_EVENT_MB": "2"},
    ),
    Scenario(
        "blanks without end",
        [[head(), _endless(say(" " * 900_000))]],
        code=4,
        out="",
        says=("longer than 8 MB",),
        within=20,
        memory=150,
        arguments=("-0", "-m", "qwen3-32b", "hi"),
        environment={"ASK_RETRIES": "0"},
    ),
    Scenario(
        "blanks in small pieces without end",
        [[head(), _endless(say(" \n" * 500) * 100)]],
        code=4,
        out="",
        says=("longer than 8 MB",),
        within=20,
        memory=150,
        arguments=("-0", "-m", "qwen3-32b", "hi"),
        environment={"ASK_RETRIES": "0"},
    ),
    Scenario(
        "a body of blanks without end",
        [[head(), _endless(b" " * 65536)]],
        code=4,
        out="",
        says=("no first token within 2 s",),
        within=5,
        memory=150,
        arguments=("-0", "-m", "qwen3-32b", "hi"),
        environment=FIRST,
    ),
    Scenario(
        "an endless json document",
        [[head(kind="application/json"), b'{"choices": "', _endless(b"x" * 65536)]],
        code=4,
        out="",
        says=("larger",),
        within=20,
        memory=150,
        arguments=("-0", "-m", "qwen3-32b", "hi"),
    ),
    *(
        Scenario(
            f"a json document of millions of {value.decode()}",
            [
                [
                    head(kind="application/json"),
                    b'{"x":[' + (value + b",") * (9_000_000 // (len(value) + 1)) + b"1]}",
                ]
            ],
            code=4,
            out="",
            says=("larger than an answer can be",),
            within=20,
            memory=150,
            arguments=("-0", "-m", "qwen3-32b", "hi"),
        )
        for value in (b"{}", b"[]", b'{"a":1}', b'"ab"')
    ),
    Scenario(
        "a json document with millions of commas in its answer",
        [[response(200, completion("1," * 1_000_000))]],
        out="1," * 1_000_000 + "\n",
        within=20,
        memory=150,
    ),
    Scenario(
        "a gzip bomb",
        [[head(200, "Content-Encoding: gzip"), packed(HELLO), _bomb(), Act.HOLD]],
        code=5,
        environment=STALL,
        memory=150,
        within=15,
    ),
    Scenario(
        "a cut json body",
        [[head(kind="application/json"), json.dumps(completion()).encode()[:-30]]],
        code=4,
        out="",
        says=("complete",),
        within=20,
    ),
    Scenario(
        "ndjson cut off",
        [[head(kind="application/x-ndjson"), _lines("Hello "), _lines("world")]],
        **CUT,
        says=("cut off after",),
    ),
    Scenario(
        "ndjson that stalls",
        [[head(kind="application/x-ndjson"), _lines("Hello "), _lines("world"), Act.HOLD]],
        **CUT,
        environment=STALL,
        within=4,
    ),
    Scenario(
        "a json body cut by its length",
        [[response(200, completion(reason="length"))]],
        code=5,
        says=("cut off at",),
    ),
    Scenario(
        "a json body without a finish reason", [[response(200, completion(reason=None))]], code=5, requests=1
    ),
    Scenario(
        "a tool instead of an answer",
        [[head(), delta(tool_calls=[{"index": 0, "function": {"name": "f"}}]), finish("tool_calls"), DONE]],
        code=4,
        out="",
        says=("asked for a tool",),
    ),
    Scenario(
        "thinking only",
        [[head(), delta(reasoning_content="hmm"), finish(), DONE]],
        code=4,
        out="",
        says=("no answer came",),
    ),
    Scenario(
        "thinking only, in tags",
        [[head(), say("<think>hmm</think>"), finish(), DONE]],
        code=4,
        out="",
        says=("no answer came",),
    ),
    Scenario(
        "thinking to the limit",
        [[head(), delta(reasoning_content="hmm"), finish("length"), DONE]],
        code=4,
        out="",
        says=("limit of tokens",),
    ),
    Scenario(
        "withheld before a word",
        [[head(), ROLE, finish("content_filter"), DONE]],
        code=4,
        out="",
        says=("withheld",),
        requests=1,
    ),
    Scenario(
        "thinking, then a reset", [[head(), delta(reasoning_content="hmm"), 0.2, Act.RESET]], code=4, out=""
    ),
    Scenario(
        "no first token",
        [[head(), Act.HOLD]],
        code=4,
        out="",
        environment=FIRST,
        says=("no first token within 2 s",),
        models=("deepseek-v4-flash", "qwen3-32b", "ga-standard"),
        within=6,
    ),
    Scenario(
        "no first token but comments",
        [[head(), _drip(b": keep-alive\n\n", 0.1)]],
        code=4,
        out="",
        environment=FIRST,
        says=("no first token within 2 s",),
        requests=3,
        within=6,
    ),
    Scenario("no head", [[Act.HOLD]], code=4, out="", environment=FIRST, requests=3, within=6),
    Scenario(
        "a head in drips",
        [[b"HTTP/1.1 200 OK\r\nX-A: ", _drip(b"a", 0.1)]],
        code=4,
        out="",
        environment=FIRST,
        requests=3,
        within=6,
    ),
    Scenario(
        "an empty role for ever",
        [[head(), ROLE, Act.HOLD]],
        code=4,
        out="",
        environment=FIRST,
        requests=3,
        within=6,
    ),
    Scenario(
        "the first model silent, the second whole",
        {"deepseek-v4-flash": [head(), Act.HOLD], "": [head(), WHOLE]},
        environment=FIRST,
        says=("no first token.*asking qwen3-32b",),
        within=5,
    ),
)
