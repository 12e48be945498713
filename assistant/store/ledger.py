"""The record of what was asked and answered, in one SQLite file; limits on spending are checked in `reservation`."""

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cap import fitted, most_input_tokens
from assistant.catalog import DEMO
from assistant.conversation import exchanged, question_text
from assistant.cost import picodollars
from assistant.errors import ConfigError, cause_of
from assistant.interrupt import Uninterrupted, signal_of
from assistant.message import Part
from assistant.prompt import Prompt
from assistant.reply import Charge, Reply
from assistant.request_options import Retention
from assistant.routing.lineup import Choices, Route
from assistant.store.busy_timeout import BUSY_TIMEOUT, SHORT_BUSY_TIMEOUT, BusyTimeoutConnection, LedgerLocked
from assistant.store.database import (
    cut_log,
    limits_on_disk,
    made_private,
    opened,
    way_out,
    were_limits_set,
    writing,
)
from assistant.store.processes import own_mark
from assistant.store.rows import answered, asked, storable
from assistant.store.turn_row import (
    Turn,
    count,
    holds_limits,
    insert,
    on_own_clock,
    update,
    withdraw,
    written,
)

if TYPE_CHECKING:
    from assistant.cap import Fit, Limit
    from assistant.store.reservation import Reservation

CACHE = 32  # kB of the file that are kept in memory: what is only written need not be


