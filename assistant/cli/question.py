"""The question itself: the walk from words to an exit code."""

import gc
import signal
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant import showing, wiring
from assistant.cli.choosing import (
    choices_from,
    deadlines_from,
    display_from,
    guarding_from,
    keep_from,
    limits_from,
    lone_template,
    loudness_from,
    template_from,
    with_template,
)
from assistant.cli.intake import Material, Sources, is_pipe, material_from
from assistant.cli.options import Options
from assistant.conversation import NOTHING_SAID, Conversation
from assistant.errors import UsageError
from assistant.prompt import Prompt
from assistant.render.footer import WaysOn
from assistant.reply import Ending, Reply
from assistant.routing.lineup import Choices
from assistant.shell import Display, Shell
from assistant.store.settings import Settings
from assistant.terms import Keep

if TYPE_CHECKING:
    from assistant.answer import View
    from assistant.cli.applying import Target
    from assistant.render.notes import Notes

EXIT_CODES = {Ending.WHOLE: 0, Ending.LENGTH: 5, Ending.FILTERED: 5, Ending.CUT: 5, Ending.FAILED: 4}


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be answered: a prompt, what was said before it, and where it may go.

    `conversation` is the one on record that it goes on with, `opening` a line that is said before it is sent,
    `target` the file whose place the answer's code is to take, `material` what may be cut where it is too long.
    """

    prompt: Prompt
    choices: Choices
    earlier: Conversation = NOTHING_SAID
    conversation: int | None = None
    opening: str = ""
    target: "Target | None" = None
    material: Material | None = None


def ask(shell: Shell, options: Options) -> int:
    """Answer what was typed and piped in; gives the exit code. Raises AskError where there is no answer."""
    settings = wiring.settings(shell)
    template = template_from(options.template, shell) if options.template else None
    choices = choices_from(options, settings, shell.environment)
    display = display_from(options.color, options.theme, settings.display)
    notes = showing.notes(shell, loudness_from(options, shell), display)
    target = target_for(options.target) if options.target else None
    sources = Sources(
        shell.stdin,
        options.files,
        options.difference,
        template,
        always=options.stdin,
        spare=target.attachment if target else None,
        say=notes.say,
    )
    material = material_from(options.words, sources)
    awaited = is_pipe(shell.stdin) and target is None
    if not options.literal and (lone := lone_template(material, shell, awaited=awaited)):
        template = lone
        notes.mention(f"template {lone.name} (to ask the word itself: ask -- {lone.name})")
        material = replace(material, words=material.words[1:]).using(lone)
    choices = with_template(choices, template, settings)
    asked = material.prompt(options.system or (template and template.system) or settings.system)
    # the code that takes a file's place must come from the whole of it
    question = Question(asked, choices, target=target, material=None if target else material)
    if options.go_on or options.conversation is not None:
        question = continued(shell, question, options.conversation)
    return put(shell, options, settings=settings, question=question)


def continued(shell: Shell, question: Question, number: int | None) -> Question:
    """Give a question that goes on with a conversation on record: that of turn `number`, None for the last.

    Raises UsageError where there is none.
    """
    found, earlier = conversation_on_record(shell, number)
    return replace(question, earlier=earlier, conversation=found)


def conversation_on_record(shell: Shell, number: int | None) -> tuple[int, Conversation]:
    """Give the number of a conversation, that of turn `number` or the last, and what was said in it.

    Raises UsageError where there is none.
    """
    from assistant.store.earlier import conversation_of, conversation_with, last_conversation_id

    connection = wiring.log(shell)
    found = None
    if connection is not None:
        found = last_conversation_id(connection) if number is None else conversation_with(connection, number)
    if connection is None or found is None:
        missing = "there is no conversation on record yet" if number is None else f"there is no turn {number}"
        raise UsageError(missing, hint="see them: ask log")
    earlier = conversation_of(connection, found)
    connection.close()
    return found, earlier


def put(shell: Shell, options: Options, *, settings: Settings, question: Question) -> int:
    """Have a question answered as the options say; gives the exit code. Raises AskError where there is no answer."""
    if options.ca:
        shell = replace(shell, environment={**shell.environment, "SSL_CERT_FILE": options.ca})
    display = display_from(options.color, options.theme, settings.display)
    notes = showing.notes(shell, loudness_from(options, shell), display)
    if settings.notice:
        notes.mention(settings.notice)
    from assistant.cli.guarding import Guard, ask_terminal

    question = fitted(question, options.trim, settings=settings, notes=notes)
    guard = Guard(guarding_from(options, settings.guarding), notes, ask_terminal)
    earlier = guard.earlier(question.earlier)
    prompt, choices = guard.outgoing(question.prompt), question.choices
    if options.dry_run:
        from assistant.cli.rehearsal import rehearse

        return rehearse(shell, prompt, choices, delivery=options.delivery, earlier=earlier)
    if options.demo:
        choices = wiring.demo(choices)
    if question.opening:
        notes.say(question.opening)
    keep = keep_from(options, settings)
    ledger = wiring.ledger(
        shell, keep=keep, limits=limits_from(options), notes=notes, conversation=question.conversation
    )
    assistant = wiring.assistant(
        shell,
        ledger,
        deadlines=deadlines_from(options, settings.deadlines),
        delivery=options.delivery,
        bounds=settings.bounds,
    )
    view: View
    code_view = None
    if options.code is None:
        view = showing.view(shell, prompt, options.shape, display=display, notes=notes, ways_on=ways_on(keep))
    else:
        view = code_view = showing.code_view(
            shell, prompt, options.shape, wanted=options.code or None, notes=notes, ways_on=ways_on(keep)
        )
    gc.enable()
    reply = assistant.answer(prompt, guard.incoming(view), choices=choices, earlier=earlier)
    if code_view and reply.ended.ending is Ending.WHOLE and not code_view.found:
        return EXIT_CODES[Ending.CUT]
    code, answer = exit_code(reply), guard.restored(reply.text)
    if options.copy:
        from assistant.cli.copying import copy_answer

        if code:
            notes.say("the answer is not whole: it was not copied")
        else:
            copy_answer(shell, answer, code=options.code, notes=notes)
    if code or question.target is None:
        return code
    return written(shell, options, answer, target=question.target, display=display)


def written(shell: Shell, options: Options, answer: str, *, target: "Target", display: Display) -> int:
    """Write a whole answer's code in place of a file, after a yes; gives the exit code."""
    from assistant.cli.applying import apply, chosen
    from assistant.cli.guarding import agreed

    code = chosen(answer, options.code or None)
    return apply(shell, target, code, display=display, sure=lambda asking: options.yes or agreed(asking))


