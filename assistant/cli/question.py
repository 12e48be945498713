"""The question itself: the walk from words to an exit code."""

import signal

from assistant import wiring
from assistant.cli.choosing import (
    choices_from,
    deadlines_from,
    display_from,
    guarding_from,
    keep_from,
    limits_from,
    template_from,
    with_template,
)
from assistant.cli.intake import prompt_from
from assistant.cli.options import Options
from assistant.render.notes import Loudness
from assistant.reply import Ending, Reply
from assistant.shell import Shell

EXIT_CODES = {Ending.WHOLE: 0, Ending.LENGTH: 5, Ending.FILTERED: 5, Ending.CUT: 5, Ending.FAILED: 4}


def ask(shell: Shell, options: Options) -> int:
    """Answer what was typed and piped in; gives the exit code. Raises AskError where there is no answer."""
    settings = wiring.settings(shell)
    template = template_from(options.template, wiring.paths(shell)) if options.template else None
    choices = choices_from(with_template(options, template), settings, shell.environment)
    system = options.system or (template and template.system) or settings.system
    asked = prompt_from(options.words, shell.stdin, system=system, template=template)
    display = display_from(options.color, options.theme, settings.display)
    notes = wiring.notes(shell, Loudness.QUIET if options.quiet else Loudness.USUAL, display)
    if settings.notice:
        notes.mention(settings.notice)
    from assistant.cli.guarding import Guard, ask_terminal

    guard = Guard(guarding_from(options, settings.guarding), notes, ask_terminal)
    prompt = guard.outgoing(asked)
    if options.dry_run:
        from assistant.cli.rehearsal import rehearse

        return rehearse(shell, prompt, choices, options.delivery)
    if options.demo:
        choices = wiring.demo(choices)
    ledger = wiring.ledger(shell, keep=keep_from(options, settings), limits=limits_from(options), notes=notes)
    assistant = wiring.assistant(
        shell, ledger, deadlines=deadlines_from(options, settings.deadlines), delivery=options.delivery
    )
    if options.code is not None:
        code = wiring.code_view(shell, prompt, options.shape, wanted=options.code or None, notes=notes)
        ended = exit_code(assistant.answer(prompt, guard.incoming(code), choices=choices))
        return ended if ended or code.found else EXIT_CODES[Ending.CUT]
    view = guard.incoming(wiring.view(shell, prompt, options.shape, display=display, notes=notes))
    return exit_code(assistant.answer(prompt, view, choices=choices))


def exit_code(reply: Reply) -> int:
    """Give the exit code that tells scripts how an answer ended: 0 is a whole one."""
    if reply.ended.ending is Ending.STOPPED:
        return 128 + (reply.ended.signal or signal.SIGINT)
    return EXIT_CODES[reply.ended.ending]
