"""The reasons of a decision, read as a stranger would."""

import re

import pytest

from assistant.prompt import Attachment, Prompt
from assistant.routing.classify import classify
from assistant.routing.quoting import as_typed
from assistant.routing.reading import folded, read, words_of
from tests.routing.prompts import TABLES, as_prompt, labelled

CODE = (
    "def total(rows):\n    n = 0\n    for row in rows:\n        n += row.price * row.count\n    return n\n"
    * 3
)


def reasons(words, stdin=""):
    return [str(reason) for reason in classify(Prompt(words, (Attachment(stdin),) if stdin else ())).reasons]


def test_what_a_reason_quotes_stands_in_the_prompt():
    for row in labelled(*TABLES)[::5]:
        prompt = as_prompt(row)
        said = " ".join(prompt.text.split())
        for reason in classify(prompt).reasons:
            for quoted in re.findall("“(.*?)”", reason.text):
                for piece in quoted.split(" … "):
                    assert piece in said, (row["prompt"], reason.text)


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("Warum HÄNGT mein Programm manchmal", "HÄNGT"),
        ("an O(1)  LRU cache in Go", "O(1)"),
        ("Schließ das: beweise, daß x > 0, STRAßE prüfen, und übersetze", "beweise"),
        ("KANITLA: bu algoritma sonlanır", "KANITLA"),
        ("explain how to PREFIX, then Fix\tit", "Fix"),
    ],
)
def test_words_are_quoted_as_they_were_typed(words, quoted):
    reading = read(Prompt(words))
    seen = " ".join(words_of(folded(quoted)))
    assert as_typed(reading, seen) == quoted


def test_no_reason_is_said_twice():
    for row in labelled(*TABLES)[::5]:
        texts = [reason.text for reason in classify(as_prompt(row)).reasons]
        assert len(set(texts)) == len(texts) <= 3


@pytest.mark.parametrize(
    ("words", "stdin", "first"),
    [
        ("who invented dijkstra", "", "“who … dijkstra” is an easy question about a hard thing (E7)"),
        ("prove that sqrt(2) is irrational", "", "“prove that” wants an argument, not a lookup (R2)"),
        ("leetcode 42", "", "“leetcode 42” is a contest problem of medium level or more (E3)"),
        ("hello", "", "“hello” is small talk"),
        ("tetris in rust", "", "“tetris” is a small game to be written (E16)"),
        ("KANITLA: her ağacın n-1 kenarı vardır", "", "“KANITLA” wants an argument, not a lookup (R2)"),
        ("add type hints and tests", CODE, "“type hints” asks for work on what came with it"),
    ],
)
def test_the_first_reason_is_the_telling_one(words, stdin, first):
    assert reasons(words, stdin)[0] == first


def test_words_that_tell_nothing_are_no_reason():
    for row in labelled(*TABLES)[::5]:
        for reason in classify(as_prompt(row)).reasons:
            if reason.rule == "words":
                assert not {"nothing", "where", "from", "returns"} & set(re.findall(r"\w+", reason.text))


@pytest.mark.parametrize(
    ("words", "untrue"),
    [
        ("import error: no module named yaml", "small talk"),
        ("import error: no module named yaml", "library"),
        ("ls: cannot access 'x': No such file or directory", "small talk"),
        ("slugify a title in ruby", "small output"),
        ("prove me wrong: vim is better than emacs", "argument"),
        (CODE, "lines"),
        (f"add type hints\n{CODE}", "lines"),
    ],
)
def test_no_reason_is_given_that_is_not_true(words, untrue):
    assert not any(untrue in reason for reason in reasons(words))


def test_nothing_is_said_to_be_attached_where_nothing_is():
    assert not any("attached" in reason for reason in reasons("terraform module for a vpc with 3 subnets"))
    assert "15 lines of code attached" in reasons("add type hints", CODE)
