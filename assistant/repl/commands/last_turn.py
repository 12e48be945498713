"""Commands about the last question: why it went where it did, asking it again, forgetting it."""

from assistant.catalog import Tier
from assistant.digits import counted
from assistant.errors import UsageError
from assistant.repl.blocks import code_differences
from assistant.repl.session import Session, Turn
from assistant.reply import Ending, Reply


def last_turn(session: Session) -> Turn:
    """Give the last turn. Raises UsageError where nothing was asked."""
    if session.last is None:
        since = " since the conversation was opened" if session.conversation.parts else " yet"
        raise UsageError(f"nothing was asked{since}")
    return session.last


def last_reply(session: Session) -> Reply:
    """Give the last answer, with its placeholders. Raises UsageError where there is none."""
    reply = session.last.reply if session.last else None
    if reply is None:
        raise UsageError("there is no answer yet")
    return reply


def last_answer(session: Session) -> str:
    """Give the text of the last answer that came, in this session or before it, with its placeholders.

    One that was cut off is joined with what continues it. Raises UsageError where there is none.
    """
    from assistant.render.seam import joined  # noqa: PLC0415 - 3 ms, not before the first prompt

    if session.last is not None and session.last.reply is not None:
        return last_reply(session).text
    parts = session.conversation.last_answer()
    if not parts:
        raise UsageError("there is no answer yet")
    return joined(parts)[0]


def why(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Give the reasons of the last decision."""
    reply = last_reply(session)
    decision = reply.route.decision
    session.say(f"{decision.tier.title}, {decision.confidence:.0%} sure")
    session.say(*(f"  - {reason}" for reason in decision.reasons))
    session.say(*(f"  - {failure.why}" for failure in reply.failures))


def retry(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Ask the last question again, in place of the first time."""
    session.ask_instead(last_turn(session))


def up(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Ask the last question one tier higher, and show how the two answers' code differs."""
    turn = last_turn(session)
    before = last_reply(session)
    tier = session.choices.rules.above(before.tier)
    if tier is None:
        highest = "the highest tier" if before.tier is max(Tier) else "the highest tier you use"
        raise UsageError(f"{before.tier.label} is {highest}", hint="/model ID asks another model")
    after = session.ask_instead(turn, tier=tier)
    if after is None or after.ended.ending is not Ending.WHOLE:  # what did not come would look like taken out
        return
    names = (before.candidate.model.id, after.candidate.model.id)
    differences = tuple(code_differences(before.text, after.text, names, session.context.restored))
    if not differences:
        from assistant.render.extraction import code_blocks  # noqa: PLC0415 - 3 ms, not before the first prompt

        same = (
            "the code of both answers is the same" if code_blocks(after.text) else "neither answer has code"
        )
        session.say(same)
    for lines in differences:
        session.show_difference(lines)


def _was_said(turn: Turn) -> bool:
    return turn.reply is not None and bool(turn.reply.text)


def undo(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Forget the last turn; its words come back to the input line, and its files go with them."""
    answers = len(session.conversation.last_answer()) if session.last is None else _was_said(session.last)
    if session.context.records is not None:
        for _ in range(answers):  # one for each part of an answer that was continued
            session.context.records.withdraw(0)
    if session.last is not None:
        session.conversation, session.draft = (
            session.last.earlier,
            session.context.restored(session.last.prompt.text),
        )
        if session.last.reply is not None:  # else they still wait for the next question
            session.attached = (*session.last.attached, *session.attached)
        session.last = None
    elif session.conversation.parts:
        session.conversation = session.conversation.without_last_turn()
    else:
        raise UsageError("there is nothing to forget")
    session.say(f"forgotten; {counted(session.conversation.turns, 'turn')} before it")
