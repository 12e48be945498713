"""`ask trust`: look at what a project's `.ask` folder would change, and let it count or not."""

import os
from pathlib import Path

import click

from assistant import wiring
from assistant.cli.asking import ask_terminal
from assistant.errors import UsageError
from assistant.render.difference import difference
from assistant.safe import lines_of, visible, visible_lines
from assistant.shell import Shell
from assistant.store.project import FOLDER
from assistant.store.project_settings import looser_guard, with_project
from assistant.store.templates import sources_of
from assistant.store.trust import (
    IN_A_LINK,
    SETTINGS,
    Project,
    Standing,
    forget,
    project_at,
    refuse,
    text_as_trusted,
    trusts_in,
)
from assistant.store.trust import trust as keep_trust

_LISTED = {Standing.TRUSTED: "", Standing.CHANGED: " (changed)", Standing.REFUSED: " (you said no)"}


@click.command("trust")
@click.argument("folder", required=False)
@click.option("--yes", is_flag=True, help="Trust what is shown without asking.")
@click.option("--forget", "forgotten", is_flag=True, help="Stop trusting this project, or the one in FOLDER.")
@click.option("--list", "listed", is_flag=True, help="List what is trusted, and what of it has changed.")
@click.pass_obj
def trust(shell: Shell, *, folder: str | None, yes: bool, forgotten: bool, listed: bool) -> None:
    """Show what the project's .ask folder would change, and trust it if you agree.

    It holds templates (templates/*.toml, *.md) and settings (config.toml). A file that changes is ignored until it is
    trusted again.
    """
    if folder is not None and not forgotten:
        raise click.UsageError("a folder is named with --forget only")
    if yes + forgotten + listed > 1:
        raise click.UsageError("choose one of --yes, --forget and --list")
    if listed:
        _list(shell)
        return
    project = wiring.project(shell)
    if forgotten:
        _forget(shell, Path(folder) if folder else project.folder if project else Path(FOLDER))
        return
    if project is None:
        raise UsageError("there is no .ask folder here or above, up to the root of the project")
    _show(shell, project)
    if len(project.trusted) < len(project.files):
        _check(shell, project)
        shell.stdout.flush()
        _keep(shell, project, "y" if yes else ask_terminal("Trust this? [y/N] ") or "")


def _forget(shell: Shell, folder: Path) -> None:
    """Stop trusting a `.ask` folder, or the one in a project's folder; it may be gone. Raises UsageError."""
    file = wiring.paths(shell).trust
    try:
        found = [one for one in (folder, folder / FOLDER) if forget(one, file)]
    except FileNotFoundError:  # the folder one stands in is gone
        found = []
    if not found and not os.path.lexists(folder):
        raise UsageError(f"{folder} is not there, nor trusted", hint="see what is: ask trust --list")
    end = "is no longer trusted" if found else "was not trusted"
    shell.stdout.write(visible_lines(f"{found[0] if found else folder} {end}"))


def _keep(shell: Shell, project: Project, answer: str) -> None:
    """Keep a yes or a no. Raises UsageError for what is no yes."""
    if answer.startswith("n"):
        refuse(project, wiring.paths(shell).trust)
        raise UsageError(
            "not trusted; you are not asked again until it changes", hint="to trust it: ask trust"
        )
    if not answer.startswith("y"):
        raise UsageError("nothing was trusted", hint="answer y on a terminal, or: ask trust --yes")
    keep_trust(project, wiring.paths(shell).trust)
    shell.stdout.write("trusted until it changes\n")


def _show(shell: Shell, project: Project) -> None:
    write = shell.stdout.write
    write(visible_lines(f"{project.folder}: {'' if project.files else 'nothing to trust'}"))
    for name, (standing, text) in project.files.items():
        write(visible_lines(f"  {name}: {standing.value}"))
        if standing is not Standing.TRUSTED:
            changed = standing is Standing.CHANGED
            before = text_as_trusted(project, name, wiring.paths(shell).trust) if changed else None
            write("".join(f"  | {visible(line)}\n" for line in _difference(before, text)))
    skipped = {**project.skipped, **{str(file): IN_A_LINK for file in project.linked.values()}}
    write(visible_lines(*(f"  {name}: skipped, it {why}" for name, why in skipped.items())))


def _difference(before: str | None, text: str) -> list[str]:
    """Give the lines of a file, or how it differs from what was trusted where that is known."""
    if before is None:
        return lines_of(text)
    names = "as you trusted it", "as it is now"
    before, after = (each.replace("\r\n", "\n") for each in (before, text))
    return difference(before, after, names=names) or ["(only its line ends differ)"]


def _check(shell: Shell, project: Project) -> None:
    """Refuse what a project may not set, and broken templates; tell what will not count. Raises ConfigError."""
    files = {name: (Standing.TRUSTED, text) for name, (_, text) in project.files.items()}
    trusted = Project(project.folder, files)
    own = wiring.users_settings(shell)
    with_project(own, trusted, shell.environment)
    if looser := looser_guard(own, trusted):
        shell.stdout.write(f"  {SETTINGS}: {visible(looser)}\n")
    for source in sources_of(trusted):
        source.template()


def _list(shell: Shell) -> None:
    file = wiring.paths(shell).trust
    trusts = trusts_in(file)
    if not trusts:
        shell.stdout.write("nothing is trusted\n")
    for folder, hashes in sorted(trusts.items()):
        project = project_at(Path(folder), file)
        names = [
            f"{name}{said}"
            for listed, said in _LISTED.items()
            for name, (standing, _) in project.files.items()
            if standing is listed
        ]
        names += [f"{name} (gone)" for name in hashes if name not in project.files]
        shell.stdout.write(visible_lines(f"{folder}: {', '.join(names)}"))
