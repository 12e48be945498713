"""The user's own marks on the router's decisions: one JSON object a line, in a file only they may read."""

import json
import os
from pathlib import Path

from assistant.catalog import Tier
from assistant.errors import ConfigError, cause_of
from assistant.routing.report import Mark
from assistant.store.files import kept_text, make_own_folder


def add_mark(file: Path, mark: Mark) -> None:
    """Write a mark down. Raises ConfigError where it cannot be."""
    line = {
        "chosen": mark.chosen.label,
        "confidence": mark.confidence,
        "rules": mark.rules,
        "verdict": mark.verdict.label,
        "decision": mark.decision,
    }
    try:
        make_own_folder(file.parent)
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            os.fchmod(handle, 0o600)
            last = os.pread(handle, 1, max(os.fstat(handle).st_size - 1, 0))
            if last not in {b"", b"\n"}:  # a full disk cut it
                out.write("\n")
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise ConfigError(f"{file} could not be written: {cause_of(error)}") from error


def marks_in(file: Path) -> tuple[Mark, ...]:
    """Read every mark; a line that is none is passed over. Raises ConfigError where the file cannot be read."""
    lines = (kept_text(file, "the list of marks,", errors="replace") or "").split("\n")
    return tuple(mark for line in lines if (mark := _mark(line)) is not None)


def _mark(line: str) -> Mark | None:
    try:
        found = json.loads(line)
        return Mark(
            Tier[str(found["chosen"]).upper()],
            float(found["confidence"]),
            tuple(map(str, found["rules"])),
            Tier[str(found["verdict"]).upper()],
            str(found.get("decision", "")),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
