"""A user's own word, phrase or regular expression, met in a prompt without ever running away.

A regular expression is run on text nobody has vetted, so what could take for ever is refused: a repeat of a group
that itself repeats or chooses, a reference back, and more than two open repeats. The work one can make is reckoned
from its repeats and choices, and it is shown no more of the prompt than that allows.
"""

import re
import warnings
from functools import lru_cache

LONGEST = 500
MOST_OPEN = 2
MOST_CHOICES = 4096
# Characters a pattern without choices and open repeats sees, and the steps any pattern may take.
FARTHEST, STEPS = 20_000, 1_000_000
# A repeat of at most this many times counts as that many choices, a longer one as open.
FEW = 8
# What no name holds, though "C++", ".net", "A*", "O(1)", "ctrl+c", "[wip]" and "why?" are some.
_SIGNS = re.compile(r"\\|\||^\^|\$$|\.[*+]|[\w.]\?\w|\w\*\w|\)[*+?{]|\(\?|.\[|\].|\{\d")
# Letters of scripts that put no blanks between words, or what a word is said with onto it: Thai to Khmer, kana to hangul.
_RUNNING = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\ud7a3\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
)
_LETTER = rf"(?:[^\W{_RUNNING}]|[\u0300-\u036f\u0900-\u0dff])"


def matched(when: str, text: str) -> str | None:
    """Give the words of `text` that meet a word, phrase or regular expression, in any case, or None.

    Raises ValueError if `when` has a fault.
    """
    fault = fault_in(when)
    if fault:
        raise ValueError(fault)
    expression = expression_in(when)
    far = FARTHEST if expression is None else reach(expression)
    found = re.search(expression or _as_words(when), text[:far], re.IGNORECASE)
    return found[0] if found else None


def expression_in(when: str) -> str | None:
    """Give the regular expression that `when` is, between slashes or by its signs; None for words as they stand."""
    if len(when) > 2 and when[0] == when[-1] == "/":
        return when[1:-1]
    return when if _SIGNS.search(when) else None


def _as_words(when: str) -> str:
    """Give the expression for words as they stand: no letter goes on with them, but in scripts without blanks."""
    words = r"\s+".join(map(re.escape, when.split()))
    begins, ends = (re.fullmatch(_LETTER, letter) for letter in (when.strip()[0], when.strip()[-1]))
    before = rf"(?<!{_LETTER})" if begins else ""
    after = rf"(?!{_LETTER}|\+\+|#\B)" if ends else ""  # "C" is neither "C++" nor "C#"
    return f"{before}{words}{after}"


@lru_cache(maxsize=256)
def fault_in(when: str) -> str:
    """Give what is wrong with a word or regular expression, in a sentence, or ""."""
    if not when.strip():
        return "`when` is empty"
    if len(when) > LONGEST:
        return f"`when` has {len(when)} characters; {LONGEST} are the most it may have"
    expression = expression_in(when)
    if expression is None:
        return ""
    try:
        with warnings.catch_warnings():
            for kind in (FutureWarning, DeprecationWarning):  # those of re; others are not ours to judge
                warnings.simplefilter("error", kind)
            re.compile(expression, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return f"`when` is not a regular expression: {error}"
    bare = blanked(expression)
    if re.search(r"\\[1-9]", expression) or "(?P=" in bare or "(?(" in bare:
        return "`when` refers back to a group, which can take for ever on some texts"
    if _repeats_a_repeat(bare):
        return "`when` repeats a group that repeats or chooses, which can take for ever on some texts"
    open_repeats, choices = effort(bare)
    if open_repeats > MOST_OPEN:
        return f"`when` has {open_repeats} open repeats; {MOST_OPEN} are the most it may have"
    if choices > MOST_CHOICES:
        return "`when` has too many choices in a row"
    return ""


def reach(expression: str) -> int:
    """Give how many characters of a prompt a regular expression may see."""
    open_repeats, choices = effort(blanked(expression))
    steps = STEPS / choices
    return min(FARTHEST, int((steps, (2 * steps) ** (1 / 2), (6 * steps) ** (1 / 3))[open_repeats]))


def effort(bare: str) -> tuple[int, int]:
    """Give the open repeats of a blanked expression, and in how many ways its choices can be made."""
    open_repeats, choices = 0, 1
    for _, most in _repeats(bare):
        if most > FEW:
            open_repeats += 1
        else:
            choices *= most + 1
    for bars in _bars(bare):
        choices *= bars + 1
    return open_repeats, choices


def blanked(expression: str) -> str:
    """Give an expression with its escapes and the insides of its [sets] blanked out, place for place."""
    letters = list(expression)
    at = 0
    while at < len(letters):
        if letters[at] == "\\":
            letters[at : at + 2] = "__"[: len(letters) - at]
            at += 2
        elif letters[at] == "[":
            end = at + 1 + (letters[at + 1 : at + 2] == ["^"])
            end += letters[end : end + 1] == ["]"]
            while end < len(letters) and letters[end] != "]":
                end += 1 + (letters[end] == "\\")
            end = min(end + 1, len(letters))
            letters[at:end] = "_" * (end - at)
            at = end
        else:
            at += 1
    return "".join(letters)


def _repeats(bare: str) -> list[tuple[int, int]]:
    """Give (place, how often at most) for each repeat."""
    found = []
    for sign in re.finditer(r"[*+?]|\{(\d*)(,?)(\d*)\}", bare):
        if sign[0] == "?":
            if sign.start() and bare[sign.start() - 1] not in "(*+?}":
                found.append((sign.start(), 1))
        elif sign[0] in ("*", "+") or (sign[2] and not sign[3]):
            found.append((sign.start(), 1_000_000))
        elif sign[1] or sign[3]:
            most = int(sign[3] or sign[1])
            found.append((sign.start(), most if sign[2] else min(most, 1)))
    return found


def _bars(bare: str) -> list[int]:
    """Give the number of bars in each group, and outside all groups."""
    counts, depth = [0], [0]
    for letter in bare:
        if letter == "(":
            depth.append(len(counts))
            counts.append(0)
        elif letter == ")" and len(depth) > 1:
            depth.pop()
        elif letter == "|":
            counts[depth[-1]] += 1
    return counts


def _repeats_a_repeat(bare: str) -> bool:
    places = [at for at, _ in _repeats(bare)]
    groups: list[int] = []
    for at, letter in enumerate(bare):
        if letter == "(":
            groups.append(at)
        elif letter == ")" and groups:
            start = groups.pop()
            inside = "|" in bare[start:at] or any(start < place < at for place in places)
            if inside and at + 1 in places and bare[at + 1] != "?":
                return True
    return False
