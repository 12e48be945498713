"""What a Tab needs to know from the machine: `ask __complete KIND`, one `value<Tab>about` a line. Not for typing."""

from collections.abc import Iterator

from assistant import wiring
from assistant.cli.tree import Kind
from assistant.errors import AskError
from assistant.safe import visible_on_one_line
from assistant.shell import Shell

MOST = 200  # turns that are offered, the newest


def complete(shell: Shell, kind: str) -> int:
    """Write what there is of a kind; nothing where it cannot be known."""
    try:
        for value, about in _found(shell, kind):
            if not any(character.isspace() for character in value):
                line = f"{visible_on_one_line(value)}\t{visible_on_one_line(about)[:70]}"
                shell.stdout.write(line.rstrip() + "\n")
    except AskError:
        return 1
    return 0


def _found(shell: Shell, kind: str) -> Iterator[tuple[str, str]]:
    match kind:
        case Kind.MODELS:
            yield from ((model, "") for model in wiring.settings(shell).models)
        case Kind.PROVIDERS:
            settings = wiring.settings(shell)
            yield from ((provider.name, provider.base_url) for provider in settings.providers.values())
        case Kind.TEMPLATES:
            yield from ((name, "") for name in wiring.templates(shell))
        case Kind.THEMES:
            yield from ((name, "") for name in wiring.themes())
        case Kind.TURNS:
            yield from _asked(shell)


def _asked(shell: Shell) -> Iterator[tuple[str, str]]:
    from assistant.store.log import latest

    connection = wiring.log(shell)
    for record in latest(connection, MOST) if connection else ():
        yield str(record.id), " ".join(record.prompt.split())
