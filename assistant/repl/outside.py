"""Links that lead out of the tree they stand in: a folder or a glob does not stand for what is there."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

NAMED = 5  # links that are named where there are more


def leading_out(files: Iterable[str], folder: Path) -> tuple[str, ...]:
    """Give those files, found in a folder, that lie outside of its working tree, or of itself where there is none."""
    tree = _tree_of(folder)

    @cache
    def lies_outside(path: Path) -> bool:
        return not path.resolve().is_relative_to(tree)

    def leads_out(path: Path) -> bool:
        return lies_outside(path.parent) or (path.is_symlink() and lies_outside(path))

    return tuple(file for file in files if leads_out(Path(file)))


def link_in(path: Path) -> str:
    """Say which link in a path that was typed leads out of the tree it stands in, and where to; "" for none."""
    # The folders that an absolute path begins with are the machine's: a home may be a link.
    typed = (path,) if path.is_absolute() else (path, *path.parents)
    for link in typed:
        if link.is_symlink() and leading_out((str(link),), link.parent):
            return f"{link} is a link to {link.resolve()}"
    return ""


def left_out(names: Sequence[str], what: str = "links that lead elsewhere") -> str:
    """Say which links, or what else, were left out, "" for none."""
    if not names:
        return ""
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return f"left out, {what}: {', '.join(names[:NAMED])}{more}"


def _tree_of(folder: Path) -> Path:
    """Give the root of the working tree that a folder is in, the folder itself where there is none."""
    real = folder.resolve()
    return next((above for above in (real, *real.parents) if (above / ".git").exists()), real)
