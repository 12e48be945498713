"""What a check of `ask doctor` comes to."""

from dataclasses import dataclass
from enum import Enum


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
