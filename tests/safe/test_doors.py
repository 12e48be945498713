"""What comes from outside reaches a terminal or a pipe harmless, by whatever door: the real command, a real pty."""

import json
from pathlib import Path

import pyte
import pytest

from assistant.safe import visible, visible_in_pipe
from tests.conftest import Run
from tests.safe.hostile import ATTACKS, WHOLE, on_terminal, raw_in_pipe, raw_on_terminal
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage

ERROR = {"Content-Type": "application/json"}


def error(status: int, text: str, **headers: str) -> Scripted:
    body = json.dumps({"error": {"message": text, "type": text, "code": text}}).encode()
    return Scripted([body], status, ERROR | headers)


def answer(*texts: str) -> Scripted:
    return Scripted(events(*map(delta, texts), finish(), usage(1, 1)))


SCENES: dict[str, list[Scripted]] = {
    "answer": [answer(WHOLE)],
    "code": [answer(f"```python\nx = 1 # {WHOLE}\n```\n")],
    "markdown": [answer(f"# {WHOLE}\n\n- [{WHOLE}](http://a.example/{WHOLE})\n\n| a |\n|---|\n| {WHOLE} |\n\n`{WHOLE}`\n")],
    "entities": [answer("&#27;]52;c;eA==&#7; &#x9b;5;41m &#x202e; &zwj; &shy; [a](http://b.example/&#27;&#x202e;)")],
    "thinking": [Scripted(events(delta("", reasoning_content=WHOLE), delta("done"), finish(), usage(1, 1)))],
    "finish reason": [Scripted(events(delta("some"), finish(WHOLE), usage(1, 1)))],
    "model id": [Scripted(events({**delta("some"), "model": WHOLE, "id": WHOLE}, finish(), usage(1, 1)))],
    "tool call": [Scripted(events(delta("", tool_calls=[{"index": 0, "id": WHOLE, "function": {"name": WHOLE, "arguments": WHOLE}}]), finish("tool_calls"), usage(1, 1)))],
    "refusal": [Scripted(events(delta("", refusal=WHOLE), finish("content_filter"), usage(1, 1)))],
    "error in stream": [Scripted(events(delta("some"), {"error": {"message": WHOLE, "code": WHOLE}}))],
    "bare error": [Scripted([f"data: {WHOLE}\n\n".encode(errors="replace")])],
    "comment": [Scripted([f": {WHOLE}\n\nevent: {WHOLE}\n\n".encode(errors="replace"), *events(delta("some"), finish(), usage(1, 1))])],
    **{f"error {status}": [error(status, WHOLE)] for status in (400, 401, 404)},
    "text error": [Scripted([WHOLE.encode(errors="replace")], 400, {"Content-Type": "text/plain"})],
    "page error": [Scripted([f"<html><title>{WHOLE}</title><h1>{WHOLE}</h1></html>".encode(errors="replace")], 400, {"Content-Type": "text/html"})],
    "raw bytes": [Scripted([bytes(byte for byte in range(256) if byte != 10)], 400, {"Content-Type": "text/plain"})],
    "headers": [error(400, "x", **{"x-request-id": "a\x1b]52;c;eA==\x07\x9b5;41m\x85", "retry-after": "1\x1b[5;41m"})],
    "redirect": [Scripted([b""], 307, {"Location": "http://a.example/\x1b[5;41m\x9b"})],
    "content type": [Scripted([b"{}"], 200, {"Content-Type": "text/html; \x1b[5;41m\x9b"})],
}  # fmt: skip


