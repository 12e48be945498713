"""The lines around an answer: where it goes, what is read, what went wrong on the way, and what it cost. Pure."""

from dataclasses import dataclass

from assistant.catalog import BASELINE, Tier
from assistant.cost import dollars
from assistant.prompt import Attachment
from assistant.reply import Ending, Reply
from assistant.routing.lineup import Route
from assistant.safe import visible

SEPARATOR = " · "


def tier_line(route: Route, attachments: tuple[Attachment, ...]) -> str:
    """Say where a question goes and with what, before anything is sent."""
    files = [described(attachment) for attachment in attachments]
    own = [visible(str(reason)) for reason in route.decision.reasons if reason.rule.startswith("user-")]
    model = _model(route.first.model.id, route.first.provider.name)
    return SEPARATOR.join((_tier(route.decision.tier), model, *files, *own))


def described(attachment: Attachment) -> str:
    """Name an attachment and its size: "app.js (41 lines)"."""
    count = attachment.line_count
    lines = f"{count:,} line{'' if count == 1 else 's'}"
    return visible(f"{attachment.name or 'stdin'} ({lines})")


def receipt(reply: Reply) -> str:
    """Say what an answer took: tier, model, tokens in and out, cost, seconds, and what the baseline would have
    cost. Estimates are marked "~"."""
    usage = reply.usage
    mark = "~" if usage.estimated else ""
    tokens = f"{mark}{usage.input:,} in / {mark}{usage.output - usage.thinking:,} out"
    if usage.thinking:
        tokens += f" + {mark}{usage.thinking:,} thinking"
    return SEPARATOR.join(
        (
            _tier(reply.tier),
            _model(reply.candidate.model.id, reply.candidate.provider.name),
            tokens,
            dollars(reply.cost),
            seconds(reply.elapsed),
            f"{BASELINE.id} {dollars(reply.baseline_cost)}",
        )
    )


@dataclass(frozen=True, slots=True)
class WaysOn:
    """What a person types to go on after an answer that is not whole: to continue it, to ask a better model."""

    resume: str = ""
    up: str = ""


def seam(reply: Reply, ways_on: WaysOn) -> str:
    """Say why an answer is not whole and how to go on; "" for a whole one."""
    ended = reply.ended
    shown = reply.usage.output - reply.usage.thinking
    count = f"{'~' if reply.usage.estimated else ''}{shown:,} token{'' if shown == 1 else 's'}"
    up = ways_on.up if reply.tier is not max(Tier) else ""
    longer = "a longer answer: --max-tokens N"
    words: tuple[str, ...]
    match ended.ending:
        case Ending.WHOLE:
            return ""
        case Ending.LENGTH:
            words = (
                f"── cut off at {reply.route.max_tokens:,} tokens: {ended.cause}",
                ways_on.resume,
                longer,
            )
        case Ending.STOPPED:
            words = (f"── stopped after {count}: {ended.cause}", ways_on.resume)
        case Ending.FAILED:
            words = (f"── {visible(ended.cause)}", up)
        case Ending.FILTERED:
            words = (f"── cut off after {count}: {visible(ended.cause)}", up)
        case _:
            words = (f"── cut off after {count}: {visible(ended.cause)}", ways_on.resume, up)
    return SEPARATOR.join(filter(None, words))


def seconds(elapsed: float) -> str:
    """Write a duration for a person: tenths below ten seconds, minutes from a hundred up."""
    if elapsed < 9.95:
        return f"{elapsed:.1f} s"
    if elapsed < 99.5:
        return f"{elapsed:.0f} s"
    return f"{int(elapsed // 60)} min {int(elapsed % 60)} s"


def _tier(tier: Tier) -> str:
    return f"tier {tier.value} {tier.label}"


def _model(model_id: str, provider: str) -> str:
    return visible(model_id if provider != "demo" else f"{model_id} (demo)")
