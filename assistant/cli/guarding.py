"""What happens at the door when a secret is about to leave: it is kept here, or the user is asked, or nothing is sent."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from assistant.catalog import Provider
from assistant.cli.guarded_files import held_in, refusal
from assistant.conversation import NOTHING_SAID, Conversation
from assistant.errors import UsageError
from assistant.guard.finding import KNOWN, MASKED_KEY, fingerprint, placeholders_in
from assistant.message import Message
from assistant.prompt import Attachment, Prompt
from assistant.redaction import (
    NAMED,
    GuardMode,
    GuardSettings,
    Redaction,
    left_as_written,
    left_in_links,
    masked_key,
    summary,
    texts_of,
    unfilled,
    with_texts,
    without_secrets,
)
from assistant.render.notes import Notes
from assistant.secret import Secret

if TYPE_CHECKING:
    from assistant.guard.vault import Vault
    from assistant.record import Record
    from assistant.render.views import Passage
    from assistant.store.keys import KeyLookup
    from assistant.store.settings import Settings

_INSTEAD = "--guard redact sends placeholders instead; with --dry-run it says what lets a secret pass"
_CHOICES = ("", "p", "placeholders", "s", "secrets", "n", "no", "nothing")

Question = Callable[[str], str | None]  # None: there is nobody to ask


class Guard:
    """The secrets of one conversation: what is asked goes out without them, what is answered comes back with them.

    `keys` are the providers' own, by their variables' names, `key_of` looks up the one that goes with a request: they
    are secrets whatever they look like.
    """

    def __init__(
        self,
        guarding: GuardSettings,
        notes: Notes,
        ask: Question,
        *,
        keys: Mapping[str, str] = MappingProxyType({}),
        key_of: Callable[[Provider], Secret] = lambda _: Secret("", ""),
    ) -> None:
        self._mode = guarding.mode
        self._keys = keys
        self._key_of = key_of
        self._allow = guarding.allow
        self._notes = notes
        self._ask = ask
        self._agreed: set[str] = set()  # what the user said yes to
        self._gone: set[str] = set()  # placeholders of secrets that were sent as they are
        self._meant: set[str] = set()  # placeholders that the user's own texts hold
        self.is_on_record = False  # a secret that is known from elsewhere, in what was said `earlier`
        self._found: tuple[Redaction, ...] = ()  # in the last question
        self._settled = 0  # secrets that what was said before holds no more, or that were let go

    @cached_property
    def _vault(self) -> "Vault":
        from assistant.guard.vault import Vault

        return Vault(allow=self._allow, keys=self._keys)

    def expect(self, provider: Provider) -> None:
        """Know the key that the next request will use, at the provider that is asked first."""
        for part in self._key_of(provider).parts:
            self._vault.know(part.key, provider.key_variable or "API_KEY")

    def mean(self, prompt: Prompt) -> None:
        """Know that the placeholders a question holds are meant as they stand."""
        self._meant |= placeholders_in(texts_of(prompt))

    def outgoing(self, prompt: Prompt, earlier: Conversation = NOTHING_SAID) -> Prompt:
        """Give the prompt as it may be sent after what was said before, saying what is kept.

        Raises UsageError where nothing may be.
        """
        if self._mode is GuardMode.OFF:
            without_secrets(prompt, self._vault)  # what is found is not for the record
            return prompt
        guarded = self._agreed_files(prompt)
        asked = with_texts(prompt, self._vault.quoted)
        redacted, found = without_secrets(asked, self._vault)
        self._found = found
        if not found:
            if guarded:
                self._notes.say("no secret was found in it: it goes as it is")
            return asked
        seen = summary(found, "found")
        if self._mode is GuardMode.BLOCK:
            raise UsageError(f"nothing was sent: {seen}", hint=_INSTEAD)
        if self._mode is GuardMode.ASK:
            match self._choice(seen):
                case None:
                    raise UsageError(
                        f"nothing was sent: {seen}; no terminal gave an answer",
                        hint=_INSTEAD,
                    )
                case "s" | "secrets":
                    self._settled = len(self._vault)
                    return asked
                case "n" | "no" | "nothing":
                    raise UsageError("nothing was sent")
        self._gone |= self._vault.known_in(message.content for message in earlier.messages)
        for fate, gone in (
            ("kept here", False),
            ("kept here from now on, but sent in an earlier turn", True),
        ):
            if some := tuple(each for each in found if (each.placeholder in self._gone) is gone):
                self._notes.say(summary(some, fate))
        return redacted

    def tell_what_allows(self) -> None:
        """Say what an allow list calls each secret of the last question."""
        found = {each.placeholder: each for each in self._found}
        for each in islice(found.values(), NAMED):
            value = fingerprint(self._vault.restore(each.placeholder))
            rule = f', or allow_rules = ["{each.rule}"] for all such' if each.rule != KNOWN else ""
            self._notes.say(f'to let {each.label} pass: allow_values = ["{value}"]{rule}')
        if len(found) > NAMED:
            self._notes.say(f"and {len(found) - NAMED:,} more")

    def foreseen(self, prompt: Prompt) -> Prompt:
        """Give the prompt as it would be sent, for a look ahead: nothing is asked, said or kept in mind."""
        if self._mode is GuardMode.OFF:
            return prompt
        return without_secrets(prompt, self._vault.apart())[0]

    def hidden(self, prompt: Prompt) -> Prompt:
        """Give the prompt with a placeholder for each secret, which is not said: what is cut cuts none in two.

        Raises UsageError for a file that may not be sent, whose name may be cut.
        """
        if self._mode is not GuardMode.OFF:
            self._agreed_files(prompt)
        return without_secrets(prompt, self._vault)[0]

    @property
    def lets_go(self) -> bool:
        """Whether a secret may be sent: where it is off, or asks."""
        return self._mode in {GuardMode.OFF, GuardMode.ASK}

    def revealed(self, text: str) -> str:
        """Give a text that was `hidden` with its secrets put back."""
        return self._vault.restore(text)

    def earlier(self, conversation: Conversation) -> Conversation:
        """Give what was said before as it may be sent: no placeholder that stands in it is given to another secret."""
        if self._mode is GuardMode.OFF:
            return conversation
        redacted = self._vault.redact_all([message.content for message in conversation.messages])
        self._settled = len(self._vault)
        on_record = {each.placeholder for _, found in redacted for each in found if each.rule == KNOWN}
        self.is_on_record = bool(on_record)
        self._gone |= on_record
        return _with_texts(conversation, [text for text, _ in redacted])

    def mended(self, conversation: Conversation) -> Conversation:
        """Give what was said before without the secrets that were found since; the same where it holds none."""
        since, self._settled = self._settled, len(self._vault)
        if self._mode is GuardMode.OFF or since == self._settled:
            return conversation
        texts = [self._vault.masked(message.content, since=since) for message in conversation.messages]
        return _with_texts(conversation, texts)

    def begin_anew(self) -> None:
        """Put no secret of the conversation so far into an answer of the one that begins."""
        self._vault.begin_anew()

    def reclaim(self, conversation: Conversation) -> None:
        """Know that a conversation's placeholders stand for secrets of this run."""
        self._vault.reclaim(message.content for message in conversation.messages)

    def disown(self, conversation: Conversation) -> None:
        """Know that a conversation's placeholders stand for the secrets of another run: none of ours is put in there."""
        self._vault.disown(message.content for message in conversation.messages)

    def recall(self, asked: Sequence[str], files: Sequence[Attachment]) -> bool:
        """Put the secrets of an earlier run that stand in files which were asked about into answers; tells if any do."""
        from assistant.cli.refilling import secrets_again

        again = secrets_again(asked, files, self._vault)
        self._vault.recall(again)
        return bool(again)

    def remember(self, turns: "Iterable[Record]") -> None:
        """Put the secrets of turns on record into answers, out of the files they were asked with, which are told."""
        from assistant.cli.refilling import secrets_on_record

        found = secrets_on_record(turns, self._vault)
        for again in found.values():
            self._vault.recall(again)
        for how in dict.fromkeys(how for _, how in found):
            files = ", ".join(file for file, each in found if each == how)
            self._notes.mention(f"secrets are put back out of {files}, {how}")

    def kept(self, entry: str) -> str:
        """Give what was typed as it may be written down."""
        return self._vault.redact(entry)[0]

    def recorded(self, text: str) -> str:
        """Give a text of the conversation as it may be written down: without the secrets that were sent as they are."""
        return self._vault.masked(text)

    def restorer(self, shown: Callable[[str], str] = str) -> "Passage":
        """Give what puts the secrets back, as `shown` gives them, into an answer that comes in pieces; not into links."""
        if self._mode is GuardMode.OFF or not self._vault.fills:
            from assistant.render.views import UnchangedText

            return UnchangedText()
        from assistant.guard.restorer import Restorer
        from assistant.render.prose_lines import ProseReader

        return Restorer(self._vault, shown, is_prose=ProseReader().is_prose)

    def answered(self, answer: str) -> str:
        """Give a whole answer with the secrets that were kept here put back, but into its links."""
        restorer = self.restorer()
        return restorer.feed(answer) + restorer.close()

    def restored(self, code: str) -> str:
        """Give code with the secrets that were kept here put back."""
        return code if self._mode is GuardMode.OFF else self._vault.restore(code)

    def altered(self, code: str, asked: tuple[str, ...]) -> list[str]:
        """Give what is like a placeholder in code with its secrets put back, and is no part of what was `asked`."""
        from assistant.guard.altered import altered_in

        restored = self.restored(code)
        for sign in self._meant:
            restored = restored.replace(sign, "")
        return altered_in(restored, asked)

    def tell_unfilled(self, answer: str) -> None:
        """Say which placeholders are left in an answer that was `answered`, and why."""
        left = placeholders_in((answer,)) - self._meant
        linked = {sign for sign in left if self.restored(sign) != sign}
        if linked:
            self._notes.say(left_in_links(linked))
        if MASKED_KEY in left:
            self._notes.say(masked_key())
        if gone := left - linked - {MASKED_KEY}:
            self._notes.say(unfilled(gone))
        if self._mode is GuardMode.OFF or not self._vault.fills:
            return
        from assistant.guard.altered import written_otherwise

        if altered := written_otherwise(answer, self._vault.fills_in):
            self._notes.say(left_as_written(set(altered)))

    def _choice(self, what: str) -> str | None:
        question = f"{what}. Send placeholders, the secrets, or nothing? [P/s/n] "
        answer = self._ask(question)
        while answer is not None and answer not in _CHOICES:
            answer = self._ask(f"p, s or n: {question}")
        return answer

    def _agreed_files(self, prompt: Prompt) -> tuple[str, ...]:
        """Say what the files are that a question holds, or shows the changes of, and that go after a yes only.

        Raises UsageError where one is not to go.
        """
        held = dict(held_in(prompt, self._allow))
        for name, what in held.items():
            if what in self._agreed:
                continue
            answer = self._ask(f"{what}. Send it, its secrets replaced? [y/N] ")
            if answer not in ("y", "yes"):
                left = {name: what for name, what in held.items() if what not in self._agreed}
                raise refusal(left if answer is None else {name: what}, prompt)
            self._agreed.add(what)
        return tuple(held.values())


