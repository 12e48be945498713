"""Asks a model over HTTP and gives its events: deadlines, retries, and what every failure means."""

import hashlib
import random
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from assistant.cap import most_usage
from assistant.catalog import Candidate, Provider
from assistant.cost import Usage
from assistant.errors import AskError
from assistant.gateway.error_messages import error_of, printable, said_by
from assistant.gateway.exchange import Connector, Exchange, Head
from assistant.gateway.key_mask import without_key
from assistant.gateway.payload import Fault
from assistant.gateway.proxies import proxy_variable
from assistant.gateway.response_stream import ResponseStream
from assistant.gateway.retry_policy import (
    MAYBE_CHARGED,
    NO_CREDIT,
    OF_THE_LINE,
    Action,
    FailureKind,
    RequestFailed,
    action_for,
    retry_after,
    status_of,
    wait_before,
)
from assistant.gateway.wire import Body, headers_of, url_of
from assistant.reply import Charge, GatewayEvent, Idle, Thinking, Waiting
from assistant.request_options import Bounds, Delivery, Timeouts
from assistant.secret import Secret
from assistant.turn import ModelUnavailable, PassedOver, Request, Scope

IDLE_INTERVAL = 0.05  # seconds between chances to redraw while a retry is put off
REDIRECTS = 3
COOLDOWN = 60.0  # seconds for which a model that failed is passed over
LONGEST_COOLDOWN = 3600.0  # seconds, whatever Retry-After says
HINT_TIMEOUT = 2.0  # seconds a provider has to say which models it has; a hint is not worth more
WHOLE_ANSWER = 10  # times longer than its first token an answer may take that comes in one piece


class Cooldowns(Protocol):
    """Remembers, from one run to the next, which models failed a moment ago."""

    def left(self, name: str) -> float:
        """Give the seconds for which `name` is still to be left alone, 0 for one that may be asked."""

    def begin(self, name: str, seconds: float) -> None:
        """Leave `name` alone for some seconds."""


class HttpGateway:
    """A `Gateway` over HTTP.

    `secret_for` finds the key of a provider when it is first asked, or raises KeyMissing; `environment` names proxies.
    """

    def __init__(
        self,
        secret_for: Callable[[Provider], Secret],
        bounds: Bounds,
        timeouts: Timeouts,
        delivery: Delivery,
        *,
        environment: Mapping[str, str],
        cooldowns: Cooldowns,
    ) -> None:
        self._secret_for = secret_for
        self._bounds = bounds
        self._timeouts = timeouts
        self._delivery = delivery
        self._environment = environment
        self._connector = Connector(environment)
        self._cooldowns = cooldowns

    def ask(self, request: Request) -> Iterator[GatewayEvent]:
        """Send `request`, again after failures that may pass, and give the events, an `Ended` last.

        Raises ModelUnavailable where another model may be asked, KeyMissing, KeyRefused or GatewayError where not.
        """
        candidate = request.candidate
        secret = self._secret_for(candidate.provider)
        name = cooldown_name(candidate, secret)
        if request.fallbacks and self._cooldowns.left(name):
            raise PassedOver(candidate)
        for attempt in range(1, request.requests + 1):
            usage: Usage | None = None
            thought = False
            try:
                for event in self._once(request, secret):
                    usage = event if isinstance(event, Usage) else usage
                    thought = thought or isinstance(event, Thinking)
                    yield event
            except RequestFailed as failure:
                if usage or thought or failure.kind in MAYBE_CHARGED:
                    told = usage if usage and usage.tells_cost else None
                    yield Charge(candidate, told or most_usage(request.messages, request.max_tokens))
                proxy = proxy_variable(candidate.provider.base_url, self._environment)
                error = error_of(failure, candidate, secret, proxy)
                match action_for(failure, request.requests - attempt):
                    case Action.RETRY:
                        chance, longest = random.random(), self._bounds.backoff  # noqa: S311
                        seconds = wait_before(attempt, failure, chance, longest=longest)
                        yield Waiting(candidate, error.message, seconds)
                        yield from _pause(seconds)
                    case Action.FAIL_OVER:
                        if failure.kind not in OF_THE_LINE and failure.status != NO_CREDIT:
                            pause = min(max(failure.retry_after or 0, COOLDOWN), LONGEST_COOLDOWN)
                            self._cooldowns.begin(name, pause)
                        raise self._unavailable(
                            error, failure, request, attempt=attempt, secret=secret
                        ) from failure
                    case Action.END:
                        raise error from failure
            else:
                return

    def _unavailable(
        self, error: AskError, failure: RequestFailed, request: Request, *, attempt: int, secret: Secret
    ) -> ModelUnavailable:
        hint = error.hint
        if failure.status == 404 and not request.fallbacks:
            from assistant.gateway.listing import listing  # noqa: PLC0415 - what most questions do without

            provider, model = request.candidate.provider, request.candidate.model
            near = listing(self._connector, provider, secret, timeout=HINT_TIMEOUT).nearest(model.id)
            hint = f"it has {', '.join(near)}" if near else hint
        of_all = failure.kind in {FailureKind.DEAD, FailureKind.SILENT} or failure.status == NO_CREDIT
        scope = Scope.PROVIDER if of_all else Scope.MODEL
        return ModelUnavailable(error.message, hint=hint, requests=attempt, scope=scope)

    def _once(self, request: Request, secret: Secret) -> Iterator[GatewayEvent]:
        url = url_of(request.candidate.provider.base_url)
        first_token_timeout = request.first_token_timeout * (
            1 if self._delivery is Delivery.STREAM else WHOLE_ANSWER
        )

        @cache
        def was_sent(key: str) -> bool:
            return any(key in said.content for part in request.messages for said in part.messages())

        for _ in range(REDIRECTS + 1):
            exchange = Exchange(
                self._connector,
                url,
                headers=headers_of(request, secret.key),
                body=Body(request, self._delivery),
            )
            response = ResponseStream(
                exchange,
                self._timeouts,
                first_token_timeout=first_token_timeout,
                bounds=self._bounds,
                clean=lambda text: printable(text, secret),
            )
            try:
                yield from without_key(response.events(), secret, was_sent)
                if response.refused is None:
                    return
                head, moved = response.refused, _moved(url, response.refused)
                if moved is None:
                    fault = said_by(response.error_body(), secret)
                    raise _failure_of(head, fault, request.candidate.provider, secret)
                url = moved
            finally:
                exchange.abandon()
        raise RequestFailed(FailureKind.STATUS, "redirected again and again", status=head.status)


