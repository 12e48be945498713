"""What flows through a pipe that has no name: its language or its kind, by cheap signs; wrong is worse than nothing."""

import json
import re
from itertools import islice
from operator import itemgetter

from assistant.pattern import pattern
from assistant.recognition.kind_signs import (
    DIFF,
    DIFF_BEGINS,
    KINDS,
    LOG_LINE,
    LOG_WORDS,
    WORKFLOW,
    WORKFLOW_BEGINS,
)
from assistant.recognition.language_signs import NARROWER, SIGNS, Sign
from assistant.values import dataclass

HEAD = 16_000  # characters that are looked at, at either end
WIDEST = 400  # characters of a line that are looked at
JSON_LARGEST = 1_000_000  # characters that are parsed to be sure
ROWS = 60  # lines that tell a log or a table
LEAST_ROWS, LEAST_FIELDS = 3, 3  # of a table
ENOUGH = 4  # points that name a language
AHEAD = 2  # points by which it must lead
# Each language with the one that it holds, if any.
_FAMILIES = [
    (language, NARROWER[language]) if language in NARROWER else (language,)
    for language in SIGNS
    if language not in NARROWER.values()
]

_FENCE = pattern(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_QUOTED = pattern(r'"(?:[^"]|"")*"')
_ESCAPE = pattern(r"\x1b\[[\d;]*[A-Za-z]")
_INTERPRETERS = {
    "python": "python", "pypy": "python", "node": "javascript", "deno": "typescript", "bun": "typescript",
    "ts-node": "typescript", "tsx": "typescript", "ruby": "ruby", "perl": "perl", "sh": "bash", "bash": "bash",
    "zsh": "zsh", "dash": "bash", "ksh": "bash", "fish": "fish", "lua": "lua", "luajit": "lua", "php": "php",
    "Rscript": "r", "awk": "awk", "gawk": "awk", "mawk": "awk", "julia": "julia", "elixir": "elixir",
    "pwsh": "powershell", "make": "makefile",
    "groovy": "groovy", "runghc": "haskell", "runhaskell": "haskell", "escript": "erlang",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recognised:
    """A text's language as a fence names it, or its kind in words ("a Java traceback"); "" where not known."""

    language: str = ""
    kind: str = ""


def recognised(text: str) -> Recognised:
    """Tell what a text without a name is, as far as its signs leave no doubt."""
    whole = _plain(text[:HEAD])
    head = _narrow(whole)
    if head.startswith("#!"):
        return Recognised(_by_interpreter(head.partition("\n")[0]))
    opening = head.lstrip()[:15].lower()
    if opening.startswith(("<?xml", "<!doctype html", "<html")):
        return Recognised("html" if "html" in opening or "<html" in head[:1000].lower() else "xml")
    first = head.lstrip("\n")
    if (first.startswith(DIFF_BEGINS) or first[:1].isdecimal()) and re.match(DIFF, first, re.MULTILINE):
        return Recognised("diff")
    if head.lstrip()[:1] in ("{", "[") and _is_json(text, whole):
        return Recognised("json")
    if ("```" in head or "~~~" in head) and _FENCE.search(head):
        return Recognised()
    ends = head if len(text) <= HEAD else f"{head}\n{_narrow(_plain(text[-HEAD:]))}"
    if kind := _kind(ends):
        return Recognised(kind=kind)
    if head.startswith(WORKFLOW_BEGINS) and re.match(WORKFLOW, head):
        return Recognised("yaml")
    lines = list(islice((line for line in head.split("\n") if line.strip()), ROWS))
    if _is_csv(lines):
        return Recognised("csv")
    if _is_log(lines):
        return Recognised(kind="a log")
    return Recognised(_by_signs(head))


def _plain(text: str) -> str:
    uncoloured = _ESCAPE.sub("", text) if "\x1b" in text else text
    return uncoloured.replace("\r\n", "\n").lstrip("\ufeff")


def _narrow(text: str) -> str:
    """Cut long lines and runs of blank ones: no sign needs them, and some would take their square to look through."""
    lines = [line[:WIDEST] for line in text.split("\n")]
    pairs = zip(["x", *lines], lines, strict=False)
    return "\n".join(line for before, line in pairs if line.strip() or before.strip())


def _kind(text: str) -> str:
    """Give the kind whose sign is found first in the table, "" where code stands before it: that only quotes it."""
    lines = f"\n{text}\n"
    for kind, hints, sign in KINDS:
        if _holds(lines, hints) and (found := re.search(sign, text, re.MULTILINE)):
            return "" if _by_signs(text[: found.start()]) else kind
    return ""


def _by_interpreter(line: str) -> str:
    words = [word for word in line[2:].split() if not word.startswith("-") and "=" not in word]
    names = [word.rpartition("/")[2] for word in words[:2]]
    name = names[1] if names[:1] == ["env"] and len(names) > 1 else (names or [""])[0]
    return _INTERPRETERS.get(name, _INTERPRETERS.get(name.rstrip("0123456789."), ""))


def _is_json(text: str, head: str) -> bool:
    if len(text) <= JSON_LARGEST:
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            return True
    lines = [line for line in head.split("\n")[:-1] if line.strip()]
    first = lines[0] if lines else ""
    if first[:2] == '{"' and first.rstrip().endswith("}"):  # an object a line
        return all(line[:1] == "{" and line.rstrip().endswith("}") for line in lines)
    line_of_json = re.compile(
        r'\s*(?://.*|"(?:[^"\\]|\\.)*"\s*:\s*.*|[\[\]{}]+,?|\{".*\},?|"(?:[^"\\]|\\.)*",?|[-\d.eE]+,?)\s*$'
    )
    keys = sum('": ' in line or '":' in line for line in lines)
    return keys >= 2 and all(map(line_of_json.match, lines))


def _is_csv(lines: list[str]) -> bool:
    """Tell rows of as many short fields as their heading has."""
    if len(lines) < LEAST_ROWS or any(line[:1] in " \t#/" for line in lines):
        return False
    for mark in (",", ";", "\t"):
        heading, *rows = (_QUOTED.sub("q", line).split(mark) for line in lines)
        if (
            len(heading) >= LEAST_FIELDS
            and all(re.fullmatch(r"[A-Za-z_][\w .()%/-]{0,39}", field) for field in heading)
            and all(len(row) == len(heading) for row in rows[:-1])
        ):
            return True
    return False


def _is_log(lines: list[str]) -> bool:
    least = max(2, (len(lines) * 6 + 9) // 10)
    may_be = [line for line in lines if any(map(str.isdecimal, line)) or _holds(line, LOG_WORDS)]
    return len(may_be) >= least and sum(bool(re.match(LOG_LINE, line)) for line in may_be) >= least


def _by_signs(head: str) -> str:
    """Name the language with the most points for different signs, "" where too few or where two are near."""
    if _reads_as_prose(head):
        return ""
    points = dict.fromkeys(SIGNS, 0) | _points(head)
    (best, most), (_, next_most) = sorted(points.items(), key=lambda found: -found[1])[:2]
    return best if most >= ENOUGH and most - next_most >= AHEAD else ""


def _reads_as_prose(head: str) -> bool:
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    comments = ("#", "//", "*", "/*", "--", ";", '"', "'", "<!--", "%", "{-")
    sentences = sum(
        line.count(" ") >= 5
        and not re.search(r"[;{}=<>\[\]|\\]|\)\s*$|^\s", line)
        and not line.startswith(comments)
        for line in lines
    )
    return sentences * 10 > len(lines) * 3


def _points(head: str) -> dict[str, int]:
    """Give the points of the languages that can lead or be near: compiling the signs of all would take time."""
    lines = f"\n{head}\n"
    signs = {language: _signs(head, lines, *row) for language, row in SIGNS.items()}
    promised = {
        family: sum(points for language in family for points, _ in signs[language] if points > 0)
        for family in _FAMILIES
    }
    found: dict[str, int] = {}
    most = ENOUGH
    for family, promise in sorted(promised.items(), key=itemgetter(1), reverse=True):
        if promise <= most - AHEAD:
            break
        wider, *narrower = family
        for language in family:
            found[language] = sum(
                points for points, sign in signs[language] if re.search(sign, head, re.MULTILINE)
            )
        for language in narrower:
            if found[wider] >= AHEAD and found[wider] + found[language] >= ENOUGH:
                found[wider] += found[language]
                found[language] = 0
        most = max(most, *found.values())
    return found


def _signs(head: str, lines: str, hints: tuple[str, ...], signs: tuple[Sign, ...]) -> list[tuple[int, str]]:
    """Give the signs, with their points, that may be found."""
    if not _holds(head, hints):
        return []
    return [(points, sign) for points, needs, sign in signs if _holds(lines, needs)]


def _holds(text: str, hints: tuple[str, ...]) -> bool:
    return any(hint in text for hint in hints)
