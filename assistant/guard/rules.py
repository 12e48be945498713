"""The names of the rules, as an allow list has them."""

from functools import cache

from assistant.guard.finding import rule_of
from assistant.guard.services import SERVICES
from assistant.guard.shape_table import IN_TEXT, IN_WORDS

_OF_NO_TABLE = (
    "address", "assignment", "authorization", "aws-secret", "block", "byte-array", "call", "command", "cookie",
    "discord-token", "horde", "jwt", "kubernetes-secret", "nearby", "private-key", "spoken", "table",
)  # fmt: skip


@cache
def rules() -> frozenset[str]:
    """Give the name of every rule."""
    kinds = (*(service.kind for service in SERVICES), *(shape.kind for shape in (*IN_WORDS, *IN_TEXT)))
    return frozenset((*_OF_NO_TABLE, *map(rule_of, kinds)))
