"""Judge a value by the name it is given to and by how it is written: a secret, or code, a word, a reference."""

import re
import string
from functools import lru_cache
from typing import Literal

from assistant.guard.chosen import is_dotted, is_leet
from assistant.guard.labels import are_chosen, say_labels
from assistant.guard.made_up import made_up
from assistant.guard.names import PROMISES, Name, name_of
from assistant.guard.numbered import is_counted, is_dated, is_serial, is_versioned
from assistant.guard.phrases import is_made, is_mail_password, is_numbered, is_sentence
from assistant.guard.randomness import (
    digits_in,
    is_identifier,
    is_tangled,
    is_wordy,
    letters_in,
    looks_hexadecimal,
    looks_random,
    varies,
)
from assistant.guard.values import is_sure, points_elsewhere
from assistant.pattern import pattern

# How a value is written: in quotes, alone on the rest of its line, as NAME=value with nothing else in it, or among code.
Way = Literal["quoted", "line", "variable", "bare"]

_JUDGED = 1_000  # characters of a long value that are looked at
_LONGEST_PASSWORD = 200  # characters
_LONGEST_HASH = 128  # hexadecimal digits
_TYPES = ("Key", "Token", "Secret", "Credential", "Credentials")  # what the names of types end in
_SECRET_WORDS = ("password", "passwd", "token", "_pass", "pass_", "-pass", "secret")
# A time; the keyword argument of a call that a sentence tells of.
_PLAIN = pattern(
    r"\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?"
    r"|[a-z_]\w*+=(?:True|False|None|true|false|null|\d{1,4})"
)
_TWO_NAMES = pattern(r"[A-Z][a-z]+(?:[-._+&=@~/][A-Z][a-z]+)+")
# Words joined by hyphens are a name, unless a digit stands within one of them ("fl0w-Map").
_CODE_WORD = pattern(
    r"[A-Za-z_]++\d?|[\w.]++\(.*|[\d.]++|[A-Za-z_]\w*+(?:(?:[.:>]++|->)[A-Za-z_]\w*+)++|[A-Za-z_]\w*+(?:\??\.[A-Za-z_]\w*+)++(?:\?\?|\?[^.]|[=!]==).*|[a-z_]+(?:-[a-z_]+)+(?:-?\d)?|[a-z][a-z\d]*+(?:_[a-z\d]++)+_[A-Z]{4,}|[^\s(\[{]*+[(\[{]\S*+"
)
_TOLD = pattern(r"[A-Z]?[a-z]+\d{0,3}(?:[-.][A-Za-z]+)*[!?.]?")  # what a sentence says of a password
_IDENTIFIER = pattern(
    r"[A-Za-z]+\d{0,2}|(?![A-Z][a-z]{4,}_\d)[A-Za-z]+(?:_[A-Za-z0-9]+)+|[\w.]+\[.*|[\d.]+\w?"
)
_NUMBERED_HUMPS = pattern(r"[A-Za-z][a-z]{2,}[A-Z][a-z]{2,}\d\d(?<!16|32|64)")  # "cobaltBramble19"
_SIGNS_AND_LETTERS = pattern(r"\w(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])[\w!@#%^*+=?~&-]+", re.ASCII)
# Words joined by hyphens that name a thing which holds the password, an attribute or a place to look it up.
_LABEL = pattern(
    r"(?:^|[_-])(?:db|key|pass|pw|pwd|credentials?|creds|auth|prod|dev|user|admin|login|vault|store|config|service|secrets?|field|input)(?:[_-]|$)"
)
_NUMBERED_WORD = pattern(r"[A-Za-z]+\d{0,2}")
_HUMP_AND_WORD = pattern(
    r"[a-z]{2,15}[A-Z][a-z]{1,15}-[A-Z][a-z]{1,15}"
)  # "myDb-Cfg": no code joins words like that
_CONSTANT = pattern(
    r"(?=(?:[A-Z0-9]*[_-])*[A-Z]{3,}[_-])[A-Z0-9]+(?:[_-][A-Z0-9]+)*[_-](?:[A-Z]{3,}|\d{1,5})"
    r"|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:PASSWORD|PASS|PWD|KEY|TOKEN|SECRET)|PASSWORD(?:_[A-Z0-9]+)+"
)


def is_secret(name: str, value: str, way: Way) -> bool:
    """Tell whether `value` is a secret for `name`."""
    return is_secret_of(name_of(name), name, value, way)


