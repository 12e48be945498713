"""Keep the secrets of one conversation here, send placeholders, and put the secrets back into the answers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from types import MappingProxyType

from assistant.guard.finding import (
    ANY_PLACEHOLDER,
    KNOWN,
    NOTHING_ALLOWED,
    PLACEHOLDER_OPENING,
    Allow,
    Finding,
    Hit,
    fingerprint,
    placeholder_of,
    placeholders_in,
)
from assistant.guard.links import Led, addresses_in
from assistant.guard.repeats import CERTAIN, endings_of, known_again, unnamed
from assistant.guard.rewrapped import without_rewrapped
from assistant.guard.scan import findings, hits

_JOINED = 12  # characters from which a key of joined words is taken for one


class Vault:
    """The secrets of one conversation and their placeholders: one for each value, the same in every text.

    Nothing of it is ever written to a disk. Texts go through `redact_all` in the order of the conversation, earlier
    messages first: a placeholder that stands in one of them (from a vault that is gone) is never given again.
    `keys` are secrets that are known beforehand, by the names of their variables.
    """

    def __init__(
        self, *, allow: Allow = NOTHING_ALLOWED, keys: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._allow = allow
        self._keys: dict[str, str] = {}
        for name, key in keys.items():
            self.know(key, name)
        self._placeholders: dict[str, str] = {}  # by secret
        self._quoted: dict[str, str] = {}  # placeholders for placeholders, by what a text said
        self._secrets: dict[str, str] = {}  # by placeholder, those that stand in the conversation
        self._learned: dict[str, str] = {}  # kinds by secret, those that may have no placeholder yet
        self._recalled: set[str] = set()  # placeholders of the conversation that a vault which is gone gave
        self._sent: list[str] = []  # texts with placeholders
        self._addresses: set[str] = set()  # in them, and words
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._placeholders)

    @property
    def fills(self) -> bool:
        """Whether there is a secret to put into an answer."""
        return bool(self._secrets)

    @property
    def kinds(self) -> dict[str, str]:
        """What was found so far: the kind of each secret, by the secret."""
        return {secret: _kind_in(sign) for secret, sign in self._placeholders.items()}

    def know(self, key: str, name: str) -> None:
        """Take one more key for a secret, by the name of its variable."""
        if _is_kept(key):
            self._keys.setdefault(key, name)

    def may_go_on(self, beginning: str) -> bool:
        """Tell whether a placeholder given so far begins so, and is not yet whole."""
        return "»" not in beginning and any(sign.startswith(beginning) for sign in self._secrets)

    def fills_in(self, sign: str) -> bool:
        """Tell whether something is put in the place of this placeholder."""
        return sign in self._secrets

    def quoted(self, text: str) -> str:
        """Give `text` with another placeholder for each of ours that it holds itself: it does not mean the secret."""
        if PLACEHOLDER_OPENING not in text:
            return text
        ours = {*self._placeholders.values(), *self._quoted.values()} - self._recalled
        return ANY_PLACEHOLDER.sub(
            lambda found: self._quote(found[0]) if found[0] in ours else found[0], text
        )

    def redact(self, text: str) -> tuple[str, tuple[Finding, ...]]:
        """Give `text` with a placeholder for each secret in it, and what was found."""
        return self.redact_all((text,))[0]

    def redact_all(self, texts: Sequence[str]) -> list[tuple[str, tuple[Finding, ...]]]:
        """Give texts that are sent together with a placeholder for each secret in them, and what was found in each.

        A secret that is known from an earlier text, or found once in any of these, is replaced wherever it stands.
        """
        self._taken |= placeholders_in(texts)
        seen = [hits(text, allow=self._allow) for text in texts]
        keys = [
            key
            for key in self._keys
            if any(key in text for text in texts) and fingerprint(key) not in self._allow.values
        ]
        values = [
            (text[hit.start : hit.end], hit.rule)
            for text, each in zip(texts, seen, strict=True)
            for hit in each
        ]
        secrets = dict.fromkeys((*self._placeholders, *self._learned, *(value for value, _ in values), *keys))
        if not secrets:
            return [(text, ()) for text in texts]
        endings = endings_of(secrets)
        repeats = [known_again(text, each, endings) for text, each in zip(texts, seen, strict=True)]
        standing = {value for value, rule in values if rule != "assignment"}  # which may be a part of a name
        told = unnamed(seen, standing.union(secret for each in repeats for _, secret in each), endings)
        named = [(value, hit) for (value, _), hit in zip(values, chain.from_iterable(told), strict=True)]
        rules = {value: (hit.rule, hit.label) for value, hit in named}
        self._say((value, hit.kind) for value, hit in named)
        self._say((key, self._keys[key]) for key in keys)
        whole = [self._findings(*each, rules) for each in zip(texts, told, repeats, strict=True)]
        redacted = [(_replaced(text, each), each) for text, each in zip(texts, whole, strict=True)]
        self._sent += [text for text, each in redacted if each]
        return redacted

    def masked(self, text: str, *, since: int = 0) -> str:
        """Give `text` with a placeholder for each secret that is known but the first `since`; no other is looked for."""
        known = dict(islice(self._placeholders.items(), since, None))
        if not known:
            return text
        found = self._findings(text, [], known_again(text, [], endings_of(known)), {})
        return without_rewrapped(_replaced(text, found), known)

    def known_in(self, texts: Iterable[str]) -> set[str]:
        """Give the placeholders of the known secrets that stand in `texts` as they are."""
        endings = endings_of(self._placeholders)
        return {self._placeholders[secret] for text in texts for _, secret in known_again(text, [], endings)}

    def restore(self, text: str, shown: Callable[[str], str] = str) -> str:
        """Give `text` with the secrets, as `shown` gives them, in the place of their placeholders.

        An unknown placeholder stays.
        """
        if PLACEHOLDER_OPENING not in text:
            return text
        secrets = self._secrets
        return ANY_PLACEHOLDER.sub(
            lambda found: shown(secrets[found[0]]) if found[0] in secrets else found[0], text
        )

    def may_lead(self, led: Led) -> bool:
        """Tell whether a secret may be put into an address of an answer: it was sent as a part of this one."""
        while self._sent:
            self._addresses.update(filter(None, addresses_in(self._sent.pop())))
        meant = self._secrets.get(led.placeholder, PLACEHOLDER_OPENING)
        return led.address in self._addresses or meant.startswith(PLACEHOLDER_OPENING)

    def begin_anew(self) -> None:
        """Put no secret of the conversation so far into an answer until it is said again; all stay known."""
        self._secrets.clear()
        self._recalled.clear()

    def apart(self) -> "Vault":
        """Give a new vault that looks as this one does, for texts that are not sent."""
        vault = Vault(allow=self._allow)
        for key, name in self._keys.items():
            vault.know(key, name)
        return vault

    def learn(self, kinds: Mapping[str, str]) -> None:
        """Know secrets, by which their kinds are given: each is replaced wherever it stands."""
        self._learned |= kinds

    def recall(self, secrets: Mapping[str, str]) -> None:
        """Put secrets of a vault that is gone back into answers, by the placeholders that it gave them, and know them."""
        self._taken |= secrets.keys()
        self._recalled |= secrets.keys()
        self._secrets |= secrets
        for sign, secret in secrets.items():
            self._placeholders.setdefault(secret, sign)

    def reclaim(self, texts: Iterable[str]) -> None:
        """Restore the placeholders in `texts`, which go on with a conversation of this vault."""
        signs = placeholders_in(texts)
        given = self._placeholders | self._quoted
        self._secrets |= {sign: meant for meant, sign in given.items() if sign in signs}

    def disown(self, texts: Iterable[str]) -> None:
        """Restore no placeholder that stands in `texts`, another vault gave it; a secret under one gets another."""
        signs = placeholders_in(texts)
        self._taken |= signs
        for given in (self._placeholders, self._quoted):
            for meant, sign in given.items():
                if sign in signs:
                    self._secrets.pop(sign, None)
                    given[meant] = self._another(_kind_in(sign))

    def _say(self, secrets: Iterable[tuple[str, str]]) -> None:
        """Restore these secrets in answers, each with its kind; those that are new get a placeholder."""
        given = self._placeholders
        for secret, kind in secrets:
            if secret not in given:
                given[secret] = self._another(kind)
            self._secrets[given[secret]] = secret

    def _quote(self, said: str) -> str:
        if said not in self._quoted:
            self._quoted[said] = self._another(_kind_in(said))
        sign = self._quoted[said]
        self._secrets[sign] = said
        return sign

    def _another(self, kind: str) -> str:
        """Give a placeholder that no text has had."""
        sign = ""
        while not sign or sign in self._taken:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            sign = placeholder_of(kind, self._counts[kind])
        return sign

    def _findings(
        self,
        text: str,
        found: list[Hit],
        repeats: list[tuple[int, str]],
        rules: Mapping[str, tuple[str, str]],
    ) -> tuple[Finding, ...]:
        """Make findings of hits and of what repeats a known secret; `rules` gives rule and label where one saw it."""
        again = []
        # All others have a placeholder, and so need no kind.
        self._say((secret, self._learned.get(secret, "")) for secret in {secret for _, secret in repeats})
        for start, secret in repeats:
            rule, label = rules.get(secret) or (KNOWN, self._keys.get(secret, "a secret seen before"))
            again.append(Hit(start, start + len(secret), rule, label, ""))
        given = self._placeholders
        return findings(text, sorted(found + again) if again else found, lambda secret, _: given[secret])


def _replaced(text: str, found: tuple[Finding, ...]) -> str:
    pieces, past = [], 0
    for finding in found:
        pieces += [text[past : finding.start], finding.placeholder]
        past = finding.end
    return "".join([*pieces, text[past:]])


def _is_kept(key: str) -> bool:
    """Tell whether a key is kept here wherever it stands; "lm-studio", which a local server takes for one, is a word."""
    return len(key) >= CERTAIN and (any(map(str.isdigit, key)) or (len(key) >= _JOINED and not key.isalpha()))


def _kind_in(sign: str) -> str:
    return sign.removeprefix(PLACEHOLDER_OPENING).rpartition("_")[0]