def fitted(question: Question, trim: str | None, *, settings: Settings, notes: "Notes") -> Question:
    """Give the question as its model's window holds it, nothing cut unless `trim` names a part.

    Raises UsageError where it is too long.
    """
    choices = question.choices
    served = [known for lineup in choices.lineups.values() for known in lineup.candidates]
    if trim is None and not any(known.model.window for known in (*served, choices.only) if known):
        return question  # nothing is known to be too long, and nothing need be counted
    from assistant.cli.fitting import Asked, fitting
    from assistant.cli.trimming import Trim

    asked = fitting(
        Asked(question.prompt, question.earlier, question.material),
        choices,
        settings,
        trim=Trim(trim) if trim else None,
        say=notes.say,
    )
    return replace(question, prompt=asked.prompt, earlier=asked.earlier)


def target_for(path: str) -> "Target":
    """Find the file that --apply names, before anything is asked. Raises UsageError where it could not be written."""
    from assistant.cli.applying import target_at

    return target_at(path)


def ways_on(keep: Keep) -> WaysOn:
    """Give the commands that go on after a cut answer: what is not kept cannot be taken up again."""
    return WaysOn("ask resume", "ask up") if keep is Keep.EVERYTHING else WaysOn()


def exit_code(reply: Reply) -> int:
    """Give the exit code that tells scripts how an answer ended: 0 is a whole one."""
    if reply.ended.ending is Ending.STOPPED:
        return 128 + (reply.ended.signal or signal.SIGINT)
    return EXIT_CODES[reply.ended.ending]
