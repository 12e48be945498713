# ruff: noqa: SIM905 - as a list the table of pairs would fill five pages
"""Tell random characters from words, by the pairs of letters they hold, and from numbers."""

import re
import string
from collections.abc import Callable
from functools import lru_cache
from math import ceil
from operator import add, ne

from assistant.pattern import pattern

# Pairs of letters that English words and programmers' names are made of; random letters hold about a third of them.
_WORD_PAIRS = frozenset(
    (
        "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri "
        "ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut "
        "ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi "
        "ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov "
        "by rm ep tt oc fa ef cu rn sc gi da yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht ru ug ds lt pi "
        "rc rr eg au ck ew mu br bi pt ak pu ui rg ib tl ny ki rk ys ob mm fu ph og ms ye ud mb ip ub oi rl gu dr hr "
        "cc tw ft wn nu af hu nn eo vo rv nf xp gn sm fl iz ok nl my gl aw ju oa eq sy sl ps jo lf nk ks "
    ).split()
)
_DIGITS, _LETTERS = string.digits.encode(), string.ascii_letters.encode()
_ALPHANUMERIC = string.ascii_letters + string.digits
_PLAIN = _ALPHANUMERIC.encode()
_IN_TOKENS = f"{_ALPHANUMERIC}_-+/=.~:!@#$%^&*?|,;()[]{{}}<>'".encode()
_IN_JUMBLES = f"{_ALPHANUMERIC}!#$%^&*+=?@~_.-".encode()
_SIGNS = bytes(byte for byte in range(128) if not chr(byte).isalnum())
# Bits for small letters, capitals, and digits and signs. Shifted by seven, those of a small letter meet those of a
# capital that follows it, and those of any letter meet those of a digit: so many changes from kind to kind there are.
_KINDS = bytes(0b1 if byte >= 97 else 0b1010 if byte >= 65 else 0b10010 for byte in range(256))
HEXADECIMAL = "0123456789abcdefABCDEF"
_SORTS = bytes(  # small letters, capitals, digits and signs
    0 if 97 <= byte <= 122 else 1 if 65 <= byte <= 90 else 2 if 48 <= byte <= 57 else 3 for byte in range(256)
)
_UUID = [8, 4, 4, 4, 12]
_JUMBLES = range(10, 65)  # characters
_GENERATED = range(12, 65)  # characters
_MANY_SIGNS = 4  # different ones: words and code hold fewer
_JUDGED = 300  # characters of a long value that are looked at
_PIECES = pattern(r"[A-Z](?:[a-z]{2,}|[A-Z]{2,})|[a-z]{2,}")
# A version, a hash, variables, the format of a date.
_FORMATTED = pattern(r"[v~^]?\d+\.\d|\$(?:[a-z\d]*|[A-Z]+)\$|(?:\$[A-Za-z_]\w*)+$|(?:%[A-Za-z][_.-]?)+$")
# A variable, a template, a call, a path, an address, a query, code, an expression, a format, a type, a hash; what
# stands between strings; an attribute ("TextBox2.Text").
_WRITTEN = pattern(
    r"[$#@%]\{\w[^{}]*\}|\{\{.*\}\}|\$\((?:[\w./\[\]-]+\)|\()|%\(\w+\)|\w://\w|\w(?:->|::)\w|</\w|=>|->[{(]"
    r"|[\w)\]](?:&&|\|\|)[!(\w]|\[(?:\?\(|@\w|\w+=\w)|\]\.\[|\\[dswbxuDSW.()|]|\(\?[:=!<P]|\(\w+\||\{\d+,\d*\}"
    r"|[aA01]-[zZfF9]|(?:%\w\W?){3}"
    r"|^(?:[v~^]?\d+\.\d+\.\d|\$[a-z\d]{1,8}\$|\{[\w+/=-]{2,}\}|eyJ|/\w+/|[A-Z][a-z]{2,}<[A-Z])"
    r"|^[A-Za-z_][\w.]*(?:\([\w.,]*\)|\[[\w:+%-]+\])|^[+,)].*[+,(]$"
    r"|^[A-Z]?[a-z]+(?:[A-Z][a-z]+){0,6}\d{0,3}(?:\.[A-Z]?[a-z]+)+;?$"
)
_RUNS = pattern(r"[A-Z]?[a-z]+|[A-Z]+|\d+|[^A-Za-z0-9]+")
_HUMPS = pattern(r"(?:[A-Z]{2,5}\d{0,3})?[A-Za-z][a-z]{2,}(?:\d{0,2}[A-Z][a-z]{2,})+\d{0,2}")
_JOINED_WORDS = pattern(r"[A-Za-z][a-z]+(?:[-_.][A-Za-z][a-z]+)+")
_MINGLED = pattern(r"(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=\w\D*\d\d*\D+\d)[A-Za-z\d]+$")
_PART = pattern(r"\w+", re.ASCII)
_SEMVER = pattern(r"[\^~v]?\d+\.\d+\.\d+(?:[-+].*)?$|\d{4}-\d\d-\d\d")


def looks_random(value: str) -> bool:
    """Tell whether no person chose these characters: long enough, mixed, and not made of words."""
    return len(value) >= 16 and _looks_random(value[:_JUDGED])


def looks_hexadecimal(value: str) -> bool:
    """Tell whether the value is a hexadecimal number or a UUID: a hash as often as a secret."""
    digits = value.replace("-", "")
    if digits.strip(HEXADECIMAL):
        return False
    return len(value) >= 16 if digits == value else [*map(len, value.split("-"))] == _UUID


