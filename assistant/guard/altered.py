"""Placeholders that a model gave back altered, without their marks or under another number: no secret is put there."""

import re
from collections.abc import Iterable

from assistant.guard.finding import ANY_PLACEHOLDER, placeholders_in
from assistant.pattern import pattern

_LIKE_ONE = pattern(r"(secret[ \t]?:[ \t]?(\w{1,60}_\d{1,6}))(?!\w)", re.IGNORECASE)


def altered_in(code: str, asked: Iterable[str]) -> list[str]:
    """Give what is left in code that is like a placeholder, "secret:DB_PASSWORD_1", whatever stands around it.

    `asked` are the texts as they were sent: what stands there, and is no placeholder, may stand in the code.
    """
    found = dict.fromkeys(sign.groups() for sign in _LIKE_ONE.finditer(code))
    if not found:
        return []
    sent = tuple(asked)
    given = {name for text in placeholders_in(sent) for _, name in _LIKE_ONE.findall(text)}
    own = {sign[0] for text in sent for sign in _LIKE_ONE.findall(ANY_PLACEHOLDER.sub("", text))}
    return [
        text
        for text, name in found
        if text not in own and (name.upper() in given or text == f"secret:{name.upper()}")
    ]
