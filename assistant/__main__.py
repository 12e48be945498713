"""Where the program starts and ends: `ask`, or `python -m assistant`."""

import gc
import io
import os
import sys
from contextlib import suppress

from assistant import __version__


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.disable()  # until something is to be done: collecting while thousands of objects are made only costs
    try:
        leave(run())
    except (KeyboardInterrupt, RuntimeError) as error:
        # Before there was anything to keep, or while the last of it was written.
        interrupt = error if isinstance(error, KeyboardInterrupt) else error.__cause__
        if not isinstance(interrupt, KeyboardInterrupt):  # Python 3.11 wraps what comes while a class is made
            raise
        from assistant.interrupt import hurry, signal_of

        hurry(signal_of(interrupt))
        leave(128 + signal_of(interrupt))
    except OSError as error:  # `run_with` lets none through
        leave(exit_code_of_lost_output(error))


def run() -> int:
    """Run the command line and give its exit code."""
    if sys.stdout is None:  # closed before we came: nobody can read an answer
        return 141
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"ask {__version__}\n")
        return 0
    from assistant.shell import Shell, environment_for

    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            # a neighbour may have changed it, and Python drops in silence what does not pass at once
            os.set_blocking(stream.fileno(), True)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # in the bytes of UTF-8 a terminal of another encoding may hear a command: "Û" ends in CSI
            own = stream.isatty() and not stream.encoding.lower().startswith("utf")
            stream.reconfigure(
                encoding=stream.encoding if own else "utf-8",
                errors="backslashreplace" if own else "replace",
                newline="",
            )
    shell = Shell(environment_for(sys.stdout), sys.stdin, sys.stdout, sys.stderr)
    if len(sys.argv) in {3, 4} and sys.argv[1] == "__complete":  # what a Tab asks
        from assistant.cli.complete import complete

        return complete(shell, *sys.argv[2:])
    from assistant.cli.main import run as run_with

    return run_with(sys.argv[1:], shell)


def leave(code: int) -> None:
    """Flush and leave without tearing the interpreter down, which would take as long as starting it."""
    interrupts = sys.modules.get("assistant.interrupt")
    if interrupts:
        interrupts.raise_no_more()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError) as error:
            code = code or (exit_code_of_lost_output(error) if stream is sys.stdout else 0)
    if threading := sys.modules.get("threading"):
        for thread in threading.enumerate():  # one that has changed the terminal's mode is to change it back
            if thread is not threading.main_thread() and not thread.daemon:
                thread.join(4.0)
    os._exit((interrupts and interrupts.exit_code_of_given_up()) or code)


def exit_code_of_lost_output(error: Exception) -> int:
    """Give the exit code of output that could not be written; says so on stderr unless the reader left."""
    if not isinstance(error, OSError) or isinstance(error, BrokenPipeError):
        return 141
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            sys.stderr.write(f"ask: the output could not be written: {error.strerror}\n")
    return 5


if __name__ == "__main__":
    main()
