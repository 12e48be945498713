"""What the user has laid down about tiers: routes of their own, tiers never to use, a tier to fall back on.

A route's `when` is a word or phrase, met as whole words in any case, or else a regular expression. Since such an
expression is run on text nobody has vetted, it may not be able to run away: a repeat within a repeat and a reference
back are refused, and the more open repeats one has, the less of the prompt it is shown.
"""

import re
from dataclasses import dataclass, replace

from assistant.catalog import Tier
from assistant.prompt import Prompt
from assistant.routing.classify import classify
from assistant.routing.decision import Decision, Reason

# Characters shown to an expression by its number of open repeats; the work grows by the power of that number.
REACH = {0: 20_000, 1: 2_000, 2: 300}
LONGEST = 500
DOUBT = 0.5


@dataclass(frozen=True, slots=True)
class Route:
    """Prompts in which `when` is met go to `tier`."""

    when: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class Rules:
    """The user's own routing: the first route that is met wins; a tier in `never` is not used.

    `default` is the tier for prompts the classifier is less than half sure of.
    """

    routes: tuple[Route, ...] = ()
    never: frozenset[Tier] = frozenset()
    default: Tier | None = None


def decide(prompt: Prompt, earlier: tuple[str, ...] = (), rules: Rules | None = None) -> Decision:
    """Decide a prompt's tier by the user's rules and, where they are silent, by its words.

    Raises ValueError if `rules` has a route with a fault or forbids every tier; see `fault_in`.
    """
    decision = classify(prompt, earlier)
    return apply_rules(prompt, decision, rules) if rules else decision


def apply_rules(prompt: Prompt, decision: Decision, rules: Rules) -> Decision:
    """Give the decision as the user's rules have it. Raises ValueError for rules with a fault."""
    fault = fault_in_rules(rules)
    if fault:
        raise ValueError(fault)
    for route in rules.routes:
        seen = met(route.when, prompt.text)
        if seen is not None:
            reason = Reason("user-route", f"“{seen}” goes to {route.tier.label} by your rule “{route.when}”")
            decision = Decision(route.tier, 1.0, (reason,))
            break
    else:
        if rules.default is not None and decision.confidence < DOUBT and decision.tier is not rules.default:
            reason = Reason("user-default", f"nothing is clear, and your default is {rules.default.label}")
            decision = replace(decision, tier=rules.default, reasons=(reason, *decision.reasons))
    return _allowed(decision, rules.never)


def _allowed(decision: Decision, never: frozenset[Tier]) -> Decision:
    if decision.tier not in never:
        return decision
    nearest = min(
        (tier for tier in Tier if tier not in never), key=lambda tier: (abs(tier - decision.tier), tier)
    )
    reason = Reason("user-never", f"you never use {decision.tier.label}, so {nearest.label}")
    return replace(decision, tier=nearest, reasons=(reason, *decision.reasons))


def met(when: str, text: str) -> str | None:
    """Give the words of `text` that meet a route's `when`, or None. Raises ValueError if `when` has a fault."""
    fault = fault_in(when)
    if fault:
        raise ValueError(fault)
    if is_plain(when):
        words = r"\s+".join(map(re.escape, when.split()))
        found = re.search(rf"(?<!\w){words}(?!\w)", text[: REACH[0]], re.IGNORECASE)
    else:
        found = re.search(when, text[: REACH[open_repeats(when)]], re.IGNORECASE)
    return found[0] if found else None


def is_plain(when: str) -> bool:
    """Tell whether `when` is a word or phrase rather than a regular expression."""
    return all(letter.isalnum() or letter in " -_'/" for letter in when)


def fault_in_rules(rules: Rules) -> str:
    """Give what is wrong with the rules, in a sentence, or ""."""
    if rules.never >= frozenset(Tier):
        return "`never` names every tier, so there is none left to ask"
    return next((fault for route in rules.routes if (fault := fault_in(route.when))), "")


def fault_in(when: str) -> str:
    """Give what is wrong with a route's `when`, in a sentence, or ""."""
    if not when.strip():
        return "`when` is empty"
    if len(when) > LONGEST:
        return f"`when` has {len(when)} characters; {LONGEST} are the most it may have"
    if is_plain(when):
        return ""
    try:
        re.compile(when, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        return f"`when` is not a regular expression: {error}"
    if re.search(r"\\[1-9]|\(\?P=|\(\?\(", when):
        return "`when` refers back to a group, which can take for ever on some texts"
    if _repeats_within_repeats(when):
        return "`when` repeats a group that repeats or chooses, which can take for ever on some texts"
    count = open_repeats(when)
    if count > max(REACH):
        return f"`when` has {count} open repeats; {max(REACH)} are the most it may have"
    return ""


def open_repeats(when: str) -> int:
    """Count the repeats in a regular expression that may match more than a few times."""
    return sum(wide for _, wide in _repeats(when))


def _repeats(when: str) -> list[tuple[int, bool]]:
    """Give (the place it starts at, whether it is open) for each repeat in a regular expression."""
    found = []
    bare = _blanked(when)
    for sign in re.finditer(r"[*+?]|\{(\d*)(,?)(\d*)\}", bare):
        if sign[0] == "?" and (sign.start() == 0 or bare[sign.start() - 1] in "(*+?}"):
            continue
        if sign[0] == "{,}" or sign[0][0] in "*+":
            found.append((sign.start(), True))
        elif sign[0] != "?":
            most = int(sign[3] or sign[1] or 0) if sign[3] or not sign[2] else 1_000_000
            found.append((sign.start(), most > 10))
    return found


def _blanked(when: str) -> str:
    """Give the expression with escapes and the insides of [sets] blanked out, place for place."""
    letters = list(when)
    inside, at = False, 0
    while at < len(letters):
        letter = letters[at]
        if letter == "\\":
            letters[at : at + 2] = "__"[: len(letters) - at]
            at += 2
            continue
        if inside:
            inside = letter != "]" or letters[at - 1] == "["
            letters[at] = "_"
        elif letter == "[":
            inside = True
            if at + 1 < len(letters) and letters[at + 1] == "^":
                letters[at + 1] = "["
        at += 1
    return "".join(letters)


def _repeats_within_repeats(when: str) -> bool:
    bare = _blanked(when)
    repeats = {at for at, _ in _repeats(when)}
    open_groups: list[int] = []
    for at, letter in enumerate(bare):
        if letter == "(":
            open_groups.append(at)
        elif letter == ")" and open_groups:
            start = open_groups.pop()
            inner = bare[start + 1 : at]
            if at + 1 in repeats and ("|" in inner or any(start < place < at for place in repeats)):
                return True
    return False
