"""Whether code is of another language than the file whose place it would take: by its fence and the file's name."""

from assistant.prompt import LANGUAGES, language_of
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


def foreign(fence: str, text: str, file: str) -> str:
    """Say that a fence names another language than a file's name does, "" where they agree, or one names none known.

    So it is where the code reads as the file's own: a Makefile, for one, often comes in a fence for a shell's.
    """
    code, own = _known(fence), _known(language_of(file))
    if not code or not own or code == own or any({code, own} <= kin for kin in _KIN):
        return ""
    if _known(recognised(text).language) == own:
        return ""
    return f"the code is {code}, the file's name says {own}"


def _known(word: str) -> str:
    """Give the one of a language's names that all are brought to, "" for one that no file's name stands for."""
    language = language_behind(LANGUAGES.get(word, word))
    return language if language in map(language_behind, LANGUAGES.values()) else ""
