"""Commands that keep something of the last answer: its code on the screen, on the clipboard, in a file."""

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.digits import counted, number_in
from assistant.errors import UsageError
from assistant.guard.finding import PLACEHOLDER_OPENING
from assistant.render.difference import difference
from assistant.render.notes import DIM, rows, terminal_columns
from assistant.repl.clipboard import copied
from assistant.repl.commands.last_turn import answer_before, last_answer
from assistant.repl.session import Session
from assistant.safe import visible_on_one_line
from assistant.store.place import Place, place_at, replaced
from assistant.store.rewriting import Rewritten, rewritten

if TYPE_CHECKING:
    from assistant.render.extraction import Block


def code(session: Session, argument: str) -> None:
    """Show the code of the last answer, or one block."""
    blocks = _blocks(session)
    if argument:
        block = _block(blocks, argument)
        session.show_code(block.text, block.language)
        return
    for number, block in enumerate(blocks, 1):
        session.say(f"{number} · {block.language or 'text'} · {_lines(block)}")
        session.show_code(block.text, block.language)


def copy(session: Session, argument: str) -> None:
    """Copy the last answer, or one block of its code."""
    block = _block(_blocks(session), argument) if argument else None
    text = session.context.answered(_answer(session)) if block is None else block.text
    what = "the answer" if block is None else f"block {argument}, {_lines(block)}"
    session.say(f"copied {what} {copied(text, session.context.environment, session.context.out)}")


def save(session: Session, argument: str) -> None:
    """Write a block to a file; one that is there is shown as a diff and asked about first."""
    number, _, path = argument.partition(" ")
    if number_in(number) is None:
        number, path = "", argument
    if not path:
        raise UsageError("save what, and where?", hint="/save 1 src/app.py")
    blocks = _blocks(session)
    if not number and len(blocks) > 1:
        raise UsageError(f"the answer has {len(blocks)} blocks of code", hint=f"/save 1 {path}")
    block = _block(blocks, number or "1")
    if PLACEHOLDER_OPENING in block.text:
        raise UsageError(
            "the code contains placeholders of secrets that are not known here: nothing was written",
            hint="say them in this conversation, and ask again",
        )
    place = place_at(os.path.expanduser(_unquoted(path.strip())))  # noqa: PTH111 - it never raises
    try:
        new = rewritten(place, block.text)
        if place.content == new.content:
            session.say(f"{place.path} already has that text")
            return
        if place.content is not None and not _wanted(session, place, new):
            session.say(f"{place.path} was not changed")
            return
        backup = replaced(place, new.content)
    finally:
        place.close()
    session.say(f"wrote {place.path} ({_lines(block)})" + (f"; as it was: {backup}" if backup else ""))


def _unquoted(path: str) -> str:
    quoted = len(path) > 2 and path[0] == path[-1] and path[0] in "\"'"
    return path[1:-1] if quoted else path


def think(session: Session, argument: str) -> None:  # noqa: ARG001 - every command has the same shape
    """Show what the model thought before the last answer, dim, no word of it parted."""
    thought = answer_before(session).thinking
    if not thought:
        kept = thought is not None
        session.say("the model did not send its thinking" if kept else "what was thought is not on record")
        return
    dim, columns = DIM if session.context.coloured else "", terminal_columns(session.context.out)
    for line in session.context.answered(thought).splitlines():
        for row in rows(line.rstrip(), columns, indent=""):
            session.show_styled(row, dim)


def _wanted(session: Session, place: Place, new: Rewritten) -> bool:
    name = str(place.path)
    names = (name, "the answer")
    session.show_difference(difference(new.before, new.after, names=names, changes=new.changes))
    return session.confirm(visible_on_one_line(f"write over {name}? [y/N] "))


def _answer(session: Session) -> str:
    """Give the text of the last answer; that it was cut off is said."""
    text, is_whole = last_answer(session)
    if not is_whole:
        session.say('── the answer was cut off · "go on" continues it')
    return text


def _blocks(session: Session) -> "tuple[Block, ...]":
    from assistant.render.extraction import UNCLEAR, code_blocks  # noqa: PLC0415 - 3 ms, not before the first prompt

    blocks = code_blocks(_answer(session))
    if not blocks:
        raise UsageError("the last answer has no code")
    if any(block.unclear for block in blocks):
        session.say(UNCLEAR)
    restored = session.context.restored
    return tuple(replace(block, text=restored(block.text)) for block in blocks)


def _block(blocks: "tuple[Block, ...]", number: str) -> "Block":
    if not 0 < (place := number_in(number) or 0) <= len(blocks):
        there = f"are blocks 1 to {len(blocks)}" if len(blocks) > 1 else "is one block"
        raise UsageError(f"there is no block {number}", hint=f"there {there}: /code")
    return blocks[place - 1]


def _lines(block: "Block") -> str:
    return counted(block.text.count("\n"), "line")
