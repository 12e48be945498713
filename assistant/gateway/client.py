"""Asks a model over HTTP and gives what is heard: deadlines, retries, and what every failure means."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from assistant.catalog import Provider
from assistant.gateway.exchange import Connector, Exchange, Head
from assistant.gateway.listening import Listening, Troubled
from assistant.gateway.refusal import error_of, said_by
from assistant.gateway.verdict import Kind, Trouble, Verdict, judge, retry_after, wait_before
from assistant.gateway.wire import body_of, headers_of, url_of
from assistant.reply import Heard, Pulse, Waiting
from assistant.secret import Secret
from assistant.turn import Deadlines, Delivery, ModelUnavailable, Request

PULSE = 0.05  # seconds between chances to redraw while a retry is put off
REDIRECTS = 3


class HttpGateway:
    """A `Gateway` over HTTP. `secret_for` finds the key of a provider when it is first asked."""

    def __init__(
        self,
        secret_for: Callable[[Provider], Secret],
        *,
        deadlines: Deadlines,
        delivery: Delivery,
        environment: Mapping[str, str],
    ) -> None:
        self._secret_for = secret_for
        self._deadlines = deadlines
        self._delivery = delivery
        self._connector = Connector(environment)

    def ask(self, request: Request) -> Iterator[Heard]:
        """Send `request` as often as its budget and the failures allow, and give what is heard, an `Ended` last.

        Raises ModelUnavailable where another model may be asked, KeyMissing, KeyRefused or GatewayError where not.
        """
        secret = self._secret_for(request.candidate.provider)
        for attempt in range(1, request.requests + 1):
            try:
                yield from self._once(request, secret)
            except Troubled as troubled:
                trouble = troubled.trouble
                error = error_of(trouble, request.candidate, secret)
                match judge(trouble, request.requests - attempt):
                    case Verdict.RETRY:
                        seconds = wait_before(attempt, trouble, random.random())  # noqa: S311
                        yield Waiting(request.candidate, error.message, seconds)
                        yield from _pause(seconds)
                    case Verdict.FAIL_OVER:
                        raise ModelUnavailable(error.message, hint=error.hint, requests=attempt) from troubled
                    case Verdict.END:
                        raise error from troubled
            else:
                return

    def _once(self, request: Request, secret: Secret) -> Iterator[Heard]:
        url = url_of(request.candidate.provider.base_url)
        for _ in range(REDIRECTS):
            exchange = Exchange(
                self._connector,
                url,
                headers=headers_of(request, secret.key),
                body=body_of(request, self._delivery),
            )
            listening = Listening(exchange, self._deadlines, patience=request.patience)
            try:
                yield from listening.heard()
                if listening.refused is None:
                    return
                head, moved = listening.refused, _moved(url, listening.refused)
                if moved is None:
                    raise Troubled(_trouble_of(head, said_by(listening.error_body(), secret)))
                url = moved
            finally:
                exchange.abandon()
        raise Troubled(Trouble(Kind.STATUS, "redirected again and again", status=head.status))


def _moved(url: str, head: Head) -> str | None:
    """Give where a redirect leads, None where it is none that may be followed: the key stays with its origin."""
    target = urljoin(url, head.headers.get("location", ""))
    same = urlsplit(target)[:2] == urlsplit(url)[:2]
    return target if head.status in {307, 308} and same and "location" in head.headers else None


def _trouble_of(head: Head, message: str) -> Trouble:
    headers = head.headers
    pause = retry_after(headers.get("retry-after-ms"), headers.get("retry-after"), datetime.now(UTC))
    return Trouble(Kind.STATUS, message, status=head.status, retry_after=pause)


def _pause(seconds: float) -> Iterator[Heard]:
    """Wait, giving a view the chance to count down."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        yield Pulse()
        time.sleep(min(left, PULSE))
