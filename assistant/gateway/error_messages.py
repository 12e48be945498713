"""What a gateway's error response means for the person who asked: a sentence, a hint, and how to go on. Pure."""

import json
import re
from urllib.parse import urlsplit

from assistant.catalog import Candidate
from assistant.errors import AskError, GatewayError, KeyRefused
from assistant.gateway.document import html_summary
from assistant.gateway.payload import Fault, fault_in
from assistant.gateway.retry_policy import FailureKind, RequestFailed
from assistant.presets import OTHER_REGION
from assistant.safe import visible_in_a_row
from assistant.secret import Secret

PRINTED = 300  # characters of an error's own text that are shown
DAY = 86_400  # seconds
LONGEST_TOLD = 30 * DAY  # seconds; what is longer may be any mistake


def said_by(body: bytes, secret: Secret) -> Fault:
    """Give what an error's body says: its message or its text, masked, harmless to print and short, and its code."""
    text = body.decode("utf-8-sig", errors="replace").strip()
    if text.startswith("<"):
        fault = Fault(html_summary(text))
    else:
        try:
            told = json.loads(text.removeprefix("data:"))  # some refuse in the form of a stream
            fault = fault_in(told) or Fault(text if told else "")
        except (ValueError, RecursionError):
            fault = Fault(text)
    return Fault(printable(fault.message, secret), fault.code)


def printable(message: str, secret: Secret) -> str:
    """Make a foreign message one line of at most 300 characters, without keys and control characters."""
    line = visible_in_a_row(secret.masked_in(message))
    return line if len(line) <= PRINTED else f"{line[: PRINTED - 1]}…"


def error_of(failure: RequestFailed, candidate: Candidate, secret: Secret, proxy: str) -> AskError:
    """Give the error that says what `failure` is, naming the provider and the model, and what to do.

    `proxy` is the variable that names the proxy on the way, "" for none.
    """
    provider, model = candidate.provider.name, candidate.model.id
    told = f": {failure.message}" if failure.message else ""
    if failure.kind is FailureKind.STATUS:
        return _status_error(failure, candidate, secret, told)
    return GatewayError(
        f"{model} at {provider} did not answer{told}", hint=_way_on(failure, candidate, proxy)
    )


def _status_error(failure: RequestFailed, candidate: Candidate, secret: Secret, told: str) -> AskError:
    provider, model = candidate.provider.name, candidate.model.id
    when = f", free again in {duration(failure.retry_after)}" if failure.retry_after else ""
    match failure.status:
        case 401:
            return _key_refused(candidate, secret, told)
        case 403:
            another = candidate.provider.another_key("")
            hint = (
                f"the key was sent, from {secret.origin}" if secret.origin else f"no key was sent; {another}"
            )
            return KeyRefused(f"{provider} does not allow this (403){told}", hint=hint)
        case 402:
            return GatewayError(
                f"out of credit at {provider}{told}", hint="top up there, or name another provider"
            )
        case 404 if wrong := _slip_in_address(failure, candidate):
            hint = f"check {candidate.provider.base_url}: {wrong}"
            return GatewayError(f"{provider} has no such address (404){told}", hint=hint)
        case 404:
            known = _speaks_of_model(failure.message, candidate)
            hint = "see what is configured: ask models" if known else f"check {candidate.provider.base_url}"
            return GatewayError(f"{provider} has no model {model}, or no such address (404){told}", hint=hint)
        case 511:
            return GatewayError(
                f"the network wants a sign-in (511){told}", hint="sign in with a browser, and ask again"
            )
        case 413:
            return GatewayError(
                f"{provider} says the question is too large (413){told}", hint="attach less of it"
            )
        case 429:
            hint = f"{_worth_waiting(failure.retry_after or 0)}name another model: -m"
            return GatewayError(f"{candidate.spec} is busy (429{when}){told}", hint=hint)
        case status if 300 <= status < 400:
            return GatewayError(
                f"{provider} answered with a redirect ({status}) that was not followed{told}",
                hint="put the final address into base_url",
            )
        case status:
            hint = _way_out(failure.message, candidate) if status in {400, 422} else ""
            hint = f"check {candidate.provider.base_url}" if status == 405 else hint
            return GatewayError(f"{model} at {provider} answered {status}{when}{told}", hint=hint)


