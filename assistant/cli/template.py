"""`ask template`: which templates there are, what stands in them, and writing one's own."""

import os
import re
from pathlib import Path

import click

from assistant import showing, wiring
from assistant.cli.choosing import ignored_template, source_from
from assistant.cli.editing import edit_file
from assistant.cli.group import Group
from assistant.cli.help_text import COMMAND_GROUPS
from assistant.cli.lenient_settings import lenient_settings
from assistant.cli.names import named_model
from assistant.errors import UsageError
from assistant.render.columns import aligned
from assistant.safe import visible, visible_lines
from assistant.shell import Display, Shell
from assistant.store.files import write_own, write_private
from assistant.store.project import FOLDER
from assistant.store.settings import Settings
from assistant.store.templates import Source
from assistant.template import Template

MARKDOWN = """\
+++
about = "what it is for, as `ask template list` tells it"
# tier = "code"                 # simple, code or reasoning; else it is routed like any question
# model = "deepseek-r1"         # else the tier's
# system = "Answer in French."  # replaces the standing instruction

# [arguments]                   # ask {name} to=Rust < x.py
# to = "Python"
+++
Write here what is asked of what is piped in or of the file named.

It is attached, or put where {{{{input}}}} stands. {{{{file}}}} is its name, {{{{lang}}}} its language,
{{{{args}}}} the other words.
"""

TOML = """\
about = "what it is for, as `ask template list` tells it"
# tier = "code"
# model = "deepseek-r1"
# system = "Answer in French."
prompt = '''
Write here what is asked of what is piped in. {{{{input}}}}, {{{{file}}}}, {{{{lang}}}} and {{{{args}}}} are filled in.
'''

# [arguments]
# to = "Python"
"""


@click.group("template", cls=Group, default="list")
def template() -> None:
    """List, show and write the templates that `ask -t NAME` takes."""


@template.command("list")
@click.pass_obj
def listed(shell: Shell) -> None:
    """List every template, what it is for, and which are not those that ship."""
    settings, rows = lenient_settings(shell), list[tuple[str, str]]()
    for name, source in wiring.templates(shell).items():
        try:
            about = _usable(source, settings).about
        except UsageError as error:
            about = f"broken: {error.message}"
        twin = source.twin and f"{source.twin} is not used"
        told = "; ".join(filter(None, (source.owner, twin)))
        owner = f"  ({told})" if told else ""
        rows.append((name, f"{about}{owner}"))
    shell.stdout.write(visible_lines(*aligned(rows, left=(0, 1))))


@template.command("show")
@click.argument("name")
@click.pass_obj
def shown(shell: Shell, *, name: str) -> None:
    """Show the text of one template, and its arguments with their defaults."""
    found = source_from(name, shell).template()
    for argument, default in found.arguments.items():
        shell.stdout.write(visible_lines(f"{argument}={default}"))
    end = "" if found.text.endswith("\n") else "\n"
    shell.stdout.write(visible(found.text) + end)
    for line in filter(None, (ignored_template(name, shell), found.unknown_places())):
        showing.notes(shell, Display()).say(line)


@template.command("new")
@click.argument("name")
@click.option("--toml", is_flag=True, help="As TOML; Markdown if not given.")
@click.option("--project", "of_project", is_flag=True, help="In the project's .ask folder, not in your own.")
@click.pass_obj
def new(shell: Shell, *, name: str, toml: bool, of_project: bool) -> None:
    """Begin a template of your own and open it in $VISUAL or $EDITOR."""
    if not re.fullmatch(r"\w[\w-]*", name):
        raise UsageError("a template's name is letters, digits, - and _", hint="ask template new review-sql")
    if any(name in group for group in COMMAND_GROUPS.values()):
        raise UsageError(
            f"ask {name} is a command: a template needs another name", hint="ask template new my-" + name
        )
    folder = _project_folder(shell) if of_project else wiring.paths(shell).templates
    for ending in (".md", ".toml"):
        if os.path.lexists(folder / f"{name}{ending}"):
            raise UsageError(f"{folder / name}{ending} already exists", hint=f"ask template edit {name}")
    file = folder / f"{name}{'.toml' if toml else '.md'}"
    # a project's counts by what is in it, wherever it lies
    write = write_private if of_project else write_own
    write(file, (TOML if toml else MARKDOWN).format(name=name))
    _edited(file, shell)
    if of_project:
        shell.stdout.write("it is used once you trust it: ask trust\n")


@template.command("edit")
@click.argument("name")
@click.pass_obj
def edit(shell: Shell, *, name: str) -> None:
    """Open a template in $VISUAL or $EDITOR; one that ships is copied to your own folder first."""
    source = source_from(name, shell)
    if source.owner:
        _edited(source.file, shell)
        if source.owner == "project":
            shell.stdout.write("if it changed, it is used once you trust it again: ask trust\n")
        return
    text = source.file.read_text(encoding="utf-8")
    file = wiring.paths(shell).templates / source.file.name
    write_own(file, text)
    try:
        _edited(file, shell)
    finally:
        if file.is_file() and file.read_bytes() == text.encode():
            file.unlink()
            shell.stdout.write(f"{name} stays as it ships\n")


def _usable(source: Source, settings: Settings) -> Template:
    """Read a template. Raises UsageError for one that cannot be used, as where its model is not known."""
    found = source.template()
    if found.model:
        named_model(found.model, settings, named_at=found.named_at)
    return found


def _edited(file: Path, shell: Shell) -> None:
    edit_file(file, shell)
    unknown = _usable(Source(file.stem, file), lenient_settings(shell)).unknown_places()
    shell.stdout.write(visible_lines(f"{file} can be used, but: {unknown}" if unknown else f"{file} is fine"))
    shell.stdout.flush()


def _project_folder(shell: Shell) -> Path:
    """Give where a project's templates lie. Raises UsageError for a link: nothing behind it would ever count."""
    project = wiring.project(shell)
    folder = project.folder if project else Path(FOLDER)
    for each in (folder, folder / "templates"):
        if each.is_symlink():
            raise UsageError(f"{each} is a link: nothing was written")
    return folder / "templates"
