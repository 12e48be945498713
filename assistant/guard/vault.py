"""Keep the secrets of one conversation here, send placeholders, and put the secrets back into the answers."""

import re

from assistant.guard.finding import NOTHING_ALLOWED, Allow, Finding, Hit
from assistant.guard.scan import findings, hits

_OPENING = "«secret:"
_PLACEHOLDER = re.compile(r"«secret:[A-Z0-9_]{1,60}»")
_CERTAIN = 8  # characters from which a known secret is replaced wherever it stands, also inside a word


class Vault:
    """The secrets of one conversation and their placeholders: one for each value, the same in every text.

    Nothing of it is ever written to a disk. Texts go through `redact` in the order of the conversation, earlier
    messages first: a placeholder that stands in one of them (from a vault that is gone) is never given again.
    """

    def __init__(self, *, allow: Allow = NOTHING_ALLOWED) -> None:
        self._allow = allow
        self._placeholders: dict[str, str] = {}  # by secret
        self._secrets: dict[str, str] = {}  # by placeholder
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._secrets)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Every placeholder given so far, oldest first."""
        return tuple(self._secrets)

    def redact(self, text: str) -> tuple[str, tuple[Finding, ...]]:
        """Give `text` with a placeholder for each secret in it, and what was found.

        A secret that is known from an earlier text, or found once in this one, is replaced wherever it stands.
        """
        if _OPENING in text:
            self._taken.update(_PLACEHOLDER.findall(text))
        found = findings(text, hits(text, allow=self._allow), self._placeholder)
        if not self._placeholders:
            return text, ()
        found = self._with_repeats(text, found)
        pieces, past = [], 0
        for finding in found:
            pieces += [text[past : finding.start], finding.placeholder]
            past = finding.end
        return "".join([*pieces, text[past:]]), found

    def restore(self, text: str) -> str:
        """Give `text` with the secrets in the place of their placeholders; an unknown placeholder stays."""
        if _OPENING not in text:
            return text
        return _PLACEHOLDER.sub(lambda found: self._secrets.get(found[0], found[0]), text)

    def _placeholder(self, secret: str, kind: str) -> str:
        known = self._placeholders.get(secret)
        while known is None:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            sign = f"{_OPENING}{kind}_{self._counts[kind]}»"
            if sign not in self._taken:
                known = sign
                self._placeholders[secret], self._secrets[sign] = sign, secret
        return known

    def _with_repeats(self, text: str, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Add what repeats a known secret where no rule saw one: the longest secret first, none inside another."""
        known = [secret for secret in self._placeholders if secret in text]
        if not known or len(known) == sum(text.count(secret) for secret in known) == len(found):
            return found
        words = "|".join(re.escape(secret) if len(secret) >= _CERTAIN else rf"(?<!\w){re.escape(secret)}(?!\w)"
                         for secret in sorted(known, key=len, reverse=True))  # fmt: skip
        rules = {finding.placeholder: finding for finding in found}
        seen = [Hit(finding.start, finding.end, finding.rule, finding.label, "") for finding in found]
        repeats: list[Hit] = []
        pattern, past = re.compile(words), 0
        for gap in [*seen, Hit(len(text), len(text), "", "", "")]:
            for repeat in pattern.finditer(text, past, gap.start):
                first = rules.get(self._placeholders[repeat[0]])
                rule, label = (first.rule, first.label) if first else ("known", "a secret seen before")
                repeats.append(Hit(repeat.start(), repeat.end(), rule, label, ""))
            past = gap.end
        return findings(text, sorted([*seen, *repeats], key=lambda hit: hit.start), self._placeholder)


class Restorer:
    """Put the secrets back into an answer that comes in chunks.

    What `feed` and `close` give adds up to `Vault.restore` of the whole answer, however it was cut. Text is held
    back only while it may be the beginning of a placeholder the vault knows.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._waiting = ""

    def feed(self, chunk: str) -> str:
        """Give as much of the answer so far as is certain."""
        if not self._waiting and "«" not in chunk:
            return chunk
        text = self._waiting + chunk
        cut = text.rfind("«")
        tail = text[cut:] if cut >= 0 else ""
        pending = tail and any(sign != tail and sign.startswith(tail) for sign in self._vault.placeholders)
        self._waiting = tail if pending else ""
        return self._vault.restore(text[: len(text) - len(self._waiting)])

    def close(self) -> str:
        """Give what was still held back: the answer ended within it."""
        waiting, self._waiting = self._waiting, ""
        return waiting
