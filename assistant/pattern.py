"""Regular expressions compiled where one is first used: a run that needs few of them starts without the rest."""

import re
from functools import cached_property


class _Lazy:
    def __init__(self, expression: str, flags: int) -> None:
        self._expression, self._flags = expression, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._expression, self._flags)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what copies one asks for, before it has an expression
            raise AttributeError(name)
        method = getattr(self._compiled, name)
        setattr(self, name, method)  # the next use of it asks no more
        return method


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Give the pattern of an expression, compiled at its first use."""
    return _Lazy(expression, flags)  # type: ignore[return-value]  # whatever is asked of one, the other answers
