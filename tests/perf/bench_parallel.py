"""Fifty calls, ten at a time, to a gateway that takes a second for each: how long, against the five seconds it must take."""

import subprocess
import sys
import tempfile
import time

from tests.scripted import Scripted, ScriptedGateway, stream


def main() -> None:
    with ScriptedGateway() as gateway, tempfile.TemporaryDirectory() as home:
        gateway.answers(Scripted([1.0, *stream("```python\ndef flatten(x): return x\n```")]))
        started = time.monotonic()
        subprocess.run(
            [sys.executable, "-m", "assistant", "bench", "--models", "all", "--parallel", "10", "--yes"],
            env={
                "HOME": home,
                "ASK_BASE_URL": gateway.base_url,
                "GLOBAL_API_KEY": "sk-x",
                "PATH": "/usr/bin:/bin",
            },
            capture_output=True,
            check=True,
        )
        took = time.monotonic() - started
    print(f"{len(gateway.received)} calls: {took:.1f} s, {took / 5:.2f} times the five seconds")


if __name__ == "__main__":
    main()
