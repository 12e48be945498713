"""Bytes of a file or a pipe become text."""

from assistant.errors import UsageError
from assistant.values import dataclass

# A mark, what Python calls a text that begins with it, and what follows it.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32", "utf-32-be"),
    (b"\xff\xfe", "utf-16", "utf-16-le"),
    (b"\xfe\xff", "utf-16", "utf-16-be"),
)
# How files begin that are no text, however much of them looks like some.
_BINARIES = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"%PDF-", b"\x1f\x8b", b"PK\x03\x04", b"\x7fELF", b"BZh91AY", b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_LOST = "\ufffd"  # stands for what is no character, and may stand in a text itself
_UNMARKED = {"utf-8", "utf-8-sig"}


class NotText(UsageError):
    """A file is a binary one."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding it was in, as Python names it; `lost` tells that some of its bytes are no character's."""

    text: str
    encoding: str
    lost: bool = False

    @property
    def label(self) -> str:
        """The encoding's name for a reader, "" for UTF-8, which needs no mention."""
        if self.encoding in _UNMARKED:
            return "damaged UTF-8" if self.lost and _LOST in self.text else ""
        from assistant.store.charset import LABELS  # noqa: PLC0415 - for what is no UTF-8

        return LABELS.get(self.encoding, self.encoding)


def decoded(content: bytes, name: str) -> Decoded:
    """Give the text of a file's bytes: UTF-8, UTF-16, else what they look most like. Raises NotText for a binary."""
    encoding = encoding_of(content)
    if encoding is None:
        raise NotText(f"{name} is not text but binary")
    text = content.decode(encoding, "replace")
    return Decoded(text, encoding, lost=text.count(_LOST) > content.count(_LOST.encode()))


def parted_mark(content: bytes) -> tuple[bytes, str]:
    """Give the mark that tells the encoding of a text's bytes, and that of those behind it; "" for both without one."""
    return next(((mark, behind) for mark, _, behind in _MARKS if content.startswith(mark)), (b"", ""))


def encoding_of(content: bytes) -> str | None:
    """Name the encoding of a text's bytes; None where they are no text."""
    if content.startswith(_BINARIES):
        return None
    for mark, encoding, _ in _MARKS:
        if content.startswith(mark):
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        unknown = True
    else:
        unknown = b"\0" in content
    if not unknown:
        return "utf-8"
    from assistant.store.charset import likely_encoding  # noqa: PLC0415 - for what is no UTF-8

    return likely_encoding(content)
