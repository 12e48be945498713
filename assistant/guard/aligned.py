"""Secrets in tables whose columns stand below each other, as sqlite3, sqlcmd, kubeadm, pandas and ``column -t`` print."""

from collections.abc import Iterator

from assistant.guard.crowds import Judge
from assistant.guard.finding import Hit
from assistant.guard.literals import Literals
from assistant.guard.names import FOREIGN, PROMISES, label_and_kind, name_of
from assistant.pattern import pattern

_NAMES = ("password", "secret", "token", "pwd", "api_key", "apikey", "passwort", *FOREIGN)
LITERALS = _NAMES
_NO_TITLE = frozenset("=:\"'`()[]{},;/\\<>")  # signs behind a name
_LONGEST = 600  # characters of a line
_HEADER = pattern(r"[ \t]*+[^\W\d][\w.-]*+(?:[ \t]++[^\W\d][\w.-]*+)++[ \t]*+\r?(?=\n|\Z)")
_RULE = pattern(r"[ \t]*-[- \t]{1,600}\r?\n")
_TITLE = pattern(r"(?:(?<=[ \t]{2})|(?<=\A)|(?<=[\n\t]))[^\W\d][\w.-]*(?=[ \t]{2}|[ \t]?\r?$)")
_WORD = pattern(r"\S+")


def aligned(text: str, lowered: str, literals: Literals) -> Iterator[Hit]:
    """Find every secret that begins or ends where the title of its column does; `lowered` is `text` in lower case."""
    judge = Judge()
    past = 0  # where the last table, or the line that heads none, ends
    judged = -1  # where the last line begins that was looked at
    # What is given a value, or stands in quotes, is in no line that heads a table.
    titles = [
        place
        for name in _NAMES
        for place in literals.places_in_any_case(name)
        if lowered[place + len(name) : place + len(name) + 1] not in _NO_TITLE
    ]
    for place in sorted(titles):
        if place < past:
            continue
        start = lowered.rfind("\n", max(past, place - _LONGEST), place) + 1 or past
        if start <= judged or place - start > _LONGEST:
            continue
        judged = start
        header = _HEADER.match(text, start, start + _LONGEST + 1)
        if header and header.end() - start <= _LONGEST:
            found, past = _below(text, header.end(), header[0], judge)
            yield from found


def _below(text: str, end: int, header: str, judge: Judge) -> tuple[list[Hit], int]:
    """Give the secrets in the lines behind `end` that have a word where such a column begins or ends, and their end."""
    rule = _RULE.match(text, end + 1)
    if not rule and "  " not in header and "\t" not in header:
        return [], end
    titles = [*(_WORD if rule else _TITLE).finditer(header)]
    columns = {
        place: (title[0], says, *label_and_kind(title[0]))
        for title in titles
        if len(titles) > 1 and (says := name_of(title[0])).sense in PROMISES
        for place in (title.start(), -title.end())
    }
    found: list[Hit] = []
    end = rule.end() - 1 if rule and columns else end
    while columns and end + 1 < len(text):
        start = end + 1
        stop = text.find("\n", start)
        stop = stop if stop >= 0 else len(text)
        cells = [
            (columns.get(word.start()) or columns[-word.end()], word)
            for word in _WORD.finditer(text[start:stop])
            if word.start() in columns or -word.end() in columns
        ]
        if not cells:
            break
        for (name, says, label, kind), word in cells:
            # What a column of secrets or tokens lists may as well be their names.
            if (says.worded or judge.is_random_secret(word[0])) and judge.is_secret(says, name, word[0]):
                place = start + word.start()
                found.append(Hit(place, place + len(word[0]), "table", label, kind))
        end = stop
    return found, end
