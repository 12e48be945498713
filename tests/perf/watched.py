"""The program with an eye on its memory: at SIGUSR1 it writes down how many bytes its objects take, line by line of code.

Run as `python -X tracemalloc -m tests.perf.watched FILE [ARGUMENT ...]`; FILE is JSON: {place in the code: bytes}.
"""

import gc
import json
import signal
import sys
import tracemalloc
from pathlib import Path

from assistant.__main__ import main


def _tell(told: Path) -> None:
    gc.collect()
    taken = {str(line.traceback): line.size for line in tracemalloc.take_snapshot().statistics("lineno")}
    part = told.with_suffix(".part")
    part.write_text(json.dumps(taken), "utf-8")
    part.rename(told)


if __name__ == "__main__":
    file = Path(sys.argv.pop(1))
    signal.signal(signal.SIGUSR1, lambda *_: _tell(file))
    main()
