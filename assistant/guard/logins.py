"""Passwords that are mere words, by the user beside them (``user="edi", password="wolke"``) or as a keystore's."""

from assistant.guard.labels import say_labels
from assistant.guard.made_up import made_up
from assistant.guard.names import FOREIGN
from assistant.pattern import pattern

_BEFORE = 120  # characters before the root of a password's name in which its user stands
_SHORTEST = 8  # characters
_SECRET_WORDS = ("pass", "secret", "token", "user", "name", *FOREIGN)  # which labels and examples hold
_WORDS = pattern(r"[A-Za-z]{3,20}(?:[-_][A-Za-z]{2,20}){0,4}")
_USER = pattern(
    r"(?i:user(?:name|_?id)?|login|uid)[\"']?\s{0,3}(?:=>|[:=])\s{0,3}([\"']?)(?P<user>[A-Za-z0-9][\w.@\\+/-]{1,60})\1"
    r"[,;]?\s{1,60}[\"']?(?:[A-Za-z][\w.-]{0,40}[._-])?$"
)


def is_login(text: str, root: int, name: str, value: str) -> bool:
    """Tell a password of words, right behind a user that is given or of a keystore, that no form or example says."""
    if len(value) < _SHORTEST or value.isupper() or not _WORDS.fullmatch(value):
        return False
    lowered = value.lower()
    if "store" not in name.lower():
        user = _USER.search(text, root - _BEFORE if root > _BEFORE else 0, root)
        if not user or user["user"].lower() == lowered:
            return False
    return not (any(map(lowered.__contains__, _SECRET_WORDS)) or say_labels(value) or made_up(value))
