"""A place in a growing text from which a lexer can go on, and its state there."""

import copy

from pygments.lexer import LexerContext

from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A place in the text and the lexer's state there: the stack, or the context of an extended lexer."""

    place: int
    stack: tuple[str, ...]
    context: LexerContext | None = None

    def moved(self, cut: int) -> "Checkpoint":
        """Give the checkpoint in a text whose first `cut` characters are gone."""
        return Checkpoint(self.place - cut, self.stack, self.context)

    def at(self, place: int) -> "Checkpoint":
        """Give the same state at another place."""
        return Checkpoint(place, self.stack, self.context)


ROOT = Checkpoint(0, ("root",))


def copied(context: LexerContext) -> LexerContext:
    """Copy a context so that running on does not change the original."""
    twin = copy.copy(context)
    for name, value in vars(context).items():
        if isinstance(value, list):
            setattr(twin, name, copy.deepcopy(value) if name != "stack" else list(value))
    return twin


def frozen(context: LexerContext) -> Checkpoint:
    """Give the checkpoint where a context stands."""
    twin = copied(context)
    twin.text = ""
    return Checkpoint(context.pos, tuple(context.stack), twin)
