"""`ask chat`: a conversation. On a terminal the input line opens; elsewhere each line is a question."""

import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import click

from assistant import __version__, showing, wiring
from assistant.catalog import Candidate
from assistant.cli.choosing import (
    choices_from,
    deadlines_from,
    display_from,
    guarding_from,
    keep_from,
    limits_from,
    named_model,
    named_tier,
)
from assistant.cli.guarding import Guard, ask_terminal
from assistant.cli.options import Options, options_from, question_parameters
from assistant.conversation import NOTHING_SAID, Conversation, fitted
from assistant.digits import number_in
from assistant.errors import UsageError
from assistant.prompt import Prompt
from assistant.render.notes import Loudness, Notes, is_terminal
from assistant.routing.lineup import Choices, route
from assistant.shell import Display, Shape, Shell
from assistant.store.settings import Settings
from assistant.terms import Keep

if TYPE_CHECKING:
    from assistant.answer import Assistant, View
    from assistant.cap import Account, Limit
    from assistant.render.asking import Asking
    from assistant.store.earlier import Past
    from assistant.store.ledger import SqliteLedger

Opened = Callable[[], "Assistant"]


def _with_number(options: Options) -> Options:
    """Take the one word behind `-c`, a number, for the conversation to go on with: a conversation has no words."""
    if options.go_on and options.conversation is None and len(options.words) == 1:
        (word,) = options.words
        if (number := number_in(word)) is not None:
            return replace(options, words=(), conversation=number)
    return options


def _converse(shell: Shell, given: Options) -> int:
    options = _with_number(given)
    if options.words:
        raise UsageError(
            "ask chat takes no words", hint="to ask at once: ask -- chat " + " ".join(options.words)
        )
    if options.template:
        raise UsageError("a template goes with a question, not with a conversation")
    if options.copy or options.trim:
        raise UsageError("--copy and --trim go with a question", hint="in a conversation: /copy")
    if shell.stdin is None:
        raise UsageError("there is no stdin to read questions from")
    if options.ca:
        shell = replace(shell, environment={**shell.environment, "SSL_CERT_FILE": options.ca})
    settings = wiring.settings(shell)
    choices = choices_from(options, settings, shell.environment)
    if options.demo:
        choices = wiring.demo(choices)
    display = display_from(options.color, options.theme, settings.display)
    notes = showing.notes(shell, Loudness.QUIET if options.quiet else Loudness.USUAL, display)
    if settings.notice:
        notes.mention(settings.notice)
    ledger = cache(
        lambda: wiring.ledger(
            shell, keep=keep_from(options, settings), limits=limits_from(options), notes=notes
        )
    )
    opened = cache(
        lambda: wiring.assistant(
            shell,
            ledger(),
            deadlines=deadlines_from(options, settings.deadlines),
            delivery=options.delivery,
            bounds=settings.bounds,
        )
    )
    in_person = is_terminal(shell.stdin) and is_terminal(shell.stdout) and options.shape is not Shape.JSON
    converse = _on_terminal if in_person else _line_by_line
    guard = Guard(guarding_from(options, settings.guarding), notes, _ask_below if in_person else ask_terminal)
    records = _Records(shell, ledger, guard)
    go_on = options.go_on or options.conversation is not None
    earlier = records.named(options.conversation) if go_on else NOTHING_SAID
    return converse(
        _Setting(shell, options, settings, display, choices, opened, notes, guard, records, earlier)
    )


def _ask_below(question: str) -> str | None:
    from assistant.repl.loop import asked

    return asked(question)


