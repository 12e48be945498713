"""Where a menu opens by itself. Pure."""


def wants_menu(text_before_cursor: str) -> bool:
    """Tell whether a menu opens by itself here: a command is being typed, or a file after an @."""
    line = text_before_cursor[text_before_cursor.rfind("\n") + 1 :]
    word = line[max(line.rfind(" "), line.rfind("\t")) + 1 :]
    if word.startswith("@"):
        return True
    name, _, _ = line[1:].partition(" ")
    return line.startswith("/") and len(line) == len(text_before_cursor) and "/" not in name
