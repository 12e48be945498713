"""Commands about the last question: why it went where it did, asking it again, forgetting it."""

from assistant.catalog import Tier
from assistant.digits import counted
from assistant.errors import UsageError
from assistant.prompt import Prompt
from assistant.record import Record
from assistant.repl.blocks import code_differences
from assistant.repl.session import Session, Turn
from assistant.reply import Ending
from assistant.routing.decision import Decision
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of the last answer: the decision on its question, the model, why others failed, its text.

    It has placeholders. `thinking` is None where it was another session's and not the opening of an answer.
    """

    decision: Decision
    model: str
    failures: tuple[str, ...]
    text: str
    thinking: str | None


def last_turn(session: Session) -> Turn:
    """Give the last turn, of an earlier session too. Raises UsageError where nothing was asked."""
    if session.last is not None:
        return session.last
    said, record = session.conversation, session.context.records.last_turn()
    if not said.parts:
        raise UsageError("nothing was asked yet")
    return Turn(
        Prompt("".join(said.last_words()), system=session.instruction),
        said.without_last_turn(),
        row=None if record is None else record.id,
        decided=None if record is None else _decision(record),
    )


def unanswered_turn(session: Session, record: Record) -> Turn:
    """Give the turn that a question on record is, to which nothing came."""
    return Turn(
        Prompt(record.question, system=session.instruction),
        session.conversation,
        row=record.id,
        decided=_decision(record),
    )


def answer_before(session: Session) -> Answer:
    """Give what is known of the last answer that came. Raises UsageError where there is none, or it is not on record."""
    answered = None if session.last is None else session.last.answered
    if answered is None and session.conversation.parts:
        record = session.context.records.last_turn()
        if record is None or not record.answer:
            raise UsageError("the last answer is not on record")
        failures = tuple(attempt.why for attempt in record.attempts if attempt.why)
        return Answer(
            _decision(record), record.model, failures, last_answer(session)[0], record.thought or None
        )
    reply = None if answered is None else answered.reply
    if reply is None:
        raise UsageError("there is no answer yet")
    failures = tuple(failure.why for failure in reply.failures)
    return Answer(reply.route.decision, reply.candidate.spec, failures, reply.text, reply.thinking)


def _decision(record: Record) -> Decision:
    return Decision(record.tier, record.confidence, record.reasons)


def last_answer(session: Session) -> tuple[str, bool]:
    """Give the text of the last answer that came, in this session or before it, with placeholders; and if it is whole.

    One that was cut off is joined with what continues it. Raises UsageError where there is none.
    """
    from assistant.render.seam import joined  # noqa: PLC0415 - 3 ms, not before the first prompt

    parts = session.conversation.last_answer()
    if not parts:
        raise UsageError("there is no answer yet")
    text, known = joined(parts)
    return text, known and not session.conversation.is_cut


def why(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Give the reasons of the last decision."""
    answer = answer_before(session)
    session.say(f"{answer.decision.tier.title}, {answer.decision.confidence:.0%} sure")
    session.say(*(f"  - {why}" for why in (*answer.decision.reasons, *answer.failures)))


def retry(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Ask the last question again, in place of the first time."""
    session.ask_instead(last_turn(session))


def up(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Ask the last question one tier higher, and show how the two answers' code differs."""
    turn = last_turn(session)
    if session.last is not None and session.last.reply is None:
        raise UsageError("the last question has no answer yet", hint="/retry asks it again")
    before = answer_before(session)
    asked = before.decision.tier
    tier = session.choices.rules.above(asked)
    if tier is None:
        highest = "the highest tier" if asked is max(Tier) else "the highest tier you use"
        raise UsageError(f"{asked.label} is {highest}", hint="/model ID asks another model")
    after = session.ask_instead(turn, tier=tier)
    if after is None or after.ended.ending is not Ending.WHOLE:  # what did not come would look like taken out
        return
    names = (before.model, after.candidate.spec)
    differences = tuple(code_differences(before.text, after.text, names, session.context.restored))
    if not differences:
        from assistant.render.extraction import code_blocks  # noqa: PLC0415 - 3 ms, not before the first prompt

        same = (
            "the code of both answers is the same" if code_blocks(after.text) else "neither answer has code"
        )
        session.say(same)
    for lines in differences:
        session.show_difference(lines)


def undo(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Forget the last turn; its words come back to the input line, and its files go with them."""
    turn = session.last
    if turn is None and not session.conversation.parts:
        raise UsageError("there is nothing to forget")
    turn = turn or last_turn(session)
    if turn.row is not None:
        session.context.records.withdraw(turn.row)
    session.conversation = turn.earlier
    if session.last is not None:
        session.draft = session.context.restored(turn.prompt.text)
        if turn.reply is not None:  # else they still wait for the next question
            session.attached = (*turn.attached, *session.attached)
    session.last = turn.before
    session.say(f"forgotten; {counted(session.conversation.turns, 'turn')} before it")