def is_secret_of(said: Name, name: str, value: str, way: Way) -> bool:
    """Tell whether `value` is a secret for `name`, of which it is known what it says."""
    value = value[:_JUDGED]
    bare, named = value.strip("\"'").lower().replace("-", "_"), name.lower()
    if said.sense != "password" and way in ("bare", "line") and value.endswith(_TYPES):
        return False
    # Its own name, as it is, of an object or of an action.
    if named.endswith(bare) or bare.endswith((f".{named}", f"/{named}")):
        return False
    if said.shared and value.isalnum() and _says_name(bare, named):
        return False
    return _is_secret(said, value, way)


def _says_name(value: str, name: str) -> bool:
    """Tell a word of the name itself, with a number: "webhook1" of a webhook's secret."""
    word = value.rstrip(string.digits)
    return word != value and len(word) >= 5 and word.rstrip("s") in name.replace("_", "").replace("-", "")


@lru_cache(maxsize=4096)
def _is_secret(name: Name, value: str, way: Way) -> bool:
    sense = name.sense
    if sense == "nothing" or (way == "bare" and value.islower() and value.isalpha() and value.isascii()):
        return False  # a word of code or of a sentence
    promised = sense in PROMISES and not name.pin and (way != "bare" or value.isalnum())
    spaced = " " in value
    if not spaced and is_sure(value, promised=promised):
        return True
    # Most values with blanks are refused faster by what accepts them.
    if len(value) < 4 or (spaced and not _is_likely(name, value, way)):
        return False
    if way == "bare" and _CODE_WORD.fullmatch(value) and not (_scrambled(value) or is_tangled(value)):
        return False
    if made_up(value) or (value.isdigit() and sense in ("token", "maybe")):
        return False
    if ("=" in value or value[4:5] == "-") and _PLAIN.fullmatch(value):
        return False
    worded = (sense == "password" and name.worded) or (
        name.shared and sense != "maybe" and value.istitle() and _TWO_NAMES.fullmatch(value)
    )
    if worded and _are_words(value, way):
        return True
    dotted = sense == "password" and way in ("quoted", "variable") and is_dotted(value)
    if (points_elsewhere(value) and not dotted) or (value.isupper() and _CONSTANT.fullmatch(value)):
        return False
    if name.pin and sense == "password":
        return value.isdigit() and 6 <= len(value) <= 12
    return spaced or _is_likely(name, value, way)


def _is_likely(name: Name, value: str, way: Way) -> bool:
    """Tell whether a value is as those of the name's sense are, if it is not refused."""
    match name.sense:
        case "password":
            least = 2 if name.phrase or name.constant else 3
            alone = name.constant or (name.phrase and value[0].islower())
            likely = _is_password(value, way) or _is_sentence(value, way, least, alone=alone)
            likely = likely or (name.worded and way != "bare" and is_numbered(value))
        case "secret":
            likely = (
                _is_token(value, way) or _is_phrase(value, way) or _is_sentence(value, way, 3, alone=False)
            )
            likely = likely or (name.shared and _is_numbered_word(value, way))
        case "token":
            likely = _is_token(value, way)
        case _:
            likely = _is_random(name, value, way)
    return likely or (" " in value and is_made(value))


def _is_random(name: Name, value: str, way: Way) -> bool:
    """Judge a value whose name promises a secret only if it is random."""
    if len(value) < 20 or not (looks_random(value) or is_made(value)):
        return False
    if is_counted(value) or is_dated(value) or value.endswith("/"):
        return False
    numbered = len(value) > _LONGEST_HASH or (way == "variable" and name.auth)
    return numbered or not looks_hexadecimal(value)


def _is_token(value: str, way: Way) -> bool:
    if " " in value or (way in ("bare", "line") and value.isalpha() and not _scrambled(value)):
        return False
    return (_is_strong(value) or _is_mixed(value) or looks_random(value)) and not is_serial(value)


def _is_mixed(value: str, share: float = 0.2) -> bool:
    """Tell ten characters or more of which hardly a `share` stands in words: "OxLJNWJyyR", "YVu!=sIgVGo"."""
    if len(value) < 10 or value.isupper() or value.islower() or not _SIGNS_AND_LETTERS.fullmatch(value):
        return False
    return not is_identifier(value) and not is_wordy(value, share) and not is_dated(value)


