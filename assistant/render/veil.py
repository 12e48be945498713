"""Secrets among Markdown: while it is read each stands in characters that mean nothing there, and is shown as it is."""

import re

from assistant.safe import visible

_FIRST, _LAST = 0xD800, 0xDFFF  # surrogates: a text that was made safe holds none
_VEILED = re.compile("[\ud800-\udfff]+")


def veiled(secret: str) -> str:
    """Make a secret safe for a terminal and mean nothing in Markdown, character by character.

    One of several lines stands between a carriage return and a form feed, which no text holds that was made safe: among
    words it gets rows of its own.
    """
    shown = visible(secret.replace("\r\n", "\n"))
    if "\n" in shown:
        shown = f"\r{shown}\f"
    return "".join(chr(_FIRST + ord(each)) if ord(each) <= _LAST - _FIRST else each for each in shown)


def unveiled(text: str) -> str:
    """Give `text` with the secrets as they are."""
    return unveiled_in_words(text).replace("\r", "").replace("\f", "")


def unveiled_in_words(text: str) -> str:
    """Give `text` with the secrets as they are, and what stands around those of several lines."""
    return text if text.isascii() else _VEILED.sub(_shown, text)


def _shown(run: re.Match[str]) -> str:
    return "".join(chr(ord(each) - _FIRST) for each in run[0])
