"""The completion scripts of bash, zsh and fish, written from the tree of commands."""

from collections.abc import Callable, Iterator
from itertools import groupby

from assistant.cli.shell_code import BASH, FISH, WALK, ZSH
from assistant.cli.tree import Choice, Kind, Node, Value

MADE = "# Completion of ask in {0}: made by `ask completions {0}`, not by hand."


def bash(root: Node) -> str:
    """Give the script that bash reads."""
    options = _arms(root, lambda node: "given=" + _quoted(" ".join(_names(node))))
    return "\n".join((MADE.format("bash"), "", *_tables(root, options), BASH % {"walk": WALK}))


def zsh(root: Node) -> str:
    """Give the script that zsh reads, as `_ask` in its `fpath` or sourced."""
    options = _arms(root, lambda node: f"options=({' '.join(_described(node))})")
    tables = _tables(root, options, commands=True)
    return "\n".join(("#compdef ask", MADE.format("zsh"), "", *tables, ZSH % {"walk": WALK}))


def fish(root: Node) -> str:
    """Give the script that fish reads."""
    takes = [
        key for node in root.walk() for choice in node.choices if choice.value for key in _keys(node, choice)
    ]
    groups = [node for node in root.walk() if node.commands]
    lines = [
        MADE.format("fish"),
        "",
        "function __ask_takes # whether an option of a command takes a value",
        "    contains -- $argv[1] \\",
        *(f"        {_quoted(key)} \\" for key in takes[:-1]),
        f"        {_quoted(takes[-1])}",
        "end",
        "",
        "function __ask_below # the commands below a command",
        "    switch $argv[1]",
    ]
    for node in groups:
        names = " ".join(command.path[-1] for command in node.commands)
        lines += [f"        case {_quoted(node.name)}", f"            string split ' ' {_quoted(names)}"]
    lines += ["    end", "end", "", FISH]
    for node in root.walk():
        lines += _fish_lines(node)
    return "\n".join(lines) + "\n"


def _fish_lines(node: Node) -> Iterator[str]:
    at = _quoted(f'__ask_at "{node.name}"')
    before = _quoted(f'__ask_before "{node.name}"')
    for command in node.commands:
        follows = before if node.path else _quoted(" ".join(("__ask_first", *_names(command))))
        yield f"complete -c ask -n {follows} -a {command.path[-1]} -d {_quoted(command.about)}"
    if node.following != node.value:
        after = _quoted(f'__ask_before "{node.name}-"')
        yield f"complete -c ask -n {before} {_fish_value(node.value)}".rstrip()
        yield f"complete -c ask -n {after} {_fish_value(node.following)}".rstrip()
    elif not node.commands or not node.path:
        where = at if node.path else _quoted('not __ask_helping; and __ask_at ""')
        yield f"complete -c ask -n {where} {_fish_value(node.value)}".rstrip()
    for choice in node.choices:
        names = " ".join(
            f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in choice.names
        )
        value = f" -r {_fish_value(choice.value)}".rstrip() if choice.value else ""
        yield f"complete -c ask -n {at} {names}{value} -d {_quoted(choice.about)}"


def _fish_value(value: Value) -> str:
    match value.kind:
        case Kind.FILES:
            return "-F"
        case Kind.FREE:
            return "-f"
        case Kind.WORDS:
            return f"-f -a {_quoted(' '.join(value.words))}"
    return f"-f -k -a '(command ask __complete {value.kind} (commandline -ct) 2>/dev/null)'"


def _tables(root: Node, options: list[str], *, commands: bool = False) -> Iterator[str]:
    """Give the functions that both bash and zsh look things up in."""
    yield from _function("_ask_options() { # the options of a command", "$1", options)
    values = [
        (f"kind={choice.value.kind}" + _given(choice.value), key)
        for node in root.walk()
        for choice in node.choices
        if choice.value
        for key in _keys(node, choice)
    ]
    arms = [
        f"{' | '.join(_quoted(key) for _, key in same)}) {found} ;;"
        for found, same in groupby(sorted(values), key=lambda pair: pair[0])
    ]
    yield from _function(
        "_ask_value() { # what an option of a command takes", '"$1 $2"', arms, "kind='' given=''"
    )
    words = _arms(root, _words)
    yield from _function("_ask_words() { # what the words of a command are", "$1", words)

    def below(node: Node) -> str:
        names = "below=" + _quoted(" ".join(command.path[-1] for command in node.commands))
        about = " ".join(_quoted(f"{command.path[-1]}:{command.about}") for command in node.commands)
        return f"{names} commands=({about})" if commands else names

    arms = [arm for node, arm in zip(root.walk(), _arms(root, below), strict=True) if node.commands]
    yield from _function("_ask_commands() { # the commands below a command", "$1", arms, "below=''")


def _function(head: str, subject: str, arms: list[str], first: str = "") -> Iterator[str]:
    yield head
    if first:
        yield f"  {first}"
    yield from (f"  case {subject} in", *(f"    {arm}" for arm in arms), "  esac", "}", "")


def _arms(root: Node, found: Callable[[Node], str]) -> list[str]:
    return [f"{_quoted(node.name)}) {found(node)} ;;" for node in root.walk()]


def _words(node: Node) -> str:
    first = f"kind={node.value.kind}{_given(node.value)}"
    if node.following == node.value:
        return first
    return f"{first} ; [[ -z $asked ]] || kind={node.following.kind} given={_quoted(' '.join(node.following.words))}"


def _given(value: Value) -> str:
    return f" given={_quoted(' '.join(value.words))}" if value.words else ""


def _keys(node: Node, choice: Choice) -> Iterator[str]:
    return (f"{node.name} {name}" for name in choice.names)


def _names(node: Node) -> Iterator[str]:
    return (name for choice in node.choices for name in choice.names)


def _described(node: Node) -> Iterator[str]:
    return (_quoted(f"{name}:{choice.about}") for choice in node.choices for name in choice.names)


def _quoted(text: str) -> str:
    """Give a word that all three shells take as it is: in single quotes, with a typographic one for one inside."""
    return "'" + text.replace("'", "’").replace("\\", "/") + "'"


SCRIPTS = {"bash": bash, "zsh": zsh, "fish": fish}
FILES = {"bash": "ask.bash", "zsh": "_ask", "fish": "ask.fish"}
