"""A turn as it is on record: what was asked, where it went, what came back and what it cost."""

from datetime import UTC, datetime
from decimal import Decimal

from assistant.catalog import DEMO, Price, Tier
from assistant.conversation import NOTHING_SAID, Conversation
from assistant.cost import Cost, Usage, decimal_text, dollars
from assistant.digits import counted
from assistant.message import Message
from assistant.reply import Ending
from assistant.routing.decision import Reason
from assistant.safe import visible_on_one_line
from assistant.values import dataclass

# The conversation of a drill's turns: a number below zero, as a benchmark's run has, is none to go on with.
DRILL = -(10**9)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One model that was asked; `why` says in words why it did not answer, "" for the one that did.

    `answered_by` is the model that the gateway said it was, "" where it is the one that was asked, or not known.
    `usage` and `cost` (US$, None is not known) are its part of what the turn took; no `usage` where none is told apart.
    """

    provider: str
    model: str
    why: str = ""
    answered_by: str = ""
    usage: Usage | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the ledger.

    `prompt` is the user's words, `question` the same with the attachments as it was sent; both are "" where texts are
    not kept. `thought` is what was shown before `answer`, thinking that came as a part of it. `asked_at` is ISO 8601.
    `cost` is not known where the price is unknown or the turn never ended; `ending` is None for a turn that is under
    way or whose process was killed; `withdrawn` tells that it was taken back, or that another stands in its place.
    Times are seconds.
    """

    id: int
    conversation: int
    asked_at: str
    prompt: str
    question: str
    answer: str
    tier: Tier
    confidence: float
    reasons: tuple[Reason, ...]
    attempts: tuple[Attempt, ...]
    provider: str
    model: str
    price: Price
    max_tokens: int
    usage: Usage
    cost: Cost
    time_to_first_token: float | None = None
    elapsed: float | None = None
    ending: Ending | None = None
    cause: str = ""
    thought: str = ""
    withdrawn: bool = False

    @property
    def shown(self) -> str:
        """What was shown: the answer, behind thinking that came as a part of it."""
        return f"{self.thought}{self.answer}"

    @property
    def was_heard(self) -> bool:
        """Whether a word of answer came, or may have: what was not kept is not known."""
        return bool(self.answer) or (not self.question and self.ending not in (None, Ending.FAILED))

    @property
    def came(self) -> str:
        """How much of an answer came, in words."""
        count = self.usage.output - self.usage.thinking
        return f"{'~' if self.usage.estimated else ''}{counted(count, 'token')}"

    @property
    def charge(self) -> str:
        """What it cost, in words: US$, or that a demonstration or an unknown price made it none that is known."""
        if self.provider == DEMO:
            return DEMO  # which nobody paid
        unknown = "price unknown" if self.price.output is None else "cost unknown"
        return dollars(self.cost, unknown=unknown)

    @property
    def cut(self) -> str:
        """How the answer was cut off, in words, "" for a whole one: what takes it up again is to tell that."""
        if self.ending is Ending.WHOLE:
            return ""
        cause = self.cause or "ask was killed, or is at it"
        return f"cut off after {self.came}: {cause}" if self.was_heard else f"not answered: {cause}"

    def is_before(self, moment: float) -> bool:
        """Tell whether it was asked before a moment, in seconds since 1970; what is no date was not."""
        try:
            asked = datetime.fromisoformat(self.asked_at)
        except ValueError:
            return False
        return (asked if asked.tzinfo else asked.replace(tzinfo=UTC)).timestamp() < moment

    @property
    def answered_by(self) -> str:
        """The model that answered, by the gateway's word, "" where it is the one that was asked, or not known."""
        return self.attempts[-1].answered_by if self.attempts else ""


def said_in(records: tuple[Record, ...]) -> Conversation:
    """Give what was said in a conversation's `records`, oldest first.

    Turns without an answer are left out, and an answer that is not whole is marked.
    """
    said = NOTHING_SAID
    for record in records:
        if record.answer:
            asked = said.plus(Message("user", record.question, record.tier))
            whole = record.ending is Ending.WHOLE
            said = asked.answered(record.answer) if whole else asked.cut_off(record.answer)
    return said


def on_the_askers_clock(asked_at: str) -> str:
    """Write a time of the ledger (ISO 8601) as a person reads it where it was asked: "2026-11-27 19:16"."""
    try:
        moment = datetime.fromisoformat(asked_at)
        if asked_at.endswith("Z"):  # of before the clock was kept
            moment = moment.astimezone()
        return moment.strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return "no date"


def _in_utc(asked_at: str) -> str:
    try:
        moment = datetime.fromisoformat(asked_at).astimezone(UTC)
    except (ValueError, OverflowError):
        return asked_at
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def plain_record(record: Record) -> dict[str, object]:
    """Give a record as plain data for JSON: money as decimal text in US$, times in seconds."""
    price, usage, cost = record.price, record.usage, record.cost
    return {
        "id": record.id,
        "conversation": record.conversation,
        "asked_at": _in_utc(record.asked_at),
        "prompt": record.prompt,
        "question": record.question,
        "thought": record.thought,
        "answer": record.answer,
        "tier": int(record.tier),
        "confidence": record.confidence,
        "reasons": list(map(str, record.reasons)),
        "attempts": list(map(_plain_attempt, record.attempts)),
        "provider": record.provider,
        "model": record.model,
        "answered_by": record.answered_by or None,
        "price_output_usd_per_million": decimal_text(price.output),
        "price_input_usd_per_million": decimal_text(price.input),
        "max_tokens": record.max_tokens,
        "input_tokens": usage.input,
        "output_tokens": usage.output,
        "thinking_tokens": usage.thinking,
        "usage_estimated": usage.estimated,
        "cost_usd": decimal_text(cost.amount),
        "cost_estimated": cost.estimated,
        "time_to_first_token": record.time_to_first_token,
        "elapsed": record.elapsed,
        "ending": None if record.ending is None else record.ending.value,
        "cause": record.cause,
        "withdrawn": record.withdrawn,
    }


def _plain_attempt(attempt: Attempt) -> dict[str, object]:
    usage = attempt.usage
    figures = (
        {}
        if usage is None
        else {
            "input_tokens": usage.input,
            "output_tokens": usage.output,
            "thinking_tokens": usage.thinking,
            "cost_usd": decimal_text(attempt.cost),
        }
    )
    return {"provider": attempt.provider, "model": attempt.model, "why": attempt.why, **figures}


def markdown_of(record: Record, *, continues: int | None = None) -> str:
    """Write a record as a Markdown section: when, where, for how much, which turn it continues; question and answer."""
    other = f" (answered by {record.answered_by})" if record.answered_by else ""
    demo, charge = (" (demo)", "") if record.provider == DEMO else ("", f" · {record.charge}")
    tokens = f" · {record.usage}" if record.usage.input or record.usage.output else ""
    took = "" if record.ending is None else f"{tokens}{charge}"
    where = (
        f"{on_the_askers_clock(record.asked_at)} · {record.tier.title} · {record.model}{demo}{other}{took}"
    )
    cut = f" · {record.cut}" if record.cut else ""
    before = "" if continues is None else f" · continues turn {continues}"
    withdrawn = " · undone, or asked again since" if record.withdrawn else ""
    line = visible_on_one_line(f"{where}{before}{cut}{withdrawn}")
    return f"## {record.id}\n\n{line}\n\n{record.question}\n\n---\n\n{record.shown}\n"
