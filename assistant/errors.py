"""What can go wrong, as one tree: a sentence that says what happened, a hint that says what to do, an exit code.

AskError
├── UsageError          2   the command line or the question cannot be understood
│   └── ConfigError     2   the configuration file or an environment variable is wrong
├── KeyMissing          3   no key for the provider
│   └── KeyRefused      3   the provider refused the key
├── GatewayError        4   no model gave an answer
├── AnswerCut           5   an answer came, but not the whole of it
├── AnswerUnused        5   an answer came, but what it was wanted for could not be done with it
└── OverCap             6   the question may cost more than is allowed; nothing was sent
    └── PriceUnknown    6   what it may cost is not known
"""


class AskError(Exception):
    """Anything a user, a file or a network can cause; `message` and `hint` are whole sentences without a period."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def cause_of(error: Exception) -> str:
    """Give the words of an error of the system's: what it says without its number and the file's name."""
    return getattr(error, "strerror", None) or str(error)


def quoted(path: object) -> str:
    """Give a path as a shell reads it, for a command in a hint."""
    import shlex  # noqa: PLC0415 - few launches have anything to say

    return shlex.quote(str(path))


class UsageError(AskError):
    """The command line or the question cannot be understood; nothing was sent."""

    exit_code = 2


class ConfigError(UsageError):
    """The configuration file or an environment variable holds something that is not allowed there."""


class KeyMissing(AskError):
    """No key was found for the provider; nothing was sent."""

    exit_code = 3


class KeyRefused(KeyMissing):
    """The provider answered that the key is not valid."""


class GatewayError(AskError):
    """No model gave an answer: nothing of it has been shown."""

    exit_code = 4


class AnswerCut(AskError):
    """A part of an answer was shown and kept, and is known not to be the whole."""

    exit_code = 5


class AnswerUnused(AskError):
    """A whole answer was shown and kept, and what it was wanted for was not done with it."""

    exit_code = 5


class OverCap(AskError):
    """The question may cost more than the user allows; nothing was sent."""

    exit_code = 6


class PriceUnknown(OverCap):
    """No price bounds what the question may cost at the model that is to be asked; nothing was sent there."""
