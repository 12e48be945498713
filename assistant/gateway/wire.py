"""What is sent to a gateway: the URL, the headers and the JSON body of a request. Pure."""

from assistant import __version__
from assistant.gateway.coding import ACCEPTED
from assistant.routing.lineup import TEMPERATURE
from assistant.terms import Delivery
from assistant.turn import Request


def url_of(base_url: str) -> str:
    """Give the address of the chat completions under a provider's base URL."""
    return f"{base_url.rstrip('/')}/chat/completions"


def headers_of(request: Request, key: str) -> dict[str, str]:
    """Give the headers of a request; the key goes into `Authorization` where there is one."""
    headers = {
        "Content-Type": "application/json",
        "Accept": "text/event-stream, application/json",
        "Accept-Encoding": ACCEPTED,
        "User-Agent": f"ask/{__version__}",
    }
    if key:
        headers["Authorization"] = f"Bearer {key}"
    return headers | dict(request.candidate.provider.headers)


def body_of(request: Request, delivery: Delivery) -> dict[str, object]:
    """Give the JSON body of a request, in its provider's dialect."""
    dialect = request.candidate.provider.dialect
    body: dict[str, object] = {
        "model": request.candidate.id_there,
        "messages": [
            {"role": message.role, "content": _sendable(message.content)} for message in request.messages
        ],
        dialect.limit: request.max_tokens,
        "stream": delivery is Delivery.STREAM,
    }
    usual = request.temperature == TEMPERATURE
    if request.temperature is not None and (dialect.usual_temperature or not usual):
        body["temperature"] = request.temperature
    if delivery is Delivery.STREAM and dialect.stream_options:
        body["stream_options"] = {"include_usage": True}
    return body


def _sendable(text: str) -> str:
    """Give `text` without the halves of characters that bytes on a command line become where they are no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text  # itself: a long conversation is not copied at each turn
