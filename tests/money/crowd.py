"""One of many shells at one ledger: run as a program by the tests. Prints what it did, a line a turn."""

import sys
from decimal import Decimal
from pathlib import Path

from assistant.answer import Assistant
from assistant.cap import Limit, Period
from assistant.cost import Usage
from assistant.errors import OverCap
from assistant.prompt import Prompt
from assistant.reply import Delta, Ended, Ending
from tests.money.scenes import CHOICES, Answering, Watching, a_ledger


def write(folder: Path, turns: int) -> None:
    """Ask `turns` questions, each of another conversation or the same."""
    ledger = a_ledger(folder)
    assistant = Assistant(Telling(), ledger, budget=ledger)
    for number in range(turns):
        assistant.answer(Prompt(f"question {number} " + "x" * 200), Watching(), choices=CHOICES)
        print("asked", number, flush=True)
    ledger.close()


def race(folder: Path, cap: str) -> None:
    """Ask until a day's cap stops it; each answer uses every token it may, at the price of the tier."""
    ledger = a_ledger(folder, limits=(Limit(Period.DAY, Decimal(cap)),))
    gateway = Greedy()
    assistant = Assistant(gateway, ledger, budget=ledger)
    while True:
        try:
            assistant.answer(Prompt("go on"), Watching(), choices=CHOICES)
        except OverCap:
            return


class Telling(Answering):
    """A gateway that says when a request leaves."""

    def ask(self, request):
        print("sent", flush=True)
        yield from super().ask(request)


class Greedy(Answering):
    """A gateway whose every answer is as long as it may be."""

    def ask(self, request):
        yield Delta("word ")
        yield Usage(10, request.max_tokens)
        yield Ended(Ending.LENGTH)


if __name__ == "__main__":
    what, folder, amount = sys.argv[1:]
    if what == "write":
        write(Path(folder), int(amount))
    else:
        race(Path(folder), amount)
