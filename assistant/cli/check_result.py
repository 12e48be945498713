"""What a check of `ask doctor` comes to."""

from enum import Enum

from assistant.values import dataclass


class State(Enum):
    """How a part is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found of one part. `code` is the exit code a question would end with where it fails."""

    state: State
    area: str
    said: str
    fix: str = ""
    code: int = 0
