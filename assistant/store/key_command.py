"""A key that a command prints: a password manager's, say."""

import os
import select
import shlex
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import suppress

from assistant.catalog import Provider
from assistant.errors import ConfigError, cause_of

COMMAND_LIMIT = 60.0  # seconds; a password manager may ask for a passphrase
TIME_TO_END = 0.25  # seconds, for each way to ask for it
MOST_PRINTED = 64 << 10  # bytes


def key_from_command(provider: Provider) -> str:
    """Run a provider's key_command, without a shell, and give the first line of what it prints. Raises ConfigError.

    It inherits no provider's key, see `providers.keep_keys_from_children`.
    """
    try:
        printed = _printed(shlex.split(provider.key_command))
    except (ValueError, IndexError, OSError, subprocess.SubprocessError) as error:
        raise ConfigError(
            f"the key_command of {provider.name} failed: {_why(error)}",
            hint="run it by hand, or change it: ask config edit",
        ) from error
    return printed.decode("utf-8", errors="replace").splitlines()[0].strip()


def _printed(arguments: list[str]) -> bytes:
    """Give what a command prints between blanks.

    Raises SubprocessError where it fails or takes too long, ValueError for too much or nothing.
    """
    end = time.monotonic() + COMMAND_LIMIT
    typed = os.isatty(0)
    stdin = None if typed else subprocess.DEVNULL  # what is piped in are questions
    before = termios.tcgetattr(0) if typed else []
    with subprocess.Popen(arguments, stdin=stdin, stdout=subprocess.PIPE) as command:  # noqa: S603 - the user's own command, no shell
        try:
            printed = b"".join(_pieces(command, end)).strip()
            code = command.wait(max(end - time.monotonic(), 0.0))
            subprocess.CompletedProcess(arguments, code).check_returncode()
        except BaseException:
            _end(command)
            with suppress(OSError, termios.error):
                # another program may have changed how the terminal reads, and in the background it is not ours
                if typed and os.tcgetpgrp(0) == os.getpgrp() and termios.tcgetattr(0) != before:
                    termios.tcsetattr(0, termios.TCSANOW, before)
            raise
    if not printed:
        raise ValueError("it printed nothing")
    return printed


def _end(command: "subprocess.Popen[bytes]") -> None:
    """End a command, which may have hidden what is typed and is to show it again: a Ctrl-C has reached it as well."""
    try:
        for ask_for_it in (command.poll, command.terminate):
            ask_for_it()
            with suppress(subprocess.TimeoutExpired):
                command.wait(TIME_TO_END)
                return
    finally:
        command.kill()


def _pieces(command: "subprocess.Popen[bytes]", end: float) -> Iterator[bytes]:
    out, left = command.stdout.fileno() if command.stdout else -1, MOST_PRINTED
    while select.select([out], [], [], max(end - time.monotonic(), 0.0))[0]:
        piece = os.read(out, MOST_PRINTED)
        if not piece:
            return
        left -= len(piece)
        if left < 0:
            raise ValueError(f"it printed more than {MOST_PRINTED >> 10} kB")
        yield piece
    raise subprocess.TimeoutExpired(command.args, COMMAND_LIMIT)


def _why(error: Exception) -> str:
    """Say what went wrong; never the command, in which there may be a secret."""
    match error:
        case subprocess.CalledProcessError(returncode=code):
            return f"it ended with {code}" if code > 0 else f"signal {-code} ended it"
        case subprocess.TimeoutExpired():
            return f"it took more than {COMMAND_LIMIT:g} s"
        case IndexError():
            return "it names no program"
        case _:
            return cause_of(error)
