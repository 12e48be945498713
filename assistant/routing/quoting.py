"""Give back what was read of a prompt in the spelling it was typed in."""

from assistant.routing.reading import FIRST, LAST, Reading, folded


def as_typed(reading: Reading, seen: str) -> str:
    """Give folded words that follow each other in a prompt as they were typed; as they are where they do not."""
    text = reading.text
    span = _span_of(seen.split(), text)
    if span is None:
        return seen
    start, end = span
    if len(text) != len(reading.typed):
        start, end = (_place_in(reading.typed, at) for at in span)
    typed = reading.typed[start:end]
    if typed.count("(") > typed.count(")") and reading.typed[end : end + 1] == ")":
        typed += ")"
    return " ".join(typed.split())


def as_asked(reading: Reading) -> str:
    """Give the words of a prompt as they were typed, or what else was typed where there are none ("?", "¿")."""
    return as_typed(reading, " ".join(reading.words)) if reading.words else " ".join(reading.typed.split())


def _span_of(words: list[str], text: str) -> tuple[int, int] | None:
    """Give where words stand in a text one after the other, whole, with nothing but marks between them."""
    first, *others = words
    at = text.find(first)
    while at >= 0:
        end = at + len(first)
        for word in others:
            while end < len(text) and not _is_letter(text[end]):
                end += 1
            if not text.startswith(word, end):
                break
            end += len(word)
        else:
            if not _goes_on(text[at - 1 : at], text[at]) and not _goes_on(text[end : end + 1], text[end - 1]):
                return at, end
        at = text.find(first, at + 1)
    return None


def _goes_on(letter: str, beside: str) -> bool:
    """Tell whether a letter, or none, and the one beside it are of one word."""
    return letter != "" and _is_letter(letter) and not _is_run(letter) and not _is_run(beside)


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or "\u0900" <= letter <= "\u097f"


def _is_run(letter: str) -> bool:
    return FIRST <= letter <= LAST


def _place_in(typed: str, at: int) -> int:
    """Give the place in a text as it was typed of a place in the text folded."""
    length = 0
    for place, letter in enumerate(typed):
        if length >= at:
            return place
        length += len(folded(letter))
    return len(typed)
