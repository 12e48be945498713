"""`ask last`: the last answer again."""

from dataclasses import replace
from functools import reduce

import click

from assistant import showing, wiring
from assistant.cli.choosing import display_from
from assistant.cli.conversations import nothing_left, passed_over, refuse_unkept
from assistant.cli.guarding import reading_guard
from assistant.cli.lenient_settings import lenient_settings
from assistant.cli.parameters import BlockNumber, display_parameters
from assistant.cli.show import put, put_unrendered
from assistant.cost import Usage, summed
from assistant.errors import AnswerCut
from assistant.guard.finding import PLACEHOLDER_OPENING
from assistant.record import Record
from assistant.reply import THOUGHT, Ending
from assistant.shell import Display, Shell, When
from assistant.store.log import last_answer_turns

CODE = click.Option(["-x", "--code"], type=BlockNumber(), metavar="[N]", help="Only the code; of block N.")


@click.command("last", params=[CODE, *display_parameters()])
@click.pass_obj
def last(shell: Shell, *, code: int | None, color: When | None, theme: str | None) -> int:
    """Show the last answer again, or only its code; in a pipe the text passes as it is.

    The exit code is 5 where the answer was cut off, or lacks the code.
    """
    record = last_answer(shell)
    text, unheeded = record.shown if code is None else record.answer, list[str]()
    filled = PLACEHOLDER_OPENING in text  # by what the configuration lets pass, too
    settings = wiring.settings(shell) if filled else lenient_settings(shell, unheeded.append)
    display = display_from(color, theme, settings.display if code is None else Display())
    notes, unclear = showing.notes(shell, display), False
    if code is not None and showing.is_one_stream(shell):
        notes.hold()
    for line in (*unheeded, passed_over(shell, record)):
        if line:
            notes.say(line)
    guard = reading_guard(settings, shell.environment, notes)
    if filled:
        guard.remember(wiring.turns_on_record(shell, record.conversation))
    if code is None:
        line_end = "" if text.endswith("\n") else "\n"  # as when it came
        put(shell, text + line_end, display, keeper=guard)
        text = guard.answered(text)
    else:
        from assistant.cli.blocks import blocks_of
        from assistant.render.code_view import several
        from assistant.render.extraction import UNCLEAR

        blocks = blocks_of(text, code or None)
        text = guard.restored("".join(block.text for block in blocks))
        put_unrendered(shell, [text], display)
        if len(blocks) > 1:
            notes.say(several(len(blocks)))
        if unclear := any(block.unclear for block in blocks):
            notes.release()
            notes.say(UNCLEAR)
    if record.cut or PLACEHOLDER_OPENING in text:
        notes.release()
    guard.tell_unfilled(text)
    if record.thought and code is None:
        notes.say(THOUGHT)
    if record.cut:
        notes.say(f"── {record.cut} · ask resume · ask up")
    elif code is not None:
        from assistant.cli.use import refuse_altered

        refuse_altered(text, guard, (record.question,))
    return AnswerCut.exit_code if unclear or record.cut else 0


def last_answer(shell: Shell) -> Record:
    """Give the turn that was answered last, one that was cut off with what continues it.

    Where it is not known how the parts of it meet, it counts as cut. Raises UsageError where there is none, or where its
    words were not kept.
    """
    turns = wiring.from_log(shell, last_answer_turns)
    if not turns:
        raise nothing_left(shell, "there is no answer on record yet", hint="")
    refuse_unkept(turns[0])
    return joined_in_one(turns)


def joined_in_one(turns: tuple[Record, ...]) -> Record:
    """Give a turn with the answers to those that continue it."""
    if len(turns) == 1:
        return turns[0]
    from assistant.render.seam import joined

    answer, known = joined(turn.answer for turn in turns)
    last = turns[-1]
    if not known and last.ending is Ending.WHOLE:
        last = replace(last, ending=Ending.CUT, cause="it is not certain how it goes on")
    return replace(
        turns[0],
        answer=answer,
        usage=reduce(Usage.plus, (turn.usage for turn in turns)),
        cost=summed(turn.cost for turn in turns),
        ending=last.ending,
        cause=last.cause,
    )
