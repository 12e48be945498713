"""How a value is written and where it ends: in quotes, as the rest of a line, as a word among others."""

import re
from functools import cache

from assistant.guard.labels import say_labels
from assistant.guard.phrases import end_of_phrase, end_of_words, is_sentence
from assistant.guard.prefilter import NAME_LETTERS
from assistant.guard.verdict import Way

_LONGEST = 4_100  # characters of a value that are looked at
_LONGEST_PARTS = 1_000  # characters of a connection string
_LONGEST_PHRASE = 100  # characters
_BEFORE = 80  # characters of a line before a name that are looked at
_WRAPPING = 40  # characters of a value that may only say how it is written
_WRAPPERS = ("\\", "base64:", "pass:")  # what such a value begins with that has no "="
_QUOTES = frozenset("\"'`\\&")  # one of which a value in quotes begins with, or has behind a letter or two
_LINE_ENDS = ("", "\n", "\r")
_CDATA = "<![CDATA["
_LINE_OPENINGS = ("--set", "--set-string", " -e", " -d", "--env", "--from-literal=", "-h '", '-h "', "--header '",
                  '--header "', "environment=", 'environment="', "environment='", "echo 'export", 'echo "export', "\\n",
                  "- -e", '"-e', "<<")  # fmt: skip
_LINE_OPENERS = frozenset(("", "export", "-", "+", "env", "arg", "set", "set -x", "set -gx", "declare -x", "readonly",
                           "- -e", "-e", "proxy_set_header", "fastcgi_param", "requestheader set", "add_header",
                           "option", "+ export", "#", "//", "local", "typeset -x", "--build-arg"))  # fmt: skip
_QUOTED_OPENERS = ('"', "'", '- "', "- '", "-")  # before a variable in a list of them


def value_at(text: str, start: int, root: int) -> tuple[int, int, Way]:
    """Find the value that begins at `start`, for a name whose root is at `root`.

    Gives where the value begins, where it ends, and how it is written.
    """
    quoted = None if _QUOTES.isdisjoint(text[start : start + 3]) else _quoted().match(text, start)
    if quoted:
        variable = text[quoted.end() : quoted.end() + 1] in _LINE_ENDS and _is_variable(text, start, root)
        return *quoted.span(quoted.lastindex or 0), "variable" if variable else "quoted"
    sign = text[start - 1]
    braced = _braced().match(text, start) if text.startswith("={", start - 1) else None
    if braced:
        return *braced.span(1), "quoted"
    if sign == "[" and text.startswith(_CDATA, start - len(_CDATA)):
        return start, max(start, text.find("]]>", start, start + _LONGEST)), "line"
    before = _before(text, root)
    way = _way_alone(text, start, before) if sign in "=: \t" else "bare"
    return _bare_value(text, start, before) if way == "bare" else _rest(text, start, root, before, way)


def unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what only says how a value is written: a cookie's name, ``base64:``, quotes within quotes."""
    opening = text[start : min(end, start + _WRAPPING)]
    marked = "=" in opening or opening.lower().startswith(_WRAPPERS)
    around = _around().match(text, start, end) if marked else None
    if not around:
        return start, end
    return (around.end(), end - len(around[1])) if around[1] else (around.end(), end)


def _is_variable(text: str, start: int, root: int) -> bool:
    """Tell a value in quotes that is all there is to a variable."""
    given = text[start - 1] == "="
    if not given and not _variable_joint().search(text, max(0, start - 4), start):
        return False
    way = _way_alone(text, start, _before(text, root))
    return way == "variable" or (way == "line" and given)


def _before(text: str, root: int) -> str:
    """Give what stands in a line before the root of a name, or what is looked at of it."""
    least = max(0, root - _BEFORE)
    return text[text.rfind("\n", least, root) + 1 or least : root]


