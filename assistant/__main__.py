"""Where the program starts and ends: `ask`, or `python -m assistant`."""

import io
import os
import sys

from assistant import __version__


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"ask {__version__}\n")
        leave(0)
    from assistant.cli.main import run
    from assistant.shell import Shell

    if sys.stdout is None:  # closed before we came: nobody can read an answer
        leave(141)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="")
    leave(run(sys.argv[1:], Shell(dict(os.environ), sys.stdin, sys.stdout, sys.stderr)))


def leave(code: int) -> None:
    """Flush and leave without tearing the interpreter down, which would take as long as starting it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            code = code or 141
    os._exit(code)


if __name__ == "__main__":
    main()
