"""What the programs inherit that are started from here, an editor or git among them: all but the providers' keys."""

import os
from collections.abc import Iterable

from assistant.catalog import Provider


def keep_keys_from_children(providers: Iterable[Provider]) -> None:
    """Take the variables that hold the providers' keys out of the environment of this process.

    Whoever needs a key reads it from the copy that was made at the start.
    """
    for provider in providers:
        if provider.key_variable:
            os.environ.pop(provider.key_variable, None)
