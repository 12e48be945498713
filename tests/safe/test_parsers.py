"""Every reader of what a gateway, a terminal or a model says, given anything: what comes of it is a value or one of our own errors."""

import json
import math
from contextlib import suppress
from datetime import UTC, datetime
from io import StringIO

from hypothesis import example, given
from hypothesis import strategies as st

from assistant.catalog import DEFAULT_PROVIDER, MODELS, Candidate
from assistant.errors import AskError
from assistant.gateway.content_encoding import CodingError, Decoder
from assistant.gateway.document import html_summary
from assistant.gateway.error_messages import error_of, said_by
from assistant.gateway.events import EventReader, EventTooLarge
from assistant.gateway.listing import _beside_tokens, _listed, _price
from assistant.gateway.payload import fault_in, parts_of
from assistant.gateway.response_reader import ResponseReader
from assistant.gateway.retry_policy import FailureKind, RequestFailed, retry_after
from assistant.gateway.usage import usage_of
from assistant.guard.restorer import Restorer
from assistant.guard.vault import Vault
from assistant.recognition.recognise import recognised
from assistant.render.capabilities import background_of, palette_of, shrinking_of
from assistant.render.extraction import code_blocks
from assistant.render.palette import Background
from assistant.render.replies import Replies
from assistant.secret import Secret
from assistant.shell import Display, Shell, When
from assistant.showing import columns
from tests.safe.anything import CHUNK, ODD_NUMBER, ODD_TEXT, PLAIN, SOME

SECRET = Secret("sk-0123456789abcdef", "a test")
CANDIDATE = Candidate(DEFAULT_PROVIDER, next(iter(MODELS.values())))
PIECES = st.lists(
    st.sampled_from([b"data: ", b"data:", b"event: ", b"event: error\n", b"id: 1\n", b"retry: x\n", b": ping\n", b"\n", b"\r", b"\r\n", b"[DONE]", b"\xef\xbb\xbf", b"{", b"}", b"\xff", b"\xe2\x80", b"\xa8"])
    | st.binary(max_size=12) | CHUNK.map(lambda plain: json.dumps(plain).encode()),
    max_size=12,
)  # fmt: skip


@SOME
@given(PLAIN | CHUNK)
def test_any_json_can_be_a_chunk_an_error_or_a_usage(plain: object) -> None:
    list(parts_of(plain))
    fault_in(plain)
    usage_of(plain)
    for listed in ({"data": plain}, plain):
        for pricing in (_listed(json.dumps(listed).encode(), SECRET) or {}).values():
            assert _price(pricing).output is None or not _beside_tokens(pricing)


@SOME
@given(PIECES)
def test_any_bytes_can_be_a_stream(pieces: list[bytes]) -> None:
    with suppress(EventTooLarge):
        reader = EventReader()
        for piece in pieces:
            list(reader.feed(piece))
        list(reader.close())
    reader = ResponseReader()
    heard = [said for piece in pieces for said in reader.feed(piece)]
    heard += reader.close()
    assert all(not isinstance(said, Exception) for said in heard)


@SOME
@given(PLAIN.map(lambda plain: json.dumps(plain).encode()) | st.binary(max_size=60) | ODD_TEXT.map(lambda text: f"<html><title>{text}".encode(errors="replace")),
       st.sampled_from([*range(300, 309), 400, 401, 402, 403, 404, 413, 418, 422, 429, 500, 503, 529, 999]))  # fmt: skip
def test_any_body_can_be_that_of_an_error(body: bytes, status: int) -> None:
    said = said_by(body, SECRET).message
    assert len(said) <= 300
    assert isinstance(
        error_of(RequestFailed(FailureKind.STATUS, said, status=status), CANDIDATE, SECRET, ""), AskError
    )
    html_summary(body.decode(errors="replace"))


@SOME
@given(
    ODD_TEXT
    | ODD_NUMBER.map(str)
    | st.sampled_from(
        ["Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 99 Oct 2026", "0x10", "١٢", "1_000", " 5 ", "-5", "1e3"]
    ),
    st.none() | ODD_TEXT | ODD_NUMBER.map(str),
)
def test_any_text_can_be_a_time_to_wait(value: str, milliseconds: str | None) -> None:
    pause = retry_after(milliseconds, value, datetime.now(UTC))
    assert pause is None or (math.isfinite(pause) and pause >= 0)


