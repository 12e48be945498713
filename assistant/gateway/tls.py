"""How a server's certificate is checked: the system's authorities, loaded as late as can be."""

import os
import ssl
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from assistant.errors import ConfigError


def context_for(url: str, environment: Mapping[str, str]) -> ssl.SSLContext:
    """Give the TLS context for a URL: hardly any work for plain http, a hashed folder where there is one.

    `SSL_CERT_FILE` and `SSL_CERT_DIR` win; ConfigError says so where they cannot be read. Next comes truststore, where it
    is installed. A hashed folder is read by OpenSSL one certificate at a time when a server needs it; a bundle is parsed
    whole (16 ms) and is the fallback.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if url.startswith("http://"):
        return context
    file, folder = environment.get("SSL_CERT_FILE"), environment.get("SSL_CERT_DIR")
    hashed = ssl.get_default_verify_paths().openssl_capath
    if not (file or folder) and (corporate := _system_context()):
        return corporate
    try:
        if file or folder:
            context.load_verify_locations(cafile=file, capath=folder)
        elif _is_hashed(hashed):
            context.load_verify_locations(capath=hashed)
        else:
            context.load_verify_locations(cafile=_bundle())
    except OSError as error:
        raise ConfigError(
            f"the certificates in {file or folder or _bundle()} could not be read: {error}",
            hint="check --ca, SSL_CERT_FILE and SSL_CERT_DIR",
        ) from error
    return context


def _bundle() -> str:
    import certifi  # noqa: PLC0415 - 3 ms, for the few systems without a hashed folder

    return certifi.where()


def _system_context() -> ssl.SSLContext | None:
    """Give a context that asks the operating system, with the roots a company put there; None without truststore."""
    if find_spec("truststore") is None:
        return None
    import truststore  # noqa: PLC0415 - only where the user has installed it

    context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return context


def _is_hashed(folder: str) -> bool:
    if not Path(folder).is_dir():
        return False
    with os.scandir(folder) as entries:
        return any(entry.name.endswith(".0") for entry in entries)
