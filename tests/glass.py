"""pyte as the terminals of today do it: characters of no width stay with the one before them, rows wrap when it shrinks."""

from enum import Enum
from unicodedata import normalize

import pyte
from pyte.screens import Char, StaticDefaultDict
from wcwidth import wcwidth

Line = dict[int, Char]


class Narrowing(Enum):
    """What becomes of rows that no longer fit: xterm and screen cut them, xterm.js the cursor's, nearly all others none."""

    CUTS = "cuts"
    WRAPS = "wraps"
    WRAPS_OTHERS = "wraps others"


class Glass(pyte.HistoryScreen):
    """A screen with scrollback."""

    narrowing = Narrowing.CUTS

    def draw(self, data: str) -> None:
        if data.isascii() and self.cursor.x + len(data) <= self.columns:
            super().draw(data)
            return
        for character in data:
            columns = wcwidth(character)
            if columns == 0:
                self._join(character)
            elif columns > 0:
                if self.cursor.x + columns > self.columns:
                    self.cursor.x = self.columns
                    vars(self.buffer[self.cursor.y])["goes_on"] = True
                super().draw(character)

    def _join(self, character: str) -> None:
        line, column = self.buffer[self.cursor.y], self.cursor.x - 1
        if column > 0 and not line[column].data:
            column -= 1
        if column >= 0:
            line[column] = line[column]._replace(data=normalize("NFC", line[column].data + character))

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        super().erase_in_line(how, private)
        vars(self.buffer[self.cursor.y])["goes_on"] = False

    def erase_in_display(self, how: int = 0, *arguments: object, **options: object) -> None:
        super().erase_in_display(how, *arguments, **options)
        for row in range(self.cursor.y, self.lines):
            vars(self.buffer[row])["goes_on"] = False

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        lines, columns = lines or self.lines, columns or self.columns
        if self.narrowing is not Narrowing.CUTS:
            self._wrap(lines, columns)
        else:
            self._lose_rows(self.lines - lines)
            super().resize(lines, columns)

    def _lose_rows(self, count: int) -> None:
        """Lose the empty rows below the cursor first, then the oldest. pyte takes the oldest."""
        if count <= 0:
            return
        scrolled = max(self.cursor.y + 1 + count - self.lines, 0)
        row, column = self.cursor.y - scrolled, self.cursor.x
        self.cursor.y = self.lines - 1
        for _ in range(scrolled):
            self.index()
        self.cursor.y = 0
        self.insert_lines(count)
        self.cursor.y, self.cursor.x = row, column

    def _wrap(self, lines: int, columns: int) -> None:
        """Lay all rows out anew; those that no longer fit above the cursor go into the scrollback, others come back."""
        old = [*self.history.top, *(self.buffer[row] for row in range(self.lines))]
        cursor = len(self.history.top) + self.cursor.y
        new: list[Line] = []
        cells: list[Char] = []
        found: int | None = None  # where the cursor stands among the cells
        place = (0, 0)
        for number, line in enumerate(old):
            goes_on = vars(line).get("goes_on", False)
            row = [line[column] for column in range(self.columns)]
            while row and not goes_on and row[-1] == self.default_char:
                row.pop()
            if number == cursor:
                found = len(cells) + min(self.cursor.x, len(row))
                if self.narrowing is Narrowing.WRAPS_OTHERS:
                    row = row[:columns]
                    found = min(found, columns - 1)
            cells += row
            if not goes_on:
                rows = self._rows(cells, columns)
                if found is not None:
                    place = self._place(found, rows, len(new))
                new += rows
                cells, found = [], None
        while len(new) > place[0] + 1 and not new[-1]:
            new.pop()
        first = min(max(len(new) - lines, 0), place[0])
        self.history.top.clear()
        self.history.top.extend(new[:first])
        self.buffer.clear()
        self.buffer.update(enumerate(new[first : first + lines]))
        self.lines, self.columns = lines, columns
        self.set_margins()
        self.cursor.y, self.cursor.x = place[0] - first, place[1]

    @staticmethod
    def _place(found: int, rows: list[Line], first: int) -> tuple[int, int]:
        """Give the row and column of a cell among rows; the one behind the last cell is in its row."""
        for number, row in enumerate(rows[:-1], first):
            if found < len(row):
                return number, found
            found -= len(row)
        return first + len(rows) - 1, found

    def _rows(self, cells: list[Char], columns: int) -> list[Line]:
        rows: list[Line] = []
        while cells or not rows:
            end = columns
            if len(cells) > end and not cells[end].data:
                end -= 1
            line = StaticDefaultDict(self.default_char)
            line.update(enumerate(cells[:end]))
            cells = cells[end:]
            vars(line)["goes_on"] = bool(cells)
            rows.append(line)
        return rows

    def rows(self) -> list[str]:
        """All rows, the scrollback's first, without the blank ones at the end."""
        lines = [*self.history.top, *(self.buffer[row] for row in range(self.lines))]
        rows = ["".join(line[column].data for column in range(self.columns)).rstrip() for line in lines]
        while rows and not rows[-1]:
            rows.pop()
        return rows
