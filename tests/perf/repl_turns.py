"""Two hundred turns in one session: memory against the conversation, and the last turns' time against the first's.

Run as `python -m tests.perf.repl_turns`. The gateway answers at once, so what is measured is ours.
"""

import gc
import io
import statistics
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from assistant.answer import Assistant
from assistant.catalog import DEFAULT_PROVIDER, LINEUPS, MODELS, Candidate, Tier
from assistant.cost import Usage
from assistant.prompt import Prompt
from assistant.render.footer import WaysOn
from assistant.render.notes import Loudness, Notes
from assistant.render.views import JsonView, Margin
from assistant.repl.means import Means
from assistant.repl.session import Session
from assistant.reply import Delta, Ended, Ending, Heard
from assistant.routing.lineup import Choices, Lineup
from assistant.turn import Request
from assistant.wiring import ForgetfulLedger

TURNS, ANSWER = 200, 4_000


class AtOnce:
    """A gateway that answers at once, each time with new text."""

    def __init__(self) -> None:
        self._asked = 0

    def ask(self, request: Request) -> Iterator[Heard]:  # noqa: ARG002
        """Give an answer of ANSWER characters."""
        self._asked += 1
        for piece in range(ANSWER // 100):
            yield Delta(f"{self._asked:6}{piece:4}".ljust(99, "x") + "\n")
        yield Usage(100, ANSWER // 4)
        yield Ended(Ending.WHOLE)


class Nowhere(io.StringIO):
    """Takes and forgets."""

    def write(self, text: str) -> int:
        """Forget."""
        return len(text)


def main() -> None:
    """Measure and print."""
    out = Nowhere()
    notes = Notes(out, Loudness.USUAL, styled=False)
    lineups = {t: Lineup(tuple(Candidate(DEFAULT_PROVIDER, MODELS[m]) for m in LINEUPS[t])) for t in Tier}
    assistant = Assistant(AtOnce(), ForgetfulLedger())
    session = Session(
        Means(
            assistant=lambda: assistant,
            prepare=lambda: None,
            outgoing=lambda prompt: prompt,
            view=lambda prompt, _: JsonView(out, Margin(notes, prompt, WaysOn())),
            notes=notes,
            out=out,
            choices=Choices(lineups),
            tier_named=lambda _: Tier.SIMPLE,
            model_named=lambda _: lineups[Tier.SIMPLE].candidates[0],
            models=(),
            environment={},
            history=Path("/nonexistent"),
        )
    )
    session.ask(Prompt("warm up"))
    session.conversation = session.means.earlier
    gc.collect()
    times = []
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(TURNS):
        begun = time.perf_counter()
        session.ask(Prompt(f"question {number} what is it"))
        times.append((time.perf_counter() - begun) * 1000)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    held = sum(len(message.content) for message in session.conversation.messages)
    print(
        f"memory grew by {grown / 1e3:,.0f} kB, the conversation has {held / 1e3:,.0f} kB: ratio {grown / held:.2f}"
    )
    first, last = statistics.median(times[:20]), statistics.median(times[-20:])
    print(f"a turn took {first:.1f} ms at first and {last:.1f} ms at last (traced)")


if __name__ == "__main__":
    main()
