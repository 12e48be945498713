"""Values given to names that sound secret, in any syntax: YAML, JSON, shell, XML, TOML and the languages' own."""

import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.guard.finding import Hit
from assistant.guard.giving import names_given, repeated
from assistant.guard.glance import NAME_LETTERS, is_code, is_harmless, name_at
from assistant.guard.names import FOREIGN, Sense, sense_of, spelled
from assistant.guard.phrases import end_of_words
from assistant.guard.values import looks_random
from assistant.guard.verdict import Way, is_secret, looks_chosen
from assistant.guard.words import Vocabulary

_WHOLE = 4_100  # characters of a value that are looked at
_BEFORE = 80  # characters before a name, in its own line, that tell how its value is written
_AFTER = 120  # characters of a value that are looked at together with what is before it
_REMEMBERED = 64  # windows
_QUIET = 7  # names: a text that says one, two, three or six over and over says the first of them again
_TRIES = 8  # further names that are judged inside a value that was refused: bounds the work
_QUOTES = ("'", '"')
_CDATA = "<![CDATA["
_LINE_OPENINGS = (
    "--set",
    "--set-string",
    " -e",
    " -d",
    "--env",
    "--from-literal=",
    "-h '",
    '-h "',
    "--header '",
    '--header "',
    "environment=",
    "echo 'export",
    'echo "export',
    "\\n",
    "- -e",
    '"-e',
    "<<",
)
_LINE_OPENERS = frozenset(("", "export", "-", "+", "env", "arg", "set", "set -x", "set -gx", "declare -x", "readonly",
                           "- -e", "-e", "proxy_set_header", "fastcgi_param", "requestheader set", "add_header",
                           "option", "+ export", "#", "//", "local", "typeset -x", "--build-arg"))  # fmt: skip


def assignments(text: str, lowered: str, vocabulary: Vocabulary) -> Iterator[Hit]:
    """Find every secret value of a secret name; `lowered` is `text` in lower case, character for character."""
    past = refused = 0  # where the last secret ended, and the last value that was none
    tries = last = 0
    quiet: deque[int] = deque(maxlen=_QUIET)  # the last names in a row with such windows
    same: tuple[tuple[str, int, int, int], _Given] | None = None  # the last window that was judged, and how
    dull: set[str] = set()  # the last windows without a secret: a text may say the same over and over

    def done() -> int:
        return past

    foreign = tuple(word for word in FOREIGN if vocabulary.may_hold(word) and word in lowered)
    for found in names_given(lowered, done, foreign=foreign):
        place, start = found.span()
        tries = tries + 1 if place < refused else 0
        if place < past or tries > _TRIES or is_code(text, start):
            continue
        period, last = place - last, place
        before = place - _BEFORE if place > _BEFORE else 0
        window = text[before : start + _AFTER]
        if before and window in dull:
            quiet.append(place)
            past = repeated(text, place, place - quiet[0], _AFTER) if len(quiet) == _QUIET else past
            continue
        quiet.clear()
        if len(dull) > _REMEMBERED:
            dull.clear()
        if is_harmless(text, place, found.end(1), start):
            dull.add(window)
            continue
        looked_at = (window, place - before, found.end(1) - before, start - before)
        given = same[1] if same and looked_at == same[0] else _judged(*looked_at)
        same = looked_at, given
        opening = window[start - before :]
        cut = given.end >= len(window) - 3 or (opening[:1] in _QUOTES and opening.count(opening[0]) == 1)
        if cut and before + len(window) < len(text) and "\n" not in opening:
            window = text[before : start + _WHOLE]
            given = _judged(window, place - before, found.end(1) - before, start - before)
        elif not given.secret and not given.whole:
            dull.add(window)
        if given.secret:
            yield Hit(
                before + given.start,
                before + given.end,
                "assignment",
                label_of(given.name),
                spelled(given.name),
            )
        if given.secret or given.whole:
            past = before + given.end
        else:
            refused = max(refused, before + given.end)
            past = repeated(text, place, period, _WHOLE) if tries == _TRIES else past


class _Given(NamedTuple):
    """A value in a window of text and the name it is given to; `whole`: nothing within it can be a secret."""

    start: int
    end: int
    name: str
    secret: bool
    whole: bool


