"""Base URLs: which are acceptable, and which origin a key belongs to."""

from urllib.parse import urlsplit

from assistant.catalog import is_loopback
from assistant.errors import ConfigError

_USUAL_PORTS = {"http": 80, "https": 443}


def checked_base_url(url: str, *, allow_plain_http: bool) -> None:
    """Refuse a base URL that is none, or that would send the question unencrypted over a network.

    Raises ConfigError whose message continues a sentence that names the setting.
    """
    if "@" in url.partition("://")[2].partition("/")[0]:  # it would be shown, and sent for the key
        raise ConfigError(
            "has a name or a password in it", hint="keep it out of the address: headers, or a key_command"
        )
    if "?" in url or "#" in url:  # what is asked for is written behind it
        raise ConfigError("has a query or a fragment in it", hint="it looks like https://global-apis.com/v1")
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_is_fine = urlsplit(""), False
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or not port_is_fine
        or not url.isprintable()
        or " " in url
    ):
        raise ConfigError(f"is not a URL: {url!r}", hint="it looks like https://global-apis.com/v1")
    if parts.scheme == "http" and not is_loopback(url) and not allow_plain_http:
        raise ConfigError(
            f"is plain http to {parts.hostname}: what is asked could be read on the way",
            hint="use https, or set allow_plain_http = true for this provider in the configuration: it is asked "
            "without a key",
        )


def takes_keys(url: str) -> bool:
    """Tell whether a key may go to a URL: over TLS, or without leaving this machine."""
    return urlsplit(url).scheme == "https" or is_loopback(url)


def origin_of(url: str) -> str:
    """Give the origin a key is kept for: scheme, host and port, but for the port that the scheme has anyhow."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port and parts.port != _USUAL_PORTS.get(parts.scheme) else ""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname  # or its end is a port
    return f"{parts.scheme}://{host}{port}"
