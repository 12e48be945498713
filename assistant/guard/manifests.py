"""What a Kubernetes Secret holds under ``data`` and ``stringData``."""

from base64 import b64decode
from collections.abc import Iterator
from functools import partial
from itertools import chain, pairwise

from assistant.guard.crowds import Judge, may_be_password
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals
from assistant.guard.made_up import made_up
from assistant.guard.names import label_and_kind
from assistant.guard.values import points_elsewhere
from assistant.pattern import pattern

_HARMLESS = ("user", "username", "login", "host", "hostname", "port", "ca.crt", "tls.crt", "name", "namespace", "region",
             "database", "dbname", "db", "email", "engine", "clientid", "client_id", "client-id", "tenantid", "tenant_id",
             "tenant-id")  # fmt: skip
LITERALS = ("Secret",)
# Between two documents, or items of a list: what stands below "ownerReferences:" or "managedFields:" is none.
_RULE = pattern(r"\n(?:---|- apiVersion:| {1,2}- apiVersion:[^\n]*(?:\n {3}[^\n]*)*?\n {3,4}metadata:)")
_KIND = pattern(r"kind[\"']?:\s{0,4}[\"']?Secret\b")
# Indented lines below "data:", also of a difference or quoted, or the inside of the braces after "data":
_BLOCK = pattern(
    r"(data(?<=\bdata)|Data(?<=stringData))[\"']?:\s*?"
    r"(?:\{([^{}]*+)\}|\n((?:(?:[ \t+]|[>-][ \t])[ \t]+[^\n]*\n?|[ \t][^\n]*\n?)++))"
)
_ENTRY = pattern(r"(?<![\w.-])[\"']?([\w.-]{1,80}+)[\"']?:[ \t]{1,4}[\"']?([^\s\"'|>,]{4,}+)")


def manifests(text: str, literals: Literals) -> Iterator[Hit]:
    """Find every value of every Secret in YAML or JSON manifests."""
    if not literals.holds("Secret"):
        return
    judge = Judge()
    rules = [rule.start() for rule in _RULE.finditer(text)]
    documents = [ends for ends in pairwise((0, *rules, len(text))) if _KIND.search(text, *ends)]
    for block in chain.from_iterable(_BLOCK.finditer(text, *ends) for ends in documents):
        is_secret = partial(_is_secret, encoded=block[1] == "data")
        start, end = block.span(block.lastindex or 0)
        for entry in _ENTRY.finditer(text, start, end):
            name, value = entry[1], entry[2]
            if name.lower() not in _HARMLESS and judge.tells(value, is_secret, may_be_password):
                yield Hit(entry.start(2), entry.end(2), "kubernetes-secret", *label_and_kind(name))


def _is_secret(value: str, *, encoded: bool) -> bool:
    plain = value
    if value == "null":
        return False
    if encoded:
        try:
            plain = b64decode(value, validate=True).decode("utf-8", "replace").strip()
        except ValueError:
            return False
    elif "://" in value or value.startswith("git@"):
        return False  # an address shows its password by itself
    if "\ufffd" in plain:
        return True  # no text, whatever it looks like
    return len(plain) >= 4 and not made_up(plain) and not points_elsewhere(plain)
