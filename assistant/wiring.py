"""The one place where the parts meet, and the one reason to import late: each function loads what it gives."""

from contextlib import closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from assistant.catalog import DEMO, Candidate, Provider
from assistant.errors import ConfigError, KeyMissing, UsageError
from assistant.render.notes import Notes
from assistant.request_options import Delivery
from assistant.routing.lineup import Choices
from assistant.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from sqlite3 import Connection

    from assistant.answer import Assistant
    from assistant.cap import Limit
    from assistant.gateway.listing import Listing
    from assistant.record import Record
    from assistant.request_options import Retention
    from assistant.secret import Secret
    from assistant.store.cooldowns import CooldownList
    from assistant.store.ledger import SqliteLedger
    from assistant.store.paths import Paths
    from assistant.store.settings import Settings
    from assistant.store.templates import Source
    from assistant.store.trust import Project

Answer = TypeVar("Answer")

LISTING = 10.0  # seconds a provider has to list its models


def paths(shell: Shell) -> "Paths":
    """Give where the user's files lie."""
    from assistant.store.paths import paths_for

    return paths_for(shell.environment.get("ASK_CONFIG", ""))


def settings(shell: Shell) -> "Settings":
    """Read the settings: a trusted project's over the user's. Raises ConfigError."""
    own = users_settings(shell)
    found = project(shell)
    if found is None:
        return own
    from assistant.store.project_settings import with_project

    return with_project(own, found, shell.environment)


def users_settings(shell: Shell) -> "Settings":
    """Read the user's own settings, no project's. Raises ConfigError."""
    from assistant.presets import PRESETS
    from assistant.store.paths import ignored_variables
    from assistant.store.providers import keep_keys_from_children, keep_named_from_children
    from assistant.store.settings import settings_from

    keep_keys_from_children(PRESETS.values())  # before a file is read that may not be fine
    config = paths(shell).config
    try:
        found = settings_from(config, shell.environment)
    except ConfigError:  # whoever mends it opens an editor
        keep_named_from_children(config)
        raise
    keep_keys_from_children(found.providers.values())
    return replace(found, notice=ignored_variables(shell.environment))


def keep_keys_from_children(shell: Shell) -> None:
    """Take the providers' keys out of what a program that is started from here inherits, whatever the settings say."""
    with suppress(ConfigError):  # it may be the configuration that is to be mended
        users_settings(shell)


def project(shell: Shell) -> "Project | None":
    """Give what the project one stands in has in its `.ask` folder, None without one; only what is trusted counts."""
    from assistant.store.project import project_here

    return project_here(shell.environment, paths(shell).trust)


def templates(shell: Shell) -> "Mapping[str, Source]":
    """Give every template there is by its name: a trusted project's before the user's own, then the ones that ship."""
    from assistant.store.templates import sources

    return sources(paths(shell).templates, project(shell))


def secret(provider: Provider, shell: Shell) -> "Secret":
    """Find a provider's key. Raises KeyMissing, ConfigError."""
    from assistant.store.keys import Sources, find_key

    sources = Sources(
        command=_key_from_command,
        keyring=_key_from_keyring,
        file=lambda origin: _key_from_file(origin, shell),
    )
    return find_key(provider, environment=shell.environment, sources=sources)


def _key_from_command(provider: Provider) -> str:
    from assistant.store.key_command import key_from_command

    return key_from_command(provider)


def _key_from_keyring(origin: str) -> str | None:
    from assistant.store.keyring import stored_key

    return stored_key(origin)


def _key_from_file(origin: str, shell: Shell) -> str | None:
    from assistant.store.key_file import keys_in

    return keys_in(paths(shell).key).get(origin)


def assistant(
    shell: Shell,
    ledger: "SqliteLedger",
    settings: "Settings",
    delivery: Delivery = Delivery.STREAM,
    *,
    secret_for: "Callable[[Provider], Secret] | None" = None,
) -> "Assistant":
    """Give an assistant that asks real gateways, keeps a record and stays within the user's limits."""
    from assistant.answer import Assistant
    from assistant.gateway.client import HttpGateway

    gateway = HttpGateway(
        secret_for or (lambda provider: secret(provider, shell)),
        settings.bounds,
        settings.timeouts,
        delivery,
        environment=shell.environment,
        cooldowns=cooldowns(shell),
    )
    return Assistant(gateway, ledger, budget=ledger, bounds=settings.bounds, baseline=settings.baseline)


