# ruff: noqa: E501 - an expression reads best with an alternative on a line
"""Secrets in sentences: ``the password is ...``, ``with password `...` ``, what a server prints when it starts first."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.guard.chosen import looks_chosen
from assistant.guard.finding import Hit
from assistant.guard.labels import are_chosen, say_labels
from assistant.guard.literals import Literals, holds_any
from assistant.guard.names import spelled
from assistant.guard.phrases import is_sentence
from assistant.guard.randomness import is_generated
from assistant.guard.verdict import is_secret
from assistant.pattern import pattern

_TOLD = ("login", "credential", "creds", "account", "zugang", "anmeld", "user", "admin", "pass",
         "mailbox", "@")  # fmt: skip
_LOGGED = ("login", "password", "log in", "logs in", "logged in", "sign in", "signs in", "log on")
_NAMES = ("password", "passphrase", "passwort", "passcode", "kennwort", "mot de passe", "phrase de passe", "phrase secrète",
          "contraseña", "contrasena", "senha", "wachtwoord", "lösenord", "lösenordet", "passordet", "adgangskoden", "hasło",
          "heslo", "salasana")  # fmt: skip
# What gives one away.
_VERBS = (" is", " was", " to", " war", " lautet", " es", " je", " on", "`")
_ENDS = frozenset(" \t?\n")  # what follows a name in a sentence
_MARGIN = 14  # characters behind a name in which its sentence goes on in the next line
_MANY = 50  # names behind which to look for a verb would take longer than to look for all that is said
_CLAUSES = 200  # characters behind a name in which the verb stands
# What "password" follows in "X is the password".
_OWNERS = (" the ", " our ", " my ", " its ", " their ", " as ", " his ", " her ")
_CHANGES = ("set to", "changed to", "updated to", "rotated to", "switched to")
_TITLED, _SLASH = "assword is", " / "
LITERALS = (*_NAMES, *_CHANGES, _TITLED, _SLASH, "ogin", "pw ", "PIN ", "pass ")
_NEAR = 30  # characters between "as" and "password"
_LATER = 90  # characters before "password" in which it may already be said
_BEHIND = 40  # characters behind a pair in which its line may still say what it is
# Parts of what a sentence says, behind the name of what it gives away.
_CHANGED = r"(?:is|was|has been|been|got|gets|to be) (?:now |just |also )?(?:re)?(?:set|changed|updated|rotated|switched) to"
_CLAUSE = r"(?:[ \t]|\r?\n[ \t]{0,8}(?=that|which))(?:(?:that|which|i|we|you|he|she|they|for|f[üö]r|of|on|zu|zum|in|at|there|here|used|set|v(?:om|on|an|oor)|d(?:[aeou]|es|el|ella|la)|till?)[ \t](?:[\w@.'-]{1,20}+[ \t]){0,6}?(?=[beéègijlostwä]|c'))??"
_IS = r"(?:for|für|of|zu|zum) [\w@.' -]{1,40}:|is|was|to be|to|ist|war|lautet|(?=:)|est|c'est|es|é|è|är|er|je|on"
_JOINT = r":?(?:[ \t:]{1,3}(?:now[ \t:]{1,2})?|[ \t]?\r?\n[ \t]{0,8})"
_FOR = r"[ \t](?P<told>[^\n:=]{1,60}):[ \t]{1,3}"
_HEAD = r"[ \t][^\n:=]{0,100}:[ \t]{0,8}\r?\n\s{0,20}"
_ASKED = r"[^\n?]{0,40}\?[ \t]*\r?\n[^\n]{0,30}?\b(?:it's|it is|its|try|should be)[ \t:]{1,2}"
_GIVEN = (
    r"(?:[\"'`](?=[^\"'`\n]{0,60} )(?P<words>[^\"'`\n]{10,80})[\"'`]|[`\"']?(?P<given>[^\s`\"'<>]{5,100}))"
)
_SLASHED = pattern(r"ogin(?: is|:)? [\w.@-]{2,60} ?/ ?([^\s/\"'<>]{6,60})(?=[\s.,;]|$)")
_SHORT = pattern(
    r"pw (?<![\w$]...)(?:(?:(?:for|to|of|on|für) (?:[\w@.'-]{1,20} ){1,5}?)?(?:is |ist |= ))?[`\"']?([^\s`\"'<>,;]{6,60})(?=[\s`\"',.;]|$)"
)
_PIN = pattern(r"PIN (?<!\w....)(?:code )?(?:is |ist |: ?)(\d{4,8})(?!\d|\.\d)")
_TITLED_VALUE = pattern(r"assword is:? ((?:[A-Z][a-z]{2,12} ){1,3}\d{1,4})(?!\w)")
_PAIR = pattern(r" / (?<=[\w`] / )(?!%x)`?([^\s/\"'<>,;()`]{6,60})")  # a name and its password
# No sentence goes on with such a word: "and password d3moUser-7", "the new password Elgkalv.Vinter8 on both".
_SAID = pattern(
    r"(?!(?<=ass) [a-z_]{1,40}=\w{1,40}(?!\S*[^\W_])) [`\"']?(?=[^\sA-Z]{0,40}[A-Z])(?=[^\sa-z]{0,40}[a-z])"
    r"(?=\D{0,40}\d\D{0,40}\d|\S{0,40}[a-z][!#%&*+=?@^_~.-]+[A-Z])"
    r"([A-Za-z0-9!#%&*+=?@^_~.-]{8,40})(?=[`\"']?(?:[\s.,;)]|$))"
)
_LONG_WORD = pattern(r" [`\"']?[^\s\"']{8}")  # what both of these begin with
_MADE = pattern(r" [`\"']?([^\s/\"']{12,64}+)(?![^\s\"'])")  # as generators make them, of all signs
_OWNED = pattern(
    r"(?:^|[\s`\"'])([A-Za-z0-9!#%&*+=?@^_~.-]{8,40})[`\"']? (?:is|as|was|for)(?: (?:the|our|my|its|their|a|his|her))?(?: [\w-]{2,14}){0,2} $"
)
_OF_LABELS = pattern(r"[A-Za-z]+\d{0,3}(?:[-./][A-Za-z]+\d?)+")


def spoken(text: str, lowered: str, literals: Literals) -> Iterator[Hit]:
    """Find every password that a sentence gives away; `lowered` is `text` in lower case, character for character."""
    options = "--" in lowered  # which no sentence is of
    said = [
        end
        for name in _NAMES
        for end in map(len(name).__add__, literals.places_in_any_case(name))
        if not (options and lowered.endswith("--", 0, end - len(name)))
        and lowered[end : end + 1] in _ENDS
        and lowered[end + 1 : end + 2] != "="
        and (lowered[end] != "\n" or lowered[end : end + _MARGIN].lstrip().startswith(("that", "which")))
    ]
    yield from _given(text, lowered, said, changed=any(map(literals.holds_in_any_case, _CHANGES)))
    yield from _said_before(text, literals.places("password"))
    yield from _logins(text, literals)
    if literals.holds(_TITLED):
        for found in _TITLED_VALUE.finditer(text):
            yield Hit(found.start(1), found.end(1), "spoken", "password", "PASSWORD")
    yield from _pairs(text, lowered, literals.places(_SLASH))
    alone = [
        place for place in literals.places_in_any_case("pass ") if not lowered[place - 1 : place].isalpha()
    ]
    said += [place + len("pass") for place in alone]
    for end in said:
        if not _LONG_WORD.match(text, end):
            continue
        plain = _SAID.match(text, end)
        told = plain or _MADE.match(text, end)
        if not told:
            continue
        value = told[1].rstrip(".,;:?)`\"'")
        if _is_told(value) if plain else is_generated(value):
            name = _name_before(lowered, told.start())
            yield Hit(told.start(1), told.start(1) + len(value), "spoken", name, spelled(name))


def _given(text: str, lowered: str, said: list[int], *, changed: bool) -> Iterator[Hit]:
    """Find "the password is X", and in what else `_sentence` finds, of names that end where `said` says."""
    headed, asked = (
        sign in lowered and any(sign in lowered[end : end + _CLAUSES] for end in said) for sign in ":?"
    )
    verbal = (
        len(said) > _MANY
        or bool(said and not text.isascii())
        or any(holds_any(lowered[end : end + _CLAUSES], _VERBS) for end in said)
    )
    if not (headed or asked or verbal):
        return
    match = _sentence(headed=headed, asked=asked, changed=changed).match
    # A class of letters wider than Latin-1 takes ten times longer to compile.
    typed = lowered.replace("“", '"').replace("”", '"').replace("’", "'")
    for end_of_name in said:
        found = match(typed, end_of_name)
        if not found:
            continue
        start, end = found.span("words" if found["words"] else "given")
        value = text[start:end].rstrip(".,;:?)`\"'")
        if headed and found["told"] and not looks_chosen(value):  # what a colon gives is weighed
            continue
        if is_sentence(value, 2, alone=True) and not say_labels(value) if found["words"] else _is_told(value):
            name = _name_before(lowered, end_of_name)
            yield Hit(start, start + len(value), "spoken", name, spelled(name))


def _name_before(lowered: str, end: int) -> str:
    """Give the name of a password that ends at `end`."""
    return next((name for name in _NAMES if lowered.endswith(name, 0, end)), "pass")


def _said_before(text: str, places: list[int]) -> Iterator[Hit]:
    """Find "X is the password", "X is the wifi password", "use X as the root password"."""
    for place in places:
        before = text[place - _NEAR if place > _NEAR else 0 : place]
        if " as " not in before and " is the " not in before and not before.endswith(_OWNERS):
            continue
        before = text[max(0, place - _LATER) : place]
        owned = _OWNED.search(before) if " is " in before or " as " in before else None
        if owned and _is_told(owned[1]):
            start = place - len(before) + owned.start(1)
            yield Hit(start, start + len(owned[1]), "spoken", "password", "PASSWORD")


def _logins(text: str, literals: Literals) -> Iterator[Hit]:
    """Find "login NAME / X", "pw X" and "PIN X"."""
    for place in literals.places("ogin"):
        given = _SLASHED.match(text, place) if text.startswith((" ", ":"), place + len("ogin")) else None
        value = given[1].rstrip(".,;") if given else ""
        if given and looks_chosen(value):
            yield Hit(given.start(1), given.start(1) + len(value), "spoken", "password", "PASSWORD")
    for place in literals.places("pw "):
        given = _SHORT.match(text, place)
        if given and any(map(str.isdigit, given[1])) and is_secret("pw", given[1], "quoted"):
            yield Hit(given.start(1), given.end(1), "spoken", "password", "PASSWORD")
    for place in literals.places("PIN "):
        pin = _PIN.match(text, place)
        if pin and pin[1] not in "0123456789" and len(set(pin[1])) > 2:
            yield Hit(pin.start(1), pin.end(1), "spoken", "PIN", "PIN")


def _pairs(text: str, lowered: str, places: list[int]) -> Iterator[Hit]:
    """Find "NAME / X" in a line that speaks of a login."""
    end = told = logged = 0  # where the line ends, and from where on it speaks of an account, of logging in
    for place in places:
        found = _PAIR.match(text, place)
        if not found or found[1].isupper():  # an id
            continue
        if place >= end:
            start = lowered.rfind("\n", end, place) + 1
            end = lowered.find("\n", place)
            end = end if end >= 0 else len(lowered)
            told = _first_of(_TOLD, lowered, start, end + _BEHIND)
            logged = _first_of(_LOGGED, lowered, start, end)
        enters = logged <= place
        if (enters or told <= found.end() + _BEHIND) and (
            looks_chosen(found[1]) or (enters and not found[1].islower() and are_chosen(found[1]))
        ):
            yield Hit(found.start(1), found.end(1), "spoken", "password", "PASSWORD")


def _first_of(words: tuple[str, ...], lowered: str, start: int, end: int) -> int:
    """Give where the first of `words` ends in `lowered[start:end]`, or a place behind it if there is none."""
    places = ((lowered.find(word, start, end), len(word)) for word in words)
    return min((place + length for place, length in places if place >= 0), default=end + 1)


def _is_told(value: str) -> bool:
    """Tell whether what a sentence says is a password: with a digit or a sign, or two words that no label says."""
    numbered = any(map(str.isdigit, value))
    if value.isdigit() or (value == value.lower() and not numbered):
        return False
    if not is_secret("password", value, "quoted"):
        return False
    if numbered:
        return not (_OF_LABELS.fullmatch(value) and say_labels(value))
    return any(map("!#$%&*+=?@^~".__contains__, value[1:-1])) or are_chosen(value)


@cache
def _sentence(*, headed: bool, asked: bool, changed: bool) -> re.Pattern[str]:
    """Find what is given behind a name; a text is spared what it cannot say.

    `headed`: in the line after a colon too; `asked`: in the answer; `changed`: what it was "set to".
    """
    verbs = f"{_CHANGED}|{_IS}" if changed else _IS
    ways = rf"{_CLAUSE}(?:{verbs}){_JOINT}|[ \t]{{1,2}}(?=`)"
    ways = f"{_HEAD}|{ways}|{_FOR}" if headed else ways
    ways = f"{ways}|{_ASKED}" if asked else ways
    return re.compile(rf"(?:{ways}){_GIVEN}")
