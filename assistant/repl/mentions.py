"""Files named in a question: `@path`, `@path:40-80`, `@lib/*.ts`, `@"a name.py"`. Finds them; reads nothing.

Quotes and backslashes mean what they do in a shell.
"""

import re

from assistant.prompt import language_of
from assistant.repl.blocks import outside_fences
from assistant.values import dataclass

_MENTION = re.compile(
    r'(?:(?<=\s)|(?<=[(\[{])|^)@(?:"([^"\n]+)"|\'([^\'\n]+)\'|((?:\\[^\w\n]|[^\s"@])+))', re.MULTILINE
)
_ESCAPED = re.compile(r"\\([^\w\n])")
_LINES = r":(\d+)(?:(-)(\d+)?|:\d*)?"  # a line, a range, a range to the end, or a line and column as compilers tell it
_QUOTED_RANGE = re.compile(_LINES)
_RANGE = re.compile(f"(.+?){_LINES}")
_DIGITS = 18  # of a line's number: no file has more
_CLOSING = ".,;:!?)]}'’”"


@dataclass(frozen=True, slots=True)
class Mention:
    """A file, or a glob, that a question names. Lines count from 1, both ends included; None is where the file ends."""

    path: str
    first: int | None = None
    last: int | None = None

    @property
    def is_glob(self) -> bool:
        """Whether the path stands for several files."""
        return any(sign in self.path for sign in "*?[")

    @property
    def looks_like_a_file(self) -> bool:
        """Whether it can hardly be anything else: it has a slash, a range, or an ending that is known."""
        return "/" in self.path or self.first is not None or bool(language_of(self.path) and "." in self.path)

    def __str__(self) -> str:
        if self.first is None:
            return f"@{self.path}"
        # Behind a path that ends in a number, a line alone would read as a column.
        alone = self.last == self.first and not re.search(r":\d+$", self.path)
        return f"@{self.path}:{self.first}" + ("" if alone else f"-{'' if self.last is None else self.last}")


def mentions_in(text: str) -> tuple[Mention, ...]:
    """Give the files that `text` mentions, each once, in order; what stands in a code fence is code."""
    if "@" not in text:
        return ()
    found: dict[Mention, None] = {}
    for part in outside_fences(text):
        for match in _MENTION.finditer(part):
            if path := match[1] or match[2]:
                mention = _quoted(path, part[match.end() :])
            else:
                mention = mentioned(_ESCAPED.sub(r"\1", _unclosed(match[3])))
            if mention.path:
                found[mention] = None
    return tuple(found)


def _unclosed(word: str) -> str:
    """Give a word without the signs that end its sentence."""
    path = word.rstrip(_CLOSING)
    return word[: len(path) + 1] if path.endswith("\\") else path


def mentioned(spec: str) -> Mention:
    """Read "path", "path:7", "path:40-80" or "path:40-"; a range written backwards is turned round."""
    ranged = _RANGE.fullmatch(spec)
    return _ranged(ranged[1], *ranged.group(2, 3, 4)) if ranged else Mention(spec)


def _quoted(path: str, after: str) -> Mention:
    ranged = _QUOTED_RANGE.match(after)
    return _ranged(path, *ranged.groups()) if ranged else Mention(path)


def _ranged(path: str, first: str, to: str | None, last: str | None) -> Mention:
    if to and not last:
        return Mention(path, int(first[:_DIGITS]))
    return Mention(path, *sorted((int(first[:_DIGITS]), int((last or first)[:_DIGITS]))))
