"""What an entry does: a question is asked, a command run, a typo told."""

import os

from assistant.errors import AskError, UsageError
from assistant.repl.commands.table import COMMANDS, ELSEWHERE, NAMES, Command
from assistant.repl.entry import Order, Typo, Words, entry_of
from assistant.repl.session import Session


def respond(session: Session, text: str) -> None:
    """Do what an entry says. What a user or a network can cause is said on the screen."""
    entry = entry_of(text, NAMES, os.path.exists, ELSEWHERE)
    try:
        match entry:
            case Words(words) if words:
                session.ask(session.prompt(words))
            case Order(name, argument):
                _run(session, COMMANDS[name], argument)
            case Typo(name, nearest):
                meant = f"; did you mean /{nearest}?" if nearest else ""
                session.say(f"there is no /{name}{meant}", "  /help lists the commands")
            case _:
                pass
    except AskError as error:
        session.fail(error)


def _run(session: Session, command: Command, argument: str) -> None:
    if argument and not command.usage:  # "/undo 2" would forget one turn, and "/quit now?" leave
        raise UsageError(f"/{command.name} takes no words", hint=f"/help {command.name} explains it")
    command.run(session, argument)
