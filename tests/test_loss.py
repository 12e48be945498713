"""What of a file is not in the text that would take its place, and what is no file at all."""

import json

import pytest

from assistant.cli.foreign import foreign
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


TWELVE = "".join(f"def f{number}(x):\n    return x + {number}\n\n\n" for number in range(12))
MOST = parts(TWELVE, 9) + "\n\n\n"  # nine of them


@pytest.mark.parametrize(
    "line",
    [
        "# rest of code", "# keep the rest as is", "# existing code", "# same as before", "# unchanged", "# etc.",
        "# The rest is unchanged", "# other functions...", "# <rest of file>", "# The remaining functions are identical",
        "<!-- remaining code -->", "; rest of file", "/* other methods */", " * rest of the code", "{# rest #}",
        "' rest of file", "REM the rest is unchanged", "    pass  # same as before", "[rest of file unchanged]",
        "# keep existing code", "# body unchanged", "# 其余代码不变", "# resto del código", "# остальной код без изменений",
    ],
)  # fmt: skip
def test_a_comment_that_may_stand_for_others_does_where_something_is_gone(line: str) -> None:
    assert loss(TWELVE, f"{MOST}{line}\n") == f'"{line.strip()}" stands for what was left out'
    assert loss(f"{TWELVE}{line}\n", f"{MOST}{line}\n") == ""


@pytest.mark.parametrize(
    "line",
    [
        "# Remaining budget", "# rest parameters", "# same order as the input", "# unchanged files are skipped",
        "# items with the same key", "# existing methods are called", "# previous value", "# 残り時間", "# Others",
        "x = ['same']", "    'etc',", "# everything else fails", "# Rest of the arguments", "# restart the file",
    ],
)  # fmt: skip
def test_other_comments_stand_for_nothing_where_something_is_gone(line: str) -> None:
    assert loss(TWELVE, f"{MOST}{line}\n") == ""


def test_well_below_half_of_the_definitions_and_of_the_keys_is_told() -> None:
    assert loss(TWELVE, parts(TWELVE, 7)) == "5 of 12 definitions would go: f7, f8, f9, …"
    assert loss(TWELVE, MOST) == ""
    keys = {f"key{number}": {"id": number} for number in range(50)}
    for lines in (None, 1):
        whole = json.dumps(keys, indent=lines)
        assert loss(whole, json.dumps(dict([*keys.items()][:28]), indent=lines)) == (
            "44 of 100 keys would go: id, id, id, …"
        )
        assert loss(whole, json.dumps(dict([*keys.items()][:40]), indent=lines)) == ""
        assert loss(whole, whole.replace("key", "name")) == ""
    table = "".join(f"key{number} = {number}\n" for number in range(20))
    assert loss(table, table[: table.index("key11")]) == "9 of 20 keys would go: key11, key12, key13, …"


def test_another_program_is_told_from_one_whose_names_have_changed() -> None:
    orders = (
        "let orders = [];\n\nasync function loadOrders(customer) {\n  orders = await fetch(`/orders/${customer}`);\n}\n\n"
        "async function showOrders(customer) {\n  await loadOrders(customer);\n  console.log(orders.length);\n}\n"
    )
    other = (
        "async function loadData(url) {\n  return await fetch(url);\n}\n\n"
        "async function main() {\n  const data = await loadData('/api/data');\n  console.log(data);\n}\n"
    )
    assert loss(orders, other) == "2 of 2 definitions would go: loadOrders, showOrders"
    assert (
        loss(orders, orders.replace("loadOrders", "fetch_orders").replace("showOrders", "print_orders")) == ""
    )


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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "all:\n\tpytest src\n",
            ".PHONY: all lint\n\nall: lint\n\tpytest -q src\n\nlint:\n\truff check src\n",
        ),
        (
            "FROM node:18\nADD . .\nRUN npm install\n",
            "FROM node:22 AS deps\nCOPY . .\nRUN npm ci\nUSER node\n",
        ),
        ("host: localhost\nport: 80\n", "server:\n  host: 0.0.0.0\n  port: 443\nlog: info\n"),
        ("# Notes\n\n- speed\nx\n", "# To do\n\n- [ ] measure the speed\n- [ ] find x\n"),
        ("# メモ\n\n- 速度を測る\n", "# 作業メモ\n\n- 前後で速度を測定する\n"),
        ("export const x = 1;", "/** The first. */\nexport const x: number = 2;\n"),
        (
            "fetch('/api').then(r => d = r.json());\n",
            "const r = await fetch('/api');\nconst d = await r.json();\n",
        ),
        ("let userName = firstName(u);\n", "const user_name = first_name(user);\n"),
        (
            "pub fn max(v: &[i32]) -> i32 {\n    loop_over(v)\n}\n",
            "/// Largest.\npub fn max<T: Ord>(all: T) -> T {\n}\n",
        ),
        ('{"name":"x","main":"index.js"}\n', '{\n  "name": "x",\n  "exports": "./index.js"\n}\n'),
        ("SELECT * FROM a, b WHERE a.id = b.id\n", "SELECT a.id\nFROM a\nINNER JOIN b ON b.id = a.id;\n"),
        ("for f in `ls`; do cat $f; done\n", 'set -eu\nfor file in ./*; do\n  cat -- "$file"\ndone\n'),
    ],
)
def test_a_small_file_that_is_written_anew_is_not_lost(before: str, after: str) -> None:
    assert loss(before, after) == ""


def test_a_text_of_which_hardly_a_word_stays_is_told() -> None:
    assert (
        loss("# Notes\n\n- speed\nx\n", "def f(xs):\n    return xs\n")
        == "0 of 3 different words would be left"
    )
    assert loss("func main() {\n\tserve(80)\n\twait()\n}\n", "int main() {\n  puts();\n}\n").startswith(
        "1 of 4 "
    )
    assert loss("old\n", "new\n") == ""


@pytest.mark.parametrize(
    ("fence", "file", "alien"),
    [
        ("py", "a.js", True), ("python", "Makefile", True), ("bash", "Makefile", True), ("sql", "a.py", True),
        ("docker", "a.py", True), ("py", "a.py", False), ("ts", "a.js", False), ("c++", "a.h", False),
        ("make", "Makefile", False), ("docker", "Dockerfile", False), ("zsh", "a.sh", False), ("", "a.js", False),
        ("text", "a.js", False), ("unheard", "a.js", False), ("py", "a.txt", False), ("py", "a", False),
    ],
)  # fmt: skip
def test_a_fence_of_another_language_than_the_files_is_told(fence: str, file: str, alien: bool) -> None:
    assert bool(foreign(fence, "x\n", file)) is alien


def test_code_that_reads_as_the_files_own_language_is_not_foreign_whatever_its_fence() -> None:
    assert foreign("bash", "all: a.o\n\tcc -o all a.o\n", "Makefile") == ""
    assert foreign("bash", "set -e\nfor f in *; do\n\tmake $f\ndone\n", "Makefile")
    assert foreign("bash", "make all\n", "Makefile")
    assert foreign("makefile", "all: a.o\n\tcc -o all a.o\n", "a.sh")
