"""How a run was set up, as the first line of its file keeps it."""

from collections.abc import Mapping, Sequence

from assistant.bench.contest import Contest, contests_from, plain_contests
from assistant.bench.task import Task
from assistant.values import dataclass

TEMPERATURE = 0.2


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run asks, and whom, by name.

    `begun` is the time as 2026-11-27T13:02:02Z, `max_tokens` the longest answer, `judge` a model, "" for none; `contests`
    are between models on the user's own questions. `default_provider` has the models that no other's name stands before;
    "" is of a run that was kept without it, as empty `editions` are, those of the tasks.
    """

    begun: str
    tasks: tuple[str, ...]
    models: tuple[str, ...]
    repeats: int
    max_tokens: int
    contests: tuple[Contest, ...] = ()
    demo: bool = False
    judge: str = ""
    default_provider: str = ""
    editions: tuple[str, ...] = ()


def edited(setup: Setup, tasks: Mapping[str, Task]) -> tuple[str, ...]:
    """Name the tasks of a run that were changed since it began, as far as that is known."""
    known = dict(zip(setup.tasks, setup.editions, strict=False))
    return tuple(name for name, task in tasks.items() if known.get(name, task.edition) != task.edition)


def plain_setup(setup: Setup) -> dict[str, object]:
    """Give a setup for JSON."""
    return {
        "begun": setup.begun,
        "tasks": list(setup.tasks),
        "models": list(setup.models),
        "repeats": setup.repeats,
        "max_tokens": setup.max_tokens,
        "temperature": TEMPERATURE,
        "contests": plain_contests(setup.contests),
        "demo": setup.demo,
        "judge": setup.judge,
        "default_provider": setup.default_provider,
        "editions": list(setup.editions),
    }


def setup_from(plain: object) -> Setup:
    """Read what `plain_setup` wrote. Raises TypeError for anything else, and UsageError for contests that are none."""
    match plain:
        case {
            "begun": str(begun),
            "tasks": [*tasks],
            "models": [*models],
            "demo": bool(demo),
            "repeats": int(repeats),
            "max_tokens": int(max_tokens),
            **others,
        }:
            return Setup(
                begun,
                _names(tasks),
                _names(models),
                repeats,
                max_tokens,
                contests=contests_from(_listed(others.get("contests") or [])),
                demo=demo,
                judge=str(others.get("judge") or ""),
                default_provider=str(others.get("default_provider") or ""),
                editions=_names(_listed(others.get("editions") or [])),
            )
        case _:
            raise TypeError("no setup of a run")


def _listed(plain: object) -> list[object]:
    if not isinstance(plain, list):
        raise TypeError("no list")
    return plain


def _names(found: Sequence[object]) -> tuple[str, ...]:
    names = tuple(name for name in found if isinstance(name, str))
    if len(names) < len(found):
        raise TypeError("a name is no text")
    return names
