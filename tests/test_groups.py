"""Commands that have commands of their own, called by their own name alone."""

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    ("name", "default"), [("log", "list"), ("config", "show"), ("key", "status"), ("template", "list")]
)
def test_a_group_alone_does_what_is_asked_of_it_most(ask: Run, name: str, default: str) -> None:
    ask("--demo", "--no-stream", "hello")
    alone, named = ask(name), ask(name, default)
    assert alone == named
    assert f"Without a command: {default}." in ask(name, "--help").out


def test_the_options_of_the_default_may_follow_the_group(ask: Run) -> None:
    for word in ("one", "two", "three"):
        ask("--demo", "--no-stream", word)
    assert [line.split()[-1] for line in ask("log", "-n", "2").out.splitlines()] == ["three", "two"]


def test_a_group_with_no_default_shows_its_help(ask: Run) -> None:
    alone = ask("completions")
    assert (alone.code, alone.out) == (2, "")
    assert alone.err == ask("completions", "--help").out


def test_the_themes_have_colours_in_a_pipe_only_where_they_are_wanted(ask: Run) -> None:
    assert "\x1b" not in ask("theme").out
    assert "\x1b[" in ask("theme", "--color", "always").out