def _slip_in_address(failure: RequestFailed, candidate: Candidate) -> str:
    """Say what is likely wrong with a provider's address where a 404 speaks of no model, "" elsewhere."""
    if failure.status != 404 or _speaks_of_model(failure.message, candidate):
        return ""
    path = urlsplit(candidate.provider.base_url).path.rstrip("/")
    if path.endswith("/chat/completions"):
        return "base_url ends before /chat/completions"
    return "" if re.search(r"/v\d", path) else "/v1 may be missing at its end"


def _speaks_of_model(message: str, candidate: Candidate) -> bool:
    return candidate.model.id.rpartition("/")[2] in message or bool(
        re.search(r"\bmodels?\b|deployment|no endpoint", message, re.IGNORECASE)
    )


def _worth_waiting(seconds: float) -> str:
    """Say whether to sit a wait through, to come back after it, or, where it takes over a day, neither."""
    if seconds <= 60:
        return "wait a moment, or "
    return "ask again then, or " if seconds <= DAY else ""


def _key_refused(candidate: Candidate, secret: Secret, told: str) -> KeyRefused:
    provider, headers = candidate.provider.name, candidate.provider.headers_told
    which = f"it ends in {secret.masked}, from {secret.origin}" if secret.key else "none was sent"
    if headers:
        which = f"{which}; another is in {headers}" if secret.key else f"it is in {headers}"
    other = OTHER_REGION.get(provider)
    hint = f"is it a key of {other}? ask -m {other}:{candidate.model.id} · " if other else ""
    hint += candidate.provider.another_key(secret.origin)
    return KeyRefused(f"{provider} refused the key ({which}){told}", hint=hint)


# A field that a model may refuse, and what the configuration of its provider says then.
_SETTINGS = {
    "temperature": "usual_temperature = false",
    "max_tokens": 'limit = "max_completion_tokens"',
    "max_completion_tokens": 'limit = "max_tokens"',
    "stream_options": "stream_options = false",
}


def _way_out(message: str, candidate: Candidate) -> str:
    """Say what helps where a message names a field that is not taken or a window that is too small, else ""."""
    field = re.search(rf"\b(?:{'|'.join(_SETTINGS)})\b", message)
    refused = (
        r"unsupported|unrecognized|unknown|invalid temp|extra|not (?:permitted|allowed)|(?:n'?t|not) support"
    )
    if field and re.search(refused, message, re.IGNORECASE):
        return f"leave it to the model, in the configuration: [providers.{candidate.provider.name}] {_SETTINGS[field[0]]}"
    return _smaller(message, candidate.spec)


def _smaller(message: str, spec: str) -> str:
    if not re.search(
        r"context (?:length|window|size)|context_length|too (?:long|many tokens)|max_new_tokens\W* must be <=",
        message,
        re.IGNORECASE,
    ):
        return ""
    told = re.search(r"\d[\d,]{3,}(?= tokens)|(?<=must be <= )\d+", message)
    window = told[0].replace(",", "") if told else "…"
    return (
        f'attach less, or --trim middle once the configuration knows it: [models."{spec}"] window = {window}'
    )


def _way_on(failure: RequestFailed, candidate: Candidate, proxy: str) -> str:
    match failure.kind:
        case FailureKind.REFUSED | FailureKind.DEAD | FailureKind.SILENT:
            network = f"the network, the proxy of {proxy}" if proxy else "the network"
            return f"check {network} and {candidate.provider.base_url}"
        case FailureKind.TIMEOUT:
            return "wait longer with --timeout S, or name another model: -m"
        case FailureKind.NONSENSE:
            return (
                f"check {candidate.provider.base_url}, and whether this network wants a sign-in in a browser"
            )
        case FailureKind.OVERSIZED:
            return "to read larger ones: ASK_MAX_EVENT_MB=8, or event_mb under [limits] in the configuration"
        case _:
            return ""


def duration(seconds: float) -> str:
    """Write how long something takes that a person waits for: seconds, minutes, hours or days, rounded up, to 30."""
    if seconds > LONGEST_TOLD:
        return f"more than {duration(LONGEST_TOLD)}"
    for unit, size in (("days", DAY), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size or (unit != "days" and seconds >= size and seconds % size == 0):
            return f"{-(-seconds // size):.0f} {unit}"
    return f"{-(-seconds // 1):.0f} s"
