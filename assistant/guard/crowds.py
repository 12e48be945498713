"""Values in such numbers that to look at each would take too long: what may be a secret at a glance is one."""

import re
from collections.abc import Set
from functools import cache

from assistant.guard.names import Name
from assistant.guard.verdict import is_secret_of

# Values of one text that are looked at closely. No megabyte of all the Python packages at hand has as many.
CROWD = 2_000
_PROMISED, _RANDOM = 8, 20  # characters from which a value may be one, by what its name says
_JOINTS = str.maketrans("", "", " :=_-\\")


class Judge:
    """Tells the secrets among the cells of a text's tables."""

    def __init__(self) -> None:
        self._left = CROWD  # cells to look at closely
        self._refused: set[str] = set()

    def is_secret(self, says: Name, name: str, value: str) -> bool:
        """Tell whether a cell is a secret below a `name`, of which it is known what it says."""
        if not self._left:
            return value not in self._refused and _may_be_secret(says, value)
        self._left -= 1
        secret = is_secret_of(says, name, value, "quoted")
        if not secret:
            self._refused.add(value)
        return secret


def value_in_crowd(text: str, start: int, says: Name, refused: Set[str] = frozenset()) -> tuple[int, int]:
    """Give where a value that may be a secret begins and ends, for a name that is given one at `start`.

    None of those is that were `refused` when they were looked at closely.
    """
    found = _value().match(text, start)
    if not found:
        return start, start
    begin, end = found.span(found.lastindex or 0)
    value = text[begin:end]
    return (begin, end) if value not in refused and _may_be_secret(says, value) else (start, start)


def _may_be_secret(says: Name, value: str) -> bool:
    if value.endswith((":", "=")) and value.translate(_JOINTS).isalpha():  # the next name
        return False
    if says.sense != "maybe":
        return len(value) >= _PROMISED
    return len(value) >= _RANDOM and not value.islower() and not value.isalpha()


@cache
def _value() -> re.Pattern[str]:
    """Compile what is in quotes, ends its line or mixes letters as no name does; no variable, no template, no call."""
    sign = r"\s\"'`,;()\]}<>|\\"
    quoted = "|".join(rf"{quote}([^{quote}\\\n]{{8,4000}}+)\\{{0,2}}{quote}(?!:)" for quote in "\"'`")
    return re.compile(
        rf"(?:\\{{1,2}}|[A-Za-z@$]{{1,2}})?(?!.?\$\w++[\"'`])(?:{quoted})"
        r"|\\{0,2}[\"'`]?+(?![$-]{1,2}[\w-]++(?![^\s\"'`,;)=:])|\$[({]|\{\{|[<?]|%\(|[\w.]++[(\[])"
        r"(?:([^\s\"'`<>\\]{8,400}+)(?=[ \t]{0,8}(?:\r?\n|\Z|</))"
        rf"|(?=[^{sign}]{{0,40}}?(?:\d|[a-z][A-Z][a-z]?[A-Z]))"
        rf"((?:[^&{sign}]|&(?!\w+=|#|amp;|[gl]t;|quot;)){{8,400}}+)(?!\())"
    )
