"""How a value is written and where it ends: in quotes, as the rest of a line, as a word among others."""

import re
import string
from functools import lru_cache

from assistant.guard.generated import BEFORE, QUOTES, end_of_generated, is_connection
from assistant.guard.labels import are_chosen, say_labels
from assistant.guard.phrases import (
    end_of_chosen,
    end_of_numbered,
    end_of_phrase,
    end_of_words,
    is_numbered,
    is_sentence,
)
from assistant.guard.prefilter import NAME_LETTERS
from assistant.guard.randomness import is_generated
from assistant.guard.verdict import Way
from assistant.pattern import pattern

Value = tuple[int, int, Way]  # where it begins, where it ends, and how it is written
_LONGEST_OPENING = 40  # characters before a name that may be nothing else than what a variable follows
_LONGEST_PARTS = 200  # characters of a connection string
_LONGEST_PHRASE = 100  # characters
_WRAPPING = 40  # characters of a value that may only say how it is written
_WRAPPED = "\\bBpP{"  # what such a value begins with that has no "="
_AROUND = ("'", '"')
_MARKS = ("'", '"', "`")
_LINE_ENDS = ("", "\n", "\r")
_CAPITALS = frozenset(f"{string.ascii_uppercase}{string.digits}_")  # of a variable's name
_BLANKS = (" ", "\t")
_WITHIN = (" ", "&", ",", ")", "|")  # signs that end a word, but no part of a connection string
_WORDED = ("password", "passphrase", "passwd", "passwort", "kennwort", "passcode", "pwd", "psk", "_pass")
_JOINT_SIGNS = "=: \t\"'"
_CDATA = "<![CDATA["
_IN_CDATA = pattern(r"(?:[^\]<]++|\](?!\]>)|<(?!!\[))*+(?=\]\]>)")
_LINE_OPENINGS = ("--set", "--set-string", " -e", " -d", "--env", "--from-literal=", "-h '", '-h "', "--header '",
                  '--header "', "environment=", 'environment="', "environment='", "echo 'export", 'echo "export', "\\n",
                  "- -e", '"-e', "<<")  # fmt: skip
_LONGEST_OPENER = max(map(len, _LINE_OPENINGS))
_LINE_OPENERS = frozenset(("", "export", "-", "+", "env", "arg", "set", "set -x", "set -gx", "declare -x", "readonly",
                           "- -e", "-e", "proxy_set_header", "fastcgi_param", "requestheader set", "add_header",
                           "option", "+ export", "**", "- **", "* **",
                           ":", "#", "//", "local", "typeset -x", "--build-arg"))  # fmt: skip
