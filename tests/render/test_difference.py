"""A difference for a person to read."""

from assistant.render.difference import difference, in_colours


def test_what_is_taken_out_is_coloured_and_the_names_are_not() -> None:
    lines = difference("-- sums\na\n", "a\n", names=("m", "n"))
    assert list(in_colours(lines)) == [
        "--- m", "+++ n", "\x1b[36m@@ -1,2 +1 @@\x1b[0m", "\x1b[31m--- sums\x1b[0m", " a",
    ]  # fmt: skip


def test_a_line_break_in_a_name_makes_no_line() -> None:
    assert difference("", "a\n", names=("m\n+b", "n\r\n c"))[:2] == ["--- m␊+b", "+++ n␍␊ c"]
