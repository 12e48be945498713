"""Bytes of a file or a pipe become text."""

from assistant.errors import UsageError

_TEXT_OF_MARK = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(content: bytes, name: str) -> str:
    """Give the text of a file's bytes: UTF-8, UTF-16 with its mark, else Latin-1. Raises UsageError for a binary."""
    if content.startswith(tuple(mark for mark, _ in _TEXT_OF_MARK)):
        return content.decode(encoding_of(content), errors="replace")
    if b"\0" in content:
        raise UsageError(f"{name} is not text but a binary file", hint="nothing was sent")
    return content.decode(encoding_of(content))


def encoding_of(content: bytes) -> str:
    """Name the encoding of a text's bytes: that of its mark, else UTF-8, else Latin-1."""
    for mark, encoding in _TEXT_OF_MARK:
        if content.startswith(mark):
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"
