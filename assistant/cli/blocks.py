"""The code blocks of an answer that a command is about."""

from assistant.errors import UsageError
from assistant.render.extraction import Block, code_blocks


def blocks_of(answer: str, number: int | None) -> tuple[Block, ...]:
    """Give block `number` (from 1) of an answer, or with None every block. Raises UsageError where there is none."""
    blocks = code_blocks(answer)
    if not blocks:
        raise UsageError("the answer holds no code block")
    if number is None:
        return blocks
    if number > len(blocks):
        count = f"{len(blocks)} code block{'' if len(blocks) == 1 else 's'}"
        raise UsageError(f"the answer holds {count}, no number {number}")
    return blocks[number - 1 : number]
