"""`ask trust`: look at what a project's `.ask` folder would change, and let it count or not."""

import click

from assistant import wiring
from assistant.cli.guarding import agreed
from assistant.errors import UsageError
from assistant.safe import visible, visible_on_one_line
from assistant.shell import Shell
from assistant.store.project_settings import with_project
from assistant.store.templates import sources
from assistant.store.trust import Project, forget, project_at, trusts_in
from assistant.store.trust import trust as keep_trust


@click.command("trust")
@click.option("--yes", is_flag=True, help="Trust what is shown without asking.")
@click.option("--forget", "forgotten", is_flag=True, help="Let nothing of this project count any more.")
@click.option("--list", "listed", is_flag=True, help="List what is trusted, and what of it still counts.")
@click.pass_obj
def trust(shell: Shell, *, yes: bool, forgotten: bool, listed: bool) -> None:
    """Show what the project's .ask folder would change, and let it count if you say so.

    It holds templates (templates/*.toml, *.md) and settings (config.toml). A file that changes does not count until it is
    trusted again.
    """
    if listed:
        _list(shell)
        return
    project = wiring.project(shell)
    if project is None:
        raise UsageError("there is no .ask folder here or above, up to the root of the project")
    if forgotten:
        gone = forget(project.folder, wiring.paths(shell).trust)
        end = "does not count any more" if gone else "was not trusted"
        shell.stdout.write(visible(f"{project.folder} {end}\n"))
        return
    _show(shell, project)
    if not (project.new or project.changed):
        return
    _check(shell, project)
    shell.stdout.flush()
    if not yes and not agreed("Let this count? [y/N] "):
        raise UsageError("nothing was trusted", hint="answer y on a terminal, or: ask trust --yes")
    keep_trust(project, wiring.paths(shell).trust)
    shell.stdout.write("trusted, as long as it stays as it is\n")


def _show(shell: Shell, project: Project) -> None:
    texts = project.texts
    shell.stdout.write(visible(f"{project.folder}: {'' if texts else 'nothing that could count'}\n"))
    for name, text in texts.items():
        if name in project.trusted:
            shell.stdout.write(visible(f"  {visible_on_one_line(name)}: trusted\n"))
            continue
        state = "changed since you trusted it" if name in project.changed else "new"
        shell.stdout.write(visible(f"  {visible_on_one_line(name)}: {state}\n"))
        shell.stdout.write(visible("".join(f"  | {line}\n" for line in text.splitlines())))


def _check(shell: Shell, project: Project) -> None:
    """Refuse settings that a project may not make, and broken templates, before they count. Raises ConfigError."""
    trusted = Project(project.folder, project.texts, {}, {})
    with_project(wiring.users_settings(shell), trusted, shell.environment)
    for source in sources(project.folder / "none", trusted).values():
        source.template()


def _list(shell: Shell) -> None:
    from pathlib import Path

    file = wiring.paths(shell).trust
    for folder in sorted(trusts_in(file)):
        project = project_at(Path(folder), file)
        names = [*project.trusted, *(f"{name} (changed)" for name in project.changed)]
        names += [f"{name} (gone)" for name in trusts_in(file)[folder] if name not in project.texts]
        shell.stdout.write(visible_on_one_line(f"{folder}: {', '.join(names)}") + "\n")
