"""Asks a gateway which models it has, and what it says they cost."""

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from assistant.catalog import Price, Provider
from assistant.cost import MILLION, exactly
from assistant.errors import ConfigError, GatewayError, KeyRefused
from assistant.gateway.error_messages import printable
from assistant.gateway.exchange import Chunk, Connector, Exchange, Head, Over
from assistant.gateway.transport_errors import in_words
from assistant.secret import Secret
from assistant.values import dataclass

BODY_LIMIT = 4 << 20  # bytes; the longest known listing has one
NAMED = 3
_REFUSALS = {401, 403}
_DEAREST = Decimal(100_000)  # US$ per million tokens: beyond it, it was not US$ per token that was given


@dataclass(frozen=True, slots=True)
class Listing:
    """What a provider answered on GET /models: ids with the prices it gives, if any. `fault` says why there are none.

    `dearer` says of ids what costs more than their tokens' price tells: limits would not hold it, so there is none.
    `seconds` is how long it took, `date` the gateway's own clock as HTTP writes it, "" where it did not say, `status`
    what it answered with, 0 where it did not answer, `exit_code` what a command ends with for the fault.
    """

    prices: Mapping[str, Price]
    fault: str = ""
    seconds: float = 0.0
    date: str = ""
    status: int = 0
    exit_code: int = 0
    dearer: Mapping[str, str] = field(default_factory=dict)

    def has(self, model_id: str) -> bool:
        """Whether the provider has a model; one without a tag is the one tagged "latest", as Ollama has it."""
        return model_id in self.prices or f"{model_id}:latest" in self.prices

    def nearest(self, model_id: str) -> tuple[str, ...]:
        """Give up to NAMED ids that `model_id` may have meant."""
        wanted = _plain(model_id)
        known = {_plain(listed): listed for listed in self.prices}
        near = [plain for plain in known if wanted in plain][:NAMED] or get_close_matches(
            wanted, known, NAMED, 0.5
        )
        return tuple(known[plain] for plain in near)


def listing(connector: Connector, provider: Provider, secret: Secret, *, timeout: float) -> Listing:
    """Ask a provider for its models, for `timeout` seconds at most. What goes wrong is the listing's `fault`."""
    headers = {"Authorization": f"Bearer {secret.key}"} if secret.key else {}
    begun = time.monotonic()
    try:
        exchange = Exchange(
            connector,
            f"{provider.base_url.rstrip('/')}/models",
            headers=headers | dict(provider.headers),
        )
    except ConfigError as error:
        return Listing({}, error.message, exit_code=error.exit_code)
    try:
        answer = _answer(exchange, timeout)
    finally:
        exchange.abandon()
    took = time.monotonic() - begun
    listed = None if answer.fault else _listed(answer.body, secret)
    if listed:
        prices = {name: _price(pricing) for name, pricing in listed.items()}
        dearer = {name: why for name, pricing in listed.items() if (why := _beside_tokens(pricing))}
        return Listing(prices, "", took, answer.date, answer.status, dearer=dearer)
    fault = printable(answer.fault, secret) or "it lists no models"
    code = KeyRefused.exit_code if answer.status in _REFUSALS else GatewayError.exit_code
    return Listing({}, fault, took, answer.date, answer.status, code)


@dataclass(frozen=True, slots=True)
class _Answer:
    body: bytes = b""
    fault: str = ""
    date: str = ""
    status: int = 0


def _answer(exchange: Exchange, timeout: float) -> _Answer:
    body, date, status = b"", "", 0
    end = time.monotonic() + timeout
    while len(body) < BODY_LIMIT and (left := end - time.monotonic()) > 0:
        match exchange.next_step(left):
            case Chunk(content):
                body += content
            case Head(status, headers):
                date = headers.get("date", "")
                if status != 200:
                    why = "the key was refused" if status in _REFUSALS else "it does not list its models"
                    return _Answer(fault=f"{why} (HTTP {status})", date=date, status=status)
            case Over(None):
                return _Answer(body, date=date, status=status)
            case Over(error) if error is not None:
                return _Answer(fault=in_words(error), date=date, status=status)
            case None:
                break
            case _:
                pass
    return _Answer(
        fault=f"no answer in {timeout:g} s" if not body else "its list never ends", date=date, status=status
    )


def _listed(body: bytes, secret: Secret) -> dict[str, Any] | None:
    try:
        plain = json.loads(body)
        entries = plain if isinstance(plain, list) else plain["data"]
        return {
            printable(str(entry["id"]), secret): entry.get("pricing")
            for entry in entries
            if isinstance(entry, dict) and "id" in entry
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _price(plain: Any) -> Price:
    """Read a price: `prompt`, `completion` are US$ per token (OpenRouter), `input`, `output` per million (Together)."""
    if not isinstance(plain, dict) or _beside_tokens(plain):
        return Price()
    each = _dollars(plain.get("completion"), MILLION), _dollars(plain.get("prompt"), MILLION)
    if each != (None, None):
        return Price(*each)
    return Price(_dollars(plain.get("output"), Decimal(1)), _dollars(plain.get("input"), Decimal(1)))


def _beside_tokens(plain: Any) -> str:
    """Say what costs more than the price of the tokens tells, "" for nothing: each request, or thinking."""
    if not isinstance(plain, dict):
        return ""
    if fee := _dollars(plain.get("request"), Decimal(1)):
        return f"each request costs ${exactly(fee)} beside its tokens"
    thinking, written = (_dollars(plain.get(key), MILLION) for key in ("internal_reasoning", "completion"))
    return f"thinking costs ${exactly(thinking)}/M" if thinking and thinking > (written or 0) else ""


def _dollars(plain: Any, times: Decimal) -> Decimal | None:
    if isinstance(plain, bool) or not isinstance(plain, str | int | float):
        return None
    with suppress(InvalidOperation):
        amount = Decimal(str(plain)) * times
        if amount.is_finite() and 0 <= amount <= _DEAREST:
            return amount.normalize()
    return None


def _plain(model_id: str) -> str:
    return model_id.lower().replace("_", "-")