_QUOTED_OPENERS = ('"', "'", '- "', "- '", "-")  # before a variable in a list of them
_QUOTED = pattern(
    r"[A-Za-z@$]{0,2}(?:\"([^\"\\\n]{1,4000}+)\"|'([^'\\\n]{1,4000}+)'(?!')|\\{1,2}\"([^\"\\\n]{1,4000}+)\\{1,2}\"|\"\"\"([^\"\n]{1,4000}+)\"\"\""
    r"|\"((?:[^\"\\\n]|\\.){1,4000}+)\"|'((?:[^'\\\n]|\\.|''(?=[^\s'\",;:)\]}])){1,4000}+)'|&quot;([^\"&\n]{1,4000}+)&quot;|`([^`\\\n]{1,4000}+)`"
    r"|(?:\"\"|\\{1,2})?\"([^\s\"\\]{4001,}+)\\{0,2}\"|(?:'')?'([^\s'\\]{4001,}+)'|`([^\s`\\]{4001,}+)`)"
)
_BRACED = pattern(r"\{(?=[^{}]{0,100}[^\w{}.])([^\s{}\"'][^{}\"\n]{3,}+)\}(?=[;\"'\s]|$)")  # ODBC: PWD={...};
# Of Lua: [[...]], [==[...]==]; elsewhere a list within a list, or a call within a call.
_LONG_BRACKET = pattern(r"\[(={0,3})\[([^\s,]{4,200}?|[^\[\]\n]{4,}+)\]\1\]")
_WRAPPER = pattern(
    r"(?:(\\[\"'])(?=.+\1$)|base64:|pass:|\{noop\}|(?:\w{1,20}[_.-])?(?:php|j)?(?:session|sess|sid|token|auth|jwt)(?:_?id)?=)(?=.)",
    re.IGNORECASE,
)
# Backwards: in an address or a connection string, or behind another name and value without any comma.
_IN_A_LIST = pattern(
    r"[\w.-]{0,40}+(?:(?:;pma)?[?&;][\w\"'}/)]"
    r"|,[^\s=,;(){}<>\"']{1,60}=[A-Za-z_]{2,40}(?:[\s,]|$)"
    r"| [^\s=,;(){}<>]{1,80}=[A-Za-z_]{2,40}(?:\s|$))"
)
_FLOW = pattern(r"\s*(?:- )?(?:[\w.-]+: )?\{ ?(?:[\w.-]+: [^\s,:{}()\[\]]+, )*\Z")  # of YAML
_REST_OF_FLOW = pattern(r"(?:, [\w.-]+: [^\s,:{}()\[\]]+){0,9} ?\}[ \t]*(?:#[^\n]*)?(?=\r?\n|\Z)")
_ANOTHER = pattern(r"[ \t](?:-D)?[a-z_.-]{2,30}=[^\s=]")  # a line of names and values
_NEXT_PART = pattern(r";(?=[A-Za-z][A-Za-z ]{2,30}=)")  # of a connection string
_BARE = pattern(
    r"(?:[^\s\"'`,;)\]}<>&|\\]++|&(?:amp|lt|gt|apos|quot|#\d{2,4});|\\[&;|<>()]|\\(?![nrt\"'])){1,400}+"
)
# An element or a part of a connection string.
_ENCLOSED = pattern(r"[^<>;\"'\n]{6,100}+(?=</|;?[\"']|;[A-Za-z][A-Za-z ]{2,30}=|;?\r?$)", re.MULTILINE)
_LAST_WORD = pattern(r"(?:[^\s\\]|\\(?![nr\"'])){12,64}+(?=[ \t]*(?:\r?\n|\Z))")
_TITLED = pattern(r"[A-Z]\S* (?:[A-Z]|\d+\b)")  # no command that a shell sets the variable for
_PART_OF_LINE = pattern(r"(?:(?:[^\s\"'`<>\\;]++|;(?![A-Za-z]{3,31}=))++|\\[<>]|\\(?![nr\"'])){1,400}+")
# One mark up to the end of a line, or one of each: no quotation.
_STRAY_QUOTE = pattern(r"(?:\"[^\s\"`$(){}<>\\;]*+|'[^\s'`$(){}<>\\;]*+)(?<![\"',])(?=[\r\n]|\Z)")
_REST_OF_LINE = pattern(r"(?:[^\s\"'`<>\\]++|\\(?![nr\"'])){1,400}+")


def value_at(text: str, start: int, root: int, opening: str) -> tuple[int, int, Way]:
    """Find the value that begins at `start`, for a name whose root is at `root`, behind the line's `opening`.

    Gives where the value begins, where it ends, and how it is written.
    """
    quoted = None if QUOTES.isdisjoint(text[start : start + 3]) else _QUOTED.match(text, start)
    if quoted:
        end = quoted.end()
        variable = text[end : end + 1] in _LINE_ENDS and _is_variable(text, start, opening)
        return *quoted.span(quoted.lastindex or 0), "variable" if variable else "quoted"
    sign = text[start - 1]
    braced = _BRACED.match(text, start) if sign == "=" and text.startswith("{", start) else None
    if braced:
        return *braced.span(1), "quoted"
    if text.startswith("[", start) and "=" in text[start - 2 : start]:
        long = _LONG_BRACKET.match(text, start)
        if long:
            return *long.span(2), "quoted"
    if sign == "[" and text.startswith(_CDATA, start - len(_CDATA)):
        inside = _IN_CDATA.match(text, start)
        return start, inside.end() if inside else start, "line"
    way = _way_alone(text, start, opening) if sign in "=: \t\n" else "bare"
    if way != "bare":
        return _rest(text, start, root, opening, way)
    value = _bare_value(text, start, opening)
    end = end_of_generated(text, start, opening)
    return (start, end, "quoted") if end > start else value


