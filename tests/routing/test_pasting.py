"""Material pasted into the words of a prompt: it is read as what it is, and not as what is asked."""

import pytest

from assistant.prompt import Prompt
from assistant.routing.classify import classify
from assistant.routing.pasting import apart
from assistant.routing.reading import HEAD, read
from tests.routing.prompts import as_prompt

ROWS = {
    "log": [f"2026-11-28 12:00:{at} INFO web[{at}] GET /item/{at} 200 {at}ms user logged in" for at in range(10, 50)],
    "access": [
        f'10.0.0.{at} - - [28/Nov/2026:12:00:{at} +0000] "GET /n/{at} HTTP/1.1" 200 {at * 7}' for at in range(10, 50)
    ],
    "csv": [f"{at},widget {at},{at * 3}.50" for at in range(40)],
    "pods": [f"web-7d9f8-x{at} 1/1 Running {at} {at}d" for at in range(10, 40)],
    "tasks": [f"- call supplier number {at} about the invoice" for at in range(40)],
    "shopping": [f"{at}. buy milk and eggs" for at in range(1, 61)],
    "names": [f"item {at}" for at in range(99)],
}  # fmt: skip


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("words", ["convert this to json", "what does this mean", "which line is odd", ""])
def test_rows_pasted_into_a_prompt_count_as_if_they_were_attached(rows, words):
    text = "\n".join(rows)
    pasted = classify(Prompt(f"{words}\n{text}"))
    assert pasted.tier is classify(as_prompt({"prompt": words, "stdin": text})).tier
    assert apart(f"{words}\n{text}\nthanks") == (f"{words}\nthanks", text)


@pytest.mark.parametrize(
    "text",
    [
        "build a shop:\n- users log in\n- they search\n- they pay by card\n- they get a mail\n- admins see orders\n- tests",
        "1. parse the file\n2. drop the empty rows\n3. sort by price\n4. write it back\n5. report\n6. exit with 1 on errors",
        "Dear all,\nwe want a small tool.\nIt reads mail,\nand it files it.\nIt runs at night.\nWho writes it?",
    ],
)
def test_a_list_of_demands_and_prose_are_what_is_asked(text):
    assert apart(text) == (text, "")


def test_a_long_prompt_is_not_cut_within_a_word():
    words = "summarise ".join(f"{'x' * at} " for at in range(60))
    for shift in range(12):
        text = "y" * shift + words
        assert len(text) > HEAD
        assert set(read(Prompt(text)).words) <= set(text.split())
