"""What is looked for in a prompt: ideas, shapes and words, each signal with the words that gave it.

A signal is a name, as it stands in the table of weights: `is:prove` (an idea), `rule:small-output` (the rubric's
first rule that holds), `len:6-9` (a shape), `with:code:page` (what came with it), or the bare word or pair of words.
"""

from collections.abc import Mapping
from itertools import combinations

from assistant.digits import counted
from assistant.routing.reading import FIRST, LAST, Reading
from assistant.routing.rubric import first_rule
from assistant.routing.vocabulary import PHRASES, SCRIPTS, SINGLES, STARTS, STEMS

STEM_LENGTHS = range(3, 13)
LONGEST_PHRASE = 6
# The most words of a length, and its name.
LENGTHS = (
    (0, "0"), (1, "1"), (2, "2"), (4, "3-4"), (6, "5-6"), (9, "7-9"),
    (13, "10-13"), (19, "14-19"), (29, "20-29"), (49, "30-49"), (99, "50-99"),
)  # fmt: skip
# What stands before, or in Chinese, Japanese and Korean beside, the language that something is to be put into.
_TOWARD = frozenset({
    "to", "into", "in", "a", "en", "em", "para", "na", "на", "nach", "vers", "naar", "till", "til", "do", "v", "w", "σε",
    "sang", "ke", "dalam", "al", "الي", "به", "को", "में",
})  # fmt: skip
_TOWARD_BEFORE, _TOWARD_BEHIND = ("成", "为", "到", "用"), ("に", "で", "로", "으로")
# What is written onto a word: the pronouns of Romance imperatives ("optimízala"), the Arabic article.
_PRONOUNS, _ARTICLES = ("la", "lo", "las", "los", "li"), ("وال", "ال")
# Words that name no idea where they stand together.
_SAYINGS = (
    ("prove", "me", "wrong"),
    ("prove", "you", "wrong"),
    ("design", "pattern"),
    ("design", "patterns"),
)
_HUGE = ("^", "10**", "1e9", "1e5", "1e6", "000,000", "000000", "≤", "<=")

Names = tuple[str, ...]


def _inverted(table: Mapping[str, str]) -> dict[str, Names]:
    """Invert concepts -> words: word -> concepts."""
    inverted: dict[str, Names] = {}
    for names, words in table.items():
        inverted |= dict.fromkeys(words.split(","), tuple(names.split("+")))
    return inverted


_SINGLES, _STEMS, _PHRASES, _SCRIPTS = map(_inverted, (SINGLES, STEMS, PHRASES, SCRIPTS))
_STARTS = {letter: lengths for lengths, letters in STARTS.items() for letter in letters}


def ideas(reading: Reading) -> dict[str, str]:
    """Find the concepts a prompt's words stand for: concept -> the longest words that gave it."""
    found: dict[str, str] = {}
    words = _without_sayings(reading.words)
    for at, word in enumerate(words):
        names = _SINGLES.get(word)
        if names is None:
            names = _SINGLES.get(bare(word), ())
        for name in names:
            found.setdefault(name, word)
        if "langs" in names and _is_toward(words, at):
            found.setdefault("toward", word)
        for length in STEM_LENGTHS[: max(0, len(word) - 2)]:
            for name in _STEMS.get(word[:length], ()):
                found.setdefault(name, word)
        phrase = word
        for following in words[at + 1 : at + LONGEST_PHRASE]:
            phrase = f"{phrase} {following}"
            if phrase in _PHRASES:
                _longest(found, _PHRASES[phrase], phrase)
    text = reading.text
    if not text.isascii():
        for at, letter in enumerate(text):
            for length in _STARTS.get(letter, ()):
                phrase = text[at : at + length]
                if phrase in _SCRIPTS:
                    _longest(found, _SCRIPTS[phrase], phrase)
    if "a* " in text or text.endswith("a*"):
        found["algorithm"] = "a*"
    return found


def _without_sayings(words: Names) -> Names:
    for saying in _SAYINGS:
        if saying[0] in words and saying[1] in words:
            at = words.index(saying[0])
            if words[at : at + len(saying)] == saying:
                return words[:at] + words[at + len(saying) :]
    return words


def bare(word: str) -> str:
    """Give a word without what some languages write onto it: "optimizala" as "optimiza", "go'ya" as "go"."""
    if "'" in word:
        return word.partition("'")[0]
    if word.endswith(_PRONOUNS) and len(word) > 6:
        return word[: word.rindex("l")]
    for article in _ARTICLES:
        if word.startswith(article):
            return word[len(article) :]
    return word


