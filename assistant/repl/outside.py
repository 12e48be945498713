"""Links that lead out of the tree they stand in: a folder or a glob does not stand for what is there."""

from collections.abc import Iterable
from pathlib import Path

NAMED = 5  # links that are named where there are more


def leading_out(files: Iterable[str], folder: Path) -> tuple[str, ...]:
    """Give those files, found in a folder, that lie outside of its working tree, or of itself where there is none."""
    tree = _tree_of(folder)
    return tuple(file for file in files if not Path(file).resolve().is_relative_to(tree))


def left_out(links: tuple[str, ...]) -> str:
    """Say which links were left out."""
    more = f" and {len(links) - NAMED:,} more" if len(links) > NAMED else ""
    return f"left out, links that lead elsewhere: {', '.join(links[:NAMED])}{more}"


def _tree_of(folder: Path) -> Path:
    """Give the root of the working tree that a folder is in, the folder itself where there is none."""
    real = folder.resolve()
    return next((above for above in (real, *real.parents) if (above / ".git").exists()), real)
