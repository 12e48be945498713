# ruff: noqa: E501 - tables read best with a row on a line
"""How many columns a text takes on a terminal: by graphemes, so that an emoji joined of several characters counts once.

Terminals do not agree on joined characters. Where a row must not reach the terminal's edge, `most_columns_of` is asked.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from assistant.pattern import pattern

# Known to be one column wide, so that ordinary prose never pays for loading wcwidth (20 ms).
_CERTAIN = ("\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u2190-\u2193\u219a-\u21a8"
            "\u21ab-\u2319\u2400-\u2426\u2500-\u25a9\u25ac-\u25b5\u25b7-\u25bf\u25c1-\u25fa\ufffd")  # fmt: skip
_LONGEST = 32  # characters of a grapheme; longer ones, which only an attack has, count as several
_USUAL = 8  # characters: most graphemes have fewer
_ALL_CERTAIN = pattern(f"[{_CERTAIN}]*")
# Characters that hardly anything joins: those of Chinese and Japanese, and the surrogates of a secret.
_SIMPLE = (
    ("\u3000", "\u3029"),
    ("\u3040", "\u3098"),
    ("\u309b", "\u9fff"),
    ("\ud800", "\udfff"),
    ("\uff00", "\uff9d"),
)


def columns_of(text: str) -> int:
    """Columns `text` takes on a terminal that gives each grapheme its cells."""
    return len(text) if text.isascii() else _columns_of(text)


@lru_cache(4096)  # the words of a row that grows are measured again and again
def _columns_of(text: str) -> int:
    return len(text) if _ALL_CERTAIN.fullmatch(text) else sum(map(_cells, _graphemes(text)))


def most_columns_of(text: str) -> int:
    """Columns `text` takes at most on any terminal, also on one that gives joined characters cells of their own."""
    return _columns_on_any(text, max)


def fewest_columns_of(text: str) -> int:
    """Columns `text` takes at least on any terminal, also on one where a joined character makes none wider."""
    return _columns_on_any(text, min)


def _columns_on_any(text: str, pick: Callable[[int, int], int]) -> int:
    if text.isascii() or _ALL_CERTAIN.fullmatch(text):
        return len(text)
    return sum(pick(_cells(grapheme), sum(map(_cells, grapheme))) for grapheme in _graphemes(text))


def cut(text: str, columns: int, measure: Callable[[str], int] = columns_of) -> str:
    """Give the longest beginning of `text` that takes at most `columns` columns; no grapheme is parted."""
    if text.isascii():
        return text[: max(columns, 0)]
    used = end = 0
    for grapheme in _graphemes(text[: (columns + 1) * _LONGEST]):
        used += measure(grapheme)
        if used > columns:
            break
        end += len(grapheme)
    return text[:end]


def certain_beginning(text: str) -> str:
    """Give the beginning of `text` whose width every terminal agrees on; what follows does not join it."""
    certain = _ALL_CERTAIN.match(text)
    end = certain.end() if certain else 0
    return text if end == len(text) else text[: max(end - 1, 0)]


def joins(before: str, after: str) -> bool:
    """Tell whether the first character of `after` joins the last of `before`: both are one grapheme."""
    if not before or after[:1].isascii() or _ALL_CERTAIN.fullmatch(after[0]):
        return False
    return len(_last_grapheme(before[-_LONGEST:] + after[0])) > 1


def unjoined(text: str) -> str:
    """Give the beginning of `text` that what follows does not join, but for a mark on a letter that is one wide."""
    last = text[-1:]
    if last.isascii() or _ALL_CERTAIN.fullmatch(last) or any(first <= last <= end for first, end in _SIMPLE):
        return text
    return text[: -len(_last_grapheme(text))]


def _last_grapheme(text: str) -> str:
    for looked in (_USUAL, _LONGEST):
        *_, last = _graphemes(text[-looked:])
        if len(last) < looked:
            break
    return last


@cache
def _cells(grapheme: str) -> int:
    from wcwidth import wcswidth  # noqa: PLC0415 - wanted only for characters that are not known above

    return max(wcswidth(grapheme), 0)


def _graphemes(text: str) -> Iterator[str]:
    from wcwidth import iter_graphemes  # noqa: PLC0415 - as above

    for grapheme in iter_graphemes(text):
        for start in range(0, len(grapheme), _LONGEST):
            yield grapheme[start : start + _LONGEST]
