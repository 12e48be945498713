"""prompt-toolkit's output, which never asks the terminal where its cursor is.

A reply over a slow line comes behind keys, or when the shell is there to read it; and the toolbar would wait for it.
"""

from prompt_toolkit.output.vt100 import Vt100_Output


class UnaskingOutput(Vt100_Output):
    """Takes one row to be free below the cursor: what needs more scrolls the terminal."""

    def get_rows_below_cursor_position(self) -> int:
        """Give how many rows there surely are."""
        return 1
