"""Fit the classifier's table of weights from the labelled prompts beside this file.

    python tests/routing/fit.py words    write assistant/routing/vocabulary.py from the lexicon
    python tests/routing/fit.py check    cross-validate and print what it would score
    python tests/routing/fit.py write    fit on every row and write assistant/routing/weights.py

Needs numpy, scipy and scikit-learn; the product needs none of them.
"""

import collections
import random
import re
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import tables  # noqa: E402

if sys.argv[1:] == ["words"]:
    tables.write("vocabulary", tables.vocabulary())
    raise SystemExit

import numpy as np  # noqa: E402
from prompts import TABLES, TIERS, as_piped, as_prompt, families, labelled  # noqa: E402
from scipy.sparse import csr_matrix, vstack  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

from assistant.routing.reading import read, words_of  # noqa: E402
from assistant.routing.signals import signals  # noqa: E402

STRENGTH = 2  # inverse of the regularisation; the larger, the more a rare signal may weigh
COPIES = 40  # readings of each prompt with words and signals left out, so that no prompt hangs on one of them
LOST_WORDS, LOST_SIGNALS = 0.1, 0.4
SEEN = 2  # rows a signal must be seen in
GRAIN = 4  # hundredths a weight is rounded to: the fewer different ones, the faster they are loaded
FAINT = 20  # hundredths of log-odds below which a weight is left out
LEANING = (0, 0, -48)  # the labelled prompts hold more hard ones than a day at a terminal does
SCALES = {"is": 1.5, "rule": 1.5, "pair": 0.6, "word": 1.4, "bigram": 0.6}
SHAPES = {"is", "starts", "rule", "len", "with", "inside", "has", "holds", "mark", "commas", "lines", "shape"}
NATURAL, HARD = np.array([0.70, 0.25, 0.05]), np.array([0.40, 0.25, 0.35])
PRICES = np.array([0.25, 0.35, 2.50])


def kind(name):
    head, colon, _ = name.partition(":")
    if colon and head in SHAPES:
        return head
    for mark, kind_ in (("+", "pair"), ("~", "stem"), (" ", "bigram")):
        if mark in name and len(name) > 3:
            return kind_
    return "word"


def matrix(found, names):
    places = [(row, names[name]) for row, signs in enumerate(found) for name in signs if name in names]
    rows, columns = zip(*places, strict=True)
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(found), len(names)))


def thinned(reading, chance):
    """Give a reading with words left out at random, as another hand would have written it."""
    text = re.sub(r"\w+", lambda word: word[0] if chance.random() > LOST_WORDS else " ", reading.text)
    return replace(reading, words=words_of(text), text=text) if words_of(text) else reading


def copied(rows):
    """Give the signals of each copy of all rows, in every second of which the attachments are known by their looks."""
    chance = random.Random(1)
    readings = [[read(prompt(row)) for row in rows] for prompt in (as_prompt, as_piped)]
    return [[signals(thinned(reading, chance)) for reading in readings[copy % 2]] for copy in range(COPIES)]


def fitted(found, copies, labels):
    """Give the signals' numbers and their weights (hundredths of log-odds), and the bias."""
    counts = collections.Counter(name for signs in found for name in signs)
    names = {
        name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= SEEN))
    }
    scale = np.array([SCALES.get(kind(name), 1.0) for name in names])
    chance = np.random.RandomState(0)
    seen = [matrix(found, names)]
    for copy in copies:
        kept = matrix(copy, names)
        kept.data *= (chance.rand(len(kept.data)) > LOST_SIGNALS) / (1 - LOST_SIGNALS)
        seen.append(kept)
    model = LogisticRegression(C=STRENGTH / len(seen), max_iter=400)
    model.fit(vstack(seen).multiply(scale).tocsr(), np.tile(labels, len(seen)))
    return names, (model.coef_ * scale).T * 100, model.intercept_ * 100


