"""How a dozen real servers speak, and the odd things that are none the less whole answers."""

from .play import KEY, Scenario
from .server import Act
from .wording import (
    DONE,
    HELLO,
    ROLE,
    WHOLE,
    chunk,
    chunked,
    completion,
    delta,
    event,
    figures,
    finish,
    head,
    packed,
    response,
    say,
    usage,
)

OPEN = head()


def _stream(name: str, *pieces: bytes, **more: object) -> Scenario:
    return Scenario(name, [[OPEN, *pieces]], **more)


def _choices(*choices: object, **more: object) -> bytes:
    return event({"object": "chat.completion.chunk", "choices": list(choices), **more})


def _ollama(text: str, *, done: bool = False) -> bytes:
    import json

    line = {"model": "m", "message": {"role": "assistant", "content": text}, "done": done}
    return json.dumps(line | ({"done_reason": "stop"} if done else {})).encode() + b"\n"


LINES = b"".join(
    piece.removeprefix(b"data: ").removesuffix(b"\n") for piece in (say("Hello "), say("world"), finish())
)

SCENARIOS = (
    _stream("plain whole", WHOLE, requests=1),
    _stream("no usage", HELLO, finish(), DONE),
    _stream("no done", HELLO, finish()),
    _stream("no finish reason but done", HELLO, DONE),
    _stream("finish with the last text", say("Hello "), delta("stop", content="world"), DONE),
    _stream(
        "vllm: usage in every chunk",
        *[
            _choices({"index": 0, "delta": {"content": text}, "finish_reason": None}, usage=usage(10, count))
            for count, text in enumerate(("Hello ", "world"), 1)
        ],
        finish(),
        DONE,
        says=(r"10 in / 2 out",),
    ),
    _stream(
        "llama.cpp: timings after the finish",
        ROLE,
        HELLO,
        _choices({"index": 0, "delta": {}, "finish_reason": "stop"}, usage=usage(), timings={"prompt_n": 1}),
        DONE,
    ),
    _stream(
        "ollama: empty content with the finish", HELLO, delta("stop", role="assistant", content=""), DONE
    ),
    _stream("lm studio: stats beside", HELLO, finish(), event({"stats": {"tokens_per_second": 3}}), DONE),
    _stream(
        "openrouter: processing comments",
        b": OPENROUTER PROCESSING\n\n" * 5,
        HELLO,
        b": OPENROUTER PROCESSING\n\n",
        finish(),
        figures(),
        DONE,
    ),
    _stream(
        "openrouter: cost in the usage",
        HELLO,
        finish(),
        event({"choices": [], "usage": usage(cost=0.0123)}),
        DONE,
        says=(r" · \$0\.012",),
    ),
    _stream(
        "openrouter: native finish reason",
        HELLO,
        _choices(
            {
                "index": 0,
                "delta": {"content": ""},
                "finish_reason": "stop",
                "native_finish_reason": "end_turn",
            }
        ),
        DONE,
    ),
    _stream("deepseek: keep-alive comments", b": keep-alive\n\n" * 3, WHOLE),
    _stream(
        "deepseek: reasoning content",
        delta(reasoning_content="hmm"),
        delta(reasoning_content=None, content="Hello "),
        delta(reasoning_content=None, content="world"),
        finish(),
        DONE,
    ),
    _stream("openrouter: reasoning", delta(reasoning="hmm", content=""), HELLO, finish(), DONE),
    _stream("think tags", say("<think>hm"), say("m</th"), say("ink>\n\n"), HELLO, finish(), DONE),
    _stream(
        "moonshot: usage inside the choice",
        HELLO,
        _choices({"index": 0, "delta": {}, "finish_reason": "stop", "usage": usage(10, 3)}),
        DONE,
        says=(r"[^~]10 in / 3 out",),
    ),
    _stream(
        "groq: x_groq usage",
        HELLO,
        finish(),
        event({"choices": [], "x_groq": {"usage": usage(10, 3)}}),
        DONE,
        says=(r"[^~]10 in / 3 out",),
    ),
    _stream(
        "groq: an error beside the end",
        HELLO,
        _choices({"index": 0, "delta": {}, "finish_reason": "stop"}, x_groq={"error": "over capacity"}),
        DONE,
        code=5,
        says=("over capacity",),
    ),
    _stream(
        "azure: empty choices first",
        event({"choices": [], "prompt_filter_results": [{"prompt_index": 0}]}),
        WHOLE,
    ),
    _stream(
        "azure: filter results after",
        HELLO,
        finish(),
        _choices(
            {
                "index": 0,
                "content_filter_offsets": {},
                "content_filter_results": {"hate": {"filtered": False}},
            }
        ),
        DONE,
    ),
    _stream(
        "mistral: content parts",
        delta(content=[{"type": "text", "text": "Hello "}]),
        delta(content=[{"type": "text", "text": "world"}]),
        finish(),
        DONE,
    ),
    _stream(
        "mistral: thinking parts",
        delta(content=[{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}]),
        HELLO,
        finish(),
        DONE,
    ),
    _stream("gemini: upper case reason, no done", HELLO, finish("STOP")),
    _stream("anthropic words: end_turn", HELLO, finish("end_turn")),
    _stream("eos", HELLO, finish("eos"), DONE),
    _stream("tool_calls with content", HELLO, finish("tool_calls"), DONE),
    _stream("no reason yet, in a word", say("Hello "), finish("null"), say("world"), finish("None"), DONE),
    _stream(
        "words as keep-alive",
        say("Hello "),
        b"data: ping\n\ndata: keep-alive\n\n",
        say("world"),
        finish(),
        DONE,
    ),
    _stream("no tools, in a list", delta(content="Hello world", tool_calls=[]), finish(), DONE),
    _stream("function_call with content", HELLO, finish("function_call"), DONE),
    _stream(
        "finish reason empty until the end",
        *[
            _choices({"index": 0, "delta": {"content": text}, "finish_reason": ""})
            for text in ("Hello ", "world")
        ],
        finish(),
        DONE,
    ),
    _stream(
        "finish reason stop in every chunk",
        delta("stop", content="Hello "),
        0.2,
        delta("stop", content="world"),
        DONE,
    ),
    _stream(
        "a pause after a stop in every chunk",
        delta("stop", content="Hello "),
        3,
        delta("stop", content="world"),
        DONE,
    ),
    _stream(
        "text beside the finish, figures, and no end",
        delta("stop", content="Hello world"),
        figures(),
        Act.HOLD,
        within=6,
    ),
    _stream(
        "spark: a code and a message of success",
        event(
            {"code": 0, "message": "Success", "choices": [{"index": 0, "delta": {"content": "Hello world"}}]}
        ),
        event(
            {"code": 0, "message": "Success", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
        ),
        event({"code": 0, "message": "Success", "usage": usage(10, 3)}),
        DONE,
        says=(r"[^~]10 in / 3 out",),
    ),
    _stream(
        "two pieces of the first choice in one event",
        _choices({"index": 0, "delta": {"content": "Hello "}}, {"index": 0, "delta": {"content": "wor"}}),
        say("ld"),
        finish(),
        DONE,
    ),
    _stream(
        "two choices without an index",
        _choices({"delta": {"content": "Hello world"}}, {"delta": {"content": "NO"}}),
        finish(),
        DONE,
    ),
    _stream(
        "a refusal among the parts of the content",
        delta(content=[{"type": "refusal", "refusal": "Hello "}, {"type": "text", "text": "world"}]),
        finish(),
        DONE,
    ),
    _stream(
        "a cost, then figures without it",
        HELLO,
        finish(),
        event({"choices": [], "usage": usage(10, 3, cost=0.5)}),
        figures(),
        DONE,
        says=(r"10 in / 3 out · \$0\.50",),
    ),
    _stream("content after the finish", say("Hello "), finish(), say("world"), DONE),
    _stream(
        "perplexity: delta and the message so far",
        *[
            _choices(
                {
                    "index": 0,
                    "delta": {"content": text},
                    "message": {"content": so_far},
                    "finish_reason": None,
                }
            )
            for text, so_far in (("Hello ", "Hello "), ("world", "Hello world"))
        ],
        _choices({"index": 0, "delta": {}, "message": {"content": "Hello world"}, "finish_reason": "stop"}),
        DONE,
    ),
    _stream(
        "message instead of delta",
        *[
            _choices({"index": 0, "message": {"content": text}, "finish_reason": None})
            for text in ("Hello ", "world")
        ],
        finish(),
        DONE,
    ),
    _stream(
        "text instead of delta",
        _choices({"index": 0, "text": "Hello "}),
        _choices({"text": "world"}),
        _choices({"text": "", "finish_reason": "stop"}),
        DONE,
    ),
    _stream("content null", delta(content=None), HELLO, delta(content=None), finish(), DONE),
    _stream(
        "a second choice",
        say("Hello "),
        _choices({"index": 1, "delta": {"content": "NO"}}),
        say("world"),
        finish(),
        DONE,
    ),
    _stream(
        "odd events: {} null list number",
        b'data: {}\n\ndata: null\n\ndata: []\n\ndata: 3\n\ndata: "x"\n\n',
        WHOLE,
    ),
    _stream(
        "numbers as strings",
        HELLO,
        finish(),
        event({"choices": [], "usage": usage("10", "3", "13")}),
        DONE,
        says=(r"[^~]10 in / 3 out",),
    ),
    _stream(
        "usage that contradicts itself",
        HELLO,
        finish(),
        event({"choices": [], "usage": usage(10, 3, 9999)}),
        DONE,
        says=(r"~\d+ in",),
    ),
    _stream(
        "usage of zero tokens",
        HELLO,
        finish(),
        event({"choices": [], "usage": usage(0, 0)}),
        DONE,
        says=(r"~\d+ in",),
    ),
    _stream(
        "usage below zero",
        HELLO,
        finish(),
        event({"choices": [], "usage": usage(-1, -5)}),
        DONE,
        says=(r"~\d+ in",),
    ),
    _stream(
        "usage of nonsense",
        HELLO,
        finish(),
        event({"choices": [], "usage": "lots"}),
        event({"choices": [], "usage": {"prompt_tokens": {}, "completion_tokens": [1]}}),
        DONE,
        says=(r"~\d+ in",),
    ),
    _stream(
        "a cost beyond belief", HELLO, finish(), event({"choices": [], "usage": usage(cost="1e999999")}), DONE
    ),
    _stream(
        "a cost too small to be",
        HELLO,
        finish(),
        event({"choices": [], "usage": usage(cost="1e-9999")}),
        DONE,
    ),
    _stream(
        "usage of the beginning alone",
        event({"choices": [], "usage": usage(10, 1)}),
        HELLO,
        finish(),
        DONE,
        says=(r"~10 in / ~2 out · ~\$",),
    ),
    Scenario(
        "usage of a model that did not answer",
        {"deepseek-v4-flash": [OPEN, figures(), finish(), DONE], "": [OPEN, HELLO, finish(), DONE]},
        models=("deepseek-v4-flash", "qwen3-32b"),
        says=(r"~\d+ in / ~2 out", "of it without an answer"),
    ),
    _stream("usage before the finish", HELLO, figures(), finish(), DONE, says=(r"[^~]10 in / 3 out",)),
    _stream(
        "ids that change",
        *[
            _choices({"index": 0, "delta": {"content": text}}, id=number, model="other", created="x")
            for number, text in enumerate(("Hello ", "world"))
        ],
        finish(),
        DONE,
    ),
    _stream("choices as null", event({"choices": None}), WHOLE),
    _stream("choices as an object", event({"choices": {"a": 1}}), WHOLE),
    _stream("delta null", _choices({"index": 0, "delta": None, "finish_reason": None}), WHOLE),
    _stream(
        "error null and empty",
        event({"error": None, "choices": []}),
        event({"error": {}, "choices": []}),
        event({"error": "", "choices": []}),
        WHOLE,
    ),
    _stream(
        "a surrogate pair cut in two",
        b'data: {"choices":[{"delta":{"content":"Hello \\ud83d"}}]}\n\n',
        b'data: {"choices":[{"delta":{"content":"\\ude00"}}]}\n\n',
        finish(),
        DONE,
        out="Hello \U0001f600\n",
    ),
    _stream(
        "a lone surrogate",
        b'data: {"choices":[{"delta":{"content":"Hello \\ud83d world"}}]}\n\n',
        finish(),
        DONE,
        out="Hello \ufffd world\n",
    ),
    _stream("leading blank lines", say("\n"), say("\n"), HELLO, finish(), DONE, out="\n\nHello world\n"),
    _stream(
        "a refusal",
        delta(refusal="I cannot "),
        delta(refusal="do that"),
        finish(),
        DONE,
        out="I cannot do that\n",
    ),
    *(
        _stream(name, *pieces, finish(), DONE, out=out)
        for name, pieces, out in (
            ("the key in the answer", (say(f"Hello {KEY} world"),), "Hello «secret:API_KEY_0» world\n"),
            (
                "the key in the answer, in two pieces with time between",
                (say(f"Hello {KEY[:9]}"), 2.0, say(f"{KEY[9:]} world")),
                "Hello sk-«secret:API_KEY_0» world\n",
            ),
            (
                "the key in the answer, letter by letter",
                (b"".join(map(say, f"Hello {KEY} world")),),
                "Hello «secret:API_KEY_0» world\n",
            ),
        )
    ),
    _stream("text after done", HELLO, DONE + say("evil")),
    _stream("text after done, without a finish", HELLO + DONE + say("evil") + DONE),
    _stream("garbage after the finish", HELLO, finish(), b"garbage {{{\n\n"),
    _stream("garbage after done", WHOLE, b"\x00\xff garbage {"),
    _stream("done in small letters", HELLO, b"data: [done]\n\n"),
    _stream("done without a field", HELLO, b"[DONE]\n\n"),
    _stream(
        "the second choice first",
        _choices({"index": 1, "delta": {"content": "NO"}}, {"index": 0, "delta": {"content": "Hello world"}}),
        finish(),
        DONE,
    ),
    Scenario("a json body that is a list", [[response(200, [completion()])]]),
    _stream("an answer that is one newline longer", say("Hello world\n"), finish(), DONE),
    _stream(
        "named events",
        b"event: message\n" + say("Hello "),
        b"event: completion\nid: 7\nretry: 10\n" + say("world"),
        finish(),
        DONE,
    ),
    _stream("an event: done at the end", HELLO, finish(), b"event: done\ndata: [DONE]\n\n"),
    _stream("cr line ends", WHOLE.replace(b"\n", b"\r")),
    _stream("crlf line ends", WHOLE.replace(b"\n", b"\r\n")),
    _stream("a byte order mark", b"\xef\xbb\xbf" + WHOLE),
    _stream("no space after the colon", WHOLE.replace(b"data: ", b"data:")),
    _stream("done with spaces", HELLO, b"data:   [DONE]  \n\n"),
    _stream("no blank line at the end", HELLO, finish(), b"data: [DONE]"),
    _stream("the last event unfinished but whole", HELLO, finish().rstrip(b"\n")),
    _stream(
        "line separators in the text",
        say("Hello\u2028\u2029\x85world"),
        finish(),
        DONE,
        out="Hello\u2028\u2029<U+0085>world\n",
    ),
    _stream(
        "raw line separators in the bytes",
        'data: {"choices":[{"delta":{"content":"Hello\u2028world"}}]}\n\n'.encode(),
        finish(),
        DONE,
        out="Hello\u2028world\n",
    ),
    _stream(
        "json over several data lines",
        b'data: {"choices":\ndata: [{"delta":{"content":"Hello world"}}]}\n\n',
        finish(),
        DONE,
    ),
    _stream("a lost blank line", say("Hello ").rstrip(b"\n") + b"\n" + say("world"), finish(), DONE),
    _stream(
        "broken utf-8",
        b'data: {"choices":[{"delta":{"content":"Hello \xff\xfe world"}}]}\n\n',
        finish(),
        DONE,
        out="Hello \ufffd\ufffd world\n",
    ),
    _stream("byte by byte", *[WHOLE[i : i + 1] for i in range(len(WHOLE))]),
    _stream(
        "multi-byte characters cut apart",
        *[
            bytes([byte])
            for byte in 'data: {"choices":[{"delta":{"content":"H\u00e9llo \u4e16\u754c \U0001f600"}}]}\n\n'.encode()
        ],
        finish(),
        DONE,
        out="H\u00e9llo \u4e16\u754c \U0001f600\n",
    ),
    _stream(
        "control characters in the text",
        say("Hello \x1b[2J\x07\x00world\x9b"),
        finish(),
        DONE,
        out="Hello \u241b[2J\u2407\u2400world<U+009B>\n",
    ),
    Scenario(
        "a json body although a stream was asked for",
        [[response(200, completion())]],
        says=(r"[^~]10 in / 3 out",),
    ),
    Scenario(
        "a json body with parts",
        [[response(200, completion(text=[{"type": "text", "text": "Hello world"}]))]],
    ),
    Scenario(
        "a json body, pretty-printed and late",
        [
            [
                head(kind="application/json"),
                b'{\n "choices": [',
                0.3,
                b'{"message": {"content": "Hello world"},\n "finish_reason": "stop"}]}',
            ]
        ],
    ),
    Scenario("json said to be html", [[response(200, completion(), kind="text/html")]]),
    Scenario("a stream said to be json", [[head(kind="application/json"), WHOLE]]),
    Scenario("a stream without a type", [[head(kind=""), WHOLE]]),
    Scenario("ndjson of chunks", [[head(kind="application/x-ndjson"), LINES]]),
    Scenario(
        "ndjson of ollama",
        [
            [
                head(kind="application/x-ndjson"),
                _ollama("Hello "),
                0.2,
                _ollama("world"),
                _ollama("", done=True),
            ]
        ],
    ),
    Scenario("--no-stream", [[response(200, completion())]], arguments=("-0", "--no-stream", "hi")),
    Scenario("--no-stream answered by a stream", [[head(), WHOLE]], arguments=("-0", "--no-stream", "hi")),
    Scenario(
        "chunked", [[head(200, "Transfer-Encoding: chunked"), chunked(ROLE, HELLO, finish(), DONE), Act.NEXT]]
    ),
    Scenario(
        "chunks across events",
        [
            [
                head(200, "Transfer-Encoding: chunked"),
                chunked(*[WHOLE[i : i + 7] for i in range(0, len(WHOLE), 7)]),
                Act.NEXT,
            ]
        ],
    ),
    Scenario(
        "chunk extensions and trailers",
        [
            [
                head(200, "Transfer-Encoding: chunked"),
                b"%x;name=value\r\n%s\r\n" % (len(WHOLE), WHOLE),
                b"0\r\nX-Sum: 1\r\n\r\n",
            ]
        ],
    ),
    Scenario(
        "done, but the connection stays",
        [[head(200, "Transfer-Encoding: chunked"), chunk(WHOLE), Act.HOLD]],
        within=4,
    ),
    Scenario("finished, but the connection stays", [[head(), HELLO, finish(), Act.HOLD]], within=5),
    Scenario("finished, then a reset", [[head(), HELLO, finish(), 0.2, Act.RESET]]),
    Scenario(
        "finished, then damage",
        [[head(200, "Transfer-Encoding: chunked"), chunk(HELLO + finish()), b"zz\r\n"]],
    ),
    Scenario("gzip", [[head(200, "Content-Encoding: gzip"), packed(WHOLE)]]),
    Scenario(
        "gzip byte by byte",
        [[head(200, "Content-Encoding: gzip"), *[bytes([byte]) for byte in packed(WHOLE)]]],
    ),
    Scenario(
        "gzip in two members", [[head(200, "Content-Encoding: gzip"), packed(HELLO), packed(finish() + DONE)]]
    ),
    Scenario("x-gzip", [[head(200, "Content-Encoding: x-gzip"), packed(WHOLE)]]),
    Scenario("gzip without its end, finished", [[head(200, "Content-Encoding: gzip"), packed(WHOLE)[:-6]]]),
    Scenario("gzip that is none", [[head(200, "Content-Encoding: gzip"), WHOLE]]),
    Scenario("identity", [[head(200, "Content-Encoding: identity"), WHOLE]]),
    Scenario("deflate", [[head(200, "Content-Encoding: deflate"), __import__("zlib").compress(WHOLE)]]),
    Scenario(
        "deflate, raw",
        [[head(200, "Content-Encoding: deflate"), __import__("zlib").compress(WHOLE, wbits=-15)]],
    ),
    Scenario("http/1.0", [[head().replace(b"HTTP/1.1", b"HTTP/1.0"), WHOLE]]),
    Scenario("early hints first", [[b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", head(), WHOLE]]),
    Scenario("a 201", [[head(201), WHOLE]]),
    Scenario("many headers", [[head(200, *[f"X-{n}: {'y' * 50}" for n in range(200)]), WHOLE]]),
    Scenario("escapes in headers", [[head(200, "X-Note: \x1b[31mred"), WHOLE]], unsaid=("\x1b\\[31m",)),
    Scenario("a reason phrase of control characters", [[b"HTTP/1.1 200 \x1b[31mOK\r\n\r\n", WHOLE]]),
)
