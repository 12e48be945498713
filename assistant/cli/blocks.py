"""The code blocks of an answer that a command is about."""

from assistant.digits import counted
from assistant.errors import UsageError
from assistant.render.extraction import Block, code_blocks


def blocks_of(answer: str, number: int | None) -> tuple[Block, ...]:
    """Give block `number` (from 1) of an answer, or with None every block. Raises UsageError where there is none."""
    blocks = code_blocks(answer)
    if not blocks:
        raise UsageError("the answer has no code block")
    if number is None:
        return blocks
    if number > len(blocks):
        raise UsageError(f"the answer has {counted(len(blocks), 'code block')}, no block {number}")
    return blocks[number - 1 : number]


def code_of(answer: str, number: int) -> str:
    """Give the code of block `number` (from 1) of an answer, of all for 0. Raises UsageError where there is none."""
    return "".join(block.text for block in blocks_of(answer, number or None))
