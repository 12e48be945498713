"""Finds the `.ask` folder of the project one stands in. Whether anything in it counts is decided by `trust`."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.store.trust import Project

FOLDER = ".ask"


def project_folder(start: Path, home: Path) -> tuple[Path | None, Path | None]:
    """Give the nearest `.ask` folder from `start` upward, and the nearest symbolic link passed over before it.

    Either is None where there is none. The search ends at the root of a git working tree and below `home`, whose own
    folder is no project's.
    """
    link = None
    for folder in (start, *start.parents):
        if folder == home:
            break
        found = folder / FOLDER
        try:
            if found.is_dir():
                if not found.is_symlink():
                    return found, link
                link = link or found
            if (folder / ".git").exists():
                break
        except OSError:  # a folder that may not be looked into
            break
    return None, link


def project_here(environment: Mapping[str, str], trust_file: Path) -> "Project | None":
    """Read the project one stands in, None where there is none. Raises ConfigError as `project_at` does."""
    try:
        here = Path.cwd()
    except OSError:  # the folder one stands in is gone
        return None
    home = os.path.realpath(environment.get("HOME") or here.root)  # as `here` is
    folder, link = project_folder(here, Path(home))
    if folder is None and link is None:
        return None
    from assistant.store.trust import beyond_link, project_at  # noqa: PLC0415 - most folders are no project

    project = project_at(folder, trust_file) if folder else None
    if link is None or (folder and os.path.realpath(link) == os.path.realpath(folder)):
        return project
    return beyond_link(project, link, trust_file)
