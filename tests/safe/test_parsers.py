"""Every reader of outside data, given anything: what comes of it is a value or one of our own errors."""

import json
import math
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.bench.blind_comparison import tallies
from assistant.bench.journal import Journal
from assistant.bench.mine import contests_from
from assistant.bench.page import page
from assistant.bench.table import standings
from assistant.bill import By
from assistant.cap import parsed_limit
from assistant.catalog import DEFAULT_PROVIDER, MODELS, Candidate, Tier
from assistant.cli.files import attached, difference, named_files
from assistant.cli.intake import piped_text
from assistant.cli.period import first_day
from assistant.errors import AskError
from assistant.gateway.content_encoding import CodingError, Decoder
from assistant.gateway.document import html_summary
from assistant.gateway.error_messages import error_of, said_by
from assistant.gateway.events import EventReader, EventTooLarge
from assistant.gateway.listing import _prices
from assistant.gateway.payload import fault_in, parts_of, usage_of
from assistant.gateway.response_reader import ResponseReader
from assistant.gateway.retry_policy import FailureKind, RequestFailed, retry_after
from assistant.guard.vault import Restorer, Vault
from assistant.recognition.recognise import recognised
from assistant.record import markdown_of, plain_record
from assistant.render.capabilities import background_of, palette_of, shrinking_of
from assistant.render.extraction import code_blocks
from assistant.render.palette import Background
from assistant.render.replies import Replies
from assistant.repl.commands.table import NAMES
from assistant.repl.entry import entry_of
from assistant.repl.history import entries_of
from assistant.repl.mentions import mentioned, mentions_in
from assistant.secret import Secret
from assistant.shell import Display, Shell, When
from assistant.showing import columns
from assistant.store.bill import bill_of
from assistant.store.conversations import conversations, last_conversation_id
from assistant.store.cooldowns import CooldownList
from assistant.store.database import opened, opened_to_change, opened_to_read
from assistant.store.decoding import decoded
from assistant.store.editing import priced, recalled, swapped
from assistant.store.key_file import keys_in
from assistant.store.keys import Sources, find_key
from assistant.store.limits import limits_of
from assistant.store.log import found, last_answered, latest, since
from assistant.store.marks import marks_in
from assistant.store.origin import checked_base_url, is_loopback
from assistant.store.settings import settings_of
from assistant.store.templates import Source
from assistant.store.trust import trusts_in
from assistant.store.unfinished import last_unfinished

SOME = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SECRET = Secret("sk-0123456789abcdef", "a test")
CANDIDATE = Candidate(DEFAULT_PROVIDER, next(iter(MODELS.values())))

NAMES_OF_THE_PROTOCOL = st.sampled_from([
    "choices", "delta", "message", "content", "reasoning", "reasoning_content", "thinking", "text", "type", "finish_reason", "error", "errors",
    "code", "status", "detail", "usage", "prompt_tokens", "completion_tokens", "total_tokens", "completion_tokens_details", "reasoning_tokens",
    "cost", "tool_calls", "function", "name", "arguments", "refusal", "id", "model", "data", "pricing", "prompt", "completion", "input", "output",
    "index", "object", "response", "metadata", "param", "title", "msg", "loc",
])  # fmt: skip
ODD_TEXT = st.text(
    st.characters()
    | st.sampled_from("\ud800\udfff\x00\x1b\x9b\u202e\r\n\"'\\/:[]{}«»=.,*?~@`|$%#-0123456789"),
    max_size=30,
)
ODD_NUMBER = st.sampled_from(
    [0, -1, 1, 2**63, -(2**70), 10**400, 1e308, math.inf, -math.inf, math.nan, 0.1, "1", "1e999", "NaN", "-0"]
)
SCALAR = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | ODD_NUMBER
    | ODD_TEXT
    | st.sampled_from(["stop", "length", "tool_calls", "thinking", "text"])
)
PLAIN = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(NAMES_OF_THE_PROTOCOL | ODD_TEXT, inner, max_size=5)
    ),
    max_leaves=25,
)
CHUNK = st.fixed_dictionaries({}, optional={
    "choices": st.lists(st.fixed_dictionaries({}, optional={"delta": PLAIN, "message": PLAIN, "finish_reason": PLAIN, "text": PLAIN}), max_size=2) | PLAIN,
    "usage": st.dictionaries(NAMES_OF_THE_PROTOCOL, PLAIN, max_size=5) | PLAIN, "error": PLAIN,
})  # fmt: skip
PIECES = st.lists(
    st.sampled_from([b"data: ", b"data:", b"event: ", b"event: error\n", b"id: 1\n", b"retry: x\n", b": ping\n", b"\n", b"\r", b"\r\n", b"[DONE]", b"\xef\xbb\xbf", b"{", b"}", b"\xff", b"\xe2\x80", b"\xa8"])
    | st.binary(max_size=12) | CHUNK.map(lambda plain: json.dumps(plain).encode()),
    max_size=12,
)  # fmt: skip


