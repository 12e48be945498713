"""Reads checked values out of a parsed TOML table; what is wrong is said with its line and what is allowed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TypeVar

from assistant.errors import ConfigError
from assistant.pattern import pattern
from assistant.secret import looks_like_key
from assistant.spelling import suggestion
from assistant.values import dataclass

Member = TypeVar("Member", bound=Enum)

_LARGEST = 1_000_000_000  # what is more is a slip
_HEADER = pattern(r"\s*(\[+)\s*([^\]]+?)\s*\]+")
_KEY = pattern(r"\s*((?:[A-Za-z0-9_.\-]|\"[^\"]*\"|'[^']*')+)\s*=")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a configuration file, and where in the file it stands: a number in its `path` is a place in a list.

    Reading a setting raises ConfigError, with its line and what is allowed, where the value is of another kind.
    """

    values: Mapping[str, object]
    path: tuple[str | int, ...]
    source: str
    file: Path
    hint: str = "change it: ask config edit"
    named: bool = False  # by the user

    def wrong(self, key: str, what: str) -> ConfigError:
        """Give the error that says `what` is wrong with the setting `key`."""
        name = ".".join(part for part in (*self.path, key) if isinstance(part, str))
        return ConfigError(f"{self.place_of(key)}: {name} {what}", hint=self.hint)

    def place_of(self, key: str) -> str:
        """Say where the setting `key` stands: the file and its line."""
        return f"{self.file}, line {_line_of(self.source, (*self.path, key))}"

    def only(self, *allowed: str) -> None:
        """Raise ConfigError for any setting but those `allowed`."""
        for key, value in self.values.items():
            if key not in allowed:
                meant = suggestion(key, allowed)
                if self.named and isinstance(value, dict) and not meant:
                    meant = f'; a name with a dot in it goes in quotes: "{self.path[-1]}.{key}"'
                raise self.wrong(key, f"is not a setting{meant}; allowed here: {', '.join(allowed)}")

    def tables(self, key: str) -> Iterator[tuple[str, "Table"]]:
        """Give each table under `key` with its name."""
        for name in self.table(key).values:
            yield name, replace(self.table(key).table(name), named=True)

    def table(self, key: str) -> "Table":
        """Give the table under `key`, an empty one where there is none."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"must be a table, not {_written(value)}")
        return replace(self, values=value, path=(*self.path, key), named=False)

    def list_of_tables(self, key: str) -> Iterator["Table"]:
        """Give each table of the list `[[key]]`."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, f"must be written as [[{key}]] tables")
        for place, item in enumerate(value):
            yield replace(self, values=item, path=(*self.path, key, place))

    def text(self, key: str, default: str = "") -> str:
        """Give a text."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, f"must be a text in quotes, not {_written(value)}")
        return value

    def one_of(self, key: str, allowed: Sequence[str], default: str) -> str:
        """Give a text that is one of those `allowed`."""
        value = self.text(key, default)
        if value not in allowed:
            told = "what looks like a key" if looks_like_key(value) else f'"{value}"'
            raise self.wrong(key, f"must be one of {', '.join(filter(None, allowed))}, not {told}")
        return value

    def member(self, key: str, default: Member) -> Member:
        """Give the member of an enum whose value a text is."""
        members = type(default)
        return members(self.one_of(key, [each.value for each in members], default.value))

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts, an empty one where there is none."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, f"must be a list of texts, not {_written(value)}")
        return tuple(value)

    def yes(self, key: str, default: bool) -> bool:
        """Give a true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, f"must be true or false, not {_written(value)}")
        return value

    def number(self, key: str) -> Decimal | None:
        """Give a number that is not negative, None where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if (
            isinstance(value, bool)
            or not isinstance(value, (int, Decimal))
            or not Decimal(value).is_finite()
            or not 0 <= value <= _LARGEST
        ):
            raise self.wrong(key, f"must be a number from 0 up to a billion, not {_written(value)}")
        return Decimal(value)

    def count(self, key: str) -> int | None:
        """Give a whole number above zero, None where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST:
            raise self.wrong(
                key, f"must be a whole number above 0 and up to a billion, not {_written(value)}"
            )
        return value


def _written(value: object) -> str:
    """Give a value as it stands in the file, but for a key."""
    match value:
        case bool() | Decimal():
            return str(value).lower().replace("infinity", "inf")
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case dict():
            return f"{{ {', '.join(f'{key} = {_written(inner)}' for key, inner in value.items())} }}"
        case str():
            return "what looks like a key" if looks_like_key(value) else repr(value)
        case _:
            return str(value)


def _line_of(source: str, path: Sequence[str | int]) -> int:
    """Give the line (from 1) on which `path`, such as ("routes", 1, "when"), is set, or the nearest above it."""
    section: tuple[str | int, ...] = ()
    places: dict[tuple[str, ...], int] = {}
    best, depth = 1, 0
    for number, line in enumerate(source.split("\n"), 1):
        if header := _HEADER.match(line):
            section = named = _parts(header[2])
            if header[1] == "[[":
                places[named] = places.get(named, -1) + 1
                section = (*named, places[named])
            found = section if section == tuple(path[: len(section)]) else named
        elif key := _KEY.match(line):
            found = (*section, *_parts(key[1]))
        else:
            continue
        found = found[: len(path)]  # a table below it stands for one that has no line of its own
        if len(found) > depth and found == tuple(path[: len(found)]):
            best, depth = number, len(found)
    return best


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"' ") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.]+", dotted))
