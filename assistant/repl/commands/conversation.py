"""Commands about the whole conversation and how it is held: begin, look up, reopen, price, edit, leave."""

from assistant.conversation import NOTHING_SAID
from assistant.digits import counted, number_in
from assistant.record import on_the_askers_clock
from assistant.repl.commands.last_turn import unanswered_turn
from assistant.repl.editor import edited
from assistant.repl.reopened import where_it_stands
from assistant.repl.session import Session
from assistant.repl.spending import account
from assistant.safe import opening


def new(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Begin a new conversation; what was spent stays counted."""
    session.conversation, session.last, session.attached = NOTHING_SAID, None, ()
    session.own_system = None
    session.context.records.begin_anew()
    session.say("a new conversation")


def log(session: Session, argument: str) -> None:
    """List earlier conversations."""
    found = session.context.records.recent(argument)
    for past in found:
        turns = counted(past.turns, "turn")
        session.context.notes.say_in_a_row(
            f"{past.number:>4}  {on_the_askers_clock(past.begun)}  {turns:<9}  {opening(past.opening)}"
        )
    session.say("/open N goes on with one" if found else "no conversation was found")


def reopen(session: Session, argument: str) -> None:
    """Go on with an earlier conversation; without its number, list those there are as `log` does."""
    if (number := number_in(argument)) is None:
        log(session, argument)
        return
    session.conversation, session.last = session.context.records.reopen(number), None
    session.own_system = session.context.records.instruction()
    session.say(
        f"conversation {argument}, {counted(session.conversation.turns, 'turn')} so far",
        *where_it_stands(session.conversation, session.own_system),
    )
    if not session.conversation.parts and (asked := session.context.records.last_turn()):
        if asked.question:
            session.last = unanswered_turn(session, asked)
        session.say(f"  not answered: {opening(asked.prompt)} · /retry asks it")


def cost(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Say what the session cost, model by model."""
    session.say(*account(session.spent, session.total))


def edit(session: Session, argument: str) -> None:
    """Write the next question in the editor; it comes back to the input line, as it was where the editor fails."""
    session.draft = argument
    with session.lending():
        session.draft = edited(argument, session.context.environment)


def leave(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """End the session."""
    session.code = 0
