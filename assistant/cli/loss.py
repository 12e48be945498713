"""What a file would lose if a text took its place: most of it, as where an answer holds one function of several."""

import re
from collections import Counter

from assistant.cli.elision import new_elision, new_faint_elision
from assistant.digits import counted
from assistant.recognition.recognise import recognised

_LEAST = 200  # characters of a file, blanks aside, that are worth counting
_CONTROL = frozenset({
    "if", "for", "foreach", "while", "until", "switch", "match", "catch", "with", "return", "function",
})  # fmt: skip
_DEFINITION = re.compile(
    r"^[ \t]*(?:"
    # a word that defines, whatever stands before it
    r"(?:[a-z]+(?:\([a-z]+\))?[ \t]+){0,4}(?:def|class|function\*?|func|fn|interface|struct|enum|trait)[ \t]+"
    r"(?:\([^)\n]{0,80}\)[ \t]*)?(?:self\.)?(\w+)"
    # a function that is given a name
    r"|(?:export[ \t]+)?(?:const|let|var)[ \t]+(\w+)[^=\n]{0,80}=[ \t]*(?:async[ \t]*)?(?:function\b|\(|\w+[ \t]*=>)"
    # a name, its parameters and a body, whatever type stands before it
    r"|(?:(?:[\w<>\[\],.*&:~]++[ \t]++){1,6}[*&]*)?(\w+)\([^(){};]{0,400}\)[^(){};=\n]{0,80}\n?[ \t]*\{"
    r")",
    re.MULTILINE,
)
_JSON_TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*+)(?:"\s*(:)|"|)')
_KEY = re.compile(r"^[ \t]*(?:- +)?[\"']?([\w./-]{1,80})[\"']?[ \t]*(?:=(?!=)|:(?=\s|$))", re.MULTILINE)
_KEYS = 12  # from which it is worth counting how many of them go
# Words of programming languages: two programs that have nothing else in common share them.
_OF_LANGUAGES = (
    "abstract and args arg array as assert async await bool boolean break byte case catch char class const continue "
    "console data def default defer del delete do double echo elif else end enum error except export extends false "
    "file final finally float fn for foreach from func function get go if impl implements import in include index "
    "init int interface is key len length let list local log loop main map match mod module mut name namespace new "
    "nil none not null number object of or package pass path print println private protected pub public raise range "
    "require res result return self set static str string struct super switch text then this throw throws true try "
    "type typeof undefined unsigned use using val value var void when while with yield"
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
    if elision := new_elision(before, after):
        return f'"{elision}" stands for what was left out'
    old, new = _definitions(before), _definitions(after)
    size, left = _size(before), _size(after)
    lost = [name for name in old if name not in new]
    if (lost or left < size) and (elision := new_faint_elision(before, after)):
        return f'"{elision}" stands for what was left out'
    gone = len(lost) - len(new.keys() - old.keys())  # and not only renamed
    if len(old) > 1 and (gone * 2 >= len(old) or (gone > 1 and gone * 3 >= len(old) and left * 5 < size * 4)):
        return _would_go(lost, len(old), "definition")
    if len(lost) > 1 and len(lost) * 2 >= len(old) and _is_another(before, after):
        return _would_go(lost, len(old), "definition")
    keys, now = _keys(before), _keys(after)
    if keys.total() >= _KEYS and (keys.total() - now.total()) * 3 >= keys.total():
        return _would_go([*(keys - now).elements()], keys.total(), "key")
    if left * 2 < size and (size >= _LEAST or not left):
        return f"{left:,} of {counted(size, 'character')} would be left"
    if old.keys() & new.keys() - {"main"}:  # one of its own is there, however it does its work now
        return ""
    words = _words(before)
    kept = len(words & _words(after))
    if len(words) > 1 and kept * 3 < len(words):
        return f"{kept:,} of {counted(len(words), 'different word')} would be left"
    return ""


def _would_go(lost: list[str], count: int, what: str) -> str:
    named = ", ".join(lost[:3]) + (", …" if len(lost) > 3 else "")
    return f"{len(lost)} of {counted(count, what)} would go: {named}"


def _definitions(text: str) -> dict[str, None]:
    names = (found[1] or found[2] or found[3] for found in _DEFINITION.finditer(text))
    return {name: None for name in names if name not in _CONTROL}


def _is_another(before: str, after: str) -> bool:
    """Tell whether hardly a word of a program is in another, but for those of its language."""
    words = _words(before) - {*_OF_LANGUAGES.split()}
    return len(words & _words(after)) * 2 < len(words)


def _keys(text: str) -> Counter[str]:
    """Give the keys of data, each as often as it stands there; none of a program."""
    if text.lstrip()[:1] in ("{", "["):
        return Counter(name for name, is_key in _JSON_TEXT.findall(text) if is_key)
    keys = _KEY.findall(text)
    lines = sum(1 for line in text.splitlines() if line.strip())
    return Counter(keys if len(keys) * 2 >= lines and not _definitions(text) else ())


def _size(text: str) -> int:
    return sum(map(len, text.split()))


def _words(text: str) -> set[str]:
    """Give the words of a text, each once; those of getUserName and get_user_name are the same."""
    return {word.lower() for word in _WORD.findall(_HUMP.sub(" ", text))}