def only_our_errors(read: Callable[[], object]) -> None:
    """Read; an error that is not one of ours, and so would be a bug in the user's face, fails the test."""
    with suppress(AskError):
        read()


@SOME
@given(PLAIN | CHUNK)
def test_any_json_can_be_a_chunk_an_error_or_a_usage(plain: object) -> None:
    list(parts_of(plain))
    fault_in(plain)
    usage_of(plain)
    _prices(json.dumps({"data": plain}).encode(), SECRET)
    _prices(json.dumps(plain).encode(), SECRET)


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
    said = said_by(body, SECRET)
    assert len(said) <= 300
    assert isinstance(
        error_of(RequestFailed(FailureKind.STATUS, said, status=status), CANDIDATE, SECRET), AskError
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


SECTIONS = st.sampled_from([
    "providers", "providers.x", "providers.global-apis", "providers.x.headers", 'providers.x.models."a:b"', "models", 'models."deepseek-v4-flash"', "models.new",
    "tiers", "tiers.simple", "tiers.code", "timeouts", "limits", "guard", "display", "ledger", "chat", "nothing",
])  # fmt: skip
KEYS = st.sampled_from([
    "default_provider", "system", "never", "default", "base_url", "key_env", "key_command", "needs_key", "allow_plain_http", "limit", "stream_options", "usual_temperature", "model_prefix",
    "preset", "models", "max_tokens", "temperature", "first_token", "allow_lower", "connect", "stall", "mode", "allow_rules", "allow_values", "color", "theme", "background",
    "tab", "store_text", "keys", "output_price", "input_price", "window", "score", "name", "answer", "event", "backoff", "retries", "headers", "x",
])  # fmt: skip
VALUES = st.sampled_from([
    "true", "0", "-1", "1e400", "nan", "-inf", "1979-05-27", "07:32:00", "[]", '["a", 1]', "{}", '{a = 1}', '""', '"code"', '"redact"', '"http://[::1"', '"https://x:99999/"',
    '"http://\\u0000"', '"https://a.example/v1"', '["simple", "code", "reasoning"]', '["deepseek-v4-flash", "x:y"]', "99999999999999999999999", "0.1", "[[1]]", "'''a\nb'''", '"("', '"/(a+)+$/"',
]) | ODD_TEXT.map(lambda text: json.dumps(text.encode(errors="replace").decode()))  # fmt: skip
TOML = st.lists(
    st.tuples(KEYS, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]}\n") | SECTIONS.map(lambda name: f"[{name}]\n")
    | st.tuples(VALUES, VALUES).map(lambda pair: f"[[routes]]\nwhen = {pair[0]}\ntier = {pair[1]}\n") | ODD_TEXT,
    max_size=8,
).map("".join)  # fmt: skip


@settings(SOME, max_examples=250)
@given(
    TOML,
    st.dictionaries(
        st.sampled_from(
            [
                "ASK_BASE_URL",
                "ASK_FIRST_TOKEN_TIMEOUT",
                "ASK_CONNECT_TIMEOUT",
                "ASK_STALL_TIMEOUT",
                "ASK_MAX_RETRIES",
            ]
        ),
        ODD_TEXT | ODD_NUMBER.map(str),
    ),
)
def test_any_text_can_be_a_configuration(source: str, environment: dict[str, str]) -> None:
    only_our_errors(lambda: settings_of(source, Path("config.toml"), environment))


