"""What continues an answer that was cut off stands behind what came."""

import pytest

from assistant.render.extraction import code_blocks
from assistant.render.seam import Seam, joined

BEGUN = "Fix:\n\n```python\ndef f():\n    x = 4"
END = "    return x\n```\nDone."
WHOLE = """Change it:

```python
def f():
    return "```"
```

1. item

   ```js title="a"
   let a = 1
   ```

~~~
plain
~~~
````markdown
```python
x
```
````
> ```sh
> ls
> ```
end
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_goes_on_from_where_it_broke_off_is_put_behind_it(line_end: str) -> None:
    text = WHOLE.replace("\n", line_end)
    for cut in range(1, len(text)):
        assert joined((text[:cut], text[cut:])) == (text, True), text[:cut]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (BEGUN, f"2\n{END}", ["def f():\n    x = 42\n    return x\n"]),
        (BEGUN, f"```python\n    x = 42\n{END}", ["def f():\n    x = 42\n    return x\n"]),
        (BEGUN, f"```py\nx = 42\n{END}", ["def f():\n    x = 42\n    return x\n"]),
        (BEGUN, f"```python\n{END}", ["def f():\n    x = 4\n    return x\n"]),
        (BEGUN, "```\n\nDone.", ["def f():\n    x = 4\n"]),
        (BEGUN, "```", ["def f():\n    x = 4\n"]),
        (f"{BEGUN}\n", f"\n```python\n{END}", ["def f():\n    x = 4\n    return x\n"]),
        (f"{BEGUN}\n    ", "```python\nreturn x\n```\n", ["def f():\n    x = 4\n    return x\n"]),
        (f"{BEGUN}\n```", "Done.", ["def f():\n    x = 4\n"]),
        ("```py", "thon\nx = 1\n```\n", ["x = 1\n"]),
        ("```py", "```python\nx = 1\n```\n", ["x = 1\n"]),
        ("```python", "import os\n```\n", ["import os\n"]),
        ("Fix:", "```python\nx\n```\n", ["x\n"]),
        ("1. a\n\n   ```py\n   x\n", "   ```py\n   y\n   ```\nend", ["x\ny\n"]),
        ("1. a\n\n   ```py\n   x\n", "```py\ny\n```\nend", ["x\n", "y\n"]),
        ("````markdown\n# T\n", "```python\nx\n```\n````\nend", ["# T\n```python\nx\n```\n"]),
    ],
)
def test_code_goes_on_in_its_block(before: str, after: str, code: list[str]) -> None:
    text, known = joined((before, after))
    assert ([block.text for block in code_blocks(text)], known) == (code, True)
    seam = Seam(before)
    assert before + "".join(map(seam.feed, after)) + seam.close() == text


@pytest.mark.parametrize(
    "after",
    [
        f"```python\n2\n{END}",  # the rest of the line, or the next one
        f"```python\ndef f():\n    x = 42\n{END}",
        f"\nI go on:\n\n```python\n{END}",
        f"\n```\n{END}",
    ],
)
def test_where_the_parts_meet_at_a_guess_that_is_told(after: str) -> None:
    assert joined((BEGUN, after))[1] is False
