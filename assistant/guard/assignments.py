# ruff: noqa: E501 - tables read best with a row on a line
"""Values given to names that sound secret, in any syntax: YAML, JSON, shell, XML, TOML and the languages' own."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.guard.finding import Hit
from assistant.guard.names import Sense, sense_of, spelled
from assistant.guard.values import looks_hexadecimal, looks_random, made_up, points_elsewhere, wordiness

_ROOTS = ("pass", "pwd", "secret", "token", "key", "auth", "cred", "pw", "psk", "salt", "cookie", "session", "sig",
          "mnemonic", "phrase", "pswd")  # fmt: skip
_LONG = 600  # characters of an unquoted value that are looked at first
_TRIES = 8  # further names that are judged inside a value that was refused: bounds the work
_SETTERS = ("ENV ", "setenv ", "SetEnv ", "setx ", "set -", "config set ")
_NAME_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.$"
_LINE_OPENERS = frozenset(("", "export", "-", "+", "env", "arg", "set", "set -x", "set -gx", "declare -x", "readonly",
                           "- -e", "-e", "+ export", "#", "//", "local", "typeset -x", "--build-arg"))  # fmt: skip


def assignments(text: str, lowered: str) -> Iterator[Hit]:
    """Find every secret value of a secret name; `lowered` is `text` in lower case, character for character."""
    for root in _ROOTS:
        past = refused = 0  # where the last secret ended, and the last value that was none
        tries = 0
        place = lowered.find(root)
        while place >= 0:
            found = _assignment().match(lowered, place) if place >= past else None
            if found:
                tries = tries + 1 if place < refused else 0
                if tries <= _TRIES:
                    name = _name(text, place, found.end(1))
                    start, end, quoted = _value(text, found.end(), place)
                    if start < end and is_secret(name, text[start:end], quoted):
                        yield Hit(start, end, "assignment", _label(name), spelled(name))
                        past = end
                    else:
                        refused = max(refused, end)
            enough = tries > _TRIES and place < refused
            place = lowered.find(root, refused if enough else max(past, place + len(root)))
    yield from _spaced(text)
    yield from _flags(text, lowered)
    yield from _environment(text)


@lru_cache(maxsize=4096)
def is_secret(name: str, value: str, quoted: str) -> bool:
    """Tell whether `value` is a secret for `name`; `quoted` is "quoted", "line" (to its end) or "bare"."""
    sense = sense_of(name)
    if sense is Sense.NOTHING or len(value) < 4 or made_up(value) or points_elsewhere(value):
        return False
    if value.strip("\"'").lower() == name.lower() or (quoted == "bare" and _code_word().fullmatch(value)):
        return False
    if " " in value and _seed_words().fullmatch(value):
        return True
    if sense is Sense.PASSWORD:
        return _is_password(value, quoted)
    if sense is Sense.TOKEN:
        return (looks_random(value) or _is_strong(value)) and not (quoted == "bare" and value.isalpha())
    return len(value) >= 20 and looks_random(value) and not looks_hexadecimal(value)


def _is_password(value: str, quoted: str) -> bool:
    if len(value) > 200 or any(map(str.isspace, value)):
        return False
    digits = any(character.isdigit() for character in value)
    signs = sum(not character.isalnum() and character not in "_-. /:" for character in value)
    if value.isdigit():
        return len(value) >= 6 and quoted != "bare"
    if not digits and not signs:
        phrase = len(value) >= 20 and value.count("-") >= 3 and quoted != "bare"
        return phrase or (
            len(value) >= (10 if value.islower() else 8) and wordiness(value) < 0.35 and value.isascii()
        )
    if any(word in value.lower() for word in ("password", "passwd", "token", "_pass", "pass_", "-pass")):
        return digits and signs > 0
    if not digits:
        return (
            len(value) >= 6
            and signs > 0
            and value[0] not in "([{/.:*-"
            and value.isascii()
            and "(" not in value
        )
    if quoted == "bare":
        return len(value) >= 6 and not _identifier().fullmatch(value) and "(" not in value
    return len(value) >= 5


def _is_strong(value: str) -> bool:
    """Tell whether a shorter value still mixes too much for a word: "x7Kp!9qL2m", "prod-9fk3-Ab2"."""
    if len(value) < 8 or len(value) > 200 or any(character.isspace() for character in value):
        return False
    digits = sum(character.isdigit() for character in value)
    letters = sum(character.isalpha() for character in value)
    return (
        digits >= 2
        and letters >= 3
        and len(set(value)) >= 7
        and wordiness(value) < 0.6
        and not _dated().search(value)
    )


def _value(text: str, start: int, root: int) -> tuple[int, int, str]:
    """Find the value that begins at `start`: its first and last position and how it is written."""
    quoted = _quoted().match(text, start)
    if quoted:
        return quoted.start(quoted.lastindex or 0), quoted.end(quoted.lastindex or 0), "quoted"
    line = text.rfind("\n", max(0, root - 80), root) + 1 or max(0, root - 80)
    opener = text[line:root].rstrip(_NAME_LETTERS).strip().lower()
    way = "line" if opener in _LINE_OPENERS and text[start - 1] in "=: \t" else "bare"
    bare = (_rest_of_line() if way == "line" else _bare()).match(text, start)
    if not bare:
        return start, start, way
    value = bare[0].rstrip(",;\\" if way == "line" else ".,:\\")
    variable = text[start - 1] == "=" and text[start - 2 : start - 1].isupper()
    if way == "line" and not variable and (bare[0].endswith((";", ",", ")", "{")) or "(" in value):
        way = "bare"
    if start + len(bare[0]) == start + _LONG:  # a rare long one: all of it
        value = _rest_of_word().match(text, start)[0]  # type: ignore[index]
    return start, start + len(value), way


def _name(text: str, start: int, end: int) -> str:
    before = text[max(0, start - 60) : start]
    return (before[len(before.rstrip(_NAME_LETTERS)) :] + text[start:end]).strip("-.$")


def _label(name: str) -> str:
    return name if len(name) <= 40 else spelled(name)


def _spaced(text: str) -> Iterator[Hit]:
    for command in _SETTERS:
        if command not in text:
            continue
        for found in _setting(command).finditer(text):
            if is_secret(found[1], found[2], "line"):
                yield Hit(found.start(2), found.end(2), "assignment", _label(found[1]), spelled(found[1]))


def _flags(text: str, lowered: str) -> Iterator[Hit]:
    if "-" not in text:
        return
    for found in _flag().finditer(lowered):
        start, end, quoted = _value(text, found.end(), found.start())
        name = text[found.start(1) : found.end(1)]
        if start < end and is_secret(name, text[start:end], "line" if quoted == "bare" else quoted):
            yield Hit(start, end, "command", f"--{name}", spelled(name))


def _environment(text: str) -> Iterator[Hit]:
    """Find random values in lines such as ``STRIPE=...`` whose name says nothing."""
    for found in _environment_line().finditer("\n" + text):
        name, value = found[1], found[2]
        harmless = _harmless_variable().search(name) or looks_hexadecimal(value) or made_up(value)
        if not harmless and not points_elsewhere(value) and looks_random(value) and "/" not in value[:-20]:
            yield Hit(found.start(2) - 1, found.end(2) - 1, "assignment", _label(name), spelled(name))


@cache
def _assignment() -> re.Pattern[str]:
    # Group 1 ends where the name ends. Possessive repeats and bounds keep the work linear in any text.
    quote = r"\\{0,2}[\"'`]"
    joint = (
        r"(?:[ \t]{0,8}:)?[ \t]{0,8}[\w&'<>\[\]?|.* \t]{1,40}+=(?![=>])[ \t]{0,20}+(?=[a-z@]?QUOTE)"
        r"|,?\s{0,40}+[\"']?value[\"']?\s{0,4}[:=]\s{0,4}+(?=[^\s])"
        r"|:[ \t]{1,4}[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,40}+"
        r"|\s{1,20}+(?:value|content)\s{0,4}=\s{0,4}(?=[\"'])"
        r"|[ \t]{0,40}+(?::=|=>|={1,3}|:[-=]?|\|\||\?\?)[ \t]{0,40}+(?:\s{0,60}+(?=QUOTE))?"
        r"|(?<=[\"'`\]])[ \t]{0,4},\s{0,40}+(?=QUOTE)"
        r"|\(\s{0,40}+(?=QUOTE)"
        r"|[ \t]{1,20}+(?:is:?[ \t]{1,3}+|(?=[\"']))"
        r"|(?:\s{1,4}[\w:-]{1,20}=[\"'][^\"'\n<>]{0,40}[\"']){0,3}+[ \t]{0,4}>\s{0,40}+(?:<!\[cdata\[)?+(?!<)"
        r"|</(?:key|name)>\s{0,40}+<(?:string|value)>"
        r"|\s{0,4}\{[^{}]{0,200}?default\s{0,4}=\s{0,4}"
    ).replace("QUOTE", quote)
    wrapper = r"(?:(?:new )?(?:secretstr|string::from|buffer\.from|b64decode|base64\.b64decode|bytes?|\[\]byte|sensitive|secret)\(\s{0,4})?+"
    return re.compile(
        rf"([\w.\-]{{1,50}}+)(?:\\?[\"'`\])]){{0,3}}+(?:{joint}){wrapper}(?=[^\s\"'`]{{4}}|[a-z@$]{{0,2}}{quote})"
    )


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(
        r"[A-Za-z@$]{0,2}(?:\\{1,2}\"([^\"\\\n]{1,4000})\\{1,2}\"|\"\"\"([^\"\n]{1,4000})\"\"\""
        r"|\"((?:[^\"\\\n]|\\.){1,4000}+)\"|'((?:[^'\\\n]|\\.){1,4000}+)'|`([^`\\\n]{1,4000}+)`)"
    )


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(r"[^\s\"'`,;)\]}<>&|]{1,600}")


@cache
def _rest_of_line() -> re.Pattern[str]:
    return re.compile(r"[^\s\"'`<>]{1,600}")


@cache
def _rest_of_word() -> re.Pattern[str]:
    return re.compile(r"[^\s\"'`,;)\]}<>&|]+")


@cache
def _code_word() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z_]+\d?|[\w.]+\(.*|[\d.]+|[A-Za-z_]\w*(?:[.:>\-]+[A-Za-z_]\w*)+|\S*[(\[{]\S*")


@cache
def _identifier() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z]+[a-z]*\d{0,2}|[A-Za-z]+(?:_[A-Za-z0-9]+)+|[\w.]+\[.*|[\d.]+\w?")


@cache
def _seed_words() -> re.Pattern[str]:
    return re.compile(r"[a-z]{3,8}(?: [a-z]{3,8}){11,23}")  # how wallets write their key


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d|^\d+(?:px|ms|s|m|h|d|kb|mb|gb|%|em|rem)$|^\d+x\d+$")


@cache
def _setting(command: str) -> re.Pattern[str]:
    return re.compile(
        rf"{command}(?:\w{{1,3}} (?:-\w )?)?[ \t]{{0,8}}[\"']?([A-Za-z][\w.:-]{{2,60}})[\"']?[ \t]{{1,8}}[\"']?([^\s\"'=]{{4,500}})"
    )


@cache
def _flag() -> re.Pattern[str]:
    return re.compile(
        r"--?((?:[a-z]{1,20}-){0,3}+[a-z]{0,14}?(?:password|passwd|passphrase|pass|pwd|token|secret|api-?key|secret-key|access-key"
        r"|auth-key|private-key|license-key|account-key|key))(?:[ \t]{1,8}|=)(?=[^\s-])"
    )


@cache
def _environment_line() -> re.Pattern[str]:
    return re.compile(
        r"\n[ \t+-]{0,8}(?:export |ENV |ARG )?([A-Z][A-Z0-9_]{2,50})=[\"']?([^\s\"'=]{20,500}={0,2})[\"']?[ \t]*(?=\r?\n|$)"
    )


@cache
def _harmless_variable() -> re.Pattern[str]:
    return re.compile(
        r"ID$|HASH|SHA|CHECKSUM|VERSION|COMMIT|URL|URI|PATH|PUBLIC|PUB_|DIGEST|HOST|NAME|IMAGE|TAG|REF|BUCKET|REGION|REV|BUILD|ARN|FLAGS|SITE_KEY"
    )
