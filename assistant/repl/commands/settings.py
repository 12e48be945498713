"""Commands that settle how the following questions are asked."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from assistant.cap import parsed_limit
from assistant.catalog import Candidate
from assistant.cost import LARGEST_AMOUNT, dollars, exactly, readable
from assistant.errors import UsageError
from assistant.repl.session import Session
from assistant.spelling import suggestion


def tier(session: Session, argument: str) -> None:
    """Ask one tier, or let each question decide; without a name, say which. A model that was chosen before is let go."""
    only = session.choices.only
    if argument:
        chosen = None if argument == "auto" else session.context.tier_named(argument)
        session.choices, only = replace(session.choices, tier=chosen, only=None), None
    chosen = session.choices.tier
    session.say(
        "each question goes to the tier it needs" if chosen is None else chosen.title,
        *([f"model {only.model.id} at {only.provider.name}, whatever the tier"] if only else []),
    )


def model(session: Session, argument: str) -> None:
    """Ask one model, or the tier's; without a name, say which."""
    if argument == "auto":
        session.choices = replace(session.choices, only=None)
    elif argument:
        session.choices = replace(session.choices, only=_model(session, argument))
    only = session.choices.only
    session.say(
        "each tier's own models are asked"
        if only is None
        else f"model {only.model.id} at {only.provider.name}"
    )


def _model(session: Session, spec: str) -> Candidate:
    try:
        return session.context.model_named(spec)
    except UsageError as error:
        hint = "Tab lists them" + ("" if ":" in spec else f" · to ask it anyway: /model PROVIDER:{spec}")
        raise UsageError(error.message, hint=hint) from error


def system(session: Session, argument: str) -> None:
    """Replace the standing instruction, restore it, or show the one that was set."""
    if argument:
        session.system = session.context.system if argument == "-" else argument
        session.own_system = None
    instruction = session.instruction
    session.say("the usual standing instruction" if instruction is None else f"instruction: {instruction}")


def cap(session: Session, argument: str) -> None:
    """Limit what the session may spend, in US$, or ("2/day") what every shell may; without words, say both."""
    if argument == "off":
        session.cap = None
    elif "/" in argument:
        session.context.records.limit(parsed_limit(argument))
    elif argument:
        session.cap = _amount(argument)
    session.say(*_limits(session))


def _limits(session: Session) -> Iterator[str]:
    cost, most = session.total.cost, session.total.most
    spent = dollars(cost, unknown="unknown") + ("" if most == cost.amount else f", at most ${readable(most)}")
    limit = (
        "this session has no cap" if session.cap is None else f"the session's cap is ${exactly(session.cap)}"
    )
    yield f"{limit}; spent: {spent}"
    accounts = session.context.records.accounts()
    for account in accounts:
        yield f"in every shell {account.limit} at most; left: {account.left_in_words}"
    if accounts:
        yield "  ask cap off lifts what holds in every shell"


def _amount(argument: str) -> Decimal:
    try:
        amount = Decimal(argument.lstrip("$"))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount <= LARGEST_AMOUNT:
        hint = "/cap 0.50 for the session · /cap 2/day for every shell · /cap off"
        raise UsageError(f"a cap is an amount of US$, 0 or more, not {argument!r}", hint=hint)
    return amount


def theme(session: Session, argument: str) -> None:
    """Change the colours of what comes; "auto" is the terminal's; without a name, say which there are."""
    if not argument:
        chosen = f"theme {session.theme}; " if session.theme else ""
        session.say(f"{chosen}themes: auto, {', '.join(session.context.themes())}")
        return
    if argument != "auto" and argument not in (themes := session.context.themes()):
        raise UsageError(
            f'there is no theme "{argument}"{suggestion(argument, themes)}', hint="/theme lists them"
        )
    session.theme = "" if argument == "auto" else argument
    session.say(f"theme {argument}")


def multiline(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Let Enter break the line and Alt-Enter send, or the other way round."""
    session.lines_break = not session.lines_break
    session.say(
        "Enter breaks the line, Alt-Enter sends"
        if session.lines_break
        else "Enter sends, Alt-Enter breaks the line"
    )
