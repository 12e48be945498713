"""Tell what people choose as a password, where no name says that it is one."""

import re
from functools import lru_cache

from assistant.guard.labels import say_labels
from assistant.guard.made_up import made_up
from assistant.guard.randomness import looks_hexadecimal, looks_random
from assistant.guard.values import points_elsewhere
from assistant.pattern import pattern

_LEET = pattern(
    r"[A-Za-z](?<!utf)(?<!sha)(?<!md)(?<!latin)(?<!base)(?<!argon)(?<!oauth)(?<!\bk)(?<!\be)(?<!\bp)\d[A-Za-z]",
    re.IGNORECASE,
)
_SIGNED_WORD = pattern(r"^[A-Za-z][A-Za-z.-]*[!#$%^&~][A-Za-z]")
_DOTTED = pattern(r"[A-Z]\w*(?:\.[A-Z]\w*)+")
_JOINED_NUMBER = pattern(r"[a-z]{4,20}[_-]\d{2,4}")
_BORN = pattern(r"[a-z]{6,24}(?:19[5-9]|20[01])\d")  # words and a year, as people choose it
_PLACE = pattern(
    r"://|\.[a-z]{2,}(?::\d+)?$|:\d{2,5}$|\w@\w+\.|^[\w-]+\.[\w-]+\.|^\w+(?:::|->)|[(){}<>\[\]]|^[\w-]{1,20}=[^=]"
)


@lru_cache(maxsize=4096)
def looks_chosen(value: str) -> bool:
    """Tell whether someone chose this as a password, where no name says so: "Acme_upl0ad", "Waldmeister9!"."""
    if made_up(value) or points_elsewhere(value) or _PLACE.search(value):
        return False
    digits = any(map(str.isdigit, value))
    signs = any(map("!#$%^&*?+~=@".__contains__, value))
    mixed = any(map(str.isupper, value)) and any(map(str.islower, value))
    if value.isalnum() and looks_random(value):
        return not looks_hexadecimal(value) or digits
    if digits:
        numbered = _JOINED_NUMBER.fullmatch(value) or (_BORN.fullmatch(value) and not say_labels(value))
        return signs or mixed or is_leet(value) or bool(numbered)
    return bool(_SIGNED_WORD.search(value))


def is_leet(value: str) -> bool:
    """Tell whether a digit stands within a word, but not within the name of a character set, a hash or a program."""
    return bool(_LEET.search(value))


def is_dotted(value: str) -> bool:
    """Tell words that dots join, with a digit within one ("Sm7p.Relay"): in quotes these are no attribute."""
    return bool(_DOTTED.fullmatch(value)) and is_leet(value) and not say_labels(value)
