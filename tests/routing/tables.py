"""Write the two generated modules of assistant/routing: the vocabulary from the lexicon, the weights from a fit."""

import json
import re
from pathlib import Path

from lexicon import CONCEPTS

from assistant.routing.reading import folded, words_of

ROOM = Path(__file__).parent.parent.parent / "assistant" / "routing"
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def vocabulary():
    """Turn the lexicon about: the text of vocabulary.py."""
    singles, stems, phrases, scripts = {}, {}, {}, {}
    for name, concept in CONCEPTS.items():
        for raw in folded(concept.words).split(","):
            entry = " ".join(raw.split())
            if CJK.match(entry):
                whole = entry.rstrip("*")
                if len(whole) == 1 and "\uac00" <= whole <= "\ud7a3":
                    singles.setdefault(whole, []).append(name)
                else:
                    scripts.setdefault(whole[0], {}).setdefault(whole, []).append(name)
                continue
            words = words_of(entry)
            if len(words) == 1:
                (stems if entry.endswith("*") else singles).setdefault(words[0], []).append(name)
            elif words:
                tail = "" if entry.endswith("*") else " "
                phrases.setdefault(words[0], {}).setdefault(" ".join(words) + tail, []).append(name)
    lines = [
        '"""The lexicon turned about for looking up. Written by `tests/routing/fit.py` from `tests/routing/lexicon.py`."""',
        "",
        "# fmt: off",
        "# ruff: noqa: E501",
        "SAYS: dict[str, str] = {",
    ]
    lines += [f"    {quoted(name)}: {quoted(concept.says)}," for name, concept in CONCEPTS.items()]
    for title, flat in (("SINGLES", singles), ("STEMS", stems)):
        lines += ["}", "", f"{title}: dict[str, tuple[str, ...]] = {{"]
        lines += [f"    {quoted(word)}: {once(names)}," for word, names in sorted(flat.items())]
    for title, table in (("PHRASES", phrases), ("SCRIPTS", scripts)):
        lines += ["}", "", f"{title}: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {{"]
        for first, entries in sorted(table.items()):
            inner = ", ".join(f"({quoted(entry)}, {once(names)})" for entry, names in sorted(entries.items()))
            lines.append(f"    {quoted(first)}: ({inner},),")
    return "\n".join([*lines, "}", ""])


def weights(table, bias, leaning, unit):
    """Give the text of weights.py: signal -> hundredths of log-odds for simple, code and reasoning."""
    lines = [
        '"""What each signal says for the simple, the code and the reasoning tier, in hundredths of log-odds.',
        "",
        "Written by `tests/routing/fit.py write` from the labelled prompts beside it.",
        '"""',
        "",
        "# fmt: off",
        "# ruff: noqa: E501",
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


def once(names):
    kept = list(dict.fromkeys(names))
    return "(" + ", ".join(map(quoted, kept)) + ("," if len(kept) == 1 else "") + ")"
