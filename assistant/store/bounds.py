"""How far the product goes for an answer: requests, retries, and the size of what it reads, out of the settings."""

from collections.abc import Mapping

from assistant.digits import number_in
from assistant.errors import ConfigError
from assistant.request_options import BOUNDS, Bounds
from assistant.store.reading import Table

# Each setting of [limits], the variable that wins over it, and the smallest it may be.
_SETTINGS = (
    ("retries", "ASK_RETRIES", 0),
    ("requests", "ASK_MAX_REQUESTS", 1),
    ("backoff", "ASK_MAX_BACKOFF", 0),
    ("event_mb", "ASK_MAX_EVENT_MB", 1),
    ("answer_mb", "ASK_MAX_ANSWER_MB", 1),
)
_LARGEST = 1000


def bounds_from(table: Table, environment: Mapping[str, str]) -> Bounds:
    """Read the bounds: the environment's, else the file's, else the defaults. Raises ConfigError."""
    table.only(*(key for key, _, _ in _SETTINGS))
    found: dict[str, int] = {}
    for key, variable, least in _SETTINGS:
        allowed = f"must be a whole number from {least} to {_LARGEST}"
        if text := environment.get(variable, "").strip():
            if (wanted := number_in(text)) is None or not least <= wanted <= _LARGEST:
                raise ConfigError(f"{variable} {allowed}, not {text!r}")
            found[key] = wanted
        elif (number := table.number(key)) is not None:
            if number != int(number) or not least <= number <= _LARGEST:
                raise table.wrong(key, f"{allowed}, not {number}")
            found[key] = int(number)
    return Bounds(
        retries=found.get("retries", BOUNDS.retries),
        requests=found.get("requests", BOUNDS.requests),
        backoff=float(found.get("backoff", BOUNDS.backoff)),
        event=found["event_mb"] << 20 if "event_mb" in found else BOUNDS.event,
        answer=found["answer_mb"] << 20 if "answer_mb" in found else BOUNDS.answer,
    )
