"""Finds the line of a TOML file at which a setting stands, for messages that a person can act on."""

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\-\"']+)\s*=")


def line_of(source: str, path: Sequence[str]) -> int:
    """Give the line (from 1) on which `path`, such as ("tiers", "code", "models"), is set, or the nearest above it."""
    section: tuple[str, ...] = ()
    best, depth = 1, 0
    for number, line in enumerate(source.split("\n"), 1):
        if header := _HEADER.match(line):
            section = _parts(header[1])
            found = section
        elif key := _KEY.match(line):
            found = (*section, *_parts(key[1]))
        else:
            continue
        if len(found) > depth and found == tuple(path[: len(found)]):
            best, depth = number, len(found)
    return best


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"' ") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.]+", dotted))
