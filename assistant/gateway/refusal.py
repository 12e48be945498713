"""What a gateway's error response means for the person who asked: a sentence, a hint, and how to go on. Pure."""

import json

from assistant.catalog import Candidate
from assistant.errors import AskError, GatewayError, KeyRefused
from assistant.gateway.hearing import html_summary
from assistant.gateway.payload import fault_in
from assistant.gateway.verdict import Kind, Trouble
from assistant.safe import visible
from assistant.secret import Secret

PRINTED = 300  # characters of an error's own text that are shown


def said_by(body: bytes, secret: Secret) -> str:
    """Give what an error's body says: its message or its text, masked, harmless to print and short."""
    text = body.decode("utf-8", errors="replace").strip()
    if text.startswith("<"):
        message = html_summary(text)
    else:
        try:
            payload = json.loads(text)
        except (ValueError, RecursionError):
            payload = None
        fault = fault_in(payload) if isinstance(payload, dict) else None
        message = fault.message if fault else text
    return printable(message, secret)


def printable(message: str, secret: Secret) -> str:
    """Make a foreign message one line of at most 300 characters, without keys and control characters."""
    line = visible(" ".join(secret.masked_in(message).split()))
    return line if len(line) <= PRINTED else f"{line[: PRINTED - 1]}…"


def error_of(trouble: Trouble, candidate: Candidate, secret: Secret) -> AskError:
    """Give the error that says what `trouble` is, naming the provider and the model, and what to do."""
    provider, model = candidate.provider.name, candidate.model.id
    told = f": {trouble.message}" if trouble.message else ""
    if trouble.kind is not Kind.STATUS:
        return GatewayError(f"{model} at {provider} did not answer{told}", hint="")
    match trouble.status:
        case 401 | 403:
            which = f"it ends in {secret.masked}, from {secret.origin}" if secret.key else "none was sent"
            return KeyRefused(
                f"{provider} refused the key ({which}){told}", hint="set another one: ask key set"
            )
        case 402:
            return GatewayError(
                f"out of credit at {provider}{told}", hint="top up there, or name another provider"
            )
        case 404:
            hint = "see what is configured: ask models"
            return GatewayError(f"{provider} has no model {model}, or no such address (404){told}", hint=hint)
        case 413:
            return GatewayError(
                f"{provider} says the question is too large (413){told}", hint="attach less of it"
            )
        case 429:
            when = f", free again in {trouble.retry_after:.0f} s" if trouble.retry_after else ""
            hint = "wait a moment, or name another model: -m"
            return GatewayError(f"{model} is busy (429{when}){told}", hint=hint)
        case status if 300 <= status < 400:
            return GatewayError(
                f"{provider} answered with a redirect ({status}) that was not followed{told}",
                hint="put the final address into base_url",
            )
        case status:
            return GatewayError(f"{model} at {provider} answered {status}{told}")
