"""A window that changes its size in mid-answer: nothing is lost, nothing is doubled."""

import re

import pytest

from assistant.render.screen import Shrinking
from tests.render.screens import Narrowing, Window, cut_at_random, played

PROSE = "\n\n".join(" ".join(f"w{block}x{word}" for word in range(60)) for block in range(6))
TABLE = "| n | what |\n|---|---|\n" + "".join(f"| r{n} | cell{n} |\n" for n in range(10)) + "\nend\n"
MIXED = (
    "# head\n\n"
    + " ".join(f"a{n}" for n in range(50))
    + "\n\n- "
    + " ".join(f"**b{n}**" for n in range(40))
    + "\n\n"
    + TABLE
    + "\n```\n"
    + "\n".join(f"code{n}" for n in range(9))
    + "\n```\n\n> "
    + " ".join(f"q{n}" for n in range(60))
)
SIZES = [(50, 24), (100, 24), (132, 40), (60, 20), (80, 12), (80, 40), (40, 24), (80, 24)]
WIDENING = [(80 + 2 * number, (24, 16, 30, 20)[number % 4]) for number in range(50)]


def resized(text: str, sizes: list[tuple[int, int]], seed: int, narrowing: Narrowing) -> Window:
    """Play a text in a window that takes each of the sizes in turn."""
    window = Window(narrowing=narrowing)
    chunks = cut_at_random(text, seed)
    for number, chunk in enumerate(chunks):
        window.write(chunk)
        if number % 9 == seed % 9:
            window.resize(*sizes[number // 9 % len(sizes)])
    return window.close()


def letters(window: Window) -> str:
    """What is shown, without what wrapping adds: a narrower window wraps final rows anywhere."""
    return re.sub(r"\W", "", "".join(window.rows()))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("text", [PROSE, TABLE, MIXED], ids=["prose", "table", "mixed"])
@pytest.mark.parametrize(
    ("sizes", "narrowing"), [(SIZES, Narrowing.WRAPS), (WIDENING, Narrowing.CUTS)], ids=["wraps", "cuts"]
)
def test_resizing_loses_and_doubles_nothing(
    text: str, sizes: list[tuple[int, int]], narrowing: Narrowing, seed: int
) -> None:
    assert letters(resized(text, sizes, seed, narrowing)) == letters(played(text))


def test_a_terminal_that_cuts_its_rows_keeps_what_stands_above_the_tail() -> None:
    window = Window(80, 24, narrowing=Narrowing.CUTS)
    window.write("one\n\ntwo\n\n" + "**" + "bold " * 14)
    window.resize(20, 24)
    assert window.close().rows()[:3] == ["one", "", "two"]


def test_rows_that_a_lower_window_scrolled_away_are_not_written_again() -> None:
    window = Window(80, 24)
    window.write(TABLE.removesuffix("\nend\n"))
    window.resize(80, 5)
    window.write("\nend\n")
    assert window.close().rows() == played(TABLE).rows()


def test_of_two_resizes_tmux_tells_the_second_late() -> None:
    now = iter(number / 50 for number in range(10_000))
    window = Window(shrinking=Shrinking.WRAPS_ERASED, clock=lambda: next(now))
    for number, chunk in enumerate(cut_at_random(PROSE, 1)):
        if number == 30:
            window.columns = 20
            window.screen.resize(24, 100)
        elif number == 33:
            window.columns = 100
        window.write(chunk)
    assert letters(window.close()) == letters(played(PROSE))