def is_wordy(value: str, share: float) -> bool:
    """Tell whether a `share` of the letters and digits stands in words, 0 to 1; mostly under 0.2 in random ones."""
    pieces = _PIECES.findall(value)
    # Few values hold so many letters that all of their words must be looked at.
    spare = len("".join(pieces)) - ceil(share * _count(value, _PLAIN, str.isalnum))
    for piece in map(str.lower, pieces):
        if spare < 0:
            return False
        known = piece[:2] in _WORD_PAIRS and piece[-2:] in _WORD_PAIRS if len(piece) <= 3 else _is_word(piece)
        spare -= 0 if known else len(piece)
    return spare >= 0


def is_jumbled(value: str) -> bool:
    """Tell what nobody would write: letters, digits and signs that change from one to another at most places."""
    if len(value) not in _JUMBLES or value.isalnum() or not _consists_of(_IN_JUMBLES, value):
        return False
    if value in (value.lower(), value.upper()) or _FORMATTED.match(value):
        return False
    plain = _plain(value)
    signs = len(value) - len(plain)
    if signs < 2 or (plain.isalpha() and signs - sum(map(value.count, "_.-")) <= 2):
        return False
    return changes_in(value) >= len(value) * 0.25 or len(_RUNS.findall(value)) >= len(value) * 0.5


def is_generated(value: str) -> bool:
    """Tell what a generator of passwords made of all letters, digits and signs, even where it begins as code does."""
    if len(value) not in _GENERATED or not value.isascii() or value.isalnum():
        return False
    sorts = value.encode().translate(_SORTS)
    if len(set(sorts)) < 4:
        return False
    many = len(set(value.encode().translate(None, _PLAIN))) >= _MANY_SIGNS
    changes = sum(map(ne, sorts, sorts[1:])) / len(value)
    if changes < (0.33 if many else 0.5) or is_wordy(value, 0.7 if many else 0.4):
        return False
    return not _WRITTEN.search(value)


def changes_in(value: str) -> int:
    """Count how often letters become capitals, digits or signs: words change less than random characters."""
    kinds = int.from_bytes(value.encode().translate(_KINDS), "big")
    return (kinds & (kinds >> 7)).bit_count()


def digits_in(value: str) -> int:
    """Count the digits, of any script."""
    return _count(value, _DIGITS, str.isdigit)


def letters_in(value: str) -> int:
    """Count the letters, of any script."""
    return _count(value, _LETTERS, str.isalpha)


def varies(value: str, least: int) -> bool:
    """Tell whether a value holds `least` different characters: most that do hold them at their beginning."""
    return len(set(value[: 2 * least])) >= least or len(set(value)) >= least


def is_identifier(value: str) -> bool:
    """Tell words joined by capitals, the name of a type or a function: "PrivateKeyTypes"."""
    return bool(_HUMPS.fullmatch(value))


def is_tangled(value: str) -> bool:
    """Tell whether a part between dots is such as no attribute is called: "ndJe9.XkGy6Yt4l3"."""
    return any(
        len(part) >= 8 and _MINGLED.match(part) and not is_wordy(part, 0.2) for part in value.split(".")
    )


def is_mangled(value: str) -> bool:
    """Tell two parts with a dot between them whose letters change as no attribute's do: "wSbTIwgyZppym.CJ"."""
    parts = value.split(".")
    if len(value) < 12 or len(parts) != 2 or not all(map(_PART.fullmatch, parts)):
        return False
    mixed = any(part not in (part.lower(), part.upper(), part.capitalize()) for part in parts)
    return mixed and changes_in(value) >= len(value) * 0.15 and not is_wordy(value, 0.3)


def _count(value: str, characters: bytes, counts: Callable[[str], bool]) -> int:
    """Count `characters`, of which there are more that count in a value that is not ASCII."""
    if value.isascii():
        return len(value) - len(value.encode().translate(None, characters))
    return sum(map(counts, value))


def _consists_of(characters: bytes, value: str) -> bool:
    return value.isascii() and not value.encode().translate(None, characters)


def _plain(value: str) -> bytes:
    """Give the letters and digits of an ASCII value."""
    return value.encode().translate(None, _SIGNS)


@lru_cache(maxsize=4096)
def _looks_random(value: str) -> bool:
    signed = not value.isalnum()
    if not (_consists_of(_IN_TOKENS, value) if signed else value.isascii()):
        return False
    plain = _plain(value)
    if len(plain) < len(value) * 0.75:
        return False
    if looks_hexadecimal(value):
        return varies(value, 8) and not value.replace("-", "").isalpha()
    digits = len(plain) - len(plain.translate(None, _DIGITS))
    if not varies(value, 9) or digits > len(plain) * 0.8:
        return False
    if signed and ((not digits and _JOINED_WORDS.fullmatch(value)) or _is_version(value)):
        return False
    if not signed and is_identifier(value):
        return False
    return not is_wordy(value, 0.5 if digits >= 2 else 0.35)


@lru_cache(maxsize=4096)
def _is_word(piece: str) -> bool:
    usual = sum(map(_WORD_PAIRS.__contains__, map(add, piece, piece[1:])))
    return usual >= (len(piece) - 1) * 0.8


def _is_version(value: str) -> bool:
    """Tell the number of a version, or a date: "^1.2.3-rc.1", "2024-05-01"."""
    return value[0] in "^~v0123456789" and _SEMVER.match(value) is not None
