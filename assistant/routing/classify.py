"""Choose a tier for a prompt by the words of its instruction and the nature of what came with it."""

from math import exp

from assistant.catalog import Tier
from assistant.prompt import Prompt
from assistant.routing.decision import Decision
from assistant.routing.explain import reasons_for
from assistant.routing.followup import carried
from assistant.routing.reading import read
from assistant.routing.signals import signals
from assistant.routing.terse import read_by_its_code
from assistant.routing.weights import BIAS, LEANING, UNIT, WEIGHTS


def classify(prompt: Prompt, earlier: tuple[str | Tier, ...] = ()) -> Decision:
    """Decide the tier of `prompt`; `earlier` holds the user's earlier words in this conversation, oldest first.

    A tier among them stands for a question that went there.
    Pure and offline; any text is classified, and of a long one only samples are read. The system prompt never counts.
    """
    decision = judged(prompt)
    if earlier:
        return carried(prompt, decision, _before(*earlier))
    return decision


def _before(*earlier: str | Tier) -> Decision:
    *before, last = earlier
    return Decision(last, 1.0) if isinstance(last, Tier) else classify(Prompt(last), tuple(before))


def judged(prompt: Prompt) -> Decision:
    """Decide the tier of a prompt taken alone: the sum of its signals' weights, and the chance that this is right."""
    reading = read(prompt)
    found = signals(reading)
    simple, code, reasoning = BIAS
    weighed = {}
    for name in found:
        weight = WEIGHTS.get(name)
        if weight:
            weighed[name] = weight
            simple += weight[0]
            code += weight[1]
            reasoning += weight[2]
    totals = (simple, code, reasoning)
    leaning = [total + lean for total, lean in zip(totals, LEANING, strict=True)]
    tier = Tier(leaning.index(max(leaning)))
    top = max(leaning)
    odds = [exp((total - top) / UNIT) for total in leaning]
    decision = Decision(tier, round(odds[tier] / sum(odds), 3), reasons_for(tier, found, weighed, reading))
    return read_by_its_code(reading, decision)