def cooldown_name(candidate: Candidate, secret: Secret) -> str:
    """Name a model at a provider under a key, which is not to be read from it."""
    before, after = _around_key(candidate)
    return before + hashlib.sha256(secret.key.encode()).hexdigest()[:12] + after


def is_name_of(name: str, candidate: Candidate) -> bool:
    """Tell whether a name is that of a model at a provider, under any key."""
    before, after = _around_key(candidate)
    return name.startswith(before) and name.endswith(after)


def _around_key(candidate: Candidate) -> tuple[str, str]:
    return f"{candidate.provider.name} {candidate.provider.base_url} ", f" {candidate.model.id}"


def _moved(url: str, head: Head) -> str | None:
    """Give where a redirect leads, None where it is none that may be followed: the key stays with its origin."""
    try:
        target = urljoin(url, head.headers.get("location", ""))
        same = urlsplit(target)[:2] == urlsplit(url)[:2]
    except ValueError:
        return None
    return target if head.status in {307, 308} and same and "location" in head.headers else None


def _failure_of(head: Head, fault: Fault, provider: Provider, secret: Secret) -> RequestFailed:
    headers, message, status = head.headers, fault.message, head.status
    # what Alibaba calls so is a limit of tokens a minute: https://help.aliyun.com/en/model-studio/error-code
    busy = fault.code == "insufficient_quota" and "aliyuncs.com" in provider.base_url
    if 400 <= status < 500 and status_of(fault.code) == NO_CREDIT and not busy:
        status = NO_CREDIT
    if 300 <= head.status < 400 and (host := _host(headers.get("location", ""))):
        message = printable(f"it leads to {host}", secret)
    pause = retry_after(headers.get("retry-after-ms"), headers.get("retry-after"), datetime.now(UTC))
    return RequestFailed(FailureKind.STATUS, message, status=status, retry_after=pause)


def _host(location: str) -> str:
    """Give the host that a redirect leads to, "" for the same one."""
    try:
        return urlsplit(location).hostname or ("" if location else "no address")
    except ValueError:
        return "no address"


def _pause(seconds: float) -> Iterator[GatewayEvent]:
    """Wait, giving a view the chance to count down."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        yield Idle()
        time.sleep(min(left, IDLE_INTERVAL))
    yield Idle()
