"""The lines around an answer: where it goes, what is read, what went wrong on the way, and what it cost. Pure."""

import signal
from collections.abc import Iterator

from assistant.catalog import BASELINE, DEMO, Candidate, Tier
from assistant.cost import dollars, summed
from assistant.digits import counted
from assistant.prompt import Attachment
from assistant.render.notes import SEPARATOR
from assistant.reply import Ending, Reply
from assistant.request_options import Trim
from assistant.routing.lineup import Route
from assistant.routing.material import material_of
from assistant.safe import visible_on_one_line
from assistant.tokens import estimated_tokens
from assistant.values import dataclass

SAMPLE = 100_000  # characters of a text whose tokens are counted
NAMED = 3  # files: more are counted
SHORT = 5  # letters: a shorter word is taken for an abbreviation (SQL, TOML)
REACHED = 0.9  # of the limit asked for: gateways count a few tokens apart
GUESSED = 0.5  # the same where nobody counted them
LANGUAGE_NAMES = {
    "awk": "Awk", "bash": "shell", "c": "C", "cpp": "C++", "csharp": "C#", "dart": "Dart", "diff": "a diff",
    "fsharp": "F#", "go": "Go", "java": "Java", "javascript": "JavaScript", "latex": "LaTeX", "less": "Less",
    "lua": "Lua", "nim": "Nim", "nix": "Nix", "ocaml": "OCaml", "perl": "Perl", "postgresql": "PostgreSQL",
    "powershell": "PowerShell", "protobuf": "Protobuf", "r": "R", "ruby": "Ruby", "rust": "Rust", "text": "text",
    "typescript": "TypeScript", "vim": "Vim script", "vue": "Vue", "zig": "Zig",
}  # fmt: skip
NATURES = {
    "code": "code",
    "diff": "a diff",
    "error": "an error",
    "log": "a log",
    "settings": "settings",
    "data": "data",
    "prose": "text",
}


def tier_line(route: Route, attachments: tuple[Attachment, ...]) -> str:
    """Say where a question goes and with what, before anything is sent."""
    files = [f"read {_together(attachments)}"] if attachments else []
    own = [
        visible_on_one_line(str(reason))
        for reason in route.decision.reasons
        if reason.rule.startswith("user-")
    ]
    model = _model(route.first)
    return SEPARATOR.join((route.decision.tier.title, model, *files, *own))


def _together(attachments: tuple[Attachment, ...]) -> str:
    if len(attachments) <= NAMED:
        return ", ".join(map(described, attachments))
    lines = sum(attachment.own_lines for attachment in attachments)
    tokens = sum(_tokens(attachment.text) for attachment in attachments)
    return f"{len(attachments)} files ({lines:,} lines, ~{tokens:,} tokens)"


def described(attachment: Attachment) -> str:
    """Name an attachment, what it is, and its size: "app.js (JavaScript, 41 lines, ~312 tokens)"."""
    count, tokens = attachment.own_lines, _tokens(attachment.text)
    parts = (
        _nature(attachment),
        counted(count, "line"),
        attachment.encoding,
        f"~{counted(tokens, 'token')}",
    )
    first = attachment.first_line
    if first and attachment.cut is Trim.HEAD:
        first += 1
    name = attachment.name or "stdin"
    end = f"-{attachment.last_line}" if first and count > 1 else ""
    lines = f":{first}{end}" if first else ""
    return visible_on_one_line(f"{name}{lines} ({', '.join(part for part in parts if part)})")


def _nature(attachment: Attachment) -> str:
    """Say what a text is: its language, else its nature, as the router sees it."""
    language = attachment.language
    if language:
        return LANGUAGE_NAMES.get(language) or (
            language.upper() if len(language) < SHORT else language.title()
        )
    return attachment.kind or NATURES.get(material_of(attachment).nature, "")


def _tokens(text: str) -> int:
    """Guess a text's tokens; those of a very long one from its beginning."""
    head = text[:SAMPLE]
    return estimated_tokens(head) * len(text) // max(len(head), 1)


