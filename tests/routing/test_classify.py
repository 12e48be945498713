"""The classifier: what it owes to any text, and to prompts whose right answer is known."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.catalog import Tier
from assistant.prompt import Attachment, Prompt
from assistant.routing.classify import classify
from tests.routing.prompts import TABLES, as_prompt, labelled

S, C, R = Tier.SIMPLE, Tier.CODE, Tier.REASONING
RACE = "let data;\nfetch('/api').then(r => r.json()).then(d => data = d);\nconsole.log(data);\n"


@pytest.mark.parametrize(
    ("words", "stdin", "tier"),
    [
        ("Write a Python function to flatten a nested list recursively", "", S),
        ("Fix the race condition in this async/await code", RACE, C),
        ("Implement Dijkstra's shortest path in TypeScript", "", R),
        ("Review this Go code for security issues and performance", "", C),
        ("Build a REST API endpoint with Express.js that paginates and filters users", "", C),
    ],
)
def test_the_five_tasks_of_the_field_report_go_where_it_sends_them(words, stdin, tier):
    assert classify(as_prompt({"prompt": words, "stdin": stdin})).tier is tier


@pytest.mark.parametrize(
    "words", ["who invented dijkstra", "photograph prefix", "hello", "谢谢", "classic paragraph"]
)
def test_a_hard_word_in_passing_is_no_hard_problem(words):
    assert classify(Prompt(words)).tier is S


def test_nearly_all_of_the_labelled_prompts_go_right():
    rows = labelled(*TABLES)
    right = sum(classify(as_prompt(row)).tier.label == row["label"] for row in rows)
    assert right >= 0.98 * len(rows)


@pytest.mark.parametrize(
    ("words", "before", "tier"),
    [
        ("now prove it", "write quicksort in c", R),
        ("thanks", "implement dijkstra in c", S),
        ("and in Go?", "write a flask api for todos with tests", C),
        ("and in Go?", "Implement Dijkstra's shortest path in TypeScript", C),
        ("and in Go?", "how do i reverse a string", S),
        ("shorter", "explain raft", S),
    ],
)
def test_a_follow_up_is_read_with_the_turn_before(words, before, tier):
    assert classify(Prompt(words), (before,)).tier is tier


def test_the_system_prompt_never_counts():
    assert classify(Prompt("hello", system="prove the theorem")) == classify(Prompt("hello"))


ODD = st.text(max_size=400) | st.text(
    alphabet=st.characters(categories=["Cs", "So", "Cc", "Lo"]), max_size=200
)


@settings(max_examples=150, deadline=None)
@given(ODD, ODD)
def test_any_text_is_classified_alike_each_time_with_a_reason_and_a_chance(words, stdin):
    prompt = Prompt(words, (Attachment(stdin),))
    decision = classify(prompt)
    assert decision == classify(prompt)
    assert decision.reasons
    assert 0 < decision.confidence <= 1


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=12), st.sampled_from(["words", "stdin"]))
def test_repeats_of_anything_are_read_in_no_time(piece, where):
    text = piece * (100_000 // len(piece))
    prompt = Prompt(text) if where == "words" else Prompt("why", (Attachment(text),))
    classify(prompt)
    assert min(seconds(prompt) for _ in range(3)) < 0.05


def test_a_megabyte_on_one_line_and_ten_of_input_are_sampled():
    assert min(seconds(Prompt("x" * 1_000_000)) for _ in range(3)) < 0.05
    assert min(seconds(Prompt("why", (Attachment("a = b(c)\n" * 1_100_000),))) for _ in range(3)) < 0.05


def seconds(prompt):
    start = time.perf_counter()
    classify(prompt)
    return time.perf_counter() - start
