"""Write the two generated modules of assistant/routing: the vocabulary from the lexicon, the weights from a fit."""

import json
import re
from pathlib import Path

from lexicon import CONCEPTS

from assistant.routing.reading import folded, words_of

ROOM = Path(__file__).parent.parent.parent / "assistant" / "routing"
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def vocabulary():
    """Give the text of vocabulary.py: the lexicon's entries folded, and parted by how they are looked up."""
    kinds = {"SINGLES": {}, "STEMS": {}, "PHRASES": {}, "SCRIPTS": {}}
    for name, concept in CONCEPTS.items():
        for raw in folded(concept.words).split(","):
            entry = " ".join(raw.split())
            whole = entry.rstrip("*")
            if CJK.match(entry) and not (len(whole) == 1 and "\uac00" <= whole <= "\ud7a3"):
                kind = "SCRIPTS"
            else:
                words = words_of(whole)
                whole = " ".join(words)
                kind = "PHRASES" if len(words) > 1 else "STEMS" if entry.endswith("*") else "SINGLES"
            if whole and name not in kinds[kind].setdefault(whole, []):
                kinds[kind][whole].append(name)
    lines = [
        '"""The lexicon made ready for looking up. Written by `tests/routing/fit.py words` from `lexicon.py` there."""'
    ]
    lines += ["", "# fmt: off", "# ruff: noqa: E501", "SAYS = {"]
    lines += [f"    {quoted(name)}: {quoted(concept.says)}," for name, concept in CONCEPTS.items()]
    for title, entries in kinds.items():
        lines += ["}", f"{title} = {{"]
        groups = {}
        for word, names in entries.items():
            groups.setdefault("+".join(names), []).append(word)
        lines += [f"    {quoted(names)}: {quoted(','.join(words))}," for names, words in groups.items()]
    lines += ["}", "# The lengths of the entries above that begin with each of these letters.", "STARTS = {"]
    lines += [f"    {lengths}: {quoted(letters)}," for lengths, letters in starts(kinds["SCRIPTS"]).items()]
    return "\n".join([*lines, "}", ""])


def starts(entries):
    """Give the letters entries begin with, by the lengths of those entries."""
    lengths = {}
    for entry in entries:
        lengths.setdefault(entry[0], set()).add(len(entry))
    letters = {}
    for letter, found in sorted(lengths.items()):
        letters.setdefault(tuple(sorted(found)), []).append(letter)
    return {found: "".join(alike) for found, alike in sorted(letters.items())}


def weights(table, bias, leaning, unit):
    """Give the text of weights.py: signal -> hundredths of log-odds for simple, code and reasoning."""
    lines = [
        '"""What each signal says for the simple, the code and the reasoning tier, in hundredths of log-odds.',
        "",
        "Written by `tests/routing/fit.py write` from the labelled prompts beside it.",
        '"""',
        "",
        "# fmt: off",
        "# Log-odds to a factor e of probability, as calibrated by cross-validation.",
        f"UNIT = {unit}",
        f"BIAS = {bias!r}",
        "# Added before the choice: how much likelier than the labelled prompts each tier must look to be chosen.",
        f"LEANING = {leaning!r}",
        "WEIGHTS: dict[str, tuple[int, int, int]] = {",
    ]
    lines += [f"    {quoted(name)}: {weight!r}," for name, weight in sorted(table.items())]
    return "\n".join([*lines, "}", ""])


def write(name, text):
    (ROOM / f"{name}.py").write_text(text, encoding="utf8")


def quoted(text):
    return json.dumps(text, ensure_ascii=False)
