"""Placeholders that a model gave back altered, without their marks or under another number: no secret is put there."""

import re
from collections.abc import Iterable
from functools import cache

from assistant.guard.finding import any_placeholder, placeholders_in


def altered_in(code: str, asked: Iterable[str]) -> list[str]:
    """Give what is left in code that is like a placeholder, "secret:DB_PASSWORD_1", whatever stands around it.

    `asked` are the texts as they were sent: what stands there, and is no placeholder, may stand in the code.
    """
    found = dict.fromkeys(sign.groups() for sign in _like_one().finditer(code))
    if not found:
        return []
    sent = tuple(asked)
    given = {name for text in placeholders_in(sent) for _, name in _like_one().findall(text)}
    own = {sign[0] for text in sent for sign in _like_one().findall(any_placeholder().sub("", text))}
    return [
        text
        for text, name in found
        if text not in own and (name.upper() in given or text == f"secret:{name.upper()}")
    ]


@cache
def _like_one() -> re.Pattern[str]:
    return re.compile(r"(secret[ \t]?:[ \t]?(\w{1,60}_\d{1,6}))(?!\w)", re.IGNORECASE)
