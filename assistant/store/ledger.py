"""The record of what was asked and answered, in one SQLite file; what limits spending is kept in `till`."""

import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.catalog import DEMO
from assistant.conversation import Message, question_text
from assistant.cost import picodollars
from assistant.prompt import Prompt
from assistant.reply import Reply
from assistant.routing.lineup import Choices, Route
from assistant.store.database import made_private, opened, writing
from assistant.store.rows import answered, asked, storable
from assistant.terms import Keep

if TYPE_CHECKING:
    from assistant.cap import Fit, Limit
    from assistant.store.till import Question

CACHE = (
    128  # kB of the file that are kept in memory: what is only written need not be, and a session may be long
)


class _Turn(NamedTuple):
    """The turn under way: its row, or the day, tier and reserve (picodollars) of one that is not kept."""

    row: int | None
    day: str
    tier: int
    reserved: int


class SqliteLedger:
    """Keeps turns in the file at `path`: implements both `Ledger` and `Till`.

    `limits` hold beside those set in the file (a call's own --max-cost among them). `conversation` is the one to go
    on with; without it the first turn begins one, and the following go on with that. What cannot be written is said
    once through `warn`, as a line without a period, and never raised; only a limit that cannot be kept stops a
    question, with OverCap.
    """

    def __init__(
        self,
        path: Path,
        *,
        warn: Callable[[str], None],
        keep: Keep = Keep.EVERYTHING,
        limits: "tuple[Limit, ...]" = (),
        conversation: int | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.conversation = conversation
        self._path = path
        self._warn = warn
        self._warned = False
        self._keep = keep
        self._limits = limits
        self._file_limits = False
        self._now = now
        self._connection: sqlite3.Connection | None = None
        self._turn: _Turn | None = None

    def allow(self, route: Route, messages: tuple[Message, ...], *, choices: Choices) -> Route:
        """Set aside the most `route` may cost, in the transaction that checks what is left."""
        self._turn = None
        trouble = ""
        try:
            self._file_limits = self._has_file() and _limits(self._open())
        except (sqlite3.Error, OSError) as error:
            trouble = self._give_up(error)
        if not self._limits and not self._file_limits:
            return route
        from assistant.store import till  # noqa: PLC0415 - most questions have no limit to keep

        question = till.Question(route, messages, choices.lineups, self._today())
        if (
            route.first.provider.name == DEMO
        ):  # a call's own limit is shown at work; nothing counts against the others
            return question.fit(self._limits).route
        if not trouble and self._has_file():
            try:
                return self._reserved(question).route
            except (sqlite3.Error, OSError) as error:
                trouble = self._give_up(error)
        if trouble and (self._file_limits or till.outlast_a_call(self._limits)):
            raise till.unkept(trouble)
        return question.fit(self._limits).route

    def begin(self, prompt: Prompt, route: Route) -> None:
        """Write the row of a question, before it is sent."""
        if self._keep is Keep.NOTHING:
            return
        texts: dict[str, Any] = {}
        if self._keep is Keep.EVERYTHING:
            question = question_text(prompt)
            texts["prompt"] = storable(prompt.text)
            texts["question"] = None if question == prompt.text else storable(question)
        try:
            connection = self._open()
            if self._turn is None:
                with writing(connection):
                    self._insert(connection, route, texts, 0)
            elif texts:
                _update(connection, self._turn.row, texts)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def settle(self, reply: Reply) -> None:
        """Complete the row of the question begun last."""
        turn, self._turn = self._turn, None
        if turn is None:
            return
        texts = {"answer": storable(reply.text)} if self._keep is Keep.EVERYTHING else {}
        try:
            connection = self._open()
            if turn.row is not None:
                _update(connection, turn.row, {**answered(reply), **texts})
            elif reply.cost.amount is not None:
                _count(connection, turn, picodollars(reply.cost.amount) - turn.reserved)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def withdraw(self, back: int) -> None:
        """Take the latest answered turn but `back` out of the conversation; it stays on the bill and in the log."""
        if self.conversation is None:
            return
        try:
            self._open().execute(
                "UPDATE turns SET withdrawn = 1 WHERE id = (SELECT id FROM turns WHERE conversation = ?"
                " AND withdrawn = 0 AND answer <> '' ORDER BY id DESC LIMIT 1 OFFSET ?)",
                (self.conversation, back),
            )
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _has_file(self) -> bool:
        """Tell whether there is a file, or one may be made: who keeps nothing makes none."""
        return self._keep is not Keep.NOTHING or self._path.exists()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            for line in made_private(self._path):
                self._warn(line)
            self._connection = opened(self._path)
            self._connection.execute(f"PRAGMA cache_size = -{CACHE}")
        return self._connection

    def _reserved(self, question: "Question") -> "Fit":
        connection = self._open()
        with writing(connection):
            fit = question.fit(self._limits, connection)
            reserve = picodollars(fit.reserve)
            if self._keep is Keep.NOTHING:
                self._turn = _Turn(None, question.day, int(fit.route.decision.tier), reserve)
                _count(connection, self._turn, reserve)
            else:
                self._insert(connection, fit.route, {}, reserve)
        return fit

    def _insert(
        self, connection: sqlite3.Connection, route: Route, texts: dict[str, Any], reserve: int
    ) -> None:
        now, day = self._now(), self._today()
        columns = {
            "conversation": self.conversation or 0,
            "asked_at": now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "day": day,
            "process": os.getpid(),
            "reserved_picodollars": reserve or None,
            **asked(route),
            **texts,
        }
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        row = connection.execute(
            f"INSERT INTO turns ({names}) VALUES ({marks})",  # noqa: S608 - our own column names
            tuple(columns.values()),
        ).lastrowid
        if self.conversation is None:
            connection.execute("UPDATE turns SET conversation = id WHERE id = ?", (row,))
            self.conversation = row
        self._turn = _Turn(row, day, int(route.decision.tier), reserve)

    def _today(self) -> str:
        return self._now().astimezone().date().isoformat()

    def _give_up(self, error: Exception) -> str:
        if self._turn is not None and self._turn.row == self.conversation:
            self.conversation = None
        self._turn = None
        self.close()
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        trouble = f"the ledger could not be written: {why} ({self._path})"
        if not self._warned:
            self._warned = True
            self._warn(trouble)
        return trouble


def _limits(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM limits LIMIT 1").fetchone() is not None


def _count(connection: sqlite3.Connection, turn: _Turn, amount: int) -> None:
    """Count `amount` picodollars (below zero gives some back) against the day of a turn that has no row."""
    connection.execute(
        "INSERT INTO spending VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET picodollars = picodollars + excluded.picodollars",
        (turn.day, turn.tier, amount),
    )


def _update(connection: sqlite3.Connection, row: int | None, columns: dict[str, Any]) -> None:
    settings = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(
        f"UPDATE turns SET {settings} WHERE id = ?",  # noqa: S608 - our own column names
        (*columns.values(), row),
    )