def _is_phrase(value: str, way: Way) -> bool:
    """Tell whether a person chose this as a secret: "keyboard-giraffe-77", never a name like "db-secret-v2"."""
    if way == "bare" or not 8 <= len(value) <= _LONGEST_PASSWORD or "/" in value:
        return False
    if way == "line" and not (any(map(str.isupper, value)) and any(map(str.islower, value))):
        return False
    digits = digits_in(value)
    if not digits:
        joined = (
            value.count("-") >= 3 and way == "quoted" and value.islower() and value.replace("-", "").isalpha()
        )
        return joined and not _LABEL.search(value)
    if (
        (_NUMBERED_WORD.fullmatch(value) and (way != "variable" or digits < 2))
        or not _starts_well(value)
        or is_dated(value)
        or is_versioned(value)
    ):
        return False
    return " " not in value or (len(value) >= 12 and value.count(" ") <= 6 and digits >= 2)


def _is_numbered_word(value: str, way: Way) -> bool:
    """Tell a word with a number in quotes, or given to a variable, that no label says: "wombat9"."""
    likely = way in ("quoted", "variable") and _NUMBERED_WORD.fullmatch(value) is not None
    return likely and value[4:5].isalpha() and value[-1].isdigit() and not say_labels(value)


def _is_password(value: str, way: Way) -> bool:
    if " " in value and way != "bare":
        return is_mail_password(value)
    if len(value) > _LONGEST_PASSWORD:
        return looks_random(value) or (way != "bare" and _is_strong(value))
    if [value] != value.split() or (not value.isascii() and not digits_in(value)) or "(" in value[:-1]:
        return way != "bare" and _is_strong(value)
    digits = digits_in(value)
    if digits == len(value):
        return digits >= 6 and way != "bare"
    signs = 0 if value.isalnum() else sum([sign not in "_-. /:" for sign in value if not sign.isalnum()])
    if not digits and not signs:
        return _is_wordy_password(value, way)
    if any(map(value.lower().__contains__, _SECRET_WORDS)):
        numbered = way == "variable" and not is_versioned(value)
        within = "/" not in value and is_leet(value)
        return digits > 0 and (signs > 0 or within or numbered)
    if digits and way != "bare":
        return len(value) >= 5
    if len(value) < 6 or (_TOLD.fullmatch(value) and say_labels(value)):
        return False
    if digits and _NUMBERED_HUMPS.fullmatch(value):
        return not say_labels(value)
    if digits:
        return not _IDENTIFIER.fullmatch(value)
    return _starts_well(value) or (value[0] == "-" and _is_mixed(value[1:], 0.35))


def _are_words(value: str, way: Way) -> bool:
    """Tell words that a password may be, but no attribute of an object: these stand in no quotes."""
    return way != "bare" and (way != "line" or "." not in value) and are_chosen(value)


def _scrambled(value: str) -> bool:
    """Tell letters that nobody would give a variable as its name: "ZvSXVWHyaeGu"."""
    mixed = value.isalpha() and not value[1:].islower() and not value.isupper() and not is_identifier(value)
    return mixed and len(value) >= 10 and not is_wordy(value, 0.2)


def _is_sentence(value: str, way: Way, least: int, *, alone: bool) -> bool:
    if way == "line":
        return " " in value
    return way in ("quoted", "variable") and is_sentence(value, least, alone=alone)


def _is_wordy_password(value: str, way: Way) -> bool:
    """Judge a password of letters and hyphens alone, which a label or a name may be as well."""
    if any(map(value.lower().__contains__, _SECRET_WORDS)):
        return False
    if way != "bare" and _HUMP_AND_WORD.fullmatch(value):
        return True
    if say_labels(value):
        return False
    if way == "variable" and len(value) >= 8:
        return True
    if max(map(value.count, "-_")) >= 2 and len(value) >= 12 and way in ("line", "quoted"):
        return not _LABEL.search(value)
    mixed = len(value) >= 14 and not value[1:].islower() and not is_identifier(value) and value.isalpha()
    return len(value) >= (10 if value.islower() else 8) and not is_wordy(value, 0.5 if mixed else 0.35)


def _starts_well(value: str) -> bool:
    return value[0] not in "([{/.:*-%<@"


def _is_strong(value: str) -> bool:
    """Tell whether a shorter value still mixes too much for a word: "x7Kp!9qL2m", "prod-9fk3-Ab2"."""
    if len(value) < 8 or [value] != value.split():
        return False
    if len(value) > _LONGEST_PASSWORD:
        return value.isascii() and _is_strong(value[:_LONGEST_PASSWORD])
    return (
        digits_in(value) >= 2
        and letters_in(value) >= 3
        and varies(value, 7)
        and not is_wordy(value, 0.6)
        and not is_dated(value)
    )
