"""Documents to play: answers as models write them, the edges of Markdown, and texts that mean harm."""

from tests.render.kit.answers import ANSWERS
from tests.render.kit.blocks import BLOCKS
from tests.render.kit.hostile import HOSTILE
from tests.render.kit.words import WORDS

DOCUMENTS = ANSWERS | BLOCKS | WORDS | HOSTILE

__all__ = ["DOCUMENTS"]
