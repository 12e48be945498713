"""The session's loop: read an entry, do what it says, until the user leaves."""

import errno
import os
import signal
import threading
from typing import TextIO

from prompt_toolkit.application import create_app_session
from prompt_toolkit.shortcuts import PromptSession

from assistant.errors import AskError
from assistant.interrupt import Interrupted
from assistant.repl.entry import Order, Question, Typo, entry_of
from assistant.repl.line import InputLine
from assistant.repl.listening import ListeningInput
from assistant.repl.means import Means
from assistant.repl.modes import Modes
from assistant.repl.session import Session
from assistant.repl.table import COMMANDS, NAMES

SETTLED = 0.15  # seconds after which the prompt stands, and what the first answer takes may be loaded


def converse(means: Means, stdin: TextIO) -> int:
    """Hold a conversation on the terminal; gives the exit code. Leaves the terminal as it was found."""
    terminal = ListeningInput(stdin, means.asking)
    modes = Modes(stdin, means.out, settle=terminal.settle)
    session = Session(means, answering=modes.answer, lending=modes.program, confirm=_confirmed)
    with modes.session(), create_app_session(input=terminal):
        if means.asking is not None:
            means.asking.put()
        line = InputLine(session)
        if means.greeting:
            session.say(means.greeting)
        preparing = threading.Timer(SETTLED, means.prepare)
        preparing.daemon = True
        preparing.start()
        while session.code is None:
            draft, session.draft = session.draft, ""
            try:
                respond(session, line.read(draft))
            except EOFError:
                session.code = 0
            except OSError as error:
                if error.errno != errno.EIO:
                    raise
                session.code = 128 + signal.SIGHUP  # the terminal is gone
            except KeyboardInterrupt as interrupt:
                if isinstance(interrupt, Interrupted) and interrupt.signal_number != signal.SIGINT:
                    session.code = 128 + interrupt.signal_number
        if means.asking is not None:
            means.asking.part()
    return session.code


def respond(session: Session, text: str) -> None:
    """Do what an entry says. What a user or a network can cause is said on the screen."""
    entry = entry_of(text, NAMES, os.path.exists)
    try:
        match entry:
            case Question(words) if words:
                session.ask(session.prompt(words))
            case Order(name, argument):
                COMMANDS[name].run(session, argument)
            case Typo(name, nearest):
                meant = f"; did you mean /{nearest}?" if nearest else ""
                session.say(f"there is no /{name}{meant}", "  /help lists the commands")
            case _:
                pass
    except AskError as error:
        session.fail(error)


def _confirmed(question: str) -> bool:
    try:
        return PromptSession[str](question).prompt().strip().lower() in {"y", "yes"}
    except EOFError:
        return False
    except KeyboardInterrupt as interrupt:
        if isinstance(interrupt, Interrupted) and interrupt.signal_number != signal.SIGINT:
            raise
        return False
