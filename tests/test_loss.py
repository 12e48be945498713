"""What of a file is not in the text that would take its place, and what is no file at all."""

import pytest

from assistant.cli.loss import is_difference, loss

PYTHON = "".join(f"def f{number}(x):\n    return x + {number}\n\n\n" for number in range(4))
JAVA = "".join(f"  static int f{number}(int x) {{\n    return x + {number};\n  }}\n\n" for number in range(4))
GO = "".join(f"func (s *Server) F{number}(x int) int {{\n\treturn x\n}}\n\n" for number in range(4))
ARROWS = "".join(f"export const f{number} = async (x) => {{\n  return x;\n}};\n\n" for number in range(4))
SHELL = "".join(f"f{number}() {{\n  echo {number}\n}}\n\n" for number in range(4))
NOTES = "".join(f"{number}. Buy what is needed for room {number}.\n" for number in range(20))


def parts(text: str, count: int) -> str:
    """Give the first `count` of the parts of a text."""
    return "\n\n".join(text.split("\n\n")[:count])


@pytest.mark.parametrize("text", [PYTHON, JAVA, GO, ARROWS, SHELL])
def test_definitions_that_would_go_are_named(text: str) -> None:
    assert loss(text, text) == ""
    assert loss(text, parts(text, 1)).startswith("3 of 4 definitions would go: ")
    assert loss(text, parts(text, 1) + "\n\ndef helper():\n    pass\n").startswith("3 of 4 definitions")


def test_what_is_renamed_added_or_moved_about_is_not_lost() -> None:
    assert loss(PYTHON, PYTHON.replace("def f", "def new")) == ""
    assert loss(PYTHON, f"import x\n\n{PYTHON}\n\ndef g():\n    pass\n") == ""
    assert loss(PYTHON, parts(PYTHON, 9).replace("def f0(x):\n    return x + 0\n", "")) == ""
    assert loss("def f():\n    return 1\n", "f = 1\n") == ""
    assert loss("", PYTHON) == ""


def test_a_text_that_is_far_shorter_is_told() -> None:
    assert loss(NOTES, NOTES[:500]) == ""
    assert loss(NOTES, NOTES[:90]).endswith("characters would be left")
    assert loss("a = 1\nb = 2\nc = 3\n", "a = 1\n") == ""
    assert loss("a = 1\n", "\n") == "0 of 3 characters would be left"


@pytest.mark.parametrize(
    "line",
    [
        "# ... rest unchanged", "    // ...", "/* … */", "  {/* ... existing JSX ... */}", "<!-- ... -->", "...",
        "# (rest of the file unchanged)", "// rest of your code here", "# The rest of the code remains the same",
        "// existing code here", "-- [... as before ...]", "    // other methods unchanged", "# ... 其余不变",
    ],
)  # fmt: skip
def test_a_line_that_stands_for_others_is_told(line: str) -> None:
    after = f"{PYTHON}{line}\n"
    assert loss(PYTHON, after) == f'"{line.strip()}" stands for what was left out'
    assert loss(after, after) == ""


@pytest.mark.parametrize(
    "line",
    [
        "    ...", "def f(): ...", "# ...and so on", "# the rest of the items stay", "# existing methods are called",
        "x = [1, ...]", "print('...')", "# wait...",
    ],
)  # fmt: skip
def test_other_dots_and_comments_stand_for_nothing(line: str) -> None:
    assert loss(PYTHON, f"{PYTHON}{line}\n") == ""


def test_what_changes_a_file_is_told_from_a_file() -> None:
    for text in (
        "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
        "diff --git a/x b/x\n",
        "@@ -1,2 +1,2 @@\n-a\n+b\n",
        "*** Begin Patch\n*** Update File: x\n@@\n-a\n+b\n",
        "x.py\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n",
    ):
        assert is_difference("", text)
    assert is_difference("diff", "-a\n+b\n")
    for text in (PYTHON, GO, NOTES, "- a\n- b\n", "---\ntitle: x\n---\n"):
        assert not is_difference("", text)
