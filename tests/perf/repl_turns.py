"""Two hundred turns in one session: memory against the conversation, and the last turns' time against the first's.

Run as `python -m tests.perf.repl_turns`, on Linux. The conversation is held in a pty with a gateway that answers at once,
so what is measured is ours, and the emulator's: that part is the same for every turn.
"""

import statistics
import tempfile
import time
from pathlib import Path

from tests.repl.terminal import Terminal
from tests.scripted import Scripted, ScriptedGateway, stream

TURNS, LINES = 200, 80
SETTLED = 20  # turns after which everything is loaded
ANSWER = "".join(f"{line:4} some words of an answer that goes on\n\n" for line in range(LINES))


def resident(process: int) -> int:
    """Give the memory of a process in bytes."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


def main() -> None:
    """Measure and print."""
    home = Path(tempfile.mkdtemp(prefix="ask-perf-"))
    times: list[float] = []
    settled = 0
    with ScriptedGateway() as gateway:
        gateway.answers(Scripted(stream(*(ANSWER[at : at + 200] for at in range(0, len(ANSWER), 200)))))
        key = {"ASK_BASE_URL": gateway.base_url, "GLOBAL_API_KEY": "key-for-a-measurement"}
        with Terminal(home, **key) as terminal:
            terminal.wait("(?m)^›").rest(0.5)
            for turn in range(TURNS):
                terminal.send(f"question {turn} what is it")
                terminal.wait(f"question {turn} what is it")
                seen = terminal.written.count(b" out \xc2\xb7 ")
                begun = time.perf_counter()
                terminal.send("\r")
                while terminal.written.count(b" out \xc2\xb7 ", 0) == seen:
                    terminal.read(0.005)
                times.append((time.perf_counter() - begun) * 1000)
                if turn == SETTLED:
                    settled = resident(terminal.process.pid)
            grown = resident(terminal.process.pid) - settled
    sent = gateway.received[-1].body["messages"]
    held = (TURNS - SETTLED) * (len(ANSWER) + 30)
    first, last = statistics.median(times[SETTLED : SETTLED + 20]), statistics.median(times[-20:])
    print(f"the last request carried {len(sent)} messages")
    print(
        f"memory grew by {grown / 1e3:,.0f} kB, the conversation by {held / 1e3:,.0f} kB: ratio {grown / held:.2f}"
    )
    print(f"a turn took {first:.0f} ms at first and {last:.0f} ms at last: ratio {last / first:.2f}")


if __name__ == "__main__":
    main()
