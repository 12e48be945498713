"""Where a menu opens by itself. Pure."""

import re

_MENTION = re.compile(r'(?:^|(?<=[\s(\[{]))@(?:"[^"]*|[^\s"]*)\Z')
_LOOKED_AT = 1_000  # characters of a line


def wants_menu(text_before_cursor: str) -> bool:
    """Tell whether a menu opens by itself here: a command is being typed, or a file after an @."""
    line = text_before_cursor[text_before_cursor.rfind("\n") + 1 :]
    if mention_begun(line) is not None:
        return True
    name, _, _ = line[1:].partition(" ")
    return line.startswith("/") and len(line) == len(text_before_cursor) and "/" not in name


def mention_begun(line_before_cursor: str) -> str | None:
    """Give what stands of a file behind the @ that ends the line, with the mark that opens it; None where none does."""
    found = _MENTION.search(line_before_cursor[-_LOOKED_AT:])
    return found and found[0][1:]
