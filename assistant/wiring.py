"""The one place where the parts meet, and the one reason to import late: each function loads what it gives."""

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import Assistant, Ledger, View
from assistant.catalog import Candidate, Provider
from assistant.prompt import Prompt
from assistant.render.notes import Loudness, Notes, is_terminal
from assistant.reply import Reply
from assistant.routing.lineup import Choices, Route
from assistant.shell import Shape, Shell
from assistant.turn import Deadlines, Delivery

if TYPE_CHECKING:
    from assistant.render.views import Renderer
    from assistant.secret import Secret
    from assistant.store.paths import Paths
    from assistant.store.settings import Settings


def paths(shell: Shell) -> "Paths":
    """Give where the user's files lie."""
    from assistant.store.paths import paths_for

    return paths_for(shell.environment.get("ASK_CONFIG", ""))


def settings(shell: Shell) -> "Settings":
    """Read the user's settings. Raises ConfigError."""
    from assistant.store.settings import settings_from

    return settings_from(paths(shell).config, shell.environment)


def secret(provider: Provider, shell: Shell) -> "Secret":
    """Find a provider's key. Raises KeyMissing, ConfigError."""
    from assistant.store.keys import Sources, find_key

    sources = Sources(
        command=lambda provider: _key_from_command(provider, shell),
        keyring=_key_from_keyring,
        file=lambda origin: _key_from_file(origin, shell),
    )
    return find_key(provider, environment=shell.environment, sources=sources)


def _key_from_command(provider: Provider, shell: Shell) -> str:
    from assistant.store.key_command import key_from_command

    return key_from_command(provider, shell.environment)


def _key_from_keyring(origin: str) -> str | None:
    from assistant.store.keyring import stored_key

    return stored_key(origin)


def _key_from_file(origin: str, shell: Shell) -> str | None:
    from assistant.store.key_file import keys_in

    return keys_in(paths(shell).key).get(origin)


def assistant(shell: Shell, *, deadlines: Deadlines, delivery: Delivery) -> Assistant:
    """Give an assistant that asks real gateways and keeps a record."""
    from assistant.gateway.client import HttpGateway

    gateway = HttpGateway(
        lambda provider: secret(provider, shell),
        deadlines=deadlines,
        delivery=delivery,
        environment=shell.environment,
    )
    return Assistant(gateway, ledger())


def prepare() -> None:
    """Load what an answer takes, while the question is still being typed."""
    from importlib import import_module

    for module in ("gateway.client", "render.views", "render.terminal"):
        import_module(f"assistant.{module}")


def ledger() -> Ledger:
    """Give the ledger."""
    return ForgetfulLedger()


class ForgetfulLedger:
    """Keeps nothing."""

    def begin(self, prompt: Prompt, route: Route) -> None:
        """Forget a question."""

    def settle(self, reply: Reply) -> None:
        """Forget a reply."""


def demo(choices: Choices) -> Choices:
    """Start the gateway that is built in, and give the choices with every model served by it."""
    from assistant.demo.server import DemoServer

    provider = Provider("demo", DemoServer.started().base_url, needs_key=False)
    lineups = {
        tier: replace(lineup, candidates=tuple(_at(provider, candidate) for candidate in lineup.candidates))
        for tier, lineup in choices.lineups.items()
    }
    return replace(choices, lineups=lineups, only=_at(provider, choices.only) if choices.only else None)


def _at(provider: Provider, candidate: Candidate) -> Candidate:
    return replace(candidate, provider=provider)


def notes(shell: Shell, loudness: Loudness) -> Notes:
    """Give what writes beside the answer."""
    return Notes(shell.stderr, loudness, styled=is_terminal(shell.stderr) and coloured(shell))


def view(shell: Shell, prompt: Prompt, shape: Shape, *, notes: Notes) -> View:
    """Give the view that suits stdout: a terminal, a pipe, or one JSON object."""
    from assistant.render.views import AsItIs, JsonView, Margin, PipeView, TerminalView
    from assistant.safe import PipeText

    margin = Margin(notes, prompt)
    if shape is Shape.JSON:
        return JsonView(shell.stdout, margin)
    if is_terminal(shell.stdout):
        return TerminalView(margin, lambda: _renderer(shell))
    return PipeView(shell.stdout, margin, AsItIs() if shape is Shape.RAW else PipeText())


def _renderer(shell: Shell) -> "Renderer":
    from assistant.render.terminal import TerminalRenderer

    return TerminalRenderer(shell.stdout)


def coloured(shell: Shell) -> bool:
    """Tell whether colours are wanted on a terminal."""
    return not shell.environment.get("NO_COLOR") and shell.environment.get("TERM", "") != "dumb"