def _way_alone(text: str, start: int, before: str) -> Way:
    """Tell how a value without quotes that begins at `start` is written, by what stands before its root."""
    opener = _opener(before)
    listed = opener in _QUOTED_OPENERS and text[start - 1] == "=" and text[start - 2].isupper()
    if not (
        listed
        or opener in _LINE_OPENERS
        or opener.endswith(_LINE_OPENINGS)
        or text.endswith("value: ", 0, start)
    ):
        return "bare"
    named = text[start - 1] == "=" and before[:1] in NAME_LETTERS and not opener
    return "variable" if named or _variable_joint().search(text, max(0, start - 4), start) else "line"


def _opener(before: str) -> str:
    """Give what stands before a name, of which `before` may hold the beginning."""
    return before.rstrip(NAME_LETTERS).strip().lower().lstrip("0123456789$%> ")


def _bare_value(text: str, start: int, before: str) -> tuple[int, int, Way]:
    """Find a value that is one word among others."""
    bare = _bare().match(text, start)
    if not bare:
        return start, start, "bare"
    end = start + len(_first_part(bare[0]).rstrip(".,:\\"))
    if text[start - 1] == ">" and text[end : end + 1] == "<":
        return start, end, "quoted"
    return start, end, "line" if _is_in_a_list(text, start, end, before) else "bare"


def _rest(text: str, start: int, root: int, before: str, way: Way) -> tuple[int, int, Way]:
    """Find a value that fills its line, as far as it is one."""
    rest = _rest_of_line().match(text, start, start + _LONGEST_PARTS)
    if rest and rest.end() == start + _LONGEST_PARTS and not _next_part().search(rest[0]):
        rest = _rest_of_line().match(text, start)
    if not rest:
        return start, start, way
    end = start
    if way == "line":
        end = _end_of_line(text, start, before, text[root:start])
    elif text[start - 1] == "=" and text[rest.end() : rest.end() + 1] == " ":
        end = _end_of_variable(text, start, _opener(before))
    if end > start:
        return start, end, way
    value = _first_part(rest[0]).rstrip(",;\\")
    end = start + len(value)
    if way == "line" and (rest[0].endswith((";", ",", ")", "{")) or "(" in value):
        way = "line" if _is_in_a_list(text, start, end, before) else "bare"
    return start, end, way


def _first_part(value: str) -> str:
    """Give the first part of a connection string."""
    return value if ";" not in value else _next_part().split(value, maxsplit=1)[0]


def _end_of_variable(text: str, start: int, opener: str) -> int:
    """Give where a phrase ends, also one in quotes with its name, that is the value of a variable; or `start`."""
    closing = text.find(opener[-1], start, start + _LONGEST_PHRASE) if opener.endswith(('"', "'")) else -1
    if closing > 0 and "\n" not in text[start:closing]:
        return closing
    return end_of_phrase(text, start)


def _end_of_line(text: str, start: int, before: str, named: str) -> int:
    """Give where words end that are all there is in a line behind `before` and a name with its joint; or `start`."""
    if named.endswith(": ") and "phrase" in named.lower():
        end = end_of_phrase(text, start)
        if end > start and not say_labels(text[start:end]) and is_sentence(text[start:end], 3, alone=True):
            return end
    if named.endswith("= ") or (named.endswith(("=", " ")) and ("." in named or "." in before)):
        return end_of_words(text, start)
    return start


def _is_in_a_list(text: str, start: int, end: int, before: str) -> bool:
    """Tell a value between others: of an address, a connection string or a line of names and values."""
    if text[start - 1] == "=" and _another().match(text, end):
        return True
    signs = "=" in before or "?" in before or "&" in before or ";" in before
    return signs and _in_a_list().match(before[::-1]) is not None


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
        r"|[\w.-]{0,40},[^\s=,;(){}<>\"']{1,60}=[A-Za-z_]{2,40}(?:[\s,]|$)"
        r"|[\w.-]{0,40} [^\s=,;(){}<>]{1,80}=[A-Za-z_]{2,40}(?:\s|$)"
    )


@cache
def _another() -> re.Pattern[str]:
    return re.compile(r"[ \t][a-z_.-]{2,30}=[^\s=]")  # a line of names and values


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
