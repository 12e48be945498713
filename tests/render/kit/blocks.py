"""The edges of blocks: what begins, interrupts, continues and closes what."""

_LOREM = "words that go on until the row is full and then some more of them so that it wraps"

BLOCKS = {
    "fence in item by two": "* a\n  ```\n  x\n    y\n  ```\n* b\n",
    "fence closes with less indent": "   ```\n   a\n  b\n c\n```\nd\n",
    "fence closer too short": "`````\n```\n````\n`````\nout\n",
    "fence closer with text": "```\na\n``` b\n```\nout\n",
    "fence closer indented four": "```\na\n    ```\n```\nout\n",
    "fence with backticks in info": "``` a`b\nc\n",
    "fence left by its item": "- ```\n  a\n\nb\n",
    "fence left by its quote": "> ```\n> a\nb\n",
    "fence in quote in list": "- > ```py\n  > x = 1\n  > ```\n  > y\n- z\n",
    "fence in deep list": "- a\n  - b\n    - c\n\n      ```\n      deep\n        deeper\n      ```\n\n    - d\n",
    "empty fence": "```\n```\n\na\n\n~~~\n\n~~~\n",
    "empty fence in item": "- ```\n  ```\n- b\n",
    "fence straight after text": "text\n```\ncode\n```\ntext\n",
    "fence with less indented line": "- a\n\n  ```\n  b\n c\n  ```\n",
    "code at once": "    code first\n\ntext\n",
    "indented code with blanks": "    a\n\n\n    b\n  \n    c\n\nd\n",
    "indented code not in paragraph": "a\n    b\n        c\n",
    "indented after heading": "# a\n    b\n",
    "indented in item": "1.     a\n\n   b\n",
    "item starts with code": "-     a\n\n      b\n",
    "quote lazy": "> a\nb\n> c\nd\n\ne\n",
    "quote lazy in list": "- a\nb\n  c\nd\n",
    "quote in item lazy": "> 1. > a\nb\n> c\n",
    "quote left by heading": "> a\n# b\n> c\n---\n",
    "quotes apart": "> a\n\n> b\n",
    "quote empty lines": ">\n> a\n>  \n> b\n>\n\nc\n",
    "quote with wrap": "> " + _LOREM + " " + _LOREM + "\n> > " + _LOREM + " " + _LOREM + "\n",
    "quote without space": ">a\n>b\n>>c\n",
    "quote with setext": "> a\n> ===\n> b\n> ---\n> c\n> - - -\n",
    "quote with table": "> | a | b |\n> |---|---|\n> | 1 | 2 |\n> text\n\nout\n",
    "list wraps": "- "
    + _LOREM
    + " "
    + _LOREM
    + "\n  - "
    + _LOREM
    + " "
    + _LOREM
    + "\n    - "
    + _LOREM
    + "\n",
    "numbered list wraps": "1. " + _LOREM + " " + _LOREM + "\n10. " + _LOREM + " " + _LOREM + "\n",
    "item over lines": "- a\nlazy\n  more\n\n  para\n-\n  b\n- \n\n  not c\n",
    "empty items": "-\n- a\n-\n\n*\n\n1.\n2. b\n",
    "markers change": "- a\n* b\n+ c\n1. d\n2) e\n",
    "list after paragraph": "text\n- a\n- b\ntext\n\ntext\n1. c\ntext\n2. d\n",
    "number does not interrupt": "In the year\n1984. it was\n14. so\n",
    "number interrupts": "text\n1. a\n",
    "list then code": "- a\n\n\n      b\n\n- c\n",
    "item with heading": "- # a\n- b\n  ===\n- ## c\n  d\n",
    "item with rule": "- ---\n- * * *\n- a\n  ***\n",
    "item with item": "- - - a\n    - b\n  - c\n1. - 2. d\n",
    "deep nesting": "".join("  " * depth + f"- level{depth}\n" for depth in range(25)) + "out\n",
    "deep quotes": "".join(">" * depth + f" q{depth}\n" for depth in range(1, 30)) + "\nout\n",
    "quote list quote": "> - > 1. a\n>   >    b\n>   >\n>   >    c\n",
    "seven spaces": "-       a\n-    b\n -   c\n  -  d\n",
    "items drift": "- a\n - b\n  - c\n   - d\n    - e\n",
    "tab items": "-\ta\n\n\tb\n\n1.\tc\n\t- d\n",
    "tab quote": ">\ta\n>\t\tcode\n",
    "big number": "123456789. a\n1234567890. b\n",
    "task with wrap": "- [ ] " + _LOREM + " " + _LOREM + "\n- [x] a\n\n  b\n",
    "numbered tasks": "1. [ ] a\n2. [x] b\n",
    "task nowhere": "[ ] a\n\n- a [ ] b\n- [ ]b\n- **[ ]** c\n",
    "setext cuts": "a\nb\n---\nc\n\n---\nd\n=\ne\n--\n",
    "setext after long": (_LOREM + " ") * 4 + "\n---\nb\n",
    "setext after long equals": (_LOREM + " ") * 4 + "\n===\nb\n",
    "setext not lazy": "> a\n===\n- b\n---\nc\n",
    "setext in item": "- a\n  ---\n  b\n- c\n  ===\n",
    "setext indented": "a\n   ===\nb\n    ===\n",
    "setext with table sign": "a | b\n=====\n",
    "heading needs space": "#a\n# b#\n# c #\n# d \\#\n### e ### b\n ## f\n    # g\n",
    "heading wraps": "# " + _LOREM + " " + _LOREM + "\n\n### " + _LOREM + " " + _LOREM + "\ntext\n",
    "heading straight after": "text\n# a\ntext\n## b\n## c\n",
    "rules close": "a\n***\nb\n___\n- c\n***\nd\n",
    "no rules": "--\n**\n__\n+++\n===\n- - a\n-*-\n",
    "table one column": "| a |\n|---|\n| b |\n\n| c\n|---\n| d\n",
    "table cells missing": "| a | b | c |\n|---|---|---|\n| 1 |\n| 1 | 2 | 3 | 4 |\n|\n| | x | |\n",
    "table cells mismatch": "| a | b |\n|---|\n| c |\n",
    "table header only": "| a | b |\n|---|---|\n\nafter\n\n| c | d |\n|:-:|--:|",
    "table escaped pipes": "| a \\| b | c |\n|---|---|\n| `x \\| y` | \\|\\| |\n| \\\\| z |\n",
    "table aligned": "| left | middle | right |\n|:---|:---:|---:|\n| a | b | c |\n| long word | long word | long word |\n",
    "table with links": "| a | b |\n|---|---|\n| [x](https://e.com/a) | https://e.com |\n| ![i](i.png) | <https://e.com> |\n",
    "table with breaks": "| a | b |\n|---|---|\n| x<br>y | z<br/>w |\n",
    "table with cjk": "| 名前 | 値 | note |\n|---|--:|---|\n| テスト | 12 | ok |\n| a | 全角文字 | 混ざる text |\n",
    "table with emoji": "| e | n |\n|---|---|\n| 👍 | a |\n| 👍🏽 | b |\n| 👨‍👩‍👧‍👦 | c |\n| 🇫🇷 | d |\n| ❤️ | e |\n| é | f |\n",
    "table with a long word": "| key | value |\n|---|---|\n| sha | "
    + "0123456789abcdef" * 8
    + " |\n| b | c |\n",
    "table with long cells": "| a | b |\n|---|---|\n| "
    + _LOREM
    + " | "
    + _LOREM
    + " |\n| short | "
    + _LOREM
    + " |\n",
    "table interrupted": "| a | b |\n|---|---|\n| 1 | 2 |\n# h\n| a | b |\n|---|---|\n| 1 | 2 |\n> q\n| a | b |\n|---|---|\n| 1 | 2 |\n- l\n",
    "table goes on with text": "| a | b |\n|---|---|\n| 1 | 2 |\nplain | row\nplain\n\nout\n",
    "table in item": "1. a\n\n   | x | y |\n   |---|---|\n   | 1 | 2 |\n\n2. b\n   | x | y |\n   |---|---|\n   | 3 | 4 |\n",
    "table indented": "   | a | b |\n   |---|---|\n   | 1 | 2 |\n",
    "no table": "a | b\nc | d\n\n| a | b |\n\n|---|---|\n| 1 | 2 |\n",
    "tall table": "| n | square |\n|--:|--:|\n" + "".join(f"| {n} | {n * n} |\n" for n in range(60)),
    "tall table that widens": "| n | what |\n|---|---|\n"
    + "".join(f"| {n} | {'w' * n} |\n" for n in range(45)),
    "html blocks": "<div>\n*not emphasis*\n\n*emphasis*\n</div>\n\n<script>\nlet a = 1;\n\nlet b;\n</script>\nafter\n",
    "html kinds": '<?php echo 1; ?>\n\n<!DOCTYPE html>\n\n<![CDATA[\nx\n]]>\n\n<custom-tag a="b">\ntext\n\nend\n',
    "html in list": "- <b>a</b>\n- <div>\n  b\n  </div>\n\n  c\n",
    "html tag open at line end": 'text <a\nhref="x">y</a> z\n\n<a\nhref="x">y</a>\n',
    "html long": '<p align="center">' + '<img src="a.png" alt="' + "x" * 120 + '">' * 2 + "</p>\n\nafter\n",
    "pre": "<pre>\nkeep   this\n\n  and this\n</pre>\n\nafter\n",
    "reference kinds": "[a]: /u\n[b]:\n/u2\n'title'\n\n[a] and [b][] and [c][a]\n",
    "footnote in text": "x[^1]\n\n[^1]:\n    a\n\n    b\n",
    "math blocks": "$$ x = 1 $$\n\n$$\ny\n$$ after\n\n\\[ z \\]\n\n$$\nopen\n",
    "math in list": "- a\n\n  $$\n  x\n  $$\n- b $x$\n",
    "only marks": "-\n\n>\n\n#\n\n*\n\n1.\n\n```",
    "only blank": "\n\n   \n\t\n",
    "nothing": "",
    "one letter": "a",
    "leading blanks": "\n\n\n# a\n",
    "leading spaces": "   a\n  b\n c\n",
    "trailing spaces": "a   \n\nb \n\n- c   \n# d   \n",
    "many paragraphs": "\n\n".join(f"paragraph {n} " + _LOREM for n in range(30)) + "\n",
    "long list": "".join(f"{n}. item {n}\n" for n in range(1, 60)),
    "long code": "```python\n"
    + "".join(f"value_{n} = {n}  # {'x' * (n % 50)}\n" for n in range(80))
    + "```\n",
    "form feed and friends": "a\fb\vc\n\n\u2028d\u2029e\u0085f\n",
    "nbsp": "a\u00a0b\n\n\u00a0\u00a0- c\n\n#\u00a0d\n",
    "bom": "\ufeff# a\n\nb\n",
}
