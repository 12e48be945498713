"""Asks a model over HTTP and gives what is heard: deadlines, retries, and what every failure means."""

import hashlib
import random
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from assistant.catalog import Candidate, Provider
from assistant.errors import AskError
from assistant.gateway.exchange import Connector, Exchange, Head
from assistant.gateway.key_mask import without_key
from assistant.gateway.listening import Listening, Troubled
from assistant.gateway.refusal import error_of, printable, said_by
from assistant.gateway.verdict import Kind, Trouble, Verdict, judge, retry_after, wait_before
from assistant.gateway.wire import Body, headers_of, url_of
from assistant.reply import Heard, Pulse, Waiting
from assistant.secret import Secret
from assistant.terms import Bounds, Deadlines, Delivery
from assistant.turn import ModelUnavailable, Request, Scope

PULSE = 0.05  # seconds between chances to redraw while a retry is put off
REDIRECTS = 3
REST = 60.0  # seconds for which a model that failed is passed over
LONGEST_REST = 3600.0  # seconds, whatever Retry-After says
WHOLE_ANSWER = 10  # times longer than its first token an answer may take that comes in one piece


class Rests(Protocol):
    """Whoever remembers, from one run to the next, which models failed a moment ago."""

    def left(self, name: str) -> float:
        """Give the seconds for which `name` is still to be left alone, 0 for one that may be asked."""

    def begin(self, name: str, seconds: float) -> None:
        """Leave `name` alone for some seconds."""


class HttpGateway:
    """A `Gateway` over HTTP. `secret_for` finds the key of a provider when it is first asked."""

    def __init__(
        self,
        secret_for: Callable[[Provider], Secret],
        *,
        deadlines: Deadlines,
        delivery: Delivery,
        bounds: Bounds,
        environment: Mapping[str, str],
        rests: Rests,
    ) -> None:
        self._secret_for = secret_for
        self._deadlines = deadlines
        self._delivery = delivery
        self._bounds = bounds
        self._connector = Connector(environment)
        self._rests = rests

    def ask(self, request: Request) -> Iterator[Heard]:
        """Send `request` as often as its budget and the failures allow, and give what is heard, an `Ended` last.

        Raises ModelUnavailable where another model may be asked, KeyMissing, KeyRefused or GatewayError where not.
        """
        candidate = request.candidate
        secret = self._secret_for(candidate.provider)
        name = rest_name(candidate, secret)
        if request.stand_ins and self._rests.left(name):
            raise ModelUnavailable(f"{candidate.model.id} failed a moment ago", requests=0)
        for attempt in range(1, request.requests + 1):
            try:
                yield from self._once(request, secret)
            except Troubled as troubled:
                trouble = troubled.trouble
                error = error_of(trouble, candidate, secret)
                match judge(trouble, request.requests - attempt):
                    case Verdict.RETRY:
                        seconds = wait_before(attempt, trouble, random.random(), longest=self._bounds.backoff)  # noqa: S311
                        yield Waiting(candidate, error.message, seconds)
                        yield from _pause(seconds)
                    case Verdict.FAIL_OVER:
                        self._rests.begin(name, min(max(trouble.retry_after or 0, REST), LONGEST_REST))
                        raise self._unavailable(error, trouble, request, attempt) from troubled
                    case Verdict.END:
                        raise error from troubled
            else:
                return

    def _unavailable(
        self, error: AskError, trouble: Trouble, request: Request, attempt: int
    ) -> ModelUnavailable:
        hint = error.hint
        if trouble.status == 404 and not request.stand_ins:
            from assistant.gateway.listing import nearest_models  # noqa: PLC0415 - what most questions do without

            secret = self._secret_for(request.candidate.provider)
            near = nearest_models(self._connector, request.candidate, secret)
            hint = f"it has {', '.join(near)}" if near else hint
        scope = Scope.PROVIDER if trouble.kind is Kind.DEAD else Scope.MODEL
        return ModelUnavailable(error.message, hint=hint, requests=attempt, scope=scope)

    def _once(self, request: Request, secret: Secret) -> Iterator[Heard]:
        url = url_of(request.candidate.provider.base_url)
        patience = request.patience * (1 if self._delivery is Delivery.STREAM else WHOLE_ANSWER)
        for _ in range(REDIRECTS + 1):
            exchange = Exchange(
                self._connector,
                url,
                headers=headers_of(request, secret.key),
                body=Body(request, self._delivery),
            )
            listening = Listening(
                exchange,
                self._deadlines,
                patience=patience,
                bounds=self._bounds,
                clean=lambda text: printable(text, secret),
            )
            try:
                yield from without_key(listening.heard(), secret)
                if listening.refused is None:
                    return
                head, moved = listening.refused, _moved(url, listening.refused)
                if moved is None:
                    raise Troubled(_trouble_of(head, said_by(listening.error_body(), secret)))
                url = moved
            finally:
                exchange.abandon()
        raise Troubled(Trouble(Kind.STATUS, "redirected again and again", status=head.status))


def rest_name(candidate: Candidate, secret: Secret) -> str:
    """Name a model at a provider under a key, which is not to be read from it."""
    digest = hashlib.sha256(secret.key.encode()).hexdigest()[:12]
    return f"{candidate.provider.name} {candidate.provider.base_url} {digest} {candidate.model.id}"


def _moved(url: str, head: Head) -> str | None:
    """Give where a redirect leads, None where it is none that may be followed: the key stays with its origin."""
    try:
        target = urljoin(url, head.headers.get("location", ""))
        same = urlsplit(target)[:2] == urlsplit(url)[:2]
    except ValueError:
        return None
    return target if head.status in {307, 308} and same and "location" in head.headers else None


def _trouble_of(head: Head, message: str) -> Trouble:
    headers = head.headers
    if 300 <= head.status < 400 and (host := _host(headers.get("location", ""))):
        message = f"it leads to {host}"
    pause = retry_after(headers.get("retry-after-ms"), headers.get("retry-after"), datetime.now(UTC))
    return Trouble(Kind.STATUS, message, status=head.status, retry_after=pause)


def _host(location: str) -> str:
    try:
        return urlsplit(location).hostname or ""
    except ValueError:
        return ""


def _pause(seconds: float) -> Iterator[Heard]:
    """Wait, giving a view the chance to count down."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        yield Pulse()
        time.sleep(min(left, PULSE))
    yield Pulse()