def before_root(text: str, root: int) -> str:
    """Give what stands in a line before the root of a name, or what is looked at of it."""
    return text[max(0, root - BEFORE) : root].rpartition("\n")[2]


def unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what only says how a value is written: a cookie's name, ``base64:``, quotes within quotes."""
    opening = text[start:end][:_WRAPPING]
    around = _WRAPPER.match(text, start, end) if "=" in opening or opening[:1] in _WRAPPED else None
    if not around:
        return start, end
    return (around.end(), end - len(around[1])) if around[1] else (around.end(), end)


def _is_variable(text: str, start: int, opening: str) -> bool:
    """Tell a value in quotes that is all there is to a variable."""
    given = text[start - 1] == "="
    if not given and not _has_variable_joint(text, start):
        return False
    way = _way_alone(text, start, opening)
    return way == "variable" or (way == "line" and given)


def _way_alone(text: str, start: int, opening: str) -> Way:
    """Tell how a value without quotes that begins at `start` is written, by what stands before its name."""
    if len(opening) < _LONGEST_OPENING:
        opener, known = _opener(opening)
    else:
        opener, known = "...", opening[-_LONGEST_OPENER:].rstrip().lower().endswith(_LINE_OPENINGS)
    given = text[start - 1] == "="
    if not (
        known
        or (given and opening[-1:] in _BLANKS and text[start - 4 : start - 1].isupper())
        or (given and opener in _QUOTED_OPENERS and text[start - 2].isupper())
        or (not given and text.endswith("value: ", 0, start))
    ):
        return "bare"
    named = given and not opener and opening[:1] in NAME_LETTERS
    return "variable" if named or _has_variable_joint(text, start) else "line"


def _has_variable_joint(text: str, start: int) -> bool:
    """Tell what stands behind a name in capitals: ``NAME=``, ``NAME: ``."""
    end = start - 1 if text[start - 1] in "\"'\n" else start
    if text[end - 1] == "=":
        return text[end - 2] in _CAPITALS
    return text.startswith(": ", end - 2) and text[end - 3] in _CAPITALS


@lru_cache(maxsize=1024)
def _opener(opening: str) -> tuple[str, bool]:
    """Give what stands before a name without what a prompt or a list adds, and whether a variable may follow it."""
    opener = opening.strip().lower().lstrip("0123456789$%> ")
    return opener, opener in _LINE_OPENERS or opener.endswith(_LINE_OPENINGS)


def _bare_value(text: str, start: int, opening: str) -> tuple[int, int, Way]:
    """Find a value that is one word among others."""
    bare = _BARE.match(text, start)
    if not bare:
        return start, start, "bare"
    value = bare[0] if ";" not in bare[0] else _NEXT_PART.split(bare[0], maxsplit=1)[0]
    end = start + len(value)
    if text[start - 1] == ">" and text.startswith("<", end):
        return start, end, "quoted"
    end = start + len(value.rstrip(".,:\\"))
    part = text[start - 1] == "=" and ";" in opening and is_connection(opening)
    if text.startswith(_WITHIN if part else " ", end) and (part or text[start - 1] == ">"):
        enclosed = _ENCLOSED.match(text, start)
        if enclosed and (is_numbered(enclosed[0]) or (part and _is_joined(enclosed[0]))):
            return *enclosed.span(), "quoted"
    if text[start - 1] == ":" and opening.endswith("${") and text.startswith("}", end):
        return start, end, "line"  # ${name:value}
    if text[start - 1] == "=" and opening[-1:] in _AROUND and text.startswith(opening[-1], end):
        return start, end, "line"  # "name=value"
    return start, end, "line" if _is_in_a_list(text, start, end, opening) else "bare"


