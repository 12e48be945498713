"""Values given to names that sound secret, in any syntax: YAML, JSON, shell, XML, TOML and the languages' own."""

import re
from collections.abc import Iterator, Mapping, Set
from itertools import islice

from assistant.guard.assigned_names import assigned_names
from assistant.guard.chosen import looks_chosen
from assistant.guard.crowds import CROWD, is_within_line, may_be_random, may_be_secret, value_in_crowd
from assistant.guard.finding import Hit
from assistant.guard.generated import end_of_run
from assistant.guard.headers import are_cookies_apart
from assistant.guard.labels import are_chosen
from assistant.guard.literals import Literals
from assistant.guard.logins import is_login
from assistant.guard.names import label_and_kind
from assistant.guard.plurals import PLURALS
from assistant.guard.prefilter import WORD, Given, given_names
from assistant.guard.randomness import is_wordy, looks_random
from assistant.guard.value_spans import Value, before_root, unwrapped, value_at
from assistant.guard.verdict import Way, is_secret_of
from assistant.pattern import pattern

_AFTER = 120  # characters behind a value in which its neighbours stand
_TRIES = 4  # further names that are judged inside a value that was refused: bounds the work
_BEGINNING = 4  # characters that the names of things in a list share
_LONG = 500  # characters of a value for which a name inside it counts as one more of them
_AT_ONCE = 200  # names: one step for all of them is faster than all steps for each
_QUOTES = ("'", '"', "`")
_GIVEN = frozenset("=:<>")  # signs behind a name that is given a value
_STRINGS = ('("', "('", "(`")  # what a call of a string begins with
_ATTRIBUTES = ("='", '="')
_HASHES = ("md5", "hash", "crypt")  # and the names of those that give the hash of one
# A string that code joins to the one that ends here, or the next in a list.
_JOINED = pattern(
    r"[\"'`]\s{0,40}(?:[+.,][ \t]?\\?|\\)?\s{0,40}[\"'`]([^\s\"'`]{6,}+)(?=[\"'`](?!\s{0,4}(?:=>|[:=])))"
)
_TOLD_OF = pattern(  # what Kubernetes says of one that it calls a secret
    r"[\"'] (?:not found|(?:not )?(?:created|deleted|configured|unchanged|patched|replaced|edited|labeled|synced)"
    r"|already exists|does not exist|is forbidden|in (?:the )?namespace)\b"
)
_WIDE_MARK = pattern("[，。、；！？）】」』]")  # with which East Asian writing goes on, or ends
_BETWEEN = frozenset(",;")
_NEXT = pattern(r"[,;][ \t]?([^\s\"'`:=,;]{12,}+)(?=[\s\"'`,;]|$)")  # without quotes of its own
_OWN_NAME = pattern(r"-{0,2}[A-Za-z_][\w.-]*+=(?![=\"'`])")  # of one that follows NAME=value in a list
_ITEM = pattern(r"[\"']?[ \t]*\r?\n[ \t]{0,20}-[ \t]{1,4}[\"']?([^\s\"'`:]{12,}+)(?=[\"']?[ \t]*(?:\r?\n|$))")


def assignments(
    text: str, lowered: str, literals: Literals, places: list[int], known: Mapping[int, int]
) -> Iterator[Hit]:
    """Find every secret value of a secret name, among very many but those that are `known`, by where they begin.

    `lowered` is `text` in lower case, character for character; `places` are those of the names.
    """
    names = assigned_names(lowered, literals, places)
    arns = "arn:" in text  # of AWS: a secret's own says where it is kept
    past = reach = tries = 0  # where the last secret ended, and the furthest value that was looked at
    close = 0  # values that were looked at closely
    refused: set[str] = set()  # and are no secrets
    while found := list(islice(names, _AT_ONCE)):
        if reach - found[0].start() > _TRIES * _LONG:  # far inside a value
            found = [name for name in found if name.start() >= reach]
        if close > CROWD:
            for hit in _in_crowd(text, found, past, refused, known):
                past = reach = hit.end
                yield hit
            continue
        values = []
        for given in given_names(text, found):
            _, _, opening, place, _, start, word = given
            tries = tries + 1 + (reach - place) // _LONG if place < reach else 0
            if tries <= _TRIES:
                value: Value = (*word.span(WORD), "bare") if word else value_at(text, start, place, opening)
                reach = max(reach, value[1])
                if value[0] < value[1]:
                    values.append((given, value))
        close += len(values)
        secrets = []
        for (name, _, opening, place, joint, _, _), start, end, secret in _judged(text, values):
            if place < past:
                continue
            if arns and _is_arn(text, place, start):
                past = end  # nothing within it can be a secret
            elif secret and not _is_excused(text, name, opening, joint, start, end):
                past = end_of_run(text, start, end)
                secrets.append((start, past, name))
                parts = [*_parts_behind(text, start, past, name, joint, close)]
                if parts:
                    past = parts[-1][1]
                    close += len(parts)
                    secrets += [(*part, name) for part in parts]
            elif not secret:
                refused.add(text[start:end])
        reach = max(reach, past)
        yield from [Hit(start, end, "assignment", *label_and_kind(name)) for start, end, name in secrets]


def _is_arn(text: str, place: int, start: int) -> bool:
    """Tell a value at `start`, or a name at `place` within one, that says where AWS keeps a secret."""
    return text.startswith("arn:", start) or (text[place - 1] == ":" and "arn:" in before_root(text, place))


