"""How the router does on prompts that no rule and no weight was made from: `sealed`, `blind` and `short`, never to be fitted on."""

import json
from pathlib import Path

import pytest

from assistant.routing.classify import classify
from tests.routing.prompts import TABLES, as_prompt

SETS = ("sealed", "blind", "short")


def rows_of(name):
    lines = (Path(__file__).parent / f"{name}.jsonl").read_text(encoding="utf8").splitlines()
    return [json.loads(line) for line in lines]


def share(rows, wanted):
    return sum(map(wanted, rows)) / len(rows)


def chosen(row):
    return classify(as_prompt(row)).tier.label


def labelled(name, label):
    return [row for row in rows_of(name) if row["label"] == label]


def test_the_sealed_prompts_stay_out_of_the_fit():
    assert not {*SETS} & {*TABLES}


@pytest.mark.parametrize(("name", "least"), [("sealed", 0.88), ("blind", 0.92), ("short", 0.94)])
def test_sealed_prompts_are_routed_right_seven_times_in_eight(name, least):
    assert share(rows_of(name), lambda row: chosen(row) == row["label"]) >= least


@pytest.mark.parametrize(("name", "least"), [("sealed", 0.82), ("blind", 0.85), ("short", 0.9)])
def test_hard_problems_are_seen_four_times_in_five(name, least):
    assert share(labelled(name, "reasoning"), lambda row: chosen(row) == "reasoning") >= least


@pytest.mark.parametrize("name", SETS)
def test_simple_prompts_are_kept_off_the_dear_tier(name):
    assert share(labelled(name, "simple"), lambda row: chosen(row) != "reasoning") >= 0.95
