"""Streams that lost something on the way, made from a seed; and what the command makes of them."""

import json
import random
from dataclasses import replace
from pathlib import Path

from .play import Outcome, Scenario, play
from .server import Act, Step
from .wording import chunk, head

PIECES = ("Hello ", "wörld, ", "世界 ", "\U0001f600 ", "and so on. ", "```py\nx = 1\n```\n")
KINDS = 6
# One model, asked once: a stream that lost every word must not be asked for again.
ONCE = Scenario(
    "damaged",
    (),
    arguments=("-m", "qwen3-32b", "hi"),
    environment={"ASK_RETRIES": "0", "ASK_FIRST_TOKEN_TIMEOUT": "2", "ASK_STALL_TIMEOUT": "1"},
)


def damaged(chance: random.Random, kind: int) -> tuple[bytes, str]:
    """Give a stream that lost something, and the text it had before.

    Bytes that are gone from within a JSON string cannot be missed by anyone: what is left is a sound event.
    """
    text = [chance.choice(PIECES) for _ in range(chance.randint(3, 30))]
    chunks = [
        json.dumps({"choices": [{"index": 0, "delta": {"content": piece}}]}, ensure_ascii=False)
        for piece in text
    ]
    chunks += [json.dumps({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}), "[DONE]"]
    events = [f"data: {chunk}\n\n".encode() for chunk in chunks]
    place = chance.randrange(len(text))
    match kind:
        case 0:  # the end is missing
            stream = b"".join(events)
            return stream[: chance.randrange(len(b"".join(events[:-2])))], "".join(text)
        case 1:  # bytes of an event's frame are gone
            start = chance.randrange(8)
            events[place] = events[place][:start] + events[place][start + chance.randint(1, 30) :]
        case 2:  # an event broke off, and the rest followed
            events[place] = events[place][: chance.randint(8, len(events[place]) - 3)] + b"\n\n"
        case 3:  # garbage in between
            events.insert(place, chance.randbytes(40) + b"\n\n")
        case 4:  # a letter of a name within the JSON
            name = chance.choice((b'"choices"', b'"delta"'))
            hit = bytearray(name)
            hit[chance.randrange(1, len(name) - 1)] = chance.randrange(65, 91)
            events[place] = events[place].replace(name, bytes(hit), 1)
        case _:  # a field name that was hit
            events[place] = bytes([chance.randrange(97, 123)]) + events[place][1:]
    return b"".join(events), "".join(text)


def played(seed: int, home: Path) -> tuple[Outcome, str]:
    """Send the command a damaged stream; gives what came of it and the text that it should have had."""
    chance = random.Random(seed)
    stream, text = damaged(chance, chance.randrange(KINDS))
    return play(replace(ONCE, scripts=[_sent(chance, stream)]), home, terminal=False), text


def _sent(chance: random.Random, stream: bytes) -> list[Step]:
    """Give the steps that send a stream: cut into any pieces, plain or chunked, closed or reset or held open."""
    size = chance.choice((1 << 20, 64, 7))
    pieces = [stream[start : start + size] for start in range(0, len(stream), size)]
    match chance.randrange(4):
        case 0:
            last = [b"0\r\n\r\n"] if chance.random() < 0.5 else []
            return [head(200, "Transfer-Encoding: chunked"), *map(chunk, pieces), *last]
        case 1:
            return [head(), *pieces, 0.1, Act.RESET]
        case 2 if chance.random() < 0.3:
            return [head(), *pieces, Act.HOLD]
        case _:
            return [head(), *pieces]


def fault_of(outcome: Outcome, text: str) -> str:
    """Say what is wrong with what came of a damaged stream, "" where nothing is."""
    if outcome.code == 999:
        return "it hangs"
    if "Traceback" in outcome.err or "bug in ask" in outcome.err:
        return "a traceback, or a bug"
    if outcome.code == 0 and outcome.out.rstrip("\n") != text.rstrip("\n"):
        return f"exit 0, and the text is {outcome.out!r}"
    if outcome.code not in {0, 4, 5}:
        return f"exit {outcome.code}"
    return "" if outcome.code == 0 or outcome.err.strip() else "not a word of why"
