"""`ask chat`: a conversation. On a terminal the input line opens; elsewhere each line is a question."""

import gc
import sys
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

import click

from assistant import __version__, showing, wiring
from assistant.catalog import Candidate
from assistant.cli.asking import ask_terminal
from assistant.cli.call import Call, call_of
from assistant.cli.chat_parts import ChatParts, Conversations
from assistant.cli.conversations import instruction_after
from assistant.cli.names import named_model, named_tier
from assistant.cli.options import Options, options_from
from assistant.cli.parameters import question_parameters
from assistant.conversation import NOTHING_SAID
from assistant.digits import counted, number_in
from assistant.errors import UsageError
from assistant.prompt import Attachment, Prompt
from assistant.render.notes import is_terminal
from assistant.request_options import Retention
from assistant.shell import Display, Shell

if TYPE_CHECKING:
    from assistant.answer import View
    from assistant.render.background_query import BackgroundQuery


def _with_number(options: Options) -> Options:
    """Take the one word behind `-c`, a number, for the conversation to go on with: a conversation has no words."""
    if options.go_on and options.conversation is None and len(options.words) == 1:
        (word,) = options.words
        if (number := number_in(word)) is not None:
            return replace(options, words=(), conversation=number)
    return options


def _refuse_what_goes_with_a_question(options: Options) -> None:
    if options.words:
        words = " ".join(options.words)
        if options.go_on:
            raise UsageError(f'"{words}" is not the number of a conversation', hint="see them: ask log")
        raise UsageError(
            "ask chat takes no words", hint=f"ask -- chat {words} asks at once · -f FILE attaches a file"
        )
    for given, name, hint in (
        (options.dry_run, "--dry-run", 'ask --dry-run "a question"'),
        (options.template, "--template", "ask -t review < app.py"),
        (options.code is not None, "--code", "in a conversation: /code"),
        (options.target, "--apply", "in a conversation: /save"),
        (options.copy, "--copy", "in a conversation: /copy"),
        (options.trim, "--trim", ""),
        (options.yes, "--yes", ""),
    ):
        if given:
            raise UsageError(f"{name} goes with a question, not with a conversation", hint=hint)


def _attached(call: Call) -> tuple[Attachment, ...]:
    """Read the files, and the diff, that go with the first question."""
    options = call.options
    if not options.files and options.difference is None:
        return ()
    from assistant.cli.files import attached, difference

    files = attached(options.files, call.notes.say, call.held_back)
    return files if options.difference is None else (*files, difference(options.difference))


def _converse(shell: Shell, given: Options) -> int:
    options = _with_number(given)
    _refuse_what_goes_with_a_question(options)
    if shell.stdin is None:
        raise UsageError("there is no stdin to read questions from")
    call = call_of(shell, options)
    call.notes.release()
    choices = wiring.demo(call.choices()) if options.demo else call.choices()
    in_person = is_terminal(shell.stdin) and is_terminal(shell.stdout) and not options.shape.is_json
    guard = call.guard(partial(_ask_below, shell) if in_person else ask_terminal)
    ledger = cache(lambda: call.ledger(guard))
    opened = cache(lambda: call.assistant(ledger()))
    records = Conversations(
        shell, ledger, guard, call.notes.say, lambda record: instruction_after(record, call)
    )
    go_on = options.go_on or options.conversation is not None
    earlier = records.reopen(options.conversation) if go_on else NOTHING_SAID
    instruction = records.instruction() if go_on else None
    attached = _attached(call)
    parts = ChatParts(call, choices, opened, guard, records, earlier, instruction, attached)
    if in_person:
        return _on_terminal(parts)
    from assistant.cli.piped_chat import answer_lines

    return answer_lines(parts)


def _ask_below(shell: Shell, question: str) -> str | None:
    from assistant.repl.loop import asked

    return asked(shell.environment, question)


def _on_terminal(parts: ChatParts) -> int:
    from assistant.cli.show import put
    from assistant.repl.context import SessionContext
    from assistant.repl.loop import converse

    shell, settings = parts.call.shell, parts.call.settings
    query = showing.background_query(shell, settings.display)
    context = SessionContext(
        assistant=parts.opened,
        prepare=lambda: _prepare(parts),
        outgoing=parts.outgoing,
        foreseen=parts.guard.foreseen,
        mended=parts.mended,
        restored=parts.guard.restored,
        answered=parts.guard.answered,
        records=parts.records,
        earlier=parts.earlier,
        instruction=parts.instruction,
        attached=parts.attached,
        view=lambda prompt, theme: _session_view(parts, prompt, _display(parts, query, theme)),
        put=lambda text, theme: put(shell, text, _display(parts, query, theme)),
        themes=showing.themes,
        notes=parts.call.notes,
        out=shell.stdout,
        choices=parts.choices,
        tier_named=named_tier,
        model_named=lambda spec: _served(parts, spec),
        models=tuple(settings.models),
        environment=shell.environment,
        history=wiring.paths(shell).history,
        kept=parts.guard.kept if parts.call.keep is Retention.EVERYTHING else lambda _: None,
        is_passed_over=partial(wiring.is_passed_over, shell),
        keys=settings.keys,
        system=settings.system,
        greeting=_greeting(parts),
        coloured=showing.styled(shell, settings.display),
        background_query=query,
    )
    return converse(context, shell.stdin or sys.stdin)


def _greeting(parts: ChatParts) -> tuple[str, ...]:
    from assistant.repl.reopened import where_it_stands

    said, files = parts.earlier.turns, len(parts.attached)
    before = f" · {counted(said, 'turn')} so far" if said else ""
    attached = f" · {counted(files, 'file')} for the first question" if files else ""
    demo = " (demo)" if parts.call.options.demo else ""
    return (
        f"ask {__version__}{demo}{before}{attached} · /help · Ctrl-D leaves",
        *where_it_stands(parts.earlier, parts.instruction),
    )


def _display(parts: ChatParts, query: "BackgroundQuery | None", theme: str) -> Display:
    """Give how answers look now, on the background that the terminal has told, or is taken to have, by now."""
    display = parts.call.settings.display
    if query is not None:
        from assistant.render.capabilities import background_of

        background = query.replies.background or background_of(parts.call.shell.environment)
        display = replace(display, background=background.value)
    return replace(display, theme=theme or display.theme)


def _prepare(parts: ChatParts) -> None:
    """Load what an answer takes; what is loaded then stays, and need not be looked through while somebody types."""
    wiring.prepare()
    parts.guard.kept("any words, to have what looks through them ready")
    showing.prepare(parts.call.shell, parts.call.settings.display)
    gc.freeze()
    gc.set_threshold(300, 1, 1)  # the screen of each drawing lies in circles, and little else is new
    gc.enable()


def _served(parts: ChatParts, spec: str) -> Candidate:
    """Give the model of an id, served by the built-in gateway in a demonstration."""
    candidate = named_model(spec, parts.call.settings)
    if not parts.call.options.demo:
        return candidate
    first = next(iter(parts.choices.lineups.values())).candidates[0]
    return replace(candidate, provider=first.provider)


def _session_view(parts: ChatParts, prompt: Prompt, display: Display) -> "View":
    from assistant.render.footer import NextSteps

    next_steps = NextSteps("/retry", "/up", go_on='"go on" continues it', longer="", left="ask resume")
    return parts.view(prompt, display, next_steps)


chat = click.Command(
    "chat",
    params=question_parameters("chat", "[-c TURN]"),
    callback=click.pass_obj(lambda shell, **values: _converse(shell, options_from(**values))),
    help="Hold a conversation; without a terminal, one question a line. Ends with Ctrl-D.",
)
