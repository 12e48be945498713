"""A choice of tier that can explain itself."""

from assistant.catalog import Tier
from assistant.values import dataclass

# The rule of the only reason where nothing is in a prompt that tells which tier it needs.
NOTHING_TELLS = "default"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that counted: the rule's short stable name, and a sentence naming the words or the shape it saw."""

    rule: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Decision:
    """The tier a prompt goes to, how sure the choice is (0 to 1), and why, the weightiest reason first."""

    tier: Tier
    confidence: float
    reasons: tuple[Reason, ...] = ()