def _is_toward(words: Names, at: int) -> bool:
    """Tell whether something is to be put into the language that is named at a place ("to Rust", "改成Rust")."""
    if "'" in words[at]:
        return True
    before, behind = words[max(0, at - 1)], words[min(at + 1, len(words) - 1)]
    return before in _TOWARD or before.endswith(_TOWARD_BEFORE) or behind.startswith(_TOWARD_BEHIND)


def _longest(found: dict[str, str], names: Names, phrase: str) -> None:
    for name in names:
        if len(found.get(name, "")) < len(phrase):
            found[name] = phrase


def word_signals(words: tuple[str, ...]) -> dict[str, str]:
    """Give the signals of single words, pairs of neighbours, stems, and pairs of Chinese or Japanese letters."""
    found: dict[str, str] = {}
    before = "<"
    for word in words:
        if word[0] < FIRST or word[0] > LAST:
            found[word] = word
            if len(word) > 5:
                found[word[:5] + "~"] = word
            found[f"{before} {word}"] = f"{before} {word}" if before != "<" else word
            before = word
        else:
            for at in range(len(word)):
                pair = word[at : at + 2]
                found[pair] = pair
            before = "漢"
    found[f"{before} >"] = before
    return found


def shapes(reading: Reading, size: int) -> dict[str, str]:
    """Give the signals of a prompt's shape: length in words, lines, marks, what came with it."""
    length = next((name for limit, name in LENGTHS if size <= limit), "100+")
    found = {f"len:{length}": counted(size, "word")}
    found |= _text_shapes(reading.text, reading.lines, size)
    found |= _material_shapes(reading, size)
    return found


def _text_shapes(text: str, lines: int, size: int) -> dict[str, str]:
    commas = text.count(",") + text.count(";")
    comma_range = "1" if commas == 1 else "2-3" if commas <= 3 else "4+"
    line_range = "2-4" if lines < 5 else "5-14" if lines < 15 else "15+"
    signals = (
        ("mark:?", "?", text.rstrip().endswith("?")),
        (f"commas:{comma_range}", counted(commas, "comma"), commas > 0),
        ("shape:list", "a list of demands", commas >= 2 and size <= 30),
        (f"lines:{line_range}", f"{lines} lines", lines > 1),
        ("shape:sentences", "several sentences", ". " in text),
        ("shape:big-o", "O(…)", "o(" in text),
        ("shape:bounds", "bounds on the input", any(mark in text for mark in _HUGE)),
        ("shape:digits", "numbers", any(letter.isdigit() for letter in text)),
        ("shape:colon", ":", ":" in text),
        ("shape:bullets", "a list", sum(map(text.count, ("\n- ", "\n* ", "\n1"))) >= 2),
        ("shape:quotes", "quoted words", '"' in text or "`" in text),
        ("shape:address", "an address", "with_" in text or "http" in text),
        ("shape:foreign", "not in English", not text.isascii()),
    )
    return {name: words for name, words, holds in signals if holds}


def _material_shapes(reading: Reading, size: int) -> dict[str, str]:
    """Give what came with a prompt of `size` words, in words alone and with how short the prompt is."""
    material = reading.material
    if material.nature == "nothing":
        return {"shape:alone": "nothing attached"}
    where = "inside" if reading.pasted else "with"
    short = "0" if size == 0 else "1-3" if size <= 3 else "4-8" if size <= 8 else "9+"
    names = [
        f"{where}:{material.nature}",
        f"{where}:{material.size}",
        f"has:{material.nature}:{material.size}",
        f"has:{material.size}:{short}",
        f"has:{material.nature}:{short}",
        "has:any",
    ]
    for topic in material.topics:
        names += [f"holds:{topic}", f"holds:{topic}:{short}", f"holds:{topic}:{material.nature}"]
    if material.worth_work:
        names.append("work-here")
    return dict.fromkeys(names, f"{counted(material.lines, 'line')} of {material.name}")


def signals(reading: Reading) -> dict[str, str]:
    """Give all signals of a prompt, each with the words or the shape it was seen in."""
    words = reading.words
    size = sum(1 if word[0] < FIRST or word[0] > LAST else max(1, (len(word) + 1) // 2) for word in words)
    concepts = ideas(reading)
    found = word_signals(words)
    found |= shapes(reading, size)
    start = " ".join(words[:3])
    material = reading.material
    for name, seen in concepts.items():
        found[f"is:{name}"] = seen
        if start.startswith(seen):
            found[f"starts:{name}"] = seen
        if material.nature != "nothing":
            found[f"{name}@{'work' if material.worth_work else material.nature}"] = seen
    for one, two in combinations(sorted(concepts), 2):
        found[f"{one}+{two}"] = f"{concepts[one]}” with “{concepts[two]}"
    name, seen = first_rule(concepts, size, material, start)
    found[f"rule:{name}"] = seen
    return found
