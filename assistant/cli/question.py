"""The question itself: the walk from words to an exit code."""

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import showing, wiring
from assistant.cli.call import Call, call_of
from assistant.cli.choosing import (
    ignored_template,
    lone_template,
    source_from,
    tier_beside_template,
    with_template,
)
from assistant.cli.intake import Material, Sources, material_from
from assistant.cli.options import Options
from assistant.cli.question_view import code_view_for, restoring, whole_view
from assistant.cli.stdin import is_given
from assistant.cli.target import attachment_of, target_of
from assistant.cli.use import use
from assistant.conversation import NOTHING_SAID, Conversation, for_whole_file
from assistant.errors import UsageError
from assistant.guard.finding import PLACEHOLDER_OPENING
from assistant.prompt import Attachment, Prompt
from assistant.redaction import texts_of
from assistant.routing.lineup import Choices, first_provider
from assistant.routing.window import is_long
from assistant.shell import Shell
from assistant.values import dataclass

if TYPE_CHECKING:
    from assistant.cli.guarding import Guard
    from assistant.store.place import Place


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be answered: a prompt, what was said before it, and where it may go.

    `conversation` is the one on record that it goes on with, `opening` a line that is said before it is sent,
    `before` the parts of the answer that came earlier, `read_again` files whose secrets it may hold placeholders for,
    `target` the file whose place its code is to take, `material` what may be cut where it is too long, `instead_of` the
    turn on record in whose place it is asked.
    """

    prompt: Prompt
    choices: Choices
    earlier: Conversation = NOTHING_SAID
    conversation: int | None = None
    opening: str = ""
    before: tuple[str, ...] = ()
    read_again: tuple[Attachment, ...] = ()
    target: "Place | None" = None
    material: Material | None = None
    instead_of: int | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What was said before, and the words."""
        return (*(message.content for message in self.earlier.messages), self.prompt.text)

    @property
    def holds_placeholders(self) -> bool:
        """Whether there is a placeholder of a secret among them."""
        return any(PLACEHOLDER_OPENING in text for text in self.texts)


def ask(shell: Shell, options: Options) -> int:
    """Answer what was typed and piped in; gives the exit code. Raises AskError where there is no answer."""
    call = call_of(shell, options)
    template = source_from(options.template, shell).template() if options.template else None
    choices = call.choices()
    target = target_of(options)
    sources = Sources(
        shell.stdin,
        options.files,
        options.difference,
        template,
        behind_difference=options.behind_difference,
        always=options.stdin,
        target=attachment_of(target),
        literal=options.literal,
        is_template=lambda name: name in wiring.templates(shell),
        held=call.held_back,
        say=call.notes.say,
    )
    material = material_from(options.words, sources)
    going_on = options.go_on or options.conversation is not None
    awaited = target is None and (is_given(shell.stdin) or not going_on)
    if not options.literal and (lone := lone_template(material, shell, awaited=awaited)):
        template = lone
        call.notes.mention(f"template {lone.name} (to ask the word itself: ask -- {lone.name})")
        material = replace(material, words=material.words[1:]).using(lone)
    choices = with_template(choices, template, call.settings)
    if template:
        for line in (
            ignored_template(template.name, shell),
            tier_beside_template(template, choices),
            template.unknown_places(),
        ):
            if line:
                call.notes.mention(line)
    system = call.settings.system
    if template and template.system is not None and options.system is None:
        system = template.system
    prompt = material.prompt(system)
    # the code that takes a file's place must come from the whole of it
    question = Question(prompt, choices, target=target, material=None if target else material)
    if going_on:
        question = _going_on(call, question)
    if target and options.target:
        system = for_whole_file(question.prompt.system, options.target, target.text)
        question = replace(question, prompt=replace(question.prompt, system=system))
    return put(call, question)


def _going_on(call: Call, question: Question) -> Question:
    """Give a question as it goes on with the last conversation on record, which is told, or with a named one.

    The conversation's instruction goes along, unless another was typed or is the template's.
    """
    from assistant.cli.conversations import (
        GOING_ON,
        answered_last,
        brought_along,
        conversation_on_record,
        instruction_after,
        opening_of,
        passed_over,
        taken_up,
    )
    from assistant.record import said_in

    named = call.options.conversation
    number, turns = conversation_on_record(call.shell, named, call.notes.say)
    of_template = question.prompt.system != call.settings.system
    own = None if of_template else instruction_after(taken_up(turns), call)
    along = brought_along(own)
    last = answered_last(turns) if named is None or call.options.go_on else None
    if last and named is None and (line := passed_over(call.shell, last, GOING_ON)):
        call.notes.say(f"{line}{along}")
    elif last:
        call.notes.mention(f"── going on from turn {last.id}: {opening_of(last)}{along}")
    elif along:
        call.notes.mention(f"── going on with the conversation{along}")
    prompt = question.prompt if own is None else replace(question.prompt, system=own)
    following = replace(question, prompt=prompt, earlier=said_in(turns), conversation=number)
    again = question.prompt.attachments if following.holds_placeholders else ()
    return replace(following, read_again=again)


