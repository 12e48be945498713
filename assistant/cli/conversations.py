"""Conversations on record: the one to go on with, and what is said of a turn that cannot be taken up."""

from typing import TYPE_CHECKING

from assistant import wiring
from assistant.conversation import GO_ON, exchanged, without_file
from assistant.errors import UsageError
from assistant.guard.finding import PLACEHOLDER_OPENING
from assistant.record import Record
from assistant.safe import opening
from assistant.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from assistant.cli.call import Call


GOING_ON = "this goes on from"


def conversation_on_record(
    shell: Shell, number: int | None, say: "Callable[[str], None]"
) -> tuple[int, tuple[Record, ...]]:
    """Give the number of a conversation, that of turn `number` or the last, and its turns; says which were not kept.

    Raises UsageError where there is none, where no turn of it stands or was kept, or the last, which is wanted, was not.
    """
    from assistant.store.conversations import conversation_with, last_conversation_id
    from assistant.store.log import turns_of

    def read(log: "Connection") -> tuple[int, tuple[Record, ...]] | None:
        found = last_conversation_id(log) if number is None else conversation_with(log, number)
        return None if found is None else (found, turns_of(log, found))

    found = wiring.from_log(shell, read)
    if found is not None and not found[1]:
        raise UsageError(f"all of conversation {found[0]} was undone", hint="see it: ask log")
    if found is not None:
        _tell_unkept(found[1], say, last=number is None)
        return found
    if number is None:
        raise nothing_left(
            shell, "there is no conversation on record yet", hint="a first question begins one: ask why"
        )
    raise UsageError(
        f"there is no conversation or turn {number}", hint="see them: ask log · in a conversation: /log"
    )


def refuse_unkept(turn: Record) -> None:
    """Refuse a turn whose words were not kept: nor is another one taken up in its place. Raises UsageError."""
    if not turn.question:
        raise UsageError(
            f"the words of turn {turn.id} were not kept",
            hint="earlier ones: ask log show N · ask --conversation N · [ledger] store_text = true keeps the next ones",
        )


def _tell_unkept(turns: tuple[Record, ...], say: "Callable[[str], None]", *, last: bool) -> None:
    """Say which turns were not kept. Raises UsageError where none was, or not the last one that is wanted."""
    heard = [turn for turn in turns if turn.was_heard]
    unkept = [turn for turn in heard if not turn.question]
    if unkept and (len(unkept) == len(heard) or (last and heard[-1] is unkept[-1])):
        refuse_unkept(unkept[-1])
    for turn in unkept:
        say(f"the words of turn {turn.id} were not kept: this goes on without them")


def answered_last(turns: tuple[Record, ...]) -> Record | None:
    """Give the question in a conversation that was answered last, None where none was."""
    return next((turn for turn in reversed(turns) if turn.answer and turn.question != GO_ON), None)


def taken_up(turns: tuple[Record, ...]) -> Record | None:
    """Give the question in a conversation that was answered last, or asked last where none was; None for none."""
    asked = [turn for turn in turns if turn.question != GO_ON]
    return answered_last(turns) or (asked[-1] if asked else None)


def system_after(record: Record, call: "Call") -> str | None:
    """Give the standing instruction for what follows a turn: what was typed, else its own, else the usual one."""
    return exchanged(_own_system(record, call), None, call.settings.system)


def instruction_after(record: Record | None, call: "Call") -> str | None:
    """Give the instruction of its own that a conversation goes on with after a turn, None for what holds anyway.

    The file that the turn's code was for is none of it.
    """
    own = None if record is None else _own_system(record, call)
    plain = None if own is None else without_file(own)
    return None if plain == call.settings.system else plain


def brought_along(instruction: str | None) -> str:
    """Say behind a line what instruction of its own a conversation goes on with, "" for none of its own."""
    if instruction is None:
        return ""
    if PLACEHOLDER_OPENING in instruction:
        return " · its instruction goes along, without its secrets"
    return " · its instruction goes along" if instruction else " · no instruction goes along, as before"


def _own_system(record: Record, call: "Call") -> str | None:
    from assistant.store.unfinished import system_of

    return (
        None
        if call.options.system is not None
        else wiring.from_log(call.shell, lambda log: system_of(log, record))
    )


def opening_of(turn: Record) -> str:
    """Give the words that a question begins with."""
    return opening(turn.prompt.strip().partition("\n")[0])


def passed_over(shell: Shell, taken: Record | None, how: str = "this is") -> str:
    """Say why not the turn asked last is taken, and how another is in its place; "" where it is, or is awaited."""
    from assistant.store.unfinished import last_unfinished, not_taken_up

    newest = wiring.from_log(shell, not_taken_up)
    if newest is None or taken is None:
        return ""
    other = newest.conversation != taken.conversation
    if newest.question == GO_ON and not other and not newest.withdrawn:
        return ""  # it is the rest of the answer that is taken
    left = wiring.from_log(shell, last_unfinished) if other else None
    asks = left is not None and left.conversation == newest.conversation and bool(left.question)
    way = f" · ask resume {left.id} asks it" if left and asks else ""
    return f"{_fate(newest)}: {how} turn {taken.id}: {opening_of(taken)}{way}"


def nothing_left(shell: Shell, otherwise: str, *, hint: str) -> UsageError:
    """Give the error where nothing on record can be taken up: why not the turn asked last, or `otherwise`."""
    from assistant.store.unfinished import not_taken_up

    newest = wiring.from_log(shell, not_taken_up)
    if newest is None:
        return UsageError(otherwise, hint=hint)
    again = newest.question and not newest.withdrawn
    hint = "ask it again: ask resume" if again else f"see it: ask log show {newest.id}"
    return UsageError(f"{_fate(newest)}, and there is nothing else to go on with", hint=hint)


def _fate(turn: Record) -> str:
    words = f" ({opening_of(turn)})" if turn.prompt and turn.question != GO_ON else ""
    return f"turn {turn.id}{words} {'was undone' if turn.was_heard else 'got no answer'}"
