"""What the user has laid down about tiers: routes of their own, tiers never to use, a tier to fall back on."""

from dataclasses import replace
from typing import NamedTuple

from assistant.catalog import Tier
from assistant.prompt import Prompt
from assistant.routing.decision import NOTHING_TELLS, Decision, Reason
from assistant.routing.pattern import matched
from assistant.values import dataclass

# Below this chance of being right the user's default is taken instead.
DOUBT = 0.6


class OwnRoute(NamedTuple):
    """Prompts in which `when` is met, a word or phrase as it stands or a regular expression, go to `tier`."""

    when: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class Rules:
    """The user's own routing: the first route that is met wins; a tier in `never` is not used.

    `default` is the tier where nothing is clear: nothing in a prompt tells which it needs, or the signs are divided.
    """

    routes: tuple[OwnRoute, ...] = ()
    never: frozenset[Tier] = frozenset()
    default: Tier | None = None

    def above(self, tier: Tier) -> Tier | None:
        """Give the next higher tier that is used, None where there is none."""
        return min((other for other in Tier if other > tier and other not in self.never), default=None)


NO_RULES = Rules()


def decide(prompt: Prompt, earlier: tuple[str | Tier, ...], rules: Rules) -> Decision:
    """Decide a prompt's tier by the user's rules and, where they are silent, by its words.

    Raises ValueError for a route with a fault; `pattern.fault_in` says which beforehand.
    """
    from assistant.routing.classify import classify  # noqa: PLC0415 - 4 ms, which a conversation's first prompt need not wait for

    decision = classify(prompt, earlier)
    for when, tier in rules.routes:
        seen = matched(when, prompt.text)
        if seen is not None:
            reason = Reason(
                "user-route", f"“{' '.join(seen.split())[:60]}” goes to {tier.label} by your rule “{when}”"
            )
            return allowed(Decision(tier, 1.0, (reason,)), rules.never)
    if rules.default is not None and rules.default is not decision.tier and _is_unclear(decision):
        reason = Reason("user-default", f"nothing is clear, and your default is {rules.default.label}")
        chance = round(min(decision.confidence, 1 - decision.confidence), 3)
        decision = Decision(rules.default, chance, (reason, *decision.reasons))
    return allowed(decision, rules.never)


def allowed(decision: Decision, never: frozenset[Tier]) -> Decision:
    """Give the decision, or where the user never uses its tier the nearest one they do, which the first reason says."""
    if decision.tier not in never:
        return decision
    nearest = min(
        (tier for tier in Tier if tier not in never), key=lambda tier: (abs(tier - decision.tier), tier)
    )
    reason = Reason("user-never", f"you never use {decision.tier.label}, so {nearest.label}")
    return replace(decision, tier=nearest, reasons=(reason, *decision.reasons))


def _is_unclear(decision: Decision) -> bool:
    """Tell whether nothing in the prompt tells which tier it needs, or the signs are divided."""
    return decision.confidence < DOUBT or decision.reasons[0].rule == NOTHING_TELLS
