"""The one place where the parts meet, and the one reason to import late: each function loads what it gives."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.catalog import DEMO, Candidate, Provider
from assistant.digits import number_in
from assistant.errors import KeyMissing
from assistant.prompt import Prompt
from assistant.render.notes import Loudness, Notes, is_terminal
from assistant.routing.lineup import Choices
from assistant.shell import Display, Shape, Shell, When, wished
from assistant.terms import Bounds, Deadlines, Delivery

if TYPE_CHECKING:
    from sqlite3 import Connection

    from assistant.answer import Assistant, View
    from assistant.cap import Limit
    from assistant.gateway.listing import Listing
    from assistant.render.asking import Asking, Inquiry
    from assistant.render.code_view import CodeView
    from assistant.render.footer import WaysOn
    from assistant.render.views import Passage, Renderer
    from assistant.secret import Secret
    from assistant.store.ledger import SqliteLedger
    from assistant.store.paths import Paths
    from assistant.store.resting import RestList
    from assistant.store.settings import Settings
    from assistant.store.templates import Source
    from assistant.store.trust import Project
    from assistant.terms import Keep

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
    from assistant.store.children import keep_keys_from_children
    from assistant.store.paths import unheard
    from assistant.store.settings import settings_from

    keep_keys_from_children(PRESETS.values())  # before a file is read that may not be fine
    found = settings_from(paths(shell).config, shell.environment)
    keep_keys_from_children(found.providers.values())
    return replace(found, notice=unheard(shell.environment))


def project(shell: Shell) -> "Project | None":
    """Give what the project one stands in has in its `.ask` folder, None without one; only what is trusted counts."""
    from assistant.store.project import project_here

    return project_here(shell.environment, paths(shell).trust)


def templates(shell: Shell) -> "Mapping[str, Source]":
    """Give every template there is by its name: a trusted project's before the user's own, then the ones that ship."""
    from assistant.store.templates import sources

    return sources(paths(shell).config.parent / "templates", project(shell))


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
    shell: Shell, ledger: "SqliteLedger", *, deadlines: Deadlines, delivery: Delivery, bounds: Bounds
) -> "Assistant":
    """Give an assistant that asks real gateways, keeps a record and stays within the user's limits."""
    from assistant.answer import Assistant
    from assistant.gateway.client import HttpGateway

    gateway = HttpGateway(
        lambda provider: secret(provider, shell),
        deadlines=deadlines,
        delivery=delivery,
        bounds=bounds,
        environment=shell.environment,
        rests=rests(shell),
    )
    return Assistant(gateway, ledger, till=ledger, bounds=bounds)


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
    return listed(Connector(shell.environment), provider, found, patience=LISTING)


def rests(shell: Shell) -> "RestList":
    """Give the list of the models that failed a moment ago."""
    from assistant.store.resting import RestList

    return RestList(paths(shell).state / "resting.json")


def ledger(
    shell: Shell,
    *,
    keep: "Keep",
    limits: "tuple[Limit, ...]" = (),
    notes: Notes,
    conversation: int | None = None,
) -> "SqliteLedger":
    """Give the ledger, going on with a conversation where one is named; what it cannot write is said once."""
    from assistant.store.ledger import SqliteLedger

    return SqliteLedger(
        paths(shell).ledger, warn=notes.say, keep=keep, limits=limits, conversation=conversation
    )


def prepare() -> None:
    """Load what an answer takes, while the question is still being typed."""
    from importlib import import_module

    for module in ("gateway.client", "render.views", "render.terminal"):
        import_module(f"assistant.{module}")


def log(shell: Shell) -> "Connection | None":
    """Open what was recorded, for reading; None where there is nothing yet."""
    from assistant.store.database import opened_to_read

    return opened_to_read(paths(shell).ledger)


def demo(choices: Choices) -> Choices:
    """Start the gateway that is built in, and give the choices with every model served by it."""
    from assistant.demo.server import DemoServer

    provider = Provider(DEMO, DemoServer.started().base_url, needs_key=False)
    lineups = {
        tier: replace(lineup, candidates=tuple(_at(provider, candidate) for candidate in lineup.candidates))
        for tier, lineup in choices.lineups.items()
    }
    return replace(choices, lineups=lineups, only=_at(provider, choices.only) if choices.only else None)


def _at(provider: Provider, candidate: Candidate) -> Candidate:
    return replace(candidate, provider=provider)


def notes(shell: Shell, loudness: Loudness, display: Display) -> Notes:
    """Give what writes beside the answer."""
    return Notes(shell.stderr, loudness, styled=is_terminal(shell.stderr) and styled(shell, display))


