"""A benchmark task is a folder: `prompt.txt`, files that go with it, and perhaps a `check.toml` that says what is right.

The tasks that come with the product are such folders beside this file; a user's lie under the configuration folder's
`bench/`, and one of the same name wins.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from zlib import crc32

from assistant.bench.checker import Checker, PythonChecker, ReviewChecker, ScriptChecker, parsed_checker
from assistant.errors import AskError, ConfigError, UsageError, cause_of
from assistant.prompt import Attachment, Prompt, language_of
from assistant.store.decoding import decoded
from assistant.store.files import own_content
from assistant.values import dataclass

SHIPPED = Path(__file__).parent / "tasks"
PROMPT, CHECK, SCRIPT = "prompt.txt", "check.toml", "check.js"
_ALIKE = "write it like those that ship"

# The instruction all models get: the same for every task, and none of the user's own.
SYSTEM = "You answer a software engineer. Put code in Markdown fences that name the language."


@dataclass(frozen=True, slots=True)
class Task:
    """One task. `checker` is None where nothing can be checked.

    `remarks` are lines for whoever asks it. `edition` is another once what is sent or checked has been changed, "" where
    that is not known.
    """

    name: str
    prompt: Prompt
    checker: Checker | None
    own: bool
    remarks: tuple[str, ...] = ()
    edition: str = ""

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


@dataclass(frozen=True, slots=True)
class Shelf:
    """The tasks there are, by name; `broken` are those that cannot be asked, with what is wrong with them."""

    tasks: Mapping[str, Task]
    broken: Mapping[str, AskError]

    def tried(self, names: Iterable[str], fault_of: Callable[[Task], str]) -> "Shelf":
        """Give the shelf once the checks of the user's own tasks among `names` were tried."""
        own = [task for name in names if (task := self.tasks.get(name)) and task.own]
        faults = {task.name: fault for task in own if (fault := fault_of(task))}
        broken = {
            name: ConfigError(f"the task {name}: {fault}", hint=_ALIKE) for name, fault in faults.items()
        }
        left = {name: task for name, task in self.tasks.items() if name not in broken}
        return Shelf(left, {**self.broken, **broken})


def tasks_in(own: Path) -> Shelf:
    """Give the tasks that come with the product and those in the folder `own`."""
    tasks = {folder.name: _read(folder, own=False) for folder in _folders(SHIPPED)}
    broken: dict[str, AskError] = {}
    for folder in _folders(own):
        tasks.pop(folder.name, None)
        try:
            tasks[folder.name] = _read(folder, own=True)
        except AskError as error:
            broken[folder.name] = error
    return Shelf(tasks, broken)


def chosen(names: Sequence[str], shelf: Shelf) -> tuple[Task, ...]:
    """Give the tasks of these names. Raises UsageError for one there is not, for one that is broken, and for no name."""
    for name in names or ("",):
        if name in shelf.broken:
            raise shelf.broken[name]
        if name not in shelf.tasks:
            raise UsageError(f'there is no task "{name}"', hint=f"tasks: {', '.join(shelf.tasks)}")
    return tuple(shelf.tasks[name] for name in names)


def _read(folder: Path, *, own: bool) -> Task:
    """Read one task's folder. Raises AskError where it cannot be taken, one's own where others could change it."""
    remarks = []

    def read(file: Path) -> str:
        content = own_content(file, "the task's") if own else file.read_bytes()
        if content is None:
            raise ConfigError(f"{file} is not there")
        found = decoded(content, str(file))
        if found.label:
            remarks.append(f"{file} was read as {found.label}")
        return found.text

    attached = []
    try:
        for path in sorted(folder.iterdir()):
            if path.is_dir() and not path.name.startswith((".", "__")):
                remarks.append(f"{path}/ is left out: what lies in the task's own folder is sent")
            elif path.is_file() and not _is_left_out(path.name):
                attached.append(Attachment(read(path), path.name, language_of(path.name), path=str(path)))
        has_check = (folder / CHECK).exists()
    except OSError as error:
        raise ConfigError(f"the task {folder} could not be read: {cause_of(error)}") from error
    text = read(folder / PROMPT).strip()
    if not text:
        raise ConfigError(f"{folder / PROMPT} is empty", hint="write into it what is to be asked")
    checker, script, plain = None, "", None
    if has_check:
        try:
            plain = tomllib.loads(read(folder / CHECK))
            script = read(folder / SCRIPT) if plain.get("kind") == "script" else ""
            checker = parsed_checker(plain, script)
        except (ValueError, TypeError) as error:
            raise ConfigError(f"{folder / CHECK}: {error}", hint=_ALIKE) from error
    prompt = Prompt(text, tuple(attached), SYSTEM, inserted=(str(folder / PROMPT),))
    sent = [(one.name, one.text) for one in attached]
    edition = f"{crc32(repr((text, sent, plain, script)).encode(errors='replace')):08x}"
    return Task(folder.name, prompt, checker, own, tuple(remarks), edition)


def _is_left_out(name: str) -> bool:
    return name in {PROMPT, CHECK, SCRIPT} or name.startswith(".") or name.endswith("~")


def _folders(parent: Path) -> Iterable[Path]:
    if not parent.is_dir():
        return ()
    return sorted(filter(_is_task, parent.iterdir()), key=_order)


def _is_task(folder: Path) -> bool:
    try:
        return (folder / PROMPT).is_file()
    except OSError:  # it is told of where it is read
        return True


_SHIPPED_ORDER = ("flatten", "race", "dijkstra", "go-review", "express")


def _order(folder: Path) -> tuple[int, str]:
    place = _SHIPPED_ORDER.index(folder.name) if folder.name in _SHIPPED_ORDER else len(_SHIPPED_ORDER)
    return place, folder.name
