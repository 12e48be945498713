"""What a session has spent, model by model, and the most a question may cost. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.catalog import BASELINE
from assistant.cost import NOTHING, Cost, Usage, cost_of, dollars, summed
from assistant.digits import counted
from assistant.reply import Ending, Reply
from assistant.routing.lineup import Route
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Spent:
    """Answers, tokens and US$ of one model, or of all; `most` is what they can have cost, and what a cap counts."""

    answers: int = 0
    input: int = 0
    output: int = 0
    cost: Cost = NOTHING
    most: Decimal = Decimal(0)
    baseline: Cost = NOTHING
    more_than_baseline: bool = False

    def plus(self, reply: Reply) -> "Spent":
        """Give the sum with one more answer, or with what was asked in vain."""
        return Spent(
            self.answers + (reply.ended.ending is not Ending.FAILED),
            self.input + reply.spent.input,
            self.output + reply.spent.output,
            summed((self.cost, reply.cost)),
            self.most + reply.counted,
            summed((self.baseline, reply.baseline_cost)),
            self.more_than_baseline or reply.has_more_than_baseline,
        )

    @property
    def against_cap(self) -> Cost:
        """What counts against the session's cap: what is not known counts as the most it can be."""
        return Cost(self.most, self.cost.estimated or self.most != self.cost.amount)


def most(route: Route, tokens: int) -> Cost:
    """Give the most a question of `tokens` may cost on the dearest model of its route: a whole answer of max_tokens."""
    usage = Usage(tokens, route.max_tokens, estimated=True)
    costs = [cost_of(usage, candidate.model.price.bounding) for candidate in route.candidates]
    known = [cost.amount for cost in costs if cost.amount is not None]
    return Cost(max(known) if len(known) == len(costs) else None, estimated=True)


def account(models: dict[str, Spent], total: Spent) -> Iterator[str]:
    """Give the lines that say what a session cost and what it would have cost on the baseline."""
    if not models:
        yield "nothing was spent yet"
        return
    width = max(map(len, models))
    for name, spent in sorted(models.items()):
        yield f"{name:<{width}}  {_line(spent)}"
    if len(models) > 1:
        yield f"{'all':<{width}}  {_line(total)}"
    more = " + input" if total.more_than_baseline else ""
    yield f"the same on {BASELINE.id}: {dollars(total.baseline)}{more}"


def _line(spent: Spent) -> str:
    answers = counted(spent.answers, "answer")
    return f"{answers} · {spent.input:,} in / {spent.output:,} out · {dollars(spent.cost, unknown='cost unknown')}"
