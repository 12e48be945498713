"""Which of the environment's variables sends a request through a proxy. Pure."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from assistant.catalog import is_loopback


def has_socks_proxy(environment: Mapping[str, str]) -> bool:
    """Tell whether a variable names a SOCKS proxy."""
    return any(
        name.lower().endswith("_proxy") and value.lower().startswith("socks")
        for name, value in environment.items()
    )


def proxy_variable(address: str, environment: Mapping[str, str]) -> str:
    """Name the variable that sends requests to `address` through a proxy, "" where none does; never its value."""
    url = urlsplit(address)
    excepted = (environment.get("no_proxy") or environment.get("NO_PROXY") or "").split(",")
    direct = {name.strip().lstrip(".").lower() for name in excepted}
    labels = (url.hostname or "").split(".")
    domains = {".".join(labels[start:]) for start in range(len(labels))}
    if is_loopback(address) or direct & {"*", *domains}:
        return ""
    names = (f"{url.scheme}_proxy", f"{url.scheme}_proxy".upper(), "all_proxy", "ALL_PROXY")
    return next(filter(environment.get, names), "")
