"""prompt-toolkit's output, for a line that stands in the scrollback and a terminal that is not asked where its cursor is.

A reply over a slow line comes behind keys, or when the shell is there to read it; and the toolbar would wait for it.
"""

from prompt_toolkit.output.vt100 import Vt100_Output

from assistant.shell import is_dumb


class ScrollbackOutput(Vt100_Output):
    """Takes one row to be free below the cursor: what needs more scrolls the terminal."""

    def get_rows_below_cursor_position(self) -> int:
        """Give how many rows there surely are."""
        return 1

    def show_cursor(self) -> None:
        """Show the cursor, which a dumb terminal never hides: it would print the sequence."""
        if not is_dumb(self.term):
            super().show_cursor()

    def erase_down(self) -> None:
        """Erase from column 0 down; tmux would keep what is erased by a single sequence from its first row."""
        self.write_raw("\x1b[K\x1b[C\x1b[J\r")
