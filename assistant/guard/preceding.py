"""Values before their names: ``{"value": "...", "name": "API_TOKEN"}``, ``SET value = '...' WHERE name = 'token'``."""

from collections.abc import Iterator

from assistant.guard.crowds import Judge
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals, matches
from assistant.guard.names import PROMISES, label_and_kind, name_of
from assistant.pattern import pattern

_VALUE = "value"
LITERALS = tuple(f"{_VALUE}{end}" for end in ('"', "'", ":", "=", " =", " :", "`"))
_OPENING = 50  # characters before a value in which what opens its object, or its element, stands
_BLANKS = "\"' \t\r\n"
_STRING = r"(?:\"([^\"\n]{6,600}+)\"|'([^'\n]{6,600}+)')"
_NAMED = r"(?i:name|key)[\"']?\s{0,4}"
_NAME = r"[\"']?([\w.-]{2,60}+)(?![^\s\"',}/>])"
# In an object, what is next in it is its name; a list of YAML has an object behind each hyphen.
_IN_OBJECT = pattern(
    rf"(?i:value)[\"']?[ \t]{{0,4}}[:=][ \t]{{0,4}}(?:{_STRING}|([^\s\"'{{}},]{{6,600}}+))"
    rf"(?:[ \t]{{0,4}},\s{{0,60}}|[ \t]{{0,4}}\r?\n[ \t]{{1,60}})[\"']?{_NAMED}[:=]\s{{0,4}}{_NAME}"
)
_IN_ELEMENT = pattern(rf"(?i:value)[ \t]?=[ \t]?{_STRING}\s{{1,40}}{_NAMED}={_NAME}")

_IN_UPDATE = pattern(
    r"(?i:value)[\"`\]]?\s{0,4}=\s{0,4}N?(?:'([^'\n]{6,600}+)')\s{1,20}(?i:where)\s{1,4}[\"`\[\w.]{0,30}?"
    r"(?i:name|key|path|code)[\"`\]]?\s{0,4}=\s{0,4}N?'([\w./-]{2,80}+)'"
)


def preceding(text: str, literals: Literals) -> Iterator[Hit]:
    """Find every value right before the name it is given to, where the name surely promises a secret."""
    places = literals.places_of_any(LITERALS)
    openings = [(place, text[max(0, place - _OPENING) : place]) for place in places]
    objects = [place for place, opening in openings if opening.rstrip(_BLANKS).endswith(("{", "-"))]
    elements = [place for place, opening in openings if _opens_element(opening)]
    judge = Judge()
    for form, places_of_form in ((_IN_OBJECT, objects), (_IN_ELEMENT, elements), (_IN_UPDATE, places)):
        for found in matches(form, text, places_of_form):
            *values, name = found.groups()
            group = next(number for number, value in enumerate(values, 1) if value)
            says = name_of(name)
            if says.sense in PROMISES and judge.is_secret(says, name, found[group]):
                yield Hit(*found.span(group), "assignment", *label_and_kind(name))


def _opens_element(opening: str) -> bool:
    """Tell what stands in an element before a value, if it is no name."""
    inside = opening.rpartition("<")[2]
    return opening[-1:] in " \t\n" and len(inside) < len(opening) and not _holds_name(inside.lower())


def _holds_name(inside: str) -> bool:
    return ">" in inside or "name=" in inside or "key=" in inside
