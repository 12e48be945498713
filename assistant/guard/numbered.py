"""Tell what has a date, a count, a hash or a version in its name: a thing, and no secret."""

from assistant.guard.randomness import looks_hexadecimal
from assistant.pattern import pattern

_NUMBERED = 34  # characters of the ids of messages and calls: two capitals and 32 hexadecimal digits
# A ULID; a security identifier of Windows; what a cache or a list calls a thing: words and a hash or a number.
_COUNTED = pattern(
    r"[0-7][0-9A-HJKMNP-TV-Z]{25}$|S-1(?:-\d+){3,}$|[A-Za-z]{2,}(?:[-_./:][A-Za-z0-9]{1,12}){0,6}[-_./:](?:[0-9a-f]{16,64}|\d{8,})\b"
)
_SERIAL = pattern(r"[A-Z]{2,8}(?:[-_/]\d{2,10}){1,4}")
_DATED = pattern(
    r"\d(?:\d{3}[-_]\d\d[-_]\d\d|(?<!\d\d)\d:\d\d(?!\w)|(?<=^\d)\d*(?:px|ms|s|m|h|d|kb|mb|gb|%|em|rem|x\d+)$)"
)
_VERSION = pattern(r"[-_.]v\d{1,3}$")


def is_dated(value: str) -> bool:
    """Tell what holds a date or a time, or is a size."""
    signed = value.count("-") > 1 or value.count("_") > 1 or ":" in value
    return (signed or value[:1].isdigit()) and _DATED.search(value) is not None


def is_counted(value: str) -> bool:
    """Tell an id that is counted or a hash: of a message, a user, an entry of a cache or a list."""
    if value.isalnum() and not value.isupper():
        return value[:2].isupper() and len(value) == _NUMBERED and looks_hexadecimal(value[2:])
    return _COUNTED.match(value) is not None


def is_serial(value: str) -> bool:
    """Tell the number of an order, an invoice or a case: "ORD-2024-000123"."""
    return value[:2].isupper() and _SERIAL.fullmatch(value) is not None


def is_versioned(value: str) -> bool:
    """Tell a name that ends in the number of a version: "db-secret-v2"."""
    return "v" in value[-4:] and _VERSION.search(value) is not None
