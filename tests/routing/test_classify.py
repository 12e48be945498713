"""The classifier: what it owes to any text, and to prompts whose right answer is known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.catalog import Tier
from assistant.conversation import GO_ON, NOTHING_SAID
from assistant.prompt import Attachment, Prompt
from assistant.routing.classify import classify
from assistant.routing.material import material_of, sampled
from assistant.routing.reading import HEAD, TAIL, read
from assistant.routing.signals import bare
from tests.routing.prompts import TABLES, as_prompt, labelled

S, C, R = Tier.SIMPLE, Tier.CODE, Tier.REASONING
QUEUE = "design a lock-free MPMC queue"
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


GCD = "def gcd(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n"


@pytest.mark.parametrize(
    "words",
    [
        "port this to Rust without unsafe", "port this to go", "übersetze das nach Go", "bunu Go'ya çevir",
        "把这段代码改写成Rust", "이 코드를 Rust로 바꿔줘", "pásalo a Rust", "traduis ça en Go", "переведи на Go",
    ],
)  # fmt: skip
def test_code_that_is_put_into_another_language_is_programming_work(words):
    assert classify(as_prompt({"prompt": words, "stdin": GCD})).tier is C


@pytest.mark.parametrize(
    ("words", "tier"),
    [
        ("fix the following: my dijkstra returns wrong distances for negative edges", R),
        ("build me a SaaS billing system with proration", C),
        ("SELECT * FROM t WHERE a = NULL returns nothing", S),
        ("напиши юнит-тесты для этого класса", C),
        ("esta consulta es lenta, optimízala", C),
        ("απόδειξε ότι αυτός ο αλγόριθμος τερματίζει", R),
        ("chứng minh rằng thuật toán này kết thúc", R),
        ("أثبت أن هذه الخوارزمية تنتهي", R),
        ("which port does redis use", S),
        ("is bun free for commercial use", S),
    ],
)
def test_what_is_asked_for_is_seen_in_passing_words_and_other_tongues(words, tier):
    assert classify(Prompt(words)).tier is tier


@pytest.mark.parametrize(
    ("words", "tier"),
    [
        ("why would a kafka consumer group lose messages only during a rolling deploy", R),
        ("migrate a 4TB postgres table to a new schema with zero downtime and the ability to roll back", R),
        ("what is the birthday paradox", S),
        ("разработай алгоритм консенсуса для 5 узлов который переживает потерю двух", R),
        ("что такое алгоритм консенсуса", S),
        ("traverse a tree preorder inorder postorder", C),
        ("what is preorder", S),
        ("エラーハンドリングを追加して", C),
        ("エラーハンドリングとは", S),
        ("prove me wrong: vim is better than emacs", S),
        ("prove that vim's undo tree is acyclic", R),
        ("design pattern for undo", S),
        ("implement the observer design pattern in java", C),
        ("todo cli in go", C),
    ],
)
def test_a_phrase_is_read_as_what_it_asks_for_as_a_whole(words, tier):
    assert classify(Prompt(words)).tier is tier


def test_a_question_about_a_race_is_judged_by_the_code_it_came_with():
    assert classify(as_prompt({"prompt": "is there a race here", "stdin": RACE + GCD * 2})).tier is C
    assert classify(Prompt("is there a race here")).tier is S


@pytest.mark.parametrize(
    ("word", "meant"), [("optimizala", "optimiza"), ("go'ya", "go"), ("الدالة", "دالة"), ("class", "class")]
)
def test_a_word_is_known_by_what_is_written_onto_it(word, meant):
    assert bare(word) == meant


def test_nearly_all_of_the_labelled_prompts_go_right():
    rows = labelled(*TABLES)
    right = sum(classify(as_prompt(row)).tier.label == row["label"] for row in rows)
    assert right >= 0.98 * len(rows)


@pytest.mark.parametrize(
    ("words", "before", "tier"),
    [
        ("now prove it", "write quicksort in c", R),
        ("make it lock free", "write a queue in c", R),
        ("now in python", "prove that quicksort terminates", C),
        ("thanks", "implement dijkstra in c", S),
        ("and in Go?", "write a flask api for todos with tests", C),
        ("and in Go?", "Implement Dijkstra's shortest path in TypeScript", C),
        ("and in Go?", "how do i reverse a string", S),
        ("shorter", "explain raft", S),
        ("why?", "how do i reverse a string", S),
        ("why?", QUEUE, R),
        ("continue", QUEUE, R),
        ("more details please", "write a flask api for todos with tests", C),
        ("继续", QUEUE, R),
        ("продолжай", QUEUE, R),
        ("¿por qué?", QUEUE, R),
        ("?", QUEUE, R),
        ("¿", QUEUE, R),
        ("¡ ¡", QUEUE, R),
        ("\u093c", QUEUE, R),
        ("why is the sky blue", QUEUE, S),
        ("hello", QUEUE, S),
    ],
)
def test_a_follow_up_is_read_with_the_turn_before(words, before, tier):
    assert classify(Prompt(words), (before,)).tier is tier


def test_a_follow_up_of_a_follow_up_keeps_the_tier_of_what_both_go_on_with():
    said = NOTHING_SAID
    for words in ("x" * 99, "what is a monad?" * 5, QUEUE, "why?", GO_ON, "continue"):
        said = said.asked(Prompt(words)).answered("So it is.")
    assert said.last_questions() == ("what is a monad?" * 5, QUEUE, "why?", "continue")
    assert classify(Prompt("and?"), said.last_questions()).tier is R


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (
            "Implement Dijkstra's shortest path in TypeScript",
            "“Go” goes on with the turn before, which was reasoning: work on its answer is code",
        ),
        ("write a flask api for todos with tests", "“Go” goes on with the turn before, which was code"),
    ],
)
def test_a_follow_up_says_why_it_has_the_tier_it_has(before, why):
    assert str(classify(Prompt("and in Go?"), (before,)).reasons[0]) == why


def test_a_follow_up_without_a_word_is_quoted_as_it_was_typed():
    why = "“¿ ¡” goes on with the turn before, which was reasoning"
    assert str(classify(Prompt(" ¿  ¡"), (QUEUE,)).reasons[0]) == why


def test_the_system_prompt_never_counts():
    assert classify(Prompt("hello", system="prove the theorem")) == classify(Prompt("hello"))


ODD = st.text(max_size=400) | st.text(
    alphabet=st.characters(categories=["Cs", "So", "Cc", "Lo"]), max_size=200
)


@settings(max_examples=150)
@given(ODD, ODD)
def test_any_text_is_classified_alike_each_time_with_a_reason_and_a_chance(words, stdin):
    prompt = Prompt(words, (Attachment(stdin),))
    decision = classify(prompt)
    assert decision == classify(prompt)
    assert decision.reasons
    assert 0 < decision.confidence <= 1


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=12))
def test_of_a_long_text_only_samples_are_read(piece):
    text = piece * (100_000 // len(piece))
    assert len(read(Prompt(text)).text) <= 2 * (HEAD + TAIL) + 1  # a letter may fold to two
    assert len(sampled(text)) <= 5002
    assert classify(Prompt(text)).reasons
    assert classify(Prompt("why", (Attachment(text),))).reasons


def test_of_ten_megabytes_the_lines_are_taken_to_be_alike():
    material = material_of(Attachment("return f(x);\n" * 800_000))
    assert (material.nature, material.size) == ("code", "long")
    assert abs(material.lines - 800_000) < 800
