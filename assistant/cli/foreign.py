"""Which language code is in, by its fence, and which it should be in, by a file's name or by what was asked."""

import re

from assistant.prompt import LANGUAGES, Prompt, language_of
from assistant.recognition.recognise import recognised
from assistant.render.language import language_of as language_behind

# Languages that one fence or another names for the same file.
_KIN = (
    {"javascript", "jsx", "typescript", "tsx"},
    {"html", "xml", "vue", "svelte", "php"},
    {"c", "cpp"},
    {"css", "scss", "sass", "less"},
    {"ini", "toml"},
    {"terraform", "hcl"},
)

# In words; "" for what mostly says something else.
_SPOKEN = {"golang": "go", "shell": "bash", "batch": "", "less": ""}
_READ = {"", "csv", "diff", "json", "text"}
_SHORT = re.compile(r"\b(?:to|in|into|as)[ \t]+([a-z]{1,2}|c\+\+|c#)(?![\w+#])")


def foreign(fence: str, text: str, file: str) -> str:
    """Say that a fence names another language than a file's name does, "" where they agree, or one names none known.

    So it is where the code reads as the file's own: a Makefile, for one, often comes in a fence for a shell's.
    """
    code, own = _known(fence), _known(language_of(file))
    if not code or not own or is_alike(code, own):
        return ""
    if _known(recognised(text).language) == own:
        return ""
    return f"the code is {code}, the file's name says {own}"


def is_alike(fence: str, language: str) -> bool:
    """Tell whether a fence may name this language; nothing names one that is not known."""
    code, own = _known(fence), _known(language)
    return bool(own) and (code == own or any({code, own} <= kin for kin in _KIN))


def language_wanted(prompt: Prompt) -> str:
    """Give the language that code is wanted in: of what came with a question, "" where its words name another.

    Data and differences come to be read, and tell nothing of it.
    """
    languages = {each.language for each in prompt.attachments if each.language}
    words = prompt.text[:1000].lower()
    said = {_SPOKEN.get(word, word) for word in re.findall(r"[a-z]{3,}", words)}
    named = {word for word in said if word in LANGUAGES.values()}
    named |= {LANGUAGES.get(word, word) for word in _SHORT.findall(words)}
    own = languages.pop() if len(languages) == 1 else ""
    other = any(_known(word) and not is_alike(word, own) for word in named)
    return "" if own in _READ or other else own


def _known(word: str) -> str:
    """Give the one of a language's names that all are brought to, "" for one that no file's name stands for."""
    language = language_behind(LANGUAGES.get(word, word))
    return language if language in map(language_behind, LANGUAGES.values()) else ""
