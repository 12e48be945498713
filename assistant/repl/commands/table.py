"""The slash commands: one table that runs them, explains them in /help and completes them."""

from collections.abc import Callable, Mapping
from enum import Enum, auto
from itertools import chain

from assistant.errors import UsageError
from assistant.render.notes import rows, terminal_columns
from assistant.repl.commands import answer, conversation, files, last_turn, settings
from assistant.repl.help_layout import laid_out
from assistant.repl.session import Session
from assistant.values import dataclass


class Takes(Enum):
    """What follows a command's name, for the completion."""

    NOTHING = auto()
    TIERS = auto()
    MODELS = auto()
    FILES = auto()
    ATTACHED = auto()
    THEMES = auto()
    COMMANDS = auto()
    CONVERSATIONS = auto()


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: what it does with its argument, how the argument is written, one line of help."""

    name: str
    run: Callable[[Session, str], None]
    help: str
    usage: str = ""
    takes: Takes = Takes.NOTHING
    other_names: tuple[str, ...] = ()


def _help(session: Session, argument: str) -> None:
    asked = argument.lstrip("/").lower()
    if asked and asked not in NAMES:
        raise UsageError(f"there is no /{asked}", hint="/help lists the commands")
    chosen = [COMMANDS[NAMES[asked]]] if asked else list(COMMANDS.values())
    explained = [(f"/{command.name} {command.usage}".rstrip(), command.help) for command in chosen]
    columns = terminal_columns(session.context.out)
    lines = laid_out(explained, columns)
    keys = () if asked else ("", *chain.from_iterable(rows(line, columns) for line in KEYS))
    session.show("\n".join((*lines, *keys)))


KEYS = (
    "Enter sends · Alt-Enter or Ctrl-J breaks the line · Ctrl-X Ctrl-E opens the editor · Ctrl-R finds a line",
    "Ctrl-C ends an answer or clears the line · Ctrl-Z suspends · Ctrl-D leaves",
    "@file, @file:40-80 and @lib/*.ts go with the question",
)

COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in (
        Command("tier", settings.tier, "ask this tier from now on; auto: by the question", "[TIER|auto]", Takes.TIERS),
        Command("model", settings.model, "ask this model from now on; auto: by the tier", "[ID|auto]", Takes.MODELS),
        Command("system", settings.system, "replace the standing instruction; - restores it", "[TEXT|-]"),
        Command("cap", settings.cap, "spend no more in the session; 2/day: in every shell", "[US$|off]"),
        Command("file", files.attach, "send files with the next question", "PATH[:A-B]...", Takes.FILES),
        Command("files", files.listed, "what goes with the next question"),
        Command("drop", files.drop, "take back a file, or all of them", "[NAME]", Takes.ATTACHED),
        Command("why", last_turn.why, "why the last question went where it went"),
        Command("up", last_turn.up, "ask again one tier higher, and show how the code differs"),
        Command("retry", last_turn.retry, "ask the last question again"),
        Command("undo", last_turn.undo, "forget the last turn; its question comes back to the line"),
        Command("code", answer.code, "show the last answer's code, or block N of it", "[N]"),
        Command("copy", answer.copy, "copy the last answer, or block N of its code", "[N]"),
        Command("save", answer.save, "write block N of the code to a file", "[N] PATH", Takes.FILES),
        Command("think", answer.think, "show what the model thought"),
        Command("new", conversation.new, "begin a new conversation"),
        Command("log", conversation.log, "earlier conversations, or those with these words", "[WORDS]"),
        Command("open", conversation.reopen, "go on with conversation N; alone: list them", "[N]", Takes.CONVERSATIONS),
        Command("cost", conversation.cost, "what the session cost"),
        Command("theme", settings.theme, "the colours", "[NAME]", Takes.THEMES),
        Command("edit", conversation.edit, "write the question in $VISUAL or $EDITOR", "[TEXT]"),
        Command("multiline", settings.multiline, "Enter breaks the line and Alt-Enter sends, or back"),
        Command("help", _help, "this list", "[COMMAND]", Takes.COMMANDS, ("?",)),
        Command("quit", conversation.leave, "leave", other_names=("exit", "q", "bye")),
    )
}  # fmt: skip

# Every spelling of a command, and the command's name.
NAMES: Mapping[str, str] = {
    spelling: command.name
    for command in COMMANDS.values()
    for spelling in (command.name, *command.other_names)
}

# What other programs call a command, and its name here; "" is what they have and we have not.
ELSEWHERE: Mapping[str, str] = {
    word: name
    for name, words in {
        "": "run",
        "copy": "yank",
        "cost": "stats tokens usage",
        "drop": "remove rm",
        "edit": "editor",
        "file": "add attach context read read-only",
        "log": "chats history list ls sessions",
        "model": "models",
        "new": "clear reset",
        "open": "continue load resume",
        "retry": "again redo regenerate",
        "save": "apply write",
        "system": "persona prompt role",
    }.items()
    for word in words.split()
}
