"""Keeps each run in a file that only you can read, a JSON line a cell, so that one that was stopped can go on."""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from assistant.bench.blind_comparison import Pick, pick_from
from assistant.bench.run import Key, Result, plain_result, result_from
from assistant.bench.setup import Setup, plain_setup, setup_from
from assistant.errors import AskError, ConfigError, UsageError, cause_of
from assistant.store.changing import changing
from assistant.store.files import kept_text, make_own_folder, write_kept
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """A run as far as it came: the last result of each cell, and what a person picked."""

    number: int
    setup: Setup
    results: tuple[Result, ...]
    picks: tuple[Pick, ...]


class Journal:
    """One run's file. Its first line is the setup."""

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

    def add_limit(self, max_tokens: int) -> None:
        """Append the longest answer in tokens from here on."""
        self._append({"max_tokens": max_tokens})

    def _append(self, plain: Mapping[str, Any]) -> None:
        line = json.dumps(plain).encode() + b"\n"
        handle = os.open(self.file, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)

    def read(self) -> Kept:
        """Give the run so far, whatever its size. Raises AskError where it cannot be read, or does not tell its setup."""
        text = kept_text(self.file, "the run", errors="replace", largest=sys.maxsize) or ""
        first, *lines = text.split("\n")
        setup, results, picks = self._setup(first), dict[Key, Result](), list[Pick]()
        for line in lines:
            with suppress(ValueError, TypeError, ArithmeticError, RecursionError):
                match json.loads(line):
                    case {"picked": plain}:
                        picks.append(pick_from(plain))
                    case {"max_tokens": int(most)}:
                        setup = replace(setup, max_tokens=most)
                    case dict() as plain:
                        result = result_from(plain)
                        results[result.key] = result
        return Kept(self.number, setup, tuple(results.values()), tuple(picks))

    def _setup(self, line: str) -> Setup:
        with suppress(ValueError, TypeError, RecursionError):
            return setup_from(json.loads(line))
        raise ConfigError(
            f"{self.file} is not a run of ask bench", hint=f"move it away: mv {self.file} {self.file}.old"
        )


def new_journal(folder: Path, setup: Setup) -> Journal:
    """Begin the next run's file. Raises ConfigError where it cannot be written."""
    try:
        make_own_folder(folder.parent)
    except OSError as error:
        raise ConfigError(f"a run could not be written in {folder}: {cause_of(error)}") from error
    with changing(folder / "*.jsonl"):
        numbers = [journal.number for journal in journals(folder)]
        journal = Journal(folder / f"{max(numbers, default=0) + 1:04}.jsonl")
        write_kept(journal.file, json.dumps(plain_setup(setup)) + "\n")
    return journal


def journals(folder: Path) -> tuple[Journal, ...]:
    """Give every run on record, oldest first. Raises ConfigError where the folder cannot be read."""
    try:
        files = sorted(folder.glob("[0-9]*.jsonl"))
    except OSError as error:
        raise ConfigError(f"the runs in {folder} could not be read: {cause_of(error)}") from error
    return tuple(Journal(file) for file in files if file.stem.isdecimal())


def with_own_questions(folder: Path) -> tuple[Path, ...]:
    """Give the files of the runs that hold questions off the record, as far as they can be read."""
    found = []
    for journal in journals(folder):
        with suppress(AskError):
            if journal.read().setup.contests:
                found.append(journal.file)
    return tuple(found)


def latest(folder: Path) -> Journal:
    """Give the latest run. Raises UsageError where there is none."""
    return kept_runs(folder)[-1]


def kept_runs(folder: Path) -> tuple[Journal, ...]:
    """Give every run on record, oldest first. Raises UsageError where there is none."""
    found = journals(folder)
    if not found:
        raise UsageError(
            "there is no run on record yet", hint="make one: ask bench --demo --models all --yes"
        )
    return found
