"""Keeps each run in a file that only you can read, a JSON line a cell, so that one that was stopped can go on."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.bench.blind import Pick
from assistant.bench.run import Result, plain_result, result_from
from assistant.errors import UsageError
from assistant.store.files import write_private


class Journal:
    """One run's file. Its first line says how the run was asked for."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @property
    def number(self) -> int:
        """The run's number, from 1."""
        return int(self.file.stem)

    def add(self, result: Result) -> None:
        """Append a result: the line is whole, or, where the machine died, passed over."""
        self._append(plain_result(result))

    def add_pick(self, pick: Pick) -> None:
        """Append what a person picked."""
        self._append({"picked": asdict(pick)})

    def _append(self, plain: Mapping[str, Any]) -> None:
        line = json.dumps(plain).encode() + b"\n"
        handle = os.open(self.file, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)

    def settings(self) -> Mapping[str, Any]:
        """Give how the run was asked for."""
        with self.file.open(encoding="utf-8") as lines:
            found: Mapping[str, Any] = json.loads(lines.readline())
        return found

    def results(self) -> tuple[Result, ...]:
        """Give the results so far, the last of each cell."""
        found = {}
        for plain in self._lines():
            with suppress(ValueError, TypeError, KeyError, ArithmeticError):
                result = result_from(plain)
                found[result.key] = result
        return tuple(found.values())

    def picks(self) -> tuple[Pick, ...]:
        """Give what was picked so far."""
        found = []
        for plain in self._lines():
            with suppress(TypeError, KeyError):
                found.append(Pick(**plain["picked"]))
        return tuple(found)

    def _lines(self) -> Iterator[dict[str, Any]]:
        for line in self.file.read_text(encoding="utf-8").splitlines()[1:]:
            with suppress(ValueError):
                plain = json.loads(line)
                if isinstance(plain, dict):
                    yield plain


def begun(folder: Path, settings: Mapping[str, Any]) -> Journal:
    """Begin the next run's file. Raises ConfigError where it cannot be written."""
    numbers = [journal.number for journal in journals(folder)]
    journal = Journal(folder / f"{max(numbers, default=0) + 1:04}.jsonl")
    write_private(journal.file, json.dumps(dict(settings)) + "\n")
    return journal


def journals(folder: Path) -> tuple[Journal, ...]:
    """Give every run on record, oldest first."""
    return tuple(Journal(file) for file in sorted(folder.glob("[0-9]*.jsonl")) if file.stem.isdecimal())


def latest(folder: Path) -> Journal:
    """Give the latest run. Raises UsageError where there is none."""
    found = journals(folder)
    if not found:
        raise UsageError(
            "there is no run on record yet", hint="make one: ask bench --demo --models all --yes"
        )
    return found[-1]
