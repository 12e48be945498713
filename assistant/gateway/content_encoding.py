"""Takes the compression off a response body in bounded pieces: what a few bytes can blow up to never lies in memory."""

import zlib
from collections.abc import Iterator
from contextlib import suppress

ACCEPTED = "gzip, deflate"
PIECE = 1 << 16  # bytes of a piece at most

_GZIP, _ZLIB, _RAW = 31, 15, -15  # what zlib calls the formats


class CodingError(Exception):
    """The body is not compressed as its header says; the message says what is wrong."""


class Decoder:
    """Decodes the body of one response. Raises CodingError for a compression that was not asked for."""

    def __init__(self, content_encoding: str) -> None:
        codings = [name.strip().lower() for name in content_encoding.split(",")]
        codings = [name for name in codings if name not in {"", "identity"}]
        if len(codings) > 1 or not {*codings} <= {"gzip", "x-gzip", "deflate", "br"}:
            raise CodingError(
                f"the response is compressed in a way that was not asked for: {content_encoding}"
            )
        self._coding = codings[0].removeprefix("x-") if codings else ""
        self._unpacker: zlib._Decompress | None = None
        self._brotli: Unbrotli | None = Unbrotli() if self._coding == "br" else None

    def feed(self, content: bytes) -> Iterator[bytes]:
        """Give what `content` holds, in pieces. Raises CodingError where it is damaged."""
        if self._brotli is not None:
            yield from self._brotli.feed(content)
            return
        if self._coding and self._unpacker is None and content:
            self._begin(content)
        if not self._coding:
            yield content
            return
        while content:
            if self._unpacker is None or self._unpacker.eof:  # gzip may come in several members
                self._unpacker = zlib.decompressobj(_GZIP)
            before = self._unpacker.copy()
            try:
                piece = self._unpacker.decompress(content, PIECE)
            except zlib.error as error:
                yield _sound_part(before, content)
                raise CodingError("the response's compression is damaged") from error
            if piece:
                yield piece
            content = self._unpacker.unconsumed_tail or self._unpacker.unused_data
        if self._unpacker is not None and (rest := self._unpacker.decompress(b"", PIECE)):
            yield rest  # all was taken, and the last piece had no room for it

    def _begin(self, content: bytes) -> None:
        """Tell by the first byte what the body is: some gateways name a compression and do not compress."""
        if self._coding == "gzip" and content[:1] != b"\x1f":
            self._coding = ""
        elif self._coding == "gzip":
            self._unpacker = zlib.decompressobj(_GZIP)
        elif content[0] & 0x0F == zlib.DEFLATED:
            self._unpacker = zlib.decompressobj(_ZLIB)
        else:
            self._unpacker = zlib.decompressobj(_RAW)


class Unbrotli:
    """Decodes brotli, which is never asked for: some gateways send it all the same."""

    def __init__(self) -> None:
        import brotli  # noqa: PLC0415 - hardly ever needed

        self._unpacker = brotli.Decompressor()
        self._error: type[Exception] = brotli.error

    def feed(self, content: bytes) -> Iterator[bytes]:
        """Give what `content` holds, in pieces. Raises CodingError where it is damaged."""
        given = content
        while not self._unpacker.is_finished():
            try:
                piece: bytes = self._unpacker.process(given, output_buffer_limit=PIECE)
            except self._error as error:
                raise CodingError("the response's compression is damaged") from error
            if not piece:
                return
            given = b""
            yield piece


def _sound_part(unpacker: "zlib._Decompress", content: bytes) -> bytes:
    """Give what `content` holds before its damage."""
    sound = b""
    with suppress(zlib.error):
        for position in range(len(content)):
            sound += unpacker.decompress(content[position : position + 1], PIECE)
    return sound
