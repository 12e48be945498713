"""What a file would lose if a text took its place: most of it, as where an answer holds one function of several."""

import re

from assistant.digits import counted
from assistant.recognition.recognise import recognised

_LEAST = 200  # characters of a file, blanks aside, that are worth counting
_CONTROL = {
    "if",
    "for",
    "foreach",
    "while",
    "until",
    "switch",
    "match",
    "catch",
    "with",
    "return",
    "function",
}
_DEFINITION = re.compile(
    r"^[ \t]*(?:"
    # a word that defines, whatever stands before it
    r"(?:[a-z]+(?:\([a-z]+\))?[ \t]+){0,4}(?:def|class|function\*?|func|fn|interface|struct|enum|trait)[ \t]+"
    r"(?:\([^)\n]{0,80}\)[ \t]*)?(?:self\.)?(\w+)"
    # a function that is given a name
    r"|(?:export[ \t]+)?(?:const|let|var)[ \t]+(\w+)[^=\n]{0,80}=[ \t]*(?:async[ \t]*)?(?:function\b|\(|\w+[ \t]*=>)"
    # a name, its parameters and a body, whatever type stands before it
    r"|(?:[\w<>\[\],.*&:~]+[ \t]+[*&]*){0,6}(\w+)\([^(){};]{0,400}\)[^(){};=\n]{0,80}\n?[ \t]*\{"
    r")",
    re.MULTILINE,
)
_ELISION = re.compile(
    r"^(?:\.{3}|…)[ \t]*$|^[ \t]*\{?(?://+|#+|--+|/\*+|<!--|;+|%+|\(\*)[ \t]*(?:"
    r"[(\[]?(?:\.{3,}|…+)(?:[ \t)\]*}]|-->|$).*"
    r"|[(\[]?(?:the[ \t]+)?(?:rest|remainder)[ \t]+of[ \t]+(?:the|your|this)[ \t]+(?:\w+[ \t]+)?"
    r"(?:code|file|class|function|module|script|program|implementation|methods?|functions|component|document)\b.*"
    r"|[(\[]?(?:existing|other|remaining|previous|unchanged)[ \t]+"
    r"(?:code|methods?|functions?|imports?|routes?|tests?|lines?)\b.*"
    r"\b(?:here|unchanged|omitted|stays?|remains?|same|above|below)\b.*"
    r")$",
    re.MULTILINE | re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W\d_]+"
)  # no blanks part those of East Asia
_EDIT = re.compile(r"^(?:\*\*\* Begin Patch|<{5,9} SEARCH)[ \t]*$", re.MULTILINE)


def is_difference(language: str, text: str) -> bool:
    """Tell whether a text, in a block of this language, is what changes in a file and not the file."""
    return language == "diff" or recognised(text).language == "diff" or bool(_EDIT.search(text))


def loss(before: str, after: str) -> str:
    """Say what of a text is not in the one that follows it, where that is most of it; "" where little is lost."""
    if elision := _new_elision(before, after):
        return f'"{elision}" stands for what was left out'
    old, new = _definitions(before), _definitions(after)
    lost = [name for name in old if name not in new]
    if len(old) > 1 and (len(lost) - len(new.keys() - old.keys())) * 2 >= len(old):  # not only renamed
        named = ", ".join(lost[:3]) + (", …" if len(lost) > 3 else "")
        return f"{len(lost)} of {counted(len(old), 'definition')} would go: {named}"
    size, left = _size(before), _size(after)
    if left * 2 < size and (size >= _LEAST or not left):
        return f"{left:,} of {counted(size, 'character')} would be left"
    if old.keys() & new.keys() - {"main"}:  # one of its own is there, however it does its work now
        return ""
    words = _words(before)
    kept = len(words & _words(after))
    if len(words) > 1 and kept * 3 < len(words):
        return f"{kept:,} of {counted(len(words), 'different word')} would be left"
    return ""


def _new_elision(before: str, after: str) -> str:
    known = set(map(str.strip, before.splitlines()))
    lines = (found[0].strip() for found in _ELISION.finditer(after))
    return next((line for line in lines if line not in known), "")


def _definitions(text: str) -> dict[str, None]:
    names = (found[1] or found[2] or found[3] for found in _DEFINITION.finditer(text))
    return {name: None for name in names if name not in _CONTROL}


def _size(text: str) -> int:
    return sum(map(len, text.split()))


def _words(text: str) -> set[str]:
    """Give the words of a text, each once; those of getUserName and get_user_name are the same."""
    return {word.lower() for word in _WORD.findall(_HUMP.sub(" ", text))}
