"""Placeholders that a model gave back altered, without their marks or under another number: no secret is put there."""

import re
from collections.abc import Callable, Iterable

from assistant.guard.finding import ANY_PLACEHOLDER, PLACEHOLDER_OPENING, placeholders_in
from assistant.pattern import pattern

_LIKE_ONE = pattern(  # also as Markdown escapes one: "secret:DB\_PASSWORD\_1"
    r"secret[ \t]?\\?:[ \t]?((?:\\?\w){1,60}\\?_\d{1,6})(?!\w)", re.IGNORECASE
)


def altered_in(code: str, asked: Iterable[str]) -> list[str]:
    """Give what is left in code that is like a placeholder, "secret:DB_PASSWORD_1", whatever stands around it.

    `asked` are the texts as they were sent: what stands there, and is no placeholder, may stand in the code.
    """
    found = _like_one(code)
    if not found:
        return []
    sent = tuple(asked)
    given = {name for text in placeholders_in(sent) for name in _like_one(text).values()}
    own = {sign for text in sent for sign in _like_one(ANY_PLACEHOLDER.sub("", text))}
    return [
        text
        for text, name in found.items()
        if text not in own and (name in given or text.replace("\\", "") == f"secret:{name}")
    ]


def written_otherwise(answer: str, is_given: Callable[[str], bool]) -> list[str]:
    """Give what in an answer is a placeholder that `is_given`, in other letters, escaped or without its marks."""
    found = _like_one(ANY_PLACEHOLDER.sub("", answer))
    return [text for text, name in found.items() if is_given(f"{PLACEHOLDER_OPENING}{name}»")]


def _like_one(text: str) -> dict[str, str]:
    """Give what is like a placeholder in a text, and the name that each has."""
    return {sign[0]: sign[1].replace("\\", "").upper() for sign in _LIKE_ONE.finditer(text)}
