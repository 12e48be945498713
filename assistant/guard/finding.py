"""What the guard found: where, by which rule, and what stands in its place; and what the user lets pass."""

from functools import lru_cache
from typing import NamedTuple


class Hit(NamedTuple):
    """A stretch of a text that a rule takes for a secret; `kind` names it in the placeholder ("AWS_KEY")."""

    start: int
    end: int
    rule: str
    label: str
    kind: str


class Finding(NamedTuple):
    """One secret in a text.

    `text[start:end]` is the secret itself, without the quotes or the address around it; `line` counts from 1;
    `label` is for people ("AWS key", "DB_PASSWORD"), `rule` for the allow list ("aws-key", "assignment").
    """

    rule: str
    label: str
    start: int
    end: int
    line: int
    placeholder: str


class Allow(NamedTuple):
    """What the user lets pass: whole rules, and single values by their `fingerprint`."""

    rules: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()


NOTHING_ALLOWED = Allow()


@lru_cache(maxsize=256)
def fingerprint(value: str) -> str:
    """Give the name of a value in an allow list: the first 16 hexadecimal digits of its SHA-256."""
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, and few people allow a value

    return sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]
