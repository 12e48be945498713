"""`ask completions`: the completion of bash, zsh and fish, printed or put where the shell looks."""

import re
from collections.abc import Mapping
from pathlib import Path

import click

from assistant.cli.asking import agreed
from assistant.cli.scripts import FILES, SCRIPTS
from assistant.cli.tree import tree
from assistant.errors import ConfigError, UsageError, cause_of
from assistant.safe import visible_lines
from assistant.shell import Shell
from assistant.store.files import write_private

WAKE_ZSH = "(( $+functions[compdef] )) || {{ autoload -Uz compinit; compinit -i }}; source {file}"


@click.group("completions")
def completions() -> None:
    """Print or install the completion of a shell."""


def _printing(shell_name: str) -> click.Command:
    @click.pass_obj
    def printed(shell: Shell) -> None:
        shell.stdout.write(SCRIPTS[shell_name](tree()))

    return click.Command(shell_name, callback=printed, help=f"Print the completion of {shell_name}.")


for _name in SCRIPTS:
    completions.add_command(_printing(_name))


@completions.command("install")
@click.argument("name", metavar="[SHELL]", type=click.Choice(list(SCRIPTS)), required=False)
@click.option("--yes", is_flag=True, help="Change the shell's start-up file without asking.")
@click.pass_obj
def install(shell: Shell, *, name: str | None, yes: bool) -> None:
    """Put the completion where SHELL looks, or the shell you use; ask before its start-up file is changed."""
    wanted = name or Path(shell.environment.get("SHELL", "")).name
    if wanted not in SCRIPTS:
        raise UsageError(
            "could not tell which shell you use", hint="ask completions install bash, or zsh, or fish"
        )
    home = Path(shell.environment.get("HOME", ""))
    if not home.is_absolute():
        raise ConfigError("could not find your home folder", hint="set HOME")
    file = place(wanted, shell.environment, home)
    write_private(file, SCRIPTS[wanted](tree()))
    shell.stdout.write(visible_lines(f"wrote {file}"))
    shell.stdout.flush()
    waking = _waking(wanted, shell.environment, home, file)
    if waking is None:
        return
    start, line = waking
    if not yes and not agreed(visible_lines(f"Add this line to {start}? [y/N]", f"  {line}")):
        shell.stdout.write(visible_lines(f"{start} stays as it is; the line it needs:", f"  {line}"))
        return
    try:
        start.touch(mode=0o600)  # a new one is the user's alone, whatever the umask
        text = start.read_text(encoding="utf-8", errors="replace")
        # added to, not written anew: it may be a link into a repository
        with start.open("a", encoding="utf-8", errors="surrogateescape") as out:
            out.write(f"{'' if not text or text.endswith(chr(10)) else chr(10)}{line}\n")
    except OSError as error:
        raise ConfigError(f"{start} could not be written: {cause_of(error)}", hint=f"add: {line}") from error
    shell.stdout.write(visible_lines(f"added a line to {start}; a new {wanted} completes ask"))


def place(name: str, environment: Mapping[str, str], home: Path) -> Path:
    """Give the file that a user's own completion of ask belongs in."""
    files = _folder(environment, "XDG_DATA_HOME", home / ".local/share")
    if name == "bash":
        return files / "bash-completion/completions/ask"
    if name == "zsh":
        return files / "zsh/site-functions" / FILES["zsh"]
    return _folder(environment, "XDG_CONFIG_HOME", home / ".config") / "fish/completions/ask.fish"


def _folder(environment: Mapping[str, str], variable: str, usual: Path) -> Path:
    """Give the folder a variable names; one that is no absolute path is ignored, as its specification has it."""
    named = environment.get(variable, "")
    return Path(named) if named.startswith("/") else usual


def _waking(name: str, environment: Mapping[str, str], home: Path, file: Path) -> tuple[Path, str] | None:
    """Give the start-up file and the line it lacks; None where the shell finds the completion by itself."""
    if name == "fish":
        return None
    quoted = "'" + str(file).replace("'", "'\\''") + "'"
    if name == "bash":
        start, line = home / ".bashrc", f". {quoted}"
    else:
        start, line = Path(environment.get("ZDOTDIR") or home) / ".zshrc", WAKE_ZSH.format(file=quoted)
    try:
        lines = [each.strip() for each in start.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        lines = []
    return None if line in lines or (name == "bash" and _loads_all(lines)) else (start, line)


def _loads_all(lines: list[str]) -> bool:
    """Tell whether a start-up file reads a bash-completion that is there; many name one that is not installed."""
    named = [each for each in lines if "bash_completion" in each and not each.startswith("#")]
    paths = [
        path for each in named for path in re.findall(r"(?<![\w$}])/[\w./-]*bash_completion[\w./-]*", each)
    ]
    return any(Path(path).is_file() for path in paths) if paths else bool(named)
