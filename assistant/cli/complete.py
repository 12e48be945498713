"""What a Tab needs to know from the machine: `ask __complete KIND [TYPED]`, one `value<Tab>about` a line.

A Tab is waited for: only what a kind takes is imported, no command line and no `wiring`.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.safe import visible_in_a_row
from assistant.shell import Shell

if TYPE_CHECKING:
    from assistant.store.paths import Paths
    from assistant.store.settings import Settings

_PLAIN = re.compile(r"[\w.:/@+,=%-]+")  # a shell puts it into the line as it is: no name may run there
_LISTED = "listed-"
MOST = 200  # turns that are offered, the newest


def complete(shell: Shell, kind: str, typed: str = "") -> int:
    """Write what there is of a kind, of one that is listed behind the last comma that was `typed`.

    Writes nothing where it cannot be known, whatever the reason.
    """
    single = kind.removeprefix(_LISTED)
    before = "" if single == kind else "".join(typed.rpartition("=")[2].rpartition(",")[:2])
    named = before.split(",")
    try:
        for value, about in _found(shell, single):
            if value not in named and _PLAIN.fullmatch(before + value):
                line = f"{before}{value}\t{visible_in_a_row(about)[:70]}"
                shell.stdout.write(line.rstrip() + "\n")
    except Exception:  # noqa: BLE001 - a line that is being typed is no place for a report
        return 1
    return 0


def _found(shell: Shell, kind: str) -> Iterator[tuple[str, str]]:
    match kind:
        case "models":
            yield from ((model, "") for model in _settings(shell).models)
        case "providers":
            settings = _settings(shell)
            yield from ((provider.name, provider.base_url) for provider in settings.providers.values())
        case "templates":
            from assistant.store.project import project_here
            from assistant.store.templates import sources

            paths = _paths(shell)
            found = sources(paths.templates, project_here(shell.environment, paths.trust))
            yield from ((name, "") for name in found)
        case "themes":
            from assistant.render.themes import theme_names

            yield from ((name, "") for name in theme_names())
        case "turns":
            yield from _asked(shell)
        case "tasks":
            from assistant.bench.task import tasks_in

            tasks = tasks_in(_paths(shell).tasks).tasks
            yield from ((name, task.prompt.text) for name, task in tasks.items())


def _paths(shell: Shell) -> "Paths":
    from assistant.store.paths import paths_for

    return paths_for(shell.environment.get("ASK_CONFIG", ""))


def _settings(shell: Shell) -> "Settings":
    from assistant.store.settings import settings_from

    return settings_from(_paths(shell).config, shell.environment)


def _asked(shell: Shell) -> Iterator[tuple[str, str]]:
    from assistant.store.database import opened_to_read
    from assistant.store.log import latest

    connection = opened_to_read(_paths(shell).ledger, busy_timeout=0)
    for record in latest(connection, MOST) if connection else ():
        yield str(record.id), record.prompt
