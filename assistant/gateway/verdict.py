"""What to do about a request that failed, decided in one place from what is known of the failure. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum

WAIT_LIMIT = 20.0  # seconds; a longer Retry-After is not sat through
FIRST_WAIT = 0.5  # seconds, doubled at each retry
LONGEST_BACKOFF = 8.0  # seconds

_TRY_AGAIN = frozenset((408, 409, 425, 429, 500, 502, 503, 504, *range(520, 530)))
_NO_MODEL = re.compile(
    r"model.{0,80}(not.{0,8}(found|exist|support|available)|unknown|invalid)"
    r"|(unknown|invalid|no such|unsupported).{0,10}model",
    re.IGNORECASE | re.DOTALL,
)


class Kind(Enum):
    """What went wrong with a request."""

    UNREACHABLE = "unreachable"  # no connection: refused, no such host, no route, TLS
    TIMEOUT = "timeout"  # no connection, or no first token, within the limit
    BROKEN = "broken"  # the connection ended before a word
    STATUS = "status"  # an HTTP status other than 200
    FAULT = "fault"  # an error inside a 200, before a word
    EMPTY = "empty"  # an answer without a word


class Verdict(Enum):
    """What to do next."""

    RETRY = "retry"  # the same model, after a wait
    FAIL_OVER = "fail over"  # another model
    END = "end"  # asking on is no use


@dataclass(frozen=True, slots=True)
class Trouble:
    """A request that failed before a word came. `retry_after` is in seconds, None where nothing was said of it."""

    kind: Kind
    message: str
    status: int = 0
    retry_after: float | None = None


def judge(trouble: Trouble, retries_left: int) -> Verdict:
    """Decide what to do about `trouble` when the same model may be asked `retries_left` more times."""
    match trouble.kind:
        case Kind.UNREACHABLE | Kind.TIMEOUT | Kind.EMPTY:
            return Verdict.FAIL_OVER
        case Kind.STATUS if trouble.status == 404 or (
            trouble.status == 400 and _NO_MODEL.search(trouble.message)
        ):
            return Verdict.FAIL_OVER
        case Kind.STATUS if trouble.status not in _TRY_AGAIN:
            return Verdict.END
        case _:
            patient = trouble.retry_after is None or trouble.retry_after <= WAIT_LIMIT
            return Verdict.RETRY if retries_left > 0 and patient else Verdict.FAIL_OVER


def wait_before(retry: int, trouble: Trouble, chance: float) -> float:
    """Give the seconds to wait before retry number `retry` (from 1); `chance` in [0, 1) spreads it by ±25 %."""
    if trouble.retry_after is not None:
        return trouble.retry_after
    backoff: float = min(FIRST_WAIT * 2 ** (retry - 1), LONGEST_BACKOFF)
    return backoff * (0.75 + chance / 2)


def retry_after(milliseconds: str | None, value: str | None, now: datetime) -> float | None:
    """Read `retry-after-ms` and `Retry-After` (seconds or a date) into seconds, None where neither says anything."""
    for text, scale in ((milliseconds, 1000.0), (value, 1.0)):
        try:
            return max(float(text or ""), 0.0) / scale
        except ValueError:
            continue
    try:
        moment = parsedate_to_datetime(value or "")
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((aware - now).total_seconds(), 0.0)
