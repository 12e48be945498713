"""Commands that settle how the following questions are asked."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from assistant.cost import Cost, dollars
from assistant.errors import UsageError
from assistant.repl.session import Session


def tier(session: Session, argument: str) -> None:
    """Ask one tier, or let each question decide; without a name, say which."""
    if argument == "auto":
        session.choices = replace(session.choices, tier=None)
    elif argument:
        session.choices = replace(session.choices, tier=session.means.tier_named(argument))
    chosen = session.choices.tier
    session.say(
        "each question goes to the tier it needs" if chosen is None else f"tier {chosen.value} {chosen.label}"
    )


def model(session: Session, argument: str) -> None:
    """Ask one model, or the tier's; without a name, say which."""
    if argument == "auto":
        session.choices = replace(session.choices, only=None)
    elif argument:
        session.choices = replace(session.choices, only=session.means.model_named(argument))
    only = session.choices.only
    session.say(
        "each tier's own models are asked"
        if only is None
        else f"model {only.model.id} at {only.provider.name}"
    )


def system(session: Session, argument: str) -> None:
    """Replace the standing instruction, restore it, or show the one that was set."""
    if argument == "-":
        session.system = session.means.system
    elif argument:
        session.system = argument
    session.say(
        "the usual standing instruction" if session.system is None else f"instruction: {session.system}"
    )


def cap(session: Session, argument: str) -> None:
    """Limit what the session may spend, in US$."""
    if argument == "off":
        session.cap = None
    elif argument:
        session.cap = Cost(_amount(argument))
    spent = dollars(session.total.cost)
    limit = "there is no cap" if session.cap is None else f"the session's cap is {dollars(session.cap)}"
    session.say(f"{limit}; spent: {spent}")


def _amount(argument: str) -> Decimal:
    try:
        amount = Decimal(argument.lstrip("$"))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0:
        raise UsageError(f"a cap is a number of US$ from 0 up, not {argument!r}", hint="/cap 0.50 · /cap off")
    return amount


def theme(session: Session, argument: str) -> None:
    """Change the colours."""
    themes = session.means.themes
    if argument and argument not in themes:
        known = f"themes: {', '.join(themes)}" if themes else "there is only one"
        raise UsageError(f'there is no theme "{argument}"', hint=known)
    session.theme = argument or session.theme
    session.say(f"theme {session.theme}" if session.theme else f"themes: {', '.join(themes) or 'only one'}")


def multiline(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Let Enter break the line and Alt-Enter send, or the other way round."""
    session.lines_break = not session.lines_break
    session.say(
        "Enter breaks the line, Alt-Enter sends"
        if session.lines_break
        else "Enter sends, Alt-Enter breaks the line"
    )
