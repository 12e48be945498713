"""The labelled prompts beside this file: read them, and part them so that near-duplicates stay together."""

import collections
import json
from pathlib import Path

from assistant.cli.stdin import unnamed
from assistant.prompt import Attachment, Prompt

HERE = Path(__file__).parent
TIERS = ("simple", "code", "reasoning")
TABLES = ("english", "world", "further", "harder", "everyday", "mixed", "brought", "terse")


def labelled(*tables):
    """Give the rows of the named tables: prompt, stdin, label, why; the first of two equal ones."""
    rows = {}
    for table in tables:
        for line in (HERE / f"{table}.jsonl").read_text(encoding="utf8").splitlines():
            if line.strip():
                row = json.loads(line)
                rows.setdefault((row["prompt"], row.get("stdin", "")), row | {"table": table})
    return list(rows.values())


def as_prompt(row):
    text = row.get("stdin", "")
    return Prompt(row["prompt"], (Attachment(text),) if text else ())


def as_piped(row):
    """Give the prompt as the command line would: what the text is has been told by its looks."""
    text = row.get("stdin", "")
    return Prompt(row["prompt"], (unnamed(text),) if text else ())


def families(rows):
    """Give each row the number of its family: prompts that share nearly half of their letter groups."""
    parent = list(range(len(rows)))

    def root(at):
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    seen, where = [], collections.defaultdict(list)
    for at, row in enumerate(rows):
        text = row["prompt"].lower()
        width = 4 if text.isascii() else 3
        grams = {text[i : i + width] for i in range(max(1, len(text) - width + 1))}
        shared = collections.Counter(other for gram in grams for other in where[gram])
        for gram in grams:
            where[gram].append(at)
        seen.append(grams)
        for other, count in shared.items():
            if count > 0.45 * len(grams | seen[other]):
                parent[root(other)] = root(at)
    return [root(at) for at in range(len(rows))]
