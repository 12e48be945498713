"""Say why a tier was chosen: the ideas, shapes and words that weighed most, as a person would name them."""

from collections.abc import Mapping

from assistant.catalog import Tier
from assistant.routing.decision import Reason
from assistant.routing.vocabulary import SAYS

MOST = 3
RULES = {
    "chat": "is small talk",
    "small-output": "wants a small output (E9, E10)",
    "prove": "wants an argument, not a lookup (R2)",
    "trivial-function": "is a function of a few obvious lines (E1)",
    "hard-noun-lookup": "is an easy question about a hard thing (E7)",
    "hard-work": "is hard work: an idea must be found (R1, R3, R7, R8)",
    "puzzle": "asks for the best under conditions (R1)",
    "design": "is a design under stated constraints (R4)",
    "symptom": "is a symptom whose cause must be hunted (R6)",
    "hard-noun": "names something hard (R1, R3, R7, R8)",
    "work-on-code": "asks for work on the code that came with it",
    "work-artefact": "is ordinary programming work",
    "lookup": "asks for a fact",
    "nothing-names-it": "",
}
KINDS = {Tier.SIMPLE: "quick questions", Tier.CODE: "programming work", Tier.REASONING: "hard problems"}
SHAPES = {"len", "mark", "commas", "lines", "list", "sentences", "big-o", "bounds", "digits", "bullets"}
MATERIALS = {"with", "inside", "has", "work-here"}
SAID = {"len": "it is {} long", "mark": "it is asked as a question", "lines": "it runs over {}"}
SILENT = {"alone", "foreign", "colon", "quotes", "address"}

Weighed = Mapping[str, tuple[int, int, int]]


def reasons_for(tier: Tier, found: Mapping[str, str], weighed: Weighed) -> tuple[Reason, ...]:
    """Give the weightiest reasons for `tier`, the first the strongest.

    `found` holds the signals with the words that gave them, `weighed` the weights of those that have one.
    """
    votes: dict[str, float] = {}
    words: dict[str, float] = {}
    for name, weight in weighed.items():
        gain = (3 * weight[tier] - sum(weight)) / 2
        head, colon, rest = name.partition(":")
        if colon and head in ("is", "starts"):
            votes[rest] = votes.get(rest, 0) + gain
        elif colon and head == "rule":
            votes[name] = votes.get(name, 0) + gain + (1 if gain > 0 else 0)
        elif head in MATERIALS:
            votes["material"] = votes.get("material", 0) + gain
        elif head in SHAPES:
            votes[name] = votes.get(name, 0) + gain
        elif head in SILENT:
            continue
        elif "+" in name and len(name) > 4 and name.partition("+")[0] in SAYS:
            for part in name.split("+"):
                votes[part] = votes.get(part, 0) + gain / 2
        else:
            seen = found[name]
            words[seen] = words.get(seen, 0) + gain
    told = sum(gain for gain in words.values() if gain > 0)
    ranked = sorted(((gain, name) for name, gain in votes.items() if gain > 8), reverse=True)
    reasons = []
    said: set[str] = set()
    for _, name in ranked:
        reason = _sentence(name, found)
        shown = found.get(name) or found.get(f"is:{name}", name)
        if reason and shown not in said:
            said.add(shown)
            reasons.append(reason)
        if len(reasons) == MOST:
            break
    if told > 0 and len(reasons) < MOST - 1:
        reason = _words(tier, words)
        reasons += [reason] if reason else []
    return tuple(reasons) or (
        Reason(
            "default",
            "nothing in it asks for a dearer tier" if tier is Tier.SIMPLE else f"it reads like {KINDS[tier]}",
        ),
    )


def _sentence(name: str, found: Mapping[str, str]) -> Reason | None:
    if name == "material":
        seen = found.get("has", "")
        where = "pasted into it" if any(key.startswith("inside:") for key in found) else "attached"
        return Reason("material", f"{seen} {where}")
    if name.startswith("rule:"):
        rule = name[5:]
        return Reason(rule, f"“{found[name]}” {RULES[rule]}") if RULES[rule] and found[name] else None
    if name in SAYS:
        return Reason(name, f"“{found[f'is:{name}']}” {SAYS[name]}")
    head = name.partition(":")[0]
    return Reason(f"shape-{head}", SAID.get(head, "it has {}").format(found[name]))


def _words(tier: Tier, words: Mapping[str, float]) -> Reason | None:
    telling = sorted(
        (word for word in words if words[word] > 0 and len(word) > 3), key=lambda word: -words[word]
    )[:3]
    if not telling:
        return None
    shown = ", ".join(f"“{word}”" for word in telling)
    return Reason("words", f"{shown} {'are' if len(telling) > 1 else 'is'} often said in {KINDS[tier]}")
