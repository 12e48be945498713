"""Finds a provider's key: the environment, a command, the system's keyring, a private file; in this order."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.catalog import Provider, is_loopback
from assistant.errors import AskError, KeyMissing
from assistant.secret import Secret, is_key
from assistant.store.origin import origin_of, takes_keys
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Sources:
    """Where keys are kept beside the environment, each asked only when it is reached.

    `command` runs a provider's key_command, `keyring` and `file` give the key that is stored for an origin.
    """

    command: Callable[[Provider], str]
    keyring: Callable[[str], str | None]
    file: Callable[[str], str | None]


class KeyLookup:
    """Looks a provider's key up once for each request, for two who need it.

    The guard, which keeps the key out of what is sent, asks which is `coming`; then the gateway `take`s it.
    """

    def __init__(self, find: Callable[[Provider], Secret]) -> None:
        self._find = find
        self._found: dict[str, Secret | AskError] = {}

    def coming(self, provider: Provider) -> Secret:
        """Give the key that the next request will use, an empty one where there is none."""
        try:
            found = self._found[provider.name] = self._find(provider)
        except AskError as error:
            self._found[provider.name] = error
            return Secret("", "")
        return found

    def take(self, provider: Provider) -> Secret:
        """Give the key for one request; for the next it is looked up again: it may expire. Raises as `find_key` does."""
        found = self._found.pop(provider.name, None) or self._find(provider)
        if isinstance(found, AskError):
            raise found
        return found


def find_key(provider: Provider, *, environment: Mapping[str, str], sources: Sources) -> Secret:
    """Give the key of `provider`, an empty one where it needs none or its own headers authorize its requests.

    A key is kept for the origin of the base URL. None goes over plain http to another machine, wherever one is kept.
    Raises KeyMissing with the ways on where there is none, ConfigError where a source cannot be used.
    """
    found = Secret("", "") if provider.authorizes else _found(provider, environment, sources)
    return replace(found, origin=found.origin or provider.headers_told, others=provider.keys_in_headers)


def refuse_unused(provider: Provider) -> None:
    """Raise KeyMissing where no request to `provider` would look for a stored key."""
    if not takes_keys(provider.base_url):
        raise _too_open(provider)
    if provider.authorizes:
        raise KeyMissing(
            f"no stored key is sent to {provider.name}: its headers have an Authorization of their own",
            hint="to send a stored one take that out: ask config edit",
        )
    if not _is_stored(provider):
        way = f" · or set {provider.key_variable}" if provider.key_variable else ""
        raise KeyMissing(
            f"no stored key is sent to {provider.name}: its address is this machine's",
            hint=f"where its server wants one: needs_key = true beside its base_url{way}",
        )


def _found(provider: Provider, environment: Mapping[str, str], sources: Sources) -> Secret:
    if not takes_keys(provider.base_url):
        if provider.needs_key:
            raise _too_open(provider)
        return Secret("", "")
    return _named_key(provider, environment, sources) or _stored_key(provider, sources)


def _none_found(provider: Provider, failed: KeyMissing | None) -> KeyMissing:
    """Give the error of a provider without a key; `failed` is that of a keyring that may have one."""
    what, store = f"there is no key for {provider.name}", f"store one: {provider.key_set}"
    if failed:
        what = f"no key for {provider.name} was found: {failed.message}"
        store = f"unlock it, or {store} --file"
    way = (
        f"set {provider.key_variable}"
        if provider.key_variable
        else "write key_env beside its base_url: a preset's variable goes to the preset's own address only"
    )
    return KeyMissing(what, hint=f"{store} · or {way} · or try it without a key: ask --demo")


def _too_open(provider: Provider) -> KeyMissing:
    return KeyMissing(
        f"no key is sent to {provider.name}: its address is plain http to another machine",
        hint="use https, or a tunnel: ssh -N -L 8000:127.0.0.1:8000 HOST, with http://127.0.0.1:8000/v1",
    )


def _named_key(provider: Provider, environment: Mapping[str, str], sources: Sources) -> Secret | None:
    if provider.key_variable and (key := environment.get(provider.key_variable, "").strip()):
        return _checked(provider, Secret(key, provider.key_variable))
    if provider.key_command:
        return _checked(provider, Secret(sources.command(provider), "key_command"))
    return None


def _stored_key(provider: Provider, sources: Sources) -> Secret:
    if not _is_stored(provider):
        return Secret("", "")
    origin, stored, failed = origin_of(provider.base_url), None, None
    try:
        stored = sources.keyring(origin)
    except KeyMissing as error:
        failed = error
    if stored:
        return _checked(provider, Secret(stored, "the keyring"))
    if stored := sources.file(origin):
        return _checked(provider, Secret(stored, "the key file"))
    if provider.needs_key:
        raise _none_found(provider, failed)
    return Secret("", "")


def _is_stored(provider: Provider) -> bool:
    """Tell whether a stored key is looked for: a local model is not worth waking the keyring for, unless it wants one."""
    return provider.needs_key or not is_loopback(provider.base_url)


def _checked(provider: Provider, secret: Secret) -> Secret:
    if secret.key and not is_key(secret.key):
        raise KeyMissing(
            f"the key from {secret.origin} is in quotes, or has characters that no key has",
            hint=provider.another_key(secret.origin),
        )
    return secret
