"""A benchmark task is a folder: `prompt.txt`, files that go with it, and perhaps a `check.toml` that says what is right.

The tasks that come with the product are such folders beside this file; a user's lie under the configuration folder's
`bench/`, and one of the same name wins.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from assistant.bench.checker import Checker, PythonChecker, ReviewChecker, ScriptChecker, parsed_checker
from assistant.errors import ConfigError, UsageError
from assistant.prompt import Attachment, Prompt, language_of
from assistant.store.files import own_text
from assistant.values import dataclass

SHIPPED = Path(__file__).parent / "tasks"
PROMPT, CHECK, SCRIPT = "prompt.txt", "check.toml", "check.js"

# The instruction all models get: the same for every task, and none of the user's own.
SYSTEM = "You answer a software engineer. Put code in Markdown fences that name the language."


@dataclass(frozen=True, slots=True)
class Task:
    """One task. `checker` is None where nothing can be checked."""

    name: str
    prompt: Prompt
    checker: Checker | None
    own: bool

    @property
    def means(self) -> str:
        """By what means answers are checked: "python", "script", "review", or "nothing"."""
        match self.checker:
            case PythonChecker():
                return "python"
            case ScriptChecker():
                return "script"
            case ReviewChecker():
                return "review"
            case None:
                return "nothing"

    @property
    def runs(self) -> bool:
        """Whether checking an answer runs its code."""
        return isinstance(self.checker, PythonChecker | ScriptChecker)


def tasks_in(own: Path) -> Mapping[str, Task]:
    """Give the tasks that come with the product and those in the folder `own`, by name. Raises ConfigError."""
    found = {folder.name: _read(folder, own=False) for folder in _folders(SHIPPED)}
    found |= {folder.name: _read(folder, own=True) for folder in _folders(own)}
    return found


def chosen(names: Sequence[str], tasks: Mapping[str, Task]) -> tuple[Task, ...]:
    """Give the tasks of these names. Raises UsageError for one there is not, and for no name."""
    unknown = [name for name in names if name not in tasks]
    if unknown or not names:
        raise UsageError(
            f'there is no task "{unknown[0] if unknown else ""}"', hint=f"tasks: {', '.join(tasks)}"
        )
    return tuple(tasks[name] for name in names)


def _read(folder: Path, *, own: bool) -> Task:
    """Read one task's folder. Raises ConfigError where it cannot be taken, one's own where others could change it."""

    def read(file: Path) -> str:
        text = own_text(file, "the task's") if own else file.read_text("utf-8")
        if text is None:
            raise FileNotFoundError(f"{file} is not there")
        return text

    try:
        attached = tuple(
            Attachment(read(file), file.name, language_of(file.name), path=str(file))
            for file in sorted(folder.iterdir())
            if file.is_file() and file.name not in {PROMPT, CHECK, SCRIPT} and not file.name.startswith(".")
        )
        text = read(folder / PROMPT).strip()
        plain = tomllib.loads(read(folder / CHECK)) if (folder / CHECK).exists() else None
        script = read(folder / SCRIPT) if plain and plain.get("kind") == "script" else ""
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"the task {folder} cannot be read: {error}", hint="see: ask bench tasks"
        ) from error
    try:
        checker = None if plain is None else parsed_checker(plain, script)
    except ValueError as error:
        raise ConfigError(f"{folder / CHECK}: {error}", hint="write it like those that ship") from error
    prompt = Prompt(text, attached, SYSTEM, inserted=(str(folder / PROMPT),))
    return Task(folder.name, prompt, checker, own)


def _folders(parent: Path) -> Iterable[Path]:
    if not parent.is_dir():
        return ()
    return sorted((one for one in parent.iterdir() if (one / PROMPT).is_file()), key=_order)


_SHIPPED_ORDER = ("flatten", "race", "dijkstra", "go-review", "express")


def _order(folder: Path) -> tuple[int, str]:
    place = _SHIPPED_ORDER.index(folder.name) if folder.name in _SHIPPED_ORDER else len(_SHIPPED_ORDER)
    return place, folder.name
