"""Asks a gateway which models it has, to name those that a wrong id may have meant."""

import json
import time
from difflib import get_close_matches

from assistant.catalog import Candidate
from assistant.errors import ConfigError
from assistant.gateway.exchange import Chunk, Connector, Exchange, Head, Over
from assistant.gateway.refusal import printable
from assistant.secret import Secret

PATIENCE = 2.0  # seconds; a hint is not worth more
BODY_LIMIT = 4 << 20  # bytes; the longest known listing has one
NAMED = 3


def nearest_models(connector: Connector, candidate: Candidate, secret: Secret) -> tuple[str, ...]:
    """Give up to three ids that the provider lists and that are near the candidate's; none where it does not tell."""
    wanted = _plain(candidate.model.id)
    known = {_plain(model_id): model_id for model_id in _listed(connector, candidate, secret)}
    near = [plain for plain in known if wanted in plain][:NAMED] or get_close_matches(
        wanted, known, NAMED, 0.5
    )
    return tuple(printable(known[plain], secret) for plain in near)


def _listed(connector: Connector, candidate: Candidate, secret: Secret) -> list[str]:
    provider = candidate.provider
    headers = {"Authorization": f"Bearer {secret.key}"} if secret.key else {}
    try:
        exchange = Exchange(connector, f"{provider.base_url.rstrip('/')}/models", headers=headers)
    except ConfigError:
        return []
    try:
        listing = json.loads(_body(exchange))
        return [str(entry["id"]) for entry in listing["data"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    finally:
        exchange.abandon()


def _body(exchange: Exchange) -> bytes:
    body = b""
    end = time.monotonic() + PATIENCE
    while len(body) < BODY_LIMIT and (left := end - time.monotonic()) > 0:
        match exchange.next_step(left):
            case Chunk(content):
                body += content
            case Head(status) if status != 200:
                return b""
            case Over() | None:
                break
            case _:
                pass
    return body


def _plain(model_id: str) -> str:
    return model_id.lower().replace("_", "-")
