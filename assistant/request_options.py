"""How a question is asked: its bounds, its timeouts, what is cut, how the answer comes and what is kept."""

from enum import Enum

from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far one question may go.

    `retries` a model and `requests` in all, `backoff` the longest wait between two in seconds where the gateway names
    none, `event` and `answer` the largest that is read, in characters.
    """

    retries: int = 2
    requests: int = 6
    backoff: float = 8.0
    event: int = 1 << 20
    answer: int = 8 << 20


BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: until the connection stands, between tokens, and for the figures after the last one."""

    connect: float = 5.0
    stall: float = 30.0
    closing: float = 2.0


TIMEOUTS = Timeouts()


class Delivery(Enum):
    """How an answer is to come: token by token, or whole."""

    STREAM = "stream"
    WHOLE = "whole"


class Retention(Enum):
    """What of a turn is kept: its texts and figures, the figures, what counts against a limit, or not even that."""

    EVERYTHING = "everything"
    FIGURES = "figures"
    NOTHING = "nothing"
    NOT_SENT = "not sent"


class Trim(Enum):
    """Which part of a text that is too long is cut away."""

    HEAD = "head"
    TAIL = "tail"
    MIDDLE = "middle"
