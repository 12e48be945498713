"""What a gateway says, as bytes: chunks of a stream, heads, whole responses."""

import gzip
import json


def head(status: int = 200, *lines: str, kind: str = "text/event-stream") -> bytes:
    """Give a response head; the body ends when the connection does unless a line says otherwise."""
    fields = (f"HTTP/1.1 {status} Whatever", *([f"Content-Type: {kind}"] if kind else []), *lines)
    return "\r\n".join(fields).encode("latin-1") + b"\r\n\r\n"


def response(
    status: int, body: bytes | str | dict | list, *lines: str, kind: str = "application/json"
) -> bytes:
    """Give a whole response with its length."""
    if not isinstance(body, bytes | str):
        body = json.dumps(body)
    content = body.encode() if isinstance(body, str) else body
    return head(status, f"Content-Length: {len(content)}", "Connection: close", *lines, kind=kind) + content


def event(payload: object) -> bytes:
    """Give one event with a JSON payload."""
    return b"data: " + json.dumps(payload).encode() + b"\n\n"


def delta(finish: str | None = None, **fields: object) -> bytes:
    """Give one chunk with one choice."""
    choice = {"index": 0, "delta": fields, "finish_reason": finish}
    return event({"id": "c1", "object": "chat.completion.chunk", "model": "m", "choices": [choice]})


def say(text: str) -> bytes:
    """Give one chunk of text."""
    return delta(content=text)


def finish(reason: str = "stop") -> bytes:
    """Give the chunk that ends an answer."""
    return delta(reason)


def usage(given: object = 10, written: object = 3, total: object = None, **more: object) -> dict:
    """Give a usage object; the total is the sum unless it is told."""
    if total is None and isinstance(given, int) and isinstance(written, int):
        total = given + written
    return {"prompt_tokens": given, "completion_tokens": written, "total_tokens": total, **more}


def figures(**more: object) -> bytes:
    """Give the chunk that carries the usage."""
    return event({"object": "chat.completion.chunk", "choices": [], "usage": usage(), **more})


DONE = b"data: [DONE]\n\n"
ROLE = delta(role="assistant", content="")
HELLO = say("Hello ") + say("world")
WHOLE = ROLE + HELLO + finish() + figures() + DONE


def chunked(*pieces: bytes) -> bytes:
    """Give pieces in chunked transfer coding, with the last chunk."""
    return b"".join(chunk(piece) for piece in pieces) + b"0\r\n\r\n"


def chunk(piece: bytes) -> bytes:
    """Give one transfer chunk."""
    return b"%x\r\n%s\r\n" % (len(piece), piece)


def packed(content: bytes) -> bytes:
    """Give gzip."""
    return gzip.compress(content, mtime=0)


def completion(text: str = "Hello world", reason: str | None = "stop", **more: object) -> dict:
    """Give a completion that is not streamed."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": reason}
    return {"id": "c1", "object": "chat.completion", "choices": [choice], "usage": usage(), **more}