@SOME
@given(
    st.sampled_from(["", "gzip", "deflate", "br", "zstd", "identity", "gzip, br", "x" * 50]),
    st.lists(st.binary(max_size=40) | st.just(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"), max_size=5),
)
def test_any_bytes_can_claim_to_be_compressed(encoding: str, pieces: list[bytes]) -> None:
    with suppress(CodingError):
        decoder = Decoder(encoding)
        for piece in pieces:
            list(decoder.feed(piece))


SIGNS = st.sampled_from([
    "#!/usr/bin/env ", "python3", "Traceback (most recent call last):\n", '  File "a.py", line 1, in x\n', "diff --git a/x b/x\n", "@@ -1 +1 @@\n", "+++ ", "--- ",
    "2026-11-01 10:00:00 ERROR ", "\tat a.b(C.java:1)\n", "goroutine 1 [running]:\n", "a,b,c\n1,2,3\n", '{"a": 1}\n', "[", "{", "<?xml", "x.c:1:2: error: y\n", "FAILED ", "def ", "\n",
])  # fmt: skip


@SOME
@given(st.lists(SIGNS | ODD_TEXT, max_size=12).map("".join))
def test_any_text_can_be_looked_at_for_what_it_is(text: str) -> None:
    seen = recognised(text)
    assert isinstance(seen.kind + seen.language, str)


@SOME
@given(
    st.dictionaries(
        st.sampled_from(["COLORFGBG", "TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM", "COLUMNS", "VTE_VERSION", "LANG", "TMUX", "KONSOLE_VERSION"]),
        ODD_TEXT | ODD_NUMBER.map(str) | st.sampled_from(["15;0", "0;15", ";", "0;default;15", "xterm-256color", "dumb", "²", "9" * 5000]),
    ),
    st.sampled_from(When),
)  # fmt: skip
def test_any_environment_can_surround_a_terminal(environment: dict[str, str], colour: When) -> None:
    palette_of(environment, Display(colour))
    columns(Shell(environment, None, StringIO(), None))
    background_of(environment)
    shrinking_of(environment)


@SOME
@given(
    st.lists(
        ODD_TEXT
        | st.sampled_from(
            [
                "«secret:",
                "«secret:AWS_KEY_1»",
                "«",
                "»",
                "password = 'xk39sl2mfa0q'",
                "```",
                "~~~\n",
                "AKIAIOSFODNN7REALKEY",
            ]
        ),
        max_size=8,
    )
)
def test_any_text_can_be_guarded_restored_and_searched_for_code(pieces: list[str]) -> None:
    vault = Vault()
    text = "".join(pieces)
    sent, _ = vault.redact(text)
    restorer = Restorer(vault)
    assert "".join([*map(restorer.feed, sent), restorer.close()]) == vault.restore(sent) == text
    code_blocks(text)


@SOME
@given(
    st.lists(
        st.binary(max_size=8)
        | st.sampled_from(
            [
                b"\x1b]11;rgb:",
                b"ffff/0000/0000",
                b"rgba:1/2/3/4",
                b"\x07",
                b"\x1b\\",
                b"\x1b[?",
                b"62;c",
                b"/",
                b"ls\r",
            ]
        ),
        max_size=8,
    )
)
@example([b"\x1b]11;rgb:", b"\x1b]11;rgb:", b"\x07"])
def test_any_bytes_can_be_what_a_terminal_answers(pieces: list[bytes]) -> None:
    texts = [piece.decode("latin-1") for piece in pieces]
    in_pieces, at_once = Replies(), Replies()
    for replies in (in_pieces, at_once):
        replies.expect()
    keys = "".join(map(in_pieces.without, texts))
    assert at_once.without("".join(texts)) == keys
    assert in_pieces.give_back() == at_once.give_back()
    assert in_pieces.background is at_once.background
    assert in_pieces.background in (None, *Background)
