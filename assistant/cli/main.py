"""Takes the command line apart, runs what it names, and turns every way it can end into an exit code."""

import gc
import signal
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

import click

from assistant.cli.arguments import (
    HELP_NAMES,
    LITERAL,
    first_word,
    option_among_words,
    with_quotations,
    word_behind_difference,
)
from assistant.cli.help_text import COMMAND_GROUPS
from assistant.cli.options import as_typed, options_from, with_values
from assistant.cli.parameters import question_parameters
from assistant.errors import AnswerCut, AskError, GatewayError, UsageError, cause_of
from assistant.interrupt import ENDINGS, handle, signal_of
from assistant.render.notes import is_terminal, rows, terminal_columns
from assistant.safe import visible, visible_on_one_line
from assistant.shell import Shell

HINT = "     "  # as wide as what stands before the message
_REPEATED = 200  # characters of a question that a hint repeats


def _ask(arguments: Sequence[str]) -> click.Command:
    @click.pass_obj
    def callback(shell: Shell, /, **values: Any) -> int:
        from assistant.cli.question import ask  # which --help does without

        behind = word_behind_difference(arguments)
        options = replace(options_from(**values), literal="--" in arguments, behind_difference=behind)
        return ask(shell, options)

    return QuestionCommand("ask", params=question_parameters(), callback=callback)


class QuestionCommand(click.Command):
    """The command that asks a question: its help is one screen, the manual tells the rest."""

    def get_help(self, ctx: click.Context) -> str:  # noqa: ARG002 - as click calls it
        """Give the overview."""
        from assistant.cli.overview import overview

        return overview()


# A first word that stands here is the command, anything else is a question. Each command lives in the module of its name,
# which is imported when it is named.
COMMANDS = frozenset(name for group in COMMAND_GROUPS.values() for name in group)


def command_named(name: str) -> click.Command:
    """Give the command of a name in `COMMANDS`."""
    command: click.Command = getattr(import_module(f"assistant.cli.{name}"), name)
    return command


def run(arguments: Sequence[str], shell: Shell) -> int:
    """Run a command line; gives the exit code. Nothing a user or a network can cause leaves as an exception."""
    handle(*ENDINGS)
    try:
        return dispatch(arguments, shell)
    except AskError as error:
        complain(shell, error.message, error.hint)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        if shell.stderr is not None:
            shell.stderr.write(visible(f"{error.format_message()}\n"))
        return 2
    except click.ClickException as error:
        complain(shell, as_typed(error.format_message().rstrip("."), arguments), usage_hint(arguments, error))
        return 2
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except KeyboardInterrupt as interrupt:
        return 128 + signal_of(interrupt)
    except BrokenPipeError:
        return 128 + signal.SIGPIPE
    except Exception as error:  # noqa: BLE001 - a bug: one line for the user, the rest for whoever mends it
        if isinstance(error.__cause__, KeyboardInterrupt):  # wrapped by Python 3.11 while a class was made
            return 128 + signal_of(error.__cause__)
        return _unforeseen(error, shell)


def _unforeseen(error: Exception, shell: Shell) -> int:
    """Say what nothing else has caught; gives the exit code."""
    if isinstance(error, OSError) and error.filename is None:  # stdout, on a full disk
        complain(shell, f"the output could not be written: {cause_of(error)}", "")
        return AnswerCut.exit_code
    if type(error).__module__ == "sqlite3":  # which most launches do without
        complain(shell, f"the ledger is damaged or in use: {error}", "what to do: ask doctor")
        return 2
    if isinstance(error, (OverflowError, ValueError)) and not _clock_can_be_read():
        hint = "set it: timedatectl set-ntp true"
        complain(shell, "this machine's clock is centuries ahead, beyond what can be counted", hint)
        return 2
    if shortage := _shortage(error):
        complain(shell, shortage, "")
        return GatewayError.exit_code
    if shell.environment.get("ASK_DEBUG"):
        for line in way_to(error):
            complain(shell, line, "")
    complain(shell, f"this is a bug in ask: {place_of(error)}", "ASK_DEBUG=1 shows the way there")
    return 1


def place_of(error: BaseException) -> str:
    """Tell what kind of error came from where; not what it says, which may quote a question, an answer or a key."""
    from traceback import extract_tb

    package = f"{Path(__file__).parents[1]}/"
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.startswith(package)]
    where = f" in {frames[-1].filename.removeprefix(package)}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def way_to(error: BaseException | None) -> list[str]:
    """Give the lines of an error's traceback, those of what it came from first; none of what they say, as `place_of`."""
    from traceback import format_tb

    if error is None:
        return []
    own = "".join(format_tb(error.__traceback__)).splitlines()
    return [*way_to(error.__cause__ or error.__context__), *own, type(error).__name__]


def _clock_can_be_read() -> bool:
    from datetime import UTC, datetime

    try:
        return bool(time.time() and datetime.now(UTC))
    except (OverflowError, ValueError):
        return False


