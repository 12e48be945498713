"""Whether a request that failed is tried again, at the same model or another, decided in one place. Pure."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from math import isfinite

from assistant.pattern import pattern
from assistant.request_options import BOUNDS

WAIT_LIMIT = 20.0  # seconds; a longer Retry-After is not sat through
FIRST_WAIT = 0.5  # seconds, doubled at each retry

_TRY_AGAIN = frozenset((408, 409, 425, 429, 500, 502, 503, 504, *range(520, 530)))
_NO_MODEL = pattern(
    r"model\b.{0,80}?(not[ _-]?(found|exist)|(does|do|did) ?n[o']t exist|is not (available|supported)\b|\bunknown)"
    r"|(unknown|invalid|no such|unsupported|not found the|not a valid|not find( the)?) model",
    re.IGNORECASE | re.DOTALL,
)

NO_CREDIT = 402

# What the words mean that gateways put into an error's code or type, where the HTTP status says 200. Those of credit
# count whatever the status is: OpenAI (insufficient_quota, billing_*: https://platform.openai.com/docs/guides/error-codes),
# Moonshot (exceeded_current_quota_error), Zhipu (1113), Alibaba (arrearage), LiteLLM (budget_exceeded).
_STATUS_OF = {
    "invalid_api_key": 401, "authentication_error": 401, "unauthorized": 401, "permission_error": 403,
    "insufficient_quota": 402, "insufficient_balance": 402, "insufficient_credits": 402, "billing_error": 402,
    "billing_hard_limit_reached": 402, "billing_not_active": 402, "exceeded_current_quota_error": 402, "1113": 402,
    "arrearage": 402, "budget_exceeded": 402,
    "invalid_request_error": 400, "context_length_exceeded": 400, "invalid_argument": 400,
    "model_not_found": 404, "not_found_error": 404, "rate_limit_exceeded": 429, "rate_limit_error": 429,
    "resource_exhausted": 429, "overloaded_error": 529, "server_error": 500, "api_error": 500,
}  # fmt: skip


class FailureKind(Enum):
    """What went wrong with a request."""

    REFUSED = "refused"  # no connection, said at once
    DEAD = "dead"  # no connection, and none to hope for: no such host, no route, TLS, the proxy
    SILENT = "silent"  # no connection within the limit
    TIMEOUT = "timeout"  # no first token within the limit
    BROKEN = "broken"  # the connection ended before a word
    STATUS = "status"  # an HTTP status other than 200
    NONSENSE = "nonsense"  # something that is no answer at all, as a web page
    EMPTY = "empty"  # an answer without a word
    OVERSIZED = "oversized"  # an event of more than is read, as it will be again


# What happens to a request that a model may have worked on, and that may be charged for.
MAYBE_CHARGED = frozenset((FailureKind.TIMEOUT, FailureKind.BROKEN, FailureKind.EMPTY, FailureKind.OVERSIZED))

# What befalls the line on this side, whatever the model: it may be well as soon as the line is.
OF_THE_LINE = frozenset((FailureKind.REFUSED, FailureKind.DEAD))


class Action(Enum):
    """What to do next."""

    RETRY = "retry"  # the same model, after a wait
    FAIL_OVER = "fail over"  # another model
    END = "end"  # asking on is no use


class RequestFailed(Exception):
    """A request failed before a word came. `retry_after` is in seconds, None where nothing was said of it."""

    def __init__(
        self, kind: FailureKind, message: str, *, status: int = 0, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.status = status
        self.retry_after = retry_after


def action_for(failure: RequestFailed, retries_left: int) -> Action:
    """Decide what to do about `failure` when the same model may be asked `retries_left` more times."""
    match failure.kind:
        case (
            FailureKind.REFUSED
            | FailureKind.DEAD
            | FailureKind.SILENT
            | FailureKind.TIMEOUT
            | FailureKind.EMPTY
            | FailureKind.NONSENSE
        ):
            return Action.FAIL_OVER
        case FailureKind.OVERSIZED:
            return Action.END
        case FailureKind.STATUS if failure.status in {404, NO_CREDIT} or (
            failure.status in {400, 422} and _NO_MODEL.search(failure.message)
        ):
            return Action.FAIL_OVER
        case FailureKind.STATUS if failure.status not in _TRY_AGAIN:
            return Action.END
        case _:
            patient = failure.retry_after is None or failure.retry_after <= WAIT_LIMIT
            return Action.RETRY if retries_left > 0 and patient else Action.FAIL_OVER


def wait_before(
    retry: int, failure: RequestFailed, chance: float, *, longest: float = BOUNDS.backoff
) -> float:
    """Give the seconds to wait before retry number `retry` (from 1); `chance` in [0, 1) spreads it by ±25 %."""
    if failure.retry_after is not None:
        return failure.retry_after
    backoff: float = min(FIRST_WAIT * 2 ** (retry - 1), longest)
    return backoff * (0.75 + chance / 2)


def status_of(code: str) -> int | None:
    """Give the HTTP status that an error's code or type inside a response stands for, None where it says nothing."""
    if code.isascii() and code.isdigit() and len(code) == 3 and code >= "400":
        return int(code)
    return _STATUS_OF.get(code.lower())


def retry_after(milliseconds: str | None, value: str | None, now: datetime) -> float | None:
    """Read `retry-after-ms` and `Retry-After` (seconds or a date) into seconds, None where neither names one to come."""
    for text, scale in ((milliseconds, 1000.0), (value, 1.0)):
        try:
            seconds = float(text or "") / scale
        except ValueError:
            continue
        if isfinite(seconds):
            return seconds if seconds > 0 else None
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, TypeError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    seconds = (aware - now).total_seconds()
    return seconds if seconds > 0 else None
