"""Names of more than one secret, and what is none below them."""

from assistant.guard.randomness import is_wordy, looks_hexadecimal
from assistant.guard.values import is_random_secret

SURE = ("secrets", "tokens", "passwords")  # below which a hexadecimal number is one as well
PLURALS = (*SURE, "keys", "credentials")
_OTHERS = ("id", "arn", "sum", "hash", "name", "digest", "sha", "sha1", "sha256", "sha512", "commit", "revision", "etag",
           "address", "user", "version", "model", "image", "path", "url", "publickey", "public_key",
           "pubkey")  # fmt: skip
_NUMBERS = frozenset("enqxy")  # of a public key
_SIGNED = 24  # characters of a value with signs: "gpt-4o-mini-2024-07-18" is none
_WORDED = 0.35  # of a name, more stands in words


def names_none(key: str) -> bool:
    """Tell the name of what is no secret wherever it stands: an id, a hash, a number of a public key."""
    return key in _NUMBERS or key.lower().endswith(_OTHERS)


def is_one(value: str) -> bool:
    """Tell a random value below such a name from one that is a name itself, or short and of more than letters."""
    return not _is_named(value) and is_random_secret(value)


def _is_named(value: str) -> bool:
    if looks_hexadecimal(value):
        return False
    if value.isalnum():
        return len(value) < _SIGNED and is_wordy(value, _WORDED)
    return len(value) < _SIGNED or value == value.lower() or is_wordy(value, _WORDED)