def _rest(text: str, start: int, root: int, opening: str, way: Way) -> tuple[int, int, Way]:
    """Find a value that fills its line, as far as it is one."""
    word = _LAST_WORD.match(text, start)
    if word and is_generated(word[0]) and not any(mark in word[0] for mark in _MARKS if mark in opening):
        return start, word.end(), way
    part = _PART_OF_LINE.match(text, start)
    if not part:
        return start, start, way
    last = part.end()
    if text.startswith(";", last):
        rest = _REST_OF_LINE.match(text, last, start + _LONGEST_PARTS)
        last = rest.end() if rest else last
    stray = _STRAY_QUOTE.match(text, last) if way == "variable" and text.startswith(_AROUND, last) else None
    if stray and text[last] not in opening:
        return start, stray.end(), way
    if text.startswith(" ", last):
        end = _end_of_line(text, start, root) if way == "line" else _end_of_variable(text, start, opening)
        command = way == "variable" and text[start - 1] == "=" and not text[start].isdigit()
        if end == start and not command and text[root:start].rstrip(_JOINT_SIGNS).lower().endswith(_WORDED):
            end = end_of_chosen(text, start)
        if end > start:
            return start, end, way
        if text[start - 1] == " " and way == "variable" and text[last + 1 : last + 2].isalpha():
            return start, last, "bare"  # what a sentence says of a constant
    value = part[0].rstrip(",;\\")
    end = start + len(value)
    if way == "line" and (text[last - 1] in ";,){" or "(" in value):
        return start, end, "line" if _is_in_a_list(text, start, end, opening) else "bare"
    return start, end, way


def _end_of_variable(text: str, start: int, opening: str) -> int:
    """Give where a phrase ends, also one in quotes with its name, that is the value of a variable; or `start`."""
    if text[start - 1] != "=":
        return start
    opener, _ = _opener(opening)
    closing = text.find(opener[-1], start, start + _LONGEST_PHRASE) if opener.endswith(('"', "'")) else -1
    if closing > 0 and "\n" not in text[start:closing]:
        return closing
    end = end_of_phrase(text, start)
    if end == start and (text[start - 2] not in _CAPITALS or _TITLED.match(text, start)):
        end = end_of_numbered(text, start)
    return end


def _end_of_line(text: str, start: int, root: int) -> int:
    """Give where words end that are all there is in a line behind a name and its joint; or `start`."""
    joint = text[start - 2 : start]
    if joint == ": " and "phrase" in text[root:start].lower():
        end = end_of_phrase(text, start)
        if end > start and not say_labels(text[start:end]) and is_sentence(text[start:end], 3, alone=True):
            return end
    if joint == "= " or (joint[-1] in "= " and ("." in text[root:start] or "." in before_root(text, root))):
        end = end_of_words(text, start)
        return end if end > start else end_of_numbered(text, start)
    return start


def _is_in_a_list(text: str, start: int, end: int, opening: str) -> bool:
    """Tell a value between others: of an address, a connection string or a line of names and values."""
    if text[start - 1] == "=" and text.startswith(_BLANKS, end) and _ANOTHER.match(text, end):
        return True
    if "{" in opening and text.startswith((",", "}", " }"), end) and _FLOW.match(opening):
        return _REST_OF_FLOW.match(text, end) is not None and not say_labels(text[start:end])
    signs = "=" in opening or "?" in opening or "&" in opening or ";" in opening
    return signs and _IN_A_LIST.match(opening[::-1]) is not None


def _is_joined(part: str) -> bool:
    """Tell a password of a connection string that holds a sign which would end a word elsewhere."""
    return " " not in part and "=" not in part and (any(map(str.isdigit, part)) or are_chosen(part))