def _judged(window: str, place: int, named: int, start: int) -> _Given:
    """Judge the value at `start` of a window, for a name that ends at `named` and has its root at `place`."""
    name = name_at(window, place, named)
    if name.lower() == "key" and _parent().search(window[:place]):
        name = f"secret_{name}"
    user = window[named] == "(" and ("user" in name.lower() or name.lower().endswith("credentials"))
    if (
        user
        or sense_of(name) is Sense.NOTHING
        or ("://" in window[:place] and _login().match(window[:place][::-1]))
    ):
        return _Given(start, start, name, secret=False, whole=False)
    start, end, way = value_at(window, start, place)
    start, end = bared(window, start, end)
    if start >= end or (window[start] == "?" and window[start - 1] == ":"):  # ${NAME:?what to say}
        return _Given(start, end, name, secret=False, whole=False)
    reference = window.startswith("arn:", start) or (
        window[place - 1 : place] == ":" and "arn:" in window[:place]
    )
    if window[named] == "(" and " " in window[start:end] and not any(map(str.isdigit, window[start:end])):
        return _Given(start, end, name, secret=False, whole=False)  # what is said in a call
    spaced = window[named:start].isspace() and way is not Way.QUOTED
    if spaced and way not in (Way.LINE, Way.VARIABLE):  # a sentence
        return _Given(start, end, name, secret=False, whole=False)
    secret = not reference and is_secret(name, window[start:end], way)
    if (
        secret
        and "," in window[named:start]
        and _listed().match(window, named, start)
        and not _called(window[:place])
    ):
        secret = looks_chosen(window[start:end]) or looks_random(window[start:end])
    if secret and "(" in window[:place] and _hashed().search(window[:place].rstrip(NAME_LETTERS)[-20:]):
        secret = False
    return _Given(start, end, name, secret, reference)


def _called(before: str) -> bool:
    return before.rstrip(NAME_LETTERS).rstrip("\"'` \t").endswith("(")


def value_at(text: str, start: int, root: int) -> tuple[int, int, Way]:
    """Find the value that begins at `start`: its first and last position and how it is written."""
    line = text.rfind("\n", max(0, root - 80), root) + 1 or max(0, root - 80)
    opener = text[line:root].rstrip(NAME_LETTERS).strip().lower().lstrip("0123456789$%> ")
    alone = opener in _LINE_OPENERS or opener.endswith(_LINE_OPENINGS)
    variable = alone and _variable_joint().search(text, max(0, start - 4), start) is not None
    quoted = _quoted().match(text, start) if _opens_quotes(text[start : start + 3]) else None
    if quoted:
        ends_line = text[quoted.end() : quoted.end() + 1] in ("", "\n", "\r")
        way = Way.VARIABLE if alone and ends_line and (variable or text[start - 1] == "=") else Way.QUOTED
        return quoted.start(quoted.lastindex or 0), quoted.end(quoted.lastindex or 0), way
    braced = _braced().match(text, start) if text.startswith("={", start - 1) else None
    if braced:
        return *braced.span(1), Way.QUOTED
    if text.startswith(_CDATA, start - len(_CDATA)):
        return start, max(start, text.find("]]>", start, start + _WHOLE)), Way.LINE
    way = Way.BARE
    if alone and text[start - 1] in "=: \t":
        way = Way.VARIABLE if variable else Way.LINE
    bare = (_bare() if way is Way.BARE else _rest_of_line()).match(text, start)
    if not bare:
        return start, start, way
    value = bare[0] if ";" not in bare[0] else _next_part().split(bare[0], maxsplit=1)[0]
    if (
        way is Way.LINE
        and (text.endswith("= ", 0, start) or "." in text[line:start])
        and text[start - 1] in "= "
    ):
        end = end_of_words(text, start)
        if end > start:
            return start, end, way
    value = value.rstrip(".,:\\" if way is Way.BARE else ",;\\")
    if way is Way.LINE and (bare[0].endswith((";", ",", ")", "{")) or "(" in value):
        way = Way.BARE
    end = start + len(value)
    if way is Way.BARE and (
        (text[start - 1] == ">" and text[end : end + 1] == "<")
        or _is_in_a_list(text[line:root])
        or (text[start - 1] == "=" and _another().match(text, end))
    ):
        way = Way.LINE
    return start, end, way


