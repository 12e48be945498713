"""What a task's `check.toml` says is right, read into values: cases for code that is run, faults for a review."""

import ast
import builtins
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from assistant.bench.runner import CALLED, calling, text_of
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """One call and what may come of it; `axis` is what it counts for, "correctness" or "edges".

    For Python `call` is what stands between the parentheses of the call, and `gives` lists what may come back, as Python
    writes it. For a script `call` is handed to the task's check and `gives` holds patterns of what may be reported.
    """

    axis: str
    call: Any
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PythonChecker:
    """Calls an answer's `function`."""

    function: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class ScriptChecker:
    """Runs an answer's blocks in one of `languages` that match `needs` before the task's own `script`.

    `types` is whether the types of TypeScript count too.
    """

    script: str
    languages: frozenset[str]
    needs: re.Pattern[str]
    cases: tuple[Case, ...]
    types: bool = False


@dataclass(frozen=True, slots=True)
class ReviewChecker:
    """Looks for faults that were planted, by name and by a pattern of the sentences that name them."""

    faults: Mapping[str, re.Pattern[str]]


Checker = PythonChecker | ScriptChecker | ReviewChecker


def parsed_checker(plain: Mapping[str, Any], script: str) -> Checker:
    """Read a parsed `check.toml`; `script` is the text of `check.js`.

    Raises ValueError or TypeError that says what is wrong.
    """
    match plain:
        case {"kind": "python", "function": str(function), "cases": [_, *_] as cases} if function:
            return PythonChecker(function, tuple(map(_python, _cases(cases, call=str), count(1))))
        case {"kind": "script", "needs": str(needs), "languages": [*languages], "cases": [_, *_] as cases}:
            kept = _cases(cases, call=dict)
            for case in kept:
                json.dumps(case.call)
                for pattern in case.gives:
                    _pattern(pattern)
            names = frozenset(map(str, languages))
            return ScriptChecker(script, names, _pattern(needs), kept, types=bool(plain.get("types")))
        case {"kind": "review", "faults": [_, *_] as faults}:
            return ReviewChecker(dict(map(_fault, faults)))
        case {"kind": "python"}:
            raise ValueError('kind = "python" needs a function and [[cases]]')
        case {"kind": "script"}:
            raise ValueError('kind = "script" needs a pattern in needs, languages and [[cases]]')
        case {"kind": "review"}:
            raise ValueError('kind = "review" needs [[faults]]')
        case _:
            raise ValueError('kind must be "python", "script" or "review"')


def _cases(found: list[Any], *, call: type) -> tuple[Case, ...]:
    cases = []
    for number, plain in enumerate(found, 1):
        match plain:
            case {
                "axis": "correctness" | "edges" as axis,
                "call": called,
                "gives": str() | [str(), *_] as gives,
            } if isinstance(called, call):
                accepted = (gives,) if isinstance(gives, str) else tuple(map(str, gives))
                cases.append(Case(axis, called, accepted))
            case _:
                shape = "a table" if call is dict else "an expression"
                raise ValueError(
                    f'case {number} needs an axis ("correctness" or "edges"), a call ({shape}) and what it gives'
                )
    if not any(case.axis == "correctness" for case in cases):
        raise ValueError('no case is of the axis "correctness"')
    return tuple(cases)


def _python(case: Case, number: int) -> Case:
    """Give a case of Python with what it gives as Python writes it. Raises ValueError for what no answer can do."""
    try:
        parsed = ast.parse(calling(case.call), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(f"the call of case {number} is no Python: {_what(error)}") from error
    if not (isinstance(parsed, ast.Call) and isinstance(parsed.func, ast.Name) and parsed.func.id == CALLED):
        raise ValueError(f"the call of case {number} is more than arguments")
    return replace(case, gives=tuple(_expected(text, number) for text in case.gives))


def _expected(text: str, number: int) -> str:
    if text in {"!", "*"} or "<" in text:  # a text like <Colour.RED: 1> is Python's for what it cannot write
        return text
    try:
        return text_of(ast.literal_eval(text))
    except ValueError:  # an object, as Decimal('1')
        word = text.strip()
        if word.isidentifier() and word not in {"nan", "inf", *vars(builtins)}:
            hint = f"a text has quotes: {word!r}"
            raise ValueError(f"case {number} gives {word}, which is no value ({hint})") from None
        return word
    except (SyntaxError, TypeError, RecursionError, MemoryError) as error:
        raise ValueError(f"what case {number} gives is no Python: {_what(error)}") from error


def _what(error: BaseException) -> str:
    return error.msg if isinstance(error, SyntaxError) else str(error) or type(error).__name__


def _fault(plain: Any) -> tuple[str, re.Pattern[str]]:
    match plain:
        case {"name": str(name), "pattern": str(pattern)}:
            return name, _pattern(pattern, re.IGNORECASE)
        case _:
            raise ValueError("each of the faults needs a name and a pattern")


def _pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(text, flags)
    except re.error as error:
        raise ValueError(f"{text!r} is no pattern: {error}") from error