class SqliteLedger:
    """Keeps turns in the file at `path`: implements both `Ledger` and `Budget`.

    `limits` hold beside those set in the file (a call's own --max-cost among them). `conversation` is the one to go
    on with; without it the first turn begins one, and the following go on with that. `row` is that of the question
    asked last, None where it has none. `recorded` gives a text as it
    may be written; `standing` is the configuration's instruction, which is not kept. What cannot be written is said
    through `warn`, as a line without a period, and never raised; only a limit that cannot be kept stops a question,
    with OverCap. No question waits for a ledger that is locked: its row is written when the answer is there.
    """

    def __init__(
        self,
        path: Path,
        *,
        warn: Callable[[str], None],
        keep: Retention = Retention.EVERYTHING,
        limits: "tuple[Limit, ...]" = (),
        conversation: int | None = None,
        recorded: Callable[[str], str] = str,
        standing: str | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.conversation = conversation
        self.row: int | None = None
        self._replaced: int | None = None  # the question in whose place the next one is asked
        self._path = path
        self._warn = warn
        self._warned = False
        self._keep = keep
        self._limits = limits
        self._recorded = recorded
        self._standing = standing
        self._file_limits = False
        self._now = now
        self._connection: BusyTimeoutConnection | None = None
        self._turn: Turn | None = None
        self._reservation: Reservation | None = None  # of the turn under way, where there is a limit to keep
        self._most = Decimal(0)  # US$ that the turn under way may cost
        self._owed: dict[str, Any] = {}  # columns of the turn under way that are still to be written
        self._locked = False  # a wait was in vain
        self._hint = ""  # what helps where the file cannot be written
        self._barred = False  # this turn's question has waited already

    def expect(self, instead_of: int | None = None) -> None:
        """Expect a question, in place of the one on record that has the row `instead_of`.

        It is no part of the conversation until a word of its answer came, and from then on the other is none.
        """
        self.row, self._replaced = None, instead_of

    def reserve(self, route: Route, messages: tuple[Part, ...], *, choices: Choices) -> Route:
        """Set aside the most `route` may cost, in US$, in the transaction that checks what is left.

        Raises OverCap where too little is left, or where a limit cannot be kept.
        """
        self._turn, self._barred, self._reservation = None, False, None
        self._most = fitted(route, (), input_tokens=most_input_tokens(messages), choices=choices).reserve
        trouble = self._look_for_limits()
        if not self._limits and not self._file_limits:
            return route
        from assistant.store.reservation import Reservation  # noqa: PLC0415 - most questions have no limit to keep

        self._reservation = Reservation(route, messages, choices, on_own_clock(self._now()))
        return self._set_aside(self._reservation, trouble)

    def go_on(self, route: Route, charges: tuple[Charge, ...]) -> Route:
        """Set aside the most the rest of a question's `route` may cost, besides the most that `charges` come to.

        Raises OverCap as `reserve` does.
        """
        if self._reservation is None:
            return route
        spent = sum((charge.most or Decimal(0) for charge in charges), Decimal(0))
        return self._set_aside(replace(self._reservation, route=route, spent=spent))

    def _set_aside(self, reservation: "Reservation", trouble: str = "") -> Route:
        from assistant.store import reservation as reservations  # noqa: PLC0415 - as above

        # A demonstration has only a call's own limit: it counts against no other.
        if reservation.route.first.provider.name == DEMO:
            return reservation.fit(self._limits).route
        lasting = self._file_limits or reservations.outlast_a_call(self._limits)
        if not trouble and self._has_file():
            try:
                return self._reserved(reservation, BUSY_TIMEOUT if lasting else SHORT_BUSY_TIMEOUT).route
            except (sqlite3.Error, OSError) as error:
                trouble = self._give_up(error)
        if trouble and lasting:
            raise reservations.unenforceable(trouble, reservation.spent, hint=self._hint)
        return reservation.fit(self._limits).route

    def _look_for_limits(self) -> str:
        """See whether the file sets limits; gives why it cannot be written, "" where it can or is worth a longer wait."""
        try:
            self._file_limits = self._holds_limits()
        except (sqlite3.Error, OSError) as error:
            trouble, seen = self._give_up(error), limits_on_disk(self._path)
            self._barred = isinstance(error, LedgerLocked)
            self._file_limits = bool(seen)
            if seen is None:
                self._complain(f"{trouble}, and whether a limit on spending is set cannot be seen")
            return "" if seen and self._barred else trouble
        if not self._file_limits and were_limits_set(self._path):
            self._file_limits = True
            if not self._holds_limits():  # they may have been set a moment ago
                return "the ledger in which it was set is gone"
        return ""

    def begin(self, prompt: Prompt, route: Route) -> None:
        """Write the row of a question, before it is sent."""
        self._owed = {}
        if self._keep is Retention.NOTHING:
            return
        if self._turn is None:
            self._owed = self._asked(route, picodollars(self._most))
        if self._keep is Retention.EVERYTHING:
            question = question_text(prompt)
            self._owed["system"] = self._own_system(prompt.system)
            self._owed["prompt"] = storable(self._recorded(prompt.text))
            self._owed["question"] = None if question == prompt.text else storable(self._recorded(question))
        if self._barred:
            return
        try:
            self._write(route, SHORT_BUSY_TIMEOUT)
        except LedgerLocked:
            self.close()  # it is tried again when the answer is there
        except (sqlite3.Error, OSError) as error:
            self._complain(self._give_up(error))

    def settle(self, reply: Reply) -> None:
        """Complete the row of the question begun last."""
        turn = self._turn
        if turn is not None or self._owed:
            self._complete(turn, reply)
        self._say_what_passed(reply, turn.reserved if turn else 0)

    def _complete(self, turn: Turn | None, reply: Reply) -> None:
        busy_timeout = BUSY_TIMEOUT
        if reply.ended.signal:  # whoever wants to leave waits no more than once
            busy_timeout = SHORT_BUSY_TIMEOUT if turn else 0
        kept = False
        try:
            with Uninterrupted():
                self._write_answer(turn, reply, busy_timeout)
                kept, self._locked = True, False
        except LedgerLocked as error:
            self._locked = True
            self._warn(f"{self._give_up(error)}: this turn is not kept")
        except KeyboardInterrupt as interrupt:  # the answer is there: it ends the wait, and no more
            if not kept:
                self.close()
                self._warn("this turn is not kept")
            if signal_of(interrupt) != signal.SIGINT:
                raise
        except (sqlite3.Error, OSError) as error:
            self._complain(self._give_up(error))
        finally:
            self._turn, self._owed = None, {}

    def _write_answer(self, turn: Turn | None, reply: Reply, busy_timeout: float) -> None:
        if turn is not None and turn.row is None:
            if reply.cost.amount is not None:
                count(self._open(busy_timeout), turn, picodollars(reply.counted) - turn.reserved)
            return
        texts = {}
        if self._keep is Retention.EVERYTHING:
            texts["answer"] = storable(self._recorded(reply.text))
            if reply.thought:
                texts["thought"] = storable(self._recorded(reply.thought))
        self._owed |= {**answered(reply, self._recorded), **texts}
        replaced = self._replaced if reply.text else None
        if replaced is not None:
            self._owed["withdrawn"] = 0
        self._write(reply.route, busy_timeout, replaced=replaced)
        cut_log(self._open(0))

    def _say_what_passed(self, reply: Reply, reserved: int) -> None:
        """Say which limits the reply passed: more than was `reserved` is the gateway's own doing."""
        reservation, counted = self._reservation, reply.counted
        if reservation is None or reply.cost.amount is None:
            return
        connection = None
        with suppress(sqlite3.Error, OSError):
            if picodollars(counted) > reserved > 0:
                connection = self._open(0)
            for line in reservation.passed(reply, counted, self._limits, connection):
                self._warn(line)

    def withdraw(self, row: int) -> None:
        """Take a question and what continues its answer out of the conversation; they stay on the bill and in the log."""
        try:
            withdraw(self._open(SHORT_BUSY_TIMEOUT), row)
        except (sqlite3.Error, OSError) as error:
            self._complain(self._give_up(error))

    def mend(self) -> None:
        """Write what is on record of the conversation as it may be written now: secrets were found since."""
        if self.conversation is None:
            return
        from assistant.store.log import rewrite  # noqa: PLC0415 - hardly ever needed

        try:
            rewrite(self._open(SHORT_BUSY_TIMEOUT), self.conversation, self._recorded)
        except (ConfigError, sqlite3.Error, OSError):
            self.close()
            self._warn("a secret that was sent before may still lie in the ledger")

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _holds_limits(self) -> bool:
        return self._has_file() and holds_limits(self._open(SHORT_BUSY_TIMEOUT))

    def _has_file(self) -> bool:
        """Tell whether there is a file, or one may be made: who keeps nothing makes none."""
        return self._keep in {Retention.EVERYTHING, Retention.FIGURES} or os.path.lexists(self._path)

    def _open(self, busy_timeout: float) -> BusyTimeoutConnection:
        """Give the connection, which waits for a lock as long as `busy_timeout`; not again where it was in vain."""
        busy_timeout = 0 if self._locked else busy_timeout
        if self._connection is None:
            for line in made_private(self._path):
                self._warn(line)
            self._connection = opened(self._path, busy_timeout=busy_timeout)
            self._connection.execute(f"PRAGMA cache_size = -{CACHE}")
            self._connection.execute("PRAGMA temp_store = MEMORY")  # else each write takes 64 kB for a moment
        self._connection.busy_timeout = busy_timeout
        return self._connection

    def _reserved(self, reservation: "Reservation", busy_timeout: float) -> "Fit":
        connection, turn = self._open(busy_timeout), self._turn
        with writing(connection):
            fit = reservation.fit(self._limits, connection, set_aside=turn.reserved if turn else 0)
            if self._keep is Retention.NOT_SENT:
                return fit
            reserve = picodollars(fit.reserve)
            if turn is None:
                turn = Turn(None, written(reservation.moment), int(fit.route.decision.tier), 0)
                if self._keep is not Retention.NOTHING:
                    turn = turn._replace(row=insert(connection, self._asked(fit.route, reserve)))
                else:
                    count(connection, turn, reserve)
            elif turn.row is None:
                count(connection, turn, reserve - turn.reserved)
            else:
                update(connection, turn.row, {"reserved_picodollars": reserve})
        self._has_begun(turn._replace(reserved=reserve))
        return fit

    def _write(self, route: Route, busy_timeout: float, *, replaced: int | None = None) -> None:
        """Write what is owed of the turn under way, a row of its own where it has none yet; `replaced` leaves with it."""
        if not self._owed:
            return
        connection, turn, row = self._open(busy_timeout), self._turn, None
        with writing(connection):
            if turn is None:
                row = insert(connection, self._owed)
            elif not update(connection, turn.row, self._owed):
                self._warn("this turn was deleted meanwhile: its answer is not kept")
            if replaced is not None:
                withdraw(connection, replaced)
        if turn is None:
            self._has_begun(Turn(row, self._owed["asked_at"], int(route.decision.tier), 0))
        self._owed = {}

    def _has_begun(self, turn: Turn) -> None:
        self._turn = turn
        self.row = turn.row
        self.conversation = self.conversation or turn.row

    def _own_system(self, system: str | None) -> str | None:
        """Give an instruction as it is kept: what the configuration says, and may not say later, is none."""
        sent, standing = (text and self._recorded(text) for text in (system, self._standing))
        own = exchanged(sent, standing, None)
        return own and storable(own)

    def _asked(self, route: Route, reserve: int) -> dict[str, Any]:
        """Give the columns of a question that is asked now."""
        moment = on_own_clock(self._now())
        return {
            "conversation": self.conversation or 0,
            "asked_at": written(moment),
            "day": moment.date().isoformat(),
            "process": own_mark(),
            "withdrawn": int(self._replaced is not None),
            "reserved_picodollars": reserve or None,
            **asked(route),
        }

    def _give_up(self, error: Exception) -> str:
        self.close()
        self._hint = way_out(self._path, error)
        if isinstance(error, LedgerLocked):
            return error.message
        return f"the ledger could not be written: {cause_of(error)} ({self._path})"

    def _complain(self, trouble: str) -> None:
        if not self._warned:
            self._warned = True
            self._warn(trouble)
