"""Answers as models write them."""

ANSWERS = {
    "fix with code": "The callback runs later, so `data` is still empty.\n\n```js\nasync function load(id) {\n  const r = await fetch(`/a/${id}`);\n  return r.json();\n}\n```\n\nNow **await** it where you call it.\n",
    "numbered steps with code": "1. Install it:\n\n   ```sh\n   pip install x\n   ```\n\n2. Run it:\n\n   ```sh\n   x --help\n\n   x run\n   ```\n\n3. Done.\n",
    "steps with tight code": "1. First\n   ```py\n   a = 1\n   ```\n2. Second\n   ```py\n   b = 2\n   ```\n",
    "code interrupts numbering": "1. one\n\n```sh\nls\n```\n\n2. two\n\n```sh\npwd\n```\n\n3. three\n",
    "bullets with bold heads": "- **Speed**: it is *fast*.\n- **Cost**: `$0.25` per million.\n- **Safety**: nothing is run.\n",
    "nested bullets": "- outer\n  - inner\n    - innermost\n      goes on here\n  - inner two\n- outer two\n",
    "nested by four": "* outer\n    * inner\n        * innermost\n* outer two\n",
    "numbers in bullets": "- a\n  1. one\n  2. two\n- b\n  3. three\n  4. four\n",
    "bullets in numbers": "1. one\n   - a\n   - b\n2. two\n   - c\n",
    "bullets in numbers by two": "1. one\n  - a\n  - b\n2. two\n",
    "tasks": "- [ ] open\n- [x] done\n- [X] done too\n  - [ ] nested **open**\n- [ ]\n- [y] not one\n",
    "table": "| Model | Price | Score |\n|:--|--:|:-:|\n| DeepSeek V4 Flash | $0.25 | 8.7 |\n| Kimi K2.5 | $3.00 | 9.0 |\n",
    "table without outer pipes": "Model | Price\n--- | ---\nFlash | 0.25\nKimi | 3.00\n\nAfter.\n",
    "table after a paragraph": "As the table says:\n| a | b |\n|---|---|\n| 1 | 2 |\nand then text\n",
    "table with code": "| Call | What |\n|---|---|\n| `a || b` | no |\n| `a \\| b` | or |\n| `x` | **bold** and *it* |\n",
    "wide table": "| Option | What it does | Since |\n|---|---|---|\n"
    + "".join(
        f"| `--option-{n}` | It does the thing number {n} at some length, so that the row cannot fit into any usual terminal at all | 1.{n} |\n"
        for n in range(4)
    ),
    "very wide table": "| "
    + " | ".join(f"column{n}" for n in range(14))
    + " |\n"
    + "|---" * 14
    + "|\n"
    + "| "
    + " | ".join(f"value{n}" for n in range(14))
    + " |\n",
    "review": '## Findings\n\n### 1. SQL injection (high)\n\n> `db.Query("… " + id)`\n\nUse a placeholder:\n\n```go\nrows, err := db.Query("SELECT * FROM t WHERE id = ?", id)\nif err != nil {\n\treturn err\n}\n```\n\n### 2. Leak\n\n- `rows` is never closed\n- *defer* it\n\n---\n\nThat is all.\n',
    "diff": "```diff\n--- a/x.py\n+++ b/x.py\n@@ -1,3 +1,3 @@\n def f():\n-    return 1\n+    return 2\n```\n",
    "shell session": '```console\n$ ls -la\ntotal 0\n$ echo "hi"\nhi\n```\n',
    "no language": "```\nplain text   with   spaces  \n\n\n  and blank lines\n```\n",
    "info with attributes": '```js title="a.js" {1,3}\nlet a = 1;\n```\n\n```c++\nint main() {}\n```\n\n```{.python .numberLines}\nx = 1\n```\n\n```python,ignore\ny = 2\n```\n\n``` ruby startline=3\nputs 1\n```\n',
    "tilde fence": "~~~~python\nprint('~~~')\n~~~\nstill in\n~~~~\nout\n",
    "fence in fence": "````markdown\n# Title\n\n```python\nprint(1)\n```\n````\n\nafter\n",
    "json": '```json\n{"a": [1, 2, {"b": null}],\n "c": "d"}\n```\n',
    "complexity": "It runs in $O(n \\log n)$, not $O(n^2)$.\n\n$$\nT(n) = 2T(n/2) + n\n$$\n\nand \\(a_1 + b_2\\) or\n\\[\nx = \\frac{-b}{2a}\n\\]\ndone; it costs $5 and $10.\n",
    "headings": "# One\n## Two ##\n### Three `code`\n#### Four *it*\n##### Five\n###### Six\n####### Seven\n#no\n#\tTab\n## \n#\n",
    "setext": "Title one\n=========\n\ntext\n\nTitle **two**\n---\n\nmore\nlines\n===\n",
    "rule kinds": "a\n\n---\n\nb\n\n***\n\nc\n\n_ _ _\n\nd\n\n- - -\n\n* * *\n\nend\n",
    "links": 'See [the docs](https://example.com/docs "Docs"), <https://example.com>, https://example.com/a_b(c). and [a](b.md).\n\nMail <me@example.com> or ![a picture](pic.png) or [![badge](b.svg)](https://ci.example).\n',
    "references": 'See [the docs][1] and [Other] and [another][other].\n\n[1]: https://example.com/docs "Docs"\n[other]: <https://example.com/o>\n',
    "footnotes": "A claim[^1] and another[^note].\n\n[^1]: The proof.\n[^note]: Long\n    and indented.\n\nAfter.\n",
    "definition-like": "Term\n: what it means\n\n**Term**  \nwhat it means\n",
    "summary": "<details>\n<summary>More</summary>\n\nHidden **text** here.\n\n</details>\n\nafter\n",
    "html inline": "Press <kbd>Ctrl</kbd>+<kbd>C</kbd>, H<sub>2</sub>O, a<br>b<br/>c.\n",
    "html comment": "before\n\n<!-- a\ncomment\n\nover blank lines -->\n\nafter\n",
    "thinking tags": "<think>\nLet me see.\n\nOK.\n</think>\n\nThe answer is **4**.\n",
    "quotes": "> one\n> two\n>\n> three\n>> deeper\n> > > deepest\n\nout\n",
    "quote with code": "> Like so:\n>\n> ```py\n> x = 1\n>\n>     y = 2\n> ```\n> done\n",
    "quote with list": "> - a\n>   - b\n> - c\n>\n> 1. one\n> 2. two\n",
    "alert": "> [!NOTE]\n> Useful to know.\n\n> [!WARNING]\n> Mind the gap.\n",
    "list with quote": "- a\n\n  > quoted\n  > more\n\n- b\n",
    "list with table": "- Prices:\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n\n- end\n",
    "list with paragraphs": "1. One.\n\n   More of one.\n\n2. Two.\n\n   More of two.\n   And more.\n",
    "loose list": "- a\n\n- b\n\n- c\n",
    "long numbers": "98. a\n99. b\n100. c\n101. d\n     goes on\n",
    "all ones": "1. a\n1. b\n1. c\n",
    "parentheses": "1) a\n2) b\n   1) c\n",
    "from zero": "0. zero\n1. one\n",
    "chinese": "# 标题\n\n这是一个**很重要**的说明，包含`代码`和一些比较长的文字，用来测试在没有空格的情况下如何换行。请注意：标点符号不应该出现在行首。\n\n- 第一项\n- 第二项\n\n| 名称 | 价格 |\n|---|---|\n| 深度求索 | 0.25 |\n| 通义千问 | 0.35 |\n",
    "japanese": "これは**テスト**です。「引用」もあります。長い文章は行の終わりで正しく折り返されなければなりません。ちょっとした例です。\n",
    "korean": "이것은 **테스트**입니다. 긴 문장은 줄의 끝에서 올바르게 줄바꿈되어야 합니다. 예를 들면 이렇게요.\n",
    "arabic": "هذا **نص** عربي مع `code` داخل السطر.\n",
    "emoji headings": "## 🚀 Quick start\n\n- ✅ Works\n- ❌ Fails\n- ⚠️ Careful\n- 👨‍👩‍👧 Family\n- 🇩🇪 Flag\n\n| ok | what |\n|---|---|\n| ✅ | yes |\n| ⚠️ | hm |\n| 👩🏽‍💻 | dev |\n",
    "long paragraph": "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. "
    * 6
    + "\n\nThe **end** of `it`.\n",
    "long code line": "```\n" + "x" * 300 + "\n" + "y = " + "[1, 2, 3], " * 40 + "\n```\n",
    "tabs in code": "```make\nall:\n\tcc -o a a.c\n\t\techo\tdone\n```\n\n\tindented\tby tab\n",
    "indented code": "Text:\n\n    def f():\n        return 1\n\n    f()\n\nafter\n",
    "indented code in list": "- item\n\n      code here\n        more\n\n  text\n",
    "ascii art": "```\n+---+   +---+\n| a |-->| b |\n+---+   +---+\n```\n",
    "no newline at the end": "It just **ends",
    "code without end": "Here:\n\n```python\ndef f(:\n    pass",
    "many blank lines": "a\n\n\n\n\nb\n\n\n```\n\n\nc\n\n\n```\n\n\n\nd\n\n\n",
    "hard breaks": "one  \ntwo\\\nthree\nfour   \n  five\n",
    "windows": "# A\r\n\r\ntext\r\nmore\r\n\r\n```\r\ncode\r\n```\r\n",
    "mermaid": "```mermaid\ngraph TD;\n  A-->B;\n```\n",
    "bold in lists over lines": "- **bold over\n  two lines** and\n  more\n- `code over\n  two` end\n",
}