def view(
    shell: Shell, prompt: Prompt, shape: Shape, *, display: Display, notes: Notes, ways_on: "WaysOn"
) -> "View":
    """Give the view that suits stdout: a terminal, a pipe, or one JSON object. `ways_on` go with a cut answer."""
    from assistant.render.views import JsonView, Margin, PipeView, TerminalView

    margin = Margin(notes, prompt, ways_on)
    if shape is Shape.JSON:
        return JsonView(shell.stdout, margin)
    if shape is Shape.EVENTS:
        from assistant.render.event_view import EventView

        return EventView(shell.stdout, margin)
    if is_terminal(shell.stdout) or (display.colour is When.ALWAYS and shape is Shape.FITTING):
        known = looked(shell, display)
        return TerminalView(margin, lambda: renderer(shell, known.display()), known.settle)
    return PipeView(shell.stdout, margin, passage(shell, shape))


@dataclass(frozen=True, slots=True)
class Looked:
    """What is wanted of the display, and the question to the terminal that is on its way, None where none need be."""

    wanted: Display
    inquiry: "Inquiry | None" = None

    def display(self) -> Display:
        """Give the display with the background the terminal told, if it did; waits for it a tenth of a second at most."""
        found = self.inquiry.background() if self.inquiry else None
        return replace(self.wanted, background=found.value) if found else self.wanted

    def settle(self) -> None:
        """Wait until the terminal can be read by others."""
        if self.inquiry is not None:
            self.inquiry.settle()


def looked(shell: Shell, display: Display) -> Looked:
    """Ask the terminal for its background, where nobody has said it and it makes a difference."""
    if not _is_worth_asking(shell, display):
        return Looked(display)
    from assistant.render.asking import Inquiry

    return Looked(display, Inquiry(shell.stdout, shell.environment))


def asking(shell: Shell, display: Display) -> "Asking | None":
    """Give the question for the terminal's background, to be put where an input line hears the reply."""
    if not _is_worth_asking(shell, display):
        return None
    from assistant.render.asking import Asking

    return Asking(shell.stdout, shell.environment)


def _is_worth_asking(shell: Shell, display: Display) -> bool:
    return not display.background and is_terminal(shell.stdout) and styled(shell, display)


def code_view(
    shell: Shell, prompt: Prompt, shape: Shape, *, wanted: int | None, notes: Notes, ways_on: "WaysOn"
) -> "CodeView":
    """Give the view that writes nothing but code: of every block, or of block `wanted` (from 1)."""
    from assistant.render.code_view import CodeView
    from assistant.render.views import Margin

    return CodeView(
        shell.stdout, Margin(notes, prompt, ways_on), passage(shell, shape), notes=notes, wanted=wanted
    )


def passage(shell: Shell, shape: Shape) -> "Passage":
    """Give what a text goes through on its way to stdout where it is not rendered."""
    from assistant.render.views import AsItIs
    from assistant.safe import PipeText, TerminalText

    if is_terminal(shell.stdout):
        return TerminalText()
    return AsItIs() if shape is Shape.RAW else PipeText()


def renderer(shell: Shell, display: Display) -> "Renderer":
    """Give what renders Markdown: as it streams on a terminal, row by row where colour is wanted in a pipe."""
    from assistant.render.abilities import palette_of, shrinking_of
    from assistant.render.piped import RowRenderer
    from assistant.render.terminal import TerminalRenderer

    palette = palette_of(shell.environment, display)
    if is_terminal(shell.stdout):
        return TerminalRenderer(
            shell.stdout,
            size=lambda: size(shell),
            palette=palette,
            shrinking=shrinking_of(shell.environment),
            tab=display.tab,
        )
    return RowRenderer(shell.stdout, columns=columns(shell), palette=palette, tab=display.tab)


def theme_page(shell: Shell, display: Display) -> Iterator[str]:
    """Give the rows of the page that shows every theme."""
    from assistant.render.abilities import palette_of
    from assistant.render.page import theme_page
    from assistant.render.palette import Depth

    palette = palette_of(shell.environment, looked(shell, display).display())
    if not is_terminal(shell.stdout) and display.colour is not When.ALWAYS:
        palette = replace(palette, depth=Depth.DUMB)
    return theme_page(palette, columns(shell))


def themes() -> list[str]:
    """Give the names of every theme there is."""
    from assistant.render.page import theme_names

    return theme_names()


def size(shell: Shell) -> tuple[int, int]:
    """Ask the terminal for its columns and rows; 0 where it does not tell."""
    try:
        return os.get_terminal_size(shell.stdout.fileno())
    except OSError:
        return (0, 0)


def columns(shell: Shell) -> int:
    """Give the columns to write for: the terminal's, else those of COLUMNS, else 80."""
    said = number_in(shell.environment.get("COLUMNS", "")) or 0
    return size(shell)[0] or (said if 0 < said < 10_000 else 80)


def styled(shell: Shell, display: Display) -> bool:
    """Tell whether what is written to a terminal may carry styles."""
    wish = wished(shell.environment) if display.colour is When.AUTO else display.colour
    return wish is not When.NEVER and shell.environment.get("TERM", "") != "dumb"
