"""The system's keyring, asked with care: it may be missing, insecure, or silent."""

import threading
from collections.abc import Callable
from typing import TypeVar

from keyring import get_keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from assistant.errors import KeyMissing

TIMEOUT = 2.0  # seconds; a D-Bus without a keyring service behind it never answers
SERVICE = "ask"

T = TypeVar("T")

_ALTERNATIVES = "use the provider's variable, or a key_command in the configuration"
_UNLOCK = f"unlock it, or {_ALTERNATIVES}"
_NO_STORE = ("keyring.backends.fail", "keyring.backends.null")


class _NoKeyring(KeyMissing):
    """There is no keyring that a key can have been put into."""


def stored_key(origin: str) -> str | None:
    """Give the key kept for `origin`, None where there is none or no keyring to trust.

    Raises KeyMissing where the keyring fails, or what is kept is no text.
    """
    try:
        key: object = _asked(lambda backend: backend.get_password(SERVICE, origin))
    except _NoKeyring:
        return None
    if key is None or isinstance(key, str):
        return key
    raise KeyMissing("the keyring gave no text", hint=_ALTERNATIVES)


def keep_key(origin: str, key: str) -> str:
    """Keep a key for `origin`; gives the keyring's name. Raises KeyMissing where there is no keyring to trust."""

    def keep(backend: KeyringBackend) -> str:
        backend.set_password(SERVICE, origin, key)
        return str(backend.name)

    return _asked(keep)


def drop_key(origin: str) -> bool:
    """Delete the key kept for `origin`; tells whether there was one. Raises KeyMissing where the keyring fails."""

    def drop(backend: KeyringBackend) -> bool:
        if backend.get_password(SERVICE, origin) is None:
            return False
        backend.delete_password(SERVICE, origin)
        return True

    try:
        return _asked(drop)
    except _NoKeyring:
        return False


def _asked(question: Callable[[KeyringBackend], T]) -> T:
    """Put a question to the keyring, in a thread that may be left behind when it is silent.

    Raises KeyMissing, and KeyboardInterrupt where it was interrupted.
    """
    answers: list[T] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(question(_trusted(get_keyring())))
        except BaseException as fault:  # noqa: BLE001 - backends raise whatever D-Bus or the system raises
            faults.append(fault)

    thread = threading.Thread(target=run, name="keyring", daemon=True)
    thread.start()
    thread.join(TIMEOUT)
    if answers:
        return answers[0]
    match faults:
        case [KeyMissing() | KeyboardInterrupt() as fault]:
            raise fault
        case [KeyringError() as fault]:
            raise KeyMissing(f"the keyring refused: {fault}", hint=_UNLOCK) from fault
        case [fault]:
            raise KeyMissing(f"the keyring failed: {type(fault).__name__}", hint=_ALTERNATIVES) from fault
        case _:
            raise KeyMissing(f"the keyring did not answer within {TIMEOUT:g} s", hint=_UNLOCK)


def _trusted(backend: KeyringBackend) -> KeyringBackend:
    members = [*getattr(backend, "backends", ()), backend]
    modules = [type(member).__module__ for member in members]
    kinds = [  # a subclass may have any module's name
        f"{kind.__module__}.{kind.__name__}" for member in members for kind in type(member).__mro__
    ]
    if any(kind.startswith("keyrings.alt") or "plaintext" in kind.lower() for kind in kinds):
        raise _NoKeyring("the only keyring here keeps keys as plain text", hint=_ALTERNATIVES)
    if modules[-1] in _NO_STORE or (len(members) == 1 and modules[-1].endswith("chainer")):
        raise _NoKeyring("this machine has no keyring", hint=_ALTERNATIVES)
    return backend
