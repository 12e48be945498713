"""What the guard found: where, by which rule, and what stands in its place; and what the user lets pass."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.pattern import pattern

KNOWN = "known"  # the rule of a secret seen before, which no allow list names
PLACEHOLDER_OPENING = "«secret:"
_LONGEST = 60  # characters of a placeholder between that and its end


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
    """What the user lets pass: whole rules, single values by their `fingerprint`, and files by path or glob."""

    rules: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()


NOTHING_ALLOWED = Allow()
# Of whatever vault.
ANY_PLACEHOLDER = pattern(rf"{PLACEHOLDER_OPENING}[A-Z0-9_]{{1,{_LONGEST}}}»")


# Stands in an answer for a provider's key that nobody sent there; no vault counts from 0.
MASKED_KEY = f"{PLACEHOLDER_OPENING}API_KEY_0»"


@cache
def rule_of(kind: str) -> str:
    """Give the rule that finds a kind of key, as an allow list names it: "aws-key" for "AWS_KEY"."""
    return kind.lower().replace("_", "-")


def placeholder_of(kind: str, number: int) -> str:
    """Give what stands in a text instead of a secret, the `number`th of its kind."""
    return f"{PLACEHOLDER_OPENING}{kind}_{number}»"


def placeholders_in(texts: Iterable[str]) -> set[str]:
    """Give the placeholders that stand in texts, whoever gave them."""
    return {sign for text in texts if PLACEHOLDER_OPENING in text for sign in ANY_PLACEHOLDER.findall(text)}


def begun_in(text: str) -> str:
    """Give the beginning of a placeholder that a text ends with, "" where it does not."""
    end = text[-_LONGEST - len(PLACEHOLDER_OPENING) :]
    begun = end[end.rfind("«") :]
    return begun if begun.startswith("«") and "»" not in begun else ""


def in_placeholder(text: str, place: int) -> bool:
    """Tell whether a place is within a placeholder, behind its opening."""
    opening = text.rfind(PLACEHOLDER_OPENING, max(0, place - _LONGEST - len(PLACEHOLDER_OPENING)), place)
    found = ANY_PLACEHOLDER.match(text, opening) if opening >= 0 else None
    return found is not None and found.end() > place


@lru_cache(maxsize=256)
def fingerprint(value: str) -> str:
    """Give the name of a value in an allow list: the first 16 hexadecimal digits of its SHA-256."""
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, and few people allow a value

    return sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]