def _opens_quotes(opening: str) -> bool:
    return '"' in opening or "'" in opening or "`" in opening or "\\" in opening or "&" in opening


def _is_in_a_list(before: str) -> bool:
    signs = "=" in before or "?" in before or "&" in before or ";" in before
    return signs and _in_a_list().match(before[::-1]) is not None


def bared(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what only says how a value is written: a cookie's name, ``base64:``, quotes within quotes."""
    marked = text[start] == "\\" or ":" in text[start : start + 40] or "=" in text[start : start + 40]
    around = _around().match(text, start, end) if marked else None
    if not around:
        return start, end
    return (around.end(), end - len(around[1])) if around[1] else (around.end(), end)


def label_of(name: str) -> str:
    """Give a name as people are told it: as it stands there, unless it is very long."""
    return name if len(name) <= 40 else spelled(name)


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(
        r"[A-Za-z@$]{0,2}(?:\\{1,2}\"([^\"\\\n]{1,4000})\\{1,2}\"|\"\"\"([^\"\n]{1,4000})\"\"\""
        r"|\"((?:[^\"\\\n]|\\.){1,4000}+)\"|'((?:[^'\\\n]|\\.|''(?=[^\s'\",;:)\]}])){1,4000}+)'|&quot;([^\"&\n]{1,4000})&quot;|`([^`\\\n]{1,4000}+)`)"
    )


@cache
def _braced() -> re.Pattern[str]:
    return re.compile(
        r"\{(?=[^{}]{0,100}[^\w{}.])([^\s{}\"'][^{}\"\n]{3,100})\}(?=[;\"'\s]|$)"
    )  # ODBC: PWD={...};


@cache
def _parent() -> re.Pattern[str]:
    return re.compile(
        r"(?i)(?:jwt|token|sign|signing|crypt|encryption|secret)[\"']?\s{0,4}(?:=>|[:=])?\s{0,4}[\[{]\s{0,40}[\"']?$"
        r"|pragma\s$"
    )


@cache
def _around() -> re.Pattern[str]:
    return re.compile(
        r"(?:(\\[\"'])(?=.+\1$)|base64:|pass:|(?:\w{1,20}[_.-])?(?:php|j)?(?:session|sess|sid|token|auth|jwt)(?:_?id)?=)(?=.)",
        re.IGNORECASE,
    )


@cache
def _in_a_list() -> re.Pattern[str]:
    # Backwards: in an address or a connection string, or behind another name and value without any comma.
    return re.compile(
        r"[\w.-]{0,40}(?:;pma)?[?&;][\w\"'}/)]"
        r"|[\w.-]{0,40},[^\s=,;(){}<>\"']{1,60}=[a-z_]{2,40}(?:[\s,]|$)"
        r"|[\w.-]{0,40} [^\s=,;(){}<>]{1,80}=[a-z_]{2,40}(?:\s|$)",
        re.IGNORECASE,
    )


@cache
def _another() -> re.Pattern[str]:
    return re.compile(r"[ \t][a-z_.-]{2,30}=[^\s=]")  # a line of names and values


@cache
def _login() -> re.Pattern[str]:
    return re.compile(r"[\w.-]{0,40}//:")  # backwards, the user of an address: "https://x-access-token:..."


@cache
def _hashed() -> re.Pattern[str]:
    return re.compile(r"(?i)(?:sha-?\d+|md5|hash|crypt)\([\"'`]$")  # what follows is the hash of an example


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(r"[^=:<>]*,[^=:<>]*$")  # two strings in a row: a pair, or a list of words


@cache
def _next_part() -> re.Pattern[str]:
    return re.compile(r";(?=[A-Za-z][A-Za-z ]{2,30}=)")  # of a connection string


@cache
def _variable_joint() -> re.Pattern[str]:
    return re.compile(r"[A-Z0-9_](?:=|: )[\"']?$")


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(
        r"(?:[^\s\"'`,;)\]}<>&|\\]++|&(?:amp|lt|gt|apos|quot|#\d{2,4});|\\(?![nrt\"'])){1,400}+"
    )


@cache
def _rest_of_line() -> re.Pattern[str]:
    return re.compile(r"(?:[^\s\"'`<>\\]++|\\(?![nr\"'])){1,400}+")
