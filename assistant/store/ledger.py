"""The record of what was asked and answered, in one SQLite file, and the till that keeps spending within limits."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from assistant.cap import Limit, Period, fitted, most_input_tokens
from assistant.conversation import Message, question_text
from assistant.cost import picodollars
from assistant.errors import OverCap
from assistant.prompt import Prompt
from assistant.reply import Reply
from assistant.routing.lineup import Choices, Route
from assistant.store.database import opened, writing
from assistant.store.limits import accounts_of, set_aside
from assistant.store.rows import answered, asked, storable


class Keep(Enum):
    """What of a turn is kept: its texts and figures, the figures, or nothing but what counts against a limit."""

    EVERYTHING = "everything"
    FIGURES = "figures"
    NOTHING = "nothing"


@dataclass(slots=True)
class _Turn:
    """The turn under way: its row, or the day and the reserve of one that is not kept."""

    day: str
    row: int | None = None
    reserved: int = 0
    tier: int = 0


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
        limits: tuple[Limit, ...] = (),
        conversation: int | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.conversation = conversation
        self._path = path
        self._warn = warn
        self._keep = keep
        self._limits = limits
        self._now = now
        self._connection: sqlite3.Connection | None = None
        self._turn: _Turn | None = None
        self._broken = False
        self._walled = any(limit.period is not Period.CALL for limit in limits)

    def allow(self, route: Route, messages: tuple[Message, ...], *, choices: Choices) -> Route:
        """Set aside the most `route` may cost, in the transaction that checks what is left."""
        self._turn = None
        if self._keep is Keep.NOTHING and not self._path.exists():
            return self._within_call(route, messages, choices)
        try:
            return self._allow(route, messages, choices)
        except (sqlite3.Error, OSError) as error:
            if self._walled:
                raise OverCap(
                    f"the spending limit cannot be kept: {_trouble(self._path, error)}; nothing was sent",
                    hint="make the file writable again, or lift the limit with: ask cap off",
                ) from error
            self._give_up(error)
            return self._within_call(route, messages, choices)

    def begin(self, prompt: Prompt, route: Route) -> None:
        """Write the row of a question, before it is sent."""
        if self._broken or self._keep is Keep.NOTHING:
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
                    self._turn = self._insert(connection, {**asked(route), **texts})
            elif texts:
                _update(connection, self._turn.row, texts)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def settle(self, reply: Reply) -> None:
        """Complete the row of the question begun last."""
        turn, self._turn = self._turn, None
        if turn is None or self._broken:
            return
        try:
            connection = self._open()
            if turn.row is None:
                spent = reply.cost.amount
                used = turn.reserved if spent is None else picodollars(spent)
                set_aside(connection, turn.day, turn.tier, used - turn.reserved)
                return
            texts = {"answer": storable(reply.text)} if self._keep is Keep.EVERYTHING else {}
            _update(connection, turn.row, {**answered(reply), **texts})
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = opened(self._path)
        return self._connection

    def _allow(self, route: Route, messages: tuple[Message, ...], choices: Choices) -> Route:
        connection = self._open()
        day = self._today()
        known = accounts_of(connection, day, self._limits)
        if not known:
            return route
        self._walled |= any(account.limit.period is not Period.CALL for account in known)
        with writing(connection):
            accounts = accounts_of(connection, day, self._limits)
            fit = fitted(route, accounts, input_tokens=most_input_tokens(messages), lineups=choices.lineups)
            reserved = picodollars(fit.reserve)
            if self._keep is Keep.NOTHING:
                set_aside(connection, day, int(route.decision.tier), reserved)
                self._turn = _Turn(day, None, reserved, int(route.decision.tier))
            else:
                self._turn = self._insert(connection, {**asked(fit.route), "reserved_picodollars": reserved})
        return fit.route

    def _within_call(self, route: Route, messages: tuple[Message, ...], choices: Choices) -> Route:
        """Hold the limits of this call alone: they need no file."""
        accounts = accounts_of(None, "", self._limits)
        tokens = most_input_tokens(messages)
        return fitted(route, accounts, input_tokens=tokens, lineups=choices.lineups).route

    def _insert(self, connection: sqlite3.Connection, columns: dict[str, Any]) -> _Turn:
        now, day = self._now(), self._today()
        columns |= {
            "conversation": self.conversation or 0,
            "asked_at": now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "day": day,
            "process": os.getpid(),
        }
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        row = connection.execute(
            f"INSERT INTO turns ({names}) VALUES ({marks})",  # noqa: S608 - our own column names
            tuple(columns.values()),
        ).lastrowid
        if self.conversation is None:
            connection.execute("UPDATE turns SET conversation = id WHERE id = ?", (row,))
            self.conversation = row
        return _Turn(day, row)

    def _today(self) -> str:
        return self._now().astimezone().date().isoformat()

    def _give_up(self, error: Exception) -> None:
        if not self._broken:
            self._broken = True
            self._warn(_trouble(self._path, error))


def _update(connection: sqlite3.Connection, row: int | None, columns: dict[str, Any]) -> None:
    settings = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(
        f"UPDATE turns SET {settings} WHERE id = ?",  # noqa: S608 - our own column names
        (*columns.values(), row),
    )


def _trouble(path: Path, error: Exception) -> str:
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"the ledger could not be written: {why} ({path})"