def listing(provider: Provider, shell: Shell, *, known: "Secret | None" = None) -> "Listing":
    """Ask a provider for its models with its key, `known` where it was found already; without one where there is none.

    Raises ConfigError for a key that is no key.
    """
    from assistant.gateway.exchange import Connector
    from assistant.gateway.listing import listing as listed
    from assistant.secret import Secret

    try:
        found = known or secret(provider, shell)
    except KeyMissing:
        found = Secret("", "", provider.keys_in_headers)
    return listed(Connector(shell.environment), provider, found, timeout=LISTING)


def cooldowns(shell: Shell) -> "CooldownList":
    """Give the list of the models that failed a moment ago."""
    from assistant.store.cooldowns import CooldownList

    return CooldownList(paths(shell).cooldowns)


def is_passed_over(shell: Shell, candidate: Candidate) -> bool:
    """Tell whether a model failed a moment ago, under whichever key, and others are asked first."""
    names = cooldowns(shell).names()
    if not names:
        return False
    from assistant.gateway.client import is_name_of

    return any(is_name_of(name, candidate) for name in names)


def ledger(
    shell: Shell,
    *,
    keep: "Retention",
    limits: "tuple[Limit, ...]" = (),
    notes: Notes,
    conversation: int | None = None,
    recorded: "Callable[[str], str]" = str,
    standing: str | None = None,
) -> "SqliteLedger":
    """Give the ledger, going on with a conversation where one is named; what it cannot write is said once.

    `recorded` gives a text of a turn as it may be written; `standing` is the configuration's instruction.
    """
    from assistant.store.ledger import SqliteLedger

    return SqliteLedger(
        paths(shell).ledger,
        warn=notes.say,
        keep=keep,
        limits=limits,
        conversation=conversation,
        recorded=recorded,
        standing=standing,
    )


def prepare() -> None:
    """Load what asking takes, while the question is still being typed."""
    from importlib import import_module

    for module in (
        "assistant.routing.classify",
        "assistant.gateway.client",
        "httpcore",
        "assistant.store.ledger",
    ):
        import_module(module)


def from_log(shell: Shell, read: "Callable[[Connection], Answer]") -> "Answer | None":
    """Give what `read` finds in what was recorded, None where there is nothing yet. Raises ConfigError."""
    from assistant.store.database import opened_to_read, readable

    file = paths(shell).ledger
    connection = opened_to_read(file)
    if connection is None:
        return None
    with closing(connection), readable(file):
        return read(connection)


def on_record(shell: Shell, read: "Callable[[Connection], Answer | None]") -> "Answer":
    """Give what `read` finds in what was recorded. Raises UsageError where there is nothing yet, ConfigError."""
    found = from_log(shell, read)
    if found is None:
        raise UsageError("nothing is on record yet", hint='ask something first: ask --demo "hello"')
    return found


def turns_on_record(shell: Shell, conversation: int) -> "tuple[Record, ...]":
    """Give the turns of a conversation on record, the oldest first. Raises ConfigError."""
    from assistant.store.log import turns_of

    return from_log(shell, lambda log: turns_of(log, conversation)) or ()


def demo(choices: Choices) -> Choices:
    """Start the gateway that is built in, and give the choices with every model served by it."""
    from assistant.demo.server import DemoServer

    candidates = [each for lineup in choices.lineups.values() for each in lineup.candidates]
    models = frozenset(each.model.id for each in (*candidates, choices.only) if each)
    provider = Provider(DEMO, DemoServer.started(models).base_url, needs_key=False)
    lineups = {
        tier: replace(lineup, candidates=tuple(_at(provider, candidate) for candidate in lineup.candidates))
        for tier, lineup in choices.lineups.items()
    }
    return replace(choices, lineups=lineups, only=_at(provider, choices.only) if choices.only else None)


def _at(provider: Provider, candidate: Candidate) -> Candidate:
    return replace(candidate, provider=provider)