# what is written by code of its own where stdout is a pipe; what goes to stderr is the same as on a terminal
PIPED = ("answer", "code", "thinking", "finish reason", "error in stream", "refusal", "error 400", "headers")
ONCE = {"ASK_RETRIES": "0"}


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_a_gateway_sends_steers_a_terminal(
    scene: str, gateway: ScriptedGateway, environment: dict[str, str], keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(*SCENES[scene])
    written = on_terminal("-0", "hello", env=environment | keyed | ONCE, cwd=tmp_path)
    assert raw_on_terminal(written) == []
    assert written


@pytest.mark.parametrize(
    ("scene", "options"),
    [
        *((scene, ()) for scene in PIPED),
        *(("code", ("-x",)), ("answer", ("-x",)), ("answer", ("--json",)), ("thinking", ("--json",))),
        *(
            ("answer", ("--stream-json",)),
            ("error in stream", ("--stream-json",)),
            ("error 400", ("--json",)),
        ),
    ],
)
def test_no_control_character_of_a_gateway_gets_into_a_pipe(
    scene: str, options: tuple[str, ...], ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(*SCENES[scene])
    ran = ask("-0", *options, "hello", env=keyed | ONCE)
    assert raw_in_pipe(ran.raw) == []
    assert raw_on_terminal(ran.err.encode()) == []
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("scene", "options"),
    [
        ("code", ("-x",)),
        ("answer", ("-x",)),
        ("answer", ("--json",)),
        ("thinking", ("--stream-json",)),
        ("answer", ("--raw",)),
        ("answer", ("--no-stream",)),
        ("code", ("--color", "never")),
    ],
)
def test_no_option_lets_anything_through_to_a_terminal(
    scene: str,
    options: tuple[str, ...],
    gateway: ScriptedGateway,
    environment: dict[str, str],
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    gateway.answers(*SCENES[scene])
    assert (
        raw_on_terminal(on_terminal("-0", *options, "hello", env=environment | keyed | ONCE, cwd=tmp_path))
        == []
    )


BLANKS_TO_PYTHON = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"


@pytest.mark.parametrize(
    "reply",
    [
        error(400, f"a{BLANKS_TO_PYTHON}b\rc"),
        Scripted([f"a{BLANKS_TO_PYTHON}b\rc".encode()], 400, {"Content-Type": "text/plain"}),
        Scripted([f"<title>a{BLANKS_TO_PYTHON}b\rc</title>".encode()], 502, {"Content-Type": "text/html"}),
        Scripted(events(delta("some"), {"error": {"message": f"a{BLANKS_TO_PYTHON}b\rc"}})),
    ],
)
def test_nothing_in_an_error_disappears(
    reply: Scripted, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(reply)
    shown = f"a{visible(BLANKS_TO_PYTHON)}b␍c"
    ran = ask("-0", "hello", env=keyed | ONCE | {"ASK_MAX_REQUESTS": "1"})
    assert shown in ran.err
    assert shown in ask("log", "export").out + ran.err


PIECES = {
    "bytes of escapes": lambda text: [bytes([byte]) for byte in f"data: {json.dumps(delta(text))}\n\n".encode()],
    "bytes of utf-8": lambda text: [
        bytes([byte]) for byte in b"data: " + json.dumps(delta(text), ensure_ascii=False).encode("utf-8", "replace") + b"\n\n"
    ],
    "characters": lambda text: [f"data: {json.dumps(delta(character))}\n\n".encode() for character in text],
    "units": lambda text: [
        f'data: {json.dumps(delta("@@")).replace("@@", unit)}\n\n'.encode()
        for unit in (f"\\u{int.from_bytes(pair, 'big'):04x}" for pair in _pairs(text.encode("utf-16-be", "surrogatepass")))
    ],
}  # fmt: skip


def _pairs(text: bytes) -> list[bytes]:
    return [text[start : start + 2] for start in range(0, len(text), 2)]


def _letters(text: str) -> str:
    """Give a text without the spaces that a renderer may move or replace."""
    return "".join(text.split())


@pytest.mark.parametrize("pieces", PIECES)
def test_an_attack_in_any_pieces_is_shown_whole(
    pieces: str, gateway: ScriptedGateway, environment: dict[str, str], keyed: dict[str, str], tmp_path: Path
) -> None:
    text = " ".join(
        attack for name, attack in ATTACKS.items() if pieces != "bytes of utf-8" or "surrogate" not in name
    )
    fenced = f"```text\n{text}\n```\n"
    gateway.answers(Scripted([*PIECES[pieces](fenced), *events(finish(), usage(1, 1))]))
    env = environment | keyed | {"NO_COLOR": "1"}
    written = on_terminal("-0", "-q", "hello", env=env, cwd=tmp_path)
    assert raw_on_terminal(written) == []
    seen = pyte.Screen(200, 50)
    pyte.ByteStream(seen).feed(written)
    shown = _letters("".join(seen.display))
    assert _letters(visible(text)) in shown


def test_an_attack_in_any_pieces_is_whole_in_a_pipe(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    for pieces in PIECES.values():
        text = "".join(attack for name, attack in ATTACKS.items() if "surrogate" not in name)
        gateway.answers(Scripted([*pieces(text), *events(finish(), usage(1, 1))]))
        assert ask("-0", "-q", "hello", env=keyed).out.rstrip("\n") == visible_in_pipe(text).replace(
            "\r", "␍"
        )


def test_a_terminal_that_is_not_of_utf_8_gets_its_own_encoding(
    ask: Run, gateway: ScriptedGateway, environment: dict[str, str], keyed: dict[str, str], tmp_path: Path
) -> None:
    """The bytes of "Û" in UTF-8 end in CSI, which it may obey."""
    latin = keyed | {"PYTHONIOENCODING": "latin-1"}
    gateway.answers(answer("Û31m Ł\n"))
    written = on_terminal("hello", env=environment | latin, cwd=tmp_path)
    assert b"\xdb31m ?\r\n" in written
    assert b"tier 0 simple \xb7" in written
    assert b"\x9b" not in written
    assert b"\\u0141" in on_terminal("-m", "Ł", "hello", env=environment | latin, cwd=tmp_path)
    assert ask("hello", env=latin).raw == "Û31m Ł\n".encode()
