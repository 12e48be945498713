"""The code that is taken out of a Markdown text."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.render.extraction import Block, CodeReader, NestedReader, Piece, code_blocks

FENCED = st.lists(
    st.sampled_from(
        [
            "```python\n", "```\n", "````md\n", "````\n", "~~~ c++\n", "~~~\n", "x = 1\n", "\tindented\n", "\n",
            "> ", "- ", "1. ", "  ", "    ", "\t", "\t```\n", "text\n", "<div>\n", "`` ` ``\n", "```js title=\"a\"\n", "# head\n", "$$\n",
            "| a | b |\n", "|---|---|\n", "a | b\n", "2. ", "<!-- x\n", "-->\n", "<pre>\n", "x</pre>\n", "x</script>\n",
        ]
    ),
    max_size=14,
).map("".join)  # fmt: skip


def codes(text: str) -> list[str]:
    return [block.text for block in code_blocks(text)]


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("```c++\nint x;\n```\n", "cpp", "int x;\n"),
        ("```c#\nint x;\n```\n", "csharp", "int x;\n"),
        ('```js title="a"\nx\n```\n', "js", "x\n"),
        ("~~~\n```\nx\n```\n~~~\n", "", "```\nx\n```\n"),
        ("````md\n```py\nx\n```\n````\n", "markdown", "```py\nx\n```\n"),
        ("```sh\r\na\r\nb\r\n```\r\n", "sh", "a\r\nb\r\n"),
        ("1. do\n\n   ```go\n   func main() {\n   \tx()\n   }\n   ```\n", "go", "func main() {\n\tx()\n}\n"),
        ("> ```\n> a\n>  b\n> ```\n", "", "a\n b\n"),
        ("```py\nx = 1", "py", "x = 1\n"),
        ('```py\nx = """\n\t```\n \t```\n"""\n   ```\n', "py", 'x = """\n\t```\n \t```\n"""\n'),
        ("- ```md\n  a\n\t\t```\n\t```\n", "markdown", "a\n  \t```\n"),
        ("```make\nall:\n\tcc\n```", "make", "all:\n\tcc\n"),
    ],
)
def test_code_comes_out_as_it_was_written(text: str, language: str, code: str) -> None:
    (block,) = code_blocks(text)
    assert (block.language, block.text) == (language, code)


def test_indented_code_and_inline_code_are_no_blocks() -> None:
    assert codes("text\n\n    indented\n\n`` ``` ``\n") == []


def test_a_fence_in_a_formula_or_in_html_is_no_fence() -> None:
    assert codes("<pre>\n```\nx\n```\n</pre>\n") == []


@given(FENCED, st.lists(st.integers(0, 200), max_size=8))
def test_it_does_not_matter_how_the_text_was_cut(text: str, cuts: list[int]) -> None:
    reader = NestedReader()
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [piece for start, end in pairwise(places) for piece in reader.feed(text[start:end])]
    pieces += reader.end()
    code = "".join(piece.text for piece in pieces)
    assert "".join(codes(text)) in (code, f"{code}\n")


# the parser reads apart: a quote that is open does not go on behind four spaces, nor a tab in one
@given(FENCED.filter(lambda text: not any(each in text for each in ("$$", "    >", "\t>", "> \t"))))
@example("a | b\n---|---\n| 1 | 2 |\n2. ```py\n   x = 1\n   ```\n\ntext\n")
@example("- <!-- a note\n<div>\n\n```py\nx = 1\n```\n")
@example("<script>\nx</pre>\n```\nx = 1\n```\n")
@settings(max_examples=300)
def test_the_blocks_are_those_of_a_commonmark_parser(text: str) -> None:
    fences = [
        token for token in MarkdownIt("commonmark").enable("table").parse(text) if token.type == "fence"
    ]
    whole = [bare(fence.content) for fence in fences]  # a last line of blanks is given and not there
    found: dict[int, list[Piece]] = {}
    for piece in CodeReader().feed(f"{text}\n"):
        found.setdefault(piece.number, []).append(piece)
    assert [bare("".join(piece.text for piece in pieces)) for pieces in found.values()] == whole


README = "# Tool\n\n```sh\npip install tool\n```\n\n- so:\n  ```py\n  x()\n  ```\n\nMIT.\n"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (f"Here:\n\n```markdown\n{README}```\n\nDone.\n", [Block("markdown", README)]),
        (f"````markdown\n{README}````\n```\nout\n```\n", [Block("markdown", README), Block("", "out\n")]),
        (f"```markdown\n{README}```\n```\nout\n```\n", [Block("markdown", README, unclear=True), Block("", "out\n")]),
        (f"````markdown\n{README}````\n```sh\nls\n```\n", [Block("markdown", README), Block("sh", "ls\n")]),
        (f"~~~md\n{README}~~~\n", [Block("markdown", README)]),
        ("> ```md\n> ```sh\n> ls\n> ```\n> ```\n\n```js\n1\n```\n", [Block("markdown", "```sh\nls\n```\n"), Block("js", "1\n")]),
        ("1. Put:\n   ```md\n   a\n   ```\n2. Run:\n   ```\n   ls\n   ```\n", [Block("markdown", "a\n"), Block("", "ls\n")]),
        ("> ```md\n> a\n> ```\n\nx\n```\nb\n```\n", [Block("markdown", "a\n"), Block("", "b\n")]),
        ("- ```md\n  a\n  ```\n\n  x\n  ```\n  b\n  ```\n", [Block("markdown", "a\n", unclear=True), Block("", "b\n")]),
        ("> ```md\n> a\n\nb\n```\nc\n", [Block("markdown", "a\n", unclear=True), Block("", "c\n")]),
        ("- ```md\n  a\nb\n```\nc\n", [Block("markdown", "a\n", unclear=True), Block("", "c\n")]),
        ("```md\n```sh\nls\n```\n", [Block("markdown", "```sh\nls\n```\n", unclear=True)]),
        ("```sh\ncat <<E\n```py\n1\n```\nE\n```\n", [Block("sh", "cat <<E\n```py\n1\n```\nE\n")]),
        ("```md\na\n```\nls\n```\nb\n```\n", [Block("markdown", "a\n", unclear=True), Block("", "b\n")]),
        ("```py\n1\n```\nIt says:\n```\n1\n```\n", [Block("py", "1\n"), Block("", "1\n")]),
        ("```md\n````py\n```\n````\n```\n", [Block("markdown", "````py\n```\n````\n")]),
        ("```py\n1", [Block("py", "1\n")]),
    ],
)  # fmt: skip
def test_a_block_goes_on_behind_those_that_stand_in_it(text: str, blocks: list[Block]) -> None:
    assert list(code_blocks(text)) == blocks


def bare(code: str) -> str:
    return re.sub(r"[ \t]", "", code.rstrip())