class _Records:
    """The ledger's conversations, as a session needs them."""

    def __init__(self, shell: Shell, ledger: "Callable[[], SqliteLedger]", guard: Guard) -> None:
        self._shell = shell
        self._ledger = ledger
        self._guard = guard

    def recent(self, words: str) -> "Sequence[Past]":
        """Give the latest conversations, those in which `words` occur; "" is all. Oldest first."""
        from assistant.store.earlier import conversations

        with self._told():
            connection = wiring.log(self._shell)
            if connection is None:
                return ()
            with closing(connection):
                return conversations(connection, words)

    def reopen(self, number: int) -> Conversation:
        """Go on with the conversation of this number, or of the turn. Raises UsageError where there is none."""
        return self.named(number)

    def named(self, number: int | None) -> Conversation:
        """Go on with a conversation, with the last one where `number` is None. Raises UsageError."""
        from assistant.cli.question import conversation_on_record

        with self._told():
            found, said = conversation_on_record(self._shell, number)
        self._ledger().conversation = found
        return self._guard.earlier(said)

    def begin_anew(self) -> None:
        """Keep what follows as a new conversation."""
        self._ledger().conversation = None

    def withdraw(self, back: int) -> None:
        """Take the latest answered turn but `back` out of the conversation."""
        self._ledger().withdraw(back)

    def accounts(self) -> "tuple[Account, ...]":
        """Give the limits that hold in every shell. Raises UsageError."""
        from assistant.cli.cap import accounts

        with self._told():
            return accounts(self._shell)

    def limit(self, limit: "Limit") -> None:
        """Set a limit that holds in every shell. Raises UsageError where it cannot be kept."""
        from assistant.cli.cap import keep

        with self._told():
            keep(self._shell, limit)

    def _told(self) -> AbstractContextManager[None]:
        """Turn what is wrong with the ledger into a line: the session goes on."""
        from assistant.store.database import readable

        return readable(wiring.paths(self._shell).ledger)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What both ways to converse start from."""

    shell: Shell
    options: Options
    settings: Settings
    display: Display
    choices: Choices
    opened: Opened
    notes: Notes
    guard: Guard
    records: _Records
    earlier: Conversation

    @property
    def system(self) -> str | None:
        return self.options.system or self.settings.system


def _on_terminal(setting: _Setting) -> int:
    from assistant.repl.loop import converse
    from assistant.repl.means import Keys, Means

    shell, settings, options = setting.shell, setting.settings, setting.options
    asking = showing.asking(shell, setting.display)
    means = Means(
        assistant=setting.opened,
        prepare=lambda: _settle(setting),
        outgoing=setting.guard.outgoing,
        restored=setting.guard.restored,
        records=setting.records,
        earlier=setting.earlier,
        view=lambda prompt, theme: _view(_seen(setting, asking), prompt, theme),
        themes=showing.themes,
        notes=setting.notes,
        out=shell.stdout,
        choices=setting.choices,
        tier_named=named_tier,
        model_named=lambda spec: _served(setting, spec),
        models=tuple(settings.models),
        environment=shell.environment,
        history=wiring.paths(shell).state / "history",
        kept=setting.guard.kept if keep_from(options, settings) is Keep.EVERYTHING else lambda _: None,
        keys=Keys(settings.keys),
        system=setting.system,
        greeting=_greeting(setting),
        coloured=showing.styled(shell, setting.display),
        asking=asking,
    )
    return converse(means, shell.stdin or sys.stdin)


def _greeting(setting: _Setting) -> str:
    said = len(setting.earlier.turns())
    before = f" · {said} turn{'' if said == 1 else 's'} so far" if said else ""
    return f"ask {__version__}{' (demo)' if setting.options.demo else ''}{before} · /help · Ctrl-D leaves"


def _seen(setting: _Setting, asking: "Asking | None") -> _Setting:
    """Give the setting with the background the terminal has told by now, or is taken to have; it is not asked again."""
    if asking is None:
        return setting
    from assistant.render.abilities import background_of

    background = asking.replies.background or background_of(setting.shell.environment)
    return replace(setting, display=replace(setting.display, background=background.value))


def _settle(setting: _Setting) -> None:
    """Load what an answer takes; what is loaded then stays, and need not be looked through while somebody types."""
    wiring.prepare()
    setting.guard.kept("any words, to have what looks through them ready")
    showing.prepare(setting.shell, setting.display)
    gc.freeze()
    gc.enable()


def _served(setting: _Setting, spec: str) -> Candidate:
    """Give the model of an id, served by the built-in gateway in a demonstration."""
    candidate = named_model(spec, setting.settings)
    if not setting.options.demo:
        return candidate
    first = next(iter(setting.choices.lineups.values())).candidates[0]
    return replace(candidate, provider=first.provider)


def _view(setting: _Setting, prompt: Prompt, theme: str = "") -> "View":
    display = replace(setting.display, theme=theme) if theme else setting.display
    from assistant.render.footer import WaysOn

    shown = showing.view(
        setting.shell,
        prompt,
        setting.options.shape,
        display=display,
        notes=setting.notes,
        ways_on=WaysOn("/retry", "/up") if is_terminal(setting.shell.stdin) else WaysOn(),
    )
    return setting.guard.incoming(shown)


def _line_by_line(setting: _Setting) -> int:
    gc.enable()
    from assistant.cli.intake import piped_lines
    from assistant.cli.question import exit_code
    from assistant.repl.forecast import room_for
    from assistant.reply import Ending

    shell, conversation, code = setting.shell, setting.earlier, 0
    for line in piped_lines(shell.stdin):
        if not line.strip():
            continue
        prompt = setting.guard.outgoing(Prompt(line.strip(), system=setting.system))
        answer = setting.opened().answer
        chosen = route(prompt, setting.choices, conversation.user_words())
        fit = fitted(conversation, prompt, room_for(chosen))
        if fit.left_out:
            setting.notes.say(f"{fit.left_out} of the oldest turns no longer fit: not sent along")
        reply = answer(prompt, _view(setting, prompt), choices=setting.choices, earlier=fit.conversation)
        conversation = reply.after(conversation, prompt)
        code = code or exit_code(reply)
        if reply.ended.ending is Ending.STOPPED:
            return exit_code(reply)
    return code


chat = click.Command(
    "chat",
    params=question_parameters(),
    callback=click.pass_obj(lambda shell, **values: _converse(shell, options_from(**values))),
    help="Hold a conversation; without a terminal, one question a line. Ends with Ctrl-D.",
)