def receipt(reply: Reply) -> str:
    """Say what an answer took: tier, model, tokens, US$, seconds, and its US$ on the baseline; "~" marks estimates."""
    usage = reply.usage if reply.text else reply.spent
    unknown = "price unknown" if reply.candidate.model.price.output is None else "cost unknown"
    return SEPARATOR.join(
        (
            reply.tier.title,
            _model(reply.candidate) + _served(reply),
            str(usage),
            dollars(reply.cost, unknown=unknown),
            *_in_vain(reply),
            seconds(reply.elapsed),
            *_on_baseline(reply),
        )
    )


def _on_baseline(reply: Reply) -> Iterator[str]:
    """Say what the same tokens would have cost on the baseline, unless nobody counted them."""
    if reply.cost.amount is not None or reply.candidate.model.price.output is None:
        more = " + input" if reply.has_more_than_baseline else ""
        yield f"{BASELINE.id} {dollars(reply.baseline_cost)}{more}"


def _served(reply: Reply) -> str:
    return visible_on_one_line(f" (answered by {reply.served})") if reply.served else ""


def _in_vain(reply: Reply) -> Iterator[str]:
    """Say what of a cost is for requests that gave no answer."""
    told = [charge.cost for charge in reply.charges if charge.is_counted]
    if told and reply.text:
        yield f"{dollars(summed(told))} of it without an answer"
    untold = len(reply.charges) - len(told)
    if untold and reply.cost.amount is not None:
        yield f"{counted(untold, 'request')} of unknown cost"


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What a person types to go on after an answer that is not whole: to continue it, to ask a better model.

    `go_on` is said of an answer that came up to a limit of tokens, `longer` where that was the one asked for,
    `left` of one that a signal ended together with the program; "" is `resume`.
    """

    resume: str = ""
    up: str = ""
    go_on: str = ""
    longer: str = "a longer answer: --max-tokens N"
    left: str = ""


def ending_line(reply: Reply, next_steps: NextSteps) -> str:
    """Say why an answer is not whole and how to go on; "" for a whole one."""
    ended = reply.ended
    shown = reply.usage.output - reply.usage.thinking
    count = f"{'~' if reply.usage.estimated else ''}{counted(shown, 'token')}"
    up = next_steps.up if reply.tier is not max(Tier) else ""
    words: tuple[str, ...]
    match ended.ending:
        case Ending.WHOLE:
            return ""
        case Ending.LENGTH:
            words = (_limited(reply), next_steps.go_on, "" if _is_short(reply) else next_steps.longer)
        case Ending.STOPPED:
            moment = f"after {count}" if shown else "before the first word"
            ends = next_steps.left and ended.signal not in {0, signal.SIGINT}
            words = (f"── stopped {moment}: {ended.cause}", next_steps.left if ends else next_steps.resume)
        case Ending.FAILED:
            words = (f"── {visible_on_one_line(ended.cause)}", up)
        case Ending.FILTERED:
            words = (f"── cut off after {count}: {visible_on_one_line(ended.cause)}", up)
        case _:
            words = (f"── cut off after {count}: {visible_on_one_line(ended.cause)}", next_steps.resume, up)
    return SEPARATOR.join(filter(None, words))


def _limited(reply: Reply) -> str:
    usage = reply.usage
    if _is_short(reply):
        mark = "~" if usage.estimated else ""
        return f"── cut off at {mark}{counted(usage.output, 'token')}: the gateway's own limit was reached"
    reached = _longest(reply) if usage.estimated else usage.output
    return f"── cut off at {counted(reached, 'token')}: {reply.ended.cause}"


def _is_short(reply: Reply) -> bool:
    """Tell whether a cut answer is far shorter than was asked for: the gateway has a limit of its own."""
    share = GUESSED if reply.usage.estimated else REACHED
    return reply.usage.output < share * _longest(reply)


def _longest(reply: Reply) -> int:
    return reply.route.longest(reply.candidate.model)


def seconds(elapsed: float) -> str:
    """Write a duration for a person: tenths below ten seconds, minutes from a hundred up."""
    if elapsed < 9.95:
        return f"{elapsed:.1f} s"
    if elapsed < 99.5:
        return f"{elapsed:.0f} s"
    return f"{int(elapsed // 60)} min {int(elapsed % 60)} s"


def _model(candidate: Candidate) -> str:
    demo = " (demo)" if candidate.provider.name == DEMO else ""
    return visible_on_one_line(f"{candidate.spec}{demo}")
