"""Redaction: a prompt with its secrets taken out, and what was taken. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import islice
from typing import Protocol

from assistant.digits import counted
from assistant.guard.finding import MASKED_KEY, NOTHING_ALLOWED, Allow, Finding
from assistant.prompt import Attachment, Prompt
from assistant.values import dataclass

NAMED = 12  # secrets that are named where there are more, and lines of one


class GuardMode(Enum):
    """What happens when a secret is about to be sent."""

    REDACT = "redact"  # a placeholder is sent for it
    ASK = "ask"  # the user decides
    BLOCK = "block"  # nothing is sent
    OFF = "off"  # it is sent as it is; what is written down holds placeholders


@dataclass(frozen=True, slots=True)
class GuardSettings:
    """What the user wants of the guard, and what may pass."""

    mode: GuardMode = GuardMode.REDACT
    allow: Allow = NOTHING_ALLOWED


class Redactor(Protocol):
    """Takes the secrets out of texts: a vault."""

    def redact_all(self, texts: Sequence[str]) -> Sequence[tuple[str, tuple[Finding, ...]]]:
        """Give texts that are sent together with placeholders, and what was found in each."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """One secret: its label for people, its line, 0 for the words of the question, its placeholder, and what found it."""

    label: str
    line: int
    placeholder: str
    rule: str


def without_secrets(prompt: Prompt, redactor: Redactor) -> tuple[Prompt, tuple[Redaction, ...]]:
    """Give `prompt` with a placeholder for each secret in it, the names of its files among it, and what was found."""
    attached_texts = (part for file in prompt.attachments for part in (_whole(file), file.name))
    texts = (prompt.system or "", prompt.text, *attached_texts)
    sent = dict(zip(texts, redactor.redact_all(texts), strict=True))
    found: list[Redaction] = []

    def kept(text: str) -> str:
        redacted, findings = sent[text]
        found.extend(Redaction(finding.label, 0, finding.placeholder, finding.rule) for finding in findings)
        return redacted

    def attached(attachment: Attachment) -> Attachment:
        text, findings = _part(attachment, sent[_whole(attachment)][1])
        first = attachment.first_line or 1
        shift = first - attachment.before.count("\n") - 1
        found.extend(
            Redaction(finding.label, max(finding.line + shift, first), finding.placeholder, finding.rule)
            for finding in findings
        )
        return replace(attachment, name=kept(attachment.name), text=text, before="", after="")

    system = None if prompt.system is None else kept(prompt.system)
    text = kept(prompt.text)
    attachments = tuple(map(attached, prompt.attachments))
    return replace(prompt, text=text, attachments=attachments, system=system), tuple(found)


def with_texts(prompt: Prompt, change: Callable[[str], str]) -> Prompt:
    """Give `prompt` with each of its texts, and the names of its files, as `change` gives them."""

    def changed(attachment: Attachment) -> Attachment:
        return replace(
            attachment,
            name=change(attachment.name),
            text=change(attachment.text),
            before=change(attachment.before),
            after=change(attachment.after),
        )

    system = None if prompt.system is None else change(prompt.system)
    attachments = tuple(map(changed, prompt.attachments))
    return replace(prompt, text=change(prompt.text), attachments=attachments, system=system)


def texts_of(prompt: Prompt) -> Iterator[str]:
    """Give the texts of a prompt, and the names of its files."""
    yield prompt.system or ""
    yield prompt.text
    for attachment in prompt.attachments:
        yield attachment.name
        yield attachment.text


def _whole(attachment: Attachment) -> str:
    return f"{attachment.before}{attachment.text}{attachment.after}"


def _part(attachment: Attachment, found: Sequence[Finding]) -> tuple[str, list[Finding]]:
    """Give a part of a file without the secrets that reach into it, and these, of what was found in the whole."""
    whole, past = _whole(attachment), len(attachment.before)
    end = past + len(attachment.text)
    inside = [finding for finding in found if finding.end > past and finding.start < end]
    pieces = []
    for finding in inside:
        pieces += [whole[past : finding.start], finding.placeholder]
        past = min(finding.end, end)
    return "".join([*pieces, whole[past:end]]), inside


def summary(found: tuple[Redaction, ...], fate: str) -> str:
    """Say what was found and what became of it: "2 secrets kept here: DATABASE_URL (line 7), AWS key (line 12)"."""
    places: dict[str, list[Redaction]] = {}
    for each in found:
        places.setdefault(each.placeholder, []).append(each)
    named = [_named(same) for same in islice(places.values(), NAMED)]
    return f"{counted(len(places), 'secret')} {fate}: {', '.join(named)}{_more(len(places))}"


def unfilled(placeholders: set[str]) -> str:
    """Say which placeholders of an answer stand for secrets that are gone, and what to do."""
    named = _listed(placeholders)
    its = "its secret is" if len(placeholders) == 1 else "their secrets are"
    return f"{named} in the answer could not be filled: {its} not of this run; ask in a new conversation, with the file"


def masked_key() -> str:
    """Say that an answer held a key that the question did not."""
    return f"the answer repeats the key of its provider, which the question did not hold: it is masked, {MASKED_KEY}"


def left_in_links(placeholders: set[str]) -> str:
    """Say which placeholders of an answer stay in its links, and why."""
    why = "no secret is put in there, for a click would send it on; in code it is put back"
    return f"a link in the answer holds {_listed(placeholders)}: {why}"


def left_as_written(signs: set[str]) -> str:
    """Say which placeholders of an answer came back in another form, and stay as they are."""
    which = "is a placeholder" if len(signs) == 1 else "are placeholders"
    return f"{_listed(signs)} in the answer {which} written otherwise: no secret was put there"


def _listed(placeholders: set[str]) -> str:
    return ", ".join(sorted(placeholders)[:NAMED]) + _more(len(placeholders))


def _named(same: Sequence[Redaction]) -> str:
    """Name the secret that stands in these places, once."""
    lines = [*dict.fromkeys(each.line for each in same if each.line)]
    if not lines:
        return same[0].label
    shown = ", ".join(map(str, lines[:NAMED]))
    return f"{same[0].label} (line{'s' if len(lines) > 1 else ''} {shown}{_more(len(lines))})"


def _more(count: int) -> str:
    return f" and {count - NAMED:,} more" if count > NAMED else ""