def guard_from(
    settings: "Settings", environment: Mapping[str, str], notes: Notes, ask: Question, keys: "KeyLookup"
) -> Guard:
    """Give what keeps secrets here as it is set, with the keys in the environment and those that `keys` looks up."""
    return Guard(settings.guarding, notes, ask, keys=keys_in(environment, settings), key_of=keys.coming)


def reading_guard(settings: "Settings", environment: Mapping[str, str], notes: Notes) -> Guard:
    """Give what puts secrets back into what is on record, however they are kept in what is asked."""
    keys = keys_in(environment, settings)
    return Guard(GuardSettings(allow=settings.guarding.allow), notes, lambda _: None, keys=keys)


def keys_in(environment: Mapping[str, str], settings: "Settings") -> dict[str, str]:
    """Give the providers' keys that stand in the environment, by their variables' names."""
    variables = {provider.key_variable for provider in settings.providers.values()}
    return {name: environment[name].strip() for name in variables if name in environment}


def _with_texts(conversation: Conversation, texts: Sequence[str]) -> Conversation:
    """Give the conversation with these texts, the same where they are its own."""
    messages = conversation.messages
    if all(message.content == text for message, text in zip(messages, texts, strict=True)):
        return conversation
    said = NOTHING_SAID
    for message, text in zip(messages, texts, strict=True):
        said = said.plus(Message(message.role, text, message.tier))
    return said
