"""How the router does on prompts that no rule and no weight was made from: `sealed.jsonl`, never to be fitted on."""

import json
from pathlib import Path

from assistant.routing.classify import classify
from tests.routing.prompts import TABLES, as_prompt

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "sealed.jsonl").read_text(encoding="utf8").splitlines()
]


def share(rows, wanted):
    return sum(map(wanted, rows)) / len(rows)


def chosen(row):
    return classify(as_prompt(row)).tier.label


def test_the_sealed_prompts_stay_out_of_the_fit():
    assert "sealed" not in TABLES


def test_sealed_prompts_are_routed_right_six_times_in_seven():
    assert share(ROWS, lambda row: chosen(row) == row["label"]) >= 0.86


def test_hard_problems_are_seen_three_times_in_four():
    hard = [row for row in ROWS if row["label"] == "reasoning"]
    assert share(hard, lambda row: chosen(row) == "reasoning") >= 0.75


def test_simple_prompts_are_kept_off_the_dear_tier():
    simple = [row for row in ROWS if row["label"] == "simple"]
    assert share(simple, lambda row: chosen(row) != "reasoning") >= 0.95