def _parts_behind(
    text: str, start: int, end: int, name: str, joint: str, close: int
) -> Iterator[tuple[int, int]]:
    """Give where what follows a secret in a list and is as random stands, and what code joins to it.

    `close` values were looked at closely before: among very many a glance at each has to do.
    """
    following = _ITEM if joint.rstrip().endswith("-") else _JOINED
    if text[end : end + 1] in _BETWEEN and name.lower().endswith(PLURALS):
        following = _NEXT
    secret, past = text[start:end], end
    while part := following.match(text, past):
        listed = following is not _JOINED or "," in text[past : part.start(1)]
        if listed and text[start - 1] == "=" and _OWN_NAME.match(part[1]):
            return
        whole = part[1] if listed else secret + part[1]
        random = may_be_random(part[1]) if close > CROWD else looks_random(whole)
        if not random or _is_word(part[1]) or "://" in part[1]:
            return
        close, past = close + 1, part.end(1)
        yield part.span(1)


def _in_crowd(
    text: str, found: list[re.Match[str]], past: int, refused: Set[str], known: Mapping[int, int]
) -> Iterator[Hit]:
    """Give what may be a secret at a glance; no name before `past` is given one."""
    names, spans, covered = [], {}, past
    within = bool(found) and is_within_line(text, found[0].start(), found[-1].end())
    for name in found:
        end = name.end()
        near = end not in known and name.start() >= covered
        span = value_in_crowd(text, end, within=within) if near else None
        if span and known.get(span[0]) == span[1]:
            covered = span[1]
        elif span:
            names.append(name)
            spans[end] = span
    for told, says, _, place, joint, begin, _ in given_names(text, names, crowded=True):
        start, end = spans[begin]
        value = text[start:end]
        word = _is_listed(joint) and not any(map(str.isdigit, value))
        if place >= past and not word and value not in refused and may_be_secret(says, value):
            past = end
            yield Hit(start, end, "assignment", *label_and_kind(told))


def _judged(text: str, values: list[tuple[Given, Value]]) -> list[tuple[Given, int, int, bool]]:
    """Tell of each value where it begins and ends, and whether it is a secret."""
    told = [value if given[-1] else _told(text, given[4], *value) for given, value in values]
    return [
        (
            given,
            start,
            end,
            word is not None
            or is_secret_of(says, name, value := text[start:end], way)
            or (says.worded and way != "bare" and is_login(text, root, name, value)),
        )
        for (given, _), (start, end, way) in zip(values, told, strict=True)
        for name, says, _, root, _, _, word in (given,)
    ]


def _told(text: str, joint: str, start: int, end: int, way: Way) -> Value:
    """Give a value without what only says how it is written, and nothing of what is no value."""
    if way == "bare" and joint.isspace():  # a sentence
        return start, start, way
    start, end = unwrapped(text, start, end)
    mark = None if way == "quoted" or text.isascii() else _WIDE_MARK.search(text, start, end)
    end = mark.start() if mark else end
    if text[start - 1] == ":" and text.startswith("?", start):  # ${NAME:?what to say}
        return end, end, way
    if joint[0] == "(" and " " in text[start:end] and not any(map(str.isdigit, text[start:end])):
        return start, start, way  # what is said in a call
    return start, end, way


def _is_listed(joint: str) -> bool:
    """Tell the second of two strings in a row from the value of a name."""
    return "," in joint and _GIVEN.isdisjoint(joint)


def _is_word(value: str) -> bool:
    """Tell what is written beside a secret from a piece of it: "suffix", "-development"."""
    plain = value in (value.lower(), value.upper(), value.title()) and not any(map(str.isdigit, value))
    return plain or is_wordy(value, 0.6)


def _is_name(value: str) -> bool:
    """Tell what code calls something, in words: "GenericOAuth2Credential", "crypto_sign_ed25519_sk_to_seed"."""
    parts = max(value.count("_"), sum(map(str.isupper, value)) - 1)
    return parts >= 2 and value[-1].isalpha() and value.isidentifier() and is_wordy(value, 0.6)


def _is_excused(text: str, name: str, opening: str, joint: str, start: int, end: int) -> bool:
    """Tell a word of a list, what follows an attribute, a thing, an example's hash, and the key of Algolia's search."""
    if joint[0] in _QUOTES and joint[1:].isspace() and opening.endswith(_ATTRIBUTES):
        return True  # the name is itself a value: class="password" data-v-0a1b2c3d
    if _is_listed(joint) and not opening.rstrip("\"'` \t").endswith("("):
        value = text[start:end]  # of two strings in a row
        if value[:_BEGINNING] == name[:_BEGINNING] or _is_name(value):  # of two things
            return True
        two = value[0].isupper() and "." not in value and are_chosen(value)
        if not (two or looks_random(value) or looks_chosen(value)):
            return True
    if name.lower().endswith("cookie") and are_cookies_apart(text, start, end):
        return True
    if joint.isspace() and name.lower().endswith(("secret", "secrets")) and _TOLD_OF.match(text, end):
        return True
    if opening.endswith(_STRINGS):
        call = opening[:-2].lower()
        if call.endswith(_HASHES) or call.rstrip("0123456789").endswith(("sha", "sha-")):
            return True
    if opening.endswith("::") and '"AWS::' in opening:
        return True  # the hash of a type's schema
    return name.lower() == "apikey" and text.find("indexName", end, start + _AFTER) >= 0