def _shortage(error: Exception) -> str:
    """Say what the machine has not enough of, "" where it is something else."""
    if isinstance(error, MemoryError):
        return "there is not enough memory for this"
    few = "the system allows no more threads: a limit on processes (ulimit -u, a container's) is reached"
    return few if "start new thread" in str(error) else ""


def dispatch(arguments: Sequence[str], shell: Shell) -> int:
    """Find the command a command line names, a question where it names none, and run it."""
    arguments = _with_help_named(arguments)
    if len(arguments) == 2 and arguments[0] in HELP_NAMES and arguments[1] in {"all", "man"}:
        from assistant.cli.man_page import PAGES
        from assistant.cli.tree import tree

        shell.stdout.write(PAGES[arguments[1]](tree()))
        return 0
    given = with_values(arguments, shell)
    arguments = with_quotations(given)
    position = first_word(arguments)
    name = arguments[position] if position is not None else ""
    if position is not None and name in COMMANDS:
        command = command_named(name)
        typed = arguments if any(each.name == "words" for each in command.params) else given
        return _invoke(command, [*typed[:position], *typed[position + 1 :]], shell)
    if (
        position is None
        and is_terminal(shell.stdin)
        and not {*HELP_NAMES, "--version", "--"} & set(arguments)
    ):
        return _invoke(command_named("chat"), arguments, shell)
    if option := option_among_words(arguments):
        raise UsageError(
            f"{option} stands among words: it may be one of the question or an option",
            hint=f'one of the question: put it in quotes, or -- before it · an option: ask {option} "…"',
        )
    return _invoke(_ask(arguments), arguments, shell)


def _with_help_named(arguments: Sequence[str]) -> Sequence[str]:
    """Give `help` and the name of a command as the command's `--help`; with other words it begins a question.

    Raises UsageError for a name that is a command's but for a slip.
    """
    if not arguments or arguments[0] != "help":
        return arguments
    match " ".join(arguments).split():
        case ["help"]:
            return ["--help"]
        case ["help", "all" | "man" as whole]:
            return ["--help", whole]
        case ["help", name] if name in COMMANDS:
            return [name, "--help"]
        case ["help", name, own] if name in COMMANDS and own in getattr(command_named(name), "commands", ()):
            return [name, own, "--help"]
        case ["help", name]:
            _refuse_slip(name, COMMANDS, arguments)
            return arguments
        case ["help", name, own] if name in COMMANDS:
            names = getattr(command_named(name), "commands", ())
            _refuse_slip(own, (f"{name} {each}" for each in names), arguments)
            return arguments
        case _:
            return arguments


def _refuse_slip(name: str, known: Iterable[str], arguments: Sequence[str]) -> None:
    from assistant.spelling import is_slip_of

    for one in known:
        own = one.rpartition(" ")[2]
        if len(name) > 2 and name[0] == own[0] and is_slip_of(own, name):
            words = " ".join(arguments)
            raise UsageError(
                f"there is no help on {name}", hint=f"ask help {one} · as a question: ask -- {words}"
            )


def _invoke(command: click.Command, arguments: Sequence[str], shell: Shell) -> int:
    name = "ask" if command.name == "ask" else f"ask {command.name}"
    # not command.main(): it would turn a signal into an abort of its own
    if command.name not in {"ask", "chat"}:  # which have more to load, and see to it themselves
        gc.freeze()  # what is loaded stays, and need not be looked through
        gc.enable()
    with command.make_context(name, list(arguments), obj=shell, help_option_names=HELP_NAMES) as context:
        context.meta[LITERAL] = "--" in arguments
        code = command.invoke(context)
    return code if isinstance(code, int) else 0


def usage_hint(arguments: Sequence[str], error: click.ClickException) -> str:
    """Give the hint for a command line that cannot be taken: how to ask it as a question, where it looks like one."""
    position = first_word(arguments)
    if position is None or arguments[position] not in COMMANDS:
        of_option = isinstance(error, (click.NoSuchOption, click.BadOptionUsage))
        dash = 'words that start with a dash go after "--" · ' if of_option else ""
        return f"{dash}ask --help"
    import shlex

    name = arguments[position]
    if name == "key" and any(len(word) > 11 and any(map(str.isdigit, word)) for word in arguments):
        return "ask key --help"  # no model is offered what may be one
    words = shlex.join(arguments[position:])
    if len(words) > _REPEATED:
        words = "\u2026"
    asked = " ".join((*map(shlex.quote, arguments[:position]), "--", words))
    return f"ask {name} --help · to ask it as a question: ask {asked}"


def complain(shell: Shell, message: str, hint: str) -> None:
    """Say on stderr what happened and what to do: a line each, whatever is quoted in them."""
    if shell.stderr is None:
        return
    with suppress(OSError, ValueError):
        columns = terminal_columns(shell.stderr)
        lines = (f"ask: {message}", *([HINT + hint] if hint else []))
        for row in chain.from_iterable(rows(line, columns, HINT) for line in lines):
            shell.stderr.write(f"{visible_on_one_line(row)}\n")
        shell.stderr.flush()
