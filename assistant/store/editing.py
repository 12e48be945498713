"""Changes the configuration file as a careful hand would: its comments, order and layout stay.

Whoever calls keeps others from `changing` it meanwhile.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.catalog import Tier
from assistant.errors import ConfigError, UsageError
from assistant.store.files import write_own
from assistant.store.settings import settings_of
from assistant.store.swaps import Swap


def swapped(file: Path, tier: Tier, specs: Sequence[str], environment: Mapping[str, str]) -> Swap:
    """Make `specs` the line-up of `tier` in the configuration. Raises ConfigError, the file being as it was."""
    text = _text_of(file)
    document = _parsed(text or "", file)
    with _by_hand_else(file):
        table = _tier_table(document, tier)
        old = table.get("models")
        before = None if old is None else tuple(map(str, old))
        settings = settings_of(text or "", file, environment)
        as_it_stands = {settings.candidate(one).spec: one for one in before or ()}
        after = tuple(as_it_stands.get(spec, spec) for spec in specs)
        if old is None:
            table["models"] = list(after)
        else:
            _set_items(old, after)
    new = _written(file, document, environment)
    return Swap(os.path.realpath(file), tier.label, before, after, text, _digest(new))


def undone(file: Path, swap: Swap, environment: Mapping[str, str]) -> None:
    """Take a swap back: the very file there was, or, where it was changed since, the tier's line-up alone.

    Raises UsageError where the line-up is no longer the one that was swapped in.
    """
    text = _text_of(file)
    if text is not None and _digest(text) == swap.made:
        if swap.text is None:
            file.resolve().unlink()
        else:
            write_own(file, swap.text)
        return
    document = _parsed(text or "", file)
    table = _tier_table(document, Tier[swap.tier.upper()])
    if tuple(map(str, table.get("models", ()))) != swap.after:
        raise UsageError(
            f"tier {swap.tier} was changed since: its models are not those of the last swap",
            hint=f"change it: ask swap {swap.tier} MODEL, or: ask config edit",
        )
    if swap.before is None:
        del table["models"]
    else:
        _set_items(table["models"], swap.before)
    _written(file, document, environment)


def priced(file: Path, prices: Mapping[str, Mapping[str, str]], environment: Mapping[str, str]) -> None:
    """Write prices (US$ per million tokens as decimal text, by spec and key) into the configuration's models.

    Raises ConfigError, the file being as it was.
    """
    import tomlkit  # noqa: PLC0415

    document = _parsed(_text_of(file) or "", file)
    with _by_hand_else(file):
        if "models" not in document:
            document["models"] = tomlkit.table(is_super_table=True)
        for spec, keys in prices.items():
            provider, _, model_id = spec.partition(":")
            inner = document.get("providers", {}).get(provider, {}).get("models", {})
            models = inner if model_id and model_id in inner else document["models"]
            name = model_id if models is inner else spec
            table = _table_in(models, name)
            for key, value in keys.items():
                table[key] = tomlkit.parse(f"x = {value}")["x"]  # as it is written: no float between
    _written(file, document, environment)


def _written(file: Path, document: Any, environment: Mapping[str, str]) -> str:
    """Write a document that settings can be read from; gives its text."""
    with _by_hand_else(file):
        text: str = document.as_string()
    settings_of(text, file, environment)
    write_own(file, text)
    return text


def _text_of(file: Path) -> str | None:
    try:
        with file.open(encoding="utf-8-sig", newline="") as source:  # line ends as they are
            return source.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the configuration {file} could not be read: {error}") from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _parsed(text: str, file: Path) -> Any:
    import tomlkit  # noqa: PLC0415 - wanted only where the file is changed
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}", hint="change it: ask config edit") from error


@contextmanager
def _by_hand_else(file: Path) -> Iterator[None]:
    """Run the body, which changes a parsed file; tell the user to do so where it is written in an unheard-of way."""
    try:
        yield
    except (ValueError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"{file} is written in a way that cannot be changed here: {error}",
            hint="change it by hand: ask config edit",
        ) from error


def _tier_table(document: Any, tier: Tier) -> Any:
    import tomlkit  # noqa: PLC0415

    if "tiers" not in document:
        document["tiers"] = tomlkit.table(is_super_table=True)
    return _table_in(document["tiers"], tier.label)


def _table_in(parent: Any, name: str) -> Any:
    """Give the table of this name, a new one where there is none."""
    import tomlkit  # noqa: PLC0415

    if name not in parent:
        inline = isinstance(parent, tomlkit.items.InlineTable)
        parent[name] = tomlkit.inline_table() if inline else tomlkit.table()
    return parent[name]


def _set_items(array: Any, specs: Sequence[str]) -> None:
    """Change an array in place, so that its layout stays, and in one of several lines the comment beside each item."""
    in_lines = "\n" in array.as_string()
    groups = array._value  # noqa: SLF001 - tomlkit gives no other way to an item's comment
    comments = {str(group.value): group.comment for group in groups if group.comment}
    for place in reversed(range(len(array))) if in_lines else ():
        if str(array[place]) not in specs:
            del array[place]
    for place, spec in enumerate(specs):
        found = [*map(str, array)]
        if place >= len(found):
            array.append(spec)
        elif found[place] != spec and in_lines:
            if spec in found:
                del array[found.index(spec)]
            array.insert(place, spec)
        elif found[place] != spec:
            array[place] = spec
    while len(array) > len(specs):
        del array[len(array) - 1]
    for group, following in pairwise(groups):  # what was moved left its comment behind
        if following.indent and "\n" in following.indent.as_string():
            group.comment = group.comment or comments.get(str(group.value))
