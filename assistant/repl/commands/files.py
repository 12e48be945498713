"""Commands about the files that go with the next question."""

from assistant.errors import UsageError
from assistant.render.footer import described
from assistant.repl.attaching import absence, each_once, gathered, named_in
from assistant.repl.session import Session


def attach(session: Session, argument: str) -> None:
    """Attach files, ranges of their lines, or globs."""
    if not argument:
        raise UsageError("which file?", hint="/file src/app.py · /file src/app.py:40-80 · /file lib/*.ts")
    found = gathered(named_in(argument))
    if found.missing:
        raise UsageError(absence(found.missing[0]))
    session.say(*found.notices)
    session.attached = each_once((*session.attached, *found.attachments))
    listed(session, "")


def listed(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Say what goes with the next question."""
    session.say(
        *([described(attachment) for attachment in session.attached_now()] or ["nothing is attached"])
    )


def drop(session: Session, argument: str) -> None:
    """Take one file back, or all."""
    kept = tuple(
        each for each in session.attached if argument and argument not in (each.name, f"@{each.name}")
    )
    if argument and len(kept) == len(session.attached):
        raise UsageError(f"{argument} is not attached", hint="/files shows what is")
    session.attached = kept
    listed(session, "")