def put(call: Call, question: Question) -> int:
    """Have a question answered as the options say; gives the exit code. Raises AskError where there is no answer.

    Notes that are held stay unsaid where all went well: they would stand in the answer.
    """
    code = _put(call, question)
    if code or call.options.dry_run:
        call.notes.release()
    return code


def _put(call: Call, question: Question) -> int:
    from assistant.cli.asking import ask_terminal

    if question.target is not None:
        from assistant.cli.whole_file import with_room

        question = with_room(question, question.target, call.options.max_tokens)
    options, notes = call.options, call.notes
    guard = call.guard(ask_terminal)
    choices = wiring.demo(question.choices) if options.demo and not options.dry_run else question.choices
    guard.expect(first_provider(question.prompt, choices, question.earlier.last_questions()))
    if question.conversation is not None and question.holds_placeholders:
        guard.remember(wiring.turns_on_record(call.shell, question.conversation))
    if question.read_again:
        _recall(call, question, guard)
    fit = _fitted(call, replace(question, earlier=guard.earlier(question.earlier)), guard)
    if not question.opening:  # what is asked again holds placeholders of the run it was first asked in
        of_before = question.conversation is not None and options.system is None
        guard.mean(replace(question.prompt, system=None) if of_before else question.prompt)
    prompt = guard.outgoing(fit.prompt, fit.earlier)
    earlier = guard.mended(fit.earlier)
    if options.dry_run:
        from assistant.cli.dry_run import dry_run

        guard.tell_what_allows()
        return dry_run(call, prompt, choices, earlier, call.ledger(guard))
    if question.opening:
        notes.say(question.opening)
    ledger = call.ledger(guard, question.conversation)
    ledger.expect(question.instead_of)
    if guard.is_on_record or earlier is not fit.earlier:
        ledger.mend()
    assistant = call.assistant(ledger)
    before = _joined(question.before) if question.before else ""
    code_view = code_view_for(call, prompt, guard, before)
    view = restoring(code_view, guard, before) if code_view else whole_view(call, prompt, guard, before)
    gc.freeze()  # what is loaded stays, and need not be looked through before the request leaves
    gc.enable()
    with showing.below_pager(call.shell, view, notes) as shown:
        reply = assistant.answer(prompt, shown, choices=choices, earlier=earlier)
    return use(call, question, reply, guard, code_view=code_view, asked=_sent(prompt, earlier))


def _sent(prompt: Prompt, earlier: Conversation) -> tuple[str, ...]:
    """Give the texts that went to the model."""
    return (*texts_of(prompt), *(message.content for message in earlier.messages))


def _recall(call: Call, question: Question, guard: "Guard") -> None:
    """Find the secrets of an earlier run in files. Raises UsageError where what is named for nothing else has none."""
    if not guard.recall(question.texts, question.read_again) and question.opening and call.options.files:
        raise UsageError(
            f"nothing was sent: no secret can be put back out of {', '.join(call.options.files)}",
            hint='it must be as it was asked about · to go on with words and files: ask -c "…" -f FILE',
        )


def _joined(parts: tuple[str, ...]) -> str:
    from assistant.render.seam import joined

    return joined(parts)[0]


def _fitted(call: Call, question: Question, guard: "Guard") -> Question:
    """Give the question as its model's window holds it, nothing cut unless that was asked for.

    Raises UsageError where it is too long.
    """
    trim, choices = call.options.trim, question.choices
    served = [known for lineup in choices.lineups.values() for known in lineup.candidates]
    windows = any(known.model.window for known in (*served, choices.only) if known)
    if trim is None and not windows and not is_long(question.prompt):
        return question  # nothing is known to be too long, and nothing need be counted
    from assistant.cli.fitting import fitting

    return fitting(question, call.settings, guard, trim=trim, say=call.notes.say)
