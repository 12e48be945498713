"""One call of the command: what was typed over what is set, and the parts that this makes."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import showing, wiring
from assistant.cli.choosing import choices_from, display_from, tier_beside_model
from assistant.cli.options import Options
from assistant.redaction import GuardMode
from assistant.render.notes import Loudness, Notes
from assistant.request_options import Retention
from assistant.routing.lineup import Choices
from assistant.shell import Shell
from assistant.store.keys import KeyLookup
from assistant.store.settings import Settings
from assistant.values import dataclass

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from assistant.cap import Limit
    from assistant.cli.guarding import Guard
    from assistant.prompt import Attachment
    from assistant.store.ledger import SqliteLedger


@dataclass(frozen=True, slots=True)
class Call:
    """What was typed and where, the settings with it in their place, what writes beside the answer, and the keys.

    `standing` is the instruction of the settings as they were before.
    """

    shell: Shell
    options: Options
    settings: Settings
    standing: str | None
    notes: Notes
    keys: KeyLookup

    @property
    def keep(self) -> Retention:
        """What the ledger is to keep of a turn."""
        if self.options.dry_run:
            return Retention.NOT_SENT
        return Retention.NOTHING if self.options.no_log else self.settings.keep

    def choices(self) -> Choices:
        """Give where a question may go; a tier and a model that do not go together are told. Raises UsageError."""
        environment = self.shell.environment
        choices = choices_from(self.options, self.settings, environment)
        if line := tier_beside_model(choices, environment):
            self.notes.mention(line)
        return choices

    def guard(self, ask: Callable[[str], str | None]) -> "Guard":
        """Give what keeps secrets here; it may `ask` a person, who is None where there is nobody."""
        from assistant.cli.guarding import guard_from

        return guard_from(self.settings, self.shell.environment, self.notes, ask, self.keys)

    def held_back(self, file: "Attachment") -> str:
        """Say what a file of a folder is that goes only where it is named, "" for any other."""
        from assistant.cli.guarded_files import what_it_is

        guarding = self.settings.guarding
        return "" if guarding.mode is GuardMode.OFF else what_it_is(file.file, file.text, guarding.allow)

    def ledger(self, guard: "Guard", conversation: int | None = None) -> "SqliteLedger":
        """Give the ledger, going on with a conversation where one is named; `guard` keeps secrets out of it."""
        return wiring.ledger(
            self.shell,
            keep=self.keep,
            limits=_limits(self.options),
            notes=self.notes,
            conversation=conversation,
            recorded=guard.recorded,
            standing=self.standing,
        )

    def assistant(self, ledger: "SqliteLedger") -> "Assistant":
        """Give who answers, keeping the record in `ledger`."""
        return wiring.assistant(
            self.shell, ledger, self.settings, self.options.delivery, secret_for=self.keys.take
        )


def call_of(shell: Shell, options: Options) -> Call:
    """Read the settings and put what was typed in their place; what is not heeded of them is said.

    Where code or JSON goes to the same file or pipe as stderr, tier line and receipt are dropped and the notes held.
    Raises ConfigError, and UsageError for a theme that is not known.
    """
    if options.ca:
        shell = replace(shell, environment={**shell.environment, "SSL_CERT_FILE": options.ca})
    configured = wiring.settings(shell)
    settings = _with_typed(configured, options)
    exact = options.code is not None or options.shape.is_json
    mixed = exact and showing.is_one_stream(shell)
    loudness = Loudness.QUIET if options.quiet or mixed else Loudness.USUAL
    notes = showing.notes(shell, settings.display, loudness)
    if mixed:
        notes.hold()
    if settings.notice:
        notes.mention(settings.notice)
    keys = KeyLookup(lambda provider: wiring.secret(provider, shell))
    return Call(shell, options, settings, configured.system, notes, keys)


def _with_typed(settings: Settings, options: Options) -> Settings:
    timeouts, guarding = settings.timeouts, settings.guarding
    return replace(
        settings,
        system=settings.system if options.system is None else options.system,
        timeouts=replace(timeouts, stall=options.timeout or timeouts.stall),
        guarding=replace(guarding, mode=options.guard or guarding.mode),
        display=display_from(options.color, options.theme, settings.display),
        allow_lower=options.allow_lower or settings.allow_lower,
    )


def _limits(options: Options) -> "tuple[Limit, ...]":
    if options.max_cost is None:
        return ()
    from assistant.cap import Limit, Period

    return (Limit(Period.CALL, options.max_cost),)
