"""Whatever somebody hostile wrote into our own files, or lists as models, is shown harmless, and is no bug."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import KEY, Run
from tests.loopback import QuietHandler, serving
from tests.safe.hostile import ATTACKS, on_terminal, raw_in_pipe, raw_on_terminal
from tests.safe.test_names import Both, both

__all__ = ["both"]

TEXT = "".join(attack for name, attack in ATTACKS.items() if "surrogate" not in name).replace("\0", "")
# Bytes that a careless decoder takes for ESC and CSI, that stop in the middle, that no character has.
OVERLONG = b"\xc0\x9b31m \xe0\x80\x9b \xf0\x80\x80\x9b \xc1\x9b \xed\xa0\x80 \xf5\x80\x80\x80 \xfe\xff \x9b5m \xc2 \xe2\x80"
COLUMNS = (
    "asked_at", "day", "tier", "confidence", "reasons", "provider", "model", "attempts", "ending", "cause", "price_output",
    "cost_picodollars", "process", "prompt", "question", "answer",
)  # fmt: skip


def columns(ledger: Path) -> set[str]:
    with closing(sqlite3.connect(ledger)) as connection:
        return {name for _, name, *_ in connection.execute("PRAGMA table_info(turns)")}


@pytest.mark.parametrize("value", [TEXT, OVERLONG], ids=["text", "bytes"])
def test_every_column_of_a_turn_may_hold_anything(
    value: str | bytes, both: Both, ask: Run, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    ask("-0", "hello", env=keyed)
    ledger = Path(environment["XDG_DATA_HOME"]) / "ask" / "ledger.db"
    assert set(COLUMNS) <= columns(ledger)
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        for column in COLUMNS:
            try:
                connection.execute(f"UPDATE turns SET {column} = ?", (value,))  # noqa: S608
            except sqlite3.Error:  # the table takes no such value
                continue
    for arguments in (
        ("log",),
        ("log", "show", "1"),
        ("log", "export", "--md"),
        ("bill", "--by", "model"),
        ("bill", "--by", "day"),
        ("bill", "--csv"),
        ("last",),
        ("up", "--dry-run"),
        ("route", "--feedback", "right"),
        ("route", "--report"),
    ):
        both(*arguments)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("marks.jsonl", ("route", "--report")),
        ("swaps.json", ("swap", "--undo")),
        ("trust.json", ("trust", "--list")),
    ],
)
def test_our_own_lists_may_hold_anything(
    name: str, arguments: tuple[str, ...], both: Both, environment: dict[str, str]
) -> None:
    folder = Path(environment["XDG_DATA_HOME"]) / "ask"
    folder.mkdir(mode=0o700, parents=True)
    mark = {"chosen": "simple", "confidence": 0.5, "rules": [TEXT], "verdict": "code"}
    for content in (TEXT, json.dumps({TEXT: {TEXT: TEXT}}), json.dumps([TEXT]), json.dumps(mark)):
        (folder / name).write_text(content)
        (folder / name).chmod(0o600)
        both(*arguments)


LISTS = {
    "names": {"data": [{"id": attack, "owned_by": attack} for attack in ATTACKS.values()]},
    "a name beside ours": {"data": [{"id": "deepseek-v4-flas" + TEXT}, {"id": "deepseek-v4-flash"}]},
    "an object": {TEXT: TEXT},
    "an error": {"error": {"message": TEXT, "code": TEXT}},
    "a text": TEXT,
}


@pytest.mark.parametrize("status", [200, 401, 500])
def test_a_gateway_may_list_anything(
    status: int, ask: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    class Handler(QuietHandler):
        content = b""

        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Date", "x\x1b]52;c;eA==\x07\x9b5;41m")
            self.end_headers()
            self.wfile.write(self.content)

    with serving(Handler) as server:
        env = {"ASK_BASE_URL": server.base_url, "GLOBAL_API_KEY": KEY}
        for Handler.content in (*(json.dumps(one).encode() for one in LISTS.values()), OVERLONG):
            ran = ask("models", "--check", env=env)
            assert (raw_in_pipe(ran.raw), raw_on_terminal(ran.err.encode())) == ([], [])
            written = on_terminal("doctor", env=environment | env, cwd=tmp_path)
            assert raw_on_terminal(written) == []
            assert "bug in ask" not in ran.err + written.decode()
