"""`ask resume`: the last answer, cut off, or the one that is named, continued."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from assistant import wiring
from assistant.catalog import DEMO
from assistant.cli.call import Call, call_of
from assistant.cli.conversations import nothing_left, opening_of, refuse_unkept, system_after
from assistant.cli.intake import Sources, piped_to
from assistant.cli.options import Options, options_from
from assistant.cli.parameters import question_parameters
from assistant.cli.question import Question, put
from assistant.cli.target import attachment_of, target_of
from assistant.conversation import GO_ON, Conversation
from assistant.errors import UsageError
from assistant.message import Message
from assistant.prompt import Attachment, Prompt
from assistant.record import Record
from assistant.reply import Ending
from assistant.routing.decision import Decision, Reason
from assistant.routing.lineup import Choices
from assistant.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

SHOWN = 60  # characters of what came that are shown at the seam


def continue_last(shell: Shell, options: Options) -> int:
    """Send the conversation of a cut answer with what came, and show what follows; gives the exit code.

    It is the last answer, or that of the turn whose number is all the words. Raises UsageError.
    """
    number = _number_in(options.words)
    refuse_a_question(replace(options, files=(), words=() if number else options.words), "ask resume")
    found = turn_on_record(shell, lambda log: _cut_off(log, number))
    if found is None:
        raise nothing_left(shell, "no answer is on record yet: there is nothing to resume", hint="")
    record, before = found
    refuse_unkept(record)
    call = call_of(shell, options)
    system = system_after(record, call)
    choices = _choices_for(record, call)
    if record.answer:
        earlier = before.plus(Message("user", record.question, record.tier)).answered(record.answer)
        prompt, opening = Prompt(GO_ON, system=system), seam_before(record)
    else:
        earlier, prompt = before, Prompt(record.question, system=system)
        opening = f"── nothing of the answer to turn {record.id} is there: asking again"
    reason = Reason("resumed", f"it goes on with turn {record.id}, {record.cut}")
    decided = Decision(record.tier, record.confidence, (reason,))
    # what began on a tier, perhaps because it was typed, ends there
    rules = replace(choices.rules, never=choices.rules.never - {record.tier})
    question = Question(
        prompt,
        replace(choices, decided=decided, rules=rules),
        earlier,
        record.conversation,
        opening,
        before=_what_came(shell, record),
        target=target_of(options),
    )
    return put(call, replace(question, read_again=_read_again(call, question)))


def _read_again(call: Call, question: Question) -> tuple[Attachment, ...]:
    """Read the files that may hold the secrets of what was asked: named, piped in, or to be replaced."""
    named, target = call.options.files, attachment_of(question.target)
    files = [target] if target else []
    if question.holds_placeholders and (piped := piped_to(Sources(call.shell.stdin, say=call.notes.say))):
        files.append(piped)
    if named:
        from assistant.cli.files import attached

        files += attached(named, call.notes.say)
    return tuple(files)


def _what_came(shell: Shell, record: Record) -> tuple[str, ...]:
    """Give the parts of an answer that was cut off, once or again."""
    from assistant.store.log import continued

    turns = wiring.from_log(shell, lambda log: continued(log, record)) or ()
    return tuple(turn.answer for turn in turns if turn.answer)


def _number_in(words: tuple[str, ...]) -> int | None:
    return int(words[0]) if len(words) == 1 and re.fullmatch(r"[1-9]\d{0,8}", words[0], re.ASCII) else None


def _cut_off(log: "Connection", number: int | None) -> Record | None:
    """Give the turn `number`, or the last, to be continued, None where nothing was asked yet.

    Raises UsageError where its answer is whole, or cannot be continued.
    """
    from assistant.store.log import continued, turn_of
    from assistant.store.unfinished import is_unfinished, last_ended, last_unfinished

    record = last_ended(log) if number is None else turn_of(log, number)
    if record and is_unfinished(log, record.id):
        return record
    if number and record is None:
        raise UsageError(f"there is no turn {number} on record", hint="see them: ask log list")
    if record and record.ending is not Ending.WHOLE:
        raise UsageError(
            f"turn {record.id} cannot be resumed: its conversation went on, or its answer is still coming",
            hint=f'to go on there: ask --conversation {record.id} "…"',
        )
    if record is None:
        return None
    last, cut = "" if number else "last ", last_unfinished(log)
    hint = "see them: ask log"
    if cut:
        how = "was cut off" if cut.answer else "got no answer"
        hint = f"turn {cut.id} {how}: ask resume {cut.id} ({opening_of(continued(log, cut)[0])})"
    raise UsageError(f"the {last}answer (turn {record.id}) is whole: there is nothing to resume", hint=hint)


def turn_on_record(
    shell: Shell, find: "Callable[[Connection], Record | None]"
) -> tuple[Record, Conversation] | None:
    """Give the turn that `find` finds on record, and what was said before it; None where it finds none."""
    from assistant.store.unfinished import said_before

    def read(log: "Connection") -> tuple[Record, Conversation] | None:
        record = find(log)
        return None if record is None else (record, said_before(log, record))

    return wiring.from_log(shell, read)


def _choices_for(record: Record, call: Call) -> Choices:
    """Give the choices for going on with a turn: its own model first, unless another tier or model was typed."""
    choices = choices_after(record, call)
    if call.options.tier is not None or choices.only is not None:
        return choices
    lineup = choices.lineups[record.tier]
    asked = record.provider, record.model
    same = [known for known in lineup.candidates if (known.provider.name, known.model.id) == asked]
    if not same:
        try:
            return replace(choices, only=call.settings.candidate(f"{record.provider}:{record.model}"))
        except KeyError:  # its provider is no longer configured
            return choices
    others = [known for known in lineup.candidates if known not in same]
    first = replace(lineup, candidates=(*same, *others))
    return replace(choices, lineups={**choices.lineups, record.tier: first})


def seam_before(record: Record) -> str:
    """Say where an answer goes on, with the end of what came."""
    end = record.answer.rstrip().rpartition("\n")[2][-SHOWN:]
    return f"── resumed after {record.came} of turn {record.id}: …{end}"


def refuse_a_question(options: Options, name: str) -> None:
    """Refuse what makes a new question, behind a command that takes up one on record. Raises UsageError, or click's."""
    if options.words:
        raise click.UsageError(f"{name} takes no words")
    for given, option in (
        (options.files, "--file"),
        (options.difference is not None, "--diff"),
        (options.template, "--template"),
        (options.conversation is not None, "--conversation"),
        (options.trim, "--trim"),
    ):
        if given:
            raise UsageError(
                f"{option} goes with a new question: {name} takes up the last one",
                hint='to go on with words and files: ask -c "…" -f FILE',
            )


def choices_after(record: Record, call: Call) -> Choices:
    """Give the choices for what follows a turn: the built-in gateway where that answered it."""
    choices = call.choices()
    return wiring.demo(choices) if record.provider == DEMO else choices


resume = click.Command(
    "resume",
    params=question_parameters("resume", "[TURN]"),
    callback=click.pass_obj(lambda shell, **values: continue_last(shell, options_from(**values))),
    help=(
        "Continue the last answer where it was cut off, or that of TURN. stdout gets what follows, with -x all code. "
        "The whole: ask last.\n\n"
        "The secrets of a file that was asked about are put back out of it while it is as it was; where it now lies "
        "elsewhere: -f FILE, --apply FILE, < FILE."
    ),
)
