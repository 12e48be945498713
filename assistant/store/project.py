"""Finds the `.ask` folder of the project one stands in. Whether anything in it counts is decided by `trust`."""

from pathlib import Path

FOLDER = ".ask"


def project_folder(start: Path, home: Path) -> Path | None:
    """Give the nearest `.ask` folder from `start` upward, None where there is none.

    The search ends at the root of a git working tree and below `home`, whose own folder is no project's. A symbolic
    link is no project folder.
    """
    for folder in (start, *start.parents):
        if folder == home:
            return None
        found = folder / FOLDER
        try:
            if found.is_dir() and not found.is_symlink():
                return found
            if (folder / ".git").exists():
                return None
        except OSError:  # a folder that may not be looked into
            return None
    return None
