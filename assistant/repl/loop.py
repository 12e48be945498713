"""The session's loop: read an entry, do what it says, until the user leaves."""

import errno
import gc
import signal
import sys
import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TextIO

from prompt_toolkit.application import create_app_session
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.shortcuts import PromptSession

from assistant.interrupt import signal_of
from assistant.render.capabilities import shrinking_of
from assistant.repl.context import SessionContext
from assistant.repl.lazy_session import LazySession
from assistant.repl.line import InputLine
from assistant.repl.listening import ListeningInput
from assistant.repl.modes import Modes
from assistant.repl.output import ScrollbackOutput
from assistant.repl.reading import read
from assistant.repl.redrawing import follow_wraps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assistant.catalog import Provider
    from assistant.conversation import Conversation
    from assistant.prompt import Prompt
    from assistant.repl.session import Session

SETTLED = 0.15  # seconds after which the prompt stands, and what the first answer takes may be loaded


def converse(context: SessionContext, stdin: TextIO) -> int:
    """Hold a conversation on the terminal; gives the exit code. Leaves the terminal as it was found."""
    terminal = ListeningInput(stdin, context.background_query)
    output = ScrollbackOutput.from_pty(
        context.out, term=context.environment.get("TERM"), default_color_depth=ColorDepth.from_env()
    )
    modes = Modes(stdin, context.out, terminal, dumb=context.dumb)
    lazy = LazySession(context, lambda: _session(context, modes, line))
    with modes.session(), create_app_session(input=terminal, output=output):
        if context.background_query is not None:
            context.background_query.put()
        line = InputLine(context, lazy)
        for words in context.greeting:
            context.notes.say(words)
        preparing = threading.Timer(SETTLED, _prepare, (context, lazy))
        preparing.daemon = True
        preparing.start()
        draft, code = "", None
        while code is None:
            draft, code = _next_turn(lazy, line, draft)
        line.remember()
        if context.background_query is not None:
            context.background_query.part()
    return code


def _next_turn(lazy: LazySession, line: InputLine, draft: str) -> tuple[str, int | None]:
    """Read an entry and respond to it; gives what `_answered` gives."""
    try:
        line.remember()
        return _answered(lazy.session, line.read(draft))
    except EOFError:
        return "", 0
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return "", 128 + signal.SIGHUP  # the terminal is gone
    except KeyboardInterrupt as interrupt:
        number = signal_of(interrupt)
        return "", None if number == signal.SIGINT else 128 + number


def _session(context: SessionContext, modes: Modes, line: InputLine) -> "Session":
    from assistant.repl.session import Session  # noqa: PLC0415 - behind the first prompt

    context = replace(context, outgoing=partial(_outgoing, context, line))
    confirm = partial(_confirmed, context.environment)
    return Session(context, answering=modes.answer, lending=modes.program, confirm=confirm)


def _outgoing(
    context: SessionContext,
    line: InputLine,
    prompt: "Prompt",
    provider: "Provider",
    earlier: "Conversation",
) -> "Prompt":
    """Guard a question, and write it down before it is sent."""
    try:
        return context.outgoing(prompt, provider, earlier)
    finally:
        line.remember()


def _prepare(context: SessionContext, lazy: LazySession) -> None:
    """Load what the first answer takes."""
    from assistant.repl import responding  # noqa: F401, PLC0415

    lazy.session()
    context.prepare()


def _answered(session: "Callable[[], Session]", text: str) -> tuple[str, int | None]:
    """Respond to an entry; gives what the next line begins with, and the exit code where the session is to end."""
    from assistant.repl.responding import respond  # noqa: PLC0415 - behind the first prompt

    held = session()
    _tidy()
    respond(held, text)
    draft, held.draft = held.draft, ""
    return draft, held.code


def _tidy() -> None:
    """Let go of what nobody needs, before an answer needs memory: it would pile up over the turns, to so much."""
    if gc.isenabled():  # until then there is much to look through, and little to find
        gc.collect()  # each line read leaves some 100 kB in circles
    if sys.version_info < (3, 13):
        sys._clear_type_cache()  # noqa: SLF001 - `case Delta(text)` leaves a string in it each time, up to 4,096


def asked(environment: "Mapping[str, str]", question: str) -> str | None:
    """Put a question below the conversation; gives the answer in lower case, "n" for Ctrl-C and None for Ctrl-D."""
    try:
        prompt = PromptSession[str](question, enable_suspend=True)
        follow_wraps(prompt.app, shrinking_of(environment))
        return read(prompt, lambda: prompt.app.exit(exception=KeyboardInterrupt)).strip().lower()
    except EOFError:
        return None
    except KeyboardInterrupt as interrupt:
        if signal_of(interrupt) != signal.SIGINT:
            raise
        return "n"


def _confirmed(environment: "Mapping[str, str]", question: str) -> bool:
    return asked(environment, question) in {"y", "yes"}
