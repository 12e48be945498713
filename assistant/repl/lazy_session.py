"""A session that is made when it is first needed, or behind the first prompt, so that keys are taken before."""

from threading import Lock
from typing import TYPE_CHECKING

from assistant.cost import NOTHING, Cost

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.prompt import Attachment
    from assistant.repl.context import SessionContext
    from assistant.repl.session import Session
    from assistant.routing.lineup import Choices


class LazySession:
    """One session of `context`, for whichever thread asks first. What the screen shows of it can be had without."""

    def __init__(self, context: "SessionContext", make: "Callable[[], Session]") -> None:
        self._context = context
        self._make = make
        self._made: Session | None = None
        self._making = Lock()

    def session(self) -> "Session":
        """Give the session."""
        with self._making:
            if self._made is None:
                self._made = self._make()
            return self._made

    def settled(self) -> "tuple[Choices, tuple[Attachment, ...]]":
        """Give what is insisted on for each question, and what goes with the next."""
        held = self._made or self._context
        return held.choices, held.attached

    def lines_break(self) -> bool:
        """Tell whether Enter breaks the line."""
        return self._made is not None and self._made.lines_break

    def spent(self) -> Cost:
        """Give what the session has cost so far."""
        return NOTHING if self._made is None else self._made.total.cost
