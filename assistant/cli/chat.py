"""`ask chat`: a conversation, a question a line."""

import click

from assistant import wiring
from assistant.cli.choosing import choices_from, deadlines_from, guarding_from
from assistant.cli.guarding import Guard, ask_terminal
from assistant.cli.options import Options, options_from, question_parameters
from assistant.cli.question import exit_code
from assistant.conversation import NOTHING_SAID
from assistant.errors import UsageError
from assistant.prompt import Prompt
from assistant.render.notes import Loudness, is_terminal
from assistant.shell import Shell


def _converse(shell: Shell, options: Options) -> int:
    if options.words:
        raise UsageError(
            "ask chat takes no words", hint="to ask at once: ask -- chat " + " ".join(options.words)
        )
    if shell.stdin is None:
        raise UsageError("there is no stdin to read questions from")
    settings = wiring.settings(shell)
    choices = choices_from(options, settings, shell.environment)
    if options.demo:
        choices = wiring.demo(choices)
    notes = wiring.notes(shell, Loudness.QUIET if options.quiet else Loudness.USUAL)
    assistant = wiring.assistant(
        shell, deadlines=deadlines_from(options, settings.deadlines), delivery=options.delivery
    )
    guard = Guard(guarding_from(options, settings.guarding), notes, ask_terminal)
    conversation, code = NOTHING_SAID, 0
    interactive = is_terminal(shell.stdin)
    while True:
        if interactive:
            notes.murmur("› ")
        line = shell.stdin.readline()
        if not line:
            return code
        if not line.strip():
            continue
        prompt = guard.outgoing(Prompt(line.strip(), system=options.system or settings.system))
        view = guard.incoming(wiring.view(shell, prompt, options.shape, notes=notes))
        reply = assistant.answer(prompt, view, choices=choices, earlier=conversation)
        conversation = conversation.asked(prompt).answered(reply.text)
        code = exit_code(reply)


chat = click.Command(
    "chat",
    params=question_parameters(),
    callback=click.pass_obj(lambda shell, **values: _converse(shell, options_from(**values))),
    help="Hold a conversation: one question a line. Ends with Ctrl-D.",
)