def foreseen(found, copies, labels, groups, folds=5, seed=0):
    """Give each row's totals from a fit that has not seen its family."""
    ids = np.unique(groups)
    np.random.RandomState(seed).shuffle(ids)
    fold = {group: at % folds for at, group in enumerate(ids)}
    part = np.array([fold[group] for group in groups])
    totals = np.zeros((len(labels), 3))
    for at in range(folds):
        train, rest = np.where(part != at)[0], np.where(part == at)[0]
        learnt = [[copy[i] for i in train] for copy in copies]
        names, weight, bias = fitted([found[i] for i in train], learnt, labels[train])
        totals[rest] = matrix([found[i] for i in rest], names) @ weight + bias
    return totals


def temperature(totals, labels):
    """Give the log-odds (in hundredths) that make the chances true: the least log loss."""

    def loss(unit):
        shifted = totals / unit
        return np.mean(np.logaddexp.reduce(shifted, axis=1) - shifted[np.arange(len(labels)), labels])

    return min(range(40, 250, 2), key=loss)


def report(title, totals, labels, unit):
    chosen = (totals + np.array(LEANING)).argmax(1)
    confusion = np.array(
        [[np.mean(chosen[labels == gold] == tier) for tier in range(3)] for gold in range(3)]
    )
    mix = confusion * NATURAL[:, None]
    f1 = np.mean([2 * mix[t, t] / (mix[t].sum() + mix[:, t].sum()) for t in range(3)])
    cost = (mix.sum(0) * PRICES).sum() / (NATURAL * PRICES).sum()
    hard = np.trace(confusion * HARD[:, None])
    recall = " ".join(f"{confusion[t, t]:.3f}" for t in range(3))
    print(
        f"{title:10} n={len(labels):5} accuracy {np.mean(chosen == labels):.3f} recall {recall} | natural mix: accuracy {np.trace(mix):.3f} F1 {f1:.3f} cost {cost:.2f} | hard mix {hard:.3f}, simple kept off reasoning {1 - confusion[0, 2]:.3f}"
    )
    odds = np.exp((totals - totals.max(1, keepdims=True)) / unit)
    sure = odds[np.arange(len(labels)), chosen] / odds.sum(1)
    print(
        "           "
        + "  ".join(
            f"{low:.1f}-{low + 0.1:.1f}: {np.mean((chosen == labels)[near]):.2f} of {near.sum()}"
            for low in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
            if (near := (sure >= low) & (sure < low + 0.1 + (low == 0.9))).any()
        )
    )
    return chosen


def main():
    rows = labelled(*TABLES)
    found, copies = [signals(read(as_prompt(row))) for row in rows], copied(rows)
    labels = np.array([TIERS.index(row["label"]) for row in rows])
    totals = foreseen(found, copies, labels, families(rows))
    unit = temperature(totals, labels)
    chosen = report("all", totals, labels, unit)
    for table in TABLES:
        of = np.array([row["table"] == table for row in rows])
        if of.any():
            report(table, totals[of], labels[of], unit)
    print("unit", unit)
    if "misses" in sys.argv:
        for row, gold, tier in zip(rows, labels, chosen, strict=True):
            if gold != tier:
                print(
                    f"{TIERS[gold]:>9} -> {TIERS[tier]:9} {row['table'][:3]} {row.get('why', '')[:6]:6} {row['prompt'][:150]!r} {len(row.get('stdin', ''))}"
                )
    if "write" in sys.argv:
        names, weight, bias = fitted(found, copies, labels)
        table = {
            name: tuple(GRAIN * round(float(value) / GRAIN) for value in weight[at])
            for name, at in names.items()
            if np.abs(weight[at]).max() >= FAINT
        }
        tables.write(
            "weights", tables.weights(table, tuple(round(float(value)) for value in bias), LEANING, unit)
        )
        print(len(table), "of", len(names), "signals written")


if __name__ == "__main__":
    main()