@settings(SOME, max_examples=100)
@given(TOML, st.dictionaries(ODD_TEXT, st.fixed_dictionaries({"output_price": st.just("0.1")}), max_size=2))
def test_any_configuration_can_be_given_prices_and_models(
    tmp_path: Path, source: str, prices: dict[str, dict[str, str]]
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(source, errors="replace")
    file.chmod(0o600)
    with suppress(AskError):
        settings_of(source, file, {})
        priced(file, prices, {})
        swapped(file, Tier.CODE, ["deepseek-coder", "ga-standard"], {})


@settings(SOME, max_examples=120)
@given(
    TOML | ODD_TEXT | st.tuples(TOML, ODD_TEXT).map(lambda pair: f"+++\n{pair[0]}\n+++\n{pair[1]}"),
    st.sampled_from(["x.md", "x.toml"]),
    st.lists(ODD_TEXT, max_size=3),
)
def test_any_text_can_be_a_template(text: str, name: str, words: list[str]) -> None:
    only_our_errors(lambda: Source("x", Path(name), "yours", text).template().filled(tuple(words), None))


@SOME
@given(
    st.lists(
        ODD_TEXT
        | st.sampled_from(
            [
                "a.txt",
                "a.txt:1-2",
                "a.txt:9-1",
                "a.txt:0",
                "a.txt:99999999999999999999",
                "*.txt",
                "**",
                "[",
                "[!",
                "{a,b}",
                "~",
                "~nobody/x",
                "/",
                "./",
                "\0",
                "a" * 300,
            ]
        )
    )
)
def test_any_word_can_stand_beside_a_question(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "a.txt").write_text("one\ntwo\n")
    with _in(tmp_path):
        only_our_errors(lambda: named_files(tuple(words)))
        for word in words:
            if word not in {"~", "/", "~nobody/x", "**"}:
                only_our_errors(lambda word=word: attached((word,), print))  # type: ignore[misc]
            mentioned(word)
            mentions_in(word)
            mentions_in(f"look at @{word} and")
            entry_of(f"/{word}", NAMES, lambda _: False)


def _in(folder: Path) -> "closing[object]":
    class Back:
        def __init__(self) -> None:
            self.before = Path.cwd()
            os.chdir(folder)

        def close(self) -> None:
            os.chdir(self.before)

    return closing(Back())


@SOME
@given(
    st.binary(max_size=80)
    | ODD_TEXT.map(lambda text: text.encode("utf-16", "replace"))
    | ODD_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_can_be_piped_in_or_lie_in_a_file(content: bytes) -> None:
    only_our_errors(lambda: decoded(content, "x"))
    only_our_errors(lambda: piped_text(TextIOWrapper(BytesIO(content))))


@SOME
@given(
    st.binary(max_size=60)
    | PLAIN.map(lambda plain: json.dumps(plain).encode())
    | st.lists(PLAIN.map(json.dumps), max_size=4).map(lambda lines: "\n".join(lines).encode())
)
def test_any_bytes_can_lie_where_our_own_files_do(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "own"
    file.write_bytes(content)
    file.chmod(0o600)
    for read in (keys_in, trusts_in, recalled, marks_in):
        only_our_errors(lambda read=read: read(file))  # type: ignore[misc]
    cooldowns = CooldownList(file)
    cooldowns.left("x")
    cooldowns.begin("x", 1.0)
    entries_of(content)


@SOME
@given(ODD_TEXT | ODD_NUMBER.map(str), ODD_TEXT)
def test_any_text_can_be_typed_as_a_limit_a_day_or_an_address(text: str, other: str) -> None:
    for words in (text, f"{text}/day", f"{other}/month"):
        only_our_errors(lambda words=words: parsed_limit(words))  # type: ignore[misc]
    only_our_errors(lambda: first_day(day=False, week=False, since=text))
    for url in (text, f"http://{text}", f"https://{text}:{other}/v1", f"http://[{text}]/"):
        with suppress(AskError):
            checked_base_url(url, allow_plain_http=False)
            is_loopback(url)


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


@settings(SOME, max_examples=40)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=200), st.integers(0, 1))
def test_any_damage_to_the_ledger_is_an_error_of_ours_or_of_sqlite(
    tmp_path: Path, place: int, damage: bytes, cut: int
) -> None:
    path = tmp_path / "d" / "ledger.db"
    for file in path.parent.glob("*") if path.parent.exists() else ():
        file.unlink()
    opened(path).close()
    content = path.read_bytes()
    path.write_bytes(content[:place] if cut else content[:place] + damage + content[place + len(damage) :])
    with suppress(AskError, sqlite3.DatabaseError):
        with opened_to_change(path):
            pass
        connection = opened_to_read(path)
        if connection is not None:
            with closing(connection):
                list(latest(connection, 5))
                list(since(connection, "0000-00-00"))
                found(connection, "x y")
                bill_of(connection, "0000-00-00", "9999-12-31", By.MODEL)


RESULT = st.fixed_dictionaries(
    {"task": st.just("t"), "model": st.just("m"), "repeat": st.just(1), "ending": st.just("whole")},
    optional=dict.fromkeys(("answer", "correctness", "edges", "quality", "cost", "price", "elapsed", "output_tokens", "judge", "judge_spread", "note", "x"), SCALAR),
)  # fmt: skip
SAID = st.just(
    {
        "begun": "x",
        "tasks": ["t"],
        "models": ["m"],
        "demo": True,
        "repeats": 1,
        "max_tokens": 1,
        "contests": [],
    }
)
RUN_LINE = (
    SAID
    | RESULT
    | PLAIN
    | PLAIN.map(lambda plain: {"picked": plain})
    | PLAIN.map(lambda plain: {"begun": "x", "tasks": plain})
)


@SOME
@given(st.lists(RUN_LINE.map(lambda plain: json.dumps(plain).encode()) | st.binary(max_size=20), max_size=5))
def test_any_bytes_can_lie_in_the_file_of_a_run(tmp_path: Path, lines: list[bytes]) -> None:
    file = tmp_path / "0001.jsonl"
    file.write_bytes(b"\n".join(lines))
    file.chmod(0o600)
    journal = Journal(file)
    with suppress(AskError):
        said = journal.settings()
        contests_from(said.get("contests", []))
        results = journal.results()
        page(1, said, standings(results), results, "axes")
        tallies(journal.picks())


COLUMN = st.sampled_from([
    "conversation", "asked_at", "day", "tier", "confidence", "reasons", "provider", "model", "attempts", "max_tokens", "reserved_picodollars", "ending", "cause",
    "input_tokens", "output_tokens", "thinking_tokens", "cost_picodollars", "cost_estimated", "price_output", "price_input", "first_token_microseconds",
    "elapsed_microseconds", "process", "prompt", "question", "answer", "withdrawn",
])  # fmt: skip
CELL = (
    st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.binary(max_size=9) | PLAIN.map(json.dumps)
    | ODD_TEXT.map(lambda text: text.encode(errors="replace").decode())
)  # fmt: skip


@settings(SOME, max_examples=150)
@given(st.dictionaries(COLUMN, CELL, min_size=1, max_size=3), st.booleans())
def test_any_value_can_lie_in_any_column_of_the_ledger(
    tmp_path: Path, cells: dict[str, object], limited: bool
) -> None:
    path = tmp_path / "d" / "ledger.db"
    with closing(opened(path)) as connection, suppress(sqlite3.Error):
        connection.execute("DELETE FROM turns")
        connection.execute("DELETE FROM limits")
        row = {"conversation": 1, "asked_at": "2026-11-01T10:00:00Z", "day": "2026-11-01", "tier": 0, "confidence": 1.0,
               "provider": "p", "model": "m", "max_tokens": 1, "prompt": "x y", "answer": "z", "ending": "whole"} | cells  # fmt: skip
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO turns ({columns}) VALUES ({marks})", (*row.values(),))  # noqa: S608 - our own names
        if limited:
            connection.execute("INSERT INTO limits VALUES (?, ?, ?)", (*cells.values(), "day", 0, 1)[:3])
        for record in (*latest(connection, 5), *since(connection, "0000-00-00")):
            json.dumps(plain_record(record))
            markdown_of(record)
        for read in (last_conversation_id, last_unfinished, last_answered, limits_of, conversations):
            with suppress(sqlite3.Error):
                read(connection)
        with suppress(sqlite3.Error):
            found(connection, "x y")
        for by in By:
            with suppress(sqlite3.Error):
                bill_of(connection, "0000-00-00", "9999-12-31", by)


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


@SOME
@given(st.text(st.characters() | st.sampled_from("\x00\n\x1b\ud800é "), max_size=20))
def test_any_text_can_be_the_key_that_is_kept(key: str) -> None:
    sources = Sources(command=lambda _: "", keyring=lambda _: key, file=lambda _: None)
    with suppress(AskError):
        secret = find_key(DEFAULT_PROVIDER, environment={}, sources=sources)
        assert secret.key.isascii()
        assert secret.key.isprintable()
    assert not key.strip() or "…" in key or key not in Secret(key, "a test").masked_in(f"x{key}y")


GIT = """#!/usr/bin/env python3
import os, sys
from pathlib import Path
said = Path(os.environ["SAID"])
sys.stdout.buffer.write((said / "out").read_bytes())
sys.stderr.buffer.write((said / "err").read_bytes())
sys.exit(int((said / "code").read_text()))
"""


@settings(SOME, max_examples=10)
@given(st.binary(max_size=200), st.binary(max_size=100), st.sampled_from([0, 1, 128]))
def test_any_bytes_can_be_what_git_says(tmp_path: Path, out: bytes, err: bytes, code: int) -> None:
    git = tmp_path / "git"
    git.write_text(GIT)
    git.chmod(0o700)
    for name, content in (("out", out), ("err", err), ("code", str(code).encode())):
        (tmp_path / name).write_bytes(content)
    before = {name: os.environ.get(name, "") for name in ("PATH", "SAID")}
    os.environ.update(PATH=f"{tmp_path}:{before['PATH']}", SAID=str(tmp_path))
    try:
        only_our_errors(lambda: difference("HEAD"))
        only_our_errors(lambda: attached((str(tmp_path),), print))
    finally:
        os.environ.update(before)
