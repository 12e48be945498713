"""The code blocks of an answer that a command is about."""

from assistant.digits import counted
from assistant.errors import AnswerUnused
from assistant.render.extraction import Block, code_blocks


def blocks_of(answer: str, number: int | None, *, about: str = "") -> tuple[Block, ...]:
    """Give block `number` (from 1) of an answer, or with None every block; `about` is the text that the code replaces.

    Raises AnswerUnused where there is none, or nothing in it: one fence alone, at the end of code that lacks the first.
    """
    blocks = code_blocks(answer, about)
    if not blocks:
        raise AnswerUnused("the answer has no code block")
    if number and number > len(blocks):
        raise AnswerUnused(f"the answer has {counted(len(blocks), 'code block')}, no block {number}")
    wanted = blocks[number - 1 : number] if number else blocks
    if not any(block.text.strip() for block in wanted):
        raise AnswerUnused("there is nothing in the code of the answer")
    return wanted


def code_of(answer: str, number: int) -> str:
    """Give the code of block `number` (from 1) of an answer, of all for 0. Raises AnswerUnused where there is none."""
    return "".join(block.text for block in blocks_of(answer, number or None))
