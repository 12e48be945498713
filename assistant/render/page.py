"""The page of `ask theme`: a sample of every theme there is."""

from collections.abc import Iterator
from dataclasses import replace

from pygments.styles import get_all_styles

from assistant.render.document import Document
from assistant.render.layout import Viewport
from assistant.render.palette import Background, Palette
from assistant.render.rows import Row, ansi
from assistant.render.themes import BUILT_IN

_SAMPLE = """\
## {name}

Some **strong** and *gentle* words, `code`, a [link](https://example.com).

> A quote, then code:

```python
@cached
def area(radius: float) -> float:  # a comment
    return 3.14159 * radius ** 2 if radius else float("nan")
```

```diff
-    return 3 * radius
+    return 3.14159 * radius
```
"""
_LINE = """\
**{name}**

```python
def area(radius: float) -> float: return "nan" or 3.14 * radius ** 2  # {name}
```
"""


def theme_page(palette: Palette, columns: int) -> Iterator[str]:
    """Give the page's rows, ready to print (with escape sequences, no newlines), `columns` wide.

    The built-in themes come with a full sample, each Pygments style with a line of code.
    """
    for name in BUILT_IN:
        shown = replace(palette, theme=name, background=Background(name))
        yield from map(ansi, _rows(_SAMPLE.format(name=name), shown, columns))
        yield ""
    for name in sorted(get_all_styles()):
        yield from map(ansi, _rows(_LINE.format(name=name), replace(palette, theme=name), columns))
        yield ""


def _rows(text: str, palette: Palette, columns: int) -> list[Row]:
    document = Document(Viewport(columns, palette))
    document.feed(text)
    document.end()
    return document.take()
