"""An interrupt that comes while Python tidies up, where it lets no exception out."""

import subprocess
import sys

PROGRAM = """
import gc, signal, time
from assistant.interrupt import Interrupted, handle

class Circle:
    def __init__(self):
        self.itself = self
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

handle(signal.SIGINT)
try:
    Circle()
    gc.collect()
    time.sleep(20)
except Interrupted as interrupt:
    print("heard", interrupt.signal_number)
"""


def test_an_interrupt_in_a_finalizer_is_heard_behind_it() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=30, check=False
    )
    assert (ran.stdout, ran.stderr) == ("heard 2\n", "")
