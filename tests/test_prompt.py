"""What a question tells of itself."""

import pytest

from assistant.prompt import Attachment, Prompt, language_of

SCRIPT, NOTES, PROGRAM = (
    Attachment("x", language="javascript"),
    Attachment("x"),
    Attachment("x", language="rust"),
)


@pytest.mark.parametrize(
    ("prompt", "language"),
    [
        (Prompt("fix this", (SCRIPT,)), "javascript"),
        (Prompt("write it in python", (NOTES, PROGRAM, SCRIPT)), "rust"),
        (Prompt("A debounce in TypeScript, please"), "typescript"),
        (Prompt("why is this (rust)?", (NOTES,)), "rust"),
        (Prompt("can we go from a to c"), ""),
        (Prompt("word " * 250 + "python"), ""),
    ],
)
def test_the_language_is_that_of_what_is_attached_else_one_that_is_named(
    prompt: Prompt, language: str
) -> None:
    assert prompt.language == language


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("a/s", ""),
        ("go", ""),
        ("q.s", "asm"),
        ("lib.d/Makefile", "makefile"),
        ("x.Dockerfile", "dockerfile"),
        ("Jenkinsfile", ""),
    ],
)
def test_a_name_without_an_ending_tells_no_language_but_for_those_that_are_known(
    name: str, language: str
) -> None:
    assert language_of(name) == language
